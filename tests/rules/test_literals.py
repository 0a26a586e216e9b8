"""No match without one of the literals that an expression is said to require."""

from __future__ import annotations

import re

import pytest

from dilint.rules.literals import required
from dilint.rules.load import load

ACTS = [act for rule in load().rules for act in rule.params.get("acts", ())]


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"ОК\s*016\s*-\s*94", ("016",)),
        (r"\bОАО\b|\bЗАО\b", ("зао", "оао")),
        (r"(?:КЗоТ|кодекс)\w*", ("кзот", "кодекс")),
        (r"(?:абв)*где", ("где",)),
        (r"(?:абв)+г", ("абв",)),
        (r"абв|\d+", ()),
        (r"\w+", ()),
        (r"(?!абв)где", ("где",)),
        (r"(", ()),
    ],
)
def test_required(pattern: str, literals: tuple[str, ...]) -> None:
    assert required(pattern) == literals


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("руководствуется КЗОТ РФ", "КЗоТ"),
        ("постановлением Минтруда от 31 декабря 2002 г. № 85", "перечни должностей"),
        ("№ 1032-I «О занятости»", "О занятости"),
        ("ПОТ РМ-016-2001", "электроустановок"),
        ("взносы в фонд социального страхования", ""),
    ],
)
def test_a_reference_is_found_through_its_literals(text: str, title: str) -> None:
    found = [a for a in ACTS if re.search(a["pattern"], text, re.IGNORECASE)]
    assert any(title in a["title"] for a in found)
    for act in found:
        assert not act["literals"] or any(literal in text.lower() for literal in act["literals"])


def test_most_acts_need_no_regular_expression() -> None:
    assert all(act["literals"] for act in ACTS)
