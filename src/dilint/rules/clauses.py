"""Clause rules over a document: patterns in every sentence, guards, and the reasons for silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from dilint.language.roles import Parties
from dilint.model import Issue, Outline, Severity
from dilint.rules.compile import guards_of
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
    patterns: tuple[Compiled, ...]
    guards: tuple[_Guard, ...]


def clause_issues(
    outline: Outline, rules: Sequence[Rule], ruleset: Ruleset
) -> Iterator[tuple[Rule, tuple[Issue, ...]]]:
    """Issues of each rule in document order. A suppressed candidate carries its reason."""
    runnable = _runnable(tuple(r.name for r in rules), _Identity(ruleset))
    post = _post(outline)
    parties = Parties(ruleset.table, frozenset(post))
    read_units = [(unit, [read(s, ruleset.table, parties) for s in unit.sentences]) for unit in units(outline)]
    for item in runnable:
        issues = tuple(issue for unit, readings in read_units for issue in _judge(item, unit, readings, post))
        yield item.rule, issues


def reached_patterns(ruleset: Ruleset, rule: Rule, outlines: Sequence[Outline]) -> frozenset[str]:
    """Sources of the rule's patterns that match somewhere in the given clauses, guarded or not."""
    (item,) = _runnable((rule.name,), _Identity(ruleset))
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
def _runnable(names: tuple[str, ...], identity: _Identity) -> tuple[_Runnable, ...]:
    ruleset = identity.ruleset
    frames = ruleset.lexicon.frames
    wanted = set(names)
    return tuple(
        _Runnable(
            rule,
            tuple(compile_pattern(p, ruleset.table, frames) for p in rule.patterns),
            tuple(
                _Guard(guard, tuple(compile_pattern(p, ruleset.table, frames, guard=True) for p in guard.patterns))
                for guard in guards_of(rule, ruleset.lexicon)
            ),
        )
        for rule in ruleset.rules
        if rule.name in wanted
    )


_PREPOSITIONS = frozenset(("по", "с", "со", "на", "в", "во", "для", "при", "за", "у", "от", "и", "к"))


def _post(outline: Outline) -> tuple[str, ...]:
    """The head of the post's name: of «специалист по работе с клиентами» only «специалист»."""
    words = outline.position.lower().replace("ё", "е").split()
    return tuple(takewhile(lambda word: word not in _PREPOSITIONS, words))


def _judge(item: _Runnable, unit: Unit, readings: Sequence[Reading], post: tuple[str, ...]) -> Iterator[Issue]:
    if item.rule.scope and not set(item.rule.scope) & set(unit.kinds):
        return
    for reading in readings:
        for pattern in item.patterns:
            for first, last in find(reading, pattern):
                span = unit.owned(reading.sentence, first, last)
                if span is None:
                    continue
                reason, severity = _guarded(item, reading, post)
                yield Issue(unit.line.index, *span, severity=severity, suppressed=reason)
                break


def _guarded(item: _Runnable, reading: Reading, post: tuple[str, ...]) -> tuple[str | None, Severity | None]:
    """The first guard that holds. Guards also see the document's post, as words behind the sentence."""
    severity: Severity | None = None
    if post:
        reading = reading.extended(post)
    for guard in item.guards:
        if any(next(find(reading, p), None) is not None for p in guard.patterns):
            if guard.guard.severity is None:
                return guard.guard.reason, None
            severity = guard.guard.severity if severity is None else min(severity, guard.guard.severity)
    return None, severity
