"""Typer in Russian: help pages and complaints about the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.core import TyperCommand, TyperGroup

from dilint.cli_common import Exit, fail

#: What a command says when its argument is missing, by the argument's name.
_MISSING = {
    "paths": "не назван файл или папка. Пример: {command} инструкция.docx",
    "rule": "не названо правило. Пример: {command} L101",
    "name": "не названо имя правила. Пример: {command} own-tea-money",
    "files": "не назван файл с размеченными пунктами. Пример: {command} tests/clauses/*.tsv",
}


class Command(TyperCommand):
    """A command that may be cut off: `dilint … | head`."""

    def invoke(self, ctx: Any) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # typer would leave with 1, which says that there are findings
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return Exit.FAILED
        return code

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _complaints(ctx):
            return super().parse_args(ctx, args)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        arguments = (p.metavar if p.required else f"[{p.metavar}]" for p in _arguments(self))
        formatter.write_usage(ctx.command_path, " ".join(("[КЛЮЧИ]", *arguments)), "Использование: ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        arguments = _arguments(self)
        if arguments:
            with formatter.section("Аргументы"):
                formatter.write_dl([(p.metavar, p.help) for p in arguments])
        with formatter.section("Ключи"):
            formatter.write_dl([p.get_help_record(ctx) for p in self.get_params(ctx) if p not in arguments])

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Показать эту справку."
        return option


class Group(TyperGroup):
    """Commands; the help names each of them, those of the groups in it too."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _complaints(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.commands:
            from dilint.rules.errors import hint

            guess = hint(args[0], list(self.commands))
            fail(f"нет такой команды: {args[0]}{guess}. Список команд: {ctx.command_path} --help")
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, "КОМАНДА [КЛЮЧИ]", "Использование: ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Команды"):
            formatter.write_dl(list(_commands(self)))


def _arguments(command: TyperCommand) -> list[Any]:
    return [parameter for parameter in command.params if parameter.param_type_name == "argument"]


def _commands(group: TyperGroup, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(«rules list», the first line of its help) of each command."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _commands(command, f"{prefix}{name} ")
        else:
            yield prefix + name, (command.help or "").partition("\n")[0]


@contextmanager
def _complaints(ctx: Any) -> Iterator[None]:
    """Say what typer complains of, in Russian, and leave with 2. Its classes are private, so they go by their names."""
    try:
        yield
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message(), file=sys.stderr)
            sys.exit(Exit.FAILED)
        fail(_complaint(error, ctx.command_path))


def _complaint(error: Any, command: str) -> str:
    """One line; what is not known is quoted."""
    match type(error).__name__:
        case "MissingParameter" if error.param.name in _MISSING:
            return _MISSING[error.param.name].format(command=command)
        case "NoSuchOption":
            return f"нет такого ключа: {error.option_name}. Список ключей: {command} --help"
        case "BadOptionUsage" if "does not take" in error.message:
            return f"ключу {error.option_name} значение не нужно. Список ключей: {command} --help"
        case "BadOptionUsage":
            return f"ключу {error.option_name} нужно значение. Список ключей: {command} --help"
        case "UsageError" if "unexpected extra argument" in error.message:
            return f"лишнее в командной строке: {error.message.partition(' (')[2][:-1]}. Помощь: {command} --help"
    return f"неверная командная строка. Помощь: {command} --help ({error.format_message()})"
