"""One rule, as `dilint explain` prints it: law, requirement, examples."""

from __future__ import annotations

import re

from dilint.law import ORIGINS, STATUSES, cite
from dilint.report.words import SEVERITIES
from dilint.rules.spec import Example, Rule

_CAPTURE = re.compile(r"\{\w+\}")


def explain(rule: Rule) -> str:
    """Plain text; what contains the law's own words is paraphrased."""
    out = [
        f"{rule.code} {rule.name} — {rule.title}",
        f"Семейство: {rule.family}. Важность: {SEVERITIES[rule.severity]}.",
        "",
        f"Суть. {rule.essence}",
        f"Требование. {_open(rule.requirement)}",
        f"Как писать. {_open(rule.suggestion)}",
    ]
    if rule.exceptions:
        out.append(f"Исключения. {rule.exceptions}")
    if rule.contested:
        out.append(f"Спорно. {rule.contested}")
    out += ["", "Основание:"]
    for b in rule.basis:
        period = f", действует с {b.since:%d.%m.%Y}" if b.since else ""
        period += f" по {b.until:%d.%m.%Y}" if b.until else ""
        out.append(
            f"  {cite(b)} — {ORIGINS[b.origin]}{period}; {STATUSES[b.status]}" + (f". {b.gist}" if b.gist else "")
        )
    out += ["", "Будет найдено:"]
    out += [f"  – {_marked(e)}" for e in rule.bad]
    out += ["", "Не будет найдено:"]
    out += [f"  – {_marked(e)}" + (f"  ({e.note})" if e.note else "") for e in rule.good]
    if rule.was:
        out += ["", f"Прежние имена: {', '.join(rule.was)}"]
    return "\n".join(out) + "\n"


def _open(text: str) -> str:
    """What a finding fills in from the document is left open here."""
    return _CAPTURE.sub("…", text)


def _marked(example: Example) -> str:
    if example.document:
        return " / ".join(example.document)
    text = example.text
    for start, end in reversed(example.spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return f"{example.lead_in} {text}".strip()
