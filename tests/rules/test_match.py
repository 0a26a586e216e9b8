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
PERSONS: dict[str, list[str]] = {"person": [], "people": []}
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
        "boss": ["начальник"],
        "misact": ["ошибка"],
        "'спрос'": ["спрос"],
        **PERSONS,
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


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        ("misact > people@employee", "Отвечает за ошибки кассиров.", True),
        ("misact > people@employee", "Отвечает за ошибки кассира.", False),
        ("misact > people@employee", "Отвечает за ошибки поставщиков.", False),
        ("misact > person@junior", "Отвечает за ошибки кассира.", True),
        ("misact > person@junior", "Отвечает за ошибки начальника смены.", False),
        ("misact >1 person@junior", "Отвечает за ошибки начальника смены.", False),
        ("misact person@junior", "Из-за ошибки виновными действиями.", False),
        ("misact pay@boss", "За ошибку возмещает начальник.", True),
        ("misact pay@boss", "За ошибку возмещает кассир.", False),
    ],
)
def test_persons_and_superiors(pattern: str, text: str, hit: bool) -> None:
    assert bool(_matches(pattern, text)) is hit


def test_a_word_without_a_frame_says_nothing_of_whom_it_hits() -> None:
    assert _matches("pay|'спрос'@employee", "Спрос с поставщика.") == [(0, 1)]
