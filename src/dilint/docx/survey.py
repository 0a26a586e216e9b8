"""One look over a story before it is walked, in C: most properties say nothing that this reader asks for.

A run of a usual document carries five properties (font, size, colour, language …), and in nine runs of ten none
of them changes what is read. Finding those that do takes a fraction of the time of looking into all.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from dilint.docx.ooxml import R_PR, VAL, W

_FIELD_MARK, _SECTION, _ALIGNMENT = W + "fldChar", W + "sectPr", W + "jc"
_SAYING = (
    "b caps smallCaps vanish rStyle rPrChange ins del moveFrom moveTo numPr outlineLvl pPrChange"  # all but alignment
)
_TAGS = (_ALIGNMENT, _FIELD_MARK, _SECTION, *(W + name for name in _SAYING.split()))


@dataclass(frozen=True, slots=True)
class Survey:
    """What a story holds, in document order.

    `telling` has every w:pPr and w:rPr worth reading (besides the w:pStyle, which nearly all paragraphs have).
    """

    telling: frozenset[etree._Element]
    field_marks: tuple[etree._Element, ...]
    sections: tuple[etree._Element, ...]  # w:sectPr


def survey(story: etree._Element) -> Survey:
    telling: set[etree._Element] = set()
    marks: list[etree._Element] = []
    sections: list[etree._Element] = []
    for element in story.iter(*_TAGS):
        tag = element.tag
        if tag == _FIELD_MARK:
            marks.append(element)
        elif tag == _SECTION:
            sections.append(element)
        elif (parent := element.getparent()) is not None and (tag != _ALIGNMENT or element.get(VAL) == "center"):
            telling.add(parent)
            if parent.tag == R_PR and (owner := parent.getparent()) is not None:
                telling.add(owner)  # a w:pPr, where these are properties of a paragraph mark
    return Survey(frozenset(telling), tuple(marks), tuple(sections))
