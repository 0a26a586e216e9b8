"""Is it a job description, and what else could it be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from dilint.model import DocumentKind, Section, SectionKind, SectionStatus
from dilint.outline.lines import Draft
from dilint.outline.vocabulary import DUTIES_TITLE, TITLE, TITLE_LINE, has_verb

_TITLE_REACH = 12  # a title without any known section must stand near the top
_HEAD = 40  # lines in which a document says what it is
_OTHERS: tuple[tuple[DocumentKind, str, re.Pattern[str]], ...] = (
    (
        "safety-instruction",
        "это инструкция по охране труда или безопасности",
        re.compile(
            r"^инструкци\w+\s+(?:№\s*\S+\s+)?(?:по|о)\s+(?:\w+\s+)?(?:охран|безопасн|техник|пожарн|мерах)"
            r"|^инструкци\w+\s+по\s+охране|по охране труда для"
        ),
    ),
    (
        "civil-servant-regulation",
        "это должностной регламент госслужащего (79-ФЗ)",
        re.compile(r"^должностной\s+регламент"),
    ),
    (
        "employment-contract",
        "это договор",
        re.compile(r"^(?:(?:трудовой|служебный|коллективный|ученический|гражданско\W*правовой|дополнительное)\s+)?(?:договор|контракт|соглашение)\b(?!\w)"),
    ),
    (
        "order",
        "это приказ или распоряжение",
        re.compile(r"^(?:приказ|распоряжение|решение|постановление|б[ұу]йры[қк])\b(?!\w)(?!ом)"),
    ),
    (
        "regulation",
        "это положение, правила или другой локальный акт",
        re.compile(
            r"^(?:положение|правила|устав|порядок|регламент|кодекс|политика|стандарт|концепция|закон)\b(?!\w)|^(?:трудовой|гражданский|уголовный)\s+кодекс|^федеральный\s+закон"
        ),
    ),
    (
        "work-instruction",
        "это рабочая или производственная инструкция",
        re.compile(r"^(?:рабочая|производственная|технологическая)\s+инструкция"),
    ),
    (
        "article",
        "это рекомендации о том, как составлять инструкции, а не сама инструкция",
        re.compile(
            r"^методическ\w+\s+(?:рекомендаци|указани|пособи)|^рекомендаци\w+\s+по\s+(?:составлени|разработк)"
            r"|^как\s+(?:\w+\s+)?(?:состав|напис|разработ|оформ)|^(?:что\s+такое|зачем\s+нужн\w+)\s+должностн"
        ),
    ),
    ("other", "это техническое задание", re.compile(r"^техническ\w+\s+задани")),
    ("other", "это матрица ответственности", re.compile(r"^матрица\s+ответственности")),
)
#: Blanks of a form; a contact in square brackets is a gap in a finished document.
_UNFILLED = re.compile(r"_{2,}|\.{5,}|…{2,}|<[^>\n]{2,60}>|\[(?:наименование|ф\.?\s?и\.?\s?о|должность|дата)[^\]\n]*\]", re.IGNORECASE)
_NO_COMPANY = re.compile(r"\b(?:ООО|АО|ПАО|ИП|[Кк]омпания|[Оо]бщество)\s*[«\"]\s*[»\"]")
_ARTICLE = re.compile(
    r"(?:в|этой|данной|нашей)\s+статье|расскажем|читайте\s+также|скачать|как\s+составить|разбер[её]мся|разбираемся|подписывайтесь|"
    r"зачем\s+нужн\w+\s+(?:должностн|инструкци)|мы\s+(?:подготовили|собрали)|частые\s+вопросы|"
    r"что\s+должно\s+быть\s+в\s+(?:\w+\s+)?инструкци|обязательна\s+ли"
)


def document_kind(
    drafts: Sequence[Draft],
    title: int | None,
    sections: Sequence[Section],
    statuses: Mapping[SectionKind, SectionStatus],
    requisites: Set[int] = frozenset(),
) -> tuple[DocumentKind, str]:
    """The kind and a Russian reason. `requisites`: lines of approvals, whose «Приказ № 5» is not an order's title."""
    if not any(d.folded for d in drafts):
        return "empty", "в документе нет текста"
    head = [d.folded for d in drafts[:_HEAD]]
    core = [k for k in ("duties", "rights", "responsibility") if statuses.get(k) in ("present", "merged")]
    titled = title is not None and "инструкци" in drafts[title].folded
    other = next(
        (
            (kind, reason, i)
            for i, text in enumerate(head)
            for kind, reason, p in _OTHERS
            if p.search(text) and len(text) < 120 and not drafts[i].line.depth and (kind != "order" or i not in requisites)
        ),
        None,
    )
    own = title is not None and _names_itself(drafts[title])
    annexed = own and bool(core) and other is not None and other[0] != "employment-contract"
    if other is not None and (title is None or other[2] < title + (not own)) and not annexed:
        return other[0], other[1]
    articles = sum(bool(_ARTICLE.search(d.folded)) for d in drafts)
    if articles >= 3:
        return "article", "это статья о должностных инструкциях, а не сама инструкция"
    alone = title is not None and title < _TITLE_REACH and not drafts[title].block.cell
    if titled and (core or (alone and TITLE.match(drafts[title or 0].folded))):
        return "job-description", "в заголовке сказано, что это должностная инструкция"
    if title is not None and len(core) >= 1:
        return "job-description", "по заголовку и разделам это должностная инструкция"
    if title is not None and title < _TITLE_REACH and _is_list_of_duties(drafts, title, statuses):
        return "job-description", "документ озаглавлен как обязанности работника"
    if other is not None:
        return other[0], other[1]
    if (
        len(core) >= 2
        and statuses.get("duties") in ("present", "merged")
        and statuses.get("general") in ("present", "merged", "prose")
    ):
        return "job-description", "разделы те же, что у должностной инструкции"
    if "duties" in core and any("должен знать" in d.folded or "требования к квалификации" in d.folded for d in drafts):
        return "qualification-characteristic", "это квалификационная характеристика, а не инструкция"
    return "other", "нет ни заголовка «Должностная инструкция», ни её разделов"


