"""Which units of law a finding may cite on a given date, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dilint.model import Basis

ORIGINS = {
    "law": "закон",
    "bylaw": "подзаконный акт",
    "standard": "стандарт, применяется добровольно",
    "position": "позиция Роструда или судов",
    "custom": "обычай делового оборота",
}
STATUSES = {"verified": "сверено с источником", "recalled": "по памяти, сверьте с источником"}


def in_force(basis: Iterable[Basis], on: date) -> tuple[Basis, ...]:
    """The units in force on a date; `until` is the first day on which a unit is not in force any more."""
    return tuple(b for b in basis if (b.since is None or b.since <= on) and (b.until is None or on < b.until))


def cite(basis: Basis) -> str:
    """«ст. 192 ТК РФ», «ГОСТ Р 7.0.97-2025, гриф утверждения»."""
    if not basis.unit or basis.unit.startswith(("ст.", "п.", "ч.", "гл.")):
        return f"{basis.unit} {basis.act}".strip()
    return f"{basis.act}, {basis.unit}"
