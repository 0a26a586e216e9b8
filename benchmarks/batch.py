"""Many documents in one process, as ratios to unzip and lxml parse of the same parts.

    python benchmarks/batch.py FOLDER [RUNS]

Each step over all .docx of the folder, the best of the runs: milliseconds a document, documents a second, and how many
times the floor. Every run is one of a process that has checked documents before; nothing is taken from the cache.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from read import floor  # benchmarks/read.py

from dilint.docx import read
from dilint.engine import Options, check_document, check_path
from dilint.model import Document, Outline, Unreadable
from dilint.outline import understand
from dilint.rules.load import load

OPTIONS = Options(treat_as_job_description=True)


def documents(paths: list[Path]) -> list[Document]:
    found = []
    for path in paths:
        try:
            found.append(read(path))
        except Unreadable as error:
            print(f"{path}: {error}", file=sys.stderr)
    return found


def measure(step: Callable[[], object], runs: int) -> float:
    """The least time of a step in seconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        step()
        best = min(best, time.perf_counter() - start)
    return best


def main(folder: Path, runs: int) -> None:
    paths = sorted(folder.rglob("*.docx"))
    ruleset = load()
    read_before = documents(paths)
    understood: list[tuple[Document, Outline]] = [pair for d in read_before for pair in understand(d)]
    steps: dict[str, Callable[[], object]] = {
        "unzip + lxml (floor)": lambda: [floor(path) for path in paths],
        "read": lambda: documents(paths),
        "outline": lambda: [understand(document) for document in read_before],
        "lint": lambda: [check_document(d, o, ruleset, OPTIONS) for d, o in understood],
        "whole check": lambda: [check_path(path, ruleset, OPTIONS) for path in paths],
    }
    base = 0.0
    print(f"{len(paths)} documents\n\n| step | ms a document | documents a second | of the floor |\n|---|---|---|---|")
    for label, step in steps.items():
        each = measure(step, runs) / max(1, len(paths))
        base = base or each
        print(f"| {label} | {each * 1000:.1f} | {1 / each:.0f} | {each / base:.1f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
