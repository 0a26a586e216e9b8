"""Dataclasses as plain data and back, and files of them: marshal in, marshal out, never pickle.

The form is private to one version of Python: it is part of the checksum in front of the data, with the key that the
writer and the reader must agree on. A file that is damaged, of another version or of another key counts as none.
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
from dilint.model import Severity

_CHECKSUM = 16  # bytes in front of the marshalled data
Classes = Mapping[str, type]


class Later(Sequence[Any]):
    """A tuple that is decoded when it is first looked into. Its length is known before."""

    __slots__ = ("_classes", "_data", "_items", "_length")

    def __init__(self, length: int, data: bytes, classes: Classes) -> None:
        self._classes = classes
        self._length = length
        self._data = data
        self._items: tuple[Any, ...] | None = None

    def _decoded(self) -> tuple[Any, ...]:
        if self._items is None:
            self._items = decode(marshal.loads(self._data), self._classes)
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


def load(path: Path, key: str, classes: Classes) -> Any:
    """What was saved under this path and key, None where nothing was. `classes`: what it may be made of, by name."""
    try:
        data = path.read_bytes()
        if data[:_CHECKSUM] != _checksum(key, data[_CHECKSUM:]):
            return None
        return decode(marshal.loads(data[_CHECKSUM:]), classes)
    except (OSError, ValueError, EOFError, TypeError, KeyError, IndexError):
        return None


def save(path: Path, key: str, value: Any) -> None:
    """Save what `encode` made."""
    payload = marshal.dumps(value)
    write_atomically(path, _checksum(key, payload) + payload)


def write_atomically(path: Path, data: bytes) -> None:
    """A whole file or none, for its owner only; where nothing can be written, dilint goes on without."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
                stream.write(data)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)


def _checksum(key: str, payload: bytes) -> bytes:
    """Marshal trusts what it reads, so nothing cut short or of another Python may reach it."""
    meant = blake2b(f"{key}/{sys.implementation.cache_tag}".encode(), digest_size=_CHECKSUM - 4).digest()
    return meant + zlib.crc32(payload).to_bytes(4, "big")


def encode(value: Any, later: frozenset[str] = frozenset(), plain: tuple[type, ...] = ()) -> Any:
    """Plain data of a dataclass: fields named in `later` decoded on demand, instances of `plain` all plain already."""
    if isinstance(value, plain):
        pool: dict[Any, Any] = {}
        fields = (getattr(value, f.name) for f in dataclasses.fields(value) if f.compare)  # type: ignore[arg-type]
        return ("=", type(value).__name__, tuple(_shared(field, pool) for field in fields))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in dataclasses.fields(value)]
        return ("@", type(value).__name__, tuple(_field(getattr(value, n), n in later, later, plain) for n in names))
    if isinstance(value, Severity):
        return ("@", "Severity", int(value))
    if isinstance(value, date):
        return ("@", "date", value.isoformat())
    if isinstance(value, Mapping):
        return {str(k): encode(v, later, plain) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple(encode(v, later, plain) for v in value)
    return str(value) if isinstance(value, str) else value


def _field(value: Any, on_demand: bool, later: frozenset[str], plain: tuple[type, ...]) -> Any:
    if on_demand and value and not isinstance(value, str):
        return ("@", "Later", (len(value), marshal.dumps(encode(tuple(value), later, plain))))
    return encode(value, later, plain)


def _shared(value: Any, pool: dict[Any, Any]) -> Any:
    """Equal parts as one object: marshal writes it once (a third of the size, a third of the time to load)."""
    if isinstance(value, Mapping):
        return {_shared(k, pool): _shared(v, pool) for k, v in value.items()}
    if isinstance(value, tuple):
        value = tuple(_shared(v, pool) for v in value)
    elif isinstance(value, str):
        value = str(value)
    return pool.setdefault((type(value), value), value)


def decode(value: Any, classes: Classes) -> Any:
    """The inverse of `encode`. Raises `KeyError` on a class that is not among `classes`."""
    if isinstance(value, tuple):
        if len(value) == 3 and value[0] == "=":
            return classes[value[1]](*value[2])
        if len(value) == 3 and value[0] == "@":
            name, data = value[1], value[2]
            if name == "Severity":
                return Severity(data)
            if name == "date":
                return date.fromisoformat(data)
            if name == "Later":
                return Later(data[0], data[1], classes)
            return classes[name](*[decode(item, classes) for item in data])
        return tuple([decode(item, classes) for item in value])
    if isinstance(value, dict):
        return {key: decode(item, classes) for key, item in value.items()}
    return value
