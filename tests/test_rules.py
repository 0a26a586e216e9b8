"""The rules' own examples are their tests; besides, what every rule file must hold."""

from __future__ import annotations

import re

import pytest

from dilint.classifier import model
from dilint.classifier.domains import DOMAINS
from dilint.rules.checks import CHECKS
from dilint.rules.compile import all_patterns
from dilint.rules.examples import run_examples
from dilint.rules.load import find_rule, load
from dilint.rules.spec import Rule

RULESET = load()
IDS = [rule.name for rule in RULESET.rules]


@pytest.mark.parametrize("rule", RULESET.rules, ids=IDS)
def test_examples_hold(rule: Rule) -> None:
    assert [f"{f.message}: {f.example}" for f in run_examples(RULESET, [rule])] == []


@pytest.mark.parametrize("rule", RULESET.rules, ids=IDS)
def test_rule_is_whole(rule: Rule) -> None:
    assert len(rule.bad) >= 3
    assert len(rule.good) >= 3
    assert any(e.note for e in rule.good), "one good example is a near miss"
    assert rule.basis
    assert all(b.status in ("verified", "recalled") for b in rule.basis)
    assert not rule.check or rule.check in CHECKS
    for text in (rule.title, rule.essence, rule.requirement, rule.suggestion):
        assert re.search("[А-Яа-я]", text)


def test_every_check_is_used() -> None:
    unused = set(CHECKS) - {rule.check for rule in RULESET.rules}
    assert not unused


@pytest.mark.parametrize("name", ["L101", "l101", "liab-monetary-fine"])
def test_rules_are_found_by_code_and_name(name: str) -> None:
    found = find_rule(RULESET, name)
    assert found is not None
    assert found.code == "L101"


def test_codes_stay_in_their_families() -> None:
    letters = {
        "structure": "S",
        "approval": "A",
        "general": "G",
        "duties": "D",
        "rights": "R",
        "liability": "L",
        "discrimination": "N",
        "procedure": "P",
        "wording": "W",
        "references": "X",
    }
    assert {rule.name: rule.code[0] for rule in RULESET.rules} == {r.name: letters[r.family] for r in RULESET.rules}


def test_no_class_frame_or_guard_lies_idle() -> None:
    used = {a for p in all_patterns(RULESET.lexicon, RULESET.rules) for t in p.terms for a in t.atoms}
    read = [model.load(domain).judge.weights["classes"] for domain in DOMAINS.values()]
    weighed = {name for name in RULESET.lexicon.classes if any(table.get(name) for table in read)}
    assert set(RULESET.lexicon.classes) - used - weighed <= {"duty_about"}
    assert set(RULESET.lexicon.frames) <= used
    assert set(RULESET.lexicon.guards) == {g for r in RULESET.rules for g in r.guards}
