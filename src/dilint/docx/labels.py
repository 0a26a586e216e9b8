"""List labels typed as text: «2.13. Обязан», «а) вести», «IV. Права», «– соблюдать».

Word's own numbering is in numbering.py; in Russian local acts numbers are as often typed by hand.
"""

from __future__ import annotations

import re

#: Latin I, V, X, their Cyrillic look-alikes Х and the Ukrainian І that typists use for Roman numerals.
_ROMAN = "[IVXІХ]"
_BULLETS = "–—•·▪■●○◦‣⁃*➢✓►☑"
_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_LABEL = re.compile(
    rf"""\s*(?:
      (?P<named>(?:раздел|глава|статья|часть)\s+(?:\d+|{_ROMAN}+)(?:\s*[.:)])?(?=\s|$) | §\s*\d+(?:\.\d+)*\.?)
    | (?P<date>\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d\d)(?![.\d)]))
    | (?P<multi>\d{{1,3}}(?:\.\s?\d{{1,3}})+(?:[.)]\)?|(?=\s+[«"(]?[А-ЯЁA-Z]|\t|\s*$)))(?![\d%])
    | (?P<single>\d{{1,3}}(?:\.\)?|\)))(?!\d|\s*(?:{_MONTHS}))
    | (?P<plain>\d{{1,2}}(?=\s+[А-ЯЁ]{{3,}}\b))
    | (?P<roman>{_ROMAN}{{1,7}}(?:\.\s?\d{{1,3}})*(?:[.)]|(?=\s+[А-ЯЁ]{{2}}|\s+[А-ЯЁ][а-яё]{{2}})))
    | (?P<letter>[а-яёa-z]\)|[А-ЯЁA-Z]\)|[абв]\.(?=\s))
    | (?P<bullet>[{_BULLETS}](?=\s|\w|[«"(])|-(?=\s|[А-Яа-яЁё«]))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: What may be a label at all: a cheap look before the long pattern.
_BEGIN = re.compile(rf"\s*(?:[\d§{_BULLETS}-]|{_ROMAN}|\w\)|[абв]\.|[ргсч]\w\w)", re.IGNORECASE)


def parse_label(text: str) -> tuple[str, int]:
    """The typed label at the beginning of `text` and the offset where the text after it begins.

    ("", 0) where there is none. Dates, sums and bare numbers are not labels.
    """
    match = _LABEL.match(text) if _BEGIN.match(text) else None
    if match is None or match["date"]:
        return "", 0
    kind = match.lastgroup or ""
    label = match.group().strip()
    if kind == "letter" and label[-1] == "." and not label[0].islower():
        return "", 0
    if kind == "multi" and label[-1] not in ".)" and not _capital(text[match.end() :]):
        return "", 0  # «2.5 балла»; the pattern ignores case
    if kind == "plain" and not text[match.end() :].split()[0].isupper():
        return "", 0  # the pattern ignores case, this kind does not
    if kind == "roman" and (label[0].islower() or (label.rstrip(".)") in ("Х", "х") and label[-1] not in ".)")):
        return "", 0
    end = match.end()
    if kind == "single" and end < len(text) and not _continues(text, end):
        return "", 0
    while end < len(text) and text[end] in " \t\u00a0":
        end += 1
    return label, end


def _capital(rest: str) -> bool:
    """Whether a clause begins here: nothing, a tab, or a capital letter behind an opening quote."""
    first = rest.lstrip(' \u00a0«"(')
    return not first.strip() or first[0] == "\t" or first[0].isupper()


def _continues(text: str, end: int) -> bool:
    """What may follow «1.»: white space, a letter or an opening quote; not «1.5» or «1)2»."""
    return text[end].isspace() or text[end].isalpha() or text[end] in '«"(„“[{'
