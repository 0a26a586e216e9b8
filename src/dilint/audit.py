"""Many files in one run: order kept, progress told, one broken file never stopping the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from dilint.engine import Options, check_path
from dilint.model import Report
from dilint.rules.spec import Ruleset


def check_all(
    paths: Iterable[Path], ruleset: Ruleset, options: Options, advance: Callable[[Path], None] = lambda path: None
) -> tuple[Report, ...]:
    """Reports in the order of the paths. `advance` is called after each file."""
    reports: list[Report] = []
    for path in paths:
        try:
            reports += check_path(path, ruleset, options)
        except Exception as error:  # a crash of ours is a fact about this file, not the end of the run
            reason = f"внутренняя ошибка dilint ({type(error).__name__}): сообщите о ней разработчикам"
            reports.append(Report(str(path), "unreadable", reason=reason))
        advance(path)
    return tuple(reports)
