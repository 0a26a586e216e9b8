"""Where text goes: a terminal, through rich, or a pipe, without it (rich costs as much as a whole check)."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from rich.console import Console

Part = str | tuple[str, str]  # text, or text and its style

#: What a terminal would obey: bell, backspace, vertical tab, form feed, carriage return.
_CONTROLS = dict.fromkeys((7, 8, 11, 12, 13))


class Output(Protocol):
    """Lines of styled parts, never wrapped; `width` is that of the terminal in columns."""

    is_terminal: bool
    width: int

    def line(self, *parts: Part) -> None: ...

    def wrapped(self, indent: str, width: int, *parts: Part) -> None: ...


class Plain:
    """A pipe or a file: text without styles."""

    is_terminal = False
    width = 80

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def line(self, *parts: Part) -> None:
        text = "".join(part if isinstance(part, str) else part[0] for part in parts)
        self._stream.write(text.translate(_CONTROLS).expandtabs(8) + "\n")

    def wrapped(self, indent: str, width: int, *parts: Part) -> None:
        self.line(indent, *parts)


class Terminal:
    """A terminal, with colours and the real width."""

    is_terminal = True

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = console.width

    def line(self, *parts: Part) -> None:
        from rich.text import Text

        self.console.print(Text.assemble(*parts), soft_wrap=True)

    def wrapped(self, indent: str, width: int, *parts: Part) -> None:
        from rich.text import Text

        for line in Text.assemble(*parts).wrap(self.console, width):
            self.console.print(Text(indent) + line, soft_wrap=True)


def standard_output() -> Output:
    """Rich where the output is a terminal or is said to be one."""
    if not sys.stdout.isatty() and not os.environ.get("FORCE_COLOR") and not os.environ.get("TTY_COMPATIBLE"):
        return Plain(sys.stdout)
    from rich.console import Console

    console = Console(highlight=False, emoji=False)
    return Terminal(console) if console.is_terminal else Plain(sys.stdout)
