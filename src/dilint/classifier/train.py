"""Train the second reader on labelled clauses and measure it on authors it has not seen.

    python -m dilint.classifier.train tests/clauses            writes the tables beside this module
    python -m dilint.classifier.train tests/clauses --measure  only prints what leaving each author out gives

Needs the extra `train` (scikit-learn). Nothing random is in it: the same data give the same tables.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dilint.classifier import model, precedents
from dilint.classifier.domains import CONDITIONS, DOMAINS, Domain, domain_of
from dilint.classifier.features import GATE, JUDGE, Features, gate_features, judge_features, lemma, names_of
from dilint.classifier.fit import Sight, fit, sight_of
from dilint.classifier.model import Model
from dilint.classifier.precedents import Precedent
from dilint.classifier.reader import legible
from dilint.model import Document
from dilint.rules.clauses import POST, parties_of, post_words
from dilint.rules.examples import example_outline
from dilint.rules.match import read
from dilint.rules.score import Clause, heard, read_clauses, rules_alone
from dilint.rules.spec import Example, Rule, Ruleset
from dilint.rules.units import units

ORDINARY = "ordinary"  # begins the names of files with clauses that resemble no violation
ALL, UNSEEN = "все", "все, кого не видели ни правила, ни читатель"
#: Authors in whose sight the rules were written: what the rules leave of them is no measure for the thresholds.
KNOWN_TO_RULES = frozenset(
    [f"author{n}" for n in "1 3 5 7 08 10 12 17 20 23 27 29 42".split()] + [f"other_{n}" for n in "abd"]
)
_EVERY = 4  # of the clauses labelled for liability, a reader of other matters sees one in so many as ordinary
_TURN = 25  # ordinary clauses of one post stand together
_CALM = 0.003  # of ordinary clauses the reader may suspect
_FOLDS = 8  # groups of authors, left out in turn
_PRECISION = 0.95  # wanted of the reader's own findings, on left-out authors
_KEPT = 0.97  # of suspected unlawful clauses that the gate must let through
_FIRM = 0.4  # a rule that is right more often than this below the doubt threshold is not doubted
_DOUBTED = 0.25  # rules' findings below the doubt threshold may be right this often


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled clause with its features and what the rules of its domain say of it."""

    author: str
    clause: Clause
    bad: bool  # in the domain
    features: Features
    lemmas: tuple[str, ...]
    raised: frozenset[str]  # rules
    judged: bool  # raised or suppressed
    reads: bool  # long enough for the reader


@dataclass(frozen=True, slots=True)
class Fold:
    """Scores of every row by judges that have not seen its author."""

    gate: Sequence[float]
    judge: Sequence[float]


def rows_of(files: Iterable[Path], ruleset: Ruleset, domain: Domain) -> list[Row]:
    """The clauses a domain learns from; what was labelled for the other one is ordinary here.

    Unlawful clauses that a check of the whole document must judge say nothing alone and are left out. Ordinary clauses
    are split by turns of posts: a judge that has seen none at all would be no guide.
    """
    own_rules = (rule for rule in ruleset.rules if domain_of(rule.name, rule.family) == domain)
    clausal = {rule.name: rule for rule in own_rules if rule.patterns}
    rows = []
    for path in files:
        own, ordinary = path.stem.startswith(domain.files), path.stem.startswith(ORDINARY)
        for n, clause in enumerate(read_clauses(path)):
            if own and clause.bad and clause.rule not in clausal:
                continue
            if not own and not ordinary and not _foreign(clause, n, domain):
                continue
            author = f"{path.stem}{n // _TURN % 4}" if ordinary else path.stem
            rows.append(_row(author, clause, own and clause.bad, clausal, ruleset))
    return rows


def _foreign(clause: Clause, n: int, domain: Domain) -> bool:
    """Whether a clause of the other domain's files is of use: some of liability, or what is lawful elsewhere."""
    return n % _EVERY == 0 if domain == CONDITIONS else not clause.bad


