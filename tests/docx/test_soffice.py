"""List labels against LibreOffice's own (`soffice --convert-to txt` prints them), and legacy formats through it.

pytest -m soffice                          # skipped where LibreOffice is not installed
DILINT_ZOO=/folder pytest -m soffice -s    # every .docx of a folder too; prints what differs
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dilint.docx import read
from dilint.model import Block, Unreadable
from tests.docx.build import docx, level, numbered, numbering, p
from tests.docx.test_labels import TWO, num

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [pytest.mark.soffice, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]

# w:lvlRestart is left out: LibreOffice does not read it.
LISTS = {
    "multilevel": numbering(TWO),
    "deep": numbering("".join(level(i, ".".join(f"%{n}" for n in range(1, i + 2))) for i in range(4))),
    "letters": numbering(level(0, "%1)", "russianLower") + level(1, "%2)", "russianUpper") + level(2, "(%3)", "lowerRoman")),
    "latin": numbering(level(0, "%1.", "upperRoman") + level(1, "%2)", "lowerLetter") + level(2, "%1-%3", "decimalZero")),
    "start": numbering(level(0, "%1.", start=0) + level(1, "%1.%2", start=5) + level(2, "%3.", start=3)),
    "override": numbering(TWO, num(1, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>')),
    "no start": numbering('<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'),
}  # fmt: skip
WALKS = [(0, 1, 1, 0, 1, 2, 2, 1, 2, 0), (1, 1, 0, 1), (2, 0, 2, 1, 2, 2), (0,) * 12]


def as_text(paths: list[Path], folder: Path) -> dict[Path, list[str]]:
    """The lines that LibreOffice prints for each document, all in one call."""
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(out)]
    subprocess.run([*command, *map(str, paths)], check=False, capture_output=True, timeout=600)
    texts = {path: out / f"{path.stem}.txt" for path in paths}
    return {path: text.read_text("utf-8-sig").splitlines() for path, text in texts.items() if text.is_file()}


def compare(blocks: tuple[Block, ...], lines: list[str]) -> tuple[int, list[tuple[str, str, str]]]:
    """Equal automatic labels, and (ours, theirs, text) of those that differ; paragraphs found in order.

    Bullets count as equal: LibreOffice prints some of its own.
    """
    equal, differing, at = 0, [], 0
    for block in blocks:
        text = squash(block.text)
        if block.story != "body" or block.label_source != "auto" or not text or "\n" in block.text:
            continue
        for i in range(at, len(lines)):
            line = squash(lines[i])
            if line.endswith(text):
                at = i + 1
                theirs = line[: -len(text)].strip()
                if theirs == block.label.strip() or not any(map(str.isalnum, theirs + block.label)):
                    equal += 1
                else:
                    differing.append((block.label, theirs, text[:40]))
                break
    return equal, differing


def squash(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_labels_of_lists(tmp_path: Path) -> None:
    paths = []
    for name, definition in LISTS.items():
        depth = definition.count("<w:lvl ")
        for n, walk in enumerate(WALKS):
            if name == "override" and walk[0]:
                continue  # a level that is only implied: LibreOffice applies the override at its first use, we at once
            body = "".join(numbered(f"пункт {i}", min(item, depth - 1)) for i, item in enumerate(walk))
            paths.append(docx(tmp_path / f"{name} {n}.docx", body + p("конец"), numbering=definition))
    found = as_text(paths, tmp_path)
    assert len(found) == len(paths)
    for path, lines in found.items():
        equal, differing = compare(read(path).blocks, lines)
        assert not differing, path.stem
        assert equal == len(read(path).blocks) - 1


@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_legacy_formats_round_trip(suffix: str, tmp_path: Path) -> None:
    source = docx(tmp_path / "source.docx", numbered("обязан") + numbered("учёт", 1), numbering=numbering(TWO))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(tmp_path / "old"),
        str(source),
    ]
    subprocess.run(command, check=False, capture_output=True, timeout=120)
    document = read(tmp_path / "old" / f"source.{suffix}", convert=True)
    assert [b.text for b in document.blocks] == ["обязан", "учёт"]
    if suffix != "rtf":  # LibreOffice does not always keep the levels of lists in .rtf
        assert [b.label for b in document.blocks] == ["1.", "1.1."]
    assert document.converted_from == suffix


def test_what_it_cannot_open_is_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.doc"
    broken.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(Unreadable, match="LibreOffice"):
        read(broken, convert=True)


@pytest.mark.skipif("DILINT_ZOO" not in os.environ, reason="no folder of documents given")
def test_labels_of_a_folder_of_documents(tmp_path: Path) -> None:
    total, whole, all_differing = 0, 0, []
    documents = {}
    for path in sorted(Path(os.environ["DILINT_ZOO"]).glob("*.docx")):
        try:
            blocks = read(path).blocks
        except Unreadable:
            continue
        if any(block.label_source == "auto" for block in blocks):
            documents[path] = blocks
    paths = list(documents)
    for i in range(0, len(paths), 40):
        for path, lines in as_text(paths[i : i + 40], tmp_path / str(i)).items():
            equal, differing = compare(documents[path], lines)
            total += equal
            whole += not differing
            all_differing += [(path.name, *row) for row in differing]
    for row in all_differing:
        print(*row, sep=" | ")
    print(f"{total} labels equal, {len(all_differing)} differ; {whole} of {len(paths)} documents entirely equal")
    assert total > 10 * len(all_differing)
