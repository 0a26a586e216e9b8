"""From bytes to the XML parts of a WordprocessingML package, or one clear reason why not.

Opens what Word opens (macro and template types, strict OOXML, names that differ in case, dangling
relationships) and refuses what attacks: limits come before anything is unpacked, a DOCTYPE
is never parsed on, nothing is extracted by name or fetched. The limits leave every one of 1,859
public documents room several times over.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from dilint.model import Unreadable

MAX_FILE = 64 << 20  # bytes
MAX_MEMBERS = 5_000
MAX_PART = 64 << 20  # bytes of one XML part, unpacked
MAX_XML = 128 << 20  # bytes of all XML parts together
MAX_TOTAL = 512 << 20  # declared bytes of everything
MAX_TAGS = 2_000_000  # tags of one XML part, opening and closing: a million elements
MAX_RELATIONSHIPS = 5_000

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: Relationship types that are followed; most of the others lead to pictures, links and fonts.
_READ = frozenset("officeDocument styles numbering settings header footer footnotes endnotes".split())
#: Strict OOXML (ISO 29500 part 1) namespaces → transitional ones.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _OFFICE.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
#: Comments and processing instructions are dropped: they would cut a `w:t` in two and hide the rest.
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Relationship:
    type: str  # the last segment of the type URI: "styles", "header", …
    target: str  # part name inside the package


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package. `parts` maps lower-cased names to member names."""

    archive: zipfile.ZipFile
    parts: Mapping[str, str]
    main: str
    warnings: list[str] = field(default_factory=list)

    def xml(self, name: str) -> etree._Element | None:
        """The parsed part, None where there is no such part. Raises `Unreadable`."""
        member = self.parts.get(name.lower())
        if member is None:
            return None
        return parse(_member(self.archive, member))

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part to parts that are read, by id; targets made absolute."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", name + ".rels"))
        if root is None:
            return {}
        found = root.findall(_RELS)
        if len(found) > MAX_RELATIONSHIPS:
            raise Unreadable(f"в документе слишком много связей (предел {MAX_RELATIONSHIPS})")
        return {
            rel.get("Id", ""): Relationship(kind, _absolute(folder, rel.get("Target", "")))
            for rel in found
            if (kind := rel.get("Type", "").rsplit("/", 1)[-1]) in _READ and rel.get("TargetMode") != "External"
        }


def open_package(path: Path) -> Package:
    """Open a .docx/.docm/.dotx/.dotm by its content. Raises `Unreadable`."""
    data = read_bytes(path)
    refuse_foreign(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        if data[:2] == b"PK":
            raise Unreadable("файл повреждён: архив .docx обрезан или испорчен") from error
        raise Unreadable("это не документ Word (.docx)") from error
    parts = _checked_members(archive)
    if "[content_types].xml" not in parts:
        raise Unreadable(_what_archive(archive, parts))
    package = Package(archive, parts, "")
    main = _main_part(package)
    return Package(archive, parts, main, package.warnings)


def read_bytes(path: Path) -> bytes:
    """The whole file, within the limit. Raises `Unreadable`."""
    try:
        if path.is_dir():
            raise Unreadable("это папка, а не файл")
        if path.stat().st_size > MAX_FILE:
            raise Unreadable(f"файл слишком велик (предел {MAX_FILE >> 20} МБ)")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable("файл не найден") from error
    except PermissionError as error:
        raise Unreadable("нет прав на чтение файла") from error
    except (OSError, ValueError) as error:
        raise Unreadable("файл не удалось прочитать") from error


def sniff(data: bytes) -> str:
    """What a file is by its content: a key of `_FOREIGN`, "zip" or "other"."""
    head = data[:4096]
    if not data.strip(b"\0 \r\n\t"):
        return "empty"
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "encrypted"
        if "WordDocument".encode("utf-16-le") not in data and "Workbook".encode("utf-16-le") in data:
            return "workbook"
        return "ole"
    if head.lstrip().startswith(b"%PDF"):
        return "pdf"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return "rtf"
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if text.startswith((b"<html", b"<!doctype html")):
        return "html"
    if text.startswith(b"mime-version:"):
        return "html"
    if text.startswith(b"<?xml") and (b"<pkg:package" in text or b"<w:worddocument" in text):
        return "flat"
    if head.startswith(b"PK") and b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:200]:
        return "odt"
    return "zip" if head.startswith(b"PK") else "other"


