"""Complex fields (w:fldChar): what stands between `begin` and `separate` is code, not text.

A field hides its code only if all three marks are there and read, so that a broken field never hides text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from dilint.docx.ooxml import ALTERNATE, BOX, MC, W, alternate

_TYPE = W + "fldCharType"
_REVISED = {True: (W + "del", W + "moveFrom"), False: (W + "ins", W + "moveTo")}
_BRANCHES = (MC + "Choice", MC + "Fallback")


@dataclass(slots=True)
class Fields:
    """The whole fields of a story: the part that each mark plays, and those that are open, innermost last."""

    marks: Mapping[etree._Element, str] = field(default_factory=dict)
    code: list[bool] = field(default_factory=list)  # whether the open field is still in its code
    hiding: int = 0  # how many are

    def pass_mark(self, mark: etree._Element) -> None:
        kind = self.marks.get(mark)
        if kind == "begin":
            self.code.append(True)
            self.hiding += 1
        elif kind == "separate" and self.code:
            self.hiding -= self.code[-1]
            self.code[-1] = False
        elif kind == "end" and self.code:
            self.hiding -= self.code.pop()


def whole_fields(found: Iterable[etree._Element], story: etree._Element, final: bool) -> Fields:
    """Match the `w:fldChar` of one story, without its text boxes and the other side of tracked changes."""
    marks: dict[etree._Element, str] = {}
    opened: list[tuple[etree._Element, etree._Element | None]] = []
    for mark in found:
        if not _is_read(mark, story, final):
            continue
        kind = mark.get(_TYPE)
        if kind == "begin":
            opened.append((mark, None))
        elif kind == "separate" and opened:
            opened[-1] = (opened[-1][0], mark)
        elif kind == "end" and opened:
            begin, separate = opened.pop()
            if separate is not None:
                marks.update(((begin, "begin"), (separate, "separate"), (mark, "end")))
    return Fields(marks)


def _is_read(mark: etree._Element, story: etree._Element, final: bool) -> bool:
    for ancestor in mark.iterancestors():
        if ancestor is story:
            return True
        tag = ancestor.tag
        if tag == BOX or tag in _REVISED[final]:
            return False
        if tag in _BRANCHES:
            parent = ancestor.getparent()
            if parent is not None and parent.tag == ALTERNATE and alternate(parent) is not ancestor:
                return False
    return True
