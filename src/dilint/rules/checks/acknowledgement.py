"""The employee's signature that the instruction is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dilint.model import Issue
from dilint.outline.lines import fold
from dilint.rules.context import Context, NotApplicable

_ELSEWHERE = re.compile(
    r"(?:журнал|лист)\w*\s+(?:\w+\s+){0,2}ознакомлени|информационн\w+\s+систем\w+\s+работодател|электронн\w+\s+(?:подпис|документооборот)|ст\.?\s*22\.[123]"
)
_ANNEX = re.compile(r"^\W*приложение\s*(?:№\s*\S+\s*)?к\s+(?:\w+\s+)?трудов\w+\s+договор")


def missing(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """No line, table or sheet for the signature, unless it is kept elsewhere."""
    if context.facts.acknowledgement in ("journal", "electronic"):
        raise NotApplicable("по настройкам ознакомление ведётся отдельно")
    if context.outline.verdicts.get("acknowledgement") != "absent":
        return
    for line in context.outline.lines:
        folded = fold(line.text)
        if _ELSEWHERE.search(folded) or _ANNEX.match(folded):
            return
    yield Issue(None, section="acknowledgement")
