"""What each second reader reads for: one judges liability and sanctions, the other everything else a clause may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Domain:
    """`name` names its tables; the names of its labelled files begin with `files`."""

    name: Literal["liability", "conditions"]
    files: str


LIABILITY = Domain("liability", "author")
CONDITIONS = Domain("conditions", "other")
DOMAINS = {domain.name: domain for domain in (LIABILITY, CONDITIONS)}


def domain_of(rule: str, family: str) -> Domain:
    """Whose business a rule is: `liab-procedure-bypass` stands in the family of procedure."""
    return LIABILITY if family == "liability" or rule.startswith("liab-") else CONDITIONS
