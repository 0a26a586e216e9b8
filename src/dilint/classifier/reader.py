"""The second reader at work: which unjudged clauses it suspects and why, and which findings of rules it doubts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dilint.classifier import model, precedents
from dilint.classifier.domains import Domain
from dilint.classifier.features import Features, Names, gate_features, judge_features, lemma, names_of
from dilint.classifier.precedents import Index
from dilint.language.roles import Parties
from dilint.language.sentences import Sentence
from dilint.model import Outline
from dilint.rules.clauses import parties_of, post_words
from dilint.rules.match import Reading, read
from dilint.rules.spec import Ruleset
from dilint.rules.units import Unit, units

_SHORTEST = 6  # words of a clause that says enough to be judged


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A clause that is likely unlawful: its line, the span of the words that weighed most, and what it resembles."""

    line: int
    start: int
    end: int
    words: tuple[str, ...]
    rule: str
    precedent: str


def suspicions(outline: Outline, ruleset: Ruleset, domain: Domain, judged: frozenset[int]) -> Iterator[Suspicion]:
    """The clauses outside of the lines `judged` that the model suspects, in document order."""
    known = model.load(domain)
    view = _View(outline, ruleset)
    for unit in units(outline):
        if unit.line.index in judged or not legible(unit):
            continue
        readings = view.readings(unit)
        if known.gate.score(gate_features(readings, view.names)) < known.passes:
            continue
        features = view.features(readings)
        if known.judge.score(features) > known.suspects:
            found = _suspicion(unit, readings, known.judge.parts(features), precedents.load(domain))
            if found is not None:
                yield found


def legible(unit: Unit) -> bool:
    """Whether a line says enough: not a few words of a table or a list, not the words that introduce one."""
    return len(unit.line.text.split()) >= _SHORTEST and not unit.line.text.rstrip().endswith(":")


def doubted(
    outline: Outline, ruleset: Ruleset, domain: Domain, found: Collection[tuple[str, int]]
) -> frozenset[tuple[str, int]]:
    """Those of `found` (rule, line) whose line looks so lawful that the rule's finding is more likely a false alarm.

    Items of a list are never doubted: the model was trained on clauses that speak for themselves.
    """
    known = model.load(domain)
    open_ = frozenset((rule, line) for rule, line in found if rule in known.doubtable)
    lines = {line for _, line in open_}
    view = _View(outline, ruleset)
    chosen = (unit for unit in units(outline) if unit.line.index in lines and not unit.own[0]) if lines else ()
    scores = ((unit.line.index, known.judge.score(view.features(view.readings(unit)))) for unit in chosen)
    lawful = {line for line, score in scores if score < known.doubts}
    return frozenset((rule, line) for rule, line in open_ if line in lawful)


class _View:
    """What stays the same for all clauses of a document."""

    def __init__(self, outline: Outline, ruleset: Ruleset) -> None:
        self.names: Names = names_of(ruleset.table.bits, ruleset.lexicon.frames)
        self._table = ruleset.table
        self._parties: Parties = parties_of(outline, ruleset)
        self._post = post_words(outline)

    def readings(self, unit: Unit) -> tuple[Reading, ...]:
        return tuple(read(sentence, self._table, self._parties) for sentence in unit.sentences)

    def features(self, readings: tuple[Reading, ...]) -> Features:
        return judge_features(readings, self.names, self._post)


def _suspicion(unit: Unit, readings: tuple[Reading, ...], parts: Mapping[str, float], known: Index) -> Suspicion | None:
    """The reasons for a score made of `parts`; None where all that weighed stands outside of the clause's own line."""
    own = [(reading.sentence, at) for reading in readings for at in range(len(reading.sentence))]
    placed = [(*place, span) for place in own if (span := unit.owned(place[0], place[1], place[1] + 1)) is not None]
    lemmas = [lemma(sentence.words[at]) for sentence, at, _ in placed if sentence.words[at][0].isalpha()]
    heaviest = model.heaviest(parts, lemmas)
    spans = [span for sentence, at, span in placed if lemma(sentence.words[at]) in heaviest]
    near = precedents.nearest(known, _lemmas(reading.sentence for reading in readings))
    if not spans or near is None:
        return None
    return Suspicion(unit.line.index, spans[0][0], spans[-1][1], heaviest, near.rule, near.text)


def _lemmas(sentences: Iterator[Sentence]) -> list[str]:
    return [lemma(word) for sentence in sentences for word in sentence.words]
