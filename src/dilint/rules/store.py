"""A compiled rule set as plain data: marshal in, marshal out, no YAML and no pydantic on the warm path.

The form is private to one version of dilint and of Python: both are part of the checksum in front of the data. What
few runs need of a rule (patterns, guards, examples) stays encoded until somebody asks for it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import marshal
import os
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, overload

from dilint.digest import blake2b
from dilint.language.lexicon import FormTable
from dilint.model import Basis, Severity
from dilint.rules.index import Index
from dilint.rules.spec import Example, Guard, Lexicon, Pattern, Rule, Ruleset, Term

_CHECKSUM = 16  # bytes in front of the marshalled data
_KEPT = 8  # rule sets: every edit of a rule makes another
_LATER = frozenset(("patterns", "unless", "bad", "good"))  # fields of a rule
_PLAIN = (FormTable, Index)  # by far the most of the data, and nothing to decode in it
_CLASSES: Mapping[str, type] = {
    c.__name__: c for c in (Basis, Example, FormTable, Guard, Index, Lexicon, Pattern, Rule, Ruleset, Term)
}


class Later(Sequence[Any]):
    """A tuple that is decoded when it is first looked into. Its length is known before."""

    __slots__ = ("_data", "_items", "_length")

    def __init__(self, length: int, data: bytes) -> None:
        self._length = length
        self._data = data
        self._items: tuple[Any, ...] | None = None

    def _decoded(self) -> tuple[Any, ...]:
        if self._items is None:
            self._items = _decode(marshal.loads(self._data))
            self._data = b""
        return self._items or ()

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self._decoded()[at]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._decoded())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Later, tuple)) and self._decoded() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._decoded())

    def __repr__(self) -> str:
        return repr(self._decoded())


def cache_folder() -> Path:
    """Where what is worked out once is kept (XDG_CACHE_HOME, else ~/.cache)."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(base) / "dilint"


def load_compiled(path: Path, digest: str) -> Ruleset | None:
    """A stored rule set, None where there is none that fits. A damaged file counts as none."""
    try:
        data = path.read_bytes()
        if data[:_CHECKSUM] != _checksum(digest, data[_CHECKSUM:]):
            return None
        ruleset = _decode(marshal.loads(data[_CHECKSUM:]))
    except (OSError, ValueError, EOFError, TypeError, KeyError, IndexError):
        return None
    return ruleset if isinstance(ruleset, Ruleset) else None


def save_compiled(path: Path, digest: str, ruleset: Ruleset) -> None:
    """Store a rule set, and forget the oldest of many."""
    payload = marshal.dumps(_encode(ruleset))
    write_atomically(path, _checksum(digest, payload) + payload)
    with contextlib.suppress(OSError):
        kept = sorted(path.parent.glob("rules-*.bin"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes) -> None:
    """A whole file or none; where nothing can be written, dilint goes on without."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _checksum(digest: str, payload: bytes) -> bytes:
    """Marshal trusts what it reads, so nothing cut short or of another Python may reach it."""
    meant = blake2b(f"{digest}/{sys.implementation.cache_tag}".encode(), digest_size=_CHECKSUM - 4).digest()
    return meant + zlib.crc32(payload).to_bytes(4, "big")


def _encode(value: Any) -> Any:
    if isinstance(value, _PLAIN):
        pool: dict[Any, Any] = {}
        fields = (getattr(value, f.name) for f in dataclasses.fields(value) if f.compare)
        return ("@", type(value).__name__, tuple(_shared(field, pool) for field in fields))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return ("@", type(value).__name__, tuple(_field(value, f.name) for f in dataclasses.fields(value)))
    if isinstance(value, Severity):
        return ("@", "Severity", int(value))
    if isinstance(value, date):
        return ("@", "date", value.isoformat())
    if isinstance(value, Mapping):
        return {str(k): _encode(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple(_encode(v) for v in value)
    return str(value) if isinstance(value, str) else value


def _field(owner: Any, name: str) -> Any:
    value = getattr(owner, name)
    if isinstance(owner, Rule) and name in _LATER and value:
        return ("@", "Later", (len(value), marshal.dumps(_encode(tuple(value)))))
    return _encode(value)


def _shared(value: Any, pool: dict[Any, Any]) -> Any:
    """Equal parts as one object: marshal writes it once (a third of the size, a third of the time to load)."""
    if isinstance(value, Mapping):
        return {_shared(k, pool): _shared(v, pool) for k, v in value.items()}
    if isinstance(value, tuple):
        value = tuple(_shared(v, pool) for v in value)
    elif isinstance(value, str):
        value = str(value)
    return pool.setdefault((type(value), value), value)


def _decode(value: Any) -> Any:
    if isinstance(value, tuple):
        if len(value) == 3 and value[0] == "@":
            name, data = value[1], value[2]
            if name == "Severity":
                return Severity(data)
            if name == "date":
                return date.fromisoformat(data)
            if name == "Later":
                return Later(*data)
            made = _CLASSES[name]
            return made(*data) if made in _PLAIN else made(*map(_decode, data))
        return tuple(_decode(v) for v in value)
    if isinstance(value, dict):
        return {k: _decode(v) for k, v in value.items()}
    return value
