"""Arguments and exit codes, nothing else. Whatever is heavy is imported inside the commands."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dilint import __version__

if "--version" in sys.argv[1:2]:  # the answer needs nothing of what follows
    print(f"dilint {__version__}")
    raise SystemExit(0)

from dilint.cli_common import Exit, chosen_rules, configuration, fail, one_of

if TYPE_CHECKING:
    from datetime import date

    from dilint.model import Report
    from dilint.rules.spec import Ruleset


def main() -> None:
    """Entry point: usage errors in Russian, never a traceback."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(50_000)  # nearly all that a run makes lives as long as the run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from dilint.arguments import UsageError, parse

    try:
        command, arguments = parse(sys.argv[1:])
        code = COMMANDS[command](**arguments) if command else Exit.CLEAN
    except UsageError as error:
        fail(str(error))
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = Exit.FAILED
    sys.exit(code)


def check(
    paths: Sequence[Path],
    format: str,
    fail_on: str | None,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    as_of: str | None,
    revisions: str,
    convert: bool,
    require_job_description: bool,
    treat_as_job_description: bool,
    show_suppressed: bool,
    no_cache: bool,
    config_file: Path | None,
) -> int:
    """Проверить должностные инструкции."""
    from dilint.audit import check_all
    from dilint.cache import open_cache
    from dilint.discovery import discover
    from dilint.rules.context import Options

    one_of("--format", format, ("text", "concise", "json"))
    one_of("--revisions", revisions, ("final", "original"))
    config = configuration(config_file)
    level = fail_on or config.fail_on
    one_of("--fail-on", level, ("error", "warning", "note", "never"))
    day = _date(as_of)
    ruleset = chosen_rules(config, select, ignore)
    options = Options(
        config.facts,
        day,
        revisions,  # type: ignore[arg-type]
        convert,
        treat_as_job_description,
    )
    files = discover(paths)
    if not files:
        fail("в названных папках нет файлов .docx")
    with _progress(len(files)) as advance:
        cache = None if no_cache else open_cache(ruleset.digest, options)
        reports = check_all(files, ruleset, options, advance, cache)
    _print_reports(reports, format, day, ruleset, show_suppressed)
    for report in reports:
        if report.status == "unreadable" and format != "text":
            print(f"dilint: {report.path}: {report.reason}", file=sys.stderr)
    return _exit_code(reports, level, require_job_description)


def outline(paths: Sequence[Path], format: str, revisions: str, convert: bool) -> int:
    """Показать, как dilint понял документ: разделы, реквизиты, номера пунктов."""
    from dilint.discovery import discover
    from dilint.docx import read
    from dilint.model import Unreadable
    from dilint.outline import outline as understand
    from dilint.report.outline_view import render_json, render_tree

    one_of("--format", format, ("tree", "json"))
    one_of("--revisions", revisions, ("final", "original"))
    understood, failures = [], []
    for path in discover(paths):
        try:
            document = read(path, revisions=revisions, convert=convert)  # type: ignore[arg-type]
            understood.append((document, understand(document)))
        except Unreadable as error:
            failures.append((str(path), str(error)))
            print(f"dilint: {path}: {error}", file=sys.stderr)
    if format == "json":
        sys.stdout.write(render_json(understood, failures))
    else:
        sys.stdout.write("\n".join(render_tree(document, found) for document, found in understood))
    return Exit.FAILED if failures else Exit.CLEAN


def clean() -> int:
    """Удалить сохранённые результаты проверок и скомпилированные правила."""
    from dilint.cache import clean as empty

    empty()
    return Exit.CLEAN


def explain(rule: str) -> int:
    """Объяснить правило: закон, требование, примеры."""
    from dilint.report.explain import explain as describe
    from dilint.rules.load import find_rule

    ruleset = chosen_rules(configuration(None), None, None)
    found = find_rule(ruleset, rule)
    if found is None:
        from dilint.rules.errors import hint

        known = [name for r in ruleset.rules for name in (r.code, r.name)]
        fail(f"нет правила «{rule}»{hint(rule, known)}")
    sys.stdout.write(describe(found))
    return Exit.CLEAN


def _rules(name: str) -> Callable[..., int]:
    """A command of `dilint rules`, imported when it is asked for."""

    def run(**arguments: Any) -> int:
        from dilint import cli_rules

        command: Callable[..., int] = getattr(cli_rules, f"rules_{name}")
        return command(**arguments)

    return run


COMMANDS: Mapping[str, Callable[..., int]] = {
    "check": check,
    "outline": outline,
    "explain": explain,
    "rules list": _rules("list"),
    "rules new": _rules("new"),
    "rules test": _rules("test"),
    "rules score": _rules("score"),
    "rules schema": _rules("schema"),
    "clean": clean,
}


def _date(text: str | None) -> date:
    from datetime import date

    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"--as-of: «{text}» — не дата вида 2026-03-31")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Path], None]]:
    """A progress bar on stderr when several files are checked at a terminal."""
    if total < 3 or not sys.stderr.isatty():
        yield lambda path: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Проверка", total=total)
        yield lambda path: bar.update(task, advance=1, description=path.name[:40])


def _print_reports(reports: Sequence[Report], format: str, day: date, ruleset: Ruleset, show_suppressed: bool) -> None:
    if format == "json":
        from dilint.report.json import render as render_json

        sys.stdout.write(render_json(reports, day, ruleset.law_checked_on, show_suppressed))
        return
    from dilint.report import console as text

    if format == "concise":
        sys.stdout.write(text.concise(reports))
        return
    from dilint.report.output import standard_output

    text.render(reports, standard_output(), show_suppressed)


def _exit_code(reports: Sequence[Report], level: str, require: bool) -> Exit:
    from dilint.model import Severity

    if any(r.status == "unreadable" or r.failed_rules for r in reports):
        return Exit.FAILED
    if require and any(r.status == "not-job-description" for r in reports):
        return Exit.FAILED
    if level == "never":
        return Exit.CLEAN
    lowest = Severity.parse(level)
    return Exit.FINDINGS if any(f.severity >= lowest for r in reports for f in r.findings) else Exit.CLEAN
