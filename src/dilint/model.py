"""The frozen contract between the steps: what one step returns and the next one takes.

Imports nothing but the standard library, so that every layer may import it.

Offsets are always code points into the text they are said to index. Block, line and
section indices are 0-based; what a person reads (tables, rows, paragraphs in an
address) is 1-based.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any, Literal, NamedTuple

Story = Literal["body", "header", "footer", "footnote", "endnote", "textbox"]
LabelSource = Literal["auto", "typed"]
SectionKind = Literal["approval", "general", "duties", "rights", "responsibility", "acknowledgement", "other"]
SectionStatus = Literal["present", "merged", "prose", "absent"]
Evidence = Literal["heading", "lead-in", "prose", "requisite"]
DocumentKind = Literal[
    "job-description",
    "work-instruction",
    "civil-servant-regulation",
    "qualification-characteristic",
    "employment-contract",
    "order",
    "regulation",
    "safety-instruction",
    "article",
    "other",
    "empty",
]
ElementStatus = Literal["filled", "blank", "missing"]
CoverageState = Literal["checked", "not-applicable", "unverifiable", "needs-fact"]
Origin = Literal["law", "bylaw", "standard", "position", "custom"]
SourceStatus = Literal["verified", "recalled"]

#: The six parts that every job description is asked for, in their usual order.
REQUIRED_KINDS: tuple[SectionKind, ...] = (
    "approval",
    "general",
    "duties",
    "rights",
    "responsibility",
    "acknowledgement",
)


class Severity(IntEnum):
    """Ordered: `Severity.ERROR > Severity.WARNING > Severity.NOTE`."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """Name in configuration and in machine formats: `error`, `warning`, `note`."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """Inverse of `word`. Raises `KeyError` on anything else."""
        return cls[word.upper()]


class Unreadable(Exception):
    """The one error of reading. `str(error)` is one Russian line that a reviewer understands."""


# --- docx.read -> Document -------------------------------------------------------------


# Tuples underneath: a document has thousands of both, and a frozen dataclass takes three times as long to make.


class Fragment(NamedTuple):
    """`block.text[start:end]` was made by `node` (a `w:t`, `w:tab`, `w:br`, … lxml element)."""

    start: int
    end: int
    node: Any


class Block(NamedTuple):
    """One paragraph as a reader of the final document sees it.

    `text` keeps typed labels; a soft break (`w:br`, `w:cr`) is "\\n", a tab "\\t".
    `label` is the computed list label ("2.1.", "а)", "•"), or the typed one parsed from the
    beginning of `text`; `label_end` is the offset where the text after a typed label begins
    (0 for an automatic label). `cell` is the path of (table number, row, column) through
    nested tables, all 1-based. `host` is the index of the body block that a text box or a
    note hangs on.
    """

    index: int  # type: ignore[assignment]  # shadows tuple.index, which nobody wants here
    text: str
    story: Story = "body"
    label: str = ""
    label_source: LabelSource | None = None
    label_end: int = 0
    label_problem: str | None = None  # why an automatic label could not be resolved
    level: int | None = None  # 0..8, automatic lists only
    list_key: str | None = None
    style: str | None = None
    heading: int | None = None  # outline level 1..9
    cell: tuple[tuple[int, int, int], ...] = ()
    host: int | None = None
    bold: bool = False  # every visible letter is bold
    caps: bool = False  # w:caps or w:smallCaps on every visible letter
    centered: bool = False
    placeholder: bool = False  # text of an unfilled content control
    inserted: bool = False  # holds tracked insertions
    deleted: bool = False  # holds tracked deletions
    hidden: str = ""  # text left out because it is hidden
    fragments: tuple[Fragment, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read. `warnings` are Russian sentences about what could not be read fully."""

    path: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    converted_from: str | None = None  # "doc", "rtf", "odt": read through LibreOffice


