"""Addresses as lawyers cite them: «раздел 4, п. 4.2», «таблица 1, строка 2»; never a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dilint.model import Section
from dilint.outline.lines import Draft

_STORIES = {
    "header": "верхний колонтитул",
    "footer": "нижний колонтитул",
    "footnote": "сноска",
    "endnote": "концевая сноска",
    "textbox": "надпись",
}


def addresses(drafts: Sequence[Draft], sections: Sequence[Section]) -> tuple[str, ...]:
    """One address a line."""
    by_line: dict[int, Section] = {}
    for known in sections:
        by_line.update(dict.fromkeys(range(known.first, known.last + 1), known))
    result: list[str] = []
    numbered: tuple[str, Section | None] = ("", None)
    paragraph = 0
    previous: Section | None = None
    for i, draft in enumerate(drafts):
        section = by_line.get(i)
        if section is not previous:
            paragraph, previous = 0, section
        paragraph += 1
        if section is not None and section.heading_line == i:
            result.append(section.address)
            continue
        where = [section.address] if section is not None else []
        label = draft.line.label
        if draft.block.story != "body":
            where = [_STORIES[draft.block.story]]
        if label and re.search(r"\d", label):
            numbered = (label, section)
            where.append(f"п. {label.rstrip('.):')}")
        elif label and re.fullmatch(r"[а-яёa-z]\)", label, re.IGNORECASE):
            if numbered[0] and numbered[1] is section:
                where.append(f"п. {numbered[0].rstrip('.):')}")
            where.append(f"подп. «{label[0]}»")
        elif numbered[0] and numbered[1] is section and draft.block.story == "body" and not draft.block.cell:
            where.append(f"после п. {numbered[0].rstrip('.):')}, абз. «{_first_words(draft)}»")
        elif draft.block.cell:
            table, row, _ = draft.block.cell[0]
            where.append(f"таблица {table}, строка {row}")
        else:
            where.append(f"абз. «{_first_words(draft)}»")
        result.append(", ".join(where))
    return tuple(result)


def _first_words(draft: Draft) -> str:
    words = draft.line.text.split()
    return " ".join(words[:4]) + ("…" if len(words) > 4 else "")
