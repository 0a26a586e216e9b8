"""What the general provisions must say, anywhere in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from dilint.model import Issue
from dilint.outline.lines import fold
from dilint.rules.context import Context, NotApplicable

_SOLE = re.compile(
    r"^(?:генеральный\s+директор|директор|президент|ректор|главный\s+врач|заведующий\s+(?:детским|доу)|руководитель\s+организации)$"
)


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words))


def mentions(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """None of the stems in `any` (regular expressions over folded text) occurs in the document.

    `not_for_head`: the sole executive body of an organisation is excused.
    """
    if params.get("not_for_head") and _SOLE.match(fold(context.outline.position)):
        raise NotApplicable("должность — единоличный исполнительный орган")
    pattern = _pattern(tuple(params["any"]))
    if not any(pattern.search(fold(line.text)) for line in context.outline.lines if not line.toc):
        yield Issue(None, section="general")
