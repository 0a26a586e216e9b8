"""An unchanged file is not checked again, and nobody can tell the difference."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dilint import cache, engine
from dilint.audit import check_all
from dilint.model import Report
from dilint.rules.context import Facts, Options
from dilint.rules.load import load
from tests.run import dilint

RULES = load()
DAY = Options(as_of=date(2026, 3, 31))


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "dilint" / "reports"


@pytest.fixture
def bad(samples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(samples / "bad-shop-assistant.docx", tmp_path / "bad.docx"))


def check(path: Path, options: Options = DAY, digest: str = RULES.digest) -> tuple[Report, ...]:
    return check_all([path], RULES, options, cache=cache.open_cache(digest, options))


def checked_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, options: Options = DAY, digest: str = RULES.digest
) -> bool:
    """Whether the file is read once more."""
    asked = []
    original = engine.check_path
    monkeypatch.setattr(engine, "check_path", lambda *a: asked.append(a) or original(*a))
    check(path, options, digest)
    monkeypatch.setattr(engine, "check_path", original)
    return bool(asked)


def test_a_cached_report_is_the_same_report(samples: Path) -> None:
    for path in sorted(samples.glob("*.docx")):
        fresh = check(path)
        assert check(path) == fresh == engine.check_path(path, RULES, DAY)


@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_every_format_is_the_same(samples: Path, format: str, own_cache: Path) -> None:
    args = ("check", "--format", format, "--show-suppressed", samples)
    fresh = dilint(*args, "--no-cache")
    assert not own_cache.exists()
    runs = [dilint(*args) for _ in range(2)]
    assert [run.stdout for run in runs] == [fresh.stdout] * 2
    assert {run.returncode for run in runs} == {fresh.returncode}
    assert len(list(own_cache.iterdir())) == len(list(samples.glob("*.docx")))


def test_what_a_report_depends_on(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checked_again(bad, monkeypatch)
    assert not checked_again(bad, monkeypatch)
    assert checked_again(bad, monkeypatch, replace(DAY, as_of=date(2026, 4, 1)))
    assert checked_again(bad, monkeypatch, replace(DAY, facts=Facts("journal")))
    assert checked_again(bad, monkeypatch, replace(DAY, revisions="original"))
    assert checked_again(bad, monkeypatch, digest="other")
    monkeypatch.setattr(cache, "__version__", "9")
    assert checked_again(bad, monkeypatch)


def test_content_counts_and_not_time(bad: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(bad)
    os.utime(bad, (1e9, 1e9))
    assert not checked_again(bad, monkeypatch)
    shutil.copy(samples / "good-librarian.docx", bad)
    assert check(bad) == engine.check_path(bad, RULES, DAY)


def test_a_damaged_entry_is_passed_over(bad: Path, own_cache: Path) -> None:
    fresh = check(bad)
    (entry,) = own_cache.iterdir()
    entry.write_bytes(entry.read_bytes()[:-9])
    assert check(bad) == fresh
    entry.write_bytes(b"")
    assert check(bad) == fresh


def test_entries_are_for_their_owner(bad: Path, own_cache: Path) -> None:
    check(bad)
    (entry,) = own_cache.iterdir()
    assert os.name == "nt" or entry.stat().st_mode & 0o077 == 0


def test_what_may_come_out_better_is_not_kept(tmp_path: Path, own_cache: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"%PDF-1.4")
    assert check(tmp_path / "broken.docx")[0].status == "unreadable"
    assert check(tmp_path / "missing.docx")[0].status == "unreadable"
    assert not own_cache.exists()


def test_a_file_written_meanwhile_is_not_kept(bad: Path, own_cache: Path) -> None:
    kept = cache.open_cache(RULES.digest, DAY)
    place = kept.place(bad)
    assert place is not None
    os.utime(bad, (1e9, 1e9))
    kept.keep(place, bad, (Report(str(bad), "checked"),))
    assert not own_cache.exists()


def test_the_path_is_the_one_given_now(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(bad)
    monkeypatch.chdir(bad.parent)
    assert [report.path for report in check(Path("bad.docx"))] == ["bad.docx"]


def test_without_a_writable_folder_it_goes_on(bad: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert check(bad)[0].findings


def test_clean_empties_it(bad: Path, own_cache: Path) -> None:
    assert dilint("check", "--fail-on", "never", bad).returncode == 0
    assert list(own_cache.iterdir()) and list(own_cache.parent.glob("rules-*.bin"))
    assert dilint("clean").returncode == 0
    assert not own_cache.exists() and not list(own_cache.parent.iterdir())


def test_a_crash_is_not_kept(bad: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "check_path", lambda *a: 1 / 0)
    assert check(bad)[0].status == "unreadable"
    assert not own_cache.exists()
