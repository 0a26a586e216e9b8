"""Mutations of packages and their XML, for the property tests and for the long run in fuzz.py."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from pathlib import Path

from lxml import etree

from dilint.docx import read
from dilint.model import Document, Unreadable
from tests.docx.build import R, W, level, members, numbered, numbering, p, r, write

_VALUES = ("", "0", "-1", "9", "99999999999", "1", "true", "continue", "begin", "separate", "end", "%1%9", "x", "\u0430", "None", "bullet")  # fmt: skip
_W = "{" + W + "}"
_TAGS = [_W + name for name in ("p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "sdt", "sdtContent", "ins", "del", "fldChar", "pict", "txbxContent", "sectPr", "vanish", "numPr", "unknown")]  # fmt: skip


def seed(path: Path) -> Path:
    """One document with every construct that has code of its own."""
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
    box = f"<w:txbxContent>{p('в рамке')}<w:p><w:r><w:pict><w:txbxContent>{p('внутри')}</w:txbxContent></w:pict></w:r></w:p></w:txbxContent>"
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>".format
    body = (
        numbered("Общие положения") + numbered("пункт", 1) + numbered("буква", 2) + numbered("другой", 0, 2)
        + p("начало ", look="<w:rPr><w:del w:id='1'/></w:rPr>") + p("конец", look="<w:pStyle w:val='h'/><w:jc w:val='center'/>")
        + p("<w:ins w:id='2'>" + r("вставка") + "</w:ins><w:del w:id='3'><w:r><w:delText>удалено</w:delText></w:r></w:del>")
        + p(mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + mark("separate") + mark("begin") + mark("separate") + r("поле") + mark("end"))
        + p(mark("end") + r("скрыто", "<w:vanish/>") + "<w:r><w:tab/><w:br/><w:sym w:font='Symbol' w:char='F0B7'/><w:noBreakHyphen/><w:footnoteReference w:id='7'/></w:r>")
        + control(p("заполните")) + p(control(r("поле ввода")))
        + "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("<w:gridSpan w:val='2'/>", p("а")) + cell("<w:vMerge w:val='restart'/>", p("б")) + "</w:tr>"
        + control("<w:tr>" + cell("<w:vMerge/>", p("в")) + control(cell("<w:cellDel w:id='4'/>", p("г"))) + "</w:tr>") + "</w:tbl>"
        + p(f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>")
        + p("<w:r><w:ruby><w:rt>" + r("чт") + "</w:rt><w:rubyBase>" + r("основа") + "</w:rubyBase></w:ruby></w:r>")
        + "<w:sectPr><w:headerReference w:type='default' r:id='rId3'/><w:headerReference w:type='first' r:id='rId3'/><w:titlePg/></w:sectPr>"
    )  # fmt: skip
    nums = (
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='0'/>"
        "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
    )
    levels = (
        level(0, "%1.", extra="<w:pStyle w:val='h'/>")
        + level(1, "%1.%2.", "upperRoman")
        + level(2, "%3)", "russianLower")
    )
    styles = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>"
        "<w:style w:type='paragraph' w:styleId='n' w:default='1'><w:name w:val='Normal'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='h'><w:name w:val='heading 1'/><w:basedOn w:val='n'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    )
    notes = f"<w:footnote w:id='7'>{p('сноска')}</w:footnote>"
    files = members(body, styles=styles, numbering=numbering(levels, nums), header=p("шапка"), footnotes=notes)
    return write(path, dict(files))


def mutated_bytes(data: bytes, rng: random.Random) -> bytes:
    """Flip, cut, repeat or insert bytes of the archive itself."""
    raw = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(raw))
        match rng.randrange(4):
            case 0:
                raw[at] = rng.randrange(256)
            case 1:
                del raw[at : at + rng.randint(1, 40)]
            case 2:
                raw[at:at] = raw[at : at + rng.randint(1, 40)]
            case _:
                raw[at:at] = rng.randbytes(rng.randint(1, 8))
        if not raw:
            return b"PK"
    return bytes(raw)


def mutated_package(data: bytes, rng: random.Random) -> bytes:
    """Change the XML of one or two parts; now and then drop or rename a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in files if name.endswith((".xml", ".rels"))]
    for name in rng.sample(names, rng.randint(1, min(2, len(names)))):
        match rng.randrange(12):
            case 0:
                del files[name]
            case 1:
                files[name.upper()] = files.pop(name)
            case 2:
                files[name] = mutated_bytes(files[name], rng)
            case _:
                files[name] = mutated_xml(files[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    return out.getvalue()


def mutated_xml(part: bytes, rng: random.Random) -> bytes:
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return mutated_bytes(part, rng)
    for _ in range(rng.randint(1, 8)):
        elements = list(root.iter("*"))
        element, other = rng.choice(elements), rng.choice(elements)
        parent = element.getparent()
        match rng.randrange(7):
            case 0 if parent is not None:
                parent.remove(element)
            case 1 if parent is not None:
                parent.insert(rng.randint(0, len(parent)), copy.deepcopy(element))
            case 2 if parent is not None and other not in element.iter():
                other.insert(rng.randint(0, len(other)), element)
            case 3 if element.attrib:
                element.set(rng.choice(list(element.attrib)), rng.choice(_VALUES))
            case 4:
                element.set(
                    f"{_W}{rng.choice(('val', 'id', 'type', 'ilvl', 'numId', 'fldCharType', 'styleId', 'default'))}",
                    rng.choice(_VALUES),
                )
                element.set(f"{{{R}}}id", "rId1")
            case 5:
                element.tag = rng.choice(_TAGS)
            case _:
                wrapper = etree.SubElement(element, rng.choice(_TAGS))
                wrapper.text = rng.choice(("", "текст", " \n\t ", "\uf0b7", "1.1."))
    return etree.tostring(root)


def check(path: Path) -> Document | None:
    """Read on both sides; whatever is in the file, the answer is a sound document or one clear line."""
    for side in ("original", "final"):
        try:
            document = read(path, revisions=side)  # type: ignore[arg-type]
        except Unreadable as error:
            assert str(error) and "\n" not in str(error)
            return None
        for i, block in enumerate(document.blocks):
            assert block.index == i
            assert block.text.strip() or block.hidden
            assert block.host is None or 0 <= block.host < len(document.blocks)
            assert [f.start for f in block.fragments[1:]] == [f.end for f in block.fragments[:-1]]
            assert (block.fragments[-1].end if block.fragments else 0) == len(block.text)
            assert 0 <= block.label_end <= len(block.text)
    return document
