"""What a reviewer sees, as snapshots."""

from __future__ import annotations

import re
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from dilint.report.words import plural
from tests.run import dilint


def test_text_in_a_pipe(samples: Path, snapshot: SnapshotAssertion) -> None:
    assert dilint("check", "--as-of", "2026-03-31", "bad-shop-assistant.docx", cwd=samples).stdout == snapshot


def test_text_of_several_files(samples: Path, snapshot: SnapshotAssertion) -> None:
    done = dilint(
        "check",
        "--as-of",
        "2026-03-31",
        "--select",
        "L1",
        "good-librarian.docx",
        "hidden-electrician.docx",
        cwd=samples,
    )
    assert done.stdout == snapshot


def test_piped_text_is_not_hard_wrapped(samples: Path) -> None:
    out = dilint("check", "bad-shop-assistant.docx", cwd=samples, COLUMNS="40").stdout
    assert max(map(len, out.splitlines())) > 120
    assert "\x1b[" not in out


def test_terminal_text_wraps_at_word_ends(samples: Path) -> None:
    done = dilint("check", "bad-shop-assistant.docx", cwd=samples, FORCE_COLOR="1", COLUMNS="80", TERM="xterm-256color")
    assert "\x1b[" in done.stdout
    lines = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout).splitlines()
    fields = [line for line in lines if line.startswith("      ")]
    assert fields
    assert max(map(len, fields)) <= 80
    piped = set(dilint("check", "bad-shop-assistant.docx", cwd=samples).stdout.split())
    assert {word for line in fields for word in line.split()} <= piped


def test_concise(samples: Path, snapshot: SnapshotAssertion) -> None:
    assert dilint("check", "--format", "concise", "hidden-electrician.docx", cwd=samples).stdout == snapshot


def test_plural() -> None:
    words = [plural(n, "ошибка", "ошибки", "ошибок") for n in (0, 1, 2, 5, 11, 21, 112)]
    assert words == ["0 ошибок", "1 ошибка", "2 ошибки", "5 ошибок", "11 ошибок", "21 ошибка", "112 ошибок"]
