"""Nothing heavy is imported before it is needed, and no socket is opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("spacy", "pymorphy3", "docx", "rich", "pydantic", "yaml", "numpy")


def _imported(code: str) -> set[str]:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys\ntry:\n{code}\nexcept SystemExit: pass\nprint('\\n'.join(sys.modules), file=sys.stderr)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return {line.split(".")[0] for line in done.stderr.splitlines()}


def test_version_is_light() -> None:
    loaded = _imported("  sys.argv = ['dilint', '--version']\n  from dilint.__main__ import main\n  main()")
    assert not loaded & {*HEAVY, "typer", "lxml"}


def test_a_clean_check_needs_no_yaml_or_spacy(samples: Path) -> None:
    path = samples / "good-librarian.docx"
    loaded = _imported(
        f"  sys.argv = ['dilint', 'check', '--no-cache', '--format', 'concise', {str(path)!r}]\n  from dilint.__main__ import main\n  main()"
    )
    assert not loaded & {"spacy", "yaml", "docx", "numpy", "rich"}


def test_text_in_a_pipe_needs_no_rich(samples: Path) -> None:
    path = samples / "bad-shop-assistant.docx"
    loaded = _imported(
        f"  sys.argv = ['dilint', 'check', '--no-cache', {str(path)!r}]\n  from dilint.__main__ import main\n  main()"
    )
    assert "pymorphy3" in loaded
    assert not loaded & {"spacy", "yaml", "docx", "numpy", "rich"}


@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_an_unchanged_file_needs_no_reader(samples: Path, format: str) -> None:
    path = samples / "bad-shop-assistant.docx"
    code = f"  sys.argv = ['dilint', 'check', '--format', {format!r}, {str(path)!r}]\n  from dilint.__main__ import main\n  main()"
    _imported(code)
    assert not _imported(code) & {*HEAVY, "lxml", "zipfile", "tomllib"}


def test_no_socket_is_opened(samples: Path) -> None:
    code = (
        "  import socket\n"
        "  def refuse(*a, **k): raise AssertionError('socket')\n"
        "  socket.socket = refuse\n"
        f"  sys.argv = ['dilint', 'check', '--no-cache', '--fail-on', 'never', {str(samples)!r}]\n"
        "  from dilint.__main__ import main\n  main()"
    )
    _imported(code)
