"""What a slot may cover and which predicates a duty verb takes along."""

from __future__ import annotations

import pytest

from dilint.language.lexicon import compile_forms
from dilint.language.roles import Parties
from dilint.language.sentences import sentences
from dilint.language.text import normalise
from dilint.rules.match import compile_pattern, find, read
from dilint.rules.pattern import parse

FRAMES = {"pay": {"active": "subject", "passive": "ablt", "nominal": "ablt", "null": "employee"}}
TABLE = compile_forms(
    {
        "full": ["полный", "полный стоимость"],
        "cost": ["стоимость"],
        "pay": ["возмещать(ся)", "возмещение"],
        "duty_about": ["вести", "проверять"],
        "employee": ["работник"],
        "third": ["поставщик"],
        "employer": ["организация"],
        "state": ["суд"],
    }
)


def _matches(pattern: str, text: str) -> list[tuple[int, int]]:
    (sentence,) = sentences(normalise(text).text)
    compiled = compile_pattern(parse(pattern, TABLE.bits), TABLE, FRAMES)
    return list(find(read(sentence, TABLE, Parties(TABLE)), compiled))


def test_a_phrase_leaves_its_words_to_other_slots() -> None:
    assert _matches("full cost", "Отвечает полной стоимостью.") == [(1, 3)]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Ведёт учёт инструмента и возмещает стоимость.", True),
        ("Проверяет возмещение стоимости.", False),
        ("Проверенный прибор, возмещение стоимости.", True),
        ("Проверяет, чтобы возместили стоимость.", False),
    ],
)
def test_only_what_a_duty_governs_is_about_others(text: str, hit: bool) -> None:
    assert bool(_matches("pay@employee cost", text)) is hit
