"""The commands of `dilint rules`."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dilint.cli_common import Exit, chosen_rules, configuration, fail, load_rules, one_of
from dilint.cli_help import Command, Group

if TYPE_CHECKING:
    from dilint.rules.spec import Rule

rules_app = typer.Typer(
    cls=Group,
    help="Правила: список, новое, проверка примеров, схема.",
    epilog="Ключи команды: dilint rules КОМАНДА --help",
    no_args_is_help=True,
)
command = partial(rules_app.command, cls=Command)
Option = partial(typer.Option, show_default=False)

_FORMATS = ("text", "json")
Format = Annotated[str, Option("--format", metavar="ВИД", help="text (так без ключа) или json.")]


@command("list")
def rules_list(
    family: Annotated[list[str] | None, Option("--family", metavar="СЕМЕЙСТВО", help="Только это семейство.")] = None,
    severity: Annotated[
        list[str] | None,
        Option("--severity", metavar="ВАЖНОСТЬ", help="Только этой важности: error, warning или note."),
    ] = None,
    format: Format = "text",
) -> int:
    """Все правила: код, важность, имя, название; у выключенных — чем они выключены."""
    import json

    one_of("--format", format, _FORMATS)
    config = configuration()
    ruleset = load_rules(config.rules)
    chosen_rules(config, None, None)  # a selector that fits no rule is a mistake here too
    families = sorted({rule.family for rule in ruleset.rules})
    for name in family or ():
        one_of("--family", name, families)
    for word in severity or ():
        one_of("--severity", word, ("error", "warning", "note"))
    rules = [
        rule
        for rule in ruleset.rules
        if (not family or rule.family in family) and (not severity or rule.severity.word in severity)
    ]
    rows = [_row(rule, config) for rule in rules]
    if format == "json":
        print(json.dumps({"schema": "dilint.rules/1", "rules": rows}, ensure_ascii=False, indent=1))
        return Exit.CLEAN
    from dilint.report.words import SEVERITIES

    for rule, row in zip(rules, rows, strict=True):
        off = f"  [выключено: {row['off']}]" if row["off"] else ""
        print(f"{rule.code}  {SEVERITIES[rule.severity]:<15} {rule.name:<38} {rule.title}{off}")
    return Exit.CLEAN


def _row(rule: "Rule", config: Any) -> dict[str, Any]:
    from datetime import date

    from dilint.config import why_off
    from dilint.law import in_force

    off = why_off(rule, config.select, config.ignore)
    if off and config.path is not None:
        off = f"{off} ({config.path.name})"
    if not off and rule.basis and not in_force(rule.basis, date.today()):
        off = "нормы сегодня не действуют"
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity.word,
        "title": rule.title,
        "path": rule.path,
        "off": off,
    }


@command("new")
def rules_new(
    name: Annotated[str, typer.Argument(metavar="ИМЯ", help="Имя правила: латинские строчные буквы, цифры, дефисы.")],
    family: Annotated[
        str, Option("--family", metavar="СЕМЕЙСТВО", help="Семейство, готовое или своё; без него — own.")
    ] = "own",
    folder: Annotated[
        Path | None,
        Option("--folder", metavar="ПАПКА", help="Папка правил; без неё — первая из настроек, иначе dilint-rules."),
    ] = None,
) -> int:
    """Начать новое правило: файл с пояснениями, в котором отмечено, что заполнить."""
    import re

    from dilint.rules.errors import hint
    from dilint.rules.load import builtin_folder, find_rule
    from dilint.rules.schema import IDENTIFIER, NAME
    from dilint.rules.skeleton import next_code, skeleton, write_new

    if not re.fullmatch(NAME, name):
        fail(f"имя «{name}» не подходит: нужны латинские строчные буквы, цифры и дефисы, например own-tea-money")
    if not re.fullmatch(IDENTIFIER, family):
        fail(f"--family: «{family}» не подходит: нужны латинские строчные буквы, цифры и _")
    config = configuration()
    where = folder or next((path for path in config.rules if not path.is_file()), Path("dilint-rules"))
    if where.is_file():
        fail(f"--folder: «{where}» — файл, а нужна папка")
    if where.is_relative_to(Path.cwd()):
        where = where.relative_to(Path.cwd())
    built_in = where.resolve().is_relative_to(builtin_folder().resolve())
    known = [path.resolve() for path in config.rules]
    listed = built_in or where.resolve() in known
    ready = [path for path in config.rules if path.exists()]  # the first rule makes its folder
    ruleset = load_rules([*ready, *([where] if where.is_dir() and not listed else [])])
    taken = find_rule(ruleset, name)
    if taken is not None:
        fail(f"имя «{name}» уже занято: {taken.path}")
    path = where / family / f"{name}.yaml" if where.resolve() == builtin_folder().resolve() else where / f"{name}.yaml"
    try:
        code = next_code(ruleset.rules, family, own=not built_in)
        write_new(path, skeleton(name, family, code, path))
    except ValueError as error:
        fail(str(error))
    except FileExistsError:
        fail(f"{path}: такой файл уже есть, он не изменён")
    except OSError as error:
        fail(f"{path}: файл не записать: {error.strerror}")
    print(f"{path}: правило {code}. Заполните отмеченное и проверьте: dilint rules test {path}")
    families = sorted({rule.family for rule in ruleset.rules})
    if family not in families and family != "own":
        print(f"новое семейство «{family}»{hint(family, families)}")
    if not listed:
        print(f'чтобы правило действовало, назовите папку в dilint.toml: rules = ["{where.as_posix()}"]')
    return Exit.CLEAN


@command("test")
def rules_test(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="ПУТЬ", help="Файл или папка правил; без них — все, встроенные и свои."),
    ] = None,
    format: Format = "text",
    strict: Annotated[bool, Option("--strict", help="Замечания тоже дают код выхода 1.")] = False,
) -> int:
    """Проверить правила на их собственных примерах. Код выхода 0 — сошлось, 1 — нет, 2 — правила не прочитать."""
    import json

    from dilint.rules.runner import data, folders_for, run, text, wanted

    one_of("--format", format, _FORMATS)
    if path is not None and not path.exists():
        fail(f"{path}: нет такого файла или папки")
    ruleset = load_rules(folders_for(path, configuration().rules))
    rules = wanted(ruleset, path)
    if not rules:
        fail(f"в «{path}» нет правил")
    outcome = run(ruleset, rules)
    if format == "json":
        print(json.dumps(data(outcome), ensure_ascii=False, indent=1))
    else:
        sys.stdout.write(text(outcome, strict))
    return Exit.FINDINGS if outcome.failures or (strict and outcome.notices) else Exit.CLEAN


@command("score")
def rules_score(
    files: Annotated[list[Path], typer.Argument(metavar="ФАЙЛ...", help="Файлы .tsv с размеченными пунктами.")],
) -> int:
    """Полнота и точность правил на размеченных пунктах, по авторам и по правилам."""
    from dilint.rules.score import render, score

    missing = [file for file in files if not file.is_file()]
    if missing:
        fail(f"{missing[0]}: файл не найден")
    print(render(*score(files, chosen_rules(configuration(), None, None))))
    return Exit.CLEAN


@command("schema")
def rules_schema() -> int:
    """JSON Schema файла правила, для редакторов."""
    import json

    from dilint.rules.schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
    return Exit.CLEAN
