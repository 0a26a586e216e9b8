"""Arguments and exit codes, nothing else. Whatever is heavy is imported inside the commands."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from dilint import __version__

if "--version" in sys.argv[1:2]:  # the answer needs nothing of what follows
    print(f"dilint {__version__}")
    raise SystemExit(0)

if TYPE_CHECKING:
    from datetime import date

    from dilint.config import Config
    from dilint.model import Report
    from dilint.rules.spec import Ruleset


class Exit(IntEnum):
    """0 clean at the chosen level, 1 findings at or above it, 2 something could not be checked."""

    CLEAN = 0
    FINDINGS = 1
    FAILED = 2


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
        _fail(str(error))
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = Exit.FAILED
    sys.exit(code)


def _fail(message: str) -> NoReturn:
    print(f"dilint: {message}", file=sys.stderr)
    sys.exit(Exit.FAILED)


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

    _one_of("--format", format, ("text", "concise", "json"))
    _one_of("--revisions", revisions, ("final", "original"))
    config = _config(config_file)
    level = fail_on or config.fail_on
    _one_of("--fail-on", level, ("error", "warning", "note", "never"))
    day = _date(as_of)
    ruleset = _ruleset(config, select, ignore)
    options = Options(
        config.facts,
        day,
        revisions,  # type: ignore[arg-type]
        convert,
        treat_as_job_description,
    )
    files = discover(paths)
    if not files:
        _fail("в названных папках нет файлов .docx")
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

    _one_of("--format", format, ("tree", "json"))
    _one_of("--revisions", revisions, ("final", "original"))
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

    ruleset = _ruleset(_config(None), None, None)
    found = find_rule(ruleset, rule)
    if found is None:
        from dilint.rules.errors import hint

        known = [name for r in ruleset.rules for name in (r.code, r.name)]
        _fail(f"нет правила «{rule}»{hint(rule, known)}")
    sys.stdout.write(describe(found))
    return Exit.CLEAN


def rules_list() -> int:
    """Все правила: код, важность, имя, название."""
    from dilint.report.words import SEVERITIES

    for rule in _ruleset(_config(None), None, None).rules:
        print(f"{rule.code}  {SEVERITIES[rule.severity]:<15} {rule.name:<38} {rule.title}")
    return Exit.CLEAN


def rules_test(path: Path | None) -> int:
    """Проверить правила на их собственных примерах."""
    from dilint.rules.examples import run_examples
    from dilint.rules.load import builtin_folder

    folder = path.parent if path is not None and path.is_file() else path
    builtin = folder is None or folder.resolve().is_relative_to(builtin_folder())
    ruleset = _load([] if builtin or folder is None else [folder])
    wanted = [r for r in ruleset.rules if path is None or _under(r.path, path)]
    if not wanted:
        _fail(f"в «{path}» нет правил")
    failures = list(run_examples(ruleset, wanted))
    for failure in failures:
        print(f"{failure.path}: {failure.rule}: {failure.message}\n    {failure.example}")
    examples = sum(len(r.bad) + len(r.good) for r in wanted)
    print(f"правил: {len(wanted)}, примеров: {examples}, не подтвердилось: {len(failures)}")
    return Exit.FINDINGS if failures else Exit.CLEAN


def rules_score(files: Sequence[Path]) -> int:
    """Полнота и точность правил на размеченных пунктах, по авторам и по правилам."""
    from dilint.rules.score import render, score

    missing = [file for file in files if not file.is_file()]
    if missing:
        _fail(f"{missing[0]}: файл не найден")
    print(render(*score(files, _ruleset(_config(None), None, None))))
    return Exit.CLEAN


def rules_schema() -> int:
    """JSON Schema файла правила, для редакторов."""
    import json

    from dilint.rules.schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
    return Exit.CLEAN


COMMANDS: Mapping[str, Callable[..., int]] = {
    "check": check,
    "outline": outline,
    "explain": explain,
    "rules list": rules_list,
    "rules test": rules_test,
    "rules score": rules_score,
    "rules schema": rules_schema,
    "clean": clean,
}


def _under(shown: str, path: Path) -> bool:
    tail = shown.split("/", 1)[-1]
    return path.name in shown.split("/") if path.is_dir() else path.as_posix().endswith(tail)


def _one_of(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        _fail(f"{name}: «{value}» не годится, можно {', '.join(allowed)}")


def _date(text: str | None) -> date:
    from datetime import date

    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        _fail(f"--as-of: «{text}» — не дата вида 2026-03-31")


def _config(named: Path | None) -> Config:
    from dilint.config import ConfigError, find_config

    try:
        return find_config(Path.cwd(), named)
    except ConfigError as error:
        _fail(str(error))


def _load(folders: Sequence[Path]) -> Ruleset:
    from dilint.rules.load import load

    try:
        return load(folders)
    except Exception as error:
        if type(error).__name__ != "RuleError":
            raise
        _fail(f"правила не загружены:\n{error}")


def _ruleset(config: Config, select: Sequence[str] | None, ignore: Sequence[str] | None) -> Ruleset:
    from dilint.config import ConfigError, chosen

    ruleset = _load(config.rules)
    try:
        return chosen(ruleset, tuple(select or config.select), (*config.ignore, *(ignore or ())))
    except ConfigError as error:
        _fail(str(error))


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
