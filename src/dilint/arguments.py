"""The command line: commands, their options, and complaints in Russian.

argparse: typer costs six times as much at every start. Only the command asked for is set up.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn


class UsageError(Exception):
    """`str(error)` is one Russian line, or the help where nothing was asked."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "Использование: ")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(_russian(message, self.prog))


def _check(parser: _Parser) -> None:
    _paths(parser)
    add = parser.add_argument_group("Ключи").add_argument
    add("--format", default="text", help="text, concise или json.")
    add("--fail-on", help="С какой важности код выхода 1: error, warning, note, never.")
    add("--select", action="append", help="Только эти правила: код, имя, начало кода или семейство.")
    add("--ignore", action="append", help="Кроме этих правил.")
    add("--as-of", help="На какую дату брать право: ГГГГ-ММ-ДД.")
    add("--revisions", default="final", help="Исправления Word считать принятыми (final) или отклонёнными (original).")
    add("--convert", action="store_true", help="Читать .doc, .rtf, .odt через LibreOffice.")
    add(
        "--require-job-description",
        action="store_true",
        help="Считать ошибкой, если файл — не должностная инструкция.",
    )
    add(
        "--treat-as-job-description",
        action="store_true",
        help="Проверять любой документ как должностную инструкцию.",
    )
    add("--show-suppressed", action="store_true", help="Показать и то, о чём правила промолчали, с причиной.")
    add("--no-cache", action="store_true", help="Не брать и не сохранять готовые результаты.")
    add("--config", dest="config_file", type=Path, help="Файл настроек.")


def _outline(parser: _Parser) -> None:
    _paths(parser)
    add = parser.add_argument_group("Ключи").add_argument
    add("--format", default="tree", help="tree или json.")
    add("--revisions", default="final", help="final или original.")
    add("--convert", action="store_true", help="Читать .doc, .rtf, .odt через LibreOffice.")


def _paths(parser: _Parser) -> None:
    group = parser.add_argument_group("Что проверять")
    group.add_argument("paths", nargs="+", type=Path, metavar="ФАЙЛ", help="Файлы .docx и папки с ними.")


def _explain(parser: _Parser) -> None:
    parser.add_argument_group("Аргументы").add_argument(
        "rule", metavar="ПРАВИЛО", help="Код (L101) или имя (liab-monetary-fine) правила."
    )


def _rules_list(parser: _Parser) -> None:
    add = parser.add_argument_group("Ключи").add_argument
    add("--family", action="append", help="Только это семейство.")
    add("--severity", action="append", help="Только этой важности: error, warning или note.")
    add("--format", default="text", help="text или json.")


def _rules_new(parser: _Parser) -> None:
    parser.add_argument_group("Аргументы").add_argument(
        "name", metavar="ИМЯ", help="Имя правила: латинские строчные буквы, цифры, дефисы."
    )
    add = parser.add_argument_group("Ключи").add_argument
    add("--family", default="own", help="Семейство, готовое или своё; без него — own.")
    add("--folder", type=Path, help="Папка правил; без неё — первая из настроек, иначе dilint-rules.")


def _rules_test(parser: _Parser) -> None:
    parser.add_argument_group("Аргументы").add_argument(
        "path", nargs="?", type=Path, metavar="ПУТЬ", help="Файл или папка правил; без них — все, встроенные и свои."
    )
    add = parser.add_argument_group("Ключи").add_argument
    add("--format", default="text", help="text или json.")
    add("--strict", action="store_true", help="Замечания тоже дают код выхода 1.")


def _rules_score(parser: _Parser) -> None:
    parser.add_argument_group("Аргументы").add_argument(
        "files", nargs="+", type=Path, metavar="ФАЙЛ", help="Файлы .tsv с размеченными пунктами."
    )


def _nothing(parser: _Parser) -> None:
    pass


#: What is said of each command, and what sets its parser up.
COMMANDS: Mapping[str, tuple[str, Callable[[_Parser], None]]] = {
    "check": ("Проверить должностные инструкции.", _check),
    "outline": ("Показать, как dilint понял документ: разделы, реквизиты, номера пунктов.", _outline),
    "explain": ("Объяснить правило: закон, требование, примеры.", _explain),
    "rules list": ("Все правила: код, важность, имя, название; у выключенных — чем выключены.", _rules_list),
    "rules new": ("Начать новое правило: файл с пояснениями, в котором отмечено, что заполнить.", _rules_new),
    "rules test": ("Проверить правила на их собственных примерах.", _rules_test),
    "rules score": ("Полнота и точность правил на размеченных пунктах, по авторам и по правилам.", _rules_score),
    "rules schema": ("JSON Schema файла правила, для редакторов.", _nothing),
    "clean": ("Удалить сохранённые результаты проверок и скомпилированные правила.", _nothing),
}
ABOUT = "Проверяет должностные инструкции в .docx: всё ли в них есть и нет ли лишнего по Трудовому кодексу РФ."


def parse(arguments: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The command and its arguments by name; the command is empty where help was asked for and printed.

    Raises `UsageError`.
    """
    if arguments[:1] in (["--help"], ["-h"]) or arguments[:2] in (["rules", "--help"], ["rules", "-h"]):
        print(overview())
        return "", {}
    if not arguments or list(arguments) == ["rules"]:
        raise UsageError(overview())
    words = 2 if arguments[0] == "rules" else 1
    command = " ".join(arguments[:words])
    if command not in COMMANDS:
        said = f"нет такого ключа: {command}." if command.startswith("-") else f"нет такой команды: {command}."
        raise UsageError(f"{said} Помощь: dilint --help")
    about, set_up = COMMANDS[command]
    parser = _Parser(
        f"dilint {command}", description=about, formatter_class=_Formatter, add_help=False, allow_abbrev=False
    )
    set_up(parser)
    if {"--help", "-h"} & set(arguments[words : _end(arguments)]):
        parser.print_help()
        return "", {}
    # Options between files need the one way of parsing, names behind «--» the other.
    parsed = parser.parse_args if "--" in arguments else parser.parse_intermixed_args
    return command, vars(parsed(arguments[words:]))


def _end(arguments: Sequence[str]) -> int:
    """Where options end: behind «--» all are files."""
    return list(arguments).index("--") if "--" in arguments else len(arguments)


def overview() -> str:
    """All commands."""
    width = max(map(len, COMMANDS)) + 2
    lines = "\n".join(f"  {name:<{width}}{about}" for name, (about, _) in COMMANDS.items())
    return f"{ABOUT}\n\n{lines}\n\nКлючи команды: dilint КОМАНДА --help"


def _russian(message: str, prog: str) -> str:
    """argparse's complaint in Russian; what is not known is quoted."""
    if found := re.match(r"unrecognized arguments: (\S+)", message):
        return f"нет такого ключа: {found[1]}. Список ключей: {prog} --help"
    if "arguments are required" in message:
        if prog in ("dilint check", "dilint outline"):
            return f"не назван файл или папка. Пример: {prog} инструкция.docx"
        if prog == "dilint rules new":
            return f"не названо имя правила. Пример: {prog} own-tea-money"
        return f"не хватает аргумента. Помощь: {prog} --help"
    if found := re.match(r"argument (\S+): expected one argument", message):
        return f"ключу {found[1]} нужно значение. Список ключей: {prog} --help"
    if found := re.match(r"argument (\S+): ignored explicit argument", message):
        return f"ключу {found[1]} значение не нужно. Список ключей: {prog} --help"
    return f"неверная командная строка. Помощь: {prog} --help ({message})"
