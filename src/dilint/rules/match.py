"""Patterns against sentences: which tokens satisfy all terms, and why a candidate was dropped.

Patterns are compiled to class bits once; a sentence that lacks a required class is passed over with one
`&` per term. Morphology is only asked (lazily) where a term restricts the party.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dilint.language.lexicon import FormTable, Tagged, look_up, mask_of, tag
from dilint.language.morphology import readings
from dilint.language.polarity import denied, negated
from dilint.language.roles import PRONOUNS, UNKNOWN, Noun, Parties, modifies, nouns, victim, victims
from dilint.language.sentences import Sentence
from dilint.rules.index import possible
from dilint.rules.spec import PERSONS, Pattern, Term

MAX_SPAN = 45  # tokens from the first to the last matched one


@dataclass(frozen=True, slots=True)
class Slot:
    """A compiled term: class mask, and the frames of the predicates among its classes by bit."""

    mask: int
    term: Term
    frames: tuple[tuple[int, Mapping[str, str]], ...]
    persons: frozenset[str] = frozenset()  # those of `PERSONS` that it asks for

    @property
    def predicate(self) -> bool:
        return bool(self.frames)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready to run."""

    pattern: Pattern
    slots: tuple[Slot, ...]
    masks: tuple[int, ...]  # of the slots
    absent: int
    asserts: bool  # no predicate in it: every term itself must be asserted


class Reading:
    """A tagged sentence with what is only computed when asked: polarity and roles."""

    def __init__(self, tagged: Tagged, parties: Parties, about: int) -> None:
        self.tagged = tagged
        self.sentence: Sentence = tagged.sentence
        self.parties = parties
        self._about_bit = about

    def extended(self, words: tuple[str, ...]) -> Reading:
        """The same sentence with words added in a clause of their own."""
        sentence = self.sentence
        at = sentence.ends[-1] + 1 if sentence.ends else 0
        number = sentence.clause[-1] + 1 if sentence.clause else 0
        longer = Sentence(
            (*sentence.words, *words),
            (*sentence.starts, *(at for _ in words)),
            (*sentence.ends, *(at for _ in words)),
            (*sentence.clause, *(number for _ in words)),
            (*sentence.capital, *(False for _ in words)),
        )
        return Reading(tag(longer, self.parties.table), self.parties, self._about_bit)

    @cached_property
    def negated(self) -> tuple[bool, ...]:
        return negated(self.sentence)

    @cached_property
    def denied(self) -> tuple[bool, ...]:
        return denied(self.sentence)

    @cached_property
    def nouns(self) -> Mapping[int, Noun]:
        """Nouns that name a party, by their token."""
        return {noun.at: noun for noun in nouns(self.sentence, self.parties)}

    @cached_property
    def about_at(self) -> int | None:
        """Index of the duty verb that the sentence is about, if it has one."""
        words = self.sentence.words
        return next((i for i, m in enumerate(self.tagged.masks) if m & self._about_bit and _rules(words[i])), None)


def compile_pattern(
    pattern: Pattern, table: FormTable, frames: Mapping[str, Mapping[str, str]], guard: bool = False
) -> Compiled:
    """Turn atoms into class bits. Every atom is a class of the table (quoted ones by their quoted text).

    In a guard a bare word holds whether it is negated or not: «не возмещается по ст. 243» still cites it.
    """
    masks, absent = masks_of(pattern, table)
    present = [term for term in pattern.terms if not term.absent]
    slots = tuple(
        Slot(
            mask_of_term(term, table),
            term,
            tuple((table.bits[a], frames[a]) for a in term.atoms if a in frames),
            frozenset(PERSONS).intersection(term.atoms),
        )
        for term in present
    )
    explicit = any(s.predicate or s.term.polarity != "affirmed" for s in slots)
    return Compiled(pattern, slots, masks, absent, not explicit and not guard)


def masks_of(pattern: Pattern, table: FormTable) -> tuple[tuple[int, ...], int]:
    """The class mask of every term that must be there, and the classes that must not.

    A term that any person fulfils has no mask: words alone do not tell.
    """
    present = (t for t in pattern.terms if not t.absent and not set(PERSONS) & set(t.atoms))
    absent = 0
    for term in pattern.terms:
        absent |= mask_of_term(term, table) if term.absent else 0
    return tuple(mask_of_term(term, table) for term in present), absent


def mask_of_term(term: Term, table: FormTable) -> int:
    """The classes that a term asks for, one of which must be there."""
    mask = 0
    for atom in term.atoms:
        mask |= table.bits[atom]
    return mask


def read(sentence: Sentence, table: FormTable, parties: Parties, about: str = "duty_about") -> Reading:
    return Reading(tag(sentence, table), parties, table.bits.get(about, 0))


def find(reading: Reading, compiled: Compiled) -> Iterator[tuple[int, int]]:
    """Yield token spans (first, last + 1) of matches, leftmost first, at most one per first token."""
    if not possible(compiled.masks, compiled.absent, reading.tagged.mask):
        return
    seen: set[int] = set()
    for assignment in _assign(reading, compiled, 0, ()):
        first = min(at for at, _ in assignment)
        last = max(at + size for at, size in assignment)
        if last - first > MAX_SPAN or first in seen:
            continue
        seen.add(first)
        yield first, last


