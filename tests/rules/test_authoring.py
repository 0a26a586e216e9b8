"""Writing a rule: `rules new`, what `rules test` says of it, `rules list`, rules of one's own from the configuration."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dilint.rules.examples import unreached_parts
from dilint.rules.load import builtin_folder, load
from dilint.rules.skeleton import next_code, unfilled, write_new
from dilint.rules.spec import Rule
from tests.docx.build import simple
from tests.run import dilint

FILLED = """\
code: C901
name: own-tea
title: Чай за свой счёт
family: canteen
severity: warning
basis:
- {act: ТК РФ, unit: ст. 22, status: recalled}
essence: Суть
message: 'Чай: «{match}»'
requirement: Требование
suggestion: Замена
match:
- {pattern: "tea 'печенье' -'стол'", name: чаепитие}
- fine levy@employee
unless:
- {reason: чай гостям, match: ["'гость'"]}
- {reason: никогда, match: ["'самовар'"]}
examples:
  bad:
  - Работник приносит [[чай и печенье]].
  - С работника [[взыскивается штраф]].
  - Сторож покупает [[кофе, печенье]].
  good:
  - Работник приносит чай.
  - {text: Приносит чай и печенье гостям., note: чай гостям}
  - Штраф с работника не взыскивается.
"""
LEXICON = "tea: [чай, кофе]\n"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def home(tmp_path: Path, cache: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a rule of one's own, its lexicon, and a configuration that names it."""
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    (tmp_path / "own" / "lexicon").mkdir(parents=True)
    (tmp_path / "own" / "lexicon" / "classes.yaml").write_text(LEXICON, encoding="utf-8")
    (tmp_path / "own" / "tea.yaml").write_text(FILLED, encoding="utf-8")
    (tmp_path / "dilint.toml").write_text('rules = ["own"]\nignore = ["L1"]\n', encoding="utf-8")
    return tmp_path


def said(home: Path, old: str, new: str, *args: str) -> tuple[int, str]:
    """Exit code and output of `rules test` after one change of the rule."""
    assert old in FILLED
    (home / "own" / "tea.yaml").write_text(FILLED.replace(old, new, 1), encoding="utf-8")
    done = dilint("rules", "test", "own", *args, cwd=home)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


# --- rules new ---------------------------------------------------------------------------------


def test_a_new_rule_is_valid_and_says_what_to_fill_in(home: Path) -> None:
    done = dilint("rules", "new", "own-cups", "--family", "canteen", cwd=home)
    path = home / "own" / "own-cups.yaml"
    assert done.returncode == 0 and "C902" in done.stdout, done.stderr
    lines = path.read_text(encoding="utf-8").splitlines()
    tested = dilint("rules", "test", Path("own") / "own-cups.yaml", cwd=home)
    assert tested.returncode == 1
    marks = [n for n, line in enumerate(lines, 1) if "ЗАПОЛНИТЕ" in line.split("#")[0]]
    assert len(marks) >= 12
    for n in marks:
        assert f"own-cups.yaml:{n}:" in tested.stdout
    assert dilint("rules", "list", "--family", "canteen", cwd=home).stdout.count("own-") == 2


def test_a_new_rule_never_overwrites(home: Path) -> None:
    before = (home / "own" / "tea.yaml").read_bytes()
    for name in ("tea", "own-tea", "liab-monetary-fine"):
        done = dilint("rules", "new", name, cwd=home)
        assert done.returncode == 2 and ("уже есть" in done.stderr or "уже занято" in done.stderr)
    assert (home / "own" / "tea.yaml").read_bytes() == before
    assert sorted(p.name for p in (home / "own").iterdir()) == ["lexicon", "tea.yaml"]
    with pytest.raises(FileExistsError):
        write_new(home / "own" / "tea.yaml", "x")


def test_without_a_configuration_it_says_how_to_use_the_folder(tmp_path: Path) -> None:
    done = dilint("rules", "new", "own-cups", cwd=tmp_path)
    assert (tmp_path / "dilint-rules" / "own-cups.yaml").is_file()
    assert 'rules = ["dilint-rules"]' in done.stdout


def test_the_first_rule_makes_the_folder_that_the_configuration_names(tmp_path: Path) -> None:
    (tmp_path / "dilint.toml").write_text('rules = ["наши правила"]\n', encoding="utf-8")
    done = dilint("rules", "new", "own-cups", cwd=tmp_path)
    assert done.returncode == 0 and "dilint.toml" not in done.stdout, done.stderr
    assert (tmp_path / "наши правила" / "own-cups.yaml").is_file()


@pytest.mark.parametrize("args", [["Чай"], [], ["x", "--family", "Моё"], ["x", "--folder", "dilint.toml"]])
def test_bad_names_are_refused(home: Path, args: list[str]) -> None:
    done = dilint("rules", "new", *args, cwd=home)
    assert done.returncode == 2 and done.stderr.startswith("dilint: ") and done.stderr.count("\n") == 1


