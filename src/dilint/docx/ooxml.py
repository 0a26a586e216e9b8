"""Names and small readers of WordprocessingML shared by the modules of this package."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_OFF = frozenset(("0", "false", "off", "none"))


def val(element: etree._Element | None) -> str | None:
    """`w:val` of an element, None where either is missing."""
    return None if element is None else element.get(W + "val")


def on(element: etree._Element | None) -> bool | None:
    """A toggle property: None where the element is missing, else its value (missing val is on)."""
    if element is None:
        return None
    return element.get(W + "val", "1").lower() not in _OFF


def to_int(text: str | None, default: int | None = None) -> int | None:
    """A decimal attribute; nonsense and absurd sizes give the default."""
    if text is None:
        return default
    try:
        number = int(text)
    except ValueError:
        return default
    return number if abs(number) < 1 << 31 else default
