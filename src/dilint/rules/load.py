"""Rule files → Ruleset: read strictly, compiled once, kept by the hash of what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dilint import __version__
from dilint.rules.spec import Ruleset
from dilint.rules.store import cache_folder, load_compiled, save_compiled

if TYPE_CHECKING:
    from dilint.rules.errors import Problem
    from dilint.rules.locate import Source
    from dilint.rules.spec import Example, Guard, Lexicon, Pattern, Rule

LEXICON = "lexicon"
LEXICON_FILES = ("classes", "frames", "parties", "guards")
_FORMAT = "4"  # of the compiled data; part of the digest


def builtin_folder() -> Path:
    """The rules that dilint ships: inside the wheel, or the repository's own folder."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_rules"
    return shipped if shipped.is_dir() else package.parent.parent / "rules"


def load(folders: Sequence[Path] = ()) -> Ruleset:
    """The built-in rules and those of the user's folders. Raises `RuleError`."""
    files = [file for folder in (builtin_folder(), *folders) for file in _files(folder)]
    contents = [(file, file.read_bytes()) for file in files]
    digest = _digest(contents)
    compiled = cache_folder() / f"rules-{digest}.bin"
    ready = load_compiled(builtin_folder() / "compiled.bin", digest) or load_compiled(compiled, digest)
    if ready is not None:
        return ready
    ruleset = build(contents, digest)
    save_compiled(compiled, digest, ruleset)
    return ruleset


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*.y*ml") if p.suffix in (".yaml", ".yml") and p.is_file())


def _digest(contents: Iterable[tuple[Path, bytes]]) -> str:
    state = hashlib.blake2b(f"{__version__}/{_FORMAT}".encode(), digest_size=12)
    for file, data in contents:
        state.update(b"\0" + "/".join(file.parts[-3:]).encode() + b"\0" + data)
    return state.hexdigest()


def build(contents: Sequence[tuple[Path, bytes]], digest: str) -> Ruleset:
    """Parse and compile. Imports yaml, pydantic and pymorphy3. Raises `RuleError` with every mistake found."""
    from dilint.rules.compile import compile_table
    from dilint.rules.errors import Problem, RuleError
    from dilint.rules.locate import parse

    problems: list[Problem] = []
    sources: list[Source] = []
    for file, data in contents:
        if _is_data(file):
            continue
        try:
            sources.append(parse(_shown(file), data))
        except RuleError as error:
            problems += error.problems
    lexicon = _lexicon([s for s in sources if Path(s.path).parent.name == LEXICON], problems)
    rules = [
        rule
        for source in sources
        if Path(source.path).parent.name != LEXICON
        and (rule := _rule(source, lexicon, problems)) is not None
    ]
    problems += _conflicts(rules, lexicon)
    if problems:
        raise RuleError(problems)
    rules.sort(key=lambda rule: rule.code)
    return Ruleset(tuple(rules), lexicon, digest, compile_table(lexicon, rules))


def _is_data(file: Path) -> bool:
    """Lists of acts and positions are data of the checks, not rules."""
    return file.stem in ("acts", "repealed-acts", "full-liability-positions")


def _shown(file: Path) -> str:
    parts = file.parts
    start = max((i for i, part in enumerate(parts) if part in ("rules", "_rules")), default=len(parts) - 2)
    return "/".join(parts[start:])


def _lexicon(sources: Sequence[Source], problems: list[Problem]) -> Lexicon:
    from dilint.rules.locate import value
    from dilint.rules.spec import Lexicon

    data: dict[str, dict[str, Any]] = {name: {} for name in LEXICON_FILES}
    guards: list[tuple[Source, str, Any]] = []
    for source in sources:
        kind = Path(source.path).stem
        content = value(source.root)
        if kind not in data or not isinstance(content, dict):
            problems.append(source.problem((), f"в словаре бывают только файлы {', '.join(LEXICON_FILES)}"))
            continue
        for key, item in content.items():
            if kind == "guards":
                guards.append((source, key, item))
            elif kind == "frames":
                data[kind][key] = {str(k): str(v) for k, v in item.items()} if isinstance(item, dict) else {}
            else:
                data[kind][key] = (*data[kind].get(key, ()), *map(str, item))
    names = _class_names(data["classes"])
    found: dict[str, Guard] = {}
    for source, key, item in guards:
        guard = _guard(source, (key,), key, item, names, problems)
        if guard is not None:
            found[key] = guard
    return Lexicon(data["classes"], data["frames"], data["parties"], found)


def _class_names(classes: Mapping[str, Any]) -> frozenset[str]:
    from typing import get_args

    from dilint.rules.spec import Party

    return frozenset((*classes, *get_args(Party)))


def _guard(
    source: Source,
    loc: tuple[str | int, ...],
    name: str,
    item: Any,
    names: frozenset[str],
    problems: list[Problem],
) -> Guard | None:
    from pydantic import ValidationError

    from dilint.model import Severity
    from dilint.rules.schema import GuardModel, explain
    from dilint.rules.spec import Guard

    try:
        model = item if isinstance(item, GuardModel) else GuardModel.model_validate(item)
    except ValidationError as error:
        problems += [source.problem((*loc, *e["loc"]), explain(dict(e))) for e in error.errors()]
        return None
    patterns = _patterns(source, (*loc, "match"), model.match, names, problems)
    return Guard(name, model.reason, patterns, Severity.parse(model.severity) if model.severity else None)


