"""dilint.toml or [tool.dilint] in pyproject.toml: found upwards from the working directory, strict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast

from dilint.rules.context import Facts
from dilint.rules.spec import Rule, Ruleset

FAIL_ON = ("error", "warning", "note", "never")
_KEYS = ("select", "ignore", "fail-on", "rules", "acknowledgement")


class ConfigError(Exception):
    """Configuration that cannot be used; `str(error)` is one Russian line."""


@dataclass(frozen=True, slots=True)
class Config:
    """`select` empty: all rules. Both lists hold codes, names, code prefixes or families. `path` is the file read."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Literal["error", "warning", "note", "never"] = "warning"
    rules: tuple[Path, ...] = ()
    facts: Facts = field(default_factory=Facts)
    path: Path | None = None


def find_config(start: Path, named: Path | None = None) -> Config:
    """The named file, else the nearest one upwards, else defaults. Raises `ConfigError`."""
    if named is not None:
        return _read(named)
    for folder in (start.resolve(), *start.resolve().parents):
        own = folder / "dilint.toml"
        if own.is_file():
            return _read(own)
        project = folder / "pyproject.toml"
        if project.is_file() and "tool.dilint" in project.read_text(encoding="utf-8", errors="replace"):
            return _read(project)
    return Config()


def _read(path: Path) -> Config:
    import tomllib

    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: файл настроек не читается") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: ошибка в TOML: {error}") from error
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("dilint", {})
    for key in data:
        if key not in _KEYS:
            raise ConfigError(f"{path}: неизвестный ключ «{key}»; есть {', '.join(_KEYS)}")
    return Config(
        _words(path, data, "select"),
        _words(path, data, "ignore"),
        cast(Literal["error", "warning", "note", "never"], _choice(path, data, "fail-on", FAIL_ON, "warning")),
        tuple(path.parent / folder for folder in _words(path, data, "rules")),
        Facts(
            cast(
                Literal["document", "journal", "electronic"] | None,
                _choice(path, data, "acknowledgement", ("document", "journal", "electronic"), None),
            )
        ),
        path,
    )


def _words(path: Path, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}: «{key}» — это список строк")
    return tuple(value)


def _choice(path: Path, data: Mapping[str, Any], key: str, allowed: Sequence[str], default: str | None) -> str | None:
    value = data.get(key, default)
    if value is not None and value not in allowed:
        raise ConfigError(f"{path}: «{key}» может быть {', '.join(allowed)}")
    return cast("str | None", value)


def chosen(ruleset: Ruleset, select: Sequence[str], ignore: Sequence[str]) -> Ruleset:
    """The rules that are on. A selector that fits no rule is an error: it would read like a clean document."""
    select, ignore = _split(select), _split(ignore)
    for word in (*select, *ignore):
        if not any(_fits(rule, word) for rule in ruleset.rules):
            raise ConfigError(f"нет правила, семейства или начала кода «{word}»")
    rules = tuple(rule for rule in ruleset.rules if why_off(rule, select, ignore) is None)
    digest = (
        ruleset.digest if len(rules) == len(ruleset.rules) else ruleset.digest + "/" + ",".join(r.code for r in rules)
    )
    return replace(ruleset, rules=rules, digest=digest)


def why_off(rule: Rule, select: Sequence[str], ignore: Sequence[str]) -> str | None:
    """What switches a rule off, as the configuration writes it, or None where it is on."""
    word = next((word for word in _split(ignore) if _fits(rule, word)), None)
    if word is not None:
        return f"ignore «{word}»"
    on = not select or any(_fits(rule, word) for word in _split(select))
    return None if on else "нет в select"


def _split(words: Sequence[str]) -> tuple[str, ...]:
    """«L101,L306» is two selectors."""
    return tuple(word.strip() for item in words for word in item.split(",") if word.strip())


def _fits(rule: Rule, word: str) -> bool:
    lowered = word.lower()
    return lowered in (rule.name, rule.family, *rule.was) or rule.code.lower().startswith(lowered)
