"""`dilint rules test`: which rules a path means, what their examples show, and where in the files it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dilint.rules.errors import RuleError
from dilint.rules.examples import Failure, run_examples, unreached_parts
from dilint.rules.load import builtin_folder
from dilint.rules.locate import Source, read, value
from dilint.rules.skeleton import unfilled
from dilint.rules.spec import Rule, Ruleset


@dataclass(frozen=True, slots=True)
class Place:
    """A failure with its place in the file; line and column are 1-based."""

    failure: Failure
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has shown. `failures` fail it, `notices` do not."""

    rules: int
    examples: int
    failures: tuple[Place, ...]
    notices: tuple[Place, ...]


def real_path(rule: Rule) -> Path:
    """The file of a rule, whose `path` is how messages call it."""
    built_in = builtin_folder() / rule.path.removeprefix("rules/")
    return built_in if rule.path.startswith("rules/") and built_in.is_file() else Path(rule.path)


def folders_for(path: Path | None, configured: Sequence[Path]) -> list[Path]:
    """What must be loaded to test a path: the configured folders, and the path where it lies in none of them.

    A lone file brings along the lexicon that stands beside it or in a folder above.
    """
    folders = list(configured)
    known = [builtin_folder().resolve(), *(folder.resolve() for folder in folders)]
    if path is None or any(path.resolve().is_relative_to(folder) for folder in known):
        return folders
    if path.is_file():
        above = (folder / "lexicon" for folder in path.resolve().parents[:3])
        folders += [folder for folder in above if folder.is_dir() and folder.name != path.resolve().parent.name][:1]
    return [*folders, path]


def wanted(ruleset: Ruleset, path: Path | None) -> list[Rule]:
    """The rules whose file is `path` or lies below it, all where no path is named."""
    if path is None:
        return list(ruleset.rules)
    target = path.resolve()
    return [rule for rule in ruleset.rules if real_path(rule).resolve().is_relative_to(target)]


def run(ruleset: Ruleset, rules: Sequence[Rule]) -> Outcome:
    """Test rules on their examples. A rule with parts still to be filled in is not run but told so."""
    sources: dict[str, Source] = {}
    found: list[Failure] = []
    for rule in rules:
        source = _source(rule, sources)
        gaps = list(unfilled(value(source.root))) if source else []
        if gaps:
            found += [Failure(rule.name, rule.path, f"ещё не заполнено: {asked}", loc=loc) for loc, asked in gaps]
            continue
        found += run_examples(ruleset, [rule])
        found += unreached_parts(ruleset, [rule])
    places = [_place(failure, sources) for failure in found]
    return Outcome(
        len(rules),
        sum(len(rule.bad) + len(rule.good) for rule in rules),
        tuple(place for place in places if not place.failure.notice),
        tuple(place for place in places if place.failure.notice),
    )


def _source(rule: Rule, sources: dict[str, Source]) -> Source | None:
    """The parsed file, None when it has gone since the rules were loaded."""
    try:
        sources[rule.path] = read(real_path(rule), rule.path)
    except RuleError:
        return None
    return sources[rule.path]


def _place(failure: Failure, sources: Mapping[str, Source]) -> Place:
    if failure.path not in sources:
        return Place(failure, 1, 1)
    problem = sources[failure.path].problem(failure.loc, failure.message)
    return Place(failure, problem.line, problem.column)


def text(outcome: Outcome, strict: bool = False) -> str:
    """For people: one paragraph a failure, the count at the end."""
    out = []
    for place in (*outcome.failures, *outcome.notices):
        failure = place.failure
        kind = "замечание: " if failure.notice and not strict else ""
        out.append(f"{failure.path}:{place.line}:{place.column}: {failure.rule}: {kind}{failure.message}")
        if failure.example:
            out.append(f"    пример:    {failure.example}")
        if failure.expected:
            out.append(f"    ожидалось: {failure.expected}")
        out += [f"    – {hint}" for hint in failure.hints]
    out.append(
        f"правил: {outcome.rules}, примеров: {outcome.examples}, не подтвердилось: {len(outcome.failures)}, "
        f"замечаний: {len(outcome.notices)}"
    )
    return "\n".join(out) + "\n"


def data(outcome: Outcome) -> dict[str, Any]:
    """For machines: `dilint.rules-test/1`."""
    return {
        "schema": "dilint.rules-test/1",
        "rules": outcome.rules,
        "examples": outcome.examples,
        "failures": [_row(place) for place in outcome.failures],
        "notices": [_row(place) for place in outcome.notices],
    }


def _row(place: Place) -> dict[str, Any]:
    failure = place.failure
    return {
        "path": failure.path,
        "line": place.line,
        "column": place.column,
        "rule": failure.rule,
        "message": failure.message,
        "example": failure.example,
        "expected": failure.expected,
        "hints": list(failure.hints),
    }
