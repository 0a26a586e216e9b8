"""Word's list labels: numId → num → abstractNum → level text, with Word's counting rules.

Counters belong to the abstractNum and are shared by all nums that point to it; a level restarts when a higher one
is used; starting on a deep level counts the ones above as used. Checked against LibreOffice's labels on public
documents (tests/docx/test_soffice.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from dilint.docx.numerals import format_number
from dilint.docx.ooxml import ALTERNATE, MC, W, child_of, on, to_int, val
from dilint.docx.styles import Style, StyleTable
from dilint.docx.symbols import bullet

MAX_TEXT = 255  # characters of a level text; Word's own are a dozen
_PLACE = re.compile(r"%([1-9])")
_LEVELS = range(9)
_NAMES = {W + name: name for name in ("start", "numFmt", "lvlText", "lvlRestart", "isLgl", "pStyle", "rPr")}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `parts` is the label: literal text and, as numbers 0..8, the levels shown in it."""

    start: int = 1
    num_fmt: str = "decimal"
    parts: tuple[str | int, ...] = ()
    restart: int | None = None  # lvlRestart: 0 never, n: after level n
    is_lgl: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Num:
    """A list instance: its abstractNum's id, levels with overrides applied, start overrides and linked styles."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    styled: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Label:
    """`text` is "" for a list item without a visible label; `problem` says in Russian why it is unresolved."""

    text: str
    level: int | None
    list_key: str | None
    problem: str | None = None


@dataclass(slots=True)
class Definitions:
    """numbering.xml, loaded when the first list item asks for it; each num is resolved once."""

    load: Callable[[], etree._Element | None]
    styles: StyleTable
    _abstracts: dict[str, etree._Element] = field(default_factory=dict)
    _nums: dict[str, etree._Element] | None = None
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _resolved: dict[str, Num | None] = field(default_factory=dict)

    def num(self, num_id: str) -> Num | None:
        """A list instance, None where it is not defined or its definition goes round in a circle."""
        if num_id not in self._resolved:
            self._resolved[num_id] = self._resolve(num_id)
        return self._resolved[num_id]

    def _resolve(self, num_id: str) -> Num | None:
        if self._nums is None:
            root = self.load()
            children = [] if root is None else list(root)
            self._abstracts = {c.get(W + "abstractNumId", ""): c for c in children if c.tag == W + "abstractNum"}
            self._nums = {c.get(W + "numId", ""): c for c in children if c.tag == W + "num"}
        element = self._nums.get(num_id)
        abstract = None if element is None else self._abstract_of(element, self._nums)
        if element is None or abstract is None:
            return None
        levels = dict(self._levels_of(abstract))
        starts: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            index = to_int(override.get(W + "ilvl"), -1)
            if index is None or index not in _LEVELS:
                continue
            replaced = child_of(override, W + "lvl")
            if replaced is not None:
                levels[index] = _level(replaced, override=True)
            start = to_int(val(child_of(override, W + "startOverride")))
            if start is not None:
                starts[index] = start
        styled = {level.style: index for index, level in reversed(levels.items()) if level.style is not None}
        return Num(abstract, levels, starts, styled)

    def _levels_of(self, abstract: str) -> dict[int, Level]:
        """The levels that all nums of an abstractNum share."""
        if abstract not in self._levels:
            found: dict[int, Level] = {}
            for element in self._abstracts[abstract].iterchildren(W + "lvl"):
                index = to_int(element.get(W + "ilvl"), -1)
                if index is not None and index in _LEVELS:
                    found[index] = _level(element)
            self._levels[abstract] = found
        return self._levels[abstract]

    def _abstract_of(self, num: etree._Element, nums: Mapping[str, etree._Element]) -> str | None:
        """Follow numStyleLink → numbering style → num → abstractNum; None for a broken or circular chain."""
        seen: set[str] = set()
        while True:
            abstract_id = val(child_of(num, W + "abstractNumId")) or ""
            if abstract_id in seen or abstract_id not in self._abstracts:
                return None
            seen.add(abstract_id)
            link = val(child_of(self._abstracts[abstract_id], W + "numStyleLink"))
            target = self.styles.known(link)
            if target is None or target.num_id not in nums:
                return abstract_id
            num = nums[target.num_id or ""]


@dataclass(slots=True)
class Numbering:
    """Counters that the walk advances paragraph by paragraph."""

    definitions: Definitions
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, num_id: str | None, level: int | None, style: Style) -> Label | None:
        """Advance the counters for one paragraph with these direct properties; None where it is not numbered."""
        if num_id is None:
            num_id = style.num_id
        if num_id is None or num_id == "0":
            return None
        num = self.definitions.num(num_id)
        if num is None:
            return Label("", level or 0, num_id, "в документе нет определения списка")
        if level is None:
            level = _style_level(num, style)
        if level not in num.levels:
            return Label("", level, num.abstract, f"в определении списка нет уровня {level + 1}")
        self._advance(num_id, num, level)
        return self._render(num, level)

    def _advance(self, num_id: str, num: Num, level: int) -> None:
        counters = self._counters.setdefault(num.abstract, {})
        for upper in range(level):
            if upper in num.levels and upper not in counters:
                counters[upper] = num.starts.get(upper, num.levels[upper].start)
                self._started.add((num_id, upper))
        start = num.starts.get(level)
        if start is not None and (num_id, level) not in self._started:
            counters[level] = start
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = num.levels[level].start if start is None else start
        self._started.add((num_id, level))
        for deeper in [d for d in counters if d > level]:
            restart = num.levels[deeper].restart if deeper in num.levels else None
            if restart is None or (restart != 0 and level < restart):
                del counters[deeper]

    def _render(self, num: Num, level: int) -> Label:
        counters = self._counters[num.abstract]
        definition = num.levels[level]
        problem = None
        text: list[str] = []
        for part in definition.parts:
            if isinstance(part, str):
                text.append(part)
                continue
            shown = num.levels.get(part, Level())
            fmt = "decimal" if definition.is_lgl else shown.num_fmt
            value = counters.get(part, shown.start)
            number = format_number(value, fmt)
            if number is None:
                problem = problem or f"формат номера {fmt} не поддержан"
                number = str(value)
            text.append(number)
        return Label("".join(text), level, num.abstract, problem)


def _style_level(num: Num, style: Style) -> int:
    """The level that is linked to the style or its nearest base, else what the style says, else the first."""
    for style_id in style.chain:
        if style_id in num.styled:
            return num.styled[style_id]
    return style.ilvl or 0


def _level(element: etree._Element, *, override: bool = False) -> Level:
    """Read a w:lvl. Inside w:lvlOverride Word ignores w:lvlRestart ([MS-OI29500])."""
    start, num_fmt, text, restart, is_lgl, style, font = 0, "decimal", "", None, False, None, ""  # 0: §17.9.25
    for child in element:
        name = _NAMES.get(child.tag)
        if name == "start":
            start = to_int(val(child), 1) or 0
        elif name == "numFmt":
            num_fmt = _format(child)
        elif name == "lvlText":
            text = (val(child) or "")[:MAX_TEXT]
        elif name == "lvlRestart" and not override:
            restart = to_int(val(child))
        elif name == "isLgl":
            is_lgl = on(child)
        elif name == "pStyle":
            style = val(child)
        elif name == "rPr":
            fonts = child_of(child, W + "rFonts")
            font = "" if fonts is None else fonts.get(W + "ascii", "")
        elif child.tag == ALTERNATE:  # a custom format stands in a Choice
            chosen = child.find(f"{MC}Choice/{W}numFmt")
            num_fmt = num_fmt if chosen is None else _format(chosen)
    parts = (bullet(text, font),) if num_fmt == "bullet" else _parts(text)
    return Level(start, num_fmt, parts, restart, is_lgl, style)


def _format(element: etree._Element) -> str:
    name = val(element) or "decimal"
    return element.get(W + "format", name) if name == "custom" else name


def _parts(text: str) -> tuple[str | int, ...]:
    """«%1.%2)» → (0, ".", 1, ")")."""
    pieces = _PLACE.split(text)
    return tuple(int(piece) - 1 if i % 2 else piece for i, piece in enumerate(pieces) if piece)
