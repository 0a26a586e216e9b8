"""The parts of a document: missing, empty, at odds with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dilint.model import Issue, Section, SectionKind, Severity
from dilint.outline.lines import fold
from dilint.rules.context import Context, NotApplicable

_NAMES: Mapping[SectionKind, str] = {
    "general": "Общие положения",
    "duties": "Должностные обязанности",
    "rights": "Права",
    "responsibility": "Ответственность",
}
MIN_DUTIES = 200  # characters of a single clause that says what the work is
MAX_RESPONSIBILITY = 3000  # characters; a longer section holds something else as well
_OBLIGED = re.compile(r"^\W*(?:\w+\s+){0,3}обязан[аы]?\b")
_HOLLOW = re.compile(r"(?:иных|других)\s+прав\W.{0,60}не\s+имеет|имеет\s+право\s+только\s+на")
_LIMIT = re.compile(
    r"законодательств|трудов\w+\s+кодекс|\bтк\s+рф|в\s+(?:порядке|пределах|соответствии\s+с).{0,40}(?:закон|тк\b)|федеральн\w+\s+закон"
)


def missing_section(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """The four content parts: absent (the rule's severity) or without a heading (a note)."""
    outline = context.outline
    for kind, name in _NAMES.items():
        status = outline.verdicts.get(kind, "absent")
        if status == "absent":
            yield Issue(None, captures={"part": name, "what": "нет раздела", "how": "добавьте раздел"}, section=kind)
        elif status == "prose":
            captures = {"part": name, "what": "нет отдельного заголовка у раздела", "how": "выделите в тексте раздел"}
            yield Issue(None, captures=captures, severity=Severity.NOTE, section=kind)


def empty_section(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """A heading with nothing below it."""
    outline = context.outline
    for section in outline.sections:
        line = section.heading_line
        if section.empty and line is not None and not outline.lines[line].toc:
            yield Issue(line, 0, len(outline.lines[line].text), {"heading": (section.heading or "").strip()})


def order(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """The four content parts in another order than the usual one; merged parts have none."""
    first = [
        (section.kinds[0], section.heading_line)
        for section in context.outline.sections
        if len(section.kinds) == 1 and section.kinds[0] in _NAMES and section.heading_line is not None
    ]
    seen: dict[SectionKind, int] = {}
    for kind, line in first:
        seen.setdefault(kind, line)
    if len(seen) < len(_NAMES):
        raise NotApplicable("не все разделы названы заголовками")
    usual = list(_NAMES)
    found = list(seen)
    for kind, expected in zip(found, usual, strict=True):
        if kind != expected:
            line = seen[kind]
            captures = {"part": _NAMES[kind], "expected": _NAMES[expected]}
            yield Issue(line, 0, len(context.outline.lines[line].text), captures)
            return


def balance(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """One clause of duties only, or responsibility that outgrows the duties."""
    size = {kind: _size(context, kind) for kind in ("duties", "responsibility")}
    sections = [s for s in context.outline.sections if s.kinds == ("duties",) and not s.empty]
    if not sections or any(len(s.kinds) > 1 for s in context.outline.sections):
        raise NotApplicable("раздела обязанностей нет или он общий с другим")
    line = sections[0].first
    clauses, chars = size["duties"]
    if clauses == 1 and chars < MIN_DUTIES:
        problem = "обязанности названы одним пунктом"
    elif clauses * 1.5 <= size["responsibility"][0] and chars * 2 < size["responsibility"][1] < MAX_RESPONSIBILITY:
        problem = "раздел об ответственности больше раздела обязанностей"
    else:
        return
    yield Issue(line, 0, len(context.outline.lines[line].text), {"problem": problem})


def _size(context: Context, kind: str) -> tuple[int, int]:
    """Clauses and characters of the sections of a kind, other sections below them counted in."""
    own: list[Section] = []
    for s in context.outline.sections:
        if s.kinds == (kind,) or (own and own[-1].last + 1 == s.first and s.kinds == ("other",)):
            own.append(s)
    lines = [
        line
        for s in own
        for line in context.outline.lines[s.first : s.last + 1]
        if line.index != s.heading_line and line.text.strip()
    ]
    return len(lines), sum(len(line.text) for line in lines)


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
