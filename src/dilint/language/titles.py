"""The nominative of a post's name: «старшего кладовщика склада» → «старший кладовщик склада».

The head noun and the adjectives before it are put into the nominative, everything behind the head
stays as it is. Asked only where the document nowhere names the post in the nominative.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilint.language.morphology import Reading


def _goes_on(found: Sequence[Reading], head: Sequence[Reading], following: Sequence[Reading]) -> bool:
    """Whether an adjective leads to a later head; «заведующего складом» has none and is a head itself."""
    person = any(r.pos == "NOUN" and r.animate for r in following)
    substantive = any(r.pos == "PRTF" and not r.passive for r in found)
    later = person or any(r.pos in ("ADJF", "PRTF") for r in following)
    return later if substantive and not head else not head or person


def _agreeing(words: list[str], gender: str) -> list[str]:
    """«(агента) рекламного»: an adjective that ends the name or stands before a preposition agrees with its head."""
    from dilint.language.morphology import inflect, readings

    if not words or not any(r.pos == "ADJF" and r.case == "gent" and r.number == "sing" for r in readings(words[0])):
        return words
    if len(words) > 1 and not any(r.pos == "PREP" for r in readings(words[1])):
        return words
    return [inflect(words[0], "ADJF", gender), *words[1:]]


def nominative(title: str) -> str:
    """The post in the nominative; unchanged where no animate head noun is found."""
    from dilint.language.morphology import inflect, readings

    words = title.split()
    for i, word in enumerate(words):
        parts = word.split("-")
        found = readings(parts[0])
        head = [
            r
            for r in found
            if r.pos == "NOUN" and r.animate and r.case in ("gent", "accs", "nomn") and r.number == "sing"
        ]
        following = readings(words[i + 1].split("-")[0]) if i + 1 < len(words) else ()
        adjective = any(r.pos in ("ADJF", "PRTF") for r in found)
        if adjective and _goes_on(found, head, following):
            continue
        if not head and any(r.pos == "PRTF" and not r.passive and r.case == "gent" for r in found):
            return " ".join([*(inflect(w, "ADJF", "masc") for w in words[: i + 1]), *words[i + 1 :]])
        if not head:
            return title
        if any(r.case == "nomn" for r in found[:1]) and i == 0:
            return title
        gender = head[0].gender
        done = [inflect(w, "ADJF", gender) for w in words[:i]]
        done.append("-".join(inflect(part, "NOUN", "") for part in parts))
        return " ".join([*done, *_agreeing(words[i + 1 :], gender)])
    return title
