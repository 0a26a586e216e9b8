"""lint(document, outline, rules) → report: rules yield issues, the engine makes findings of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from dilint.classifier.domains import DOMAINS, Domain, domain_of
from dilint.digest import blake2b
from dilint.law import in_force
from dilint.model import Coverage, Document, Finding, Issue, Outline, Report, SectionKind, Severity, Unreadable
from dilint.rules.clauses import clause_issues
from dilint.rules.context import Context, Facts, NeedsFact, NotApplicable, Options, Undecided, Unverifiable
from dilint.rules.spec import RESEMBLANCE, Rule, Ruleset

__all__ = ["Options", "check_document", "check_path", "lint"]

_STATES: Mapping[type[Undecided], Literal["unverifiable", "needs-fact", "not-applicable"]] = {
    Unverifiable: "unverifiable",
    NeedsFact: "needs-fact",
    NotApplicable: "not-applicable",
}

_DEFAULT = Options()
_DOUBT = ". Но весь пункт похож на законный: проверьте"


def check_path(path: str | Path, ruleset: Ruleset, options: Options = _DEFAULT) -> tuple[Report, ...]:
    """Read, understand and lint one file: one report for each job description in it.

    Never raises for what is wrong with the file: that is a report with status `unreadable`.
    """
    from dilint.docx import read
    from dilint.outline import understand

    try:
        document = read(path, revisions=options.revisions, convert=options.convert)
    except Unreadable as error:
        return (Report(str(path), "unreadable", reason=str(error)),)
    return tuple(check_document(part, outline, ruleset, options) for part, outline in understand(document))


def check_document(document: Document, outline: Outline, ruleset: Ruleset, options: Options) -> Report:
    """Lint a document that is a job description; say what the others are."""
    if outline.kind != "job-description" and not options.treat_as_job_description:
        return Report(
            document.path, "not-job-description", reason=outline.reason, outline=outline, warnings=document.warnings
        )
    return lint(document, outline, ruleset, facts=options.facts, as_of=options.as_of)


def lint(
    document: Document,
    outline: Outline,
    ruleset: Ruleset,
    *,
    facts: Facts = Facts(),  # noqa: B008
    as_of: date | None = None,
) -> Report:
    """Run every rule. A rule that crashes is named in `failed_rules`, never passed over."""
    context = Context(document, outline, ruleset, facts, as_of or date.today())
    found: list[tuple[Rule, Issue]] = []
    coverage: list[Coverage] = []
    failed: list[str] = []
    active = [rule for rule in ruleset.rules if in_force(rule.basis, context.as_of) or not rule.basis]
    running = {rule.name for rule in active}
    for rule in ruleset.rules:
        if rule.name not in running:
            coverage.append(Coverage(rule.name, "not-applicable", "нормы на эту дату не действуют"))
    for rule, issues in clause_issues(outline, [r for r in active if r.patterns], ruleset):
        found += [(rule, issue) for issue in issues]
        coverage.append(Coverage(rule.name, "checked"))
    context = replace(context, judged=_judged(found))
    for rule in active:
        if not rule.check:
            continue
        try:
            found += [(rule, issue) for issue in _run_check(rule, context)]
            coverage.append(Coverage(rule.name, "checked"))
        except Undecided as undecided:
            coverage.append(Coverage(rule.name, _STATES[type(undecided)], str(undecided)))
        except Exception as error:
            failed.append(f"{rule.name}: {error!r}")
    kept = _one_per_clause(found)
    for rule in active:
        if rule.check == RESEMBLANCE:
            kept = _doubted(kept, DOMAINS[rule.params["domain"]], context)
    findings = sorted(_findings(kept, context), key=lambda f: _order(f))
    return Report(
        document.path,
        "checked",
        outline=outline,
        findings=tuple(f for f in findings if f.suppressed is None),
        suppressed=tuple(f for f in findings if f.suppressed is not None),
        coverage=tuple(sorted(coverage, key=lambda c: c.rule)),
        warnings=document.warnings,
        failed_rules=tuple(failed),
    )


def _judged(found: Iterable[tuple[Rule, Issue]]) -> Mapping[str, frozenset[int]]:
    """By domain: lines on which a rule has spoken, or held back for a reason."""
    lines: dict[str, set[int]] = {name: set() for name in DOMAINS}
    for rule, issue in found:
        if issue.line is not None:
            lines[domain_of(rule.name, rule.family).name].add(issue.line)
    return {name: frozenset(found) for name, found in lines.items()}


def _doubted(found: Sequence[tuple[Rule, Issue]], domain: Domain, context: Context) -> list[tuple[Rule, Issue]]:
    """Rules' findings that the second reader takes for lawful clauses become notes: still seen, no longer counted."""
    from dilint.classifier.reader import doubted

    loud = [
        (rule, issue, issue.line)
        for rule, issue in found
        if rule.patterns and issue.suppressed is None and domain_of(rule.name, rule.family) == domain
        if issue.line is not None and (issue.severity or rule.severity) > Severity.NOTE
    ]
    lawful = doubted(context.outline, context.ruleset, domain, [(rule.name, line) for rule, _, line in loud])
    quieter = {id(issue) for rule, issue, line in loud if (rule.name, line) in lawful}
    return [(rule, replace(i, severity=Severity.NOTE, doubted=True) if id(i) in quieter else i) for rule, i in found]


