"""`token_pattern` rules: spaCy's Matcher in the sentences that a rule's trigger lets through.

A rule with tokens is a clause rule whose patterns are its triggers, so that scope, negation, who is hit, guards and
the way back to the line are those of all others; only the span comes from the Matcher. spaCy is imported when a
trigger has held, not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dilint.language.sentences import Sentence
from dilint.rules.spec import Rule

if TYPE_CHECKING:
    from spacy.matcher import Matcher

_matchers: dict[str, Matcher] = {}  # by the patterns' text: a Matcher takes longer to make than to run


def refined(rule: Rule, spans: Iterable[tuple[int, int]], sentence: Sentence, text: str) -> Iterable[tuple[int, int]]:
    """`spans` of a rule's pattern in a sentence; of a rule with tokens, what its token patterns mark there instead.

    `text` is the normalised text that the sentence's offsets index.
    """
    if not rule.tokens:
        return spans
    if next(iter(spans), None) is None:
        return ()
    return [(first, last) for first, last, _ in token_spans(rule, sentence, text)]


def token_spans(rule: Rule, sentence: Sentence, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (first token, last + 1, number of the token pattern), leftmost first. Imports spaCy."""
    from dilint.spacy import sentence_doc

    found = _matcher(rule)(sentence_doc(sentence, text), as_spans=True)
    yield from sorted((span.start, span.end, int(span.label_)) for span in found)


def _matcher(rule: Rule) -> Matcher:
    from dilint.spacy import matcher

    key = repr(rule.tokens)
    if key not in _matchers:
        _matchers[key] = matcher([[_lists(token) for token in pattern] for pattern in rule.tokens])
    return _matchers[key]


def _lists(value: Any) -> Any:
    """The Matcher takes lists where the stored rule has tuples."""
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, tuple) else value