def _assign(
    reading: Reading, compiled: Compiled, k: int, chosen: tuple[tuple[int, int], ...]
) -> Iterator[tuple[tuple[int, int], ...]]:
    if k == len(compiled.slots):
        yield chosen
        return
    slot = compiled.slots[k]
    low, high = 0, len(reading.sentence)
    if slot.term.gap is not None and chosen:
        at, size = chosen[-1]
        low, high = at + size, min(high, at + size + slot.term.gap + 1)
    taken = {i for at, size in chosen for i in range(at, at + size)}
    for at in range(low, high):
        hit = reading.tagged.masks[at] & slot.mask
        if at in taken or not (hit or _named(reading, slot, at)) or not _holds(reading, compiled, slot, at, hit):
            continue
        for size in _sizes(reading, slot, at):
            yield from _assign(reading, compiled, k + 1, (*chosen, (at, size)))


def _sizes(reading: Reading, slot: Slot, at: int) -> tuple[int, ...]:
    """Tokens that the slot may cover from `at` on: its phrase, or the first word alone with the rest left to others."""
    lengths = reading.tagged.lengths.get(at, {})
    size = max((n for bit, n in lengths.items() if bit & slot.mask), default=1)
    alone = size > 1 and look_up(reading.sentence.words[at], reading.parties.table)[0] & slot.mask
    return (size, 1) if alone else (size,)


def _named(reading: Reading, slot: Slot, at: int) -> bool:
    """Whether the token is a noun that names somebody the slot asks for."""
    noun = reading.nouns.get(at) if slot.persons else None
    words = reading.sentence.words
    if noun is None or not noun.cases or noun.refused or words[at] in PRONOUNS:
        return False
    head = next((k for k in range(at + 1, len(words)) if not modifies(words[k])), at)
    if modifies(words[at]) and _agree(words[at], words[head]):
        return False  # «виновными действиями»
    if "person" not in slot.persons and not noun.plural:
        return False
    return not slot.term.party or bool({noun.party, _rank(reading, noun)} & set(slot.term.party))


def _agree(attribute: str, word: str) -> bool:
    """Whether the second word is a noun in a case, number and gender that the first may have."""
    own = {(r.case, r.number, r.gender) for r in readings(attribute)}
    return any(r.pos == "NOUN" and {(r.case, r.number, r.gender), (r.case, r.number, "")} & own for r in readings(word))


def _rank(reading: Reading, noun: Noun) -> str:
    """Of an employee: "boss" if he is a superior, else "junior"; in «начальник смены» the shift is neither."""
    if noun.party != "employee":
        return ""
    words, table = reading.sentence.words, reading.parties.table
    if mask_of(words[noun.at], table) & table.bits["boss"]:
        return "boss"
    head = next((k for k in range(noun.at - 1, -1, -1) if not modifies(words[k])), noun.at)
    return "" if noun.attribute and mask_of(words[head], table) & table.bits["boss"] else "junior"


def _holds(reading: Reading, compiled: Compiled, slot: Slot, at: int, hit: int) -> bool:
    return _polarity(reading, compiled, slot, at) and _party(reading, slot, at, hit)


def _polarity(reading: Reading, compiled: Compiled, slot: Slot, at: int) -> bool:
    wanted = slot.term.polarity
    if wanted == "any":
        return True
    is_negated = reading.negated[at]
    if wanted == "negated":
        return is_negated
    if wanted == "asserted":
        return not is_negated and not reading.denied[at]
    if slot.predicate:
        return not is_negated
    if compiled.asserts:
        return not is_negated and not reading.denied[at]
    return True


def _rules(word: str) -> bool:
    """Whether the word is a predicate: «проверяет», «проверять», not «проверенный»."""
    return readings(word)[0].pos in ("VERB", "INFN", "GRND")


def _finite(word: str) -> bool:
    """Whether the word is another act of the same person: «ведёт учёт, а недостачу возмещает», «хранит, возмещая»."""
    return readings(word)[0].pos in ("VERB", "GRND") and not word.endswith(("ся", "сь"))


def _independent(sentence: Sentence, at: int) -> bool:
    """Whether the verb tells of an act of its own, not of one that «следит, чтобы» is about."""
    clause = sentence.clause[at]
    wished = any(w in ("чтобы", "чтоб") and sentence.clause[i] == clause for i, w in enumerate(sentence.words[:at]))
    return _finite(sentence.words[at]) and not wished


def _party(reading: Reading, slot: Slot, at: int, hit: int) -> bool:
    wanted = slot.term.party
    if not wanted:
        return True
    frame = next((f for bit, f in slot.frames if bit & hit), None)
    if frame is None:
        return True  # a word that says nothing of whom it hits
    about = reading.about_at is not None and reading.about_at < at and not _independent(reading.sentence, at)
    found = victims(reading.sentence, at, frame, reading.parties, about)
    if "boss" in wanted:
        noun = victim(reading.sentence, at, frame, reading.parties)
        return noun is not None and _rank(reading, noun) == "boss"
    return bool(found & set(wanted)) or (UNKNOWN in found and "employee" in wanted)
