"""A compiled rule set on disk: no YAML and no pydantic on the warm path.

What few runs need of a rule (patterns, guards, examples) stays encoded until somebody asks for it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from dilint import plain
from dilint.language.lexicon import FormTable
from dilint.model import Basis
from dilint.rules.index import Index
from dilint.rules.spec import Example, Guard, Lexicon, Pattern, Rule, Ruleset, Term

_KEPT = 8  # rule sets: every edit of a rule makes another
_LATER = frozenset(("patterns", "unless", "bad", "good"))
_PLAIN = (FormTable, Index)  # by far the most of the data, and nothing to decode in it
_CLASSES: Mapping[str, type] = {
    c.__name__: c for c in (Basis, Example, FormTable, Guard, Index, Lexicon, Pattern, Rule, Ruleset, Term)
}


def load_compiled(path: Path, digest: str) -> Ruleset | None:
    """A stored rule set, None where there is none that fits. A damaged file counts as none."""
    ruleset = plain.load(path, digest, _CLASSES)
    return ruleset if isinstance(ruleset, Ruleset) else None


def save_compiled(path: Path, digest: str, ruleset: Ruleset) -> None:
    """Store a rule set, and forget the oldest of many."""
    plain.save(path, digest, plain.encode(ruleset, _LATER, _PLAIN))
    with contextlib.suppress(OSError):
        kept = sorted(path.parent.glob("rules-*.bin"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
