"""The text of one paragraph: runs, fields, revisions, symbols, with a fragment for every node.

Fields: only a `begin` with a matching `end` in the same story hides its instruction, so that a broken field
never hides text. Of AlternateContent one branch is read, never both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from dilint.docx.ooxml import MC, M, R, W, on, val
from dilint.docx.styles import Style, StyleTable
from dilint.model import Fragment

Revisions = Literal["final", "original"]

_CONTAINERS = frozenset(
    W + name for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent", "rubyBase")
)
_SKIPPED = {"final": frozenset((W + "del", W + "moveFrom")), "original": frozenset((W + "ins", W + "moveTo"))}
_KEPT = {"final": frozenset((W + "ins", W + "moveTo")), "original": frozenset((W + "del", W + "moveFrom"))}
#: Private-use codes of Symbol and Wingdings that stand for something readable.
_SYMBOLS = {
    "F0B7": "•",
    "F0A7": "▪",
    "F0FC": "✓",
    "F0FE": "☑",
    "F06F": "□",
    "F0A8": "□",
    "F02D": "–",
    "F0D7": "×",
    "F0B0": "°",
}


@dataclass(slots=True)
class Inline:
    """What has been collected of a paragraph so far (it may span several `w:p` joined by a deleted mark)."""

    text: list[str] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote" | "endnote", id)
    size: int = 0
    letters: int = 0
    bold_letters: int = 0
    caps_letters: int = 0
    placeholder: bool = False
    inserted: bool = False
    deleted: bool = False

    def add(self, text: str, node: etree._Element) -> None:
        if text:
            self.text.append(text)
            self.fragments.append(Fragment(self.size, self.size + len(text), node))
            self.size += len(text)


@dataclass(slots=True)
class Fields:
    """Open complex fields of a story, innermost last: True while in the instruction part."""

    matched: frozenset[etree._Element]
    stack: list[bool] = field(default_factory=list)

    @property
    def hides(self) -> bool:
        return any(self.stack)


def matched_begins(story: etree._Element) -> frozenset[etree._Element]:
    """The `w:fldChar` begins (and their ends) that have a partner within the story."""
    stack: list[etree._Element] = []
    matched: set[etree._Element] = set()
    for char in story.iter(W + "fldChar"):
        kind = char.get(W + "fldCharType")
        if kind == "begin":
            stack.append(char)
        elif kind == "end" and stack:
            matched.update((stack.pop(), char))
    return frozenset(matched)


def read_inline(
    paragraph: etree._Element,
    into: Inline,
    fields: Fields,
    styles: StyleTable,
    style: Style,
    revisions: Revisions,
) -> None:
    """Append the visible text of a `w:p` to `into`."""
    _children(paragraph, into, fields, styles, style, revisions)


def _children(
    element: etree._Element, into: Inline, fields: Fields, styles: StyleTable, style: Style, revisions: Revisions
) -> None:
    for child in element:
        tag = child.tag
        if tag == W + "r":
            _run(child, into, fields, styles, style, revisions)
        elif tag in _CONTAINERS:
            _children(child, into, fields, styles, style, revisions)
        elif tag in _KEPT[revisions]:
            into.inserted = into.inserted or revisions == "final"
            _children(child, into, fields, styles, style, revisions)
        elif tag in _SKIPPED[revisions]:
            into.deleted = into.deleted or revisions == "final"
        elif tag == W + "sdt":
            properties = child.find(W + "sdtPr")
            if properties is not None and on(properties.find(W + "showingPlcHdr")):
                into.placeholder = True
            for content in child.iterchildren(W + "sdtContent"):
                _children(content, into, fields, styles, style, revisions)
        elif tag == MC + "AlternateContent":
            _children(alternate(child), into, fields, styles, style, revisions)
        elif tag in (M + "oMath", M + "oMathPara"):
            for text in child.iter(M + "t"):
                into.add(text.text or "", text)


def alternate(element: etree._Element) -> etree._Element:
    """The one branch of mc:AlternateContent to read: the Choice, unless only the Fallback holds a text box."""
    choice, fallback = element.find(MC + "Choice"), element.find(MC + "Fallback")
    if choice is None:
        return fallback if fallback is not None else element
    boxed = next(choice.iter(W + "txbxContent"), None) is not None
    if not boxed and fallback is not None and next(fallback.iter(W + "txbxContent"), None) is not None:
        return fallback
    return choice


def _run(
    run: etree._Element, into: Inline, fields: Fields, styles: StyleTable, style: Style, revisions: Revisions
) -> None:
    shown = ""
    bold, caps, vanish = style.bold, style.caps, style.vanish
    properties = run.find(W + "rPr")
    if properties is not None:
        named = styles.character(val(properties.find(W + "rStyle")))
        bold = _pick(on(properties.find(W + "b")), named.bold, bold)
        caps = _pick(on(properties.find(W + "caps")), on(properties.find(W + "smallCaps")), named.caps, caps)
        vanish = _pick(on(properties.find(W + "vanish")), named.vanish, vanish)
    for node, text in _pieces(run, into, fields, styles, style, revisions):
        if fields.hides:
            continue
        if vanish:
            into.hidden.append(text)
        else:
            into.add(text, node)
            shown += text
    letters = sum(map(str.isalpha, shown))
    into.letters += letters
    into.bold_letters += letters if bold else 0
    into.caps_letters += letters if caps else 0


def _pick(*values: bool | None) -> bool | None:
    return next((v for v in values if v is not None), None)


def _pieces(
    run: etree._Element, into: Inline, fields: Fields, styles: StyleTable, style: Style, revisions: Revisions
) -> Iterator[tuple[etree._Element, str]]:
    for node in run:
        tag = node.tag
        if tag == W + "t" or (tag == W + "delText" and revisions == "original"):
            yield node, node.text or ""
        elif tag in (W + "tab", W + "ptab"):
            yield node, "\t"
        elif tag in (W + "br", W + "cr"):
            yield node, "\n"
        elif tag == W + "noBreakHyphen":
            yield node, "\u2011"
        elif tag == W + "sym":
            yield node, _SYMBOLS.get(node.get(W + "char", "").upper(), "□")
        elif tag == W + "fldChar":
            _field(node, fields)
        elif tag == W + "ruby":
            for base in node.iterchildren(W + "rubyBase"):
                _children(base, into, fields, styles, style, revisions)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            into.notes.append((tag[len(W) : -len("Reference")], node.get(W + "id", "")))
        elif tag == MC + "AlternateContent":
            branch = alternate(node)
            if not _boxes(branch, into):
                yield from _pieces(branch, into, fields, styles, style, revisions)
        elif tag in (W + "pict", W + "drawing", W + "object"):
            _boxes(node, into)


def _boxes(element: etree._Element, into: Inline) -> bool:
    """Queue the outermost text boxes of a drawing; one inside another belongs to that one."""
    found = False
    for box in element.iter(W + "txbxContent"):
        if not any(a.tag == W + "txbxContent" for a in _between(box, element)) and not _in_fallback(box, element):
            into.boxes.append(box)
            found = True
    return found


def _between(inner: etree._Element, outer: etree._Element) -> Iterator[etree._Element]:
    for ancestor in inner.iterancestors():
        if ancestor is outer:
            return
        yield ancestor


def _in_fallback(box: etree._Element, outer: etree._Element) -> bool:
    """Whether another branch of an AlternateContent between `outer` and the box is the one to read."""
    return any(
        ancestor.tag in (MC + "Fallback", MC + "Choice") and alternate(parent) is not ancestor
        for ancestor in _between(box, outer)
        if (parent := ancestor.getparent()) is not None and parent.tag == MC + "AlternateContent"
    )


def _field(node: etree._Element, fields: Fields) -> None:
    if node not in fields.matched:
        if node.get(W + "fldCharType") == "separate" and fields.stack:
            fields.stack[-1] = False
        return
    if node.get(W + "fldCharType") == "begin":
        fields.stack.append(True)
    elif fields.stack:
        fields.stack.pop()


RELATIONSHIP_ID = R + "id"
