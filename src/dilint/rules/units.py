"""What a clause rule reads: a line with its lead-in and its continuation, and the way back.

«4.1. Работник несёт ответственность за: / – бой посуды …» is one statement to a lawyer. A unit
joins an item with the line that introduces it; a finding must touch the item itself and is
mapped back to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dilint.language.sentences import Sentence, sentences
from dilint.language.text import Normalised, normalise
from dilint.model import Line, Outline, SectionKind


@dataclass(frozen=True, slots=True)
class Unit:
    """`own` is the span of the item inside `text`; `line` the line that a finding is mapped to.

    A continuation (`tail`) is read with the line but findings are clipped to the line itself.
    """

    line: Line
    text: str
    own: tuple[int, int]
    kinds: tuple[SectionKind, ...]
    normalised: Normalised

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Cut anew each time: most units are passed over before anybody asks."""
        return sentences(self.normalised.text)

    def owned(self, sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
        """Span of the tokens `first:last` in the line's own text, None when they lie outside of it."""
        low, high = self.own
        inside = [
            span
            for i in range(first, last)
            if (span := self.normalised.span(sentence.starts[i], sentence.ends[i]))[0] >= low and span[1] <= high
        ]
        return (inside[0][0] - low, inside[-1][1] - low) if inside else None


def units(outline: Outline) -> Iterator[Unit]:
    """Every line that is a clause: no headings, tables of contents, or requisites."""
    requisites = {i for r in (*outline.approvals, *outline.acknowledgements, *outline.agreements) for i in r.lines}
    parents = {line.continues for line in outline.lines if line.continues is not None}
    introduces = {line.lead_in for line in outline.lines if line.lead_in is not None}
    for line in outline.lines:
        if line.heading or line.toc or line.index in requisites or not line.text.strip():
            continue
        if line.index == outline.title_line:
            continue
        section = outline.section_of(line.index)
        kinds = section.kinds if section else ("other",)
        yield _unit(line, outline, kinds, line.index in parents, line.index in introduces)


def _unit(line: Line, outline: Outline, kinds: tuple[SectionKind, ...], has_tail: bool, introduces: bool) -> Unit:
    before = ""
    if line.lead_in is not None:
        before = outline.lines[line.lead_in].text.rstrip(" ?!.:") + ": "
    elif line.continues is not None:
        before = outline.lines[line.continues].text.rstrip() + " "
    after = ""
    if has_tail and not introduces:
        after = " " + " ".join(other.text for other in outline.lines if other.continues == line.index)
    text = before + line.text + after
    return Unit(line, text, (len(before), len(before) + len(line.text)), kinds, normalise(text))
