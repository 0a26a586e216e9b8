"""One token of a `token_pattern`: spaCy's Matcher syntax, as far as it holds without a trained model.

Checked here and not by spaCy: its import costs a second and its complaints are neither Russian nor placed.
What is compared is the normalised text, so «ё» is folded to «е» in everything that an author writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from dilint.rules.locate import typed

_LISTS = ("IN", "NOT_IN")
_SETS = ("INTERSECTS", "IS_SUBSET", "IS_SUPERSET")
_COMPARE = ("==", "!=", ">=", "<=", ">", "<")
_OPERATOR = re.compile(r"[!?+*]|\{(?:\d+|\d+,\d*|,\d+)\}")
#: Operators under which a token may be missing.
OPTIONAL = re.compile(r"[!?*]|\{0(?:,\d*)?\}|\{,\d+\}")

_WORDS = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **{key: {"type": "array", "items": {"type": "string"}} for key in (*_LISTS, *_SETS)},
                **{key: {"type": "string"} for key in ("REGEX", "FUZZY")},
            },
        },
    ]
}
_NUMBER = {"type": ["integer", "string"]}
_NUMBERS = {
    "anyOf": [
        _NUMBER,
        {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(_COMPARE, _NUMBER)},
    ]
}
_FLAGS = {"enum": [True, False, "true", "false"]}
_OPERATORS = {"type": "string", "pattern": f"^(?:{_OPERATOR.pattern})$"}
_EXTENSIONS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["lemmas"],
    "properties": {
        "lemmas": {
            "type": "object",
            "additionalProperties": False,
            "properties": {key: {"type": "array", "items": {"type": "string"}} for key in _SETS},
        }
    },
}


def _fold(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("нужно слово или набор вида {IN: [слово, слово]}")
    return str(value).replace("ё", "е").replace("Ё", "Е")


def _any_word(word: str) -> None:
    """What is compared with the text as it stands may be anything."""


def _lower(word: str) -> None:
    if word != word.lower():
        raise ValueError(f"«{word}» сравнивается со строчными буквами: пишите «{word.lower()}»")


def _lemma(word: str) -> None:
    from dilint.language.morphology import readings

    _lower(word)
    lemmas = [r.lemma for r in readings(word)]
    if re.search("[а-я]", word) and lemmas and word not in lemmas:
        raise ValueError(f"«{word}» — не начальная форма; возможно, «{lemmas[0]}»")


def _words(check: Callable[[str], None], sets: bool = False) -> Callable[[Any], Any]:
    """A validator of a word, or of a mapping from a predicate to words."""

    def one(value: Any) -> str:
        word = _fold(value)
        check(word)
        return word

    def validate(value: Any) -> Any:
        return {key: predicate(key, item) for key, item in value.items()} if isinstance(value, dict) else one(value)

    def predicate(key: str, value: Any) -> Any:
        if key == "REGEX":
            return _regex(value)
        if key == "FUZZY":
            return _fold(value)
        lists = (*_LISTS, *_SETS) if sets else _LISTS
        if key not in lists:
            raise ValueError(f"неизвестное условие «{key}»; есть {', '.join((*lists, 'REGEX', 'FUZZY'))}")
        return _list(key, value, one)

    return validate


def _list(key: str, value: Any, one: Callable[[Any], str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise ValueError(f"{key} — это список слов: {{{key}: [слово, слово]}}")
    return tuple(map(one, value))


def _regex(value: Any) -> str:
    text = _fold(value)
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"ошибка в регулярном выражении, знак {(error.pos or 0) + 1}") from None
    return text


def _length(value: Any) -> Any:
    value = typed(value)
    numbers = value if isinstance(value, dict) else {"==": value}
    for sign, number in numbers.items():
        if sign not in _COMPARE or isinstance(number, bool) or not isinstance(number, int):
            raise ValueError("LENGTH — это число или сравнение вида {'>=': 5}")
    return value


def _flag(value: Any) -> bool:
    value = typed(value)
    if not isinstance(value, bool):
        raise ValueError("здесь бывает true или false")
    return value


def _operator(value: Any) -> str:
    if not isinstance(value, str) or not _OPERATOR.fullmatch(value):
        raise ValueError("OP бывает '!', '?', '+', '*', '{2}', '{2,}', '{,3}', '{1,3}'")
    return str(value)


def _extension(value: Any) -> Any:
    sets = value.get("lemmas") if isinstance(value, dict) and list(value) == ["lemmas"] else None
    if not isinstance(sets, dict) or not sets or any(key not in _SETS for key in sets):
        raise ValueError(
            f"здесь бывает только lemmas с условием {', '.join(_SETS)}: {{lemmas: {{INTERSECTS: [штраф]}}}}"
        )

    def one(item: Any) -> str:
        word = _fold(item)
        _lemma(word)
        return word

    return {"lemmas": {key: _list(key, words, one) for key, words in sets.items()}}


def _field(description: str, schema: dict[str, Any], alias: str | None = None) -> Any:
    """A key that may be missing; what it may hold is for the validators to say, and for the schema to repeat."""
    return Field(default=None, alias=alias, description=description, json_schema_extra=schema)


class TokenModel(BaseModel):
    """Одно слово образца token_pattern: условия на слово и сколько раз оно может встретиться (OP)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ORTH: Any = _field("слово точно как в тексте (без ё, мягких переносов и подмен букв)", _WORDS)
    TEXT: Any = _field("то же, что ORTH", _WORDS)
    NORM: Any = _field("то же, что LOWER", _WORDS)
    LOWER: Any = _field("слово строчными буквами, в этой самой форме", _WORDS)
    LEMMA: Any = _field("начальная форма по вероятнейшему разбору", _WORDS)
    POS: Any = _field("часть речи по вероятнейшему разбору: NOUN, VERB, ADJ, ADP, …", _WORDS)
    MORPH: Any = _field("признаки по вероятнейшему разбору: {IS_SUPERSET: ['Case=Gen']}", _WORDS)
    SHAPE: Any = _field("вид слова: Xxxx, dd, xxxx", _WORDS)
    LENGTH: Any = _field("длина слова: 5 или {'>=': 5}", _NUMBERS)
    IS_ALPHA: Any = _field("только буквы", _FLAGS)
    IS_ASCII: Any = _field("только латиница, цифры и знаки ASCII", _FLAGS)
    IS_DIGIT: Any = _field("только цифры", _FLAGS)
    IS_LOWER: Any = _field("все буквы строчные", _FLAGS)
    IS_UPPER: Any = _field("все буквы прописные", _FLAGS)
    IS_TITLE: Any = _field("первая буква прописная", _FLAGS)
    IS_PUNCT: Any = _field("знак препинания", _FLAGS)
    IS_STOP: Any = _field("служебное слово", _FLAGS)
    LIKE_NUM: Any = _field("число цифрами или словом", _FLAGS)
    OP: Any = _field(
        "сколько раз: '!' ни разу, '?' не больше одного, '+' один и больше, '*' любое, '{1,3}'", _OPERATORS
    )
    extension: Any = _field("все разборы слова: {lemmas: {INTERSECTS: [штраф, пеня]}}", _EXTENSIONS, alias="_")

    _text = field_validator("ORTH", "TEXT", "POS", "SHAPE", mode="before")(_words(_any_word))
    _lower = field_validator("LOWER", "NORM", mode="before")(_words(_lower))
    _lemma = field_validator("LEMMA", mode="before")(_words(_lemma))
    _morph = field_validator("MORPH", mode="before")(_words(_any_word, sets=True))
    _number = field_validator("LENGTH", mode="before")(_length)
    _flags = field_validator(
        "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_STOP", "LIKE_NUM",
        mode="before",
    )(_flag)  # fmt: skip
    _op = field_validator("OP", mode="before")(_operator)
    _sets = field_validator("extension", mode="before")(_extension)

    def plain(self) -> dict[str, Any]:
        """As the Matcher takes it, but for tuples in the place of lists."""
        return self.model_dump(by_alias=True, exclude_none=True)
