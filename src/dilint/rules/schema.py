"""The schema of a rule file and of the lexicon (pydantic), and its errors in Russian.

Only the loader imports this module, and only when the compiled rules are out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    model_validator,
)

from dilint.model import Origin, SectionKind, SourceStatus
from dilint.rules.errors import Problem, hint
from dilint.rules.locate import Source, typed
from dilint.rules.locate import value as plain
from dilint.rules.token_schema import TokenModel

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
    """The JSON schema of what may also be written as a string."""
    about: dict[str, Any] = {key: schema.pop(key) for key in ("description", "default") if key in schema}
    other = dict(schema)
    schema.clear()
    schema.update(anyOf=[{"type": "string"}, other])
    schema.update(about)


def _listed(data: Any) -> Any:
    return [data] if isinstance(data, str) else data


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BasisModel(Strict):
    """Норма, на которую опирается правило."""

    act: Text = Field(description="акт: «ТК РФ», «ГОСТ Р 7.0.97-2016»")
    unit: str = Field(default="", description="статья, часть, пункт: «ст. 192 ч. 1»")
    origin: Origin = Field(
        default="law",
        description="чьё это требование: law закон, bylaw подзаконный акт, standard стандарт, "
        "position разъяснение органа или суда, custom обычай",
    )
    status: SourceStatus = Field(description="verified сверено с источником, recalled по памяти")
    since: IsoDate | None = Field(default=None, alias="from", description="с какой даты действует, ГГГГ-ММ-ДД")
    until: IsoDate | None = Field(default=None, alias="to", description="по какую дату действует, ГГГГ-ММ-ДД")
    gist: str = Field(default="", description="суть нормы своими словами")


class PatternModel(Strict):
    """Образец; строка — образец без названия."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_or_text)
    pattern: Text = Field(description="классы слов и слова в кавычках, которые должны найтись в одном предложении")
    name: str = Field(default="", description="название образца для сообщений")

    @model_validator(mode="before")
    @classmethod
    def _string(cls, data: Any) -> Any:
        return {"pattern": data} if isinstance(data, str) else data


class GuardModel(Strict):
    """Оговорка: при каких словах правило молчит или говорит мягче."""

    reason: Text = Field(description="почему правило молчит; видно по --show-suppressed")
    match: Annotated[list[PatternModel], Field(min_length=1)] = Field(description="образцы оговорки, хватает одного")
    severity: SeverityWord | None = Field(default=None, description="не молчать, а снизить важность до этой")


