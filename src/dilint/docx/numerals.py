"""Numbers as list labels show them: the number formats of ECMA-376 §17.18.59, words and ordinals in Russian."""

from __future__ import annotations

MAX_VALUE = 32_767
#: ECMA-376 russianLower: 29 letters, without ё, й, ъ, ь.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CHICAGO = "*†‡§"

# (cardinal, ordinal): only the last word of «двадцать первый» is an ordinal.
_SMALL = (
    ("ноль", "нулевой"), ("один", "первый"), ("два", "второй"), ("три", "третий"), ("четыре", "четвёртый"),
    ("пять", "пятый"), ("шесть", "шестой"), ("семь", "седьмой"), ("восемь", "восьмой"), ("девять", "девятый"),
    ("десять", "десятый"), ("одиннадцать", "одиннадцатый"), ("двенадцать", "двенадцатый"),
    ("тринадцать", "тринадцатый"), ("четырнадцать", "четырнадцатый"), ("пятнадцать", "пятнадцатый"),
    ("шестнадцать", "шестнадцатый"), ("семнадцать", "семнадцатый"), ("восемнадцать", "восемнадцатый"),
    ("девятнадцать", "девятнадцатый"),
)  # fmt: skip
_TENS = (
    ("двадцать", "двадцатый"), ("тридцать", "тридцатый"), ("сорок", "сороковой"), ("пятьдесят", "пятидесятый"),
    ("шестьдесят", "шестидесятый"), ("семьдесят", "семидесятый"), ("восемьдесят", "восьмидесятый"),
    ("девяносто", "девяностый"),
)  # fmt: skip
_HUNDREDS = (
    ("сто", "сотый"), ("двести", "двухсотый"), ("триста", "трёхсотый"), ("четыреста", "четырёхсотый"),
    ("пятьсот", "пятисотый"), ("шестьсот", "шестисотый"), ("семьсот", "семисотый"), ("восемьсот", "восьмисотый"),
    ("девятьсот", "девятисотый"),
)  # fmt: skip
MAX_WORDS = 999  # no list is longer, and thousands decline in a way of their own


def format_number(value: int, fmt: str) -> str | None:
    """A counter in a number format; None for a format that is not supported.

    `fmt` is a value of `w:numFmt`, or the pattern of a custom one («001, 002, …»).
    """
    if fmt == "none":
        return ""
    if fmt == "decimal" or not 0 <= value <= MAX_VALUE:
        return str(value)
    if fmt in ("lowerRoman", "upperRoman"):
        text = _roman(value)
        return text.upper() if fmt == "upperRoman" else text
    if fmt in ("lowerLetter", "upperLetter", "russianLower", "russianUpper"):
        text = _repeated(value, RUSSIAN if fmt.startswith("russian") else _LATIN)
        return text.upper() if fmt in ("upperLetter", "russianUpper") else text
    if fmt == "decimalZero":
        return f"{value:02d}"
    if fmt == "numberInDash":
        return f"- {value} -"
    if fmt == "ordinal":
        return f"{value}-й"
    if fmt in ("ordinalText", "cardinalText"):
        return words(value, ordinal=fmt == "ordinalText").capitalize() if value <= MAX_WORDS else None
    if fmt == "hex":
        return f"{value:X}"
    if fmt == "chicago":
        return _repeated(value, _CHICAGO)
    if fmt == "decimalEnclosedCircle" and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if fmt[:1] == "0":  # custom: zeros give the width
        return str(value).zfill(len(fmt.split(",")[0]))
    return None


def words(value: int, *, ordinal: bool) -> str:
    """0..999 in Russian words: «двадцать один», «двадцать первый»."""
    parts: list[tuple[str, str]] = []
    hundreds, rest = divmod(value, 100)
    if hundreds:
        parts.append(_HUNDREDS[hundreds - 1])
    tens, units = divmod(rest, 10)
    if tens >= 2:
        parts.append(_TENS[tens - 2])
        rest = units
    if rest or not parts:
        parts.append(_SMALL[rest])
    return " ".join([cardinal for cardinal, _ in parts[:-1]] + [parts[-1][ordinal]])


def _roman(value: int) -> str:
    text = ""
    for weight, letters in _ROMAN:
        count, value = divmod(value, weight)
        text += letters * count
    return text


def _repeated(value: int, alphabet: str) -> str:
    """1 → a, 27 → aa, 53 → aaa: the letter repeated, as Word does."""
    if value < 1:
        return ""
    times, letter = divmod(value - 1, len(alphabet))
    return alphabet[letter] * (times + 1)