def _row(author: str, clause: Clause, bad: bool, clausal: Mapping[str, Rule], ruleset: Ruleset) -> Row:
    from dilint.engine import lint

    outline = example_outline(Example(clause.text, section=clause.section, position=clause.position))
    unit = next(units(outline))
    post, parties = post_words(outline), parties_of(outline, ruleset)
    readings = [read(sentence, ruleset.table, parties) for sentence in unit.sentences]
    names = names_of(ruleset.table.bits, ruleset.lexicon.frames)
    report = lint(Document("", ()), outline, ruleset)
    return Row(
        author,
        clause,
        bad,
        {**gate_features(readings, names), **judge_features(readings, names, post)},
        tuple(lemma(word) for reading in readings for word in reading.sentence.words),
        frozenset(f.rule for f in report.findings if f.rule in clausal and heard(f, clausal[f.rule])),
        any(f.rule in clausal for f in (*report.findings, *report.suppressed)),
        legible(unit),
    )


def left_out(rows: Sequence[Row], gate: Sight, judge: Sight) -> Fold:
    """Score every row by judges that have not seen its author: some authors at a time are left out."""
    import numpy as np

    bad = np.array([row.bad for row in rows])
    gates, judges = [0.0] * len(rows), [0.0] * len(rows)
    authors = sorted({row.author for row in rows}, key=lambda name: (name.startswith(ORDINARY), name))
    for turn in range(_FOLDS):
        away = frozenset(authors[turn::_FOLDS])
        others = np.array([i for i, row in enumerate(rows) if row.author not in away])
        made = fit(gate, bad, others), fit(judge, bad, others)
        for i, row in enumerate(rows):
            if row.author in away:
                gates[i], judges[i] = (m.score(row.features) for m in made)
    return Fold(gates, judges)


def train(
    rows: Sequence[Row], gate: Sight, judge: Sight, fold: Fold, domain: Domain, ruleset: Ruleset, made_from: str
) -> Model:
    """Judges from all rows, thresholds from the left-out scores."""
    import numpy as np

    bad, everyone = np.array([row.bad for row in rows]), np.arange(len(rows))
    suspects = _suspects(rows, fold, domain)
    caught = sorted(g for row, g, j in zip(rows, fold.gate, fold.judge, strict=True) if row.bad and j > suspects)
    passes = caught[int(len(caught) * (1 - _KEPT))]
    doubts = _doubts(rows, fold, domain)
    doubtable = _doubtable(rows, fold, domain, ruleset, doubts)
    return Model(fit(gate, bad, everyone), fit(judge, bad, everyone), passes, suspects, doubts, doubtable, made_from)


def _unseen(row: Row, domain: Domain) -> bool:
    """Whether neither rules nor, in a fold, the judges were made with this author."""
    return row.author.startswith(domain.files) and row.author not in KNOWN_TO_RULES


def _suspects(rows: Sequence[Row], fold: Fold, domain: Domain) -> float:
    """The lowest threshold at which the reader is right often enough on unjudged clauses, and calm on ordinary ones."""
    counted = [(row, j) for row, j in zip(rows, fold.judge, strict=True) if _unseen(row, domain)]
    pairs = [(j, row.bad) for row, j in counted if not row.judged]
    exact = _lowest(sorted(pairs, reverse=True), lambda share: share >= _PRECISION)
    ordinary = sorted(
        j for row, j in zip(rows, fold.judge, strict=True) if row.author.startswith(ORDINARY) and row.reads
    )
    return max(exact, ordinary[-1 - int(len(ordinary) * _CALM)])


def _doubts(rows: Sequence[Row], fold: Fold, domain: Domain) -> float:
    """The highest threshold below which what rules raise is hardly ever right."""
    counted = [(row, j) for row, j in zip(rows, fold.judge, strict=True) if _unseen(row, domain)]
    pairs = [(-j, row.bad) for row, j in counted if row.raised]
    return -_lowest(sorted(pairs, reverse=True), lambda share: share <= _DOUBTED)


