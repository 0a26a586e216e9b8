"""Is this line a heading, and of which kinds: words first, look and numbering as witnesses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dilint.model import SectionKind
from dilint.outline.lines import Draft
from dilint.outline.vocabulary import HEAD_WORDS, HEADINGS, JOINED, OTHER, QUESTION, has_verb

MAX_CHARS = 130
MAX_WORDS = 14
MAX_CORRECTED = 4  # words of a heading that is read in spite of a slip of the pen
_RUN_IN_HEADING = re.compile(
    r"^(?P<head>(?:общие положения|должностные обязанности|функциональные обязанности|"
    r"обязанности|права|ответственность|должен знать|требования к квалификации))"
    r"(?P<sep>\s*[.:]\s+|\s+)(?=\S)"
)
_TOP = re.compile(r"^(?:[IVXІХ]+[.)]?|\d{1,2}[.)]?|раздел\s.*|глава\s.*|§.*)$", re.IGNORECASE)
_BRACKETED = re.compile(r"\d{1,2}\)")
PAGE = re.compile(r"[.\s…_]{2,}\d{1,3}$|\t\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Heading:
    """Kinds (("other",) for a section that is none of the six) and how sure that is, 0..1."""

    kinds: tuple[SectionKind, ...]
    confidence: float
    run_in: int = 0  # length of a heading that runs into the text of its line


def classify(draft: Draft, following: str = "") -> Heading | None:
    """The heading that a line is, or begins with; None for a clause. `following` is the next line, folded."""
    folded = PAGE.sub("", draft.folded).strip()
    if not folded or draft.line.text.rstrip().endswith((";", ",")):
        return None
    if len(folded) > MAX_CHARS or len(folded.split()) > MAX_WORDS:
        return _run_in(draft)
    bare = folded.rstrip(" .:?")
    look = _look(draft)
    kinds = _kinds(bare)
    if not kinds and look and len(bare.split()) <= MAX_CORRECTED:
        bare = _corrected(bare)
        kinds = _kinds(bare)
    asks = bool(QUESTION.match(bare)) and (look > 0 or folded.endswith("?"))
    if kinds and (asks or not has_verb(bare)) and _noun_phrase(bare, kinds, look):
        confidence = min(1.0, 0.55 + 0.15 * look)
        if folded.endswith(":") and look < 2 and draft.line.depth not in (None, 0):
            return None
        bracketed = bool(draft.block.bold and draft.alone and _BRACKETED.fullmatch(draft.line.label))
        if draft.line.depth is not None and draft.line.depth > 0 and look < 2 and not bracketed:
            return None
        return Heading(kinds, confidence)
    run_in = _run_in(draft)
    if run_in is not None:
        return run_in
    if look >= 3 and not has_verb(bare) and len(bare) > 3 and not draft.block.cell:
        return Heading(("other",), 0.6)
    if look >= 2 and OTHER.match(bare) and not has_verb(bare):
        return Heading(("other",), 0.7)
    return None


def _look(draft: Draft) -> int:
    """How much a line looks like a heading: style, bold, caps, centred, a top-level number."""
    block, line = draft.block, draft.line
    letters = [c for c in line.text if c.isalpha()]
    caps = (bool(letters) and all(c.isupper() for c in letters)) or (block.caps and draft.alone)
    score = 0
    if draft.alone:
        score += 2 * bool(block.heading) + bool(block.bold) + bool(block.centered)
    score += 2 * caps
    if line.label and line.depth == 0 and _TOP.match(line.label):
        score += 1
    return score


def _kinds(bare: str) -> tuple[SectionKind, ...]:
    found: list[SectionKind] = [kind for kind, pattern in HEADINGS.items() if pattern.match(bare)]
    if "duties" in found and "responsibility" in found:
        found.remove("responsibility" if bare.startswith("зона ") else "duties")
    if not found:
        return ()
    found += [kind for kind, pattern in JOINED.items() if kind not in found and pattern.search(bare)]
    return tuple(found)


def _corrected(bare: str) -> str:
    """A heading with one slip a word put right: «обязаности», «отвественность», «парва»."""
    return " ".join(next((w for w in HEAD_WORDS if _slip(word, w)), word) for word in bare.split())


def _slip(word: str, meant: str) -> bool:
    """Whether two words differ by one letter left out, put in, put wrong, or by two swapped; short ones by a swap only."""
    if word == meant or abs(len(word) - len(meant)) > 1:
        return word == meant
    at = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    if word[at : at + 2] == meant[at : at + 2][::-1] and word[at + 2 :] == meant[at + 2 :]:
        return True
    if len(meant) < 8 and not (len(word) == len(meant) and at > 0 and len(meant) > 4 and meant[0] == "о"):
        return False
    return word[at + 1 :] == meant[at + 1 :] or word[at:] == meant[at + 1 :] or word[at + 1 :] == meant[at:]


def _noun_phrase(bare: str, kinds: tuple[SectionKind, ...], look: int) -> bool:
    """Whether what follows the head word is still a heading: a post, «и …», not a clause."""
    match = next(
        m for kind in kinds if (m := HEADINGS[kind].match(bare) or JOINED.get(kind, HEADINGS[kind]).search(bare))
    )
    rest = bare[match.end() :].strip()
    if not rest:
        return True
    if kinds == ("responsibility",) and rest.startswith(("и ", ", ")):
        return False  # «ответственность и трудолюбие» is a virtue; joined sections have two kinds
    if kinds == ("responsibility",) and rest.startswith(("за ", "перед ")):
        return look >= 2
    if kinds == ("rights",) and rest.startswith(
        ("на ", "требовать", "получать", "человека", "доступа", "собственности")
    ):
        return False
    return look >= 1 or len(rest.split()) <= 4


def _run_in(draft: Draft) -> Heading | None:
    match = _RUN_IN_HEADING.match(draft.folded)
    if match is None or (draft.line.depth or 0) > 0:
        return None
    original = draft.line.text
    at = match.end()
    if "." not in match["sep"] and ":" not in match["sep"]:
        after = " ".join(original.split())[at : at + 1]
        if not after.isupper():
            return None
    kinds = _kinds(match["head"]) or ("general",)
    return Heading(kinds, 0.6, run_in=at)