class ExampleModel(Strict):
    """Пример: пункт или строки документа; строка — пункт из раздела об ответственности."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_or_text)
    text: str = Field(default="", description="пункт; в плохом примере нарушение отмечено [[скобками]]")
    section: SectionKind = Field(default="responsibility", description="раздел, в котором стоит пункт")
    position: str = Field(default="", description="должность, для которой написана инструкция")
    lead_in: str = Field(default="", description="вводная строка, которую продолжает пункт: «Работник отвечает за:»")
    document: list[str] = Field(default=[], description="строки целого документа, «# …» — заголовок; вместо text")
    note: str = Field(default="", description="чем пример похож на обратное и почему всё же не оно")

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
    """Примеры правила: они же его тесты."""

    bad: Annotated[list[ExampleModel], Field(min_length=3)] = Field(description="правило должно найти отмеченное")
    good: Annotated[list[ExampleModel], Field(min_length=3)] = Field(description="правило должно молчать")


def _form(data: Any) -> str:
    """Whether a token pattern is one list of words or a list of such lists."""
    return "many" if isinstance(data, list) and data and isinstance(data[0], list) else "one"


Tokens = Annotated[list[TokenModel], Field(min_length=1)]


class RuleModel(Strict):
    """Файл правила dilint: норма, объяснение, способ поиска (match, token_pattern или check) и примеры."""

    code: Annotated[str, Field(pattern=CODE)] = Field(description="буква семейства и три цифры; не меняется никогда")
    name: Name = Field(description="имя: латинские строчные буквы, цифры, дефисы")
    was: list[str] = Field(default=[], description="прежние имена, остаются годными в настройках")
    title: Text = Field(description="название, одна строка")
    family: Identifier = Field(
        description="семейство: structure, approval, general, duties, rights, liability, … или своё"
    )
    severity: SeverityWord = Field(description="error противоречит закону, warning дефект или спор, note совет")
    basis: Annotated[list[BasisModel], Field(min_length=1)] = Field(description="нормы, на которые опирается правило")
    essence: Text = Field(description="суть нарушения в одной-двух фразах")
    message: Text = Field(description="что видит читатель; {match} — найденные слова")
    requirement: Text = Field(description="чего требует норма")
    suggestion: Text = Field(description="как написать правильно")
    contested: str = Field(default="", description="о чём спорят юристы и суды")
    exceptions: str = Field(default="", description="когда такое законно")
    scope: list[SectionKind] = Field(default=[], description="разделы, где действует правило; пусто — все")
    match: list[PatternModel] = Field(default=[], description="образцы, хватает одного")
    token_pattern: (
        Annotated[
            Annotated[Tokens, Tag("one")] | Annotated[list[Tokens], Tag("many")],
            Discriminator(_form),
        ]
        | None
    ) = Field(default=None, description="образец в записи spaCy Matcher: список слов, или список таких списков")
    trigger: Annotated[list[PatternModel], BeforeValidator(_listed)] = Field(
        default=[],
        description="только с token_pattern: что должно быть в предложении, чтобы искать в нём; образец или список",
        json_schema_extra=_or_text,
    )
    unless: list[GuardModel] = Field(default=[], description="оговорки правила")
    guards: list[Identifier] = Field(default=[], description="общие оговорки из lexicon/guards.yaml")
    yields_to: list[Name] = Field(default=[], description="более точные правила: на одном пункте остаётся их находка")
    check: str = Field(default="", description="готовая проверка документа вместо образцов")
    params: dict[str, Anything] = Field(default={}, description="настройки проверки check")
    examples: ExamplesModel = Field(description="примеры, не меньше трёх плохих и трёх хороших")

    @model_validator(mode="after")
    def _way(self) -> RuleModel:
        ways = bool(self.match) + bool(self.check) + bool(self.token_pattern)
        if ways != 1:
            raise ValueError("правило ищет одним из способов: match, token_pattern или check")
        if self.params and not self.check:
            raise ValueError("params имеют смысл только вместе с check")
        if bool(self.trigger) != bool(self.token_pattern):
            raise ValueError("token_pattern и trigger пишутся вместе: trigger — слова, без которых искать незачем")
        return self

    @property
    def tokens(self) -> list[list[TokenModel]]:
        """The token patterns, whichever way they were written."""
        found: list[Any] = self.token_pattern or []
        return found if found and isinstance(found[0], list) else [found] if found else []


class LexiconModel(Strict):
    """The four files of rules/lexicon as one mapping, file stem → content."""

    classes: dict[Identifier, Annotated[list[Text], Field(min_length=1)]] = {}
    frames: dict[Identifier, dict[str, str]] = {}
    parties: dict[Literal["employee", "employer", "third", "state", "thing", "boss"], list[Text]] = {}
    guards: dict[Identifier, GuardModel] = {}


def json_schema() -> dict[str, Any]:
    """JSON Schema of a rule file, for editors. Titles made from the names of keys would only stand in the way."""
    schema: dict[str, Any] = _untitled(RuleModel.model_json_schema(by_alias=True))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": RuleModel.__name__, **schema}


def _untitled(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: _untitled(v) for k, v in schema.items() if not (k == "title" and isinstance(v, str))}
    return [_untitled(item) for item in schema] if isinstance(schema, list) else schema


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
