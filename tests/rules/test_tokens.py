"""`token_pattern` rules: what they find, where, and that spaCy is only imported when a trigger has held."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dilint.engine import lint
from dilint.language.sentences import sentences
from dilint.language.text import normalise
from dilint.model import Document, Finding
from dilint.rules.errors import RuleError
from dilint.rules.examples import example_outline, run_examples
from dilint.rules.load import find_rule, load
from dilint.rules.locate import parse, value
from dilint.rules.spec import Example, Ruleset
from dilint.rules.token_schema import TokenModel
from dilint.rules.tokens import token_spans
from tests.conftest import ROOT
from tests.docx.build import simple
from tests.run import dilint

RULE = """\
code: Y901
name: own-tokens
title: Своё правило
family: own
severity: error
basis:
- {act: ТК РФ, unit: ст. 192, status: verified, from: 2002-02-01}
essence: Суть
message: Нарушение «{match}»
requirement: Требование
suggestion: Замена
trigger: "'жетон'"
token_pattern:
- - {LOWER: {REGEX: "^сда[её]т"}}
  - {OP: "*", IS_PUNCT: false, LENGTH: {"<": 9}}
  - {LEMMA: жетон}
- - {_: {lemmas: {INTERSECTS: [утеря, утрата]}}}
  - {POS: ADJ, OP: "?"}
  - {LEMMA: {IN: [жетон]}}
unless:
- {reason: жетон гостя, match: ["'гость'"]}
examples:
  bad:
  - Работник [[сдаёт свой жетон]] охране.
  - За [[утерю именного жетона]] платит работник.
  - За [[утрату жетона]] платит работник.
  good:
  - Работник не сдаёт жетон.
  - {text: Сдаёт жетон гостя., note: жетон чужой}
  - Работник хранит жетон.
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


def rules(folder: Path, text: str = RULE) -> Ruleset:
    folder.mkdir(exist_ok=True)
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    return load([folder])


def found(ruleset: Ruleset, text: str, **more: str) -> list[Finding]:
    report = lint(Document("", ()), example_outline(Example(text, **more)), ruleset)  # type: ignore[arg-type]
    return [f for f in report.findings if f.rule == "own-tokens"]


def test_examples_hold_fresh_and_from_the_cache(tmp_path: Path) -> None:
    for ruleset in (rules(tmp_path / "own"), rules(tmp_path / "own")):
        rule = find_rule(ruleset, "Y901")
        assert rule is not None and len(rule.tokens) == 2
        assert [f.message + f.example for f in run_examples(ruleset, [rule])] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Работник сда\u00adёт\u00a0свой жeтон.", "сда\u00adёт\u00a0свой жeтон"),  # soft hyphen, NBSP, Latin e
        ("Он хранит ключ. За утерю - жетона. Сдаёт жетон!", "Сдаёт жетон"),
        ("СДАЁТ ЖЕТОН ежедневно", "СДАЁТ ЖЕТОН"),
    ],
)
def test_spans_map_back_to_the_original(tmp_path: Path, text: str, words: str) -> None:
    (finding,) = found(rules(tmp_path / "own"), text)
    assert finding.text[finding.start : finding.end] == words
    assert finding.message == f"Нарушение «{words}»"


def test_an_item_is_read_with_its_lead_in(tmp_path: Path) -> None:
    (finding,) = found(rules(tmp_path / "own"), "каждый вечер сдаёт жетон", lead_in="Работник:")
    assert finding.text[finding.start : finding.end] == "сдаёт жетон"


