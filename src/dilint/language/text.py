"""Normalising text for matching, with a map back to every original character.

What is folded, and why (research on real documents): soft hyphens and zero-width characters
break words; NBSP and tabs break phrases; «ё» and combining marks split one word into two
forms; Latin look-alikes typed inside Russian words hide them; letter-spaced headings
(«О Б Щ И Е») are one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

#: Latin letters (and the Ukrainian і) that look like Cyrillic ones.
LOOK_ALIKES = str.maketrans("ABCEHKMOPTXaceopxyiІі", "АВСЕНКМОРТХасеорхуиИи")
_PLAIN = re.compile(r"[ -~А-Яа-я№«»–—…“”„•·§°’]*\Z")
#: As plain, or folded one character to one.
_EVEN = re.compile(r"[ -~А-Яа-яЁё№«»–—…“”„•·§°’\t\n\r\u00a0\u202f\u2007\u2009\u2010\u2011\u2212\u2192\u21d2]*\Z")
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_FOLDED = {
    "\u00a0": " ",
    "\u202f": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "–",
    "\u2192": "—",  # «прогул → выговор»
    "\u21d2": "—",
    "ё": "е",
    "Ё": "Е",
}
_COMPOSED = {("и", "\u0306"): "й", ("И", "\u0306"): "Й", ("е", "\u0308"): "е", ("Е", "\u0308"): "Е"}
_ONE_TO_ONE = str.maketrans(_FOLDED)
_SEAM = re.compile(r"[A-Za-zІі][А-Яа-я]|[А-Яа-я][A-Za-zІі]")
_MIXED = re.compile(r"[A-Za-zА-Яа-яІі]*(?:[A-Za-zІі][А-Яа-я]|[А-Яа-я][A-Za-zІі])[A-Za-zА-Яа-яІі]*")
_SPACED = re.compile(r"(?<!\w)(?:[А-Яа-я] ){3,}[А-Яа-я](?!\w)")


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text[i]` came from `original[offsets[i]]`; `offsets[len(text)] == len(original)`."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that `text[start:end]` came from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=4096)
def normalise(original: str) -> Normalised:
    """Fold `original` for matching; case is kept. Never longer than the original."""
    offsets: Sequence[int] = range(len(original) + 1)
    if _PLAIN.match(original):
        text = original
    elif _EVEN.match(original):
        text = original.translate(_ONE_TO_ONE)
    else:
        text, offsets = _folded(original)
    if _SEAM.search(text):
        text = _MIXED.sub(_to_cyrillic, text)
    if not _SPACED.search(text):
        return Normalised(text, offsets)
    dropped = {i for m in _SPACED.finditer(text) for i in range(m.start() + 1, m.end(), 2)}
    kept = [i for i in range(len(text)) if i not in dropped]
    return Normalised("".join(text[i] for i in kept), [offsets[i] for i in kept] + [len(original)])


def _folded(original: str) -> tuple[str, list[int]]:
    """Character by character: some are dropped, some join the one before."""
    chars: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(original):
        if char in _DROPPED:
            continue
        folded = _FOLDED.get(char, char)
        if chars and (chars[-1], folded) in _COMPOSED:
            chars[-1] = _COMPOSED[chars[-1], folded]
            continue
        if unicodedata.combining(folded):
            continue  # stress marks
        chars.append(folded)
        offsets.append(i)
    offsets.append(len(original))
    return "".join(chars), offsets


def _to_cyrillic(match: re.Match[str]) -> str:
    word = match.group()
    folded = word.translate(LOOK_ALIKES)
    return word if re.search(r"[A-Za-z]", folded) else folded
