"""outline(document) → Outline: lines, sections, requisites, title, position and kind of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dilint.model import Block, Document, Line, Outline, Section
from dilint.outline.address import addresses
from dilint.outline.headings import Heading
from dilint.outline.kind import document_kind, is_template
from dilint.outline.lines import Draft, draft_lines, fold, unfinished
from dilint.outline.requisites import find_acknowledgements, find_agreements, find_approvals
from dilint.outline.sections import build_sections, find_headings, toc_lines, verdicts
from dilint.outline.title import find_employer, find_position, find_title, title_text
from dilint.outline.vocabulary import QUESTION

__all__ = ["outline", "split", "understand"]

#: «Должностная инструкция разработана в соответствии с …» is a clause, not a title.
_SHORT = 90  # characters of a line that introduces a list without a colon
_SENTENCE = re.compile(r"разработан|составлен|является|определяет|должна|регламентир|пересматрива|вступает|действует")


def understand(document: Document) -> tuple[tuple[Document, Outline], ...]:
    """Every job description in a file with its outline: `outline` of each part of `split`, lines cut once."""
    drafts = draft_lines(document.blocks)
    parts = _split(document, drafts)
    if len(parts) == 1:
        return ((document, _outline(drafts)),)
    return tuple((part, outline(part)) for part in parts)


def outline(document: Document) -> Outline:
    """Understand a document. Linear in its size; never fails on any text."""
    return _outline(draft_lines(document.blocks))


def running_lines(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """Lines of text that has no sections: items still know their lead-in, broken lines what they continue."""
    drafts = draft_lines(blocks)
    return _link(drafts, (), frozenset(), {}, [""] * len(drafts))


def _outline(drafts: Sequence[Draft]) -> Outline:
    headings = find_headings(drafts, frozenset())
    toc = toc_lines(drafts, headings)
    headings = {i: h for i, h in headings.items() if i not in toc}
    body_start = min((i for i, h in headings.items() if h.kinds != ("other",)), default=len(drafts))
    title = find_title(drafts, toc, body_start)
    if title is not None and title in headings:
        del headings[title]
        body_start = min((i for i, h in headings.items() if h.kinds != ("other",)), default=len(drafts))
    approvals = find_approvals(drafts, body_start)
    acknowledgements = find_acknowledgements(drafts)
    agreements = find_agreements(drafts)
    requisite_lines = {i for r in (*approvals, *acknowledgements, *agreements) for i in r.lines}
    headings = {
        i: h
        for i, h in headings.items()
        if (i not in requisite_lines or h.kinds != ("other",)) and (i >= body_start or h.kinds != ("other",))
    }
    body_end = _body_end(drafts, headings, requisite_lines, -1 if title is None else title)
    sections = build_sections(drafts, headings, body_end)
    lines = _link(drafts, sections, toc, headings, addresses(drafts, sections))
    statuses = verdicts(lines, drafts, sections, approvals, acknowledgements)
    kind, reason = document_kind(
        drafts, title, sections, statuses, {i for r in (*approvals, *agreements) for i in r.lines}
    )
    dated = next((e.value for r in approvals for n, e in r.elements.items() if n == "date" and e.value), None)
    return Outline(
        kind,
        reason,
        lines,
        sections,
        statuses,
        title=title_text(drafts, title, body_start),
        title_line=title,
        position=find_position(drafts, title, body_start),
        template=is_template(drafts, {i for r in (*acknowledgements, *agreements) for i in r.lines}),
        approvals=approvals,
        acknowledgements=acknowledgements,
        agreements=agreements,
        approved_on=dated,
        employer=find_employer(drafts),
    )


def split(document: Document) -> tuple[Document, ...]:
    """One document for each job description in a file; most files hold one.

    A new one begins at a line that is titled «Должностная инструкция» after a section on
    responsibility or acknowledgement has passed.
    """
    return _split(document, draft_lines(document.blocks))


def _split(document: Document, drafts: Sequence[Draft]) -> tuple[Document, ...]:
    cuts: list[int] = []
    closed = False
    seen_title = False
    for i, draft in enumerate(drafts):
        text = draft.folded
        if len(text) < 60 and text.startswith(
            ("ответственность", "с инструкцией ознакомлен", "с должностной инструкцией")
        ):
            closed = True
        if text.startswith("должностная инструкция") and len(text) < 160 and draft.block.story == "body":
            if seen_title and closed and not _SENTENCE.search(text) and _has_duties(drafts[i + 1 :]):
                cuts.append(_before_title(drafts, i))
                closed = False
            seen_title = True
    if not cuts:
        return (document,)
    edges = [0, *(drafts[c].block.index for c in cuts), len(document.blocks)]
    return tuple(_part(document, a, b) for a, b in pairwise(edges))


def _has_duties(drafts: Sequence[Draft]) -> bool:
    return any("обязанности" in d.folded and len(d.folded) < 80 for d in drafts)


def _before_title(drafts: Sequence[Draft], i: int) -> int:
    """The approval block that stands before a title belongs to the same instruction."""
    for k in range(max(0, i - 14), i):
        if drafts[k].folded.startswith("утвержд"):
            return k
    return i


def _part(document: Document, first: int, last: int) -> Document:
    blocks = tuple(
        b._replace(index=b.index - first, host=None if b.host is None else max(0, b.host - first))
        for b in document.blocks[first:last]
    )
    return replace(document, blocks=blocks)


def _body_end(drafts: Sequence[Draft], headings: dict[int, Heading], requisites: set[int], title: int) -> int:
    """Sections end where the closing requisites begin: behind the last heading, or the title where there is none."""
    last_heading = max((i for i in headings), default=title)
    for i in range(last_heading + 1, len(drafts)):
        if i in requisites:
            return i
    return len(drafts)


def _link(
    drafts: Sequence[Draft],
    sections: Sequence[Section],
    toc: frozenset[int],
    headings: dict[int, Heading],
    where: Sequence[str],
) -> tuple[Line, ...]:
    """Say of every line what it continues and which lead-in it is an item of."""
    result: list[Line] = []
    lead: int | None = None
    starts = {s.first for s in sections}
    for i, draft in enumerate(drafts):
        line = draft.line
        is_heading = i in headings and not headings[i].run_in
        if i in starts:
            lead = None
        continues = lead_in = None
        previous = result[-1] if result else None
        if lead is not None and not is_heading and _is_item(result[lead], line, previous):
            lead_in = lead
        elif lead is not None:
            lead = None
        if (
            lead_in is None
            and previous is not None
            and previous.block == line.block
            and not line.label
            and not previous.heading
            and unfinished(previous.text)
            and line.text[:1].islower()
        ):
            continues = previous.index
        opens = line.text.rstrip().endswith((":", ": -")) or _opens_list(draft, drafts[i + 1 : i + 2])
        if opens and not (is_heading and lead_in is None and not _opens_list(draft, drafts[i + 1 : i + 2])):
            lead = i
        result.append(
            replace(line, continues=continues, lead_in=lead_in, heading=is_heading, toc=i in toc, address=where[i])
        )
    return tuple(_answering(result))


def _answering(lines: list[Line]) -> list[Line]:
    """Items answer a question asked right above their lead-in: «За что могут уволить? / Недопустимы: / – …»."""
    asked = {
        k.index + 1: k.index
        for k in lines
        if k.heading and (k.text.rstrip().endswith("?") or QUESTION.match(fold(k.text)))
    }
    if not asked:
        return lines
    return [
        replace(line, lead_in=asked[line.lead_in]) if line.lead_in in asked else line  # type: ignore[index]
        for line in lines
    ]


def _opens_list(draft: Draft, following: Sequence[Draft]) -> bool:
    """A short line without a number and without a full stop above a bulleted one introduces it."""
    if not following or draft.line.label or len(draft.folded) > _SHORT or draft.folded.endswith((".", ";", ",")):
        return False
    return bool(re.match(r"[–—•·▪*-]", following[0].line.label)) and bool(draft.folded)


def _numbered(line: Line) -> bool:
    return any(c.isdigit() for c in line.label)


def _is_item(lead: Line, line: Line, previous: Line | None) -> bool:
    """Whether a line is still an item of a list that `lead` opened."""
    if previous is not None and line.label:
        if previous.index == lead.index and _numbered(line) != _numbered(lead):
            return True
        if previous.lead_in == lead.index and previous.label and _numbered(line) == _numbered(previous):
            return line.depth == previous.depth or (line.depth or 0) > (lead.depth or 0)
    if line.label and lead.label and line.label_source == lead.label_source and line.depth == lead.depth:
        return False
    if line.depth is not None and lead.depth is not None:
        return line.depth > lead.depth
    if line.label:
        return True
    first = line.text[:1]
    if previous is not None and previous.index != lead.index and previous.text.rstrip().endswith("."):
        return False
    return (
        first.islower()
        or line.text.rstrip().endswith((";", ","))
        or (previous is not None and previous.index == lead.index)
    )
