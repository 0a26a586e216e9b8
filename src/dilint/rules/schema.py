"""The schema of a rule file and of the lexicon (pydantic), and its errors in Russian.

Only the loader imports this module, and only when the compiled rules are out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from dilint.model import Origin, SectionKind, SourceStatus
from dilint.rules.errors import Problem, hint
from dilint.rules.locate import Source, typed
from dilint.rules.locate import value as plain

CODE = r"^[A-Z]{1,4}[0-9]{3}$"
NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
IDENTIFIER = r"^[a-z][a-z0-9_]*$"


def _iso(text: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise ValueError("нужна дата вида 2025-09-01") from None
    return text


Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=NAME)]
Identifier = Annotated[str, Field(pattern=IDENTIFIER)]
IsoDate = Annotated[str, AfterValidator(_iso), Field(json_schema_extra={"format": "date"})]
SeverityWord = Literal["error", "warning", "note"]
Anything = Annotated[Any, BeforeValidator(typed)]


def _or_text(schema: dict[str, Any]) -> None:
    """The JSON schema of a mapping that may also be written as a string."""
    mapping = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string"}, mapping]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BasisModel(Strict):
    act: Text
    unit: str = ""
    origin: Origin = "law"
    status: SourceStatus
    since: IsoDate | None = Field(default=None, alias="from")
    until: IsoDate | None = Field(default=None, alias="to")
    gist: str = ""


class PatternModel(Strict):
    """A pattern with a name for messages; a bare string is a pattern without one."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_or_text)
    pattern: Text
    name: str = ""

    @model_validator(mode="before")
    @classmethod
    def _string(cls, data: Any) -> Any:
        return {"pattern": data} if isinstance(data, str) else data


class GuardModel(Strict):
    reason: Text
    match: Annotated[list[PatternModel], Field(min_length=1)]
    severity: SeverityWord | None = None


class ExampleModel(Strict):
    """A clause, or the lines of a document; a bare string is a clause."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_or_text)
    text: str = ""
    section: SectionKind = "responsibility"
    position: str = ""
    lead_in: str = ""
    document: list[str] = []
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _string(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _content(self) -> ExampleModel:
        if bool(self.text) == bool(self.document):
            raise ValueError("пример — либо text, либо document")
        return self


class ExamplesModel(Strict):
    bad: Annotated[list[ExampleModel], Field(min_length=3)]
    good: Annotated[list[ExampleModel], Field(min_length=3)]


class RuleModel(Strict):
    """One rule file."""

    code: Annotated[str, Field(pattern=CODE)]
    name: Name
    was: list[str] = []
    title: Text
    family: Identifier
    severity: SeverityWord
    basis: Annotated[list[BasisModel], Field(min_length=1)]
    essence: Text
    message: Text
    requirement: Text
    suggestion: Text
    contested: str = ""
    exceptions: str = ""
    scope: list[SectionKind] = []
    match: list[PatternModel] = []
    unless: list[GuardModel] = []
    guards: list[Identifier] = []
    yields_to: list[Name] = []
    check: str = ""
    params: dict[str, Anything] = {}
    examples: ExamplesModel

    @model_validator(mode="after")
    def _way(self) -> RuleModel:
        ways = bool(self.match) + bool(self.check)
        if ways != 1:
            raise ValueError("правило ищет одним из способов: match или check")
        if self.params and not self.check:
            raise ValueError("params имеют смысл только вместе с check")
        return self


class LexiconModel(Strict):
    """The four files of rules/lexicon as one mapping, file stem → content."""

    classes: dict[Identifier, Annotated[list[Text], Field(min_length=1)]] = {}
    frames: dict[Identifier, dict[str, str]] = {}
    parties: dict[Literal["employee", "employer", "third", "state", "thing"], list[Text]] = {}
    guards: dict[Identifier, GuardModel] = {}


def json_schema() -> dict[str, Any]:
    """JSON Schema of a rule file, for editors."""
    return RuleModel.model_json_schema(by_alias=True)


def validate(model: type[BaseModel], source: Source, *, under: str = "") -> tuple[Any, list[Problem]]:
    """(model, []) or (None, problems). `under` puts the file's root below that key of the model."""
    data = plain(source.root)
    try:
        return model.model_validate({under: data} if under else data), []
    except ValidationError as error:
        known = _keys(model)
        problems = [_problem(source, dict(e), known, bool(under)) for e in error.errors()]
        return None, sorted(problems, key=lambda p: (p.line, p.column))


def _problem(source: Source, error: Mapping[str, Any], known: list[str], nested: bool) -> Problem:
    loc = error["loc"][1:] if nested else error["loc"]
    kind = error["type"]
    key = kind == "extra_forbidden" or "[key]" in loc
    return source.problem([part for part in loc if part != "[key]"], _russian(error, known), key=key)


def _russian(error: Mapping[str, Any], known: list[str]) -> str:
    context, loc = error.get("ctx", {}), error["loc"]
    name = next((str(part) for part in reversed(loc) if isinstance(part, str) and part != "[key]"), "")
    match error["type"]:
        case "missing":
            return f"нет обязательного ключа «{name}»"
        case "extra_forbidden":
            return f"неизвестный ключ «{name}»{hint(name, known)}"
        case "string_type":
            return f"«{name}» должно быть строкой"
        case "list_type":
            return f"«{name}» должно быть списком"
        case "dict_type" | "model_type" | "model_attributes_type":
            return (
                f"«{name}» должно быть набором «ключ: значение»"
                if name
                else "файл должен быть набором «ключ: значение»"
            )
        case "literal_error":
            words = re.findall(r"'([^']*)'", str(context["expected"]))
            got = str(error["input"])
            return f"недопустимое значение «{got}»{hint(got, words)}; бывает: {', '.join(words)}"
        case "string_too_short":
            return f"«{name}» не может быть пустым"
        case "too_short":
            return f"в «{name}» нужно не меньше {context['min_length']}, есть {context['actual_length']}"
        case "string_pattern_mismatch":
            return f"«{error['input']}» не подходит: {_SHAPES.get(context['pattern'], 'неверный вид')}"
        case "value_error":
            return str(context["error"])
    return f"недопустимое значение «{name}»"


_SHAPES = {
    CODE: "нужна буква семейства и три цифры, например L101",
    NAME: "нужны латинские строчные буквы, цифры и дефисы, например liab-monetary-fine",
    IDENTIFIER: "нужны латинские строчные буквы, цифры и _",
}


def _keys(model: type[BaseModel]) -> list[str]:
    """Keys of a model and of the models inside it, for «возможно, …»."""
    return sorted(set(_walk(model, set())))


def _walk(annotation: Any, seen: set[Any]) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in seen:
        seen.add(annotation)
        for key, field in annotation.model_fields.items():
            yield field.alias or key
            yield from _walk(field.annotation, seen)
    for argument in get_args(annotation):
        yield from _walk(argument, seen)
