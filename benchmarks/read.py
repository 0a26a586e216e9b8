"""Reading as ratios: our reader against unzip + lxml of the same parts and whatever other readers are installed.

    python benchmarks/read.py FILE.docx …

For each reader: seconds for all files (best of three), the ratio to the floor, and characters of text found.
"""

from __future__ import annotations

import importlib.util
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from dilint.docx import read
from dilint.model import Unreadable

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


READERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "zip + lxml (floor)": ("lxml", floor),
    "dilint": ("dilint", ours),
    "python-docx paragraphs": ("docx", python_docx),
    "docx2python": ("docx2python", docx2python),
    "mammoth": ("mammoth", mammoth),
    "docx2txt": ("docx2txt", docx2txt),
}


def measure(reader: Callable[[Path], int], paths: list[Path]) -> tuple[float, int, int]:
    best, characters, failed = float("inf"), 0, 0
    for _ in range(3):
        start, characters, failed = time.perf_counter(), 0, 0
        for path in paths:
            try:
                characters += reader(path)
            except Unreadable:
                failed += 1
            except Exception:  # other readers fail in their own ways: counted, not hidden
                failed += 1
        best = min(best, time.perf_counter() - start)
    return best, characters, failed


def main(paths: list[Path]) -> None:
    base = 0.0
    print("| reader | seconds | of the floor | characters | files failed |\n|---|---|---|---|---|")
    for label, (module, reader) in READERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"| {label} | not installed | | | |")
            continue
        seconds, characters, failed = measure(reader, paths)
        base = base or seconds
        print(f"| {label} | {seconds:.2f} | {seconds / base:.1f} | {characters} | {failed} |")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
