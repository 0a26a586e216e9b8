"""One document, one post, one employer: names that change on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dilint.model import Issue, Line, Severity
from dilint.outline.lines import fold
from dilint.outline.title import clean_post, same_name
from dilint.outline.vocabulary import has_verb
from dilint.rules.context import Context, NotApplicable

MAX_TERMS = 20  # definitions looked at
MAX_NAMES = 3  # findings a document: a copied text names another post everywhere
_LEADER = re.compile(r"относится\s+к\s+категории\s+руководител|является\s+руководящим\s+(?:звеном|работником)")
_SPECIALIST = re.compile(r"относится\s+к\s+категории\s+(?:специалист|рабочих|служащ|технических)")
_WORDS = r"(?P<p>[А-ЯЁа-яё-]+(?:[ ,]+[А-ЯЁа-яё-]+){0,8}?)"
#: Clauses that can only speak of the holder of the post, by the words around its name.
_HOLDER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_WORDS}\s+относится\s+к\s+категории",
        rf"^{_WORDS}\s+(?:назначается\s+на\s+должность|принимается\s+на\s+работу)\s+и\s+(?:освобождается|увольняется)",
        rf"^{_WORDS}\s+(?:непосредственно\s+)?подчиняется\s+(?:непосредственно\s+)?\w",
        rf"^на\s+должность\s+{_WORDS}\s+(?:назначается|принимается|может\s+быть\s+назначен)",
        rf"^назначение\s+на\s+должность\s+{_WORDS}\s+и\s+освобождение",
        rf"(?:обязанности,\s+права\s+и\s+(?:\w+\s+)?ответственность|права,\s+обязанности\s+и\s+ответственность)\s+{_WORDS}\s*(?:[.,(«{{]|$)",
        rf"^(?:на\s+время|в\s+период|во\s+время|в\s+случае)\s+(?:временного\s+)?отсутствия\s+{_WORDS}\s*[(,]?\s*(?:отпуск|болезн|командиров|его|ее)",
        rf"^{_WORDS}\s+(?:должен|должна)\s+знать\s*:",
        rf"^{_WORDS}\s+(?:имеет\s+право|вправе|обязан|обязана|нес[её]т\s+ответственность(?:\s+за)?)\s*:",
    )
)
#: Words for the holder in general, and what no name of a post begins with.
_GENERIC = re.compile(
    r"^(?:работник|сотрудник|специалист|исполнител|лиц[оа]|руководител|должностн|данн|настоящ|указанн|он\b|она\b|его\b|ее\b|"
    r"подчин|непосредств|инструкци|эт[аоу]|в\b|на\b|по\b|с\b|за\b|для\b|при\b|временн|прием|кто\b|ты\b|вы\b|служащ|персонал|дан)"
)
_NAME = r"(?P<form>ООО|АО|ПАО|ОАО|ЗАО|ИП|АНО|МУП|ГУП|МБОУ|МБДОУ|ГБУЗ)\s*[«\"“](?P<n>[^»\"”\n]{2,80})[»\"”]"
#: The employer by the words before its name: «Уставом ООО «Лада»», «работники ООО «Лада»».
_EMPLOYER = re.compile(
    r"(?:устав\w*|работник\w*|сотрудник\w*|директор\w*|приказ\w*|распорядк\w*|руководител\w*|президент\w*|"
    r"штат\w*|расписани\w*|инструкци\w*|деятельност\w*)\s+(?:в\s+)?" + _NAME,
    re.IGNORECASE,
)
_DEFINED = re.compile(r"\(\s*далее(?:\s+по\s+тексту)?\s*[-–—:]?\s*(?P<t>[А-ЯЁа-яё][^();]{1,60}?)\s*\)")
_LINK = frozenset("и по с со на в во при за от к для над".split())


def position_inconsistent(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """The post is called otherwise than in the title, or a specialist is a leader two clauses later."""
    yield from _category(context)
    post = clean_post(fold(context.outline.position))
    if not post:
        raise NotApplicable("название должности не найдено")
    seen: list[str] = []
    for line in context.outline.lines:
        if line.toc or line.index == context.outline.title_line:
            continue
        name, start, end = _holder(line)
        if not name or any(same_name(name, other) for other in (post, *seen)):
            continue
        severity = _difference(post, name)
        if severity is None:
            continue
        seen.append(name)
        problem = f"должность названа «{name}», а инструкция — для должности «{context.outline.position}»"
        yield Issue(line.index, start, end, {"problem": problem}, severity)
        if len(seen) == MAX_NAMES:
            return


def _holder(line: Line) -> tuple[str, int, int]:
    """The name that a clause gives the holder of the post, folded, and its span in the line."""
    folded = fold(line.text)
    for pattern in _HOLDER:
        match = pattern.search(folded)
        if match is None:
            continue
        name = clean_post(match["p"])
        if not name or _GENERIC.match(name) or has_verb(name):
            return "", 0, 0
        at = line.text.lower().replace("ё", "е").find(match["p"])
        return name, *((at, at + len(match["p"])) if at >= 0 else (0, len(line.text)))
    return "", 0, 0


def _difference(post: str, name: str) -> Severity | None:
    """How bad it is to call `post` by `name`: None for a short form, a note for the same words."""
    meant, said = _content(post), _content(name)
    if not said or (len(said) == 1 and any(_like(said[0], word) for word in meant)):
        return None
    if all(any(_like(word, other) for other in meant) for word in said):
        return None if len(said) < len(meant) and _like(said[0], meant[0]) and len(said) < 3 else Severity.NOTE
    if _like(said[0], meant[0]) and all(any(_like(word, other) for other in said) for word in meant):
        return Severity.NOTE  # the text says more than the title
    return Severity.WARNING


def _content(name: str) -> list[str]:
    return [w for w in re.findall(r"[а-яё]+", name) if w not in _LINK]


def _like(one: str, other: str) -> bool:
    return same_name(one, other)


def _category(context: Context) -> Iterator[Issue]:
    leader = specialist = None
    for line in context.outline.lines:
        folded = fold(line.text)
        if leader is None and _LEADER.search(folded):
            leader = line
        if specialist is None and _SPECIALIST.search(folded):
            specialist = line
    if leader is not None and specialist is not None and leader.index != specialist.index:
        later = max(leader, specialist, key=lambda line: line.index)
        other = min(leader, specialist, key=lambda line: line.index)
        problem = f"категория должности указана по-разному (сравните: {other.address})"
        yield Issue(later.index, 0, len(later.text), {"problem": problem})


def employer_inconsistent(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """Another employer's name than the first one given: a text copied from elsewhere."""
    first: re.Match[str] | None = None
    for line in context.outline.lines:
        for match in _EMPLOYER.finditer(line.text):
            if first is None:
                first = match
                continue
            if _bare(match["n"]) == _bare(first["n"]) and match["form"].upper() == first["form"].upper():
                continue
            same = _bare(match["n"]) == _bare(first["n"])
            names = {"name": _shown(match), "other": _shown(first)}
            start, end = match.start("form"), match.end("n") + 1
            yield Issue(line.index, start, end, names, Severity.NOTE if same else None)
            return
    if first is None:
        raise NotApplicable("работодатель в тексте не назван")


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))


