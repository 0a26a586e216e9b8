"""The nearest labelled clause: what an unjudged clause is said to resemble.

Nearness is the cosine over lemmas and pairs of neighbouring lemmas, each weighed by how rare it is. The rule is the one
that the nearest few vote for; the precedent shown is the nearest of that rule.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TABLE = "precedents.tsv.z"
_VOTES = 7


@dataclass(frozen=True, slots=True)
class Precedent:
    """A labelled unlawful clause: the rule it breaks, its text and its lemmas in order."""

    rule: str
    text: str
    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """`under[key]`: numbers of the precedents that have a lemma or a pair; `rarity[key]` its weight."""

    precedents: tuple[Precedent, ...]
    under: Mapping[str, Sequence[int]]
    rarity: Mapping[str, float]
    lengths: Sequence[float]


def index_of(precedents: Iterable[Precedent]) -> Index:
    kept = tuple(precedents)
    under: dict[str, list[int]] = defaultdict(list)
    keys = [_keys(p.lemmas) for p in kept]
    for number, found in enumerate(keys):
        for key in found:
            under[key].append(number)
    rarity = {key: math.log((len(kept) + 1) / len(numbers)) for key, numbers in under.items()}
    lengths = [math.sqrt(sum(rarity[key] ** 2 for key in found)) or 1.0 for found in keys]
    return Index(kept, under, rarity, lengths)


def nearest(index: Index, lemmas: Sequence[str]) -> Precedent | None:
    """The precedent that a clause with these lemmas resembles most; None where they share nothing."""
    dots: Counter[int] = Counter()
    for key in sorted(_keys(lemmas) & index.under.keys()):
        for number in index.under[key]:
            dots[number] += index.rarity[key] ** 2  # type: ignore[assignment]
    ranked = sorted(((dot / index.lengths[n], -n) for n, dot in dots.items()), reverse=True)[:_VOTES]
    if not ranked:
        return None
    votes: dict[str, float] = defaultdict(float)
    for near, n in ranked:
        votes[index.precedents[-n].rule] += near**2
    rule = max(sorted(votes), key=lambda name: votes[name])
    return next(index.precedents[-n] for _, n in ranked if index.precedents[-n].rule == rule)


def _keys(lemmas: Sequence[str]) -> set[str]:
    words = [word for word in lemmas if word[0].isalpha()]
    return {*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))}


def dump(precedents: Iterable[Precedent]) -> bytes:
    rows = sorted("\t".join((p.rule, p.text, " ".join(p.lemmas))) for p in precedents)
    return zlib.compress("\n".join(rows).encode(), 9)


def parse(data: bytes) -> tuple[Precedent, ...]:
    rows = (row.split("\t") for row in zlib.decompress(data).decode().split("\n"))
    return tuple(Precedent(rule, text, tuple(lemmas.split(" "))) for rule, text, lemmas in rows)


@lru_cache(maxsize=1)
def load() -> Index:
    """The precedents that dilint ships."""
    return index_of(parse(Path(__file__).with_name(TABLE).read_bytes()))
