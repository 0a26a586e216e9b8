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
from dilint.rules.match import Compiled, Reading, compile_pattern, find, read
from dilint.rules.spec import Guard, Rule, Ruleset
from dilint.rules.tokens import refined
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


def clause_issues(
    outline: Outline, rules: Sequence[Rule], ruleset: Ruleset
) -> Iterator[tuple[Rule, tuple[Issue, ...]]]:
    """Issues of each rule in document order. A suppressed candidate carries its reason."""
    index, identity = ruleset.index, _Identity(ruleset)
    post = post_words(outline)
    parties = parties_of(outline, ruleset)
    found: dict[str, list[Issue]] = {rule.name: [] for rule in rules}
    for unit in units(outline):
        if not index.promises(reach(vocabulary(unit.normalised.text), ruleset.table)):
            continue
        for sentence in unit.sentences:
            reading = read(sentence, ruleset.table, parties)
            for name, which in (index.places[n] for n in index.candidates(reading.tagged.mask)):
                if name not in found:
                    continue
                issue = _judge(_runnable(name, identity), which, unit, reading, post)
                if issue is not None:
                    found[name].append(issue)
    for rule in rules:
        yield rule, tuple(found[rule.name])


def reached_patterns(ruleset: Ruleset, rule: Rule, outlines: Sequence[Outline]) -> frozenset[str]:
    """Sources of the rule's patterns that match somewhere in the given clauses, guarded or not."""
    item = _runnable(rule.name, _Identity(ruleset))
    reached: set[str] = set()
    for outline in outlines:
        parties = parties_of(outline, ruleset)
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


@lru_cache(maxsize=1024)
def _runnable(name: str, identity: _Identity) -> _Runnable:
    """A rule with its guards, its own and then the shared ones; made when a sentence first needs it."""
    ruleset = identity.ruleset
    table, frames = ruleset.table, ruleset.lexicon.frames
    rule = next(rule for rule in ruleset.rules if rule.name == name)
    guards = (*rule.unless, *(ruleset.lexicon.guards[guard] for guard in rule.guards))
    return _Runnable(
        rule,
        frozenset(rule.scope),
        tuple(compile_pattern(p, table, frames) for p in rule.patterns),
        tuple(_Guard(g, tuple(compile_pattern(p, table, frames, guard=True) for p in g.patterns)) for g in guards),
    )


_ADJECTIVE = ("ый", "ий", "ой", "ая", "яя", "ое", "ее")
#: Stands before the document's post in what guards read: `'§' >3 heads` asks about the post alone.
POST = "§"
_PREPOSITIONS = frozenset(("по", "с", "со", "на", "в", "во", "для", "при", "за", "у", "от", "и", "к"))


def post_words(outline: Outline) -> tuple[str, ...]:
    """The head of the post's name: of «специалист по работе с клиентами» only «специалист»."""
    words = outline.position.lower().replace("ё", "е").split()
    return tuple(takewhile(lambda word: word not in _PREPOSITIONS, words))


def parties_of(outline: Outline, ruleset: Ruleset) -> Parties:
    """The parties of a document. The holder of the post is the word that names a person: of «начальник отдела
    оплаты труда» only «начальник»; «труда» is nobody.
    """
    post = post_words(outline)
    count = next((i + 1 for i, word in enumerate(post) if not word.endswith(_ADJECTIVE)), len(post))
    return Parties(ruleset.table, frozenset(post[:count]))


def _judge(item: _Runnable, which: int, unit: Unit, reading: Reading, post: tuple[str, ...]) -> Issue | None:
    """The first match of one of the rule's patterns that touches the unit's own line."""
    if item.scope and item.scope.isdisjoint(unit.kinds):
        return None
    spans = refined(item.rule, find(reading, item.patterns[which]), reading.sentence, unit.normalised.text)
    for first, last in spans:
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
