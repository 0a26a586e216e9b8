"""The JSON Schema for editors: every key described in Russian, every rule file valid by it, mistakes not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dilint.rules.load import builtin_folder
from dilint.rules.locate import read, value
from dilint.rules.schema import json_schema
from dilint.rules.skeleton import skeleton
from tests.rules.test_tokens import RULE as TOKEN_RULE

SCHEMA = json_schema()
FILES = sorted(p for p in builtin_folder().glob("*/*.yaml") if p.parent.name != "lexicon")
TYPES = {"string": str, "array": list, "object": dict, "null": type(None), "boolean": bool, "integer": int}


def faults(data: Any, schema: dict[str, Any], where: str = "") -> Iterator[str]:
    """What is wrong by the part of JSON Schema that is used here; an unknown keyword is an error of the test."""
    unknown = set(schema) - {
        "$ref", "$defs", "$schema", "title", "description", "default", "format", "type", "enum", "pattern", "minLength",
        "items", "minItems", "properties", "required", "additionalProperties", "anyOf", "oneOf",
    }  # fmt: skip
    assert not unknown, unknown
    if "$ref" in schema:
        yield from faults(data, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], where)
    for key, least, most in (("anyOf", 1, 99), ("oneOf", 1, 1)):
        if key in schema and not least <= sum(not [*faults(data, s, where)] for s in schema[key]) <= most:
            yield f"{where}: {key}"
    types = schema.get("type", [])
    if types and not isinstance(data, tuple(TYPES[t] for t in ([types] if isinstance(types, str) else types))):
        yield f"{where}: type"
        return
    if "enum" in schema and data not in schema["enum"]:
        yield f"{where}: enum"
    if isinstance(data, str):
        if len(data) < schema.get("minLength", 0) or not re.search(schema.get("pattern", ""), data):
            yield f"{where}: {data!r}"
    elif isinstance(data, list):
        if len(data) < schema.get("minItems", 0):
            yield f"{where}: too few"
        for n, item in enumerate(data):
            yield from faults(item, schema.get("items", {}), f"{where}/{n}")
    elif isinstance(data, dict):
        known = schema.get("properties", {})
        more = schema.get("additionalProperties", True)
        yield from (f"{where}: no {key}" for key in schema.get("required", ()) if key not in data)
        for key, item in data.items():
            if key in known or isinstance(more, dict):
                yield from faults(item, known.get(key, more), f"{where}/{key}")
            elif not more:
                yield f"{where}: unknown {key}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_rule_file_is_valid(path: Path) -> None:
    assert list(faults(value(read(path, path.name).root), SCHEMA)) == []


def written(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "rule.yaml"
    path.write_text(text, encoding="utf-8")
    return list(faults(value(read(path, "rule.yaml").root), SCHEMA))


def test_skeleton_and_token_rules_are_valid_and_mistakes_are_not(tmp_path: Path) -> None:
    assert written(tmp_path, skeleton("own-tea", "own", "O901", Path("own-tea.yaml"))) == []
    assert written(tmp_path, TOKEN_RULE) == []
    for old, new in [("{LEMMA: жетон}", "{LEMA: жетон}"), ("severity: error", "severity: bad"), ("title: ", "tilte: "),
                     ("trigger: \"'жетон'\"", "trigger: {a: b}"), ("from: 2002-02-01", "since: 2002-02-01")]:  # fmt: skip
        assert written(tmp_path, TOKEN_RULE.replace(old, new, 1)), new


def test_every_key_is_described_in_russian() -> None:
    def described(schema: Any) -> Iterator[tuple[str, str]]:
        if isinstance(schema, dict):
            for key, item in schema.get("properties", {}).items():
                yield key, item.get("description", "")
            for key, item in schema.items():
                if key != "extension" and not (key == "properties" and "lemmas" in item):
                    yield from described(item)
        elif isinstance(schema, list):
            for item in schema:
                yield from described(item)

    predicates = {"IN", "NOT_IN", "INTERSECTS", "IS_SUBSET", "IS_SUPERSET", "REGEX", "FUZZY", "lemmas"}
    predicates |= {"==", "!=", ">=", "<=", ">", "<"}
    keys = {key: text for key, text in described(SCHEMA) if key not in predicates}
    assert {"code", "match", "token_pattern", "lead_in", "LEMMA", "_", "from"} <= set(keys)
    assert [key for key, text in keys.items() if not re.search("[а-я]{3}", text)] == []
