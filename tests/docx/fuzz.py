"""A long run of the mutations by hand:

    python -m tests.docx.fuzz SECONDS [FILE.docx …]

Prints how many documents were read and refused; a failure is kept beside the seed number and ends the run.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.docx.mutate import check, mutated_bytes, mutated_package, seed

SLOW = 5.0  # seconds of processor time for one mutant


def main(seconds: float, paths: list[Path]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="dilint-fuzz-"))
    seeds = [path.read_bytes() for path in paths or [seed(folder / "seed.docx")]]
    mutant = folder / "mutant.docx"
    start, number, opened = time.monotonic(), 0, 0
    while time.monotonic() - start < seconds:
        number += 1
        rng = random.Random(number)
        data = rng.choice(seeds)
        try:
            data = (mutated_bytes if rng.random() < 0.15 else mutated_package)(data, rng)
            mutant.write_bytes(data)
        except Exception:
            continue
        begun = time.process_time()
        try:
            opened += check(mutant) is not None
            assert time.process_time() - begun < SLOW, "slow"
        except BaseException:
            traceback.print_exc()
            print(f"mutant {number} kept in {mutant}")
            return 1
    print(f"{number} mutants in {seconds:.0f} s: {opened} read, {number - opened} refused, no other outcome")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
