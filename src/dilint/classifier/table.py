"""Names → whole numbers, in a form that costs nothing to load: sorted 32-bit hashes beside an array of values.

A dictionary of a hundred thousand names takes longer to build than a document takes to check; two arrays are copied
from the file as they are. A name that was never stored is taken for a stored one once in some 40,000 look-ups, which
sums of a hundred weights do not notice.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_HASHES, _VALUES = "I", "h"
_COUNT, _HEAD = struct.Struct("<I"), struct.Struct("<cI")  # number of arrays; type and bytes of each


@dataclass(frozen=True, slots=True)
class Table:
    """`values[i]`, 16 bits with sign, belongs to the name whose hash is `hashes[i]`; hashes ascend."""

    hashes: array[int]
    values: array[int]

    def get(self, name: str) -> int | None:
        wanted = zlib.crc32(name.encode())
        at = bisect_left(self.hashes, wanted)
        return self.values[at] if at < len(self.hashes) and self.hashes[at] == wanted else None

    def __len__(self) -> int:
        return len(self.hashes)


def table_of(values: Mapping[str, int]) -> Table:
    """Of two names with one hash the heavier stays."""
    kept: dict[int, int] = {}
    for name in sorted(values):
        key = zlib.crc32(name.encode())
        if abs(values[name]) >= abs(kept.get(key, 0)):
            kept[key] = values[name]
    order = sorted(kept)
    return Table(array(_HASHES, order), array(_VALUES, (kept[key] for key in order)))


def pack(arrays: Sequence[array[int]], rest: bytes) -> bytes:
    """Arrays and what follows them, little-endian on any machine."""
    bodies = [_little(array(numbers.typecode, numbers)).tobytes() for numbers in arrays]
    head = [_HEAD.pack(numbers.typecode.encode(), len(body)) for numbers, body in zip(arrays, bodies, strict=True)]
    return b"".join((_COUNT.pack(len(arrays)), *head, *bodies, rest))


def unpack(data: bytes) -> tuple[list[array[int]], bytes]:
    """Inverse of `pack`."""
    (count,) = _COUNT.unpack_from(data)
    at = _COUNT.size + count * _HEAD.size
    arrays: list[array[int]] = []
    for n in range(count):
        code, size = _HEAD.unpack_from(data, _COUNT.size + n * _HEAD.size)
        arrays.append(_little(array(code.decode(), data[at : at + size])))
        at += size
    return arrays, data[at:]


def _little(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
