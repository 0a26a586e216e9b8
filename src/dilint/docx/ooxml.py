"""Names and small readers of WordprocessingML shared by the modules of this package."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741

# Names that several modules test for each element: put together once, not at every test.
VAL = W + "val"
P = W + "p"
P_PR = W + "pPr"
P_STYLE = W + "pStyle"
R_PR = W + "rPr"
T = W + "t"
SDT = W + "sdt"
SDT_CONTENT = W + "sdtContent"
BOX = W + "txbxContent"
ALTERNATE = MC + "AlternateContent"

_OFF = frozenset(("0", "false", "off", "none"))


def child_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of that name. Properties come first, so it is usually one step (`find` costs six)."""
    for child in element:
        if child.tag == tag:
            return child
    return None


def val(element: etree._Element | None) -> str | None:
    """`w:val` of an element, None where either is missing."""
    return None if element is None else element.get(VAL)


def on(element: etree._Element) -> bool:
    """The value of a toggle property; a missing `w:val` means on."""
    return element.get(VAL, "1").lower() not in _OFF


def to_int(text: str | None, default: int | None = None) -> int | None:
    """A decimal attribute; nonsense and absurd sizes give the default."""
    if text is None:
        return default
    try:
        number = int(text)
    except ValueError:
        return default
    return number if abs(number) < 1 << 31 else default


def unfilled(sdt: etree._Element) -> bool:
    """Whether a content control still shows its placeholder."""
    properties = child_of(sdt, W + "sdtPr")
    shown = None if properties is None else child_of(properties, W + "showingPlcHdr")
    return shown is not None and on(shown)


def alternate(element: etree._Element) -> etree._Element:
    """The one branch of mc:AlternateContent to read: the Choice, unless only the Fallback holds a text box."""
    choice, fallback = child_of(element, MC + "Choice"), child_of(element, MC + "Fallback")
    if choice is None:
        return fallback if fallback is not None else element
    boxed = next(choice.iter(BOX), None) is not None
    if not boxed and fallback is not None and next(fallback.iter(BOX), None) is not None:
        return fallback
    return choice