def test_scope_guards_and_negation_are_those_of_every_clause_rule(tmp_path: Path) -> None:
    ruleset = rules(tmp_path / "own", RULE.replace("trigger:", "scope: [responsibility]\ntrigger:"))
    assert found(ruleset, "Сдаёт жетон.") and not found(ruleset, "Сдаёт жетон.", section="duties")
    report = lint(Document("", ()), example_outline(Example("Сдаёт жетон гостя.")), ruleset)
    assert ("own-tokens", "жетон гостя") in {(f.rule, f.suppressed) for f in report.suppressed}
    assert not found(ruleset, "Жетон работник не сдаёт жетон.")
    either = rules(tmp_path / "either", RULE.replace("\"'жетон'\"", "\"±:'жетон'\""))
    assert found(either, "Запрещается: сдаёт жетон.")


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("{LEMMA: жетон}", "{LEMA: жетон}", "16:6", "неизвестный ключ «LEMA»; возможно, «LEMMA»"),
        ("{LEMMA: жетон}", "{LEMMA: жетоны}", "16:13", "«жетоны» — не начальная форма; возможно, «жетон»"),
        ("{LEMMA: жетон}", "{LOWER: Жетон}", "16:13", "пишите «жетон»"),
        ("{LEMMA: жетон}", "{LEMMA: {INN: [жетон]}}", "16:13", "неизвестное условие «INN»"),
        ("{LEMMA: жетон}", "{OP: '='}", "16:10", "OP бывает"),
        ("IS_PUNCT: false", "IS_PUNCT: нет", "15:25", "здесь бывает true или false"),
        ('{"<": 9}', "много", "15:40", "LENGTH — это число"),
        ('"^сда[её]т"', '"^сда["', "14:13", "ошибка в регулярном выражении"),
        ("INTERSECTS", "IN", "17:9", "здесь бывает только lemmas"),
        ("trigger: \"'жетон'\"\n", "", "1:1", "token_pattern и trigger пишутся вместе"),
        ("\"'жетон'\"", "жетон", "12:10", "русские слова пишутся в кавычках"),
    ],
)
def test_mistakes_are_said_in_russian_where_they_are(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    with pytest.raises(RuleError) as error:
        rules(tmp_path / "own", RULE.replace(old, new, 1))
    assert f"own.yaml:{place}: " in str(error.value) and message in str(error.value), error.value


def test_a_flat_list_is_one_pattern(tmp_path: Path) -> None:
    start, end = RULE.index("token_pattern"), RULE.index("unless")
    flat = RULE[:start] + "token_pattern:\n- {LEMMA: жетон}\n- {LOWER: работникаа}\n" + RULE[end:]
    rule = find_rule(rules(tmp_path / "own", flat), "Y901")
    assert rule is not None and rule.tokens == (({"LEMMA": "жетон"}, {"LOWER": "работникаа"}),)
    with pytest.raises(RuleError) as error:
        rules(tmp_path / "bad", flat.replace("{LOWER: работникаа}", "{LOVER: x}"))
    assert "own.yaml:15:4: неизвестный ключ «LOVER»" in str(error.value)


def test_a_pattern_that_asks_for_no_word_is_a_mistake(tmp_path: Path) -> None:
    start, end = RULE.index("token_pattern"), RULE.index("unless")
    with pytest.raises(RuleError, match="ни одно слово образца не обязательно"):
        rules(tmp_path / "own", RULE[:start] + "token_pattern:\n- {LEMMA: жетон, OP: '?'}\n" + RULE[end:])


@pytest.mark.parametrize(("text", "needed"), [("Работник хранит ключ.", False), ("Работник хранит жетон.", True)])
def test_spacy_is_imported_when_a_trigger_has_held(tmp_path: Path, text: str, needed: bool) -> None:
    rules(tmp_path / "own")
    document = simple(tmp_path / "a.docx", "Должностная инструкция сторожа", "4. Ответственность", f"4.1. {text}")
    code = (
        "import sys; from pathlib import Path; from dilint.rules.load import load; from dilint.engine import check_path;"
        f"reports = check_path({str(document)!r}, load([Path({str(tmp_path / 'own')!r})]));"
        "print([r.status for r in reports], 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["['checked']", str(needed)]


def test_from_the_configuration_to_the_report(tmp_path: Path) -> None:
    rules(tmp_path / "own")
    (tmp_path / "dilint.toml").write_text('rules = ["own"]\n', encoding="utf-8")
    simple(tmp_path / "a.docx", "Должностная инструкция сторожа", "4. Ответственность", "4.1. Сторож сдаёт жетон.")
    done = dilint("check", "--select", "own", "--format", "concise", "a.docx", cwd=tmp_path)
    assert (done.returncode, "Y901" in done.stdout) == (1, True), done.stderr


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("LOWER: сдаёт", "сдаёт"),
        ("NORM: сдает", "сдаёт"),
        ("TEXT: ИП", "ИП"),
        ("ORTH: {NOT_IN: [ИП]}, IS_UPPER: true", "ООО"),
        ("LEMMA: сдавать", "сдаёт"),
        ("LEMMA: {IN: [ключ, жетон]}", "жетоны"),
        ("LEMMA: {REGEX: '^жет'}", "жетоны"),
        ("LOWER: {FUZZY: жетаны}", "жетоны"),
        ("_: {lemmas: {INTERSECTS: [сталь, дверь]}}", "стали"),
        ("POS: ADP", "на"),
        ("POS: NOUN, MORPH: {IS_SUPERSET: ['Case=Nom', 'Animacy=Anim']}", "Сторож"),
        ("SHAPE: dd", "25"),
        ("LENGTH: {'>=': 7}", "коридору"),
        ("LENGTH: 1, IS_ALPHA: true", "у"),
        ("IS_DIGIT: true", "25"),
        ("LIKE_NUM: true", "25"),
        ("IS_TITLE: true", "Сторож"),
        ("IS_PUNCT: true", "."),
        ("IS_STOP: true, IS_LOWER: true", "у"),
        ("IS_ASCII: true, IS_PUNCT: false", "25"),
    ],
)
def test_every_documented_key_works(token: str, words: str) -> None:
    model = TokenModel.model_validate(value(parse("token", f"{{{token}}}".encode()).root))
    rule = replace(load().rules[0], tokens=((model.plain(),),))
    original = "Сторож сдаёт 25 жетоны у стали на ИП ООО коридору унтеру."
    text = normalise(original).text
    (sentence,) = sentences(text)
    spans = token_spans(rule, sentence, text)
    assert words in {original[sentence.starts[a] : sentence.ends[b - 1]] for a, b, _ in spans}


def test_the_guide_names_every_key() -> None:
    guide = (ROOT / "docs" / "rules-guide.md").read_text(encoding="utf-8")
    keys = [field.alias or name for name, field in TokenModel.model_fields.items()]
    assert [key for key in keys if f"`{key}" not in guide] == []
