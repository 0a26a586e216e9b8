"""The report for a reviewer at a terminal: what, where, by which law, how to write it instead."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from dilint.law import ORIGINS, cite
from dilint.model import REQUIRED_KINDS, Basis, Finding, Report, Severity
from dilint.report.output import Output, Part, Terminal
from dilint.report.words import PARTS, SEVERITIES, STATUSES, plural, tally

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_MARGIN = 13  # columns of the words «Требование», «Основание» …
_MAX_WIDTH = 110
_CONTEXT = 400  # characters of a clause shown around the words that are wrong


def render(reports: Sequence[Report], out: Output, show_suppressed: bool = False) -> None:
    """Print all reports, and a closing table when there are several."""
    for report in reports:
        _document(report, out, show_suppressed)
    if len(reports) > 1:
        _matrix(reports, out)
    _closing(reports, out)


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


def _document(report: Report, out: Output, show_suppressed: bool) -> None:
    out.line((report.path, "bold underline"))
    if report.status == "unreadable":
        _print(out, f"  не проверен: {report.reason}", "red")
        out.line()
        return
    if report.status == "not-job-description":
        _print(out, f"  не должностная инструкция: {report.reason}", "dim")
        out.line()
        return
    outline = report.outline
    if outline is not None and outline.position:
        _print(out, f"  должность: {outline.position}" + (" · незаполненный шаблон" if outline.template else ""), "dim")
    for warning in report.warnings:
        _print(out, f"  обратите внимание: {warning}", "dim")
    out.line()
    for finding in report.findings:
        _finding(finding, out)
    if show_suppressed:
        for finding in report.suppressed:
            _suppressed(finding, out)
    if not report.findings:
        _print(
            out,
            "  Нарушений не найдено. Это не значит, что инструкция безупречна: см. «что не проверяется» в руководстве.",
            "green",
        )
        out.line()
    for name in report.failed_rules:
        _print(out, f"  Правило не отработало, проверка неполная: {name}", "bold red")
    _parts(report, out)


def _finding(finding: Finding, out: Output) -> None:
    head: list[Part] = [(SEVERITIES[finding.severity], _COLOURS[finding.severity]), (f" {finding.code}", "bold")]
    head += [f" · {finding.address}"] if finding.address else []
    out.line("  ", *head, (f" · {finding.rule}", "dim"))
    _field(out, "", finding.message, "bold")
    if finding.text:
        _clause(finding, out)
    _field(out, "Требование", finding.requirement)
    _field(out, "Основание", bases(finding.basis))
    _field(out, "Как писать", finding.suggestion, "green")
    out.line()


def _suppressed(finding: Finding, out: Output) -> None:
    _print(out, f"  промолчал {finding.code} · {finding.address} · {finding.rule}", "dim")
    _clause(finding, out)
    _field(out, "Почему", finding.suppressed or "")
    out.line()


def bases(basis: Iterable[Basis]) -> str:
    """«ст. 192 ТК РФ (закон); … — по памяти, сверьте»."""
    parts = []
    for b in basis:
        source = "" if b.status == "verified" else ", по памяти: сверьте с источником"
        origin = "" if b.act == ORIGINS[b.origin] else ORIGINS[b.origin]
        note = (origin + source).strip(", ")
        parts.append(f"{cite(b)} ({note})" if note else cite(b))
    return "; ".join(parts)


def _clause(finding: Finding, out: Output) -> None:
    """The clause with the words underlined; in a pipe they stand between «⟦» and «⟧»."""
    start, end = finding.start, finding.end
    low = max(0, start - _CONTEXT // 2)
    high = min(len(finding.text), end + _CONTEXT // 2)
    before = ("…" if low else "") + finding.text[low:start]
    after = finding.text[end:high] + ("…" if high < len(finding.text) else "")
    marked = finding.text[start:end]
    if not out.is_terminal:
        quoted = f"{before}⟦{marked}⟧{after}" if marked else before + after
        out.line(f"    «{' '.join(quoted.split())}»")
        return
    out.wrapped(
        "    ",
        _width(out) - 4,
        "«" + " ".join(before.split()) + (" " if before[-1:].isspace() else ""),
        (" ".join(marked.split()), f"underline {_COLOURS[finding.severity]}"),
        (" " if after[:1].isspace() else "") + " ".join(after.split()) + "»",
    )


def _field(out: Output, name: str, text: str, style: str = "") -> None:
    if not text:
        return
    if not out.is_terminal:
        _print(out, f"    {name + ': ' if name else ''}{text}", style)
        return
    indent = " " * (4 + (_MARGIN if name else 0))
    first = "    " + (f"{name}:".ljust(_MARGIN) if name else "")
    _print(
        out,
        textwrap.fill(
            text,
            _width(out),
            initial_indent=first,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        ),
        style,
    )


def _width(out: Output) -> int:
    return max(40, min(out.width, _MAX_WIDTH))


def _print(out: Output, text: str, style: str = "") -> None:
    out.line((text, style))


def _parts(report: Report, out: Output) -> None:
    outline = report.outline
    if outline is None:
        return
    _print(out, "  Обязательные части:")
    for kind in REQUIRED_KINDS:
        status = outline.verdicts.get(kind, "absent")
        section = next((s for s in outline.sections if kind in s.kinds), None)
        requisites = {"approval": outline.approvals, "acknowledgement": outline.acknowledgements}.get(kind, ())
        heading = section.heading if section and section.heading else requisites[0].word if requisites else ""
        mark, style = ("нет", "red") if status == "absent" else (STATUSES[status], "green")
        _print(out, f"    {PARTS[kind]:<26}{mark}" + (f"   «{heading}»" if heading else ""), style)
    out.line()


def _matrix(reports: Sequence[Report], out: Output) -> None:
    """Documents × the six parts, with the number of errors and warnings."""
    columns = ("Гриф", "Общие", "Обяз.", "Права", "Отв.", "Ознак.", "Ошибки", "Предупр.")
    rows = [(report.path, *_row(report)) for report in reports]
    if not isinstance(out, Terminal):
        for row in (("Документ", *columns), *rows):
            _print(out, "\t".join(row))
        return
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(box=SIMPLE, expand=False)
    table.add_column("Документ", overflow="fold", max_width=60)
    for column in columns:
        table.add_column(column, justify="center")
    for row in rows:
        table.add_row(*row)
    out.console.print(table)


def _row(report: Report) -> list[str]:
    if report.status != "checked" or report.outline is None:
        word = "не прочитан" if report.status == "unreadable" else "не ДИ"
        return [word, *[""] * 7]
    marks = {"present": "+", "merged": "+", "prose": "±", "absent": "нет"}
    cells = [marks[report.outline.verdicts.get(kind, "absent")] for kind in REQUIRED_KINDS]
    severities = [f.severity for f in report.findings]
    return [*cells, str(severities.count(Severity.ERROR)), str(severities.count(Severity.WARNING))]


def _closing(reports: Sequence[Report], out: Output) -> None:
    checked = sum(r.status == "checked" for r in reports)
    others = sum(r.status == "not-job-description" for r in reports)
    unreadable = sum(r.status == "unreadable" for r in reports)
    parts = [f"Проверено: {plural(checked, 'инструкция', 'инструкции', 'инструкций')}"]
    if others:
        parts.append(f"не должностных инструкций: {others}")
    if unreadable:
        parts.append(f"не прочитано: {unreadable}")
    _print(out, "; ".join(parts) + f". {tally(tuple(reports))}.", "bold")
