"""Load the built-in rules and the user's: one YAML file a rule, compiled once, kept by the hash of what was read.

The warm path only looks at the files' sizes and times, and imports neither yaml nor pydantic nor pymorphy3.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dilint import __version__
from dilint.digest import blake2b
from dilint.plain import cache_folder, write_atomically
from dilint.rules.spec import Rule, Ruleset
from dilint.rules.store import load_compiled, save_compiled

_FORMAT = "11"  # of the compiled data; part of the digest
COMPILED = "compiled.bin"
_SETTLED = 2.0  # seconds after which a file that was written again has another time


@dataclass(frozen=True, slots=True)
class _File:
    """A rule file: where it is, how messages call it, and what changes when it is written."""

    path: str
    shown: str
    size: int
    written: int  # nanoseconds


def builtin_folder() -> Path:
    """The rules that dilint ships: inside the wheel, or the repository's own folder."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_rules"
    return shipped if shipped.is_dir() else package.parent.parent / "rules"


def load(folders: Sequence[Path] = ()) -> Ruleset:
    """The built-in rules and those of the user's folders. Raises `RuleError`."""
    files = [*_builtin_files(), *(file for folder in folders for file in _user_files(folder))]
    contents: list[tuple[str, bytes]] = []
    digest = _remembered(files)
    if digest is None:
        contents = _read(files)
        digest = _digest(contents)
        _remember(files, digest)
    kept = cache_folder() / f"rules-{digest}.bin"
    ready = load_compiled(kept, digest) or load_compiled(builtin_folder() / COMPILED, digest)
    if ready is not None:
        return ready
    from dilint.rules.build import build

    ruleset = build(contents or _read(files), digest)
    save_compiled(kept, digest, ruleset)
    return ruleset


def find_rule(ruleset: Ruleset, name: str) -> Rule | None:
    """A rule by code, name or former name, whatever the case."""
    wanted = name.strip().lower()
    return next(
        (r for r in ruleset.rules if wanted in (r.code.lower(), r.name, *(w.lower() for w in r.was))),
        None,
    )


def _builtin_files() -> list[_File]:
    """Families are folders; files beside them are data of the checks, not rules."""
    root = builtin_folder()
    cut = len(str(root)) + 1
    found = (_file(entry, f"rules/{Path(entry.path[cut:]).as_posix()}") for entry in _yaml(str(root)))
    return [file for file in found if file.shown.count("/") > 1]


def _user_files(folder: Path) -> list[_File]:
    from dilint.rules.errors import Problem, RuleError

    if not folder.exists():
        raise RuleError([Problem(str(folder), 0, 0, "такой папки с правилами нет")])
    if folder.is_file():
        about = folder.stat()
        return [_File(str(folder), str(folder), about.st_size, about.st_mtime_ns)]
    try:
        return [_file(entry, entry.path) for entry in _yaml(str(folder))]
    except OSError as error:
        raise RuleError([Problem(str(error.filename), 0, 0, "папка не читается")]) from None


def _file(entry: os.DirEntry[str], shown: str) -> _File:
    about = entry.stat()
    return _File(entry.path, shown, about.st_size, about.st_mtime_ns)


def _yaml(folder: str) -> Iterator[os.DirEntry[str]]:
    """Rule files below a folder, in one order everywhere. Hidden files and folders are passed over."""
    with os.scandir(folder) as entries:
        found = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _yaml(entry.path)
        elif entry.name.endswith((".yaml", ".yml")):
            yield entry


def _read(files: Iterable[_File]) -> list[tuple[str, bytes]]:
    from dilint.rules.errors import Problem, RuleError

    try:
        return [(file.shown, Path(file.path).read_bytes()) for file in files]
    except OSError as error:
        raise RuleError([Problem(str(error.filename), 0, 0, "файл не читается")]) from None


def _digest(contents: Iterable[tuple[str, bytes]]) -> str:
    state = blake2b(f"{__version__}/{_FORMAT}".encode(), digest_size=12)
    for shown, data in contents:
        state.update(f"\0{shown}\0{len(data)}\0".encode() + data)
    return state.hexdigest()


def _stamp(files: Iterable[_File]) -> tuple[Path, str]:
    """Where the digest of these files is kept, and a text that is another one when any of them was written."""
    text = "\n".join((f"{__version__}/{_FORMAT}", *(f"{f.size} {f.written} {f.shown} {f.path}" for f in files)))
    roots = "\n".join(sorted({os.path.dirname(f.path) for f in files}))  # noqa: PTH120  # a hundred times a start
    return cache_folder() / f"stamp-{zlib.crc32(roots.encode()):08x}.txt", text


def _remembered(files: Sequence[_File]) -> str | None:
    """The digest of files that nobody has written since it was worked out."""
    where, text = _stamp(files)
    try:
        digest, _, known = where.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return digest if known == text else None


def _remember(files: Sequence[_File], digest: str) -> None:
    """Not while a file is so new that it could be written again within one tick of the file system's clock."""
    if all(file.written < (time.time() - _SETTLED) * 1e9 for file in files):
        where, text = _stamp(files)
        write_atomically(where, f"{digest}\n{text}".encode())
