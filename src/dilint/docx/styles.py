"""Paragraph, character and numbering styles: each one that a document uses is resolved once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from dilint.docx.ooxml import P_PR, R_PR, VAL, W, child_of
from dilint.docx.properties import ParagraphProperties, RunProperties, paragraph_properties, run_properties

MAX_CHAIN = 64  # bases of a style that are remembered; Word itself allows fewer
_STYLE, _STYLE_ID, _DEFAULT, _TYPE = W + "style", W + "styleId", W + "default", W + "type"
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


class StyleTable(dict[str | None, Style]):
    """Styles by id, resolved when first asked for. An unknown id, or none, is the default paragraph style."""

    def __init__(self, elements: Mapping[str, etree._Element], default: str | None, base: Style) -> None:
        """`default` is the default paragraph style's id, `base` what w:docDefaults says."""
        super().__init__()
        self._elements = elements
        self._default = default
        self._base = base

    def __missing__(self, style_id: str | None) -> Style:
        if style_id in self._elements:
            return self._resolve(style_id)
        if style_id != self._default:
            return self.setdefault(style_id, self[self._default])
        return self.setdefault(style_id, self._base)

    def known(self, style_id: str | None) -> Style | None:
        """A style of any type, without falling back on the default."""
        return self[style_id] if style_id in self._elements else None

    def _resolve(self, style_id: str | None) -> Style:
        """Resolve a style and the bases that are not yet resolved. A cycle in `basedOn` is cut."""
        pending: dict[str, _Own] = {}
        current = style_id
        while current is not None and current in self._elements and current not in self and current not in pending:
            own = pending[current] = _own(self._elements[current])
            current = own.based_on
        inherited = dict.get(self, current)
        for known, own in reversed(pending.items()):
            if inherited is None:
                inherited = self._base if own.kind == "paragraph" else NO_STYLE
            inherited = self[known] = _merge(known, own, inherited)
        return self[style_id]


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
        return StyleTable({}, None, NO_STYLE)
    elements: dict[str, etree._Element] = {}
    default = None
    for element in root.iterchildren(_STYLE):
        style_id = element.get(_STYLE_ID, "")
        elements[style_id] = element
        if element.get(_DEFAULT) in ("1", "true", "on") and element.get(_TYPE, "paragraph") == "paragraph":
            default = style_id
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{R_PR}")
    run = RunProperties() if defaults is None else run_properties(defaults)
    return StyleTable(elements, default, Style(look=(run.bold, run.caps, run.vanish)))


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
        element.get(_TYPE, "paragraph"),
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
