"""spaCy inside dilint, and dilint inside spaCy. Nothing else imports spaCy: that costs a second.

For rules: `sentence_doc` makes a `Doc` of a sentence, token for token. For other pipelines: the components `dilint`
(findings of the clause rules) and `dilint_lemmas`, the tokenizer `dilint.Tokenizer.v1`, and `Token._.lemmas`, the set
of the dictionary forms that any reading of the word has. LEMMA, POS and MORPH are those of the likeliest reading,
which is the right one four times in five: ask `_.lemmas` where it matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

import spacy
from spacy.lang.ru.lemmatizer import oc2ud
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from dilint.language.morphology import likeliest, readings
from dilint.language.sentences import Sentence, sentences
from dilint.language.text import normalise
from dilint.model import Block, Document, Finding, Outline, Section, SectionKind

SPANS = "dilint"  # key in doc.spans
_PIECE = re.compile(r"\s+|\S+")
_LINE = re.compile(r"[^\n]+")


@lru_cache(maxsize=1)
def vocabulary() -> Vocab:
    """The Russian vocabulary that documents and matchers of the rules share."""
    return cast("Vocab", spacy.blank("ru").vocab)


def blank() -> Language:
    """An empty Russian pipeline with dilint's tokens, its lemma sets, LEMMA, POS and MORPH."""
    nlp = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "dilint.Tokenizer.v1"}}})
    nlp.add_pipe("dilint_lemmas")
    return nlp


def sentence_doc(sentence: Sentence, text: str) -> Doc:
    """A sentence of normalised `text`: token i of the `Doc` is token i of the sentence, in its own case."""
    bounds = list(zip(sentence.starts, sentence.ends, strict=True))
    words = [text[start:end] for start, end in bounds]
    spaces = [end < following for (_, end), following in zip(bounds, [*sentence.starts[1:], len(text)], strict=True)]
    return _annotated(Doc(vocabulary(), words, spaces))


def matcher(patterns: Sequence[Sequence[Mapping[str, Any]]]) -> Matcher:
    """A Matcher over `sentence_doc`s that labels what it finds with the pattern's number; the longest match wins."""
    made = Matcher(vocabulary())
    for number, pattern in enumerate(patterns):
        made.add(str(number), [[dict(token) for token in pattern]], greedy="LONGEST")
    return made


# --- words ---------------------------------------------------------------------------------


def _folded(token: Token) -> str:
    return normalise(token.text).text.lower()


def _lemmas(token: Token) -> frozenset[str]:
    """All dictionary forms that a token may be a form of, «ё» folded to «е»."""
    word = _folded(token)
    return frozenset(r.lemma for r in readings(word)) if word[:1].isalpha() else frozenset((word,))


@lru_cache(maxsize=50_000)
def _reading(word: str) -> tuple[str, str, str]:
    """LEMMA, POS and MORPH of the likeliest reading of a folded word."""
    lemma, tag = likeliest(word)
    pos, morph = oc2ud(tag)
    features = "|".join(f"{key}={value}" for key, value in sorted(morph.items()) if value)
    return (lemma if word[:1].isalpha() else word), pos, features


def _annotated(doc: Doc) -> Doc:
    """Set LEMMA, POS and MORPH of the likeliest reading where the pipeline has not set them."""
    has = {name for name in ("LEMMA", "POS", "MORPH") if doc.has_annotation(name)}
    for token in doc:
        word = _folded(token)
        if not word.strip():
            continue
        lemma, pos, morph = _reading(word)
        if "LEMMA" not in has:
            token.lemma_ = lemma
        if "POS" not in has:
            token.pos_ = pos
        if "MORPH" not in has:
            token.set_morph(morph)
    return doc


if not Token.has_extension("lemmas"):
    Token.set_extension("lemmas", getter=_lemmas)
if not Doc.has_extension("dilint"):
    Doc.set_extension("dilint", default=())


