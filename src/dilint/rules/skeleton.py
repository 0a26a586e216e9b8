"""`dilint rules new`: a rule file that is valid from the start and says itself what is still to be filled in."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dilint.rules.spec import Rule

MARK = "ЗАПОЛНИТЕ"
#: Numbers for users; the built-in rules stay below, so that an update never takes a user's code.
OWN = range(901, 1000)
_BUILTIN = range(101, 901)

_TEXT = """\
# Правило dilint. Впишите своё вместо каждого «{mark}: …». Что ещё не заполнено или не сходится, скажет
#     dilint rules test {path}
# Ключи и запись образцов: docs/rules-guide.md. Подсказки в редакторе: dilint rules schema > rule.schema.json

code: {code}  # не меняется никогда; номера 901–999 оставлены для своих правил
name: {name}
title: '{mark}: название в одну строку'
family: {family}
severity: warning  # error — противоречит закону, warning — дефект или спор, note — совет

basis:  # нормы, на которых стоит правило; их может быть несколько
- act: ТК РФ
  unit: '{mark}: статья и часть, например ст. 192 ч. 1'
  origin: law  # law закон, bylaw подзаконный акт, standard стандарт, position разъяснение, custom обычай
  status: recalled  # verified, когда сверено с текстом акта
  # from: 2002-02-01  # с какой даты действует; to: до какой
  gist: '{mark}: суть нормы своими словами'

essence: '{mark}: что не так, в одной-двух фразах'
message: '{mark}: что увидит читатель, например: Нарушение: «{{match}}»'
requirement: '{mark}: чего требует норма'
suggestion: '{mark}: как написать правильно'
# exceptions: когда такое законно
# scope: [responsibility, duties]  # разделы, где правило действует; без этого — во всех

# Слова, которые должны найтись в одном предложении: классы из lexicon/classes.yaml или слова в кавычках.
match:
- "'{mark}-ОБРАЗЕЦ'"  # например: fine levy@employee, или "'денежный взыскание' 'работник'"
# Вместо match можно писать образец в записи spaCy Matcher:
# trigger: "'взыскание'"  # без этих слов в предложении искать незачем
# token_pattern:
# - {{LEMMA: {{IN: [денежный, материальный]}}}}
# - {{LEMMA: взыскание}}

# Когда те же слова законны:
# unless:
# - reason: платит поставщик, а не работник
#   match: ["'поставщик'"]

# Примеры — это тесты: правило должно найти в плохих ровно отмеченное и промолчать на хороших.
examples:
  bad:
  - '{mark}: пункт, в котором [[отмечено нарушение]]'
  - '{mark}: то же [[другими словами]], из другой профессии'
  - text: '{mark}: ещё один [[пункт]]'
    section: responsibility  # approval, general, duties, rights, responsibility, acknowledgement, other
  good:
  - '{mark}: законный пункт о том же'
  - '{mark}: пункт с отрицанием'
  - text: '{mark}: пункт, который очень похож на нарушение'
    note: '{mark}: почему это не нарушение'
"""


def skeleton(name: str, family: str, code: str, path: Path) -> str:
    """The text of a new rule file."""
    return _TEXT.format(mark=MARK, name=name, family=family, code=code, path=path)


def next_code(rules: Sequence[Rule], family: str, own: bool = True) -> str:
    """The next free code of a family; a family that no rule has yet gets letters that no other one has.

    Raises `ValueError` when all numbers of the family are taken.
    """
    letters = {r.family: r.code.rstrip("0123456789") for r in rules}
    prefix = letters.get(family) or _prefix(family, set(letters.values()))
    taken = {r.code for r in rules}
    numbers = OWN if own else _BUILTIN
    last = max((int(r.code[-3:]) for r in rules if r.family == family and int(r.code[-3:]) in numbers), default=0)
    for number in (n for n in (*numbers[max(0, last - numbers[0] + 1) :], *numbers) if f"{prefix}{n}" not in taken):
        return f"{prefix}{number}"
    raise ValueError(f"в семействе «{family}» не осталось свободных номеров")


def _prefix(family: str, taken: set[str]) -> str:
    """The first letters of the family's name, as many as it needs to be told apart."""
    letters = re.sub("[^A-Z]", "", family.upper())
    spare = (a + b for a in letters for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return next(p for p in (*(letters[:n] for n in range(1, 5)), *spare) if p and p not in taken)


def write_new(path: Path, text: str) -> None:
    """Write the whole file or nothing. Raises `FileExistsError` and never touches what is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(temporary).chmod(0o644)
        try:
            path.hardlink_to(temporary)  # unlike a rename, it fails where there is a file
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            with path.open("x", encoding="utf-8") as stream:
                stream.write(text)
    finally:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()


def unfilled(data: Any, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(place, what is asked for) of every mark left in the plain data of a rule file."""
    if isinstance(data, dict):
        for key, item in data.items():
            yield from unfilled(item, (*loc, key))
    elif isinstance(data, list):
        for n, item in enumerate(data):
            yield from unfilled(item, (*loc, n))
    elif MARK in data:
        asked = data.split(MARK, 1)[1].lstrip(": ").replace("[[", "").replace("]]", "")
        yield loc, "образец" if asked.startswith("-ОБРАЗЕЦ") else asked
