"""List labels: Word's counters, and the ones typed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilint.docx import read
from dilint.docx.labels import parse_label
from dilint.docx.numerals import RUSSIAN, format_number
from tests.docx.build import docx, level, numbered, numbering, p

TWO = level(0, "%1.") + level(1, "%1.%2.")


def labels(path: Path) -> list[str]:
    return [b.label for b in read(path).blocks]


def test_multilevel_restart_and_skipped_upper_level(tmp_path: Path) -> None:
    body = numbered("а", 1) + numbered("б", 1) + numbered("в", 0) + numbered("г", 1)
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(TWO))) == ["1.1.", "1.2.", "2.", "2.1."]


def test_nums_of_one_abstract_share_counters(tmp_path: Path) -> None:
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in (1, 2))
    body = numbered("а", 0, 1) + numbered("б", 0, 2)
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(TWO, nums))) == ["1.", "2."]


def test_start_override_restarts_once(tmp_path: Path) -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = numbered("а") + numbered("б") + numbered("в", 0, 2) + numbered("г", 0, 2)
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(TWO, nums))) == ["1.", "2.", "1.", "2."]


def test_level_linked_to_a_style(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="cl"><w:name w:val="Пункт"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    linked = level(0, "%1.") + level(1, "%1.%2.", extra='<w:pStyle w:val="cl"/>')
    body = numbered("раздел") + p("пункт", look='<w:pStyle w:val="cl"/>')
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(linked), styles=styles)) == ["1.", "1.1."]


def test_legal_numbering_and_russian_letters(tmp_path: Path) -> None:
    levels = level(0, "%1.", "upperRoman") + level(1, "%1.%2.", extra="<w:isLgl/>") + level(2, "%3)", "russianLower")
    body = numbered("а", 0) + numbered("б", 1) + numbered("в", 2) + numbered("г", 2)
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(levels))) == ["I.", "1.1.", "а)", "б)"]


def test_unknown_list_is_said_to_be_unresolved(tmp_path: Path) -> None:
    document = read(docx(tmp_path / "a.docx", numbered("а", 0, 9), numbering=numbering(TWO)))
    assert document.blocks[0].label_problem == "в документе нет определения списка"
    assert any("номера пунктов" in w for w in document.warnings)


def test_empty_numbered_paragraph_takes_a_number(tmp_path: Path) -> None:
    body = numbered("а") + p(look='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') + numbered("в")
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(TWO))) == ["1.", "3."]


def num(number: int, abstract: int = 0, inner: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inner}</w:num>'


def style(style_id: str, number: str = "", base: str = "", kind: str = "paragraph") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{style_id}"/><w:basedOn w:val="{base}"/>'
        f"<w:pPr><w:numPr>{number}</w:numPr></w:pPr></w:style>"
    )


def styled(text: str, style_id: str, direct: str = "") -> str:
    return p(text, look=f'<w:pStyle w:val="{style_id}"/>{direct}')


def test_style_that_only_adds_a_level_to_its_base(tmp_path: Path) -> None:
    styles = style("one", '<w:numId w:val="1"/>') + style("two", '<w:ilvl w:val="1"/>', "one")
    body = styled("а", "one") + styled("б", "two") + styled("в", "two", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    path = docx(tmp_path / "a.docx", body, numbering=numbering(TWO), styles=styles)
    assert labels(path) == ["1.", "1.1.", ""]


def test_list_defined_by_a_numbering_style(tmp_path: Path) -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'
    styles = style("s", '<w:numId w:val="1"/>', kind="numbering")
    body = numbered("а", 0, 2) + numbered("б", 1, 2)
    path = docx(tmp_path / "a.docx", body, numbering=numbering(TWO, linked + num(1) + num(2, 1)), styles=styles)
    assert labels(path) == ["1.", "1.1."]


def test_circular_and_missing_definitions_are_unresolved(tmp_path: Path) -> None:
    circle = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'
    styles = style("s", '<w:numId w:val="2"/>', kind="numbering")
    for body, nums in (
        (numbered("а", 0, 2), circle + num(2, 1)),
        (numbered("а", 0, 2), num(2, 7)),
        (numbered("а", 5), num(1)),
    ):
        (block,) = read(docx(tmp_path / "a.docx", body, numbering=numbering(TWO, nums), styles=styles)).blocks
        assert block.label == "" and block.label_problem
    (block,) = read(docx(tmp_path / "a.docx", numbered("а"))).blocks  # no numbering part at all
    assert block.label_problem


def test_level_replaced_by_an_override(tmp_path: Path) -> None:
    replaced = level(0, "%1)", "russianUpper", 3, "<w:lvlRestart w:val='0'/>")
    inner = f'<w:lvlOverride w:ilvl="0">{replaced}</w:lvlOverride>'
    body = numbered("а", 0, 2) + numbered("б", 0, 2) + numbered("в", 1, 2)
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(TWO, num(1) + num(2, 0, inner)))) == [
        "В)",
        "Г)",
        "Г.1.",
    ]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [("", "1 2 1 1"), ('<w:lvlRestart w:val="0"/>', "1 2 3 4"), ('<w:lvlRestart w:val="1"/>', "1 2 3 1")],
)
def test_which_levels_restart_a_level(restart: str, expected: str, tmp_path: Path) -> None:
    levels = level(0, "%1.") + level(1, "%2.") + level(2, "%3", extra=restart)
    items = (0, 1, 2, 2, 1, 2, 0, 2)  # a use of level 1, then one of level 0
    body = "".join(numbered("а", i) for i in items)
    found = labels(docx(tmp_path / "a.docx", body, numbering=numbering(levels)))
    assert " ".join(label for label, i in zip(found, items, strict=True) if i == 2) == expected


def test_start_at_zero_and_legal_numbers_of_ordinals(tmp_path: Path) -> None:
    levels = (
        level(0, "%1.", start=0)
        + level(1, "%2 раздел", "ordinalText")
        + level(2, "%1.%2.%3", "russianLower", extra="<w:isLgl/>")
    )
    body = numbered("а") + numbered("б", 1) + numbered("в", 1) + numbered("г", 2)
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(levels))) == [
        "0.",
        "Первый раздел",
        "Второй раздел",
        "0.2.1",
    ]


def test_unsupported_format_is_said(tmp_path: Path) -> None:
    (block,) = read(
        docx(tmp_path / "a.docx", numbered("а"), numbering=numbering(level(0, "%1.", "thaiLetters")))
    ).blocks
    assert (block.label, block.label_problem) == ("1.", "формат номера thaiLetters не поддержан")


def test_custom_format_in_an_alternative(tmp_path: Path) -> None:
    custom = '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    levels = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{custom}<w:lvlText w:val="%1."/></w:lvl>'
    assert labels(docx(tmp_path / "a.docx", numbered("а") + numbered("б"), numbering=numbering(levels))) == [
        "009.",
        "010.",
    ]


def test_deleted_and_hidden_items_are_not_counted(tmp_path: Path) -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = p(
        '<w:del w:id="1"><w:r><w:delText>б</w:delText></w:r></w:del>', look=f'{item}<w:rPr><w:del w:id="2"/></w:rPr>'
    )
    hidden = p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>в</w:t></w:r>", look=f"{item}<w:rPr><w:vanish/></w:rPr>")
    path = docx(tmp_path / "a.docx", numbered("а") + gone + hidden + numbered("г"), numbering=numbering(TWO))
    assert [(b.text, b.label) for b in read(path).blocks if b.text] == [("а", "1."), ("г", "2.")]


def test_numbers_run_on_through_cells_and_unnumbered_text(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{numbered(text)}</w:tc>" for text in "бв")
    body = numbered("а") + p("без номера") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + numbered("г")
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(TWO))) == ["1.", "", "2.", "3.", "4."]


def test_typed_and_automatic_labels_mixed(tmp_path: Path) -> None:
    body = numbered("а") + p("1.1. Работник обязан") + numbered("1) вести")
    found = read(docx(tmp_path / "a.docx", body, numbering=numbering(TWO))).blocks
    assert [(b.label, b.label_source, b.label_end) for b in found] == [
        ("1.", "auto", 0),
        ("1.1.", "typed", 5),
        ("2.", "auto", 0),
    ]


def test_bullets_of_symbol_fonts(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:numFmt w:val="bullet"/><w:lvlText w:val="{text}"/><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>'
        for i, (text, font) in enumerate(
            (("\uf0b7", "Symbol"), ("o", "Courier New"), ("§", "Wingdings"), ("–", "Arial"))
        )
    )
    body = "".join(numbered("а", i) for i in range(4))
    assert labels(docx(tmp_path / "a.docx", body, numbering=numbering(levels))) == ["•", "○", "▪", "–"]


@pytest.mark.parametrize(
    ("value", "fmt", "expected"),
    [
        (4, "lowerRoman", "iv"),
        (30, "russianLower", "аа"),
        (7, "decimalZero", "07"),
        (28, "upperLetter", "BB"),
        (2, "ordinalText", "Второй"),
        (3, "none", ""),
        (29, "russianLower", "я"),
        (59, "russianUpper", "ААА"),
        (1, "ordinal", "1-й"),
        (21, "ordinalText", "Двадцать первый"),
        (40, "ordinalText", "Сороковой"),
        (112, "cardinalText", "Сто двенадцать"),
        (340, "ordinalText", "Триста сороковой"),
        (0, "cardinalText", "Ноль"),
        (1000, "ordinalText", None),
        (3, "decimalEnclosedCircle", "③"),
        (5, "chicago", "**"),
        (255, "hex", "FF"),
        (2_000_000_000, "lowerRoman", "2000000000"),
        (1, "thaiLetters", None),
    ],
)
def test_formats(value: int, fmt: str, expected: str | None) -> None:
    assert format_number(value, fmt) == expected


@given(st.integers(1, 29))
def test_russian_letters_follow_the_alphabet(value: int) -> None:
    assert format_number(value, "russianLower") == RUSSIAN[value - 1]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2.13. Обязан вести учёт", "2.13."),
        ("1.1 Кладовщик относится", "1.1"),
        ("3) принимать", "3)"),
        ("а) выдавать", "а)"),
        ("IV. Ответственность", "IV."),
        ("ІІ. Обязанности", "ІІ."),
        ("I.Общие положения", "I."),
        ("– соблюдать", "–"),
        ("- соблюдать", "-"),
        ("• вести", "•"),
        ("Раздел 4. Права", "Раздел 4."),
        ("1 ОБЩИЕ ПОЛОЖЕНИЯ", "1"),
        ("12.01.2026", ""),
        ("12.01.2026 № 5", ""),
        ("5 января 2026 г.", ""),
        ("1 000 рублей", ""),
        ("2.5 балла снимается", ""),
        ("100 % премии", ""),
        ("В срок", ""),
        ("И. И. Петров", ""),
        ("г. Москва", ""),
        ("и так далее", ""),
    ],
)
def test_typed_labels(text: str, label: str) -> None:
    assert parse_label(text)[0] == label


@given(st.text(max_size=40))
def test_typed_label_is_a_prefix(text: str) -> None:
    label, end = parse_label(text)
    assert 0 <= end <= len(text)
    assert text[:end].strip(" \t\u00a0\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85").startswith(label)
