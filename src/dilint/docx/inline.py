"""The text of one paragraph: runs, fields, revisions, symbols, with a fragment for every node.

Every kind of element is one entry of a table: what is in no table has no text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from dilint.docx.fields import Fields
from dilint.docx.ooxml import (
    ALTERNATE,
    BOX,
    R_PR,
    SDT,
    SDT_CONTENT,
    A,
    M,
    O,
    T,
    W,
    alternate,
    unfilled,
)
from dilint.docx.properties import PLAIN, ParagraphProperties, run_properties
from dilint.docx.styles import NO_STYLE, Look, Style, StyleTable
from dilint.docx.survey import Survey
from dilint.docx.symbols import symbol
from dilint.model import Fragment

Revisions = Literal["final", "original"]

_LETTER = re.compile(r"[^\W\d_]").search
_SPACES = str.maketrans("\n\r\t", "   ")


@dataclass(slots=True)
class Inline:
    """What has been collected of a paragraph so far (it may span several `w:p` joined by a deleted mark)."""

    style: Style = NO_STYLE  # of the last w:p
    properties: ParagraphProperties = PLAIN
    pieces: list[tuple[str, etree._Element]] = field(default_factory=list)  # visible text and what made it
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote" | "endnote", id)
    lettered: bool = False
    bold: bool = True  # so far every letter is
    caps: bool = True
    placeholder: bool = False
    inserted: bool = False
    deleted: bool = False

    def add(self, text: str, node: etree._Element, look: Look) -> None:
        self.pieces.append((text, node))
        self._look_at(text, look)

    def add_plain(self, pieces: list[tuple[str, etree._Element]], look: Look) -> None:
        """Add text that all looks the same."""
        text = "".join([text for text, _ in pieces])
        if "\n" in text or "\t" in text:
            pieces = [(_plain(text), node) for text, node in pieces]
        self.pieces += pieces
        self._look_at(text, look)

    def _look_at(self, text: str, look: Look) -> None:
        bold, caps, _ = look
        if (not self.lettered or (self.bold and not bold) or (self.caps and not caps)) and _LETTER(text):
            self.lettered = True
            self.bold = self.bold and bool(bold)
            self.caps = self.caps and bool(caps)

    def fragments(self) -> tuple[Fragment, ...]:
        found, start = [], 0
        for text, node in self.pieces:
            end = start + len(text)
            found.append(Fragment(start, end, node))
            start = end
        return tuple(found)


@dataclass(slots=True)
class Reading:
    """What reading the paragraphs of one story takes besides them."""

    styles: StyleTable
    final: bool  # the side of tracked changes
    seen: Survey
    fields: Fields
    warnings: set[str]


def read_paragraph(p: etree._Element, into: Inline, reading: Reading, style: Style) -> None:
    """Append the visible text of a `w:p` to `into`."""
    if p in reading.seen.special or reading.fields.code or style.look[2]:
        read_inline(p, into, reading, style)
    else:
        into.add_plain([(text, node) for node in p.iter(T) if (text := node.text)], style.look)


def _plain(text: str) -> str:
    """White space of the markup is a space: breaks and tabs are elements of their own."""
    return text.translate(_SPACES) if "\n" in text or "\t" in text else text


def read_inline(holder: etree._Element, into: Inline, reading: Reading, style: Style) -> None:
    """Append the visible text of what holds runs: a paragraph, a link, an insertion …"""
    for child in holder:
        tag = child.tag
        if tag == _RUN:
            _run(child, into, reading, style, style.look)
        elif tag in _INLINE:
            _INLINE[tag](child, into, reading, style)


def _run(run: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> None:
    """Append what the children of a run say, or those of a branch in it."""
    for node in run:
        tag = node.tag
        if tag == T:
            if not node.text:
                continue
            text = _plain(node.text)
        elif tag == R_PR:
            if node in reading.seen.telling:
                look = _look(node, reading, style)
            continue
        elif tag in _CHARACTERS:
            text = _CHARACTERS[tag]
        elif tag in _PIECES:
            text = _PIECES[tag](node, into, reading, style, look)
            if not text:
                continue
        else:
            continue
        if reading.fields.hiding:
            if reading.fields.code[-1]:  # text in the code itself; results in it are part of the code
                into.hidden.append(text)
        elif look[2]:
            into.hidden.append(text)
        else:
            into.add(text, node, look)


def _look(r_pr: etree._Element, reading: Reading, style: Style) -> Look:
    own = run_properties(r_pr, reading.final)
    bold, caps, hidden = style.look
    named_bold, named_caps, named_hidden = (reading.styles.known(own.style) or NO_STYLE).look
    return (
        _toggled(own.bold, named_bold, bold),
        _toggled(own.caps, named_caps, caps),
        _toggled(own.vanish, named_hidden, hidden),
    )


def _toggled(direct: bool | None, character: bool | None, paragraph: bool | None) -> bool | None:
    """ECMA-376 §17.7.3: direct formatting wins, a character style toggles the paragraph style."""
    if direct is not None:
        return direct
    return bool(paragraph) != character if character else paragraph


# --- what stands in a paragraph ---------------------------------------------------------


def _inserted(element: etree._Element, into: Inline, reading: Reading, style: Style) -> None:
    into.inserted = True
    if reading.final:
        read_inline(element, into, reading, style)


def _deleted(element: etree._Element, into: Inline, reading: Reading, style: Style) -> None:
    into.deleted = True
    if not reading.final:
        read_inline(element, into, reading, style)


def _control(sdt: etree._Element, into: Inline, reading: Reading, style: Style) -> None:
    if unfilled(sdt):
        into.placeholder = True
    for content in sdt.iterchildren(SDT_CONTENT):
        read_inline(content, into, reading, style)


def _alternate(element: etree._Element, into: Inline, reading: Reading, style: Style) -> None:
    read_inline(alternate(element), into, reading, style)


def _math(element: etree._Element, into: Inline, reading: Reading, style: Style) -> None:
    if not reading.fields.hiding:
        for node in element.iter(M + "t"):
            if node.text:
                into.add(node.text, node, style.look)


_RUN = W + "r"
_INLINE: dict[str, Callable[[etree._Element, Inline, Reading, Style], None]] = {
    W + "hyperlink": read_inline,
    W + "smartTag": read_inline,
    W + "customXml": read_inline,
    W + "fldSimple": read_inline,
    W + "dir": read_inline,
    W + "bdo": read_inline,
    W + "ins": _inserted,
    W + "moveTo": _inserted,
    W + "del": _deleted,
    W + "moveFrom": _deleted,
    SDT: _control,
    ALTERNATE: _alternate,
    M + "oMath": _math,
    M + "oMathPara": _math,
}

# --- what stands in a run ---------------------------------------------------------------

_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}


def _deleted_text(node: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> str:
    return "" if reading.final else node.text or ""


def _symbol(node: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> str:
    return symbol(node.get(W + "char", ""), node.get(W + "font", ""))


def _field_mark(node: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> str:
    reading.fields.pass_mark(node)
    return ""


def _ruby(node: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> str:
    for base in node.iterchildren(W + "rubyBase"):
        read_inline(base, into, reading, style)
    return ""


def _footnote(node: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> str:
    into.notes.append(("footnote", node.get(W + "id", "")))
    return ""


def _endnote(node: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> str:
    into.notes.append(("endnote", node.get(W + "id", "")))
    return ""


def _branch(node: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> str:
    _run(alternate(node), into, reading, style, look)
    return ""


def _drawing(node: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> str:
    """Queue the outermost text boxes of a drawing; one inside another belongs to that one."""
    into.boxes += _outer_boxes(node)
    for data in node.iter(A + "graphicData"):
        if data.get("uri", "").endswith(("/diagram", "/chart")):
            reading.warnings.add("в документе есть диаграммы или схемы SmartArt: текст в них не проверен")
    return ""


def _embedded(node: etree._Element, into: Inline, reading: Reading, style: Style, look: Look) -> str:
    if next(node.iter(O + "OLEObject"), None) is not None:
        reading.warnings.add("в документе есть внедрённые объекты (OLE): они не проверены")
    return _drawing(node, into, reading, style, look)


_PIECES: dict[str, Callable[[etree._Element, Inline, Reading, Style, Look], str]] = {
    W + "delText": _deleted_text,
    W + "sym": _symbol,
    W + "fldChar": _field_mark,
    W + "ruby": _ruby,
    W + "footnoteReference": _footnote,
    W + "endnoteReference": _endnote,
    ALTERNATE: _branch,
    W + "pict": _drawing,
    W + "drawing": _drawing,
    W + "object": _embedded,
}


def _outer_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Text boxes that are in no other box and in the branch of each AlternateContent that is read."""
    for child in element:
        if child.tag == BOX:
            yield child
        else:
            yield from _outer_boxes(alternate(child) if child.tag == ALTERNATE else child)
