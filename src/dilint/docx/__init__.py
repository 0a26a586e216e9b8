"""read(path) → Document: every passage that a reader of the document sees, in reading order."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from lxml import etree

from dilint.docx.inline import Revisions
from dilint.docx.numbering import read_numbering
from dilint.docx.ooxml import W
from dilint.docx.package import Package, Relationship, open_package, read_bytes, sniff
from dilint.docx.styles import read_styles
from dilint.docx.walk import Walk, header_ids, walk_story
from dilint.model import Block, Document, Story, Unreadable

__all__ = ["read"]


def read(path: str | os.PathLike[str], *, revisions: Revisions = "final", convert: bool = False) -> Document:
    """Read a Word document by its content, whatever its name.

    `revisions` chooses the side of tracked changes. With `convert`, .doc, .rtf and .odt are read through an
    installed LibreOffice. Raises `Unreadable`, and nothing else, with one Russian line.
    """
    file = Path(path)
    try:
        if convert:
            kind = sniff(read_bytes(file))
            if kind in ("ole", "rtf", "odt"):
                from dilint.docx.convert import to_docx

                with to_docx(file, "doc" if kind == "ole" else kind) as converted:
                    return replace(_read(converted, revisions), path=str(path), converted_from=kind)
        return replace(_read(file, revisions), path=str(path))
    except RecursionError as error:
        raise Unreadable("разметка документа вложена слишком глубоко") from error
    except MemoryError as error:
        raise Unreadable("документ слишком велик для этой машины") from error


def _read(file: Path, revisions: Revisions) -> Document:
    package = open_package(file)
    root = package.xml(package.main)
    if root is None:
        raise Unreadable("файл повреждён: в архиве нет основной части документа")
    body = root.find(W + "body")
    if body is None:
        raise Unreadable("это не документ Word: в нём нет текста документа")
    rels = package.relationships(package.main)
    warnings: list[str] = []
    styles = read_styles(_part(package, rels, "styles", warnings))
    walk = Walk(styles, read_numbering(_part(package, rels, "numbering", warnings), styles), revisions)
    sections = list(body.iter(W + "sectPr"))
    _stories(walk, package, rels, header_ids(sections, "header"), "header", warnings)
    walk_story(walk, body, "body")
    _stories(walk, package, rels, header_ids(sections, "footer"), "footer", warnings)
    _notes(walk, package, rels, warnings)
    return Document(str(file), tuple(walk.blocks), (*_remarks(walk), *dict.fromkeys(warnings)))


def _part(package: Package, rels: dict[str, Relationship], kind: str, warnings: list[str]) -> etree._Element | None:
    """A part by relationship type; a broken one is reported and left out."""
    target = next((rel.target for rel in rels.values() if rel.type == kind and rel.target), "")
    return _xml(package, target, warnings) if target else None


def _xml(package: Package, name: str, warnings: list[str]) -> etree._Element | None:
    root = package.xml(name)
    if root is None:
        warnings.append(f"в документе нет части «{name}», на которую он ссылается")
    return root


def _stories(
    walk: Walk, package: Package, rels: dict[str, Relationship], ids: list[str], story: Story, warnings: list[str]
) -> None:
    read_parts: set[str] = set()
    for rel_id in ids:
        rel = rels.get(rel_id)
        if rel is None or not rel.target or rel.target in read_parts:
            continue
        read_parts.add(rel.target)
        root = _xml(package, rel.target, warnings)
        if root is not None:
            walk_story(walk, root, story)


def _notes(walk: Walk, package: Package, rels: dict[str, Relationship], warnings: list[str]) -> None:
    """Footnotes and endnotes in order of reference; separators are never referred to."""
    for kind, part in (("footnote", "footnotes"), ("endnote", "endnotes")):
        wanted = [(note, host) for found, note, host in walk.notes if found == kind]
        root = _part(package, rels, part, warnings) if wanted else None
        if root is None:
            continue
        notes = {note.get(W + "id", ""): note for note in root.iterchildren(W + kind)}
        for note_id, host in dict(wanted).items():
            if note_id in notes:
                walk_story(walk, notes[note_id], "footnote" if kind == "footnote" else "endnote", host)


def _remarks(walk: Walk) -> list[str]:
    remarks = sorted(walk.warnings)
    blocks: list[Block] = walk.blocks
    if any(b.inserted or b.deleted for b in blocks):
        side = "принятые" if walk.revisions == "final" else "отклонённые"
        remarks.append(f"в документе есть исправления: они прочитаны как {side}")
    hidden = sum(bool(b.hidden.strip()) for b in blocks)
    if hidden:
        remarks.append(f"в документе есть скрытый текст (абзацев: {hidden}): он не проверен")
    problems = sorted({b.label_problem for b in blocks if b.label_problem})
    remarks += [f"номера пунктов определены не полностью: {problem}" for problem in problems]
    return remarks
