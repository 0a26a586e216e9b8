"""Legacy formats: what is done with LibreOffice's answer. A stand-in plays LibreOffice."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from dilint.docx import read
from dilint.model import Unreadable
from tests.docx.build import simple

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")


def _stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))


def test_converted_document_says_where_it_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = simple(tmp_path / "ready.docx", "Должностная инструкция")
    copy = (
        "import shutil, sys, pathlib\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1]); out.mkdir()\n"
        f"shutil.copy({str(ready)!r}, out / 'source.docx')\n"
    )
    _stand_in(tmp_path, copy, monkeypatch)
    old = tmp_path / "old.rtf"
    old.write_bytes(b"{\\rtf1 text}")
    document = read(old, convert=True)
    assert document.blocks[0].text == "Должностная инструкция"
    assert (document.converted_from, document.path) == ("rtf", str(old))


def test_success_without_a_file_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, "pass\n", monkeypatch)
    old = tmp_path / "old.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(Unreadable, match="не смог открыть"):
        read(old, convert=True)


def test_a_hanging_converter_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, "import time\ntime.sleep(60)\n", monkeypatch)
    monkeypatch.setattr("dilint.docx.convert.TIMEOUT", 0.5)
    old = tmp_path / "old.rtf"
    old.write_bytes(b"{\\rtf1 text}")
    with pytest.raises(Unreadable, match="не ответил"):
        read(old, convert=True)


def test_without_libreoffice_there_is_a_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    old = tmp_path / "old.rtf"
    old.write_bytes(b"{\\rtf1 text}")
    with pytest.raises(Unreadable, match="не установлен"):
        read(old, convert=True)
