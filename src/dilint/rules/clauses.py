"""Clause rules over a document: patterns in every sentence, guards, and the reasons for silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from dilint.language.lexicon import reach
from dilint.language.roles import Parties
from dilint.language.sentences import vocabulary
from dilint.model import Issue, Outline, SectionKind, Severity
from dilint.rules.compile import guards_of
from dilint.rules.index import Index, index_of
from dilint.rules.match import Compiled, Reading, compile_pattern, find, read
from dilint.rules.spec import Guard, Rule, Ruleset
from dilint.rules.units import Unit, units


@dataclass(frozen=True, slots=True)
class _Guard:
    guard: Guard
    patterns: tuple[Compiled, ...]


@dataclass(frozen=True, slots=True)
class _Runnable:
    rule: Rule
    scope: frozenset[SectionKind]
    patterns: tuple[Compiled, ...]
    guards: tuple[_Guard, ...]


@dataclass(frozen=True, slots=True)
class _Program:
    """Rules ready to run: `index` over the patterns of all of them, `owners[n]` the rule of pattern n."""

    rules: tuple[_Runnable, ...]
    index: Index
    owners: tuple[int, ...]


def clause_issues(
    outline: Outline, rules: Sequence[Rule], ruleset: Ruleset
) -> Iterator[tuple[Rule, tuple[Issue, ...]]]:
    """Issues of each rule in document order. A suppressed candidate carries its reason."""
    program = _program(tuple(r.name for r in rules), _Identity(ruleset))
    post = _post(outline)
    parties = Parties(ruleset.table, frozenset(post))
    found: list[list[Issue]] = [[] for _ in program.rules]
    for unit in units(outline):
        if not program.index.promises(reach(vocabulary(unit.normalised.text), ruleset.table)):
            continue
        for sentence in unit.sentences:
            reading = read(sentence, ruleset.table, parties)
            for n in program.index.candidates(reading.tagged.mask):
                owner = program.owners[n]
                issue = _judge(program.rules[owner], program.index.patterns[n], unit, reading, post)
                if issue is not None:
                    found[owner].append(issue)
    for item, issues in zip(program.rules, found, strict=True):
        yield item.rule, tuple(issues)


def reached_patterns(ruleset: Ruleset, rule: Rule, outlines: Sequence[Outline]) -> frozenset[str]:
    """Sources of the rule's patterns that match somewhere in the given clauses, guarded or not."""
    (item,) = _program((rule.name,), _Identity(ruleset)).rules
    reached: set[str] = set()
    for outline in outlines:
        parties = Parties(ruleset.table, frozenset(_post(outline)))
        for unit in units(outline):
            for sentence in unit.sentences:
                reading = read(sentence, ruleset.table, parties)
                reached.update(p.pattern.source for p in item.patterns if next(find(reading, p), None) is not None)
    return frozenset(reached)


@dataclass(frozen=True, slots=True)
class _Identity:
    """Hashable by the digest, so that compiled patterns are kept for a run over many documents."""

    ruleset: Ruleset

    def __hash__(self) -> int:
        return hash(self.ruleset.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.ruleset.digest == self.ruleset.digest


@lru_cache(maxsize=4)
def _program(names: tuple[str, ...], identity: _Identity) -> _Program:
    ruleset = identity.ruleset
    frames = ruleset.lexicon.frames
    wanted = set(names)
    rules = tuple(
        _Runnable(
            rule,
            frozenset(rule.scope),
            tuple(compile_pattern(p, ruleset.table, frames) for p in rule.patterns),
            tuple(
                _Guard(guard, tuple(compile_pattern(p, ruleset.table, frames, guard=True) for p in guard.patterns))
                for guard in guards_of(rule, ruleset.lexicon)
            ),
        )
        for rule in ruleset.rules
        if rule.name in wanted
    )
    patterns = tuple(pattern for item in rules for pattern in item.patterns)
    owners = tuple(n for n, item in enumerate(rules) for _ in item.patterns)
    return _Program(rules, index_of(patterns), owners)


#: Stands before the document's post in what guards read: `'§' >3 heads` asks about the post alone.
POST = "§"
_PREPOSITIONS = frozenset(("по", "с", "со", "на", "в", "во", "для", "при", "за", "у", "от", "и", "к"))


def _post(outline: Outline) -> tuple[str, ...]:
    """The head of the post's name: of «специалист по работе с клиентами» only «специалист»."""
    words = outline.position.lower().replace("ё", "е").split()
    return tuple(takewhile(lambda word: word not in _PREPOSITIONS, words))


def _judge(item: _Runnable, pattern: Compiled, unit: Unit, reading: Reading, post: tuple[str, ...]) -> Issue | None:
    """The first match of a pattern that touches the unit's own line."""
    if item.scope and item.scope.isdisjoint(unit.kinds):
        return None
    for first, last in find(reading, pattern):
        span = unit.owned(reading.sentence, first, last)
        if span is not None:
            reason, severity = _guarded(item, reading, post)
            return Issue(unit.line.index, *span, severity=severity, suppressed=reason)
    return None


def _guarded(item: _Runnable, reading: Reading, post: tuple[str, ...]) -> tuple[str | None, Severity | None]:
    """The first guard that holds. Guards also see the document's post, as words behind the sentence."""
    severity: Severity | None = None
    if post:
        reading = reading.extended((POST, *post))
    for guard in item.guards:
        if any(next(find(reading, p), None) is not None for p in guard.patterns):
            if guard.guard.severity is None:
                return guard.guard.reason, None
            severity = guard.guard.severity if severity is None else min(severity, guard.guard.severity)
    return None, severity
