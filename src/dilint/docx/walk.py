"""One pass over the stories of a document: containers, tables, paragraphs → blocks in reading order.

Headers come first (an approval block may stand there), then the body, footers, footnotes and endnotes; a text
box follows the paragraph it hangs on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from dilint.docx.fields import whole_fields
from dilint.docx.inline import Inline, Reading, Revisions, read_inline
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


@dataclass(frozen=True, slots=True)
class _Place:
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
    reading = Reading(walk.styles, walk.final, found.telling, fields, walk.warnings)
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
            inner = replace(place, placeholder=True) if unfilled(child) else place
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
    inline = pending or Inline()
    p_pr = child_of(p, P_PR)
    properties, style_id = PLAIN, None
    if p_pr is not None:
        style_id = val(child_of(p_pr, P_STYLE))
        if p_pr in place.reading.telling or walk.styles.paragraph(style_id).centered:
            properties = paragraph_properties(p_pr, walk.final)
            style_id = properties.style
    inline.properties = properties
    inline.style = style = walk.styles.paragraph(style_id)
    read_inline(p, inline, place.reading, style)
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
    if pending is not None and (pending.size or pending.hidden or pending.boxes):
        _emit(walk, pending, place)


def _emit(walk: Walk, inline: Inline, place: _Place) -> None:
    properties, style = inline.properties, inline.style
    text = "".join(inline.text)
    seen = bool(text) and not text.isspace()
    label = None
    if seen or not properties.mark_hidden:  # a hidden item is not counted
        label = walk.numbering.label(properties.num_id, properties.ilvl, style)
    index = len(walk.blocks)
    if seen or inline.hidden:
        walk.blocks.append(_block(index, readable(text), inline, label, place))
        host: int | None = index
    else:
        host = index - 1 if walk.blocks and walk.blocks[-1].story == place.story else None
    walk.revised = walk.revised or inline.inserted or inline.deleted
    if inline.notes or inline.boxes:
        host = host if place.host is None else place.host
        walk.notes += [(kind, note, host) for kind, note in inline.notes]
        for box in inline.boxes:
            walk_story(walk, box, "textbox", host)


def _block(index: int, text: str, inline: Inline, label: Label | None, place: _Place) -> Block:
    typed, end = ("", 0) if label is not None and label.text else parse_label(text)
    properties, style = inline.properties, inline.style
    outline = properties.outline
    return Block(
        index=index,
        text=text,
        story=place.story,
        label=label.text if label is not None and label.text else typed,
        label_source="auto" if label is not None and label.text else "typed" if typed else None,
        label_end=end,
        label_problem=label.problem if label is not None else None,
        level=label.level if label is not None else None,
        list_key=label.list_key if label is not None else None,
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
        fragments=tuple(inline.fragments),
    )


# --- tables -----------------------------------------------------------------------------


def _table(walk: Walk, table: etree._Element, place: _Place) -> None:
    number = walk.tables[place.cell] = walk.tables.get(place.cell, 0) + 1
    row_number = 0
    merging: set[int] = set()  # columns whose cell goes on below
    for row, placeholder in _unwrapped(walk, table, _TR):
        properties = child_of(row, _TR_PR)
        column = 1
        if properties is not None:
            if _tracked_away(walk, properties, W + "del", W + "ins"):
                continue
            column += _span(val(child_of(properties, W + "gridBefore")), 0)
        row_number += 1
        begun = False
        for cell, inner_placeholder in _unwrapped(walk, row, _TC, placeholder):
            cell_properties = child_of(cell, _TC_PR)
            span = 1
            if cell_properties is not None:
                span, vertical, horizontal = _extent(cell_properties)
                covered = (vertical == "continue" and column in merging) or (horizontal == "continue" and begun)
                if vertical is None:
                    merging.discard(column)
                else:
                    merging.add(column)
                if covered:
                    if any(t.text and not t.text.isspace() for t in cell.iter(T)):
                        walk.warnings.add(
                            "в объединённых ячейках есть текст, который Word не показывает: он не проверен"
                        )
                    column += span
                    continue
                if _tracked_away(walk, cell_properties, W + "cellDel", W + "cellIns"):
                    column += span
                    continue
            else:
                merging.discard(column)
            begun = True
            inner = _Place(
                place.story,
                place.reading,
                (*place.cell, (number, row_number, column)),
                place.host,
                place.placeholder or inner_placeholder,
            )
            _flush(walk, _container(walk, cell, inner), inner)
            column += span


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


def _tracked_away(walk: Walk, properties: etree._Element, deleted: str, inserted: str) -> bool:
    """Whether a row or a cell is not on the chosen side of the tracked changes."""
    for child in properties:
        if child.tag == deleted or child.tag == inserted:
            walk.revised = True
            return (child.tag == deleted) == walk.final
    return False


def _extent(properties: etree._Element) -> tuple[int, str | None, str | None]:
    """Columns that a cell spans, its vertical and its horizontal merge ("restart" | "continue")."""
    span, vertical, horizontal = 1, None, None
    for child in properties:
        if child.tag == W + "gridSpan":
            span = _span(val(child), 1)
        elif child.tag == W + "vMerge":
            vertical = val(child) or "continue"
        elif child.tag == W + "hMerge":
            horizontal = val(child) or "continue"
    return span, vertical, horizontal


def _span(text: str | None, default: int) -> int:
    return min(max(to_int(text, default) or default, 0), MAX_SPAN)
