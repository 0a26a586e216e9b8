"""The nearest labelled clause: what an unjudged clause is said to resemble.

Nearness is the cosine over lemmas and pairs of neighbouring lemmas, each weighed by how rare it is. The rule is the one
that the nearest few vote for; the precedent shown is the nearest of that rule.
"""

from __future__ import annotations

import math
import zlib
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

from dilint.classifier.domains import Domain
from dilint.classifier.table import pack, unpack

_VOTES = 7
_SCALE = 100  # lengths are stored as whole hundredths


@dataclass(frozen=True, slots=True)
class Precedent:
    """A labelled unlawful clause: the rule it breaks and its text."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Index:
    """Inverted: the key with hash `keys[i]` stands in the precedents `under[starts[i]:starts[i + 1]]`.

    `lengths[n]` is the length of precedent `n` as a vector of rarities, in hundredths; `texts`, compressed, are rule
    and text of each, tab-separated, a line each.
    """

    keys: array[int]
    starts: array[int]
    under: array[int]
    lengths: array[int]
    texts: bytes


def index_of(precedents: Iterable[tuple[Precedent, Sequence[str]]]) -> Index:
    """The index of precedents with their lemmas; a pair that stands in a single one is left out."""
    kept = sorted(precedents, key=lambda pair: (pair[0].rule, pair[0].text))
    found: dict[int, list[int]] = defaultdict(list)
    for number, (_, lemmas) in enumerate(kept):
        for key in sorted(_keys(lemmas)):
            found[_hash(key)].append(number)
    words = {_hash(word) for _, lemmas in kept for word in lemmas}
    under = {key: sorted(set(numbers)) for key, numbers in found.items() if len(numbers) > 1 or key in words}
    squares = [0.0] * len(kept)
    for numbers in under.values():
        for number in numbers:
            squares[number] += _rarity(len(kept), len(numbers)) ** 2
    order = sorted(under)
    return Index(
        array("I", order),
        array("I", accumulate((len(under[key]) for key in order), initial=0)),
        array("H", (number for key in order for number in under[key])),
        array("H", (max(1, round(math.sqrt(square) * _SCALE)) for square in squares)),
        zlib.compress("\n".join(f"{p.rule}\t{p.text}" for p, _ in kept).encode(), 9),
    )


def nearest(index: Index, lemmas: Sequence[str]) -> Precedent | None:
    """The precedent that a clause with these lemmas resembles most; None where they share nothing."""
    dots: Counter[int] = Counter()
    for key in sorted(_keys(lemmas)):
        numbers = _under(index, key)
        weight = _rarity(len(index.lengths), len(numbers)) ** 2 if numbers else 0.0
        for number in numbers:
            dots[number] += weight  # type: ignore[assignment]
    ranked = sorted(((dot / index.lengths[n], -n) for n, dot in dots.items()), reverse=True)[:_VOTES]
    if not ranked:
        return None
    texts = zlib.decompress(index.texts).decode().split("\n")
    near = [(share, Precedent(*texts[-n].split("\t"))) for share, n in ranked]
    votes: dict[str, float] = defaultdict(float)
    for share, precedent in near:
        votes[precedent.rule] += share**2
    rule = max(sorted(votes), key=lambda name: votes[name])
    return next(precedent for _, precedent in near if precedent.rule == rule)


def _under(index: Index, key: str) -> Sequence[int]:
    wanted = _hash(key)
    at = bisect_left(index.keys, wanted)
    if at == len(index.keys) or index.keys[at] != wanted:
        return ()
    return index.under[index.starts[at] : index.starts[at + 1]]


def _rarity(all_: int, having: int) -> float:
    return math.log((all_ + 1) / having)


def _hash(key: str) -> int:
    return zlib.crc32(key.encode())


def _keys(lemmas: Sequence[str]) -> set[str]:
    words = [word for word in lemmas if word[0].isalpha()]
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


def dump(index: Index) -> bytes:
    return pack((index.keys, index.starts, index.under, index.lengths), index.texts)


def parse(data: bytes) -> Index:
    """Inverse of `dump`."""
    (keys, starts, under, lengths), texts = unpack(data)
    return Index(keys, starts, under, lengths, texts)


def file_of(domain: Domain) -> Path:
    """Where the precedents of a domain are kept."""
    return Path(__file__).with_name(f"{domain.name}-precedents.bin")


@lru_cache
def load(domain: Domain) -> Index:
    """The precedents that dilint ships."""
    return parse(file_of(domain).read_bytes())
