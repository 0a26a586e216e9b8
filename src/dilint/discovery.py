"""Which files to check: what is named, and every .docx in the folders that are named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

SUFFIXES = (".docx", ".docm")
#: Lock files of Word and LibreOffice.
LOCKS = ("~$", ".~lock")


def discover(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files in the order named; folders are searched in name order. Each file once, lock files never from folders."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_in_folder(path)))
        else:
            found.setdefault(path)
    return tuple(found)


def _in_folder(folder: Path) -> list[Path]:
    return sorted(
        p
        for p in folder.rglob("*")
        if p.suffix.lower() in SUFFIXES
        and not p.name.startswith(LOCKS)
        and not any(part.startswith(".") for part in p.relative_to(folder).parts[:-1])
        and p.is_file()
    )
