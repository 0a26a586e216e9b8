"""As users install it: the wheel in a fresh environment, and the hook under the real pre-commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from dilint.rules.load import load
from tests.conftest import ROOT
from tests.docx.build import simple


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_carries_the_rules(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    rules = [n for n in names if n.startswith("dilint/_rules/") and n.endswith(".yaml") and "/lexicon/" not in n]
    assert len(rules) == len(load().rules)


def test_wheel_runs_in_a_fresh_environment(wheel: Path, samples: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    env = {**os.environ, "PYTHONPATH": sysconfig.get_paths()["purelib"], "XDG_CACHE_HOME": str(tmp_path / "cache")}
    where = subprocess.run(
        [str(python), "-P", "-c", "import dilint.rules.load as m; print(m.builtin_folder())"],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(home) in where.stdout
    done = subprocess.run(
        [str(python), "-P", "-m", "dilint", "check", str(samples)],
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "L101" in done.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_hook_under_pre_commit(samples: Path, tmp_path: Path) -> None:
    repo = tmp_path / "repo"
    repo.mkdir()
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "-q"], cwd=repo, check=True)
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    own = hook.replace("language: python", "language: system").replace(
        "entry: dilint check", f"entry: {sys.executable} -m dilint check"
    )
    indented = "\n".join("      " + line for line in own.splitlines() if not line.startswith("#"))
    (repo / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: local\n    hooks:\n{indented}\n", encoding="utf-8"
    )
    env = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}

    def run() -> subprocess.CompletedProcess[str]:
        subprocess.run([*git, "add", "-A"], cwd=repo, check=True)
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files"],
            cwd=repo,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    shutil.copy(samples / "good-librarian.docx", repo / "good.docx")
    simple(repo / "letter.docx", "Уважаемые коллеги!", "Просим прислать отчёт.")
    (repo / "~$good.docx").write_bytes(b"lock")
    clean = run()
    assert clean.returncode == 0, clean.stdout + clean.stderr
    shutil.copy(samples / "bad-shop-assistant.docx", repo / "bad.docx")
    failed = run()
    assert failed.returncode == 1
    assert "L101" in failed.stdout
    assert "~$" not in failed.stdout
