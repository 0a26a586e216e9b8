"""Shared paths: the samples are built once a session, into a temporary folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(ROOT / "samples" / "build.py"), str(folder)], check=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def compiled_rules() -> None:
    """Compile the rules once, before any process is started that would do it again."""
    from dilint.rules.load import load

    load()
