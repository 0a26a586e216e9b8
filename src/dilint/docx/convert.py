"""Legacy formats through an installed LibreOffice: an own profile, a time limit, the process group killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dilint.model import Unreadable

TIMEOUT = 120  # seconds for one file; a cold start takes about one


@contextmanager
def to_docx(file: Path, suffix: str) -> Iterator[Path]:
    """A .docx copy of `file` in a temporary folder. Raises `Unreadable`.

    soffice exits with 0 even when it fails, so the output file is what is tested.
    """
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise Unreadable(f"файл .{suffix} читается через LibreOffice, а он не установлен: сохраните файл как .docx")
    with tempfile.TemporaryDirectory(prefix="dilint-") as folder:
        source = Path(folder) / f"source.{suffix}"
        shutil.copyfile(file, source)
        out = Path(folder) / "out"
        command = [
            soffice,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            str(out),
            str(source),
        ]
        _run(command)
        converted = out / "source.docx"
        if not converted.is_file():
            raise Unreadable(f"LibreOffice не смог открыть файл .{suffix}: он повреждён или защищён паролем")
        yield converted


def _run(command: list[str]) -> None:
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(TIMEOUT)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            raise Unreadable(f"LibreOffice не ответил за {TIMEOUT} секунд") from error
