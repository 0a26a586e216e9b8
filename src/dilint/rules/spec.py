"""A rule as data: what one YAML file under `rules/` says, and nothing else.

A rule finds its issues in one of three ways: by `patterns` over clauses (rules/match.py), by `tokens` in the
sentences that its patterns let through (rules/tokens.py), or by a named `check` over the outline (rules/checks/).
Everything here is plain data, so that the compiled rule set can be stored with marshal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dilint.language.lexicon import FormTable
from dilint.model import Basis, SectionKind, Severity
from dilint.rules.index import Index

#: Families whose clauses the second reader reads after the rules.
LIABILITY_FAMILIES = ("liability", "procedure")
#: The check that speaks for the second reader (dilint/classifier).
RESEMBLANCE = "resemblance"

#: Whom a predicate hits; see language/roles.py.
Party = Literal["employee", "employer", "third", "state", "thing", "boss", "junior"]
#: What a term may ask of a predicate: a party, or "named", an employee whom the sentence names («платит водитель»).
Hit = Literal["employee", "employer", "third", "state", "thing", "boss", "junior", "named"]
#: Words of a pattern that stand for nouns, not for a word class: anybody named, and several at once.
PERSONS = ("person", "people")
#: What a term asks of the polarity of the words it matches.
#: "affirmed" is the default: it binds predicates, and everything in a pattern without predicates.
Polarity = Literal["affirmed", "asserted", "negated", "any"]


@dataclass(frozen=True, slots=True)
class Term:
    """One slot of a pattern: any of `atoms` (class names, or quoted lemmas) in the clause.

    `gap` is the largest number of tokens between this term and the one before it, None when the
    order is free. `party` restricts whom the matched predicate hits. `absent` terms must not be
    found at all.
    """

    atoms: tuple[str, ...]
    polarity: Polarity = "affirmed"
    party: tuple[Hit, ...] = ()
    gap: int | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Terms that must all hold within one sentence. `source` is the text it was parsed from."""

    source: str
    terms: tuple[Term, ...]
    name: str = ""  # used in messages and in suppression reasons


@dataclass(frozen=True, slots=True)
class Guard:
    """Look-alikes that must stay quiet, with the Russian reason shown by --show-suppressed."""

    name: str
    reason: str
    patterns: tuple[Pattern, ...]
    severity: Severity | None = None  # lower the severity instead of staying quiet


@dataclass(frozen=True, slots=True)
class Example:
    """A clause with the exact spans that must be found ([[…]] in YAML), or none."""

    text: str  # without the brackets
    spans: tuple[tuple[int, int], ...] = ()
    section: SectionKind = "responsibility"
    position: str = ""
    lead_in: str = ""
    document: tuple[str, ...] = ()  # document-level rules: whole lines
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `path` and `line` say where it was read, for error messages."""

    code: str
    name: str
    title: str
    family: str
    severity: Severity
    basis: tuple[Basis, ...]
    essence: str
    message: str
    requirement: str
    suggestion: str
    was: tuple[str, ...] = ()
    contested: str = ""
    exceptions: str = ""
    scope: tuple[SectionKind, ...] = ()  # empty: every section
    patterns: Sequence[Pattern] = ()  # of a rule with `tokens`: its triggers
    unless: Sequence[Guard] = ()  # the rule's own guards
    guards: tuple[str, ...] = ()  # shared guards by name (rules/lexicon/guards.yaml)
    yields_to: tuple[str, ...] = ()  # rules that are more specific on the same clause
    check: str = ""  # name of a function in rules/checks
    params: Mapping[str, Any] = field(default_factory=dict)
    tokens: tuple[tuple[Mapping[str, Any], ...], ...] = ()  # patterns of spaCy's Matcher, tuples for its lists
    bad: Sequence[Example] = ()
    good: Sequence[Example] = ()
    path: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes of rules/lexicon: class name → members (lemmas, phrases, stems ending in *)."""

    classes: Mapping[str, tuple[str, ...]]
    frames: Mapping[str, Mapping[str, str]]  # class name → frame (see language/roles.py)
    parties: Mapping[Party, tuple[str, ...]]
    guards: Mapping[str, Guard]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Loaded rules, ready to run. `digest` identifies them in caches.

    `table` and `index` are made by rules/compile.py from the lexicon and the rules' patterns. `rules` may be fewer
    than those in the index.
    """

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    digest: str
    table: FormTable
    index: Index
    law_checked_on: str = "2026-03-31"  # ISO date up to which the law was checked (legal base)