def _run_check(rule: Rule, context: Context) -> Iterator[Issue]:
    from dilint.rules.checks import CHECKS

    return iter(tuple(CHECKS[rule.check](context, rule.params)))


def _one_per_clause(found: Iterable[tuple[Rule, Issue]]) -> list[tuple[Rule, Issue]]:
    """Drop what a more specific rule says of the same clause, and repeats of one rule on a clause."""
    found = list(found)
    named = {(rule.name, issue.line) for rule, issue in found if issue.suppressed is None}
    kept: list[tuple[Rule, Issue]] = []
    seen: set[tuple[str, int | None, int, bool]] = set()
    for rule, issue in found:
        live = issue.suppressed is None
        if live and issue.line is not None and any((other, issue.line) in named for other in rule.yields_to):
            continue
        key = (rule.name, issue.line, 0 if rule.patterns else issue.start, live)
        if issue.line is not None and (key in seen or (not live and (rule.name, issue.line) in named)):
            continue
        seen.add(key)
        kept.append((rule, issue))
    return kept


def _findings(found: Iterable[tuple[Rule, Issue]], context: Context) -> Iterator[Finding]:
    seen: Counter[tuple[str, str]] = Counter()
    for rule, issue in found:
        outline = context.outline
        line = None if issue.line is None else outline.lines[issue.line]
        text = line.text if line else ""
        captures = {"match": text[issue.start : issue.end], **issue.captures}
        key = (rule.name, " ".join(text.lower().split()) or repr(sorted(captures.items())))
        seen[key] += 1
        yield Finding(
            code=rule.code,
            rule=rule.name,
            family=issue.family or rule.family,
            severity=issue.severity or rule.severity,
            message=_sentence(rule.message.format_map(captures)) + (_DOUBT if issue.doubted else ""),
            requirement=rule.requirement.format_map(captures),
            suggestion=_sentence(rule.suggestion.format_map(captures)),
            basis=in_force(rule.basis, context.as_of),
            section=_section(issue, outline),
            address=line.address if line else "",
            paragraph=line.block if line else None,
            text=text,
            start=issue.start,
            end=issue.end,
            fingerprint=_fingerprint(*key, seen[key]),
            offset=line.start if line else 0,
            suppressed=issue.suppressed,
        )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _section(issue: Issue, outline: Outline) -> SectionKind | None:
    if issue.section is not None or issue.line is None:
        return issue.section
    section = outline.section_of(issue.line)
    return section.kinds[0] if section else None


def _fingerprint(rule: str, text: str, count: int) -> str:
    """Stable across renumbering and moves: rule, folded clause text and the count of equal ones."""
    return blake2b(f"{rule}\n{text}\n{count}".encode(), digest_size=8).hexdigest()


def _order(finding: Finding) -> tuple[int, int, int, str]:
    where = -1 if finding.paragraph is None else finding.paragraph
    return where, finding.offset + finding.start, -finding.severity, finding.code
