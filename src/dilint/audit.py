"""Many files in one run: order kept, progress told, one broken file never stopping the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dilint.cache import Cache
from dilint.model import Report
from dilint.rules.context import Options
from dilint.rules.spec import Ruleset

if TYPE_CHECKING:
    from dilint.docx.convert import Conversions


def check_all(
    paths: Iterable[Path],
    ruleset: Ruleset,
    options: Options,
    advance: Callable[[Path], None] = lambda path: None,
    cache: Cache | None = None,
) -> tuple[Report, ...]:
    """Reports in the order of the paths, those of unchanged files from the cache. `advance` follows each file."""
    reports: list[Report] = []
    files = list(paths)
    with _conversions(files, options) as convert:
        options = replace(options, convert=convert)
        for path in files:
            try:
                reports += _check(path, ruleset, options, cache)
            except Exception as error:  # a crash of ours is a fact about this file, not the end of the run
                reason = f"внутренняя ошибка dilint ({type(error).__name__}): сообщите о ней разработчикам"
                reports.append(Report(str(path), "unreadable", reason=reason))
            advance(path)
    return tuple(reports)


def _check(path: Path, ruleset: Ruleset, options: Options, cache: Cache | None) -> tuple[Report, ...]:
    place = cache.place(path) if cache is not None else None
    if cache is not None and place is not None:
        known = cache.recall(place, path)
        if known is not None:
            return known
    from dilint.engine import check_path

    reports = check_path(path, ruleset, options)
    if cache is not None and place is not None:
        cache.keep(place, path, reports)
    return reports


def _conversions(files: list[Path], options: Options) -> AbstractContextManager[Conversions | bool]:
    """With --convert, LibreOffice is called for batches of the legacy files among these, not for each."""
    if not options.convert:
        return nullcontext(False)
    from dilint.docx.convert import Conversions

    return Conversions(files)
