"""The form of a rule file, as pydantic models: strict keys, strict types, one JSON Schema for editors."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Section = Literal["approval", "general", "duties", "rights", "responsibility", "acknowledgement", "other"]
Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class BasisModel(Strict):
    """One unit of law."""

    act: Text
    unit: str = ""
    origin: Literal["law", "bylaw", "standard", "position", "custom"] = "law"
    status: Literal["verified", "recalled"]
    since: date | None = Field(default=None, alias="from")
    until: date | None = Field(default=None, alias="to")
    gist: str = ""


class PatternModel(Strict):
    pattern: Text
    name: str = ""


class GuardModel(Strict):
    """Look-alikes that stay quiet, or weigh less."""

    reason: Text
    match: Annotated[tuple[str | PatternModel, ...], Field(min_length=1)]
    severity: Literal["error", "warning", "note"] | None = None


class ExampleModel(Strict):
    """A clause with [[…]] around what must be found, or the lines of a document."""

    text: str = ""
    document: tuple[str, ...] = ()
    section: Section = "responsibility"
    position: str = ""
    lead_in: str = ""
    note: str = ""


class ExamplesModel(Strict):
    bad: Annotated[tuple[str | ExampleModel, ...], Field(min_length=3)]
    good: Annotated[tuple[str | ExampleModel, ...], Field(min_length=3)]


class RuleModel(Strict):
    """One rule file."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{1,3}\d{3}$")]
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    was: tuple[str, ...] = ()
    title: Text
    family: Text
    severity: Literal["error", "warning", "note"]
    basis: Annotated[tuple[BasisModel, ...], Field(min_length=1)]
    essence: Text
    message: Text
    requirement: Text
    suggestion: Text
    contested: str = ""
    exceptions: str = ""
    scope: tuple[Section, ...] = ()
    match: tuple[str | PatternModel, ...] = ()
    unless: tuple[GuardModel, ...] = ()
    guards: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    check: str = ""
    params: dict[str, Any] = {}
    token_pattern: tuple[dict[str, Any], ...] = ()
    examples: ExamplesModel


#: pydantic's error types in Russian; `{…}` come from the error's context.
MESSAGES = {
    "extra_forbidden": "неизвестный ключ",
    "missing": "нет обязательного ключа",
    "string_type": "ожидается текст",
    "string_too_short": "значение не может быть пустым",
    "string_pattern_mismatch": "значение не подходит под образец {pattern}",
    "literal_error": "допустимы только {expected}",
    "too_short": "нужно не меньше {min_length}, есть {actual_length}",
    "tuple_type": "ожидается список",
    "list_type": "ожидается список",
    "dict_type": "ожидается набор «ключ: значение»",
    "model_type": "ожидается набор «ключ: значение»",
    "date_from_datetime_parsing": "ожидается дата вида 2025-09-01",
    "date_parsing": "ожидается дата вида 2025-09-01",
    "date_type": "ожидается дата вида 2025-09-01",
}


def explain(error: dict[str, Any]) -> str:
    """One pydantic error as a Russian sentence."""
    template = MESSAGES.get(error["type"], "значение не подходит")
    context = {key: str(value).replace(" or ", " или ") for key, value in error.get("ctx", {}).items()}
    return template.format_map({"pattern": "", "expected": "", "min_length": "", "actual_length": "", **context})


def json_schema() -> dict[str, Any]:
    """JSON Schema of a rule file, for editors."""
    return RuleModel.model_json_schema(by_alias=True)
