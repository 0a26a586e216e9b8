"""The parts of a document: missing, empty, at odds with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dilint.model import Issue, SectionKind, Severity
from dilint.outline.lines import fold
from dilint.rules.context import Context, NotApplicable

_NAMES: Mapping[SectionKind, str] = {
    "general": "Общие положения",
    "duties": "Должностные обязанности",
    "rights": "Права",
    "responsibility": "Ответственность",
}
_OBLIGED = re.compile(r"^\W*(?:\w+\s+){0,3}обязан[аы]?\b")
_HOLLOW = re.compile(r"(?:иных|других)\s+прав\W.{0,60}не\s+имеет|имеет\s+право\s+только\s+на")
_LIMIT = re.compile(
    r"законодательств|трудов\w+\s+кодекс|\bтк\s+рф|в\s+(?:порядке|пределах|соответствии\s+с).{0,40}(?:закон|тк\b)|федеральн\w+\s+закон"
)


def missing_section(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """The four content parts: absent (the rule's severity), without a heading (a note), or empty."""
    outline = context.outline
    for kind, name in _NAMES.items():
        status = outline.verdicts.get(kind, "absent")
        if status == "absent":
            yield Issue(None, captures={"part": name, "what": "нет раздела", "how": "добавьте раздел"}, section=kind)
        elif status == "prose":
            captures = {"part": name, "what": "нет отдельного заголовка у раздела", "how": "выделите в тексте раздел"}
            yield Issue(None, captures=captures, severity=Severity.NOTE, section=kind)
    for section in outline.sections:
        for kind in section.kinds:
            if section.empty and kind in _NAMES and section.heading_line is not None:
                text = outline.lines[section.heading_line].text
                captures = {"part": _NAMES[kind], "what": "пустой раздел", "how": "наполните раздел"}
                yield Issue(section.heading_line, 0, len(text), captures)


def hollow_rights(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """Duties listed as rights, or rights cut down to a list."""
    for section in context.outline.sections:
        if section.kinds != ("rights",):
            continue
        for line in context.outline.lines[section.first : section.last + 1]:
            folded = fold(line.text)
            match = _HOLLOW.search(folded) or _OBLIGED.match(folded)
            if match is not None and not line.heading:
                yield Issue(line.index, 0, len(line.text))


def no_statutory_limits(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """A section on responsibility that never mentions the law's limits."""
    sections = [s for s in context.outline.sections if "responsibility" in s.kinds and not s.empty]
    if not sections:
        raise NotApplicable("раздела об ответственности нет")
    lines = [line for s in sections for line in context.outline.lines[s.first : s.last + 1]]
    if not any(_LIMIT.search(fold(line.text)) for line in lines):
        first = sections[0].heading_line if sections[0].heading_line is not None else sections[0].first
        yield Issue(first, 0, len(context.outline.lines[first].text))
