"""What is wrong with rule files, said in Russian and with the place, as compilers say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. `line` and `column` are 1-based, 0 where the file as a whole is meant."""

    path: str
    line: int
    column: int
    message: str
    source: str = ""  # the offending line

    def __str__(self) -> str:
        if not self.line:
            return f"{self.path}: {self.message}"
        head = f"{self.path}:{self.line}:{self.column}: {self.message}"
        if not self.source.strip():
            return head
        gutter = f"{self.line:>5} | "
        caret = " " * (len(gutter) - 2) + "| " + " " * (self.column - 1) + "^"
        return f"{head}\n{gutter}{self.source}\n{caret}"


class RuleError(Exception):
    """Rules that cannot be used. `str(error)` lists all problems, in the order of the files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def hint(word: str, known: Sequence[str]) -> str:
    """«, возможно, «…»» when one of `known` is spelt almost like `word`, else nothing."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; возможно, «{near[0]}»" if near else ""
