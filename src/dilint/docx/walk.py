"""One pass over the stories of a document: containers, tables, paragraphs → blocks in reading order.

Headers come first (an approval block may stand there), then the body, footers, footnotes and endnotes; a text
box follows the paragraph it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from dilint.docx.inline import RELATIONSHIP_ID, Fields, Inline, Revisions, alternate, matched_begins, read_inline
from dilint.docx.labels import parse_label
from dilint.docx.numbering import Label, Numbering
from dilint.docx.ooxml import MC, W, on, to_int, val
from dilint.docx.styles import Style, StyleTable
from dilint.model import Block, Story

MAX_SPAN = 63  # columns of a table in Word
_WRAPPERS = frozenset(W + name for name in ("sdtContent", "customXml", "smartTag"))
_INS = {"final": (W + "ins", W + "moveTo"), "original": (W + "del", W + "moveFrom")}
Cell = tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class Walk:
    """State of the pass. `blocks` grows; counters are shared by all stories, as in Word."""

    styles: StyleTable
    numbering: Numbering
    revisions: Revisions
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    warnings: set[str] = field(default_factory=set)
    sections: list[etree._Element] = field(default_factory=list)  # w:sectPr in order
    notes: list[tuple[str, str, int]] = field(default_factory=list)  # kind, id, host block


@dataclass(frozen=True, slots=True)
class _Place:
    """Where paragraphs are being read."""

    story: Story
    cell: Cell = ()
    host: int | None = None
    placeholder: bool = False


def walk_story(walk: Walk, root: etree._Element, story: Story, host: int | None = None) -> None:
    """Append the blocks of one story."""
    fields = Fields(matched_begins(root))
    carried = Inline()
    carried = _container(walk, root, _Place(story, host=host), fields, carried)
    if carried.size:
        _emit(walk, None, carried, _Place(story, host=host))


def _container(walk: Walk, element: etree._Element, place: _Place, fields: Fields, carried: Inline) -> Inline:
    """Read block-level content; returns text whose paragraph mark is deleted, for the next paragraph."""
    tables = 0
    for child in element:
        tag = child.tag
        if tag == W + "p":
            carried = _paragraph(walk, child, place, fields, carried)
        elif tag == W + "tbl":
            tables += 1
            _table(walk, child, place, fields, tables)
        elif tag in _WRAPPERS or tag in _INS[walk.revisions]:
            carried = _container(walk, child, place, fields, carried)
        elif tag == W + "sdt":
            inner = replace(place, placeholder=place.placeholder or _placeholder(child))
            for content in child.iterchildren(W + "sdtContent"):
                carried = _container(walk, content, inner, fields, carried)
        elif tag == MC + "AlternateContent":
            carried = _container(walk, alternate(child), place, fields, carried)
        elif tag == W + "altChunk":
            walk.warnings.add("документ содержит вложенный фрагмент (altChunk): он не проверен")
        elif tag == W + "sectPr":
            walk.sections.append(child)
    return carried


def _placeholder(sdt: etree._Element) -> bool:
    properties = sdt.find(W + "sdtPr")
    return properties is not None and bool(on(properties.find(W + "showingPlcHdr")))


def _paragraph(walk: Walk, p: etree._Element, place: _Place, fields: Fields, carried: Inline) -> Inline:
    properties = p.find(W + "pPr")
    style = walk.styles.paragraph(val(properties.find(W + "pStyle")) if properties is not None else None)
    read_inline(p, carried, fields, walk.styles, style, walk.revisions)
    if properties is not None:
        section = properties.find(W + "sectPr")
        if section is not None:
            walk.sections.append(section)
        if _mark_gone(properties, walk.revisions):
            carried.deleted = True
            return carried
    _emit(walk, p, carried, place)
    return Inline()


def _mark_gone(properties: etree._Element, revisions: Revisions) -> bool:
    """Whether the paragraph mark itself is not in the chosen side of the tracked changes."""
    mark = properties.find(W + "rPr")
    if mark is None:
        return False
    names = ("del", "moveFrom") if revisions == "final" else ("ins", "moveTo")
    return any(mark.find(W + name) is not None for name in names)


def _emit(walk: Walk, p: etree._Element | None, inline: Inline, place: _Place) -> None:
    properties = None if p is None else p.find(W + "pPr")
    style = walk.styles.paragraph(val(properties.find(W + "pStyle")) if properties is not None else None)
    label = _label(walk, properties, style)
    text = "".join(inline.text)
    index = len(walk.blocks)
    if text.strip() or inline.hidden:
        block = _block(index, text, inline, style, label, properties, place)
        walk.blocks.append(block)
    host = place.host if place.host is not None else min(index, max(len(walk.blocks) - 1, 0))
    walk.notes += [(kind, note, host) for kind, note in inline.notes]
    for box in inline.boxes:
        walk_story(walk, box, "textbox", host)


def _label(walk: Walk, properties: etree._Element | None, style: Style) -> Label | None:
    direct_id = direct_level = None
    if properties is not None:
        num_pr = properties.find(W + "numPr")
        if num_pr is not None:
            direct_id = val(num_pr.find(W + "numId"))
            direct_level = to_int(val(num_pr.find(W + "ilvl")))
    return walk.numbering.label(direct_id, direct_level, style)


def _block(
    index: int,
    text: str,
    inline: Inline,
    style: Style,
    label: Label | None,
    properties: etree._Element | None,
    place: _Place,
) -> Block:
    typed, end = ("", 0) if label is not None and label.text else parse_label(text)
    outline = centered = None
    if properties is not None:
        outline = to_int(val(properties.find(W + "outlineLvl")))
        jc = val(properties.find(W + "jc"))
        centered = None if jc is None else jc == "center"
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
        heading=(outline + 1 if 0 <= outline <= 8 else None) if outline is not None else style.heading,
        cell=place.cell,
        host=place.host,
        bold=inline.letters > 0 and inline.bold_letters == inline.letters,
        caps=inline.letters > 0 and inline.caps_letters == inline.letters,
        centered=bool(style.centered if centered is None else centered),
        placeholder=place.placeholder or inline.placeholder,
        inserted=inline.inserted,
        deleted=inline.deleted,
        hidden="".join(inline.hidden),
        fragments=tuple(inline.fragments),
    )


def _table(walk: Walk, table: etree._Element, place: _Place, fields: Fields, nested: int) -> None:
    if place.cell:
        number = nested
    else:
        walk.tables += 1
        number = walk.tables
    row_number = 0
    for row in _rows(table, walk.revisions):
        row_number += 1
        column = 1
        properties = row.find(W + "trPr")
        if properties is not None:
            column += _span(val(properties.find(W + "gridBefore")), 0)
        for cell, placeholder in _cells(row, walk.revisions):
            cell_properties = cell.find(W + "tcPr")
            span = 1
            if cell_properties is not None:
                span = _span(val(cell_properties.find(W + "gridSpan")), 1)
                if _continued(cell_properties) or _cell_gone(cell_properties, walk.revisions):
                    column += span
                    continue
            inner = _Place(
                place.story,
                (*place.cell, (number, row_number, column)),
                place.host,
                place.placeholder or placeholder,
            )
            carried = _container(walk, cell, inner, fields, Inline())
            if carried.size:
                _emit(walk, None, carried, inner)
            column += span


def _rows(table: etree._Element, revisions: Revisions) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == W + "tr":
            properties = child.find(W + "trPr")
            gone = "del" if revisions == "final" else "ins"
            if properties is None or properties.find(W + gone) is None:
                yield child
        elif child.tag in _WRAPPERS or child.tag in _INS[revisions] or child.tag == W + "sdt":
            yield from _rows(child, revisions)


def _cells(
    row: etree._Element, revisions: Revisions, placeholder: bool = False
) -> Iterator[tuple[etree._Element, bool]]:
    for child in row:
        if child.tag == W + "tc":
            yield child, placeholder
        elif child.tag == W + "sdt":
            yield from _cells(child, revisions, placeholder or _placeholder(child))
        elif child.tag in _WRAPPERS or child.tag in _INS[revisions]:
            yield from _cells(child, revisions, placeholder)


def _span(text: str | None, default: int) -> int:
    return min(max(to_int(text, default) or default, 0), MAX_SPAN)


def _continued(properties: etree._Element) -> bool:
    merges = (properties.find(W + "vMerge"), properties.find(W + "hMerge"))
    return any(m is not None and m.get(W + "val", "continue") == "continue" for m in merges)


def _cell_gone(properties: etree._Element, revisions: Revisions) -> bool:
    return properties.find(W + ("cellDel" if revisions == "final" else "cellIns")) is not None


def header_ids(sections: Sequence[etree._Element], kind: str) -> list[str]:
    """Relationship ids of the headers or footers of all sections, each once, in order."""
    found: list[str] = []
    for section in sections:
        for reference in section.iterchildren(W + kind + "Reference"):
            rel = reference.get(RELATIONSHIP_ID, "")
            if rel and rel not in found:
                found.append(rel)
    return found
