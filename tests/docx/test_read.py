"""Every construct that hides text from naive readers, each in a document of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from dilint.docx import read
from dilint.model import Document
from tests.docx.build import docx, p, r, t

BOX = "<w:txbxContent>{}</w:txbxContent>"
SDT = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in cells) + "</w:tr>"


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(rows) + "</w:tbl>"


def text(document: Document) -> str:
    return "\n".join(b.text for b in document.blocks)


SHOWN = {
    "control around a paragraph": SDT.format(p("ВИДНО")),
    "control around a run": p(SDT.format(r("ВИДНО"))),
    "control around a table": SDT.format(tbl(row(p("ВИДНО")))),
    "control around a row": tbl(SDT.format(row(p("ВИДНО")))),
    "control around a cell": tbl("<w:tr>" + SDT.format(f"<w:tc>{p('ВИДНО')}</w:tc>") + "</w:tr>"),
    "tracked insertion": p('<w:ins w:id="1">' + r("ВИДНО") + "</w:ins>"),
    "tracked move target": p('<w:moveTo w:id="1">' + r("ВИДНО") + "</w:moveTo>"),
    "hyperlink": p("<w:hyperlink>" + r("ВИДНО") + "</w:hyperlink>"),
    "smart tag": p("<w:smartTag>" + r("ВИДНО") + "</w:smartTag>"),
    "inline custom XML": p("<w:customXml>" + r("ВИДНО") + "</w:customXml>"),
    "simple field": p('<w:fldSimple w:instr="REF x">' + r("ВИДНО") + "</w:fldSimple>"),
    "nested table": tbl(row(tbl(row(p("ВИДНО"))) + p())),
    "VML text box": p("<w:r><w:pict><v:shape><v:textbox>" + BOX.format(p("ВИДНО")) + "</v:textbox></v:shape></w:pict></w:r>"),
    "DrawingML text box once": p(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>" + BOX.format(p("ВИДНО")) + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>" + BOX.format(p("ВИДНО")) + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ),
    "unclosed field hides nothing": p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("ВИДНО")),
    "ruby base": p("<w:r><w:ruby><w:rt>" + r("чтение") + "</w:rt><w:rubyBase>" + r("ВИДНО") + "</w:rubyBase></w:ruby></w:r>"),
    "split runs": p(r("ВИ") + r("ДНО")),
    "vertically merged cell once": tbl(
        "<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + p("ВИДНО") + "</w:tc></w:tr>",
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("эхо") + "</w:tc></w:tr>",
    ),
}  # fmt: skip
HIDDEN = {
    "tracked deletion": p('<w:del w:id="1"><w:r><w:delText>СКРЫТО</w:delText></w:r></w:del>' + r("текст")),
    "tracked move source": p('<w:moveFrom w:id="1">' + r("СКРЫТО") + "</w:moveFrom>" + r("текст")),
    "deleted row": tbl('<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>' + p("СКРЫТО") + "</w:tc></w:tr>", row(p("текст"))),
    "hidden run": p(r("СКРЫТО", "<w:vanish/>") + r("текст")),
    "field instruction": p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>СКРЫТО</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("текст") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_text_is_read_once(name: str, tmp_path: Path) -> None:
    document = read(docx(tmp_path / "a.docx", SHOWN[name]))
    assert text(document).count("ВИДНО") == 1


@pytest.mark.parametrize("name", HIDDEN)
def test_text_is_left_out(name: str, tmp_path: Path) -> None:
    document = read(docx(tmp_path / "a.docx", HIDDEN[name]))
    assert "СКРЫТО" not in text(document)
    assert "текст" in text(document)


def test_original_side_of_tracked_changes(tmp_path: Path) -> None:
    body = p('<w:del w:id="1"><w:r><w:delText>было</w:delText></w:r></w:del><w:ins w:id="2">' + r("стало") + "</w:ins>")
    path = docx(tmp_path / "a.docx", body)
    assert text(read(path)) == "стало"
    assert text(read(path, revisions="original")) == "было"


def test_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    body = p("начало ", look='<w:rPr><w:del w:id="1"/></w:rPr>') + p("конец")
    assert text(read(docx(tmp_path / "a.docx", body))) == "начало конец"


def test_hidden_by_style_is_reported(tmp_path: Path) -> None:
    styles = '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    document = read(docx(tmp_path / "a.docx", p(r("тайна", '<w:rStyle w:val="h"/>') + r("явь")), styles=styles))
    assert text(document) == "явь"
    assert document.blocks[0].hidden == "тайна"
    assert any("скрытый текст" in w for w in document.warnings)


def test_breaks_hyphens_and_tabs(tmp_path: Path) -> None:
    body = f"<w:p><w:r>{t('а')}<w:br/>{t('б')}<w:tab/>{t('в')}<w:noBreakHyphen/>{t('г')}<w:softHyphen/>{t('д')}</w:r></w:p>"
    assert text(read(docx(tmp_path / "a.docx", body))) == "а\nб\tв‑гд"


def test_header_footnote_and_their_stories(tmp_path: Path) -> None:
    body = (
        p(r("тело") + '<w:r><w:footnoteReference w:id="7"/></w:r>')
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    )
    notes = f'<w:footnote w:id="0">{p("разделитель")}</w:footnote><w:footnote w:id="7">{p("сноска")}</w:footnote>'
    document = read(docx(tmp_path / "a.docx", body, header=p("шапка"), footnotes=notes))
    assert [(b.story, b.text) for b in document.blocks] == [
        ("header", "шапка"),
        ("body", "тело"),
        ("footnote", "сноска"),
    ]
    assert document.blocks[2].host == 1


def test_cell_paths_and_spans(tmp_path: Path) -> None:
    wide = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("а") + "</w:tc><w:tc>" + p("б") + "</w:tc></w:tr>"
    document = read(docx(tmp_path / "a.docx", tbl(wide, row(p("в")))))
    assert [b.cell for b in document.blocks] == [((1, 1, 1),), ((1, 1, 3),), ((1, 2, 1),)]


def test_absurd_span_is_clamped(tmp_path: Path) -> None:
    wide = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='20000000'/></w:tcPr>" + p("а") + "</w:tc></w:tr>"
    assert text(read(docx(tmp_path / "a.docx", tbl(wide)))) == "а"


def test_placeholder_and_alt_chunk_are_told(tmp_path: Path) -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Место для текста')}</w:sdtContent></w:sdt>"
    )
    document = read(docx(tmp_path / "a.docx", control + '<w:altChunk r:id="x"/>'))
    assert document.blocks[0].placeholder
    assert any("вложенный фрагмент" in w for w in document.warnings)


def test_heading_by_inherited_style_and_cycle(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="my"><w:name w:val="Мой"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style>'
    )
    body = p("раздел", look='<w:pStyle w:val="my"/>') + p("текст", look='<w:pStyle w:val="x"/>')
    document = read(docx(tmp_path / "a.docx", body, styles=styles))
    assert [b.heading for b in document.blocks] == [1, None]


def test_fragments_cover_the_text(tmp_path: Path) -> None:
    body = p(r("Работник ") + '<w:ins w:id="1">' + r("обязан") + "</w:ins><w:r><w:tab/></w:r>" + r("знать"))
    (block,) = read(docx(tmp_path / "a.docx", body)).blocks
    assert block.fragments[0].start == 0
    assert block.fragments[-1].end == len(block.text)
    for one, other in zip(block.fragments, block.fragments[1:], strict=False):
        assert one.end == other.start
    assert [f.node.text for f in block.fragments if f.node.text] == ["Работник ", "обязан", "знать"]
