"""What a text must contain for a regular expression to match: found once, when rules are compiled.

Searching for a few literals in a document is a hundred times cheaper than compiling and running the
expressions. Uses the parser of the standard library's `re`; where that cannot be had, nothing is required.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

_TOO_MANY = 24  # alternatives: more of them cost as much as the expression


def required(pattern: str) -> tuple[str, ...]:
    """Lower-case literals one of which every match (ignoring case) contains; empty where none can be named."""
    try:
        parser = importlib.import_module("re._parser")
        found = _of_sequence(list(parser.parse(pattern)))
    except (ImportError, AttributeError, re.error):
        return ()
    return tuple(sorted(found)) if found and len(found) <= _TOO_MANY else ()


def _of_sequence(items: list[tuple[Any, Any]]) -> frozenset[str]:
    """The best of what the parts in a row require: the set whose shortest literal is the longest."""
    choices: list[frozenset[str]] = []
    run = ""
    for op, value in items:
        if str(op) == "LITERAL":
            run += chr(value).lower()
            continue
        choices.append(frozenset({run} if run else ()))
        run = ""
        choices.append(_of_item(str(op), value))
    choices.append(frozenset({run} if run else ()))
    return max(choices, key=lambda found: (min(map(len, found), default=0), -len(found)))


def _of_item(op: str, value: Any) -> frozenset[str]:
    if op == "SUBPATTERN":
        return _of_sequence(list(value[-1]))
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _of_sequence(list(value[-1]))
    if op == "BRANCH":
        branches = [_of_sequence(list(branch)) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()