def _patterns(
    source: Source, loc: tuple[str | int, ...], items: Sequence[Any], names: frozenset[str], problems: list[Problem]
) -> tuple[Pattern, ...]:
    from dilint.rules.pattern import PatternError, parse

    result: list[Pattern] = []
    for i, item in enumerate(items):
        text, name = (item, "") if isinstance(item, str) else (item.pattern, item.name)
        try:
            result.append(parse(text, names, name=name))
        except PatternError as error:
            where = (*loc, i) if isinstance(item, str) else (*loc, i, "pattern")
            problems.append(source.problem(where, str(error), shift=error.column))
    return tuple(result)


def _rule(source: Source, lexicon: Lexicon, problems: list[Problem]) -> Rule | None:
    from pydantic import ValidationError

    from dilint.model import Basis, Severity
    from dilint.rules.locate import typed, value
    from dilint.rules.schema import RuleModel, explain
    from dilint.rules.spec import Rule

    content = value(source.root)
    try:
        model = RuleModel.model_validate(content)
    except ValidationError as error:
        for e in error.errors():
            loc = tuple(p for p in e["loc"] if p not in ("str", "PatternModel", "ExampleModel"))
            problems.append(source.problem(loc, explain(dict(e)), key=e["type"] == "extra_forbidden"))
        return None
    names = _class_names(lexicon.classes)
    unless = [
        _guard(source, ("unless", i), f"{model.name}:{i}", item, names, problems)
        for i, item in enumerate(model.unless)
    ]
    for i, guard in enumerate(model.guards):
        if guard not in lexicon.guards:
            problems.append(source.problem(("guards", i), f"в словаре нет оговорки «{guard}»"))
    if not (model.match or model.check or model.token_pattern):
        problems.append(source.problem((), "правило ничего не ищет: нет ни match, ни check, ни token_pattern"))
    return Rule(
        code=model.code,
        name=model.name,
        was=model.was,
        title=model.title,
        family=model.family,
        severity=Severity.parse(model.severity),
        basis=tuple(
            Basis(b.act, b.unit, b.origin, b.status, b.since, b.until, b.gist) for b in model.basis
        ),
        essence=model.essence,
        message=model.message,
        requirement=model.requirement,
        suggestion=model.suggestion,
        contested=model.contested,
        exceptions=model.exceptions,
        scope=model.scope,
        patterns=_patterns(source, ("match",), model.match, names, problems),
        unless=tuple(guard for guard in unless if guard is not None),
        guards=model.guards,
        yields_to=model.yields_to,
        check=model.check,
        params=typed(content.get("params", {})),
        token_patterns=tuple(typed(content.get("token_pattern", []))),
        bad=tuple(_example(e) for e in model.examples.bad),
        good=tuple(_example(e) for e in model.examples.good),
        path=source.path,
    )


def _example(item: Any) -> Example:
    from dilint.rules.schema import ExampleModel
    from dilint.rules.spec import Example

    model = ExampleModel(text=item) if isinstance(item, str) else item
    text, spans = unbracket(model.text)
    return Example(text, spans, model.section, model.position, model.lead_in, model.document, model.note)


def unbracket(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """«Платит [[штраф]].» → the text without the brackets and the spans they stood around."""
    plain, spans, start = "", [], 0
    while (at := text.find("[[", start)) >= 0:
        end = text.find("]]", at)
        if end < 0:
            break
        plain += text[start:at]
        spans.append((len(plain), len(plain) + end - at - 2))
        plain += text[at + 2 : end]
        start = end + 2
    return plain + text[start:], tuple(spans)


def _conflicts(rules: Sequence[Rule], lexicon: Lexicon) -> list[Problem]:
    """Codes and names that are taken twice, and mentions of what does not exist."""
    from dilint.rules.errors import Problem

    problems: list[Problem] = []
    seen: dict[str, Rule] = {}
    for rule in rules:
        for key in (rule.code, rule.name, *rule.was):
            if key in seen and seen[key] is not rule:
                problems.append(Problem(rule.path, 0, 0, f"«{key}» уже занято правилом {seen[key].path}"))
            seen[key] = rule
    for rule in rules:
        for other in rule.yields_to:
            if other not in seen:
                problems.append(Problem(rule.path, 0, 0, f"yields_to: нет правила «{other}»"))
    for name in lexicon.frames:
        if name not in lexicon.classes:
            problems.append(Problem(f"rules/{LEXICON}/frames.yaml", 0, 0, f"нет класса «{name}»"))
    return problems


def find_rule(ruleset: Ruleset, name: str) -> Rule | None:
    """A rule by code, name or former name, whatever the case."""
    wanted = name.strip().lower()
    return next(
        (r for r in ruleset.rules if wanted in (r.code.lower(), r.name, *(w.lower() for w in r.was))),
        None,
    )
