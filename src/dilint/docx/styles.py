"""Paragraph and character styles, each chain resolved once: what the walk needs and no more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lxml import etree

from dilint.docx.ooxml import W, on, to_int, val

_HEADING_NAME = re.compile(r"(?:heading|заголовок)\s*([1-9])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything inherited. None: not said anywhere in the chain.

    `num_style` is the style in the chain that says `numId`; `levels_from` lists the chain itself, nearest first,
    for numbering levels that are linked to a style (`w:pStyle`).
    """

    name: str = ""
    outline: int | None = None  # 0..8, 9 is body text
    num_id: str | None = None
    ilvl: int | None = None
    vanish: bool | None = None
    bold: bool | None = None
    caps: bool | None = None
    centered: bool | None = None
    chain: tuple[str, ...] = ()

    @property
    def heading(self) -> int | None:
        """Outline level 1..9 by property, else by the style's name."""
        if self.outline is not None:
            return self.outline + 1 if 0 <= self.outline <= 8 else None
        match = _HEADING_NAME.match(self.name)
        return int(match[1]) if match else None


_T = TypeVar("_T")
_NONE = Style()


@dataclass(frozen=True, slots=True)
class StyleTable:
    """Styles by id; `default` is the default paragraph style's id."""

    styles: Mapping[str, Style] = field(default_factory=dict)
    default: str = ""

    def paragraph(self, style_id: str | None) -> Style:
        return self.styles.get(style_id or self.default) or self.styles.get(self.default, _NONE)

    def character(self, style_id: str | None) -> Style:
        return self.styles.get(style_id, _NONE) if style_id else _NONE


def read_styles(root: etree._Element | None) -> StyleTable:
    """Parse styles.xml; an absent part gives an empty table. Cycles in `basedOn` are cut."""
    if root is None:
        return StyleTable()
    raw: dict[str, tuple[Style, str | None]] = {}
    default = ""
    for element in root.iterchildren(W + "style"):
        style_id = element.get(W + "styleId", "")
        kind = element.get(W + "type", "paragraph")
        if kind == "paragraph" and element.get(W + "default", "0").lower() in ("1", "true", "on"):
            default = style_id
        raw[style_id] = (_own(element), val(element.find(W + "basedOn")))
    resolved: dict[str, Style] = {}
    for style_id in raw:
        _resolve(style_id, raw, resolved)
    return StyleTable(resolved, default)


def _own(element: etree._Element) -> Style:
    name = val(element.find(W + "name")) or ""
    outline = num_id = ilvl = centered = None
    p_pr = element.find(W + "pPr")
    if p_pr is not None:
        outline = to_int(val(p_pr.find(W + "outlineLvl")))
        num_pr = p_pr.find(W + "numPr")
        if num_pr is not None:
            num_id = val(num_pr.find(W + "numId"))
            ilvl = to_int(val(num_pr.find(W + "ilvl")))
        jc = val(p_pr.find(W + "jc"))
        centered = None if jc is None else jc == "center"
    vanish = bold = caps = None
    r_pr = element.find(W + "rPr")
    if r_pr is not None:
        vanish, bold = on(r_pr.find(W + "vanish")), on(r_pr.find(W + "b"))
        caps = on(r_pr.find(W + "caps"))
        if caps is None:
            caps = on(r_pr.find(W + "smallCaps"))
    return Style(name, outline, num_id, ilvl, vanish, bold, caps, centered)


def _resolve(style_id: str, raw: Mapping[str, tuple[Style, str | None]], resolved: dict[str, Style]) -> None:
    chain: list[str] = []
    current: str | None = style_id
    while current in raw and current not in chain and current is not None:
        chain.append(current)
        current = raw[current][1]
    style = replace(raw[style_id][0], chain=tuple(chain))
    for ancestor in chain[1:]:
        base = raw[ancestor][0]
        style = replace(
            style,
            outline=_first(style.outline, base.outline if style.heading is None else None),
            num_id=_first(style.num_id, base.num_id),
            ilvl=_first(style.ilvl, base.ilvl),
            vanish=_first(style.vanish, base.vanish),
            bold=_first(style.bold, base.bold),
            caps=_first(style.caps, base.caps),
            centered=_first(style.centered, base.centered),
        )
        if style.heading is None and style.outline is None and base.heading is not None:
            style = replace(style, outline=base.heading - 1)
    resolved[style_id] = style


def _first(own: _T | None, inherited: _T | None) -> _T | None:
    return inherited if own is None else own
