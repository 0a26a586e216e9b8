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


@pytest.mark.parametrize(
    ("value", "fmt", "expected"),
    [
        (4, "lowerRoman", "iv"),
        (30, "russianLower", "аа"),
        (7, "decimalZero", "07"),
        (28, "upperLetter", "BB"),
        (2, "ordinalText", "Второй"),
        (3, "none", ""),
    ],
)
def test_formats(value: int, fmt: str, expected: str) -> None:
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
