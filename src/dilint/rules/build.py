"""Rule files → `Ruleset`: checked, patterns parsed, examples cut, names resolved, word forms expanded.

The cold half of `rules/load.py`: imports yaml, pydantic and pymorphy3.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any, get_args

from dilint.model import Basis, Severity
from dilint.rules.checks import CHECKS, PREPARE
from dilint.rules.compile import compile_index, compile_table
from dilint.rules.errors import Problem, RuleError, hint
from dilint.rules.locate import Source
from dilint.rules.locate import parse as parse_yaml
from dilint.rules.pattern import PatternError, parse
from dilint.rules.schema import ExampleModel, GuardModel, LexiconModel, PatternModel, RuleModel, validate
from dilint.rules.spec import PERSONS, Example, Guard, Lexicon, Party, Pattern, Rule, Ruleset
from dilint.rules.token_schema import OPTIONAL

_MARK = re.compile(r"\[\[|\]\]")

Loc = tuple[str | int, ...]


def build(contents: Sequence[tuple[str, bytes]], digest: str) -> Ruleset:
    """Compile files, given as (path to show, bytes). Raises `RuleError` with every mistake of every file."""
    problems: list[Problem] = []
    lexicons: list[tuple[LexiconModel, Source]] = []
    models: list[tuple[RuleModel, Source]] = []
    for shown, data in contents:
        try:
            source = parse_yaml(shown, data)
        except RuleError as error:
            problems += error.problems
            continue
        part = _lexicon_part(shown)
        if not part and Path(shown).parent.name == "lexicon":
            known = sorted(LexiconModel.model_fields)
            message = f"нет такого словаря{hint(Path(shown).stem, known)}; бывает: {', '.join(known)}"
            problems.append(Problem(shown, 0, 0, message))
            continue
        model, found = validate(LexiconModel if part else RuleModel, source, under=part)
        problems += found
        if isinstance(model, LexiconModel):
            lexicons.append((model, source))
        elif isinstance(model, RuleModel):
            models.append((model, source))
    words = _lexicon(lexicons, problems)
    built = [(_rule(model, source, words, problems), source) for model, source in models]
    problems += _clashes(built)
    if problems:
        raise RuleError(problems)
    rules = tuple(sorted((rule for rule, _ in built), key=lambda rule: rule.code))
    table = compile_table(words, rules)
    return Ruleset(rules, words, digest, table, compile_index(rules, table))


def _lexicon_part(shown: str) -> str:
    """`classes`, `frames`, … for a file of a lexicon folder, else nothing."""
    path = Path(shown)
    return path.stem if path.parent.name == "lexicon" and path.stem in LexiconModel.model_fields else ""


def _lexicon(parts: Sequence[tuple[LexiconModel, Source]], problems: list[Problem]) -> Lexicon:
    """Merge lexicon files; a later file adds members to a class that an earlier one has."""
    classes: dict[str, tuple[str, ...]] = {}
    frames: dict[str, Mapping[str, str]] = {}
    parties: dict[Any, tuple[str, ...]] = {}
    for model, _ in parts:
        for name, members in model.classes.items():
            classes[name] = tuple(dict.fromkeys([*classes.get(name, ()), *members]))
        for party, words in model.parties.items():
            parties[party] = tuple(dict.fromkeys([*parties.get(party, ()), *words]))
        frames |= {name: dict(frame) for name, frame in model.frames.items()}
    names = _names(classes)
    guards: dict[str, Guard] = {}
    for model, source in parts:
        problems += [
            source.problem((name,), f"неизвестный класс «{name}»{hint(name, sorted(classes))}", key=True)
            for name in model.frames
            if name not in classes
        ]
        for name, guard in model.guards.items():
            guards[name] = _guard(name, guard, source, (name,), names, problems)
    return Lexicon(classes, frames, parties, guards)


def _names(classes: Iterable[str]) -> frozenset[str]:
    """What a pattern may name: classes, the parties as classes of their names, and persons."""
    return frozenset((*classes, *get_args(Party), *PERSONS))


def _rule(model: RuleModel, source: Source, words: Lexicon, problems: list[Problem]) -> Rule:
    classes = _names(words.classes)
    unless = [
        _guard(f"{model.name}:{i + 1}", guard, source, ("unless", i), classes, problems)
        for i, guard in enumerate(model.unless)
    ]
    for i, pattern in enumerate(model.tokens):
        if all(token.OP and OPTIONAL.fullmatch(token.OP) for token in pattern):
            problems.append(source.problem(("token_pattern", i), "ни одно слово образца не обязательно"))
    for key in ("message", "requirement", "suggestion"):
        problems += _template(getattr(model, key), source, key, known=not model.check)
    for i, name in enumerate(model.guards):
        if name not in words.guards:
            message = f"неизвестная оговорка «{name}»{hint(name, sorted(words.guards))}"
            problems.append(source.problem(("guards", i), message))
    return Rule(
        code=model.code,
        name=model.name,
        title=model.title,
        family=model.family,
        severity=Severity.parse(model.severity),
        basis=tuple(
            Basis(b.act, b.unit, b.origin, b.status, _date(b.since), _date(b.until), b.gist) for b in model.basis
        ),
        essence=model.essence,
        message=model.message,
        requirement=model.requirement,
        suggestion=model.suggestion,
        was=tuple(model.was),
        contested=model.contested,
        exceptions=model.exceptions,
        scope=tuple(model.scope),
        patterns=(
            *_patterns(model.match, source, ("match",), classes, problems),
            *_patterns(model.trigger, source, ("trigger",), classes, problems),
        ),
        unless=tuple(unless),
        guards=tuple(model.guards),
        yields_to=tuple(model.yields_to),
        check=model.check,
        params=PREPARE.get(model.check, dict)(model.params),
        tokens=tuple(tuple(token.plain() for token in pattern) for pattern in model.tokens),
        bad=_examples(model.examples.bad, source, "bad", problems),
        good=_examples(model.examples.good, source, "good", problems),
        path=source.path,
    )


def _template(text: str, source: Source, key: str, known: bool) -> Iterator[Problem]:
    """Mistakes in the braces of a text. `known`: only {match} can be filled in; a check has captures of its own."""
    try:
        fields = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    except ValueError:
        yield source.problem((key,), "фигурные скобки не сходятся; сама скобка пишется дважды: {{")
        return
    for field in fields:
        if not field.isidentifier() or (known and field != "match"):
            yield source.problem((key,), f"«{{{field}}}» нечем заполнить; есть {{match}} — найденные слова")


def _clashes(pairs: Sequence[tuple[Rule, Source]]) -> list[Problem]:
    """Codes and names used twice, and references to rules and checks that do not exist."""
    problems: list[Problem] = []
    owners: dict[str, Rule] = {}
    for built, source in pairs:
        places: list[tuple[Loc, str]] = [(("code",), built.code), (("name",), built.name)]
        places += [(("was", i), old) for i, old in enumerate(built.was)]
        for loc, word in places:
            if word in owners:
                problems.append(source.problem(loc, f"«{word}» уже занято: {owners[word].path}"))
            owners.setdefault(word, built)
    names = sorted(built.name for built, _ in pairs)
    for built, source in pairs:
        for i, other in enumerate(built.yields_to):
            if other not in names:
                message = f"нет правила «{other}»{hint(other, names)}"
                problems.append(source.problem(("yields_to", i), message))
        if built.check and built.check not in CHECKS:
            message = f"нет проверки «{built.check}»{hint(built.check, sorted(CHECKS))}"
            problems.append(source.problem(("check",), message))
    return problems


def cut(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Text without its `[[ ]]`, and what stood in them. Raises `ValueError`."""
    spans: list[tuple[int, int]] = []
    parts: list[str] = []
    length = last = 0
    start: int | None = None
    for match in _MARK.finditer(text):
        parts.append(text[last : match.start()])
        length += match.start() - last
        last = match.end()
        if (match.group() == "[[") == (start is not None):
            raise ValueError("скобки [[ ]] не сходятся")
        if start is None:
            start = length
        else:
            spans.append((start, length))
            start = None
    if start is not None:
        raise ValueError("скобки [[ ]] не сходятся")
    return "".join([*parts, text[last:]]), tuple(spans)