def _doubtable(rows: Sequence[Row], fold: Fold, domain: Domain, ruleset: Ruleset, doubts: float) -> frozenset[str]:
    """Rules whose findings the judge may doubt: not those that rest on what it hardly sees, as their guards on the post
    or the count of their findings that it would silence wrongly tell."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row, score in zip(rows, fold.judge, strict=True):
        if _unseen(row, domain) and score < doubts:
            (right if row.bad else wrong).update(row.raised)
    if domain == CONDITIONS:
        return frozenset()  # much that stands in everyday instructions is what these rules are there to question
    heard = {rule for row in rows for rule in row.raised}
    posts = {rule.name for rule in ruleset.rules for guard in rule.unless for p in guard.patterns if POST in p.source}
    return frozenset(rule for rule in heard - posts if right[rule] <= _FIRM * (right[rule] + wrong[rule]))


def _lowest(ranked: Sequence[tuple[float, bool]], good: Callable[[float], bool]) -> float:
    bad, best = 0, ranked[0][0]
    for n, (value, unlawful) in enumerate(ranked, 1):
        bad += unlawful
        if good(bad / n):
            best = value
    return best


def report(rows: Sequence[Row], fold: Fold, domain: Domain, made: Model) -> Iterator[str]:
    """What leaving each author out gives: rules alone, reader alone, both together; recall and precision."""
    yield "| автор | правила | читатель (порог 0) | площадь | вместе |\n|---|---|---|---|---|"
    authors = sorted({row.author for row in rows if row.author.startswith(domain.files)})
    unseen = sorted({row.author for row in rows if _unseen(row, domain)})
    for author in (*authors, ALL, UNSEEN):
        wanted = {ALL: authors, UNSEEN: unseen}.get(author, [author])
        chosen = [i for i, row in enumerate(rows) if row.author in wanted]
        bad = [rows[i].bad for i in chosen]
        scores = [fold.judge[i] for i in chosen]
        rules = [bool(rows[i].raised) for i in chosen]
        yield (
            f"| {author} | {_both(bad, rules)} | {_both(bad, [s > 0 for s in scores])} | {_area(bad, scores):.3f} "
            f"| {_both(bad, [_together(rows[i], fold, made, i) for i in chosen])} |"
        )
    ordinary = [i for i, row in enumerate(rows) if row.author.startswith(ORDINARY)]
    false = sum(_together(rows[i], fold, made, i) for i in ordinary)
    yield f"\nОбычных законных пунктов: {len(ordinary)}, лишних находок: {false}."
    unjudged = [i for i, row in enumerate(rows) if _unseen(row, domain) and not row.judged]
    raised = [i for i in unjudged if _together(rows[i], fold, made, i)]
    right = sum(rows[i].bad for i in raised)
    yield f"Второй читатель у не виденных авторов поднял {len(raised)}, верно {right}."
    yield f"Пороги: подозрение {made.suspects:.2f}, сомнение {made.doubts:.2f}, ворота {made.passes:.2f}."
    firm = {rule for row in rows for rule in row.raised} - made.doubtable
    yield f"Не сомневается в правилах: {', '.join(sorted(firm)) or 'нет таких'}."


def _together(row: Row, fold: Fold, made: Model, at: int) -> bool:
    """Whether a warning or an error stands on the clause: a rule's that is not doubted, or the reader's."""
    if row.raised:
        return fold.judge[at] >= made.doubts or not row.raised <= made.doubtable
    return row.reads and not row.judged and fold.judge[at] > made.suspects and fold.gate[at] >= made.passes


def _both(bad: Sequence[bool], raised: Sequence[bool]) -> str:
    hits = sum(b and r for b, r in zip(bad, raised, strict=True))
    return f"{hits / max(1, sum(bad)):.2f} / {hits / max(1, sum(raised)):.2f}"


def _area(bad: Sequence[bool], scores: Sequence[float]) -> float:
    """Area under the ROC curve: how often an unlawful clause scores above a lawful one."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(bad, scores))


def fingerprint(files: Sequence[Path], ruleset: Ruleset) -> str:
    """Names the data, the features and the lexicon: a table made from others is out of date."""
    state = hashlib.blake2b(digest_size=8)
    for path in (*files, Path(__file__).with_name("features.py")):
        state.update(path.read_bytes())
    state.update(repr((sorted(ruleset.lexicon.classes.items()), sorted(ruleset.lexicon.parties.items()))).encode())
    return state.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measure", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    from dilint.rules.load import load

    ruleset = rules_alone(load())
    files = sorted(arguments.folder.glob("*.tsv"))
    for domain in DOMAINS.values():
        rows = rows_of(files, ruleset, domain)
        gate, judge = (sight_of([row.features for row in rows], blocks) for blocks in (GATE, JUDGE))
        fold = left_out(rows, gate, judge)
        made = train(rows, gate, judge, fold, domain, ruleset, fingerprint(files, ruleset))
        print("\n".join((f"\n{domain.name}\n", *report(rows, fold, domain, made))))
        if not arguments.measure:
            model.file_of(domain).write_bytes(model.dump(made))
            known = ((Precedent(row.clause.rule, row.clause.text), row.lemmas) for row in rows if row.bad)
            precedents.file_of(domain).write_bytes(precedents.dump(precedents.index_of(known)))


if __name__ == "__main__":
    main()
