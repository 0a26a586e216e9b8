"""A rule's own examples are its tests: for the built-in rules and for the user's alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dilint.engine import lint
from dilint.model import Block, Document, Finding, Line, Outline, Section
from dilint.rules.clauses import reached_patterns
from dilint.rules.diagnose import unreached, who_spoke, why_silent
from dilint.rules.spec import Example, Rule, Ruleset

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that the rule does not bear out, or a part of the rule that no example bears out.

    `loc` leads from the root of the rule's file to what is meant. All texts are Russian. A `notice` fails nothing.
    """

    rule: str
    path: str
    message: str
    example: str = ""
    loc: Loc = ()
    expected: str = ""
    hints: tuple[str, ...] = ()
    notice: bool = False


def run_examples(ruleset: Ruleset, rules: Iterable[Rule]) -> Iterator[Failure]:
    """Failures of the examples of `rules`: missed, wrong words marked, raised where it must be quiet."""
    for rule in rules:
        for i, example in enumerate(rule.bad):
            yield from _bad(ruleset, rule, example, ("examples", "bad", i))
        for i, example in enumerate(rule.good):
            if found := _findings(ruleset, rule, example):
                yield Failure(
                    rule.name,
                    rule.path,
                    f"лишняя находка: «{_words(found[0])}»",
                    _shown(example),
                    ("examples", "good", i),
                    "правило молчит",
                    _hints(who_spoke(ruleset, rule, example_outline(example)), example),
                )
        if rule.patterns:
            yield from _unreached_patterns(ruleset, rule)


def unreached_parts(ruleset: Ruleset, rules: Iterable[Rule]) -> Iterator[Failure]:
    """Guards of the rules' own that hold in no example: nobody has shown what they are for."""
    for rule in rules:
        if rule.patterns:
            outlines = [example_outline(e) for e in (*rule.bad, *rule.good)]
            for n in unreached(ruleset, rule, outlines)[1]:
                message = f"оговорку «{rule.unless[n].reason}» не показывает ни один пример"
                yield Failure(rule.name, rule.path, message, loc=("unless", n), notice=True)


def _unreached_patterns(ruleset: Ruleset, rule: Rule) -> Iterator[Failure]:
    outlines = [example_outline(e) for e in rule.bad]
    reached = reached_patterns(ruleset, rule, outlines)
    for i, pattern in enumerate(rule.patterns):
        if pattern.source not in reached:
            message = f"образец не подтверждён ни одним примером: {pattern.source}"
            yield Failure(rule.name, rule.path, message, loc=("trigger" if rule.tokens else "match", i))
    if rule.tokens:
        for n in unreached(ruleset, rule, outlines)[0]:
            message = f"{n + 1}-й образец token_pattern не подтверждён ни одним примером"
            yield Failure(rule.name, rule.path, message, loc=("token_pattern", n))


def _bad(ruleset: Ruleset, rule: Rule, example: Example, loc: Loc) -> Iterator[Failure]:
    found = _findings(ruleset, rule, example)
    shown = _shown(example)
    marked = ", ".join(f"«{example.text[start:end]}»" for start, end in example.spans)
    if not found:
        hints = _hints(why_silent(ruleset, rule, example_outline(example)), example) if rule.patterns else ()
        yield Failure(rule.name, rule.path, "не найдено", shown, loc, marked or "находка", hints)
        return
    spans = {(f.start, f.end) for f in found}
    for start, end in example.spans:
        if (start, end) not in spans:
            said = ", ".join(f"«{_words(f)}»" for f in found)
            wanted = f"«{example.text[start:end]}»"
            hints = _hints(who_spoke(ruleset, rule, example_outline(example)), example)
            yield Failure(rule.name, rule.path, f"отмечено {said}, а ожидалось {wanted}", shown, loc, wanted, hints)


def _hints(said: tuple[str, ...], example: Example) -> tuple[str, ...]:
    """What the patterns say of a clause; of a whole document they say nothing."""
    return () if example.document else said


def _findings(ruleset: Ruleset, rule: Rule, example: Example) -> list[Finding]:
    """The rule alone: whether a more specific one takes the clause is not this example's matter."""
    ruleset = replace(ruleset, rules=(rule,))
    if example.document:
        from dilint.outline import outline

        document = document_of(example.document)
        report = lint(document, outline(document), ruleset)
    else:
        report = lint(Document("", ()), example_outline(example), ruleset)
    return [f for f in report.findings if f.rule == rule.name]


def _words(finding: Finding) -> str:
    return finding.text[finding.start : finding.end] or finding.message


def _shown(example: Example) -> str:
    return example.text or " / ".join(example.document)


def document_of(lines: Iterable[str]) -> Document:
    """A document of plain paragraphs; «# …» makes a bold heading."""
    blocks = []
    for i, text in enumerate(lines):
        from dilint.docx.labels import parse_label

        bold = text.startswith("# ")
        text = text.removeprefix("# ")
        label, end = parse_label(text)
        blocks.append(Block(i, text, label=label, label_source="typed" if label else None, label_end=end, bold=bold))
    return Document("", tuple(blocks))


def example_outline(example: Example) -> Outline:
    """A clause as the only line of its section, behind its lead-in if it has one."""
    lines = []
    if example.lead_in:
        lines.append(Line(0, 0, 0, len(example.lead_in), example.lead_in))
    n = len(lines)
    lines.append(Line(n, n, 0, len(example.text), example.text, lead_in=0 if n else None))
    section = Section((example.section,), 0, n)
    return Outline("job-description", "", tuple(lines), (section,), {}, position=example.position)
