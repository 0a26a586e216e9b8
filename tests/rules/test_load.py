import os
import subprocess
import sys
from pathlib import Path

import pytest

import dilint.rules.load
from dilint.model import Severity
from dilint.plain import Later
from dilint.rules.errors import RuleError
from dilint.rules.load import find_rule, load
from dilint.rules.store import load_compiled

RULE = """\
code: Z901
name: own-rule
title: Своё правило
family: own
severity: error
basis:
  - {act: ТК РФ, unit: ст. 192, status: verified, from: 2002-02-01}
essence: Суть
message: Нарушение «{match}»
requirement: Требование
suggestion: Замена
match:
  - fine levy@employee
  - {pattern: "'чёрный метка'", name: метка}
unless:
  - {reason: поставщик, match: ["third"]}
examples:
  bad:
    - С работника [[взыскивается штраф]].
    - С кладовщика [[удерживается штраф]].
    - Работнику вручается [[чёрная метка]].
  good:
    - Штраф с работника не взыскивается.
    - {text: Взыскивает штрафы с поставщиков., section: duties, note: взыскивает сам работник}
    - Работник принимает товар.
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "dilint"


def folder(tmp_path: Path, **files: str) -> Path:
    root = tmp_path / "own"
    root.mkdir()
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def problems(tmp_path: Path, **files: str) -> str:
    with pytest.raises(RuleError) as error:
        load([folder(tmp_path, **files)])
    return str(error.value)


def test_a_rule_is_read_as_written(tmp_path: Path) -> None:
    rule = find_rule(load([folder(tmp_path, rule=RULE)]), "z901")
    assert rule is not None
    assert (rule.name, rule.severity, rule.family) == ("own-rule", Severity.ERROR, "own")
    assert rule.basis[0].since is not None and rule.basis[0].since.isoformat() == "2002-02-01"
    assert [p.name for p in rule.patterns] == ["", "метка"]
    example = rule.bad[0]
    assert [example.text[a:b] for a, b in example.spans] == ["взыскивается штраф"]
    assert "[[" not in example.text
    assert (rule.good[1].section, rule.good[1].note) == ("duties", "взыскивает сам работник")


def test_scalars_mean_what_is_written(tmp_path: Path) -> None:
    text = RULE.replace("title: Своё правило", "title: 1.10").replace("essence: Суть", "essence: no")
    rule = find_rule(load([folder(tmp_path, rule=text)]), "own-rule")
    assert rule is not None and (rule.title, rule.essence) == ("1.10", "no")


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("severity: error", "sevirity: error", "5:1", "неизвестный ключ «sevirity»; возможно, «severity»"),
        ("severity: error\n", "", "1:1", "нет обязательного ключа «severity»"),
        ("severity: error", "severity: eror", "5:11", "недопустимое значение «eror»; возможно, «error»"),
        ("title: Своё правило", "title: Своё\ntitle: правило", "4:1", "ключ «title» повторяется"),
        ("code: Z901", "code: z9", "1:7", "нужна буква семейства и три цифры"),
        ("from: 2002-02-01", "from: 01.02.2002", "7:57", "нужна дата вида 2025-09-01"),
        ("from: 2002-02-01", "from: 20020201", "7:57", "нужна дата вида 2025-09-01"),
        ("status: verified, ", "", "7:5", "нет обязательного ключа «status»"),
        ("- fine levy@employee", "- fine lvey@employee", "13:10", "неизвестный класс «lvey»; возможно, «levy»"),
        ("'чёрный метка'", "чёрный метка", "14:15", "русские слова пишутся в кавычках"),
        ("[[взыскивается штраф]]", "[[взыскивается штраф", "19:7", "скобки [[ ]] не сходятся"),
        ("[[взыскивается штраф]]", "взыскивается штраф", "19:7", "отметьте в примере нарушение"),
        ("не взыскивается", "не [[взыскивается]]", "23:7", "нечего отмечать"),
        ("    - Работник принимает товар.\n", "", "23:5", "нужно не меньше 3, есть 2"),
        ("section: duties", "section: dutis", "24:57", "возможно, «duties»"),
        ("examples:", "guards: [nobody]\nexamples:", "17:10", "неизвестная оговорка «nobody»"),
        ("examples:", "yields_to: [liab-none]\nexamples:", "17:13", "нет правила «liab-none»"),
        ("examples:", "check: mentions\nexamples:", "1:1", "одним из способов"),
        ("match:\n  - fine levy@employee\n", "check: nothing\nx:\n", "13:1", "неизвестный ключ «x»"),
        ("essence: Суть", "essence: &a Суть\nwas: [*a]", "8:10", "якоря и ссылки"),
        ("essence: Суть", "essence: Суть: и ещё", "8:14", "двоеточие"),
        ("name: own-rule", "name: struct-missing-section", "2:7", "уже занято: rules/structure/struct-missing-section"),
        ("essence: Суть", "essence: [Суть]", "8:10", "«essence» должно быть строкой"),
        ("basis:", "basis: ТК РФ\nbasis2:", "6:8", "«basis» должно быть списком"),
    ],
)
def test_mistakes_are_shown_where_they_are(tmp_path: Path, old: str, new: str, place: str, message: str) -> None:
    assert old in RULE
    said = problems(tmp_path, rule=RULE.replace(old, new, 1))
    assert f"rule.yaml:{place}: " in said, said
    assert message in said
    line, column = map(int, place.split(":"))
    source = RULE.replace(old, new, 1).splitlines()[line - 1]
    shown = [row for row in said.splitlines() if row.startswith(f"{line:>5} | ")]
    assert shown and shown[0].removeprefix(f"{line:>5} | ") == source
    assert ("      | " + " " * (column - 1) + "^") in said


def test_all_mistakes_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    said = problems(tmp_path, a=RULE.replace("severity: error", "severity: bad"), b="- list", c="", d=RULE + "x: y\n")
    assert [name for name in "abcd" if f"{name}.yaml" in said] == ["a", "b", "c", "d"]
    assert "файл пуст" in said and "набором «ключ: значение»" in said


def test_two_rules_may_not_share_a_code(tmp_path: Path) -> None:
    said = problems(tmp_path, a=RULE, b=RULE.replace("own-rule", "other-rule"))
    assert "b.yaml:1:7: «Z901» уже занято" in said and "a.yaml" in said


def test_not_utf8_and_no_folder(tmp_path: Path) -> None:
    own = folder(tmp_path)
    (own / "x.yaml").write_bytes("title: Своё".encode("cp1251"))
    with pytest.raises(RuleError, match="не в кодировке UTF-8"):
        load([own])
    with pytest.raises(RuleError, match="такой папки с правилами нет"):
        load([tmp_path / "none"])


def test_own_lexicon_adds_to_the_built_in_one(tmp_path: Path) -> None:
    before = load().lexicon.classes["fine"]
    own = folder(
        tmp_path,
        lexicon__classes="fine: [оброк]\ntithe: [десятина]\n",
        rule=RULE.replace("- fine levy", "- fine|tithe levy"),
    )
    classes = load([own]).lexicon.classes
    assert classes["fine"] == (*before, "оброк") and classes["tithe"] == ("десятина",)


def test_frames_and_guards_name_known_classes(tmp_path: Path) -> None:
    said = problems(
        tmp_path, lexicon__frames="nothing: {active: subject}\n", lexicon__guards="g: {reason: р, match: [nothing2]}\n"
    )
    assert "frames.yaml:1:1: неизвестный класс «nothing»" in said
    assert "guards.yaml:1:24: неизвестный класс «nothing2»" in said


def test_the_second_load_is_the_same_and_comes_from_the_cache(tmp_path: Path, own_cache: Path) -> None:
    own = folder(tmp_path, rule=RULE)
    first = load([own])
    (kept,) = own_cache.glob("rules-*.bin")
    assert load_compiled(kept, first.digest) == first == load([own])


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b"", lambda b: b[:40] + b"\xff" + b[41:]])
def test_a_damaged_cache_is_passed_over(tmp_path: Path, own_cache: Path, damage: object) -> None:
    first = load()
    (kept,) = own_cache.glob("rules-*.bin")
    kept.write_bytes(damage(kept.read_bytes()))  # type: ignore[operator]
    assert load_compiled(kept, first.digest) is None
    assert load() == first


def test_an_edited_rule_is_compiled_again(tmp_path: Path) -> None:
    own = folder(tmp_path, rule=RULE)
    before = load([own])
    (own / "rule.yaml").write_text(RULE.replace("Своё правило", "Иное"), encoding="utf-8")
    after = load([own])
    assert after.digest != before.digest and find_rule(after, "Z901").title == "Иное"  # type: ignore[union-attr]


def test_settled_files_are_not_read_again(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = folder(tmp_path, rule=RULE)
    os.utime(own / "rule.yaml", (1e9, 1e9))
    first = load([own])
    monkeypatch.setattr(dilint.rules.load, "_read", lambda files: pytest.fail("read"))
    assert load([own]).digest == first.digest
    monkeypatch.undo()
    (own / "rule.yaml").write_text(RULE.replace("Своё правило", "Чужо правило"), encoding="utf-8")
    os.utime(own / "rule.yaml", (1e9, 1e9 + 1))
    assert load([own]).digest != first.digest


def test_new_files_are_read_each_time(tmp_path: Path) -> None:
    own = folder(tmp_path, rule=RULE)
    before = load([own])
    about = (own / "rule.yaml").stat()
    (own / "rule.yaml").write_text(RULE.replace("Замена", "Заменя"), encoding="utf-8")
    os.utime(own / "rule.yaml", ns=(about.st_atime_ns, about.st_mtime_ns))
    assert load([own]).digest != before.digest


def test_what_few_runs_need_is_decoded_when_asked(tmp_path: Path, own_cache: Path) -> None:
    digest = load().digest
    (kept,) = own_cache.glob("rules-*.bin")
    stored = load_compiled(kept, digest)
    assert stored is not None
    rule = next(rule for rule in stored.rules if rule.name == "liab-monetary-fine")
    for field in (rule.patterns, rule.bad, rule.good):
        assert isinstance(field, Later)
        assert len(field) == len(tuple(field)) == len(field[:]) and field[0] == next(iter(field))


def test_without_a_writable_cache_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load().rules


def test_the_warm_path_imports_nothing_heavy() -> None:
    load()
    code = (
        "import sys; from dilint.rules.load import load; load(); "
        "print(sorted({'yaml', 'pydantic', 'pymorphy3', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
