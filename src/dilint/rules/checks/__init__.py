"""Checks that need code: of the document as a whole, over its outline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dilint.model import Issue
from dilint.rules.checks import acknowledgement, approval, general, naming, references, structure
from dilint.rules.context import Context

Check = Callable[[Context, Mapping[str, Any]], Iterator[Issue]]

#: Every check by the name that `check:` of a rule file gives.
CHECKS: Mapping[str, Check] = {
    "missing_section": structure.missing_section,
    "position_inconsistent": naming.position_inconsistent,
    "hollow_rights": structure.hollow_rights,
    "no_statutory_limits": structure.no_statutory_limits,
    "approval_missing": approval.missing,
    "approval_incomplete": approval.incomplete,
    "approval_agreement": approval.agreement,
    "approval_order": approval.order,
    "approval_date": approval.dates,
    "approval_person": approval.person,
    "internal_agreement": approval.internal_agreement,
    "placeholder_left": approval.placeholder,
    "acknowledgement_missing": acknowledgement.missing,
    "mentions": general.mentions,
    "broken_reference": references.broken_reference,
    "numbering": references.numbering,
    "repealed_acts": references.repealed_acts,
}

#: What can be worked out of a check's params once, when rules are compiled.
PREPARE: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {"repealed_acts": references.prepare_acts}