def _names_itself(draft: Draft) -> bool:
    """Whether a line is a title «Должностная инструкция …» and not a sentence about such instructions."""
    return bool(TITLE_LINE.match(draft.folded)) and not draft.line.depth and not has_verb(draft.folded)


def _is_list_of_duties(drafts: Sequence[Draft], title: int, statuses: Mapping[SectionKind, SectionStatus]) -> bool:
    """«Функциональные обязанности кассира» over a list, or with an approval or a signature: a whole instruction."""
    folded = drafts[title].folded
    match = DUTIES_TITLE.match(folded)
    if match is None or drafts[title].line.label or folded.endswith((":", ".", ";")) or has_verb(folded):
        return False
    signed = any(statuses.get(k) == "present" for k in ("approval", "acknowledgement"))
    return signed or (match.end() < len(folded) and bool(drafts[title + 1 : title + 2]))


def is_template(drafts: Sequence[Draft], signed: Set[int] = frozenset()) -> bool:
    """Whether blanks stand where a company, a name or a date should: an unfilled form.

    `signed`: lines where blanks wait for a signature, as they do in a finished document.
    """
    braces = sum("{{" in d.line.text or "}}" in d.line.text for d in drafts)
    blanks = sum(bool(_UNFILLED.search(d.line.text)) for i, d in enumerate(drafts) if i not in signed)
    blanks += 3 * any(_NO_COMPANY.search(d.line.text) for d in drafts)
    zeros = any(re.search(r"\b00\.00\.00", d.line.text) for d in drafts)
    placeholders = sum(d.block.placeholder for d in drafts)
    return braces > 0 or zeros or placeholders > 0 or blanks >= 3
