"""The approval block and its neighbours: there, whole, dated, agreed in gender, by the right person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dilint.model import Element, Issue, Requisite, Severity
from dilint.outline.lines import fold
from dilint.rules.context import Context, NotApplicable

_ANNEX = re.compile(r"^\W*приложение\s*(?:№\s*\S+\s*)?к\s+(?:\w+\s+){0,2}(?:договор|приказ|распоряжени|контракт)")
_ELECTRONIC = re.compile(r"подписан\w*\s+(?:\w+\s+){0,3}электронн\w+\s+подпис|сертификат\s*(?:№|:)")
_WORDS = {"position": "должности", "signature": "места для подписи", "name": "инициалов и фамилии", "date": "даты"}
_GENDER = re.compile(r"^\W*(утвержд[её]н(?:[оы]|(?![аы])))\b", re.IGNORECASE)
_ORDER_CASE = re.compile(r"^\W*утвержд(?:ена|ено|ен|ены|аю)\W+(приказ|распоряжение)\b(?!ом|ем)", re.IGNORECASE)
_I_APPROVE_BY = re.compile(r"^\W*утверждаю\W+приказом", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{2}\b(?!\d|\.\d)")
_SLASHES = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b")
_WRONG = re.compile(
    r"^\W*(?:начальник|руководитель)\s+(?:\w+\s+)?(?:отдел|участк|бюро|групп|сектор|цех|смен)|^\W*(?:менеджер|бухгалтер|специалист|инспектор|кадровик|секретарь|юрисконсульт)\b",
    re.IGNORECASE,
)
_POWER = re.compile(r"доверенност|приказ|распоряжени|уполномоч|действующ", re.IGNORECASE)
_UNION = re.compile(
    r"профсоюз|профком|первичн|учредител|министерств|департамент|администраци|комитет|"
    r"управлени\w+ образован|председател",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\[[А-Яа-яё][^\]\n]{2,60}\]|\(наименование\s[^)]*\)|\(указать[^)]*\)|(?<!\()Фамилия\s+И\.\s?О\.|(?<!\()И\.\s?О\.\s?Фамилия|(?:ООО|АО|ПАО|ИП)\s*[«\"]\s*_+\s*[»\"]|(?:ООО|АО|ПАО)\s*«\s*»|"
    r"\bимеющ\w+\s+_{3,}|\{\{[^}]*\}\}|[XХ]{2}\.[XХ]{2}\.(?:20)?[_XХ]{2,4}|"
    r"\b00\.00\.0{2,4}(?:\s*№\s*0+)?|(?:ООО|АО|ПАО|ИП|[Кк]омпани[ия]|[Оо]бществ[оа])\s*[«\"]\s*[/.*\s]*[»\"]|"
    r"<\s*(?:если|указать|вставить|наименование|нужное)\b[^>\n]{2,400}>?|\$[a-z_]{3,}\b|\[[a-z]\](?=[а-яё])",
    re.IGNORECASE,
)
#: A gap inside a clause: «возлагаются на ______.»
_GAP = re.compile(r"(?<=[а-яё,]\s)_{3,}", re.IGNORECASE)
_TO_SIGN = re.compile(r"подпис|дата|ознаком|расшифров|ф\.?\s?и\.?\s?о\b|фамили|м\.\s?п\.|экземпляр", re.IGNORECASE)


def _main(context: Context) -> Requisite:
    if not context.outline.approvals:
        raise NotApplicable("грифа утверждения нет")
    return context.outline.approvals[0]


def _excused(context: Context) -> bool:
    """An annex to a contract or order, or an electronically signed document, needs no block of its own."""
    head = context.outline.lines[:25]
    return any(_ANNEX.match(fold(line.text)) for line in head) or any(
        _ELECTRONIC.search(fold(line.text)) for line in context.outline.lines
    )


def missing(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    if context.outline.verdicts.get("approval") == "absent" and not _excused(context):
        yield Issue(None, section="approval")


def incomplete(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """What the block lacks; an order or an electronic signature replaces the signature."""
    block = _main(context)
    if block.form in ("order", "electronic") or _excused(context):
        raise NotApplicable("инструкция утверждена приказом или подписана электронной подписью")
    lacking = [
        word for name, word in _WORDS.items() if block.elements.get(name, Element("missing")).status == "missing"
    ]
    if lacking:
        first = block.lines[0]
        text = context.outline.lines[first].text
        yield Issue(first, 0, len(text), {"lacking": _and(lacking)}, section="approval")


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} и {words[-1]}"


def agreement(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """УТВЕРЖДЕНА (инструкция) приказом: gender, number, case."""
    for block in context.outline.approvals:
        line = context.outline.lines[block.lines[0]]
        text = line.text + " " + (context.outline.lines[block.lines[1]].text if len(block.lines) > 1 else "")
        plural = "инструкции" in fold(context.outline.title)
        gender = _GENDER.match(text)
        if gender is not None and block.form == "order" and not (plural and gender[1].lower().endswith("ы")):
            yield Issue(line.index, 0, min(len(line.text), gender.end()), {"word": gender[1]}, section="approval")
        elif (case := _ORDER_CASE.match(text) or _I_APPROVE_BY.match(text)) is not None:
            yield Issue(
                line.index, 0, min(len(line.text), case.end()), {"word": case.group().strip()}, section="approval"
            )


def order(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """«УТВЕРЖДЕНА приказом» needs the order's date and number."""
    block = _main(context)
    if block.form != "order":
        raise NotApplicable("инструкция утверждена не приказом")
    lacking = []
    for name, word in (("order_date", "даты"), ("order_number", "номера")):
        if block.elements.get(name, Element("missing")).status != "filled":
            lacking.append(word)
    if lacking:
        line = context.outline.lines[block.lines[0]]
        severity = Severity.NOTE if context.outline.template else None
        yield Issue(line.index, 0, len(line.text), {"lacking": _and(lacking)}, severity, section="approval")


