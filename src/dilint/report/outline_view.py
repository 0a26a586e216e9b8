"""How a document was understood: JSON `dilint.outline/1`, or a tree to read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dilint.model import REQUIRED_KINDS, Document, Outline
from dilint.report.words import EVIDENCE, PARTS, STATUSES

SCHEMA = "dilint.outline/1"
_SHOWN = 90  # characters of a line in the tree


def render_json(understood: Sequence[tuple[Document, Outline]], failures: Sequence[tuple[str, str]] = ()) -> str:
    """All documents; unreadable ones carry `error` and no blocks."""
    documents = [_document(document, outline) for document, outline in understood]
    documents += [{"path": path, "error": reason, "blocks": []} for path, reason in failures]
    return json.dumps({"schema": SCHEMA, "documents": documents}, ensure_ascii=False, indent=1) + "\n"


def _document(document: Document, outline: Outline) -> dict[str, Any]:
    first: dict[int, int] = {}
    headings: set[int] = set()
    for line in outline.lines:
        first.setdefault(line.block, line.index)
        if line.heading:
            headings.add(line.block)
    blocks = []
    for block in document.blocks:
        line_index = first.get(block.index)
        section = outline.section_of(line_index) if line_index is not None else None
        blocks.append(
            {
                "index": block.index,
                "label": block.label,
                "text": block.text,
                "story": block.story,
                "section": section.kinds[0] if section else None,
                "heading": block.index in headings,
                "address": outline.lines[line_index].address if line_index is not None else "",
            }
        )
    return {
        "path": document.path,
        "kind": outline.kind,
        "title": outline.title,
        "position": outline.position,
        "template": outline.template,
        "sections": [
            {
                "kinds": s.kinds,
                "heading": s.heading,
                "address": s.address,
                "evidence": s.evidence,
                "confidence": round(s.confidence, 2),
                "empty": s.empty,
            }
            for s in outline.sections
        ],
        "blocks": blocks,
    }


def render_tree(document: Document, outline: Outline) -> str:
    """Plain text: kind, title, parts, then every section with its lines."""
    out = [document.path, f"  вид: {outline.kind} ({outline.reason})"]
    if outline.title:
        out.append(f"  заголовок: {outline.title}")
    if outline.position:
        out.append(f"  должность: {outline.position}" + (" (шаблон)" if outline.template else ""))
    out += [f"  {PARTS[k]:<26}{STATUSES[outline.verdicts.get(k, 'absent')]}" for k in REQUIRED_KINDS]
    for requisite in (*outline.approvals, *outline.agreements, *outline.acknowledgements):
        states = {"filled": "+", "blank": "пусто", "missing": "нет"}
        elements = ", ".join(f"{name}: {states[e.status]}" for name, e in requisite.elements.items())
        out.append(f"  реквизит «{requisite.word}» ({requisite.form}): {elements}")
    for warning in document.warnings:
        out.append(f"  ! {warning}")
    section_of = {s.first: s for s in outline.sections}
    for line in outline.lines:
        section = section_of.get(line.index)
        if section is not None:
            kinds = " + ".join(PARTS[k] for k in section.kinds)
            how = f"{EVIDENCE[section.evidence]}, уверенность {section.confidence:.2f}"
            out.append(
                f"\n[{kinds}] {section.heading or '(без заголовка)'} — {how}" + (", пустой" if section.empty else "")
            )
        text = " ".join(line.text.split())
        shown = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
        mark = "оглавление: " if line.toc else ""
        out.append(f"    {line.label + ' ' if line.label else ''}{mark}{shown}   ‹{line.address}›")
    return "\n".join(out) + "\n"
