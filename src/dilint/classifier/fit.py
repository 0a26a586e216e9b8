"""Fit a linear judge to labelled clauses. Needs the extra `train` (scikit-learn)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from dilint.classifier import model as tables
from dilint.classifier.features import GATE, JUDGE, Block, Features
from dilint.classifier.model import Judge
from dilint.classifier.table import Table, table_of

_EMPHASIS: Mapping[Block, float] = {"words": 2.0}  # lemmas speak louder than classes: best on left-out authors
_STRENGTH = {GATE: 3.0, JUDGE: 30.0}  # inverse regularisation
_SEEN = 3  # clauses that must have a feature
_LEAST: Mapping[Block, int] = {"pairs": 5, "company": 5}  # hundredths; lighter weights of these many are dropped


@dataclass(frozen=True, slots=True)
class Sight:
    """What a judge may see of all rows: a matrix of ones per block, row by row, and the names of its columns."""

    blocks: tuple[Block, ...]
    ones: Mapping[Block, Any]
    names: Mapping[Block, Sequence[str]]


def sight_of(features: Sequence[Features], blocks: tuple[Block, ...]) -> Sight:
    from scipy.sparse import csr_matrix

    ones, names = {}, {}
    for block in blocks:
        seen = Counter(feature for row in features for feature in row[block])
        names[block] = sorted(feature for feature, times in seen.items() if times >= _SEEN)
        column = {feature: n for n, feature in enumerate(names[block])}
        places = [[column[f] for f in row[block] if f in column] for row in features]
        heads = list(accumulate(map(len, places), initial=0))
        flat = [at for found in places for at in found]
        ones[block] = csr_matrix(([1.0] * len(flat), flat, heads), shape=(len(features), len(column)))
    return Sight(blocks, ones, names)


def fit(sight: Sight, bad: Any, chosen: Any) -> Judge:
    """A logistic regression over the chosen rows (indices), its weights in whole hundredths."""
    from sklearn.linear_model import LogisticRegression

    known = {block: _known(sight.ones[block][chosen]) for block in sight.blocks}
    machine = LogisticRegression(C=_STRENGTH[sight.blocks], max_iter=300, solver="liblinear", random_state=0)
    machine.fit(_matrix(sight, known, chosen), bad[chosen])
    weights: dict[Block, Table] = {}
    at = 0
    for block in sight.blocks:
        scaled = machine.coef_[0][at : at + len(known[block])] * _EMPHASIS.get(block, 1.0) * tables.SCALE
        at += len(known[block])
        whole = {sight.names[block][n]: round(float(w)) for n, w in zip(known[block], scaled, strict=True)}
        weights[block] = table_of(
            {name: weight for name, weight in whole.items() if abs(weight) >= _LEAST.get(block, 1)}
        )
    return Judge(round(float(machine.intercept_[0]) * tables.SCALE), weights)


def _known(ones: Any) -> Any:
    """Columns that enough rows have."""
    return (ones.sum(axis=0).A1 >= _SEEN).nonzero()[0]


def _matrix(sight: Sight, known: Mapping[Block, Any], chosen: Any) -> Any:
    """Each block counts by the root of the number of its known features, as in `Judge.score`."""
    from scipy.sparse import diags, hstack

    parts = []
    for block in sight.blocks:
        ones = sight.ones[block][chosen][:, known[block]]
        shares = [tables.share_of(int(count)) * _EMPHASIS.get(block, 1.0) for count in ones.sum(axis=1).A1]
        parts.append(diags(shares) @ ones)
    return hstack(parts, format="csr")
