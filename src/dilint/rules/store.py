"""A compiled rule set as plain data: marshal in, marshal out, no YAML and no pydantic on the warm path.

The form is private to one version of dilint and of Python: both are part of the checksum in front of the data.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dilint.language.lexicon import FormTable
from dilint.model import Basis, Severity
from dilint.rules.spec import Example, Guard, Lexicon, Pattern, Rule, Ruleset, Term

_CHECKSUM = 16  # bytes in front of the marshalled data
_KEPT = 8  # rule sets: every edit of a rule makes another
_CLASSES: Mapping[str, type] = {
    c.__name__: c for c in (Basis, Example, FormTable, Guard, Lexicon, Pattern, Rule, Ruleset, Term)
}


def cache_folder() -> Path:
    """Where compiled rules of the user are kept (XDG_CACHE_HOME, else ~/.cache)."""
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
    """Store atomically; where that is not possible, dilint goes on without."""
    payload = marshal.dumps(_encode(ruleset))
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_checksum(digest, payload) + payload)
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
        kept = sorted(path.parent.glob("rules-*.bin"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)


def _checksum(digest: str, payload: bytes) -> bytes:
    """Marshal trusts what it reads, so nothing cut short or of another Python may reach it."""
    salt = f"{digest}/{sys.implementation.cache_tag}".encode()
    return hashlib.blake2b(salt + payload, digest_size=_CHECKSUM).digest()


def _encode(value: Any) -> Any:
    if isinstance(value, FormTable):  # plain already, and nine tenths of the data
        return ("@", "FormTable", (value.bits, value.words, value.stems, value.phrases))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = tuple(_encode(getattr(value, f.name)) for f in dataclasses.fields(value))
        return ("@", type(value).__name__, fields)
    if isinstance(value, Severity):
        return ("@", "Severity", int(value))
    if isinstance(value, date):
        return ("@", "date", value.isoformat())
    if isinstance(value, Mapping):
        return {str(k): _encode(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple(_encode(v) for v in value)
    return str(value) if isinstance(value, str) else value


def _decode(value: Any) -> Any:
    if isinstance(value, tuple):
        if len(value) == 3 and value[0] == "@":
            name, data = value[1], value[2]
            if name == "Severity":
                return Severity(data)
            if name == "date":
                return date.fromisoformat(data)
            if name == "FormTable":
                return FormTable(*data)
            return _CLASSES[name](*map(_decode, data))
        return tuple(_decode(v) for v in value)
    if isinstance(value, dict):
        return {k: _decode(v) for k, v in value.items()}
    return value
