"""dilint in other people's pipelines: components, tokenizer, lemma sets."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher

import dilint.spacy as own
from dilint.language.sentences import sentences
from dilint.language.text import normalise
from dilint.model import Finding
from tests.conftest import ROOT

FINE = "С работника взыскивается штраф за опоздание."


def found(text: str, **config: object) -> list[tuple[str, str]]:
    nlp = spacy.blank("ru")
    nlp.add_pipe("dilint", config=config)
    doc = nlp(text)
    assert all(isinstance(f, Finding) for f in doc._.dilint)
    places = [text[f.offset + f.start : f.offset + f.end] for f in doc._.dilint]
    assert [span.label_ for span in doc.spans["dilint"]] == [f.code for f in doc._.dilint]
    assert [span.id_ for span in doc.spans["dilint"]] == [f.rule for f in doc._.dilint]
    assert all(place in span.text for place, span in zip(places, doc.spans["dilint"], strict=True))
    return [(f.code, place) for f, place in zip(doc._.dilint, places, strict=True)]


def test_findings_of_running_text_with_exact_places() -> None:
    text = "Сторож охраняет склад.\n\n\u00a0\u00a0" + FINE + "\nШтраф с работника не взыскивается."
    assert found(text) == [("L101", "взыскивается штраф")]
    assert found("") == found("\n") == []


def test_items_are_read_with_their_lead_in() -> None:
    text = "С работника взыскивается:\n- штраф за опоздание;\n- штраф за прогул."
    assert [code for code, _ in found(text)] == ["L101", "L101"]


def test_configuration() -> None:
    assert found(FINE, ignore=["L101"]) == []
    assert found(FINE, select=["approval"]) == []
    duty = "Возмещает ущерб в полном размере."
    assert found(duty, section="responsibility")
    assert [f.section for f in _pipe(section="duties")(FINE)._.dilint] == ["duties"]
    assert [f.section for f in _pipe()(FINE)._.dilint] == [None]
    for config in ({"select": ["Q9"]}, {"section": "нет"}, {"rules": ["нет"]}):
        with pytest.raises(ValueError, match="dilint: "):
            _pipe(**config)


def _pipe(**config: object) -> spacy.language.Language:
    nlp = own.blank()
    nlp.add_pipe("dilint", config=config)
    return nlp


def test_spans_are_exact_on_dilints_own_tokens() -> None:
    doc = _pipe()("За опоздание: штраф_500 руб. взы\u00adскивается с работ\u00adника.")
    (span,), (finding,) = doc.spans["dilint"], doc._.dilint
    assert (span.start_char, span.end_char) == (finding.offset + finding.start, finding.offset + finding.end)


def test_lemma_sets_and_the_likeliest_reading() -> None:
    doc = own.blank()("Стали платить, удерживая ещё 5%.")
    assert doc[0]._.lemmas == {"стать", "сталь"}
    assert [t.lemma_ for t in doc] == ["стать", "платить", ",", "удерживать", "еще", "5", "%", "."]
    assert [t.pos_ for t in doc][:4] == ["VERB", "VERB", "PUNCT", "VERB"]
    assert doc[0].morph.get("Number") == ["Plur"]
    assert doc[4].norm_ == "еще" and doc[4].text == "ещё"


def test_the_matcher_finds_by_lemma_sets() -> None:
    nlp = own.blank()
    matcher = Matcher(nlp.vocab)
    matcher.add("m", [[{"_": {"lemmas": {"INTERSECTS": ["сталь"]}}}]])
    assert [doc.text for doc in matcher(nlp("Мы стали ждать"), as_spans=True)] == ["стали"]


def test_what_the_pipeline_has_set_stays() -> None:
    nlp = own.blank()
    doc = spacy.tokens.Doc(nlp.vocab, ["стали"], lemmas=["сталь"], pos=["NOUN"])
    (token,) = nlp.get_pipe("dilint_lemmas")(doc)  # type: ignore[operator]
    assert (token.lemma_, token.pos_) == ("сталь", "NOUN")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="абвё й\u0306\u00ad\u00a0\n\t_-.,!«»5%aeО Б/Щ", max_size=40))
def test_the_tokenizer_keeps_every_character(text: str) -> None:
    doc = own.blank().tokenizer(text)
    assert doc.text == text
    normalised = normalise(text)
    starts = {token.idx for token in doc}
    for sentence in sentences(normalised.text):
        for span in zip(sentence.starts, sentence.ends, strict=True):
            assert normalised.span(*span)[0] in starts


@given(st.text(alphabet="абв -.,!«»5%_О", max_size=40))
def test_a_sentence_has_the_same_tokens_in_spacy(text: str) -> None:
    for sentence in sentences(text):
        assert tuple(t.lower_ for t in own.sentence_doc(sentence, text)) == sentence.words


def test_a_saved_pipeline_loads_again(tmp_path) -> None:  # type: ignore[no-untyped-def]
    _pipe(ignore=["general"]).to_disk(tmp_path / "pipe")
    nlp = spacy.load(tmp_path / "pipe")
    assert [f.code for f in nlp(FINE)._.dilint] == ["L101"]
    assert isinstance(nlp.tokenizer, own.Tokenizer)
    assert [len(doc._.dilint) for doc in nlp.pipe([FINE, "Сторож спит."])] == [1, 0]


def test_entry_points_name_what_exists() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = {group: project["entry-points"][group] for group in ("spacy_factories", "spacy_tokenizers")}
    assert set(points["spacy_factories"]) == {"dilint", "dilint_lemmas"}
    for group, names in points.items():
        for name, value in names.items():
            assert callable(EntryPoint(name, value, group).load())


def test_the_guide_shows_what_happens() -> None:
    guide = (ROOT / "docs" / "rules-guide.md").read_text(encoding="utf-8")
    (code,) = [part for part in guide.split("```python\n")[1:] if "add_pipe" in part]
    names: dict[str, object] = {}
    lines = code.split("```")[0].splitlines()
    shown = lines[lines.index(next(line for line in lines if line.startswith("[("))) + 1].removeprefix("# ")
    exec("\n".join(line for line in lines if not line.startswith("[(")), names)
    doc = names["doc"]
    assert str([(s.text, s.label_, s.id_) for s in doc.spans["dilint"]]) == shown  # type: ignore[attr-defined]
    assert doc._.dilint[0].requirement  # type: ignore[attr-defined]
