"""A rule's own examples are its tests: for the built-in rules and for the user's alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dilint.engine import lint
from dilint.model import Block, Document, Finding, Line, Outline, Section
from dilint.rules.clauses import reached_patterns
from dilint.rules.spec import Example, Rule, Ruleset


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that the rule does not bear out. `message` is Russian."""

    rule: str
    path: str
    message: str
    example: str = ""


def run_examples(ruleset: Ruleset, rules: Iterable[Rule]) -> Iterator[Failure]:
    """Failures of the examples of `rules`: missed, wrong words marked, raised where it must be quiet."""
    for rule in rules:
        for example in rule.bad:
            yield from _bad(ruleset, rule, example)
        for example in rule.good:
            if found := _findings(ruleset, rule, example):
                yield Failure(rule.name, rule.path, f"лишняя находка: «{_words(found[0])}»", _shown(example))
        if rule.patterns:
            reached = reached_patterns(ruleset, rule, [example_outline(e) for e in rule.bad])
            for pattern in rule.patterns:
                if pattern.source not in reached:
                    yield Failure(rule.name, rule.path, f"образец не подтверждён ни одним примером: {pattern.source}")


def _bad(ruleset: Ruleset, rule: Rule, example: Example) -> Iterator[Failure]:
    found = _findings(ruleset, rule, example)
    if not found:
        yield Failure(rule.name, rule.path, "не найдено", _shown(example))
        return
    spans = {(f.start, f.end) for f in found}
    for start, end in example.spans:
        if (start, end) not in spans:
            marked = ", ".join(f"«{_words(f)}»" for f in found)
            yield Failure(
                rule.name, rule.path, f"отмечено {marked}, а ожидалось «{example.text[start:end]}»", _shown(example)
            )


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
