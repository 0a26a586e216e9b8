"""Legacy formats through an installed LibreOffice: an own profile, a time limit, the process group killed.

A start of LibreOffice takes about a second and a file a tenth of that, so files are converted in batches.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from dilint.docx.package import read_bytes, sniff
from dilint.model import Unreadable

TIMEOUT = 120  # seconds for one call; a batch has `BATCH_TIMEOUT` for each of its files besides
BATCH_TIMEOUT = 10
BATCH = 40  # files in one call
_SUFFIXES = {"ole": "doc", "rtf": "rtf", "odt": "odt"}


def legacy(file: Path) -> str | None:
    """ "doc", "rtf" or "odt" by a file's content, None for any other. Raises `Unreadable`."""
    return _SUFFIXES.get(sniff(read_bytes(file)))


class Conversions:
    """Copies in .docx of the legacy ones among `files`, made batch by batch when they are asked for.

    A context manager: the copies are gone when it is left.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._waiting = list(dict.fromkeys(files))
        self._copies: dict[Path, Path | Unreadable] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="dilint-")

    def __enter__(self) -> Conversions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def docx(self, file: Path) -> Path:
        """The copy of a legacy file. Raises `Unreadable`."""
        if file not in self._copies:
            self._convert(self._batch(file))
        copy = self._copies[file]
        if isinstance(copy, Unreadable):
            raise copy
        return copy

    def _batch(self, file: Path) -> list[Path]:
        """The file and those after it that are legacy ones too."""
        after = self._waiting.index(file) + 1 if file in self._waiting else len(self._waiting)
        batch = [file]
        while after < len(self._waiting) and len(batch) < BATCH:
            other = self._waiting.pop(after)
            if other not in self._copies and _is_legacy(other):
                batch.append(other)
        return batch

    def _convert(self, batch: list[Path]) -> None:
        """Try all at once; those without a copy, one at a time: the others must not suffer from a bad one."""
        soffice = shutil.which("soffice") or shutil.which("libreoffice")
        if soffice is None:
            reason = "файл .{} читается через LibreOffice, а он не установлен: сохраните файл как .docx"
            self._copies |= {file: Unreadable(reason.format(legacy(file))) for file in batch}
            return
        self._call(soffice, batch)
        for file in batch if len(batch) > 1 else ():
            if not isinstance(self._copies[file], Path):
                self._call(soffice, [file])

    def _call(self, soffice: str, group: list[Path]) -> None:
        """One run of soffice, which exits with 0 even when it fails: the files that it made are what counts."""
        folder = Path(tempfile.mkdtemp(dir=self._folder.name))
        sources: dict[Path, Path] = {}
        for number, file in enumerate(group):
            try:
                source = folder / f"{number}.{legacy(file)}"
                source.write_bytes(read_bytes(file))
            except Unreadable as error:  # gone since it was looked at
                self._copies[file] = error
            else:
                sources[file] = source
        profile = (Path(self._folder.name) / "profile").as_uri()
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        limit = TIMEOUT + BATCH_TIMEOUT * (len(group) - 1)
        in_time = _run([*command, "--outdir", str(folder / "out"), *map(str, sources.values())], limit)
        for file, source in sources.items():
            copy = folder / "out" / f"{source.stem}.docx"
            if copy.is_file():
                self._copies[file] = copy
            elif in_time:
                reason = f"LibreOffice не смог открыть файл {source.suffix}: он повреждён или защищён паролем"
                self._copies[file] = Unreadable(reason)
            else:
                self._copies[file] = Unreadable(f"LibreOffice не ответил за {limit} секунд")


def _is_legacy(file: Path) -> bool:
    try:
        return legacy(file) is not None
    except Unreadable:
        return False


def _run(command: list[str], limit: float) -> bool:
    """Whether the command ended within so many seconds; whatever it started is ended with it."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return False
        except BaseException:  # an interrupt from the keyboard does not reach the new session
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return True
