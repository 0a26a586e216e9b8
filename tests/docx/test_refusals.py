"""Bad input: one error type, one Russian line; what Word opens is opened."""

from __future__ import annotations

import gc
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dilint.docx import package, read, walk
from dilint.model import Unreadable
from tests.docx.build import MAIN_TYPE, REL, docx, members, p, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "пуст"),
        (OLE + b"\0" * 600, "старый формат .doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "паролем"),
        (OLE + "Workbook".encode("utf-16-le") + b"\0" * 600, "таблица"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "HTML"),
        (b"<?xml version='1.0'?><pkg:package xmlns:pkg='x'/>", "формате XML"),
        (b"{\\rtf1 text}", "RTF"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"just text", "не документ Word"),
        (b"PK\x03\x04 broken", "повреждён"),
    ],
)
def test_foreign_content_under_any_name(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "инструкция.docx"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=words):
        read(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="не найден"):
        read(tmp_path / "нет.docx")
    with pytest.raises(Unreadable, match="папка"):
        read(tmp_path)


def test_truncated_archive(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("текст" * 500))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(Unreadable, match="повреждён"):
        read(path)


def test_other_office_archives(tmp_path: Path) -> None:
    sheet = write(tmp_path / "a.docx", {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"})
    with pytest.raises(Unreadable, match="таблица"):
        read(sheet)
    plain = write(tmp_path / "b.docx", {"readme.txt": "x"})
    with pytest.raises(Unreadable, match="архив zip"):
        read(plain)


def test_doctype_is_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    files = members(p("&x;"))
    secret = tmp_path / "secret.txt"
    secret.write_text("СЕКРЕТ", encoding="utf-8")
    body = files["word/document.xml"]
    files["word/document.xml"] = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{body}'
    with pytest.raises(Unreadable, match="DOCTYPE"):
        read(write(tmp_path / "a.docx", dict(files)))


def test_duplicate_member_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("один"))
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(Unreadable, match="одним именем"):
        read(path)


def test_bomb_is_refused_before_unpacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PART", 10_000)
    with pytest.raises(Unreadable, match="бомб"):
        read(docx(tmp_path / "a.docx", p("а" * 20_000)))


def test_deep_nesting_is_one_clear_line(tmp_path: Path) -> None:
    body = "<w:sdt><w:sdtContent>" * 3000 + p("дно") + "</w:sdtContent></w:sdt>" * 3000
    with pytest.raises(Unreadable):
        read(docx(tmp_path / "a.docx", body))


@pytest.mark.parametrize("kind", ["template.main", "macroEnabled.main"])
def test_template_and_macro_types_are_read(kind: str, tmp_path: Path) -> None:
    files = members(p("текст"), f"application/vnd.ms-word.{kind}+xml")
    assert read(write(tmp_path / "a.docm", dict(files))).blocks[0].text == "текст"


def test_strict_ooxml_is_read(tmp_path: Path) -> None:
    files = {
        name: data.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in members(p("строго")).items()
    }
    assert read(write(tmp_path / "a.docx", dict(files))).blocks[0].text == "строго"


def test_name_case_backslashes_and_dangling_relationship(tmp_path: Path) -> None:
    files = members(p("текст"))
    files["WORD\\Document.XML"] = files.pop("word/document.xml")
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{REL}"><Relationship Id="r1" Type="x/styles" Target="../../../etc/passwd"/></Relationships>'
    )
    document = read(write(tmp_path / "a.docx", dict(files)))
    assert document.blocks[0].text == "текст"
    assert any("нет части" in w for w in document.warnings)


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict(members(p("Ёлка")))
    files["word/document.xml"] = f'<?xml version="1.0" encoding="{encoding}"?>{files["word/document.xml"]}'.encode(
        encoding
    )
    assert read(write(tmp_path / "a.docx", files)).blocks[0].text == "Ёлка"


def test_junk_in_front_of_the_archive(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("текст"))
    path.write_bytes(b"\r\njunk" * 9 + path.read_bytes())
    assert read(path).blocks[0].text == "текст"


def test_main_part_under_another_name_and_a_chunk_typed_as_main(tmp_path: Path) -> None:
    files = members(p("текст") + '<w:altChunk r:id="c"/>')
    files["word/document2.xml"] = files.pop("word/document.xml")
    files["word/_rels/document2.xml.rels"] = (
        f'<Relationships xmlns="{REL}"><Relationship Id="c" Type="x/aFChunk" Target="chunk.xml"/></Relationships>'
    )
    files["word/chunk.xml"] = "<html>не разметка Word"
    for name in ("_rels/.rels", "[Content_Types].xml"):
        files[name] = files[name].replace("word/document.xml", "word/document2.xml")
    override = f'<Override PartName="/word/chunk.xml" ContentType="{MAIN_TYPE}"/></Types>'
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace("</Types>", override)
    document = read(write(tmp_path / "a.docx", dict(files)))
    assert document.blocks[0].text == "текст"
    assert any("altChunk" in w for w in document.warnings)


def test_main_part_without_a_relationship(tmp_path: Path) -> None:
    files = members(p("текст"))
    del files["_rels/.rels"]
    assert read(write(tmp_path / "a.docx", dict(files))).blocks[0].text == "текст"
    del files["word/document.xml"]
    with pytest.raises(Unreadable, match="архив zip"):
        read(write(tmp_path / "a.docx", dict(files)))


def test_relationships_lead_nowhere_outside(tmp_path: Path) -> None:
    files = members(p("текст"))
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{REL}"><Relationship Id="a" Type="x/styles" Target="http://example.org/s.xml" TargetMode="External"/>'
        '<Relationship Id="b" Type="x/attachedTemplate" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    assert read(write(tmp_path / "a.docx", dict(files))).warnings == ()


@pytest.mark.parametrize(
    ("module", "limit", "value", "words"),
    [
        (package, "MAX_FILE", 100, "слишком велик"),
        (package, "MAX_MEMBERS", 3, "слишком много файлов"),
        (package, "MAX_XML", 1_000, "бомб"),
        (package, "MAX_TOTAL", 1_000, "бомб"),
        (package, "MAX_TAGS", 20, "элементов"),
        (package, "MAX_RELATIONSHIPS", 0, "слишком много связей"),
        (walk, "MAX_BLOCKS", 1_500, "слишком много абзацев"),
        (walk, "MAX_SECONDS", -1.0, "не удалось прочитать за"),
    ],
)
def test_every_limit_is_one_clear_line(
    module: ModuleType, limit: str, value: float, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = docx(tmp_path / "a.docx", p("текст") * 2_500)
    assert len(read(path).blocks) == 2_500
    monkeypatch.setattr(module, limit, value)
    with pytest.raises(Unreadable, match=words):
        read(path)


def test_collector_is_left_as_it_was(tmp_path: Path) -> None:
    assert gc.isenabled()
    with pytest.raises(Unreadable):
        read(tmp_path / "нет.docx")
    assert gc.isenabled()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "<w:p>",
                "</w:p>",
                "<w:r>",
                "</w:r>",
                "<w:t>x</w:t>",
                "<w:tbl>",
                "</w:tbl>",
                "<w:tr>",
                "<w:tc>",
                "<w:fldChar w:fldCharType='begin'/>",
                "<w:sdt>",
                "</w:sdt>",
                "<w:txbxContent/>",
                "<w:numPr><w:ilvl w:val='99'/></w:numPr>",
            ]
        ),
        max_size=25,
    )
)
def test_arbitrary_markup_raises_nothing_else(pieces: list[str], tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", "".join(pieces))
    try:
        read(path)
    except Unreadable as error:
        assert "XML" in str(error)
