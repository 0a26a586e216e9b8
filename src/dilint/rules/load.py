"""Load the built-in rules and the user's: one YAML file a rule, compiled once, kept by the hash of what was read.

The warm path reads the files only to hash them, and imports neither yaml nor pydantic nor pymorphy3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

from dilint import __version__
from dilint.rules.spec import Rule, Ruleset
from dilint.rules.store import cache_folder, load_compiled, save_compiled

_FORMAT = "9"  # of the compiled data; part of the digest
COMPILED = "compiled.bin"


def builtin_folder() -> Path:
    """The rules that dilint ships: inside the wheel, or the repository's own folder."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_rules"
    return shipped if shipped.is_dir() else package.parent.parent / "rules"


def load(folders: Sequence[Path] = ()) -> Ruleset:
    """The built-in rules and those of the user's folders. Raises `RuleError`."""
    contents = [*_builtin_files(), *(item for folder in folders for item in _user_files(folder))]
    digest = _digest(contents)
    kept = cache_folder() / f"rules-{digest}.bin"
    ready = load_compiled(builtin_folder() / COMPILED, digest) or load_compiled(kept, digest)
    if ready is not None:
        return ready
    from dilint.rules.build import build

    ruleset = build(contents, digest)
    save_compiled(kept, digest, ruleset)
    return ruleset


def find_rule(ruleset: Ruleset, name: str) -> Rule | None:
    """A rule by code, name or former name, whatever the case."""
    wanted = name.strip().lower()
    return next(
        (r for r in ruleset.rules if wanted in (r.code.lower(), r.name, *(w.lower() for w in r.was))),
        None,
    )


def _builtin_files() -> list[tuple[str, bytes]]:
    """Families are folders; files beside them are data of the checks (acts, positions), not rules."""
    root = builtin_folder()
    files = ((path, path.relative_to(root)) for path in _yaml(root))
    return [(f"rules/{shown.as_posix()}", path.read_bytes()) for path, shown in files if len(shown.parts) > 1]


def _user_files(folder: Path) -> list[tuple[str, bytes]]:
    from dilint.rules.errors import Problem, RuleError

    if not folder.exists():
        raise RuleError([Problem(str(folder), 0, 0, "такой папки с правилами нет")])
    try:
        return [(str(path), path.read_bytes()) for path in _yaml(folder)]
    except OSError as error:
        raise RuleError([Problem(str(error.filename), 0, 0, "файл не читается")]) from None


def _yaml(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    return sorted(p for p in folder.rglob("*.y*ml") if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))


def _digest(contents: Iterable[tuple[str, bytes]]) -> str:
    state = blake2b(f"{__version__}/{_FORMAT}".encode(), digest_size=12)
    for shown, data in contents:
        state.update(f"\0{shown}\0{len(data)}\0".encode() + data)
    return state.hexdigest()
