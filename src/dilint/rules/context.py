"""What a document-level check is given, and how it says that it cannot decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from dilint.model import Document, Outline
from dilint.rules.spec import Ruleset

if TYPE_CHECKING:
    from dilint.docx.convert import Conversions


@dataclass(frozen=True, slots=True)
class Facts:
    """What the employer told the configuration. None: not known."""

    acknowledgement: Literal["document", "journal", "electronic"] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How a path is checked, besides the rules. `as_of` None means today."""

    facts: Facts = field(default_factory=Facts)
    as_of: date | None = None
    revisions: Literal["final", "original"] = "final"
    convert: bool | Conversions = False
    treat_as_job_description: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """One document under check. `judged`: by domain of the second reader, lines on which a rule spoke or held back."""

    document: Document
    outline: Outline
    ruleset: Ruleset
    facts: Facts
    as_of: date
    judged: Mapping[str, frozenset[int]] = field(default_factory=dict)


class Undecided(Exception):
    """Base of the three ways in which a rule gives no verdict; `str(error)` is the Russian reason."""


class Unverifiable(Undecided):
    """The document does not let the rule be decided (unresolved numbering, unreadable part)."""


class NeedsFact(Undecided):
    """A fact outside the document is needed."""


class NotApplicable(Undecided):
    """The rule does not concern this document."""
