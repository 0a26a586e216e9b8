"""References inside the document and its numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from dilint.language.text import normalise
from dilint.model import Issue, Section, Severity
from dilint.outline.headings import PAGE
from dilint.outline.lines import fold
from dilint.rules.context import Context, NotApplicable, Unverifiable
from dilint.rules.literals import required

MAX_HEADING = 130  # characters
MIN_NAME = 4  # letters of a name that may stand in another case
_NAMED = re.compile(
    r"(?:см\.|смотри(?:те)?)\s+(?:в\s+)?раздел\w*\s+[«\"“](?P<n>[^»\"”\n]{3,80})[»\"”]"
    r"(?!\s+(?:\w+\s+){0,2}(?:правил|положени|регламент|договор|кодекс|закон))",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"(?:\bдо\s+\d{1,2}\.\d{1,2}\.\d{4}|ранее|прежде|взамен|утратил|бывш\w+|преобразован\w+|правопреемник\w*)\W.{0,60}$",
    re.IGNORECASE,
)
#: Behind or before the reference: the time of which the clause tells.
_PAST = re.compile(
    r"\bдо\s+(?:\d{1,2}\.\d{1,2}\.)?(?P<till>(?:19|20)\d\d)\s*(?:г|$)|\bза\s+(?:19|20)\d\d\s*[-–—]\s*(?P<last>(?:19|20)\d\d)\s*г|утрати\w+\s+силу|\bдействовавш\w+|упраздн[её]нн\w+|\bв\s+(?P<then>(?:19|20)\d\d)\s+год",
    re.IGNORECASE,
)
_LABEL = 8  # characters within which a typed label that begins its paragraph ends
MAX_GAP = 3  # numbers left out; more is another list
MAX_NUMBERING = 3  # findings a document: one slip shifts all that follow
_REFERENCE = re.compile(
    r"(?:\bп(?:п|ункт\w*)?\.?\s*|\bпункт\w*\s+|раздел\w*\s+)(?P<n>\d{1,2}(?:\.\d{1,2}){0,3})\.?(?P<tail>.{0,60})",
    re.IGNORECASE | re.DOTALL,
)
#: What makes a reference an outside one: another act behind it, or an article around it.
_OUTSIDE = re.compile(
    r"\s*(?:,?\s*(?:\d|и\s+\d|п\.|подп))*\s*(?:ч\.|част|ст\.|стат|положени|правил|устав|приказ|закон|кодекс|тк\b|договор|порядк|регламент|гост|санпин|постановлени|приложени|перечн|инструкции\s+(?:по|о)\b|снип|федеральн)",
    re.IGNORECASE,
)
_BEFORE_OUTSIDE = re.compile(
    r"(?:ст\.|стать\w+|ч\.|част\w+|закон\w*|кодекс\w*|приказ\w*|положени\w*|подп\.|лит\.|«[а-я]»)\s*$", re.IGNORECASE
)


def broken_reference(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """«п. 7», «раздел 6 настоящей инструкции» that lead nowhere."""
    if any(block.label_problem for block in context.document.blocks):
        raise Unverifiable("номера пунктов определены не полностью")
    numbers = {_number(line.label) for line in context.outline.lines if re.search(r"\d", line.label)}
    sections = {_number(s.address) for s in context.outline.sections} | {
        str(i + 1) for i in range(_roman_sections(context))
    }
    if len(numbers) < 3:
        raise NotApplicable("в документе нет нумерации")
    known = numbers | sections
    for line in context.outline.lines:
        for match in _REFERENCE.finditer(line.text):
            number = match["n"]
            if _OUTSIDE.match(match["tail"]) or _BEFORE_OUTSIDE.search(line.text[: match.start()]):
                continue
            if number in known or any(k.startswith(number + ".") for k in known):
                continue
            yield Issue(line.index, match.start(), match.start("tail"), {"number": number})
    yield from _broken_names(context)


def _broken_names(context: Context) -> Iterator[Issue]:
    """«см. раздел «Списание»» and entries of the contents that no heading answers."""
    outline = context.outline
    headings = [fold(s.heading or "") for s in outline.sections]
    short = [line.text for line in outline.lines if not line.toc and len(line.text) <= MAX_HEADING]
    bodies = [fold(text) for text in short if not _NAMED.search(text)]
    for line in outline.lines:
        if line.toc:
            if PAGE.search(line.text) and not any(_titled(line.text, known) for known in (*headings, *bodies)):
                name = PAGE.sub("", line.text).strip(" .:")
                yield Issue(line.index, 0, len(line.text), {"number": f"«{name}»"})
            continue
        for match in _NAMED.finditer(line.text):
            if not any(_titled(match["n"], known) for known in (*headings, *bodies)):
                yield Issue(line.index, match.start(), match.end(), {"number": match["n"]})


def _titled(name: str, heading: str) -> bool:
    wanted = PAGE.sub("", fold(name)).strip(" .:")
    return wanted[:-1] in heading if len(wanted) > MIN_NAME else wanted in heading


def numbering(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """Gaps, doubles and foreign prefixes in typed numbers («2.5» → «2.7»), section by section, the first few."""
    if any(block.label_problem for block in context.document.blocks):
        raise Unverifiable("номера пунктов определены не полностью")
    checks = (_sequence, _items, _foreign)
    found = [issue for section in context.outline.sections for check in checks for issue in check(context, section)]
    yield from sorted(found, key=lambda issue: issue.line or 0)[:MAX_NUMBERING]


def _sequence(context: Context, section: Section) -> Iterator[Issue]:
    last: dict[str, int] = {}
    seen: set[str] = set()
    for line in context.outline.lines[section.first : section.last + 1]:
        number = _number(line.label)
        if line.label_source != "typed" or "." not in number or line.toc or line.heading or not line.text:
            continue
        parent, _, tail = number.rpartition(".")
        value = int(tail)
        if number in seen:
            yield Issue(line.index, 0, len(line.text), {"problem": f"номер {number} повторяется"})
        elif parent in last and value > last[parent] + 1:
            missed = f"{parent}.{last[parent] + 1}"
            yield Issue(line.index, 0, len(line.text), {"problem": f"перед {number} нет пункта {missed}"})
        seen.add(number)
        last[parent] = value


def _items(context: Context, section: Section) -> Iterator[Issue]:
    """Single numbers «7.» → «9.»; a list may begin anew at 1, and a lost dot makes «52.» of «5.2.»."""
    last = 0
    dotted: tuple[str, int] = ("", 0)
    for line in context.outline.lines[section.first : section.last + 1]:
        number = _number(line.label)
        if "." in number:
            parent, _, tail = number.rpartition(".")
            dotted = (parent, int(tail))
        if line.label_source != "typed" or line.toc or line.heading or not re.fullmatch(r"\d{1,3}\.", line.label):
            continue
        value = int(number)
        if line.start > _LABEL:
            last = value
            continue  # a list run into a paragraph
        if dotted[0] and number == f"{dotted[0]}{dotted[1] + 1}" and value > last + 1:
            yield Issue(line.index, 0, len(line.text), {"problem": f"{number} вместо {dotted[0]}.{dotted[1] + 1}"})
            dotted = (dotted[0], dotted[1] + 1)
            continue
        if last > 1 and value == last:
            yield Issue(line.index, 0, len(line.text), {"problem": f"номер {number} повторяется"})
        elif last > 1 and last + 1 < value <= last + MAX_GAP:
            yield Issue(line.index, 0, len(line.text), {"problem": f"перед {number} нет пункта {last + 1}"})
        last = value


def _foreign(context: Context, section: Section) -> Iterator[Issue]:
    """«3.1» in section 4: only where sections are in Arabic numerals and all clauses carry a section's number."""
    own = re.fullmatch(r"раздел (\d{1,2})", section.address)
    if own is None or section.heading_line is None:
        return
    lines = context.outline.lines[section.heading_line + 1 : section.last + 1]
    typed = [line for line in lines if line.label_source == "typed" and re.search(r"\d", line.label) and line.text]
    if not typed or any("." not in _number(line.label) or line.label.endswith(")") for line in typed):
        return
    for line in typed:
        number = _number(line.label)
        if number.split(".")[0] != own[1]:
            yield Issue(line.index, 0, len(line.text), {"problem": f"{number} в разделе {own[1]}"})
            return


