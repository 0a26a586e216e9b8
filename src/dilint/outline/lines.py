"""Blocks → lines: soft breaks and labels run into the text are structure, as in about half of real documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dilint.docx.labels import parse_label
from dilint.language.text import normalise
from dilint.model import Block, Line

#: «2.1. Руководит работой бригады. 2.2. Ведёт учёт»: the next number behind a full stop.
_RUN_IN = re.compile(r"(?<=[.;:!?])\s+(?=\d{1,2}\.\d{1,2}\.(?:\d{1,2}\.)?\s+[А-ЯЁ«])")
#: «ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ⇥⇥УТВЕРЖДАЮ»: two columns made with tabs.
_COLUMN = re.compile(
    r"(?<=\S)(?:\t[\t ]*| {6,})(?=(?:утвержда|утвержден|согласован|должностная инструкция))", re.IGNORECASE
)
#: «Запрещено: * сидеть * курить»: two or more bullets inside a paragraph.
_BULLETS = re.compile(r"(?<=\S)\s+(?=[*•▪·]\s+\S)")
_BULLET = re.compile(r"[*•▪·]")
_NUMBER = re.compile(r"\s\d{1,2}\.")
_ITEM = re.compile(r"(?<=\S)\s+(\d{1,2})\.\s+(?=[А-ЯЁ«])")
#: «… грязная одежда ________________ Контроль и отчётность»: rules drawn between parts of a document in one paragraph.
_DIVIDER = re.compile(r"\s_{8,}\s+(?=[А-ЯЁ\d•])")
_DIVIDED = 1000  # characters of a paragraph in which such lines are no places to sign
_ASKED = re.compile(r"\s*[^.!?:;]{5,80}\?(?=\s+[А-ЯЁ])")
_UNFINISHED = re.compile(r"[^.;:!?»)\s]\s*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A line under construction: its text folded for matching, and the block it stands in."""

    line: Line
    block: Block
    folded: str
    first: bool  # the first line of its block

    @property
    def alone(self) -> bool:
        """Whether the block's formatting (bold, centred, style) is this line's own."""
        return self.first


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Normalised, lower case, white space collapsed, outer punctuation of headings kept."""
    return " ".join(normalise(text).text.lower().split())


def draft_lines(blocks: Sequence[Block]) -> tuple[Draft, ...]:
    """Cut every block into lines; empty stretches are passed over. Offsets index the block's text."""
    drafts: list[Draft] = []
    for block in blocks:
        first = True
        for start, end in _stretches(block.text):
            text = block.text[start:end]
            body = start + len(text) - len(text.lstrip())
            label, source, skip = "", None, 0
            if first and block.label_source == "auto":
                label, source = block.label, "auto"
            else:
                label, skip = parse_label(block.text[body:end])
                source = "typed" if label else None
            body += skip
            stop = body + len(block.text[body:end].rstrip())
            if stop <= body and not label:
                continue
            line = Line(
                len(drafts),
                block.index,
                body,
                max(body, stop),
                block.text[body : max(body, stop)],
                label,
                source,  # type: ignore[arg-type]
                _depth(label, block if first and source == "auto" else None),
            )
            drafts.append(Draft(line, block, fold(line.text), first))
            first = False
    return tuple(drafts)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in text.split("\n"):
        for first, last in _divided(part) if part.strip() else ():
            inner = sorted({start + first + cut for cut in _cuts(part[first:last])})
            yield from pairwise([start + first, *inner, start + last])
        start += len(part) + 1


def _divided(part: str) -> list[tuple[int, int]]:
    """Stretches of a long paragraph between drawn rules; a question that opens one stands alone."""
    rules = list(_DIVIDER.finditer(part)) if len(part) > _DIVIDED and "________" in part else []
    if len(rules) < 3:
        return [(0, len(part))]
    found: list[tuple[int, int]] = []
    for first, last in zip((0, *(r.end() for r in rules)), (*(r.start() for r in rules), len(part)), strict=True):
        asked = _ASKED.match(part, first, last)
        edges = [first, asked.end(), last] if asked else [first, last]
        found += pairwise(edges)
    return found


def _cuts(part: str) -> Iterator[int]:
    """Where lines begin inside a paragraph. Most have nothing of what could begin one, and need no search for it."""
    if "\t" in part or "      " in part:
        yield from (m.end() for m in _COLUMN.finditer(part))
    if _BULLET.search(part):
        bullets = [m.end() for m in _BULLETS.finditer(part)]
        yield from bullets if len(bullets) > 1 else ()
    if _NUMBER.search(part):
        yield from (m.end() for m in _RUN_IN.finditer(part))
        yield from _enumeration(part)


def _enumeration(part: str) -> list[int]:
    """Where «1. … 2. … 3. …» inside a paragraph begins each item: three or more in sequence."""
    runs: list[list[int]] = []
    for match in _ITEM.finditer(part):
        number = int(match[1])
        if number == 1:
            runs.append([match.start(1)])
        elif runs and number == len(runs[-1]) + 1:
            runs[-1].append(match.start(1))
    return [at for run in runs if len(run) >= 3 for at in run]


def _depth(label: str, block: Block | None) -> int | None:
    """0 for «1.» and «IV.», 1 for «4.2.», and so on; letters and bullets are one below what is around them."""
    if not label:
        return None
    if block is not None and block.level is not None and "%" not in label:
        numbers = re.findall(r"\d+", label)
        return max(block.level, len(numbers) - 1) if numbers else block.level + (0 if block.level else 1)
    numbers = re.findall(r"\d+", label)
    if numbers:
        return len(numbers) - 1 if not label.endswith(")") or len(numbers) > 1 else 2
    if re.match(r"[IVXІХ]+", label) and not label.endswith(")"):
        return 0
    return 2


def unfinished(text: str) -> bool:
    """Whether a line stops in mid-sentence."""
    return bool(_UNFINISHED.search(text))
