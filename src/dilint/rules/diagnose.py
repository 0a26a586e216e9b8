"""Why a rule spoke or stayed silent on an example, for its author: which pattern, which guard, what was missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dilint.language.sentences import Sentence
from dilint.model import Outline
from dilint.rules.clauses import POST, parties_of, post_words
from dilint.rules.match import Compiled, Reading, compile_pattern, find, read
from dilint.rules.spec import Guard, Pattern, Rule, Ruleset, Term
from dilint.rules.tokens import refined, token_spans
from dilint.rules.units import units

_NEAREST = 2  # patterns named for a miss
_MISSING = "нет слова"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence of an example as the rule reads it, and as its guards do: with the post's words behind it."""

    reading: Reading
    guarded: Reading
    text: str  # normalised

    @property
    def sentence(self) -> Sentence:
        return self.reading.sentence

    def words(self, first: int, last: int) -> str:
        return self.text[self.sentence.starts[first] : self.sentence.ends[last - 1]]


def seen(outline: Outline, ruleset: Ruleset) -> tuple[Seen, ...]:
    """The sentences of an outline."""
    post = post_words(outline)
    parties = parties_of(outline, ruleset)
    result = []
    for unit in units(outline):
        for sentence in unit.sentences:
            reading = read(sentence, ruleset.table, parties)
            result.append(Seen(reading, reading.extended((POST, *post)) if post else reading, unit.normalised.text))
    return tuple(result)


def why_silent(ruleset: Ruleset, rule: Rule, outline: Outline) -> tuple[str, ...]:
    """Hints for an example that was not found: scope, a guard, or the nearest patterns and what they lack."""
    kinds = {kind for section in outline.sections for kind in section.kinds}
    if rule.scope and kinds.isdisjoint(rule.scope):
        return (f"правило действует в разделах {', '.join(rule.scope)}, а пример стоит в {', '.join(sorted(kinds))}",)
    sentences = seen(outline, ruleset)
    spoke = tuple(_matches(ruleset, rule, sentences))
    if spoke:
        guards = [
            f"промолчало: {_named(rule, guard)} — «{guard.reason}» (образец {pattern.source})"
            for guard in (*rule.unless, *(ruleset.lexicon.guards[name] for name in rule.guards))
            if guard.severity is None and (pattern := _holding(ruleset, guard, sentences)) is not None
        ]
        return (*spoke, *guards)
    if rule.tokens:
        return _tokens_missed(ruleset, rule, sentences)
    near = [_near(ruleset, pattern, s) for s in sentences for pattern in rule.patterns]
    near.sort(key=lambda found: found[0], reverse=True)
    return tuple(text for share, text in near[:_NEAREST] if share > 0) or (
        "ни один образец не близок: слов из них нет",
    )


def who_spoke(ruleset: Ruleset, rule: Rule, outline: Outline) -> tuple[str, ...]:
    """The patterns that match in an example, with the words they mark."""
    return tuple(_matches(ruleset, rule, seen(outline, ruleset)))


def unreached(ruleset: Ruleset, rule: Rule, outlines: Sequence[Outline]) -> tuple[list[int], list[int]]:
    """Numbers of the rule's token patterns, and of its own guards, that hold in no example that the rule speaks of."""
    sentences = [s for outline in outlines for s in seen(outline, ruleset)]
    patterns = [compile_pattern(p, ruleset.table, ruleset.lexicon.frames) for p in rule.patterns]
    candidates = [s for s in sentences if any(next(find(s.reading, p), None) for p in patterns)]
    marked = {n for s in candidates for *_, n in token_spans(rule, s.sentence, s.text)} if rule.tokens else set()
    tokens = [n for n in range(len(rule.tokens)) if n not in marked]
    return tokens, [n for n, guard in enumerate(rule.unless) if _holding(ruleset, guard, candidates) is None]


def _matches(ruleset: Ruleset, rule: Rule, sentences: Sequence[Seen]) -> Iterator[str]:
    for s in sentences:
        for pattern in rule.patterns:
            compiled = compile_pattern(pattern, ruleset.table, ruleset.lexicon.frames)
            spans = refined(rule, find(s.reading, compiled), s.sentence, s.text)
            span = next(iter(spans), None)
            if span is not None:
                yield f"сработал образец {_called(pattern)}: «{s.words(*span)}»"