def _number(label: str) -> str:
    match = re.search(r"\d+(?:\.\d+)*", label)
    return match.group() if match else ""


def _roman_sections(context: Context) -> int:
    return sum(bool(re.match(r"раздел [IVXІХ]+", s.address)) for s in context.outline.sections)


def repealed_acts(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """References to acts or bodies that are no more; `acts` holds pattern, title, replacement, since (ISO date).

    A document approved before the repeal is asked to be reviewed; a clause that itself tells history is quiet; an act
    with `severity: note` is a term that outlived it.
    """
    approved = context.outline.approved_on
    lines = [(line, normalise(line.text)) for line in context.outline.lines]
    acts = _mentioned(params["acts"], "\n".join(normalised.text for _, normalised in lines))
    for line, normalised in lines if acts else ():
        text = normalised.text
        for act in _mentioned(acts, text):
            match = _compiled(act["pattern"]).search(text)
            since = act["since"]
            if match is None or _HISTORY.search(text[: match.start()]) or _tells_past(text, since):
                continue
            if since and since > context.as_of.isoformat():
                continue
            old = approved is not None and since and approved.isoformat() < since
            how = "инструкция утверждена раньше: пересмотрите её" if old else "акт не действует"
            if act["status"] != "verified":
                how += "; дата по памяти, сверьте"
            start, end = normalised.span(*match.span())
            captures = {"title": act["title"], "replacement": act["replacement"], "since": since or "?", "how": how}
            yield Issue(
                line.index, start, end, captures, Severity.NOTE if old or act.get("severity") == "note" else None
            )


def _tells_past(text: str, since: str) -> bool:
    """Whether the clause speaks of years when the act was in force: «за 2010–2022 годы», «уплаченных до 2023 года»."""
    for match in _PAST.finditer(text):
        year = match["till"] or match["last"] or match["then"]
        if year is None or (since and year <= since[:4]):
            return True
    return False


def prepare_acts(params: Mapping[str, Any]) -> dict[str, Any]:
    """With each act, the literals that a reference to it cannot do without (done when rules are compiled)."""
    return {**params, "acts": tuple({**act, "literals": required(act["pattern"])} for act in params["acts"])}


def _mentioned(acts: Sequence[Mapping[str, Any]], text: str) -> list[Mapping[str, Any]]:
    """The acts that the text could refer to: to compile and try all their patterns costs more than all other rules."""
    lowered = text.lower()
    return [a for a in acts if not a["literals"] or any(literal in lowered for literal in a["literals"])]


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
