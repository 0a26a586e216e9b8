"""The nominative of a post's name: «старшего кладовщика склада» → «старший кладовщик склада».

The head noun and the adjectives before it are put into the nominative, everything behind the head
stays as it is. Asked only where the document nowhere names the post in the nominative.
"""

from __future__ import annotations


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
        if adjective and (not head or any(r.pos == "NOUN" and r.animate for r in following)):
            continue
        if not head:
            return title
        if any(r.case == "nomn" for r in found[:1]) and i == 0:
            return title
        gender = head[0].gender
        done = [inflect(w, "ADJF", gender) for w in words[:i]]
        done.append("-".join(inflect(part, "NOUN", "") for part in parts))
        return " ".join([*done, *words[i + 1 :]])
    return title
