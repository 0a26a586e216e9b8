"""Word classes compiled into form tables: which classes a token belongs to, without a parser.

Members of a class are lemmas («штраф»), lemmas with their reflexive («взыскивать(ся)»), nouns in the plural only
(«водитель(мн)»), stems («депремирован*»), exact forms («=счет»), numbers («19..80») or phrases of these («за =счет»).
Compilation expands every lemma to all its forms, so that homonyms are kept; at run time a token costs one look-up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dilint.language.sentences import Sentence

MAX_KNOWN = 100_000  # words that a table remembers
STEM_KEY = 4  # stems are bucketed by their first letters; shorter stems by what they have


Phrase = tuple[tuple[tuple[str, ...], ...], int]  # what must follow, and the classes it then gives
Known = tuple[int, tuple[Phrase, ...], int]  # a word's own classes, the phrases it may begin, all classes it can get


@dataclass(frozen=True, slots=True)
class FormTable:
    """`words`: form → bit mask of classes; `stems`: key → (stem, mask) pairs; `phrases`: first form → (rest, mask).

    `bits` gives the bit of every class. `rest` is a tuple of alternatives for each further word; an alternative that
    ends in "*" is a stem and the only one. `known` remembers words that were looked up, the rest is plain data.
    """

    bits: Mapping[str, int]
    words: Mapping[str, int]
    stems: Mapping[str, tuple[tuple[str, int], ...]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    known: dict[str, Known] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence with the class mask of each token.

    `lengths[i]` maps a class bit to the number of tokens it covers from i on, where that is more than one.
    """

    sentence: Sentence
    masks: tuple[int, ...]
    lengths: Mapping[int, Mapping[int, int]]
    mask: int  # all masks together


def compile_forms(classes: Mapping[str, Iterable[str]]) -> FormTable:
    """Expand every member of every class. Needs pymorphy3; done when rules are compiled."""
    bits: dict[str, int] = {}
    words: dict[str, int] = defaultdict(int)
    stems: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    phrases: dict[str, dict[tuple[tuple[str, ...], ...], int]] = defaultdict(lambda: defaultdict(int))
    for name, members in classes.items():
        bit = bits.setdefault(name, 1 << len(bits))
        for member in members:
            parts = [_alternatives(part) for part in member.split()]
            if len(parts) > 1:
                for first in parts[0]:
                    phrases[first][tuple(parts[1:])] |= bit
            else:
                for form in parts[0]:
                    if form.endswith("*"):
                        stems[form[:-1][:STEM_KEY]][form[:-1]] |= bit
                    else:
                        words[form] |= bit
    return FormTable(
        bits,
        dict(words),
        {key: tuple(found.items()) for key, found in stems.items()},
        {key: tuple(found.items()) for key, found in phrases.items()},
    )


def _alternatives(part: str) -> tuple[str, ...]:
    from dilint.language.morphology import forms

    part = part.lower().replace("ё", "е")
    if part.endswith("*"):
        return (part,)
    if part.startswith("="):
        return (part[1:],)
    if part.endswith("(мн)"):
        return tuple(sorted(forms(part[:-4], "plur")))
    if part.endswith("(ся)"):
        lemma = part[:-4]
        return tuple(sorted(forms(lemma) | forms(lemma + "ся")))
    if numbers := re.fullmatch(r"(\d+)\.\.(\d+)", part):
        return tuple(str(n) for n in range(int(numbers[1]), int(numbers[2]) + 1))
    if not re.match(r"[а-я]", part):
        return (part,)
    return tuple(sorted(forms(part)))


def tag(sentence: Sentence, table: FormTable) -> Tagged:
    """Look every token up. A phrase marks its first token."""
    words = sentence.words
    masks: list[int] = []
    lengths: dict[int, dict[int, int]] = {}
    for i, word in enumerate(words):
        mask, phrases, _ = look_up(word, table)
        for rest, bits in phrases:
            if _follows(words, i + 1, rest):
                mask |= bits
                found = lengths.setdefault(i, {})
                for single in split_mask(bits):
                    found[single] = max(found.get(single, 1), len(rest) + 1)
        masks.append(mask)
    total = 0
    for mask in masks:
        total |= mask
    return Tagged(sentence, tuple(masks), lengths, total)


def reach(words: Iterable[str], table: FormTable) -> int:
    """All classes that a text with these words can have, its phrases taken for granted."""
    mask = 0
    for word in words:
        mask |= look_up(word, table)[2]
    return mask


def look_up(word: str, table: FormTable) -> Known:
    """What is known of a single lower-cased word."""
    found = table.known.get(word)
    if found is None:
        if len(table.known) >= MAX_KNOWN:
            table.known.clear()
        own = most = mask_of(word, table)
        phrases = _phrases(word, table)
        for _, bits in phrases:
            most |= bits
        found = table.known[word] = (own, phrases, most)
    return found


def mask_of(word: str, table: FormTable) -> int:
    """Classes of a single lower-cased word; «фирма-подрядчик» is what either of its parts is."""
    if "-" in word:
        mask = _mask(word, table)
        for part in word.split("-"):
            if len(part) >= STEM_KEY:
                mask |= _mask(part, table)
        return mask
    return _mask(word, table)


def _mask(word: str, table: FormTable) -> int:
    mask = table.words.get(word, 0)
    for size in range(2, STEM_KEY + 1):
        for stem, bit in table.stems.get(word[:size], ()) if len(word) >= size else ():
            if word.startswith(stem):
                mask |= bit
    return mask


def _phrases(word: str, table: FormTable) -> tuple[Phrase, ...]:
    keys = [word, *(word[:n] + "*" for n in range(2, len(word) + 1))]
    return tuple(phrase for key in keys for phrase in table.phrases.get(key, ()))


def _follows(words: tuple[str, ...], at: int, rest: tuple[tuple[str, ...], ...]) -> bool:
    if at + len(rest) > len(words):
        return False
    for k, alternatives in enumerate(rest, at):  # noqa: SIM110  # the innermost loop of tagging
        if not _is(words[k], alternatives):
            return False
    return True


def _is(word: str, alternatives: tuple[str, ...]) -> bool:
    return word in alternatives or (alternatives[0][-1:] == "*" and word.startswith(alternatives[0][:-1]))


def split_mask(mask: int) -> Iterator[int]:
    """The single bits of a mask, lowest first."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
