"""The scoring of rules on labelled clauses."""

from __future__ import annotations

from pathlib import Path

from dilint.rules.load import load
from dilint.rules.score import judged, read_clauses, score
from tests.conftest import ROOT


def test_counts(tmp_path: Path) -> None:
    rows = [
        "# comment",
        "bad\tliab-monetary-fine\tresponsibility\tС продавца взимается штраф 500 рублей.",
        "bad\tliab-monetary-fine\tresponsibility\tРаботник любит свою работу.",
        "ok\tliab-monetary-fine\tduties\tНачисляет арендаторам пени за просрочку.",
        "ok\tliab-monetary-fine\tresponsibility\tС продавца взимается штраф 300 рублей.",
    ]
    path = tmp_path / "a.tsv"
    path.write_text("\n".join(rows), encoding="utf-8")
    by_file, by_rule = score([path], load())
    tally = by_file["a"]
    assert (tally.hits, tally.misses, tally.false, tally.quiet, tally.exact) == (1, 1, 1, 1, 1)
    assert by_rule["liab-monetary-fine"] == tally
    assert tally.recall == tally.precision == 0.5


def test_rules_keep_what_they_reach_on_their_own_authors() -> None:
    """A floor well below today's figures (docs/measurements.md), on the authors the rules were written with."""
    files = [ROOT / "tests" / "clauses" / f"author{n}.tsv" for n in (1, 3, 5)]
    by_file, _ = score(files, load())
    hits = sum(t.hits for t in by_file.values())
    assert hits / sum(t.hits + t.misses for t in by_file.values()) >= 0.70
    assert hits / sum(t.hits + t.false for t in by_file.values()) >= 0.92


def test_labels_are_whole() -> None:
    known = {rule.name for rule in load().rules} | {"liab-civil-law-damage"}
    for path in sorted((ROOT / "tests" / "clauses").glob("*.tsv")):
        seen: set[tuple[str, str]] = set()
        for clause in read_clauses(path):
            assert clause.rule in known or (clause.rule == "none" and not clause.bad)
            assert clause.section in ("general", "duties", "rights", "responsibility")
            assert (clause.text, clause.position) not in seen
            seen.add((clause.text, clause.position))
        assert seen


def test_quiet_clause_is_judged_quiet(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("ok\tliab-lost-profit\tduties\tКонтрагент возмещает Обществу упущенную выгоду.", encoding="utf-8")
    (clause,) = read_clauses(path)
    assert judged(clause, load()) == ()
