"""YAML as a tree that knows where everything stands, and no more than rule files need.

Every scalar is text: `да`, `1.10`, `2024-01-01` and `null` mean what is written. Refused are
duplicate keys, anchors and aliases, tags and keys that are not words: each of them has silently
changed the meaning of somebody's rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dilint.rules.errors import Problem, RuleError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD_TAG = "tag:yaml.org,2002:"
#: What libyaml says, in Russian. Anything else is reported as a mistake of YAML's syntax.
_SYNTAX = {
    "mapping values are not allowed": "двоеточие с пробелом внутри значения: возьмите значение в кавычки",
    "could not find expected ':'": "после ключа нет двоеточия",
    "did not find expected key": "ожидается ключ: проверьте отступ и кавычки",
    "did not find expected '-' indicator": "ожидается «-»: проверьте отступ и кавычки",
    "did not find expected ',' or ']'": "список в скобках не закрыт",
    "did not find expected ',' or '}'": "скобка { не закрыта",
    "found unexpected end of stream": "кавычка не закрыта",
    "found character that cannot start any token": "значение начинается со знака, который нужно взять в кавычки",
    "found a tab character": "отступ сделан табуляцией, нужны пробелы",
    "expected a single document": "в файле больше одного документа YAML (---)",
    "found undefined alias": "«*» означает ссылку: возьмите значение в кавычки",
    "block sequence entries are not allowed": "здесь не может начинаться список: проверьте отступ",
}


class Plain(str):
    """A scalar written without quotes: `typed` may read it as a number or a truth value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file. `path` is the path as shown to the user."""

    path: str
    lines: tuple[str, ...]
    root: Any  # yaml.Node

    def problem(self, loc: Sequence[str | int], message: str, *, shift: int = 0, key: bool = False) -> Problem:
        """A problem at `loc`: keys and indices from the root, as pydantic names them.

        Parts of `loc` that are not in the file are passed over, so that a missing key points at
        its mapping. `shift` is an offset into a scalar's text; `key` points at the key itself.
        """
        node = self.root
        for i, part in enumerate(loc):
            found = _child(node, part)
            if found is not None:
                node = found[0] if key and i == len(loc) - 1 else found[1]
        return self._at(node, message, shift)

    def _at(self, node: Any, message: str, shift: int = 0) -> Problem:
        line, column = node.start_mark.line, node.start_mark.column
        source = self.lines[line] if line < len(self.lines) else ""
        if shift and isinstance(node, yaml.ScalarNode):
            start = source.find(node.value, column)
            # A value folded over several lines or with escapes in it has no column of its own.
            column = start + shift if start >= 0 else column
        return Problem(self.path, line + 1, column + 1, message, source)


def parse(path: str, data: bytes) -> Source:
    """Parse the bytes of a file. Raises `RuleError`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleError([Problem(path, 0, 0, "файл не в кодировке UTF-8")]) from None
    lines = tuple(text.splitlines())
    try:
        root = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = next((v for k, v in _SYNTAX.items() if k in str(error)), "ошибка синтаксиса YAML")
        line, column = (mark.line, mark.column) if mark else (0, 0)
        source = lines[line] if line < len(lines) else ""
        raise RuleError([Problem(path, line + 1, column + 1, message, source)]) from None
    except yaml.YAMLError:
        raise RuleError([Problem(path, 0, 0, "в файле недопустимый знак")]) from None
    if root is None:
        raise RuleError([Problem(path, 0, 0, "файл пуст")])
    source_file = Source(path, lines, root)
    if problems := list(_faults(source_file, root, set())):
        raise RuleError(problems)
    return source_file


def read(path: Path, shown: str) -> Source:
    """Read and parse a file. Raises `RuleError`."""
    try:
        data = path.read_bytes()
    except OSError:
        raise RuleError([Problem(shown, 0, 0, "файл не читается")]) from None
    return parse(shown, data)


def value(node: Any) -> Any:
    """The node as dicts, lists and strings."""
    if isinstance(node, yaml.MappingNode):
        return {str(k.value): value(v) for k, v in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value(item) for item in node.value]
    return node.value if node.style else Plain(node.value)  # plain: "" of libyaml, None of Python's loader


def typed(data: Any) -> Any:
    """`data` of `value` with unquoted whole numbers and true/false read as such."""
    if isinstance(data, dict):
        return {str(k): typed(v) for k, v in data.items()}
    if isinstance(data, list | tuple):
        return tuple(typed(item) for item in data)
    if isinstance(data, Plain):
        if data in ("true", "false"):
            return data == "true"
        return int(data) if re.fullmatch(r"-?\d+", data) else str(data)
    return data


def _faults(source: Source, node: Any, seen: set[int]) -> Iterator[Problem]:
    if id(node) in seen:
        yield source._at(node, "якоря и ссылки (&, *) не поддерживаются")
        return
    seen.add(id(node))
    if not node.tag.startswith(_STANDARD_TAG):
        yield source._at(node, f"тег «{node.tag}» не поддерживается")
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _faults(source, item, seen)
    elif isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield source._at(key, "ключ должен быть словом")
                continue
            if key.value in keys:
                yield source._at(key, f"ключ «{key.value}» повторяется")
            keys.add(key.value)
            yield from _faults(source, item, seen)


def _child(node: Any, part: str | int) -> tuple[Any, Any] | None:
    """(key node, value node) of one step down, None when there is no such step."""
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None
