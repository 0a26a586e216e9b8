"""Paragraph, character and numbering styles: each one that a document uses is resolved once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from dilint.docx.ooxml import P_PR, R_PR, VAL, W, child_of
from dilint.docx.properties import ParagraphProperties, RunProperties, paragraph_properties, run_properties

MAX_CHAIN = 64  # bases of a style that are remembered; Word itself allows fewer
_HEADING_NAME = re.compile(r"(?:heading|заголовок)\s*([1-9])$", re.IGNORECASE)


Look = tuple[bool | None, bool | None, bool | None]  # bold, caps, hidden


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything inherited; None where nothing in the chain says it.

    `chain` is the style and its bases, nearest first, for numbering levels that are linked to a style (`w:pStyle`).
    """

    name: str = ""
    heading: int | None = None  # outline level 1..9, by property or by the style's name
    num_id: str | None = None
    ilvl: int | None = None
    centered: bool | None = None
    look: Look = (None, None, None)
    chain: tuple[str, ...] = ()


_T = TypeVar("_T")
NO_STYLE = Style()


@dataclass(slots=True)
class StyleTable:
    """Styles by id; `default` is the default paragraph style's id, `base` what w:docDefaults says."""

    elements: Mapping[str, etree._Element] = field(default_factory=dict)
    default: str = ""
    base: Style = NO_STYLE
    _resolved: dict[str, Style] = field(default_factory=dict)

    def paragraph(self, style_id: str | None) -> Style:
        """A paragraph's style; an unknown one is the default style, as in Word."""
        return self.get(style_id) or self.get(self.default) or self.base

    def character(self, style_id: str | None) -> Style:
        return self.get(style_id) or NO_STYLE

    def get(self, style_id: str | None) -> Style | None:
        if style_id is None:
            return None
        style = self._resolved.get(style_id)
        if style is None and style_id in self.elements:
            style = self._resolve(style_id)
        return style

    def _resolve(self, style_id: str) -> Style:
        """Resolve a style and the bases that are not yet resolved. A cycle in `basedOn` is cut."""
        pending: list[tuple[str, _Own]] = []
        seen: set[str] = set()
        current: str | None = style_id
        while current is not None and current in self.elements and current not in self._resolved:
            if current in seen:
                current = None
                break
            seen.add(current)
            own = _own(self.elements[current])
            pending.append((current, own))
            current = own.based_on
        inherited = self._resolved.get(current) if current is not None else None
        for known, own in reversed(pending):
            if inherited is None:
                inherited = self.base if own.kind == "paragraph" else NO_STYLE
            inherited = self._resolved[known] = _merge(known, own, inherited)
        return self._resolved[style_id]


@dataclass(frozen=True, slots=True)
class _Own:
    name: str
    kind: str
    based_on: str | None
    paragraph: ParagraphProperties
    run: RunProperties


def read_styles(root: etree._Element | None) -> StyleTable:
    """Index styles.xml; an absent part gives an empty table."""
    if root is None:
        return StyleTable()
    elements: dict[str, etree._Element] = {}
    default = ""
    for element in root.iterchildren(W + "style"):
        style_id = element.get(W + "styleId", "")
        elements[style_id] = element
        if element.get(W + "default", "0").lower() in ("1", "true", "on") and (
            element.get(W + "type", "paragraph") == "paragraph"
        ):
            default = style_id
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{R_PR}")
    base = NO_STYLE
    if defaults is not None:
        run = run_properties(defaults)
        base = Style(look=(run.bold, run.caps, run.vanish))
    return StyleTable(elements, default, base)


def _own(element: etree._Element) -> _Own:
    name, based_on = "", None
    for child in element:
        if child.tag == W + "name":
            name = child.get(VAL, "")
        elif child.tag == W + "basedOn":
            based_on = child.get(VAL)
    p_pr, r_pr = child_of(element, P_PR), child_of(element, R_PR)
    return _Own(
        name,
        element.get(W + "type", "paragraph"),
        based_on,
        ParagraphProperties() if p_pr is None else paragraph_properties(p_pr),
        RunProperties() if r_pr is None else run_properties(r_pr),
    )


def _merge(style_id: str, own: _Own, base: Style) -> Style:
    paragraph, run = own.paragraph, own.run
    if paragraph.outline is not None:
        heading = paragraph.outline + 1 if 0 <= paragraph.outline <= 8 else None
    else:
        named = _HEADING_NAME.match(own.name)
        heading = int(named[1]) if named else base.heading
    bold, caps, hidden = base.look
    return Style(
        own.name,
        heading,
        _first(paragraph.num_id, base.num_id),
        _first(paragraph.ilvl, base.ilvl),
        _first(paragraph.centered, base.centered),
        (_first(run.bold, bold), _first(run.caps, caps), _first(run.vanish, hidden)),
        (style_id, *base.chain[: MAX_CHAIN - 1]),
    )


def _first(own: _T | None, inherited: _T | None) -> _T | None:
    return inherited if own is None else own
