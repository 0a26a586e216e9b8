"""Russian words that several renderers share."""

from __future__ import annotations

from dilint.model import REQUIRED_KINDS, Outline, Report, SectionKind, Severity

SEVERITIES = {Severity.ERROR: "ошибка", Severity.WARNING: "предупреждение", Severity.NOTE: "замечание"}
PARTS: dict[SectionKind, str] = {
    "approval": "Гриф утверждения",
    "general": "Общие положения",
    "duties": "Должностные обязанности",
    "rights": "Права",
    "responsibility": "Ответственность",
    "acknowledgement": "Ознакомление",
    "other": "Другой раздел",
}
STATUSES = {
    "present": "есть",
    "merged": "есть, в общем разделе",
    "prose": "есть, без заголовка",
    "absent": "нет",
}
EVIDENCE = {"heading": "заголовок", "lead-in": "вводная фраза", "prose": "по тексту", "requisite": "реквизит"}


def plural(number: int, one: str, few: str, many: str) -> str:
    """«1 ошибка», «2 ошибки», «5 ошибок»."""
    tens, units = number % 100, number % 10
    word = one if units == 1 and tens != 11 else few if 2 <= units <= 4 and not 12 <= tens <= 14 else many
    return f"{number} {word}"


def tally(reports: list[Report] | tuple[Report, ...]) -> str:
    """«2 ошибки, 1 предупреждение, 3 замечания»."""
    severities = [f.severity for r in reports for f in r.findings]
    return ", ".join(
        (
            plural(severities.count(Severity.ERROR), "ошибка", "ошибки", "ошибок"),
            plural(severities.count(Severity.WARNING), "предупреждение", "предупреждения", "предупреждений"),
            plural(severities.count(Severity.NOTE), "замечание", "замечания", "замечаний"),
        )
    )


def missing_parts(outline: Outline) -> list[SectionKind]:
    return [kind for kind in REQUIRED_KINDS if outline.verdicts.get(kind, "absent") == "absent"]