def dates(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """Dates that do not exist, are written ambiguously, or run backwards."""
    outline = context.outline
    for requisite in (*outline.approvals, *outline.acknowledgements):
        element = requisite.elements.get("date", Element("missing"))
        if element.status == "filled" and element.line is not None:
            problem = (
                "такой даты нет"
                if element.value is None
                else _SHORT_YEAR.fullmatch(element.text) and "год из двух цифр"
            )
            if problem:
                yield Issue(
                    element.line,
                    element.start,
                    element.end,
                    {"problem": str(problem)},
                    section=requisite.kind if requisite.kind != "agreement" else None,
                )
        for index in requisite.lines:
            match = _SLASHES.search(outline.lines[index].text)
            if match is not None:
                yield Issue(index, match.start(), match.end(), {"problem": "дата через дробь"})
    for approval in outline.approvals[:1]:
        for known in outline.acknowledgements[:1]:
            approved, read = approval.elements.get("date"), known.elements.get("date")
            if (
                approved
                and read
                and approved.value
                and read.value
                and read.value < approved.value
                and read.line is not None
            ):
                yield Issue(read.line, read.start, read.end, {"problem": "ознакомление раньше утверждения"})


def person(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """Approved by the head of a department or a clerk without a word on powers."""
    block = _main(context)
    text = " ".join(context.outline.lines[i].text for i in block.lines)
    if _POWER.search(text):
        return
    for index in block.lines:
        line = context.outline.lines[index]
        body = re.sub(r"^\W*утверждаю\W*", "", line.text, flags=re.IGNORECASE)
        match = _WRONG.match(body)
        if match is not None:
            shift = len(line.text) - len(body)
            yield Issue(index, shift + match.start(), len(line.text), section="approval")
            return


def placeholder(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """One finding a document: an unfilled template, or the first blank left in a finished one."""
    outline = context.outline
    acknowledged = {i for r in outline.acknowledgements for i in r.lines}
    closing = acknowledged | {i for r in (*outline.approvals, *outline.agreements) for i in r.lines}
    found = []
    for line in outline.lines:
        match = None if line.index in acknowledged else _PLACEHOLDER.search(line.text)
        if match is None and line.index not in closing and not _TO_SIGN.search(line.text):
            match = _GAP.search(line.text) if outline.section_of(line.index) else None
        if match is not None:
            found.append((line, match))
    if found:
        line, match = found[0]
        yield Issue(line.index, match.start(), match.end(), {"count": str(len(found))})


def internal_agreement(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """СОГЛАСОВАНО is for outside bodies; departments put visas."""
    for block in context.outline.agreements:
        text = " ".join(context.outline.lines[i].text for i in block.lines)
        if not _UNION.search(text):
            line = context.outline.lines[block.lines[0]]
            yield Issue(line.index, 0, len(line.text))
            return
