"""Which patterns a sentence could fulfil at all: one look-up for each of its classes instead of a run of every pattern.

A pattern stands in the index under the classes of one of its terms only, the rarest one: a sentence without any of
them cannot fulfil it. What is left is asked for all its terms with one `&` each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dilint.language.lexicon import split_mask
from dilint.rules.match import Compiled, possible


@dataclass(frozen=True, slots=True)
class Index:
    """`under[bit]`: numbers of the patterns that stand under a class; `keys` all those bits together."""

    patterns: tuple[Compiled, ...]
    under: Mapping[int, tuple[int, ...]]
    keys: int

    def candidates(self, mask: int) -> list[int]:
        """Numbers of the patterns whose every term has a class in `mask`, ascending."""
        numbers = {n for bit in split_mask(mask & self.keys) for n in self.under[bit]}
        return sorted(n for n in numbers if possible(self.patterns[n], mask))


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
