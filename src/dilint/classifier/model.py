"""The trained model: tables of weights, read once, and the reasons for a score.

Two linear judges share the table. The gate sees only word forms and classes, so that nine ordinary clauses in ten are
passed over without morphology; what passes is judged by all blocks of features.
"""

from __future__ import annotations

import math
import sys
import zlib
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dilint.classifier.features import Block, Features

TABLE = "weights.z"
_FEW = 30  # known features of a block in a clause of a dozen words
_SCALE = 100  # weights are stored as whole hundredths


@dataclass(frozen=True, slots=True)
class Judge:
    """A linear judge: `bias` and `weights[block][feature]` make log odds that a clause is unlawful.

    Each block counts by the root of the number of its known features (`share_of`).
    """

    bias: float
    weights: Mapping[Block, Mapping[str, float]]

    def score(self, features: Features) -> Score:
        value = self.bias
        parts: dict[str, float] = {}
        for block, weights in self.weights.items():
            found = features[block] & weights.keys()
            share = share_of(len(found))
            for feature in sorted(found):
                parts[feature] = weights[feature] * share
                value += parts[feature]
        return Score(value, parts)


@dataclass(frozen=True, slots=True)
class Score:
    """Log odds, and what each known feature contributed to them."""

    value: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """`gate` lets a clause through at `passes`; `judge` suspects it from `suspects` on.

    A rule's finding that scores below `doubts` is more likely a false alarm. The three thresholds come from clauses of
    authors who were left out of the training. `made_from` names data and lexicon.
    """

    gate: Judge
    judge: Judge
    passes: float
    suspects: float
    doubts: float
    made_from: str


def share_of(count: int) -> float:
    """What one of `count` known features of a block counts for: long clauses must not shout, short ones not be sure."""
    return 1 / math.sqrt(max(count, _FEW))


def dump(model: Model) -> bytes:
    """The tables, compressed: names as lines of text, then all weights in their order as 16-bit hundredths."""
    numbers = (model.passes, model.suspects, model.doubts, model.gate.bias, model.judge.bias)
    lines = [model.made_from, "\t".join(str(round(n * _SCALE)) for n in numbers)]
    weights = array("h")
    for name, judge in (("gate", model.gate), ("judge", model.judge)):
        for block, table in judge.weights.items():
            features = sorted(table)
            lines += ["\t".join((name, block, str(len(features)))), *features]
            weights.extend(round(table[feature] * _SCALE) for feature in features)
    if sys.byteorder == "big":
        weights.byteswap()
    text = "\n".join(lines).encode()
    return zlib.compress(len(text).to_bytes(4, "little") + text + weights.tobytes(), 9)


def parse(data: bytes) -> Model:
    """Inverse of `dump`, up to rounding. Made for speed: some 60,000 weights are read at a cold start."""
    plain = zlib.decompress(data)
    end = 4 + int.from_bytes(plain[:4], "little")
    lines = plain[4:end].decode().split("\n")
    stored = array("h", plain[end:])
    if sys.byteorder == "big":
        stored.byteswap()
    weights = [weight / _SCALE for weight in stored]
    passes, suspects, doubts, gate_bias, judge_bias = (int(n) / _SCALE for n in lines[1].split("\t"))
    tables: dict[str, dict[Block, dict[str, float]]] = {"gate": {}, "judge": {}}
    line, at = 2, 0
    while line < len(lines):
        name, block, size = lines[line].split("\t")
        count = int(size)
        rows = zip(lines[line + 1 : line + 1 + count], weights[at : at + count], strict=True)
        tables[name][block] = dict(rows)  # type: ignore[index]
        line, at = line + 1 + count, at + count
    gate, judge = Judge(gate_bias, tables["gate"]), Judge(judge_bias, tables["judge"])
    return Model(gate, judge, passes, suspects, doubts, lines[0])


@lru_cache(maxsize=1)
def load() -> Model:
    """The model that dilint ships."""
    return parse(Path(__file__).with_name(TABLE).read_bytes())


def heaviest(score: Score, words: Collection[str], most: int = 4) -> tuple[str, ...]:
    """The lemmas among `words` that spoke most for the clause being unlawful, heaviest first."""
    weight = dict.fromkeys(words, 0.0)
    for feature, part in score.parts.items():
        for lemma in set(feature.split()) & weight.keys():
            weight[lemma] += part
    ranked = sorted((w for w in weight if weight[w] > 0), key=lambda w: (-weight[w], w))
    return tuple(ranked[:most])