def _examples(
    models: Sequence[ExampleModel], source: Source, verdict: str, problems: list[Problem]
) -> tuple[Example, ...]:
    result: list[Example] = []
    for i, model in enumerate(models):
        loc: Loc = ("examples", verdict, i)
        try:
            text, spans = cut("\n".join(model.document) or model.text)
        except ValueError as error:
            problems.append(source.problem(loc, str(error)))
            continue
        if verdict == "good" and spans:
            problems.append(source.problem(loc, "в хорошем примере нечего отмечать: уберите [[ ]]"))
        if verdict == "bad" and model.text and not spans:
            problems.append(source.problem(loc, "отметьте в примере нарушение: [[…]]"))
        lines = tuple(text.split("\n")) if model.document else ()
        text = "" if model.document else text
        result.append(Example(text, spans, model.section, model.position, model.lead_in, lines, model.note))
    return tuple(result)


def _guard(
    name: str, model: GuardModel, source: Source, loc: Loc, classes: Collection[str], problems: list[Problem]
) -> Guard:
    patterns = _patterns(model.match, source, (*loc, "match"), classes, problems)
    severity = Severity.parse(model.severity) if model.severity else None
    return Guard(name, model.reason, patterns, severity)


def _patterns(
    models: Sequence[PatternModel], source: Source, loc: Loc, classes: Collection[str], problems: list[Problem]
) -> tuple[Pattern, ...]:
    result: list[Pattern] = []
    for i, model in enumerate(models):
        try:
            result.append(parse(model.pattern, classes, name=model.name))
        except PatternError as error:
            problems.append(source.problem((*loc, i, "pattern"), str(error), shift=error.column))
    return tuple(result)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
