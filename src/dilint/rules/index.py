"""Which patterns a sentence could fulfil at all: one look-up for each of its classes instead of a run of every pattern.

A pattern stands in the index under the classes of one of its terms only, the rarest one: a sentence without any of
them cannot fulfil it. What is left is asked for all its terms with one `&` each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dilint.language.lexicon import split_mask

Place = tuple[str, int]  # a rule's name, and which of its patterns


@dataclass(frozen=True, slots=True)
class Index:
    """Of pattern n: `places[n]` where it is, `masks[n]` one mask a term, `absent[n]` classes that must not be there.

    `under[bit]`: numbers of the patterns that stand under a class; `keys`: all those bits together. Plain data.
    """

    places: tuple[Place, ...]
    masks: tuple[tuple[int, ...], ...]
    absent: tuple[int, ...]
    under: Mapping[int, tuple[int, ...]]
    keys: int

    def candidates(self, mask: int) -> list[int]:
        """Numbers of the patterns that a sentence with these classes may fulfil, ascending."""
        return sorted({n for n in self._under(mask) if possible(self.masks[n], self.absent[n], mask)})

    def promises(self, mask: int) -> bool:
        """Whether any of several sentences may fulfil a pattern; `mask` holds the classes of all of them."""
        return any(possible(self.masks[n], 0, mask) for n in self._under(mask))

    def _under(self, mask: int) -> Iterator[int]:
        return (n for bit in split_mask(mask & self.keys) for n in self.under[bit])


def possible(masks: tuple[int, ...], absent: int, mask: int) -> bool:
    """Whether a sentence with these classes has one for every term, and none that must be absent."""
    if absent & mask:
        return False
    for term in masks:  # noqa: SIM110  # a generator would cost three times as much, thousands of times
        if not term & mask:
            return False
    return True


def index_of(patterns: Sequence[tuple[Place, tuple[int, ...], int]]) -> Index:
    """Index patterns, given as place, masks and absent classes; every one has at least one mask."""
    uses = Counter(bit for _, masks, _ in patterns for mask in masks for bit in split_mask(mask))
    under: dict[int, list[int]] = defaultdict(list)
    for n, (_, masks, _) in enumerate(patterns):
        key = min(masks, key=lambda mask: sum(uses[bit] for bit in split_mask(mask)))
        for bit in split_mask(key):
            under[bit].append(n)
    return Index(
        tuple(place for place, _, _ in patterns),
        tuple(masks for _, masks, _ in patterns),
        tuple(absent for _, _, absent in patterns),
        {bit: tuple(numbers) for bit, numbers in under.items()},
        sum(under),
    )
