"""Headings, lead-ins and prose → sections, and a verdict for each of the six required parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dilint.model import REQUIRED_KINDS, Line, Requisite, Section, SectionKind, SectionStatus
from dilint.outline.headings import PAGE, Heading, classify
from dilint.outline.lines import Draft
from dilint.outline.vocabulary import LEAD_INS, PROSE

_TOC_RUN = 3  # so many headings in a row with nothing between them are a table of contents


def find_headings(drafts: Sequence[Draft], skipped: frozenset[int]) -> dict[int, Heading]:
    """Headings by line index, tables of contents left out (see `toc_lines`)."""
    found: dict[int, Heading] = {}
    for i, draft in enumerate(drafts):
        if i in skipped or draft.block.story in ("header", "footer"):
            continue
        heading = classify(draft, drafts[i + 1].folded if i + 1 < len(drafts) else "")
        if heading is not None:
            found[i] = heading
    return found


def toc_lines(drafts: Sequence[Draft], headings: Mapping[int, Heading]) -> frozenset[int]:
    """Lines of a table of contents: under «Содержание», or a run of headings all of which come again."""
    toc: set[int] = {i for run in _paged_runs(drafts, headings) for i in run}
    last: dict[str, int] = {_key(drafts[i]): i for i in sorted(headings)}
    run: list[int] = []
    for i in range(len(drafts) + 1):
        is_style = i < len(drafts) and (drafts[i].block.style or "").lower().startswith(("toc ", "оглавление "))
        if is_style:
            toc.add(i)
        if i in headings and (not run or run[-1] == i - 1):
            run.append(i)
            continue
        repeated = [k for k in run if last.get(_key(drafts[k]), k) > k]
        if len(run) >= _TOC_RUN and len(repeated) >= len(run) - 1:
            toc.update(repeated)
        run = [i] if i in headings else []
    return frozenset(toc)


def _paged_runs(drafts: Sequence[Draft], headings: Mapping[int, Heading]) -> Iterator[list[int]]:
    """Neighbouring headings that end in page numbers: a table of contents, even of sections that are not there."""
    run: list[int] = []
    for i in range(len(drafts) + 1):
        if i in headings and PAGE.search(drafts[i].line.text):
            run.append(i)
        else:
            if len(run) >= _TOC_RUN:
                yield run
            run = []


def _key(draft: Draft) -> str:
    return draft.folded.rstrip(" .:0123456789\t…_")


def build_sections(
    drafts: Sequence[Draft], headings: Mapping[int, Heading], body_end: int, lead_in_kinds: bool = True
) -> tuple[Section, ...]:
    """Cut the lines into sections at headings; a lead-in opens a section of a kind that has no heading."""
    opened = dict(headings)
    have = {kind for heading in headings.values() for kind in heading.kinds}
    evidence: dict[int, str] = {}
    if lead_in_kinds:
        for i, draft in enumerate(drafts[:body_end]):
            if i in opened or not draft.folded.rstrip().endswith((":", "за", ": за")):
                continue
            kind = next((k for k, p in LEAD_INS.items() if k not in have and p.search(draft.folded)), None)
            if kind is not None and i + 1 < len(drafts):
                opened[i] = Heading((kind,), 0.6)
                evidence[i] = "lead-in"
                have.add(kind)
    starts = sorted(i for i in opened if i < body_end)
    sections: list[Section] = []
    for n, start in enumerate(starts):
        last = (starts[n + 1] if n + 1 < len(starts) else body_end) - 1
        heading, draft = opened[start], drafts[start]
        lead_in = evidence.get(start) == "lead-in"
        content = last > start or heading.run_in or lead_in or heading.kinds == ("acknowledgement",)
        sections.append(
            Section(
                heading.kinds,
                start,
                last,
                None if lead_in else _heading_text(draft, heading),
                None if lead_in else start,
                _address(draft, n),
                "lead-in" if lead_in else "heading",
                heading.confidence,
                not content,
            )
        )
    return _merge_subsections(tuple(sections), drafts)


def _heading_text(draft: Draft, heading: Heading) -> str:
    text = " ".join(draft.line.text.split())
    if heading.run_in:
        text = text[: heading.run_in].strip(" .:")
    return f"{draft.line.label} {text}".strip()


def _address(draft: Draft, n: int) -> str:
    label = draft.line.label.rstrip(".):")
    if label and draft.line.depth == 0:
        return f"раздел {label}" if not label.lower().startswith(("раздел", "глава", "§")) else label.lower()
    return f"раздел «{' '.join(draft.line.text.split()).rstrip('.:')[:60]}»"


def _merge_subsections(sections: tuple[Section, ...], drafts: Sequence[Draft]) -> tuple[Section, ...]:
    """An empty heading followed at once by another section is not empty when that one is a subsection of it."""
    result = list(sections)
    for i, section in enumerate(result[:-1]):
        if section.empty and section.heading_line is not None:
            after = drafts[result[i + 1].first].line
            depth = drafts[section.heading_line].line.depth
            same = set(result[i + 1].kinds) & set(section.kinds)
            if same or (after.depth or 0) > (depth or 0) or result[i + 1].kinds == ("other",):
                result[i] = replace(section, empty=False)
    return tuple(result)


def verdicts(
    lines: Sequence[Line],
    drafts: Sequence[Draft],
    sections: Sequence[Section],
    approvals: Sequence[Requisite],
    acknowledgements: Sequence[Requisite],
) -> dict[SectionKind, SectionStatus]:
    """present, merged, prose or absent for each required part."""
    result: dict[SectionKind, SectionStatus] = {}
    for kind in REQUIRED_KINDS:
        if kind == "approval":
            result[kind] = "present" if approvals else "absent"
        elif kind == "acknowledgement":
            result[kind] = "present" if acknowledgements else "absent"
            if not acknowledgements and any("acknowledgement" in s.kinds for s in sections):
                result[kind] = "present"
        else:
            result[kind] = _status(kind, lines, drafts, sections)
    return result


def _status(
    kind: SectionKind, lines: Sequence[Line], drafts: Sequence[Draft], sections: Sequence[Section]
) -> SectionStatus:
    own = [s for s in sections if kind in s.kinds]
    if any(len(s.kinds) == 1 and s.evidence == "heading" for s in own):
        return "present"
    if any(len(s.kinds) > 1 for s in own):
        return "merged"
    if own:
        return "prose"
    pattern = PROSE.get(kind)
    if pattern is not None and any(pattern.search(d.folded) for d in drafts if not d.line.toc):
        return "prose"
    return "absent"
