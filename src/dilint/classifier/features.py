"""What the second reader sees of a clause: blocks of named features.

For the gate: `forms`, the words as written, and `bare`, the word classes of the lexicon. For the judge: `words`, runs
of one to three lemmas; `classes`, the word classes with their polarity, whom each predicate hits, and which party
stands behind which preposition; `pairs`, two classes in one sentence, each with its polarity; `company`, a lemma and
such a class in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from dilint.language.lexicon import mask_of, split_mask
from dilint.language.morphology import readings
from dilint.language.roles import NAMED, nouns, victims
from dilint.language.sentences import Sentence
from dilint.rules.match import Reading

Block = Literal["forms", "bare", "words", "classes", "pairs", "company"]
Features = Mapping[Block, frozenset[str]]
GATE: tuple[Block, ...] = ("forms", "bare")
JUDGE: tuple[Block, ...] = ("words", "classes", "pairs", "company")
_RUN = 3  # lemmas in the longest run
_PARTIES = frozenset(("employee", "employer", "third", "state"))


@dataclass(frozen=True, slots=True)
class Names:
    """Bits of the form table → class names, quoted atoms of patterns left out; frames by class."""

    classes: Mapping[int, str]
    frames: Mapping[str, Mapping[str, str]]


def names_of(bits: Mapping[str, int], frames: Mapping[str, Mapping[str, str]]) -> Names:
    """`bits` as in `FormTable.bits`."""
    return Names({bit: name for name, bit in bits.items() if not name.startswith("'")}, frames)


def gate_features(sentences: Iterable[Reading], names: Names) -> Features:
    """What can be told without morphology."""
    read = tuple(sentences)
    mask = 0
    for reading in read:
        mask |= reading.tagged.mask
    return {
        "forms": frozenset(word for reading in read for word in reading.sentence.words if word[0].isalnum()),
        "bare": frozenset(_classes(mask, names)),
    }


def judge_features(sentences: Iterable[Reading], names: Names, post: tuple[str, ...] = ()) -> Features:
    """All that is known of a clause; `post` are the words of the document's position."""
    blocks: dict[Block, set[str]] = {block: set() for block in JUDGE}
    for reading in sentences:
        lemmas = _lemmas(reading.sentence)
        blocks["words"] |= _runs(lemmas)
        signed = _signed(reading, names)
        for name, sign, _ in signed:
            blocks["classes"] |= {name, name + sign}
        blocks["classes"] |= _denied(reading) | _roles(reading, names, signed)
        present = sorted({name + sign for name, sign, _ in signed})
        blocks["pairs"] |= {f"{a}&{b}" for a, b in combinations(present, 2)}
        blocks["company"] |= {f"{word} {name}" for word in set(lemmas) if word[0].isalpha() for name in present}
        table = reading.parties.table
        blocks["classes"] |= {f"post:{name}" for word in post for name in _classes(mask_of(word, table), names)}
    return {block: frozenset(found) for block, found in blocks.items()}


def lemma(word: str) -> str:
    """The likeliest lemma; every number is «#», articles of the Code keep their three digits."""
    if word[0].isalpha():
        return readings(word)[0].lemma
    if word[0].isdigit():
        return "#" + word if len(word) == 3 and word.isdigit() else "#"
    return word


def _lemmas(sentence: Sentence) -> list[str]:
    """Signs and ends are left out, for they tell a list item from a sentence and no more."""
    return [lemma(word) for word in sentence.words if word[0].isalnum() or word == "%"]


def _runs(lemmas: Sequence[str]) -> set[str]:
    return {" ".join(lemmas[i : i + size]) for size in range(1, _RUN + 1) for i in range(len(lemmas) - size + 1)}


def _classes(mask: int, names: Names) -> list[str]:
    return [names.classes[bit] for bit in split_mask(mask) if bit in names.classes]


def _sign(reading: Reading, at: int) -> str:
    """Polarity of a token: «-» negated itself, «~» in a denied clause, «+» asserted."""
    if reading.negated[at]:
        return "-"
    return "~" if reading.denied[at] else "+"


def _signed(reading: Reading, names: Names) -> list[tuple[str, str, int]]:
    """(class, polarity, token) for every class of every token."""
    return [
        (name, _sign(reading, at), at)
        for at, mask in enumerate(reading.tagged.masks)
        if mask
        for name in _classes(mask, names)
    ]


def _denied(reading: Reading) -> set[str]:
    words = reading.sentence.words
    signs = ((words[at], _sign(reading, at)) for at in range(len(words)) if words[at][0].isalpha())
    return {f"{sign}{lemma(word)}" for word, sign in signs if sign != "+"}


def _roles(reading: Reading, names: Names, signed: Iterable[tuple[str, str, int]]) -> set[str]:
    found: set[str] = set()
    for name, sign, at in signed:
        if name not in names.frames:
            continue
        about = reading.about_at is not None and reading.about_at < at
        hit = victims(reading.sentence, at, names.frames[name], reading.parties, about) or {"nobody"}
        for party in hit - {NAMED}:
            found |= {f"{name}@{party}", f"{name}@{party}{sign}", f"@{party}{sign}"}
    for noun in nouns(reading.sentence, reading.parties):
        if noun.party in _PARTIES:
            found |= {f"{noun.party}:{noun.preposition}+{case}" for case in noun.cases}
    return found
