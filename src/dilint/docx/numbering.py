"""Word's list labels: numId → num → abstractNum → level text, with Word's counting rules.

Counters belong to the abstractNum and are shared by all nums that point to it; a level restarts when a
higher one is used; starting on a deep level counts the ones above as used. Checked
against LibreOffice's labels on public documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from dilint.docx.ooxml import W, to_int, val
from dilint.docx.styles import Style, StyleTable

MAX_VALUE = 32_767
#: ECMA-376 russianLower: 29 letters, without ё, й, ъ, ь.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0fc": "✓",
    "\uf0d8": "➢",
    "\uf0e8": "➔",
    "\uf02d": "–",
    "o": "○",
    "\uf076": "❖",
    "\uf0a8": "◆",
}
_ORDINALS = ("нулевой", "первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый",
             "десятый", "одиннадцатый", "двенадцатый", "тринадцатый", "четырнадцатый", "пятнадцатый", "шестнадцатый",
             "семнадцатый", "восемнадцатый", "девятнадцатый", "двадцатый")  # fmt: skip
_CARDINALS = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
              "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать",
              "восемнадцать", "девятнадцать", "двадцать")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    start: int = 1
    num_fmt: str = "decimal"
    text: str = ""
    restart: int | None = None  # lvlRestart: 0 never, n: after level n
    is_lgl: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Num:
    """A list instance: its abstractNum's id, levels with overrides applied, and start overrides by level."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """`text` is "" for a list item without a visible label; `problem` says in Russian why it is unresolved."""

    text: str
    level: int
    list_key: str
    problem: str | None = None


@dataclass(slots=True)
class Numbering:
    """Definitions, and the counters that the walk advances paragraph by paragraph."""

    nums: Mapping[str, Num] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, direct_id: str | None, direct_level: int | None, style: Style) -> Label | None:
        """Advance the counters for one numbered paragraph; None where it is not numbered."""
        num_id = direct_id if direct_id is not None else style.num_id
        if num_id is None or num_id == "0":
            return None
        num = self.nums.get(num_id)
        if num is None:
            return Label("", direct_level or 0, num_id, "в документе нет определения списка")
        level = direct_level if direct_level is not None else self._style_level(num, style)
        if level not in num.levels:
            return Label("", level, num.abstract, f"в определении списка нет уровня {level + 1}")
        self._advance(num_id, num, level)
        return self._render(num, level)

    def _style_level(self, num: Num, style: Style) -> int:
        for style_id in style.chain:
            for number, level in num.levels.items():
                if level.style == style_id:
                    return number
        return style.ilvl or 0

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
        if definition.num_fmt == "bullet":
            return Label("".join(_BULLETS.get(c, c) for c in definition.text), level, num.abstract)
        problems: list[str] = []

        def number(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            shown = num.levels.get(index, Level())
            fmt = "decimal" if definition.is_lgl else shown.num_fmt
            value = counters.get(index, shown.start)
            text = format_number(value, fmt)
            if text is None:
                problems.append(f"формат номера {fmt} не поддержан")
                return str(value)
            return text

        text = re.sub(r"%([1-9])", number, definition.text)
        return Label(text, level, num.abstract, problems[0] if problems else None)


def read_numbering(root: etree._Element | None, styles: StyleTable) -> Numbering:
    """Parse numbering.xml; an absent part gives no definitions."""
    if root is None:
        return Numbering()
    abstracts = {a.get(W + "abstractNumId", ""): a for a in root.iterchildren(W + "abstractNum")}
    numbers = {n.get(W + "numId", ""): n for n in root.iterchildren(W + "num")}
    nums: dict[str, Num] = {}
    for num_id, element in numbers.items():
        abstract_id = _abstract_of(element, abstracts, numbers, styles)
        if abstract_id is None:
            continue
        levels = _levels(abstracts[abstract_id])
        starts: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            index = to_int(override.get(W + "ilvl"), -1) or 0
            replaced = override.find(W + "lvl")
            if replaced is not None:
                levels[index] = _level(replaced)
            start = to_int(val(override.find(W + "startOverride")))
            if start is not None:
                starts[index] = start
        nums[num_id] = Num(abstract_id, levels, starts)
    return Numbering(nums)


def _abstract_of(
    num: etree._Element,
    abstracts: Mapping[str, etree._Element],
    numbers: Mapping[str, etree._Element],
    styles: StyleTable,
) -> str | None:
    """Follow numStyleLink → numbering style → num → abstractNum; None for a broken or circular chain."""
    seen: set[str] = set()
    while True:
        abstract_id = val(num.find(W + "abstractNumId")) or ""
        if abstract_id in seen or abstract_id not in abstracts:
            return None
        seen.add(abstract_id)
        link = val(abstracts[abstract_id].find(W + "numStyleLink"))
        if link is None:
            return abstract_id
        target = styles.styles.get(link)
        if target is None or target.num_id not in numbers:
            return abstract_id
        num = numbers[target.num_id or ""]


def _levels(abstract: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in abstract.iterchildren(W + "lvl"):
        index = to_int(element.get(W + "ilvl"), -1)
        if index is not None and 0 <= index <= 8:
            found[index] = _level(element)
    return found


def _level(element: etree._Element) -> Level:
    start = to_int(val(element.find(W + "start")), 1) or 0
    lgl = element.find(W + "isLgl")
    return Level(
        start,
        val(element.find(W + "numFmt")) or "decimal",
        val(element.find(W + "lvlText")) or "",
        to_int(val(element.find(W + "lvlRestart"))),
        lgl is not None and lgl.get(W + "val", "1") not in ("0", "false"),
        val(element.find(W + "pStyle")),
    )


def format_number(value: int, fmt: str) -> str | None:
    """A counter in a number format of ECMA-376 §17.18.59; None for one that is not supported."""
    if fmt == "none":
        return ""
    if not 0 <= value <= MAX_VALUE:
        return str(value)
    if fmt == "decimal":
        return str(value)
    if fmt == "decimalZero":
        return f"{value:02d}"
    if fmt in ("lowerRoman", "upperRoman"):
        text = _roman(value)
        return text.upper() if fmt == "upperRoman" else text
    if fmt in ("lowerLetter", "upperLetter", "russianLower", "russianUpper"):
        text = _letters(value, RUSSIAN if fmt.startswith("russian") else "abcdefghijklmnopqrstuvwxyz")
        return text.upper() if fmt.endswith("Upper") or fmt == "upperLetter" else text
    if fmt == "numberInDash":
        return f"- {value} -"
    if fmt == "ordinal":
        return f"{value}-й"
    if fmt in ("ordinalText", "cardinalText"):
        words = _ORDINALS if fmt == "ordinalText" else _CARDINALS
        return words[value].capitalize() if value < len(words) else None
    return None


def _roman(value: int) -> str:
    text = ""
    for weight, letters in _ROMAN:
        count, value = divmod(value, weight)
        text += letters * count
    return text


def _letters(value: int, alphabet: str) -> str:
    """1 → a, 27 → aa, 53 → aaa: the letter repeated, as Word does."""
    if value < 1:
        return ""
    return alphabet[(value - 1) % len(alphabet)] * ((value - 1) // len(alphabet) + 1)