def _holding(ruleset: Ruleset, guard: Guard, sentences: Sequence[Seen]) -> Pattern | None:
    """The first pattern of a guard that holds in one of the sentences."""
    for pattern in guard.patterns:
        compiled = compile_pattern(pattern, ruleset.table, ruleset.lexicon.frames, guard=True)
        if any(next(find(s.guarded, compiled), None) is not None for s in sentences):
            return pattern
    return None


def _named(rule: Rule, guard: Guard) -> str:
    own = [n for n, other in enumerate(rule.unless, 1) if other is guard or other.name == guard.name]
    return f"оговорка unless, {own[0]}-я" if own else f"общая оговорка {guard.name}"


def _called(pattern: Pattern) -> str:
    return f"{pattern.source} ({pattern.name})" if pattern.name else pattern.source


def _near(ruleset: Ruleset, pattern: Pattern, s: Seen) -> tuple[float, str]:
    """How much of a pattern is there, 0 to 1, and what is wrong with the rest. A word that stands wrong is half."""
    whole = compile_pattern(pattern, ruleset.table, ruleset.lexicon.frames)
    wanted = [term for term in pattern.terms if not term.absent]
    lacks = [_lacks(ruleset, whole, term, s) for term in wanted]
    wrong = [said for said in (*lacks, *(_unwanted(ruleset, t, s) for t in pattern.terms if t.absent)) if said]
    share = sum(0 if said.startswith(_MISSING) else 0.5 if said else 1 for said in lacks) / len(wanted)
    if not wrong:
        wrong = ["слова есть, но стоят не так: порядок, расстояние или разные слова на каждое место"]
    return share, f"ближе всего образец {_called(pattern)}: {'; '.join(wrong)}"


def _first(ruleset: Ruleset, term: Term, s: Seen) -> str | None:
    """The first word of a sentence that is of the classes of a term."""
    mask = 0
    for atom in term.atoms:
        mask |= ruleset.table.bits[atom]
    return next((w for w, m in zip(s.sentence.words, s.reading.tagged.masks, strict=True) if m & mask), None)


def _unwanted(ruleset: Ruleset, term: Term, s: Seen) -> str:
    word = _first(ruleset, term, s)
    return "" if word is None else f"есть «{word}» ({'|'.join(term.atoms)}), чего быть не должно"


def _lacks(ruleset: Ruleset, whole: Compiled, term: Term, s: Seen) -> str:
    """What keeps a single term from holding, empty where it holds."""
    called = "|".join(term.atoms)
    word = _first(ruleset, term, s)
    if word is None:
        return f"{_MISSING} {called}"
    for free, said in ((term, ""), (replace(term, party=()), f"касается не {', '.join(term.party)}")):
        alone = compile_pattern(Pattern(called, (replace(free, gap=None),)), ruleset.table, ruleset.lexicon.frames)
        if next(find(s.reading, replace(alone, asserts=whole.asserts)), None) is not None:
            return said and f"«{word}» ({called}) {said}"
    denied = "без отрицания" if term.polarity == "negated" else "с отрицанием"
    return f"«{word}» ({called}) стоит {denied}"


def _tokens_missed(ruleset: Ruleset, rule: Rule, sentences: Sequence[Seen]) -> tuple[str, ...]:
    """A token rule: whether its trigger held, and the words as spaCy was given them."""
    from dilint.spacy import sentence_doc

    for s in sentences:
        for pattern in rule.patterns:
            if next(find(s.reading, compile_pattern(pattern, ruleset.table, ruleset.lexicon.frames)), None) is None:
                continue
            doc = sentence_doc(s.sentence, s.text)
            words = " ".join(f"{t.text}[{t.lemma_} {t.pos_}]" for t in doc)
            return (f"trigger {pattern.source} сработал, а token_pattern не совпал", f"слова с LEMMA и POS: {words}")
    near = max((_near(ruleset, pattern, s) for s in sentences for pattern in rule.patterns), default=(0.0, ""))
    return (near[1].replace("ближе всего образец", "не сработал trigger"),) if near[1] else ()
