"""Cold start as ratios: `dilint` against a bare script that opens the same file with python-docx, in turn.

    python benchmarks/cold.py [RUNS]

Whole processes; the least and the median of a command's times, the ratio of the least ones (what else the machine does
only ever adds). Rules and reports are cached in a temporary folder, which the first round fills. Compile bytecode first
(`python -m compileall src`).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARE = "import sys, docx\nfor p in docx.Document(sys.argv[1]).paragraphs: print(p.text)"


def commands(folder: Path) -> dict[str, list[str]]:
    python = sys.executable
    check = [python, "-m", "dilint", "check"]
    bad, good = folder / "bad-shop-assistant.docx", folder / "good-librarian.docx"
    return {
        "bare python": [python, "-c", "pass"],
        "python-docx prints paragraphs": [python, "-c", BARE, str(bad)],
        "dilint --version": [python, "-m", "dilint", "--version"],
        "dilint check, no finding": [*check, "--no-cache", "--format", "concise", str(good)],
        "dilint check, with findings": [*check, "--no-cache", str(bad)],
        "dilint check --format json": [*check, "--no-cache", "--format", "json", str(bad)],
        "dilint check, unchanged file": [*check, str(bad)],
        "dilint check --format json, unchanged file": [*check, "--format", "json", str(bad)],
    }


def main(runs: int) -> None:
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as name:
        env["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        subprocess.run([sys.executable, str(ROOT / "samples" / "build.py"), name], check=True)
        todo = commands(Path(name))
        times: dict[str, list[float]] = {label: [] for label in todo}
        for run in range(runs + 1):
            for label, command in todo.items():
                start = time.perf_counter()
                subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False)
                if run:  # the first round warms the page cache and ours
                    times[label].append(time.perf_counter() - start)
    base = min(times["python-docx prints paragraphs"])
    print("| command | least, s | median, s | of python-docx |\n|---|---|---|---|")
    for label, found in times.items():
        print(f"| {label} | {min(found):.3f} | {statistics.median(found):.3f} | {min(found) / base:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
