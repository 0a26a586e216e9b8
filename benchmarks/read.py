"""Reading as ratios: our reader against unzip + lxml of the same parts and whatever other readers are installed.

    python benchmarks/read.py FILE.docx …

For each reader: time per file (best of five), the ratio to the floor, and characters of text found.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from dilint.docx import read

PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml")


def floor(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for name in names:
            if name in PARTS or name.startswith(("word/header", "word/footer")):
                etree.fromstring(archive.read(name))
    return 0


def ours(path: Path) -> int:
    return sum(len(block.text) for block in read(path).blocks)


def python_docx(path: Path) -> int:
    import docx

    return sum(len(p.text) for p in docx.Document(str(path)).paragraphs)


def docx2python(path: Path) -> int:
    from docx2python import docx2python as convert

    with convert(str(path)) as found:
        return len(found.text)


def mammoth(path: Path) -> int:
    import mammoth as library

    with path.open("rb") as stream:
        return len(library.extract_raw_text(stream).value)


def docx2txt(path: Path) -> int:
    import docx2txt as library

    return len(library.process(str(path)))


def pandoc(path: Path) -> int:
    """One process for each file: there is no other way to call it."""
    command = ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", str(path)]
    return len(subprocess.run(command, check=True, capture_output=True).stdout.decode())


READERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "zip + lxml (floor)": ("lxml", floor),
    "dilint": ("dilint", ours),
    "python-docx paragraphs": ("docx", python_docx),
    "docx2python": ("docx2python", docx2python),
    "mammoth": ("mammoth", mammoth),
    "docx2txt": ("docx2txt", docx2txt),
    "pandoc (process)": ("pandoc", pandoc),
}


@dataclass(slots=True)
class Tally:
    seconds: float = 0.0
    characters: int = 0
    failed: int = 0


def measure(readers: dict[str, Callable[[Path], int]], paths: list[Path], times: int = 5) -> dict[str, Tally]:
    """Each file is read by one after the other, so that they share what else the machine does; the best time counts."""
    tallies = {label: Tally() for label in readers}
    for path in paths:
        for label, reader in readers.items():
            tally, best, characters = tallies[label], float("inf"), None
            for _ in range(times):
                start = time.perf_counter()
                try:
                    characters = reader(path)
                except Exception:  # other readers fail in their own ways: counted, not hidden
                    characters = None
                best = min(best, time.perf_counter() - start)
            tally.seconds += best
            tally.characters += characters or 0
            tally.failed += characters is None
    return tallies


def installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None or shutil.which(name) is not None


def main(paths: list[Path]) -> None:
    readers = {label: reader for label, (name, reader) in READERS.items() if installed(name)}
    tallies = measure(readers, paths)
    base = next(iter(tallies.values())).seconds
    print("| reader | ms per file | of the floor | characters | files failed |\n|---|---|---|---|---|")
    for label in READERS:
        if label in tallies:
            tally = tallies[label]
            each = 1000 * tally.seconds / len(paths)
            print(f"| {label} | {each:.2f} | {tally.seconds / base:.1f} | {tally.characters} | {tally.failed} |")
        else:
            print(f"| {label} | not installed | | | |")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
