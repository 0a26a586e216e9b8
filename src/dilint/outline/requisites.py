"""Approval, agreement and acknowledgement: where they stand and which of their elements are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from dilint.model import Element, Requisite
from dilint.outline.lines import Draft
from dilint.outline.vocabulary import (
    ACKNOWLEDGED,
    ACQUAINTED,
    AGREEMENT,
    APPROVAL,
    BLANK,
    ELECTRONIC,
    ORDER_ANNEX,
    SIGN_TABLE,
    TITLE,
    TITLE_LINE,
)

MAX_LINES = 14
_MAX_HINT = 4  # lines of one bracket that says what to write
_MONTHS = ("января февраля марта апреля мая июня июля августа сентября октября ноября декабря ").split()
_DATE = re.compile(
    rf"[«\"“]?\s*(?P<d>\d{{1,2}})\s*[»\"”]?\s*(?P<m>{'|'.join(_MONTHS)})\s*(?P<y>\d{{4}}|\d\d)\b|(?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.(?P<y2>\d{{4}}|\d\d)\b",
    re.IGNORECASE,
)
_DATE_BLANK = re.compile(
    r"[«\"“]\s*[_\s]*\s*[»\"”]|\b0{1,2}\.0{1,2}\.0{1,4}|\(дата\b|дата\W|_+\s*(?:20)?\s*_*\s*г(?:\.|ода|\b)|\{\{[^}]*dat[^}]*\}\}|\d{4}\s*г\.?$|20_+|\.__",
    re.IGNORECASE,
)
_CHIEF = re.compile(
    r"(?:директор|руководител|начальник|заведующ|председател|ректор|президент|главн\w+ врач|предприниматель|"
    r"\bип\b|управляющ|\bглава\b|декан|собственник|учредител|"
    r"уполномоченн|должност|лицо|\bceo\b|head_pos|командир|настоятель|комендант)\w*",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[А-ЯЁ]\.\s?){1,2}\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|ична|ьич)"
)
_NAME_BLANK = re.compile(
    r"фамилия|ф\.?\s?и\.?\s?о\b|инициал|расшифровк|\{\{[^}]*(?:name|fio|short)[^}]*\}\}|/\s*_+\s*/|_{3,}\s*/?\s*_{3,}",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"_{3,}|\(?\s*подпись|/\s*[А-ЯЁ]|электронн\w+ подпис|\{\{[^}]*(?:sign|combo)[^}]*\}\}", re.IGNORECASE
)
_POSITION_BLANK = re.compile(r"\(должность|наименование должности|\{\{[^}]*(?:pos|head|director)", re.IGNORECASE)
_BRACES = re.compile(r"\{\{.*?\}\}")
_QUOTED = re.compile(r"[«\"“][^»\"”]*[»\"”]")
_ORDER = re.compile(r"приказ\w*|распоряжени\w*|протокол\w*|решени\w+", re.IGNORECASE)
_NUMBER = re.compile(r"(?:№|N|No)\s*(?P<n>[\w/\-]*\w)?", re.IGNORECASE)
_ELECTRONIC = re.compile(
    r"подписан\w*\s+(?:усиленной\s+)?(?:квалифицированной\s+)?электронной|сертификат", re.IGNORECASE
)


def find_approvals(drafts: Sequence[Draft], body_start: int) -> tuple[Requisite, ...]:
    """Approval blocks: in the head of the document, in headers, text boxes and tables."""
    found: list[Requisite] = []
    taken: set[int] = set()
    for i, draft in enumerate(drafts):
        if i in taken or not APPROVAL.match(draft.folded) or len(draft.folded) > 160:
            continue
        if draft.line.label and draft.line.depth:
            continue
        if i > body_start + 5 and draft.block.story == "body" and not draft.block.cell and len(draft.folded) > 40:
            continue
        lines = _around(drafts, i, taken)
        taken.update(lines)
        found.append(_requisite("approval", drafts, i, lines))
    return tuple(found) or _approved_elsewhere(drafts, body_start)


def _approved_elsewhere(drafts: Sequence[Draft], body_start: int) -> tuple[Requisite, ...]:
    """An annex to an order, which approves it, or the mark of an electronic signature."""
    for i, draft in enumerate(drafts):
        if len(draft.folded) > 160 or (draft.line.label and draft.line.depth):
            continue
        head = i < body_start or draft.block.story in ("header", "textbox")
        if head and ORDER_ANNEX.match(f"{draft.folded} {drafts[i + 1].folded}" if i + 1 < len(drafts) else draft.folded):
            return (replace(_requisite("approval", drafts, i, _around(drafts, i, set(), 3)), form="annex"),)
        if ELECTRONIC.match(draft.folded):
            return (replace(_requisite("approval", drafts, i, _around(drafts, i, set(), 4)), form="electronic"),)
    return ()


def find_agreements(drafts: Sequence[Draft]) -> tuple[Requisite, ...]:
    found: list[Requisite] = []
    for i, draft in enumerate(drafts):
        if AGREEMENT.match(draft.folded) and len(draft.folded) <= 60 and not (draft.line.label and draft.line.depth):
            found.append(_requisite("agreement", drafts, i, _around(drafts, i, set())))
    return tuple(found)


def find_acknowledgements(drafts: Sequence[Draft]) -> tuple[Requisite, ...]:
    """Lines, tables or sheets where the employee signs that the instruction is known."""
    found: list[Requisite] = []
    taken: set[int] = set()
    for i in range(len(drafts)):
        if i in taken or not _acknowledges(drafts, i):
            continue
        lines = _around(drafts, i, taken, 10)
        taken.update(lines)
        found.append(_requisite("acknowledgement", drafts, i, lines))
    return tuple(found)


def _acknowledges(drafts: Sequence[Draft], i: int) -> bool:
    draft = drafts[i]
    if re.match(r"^\W*лист\s+ознакомлени", draft.folded):
        return True
    blank = bool(BLANK.search(draft.line.text))
    if not ACKNOWLEDGED.match(draft.folded):
        if len(draft.folded) > 250 or not ("ознаком" in draft.folded or blank):
            return False
        return bool(SIGN_TABLE.match(draft.folded) or (blank and ACQUAINTED.search(draft.folded)))
    if draft.line.label and draft.line.depth and draft.folded.endswith("."):
        return blank  # a clause about acquaintance
    if len(draft.folded) <= 120:
        return True
    return bool(BLANK.search(draft.line.text) or re.search(r"подпись|/", draft.folded)) and len(draft.folded) <= 400


def _around(drafts: Sequence[Draft], i: int, taken: set[int], limit: int = MAX_LINES) -> tuple[int, ...]:
    """The lines that belong to a requisite that begins at line i."""
    start = drafts[i]
    if start.block.cell:
        table, row, column = start.block.cell[0]
        lines = [
            k
            for k, d in enumerate(drafts)
            if d.block.cell
            and d.block.cell[0][0] == table
            and d.block.story == start.block.story
            and k not in taken
            and k >= i - 3
            and d.block.cell[0][1] >= row
            and (d.block.cell[0][2] >= column or column == 1 or d.block.cell[0][1] > row)
        ]
        stop = next((k for k in lines if k > i and _stops(drafts[k])), None)
        if stop is not None and drafts[stop].block.cell[0][2] == column:
            lines = [k for k in lines if k < stop]
        found = tuple(k for k in lines if not TITLE.match(drafts[k].folded))[: limit * 2]
        return found if len(found) > 1 or not APPROVAL.match(start.folded) else _across(drafts, i, taken)
    lines = [i]
    for k in range(i + 1, min(i + limit, len(drafts))):
        draft = drafts[k]
        if draft.block.story != start.block.story or _stops(draft) or k in taken:
            break
        if draft.line.label and draft.line.depth is not None and not _NUMBER.match(draft.line.text):
            break
        if len(draft.folded) > 200:
            break
        lines.append(k)
    return tuple(lines)


def _across(drafts: Sequence[Draft], i: int, taken: set[int]) -> tuple[int, ...]:
    """A word of approval alone at the end of its table: the lines just above it and the next table belong to it."""
    table = drafts[i].block.cell[0][0]
    near = range(max(0, i - 3), min(i + MAX_LINES, len(drafts)))
    return tuple(
        k
        for k in near
        if k not in taken
        and drafts[k].block.cell
        and table <= drafts[k].block.cell[0][0] <= table + 1
        and drafts[k].block.story == drafts[i].block.story
        and not TITLE.match(drafts[k].folded)
    )


def _stops(draft: Draft) -> bool:
    return bool(
        TITLE_LINE.match(draft.folded)
        or APPROVAL.match(draft.folded)
        or AGREEMENT.match(draft.folded)
        or ACKNOWLEDGED.match(draft.folded)
    ) or bool(draft.block.heading and draft.alone and draft.line.label)


def _requisite(
    kind: Literal["approval", "acknowledgement", "agreement"], drafts: Sequence[Draft], i: int, lines: tuple[int, ...]
) -> Requisite:
    text = drafts[i].line.text
    joined = " ".join(drafts[k].line.text for k in lines[:4])
    form: Literal["grif", "order", "annex", "electronic", "line", "table", "prose", "sheet"]
    if _ELECTRONIC.search(" ".join(drafts[k].line.text for k in lines)):
        form = "electronic"
    elif kind == "approval" and _ORDER.search(joined) and not re.match(r"\W*утверждаю", drafts[i].folded):
        form = "order"
    elif kind == "acknowledgement":
        form = "sheet" if "лист" in drafts[i].folded[:12] else "table" if drafts[i].block.cell else "line"
    else:
        form = "grif"
    hints = _hints(drafts, lines)
    elements = {
        "signature": _element(drafts, lines, None, _SIGNATURE),
        "name": _element(drafts, lines, _NAME, _NAME_BLANK),
        "date": _date(drafts, lines),
    }
    if kind != "acknowledgement":
        elements["position"] = _element(
            drafts, [k for k in lines if k not in hints], _CHIEF, _POSITION_BLANK
        )
        if elements["position"].status == "missing":
            hinted = next((k for k in lines if k in hints and _CHIEF.search(drafts[k].line.text)), None)
            if hinted is not None:
                elements["position"] = Element("blank", drafts[hinted].line.text, hinted, 0, len(drafts[hinted].line.text))
    if form == "order":
        elements["order_date"] = elements["date"]
        elements["order_number"] = _order_number(drafts, lines)
    return Requisite(kind, form, lines, text.split(":")[0][:60].strip(), elements)


def _hints(drafts: Sequence[Draft], lines: Sequence[int]) -> frozenset[int]:
    """Lines of a form that only say what to write: «(должность)», a bracket that runs over several lines."""
    found: set[int] = set()
    depth = opened = 0
    for k in lines:
        text = drafts[k].line.text.strip()
        if text.startswith("("):
            opened = k
        if (depth and k - opened <= _MAX_HINT) or text.startswith("("):
            found.add(k)
            depth = max(0, depth + text.count("(") - text.count(")"))
    return frozenset(found)


def _element(
    drafts: Sequence[Draft], lines: Sequence[int], filled: re.Pattern[str] | None, blank: re.Pattern[str]
) -> Element:
    empty: Element | None = None
    for k in lines:
        text = drafts[k].line.text
        masked = _BRACES.sub(lambda m: " " * len(m.group()), text)
        if filled is _NAME:
            masked = _QUOTED.sub(lambda m: "«" + " " * (len(m.group()) - 2) + "»", masked)
        match = filled.search(masked) if filled is not None else None
        if match is not None and not (filled is _NAME and _NAME_BLANK.search(match.group())):
            status: Literal["filled", "blank"] = "blank" if BLANK.fullmatch(match.group().strip()) else "filled"
            return Element(status, match.group().strip(), k, match.start(), match.end())
        if empty is None and (gap := blank.search(text)):
            empty = Element("blank", gap.group().strip(), k, gap.start(), gap.end())
    return empty or Element("missing")


def _date(drafts: Sequence[Draft], lines: Sequence[int]) -> Element:
    empty: Element | None = None
    for k in lines:
        text = drafts[k].line.text
        full = f"{drafts[k].line.label} {text}" if drafts[k].line.label else text
        match = _DATE.search(text) or _DATE.search(full)
        if match is not None and not re.match(r"0{1,2}\.0", match.group()):
            return Element("filled", match.group().strip(), k, *_within(text, match), value=parse_date(match))
        gap = _DATE_BLANK.search(text)
        if gap is not None and empty is None:
            empty = Element("blank", gap.group().strip(), k, gap.start(), gap.end())
    return empty or Element("missing")


def _within(text: str, match: re.Match[str]) -> tuple[int, int]:
    at = text.find(match.group())
    return (at, at + len(match.group())) if at >= 0 else (0, len(text))


def parse_date(match: re.Match[str]) -> date | None:
    """The date of a match of the date pattern, None where there is no such day. «26 г.» is 2026."""
    if match["d"]:
        day, month, year = int(match["d"]), _MONTHS.index(match["m"].lower()) + 1, match["y"]
    else:
        day, month, year = int(match["d2"]), int(match["m2"]), match["y2"]
    number = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(number, month, day)
    except ValueError:
        return None


def _order_number(drafts: Sequence[Draft], lines: Sequence[int]) -> Element:
    for k in lines:
        match = _NUMBER.search(drafts[k].line.text)
        if match is not None:
            status: Literal["filled", "blank"] = (
                "filled" if match["n"] and not set(match["n"]) <= {"_", "0"} else "blank"
            )
            return Element(status, match.group().strip(), k, match.start(), match.end())
    return Element("missing")
