"""The trained model: tables of weights, read once, and the reasons for a score.

Two linear judges share the table. The gate sees only word forms and classes, so that nine ordinary clauses in ten are
passed over without morphology; what passes is judged by all blocks of features.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dilint.classifier.domains import Domain
from dilint.classifier.features import Block, Features
from dilint.classifier.table import Table, pack, unpack

_FEW = 30  # known features of a block in a clause of a dozen words
SCALE = 100  # weights are whole hundredths


@dataclass(frozen=True, slots=True)
class Judge:
    """A linear judge: `bias` and `weights[block][feature]`, in hundredths, make log odds that a clause is unlawful.

    Each block counts by the root of the number of its known features (`share_of`).
    """

    bias: int
    weights: Mapping[Block, Table]

    def score(self, features: Features) -> float:
        value = float(self.bias)
        for block, table in self.weights.items():
            found = [weight for name in features[block] if (weight := table.get(name)) is not None]
            value += sum(found) * share_of(len(found))
        return value / SCALE

    def parts(self, features: Features) -> dict[str, float]:
        """What each known feature contributes to the score."""
        parts: dict[str, float] = {}
        for block, table in self.weights.items():
            found = {name: weight for name in features[block] if (weight := table.get(name)) is not None}
            parts |= {name: weight * share_of(len(found)) / SCALE for name, weight in found.items()}
        return parts


@dataclass(frozen=True, slots=True)
class Model:
    """`gate` lets a clause through at `passes`; `judge` suspects it from `suspects` on.

    A finding of one of the rules in `doubtable` that scores below `doubts` is more likely a false alarm; of other
    rules, the user's own among them, the judge knows nothing. The three thresholds come from clauses of authors who
    were left out of the training. `made_from` names data and lexicon.
    """

    gate: Judge
    judge: Judge
    passes: float
    suspects: float
    doubts: float
    doubtable: frozenset[str]
    made_from: str


def share_of(count: int) -> float:
    """What one of `count` known features of a block counts for: long clauses must not shout, short ones not be sure."""
    return 1 / math.sqrt(max(count, _FEW))


def dump(model: Model) -> bytes:
    """The tables, and a line of JSON with everything else."""
    judges = (model.gate, model.judge)
    stored = [table for judge in judges for table in judge.weights.values()]
    arrays = [numbers for table in stored for numbers in (table.hashes, table.values)]
    rest = {
        "judges": [{"bias": judge.bias, "blocks": list(judge.weights)} for judge in judges],
        "thresholds": [model.passes, model.suspects, model.doubts],
        "doubtable": sorted(model.doubtable),
        "made_from": model.made_from,
    }
    return pack(arrays, json.dumps(rest).encode())


def parse(data: bytes) -> Model:
    """Inverse of `dump`."""
    arrays, text = unpack(data)
    rest = json.loads(text)
    tables = (Table(hashes, values) for hashes, values in zip(arrays[::2], arrays[1::2], strict=True))
    gate, judge = (
        Judge(stored["bias"], {block: next(tables) for block in stored["blocks"]}) for stored in rest["judges"]
    )
    passes, suspects, doubts = rest["thresholds"]
    return Model(gate, judge, passes, suspects, doubts, frozenset(rest["doubtable"]), rest["made_from"])


def file_of(domain: Domain) -> Path:
    """Where the weights of a domain are kept."""
    return Path(__file__).with_name(f"{domain.name}-weights.bin")


@lru_cache
def load(domain: Domain) -> Model:
    """The model that dilint ships."""
    return parse(file_of(domain).read_bytes())


def heaviest(parts: Mapping[str, float], words: Collection[str], most: int = 4) -> tuple[str, ...]:
    """The lemmas among `words` that spoke most for the clause being unlawful, heaviest first."""
    weight = dict.fromkeys(words, 0.0)
    for feature in sorted(parts):
        for lemma in set(feature.split()) & weight.keys():
            weight[lemma] += parts[feature]
    ranked = sorted((w for w in weight if weight[w] > 0), key=lambda w: (-weight[w], w))
    return tuple(ranked[:most])
