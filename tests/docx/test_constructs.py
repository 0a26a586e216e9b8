"""Constructs of research and practice that no simple reader gets right: where they stand and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dilint.docx import read
from dilint.model import Block, Document
from tests.docx.build import REL, R, docx, members, p, r, t, write

Reads = Callable[..., Document]
CONTROL = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
BOX = "<w:txbxContent>{}</w:txbxContent>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    def make(body: str, side: str = "final", **parts: str) -> Document:
        return read(docx(tmp_path / "a.docx", body, **parts), revisions=side)  # type: ignore[arg-type]

    return make


# --- content controls -------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        CONTROL.format(p("поле")),
        p(CONTROL.format(r("поле"))),
        CONTROL.format(tbl(row(cell(p("поле"))))),
        tbl(CONTROL.format(row(cell(p("поле"))))),
        tbl(row(CONTROL.format(cell(p("поле"))))),
    ],
    ids=["block", "run", "table", "row", "cell"],
)
def test_unfilled_control_is_marked_at_every_level(body: str, reads: Reads) -> None:
    (block,) = reads(body).blocks
    assert (block.text, block.placeholder) == ("поле", True)
    (filled,) = reads(body.replace("<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>')).blocks
    assert not filled.placeholder


# --- tracked changes --------------------------------------------------------------------

DELETED_MARK = '<w:rPr><w:del w:id="1"/></w:rPr>'


def test_several_deleted_marks_and_the_properties_of_the_last(reads: Reads) -> None:
    body = p("а", look=DELETED_MARK) + p("б", look=DELETED_MARK) + p("в", look='<w:jc w:val="center"/>')
    (block,) = reads(body).blocks
    assert (block.text, block.centered, block.deleted) == ("абв", True, True)
    assert [f.node.text for f in block.fragments] == ["а", "б", "в"]


def test_deleted_mark_before_a_table_and_at_the_end_of_a_cell(reads: Reads) -> None:
    body = p("перед", look=DELETED_MARK) + tbl(row(cell(p("ячейка", look=DELETED_MARK)))) + p("после")
    document = reads(body)
    assert texts(document) == ["перед", "ячейка", "после"]
    assert [bool(b.cell) for b in document.blocks] == [False, True, False]


def test_inserted_mark_joins_on_the_original_side(reads: Reads) -> None:
    body = p("а", look='<w:rPr><w:ins w:id="1"/></w:rPr>') + p("б")
    assert texts(reads(body)) == ["а", "б"]
    assert texts(reads(body, "original")) == ["аб"]


def test_deleted_and_inserted_rows_and_cells(reads: Reads) -> None:
    body = tbl(
        row(cell(p("старая")), properties='<w:del w:id="1"/>'),
        row(cell(p("новая")), properties='<w:ins w:id="2"/>'),
        row(cell(p("была"), '<w:cellDel w:id="3"/>'), cell(p("стала"), '<w:cellIns w:id="4"/>'), cell(p("всегда"))),
    )
    final, original = reads(body), reads(body, "original")
    assert texts(final) == ["новая", "стала", "всегда"]
    assert texts(original) == ["старая", "была", "всегда"]
    assert [b.cell for b in final.blocks] == [((1, 1, 1),), ((1, 2, 2),), ((1, 2, 3),)]


def test_what_was_before_a_change_of_properties_is_read_on_the_original_side_only(reads: Reads) -> None:
    body = p(
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="2"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>текст</w:t></w:r>',
        look='<w:pPrChange w:id="1"><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>',
    )
    (block,) = reads(body).blocks
    assert (block.text, block.bold, block.centered, block.heading) == ("текст", True, False, None)
    (block,) = reads(body, "original").blocks
    assert (block.hidden, block.centered, block.heading) == ("текст", True, 1)


@pytest.mark.parametrize(("side", "word"), [("final", "принятые"), ("original", "отклонённые")])
def test_changes_are_told_even_if_nothing_is_left_of_them(side: str, word: str, reads: Reads) -> None:
    body = tbl(row(cell(p("а")), properties='<w:del w:id="1"/>')) + p("текст")
    assert any(word in w for w in reads(body, side).warnings)
    assert not any("исправления" in w for w in reads(p("текст")).warnings)


# --- fields -----------------------------------------------------------------------------


def test_nested_field_and_field_across_paragraphs(reads: Reads) -> None:
    nested = (
        mark("begin")
        + "<w:r><w:instrText>IF </w:instrText></w:r>"
        + mark("begin")
        + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    nested += mark("separate") + r("3") + mark("end") + mark("separate") + r("итог") + mark("end")
    across = (
        p(mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + mark("separate") + r("раздел 1"))
        + p("раздел 2")
        + p(mark("end") + r("после"))
    )
    document = reads(p(nested) + across)
    assert texts(document) == ["итог", "раздел 1", "раздел 2", "после"]
    assert not any(b.hidden for b in document.blocks)


@pytest.mark.parametrize(
    "body",
    [
        p(mark("begin") + r("виден")) + p("тоже"),
        p(mark("begin") + mark("separate") + r("виден")) + p("тоже"),
        p(mark("begin") + r("виден") + mark("end")) + p("тоже"),
        p(mark("end") + mark("separate") + r("виден")) + p("тоже"),
        p(mark("begin") + r("виден")) + p("тоже") + p('<w:del w:id="1">' + mark("separate") + mark("end") + "</w:del>"),
        p('<w:del w:id="1">' + mark("begin") + "</w:del>" + r("виден")) + p("тоже") + p(mark("separate") + mark("end")),
        p(mark("begin") + r("виден")) + p("тоже") + p("<w:r><w:pict>" + BOX.format(p(mark("separate") + mark("end"))) + "</w:pict></w:r>"),
    ],
    ids=["begin", "no end", "no separate", "no begin", "end deleted", "begin deleted", "end in a box"],
)  # fmt: skip
def test_broken_fields_hide_nothing(body: str, reads: Reads) -> None:
    assert texts(reads(body))[:2] == ["виден", "тоже"]


def test_text_in_the_code_of_a_field_is_told(reads: Reads) -> None:
    document = reads(p(mark("begin") + r("штраф") + mark("separate") + r("премия") + mark("end")))
    assert (document.blocks[0].text, document.blocks[0].hidden) == ("премия", "штраф")
    assert any("скрытый текст" in w for w in document.warnings)


# --- boxes, alternatives ----------------------------------------------------------------


def alternative(choice: str, fallback: str) -> str:
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'


@pytest.mark.parametrize(
    "body",
    [
        alternative(p("раз"), p("раз")),
        p(alternative(r("раз"), r("раз"))),
        p("<w:r>" + alternative(t("раз"), t("раз")) + "</w:r>"),
        tbl(alternative(row(cell(p("раз"))), row(cell(p("раз"))))),
        p("<w:r>" + alternative("<w:drawing/>", "<w:pict>" + BOX.format(p("раз")) + "</w:pict>") + "</w:r>"),
    ],
    ids=["block", "inline", "run", "row", "box in the fallback only"],
)
def test_one_branch_is_read(body: str, reads: Reads) -> None:
    assert texts(reads(body)) == ["раз"]


def test_grouped_and_nested_boxes_hang_on_their_paragraph(reads: Reads) -> None:
    inner = p(r("внутри") + "<w:r><w:pict>" + BOX.format(p("глубже")) + "</w:pict></w:r>")
    group = (
        "<w:r><w:pict><v:group><v:shape><v:textbox>"
        + BOX.format(inner)
        + "</v:textbox></v:shape><v:shape><v:textbox>"
        + BOX.format(p("рядом"))
        + "</v:textbox></v:shape></v:group></w:pict></w:r>"
    )
    document = reads(p("тело") + p(r("якорь") + group) + p("конец"))
    assert [(b.story, b.text, b.host) for b in document.blocks] == [
        ("body", "тело", None), ("body", "якорь", None), ("textbox", "внутри", 1), ("textbox", "глубже", 1), ("textbox", "рядом", 1), ("body", "конец", None),
    ]  # fmt: skip


def test_approval_in_a_box_on_an_empty_paragraph(reads: Reads) -> None:
    document = reads(p("<w:r><w:pict>" + BOX.format(p("УТВЕРЖДАЮ")) + "</w:pict></w:r>") + p("текст"))
    assert [(b.text, b.host) for b in document.blocks] == [("УТВЕРЖДАЮ", None), ("текст", None)]


def test_frame_is_a_paragraph(reads: Reads) -> None:
    assert texts(reads(p("УТВЕРЖДАЮ", look='<w:framePr w:w="4000"/>') + p("б"))) == ["УТВЕРЖДАЮ", "б"]


# --- tables -----------------------------------------------------------------------------


def test_ragged_rows_and_columns_left_out(reads: Reads) -> None:
    body = tbl(row(cell(p("а")), cell(p("б"))), row(cell(p("в")), properties='<w:gridBefore w:val="1"/>'), row())
    assert [b.cell[0][1:] for b in reads(body).blocks] == [(1, 1), (1, 2), (2, 2)]


def test_merged_cells_are_read_once_and_orphans_are_read(reads: Reads) -> None:
    merged, restart, go_on = "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    document = reads(
        tbl(row(cell(p("а"), restart), cell(p("сирота"), merged)), row(cell(p("эхо"), merged), cell(p("б"))))
    )
    assert texts(document) == ["а", "сирота", "б"]
    assert any("объединённых ячейках" in w for w in document.warnings)
    document = reads(tbl(row(cell(p("а"), '<w:hMerge w:val="restart"/>'), cell(p(), go_on), cell(p("б")))))
    assert [(b.text, b.cell[0][2]) for b in document.blocks] == [("а", 1), ("б", 3)]
    assert not document.warnings


def test_nested_tables_are_numbered_within_their_cell(reads: Reads) -> None:
    inner = CONTROL.format(tbl(row(cell(p("1"))))) + CONTROL.format(tbl(row(cell(p("2")))))
    assert [b.cell for b in reads(tbl(row(cell(inner + p())))).blocks] == [
        ((1, 1, 1), (1, 1, 1)),
        ((1, 1, 1), (2, 1, 1)),
    ]


# --- text -------------------------------------------------------------------------------


def test_symbols_and_private_codes(reads: Reads) -> None:
    body = p(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="00B7"/><w:sym w:font="MS Gothic" w:char="2610"/><w:sym w:char="?"/></w:r>'
    )
    assert texts(reads(body)) == ["☑•☐□"]
    (block,) = reads(p("\uf0b7\tвести учёт")).blocks
    assert (block.label, block.text[block.label_end :]) == ("•", "вести учёт")


def test_comment_within_a_text_does_not_cut_it(reads: Reads) -> None:
    assert texts(reads("<w:p><w:r><w:t>штраф<!-- x --> пять<?x y?> рублей</w:t></w:r></w:p>")) == ["штраф пять рублей"]


def test_line_ends_of_the_markup_are_spaces(reads: Reads) -> None:
    assert texts(reads("<w:p><w:r><w:t>работник\nобязан\tзнать</w:t></w:r></w:p>")) == ["работник обязан знать"]
    assert texts(reads("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>работник\nобязан</w:t></w:r></w:p>")) == ["работник обязан"]


def test_toggle_properties_of_styles(reads: Reads) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="p"><w:name w:val="p"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="c"><w:name w:val="c"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="v"><w:name w:val="v"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    strong = r("слово", '<w:rStyle w:val="c"/>')
    body = p(strong) + p("слово", look='<w:pStyle w:val="p"/>') + p(strong, look='<w:pStyle w:val="p"/>')
    body += p(r("тайна") + r("явь", '<w:vanish w:val="0"/>'), look='<w:pStyle w:val="v"/>')
    blocks = reads(body, styles=styles).blocks
    assert [b.bold for b in blocks[:3]] == [True, True, False]
    assert (blocks[3].text, blocks[3].hidden) == ("явь", "тайна")


def test_bold_is_a_matter_of_letters(reads: Reads) -> None:
    blocks = reads(p(r("1. ") + r("Права", "<w:b/>")) + p(r("Права", "<w:b/>") + r(" и")) + p("1.", look="")).blocks
    assert [b.bold for b in blocks] == [True, False, False]


@pytest.mark.parametrize(
    ("name", "outline", "heading"),
    [("heading 2", "", 2), ("Заголовок 3", "", 3), ("Обычный", '<w:outlineLvl w:val="0"/>', 1), ("heading 1", '<w:outlineLvl w:val="9"/>', None)],
)  # fmt: skip
def test_heading_by_name_or_level(name: str, outline: str, heading: int | None, reads: Reads) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="11"><w:name w:val="{name}"/><w:pPr>{outline}</w:pPr></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="мой"/><w:basedOn w:val="11"/></w:style>'
    (block,) = reads(p("раздел", look='<w:pStyle w:val="mine"/>'), styles=styles).blocks
    assert block.heading == heading


# --- stories ----------------------------------------------------------------------------


def _sections(tmp_path: Path, *sections: str, settings: str = "") -> list[Block]:
    """A document of sections, each with these header references to h1.xml … h3.xml."""
    body = "".join(p(f"раздел {i}", look=f"<w:sectPr>{inner}</w:sectPr>") for i, inner in enumerate(sections, 1))
    files: dict[str, str | bytes] = dict(members(body))
    rels = "".join(f'<Relationship Id="h{i}" Type="{R}/header" Target="h{i}.xml"/>' for i in (1, 2, 3))
    rels += f'<Relationship Id="s" Type="{R}/settings" Target="settings.xml"/>'
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{REL}">{rels}</Relationships>'
    namespace = files["word/document.xml"].split("<w:document ", 1)[1].split(">", 1)[0]  # type: ignore[union-attr, arg-type]
    for i in (1, 2, 3):
        files[f"word/h{i}.xml"] = f"<w:hdr {namespace}>{p(f'колонтитул {i}')}</w:hdr>"
    files["word/settings.xml"] = f"<w:settings {namespace}>{settings}</w:settings>"
    return [b for b in read(write(tmp_path / "a.docx", files)).blocks if b.story == "header"]


def reference(kind: str, number: int) -> str:
    return f'<w:headerReference w:type="{kind}" r:id="h{number}"/>'


def test_header_shared_by_sections_is_read_once(tmp_path: Path) -> None:
    found = _sections(tmp_path, reference("default", 1), reference("default", 1) + reference("default", 2))
    assert [b.text for b in found] == ["колонтитул 1", "колонтитул 2"]


def test_first_and_even_headers_where_they_are_shown(tmp_path: Path) -> None:
    all_three = reference("default", 1) + reference("first", 2) + reference("even", 3)
    assert [b.text[-1] for b in _sections(tmp_path, all_three)] == ["1"]
    assert [b.text[-1] for b in _sections(tmp_path, all_three, "<w:titlePg/>")] == ["1", "2"]
    assert [b.text[-1] for b in _sections(tmp_path, all_three, settings="<w:evenAndOddHeaders/>")] == ["1", "3"]


def test_former_section_properties_are_not_read(tmp_path: Path) -> None:
    former = f'<w:sectPrChange w:id="1"><w:sectPr>{reference("default", 2)}</w:sectPr></w:sectPrChange>'
    assert [b.text[-1] for b in _sections(tmp_path, reference("default", 1) + former)] == ["1"]


def test_notes_come_in_order_of_reference_each_once(reads: Reads) -> None:
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    notes = "".join(f'<w:footnote w:id="{i}">{p(f"сноска {i}")}</w:footnote>' for i in (1, 2, 3))
    document = reads(p(r("а") + refer(2)) + p(r("б") + refer(1) + refer(2)), footnotes=notes)
    assert [(b.text, b.host) for b in document.blocks[2:]] == [("сноска 2", 0), ("сноска 1", 1)]


def test_endnotes_and_tables_in_footers(reads: Reads) -> None:
    body = (
        p(r("а") + '<w:r><w:endnoteReference w:id="1"/></w:r>')
        + '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/></w:sectPr>'
    )
    document = reads(
        body, footer=tbl(row(cell(p("в подвале")))), endnotes=f'<w:endnote w:id="1">{p("примечание")}</w:endnote>'
    )
    assert [(b.story, b.text) for b in document.blocks] == [
        ("body", "а"),
        ("footer", "в подвале"),
        ("endnote", "примечание"),
    ]


def test_comments_are_not_part_of_the_document(tmp_path: Path) -> None:
    files = members(
        p(
            '<w:commentRangeStart w:id="1"/>'
            + r("текст")
            + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        )
    )
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{REL}"><Relationship Id="c" Type="{R}/comments" Target="comments.xml"/></Relationships>'
    )
    files["word/comments.xml"] = "<broken"
    document = read(write(tmp_path / "a.docx", dict(files)))
    assert (texts(document), document.warnings) == (["текст"], ())


# --- what is not read is said -----------------------------------------------------------

DIAGRAM = (
    '<w:r><w:drawing><a:graphicData xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></w:drawing></w:r>'
)
OBJECT = '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r>'
PICTURE = '<w:r><w:pict><v:imagedata r:id="x"/></w:pict></w:r>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p("текст") + '<w:altChunk r:id="x"/>', "altChunk"),
        (p("текст") + '<w:subDoc r:id="x"/>', "вложенные документы"),
        (p(r("текст") + DIAGRAM), "SmartArt"),
        (p(r("текст") + OBJECT), "OLE"),
        (p(PICTURE), "скан"),
    ],
)
def test_unread_content_is_told(body: str, words: str, reads: Reads) -> None:
    assert any(words in w for w in reads(body).warnings)
    assert not reads(p(r("текст") + PICTURE)).warnings