def _rule(family: str, code: str) -> Rule:
    from dilint.model import Severity

    return Rule(code, code.lower(), "", family, Severity.NOTE, (), "", "", "", "")


def test_codes_are_the_next_free_ones_of_the_family() -> None:
    rules = [_rule("liability", "L101"), _rule("liability", "L103"), _rule("liability", "L905"), _rule("own", "O999")]
    assert next_code(rules, "liability") == "L906"
    assert next_code(rules, "liability", own=False) == "L104"
    assert next_code(rules, "own") == "O901"
    assert next_code(rules, "canteen") == "C901"
    assert next_code(rules, "logistics") == "LO901"
    full = [_rule("own", f"O{n}") for n in range(901, 1000)]
    with pytest.raises(ValueError, match="не осталось"):
        next_code(full, "own")


def test_marks_are_found_wherever_they_are() -> None:
    data = {"a": "ЗАПОЛНИТЕ: x", "b": [{"c": "[[ЗАПОЛНИТЕ: y]]"}], "d": "z"}
    assert list(unfilled(data)) == [(("a",), "x"), (("b", 0, "c"), "y")]


# --- rules test --------------------------------------------------------------------------------


def test_a_rule_that_holds(home: Path) -> None:
    code, out = said(home, "code", "code")
    assert code == 0
    assert "own/tea.yaml:17:3: own-tea: замечание: оговорку «никогда» не показывает ни один пример" in out
    assert "чай гостям" not in out
    assert said(home, "code", "code", "--strict")[0] == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "parts"),
    [
        ("- Работник приносит [[чай и печенье]].", "- Работник [[приносит чай и печенье]].", 20,
         ["отмечено «чай и печенье»", "ожидалось «приносит чай и печенье»", "сработал образец tea 'печенье' -'стол' (чаепитие)"]),
        ("- С работника [[взыскивается штраф]].", "- С поставщика [[взыскивается штраф]].", 21,
         ["не найдено", "ожидалось: «взыскивается штраф»", "fine levy@employee: «взыскивается» (levy) касается не employee"]),
        ("- С работника [[взыскивается штраф]].", "- С работника [[взыскивается]] деньги.", 21,
         ["ближе всего образец fine levy@employee: нет слова fine"]),
        ("- С работника [[взыскивается штраф]].", "- С работника [[не взыскивается штраф]].", 21,
         ["«взыскивается» (levy) стоит с отрицанием"]),
        ("[[кофе, печенье]]", "[[кофе, печенье]] на стол", 22, ["есть «стол» ('стол'), чего быть не должно"]),
        ("[[кофе, печенье]]", "[[кофе, печенье]] гостям", 22, ["промолчало: оговорка unless, 1-я — «чай гостям»"]),
        ("- Работник приносит чай.", "- Кофе и печенье.", 24, ["лишняя находка: «Кофе и печенье»", "ожидалось: правило молчит"]),
        ("- fine levy@employee", "- fine levy@employee\n- fine 'баран'", 15, ["образец не подтверждён ни одним примером: fine 'баран'"]),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_hold(home: Path, old: str, new: str, line: int, parts: list[str]) -> None:
    code, out = said(home, old, new)
    assert code == 1
    assert f"own/tea.yaml:{line}:" in out, out
    for part in parts:
        assert part in out, out


def test_a_rule_out_of_its_scope_says_so(home: Path) -> None:
    code, out = said(home, "match:\n", "scope: [rights]\nmatch:\n")
    assert code == 1 and "правило действует в разделах rights, а пример стоит в responsibility" in out


def test_token_rules_are_explained_too(home: Path) -> None:
    rule = FILLED.replace(FILLED[FILLED.index("match:") : FILLED.index("unless:")], "trigger: tea\ntoken_pattern:\n"
                          "- - {LEMMA: {IN: [чай, кофе]}}\n  - {LOWER: и}\n- - {LEMMA: самовар}\n")  # fmt: skip
    (home / "own" / "tea.yaml").write_text(rule, encoding="utf-8")
    out = dilint("rules", "test", "own", cwd=home).stdout
    assert "trigger tea сработал, а token_pattern не совпал" in out and "покупает[покупать VERB]" in out
    assert "не сработал trigger tea: нет слова tea" in out
    assert "own/tea.yaml:16:3: own-tea: 2-й образец token_pattern не подтверждён ни одним примером" in out


def test_exit_codes_and_json(home: Path) -> None:
    code, out = said(home, "- Работник приносит чай.", "- Кофе и печенье.", "--format", "json")
    data = json.loads(out)
    assert code == 1 and data["schema"] == "dilint.rules-test/1" and data["rules"] == 1 and data["examples"] == 6
    (failure,) = data["failures"]
    assert (Path(failure["path"]).name, failure["line"], failure["rule"]) == ("tea.yaml", 24, "own-tea")
    assert failure["hints"] and len(data["notices"]) == 1
    code, out = said(home, "severity: warning", "severity: wrong")
    assert code == 2 and "tea.yaml:5:11: недопустимое значение «wrong»" in out
    assert dilint("rules", "test", "нет", cwd=home).returncode == 2
    assert dilint("rules", "test", "own/lexicon", cwd=home).returncode == 2
    assert dilint("rules", "test", "--format", "xml", cwd=home).returncode == 2


def test_a_lone_file_brings_its_lexicon(home: Path) -> None:
    (home / "dilint.toml").unlink()
    (home / "own" / "broken.yaml").write_text("- x", encoding="utf-8")
    assert dilint("rules", "test", Path("own") / "tea.yaml", cwd=home).returncode == 0


def test_built_in_rules_are_named_by_file_and_folder() -> None:
    folder = builtin_folder()
    one = dilint("rules", "test", folder / "liability" / "liab-monetary-fine.yaml")
    assert one.returncode == 0 and one.stdout.splitlines()[-1].startswith("правил: 1, ")
    family = json.loads(dilint("rules", "test", "--format", "json", folder / "liability").stdout)
    assert family["rules"] == len(list((folder / "liability").glob("*.yaml"))) and family["failures"] == []


# --- rules list, configuration -------------------------------------------------------------------


def test_list_filters_and_reasons(home: Path) -> None:
    rows = json.loads(dilint("rules", "list", "--format", "json", cwd=home).stdout)["rules"]
    off = {row["code"]: row["off"] for row in rows}
    assert off["L101"] == "ignore «L1» (dilint.toml)" and off["C901"] is None and off["L201"] is None
    out = dilint("rules", "list", "--family", "liability", "--severity", "error", cwd=home).stdout
    lines = out.splitlines()
    assert lines and all(line.startswith("L") and "ошибка" in line for line in lines)
    assert "[выключено: ignore «L1» (dilint.toml)]" in lines[0]
    (home / "dilint.toml").write_text('rules = ["own"]\nselect = ["canteen"]\n', encoding="utf-8")
    rows = json.loads(dilint("rules", "list", "--format", "json", cwd=home).stdout)["rules"]
    assert {row["code"] for row in rows if row["off"] is None} == {"C901"}
    assert {row["off"] for row in rows} == {None, "нет в select (dilint.toml)"}
    assert dilint("rules", "list", "--family", "canten", cwd=home).returncode == 2
    assert dilint("rules", "list", "--severity", "bad", cwd=home).returncode == 2


def test_a_family_and_a_lexicon_of_ones_own_in_a_check(home: Path) -> None:
    simple(
        home / "a.docx", "Должностная инструкция сторожа", "4. Ответственность", "4.1. Сторож приносит чай и печенье."
    )
    done = dilint("check", "--format", "json", "--select", "canteen", "a.docx", cwd=home)
    (finding,) = json.loads(done.stdout)["documents"][0]["findings"]
    assert (finding["code"], finding["family"], finding["message"]) == ("C901", "canteen", "Чай: «чай и печенье»")
    assert "C901" in dilint("check", "--select", "C901", "a.docx", cwd=home).stdout
    assert "Чай за свой счёт" in dilint("explain", "own-tea", cwd=home).stdout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("«{match}»", "«{match»", "tea.yaml:9:10: фигурные скобки не сходятся"),
        ("«{match}»", "«{слово}»", "tea.yaml:9:10: «{слово}» нечем заполнить; есть {match}"),
        ("tea 'печенье'", "teа 'печенье'", "tea.yaml:13:"),
        ("title: ", "title: : ", "tea.yaml:3:"),
    ],
)
def test_mistakes_stop_a_check_with_their_place(home: Path, old: str, new: str, message: str) -> None:
    (home / "own" / "tea.yaml").write_text(FILLED.replace(old, new, 1), encoding="utf-8")
    done = dilint("check", ".", cwd=home)
    assert done.returncode == 2 and message in done.stderr and "^" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


def test_a_misspelt_lexicon_file_is_a_mistake(home: Path) -> None:
    (home / "own" / "lexicon" / "clases.yaml").write_text(LEXICON, encoding="utf-8")
    done = dilint("check", ".", cwd=home)
    assert "нет такого словаря; возможно, «classes»; бывает: classes, frames, guards, parties" in done.stderr


def test_a_guard_about_the_post_is_shown_by_an_example_with_that_post() -> None:
    ruleset = load()
    rule = next(rule for rule in ruleset.rules if rule.name == "liab-dismissal-extra-ground")
    assert any("'§'" in pattern.source for guard in rule.unless for pattern in guard.patterns)
    assert list(unreached_parts(ruleset, [rule])) == []
