"""The pattern text of a rule: `fine levy@employee -'по суд'` → `Pattern`.

    pattern  = item+
    item     = [">" [N]] term            next term at most N tokens (0) after the one before
    term     = ["-"] [polarity] atom {"|" atom} ["@" party {"," party}]
    polarity = "да:" (asserted) | "не:" (negated) | "±:" (either)
    atom     = class name | "'" lemmas "'"

An atom in quotes keeps its quotes in `Term.atoms`: that is how lemmas and class names differ.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import get_args

from dilint.rules.errors import hint
from dilint.rules.spec import Hit, Pattern, Polarity, Term

PARTIES: tuple[str, ...] = get_args(Hit)
_POLARITY: dict[str, Polarity] = {"да:": "asserted", "не:": "negated", "±:": "any"}

_SPACE = re.compile(r"\s+")
_GAP = re.compile(r">(\d*)(?=\s|$)")
_PREFIX = re.compile(r"да:|не:|±:")
_ATOM = re.compile(r"'([^']*)'|([a-z][a-z0-9_]*)")
_PARTY = re.compile(r"[a-z]+")
_LEMMAS = re.compile(r"[^\s,]+(?:\s[^\s,]+)*")


class PatternError(ValueError):
    """A pattern that cannot be read; `column` is the 0-based offset of the mistake."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(message)
        self.column = column


def parse(text: str, classes: Collection[str] | None = None, *, name: str = "") -> Pattern:
    """Parse one pattern; with `classes`, names outside of it are errors.

    Raises `PatternError`.
    """
    terms: list[Term] = []
    gap: int | None = None
    gap_at = position = 0
    while True:
        if space := _SPACE.match(text, position):
            position = space.end()
        if position == len(text):
            break
        if match := _GAP.match(text, position):
            if gap is not None:
                raise PatternError(position, "два знака «>» подряд")
            if not terms:
                raise PatternError(position, "«>» стоит перед первым словом образца")
            gap, gap_at, position = int(match[1] or 0), position, match.end()
            continue
        term, position = _term(text, position, gap, classes)
        terms.append(term)
        gap = None
    if gap is not None:
        raise PatternError(gap_at, "после «>» ничего нет")
    if all(term.absent for term in terms):
        raise PatternError(0, "в образце нет ни одного слова, которое должно встретиться")
    return Pattern(text, tuple(terms), name)


def _term(text: str, position: int, gap: int | None, classes: Collection[str] | None) -> tuple[Term, int]:
    absent = text[position] == "-"
    if absent and gap is not None:
        raise PatternError(position, "отсутствующее слово («-») не может стоять после «>»")
    position += absent
    polarity: Polarity = "affirmed"
    if prefix := _PREFIX.match(text, position):
        polarity, position = _POLARITY[prefix.group()], prefix.end()
    atoms: list[str] = []
    while True:
        atom, position = _atom(text, position, classes)
        atoms.append(atom)
        if text[position : position + 1] != "|":
            break
        position += 1
    party: tuple[Hit, ...] = ()
    if text[position : position + 1] == "@":
        party, position = _parties(text, position + 1)
    if position < len(text) and not text[position].isspace():
        raise PatternError(position, f"лишний знак «{text[position]}»")
    return Term(tuple(atoms), polarity, party, gap, absent), position


def _atom(text: str, position: int, classes: Collection[str] | None) -> tuple[str, int]:
    match = _ATOM.match(text, position)
    if match is None:
        if text[position : position + 1] == "'":
            raise PatternError(position, "кавычка не закрыта")
        if re.match(r"[А-Яа-яЁё]", text[position:]):
            raise PatternError(position, "русские слова пишутся в кавычках: 'в размер'")
        raise PatternError(position, "ожидается имя класса или слова в кавычках")
    lemmas, word = match[1], match[2]
    if word is not None:
        if classes is not None and word not in classes:
            raise PatternError(position, f"неизвестный класс «{word}»{hint(word, sorted(classes))}")
        return word, match.end()
    if not _LEMMAS.fullmatch(lemmas):
        raise PatternError(position, "в кавычках — слова через один пробел")
    return match.group(), match.end()


def _parties(text: str, position: int) -> tuple[tuple[Hit, ...], int]:
    parties: list[Hit] = []
    while True:
        match = _PARTY.match(text, position)
        word = match.group() if match else ""
        known = next((p for p in get_args(Hit) if p == word), None)
        if known is None:
            raise PatternError(position, f"неизвестное лицо «{word}»; есть {', '.join(PARTIES)}")
        parties.append(known)
        position += len(word)
        if text[position : position + 1] != ",":
            return tuple(parties), position
        position += 1
