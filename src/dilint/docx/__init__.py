"""read(path) → Document: every passage that a reader of the document sees, in reading order."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lxml import etree

from dilint.docx.inline import Revisions
from dilint.docx.numbering import Definitions, Numbering
from dilint.docx.ooxml import A, R, V, W, on
from dilint.docx.package import Package, Relationship, open_package
from dilint.docx.styles import read_styles
from dilint.docx.survey import Survey, survey
from dilint.docx.walk import Walk, walk_story
from dilint.model import Document, Unreadable

if TYPE_CHECKING:
    from dilint.docx.convert import Conversions

__all__ = ["read"]


def read(
    path: str | os.PathLike[str], *, revisions: Revisions = "final", convert: bool | Conversions = False
) -> Document:
    """Read a Word document by its content, whatever its name.

    `revisions` chooses the side of tracked changes. With `convert`, .doc, .rtf and .odt are read through an
    installed LibreOffice; the `Conversions` of many files make its calls fewer. Raises `Unreadable`, and nothing
    else, with one Russian line.
    """
    file = Path(path)
    try:
        if convert is not False:
            from dilint.docx.convert import Conversions, legacy

            suffix = legacy(file)
            if suffix is not None:
                with nullcontext(convert) if isinstance(convert, Conversions) else Conversions([file]) as conversions:
                    document = _read(conversions.docx(file), revisions)
                return replace(document, path=str(path), converted_from=suffix)
        return replace(_read(file, revisions), path=str(path))
    except RecursionError as error:
        raise Unreadable("разметка документа вложена слишком глубоко") from error
    except MemoryError as error:
        raise Unreadable("документ слишком велик для этой машины") from error


@contextmanager
def _no_collector() -> Iterator[None]:
    """Reading makes many objects and few cycles: looking for cycles meanwhile doubles the time of a large document."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@_no_collector()
def _read(file: Path, revisions: Revisions) -> Document:
    package = open_package(file)
    root = package.xml(package.main)
    if root is None:
        raise Unreadable("файл повреждён: в архиве нет основной части документа")
    body = root.find(W + "body")
    if body is None:
        raise Unreadable("это не документ Word: в нём нет текста документа")
    parts = _Parts(package, package.relationships(package.main))
    styles = read_styles(parts.of_type("styles"))
    walk = Walk(styles, Numbering(Definitions(lambda: parts.of_type("numbering"), styles)), revisions)
    seen = survey(body)
    sections = _sections(seen)
    _stories(walk, parts, sections, "header")
    walk_story(walk, body, "body", seen=seen)
    _stories(walk, parts, sections, "footer")
    _notes(walk, parts)
    if not any(block.text for block in walk.blocks) and next(body.iter(A + "blip", V + "imagedata"), None) is not None:
        walk.warnings.add("в документе нет текста, только рисунки (вероятно, скан): на них текст не читается")
    return Document(str(file), tuple(walk.blocks), (*_remarks(walk), *dict.fromkeys(parts.warnings)))


@dataclass(slots=True)
class _Parts:
    """The parts that the main one refers to. A missing one is told in `warnings` and left out."""

    package: Package
    rels: dict[str, Relationship]
    warnings: list[str] = field(default_factory=list)

    def of_type(self, kind: str) -> etree._Element | None:
        target = next((rel.target for rel in self.rels.values() if rel.type == kind), "")
        return self.named(target) if target else None

    def named(self, name: str) -> etree._Element | None:
        root = self.package.xml(name)
        if root is None:
            self.warnings.append(f"в документе нет части «{name}», на которую он ссылается")
        return root


def _sections(body: Survey) -> list[etree._Element]:
    """The w:sectPr of all sections in order, without what a w:sectPrChange remembers."""
    return [s for s in body.sections if (parent := s.getparent()) is None or parent.tag != W + "sectPrChange"]


def _stories(walk: Walk, parts: _Parts, sections: list[etree._Element], story: Literal["header", "footer"]) -> None:
    """Headers or footers of all sections that are shown anywhere, each part once."""
    read_parts: set[str] = set()
    references = [r for section in sections for r in section.iterchildren(f"{W}{story}Reference")]
    kinds = {reference.get(W + "type", "default") for reference in references}
    shown = {"default"}
    if "first" in kinds and any((title := s.find(W + "titlePg")) is not None and on(title) for s in sections):
        shown.add("first")
    if "even" in kinds and _even_pages_differ(parts):
        shown.add("even")
    for reference in references:
        rel = parts.rels.get(reference.get(R + "id", ""))
        if reference.get(W + "type", "default") not in shown or rel is None or rel.target in read_parts:
            continue
        read_parts.add(rel.target)
        root = parts.named(rel.target)
        if root is not None:
            walk_story(walk, root, story)


def _even_pages_differ(parts: _Parts) -> bool:
    settings = parts.of_type("settings")
    even = None if settings is None else settings.find(W + "evenAndOddHeaders")
    return even is not None and on(even)


def _notes(walk: Walk, parts: _Parts) -> None:
    """Footnotes and endnotes in order of reference; separators are never referred to."""
    for kind in ("footnote", "endnote"):
        wanted: dict[str, int | None] = {}
        for found, note_id, host in walk.notes:
            if found == kind:
                wanted.setdefault(note_id, host)
        root = parts.of_type(kind + "s") if wanted else None
        if root is None:
            continue
        notes = {note.get(W + "id", ""): note for note in root.iterchildren(W + kind)}
        for note_id, host in wanted.items():
            if note_id in notes:
                walk_story(walk, notes[note_id], "footnote" if kind == "footnote" else "endnote", host)


def _remarks(walk: Walk) -> list[str]:
    remarks = sorted(walk.warnings)
    blocks = walk.blocks
    if walk.revised:
        side = "принятые" if walk.final else "отклонённые"
        remarks.append(f"в документе есть исправления: они прочитаны как {side}")
    hidden = sum(bool(b.hidden.strip()) for b in blocks)
    if hidden:
        remarks.append(f"в документе есть скрытый текст (абзацев: {hidden}): он не проверен")
    problems = sorted({b.label_problem for b in blocks if b.label_problem})
    remarks += [f"номера пунктов определены не полностью: {problem}" for problem in problems]
    return remarks
