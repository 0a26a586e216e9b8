"""The second reader: its tables, its reasons, and how it stands behind the rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilint.classifier import model, precedents
from dilint.classifier.domains import CONDITIONS, DOMAINS, LIABILITY, Domain, domain_of
from dilint.classifier.features import JUDGE, Features
from dilint.classifier.fit import fit, sight_of
from dilint.classifier.model import Judge, Model
from dilint.classifier.precedents import Precedent
from dilint.classifier.table import Table, pack, table_of, unpack
from dilint.classifier.train import fingerprint, rows_of
from dilint.engine import lint
from dilint.model import Document, Line, Outline, Section, Severity
from dilint.rules.load import load
from dilint.rules.score import rules_alone
from tests.conftest import ROOT

RULESET = load()
CLAUSES = sorted((ROOT / "tests" / "clauses").glob("*.tsv"))
UNJUDGED = "Пропали коньки из проката - с администратора их полная цена, хоть кто их унёс."


def _outline(*texts: str, lead_in: bool = False) -> Outline:
    """Lines of a responsibility section; with `lead_in`, the first one introduces the others."""
    lines = [Line(i, i, 0, len(t), t, lead_in=0 if lead_in and i else None) for i, t in enumerate(texts)]
    section = Section(("responsibility",), 0, len(lines) - 1)
    return Outline("job-description", "", tuple(lines), (section,), {}, position="оператор котельной")


def _found(*texts: str, lead_in: bool = False) -> list[tuple[str, Severity, str]]:
    report = lint(Document("", ()), _outline(*texts, lead_in=lead_in), RULESET)
    assert not report.failed_rules
    return [(f.rule, f.severity, f.text) for f in report.findings if f.paragraph is not None]


@pytest.mark.parametrize("domain", DOMAINS.values(), ids=DOMAINS)
def test_tables_were_made_from_these_clauses_and_this_lexicon(domain: Domain) -> None:
    """Else: `make classifier`."""
    assert model.load(domain).made_from == fingerprint(CLAUSES, rules_alone(RULESET))


def test_every_rule_has_its_domain() -> None:
    assert domain_of("liab-procedure-bypass", "procedure") == domain_of("mine", "liability") == LIABILITY
    assert domain_of("extra-documents", "procedure") == CONDITIONS


def test_the_model_survives_its_file() -> None:
    made = Model(
        Judge(-25, {"forms": table_of({"штраф": 150}), "bare": table_of({})}),
        Judge(50, {"words": table_of({"штраф с": -200}), "classes": table_of({"fine+": 1})}),
        -1.0,
        2.5,
        -3.0,
        frozenset(("liab-minor-full",)),
        "abc",
    )
    assert model.parse(model.dump(made)) == made


@given(st.dictionaries(st.text(max_size=8), st.integers(-(2**15), 2**15 - 1), max_size=60), st.binary(max_size=9))
def test_a_table_gives_back_what_was_stored(values: dict[str, int], rest: bytes) -> None:
    made = table_of(values)
    (hashes, numbers), after = unpack(pack((made.hashes, made.values), rest))
    read = Table(hashes, numbers)
    assert after == rest
    assert {name: read.get(name) for name in values} == values
    assert read.get("имя, которого нет") is None


def test_a_score_is_the_sum_of_its_parts() -> None:
    judge = Judge(-100, {"words": table_of({"а": 300, "б": -100}), "classes": table_of({"x+": 200})})
    features: Features = {"words": frozenset(("а", "б", "в")), "classes": frozenset()}
    parts = judge.parts(features)
    assert parts.keys() == {"а", "б"}
    assert judge.score(features) == pytest.approx(-1.0 + sum(parts.values()))
    assert model.heaviest(parts, ("а", "б", "в")) == ("а",)


def test_the_nearest_precedent_shares_rare_words() -> None:
    index = precedents.parse(
        precedents.dump(
            precedents.index_of(
                (
                    (Precedent("fine", "С кассира штраф."), ("с", "кассир", "штраф")),
                    (Precedent("bonus", "Кассир без премии."), ("кассир", "без", "премия")),
                )
            )
        )
    )
    near = precedents.nearest(index, ("повар", "остаться", "без", "премия"))
    assert near == Precedent("bonus", "Кассир без премии.")
    assert precedents.nearest(index, ("солнце",)) is None


def test_what_no_rule_judges_is_suspected_with_reasons() -> None:
    report = lint(Document("", ()), _outline(UNJUDGED), RULESET)
    (finding,) = [f for f in report.findings if f.rule == "liab-resembles"]
    assert finding.severity is Severity.WARNING
    assert finding.message.startswith("Похоже на: ")
    assert "ближайший размеченный пункт: «" in finding.requirement
    assert 0 <= finding.start < finding.end <= len(UNJUDGED)


def test_what_a_rule_judges_is_not_read_again() -> None:
    raised = _found("За опоздание с оператора взимается штраф 500 рублей.")
    assert "liab-resembles" not in {rule for rule, _, _ in raised}
    assert any(severity is Severity.ERROR for _, severity, _ in raised)


@pytest.mark.parametrize(
    "text", ["Прощается с надбавкой.", "Оператор прощается с квартальной надбавкой за сон на посту:"]
)
def test_scraps_and_lead_ins_are_not_read(text: str) -> None:
    assert "liab-resembles" not in {rule for rule, _, _ in _found(text)}


def test_without_its_rule_the_reader_is_silent() -> None:
    report = lint(Document("", ()), _outline(UNJUDGED), rules_alone(RULESET))
    assert "liab-resembles" not in {f.rule for f in report.findings}


def test_a_doubted_finding_is_a_note_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "За опоздание с оператора взимается штраф 500 рублей."
    made = model.load(LIABILITY)
    certain = replace(made, doubts=1e9)
    monkeypatch.setattr(model, "load", lambda domain: certain)
    report = lint(Document("", ()), _outline(text), RULESET)
    fines = [f for f in report.findings if f.rule == "liab-monetary-fine"]
    assert [f.severity for f in fines] == [Severity.NOTE]
    assert fines[0].message.endswith("Но весь пункт похож на законный: проверьте")


def test_a_rule_the_judge_knows_nothing_of_is_not_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    certain = replace(model.load(LIABILITY), doubts=1e9, doubtable=frozenset())
    monkeypatch.setattr(model, "load", lambda domain: certain)
    found = _found("За опоздание с оператора взимается штраф 500 рублей.")
    assert ("liab-monetary-fine", Severity.ERROR) in {(rule, severity) for rule, severity, _ in found}


def test_items_of_a_list_are_not_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    made = model.load(LIABILITY)
    certain = replace(made, doubts=1e9)
    monkeypatch.setattr(model, "load", lambda domain: certain)
    found = _found("С оператора взимается штраф:", "за опоздание на работу на пять минут", lead_in=True)
    assert ("liab-monetary-fine", Severity.ERROR, "за опоздание на работу на пять минут") in found


def test_a_reader_learns_its_own_labels_and_sees_the_rest_as_ordinary(tmp_path: Path) -> None:
    rows = {
        "author1": "bad\tliab-monetary-fine\tduties\tС продавца взимается штраф 500 рублей.\n"
        "ok\tliab-monetary-fine\tduties\tНачисляет арендаторам пени за просрочку.",
        "other_a": "bad\tdiscr-sex\tgeneral\tПродавцом может быть только женщина.\n"
        "ok\tdiscr-sex\tgeneral\tПродавцом может быть мужчина или женщина.\n"
        "bad\tliab-no-statutory-limits\tresponsibility\tОтвечает за качество работы.",
    }
    for name, text in rows.items():
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.glob("*.tsv"))
    seen = {d.name: [(r.clause.rule, r.bad) for r in rows_of(files, rules_alone(RULESET), d)] for d in DOMAINS.values()}
    assert seen["liability"] == [("liab-monetary-fine", True), ("liab-monetary-fine", False), ("discr-sex", False)]
    assert seen["conditions"] == [("liab-monetary-fine", False), ("discr-sex", True), ("discr-sex", False)]


def test_a_finding_speaks_in_the_family_of_what_it_resembles(monkeypatch: pytest.MonkeyPatch) -> None:
    made = model.load(CONDITIONS)
    eager = replace(made, passes=-1e9, suspects=-1e9)
    monkeypatch.setattr(model, "load", lambda domain: eager if domain == CONDITIONS else made)
    report = lint(Document("", ()), _outline("Ходит на работу в клетчатом, полосатого просим не надевать."), RULESET)
    (finding,) = [f for f in report.findings if f.rule == "clause-resembles"]
    resembled = finding.suggestion.split("по правилу ")[1].split(" ")[0]
    assert finding.family == next(rule.family for rule in RULESET.rules if rule.name == resembled)


def test_training_is_deterministic_and_learns() -> None:
    rows = rows_of([ROOT / "tests" / "clauses" / "author1.tsv"], rules_alone(RULESET), LIABILITY)[:80]
    bad = np.array([row.clause.bad for row in rows])
    first, second = (fit(sight_of([row.features for row in rows], JUDGE), bad, np.arange(80)) for _ in range(2))
    assert first == second
    right = sum((first.score(row.features) > 0) == row.clause.bad for row in rows)
    assert right >= 0.9 * len(rows)
