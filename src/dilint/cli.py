"""Arguments and exit codes, nothing else. Whatever is heavy is imported inside the commands.

Typer reads the annotations of commands at every start: they are no strings here, which would be evaluated each time.
"""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dilint.cli_common import Exit, chosen_rules, configuration, fail, one_of
from dilint.cli_help import Command, Group
from dilint.cli_rules import rules_app

if TYPE_CHECKING:
    from datetime import date

    from dilint.model import Report
    from dilint.rules.spec import Ruleset

app = typer.Typer(
    cls=Group,
    help="Проверяет должностные инструкции в .docx: всё ли в них есть и нет ли лишнего по Трудовому кодексу РФ.",
    epilog="Ключи команды: dilint КОМАНДА --help",
    context_settings={"help_option_names": ["--help", "-h"]},
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
command = partial(app.command, cls=Command)


def main() -> None:
    """Leaves with the exit code of the command; usage errors in Russian, never a traceback."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(app(prog_name="dilint", standalone_mode=False))


Option = partial(typer.Option, show_default=False)  # defaults are told in Russian, by the help
Paths = Annotated[list[Path], typer.Argument(metavar="ФАЙЛ...", help="Файлы .docx и папки с ними.")]
Convert = Annotated[bool, Option("--convert", help="Читать .doc, .rtf, .odt через LibreOffice.")]


@command()
def check(
    paths: Paths,
    format: Annotated[str, Option("--format", metavar="ВИД", help="text (так без ключа), concise или json.")] = "text",
    fail_on: Annotated[
        str | None,
        Option("--fail-on", metavar="ВАЖНОСТЬ", help="С какой важности код выхода 1: error, warning, note, never."),
    ] = None,
    select: Annotated[
        list[str] | None,
        Option("--select", metavar="ПРАВИЛО", help="Только эти правила: код, имя, начало кода или семейство."),
    ] = None,
    ignore: Annotated[list[str] | None, Option("--ignore", metavar="ПРАВИЛО", help="Кроме этих правил.")] = None,
    as_of: Annotated[
        str | None,
        Option("--as-of", metavar="ДАТА", help="На какую дату брать право: ГГГГ-ММ-ДД; без ключа — сегодня."),
    ] = None,
    revisions: Annotated[
        str,
        Option(
            "--revisions",
            metavar="ВИД",
            help="Исправления Word считать принятыми (final, так без ключа) или отклонёнными (original).",
        ),
    ] = "final",
    convert: Convert = False,
    require_job_description: Annotated[
        bool, Option("--require-job-description", help="Считать ошибкой, если файл — не должностная инструкция.")
    ] = False,
    treat_as_job_description: Annotated[
        bool, Option("--treat-as-job-description", help="Проверять любой документ как должностную инструкцию.")
    ] = False,
    show_suppressed: Annotated[
        bool, Option("--show-suppressed", help="Показать и то, о чём правила промолчали, с причиной.")
    ] = False,
    no_cache: Annotated[bool, Option("--no-cache", help="Не брать и не сохранять готовые результаты.")] = False,
    config_file: Annotated[Path | None, Option("--config", metavar="ФАЙЛ", help="Файл настроек.")] = None,
) -> int:
    """Проверить должностные инструкции."""
    from dilint.audit import check_all
    from dilint.cache import open_cache
    from dilint.discovery import discover
    from dilint.report.progress import progress
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
    with progress(len(files)) as advance:
        cache = None if no_cache else open_cache(ruleset.digest, options)
        reports = check_all(files, ruleset, options, advance, cache)
    _print_reports(reports, format, day, ruleset, show_suppressed)
    for report in reports:
        if report.status == "unreadable" and format != "text":
            print(f"dilint: {report.path}: {report.reason}", file=sys.stderr)
    return _exit_code(reports, level, require_job_description)


@command()
def outline(
    paths: Paths,
    format: Annotated[str, Option("--format", metavar="ВИД", help="tree (так без ключа) или json.")] = "tree",
    revisions: Annotated[
        str, Option("--revisions", metavar="ВИД", help="final (так без ключа) или original.")
    ] = "final",
    convert: Convert = False,
) -> int:
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


@command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="ПРАВИЛО", help="Код (L101) или имя (liab-monetary-fine) правила.")],
) -> int:
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


app.add_typer(rules_app, name="rules")


@command()
def clean() -> int:
    """Удалить сохранённые результаты проверок и скомпилированные правила."""
    from dilint.cache import clean as empty

    empty()
    return Exit.CLEAN


def _date(text: str | None) -> "date":
    from datetime import date

    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"--as-of: «{text}» — не дата вида 2026-03-31")


def _print_reports(
    reports: Sequence["Report"], format: str, day: "date", ruleset: "Ruleset", show_suppressed: bool
) -> None:
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


def _exit_code(reports: Sequence["Report"], level: str, require: bool) -> Exit:
    from dilint.model import Severity

    if any(r.status == "unreadable" or r.failed_rules for r in reports):
        return Exit.FAILED
    if require and any(r.status == "not-job-description" for r in reports):
        return Exit.FAILED
    if level == "never":
        return Exit.CLEAN
    lowest = Severity.parse(level)
    return Exit.FINDINGS if any(f.severity >= lowest for r in reports for f in r.findings) else Exit.CLEAN
