"""What all commands share: exit codes, refusals, configuration and rules."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from dilint.config import Config
    from dilint.rules.spec import Ruleset


class Exit(IntEnum):
    """0 clean at the chosen level, 1 findings at or above it, 2 something could not be checked."""

    CLEAN = 0
    FINDINGS = 1
    FAILED = 2


def fail(message: str) -> NoReturn:
    """Say it on stderr and leave with 2."""
    print(f"dilint: {message}", file=sys.stderr)
    sys.exit(Exit.FAILED)


def one_of(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        fail(f"{name}: «{value}» не годится, можно {', '.join(allowed)}")


def configuration(named: Path | None = None) -> Config:
    """The named configuration file or the nearest one."""
    from dilint.config import ConfigError, find_config

    try:
        return find_config(Path.cwd(), named)
    except ConfigError as error:
        fail(str(error))


def load_rules(folders: Sequence[Path]) -> Ruleset:
    """All rules, on and off."""
    from dilint.rules.load import load

    try:
        return load(folders)
    except Exception as error:
        if type(error).__name__ != "RuleError":
            raise
        fail(f"правила не загружены:\n{error}")


def chosen_rules(config: Config, select: Sequence[str] | None, ignore: Sequence[str] | None) -> Ruleset:
    """The rules that the configuration and the command line leave on."""
    from dilint.config import ConfigError, chosen

    ruleset = load_rules(config.rules)
    try:
        return chosen(ruleset, tuple(select or config.select), (*config.ignore, *(ignore or ())))
    except ConfigError as error:
        fail(str(error))
