"""The index passes over no pattern that a sentence fulfils."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dilint.language.lexicon import compile_forms, split_mask
from dilint.rules.index import index_of, possible
from dilint.rules.match import masks_of
from dilint.rules.pattern import parse

CLASSES = {name: (name,) for name in ("fine", "levy", "bonus", "loss", "court", "limit")}
TABLE = compile_forms({name: ("=" + name,) for name in CLASSES})
PATTERNS = [
    ((text, 0), *masks_of(parse(text, CLASSES), TABLE))
    for text in (
        "fine",
        "fine levy",
        "fine|loss >2 levy",
        "bonus -court",
        "levy bonus|loss -limit",
        "fine fine",
        "court limit levy",
    )
]


@given(st.sets(st.sampled_from(sorted(TABLE.bits))))
def test_candidates_are_exactly_the_possible_patterns(names: set[str]) -> None:
    mask = sum(TABLE.bits[name] for name in names)
    assert index_of(PATTERNS).candidates(mask) == [n for n, p in enumerate(PATTERNS) if possible(p[1], p[2], mask)]


def test_a_pattern_stands_under_the_rarest_of_its_terms() -> None:
    index = index_of(PATTERNS)
    (number,) = [n for n, p in enumerate(PATTERNS) if p[0][0] == "court limit levy"]
    assert [bit for bit, numbers in index.under.items() if number in numbers] == [TABLE.bits["court"]]


def test_a_mask_falls_into_its_bits() -> None:
    assert list(split_mask(0b10110)) == [0b10, 0b100, 0b10000]
    assert list(split_mask(0)) == []


@given(st.lists(st.sets(st.sampled_from(sorted(TABLE.bits))), max_size=3))
def test_what_a_sentence_may_fulfil_its_unit_promises(sentences: list[set[str]]) -> None:
    masks = [sum(TABLE.bits[name] for name in names) for names in sentences]
    together = 0
    for mask in masks:
        together |= mask
    index = index_of(PATTERNS)
    assert index.promises(together) or not any(index.candidates(mask) for mask in masks)
