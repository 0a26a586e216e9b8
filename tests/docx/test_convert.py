"""Legacy formats: what is done with LibreOffice's answer. A stand-in plays LibreOffice."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from dilint.audit import check_all
from dilint.docx import read
from dilint.docx.convert import Conversions
from dilint.engine import Options
from dilint.model import Unreadable
from dilint.rules.load import load
from tests.docx.build import simple

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")


def _stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))


def _copying(ready: Path, calls: Path) -> str:
    """A stand-in that notes its arguments and answers every file without «BAD» in it with `ready`."""
    return (
        "import shutil, sys, pathlib\n"
        "at = sys.argv.index('--outdir') + 1\n"
        "out = pathlib.Path(sys.argv[at]); out.mkdir()\n"
        f"open({str(calls)!r}, 'a').write(f'{{len(sys.argv) - at - 1}} ')\n"
        "for source in map(pathlib.Path, sys.argv[at + 1:]):\n"
        f"    if b'BAD' not in source.read_bytes(): shutil.copy({str(ready)!r}, out / (source.stem + '.docx'))\n"
    )


def test_converted_document_says_where_it_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = simple(tmp_path / "ready.docx", "Должностная инструкция")
    _stand_in(tmp_path, _copying(ready, tmp_path / "calls"), monkeypatch)
    old = tmp_path / "old.rtf"
    old.write_bytes(b"{\\rtf1 text}")
    document = read(old, convert=True)
    assert document.blocks[0].text == "Должностная инструкция"
    assert (document.converted_from, document.path) == ("rtf", str(old))


def test_many_files_in_one_call_and_the_bad_one_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = simple(tmp_path / "ready.docx", "Должностная инструкция")
    _stand_in(tmp_path, _copying(ready, tmp_path / "calls"), monkeypatch)
    files = [tmp_path / f"{i}.rtf" for i in range(5)]
    for file in files:
        file.write_bytes(b"{\\rtf1 BAD}" if file.stem == "2" else b"{\\rtf1 text}")
    with Conversions([*files, ready, tmp_path / "нет.doc"]) as conversions:
        for file in files:
            if file.stem == "2":
                with pytest.raises(Unreadable, match="не смог открыть"):
                    read(file, convert=conversions)
            else:
                assert read(file, convert=conversions).converted_from == "rtf"
        assert read(ready, convert=conversions).converted_from is None
        folder = Path(conversions._folder.name)
    assert (tmp_path / "calls").read_text() == "5 1 "
    assert not folder.exists()


def test_the_whole_process_group_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = f"import time, pathlib\ntime.sleep(2)\npathlib.Path({str(tmp_path / 'alive')!r}).touch()\n"
    _stand_in(
        tmp_path, f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {child!r}]).wait()\n", monkeypatch
    )
    monkeypatch.setattr("dilint.docx.convert.TIMEOUT", 0.5)
    old = tmp_path / "old.rtf"
    old.write_bytes(b"{\\rtf1 text}")
    with pytest.raises(Unreadable, match="не ответил"):
        read(old, convert=True)
    time.sleep(2.5)
    assert not (tmp_path / "alive").exists()


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


def test_a_run_over_many_files_calls_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = simple(tmp_path / "ready.docx", "Приказ")
    _stand_in(tmp_path, _copying(ready, tmp_path / "calls"), monkeypatch)
    files = [tmp_path / f"{i}.rtf" for i in range(3)]
    for file in files:
        file.write_bytes(b"{\\rtf1 text}")
    reports = check_all(files, load(), Options(convert=True))
    assert [report.status for report in reports] == ["not-job-description"] * 3
    assert (tmp_path / "calls").read_text() == "3 "