_FOREIGN = {
    "empty": "файл пуст",
    "encrypted": "документ защищён паролем: снимите пароль в Word и сохраните копию",
    "ole": "это старый формат .doc: сохраните файл как .docx или запустите с --convert (нужен LibreOffice)",
    "workbook": "это не документ Word (электронная таблица)",
    "flat": "это документ Word в формате XML: сохраните файл как .docx",
    "pdf": "это PDF, а не .docx: возьмите исходный документ Word",
    "rtf": "это RTF, а не .docx: сохраните файл как .docx или запустите с --convert (нужен LibreOffice)",
    "odt": "это ODT, а не .docx: сохраните файл как .docx или запустите с --convert (нужен LibreOffice)",
    "html": "это веб-страница (HTML), а не .docx: сохраните файл как .docx",
}


def refuse_foreign(data: bytes) -> None:
    """Raise `Unreadable` for what is certainly not a .docx."""
    reason = _FOREIGN.get(sniff(data))
    if reason is not None:
        raise Unreadable(reason)


def parse(data: bytes) -> etree._Element:
    """Parse one XML part safely. Raises `Unreadable`."""
    if b"purl.oclc.org" in data:
        for strict, transitional in _STRICT.items():
            data = data.replace(strict, transitional)
    if len(data) > 3 * MAX_TAGS and data.count(b"<") > MAX_TAGS:  # a tag has three bytes at least
        raise Unreadable(f"документ слишком велик: в одной его части больше {MAX_TAGS // 2} элементов")
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable("файл повреждён: в нём испорчена разметка XML") from error
    if root is None:
        raise Unreadable("файл повреждён: в нём пустая часть XML")
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise Unreadable("в документе есть DOCTYPE: такие файлы не проверяются, это признак подделки")
    return root


def _checked_members(archive: zipfile.ZipFile) -> dict[str, str]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise Unreadable(f"в архиве слишком много файлов (предел {MAX_MEMBERS})")
    xml = [i.file_size for i in infos if i.filename.lower().endswith((".xml", ".rels"))]
    if sum(i.file_size for i in infos) > MAX_TOTAL or max(xml, default=0) > MAX_PART or sum(xml) > MAX_XML:
        raise Unreadable("файл слишком велик после распаковки: похоже на архивную бомбу")
    if any(i.flag_bits & 1 for i in infos):
        raise Unreadable("архив защищён паролем: снимите пароль и сохраните копию")
    parts: dict[str, str] = {}
    for info in infos:
        name = info.filename.replace("\\", "/").lstrip("/").lower()
        if name in parts and not name.endswith("/"):
            raise Unreadable("в архиве две части с одним именем: разные программы прочтут такой файл по-разному")
        parts[name] = info.filename
    return parts


def _member(archive: zipfile.ZipFile, member: str) -> bytes:
    try:
        with archive.open(member) as stream:
            data = stream.read(MAX_PART + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreadable("файл повреждён: часть архива не распаковывается") from error
    except Exception as error:  # zlib.error, lzma.LZMAError: whatever the decompressor says
        raise Unreadable("файл повреждён: часть архива не распаковывается") from error
    if len(data) > MAX_PART:
        raise Unreadable("файл слишком велик после распаковки: похоже на архивную бомбу")
    return data


def _main_part(package: Package) -> str:
    for rel in package.relationships("").values():
        if rel.type == "officeDocument" and rel.target:
            if rel.target.lower() not in package.parts:
                raise Unreadable("файл повреждён: в архиве нет основной части документа")
            folder = rel.target.lower().split("/")[0]
            if folder in ("xl", "ppt", "visio"):
                raise Unreadable("это не документ Word (электронная таблица или презентация)")
            return rel.target
    if "word/document.xml" in package.parts:
        return "word/document.xml"
    raise Unreadable(_what_archive(package.archive, package.parts))


def _what_archive(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> str:
    if any(name.startswith(("xl/", "ppt/")) for name in parts):
        return "это не документ Word (электронная таблица или презентация)"
    if "mimetype" in parts:
        kind = _member(archive, parts["mimetype"])[:80]
        if b"opendocument.text" in kind:
            return _FOREIGN["odt"]
    return "это архив zip, а не документ Word (.docx)"


def _absolute(folder: str, target: str) -> str:
    target = target.split("#")[0].replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("./")