# --- outline -> Outline ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of one block between soft breaks: what a reader sees as one line or clause.

    `text == block.text[start:end]`, the typed label left out. `label` as in `Block`, for the
    line itself. `depth` is the list depth, 0 for a clause directly below a section heading,
    None where there is no label. `continues` is the index of the line this one continues in
    mid-sentence. `lead_in` is the index of the line that ends in a colon and that this line is an
    item of.
    """

    index: int
    block: int
    start: int
    end: int
    text: str
    label: str = ""
    label_source: LabelSource | None = None
    depth: int | None = None
    continues: int | None = None
    lead_in: int | None = None
    heading: bool = False
    toc: bool = False  # an entry of a table of contents
    address: str = ""  # «раздел 4, п. 4.2», «таблица 1, строка 2»


@dataclass(frozen=True, slots=True)
class Section:
    """A run of lines `first..last` (inclusive). A merged section has several kinds."""

    kinds: tuple[SectionKind, ...]
    first: int
    last: int
    heading: str | None = None  # the heading line with its label, as read
    heading_line: int | None = None
    address: str = ""  # «раздел 4»
    evidence: Evidence = "heading"
    confidence: float = 1.0
    empty: bool = False  # a heading with nothing below it


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a requisite (position, signature, name, date, order_date, order_number)."""

    status: ElementStatus
    text: str = ""
    line: int | None = None
    start: int = 0  # into the line's text
    end: int = 0
    value: date | None = None  # dates only, where the date exists


@dataclass(frozen=True, slots=True)
class Requisite:
    """Approval or acknowledgement: its form, the lines it covers and its elements by name."""

    kind: Literal["approval", "acknowledgement", "agreement"]
    form: Literal["grif", "order", "annex", "electronic", "line", "table", "prose", "sheet"]
    lines: tuple[int, ...]
    word: str = ""  # «УТВЕРЖДАЮ», «УТВЕРЖДЕНА», «Согласовано», as read
    elements: Mapping[str, Element] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outline:
    """How a document was understood.

    `verdicts` has one entry for each of `REQUIRED_KINDS`. `reason` says, in Russian, why the
    document was taken for `kind`.
    """

    kind: DocumentKind
    reason: str
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    verdicts: Mapping[SectionKind, SectionStatus]
    title: str = ""
    title_line: int | None = None
    position: str = ""  # nominative, lower case, as in the document
    template: bool = False
    approvals: tuple[Requisite, ...] = ()
    acknowledgements: tuple[Requisite, ...] = ()
    agreements: tuple[Requisite, ...] = ()
    approved_on: date | None = None
    employer: str = ""

    def section_of(self, line: int) -> Section | None:
        """The section that holds a line, or None before the first one."""
        return next((s for s in self.sections if s.first <= line <= s.last), None)


# --- engine.lint -> Report -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Basis:
    """One unit of law that a finding rests on, and the period in which it is in force."""

    act: str
    unit: str
    origin: Origin = "law"
    status: SourceStatus = "recalled"
    since: date | None = None
    until: date | None = None
    gist: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """What a rule yields: a span in a line and named captures for its message.

    `line` is None for what concerns the document as a whole (a missing section).
    `suppressed` is the Russian reason why a candidate was not raised.
    """

    line: int | None
    start: int = 0
    end: int = 0
    captures: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None  # other than the rule's own
    family: str = ""  # other than the rule's own: that of the rule the clause resembles
    suppressed: str | None = None
    section: SectionKind | None = None
    doubted: bool = False  # the second reader takes the clause for lawful


@dataclass(frozen=True, slots=True)
class Finding:
    """A self-contained finding: whoever reads it need not open the rule or the law.

    `text` is the whole clause as read, `text[start:end]` what is wrong in it; `paragraph` is the
    block index, `offset` where `text` begins in that block. For a finding about the whole document
    `text` is empty and `paragraph` None.
    """

    code: str
    rule: str
    family: str
    severity: Severity
    message: str
    requirement: str
    suggestion: str
    basis: tuple[Basis, ...]
    section: SectionKind | None
    address: str
    paragraph: int | None
    text: str
    start: int
    end: int
    fingerprint: str
    offset: int = 0
    suppressed: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of one rule on one document."""

    rule: str
    state: CoverageState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that is known of one checked path; renderers compute nothing."""

    path: str
    status: Literal["checked", "not-job-description", "unreadable"]
    reason: str | None = None
    outline: Outline | None = None
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    warnings: tuple[str, ...] = ()
    failed_rules: tuple[str, ...] = ()  # rules that crashed: the run exits with 2
