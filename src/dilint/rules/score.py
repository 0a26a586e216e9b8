"""Recall and precision of the rules on labelled clauses (form: tests/clauses/README.md).

The second reader is left out: it was trained on such clauses. `dilint.classifier.train --measure` scores both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from dilint.engine import lint
from dilint.model import Document, Finding, SectionKind, Severity
from dilint.rules.examples import example_outline
from dilint.rules.spec import LIABILITY_FAMILIES, RESEMBLANCE, Example, Rule, Ruleset


@dataclass(frozen=True, slots=True)
class Clause:
    """One labelled row."""

    bad: bool
    rule: str
    section: SectionKind
    text: str
    position: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one author or rule. A hit: any error or warning of the families; `exact`: of the named rule."""

    hits: int = 0
    misses: int = 0
    false: int = 0
    quiet: int = 0
    exact: int = 0

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + self.misses)

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.false)


def read_clauses(path: Path) -> Iterator[Clause]:
    """Rows of a file; blank lines and lines that begin with # are passed over."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) >= 4 and not line.startswith("#"):
            position = fields[4].strip() if len(fields) > 4 else ""
            yield Clause(fields[0] == "bad", fields[1], cast(SectionKind, fields[2]), fields[3].strip(), position)


def judged(clause: Clause, ruleset: Ruleset) -> tuple[str, ...]:
    """Names of the rules whose findings count on a clause (`heard`).

    Of liability and procedure every rule counts. On a clause of another family: the rules of that family that read
    clauses if it is unlawful, or else its own rule and those of liability.
    """
    example = Example(clause.text, section=clause.section, position=clause.position)
    report = lint(Document("", ()), example_outline(example), ruleset)
    rules = {rule.name: rule for rule in ruleset.rules}
    family = rules[clause.rule].family if clause.rule in rules else LIABILITY_FAMILIES[0]
    if family in LIABILITY_FAMILIES:
        families: Collection[str] = LIABILITY_FAMILIES
    else:
        families = (family,) if clause.bad else (LIABILITY_FAMILIES[0],)
    found = [f.rule for f in report.findings if heard(f, rules[f.rule])]
    return tuple(
        name for name in found if name == clause.rule or (rules[name].patterns and rules[name].family in families)
    )


def heard(finding: Finding, rule: Rule) -> bool:
    """Whether a rule speaks as loud as its law allows: errors and warnings, or notes of a rule that only advises."""
    return finding.severity > Severity.NOTE or rule.severity is Severity.NOTE


def rules_alone(ruleset: Ruleset) -> Ruleset:
    """The rules without the second reader, its suspicions and its doubts."""
    return replace(ruleset, rules=tuple(rule for rule in ruleset.rules if rule.check != RESEMBLANCE))


def score(files: Sequence[Path], ruleset: Ruleset) -> tuple[Mapping[str, Tally], Mapping[str, Tally]]:
    """Tallies by file and by rule."""
    ruleset = rules_alone(ruleset)
    clauses = [(path.stem, clause) for path in files for clause in read_clauses(path)]
    rows = [(name, clause, judged(clause, ruleset)) for name, clause in clauses]
    by_file = {name: _tally((c, r) for n, c, r in rows if n == name) for name in dict.fromkeys(n for n, _, _ in rows)}
    rules = sorted({clause.rule for _, clause, _ in rows})
    return by_file, {rule: _tally((c, r) for _, c, r in rows if c.rule == rule) for rule in rules}


def _tally(rows: Iterable[tuple[Clause, tuple[str, ...]]]) -> Tally:
    counts: Counter[str] = Counter()
    for clause, raised in rows:
        if clause.bad:
            counts["hits" if raised else "misses"] += 1
            counts["exact"] += clause.rule in raised
        else:
            counts["false" if raised else "quiet"] += 1
    return Tally(**counts)


def render(by_file: Mapping[str, Tally], by_rule: Mapping[str, Tally]) -> str:
    """A Markdown table for each: who, recall, precision, exact rule, false alarms."""
    out = []
    for title, tallies in (("автор", by_file), ("правило", by_rule)):
        out.append(f"| {title} | полнота | точность | то же правило | лишних |\n|---|---|---|---|---|")
        for name, t in tallies.items():
            bad, ok = t.hits + t.misses, t.false + t.quiet
            out.append(f"| {name} | {t.recall:.2f} | {t.precision:.2f} | {t.exact}/{bad} | {t.false}/{ok} |")
        out.append("")
    return "\n".join(out)