def _shown(match: re.Match[str]) -> str:
    return f"{match['form']} «{match['n']}»"


def abbreviations(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """«(далее – Правила)» defined twice, or never used again."""
    defined = [(line, match) for line in context.outline.lines for match in _DEFINED.finditer(line.text)]
    if not defined:
        raise NotApplicable("сокращений документ не вводит")
    seen: set[str] = set()
    for line, match in defined[:MAX_TERMS]:
        term = fold(match["t"]).strip(' «»"')
        if term in seen:
            problem = "введено второй раз"
        elif not _used(context, term, line.index, match.end()):
            problem = "введено и больше не встречается"
        else:
            seen.add(term)
            continue
        seen.add(term)
        yield Issue(line.index, match.start(), match.end(), {"term": match["t"], "problem": problem})


def _used(context: Context, term: str, line: int, after: int) -> bool:
    """Whether any form of the term's first word stands behind its definition."""
    words = re.findall(r"[а-яёa-z]+", term)
    if not words:
        return True
    stem = words[0] if len(words[0]) <= 4 else words[0][:-2]
    pattern = re.compile(rf"\b{re.escape(stem)}")
    first, *rest = context.outline.lines[line:]
    return any(pattern.search(fold(text)) for text in (first.text[after:], *(other.text for other in rest)))
