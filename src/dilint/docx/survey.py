"""One look over a story before it is walked, in C: most properties say nothing that this reader asks for.

A run of a usual document carries five properties (font, size, colour, language …), and in nine runs of ten none
of them changes what is read; three paragraphs of four hold nothing but such runs. Finding the others takes a
fraction of the time of looking into all.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from dilint.docx.ooxml import ALTERNATE, P_PR, R_PR, SDT, VAL, M, P, W

_FIELD_MARK, _SECTION, _ALIGNMENT = W + "fldChar", W + "sectPr", W + "jc"
#: Properties that say something wherever they stand; alignment says something where it centres.
_SAYING = frozenset(
    W + name
    for name in (
        "b caps smallCaps vanish rStyle rPrChange ins del moveFrom moveTo numPr outlineLvl pPrChange "
        "gridBefore gridSpan vMerge hMerge cellDel cellIns"
    ).split()
)
#: Besides them, what makes a paragraph more than runs of plain text.
_SPECIAL = frozenset(
    W + name
    for name in (
        "tab ptab br cr noBreakHyphen sym ruby delText footnoteReference endnoteReference pict drawing object"
    ).split()
) | {SDT, ALTERNATE, M + "oMath", M + "oMathPara"}
_TAGS = (_ALIGNMENT, _FIELD_MARK, _SECTION, *_SAYING, *_SPECIAL)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a story holds.

    `telling` has every w:pPr, w:rPr, w:trPr and w:tcPr worth reading; w:pStyle, which nearly all have, aside.
    `special` has every w:p with anything in it but runs of text without such properties.
    """

    telling: frozenset[etree._Element]
    special: frozenset[etree._Element]
    field_marks: tuple[etree._Element, ...]
    sections: tuple[etree._Element, ...]  # w:sectPr


def survey(story: etree._Element) -> Survey:
    telling: set[etree._Element] = set()
    special: set[etree._Element] = set()
    marks: list[etree._Element] = []
    sections: list[etree._Element] = []
    for element in story.iter(*_TAGS):
        tag = element.tag
        if tag == _SECTION:
            sections.append(element)
            continue
        if tag == _ALIGNMENT and element.get(VAL) != "center":
            continue
        if tag == _FIELD_MARK:
            marks.append(element)
        parent = element.getparent()
        if parent is None:
            continue
        telling.add(parent)
        if parent.tag == R_PR and (owner := parent.getparent()) is not None:
            telling.add(owner)  # a w:pPr, where these are properties of a paragraph mark
            parent = owner
        if parent.tag != P_PR:
            special.update(element.iterancestors(P))
    return Survey(frozenset(telling), frozenset(special), tuple(marks), tuple(sections))
