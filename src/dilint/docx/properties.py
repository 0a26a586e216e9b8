"""What `w:pPr` and `w:rPr` say, each read in one pass: the same for styles, paragraphs and runs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from dilint.docx.ooxml import P_PR, R_PR, VAL, W, child_of, on, to_int, val

_NAMES = {W + name: name for name in ("pStyle", "jc", "rPr", "numPr", "outlineLvl", "pPrChange")}
_RUN_NAMES = {W + name: name for name in ("rStyle", "b", "caps", "smallCaps", "vanish", "rPrChange")}
_VANISH = W + "vanish"
#: Revisions of a paragraph mark: on the final side a deleted mark is gone, on the original an inserted one.
_GONE = {True: frozenset((W + "del", W + "moveFrom")), False: frozenset((W + "ins", W + "moveTo"))}


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """Direct properties of a paragraph or a style; None where they say nothing."""

    style: str | None = None
    num_id: str | None = None
    ilvl: int | None = None
    outline: int | None = None  # 0..8, 9 is body text
    centered: bool | None = None
    mark_gone: bool = False  # the paragraph mark is not on the chosen side of the tracked changes
    mark_hidden: bool = False


#: A paragraph that says nothing itself.
PLAIN = ParagraphProperties()


@dataclass(frozen=True, slots=True)
class RunProperties:
    """Direct properties of a run or a style; None where they say nothing."""

    style: str | None = None
    bold: bool | None = None
    caps: bool | None = None  # w:caps or w:smallCaps
    vanish: bool | None = None


def paragraph_properties(element: etree._Element, final: bool = True) -> ParagraphProperties:
    """Read a `w:pPr`. On the original side of tracked changes a `w:pPrChange` holds what was said before."""
    style = num_id = ilvl = outline = centered = None
    mark_gone = mark_hidden = False
    for child in element:
        name = _NAMES.get(child.tag)
        if name is None:
            continue
        if name == "pStyle":
            style = child.get(VAL)
        elif name == "jc":
            centered = child.get(VAL) == "center"
        elif name == "numPr":
            num_id, ilvl = val(child_of(child, W + "numId")), to_int(val(child_of(child, W + "ilvl")))
        elif name == "outlineLvl":
            outline = to_int(child.get(VAL))
        elif name == "rPr":
            mark_gone = any(mark.tag in _GONE[final] for mark in child)
            mark_hidden = any(mark.tag == _VANISH and on(mark) for mark in child)
        elif not final and (former := child_of(child, P_PR)) is not None:  # w:pPrChange, the last child
            return replace(paragraph_properties(former), mark_gone=mark_gone, mark_hidden=mark_hidden)
    return ParagraphProperties(style, num_id, ilvl, outline, centered, mark_gone, mark_hidden)


def run_properties(element: etree._Element, final: bool = True) -> RunProperties:
    """Read a `w:rPr`. On the original side of tracked changes a `w:rPrChange` holds what was said before."""
    style = bold = caps = vanish = None
    for child in element:
        name = _RUN_NAMES.get(child.tag)
        if name is None:
            continue
        if name == "b":
            bold = on(child)
        elif name == "rStyle":
            style = child.get(VAL)
        elif name == "vanish":
            vanish = on(child)
        elif name != "rPrChange":
            caps = caps or on(child)
        elif not final and (former := child_of(child, R_PR)) is not None:  # the last child
            return run_properties(former)
    return RunProperties(style, bold, caps, vanish)
