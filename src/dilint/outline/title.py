"""Title, position and employer of a job description."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dilint.language.titles import nominative
from dilint.outline.lines import Draft
from dilint.outline.vocabulary import BLANK, TITLE, TITLE_LINE

_REACH = 60  # lines from the beginning in which the title is looked for
_NAMED = re.compile(r"(?:наименование\s+)?должност[ьи]\s*[:–—-]\s*(?P<p>[^;:()\n]{3,80})", re.IGNORECASE)
#: «Бухгалтер относится к категории …», «Бухгалтер назначается на должность …»
_SUBJECT = re.compile(
    r"^(?:должность\s+)?[«\"]?(?P<p>[А-ЯЁ][А-Яа-яёЁ\-]*(?:[\s,]+(?:[а-яё\-]+|\([^)]{2,40}\)|[А-ЯЁ]{2,6}|[IVX]+)){0,9}?)[»\"]?\s+"
    r"(?:(?:\([^)]*\)\s*)?(?:относ|явля|назнача|принадлеж|подчиня|принима|находится|руководств|должен|непосредственно\s+подчиня|осуществл|—|–|выполняет|несет|обязан|имеет\s+право))",
)
#: «Должностные обязанности. Ведёт учёт»: a heading that runs into its text.
_RUN_IN = re.compile(r"^(?:функциональные|должностные)\s+обязанности\s*[.:]\s+\S")
_MAX_TITLE = 160  # characters
_MAX_POST = 9  # words
#: What follows «Должностная инструкция» in a clause about it.
_CLAUSE = re.compile(
    r"(?:разработан|составлен|является|определя|должна|регламентир|пересматрив|вступает|действует|хранится|утвержда|состоит|нужна|[—–-]\s*(?:это|документ|локальн))"
)
_GENERIC = re.compile(
    r"^(?:работник|сотрудник|настоящ|данн|инструкция|должностная|на должность|"
    r"лицо|назначение|прием|при|в |он|она|общие)",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"\b(?:ООО|АО|ПАО|ОАО|ЗАО|ИП|МБОУ|МБДОУ|ГБУЗ|ГБОУ|ФГБУ|МУП|ГУП|НКО|АНО|ТСЖ|МКУ|МБУ)\s*[«\"“][^»\"”\n]{2,80}[»\"”]|\bИП\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.)?"
)


def find_title(
    drafts: Sequence[Draft], skipped: frozenset[int] = frozenset(), body_start: int | None = None
) -> int | None:
    """The line that names the document a job description, None where none does.

    Of several the last one before the first section: a catalogue card may repeat it above.
    """
    reach = max(_REACH, body_start or 0)
    head = [i for i, d in enumerate(drafts[:reach]) if i not in skipped and d.block.story != "footer"]
    exact = [i for i in head if TITLE.match(drafts[i].folded) and _is_title(drafts[i], i == head[0])]
    named = [i for i in exact if TITLE_LINE.match(drafts[i].folded)] or [
        i for i in exact if "инструкц" in drafts[i].folded
    ]
    named = named or exact
    if named:
        before = [i for i in named if body_start is None or i < body_start]
        return before[-1] if before else named[0]
    mentions = (i for i in head[:_REACH] if TITLE.search(drafts[i].folded) and not _RUN_IN.search(drafts[i].folded))
    return next((i for i in mentions if len(drafts[i].folded) <= 140), None)


def _is_title(draft: Draft, first: bool) -> bool:
    rest = _after_title(draft.folded)
    if _RUN_IN.search(draft.folded):
        return False
    return not _CLAUSE.match(rest) and (first or len(draft.folded) <= 200)


def title_text(drafts: Sequence[Draft], title: int | None, body_start: int) -> str:
    """The title with the lines that complete it («ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ / кладовщика»)."""
    if title is None:
        return ""
    parts = [_shortened(drafts[title])]
    if _after_title(drafts[title].folded) == "":
        follower = _follower(drafts, title, body_start)
        if follower is not None:
            parts.append(" ".join(drafts[follower].line.text.split()))
    return " ".join(parts)


def find_position(drafts: Sequence[Draft], title: int | None, body_start: int) -> str:
    """The post, lower case, nominative where the text itself gives it so; "" where nothing does."""
    from_title = ""
    if title is not None:
        from_title = _after_title(_shortened(drafts[title]).lower())
        if not from_title or re.match(r"и\s+обязанности\b", from_title):
            from_title = re.sub(r"^и\s+обязанности\s*", "", from_title)
        if not from_title:
            follower = _follower(drafts, title, body_start)
            from_title = drafts[follower].folded if follower is not None else ""
    from_title = clean_post(from_title)
    candidates: list[str] = []
    for draft in drafts:
        text = " ".join(draft.line.text.split())
        named = _NAMED.match(text)
        if named is not None:
            candidates.append(clean_post(named["p"].lower()))
        candidates.append(post_of(text))
    candidates = [c for c in candidates if c]
    same = next((c for c in candidates if from_title and same_name(c, from_title)), None)
    if same is not None:
        return same
    if not from_title:
        return candidates[0] if candidates else ""
    begun = next((done for c in candidates if (done := _completed(c, from_title))), "")
    if begun:
        return begun
    alike = next((c for c in candidates if same_name(c, from_title, 1)), None)
    if alike is not None and len(from_title.split()) > _MAX_POST:
        return alike
    return nominative(from_title)


def _completed(short: str, title: str) -> str:
    """«бухгалтер», «бухгалтера предприятия торговли» → «бухгалтер предприятия торговли»; "" where one does not begin the other."""
    begin, words = short.split(), title.split()
    if len(words) < len(begin) <= len(words) + 2 and len(words) > 1 and same_name(" ".join(begin[: len(words)]), title):
        return short  # the title's second line was not read
    if len(begin) >= len(words) or len(words) > _MAX_POST or not same_name(short, " ".join(words[: len(begin)])):
        return ""
    return " ".join([*begin, *words[len(begin) :]])


def post_of(text: str) -> str:
    """The post that a clause names as its subject, lower case, as written; "" where it names none."""
    match = _SUBJECT.match(text)
    return "" if match is None or _GENERIC.match(match["p"]) else clean_post(match["p"].lower())


def _shortened(draft: Draft) -> str:
    """A title that runs into the text ends where the next capitalised word begins."""
    text = " ".join(draft.line.text.split())
    if len(text) <= _MAX_TITLE:
        return text
    match = re.match(r"\S+\s+\S+\s+\S+(?:\s+[^А-ЯЁ\s]\S*)*", text)
    return (match.group() if match else text)[:_MAX_TITLE]


def find_employer(drafts: Sequence[Draft]) -> str:
    for draft in drafts[:_REACH]:
        match = _EMPLOYER.search(draft.line.text)
        if match is not None and not BLANK.search(match.group()):
            return match.group()
    return ""


def _after_title(folded: str) -> str:
    match = TITLE.search(folded)
    rest = folded[match.end() :] if match else ""
    rest = re.sub(r"^[\s:.,–—\"«-]*(?:№\s*[\w/\-]+|для|по должности|должности|работника)?[\s:.,–—\"«-]*", "", rest)
    return "" if BLANK.fullmatch(rest.strip()) else rest.strip()


def _follower(drafts: Sequence[Draft], title: int, body_start: int) -> int | None:
    column = drafts[title].block.cell[0][2] if drafts[title].block.cell else None
    for k in range(title + 1, min(title + 14, max(body_start, title + 2), len(drafts))):
        draft = drafts[k]
        if column is not None and draft.block.cell and draft.block.cell[0][2] != column:
            continue
        bare = draft.folded.strip(' .:"«»()')
        if re.match(r"наименование\s+должности|должность\s*:", bare):
            return None
        if not bare or (BLANK.search(bare) and len(BLANK.sub("", bare).strip(" .№")) < 4):
            continue
        if re.match(r"^[\W\d_]*(?:г|года|№)?[\W\d_]*$", bare) or re.match(
            r"утвержд|согласов|директор\b(?!\s+\w)|\d|№|оглавлени|содержание|г\.?\s*[а-я]+\s*$|москва|санкт|город|г\.|приказ|подпись|дата|ооо|оао|зао|\(|фамили|лицо|орган|г\s",
            bare,
        ):
            continue
        if draft.line.label and draft.line.depth is not None:
            return None
        return k if len(bare) <= 160 else None
    return None


def clean_post(position: str) -> str:
    """The bare name of a post: no brackets, quotes, blanks, company or number behind it."""
    position = re.sub(r"\(.*?\)|[«»\"“”]|\{\{.*?\}\}|_+", " ", position)
    position = re.split(r"[,;:.]\s|\s(?:ооо|зао|оао|ао|пао|гбоу|мбоу|общества с|№)\b|\sутвержд", position)[0]
    return " ".join(position.split()).strip(" .,-–—:")


def same_name(one: str, other: str, first: int | None = None) -> bool:
    """Whether two names of a post differ in endings only; `first` words are compared, None for all."""
    a, b = ([w.replace("ё", "е") for w in re.findall(r"[а-яё]{2,}", name)] for name in (one, other))
    if first is not None:
        a, b = a[:first], b[:first]
    return bool(a) and len(a) == len(b) and all(_alike(x, y) for x, y in zip(a, b, strict=True))


def _alike(one: str, other: str) -> bool:
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    if one == other:
        return True
    return common >= max(3, min(len(one), len(other)) - 3) and max(len(one), len(other)) - common <= 4