class Tokenizer:
    """dilint's tokens of the original text; what they leave out (underlines, spaces) makes tokens of its own.

    NORM is the normalised word in lower case.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _pieces(text):
            glued = bool(words) and not spaces[-1]
            if glued and piece[0] == " ":
                spaces[-1] = True
                piece = piece[1:]
            elif glued and not piece.isspace() and not normalise(piece).text.strip():
                words[-1] += piece  # a soft hyphen or an accent belongs to the word before it
                continue
            if piece:
                words.append(piece)
                spaces.append(False)
        doc = Doc(self.vocab, words, spaces)
        for token in doc:
            token.norm_ = _folded(token) or token.text
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the configuration names it."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> Tokenizer:
        return self

    def to_disk(self, _: Path, **__: Any) -> None:
        """Nothing to keep: the configuration names it."""

    def from_disk(self, _: Path, **__: Any) -> Tokenizer:
        return self


def _pieces(text: str) -> Iterator[str]:
    """Tokens and what stands between them, in order, the whole text."""
    normalised = normalise(text)
    at = 0
    for sentence in sentences(normalised.text):
        for span in zip(sentence.starts, sentence.ends, strict=True):
            start, end = normalised.span(*span)
            yield from _PIECE.findall(text[at:start])
            yield text[start:end]
            at = end
    yield from _PIECE.findall(text[at:])


@spacy.registry.tokenizers("dilint.Tokenizer.v1")  # type: ignore[untyped-decorator, unused-ignore]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """`[nlp.tokenizer] @tokenizers = "dilint.Tokenizer.v1"`."""
    return lambda nlp: Tokenizer(nlp.vocab)


# --- components ------------------------------------------------------------------------------


@Language.factory("dilint_lemmas", assigns=["token.lemma", "token.pos", "token.morph", "token._.lemmas"])  # type: ignore[untyped-decorator, unused-ignore]
def make_lemmas(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """A component that sets LEMMA, POS and MORPH where no other one has."""
    return _annotated


class Component:
    """Findings of the clause rules in running text: one line is one clause, list items keep their lead-in."""

    def __init__(self, rules: Sequence[Any], ruleset: Any, section: SectionKind | None, position: str) -> None:
        self.ruleset = replace(ruleset, rules=tuple(rules))
        self.kinds = (section,) if section else ("responsibility", *get_args(SectionKind))
        self.section = section
        self.position = position

    def __call__(self, doc: Doc) -> Doc:
        from dilint.engine import lint

        blocks, starts = _blocks(doc.text)
        document = Document("", blocks)
        found = lint(document, self._outline(blocks), self.ruleset).findings
        findings = tuple(self._placed(f, starts) for f in found)
        doc._.dilint = findings
        doc.spans[SPANS] = [
            doc.char_span(f.offset + f.start, f.offset + f.end, label=f.code, span_id=f.rule, alignment_mode="expand")
            for f in findings
        ]
        return doc

    def _outline(self, blocks: Sequence[Block]) -> Outline:
        from dilint.outline import running_lines

        lines = running_lines(blocks)
        section = Section(cast("tuple[SectionKind, ...]", self.kinds), 0, len(lines))
        return Outline("job-description", "", lines, (section,), {}, position=self.position.lower())

    def _placed(self, finding: Finding, starts: Sequence[int]) -> Finding:
        """`offset` counted from the beginning of the text."""
        assert finding.paragraph is not None  # clause rules speak of lines only
        return replace(finding, offset=starts[finding.paragraph] + finding.offset, section=self.section)


def _blocks(text: str) -> tuple[tuple[Block, ...], list[int]]:
    """The paragraphs of running text, and where each begins."""
    from dilint.docx.labels import parse_label

    blocks: list[Block] = []
    starts: list[int] = []
    for match in _LINE.finditer(text):
        label, end = parse_label(match.group())
        source = "typed" if label else None
        blocks.append(Block(len(blocks), match.group(), label=label, label_source=source, label_end=end))  # type: ignore[arg-type]
        starts.append(match.start())
    return tuple(blocks), starts


@Language.factory(  # type: ignore[untyped-decorator, unused-ignore]
    "dilint",
    assigns=["doc.spans", "doc._.dilint"],
    default_config={"select": [], "ignore": [], "rules": [], "section": None, "position": ""},
)
def make_dilint(
    nlp: Language, name: str, select: list[str], ignore: list[str], rules: list[str], section: str | None, position: str
) -> Component:
    """`select`, `ignore`, `rules` as in dilint.toml; `section` as in a rule's scope, None for every one.

    Raises `ValueError` for rules or selectors that cannot be used.
    """
    from dilint.config import ConfigError, chosen
    from dilint.rules.errors import RuleError
    from dilint.rules.load import load

    kinds = get_args(SectionKind)
    if section is not None and section not in kinds:
        raise ValueError(f"dilint: раздел «{section}» не годится, можно {', '.join(kinds)}")
    try:
        ruleset = chosen(load([Path(folder) for folder in rules]), select, ignore)
    except (ConfigError, RuleError) as error:
        raise ValueError(f"dilint: {error}") from None
    clause_rules = [rule for rule in ruleset.rules if rule.patterns]
    return Component(clause_rules, ruleset, cast("SectionKind | None", section), position)
