"""The report as JSON, schema `dilint.report/1`. Nothing is computed here that the report does not say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from dilint import __version__
from dilint.model import Basis, Finding, Outline, Report, Severity

SCHEMA = "dilint.report/1"


def render(reports: Sequence[Report], as_of: date, checked_on: str, show_suppressed: bool = False) -> str:
    """One JSON object with a trailing newline."""
    counts = [f.severity for r in reports for f in r.findings]
    data = {
        "schema": SCHEMA,
        "version": __version__,
        "law": {"as_of": as_of.isoformat(), "checked_on": checked_on},
        "documents": [_document(report, show_suppressed) for report in reports],
        "summary": {
            "documents": len(reports),
            "errors": counts.count(Severity.ERROR),
            "warnings": counts.count(Severity.WARNING),
            "notes": counts.count(Severity.NOTE),
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _document(report: Report, show_suppressed: bool) -> dict[str, Any]:
    outline = report.outline
    data: dict[str, Any] = {
        "path": report.path,
        "status": report.status,
        "reason": report.reason,
        "title": outline.title if outline else "",
        "position": outline.position if outline else "",
        "template": outline.template if outline else False,
        "sections": _sections(outline) if outline else [],
        "findings": [_finding(f) for f in report.findings],
        "coverage": [{"rule": c.rule, "state": c.state, "reason": c.reason} for c in report.coverage],
        "warnings": [*report.warnings, *(f"правило не отработало: {name}" for name in report.failed_rules)],
    }
    if show_suppressed:
        data["suppressed"] = [{**_finding(f), "reason": f.suppressed} for f in report.suppressed]
    return data


def _sections(outline: Outline) -> list[dict[str, Any]]:
    """The six required parts first, each once, then the other sections."""
    result = []
    for kind, status in outline.verdicts.items():
        section = next((s for s in outline.sections if kind in s.kinds), None)
        requisites = {"approval": outline.approvals, "acknowledgement": outline.acknowledgements}.get(kind, ())
        heading = section.heading if section else requisites[0].word if requisites else None
        result.append(
            {"kind": kind, "status": status, "heading": heading, "address": section.address if section else ""}
        )
    result += [
        {"kind": "other", "status": "present", "heading": s.heading, "address": s.address}
        for s in outline.sections
        if s.kinds == ("other",)
    ]
    return result


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.word,
        "message": finding.message,
        "requirement": finding.requirement,
        "suggestion": finding.suggestion,
        "basis": [_basis(b) for b in finding.basis],
        "section": finding.section,
        "address": finding.address,
        "paragraph": finding.paragraph,
        "text": finding.text,
        "start": finding.start,
        "end": finding.end,
        "fingerprint": finding.fingerprint,
    }


def _basis(basis: Basis) -> dict[str, Any]:
    return {
        "act": basis.act,
        "unit": basis.unit,
        "from": basis.since.isoformat() if basis.since else None,
        "to": basis.until.isoformat() if basis.until else None,
        "origin": basis.origin,
        "status": basis.status,
    }
