"""Title, position and employer of a job description."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dilint.language.text import normalise
from dilint.outline.lines import Draft
from dilint.outline.vocabulary import BLANK, TITLE

_REACH = 60  # lines from the beginning in which the title is looked for
_NAMED = re.compile(r"(?:наименование\s+)?должност[ьи]\s*[:–—-]\s*(?P<p>[^;:()\n]{3,80})", re.IGNORECASE)
#: «Бухгалтер относится к категории …», «Бухгалтер назначается на должность …»
_SUBJECT = re.compile(
    r"^(?:должность\s+)?[«\"]?(?P<p>[А-ЯЁ][А-Яа-яёЁ\-]*(?:[\s,]+(?:[а-яё\-]+|\([^)]{2,40}\)|[А-ЯЁ]{2,6}|[IVX]+)){0,9}?)[»\"]?\s+"
    r"(?:(?:\([^)]*\)\s*)?(?:относ|явля|назнача|принадлеж|подчиня|принима|находится|руководств|должен|непосредственно\s+подчиня|осуществл|—|–|выполняет|несет|обязан|имеет\s+право))",
)
_GENERIC = re.compile(r"^(?:работник|сотрудник|настоящ|данн|инструкция|должностная|на должность|лицо|назначение|прием|при|в |он|она|общие)", re.IGNORECASE)
_EMPLOYER = re.compile(r"\b(?:ООО|АО|ПАО|ОАО|ЗАО|ИП|МБОУ|МБДОУ|ГБУЗ|ГБОУ|ФГБУ|МУП|ГУП|НКО|АНО|ТСЖ|МКУ|МБУ)\s*[«\"“][^»\"”\n]{2,80}[»\"”]|\bИП\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.)?")


def find_title(drafts: Sequence[Draft], skipped: frozenset[int] = frozenset()) -> int | None:
    """The line that names the document a job description, None where none does."""
    head = [i for i, d in enumerate(drafts[:_REACH]) if i not in skipped and d.block.story != "footer"]
    exact = [i for i in head if TITLE.match(drafts[i].folded) and len(drafts[i].folded) <= 200]
    if exact:
        named = [i for i in exact if "инструкц" in drafts[i].folded]
        return (named or exact)[0]
    return next((i for i in head if TITLE.search(drafts[i].folded) and len(drafts[i].folded) <= 140), None)


def title_text(drafts: Sequence[Draft], title: int | None, body_start: int) -> str:
    """The title with the lines that complete it («ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ / кладовщика»)."""
    if title is None:
        return ""
    parts = [" ".join(drafts[title].line.text.split())]
    if _after_title(drafts[title].folded) == "":
        follower = _follower(drafts, title, body_start)
        if follower is not None:
            parts.append(" ".join(drafts[follower].line.text.split()))
    return " ".join(parts)


def find_position(drafts: Sequence[Draft], title: int | None, body_start: int) -> str:
    """The post, lower case, nominative where the text itself gives it so; "" where nothing does."""
    from_title = ""
    if title is not None:
        from_title = _after_title(drafts[title].folded)
        if not from_title:
            follower = _follower(drafts, title, body_start)
            from_title = drafts[follower].folded if follower is not None else ""
    from_title = _clean(from_title)
    wanted = _stems(from_title)
    candidates: list[str] = []
    for draft in drafts:
        text = " ".join(normalise(draft.line.text).text.split())
        named = _NAMED.match(text)
        if named is not None:
            candidates.append(_clean(named["p"].lower()))
        subject = _SUBJECT.match(text)
        if subject is not None and not _GENERIC.match(subject["p"]):
            candidates.append(_clean(subject["p"].lower()))
    for candidate in candidates:
        if wanted and _stems(candidate) == wanted:
            return candidate
    for candidate in candidates[:3]:
        if candidate and (not wanted or wanted & _stems(candidate)):
            return candidate
    return from_title


def find_employer(drafts: Sequence[Draft]) -> str:
    for draft in drafts[:_REACH]:
        match = _EMPLOYER.search(draft.line.text)
        if match is not None and not BLANK.search(match.group()):
            return match.group()
    return ""


def _after_title(folded: str) -> str:
    match = TITLE.search(folded)
    rest = folded[match.end() :] if match else ""
    rest = re.sub(r"^\W*(?:№\s*[\w/\-]*|для|по должности|должности|работника)?\W*", "", rest)
    return "" if BLANK.fullmatch(rest.strip()) else rest.strip()


def _follower(drafts: Sequence[Draft], title: int, body_start: int) -> int | None:
    column = drafts[title].block.cell[0][2] if drafts[title].block.cell else None
    for k in range(title + 1, min(title + 14, max(body_start, title + 2), len(drafts))):
        draft = drafts[k]
        if column is not None and draft.block.cell and draft.block.cell[0][2] != column:
            continue
        bare = draft.folded.strip(" .:\"«»()")
        if not bare or BLANK.search(bare) and len(BLANK.sub("", bare).strip(" .№")) < 4:
            continue
        if re.match(r"^[\W\d_]*(?:г|года|№)?[\W\d_]*$", bare) or re.match(
            r"утвержд|согласов|директор\b|\d|№|г\.|приказ|подпись|дата|ооо|оао|зао|\(|фамили|лицо|орган|г\s", bare
        ):
            continue
        if draft.line.label and draft.line.depth is not None:
            return None
        return k if len(bare) <= 160 else None
    return None


def _clean(position: str) -> str:
    position = re.sub(r"\(.*?\)|[«»\"“”]|\{\{.*?\}\}|_+", " ", position)
    position = re.split(r"[,;:.]\s|\s(?:ооо|зао|оао|ао|пао|гбоу|мбоу|общества с|№)\b|\sутвержд", position)[0]
    return " ".join(position.split()).strip(" .,-–—:")


def _stems(position: str) -> frozenset[str]:
    return frozenset(word[: max(4, len(word) - 3)] for word in re.findall(r"[а-я]{3,}", position))
