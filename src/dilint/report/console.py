"""The report for a reviewer at a terminal: what, where, by which law, how to write it instead."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dilint.law import ORIGINS, cite
from dilint.model import REQUIRED_KINDS, Basis, Finding, Report, Severity
from dilint.report.words import PARTS, SEVERITIES, STATUSES, plural, tally

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_MARGIN = 13  # columns of the words «Требование», «Основание» …
_MAX_WIDTH = 110
_CONTEXT = 400  # characters of a clause shown around the words that are wrong


def render(reports: Sequence[Report], console: Console, show_suppressed: bool = False) -> None:
    """Print all reports, and a closing table when there are several."""
    for report in reports:
        _document(report, console, show_suppressed)
    if len(reports) > 1:
        _matrix(reports, console)
    _closing(reports, console)


def concise(reports: Sequence[Report]) -> str:
    """One line a finding, for grep: path, address, code, severity, message."""
    lines = []
    for report in reports:
        if report.status != "checked":
            lines.append(f"{report.path}: {report.reason}")
        for f in report.findings:
            where = f": {f.address}" if f.address else ""
            lines.append(f"{report.path}{where}: {f.code} {SEVERITIES[f.severity]}: {f.message}")
    return "\n".join(lines) + "\n" if lines else ""


def _document(report: Report, console: Console, show_suppressed: bool) -> None:
    from rich.text import Text

    console.print(Text(report.path, style="bold underline"))
    if report.status == "unreadable":
        _print(console, f"  не проверен: {report.reason}", "red")
        console.print()
        return
    if report.status == "not-job-description":
        _print(console, f"  не должностная инструкция: {report.reason}", "dim")
        console.print()
        return
    outline = report.outline
    if outline is not None and outline.position:
        _print(
            console, f"  должность: {outline.position}" + (" · незаполненный шаблон" if outline.template else ""), "dim"
        )
    for warning in report.warnings:
        _print(console, f"  обратите внимание: {warning}", "dim")
    console.print()
    for finding in report.findings:
        _finding(finding, console)
    if show_suppressed:
        for finding in report.suppressed:
            _suppressed(finding, console)
    if not report.findings:
        _print(
            console,
            "  Нарушений не найдено. Это не значит, что инструкция безупречна: см. «что не проверяется» в руководстве.",
            "green",
        )
        console.print()
    for name in report.failed_rules:
        _print(console, f"  Правило не отработало, проверка неполная: {name}", "bold red")
    _parts(report, console)


def _finding(finding: Finding, console: Console) -> None:
    from rich.text import Text

    head = Text("  ")
    head.append(SEVERITIES[finding.severity], style=_COLOURS[finding.severity])
    head.append(f" {finding.code}", style="bold")
    if finding.address:
        head.append(f" · {finding.address}")
    head.append(f" · {finding.rule}", style="dim")
    console.print(head, soft_wrap=True)
    _field(console, "", finding.message, "bold")
    if finding.text:
        _clause(finding, console)
    _field(console, "Требование", finding.requirement)
    _field(console, "Основание", bases(finding.basis))
    _field(console, "Как писать", finding.suggestion, "green")
    console.print()


def _suppressed(finding: Finding, console: Console) -> None:
    _print(console, f"  промолчал {finding.code} · {finding.address} · {finding.rule}", "dim")
    _clause(finding, console)
    _field(console, "Почему", finding.suppressed or "")
    console.print()


def bases(basis: Iterable[Basis]) -> str:
    """«ст. 192 ТК РФ (закон); … — по памяти, сверьте»."""
    parts = []
    for b in basis:
        source = "" if b.status == "verified" else ", по памяти: сверьте с источником"
        origin = "" if b.act == ORIGINS[b.origin] else ORIGINS[b.origin]
        note = (origin + source).strip(", ")
        parts.append(f"{cite(b)} ({note})" if note else cite(b))
    return "; ".join(parts)


def _clause(finding: Finding, console: Console) -> None:
    """The clause with the words underlined; in a pipe they stand between «⟦» and «⟧»."""
    from rich.text import Text

    start, end = finding.start, finding.end
    low = max(0, start - _CONTEXT // 2)
    high = min(len(finding.text), end + _CONTEXT // 2)
    before = ("…" if low else "") + finding.text[low:start]
    after = finding.text[end:high] + ("…" if high < len(finding.text) else "")
    marked = finding.text[start:end]
    if not console.is_terminal:
        quoted = f"{before}⟦{marked}⟧{after}" if marked else before + after
        console.print(f"    «{' '.join(quoted.split())}»", soft_wrap=True, highlight=False, markup=False)
        return
    text = Text("«")
    text.append(" ".join(before.split()) + (" " if before[-1:].isspace() else ""))
    text.append(" ".join(marked.split()), style=f"underline {_COLOURS[finding.severity]}")
    text.append((" " if after[:1].isspace() else "") + " ".join(after.split()) + "»")
    for line in text.wrap(console, _width(console) - 4):
        console.print(Text("    ") + line, soft_wrap=True)


def _field(console: Console, name: str, text: str, style: str = "") -> None:
    if not text:
        return
    if not console.is_terminal:
        _print(console, f"    {name + ': ' if name else ''}{text}", style)
        return
    indent = " " * (4 + (_MARGIN if name else 0))
    first = "    " + (f"{name}:".ljust(_MARGIN) if name else "")
    _print(
        console,
        textwrap.fill(
            text,
            _width(console),
            initial_indent=first,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        ),
        style,
    )


def _width(console: Console) -> int:
    return max(40, min(console.width, _MAX_WIDTH))


def _print(console: Console, text: str, style: str = "") -> None:
    console.print(text, style=style or None, soft_wrap=True, highlight=False, markup=False)


def _parts(report: Report, console: Console) -> None:
    outline = report.outline
    if outline is None:
        return
    _print(console, "  Обязательные части:")
    for kind in REQUIRED_KINDS:
        status = outline.verdicts.get(kind, "absent")
        section = next((s for s in outline.sections if kind in s.kinds), None)
        requisites = {"approval": outline.approvals, "acknowledgement": outline.acknowledgements}.get(kind, ())
        heading = section.heading if section and section.heading else requisites[0].word if requisites else ""
        mark, style = ("нет", "red") if status == "absent" else (STATUSES[status], "green")
        _print(console, f"    {PARTS[kind]:<26}{mark}" + (f"   «{heading}»" if heading else ""), style)
    console.print()


def _matrix(reports: Sequence[Report], console: Console) -> None:
    """Documents × the six parts, with the number of errors and warnings."""
    from rich.box import SIMPLE
    from rich.table import Table

    columns = ("Гриф", "Общие", "Обяз.", "Права", "Отв.", "Ознак.", "Ошибки", "Предупр.")
    if not console.is_terminal:
        _print(console, "\t".join(("Документ", *columns)))
    table = Table(box=SIMPLE, expand=False)
    table.add_column("Документ", overflow="fold", max_width=60)
    for column in columns:
        table.add_column(column, justify="center")
    for report in reports:
        cells = _row(report)
        if console.is_terminal:
            table.add_row(report.path, *cells)
        else:
            _print(console, "\t".join((report.path, *cells)))
    if console.is_terminal:
        console.print(table)


def _row(report: Report) -> list[str]:
    if report.status != "checked" or report.outline is None:
        word = "не прочитан" if report.status == "unreadable" else "не ДИ"
        return [word, *[""] * 7]
    marks = {"present": "+", "merged": "+", "prose": "±", "absent": "нет"}
    cells = [marks[report.outline.verdicts.get(kind, "absent")] for kind in REQUIRED_KINDS]
    severities = [f.severity for f in report.findings]
    return [*cells, str(severities.count(Severity.ERROR)), str(severities.count(Severity.WARNING))]


def _closing(reports: Sequence[Report], console: Console) -> None:
    checked = sum(r.status == "checked" for r in reports)
    others = sum(r.status == "not-job-description" for r in reports)
    unreadable = sum(r.status == "unreadable" for r in reports)
    parts = [f"Проверено: {plural(checked, 'инструкция', 'инструкции', 'инструкций')}"]
    if others:
        parts.append(f"не должностных инструкций: {others}")
    if unreadable:
        parts.append(f"не прочитано: {unreadable}")
    _print(console, "; ".join(parts) + f". {tally(tuple(reports))}.", "bold")
