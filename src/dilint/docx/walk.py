"""One pass over the stories of a document: containers, tables, paragraphs → blocks in reading order.

Headers come first (an approval block may stand there), then the body, footers, footnotes and endnotes; a text
box follows the paragraph it hangs on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from dilint.docx.fields import whole_fields
from dilint.docx.inline import Inline, Reading, Revisions, read_paragraph
from dilint.docx.labels import parse_label
from dilint.docx.numbering import Label, Numbering
from dilint.docx.ooxml import (
    ALTERNATE,
    P_PR,
    P_STYLE,
    SDT,
    SDT_CONTENT,
    P,
    T,
    W,
    alternate,
    child_of,
    to_int,
    unfilled,
    val,
)
from dilint.docx.properties import PLAIN, paragraph_properties
from dilint.docx.styles import StyleTable
from dilint.docx.survey import Survey, survey
from dilint.docx.symbols import readable
from dilint.model import Block, Story, Unreadable

MAX_SPAN = 63  # columns of a table in Word
MAX_BLOCKS = 200_000
MAX_SECONDS = 30.0  # for one document

_TBL, _TR, _TR_PR, _TC, _TC_PR = W + "tbl", W + "tr", W + "trPr", W + "tc", W + "tcPr"
_WRAPPERS = frozenset((SDT_CONTENT, W + "customXml", W + "smartTag"))
_INSERTED, _DELETED = frozenset((W + "ins", W + "moveTo")), frozenset((W + "del", W + "moveFrom"))
Cell = tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class Walk:
    """State of the pass. `blocks` grows; counters are shared by all stories, as in Word."""

    styles: StyleTable
    numbering: Numbering
    revisions: Revisions
    blocks: list[Block] = field(default_factory=list)
    warnings: set[str] = field(default_factory=set)
    revised: bool = False  # tracked changes were met
    notes: list[tuple[str, str, int | None]] = field(default_factory=list)  # kind, id, host block
    tables: dict[Cell, int] = field(default_factory=dict)  # how many were met in a cell, () outside of tables
    paragraphs: int = 0
    deadline: float = field(default_factory=lambda: time.monotonic() + MAX_SECONDS)

    @property
    def final(self) -> bool:
        return self.revisions == "final"


class _Place(NamedTuple):
    """Where paragraphs are being read."""

    story: Story
    reading: Reading
    cell: Cell = ()
    host: int | None = None
    placeholder: bool = False


def walk_story(
    walk: Walk, root: etree._Element, story: Story, host: int | None = None, seen: Survey | None = None
) -> None:
    """Append the blocks of one story. Raises `Unreadable` past the limits."""
    found = seen or survey(root)
    fields = whole_fields(found.field_marks, root, walk.final)
    reading = Reading(walk.styles, walk.final, found, fields, walk.warnings)
    place = _Place(story, reading, host=host)
    _flush(walk, _container(walk, root, place), place)


def _container(walk: Walk, element: etree._Element, place: _Place, pending: Inline | None = None) -> Inline | None:
    """Read block-level content; returns text whose paragraph mark is deleted, for the next paragraph."""
    for child in element:
        tag = child.tag
        if tag == P:
            pending = _paragraph(walk, child, place, pending)
        elif tag == _TBL:
            _flush(walk, pending, place)
            pending = None
            _table(walk, child, place)
        elif tag in _WRAPPERS:
            pending = _container(walk, child, place, pending)
        elif tag == SDT:
            inner = place._replace(placeholder=True) if unfilled(child) else place
            for content in child.iterchildren(SDT_CONTENT):
                pending = _container(walk, content, inner, pending)
        elif tag == ALTERNATE:
            pending = _container(walk, alternate(child), place, pending)
        elif tag in _INSERTED or tag in _DELETED:
            walk.revised = True
            if (tag in _INSERTED) == walk.final:
                pending = _container(walk, child, place, pending)
        elif tag == W + "altChunk":
            walk.warnings.add("документ содержит вложенный фрагмент (altChunk): он не проверен")
        elif tag == W + "subDoc":
            walk.warnings.add("документ ссылается на вложенные документы: они не проверены")
    return pending


def _paragraph(walk: Walk, p: etree._Element, place: _Place, pending: Inline | None) -> Inline | None:
    walk.paragraphs += 1
    if walk.paragraphs % 1000 == 0:
        _check_limits(walk)
    properties, style_id = PLAIN, None
    p_pr = child_of(p, P_PR)
    if p_pr is not None:
        style_id = val(child_of(p_pr, P_STYLE))
        if p_pr in place.reading.seen.telling or walk.styles[style_id].centered:
            properties = paragraph_properties(p_pr, walk.final)
            style_id = properties.style
    style = walk.styles[style_id]
    if pending is None:
        if properties is PLAIN and style.num_id is None and len(p) == (p_pr is not None):
            return None  # an empty line
        inline = Inline(style, properties)
    else:
        inline = pending
        inline.style, inline.properties = style, properties
    read_paragraph(p, inline, place.reading, style)
    if properties.mark_gone:
        inline.deleted = inline.deleted or walk.final
        walk.revised = True
        return inline
    _emit(walk, inline, place)
    return None


def _check_limits(walk: Walk) -> None:
    if len(walk.blocks) > MAX_BLOCKS:
        raise Unreadable(f"в документе слишком много абзацев (предел {MAX_BLOCKS})")
    if time.monotonic() > walk.deadline:
        raise Unreadable(f"документ не удалось прочитать за {MAX_SECONDS:.0f} секунд")


def _flush(walk: Walk, pending: Inline | None, place: _Place) -> None:
    """Emit text with a deleted paragraph mark that no paragraph follows."""
    if pending is not None and (pending.pieces or pending.hidden or pending.boxes):
        _emit(walk, pending, place)


def _emit(walk: Walk, inline: Inline, place: _Place) -> None:
    properties, style = inline.properties, inline.style
    text = "".join([text for text, _ in inline.pieces])
    seen = bool(text) and not text.isspace()
    label = None
    if (properties.num_id or style.num_id) and (seen or not properties.mark_hidden):  # a hidden item is not counted
        label = walk.numbering.label(properties.num_id, properties.ilvl, style)
    index = len(walk.blocks)
    if seen or inline.hidden:
        walk.blocks.append(_block(index, readable(text), inline, label, place))
    if inline.inserted or inline.deleted:
        walk.revised = True
    if inline.notes or inline.boxes:
        host = place.host
        if host is None and walk.blocks and walk.blocks[-1].story == place.story:
            host = len(walk.blocks) - 1
        walk.notes += [(kind, note, host) for kind, note in inline.notes]
        for box in inline.boxes:
            walk_story(walk, box, "textbox", host)


def _block(index: int, text: str, inline: Inline, label: Label | None, place: _Place) -> Block:
    properties, style, outline = inline.properties, inline.style, inline.properties.outline
    label = label or _UNNUMBERED
    typed, end = ("", 0) if label.text else parse_label(text)
    return Block(
        index=index,
        text=text,
        story=place.story,
        label=label.text or typed,
        label_source="auto" if label.text else "typed" if typed else None,
        label_end=end,
        label_problem=label.problem,
        level=label.level,
        list_key=label.list_key,
        style=style.name or None,
        heading=style.heading if outline is None else outline + 1 if 0 <= outline <= 8 else None,
        cell=place.cell,
        host=place.host,
        bold=inline.lettered and inline.bold,
        caps=inline.lettered and inline.caps,
        centered=bool(style.centered if properties.centered is None else properties.centered),
        placeholder=place.placeholder or inline.placeholder,
        inserted=inline.inserted,
        deleted=inline.deleted,
        hidden="".join(inline.hidden),
        fragments=inline.fragments(),
    )


_UNNUMBERED = Label("", None, None)

# --- tables -----------------------------------------------------------------------------


def _table(walk: Walk, table: etree._Element, place: _Place) -> None:
    number = walk.tables[place.cell] = walk.tables.get(place.cell, 0) + 1
    merging: set[int] = set()  # columns whose cell goes on below
    row_number = 0
    for row, unfilled_row in _unwrapped(walk, table, _TR):
        extent = _extent(walk, row, _TR_PR, place)
        if extent.gone:
            continue
        row_number += 1
        column = 1 + extent.before
        begun = False
        for cell, unfilled_cell in _unwrapped(walk, row, _TC, unfilled_row):
            extent = _extent(walk, cell, _TC_PR, place)
            covered = (extent.vertical == "continue" and column in merging) or (extent.horizontal and begun)
            (merging.discard if extent.vertical is None else merging.add)(column)
            if covered:
                _warn_of_covered_text(walk, cell)
            elif not extent.gone:
                path = (*place.cell, (number, row_number, column))
                inner = _Place(place.story, place.reading, path, place.host, place.placeholder or unfilled_cell)
                _flush(walk, _container(walk, cell, inner), inner)
            begun = begun or not covered
            column += extent.span


def _warn_of_covered_text(walk: Walk, cell: etree._Element) -> None:
    if any(t.text and not t.text.isspace() for t in cell.iter(T)):
        walk.warnings.add("в объединённых ячейках есть текст, который Word не показывает: он не проверен")


def _unwrapped(
    walk: Walk, element: etree._Element, wanted: str, placeholder: bool = False
) -> Iterator[tuple[etree._Element, bool]]:
    """Rows of a table or cells of a row, those in content controls and the like too; whether one is unfilled."""
    for child in element:
        tag = child.tag
        if tag == wanted:
            yield child, placeholder
        elif tag == SDT:
            yield from _unwrapped(walk, child, wanted, placeholder or unfilled(child))
        elif tag in _WRAPPERS or tag in (_INSERTED if walk.final else _DELETED):
            yield from _unwrapped(walk, child, wanted, placeholder)
        elif tag == ALTERNATE:
            yield from _unwrapped(walk, alternate(child), wanted, placeholder)


class _Extent(NamedTuple):
    """What the properties of a row or a cell say about its place in the table."""

    before: int = 0  # columns left out in front of a row
    span: int = 1
    vertical: str | None = None  # "restart" | "continue": vertically merged
    horizontal: bool = False  # goes on with the cell to the left
    gone: bool = False  # not on the chosen side of the tracked changes


_USUAL = _Extent()


def _extent(walk: Walk, element: etree._Element, properties: str, place: _Place) -> _Extent:
    """Read the w:trPr of a row or the w:tcPr of a cell, where it says something."""
    found = next(iter(element), None)
    if found is not None and found.tag != properties:
        found = child_of(element, properties)
    if found is None or found not in place.reading.seen.telling:
        return _USUAL
    before, span, vertical, horizontal, gone = _USUAL
    for child in found:
        name = _EXTENTS.get(child.tag)
        if name == "gridBefore":
            before = _span(val(child), 0)
        elif name == "gridSpan":
            span = _span(val(child), 1)
        elif name == "vMerge":
            vertical = val(child) or "continue"
        elif name == "hMerge":
            horizontal = val(child) != "restart"
        elif name is not None:
            walk.revised = True
            gone = (name in ("del", "cellDel")) == walk.final
    return _Extent(before, span, vertical, horizontal, gone)


_EXTENTS = {W + n: n for n in ("gridBefore", "gridSpan", "vMerge", "hMerge", "del", "ins", "cellDel", "cellIns")}


def _span(text: str | None, default: int) -> int:
    return min(max(to_int(text, default) or default, 0), MAX_SPAN)
