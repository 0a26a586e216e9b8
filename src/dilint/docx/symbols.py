"""Characters of the fonts Symbol and Wingdings, whose private codes say nothing outside of these fonts."""

from __future__ import annotations

import re

_READABLE = {
    0xF020: " ", 0xF02A: "*", 0xF02B: "+", 0xF02D: "–", 0xF03C: "<", 0xF03E: ">", 0xF06C: "●", 0xF06D: "❍",
    0xF06E: "■", 0xF06F: "□", 0xF071: "❑", 0xF075: "◆", 0xF076: "❖", 0xF077: "◆", 0xF0A3: "≤", 0xF0A7: "▪",
    0xF0A8: "□", 0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B7: "•", 0xF0B9: "≠", 0xF0BE: "–",
    0xF0D7: "·", 0xF0D8: "➢", 0xF0DE: "⇒", 0xF0E0: "→", 0xF0E8: "➔", 0xF0F0: "⇨", 0xF0FB: "✗", 0xF0FC: "✓",
    0xF0FD: "☒", 0xF0FE: "☑",
}  # fmt: skip
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")


def symbol(code: str, font: str) -> str:
    """The character of a `w:sym` by its hexadecimal code; □ for one without a likeness."""
    try:
        number = int(code, 16)
    except ValueError:
        return "□"
    if number <= 0xFF and font.lower().startswith(_SYMBOL_FONTS):
        number |= 0xF000
    if 0xF000 <= number <= 0xF0FF:
        return _READABLE.get(number, "□")
    return chr(number) if 0x20 <= number <= 0xD7FF else "□"


def readable(text: str) -> str:
    """`text` with private codes replaced, one character for one."""
    if text.isprintable():  # private codes are not
        return text
    return _PRIVATE.sub(lambda found: _READABLE.get(ord(found[0]), "□"), text)


def bullet(text: str, font: str) -> str:
    """A list bullet as seen: «§» in Wingdings is ▪, «o» in Courier is a circle."""
    if text == "o":
        return "○"
    if font.lower().startswith(_SYMBOL_FONTS):
        text = "".join(chr(ord(c) | 0xF000) if "\x20" <= c <= "\xff" else c for c in text)
    return "".join(_READABLE.get(ord(c), "•") if "\uf020" <= c <= "\uf0ff" else c for c in text)
