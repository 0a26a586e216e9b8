"""Finished reports: an unchanged file costs a hash.

One file an input, named by its path and the options, valid for one content, rule set, version and day. Reports hold
the text of documents, so only their owner may read the files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dilint import __version__, plain
from dilint.digest import blake2b
from dilint.model import Basis, Coverage, Element, Finding, Line, Outline, Report, Requisite, Section
from dilint.plain import cache_folder
from dilint.rules.context import Options

_FORMAT = "1"
_LARGEST = 100_000_000  # bytes of a file that is worth hashing
_CLASSES: Mapping[str, type] = {
    c.__name__: c for c in (Basis, Coverage, Element, Finding, Line, Outline, Report, Requisite, Section)
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reports of one file are, the key they must have, and the size and time of the file that was hashed."""

    where: Path
    key: str
    stamp: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cache:
    """Reports for one rule set and one way to check. `meaning` is all that they depend on besides the file."""

    folder: Path
    meaning: str
    options: str

    def place(self, path: Path) -> Place | None:
        """None for what is no file, cannot be read or is too large: it is checked without a cache."""
        try:
            stamp = _stamp(path)
            if not path.is_file() or stamp[0] > _LARGEST:
                return None
            content = blake2b(path.read_bytes(), digest_size=16).hexdigest()
        except OSError:
            return None
        name = blake2b(f"{path.absolute()}\0{self.options}".encode("utf-8", "surrogatepass"), digest_size=12)
        return Place(self.folder / f"{name.hexdigest()}.bin", f"{self.meaning}/{content}", stamp)

    def recall(self, place: Place, path: Path) -> tuple[Report, ...] | None:
        """The reports of this very content, under the path as it is given now."""
        reports = plain.load(place.where, place.key, _CLASSES)
        return tuple(replace(report, path=str(path)) for report in reports) if reports else None

    def keep(self, place: Place, path: Path, reports: Sequence[Report]) -> None:
        """Keep reports, unless the next run may do better or the file was written in between."""
        final = all(report.status != "unreadable" and not report.failed_rules for report in reports)
        try:
            unchanged = _stamp(path) == place.stamp
        except OSError:
            return
        if final and unchanged:
            plain.save(place.where, place.key, plain.encode(tuple(reports)))


def open_cache(digest: str, options: Options) -> Cache:
    """The cache for the rules with this digest and these options; without a date, for today."""
    day = (options.as_of or date.today()).isoformat()
    said = repr(replace(options, as_of=None))
    meaning = f"{_FORMAT}/{__version__}/{_source()}/{digest}/{day}/{said}"
    return Cache(cache_folder() / "reports", meaning, said)


def clean() -> None:
    """Empty the cache: reports and compiled rules."""
    folder = cache_folder()
    shutil.rmtree(folder / "reports", ignore_errors=True)
    for pattern in ("rules-*.bin", "stamp-*.txt"):
        for file in folder.glob(pattern):
            file.unlink(missing_ok=True)


def _stamp(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def _source() -> str:
    """In a checkout the version says nothing about code and tables; the times of their files do."""
    package = Path(__file__).resolve().parent
    if (package / "_rules").is_dir():
        return ""
    state = blake2b(digest_size=8)
    for folder, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".bin")):
                about = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118  # at every start
                state.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return state.hexdigest()
