"""Tokens, sentences and clauses of legal Russian.

A sentence is the window in which a pattern must match; a clause (a run of tokens between
strong boundaries inside the sentence) is the scope of a negation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"[а-я]/[а-я](?!\w)"  # з/п, т/с
    r"|[А-Яа-яA-Za-z]+(?:-[А-Яа-яA-Za-z]+)*"
    r"|\d+(?:[.,]\d+)*"
    r"|[^\s\w]",
    re.IGNORECASE,
)
#: Words after which a full stop does not end a sentence.
_ABBREVIATIONS = frozenset(
    (
        "ст п пп ч абз гл разд подп см др пр т д е г гг руб тыс млн коп ул им и о к н тел стр рис табл прил "
        "зам нач гос мин проц "
    ).split()
)
#: A comma before one of these opens another clause.
_CONJUNCTIONS = frozenset(
    (
        "а но однако зато если что чтобы когда где куда поскольку причем хотя пока ибо либо так иначе кроме кто "
        "хоть даже пусть "
    ).split()
)
_RELATIVE = re.compile(r"котор|каков")
_STRONG = frozenset(";–—-→⇒=")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Parallel tuples, one entry a token; `starts`/`ends` index the normalised text.

    `words` are lower-cased. `clause[i]` numbers the clause that token i stands in.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    clause: tuple[int, ...]
    capital: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.words)


def vocabulary(text: str) -> set[str]:
    """The lower-cased tokens of normalised text, a tenth of the price of its sentences."""
    return {word.lower() for word in set(_TOKEN.findall(text))}


def sentences(text: str) -> tuple[Sentence, ...]:
    """Split normalised text. Every token belongs to exactly one sentence, in order."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    result: list[Sentence] = []
    first = 0
    for i, (word, _, _) in enumerate(tokens):
        last = i == len(tokens) - 1
        if last or (word in "!?…" and tokens[i + 1][0] not in "!?.)»") or (word == "." and _ends(tokens, i, first)):
            result.append(_sentence(tokens[first : i + 1]))
            first = i + 1
    return tuple(result)


def _ends(tokens: list[tuple[str, int, int]], i: int, first: int) -> bool:
    following = tokens[i + 1][0]
    if not (following[0].isupper() or following[0] in '«"(–—-•'):
        return False
    if i == first:
        return False
    before = tokens[i - 1][0]
    if before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isalpha()):
        return False
    return not (before[0].isdigit() and tokens[i][1] == tokens[i - 1][2] and i - 1 == first)


def _sentence(tokens: list[tuple[str, int, int]]) -> Sentence:
    words = tuple(word.lower() for word, _, _ in tokens)
    clause: list[int] = []
    number = 0
    for i, word in enumerate(words):
        clause.append(number)
        strong = word in _STRONG and not (word == "-" and _glued(tokens, i))
        if strong or (word == "," and _opens(words[i + 1 : i + 3])):
            number += 1
    return Sentence(
        words,
        tuple(start for _, start, _ in tokens),
        tuple(end for _, _, end in tokens),
        tuple(clause),
        tuple(word[0].isupper() for word, _, _ in tokens),
    )


def _glued(tokens: list[tuple[str, int, int]], i: int) -> bool:
    """A hyphen without spaces around it (2-х, IT-отдел) is not a dash."""
    before = i > 0 and tokens[i - 1][2] == tokens[i][1]
    after = i + 1 < len(tokens) and tokens[i + 1][1] == tokens[i][2]
    return before and after


def _opens(following: tuple[str, ...]) -> bool:
    """Whether these words begin a clause: «если», «который», «о которой»."""
    if not following:
        return False
    if following[0] in _CONJUNCTIONS or _RELATIVE.match(following[0]):
        return True
    return len(following) == 2 and len(following[0]) <= 4 and _RELATIVE.match(following[1]) is not None
