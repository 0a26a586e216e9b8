"""Which patterns a sentence could fulfil at all: one look-up for each of its classes instead of a run of every pattern.

A pattern stands in the index under the classes of one of its terms only, the rarest one: a sentence without any of
them cannot fulfil it. What is left is asked for all its terms with one `&` each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dilint.language.lexicon import split_mask
from dilint.rules.match import Compiled, complete, possible


@dataclass(frozen=True, slots=True)
class Index:
    """`under[bit]`: numbers of the patterns that stand under a class; `keys` all those bits together."""

    patterns: tuple[Compiled, ...]
    under: Mapping[int, tuple[int, ...]]
    keys: int

    def candidates(self, mask: int) -> list[int]:
        """Numbers of the patterns that a sentence with these classes may fulfil, ascending."""
        return sorted({n for n in self._under(mask) if possible(self.patterns[n], mask)})

    def promises(self, mask: int) -> bool:
        """Whether any of several sentences may fulfil a pattern; `mask` holds the classes of all of them."""
        return any(complete(self.patterns[n], mask) for n in self._under(mask))

    def _under(self, mask: int) -> Iterator[int]:
        return (n for bit in split_mask(mask & self.keys) for n in self.under[bit])


def index_of(patterns: Sequence[Compiled]) -> Index:
    """Index patterns; every one has at least one term that must be there."""
    uses = Counter(bit for p in patterns for slot in p.slots for bit in split_mask(slot.mask))
    under: dict[int, list[int]] = defaultdict(list)
    for n, pattern in enumerate(patterns):
        key = min((slot.mask for slot in pattern.slots), key=lambda m: sum(uses[bit] for bit in split_mask(m)))
        for bit in split_mask(key):
            under[bit].append(n)
    keys = 0
    for bit in under:
        keys |= bit
    return Index(tuple(patterns), {bit: tuple(numbers) for bit, numbers in under.items()}, keys)
