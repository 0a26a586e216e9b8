"""A progress bar on stderr when several files are checked at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def progress(total: int) -> Iterator[Callable[[Path], None]]:
    """Yields what is to be called after each file."""
    if total < 3 or not sys.stderr.isatty():
        yield lambda path: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Проверка", total=total)
        yield lambda path: bar.update(task, advance=1, description=path.name[:40])
