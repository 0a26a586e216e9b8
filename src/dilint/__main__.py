"""The `dilint` command and `python -m dilint`: what comes before typer, which costs more than a short answer."""

from __future__ import annotations

import gc
import sys

from dilint import __version__


def main() -> None:
    """Leaves with the exit code of the command."""
    if sys.argv[1:2] == ["--version"]:
        print(f"dilint {__version__}")
        return
    gc.set_threshold(50_000)  # nearly all that a run makes, typer first, lives as long as the run
    from dilint.cli import main

    main()


if __name__ == "__main__":
    main()
