"""The command line: exit codes, streams, formats, bad input."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docx.build import simple
from tests.run import dilint

COMMANDS = (
    "check",
    "outline",
    "explain",
    "clean",
    "rules list",
    "rules new",
    "rules test",
    "rules score",
    "rules schema",
)
CONTRACT = {"code", "rule", "family", "severity", "message", "requirement", "suggestion", "basis", "section",
            "address", "paragraph", "text", "start", "end", "fingerprint"}  # fmt: skip


def test_exit_codes(samples: Path) -> None:
    assert dilint("check", samples / "good-librarian.docx").returncode == 0
    assert dilint("check", samples / "bad-shop-assistant.docx").returncode == 1
    assert dilint("check", "--fail-on", "never", samples / "bad-shop-assistant.docx").returncode == 0
    assert dilint("check", "нет.docx").returncode == 2


def test_json_is_the_contract(samples: Path) -> None:
    done = dilint("check", "--format", "json", "--as-of", "2026-03-31", samples / "bad-shop-assistant.docx")
    report = json.loads(done.stdout)
    assert report["schema"] == "dilint.report/1"
    assert report["law"]["as_of"] == "2026-03-31"
    (document,) = report["documents"]
    assert document["status"] == "checked"
    assert document["position"] == "продавец-консультант"
    assert [s["kind"] for s in document["sections"][:6]] == [
        "approval", "general", "duties", "rights", "responsibility", "acknowledgement",
    ]  # fmt: skip
    assert document["findings"]
    for finding in document["findings"]:
        assert set(finding) == CONTRACT
        assert 0 <= finding["start"] <= finding["end"] <= len(finding["text"])
        assert {"act", "unit", "from", "to", "origin", "status"} == set(finding["basis"][0])
    assert report["summary"]["errors"] == sum(f["severity"] == "error" for f in document["findings"])
    fingerprints = [f["fingerprint"] for f in document["findings"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_same_input_same_bytes(samples: Path) -> None:
    runs = {dilint("check", "--format", "json", "--as-of", "2026-03-31", samples).stdout for _ in range(2)}
    assert len(runs) == 1


def test_findings_of_the_bad_sample(samples: Path) -> None:
    report = json.loads(dilint("check", "--format", "json", samples / "bad-shop-assistant.docx").stdout)
    found = {(f["rule"], f["address"]) for f in report["documents"][0]["findings"]}
    assert ("liab-monetary-fine", "раздел 3, п. 3.1") in found
    assert ("liab-bonus-deprivation", "раздел 3, п. 3.3") in found
    assert ("liab-reprimand-entry-workbook", "раздел 3, п. 3.4") in found
    assert ("liab-dismissal-extra-ground", "раздел 3, п. 3.6") in found
    assert ("liab-employer-fines-recharge", "раздел 3, п. 3.7") in found
    assert {"ack-missing", "struct-missing-section", "ref-broken-internal"} <= {rule for rule, _ in found}
    assert not any("п. 2.2" in address for _, address in found), "a duty to claim from suppliers is lawful"


def test_hidden_text_is_judged(samples: Path) -> None:
    report = json.loads(dilint("check", "--format", "json", samples / "hidden-electrician.docx").stdout)
    errors = [f["address"] for f in report["documents"][0]["findings"] if f["severity"] == "error"]
    assert len(set(errors)) == 4  # one clause breaks two laws
    assert any("надпись" in a for a in errors)
    assert any("сноска" in a for a in errors)


def test_one_broken_file_does_not_stop_the_run(samples: Path, tmp_path: Path) -> None:
    for name in ("good-librarian.docx", "bad-shop-assistant.docx"):
        shutil.copy(samples / name, tmp_path / name)
    (tmp_path / "broken.docx").write_bytes(b"%PDF-1.4")
    (tmp_path / "~$good-librarian.docx").write_bytes(b"lock")
    done = dilint("check", "--format", "json", tmp_path)
    statuses = {Path(d["path"]).name: d["status"] for d in json.loads(done.stdout)["documents"]}
    assert statuses == {
        "bad-shop-assistant.docx": "checked",
        "broken.docx": "unreadable",
        "good-librarian.docx": "checked",
    }
    assert done.returncode == 2
    assert "PDF" in done.stderr
    assert "Traceback" not in done.stderr


def test_other_documents_are_reported_not_linted(tmp_path: Path) -> None:
    order = simple(tmp_path / "order.docx", "ПРИКАЗ № 5", "За опоздание взыскать с Иванова штраф 500 рублей.")
    done = dilint("check", "--format", "json", order)
    (document,) = json.loads(done.stdout)["documents"]
    assert (document["status"], document["findings"], done.returncode) == ("not-job-description", [], 0)
    assert dilint("check", "--require-job-description", order).returncode == 2
    forced = json.loads(dilint("check", "--treat-as-job-description", "--format", "json", order).stdout)
    assert any(f["rule"] == "liab-monetary-fine" for f in forced["documents"][0]["findings"])


def test_select_and_ignore(samples: Path) -> None:
    bad = samples / "bad-shop-assistant.docx"
    only = json.loads(dilint("check", "--format", "json", "--select", "L1", bad).stdout)
    codes = {f["code"] for f in only["documents"][0]["findings"]}
    assert codes
    assert all(code.startswith("L1") for code in codes)
    without = json.loads(dilint("check", "--format", "json", "--ignore", "liability", bad).stdout)
    assert all(f["family"] != "liability" for f in without["documents"][0]["findings"])
    typo = dilint("check", "--select", "Q9", bad)
    assert typo.returncode == 2
    assert "нет правила" in typo.stderr


def test_configuration(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "dilint.toml").write_text('acknowledgement = "journal"\nignore = ["general"]\n', encoding="utf-8")
    report = json.loads(dilint("check", "--format", "json", samples / "bad-shop-assistant.docx", cwd=tmp_path).stdout)
    rules = {f["rule"] for f in report["documents"][0]["findings"]}
    assert "ack-missing" not in rules
    assert not any(rule.startswith("general-") for rule in rules)
    (tmp_path / "dilint.toml").write_text("acknowlegement = 1\n", encoding="utf-8")
    wrong = dilint("check", samples, cwd=tmp_path)
    assert wrong.returncode == 2
    assert "неизвестный ключ" in wrong.stderr


def test_suppressed_candidates_have_reasons(tmp_path: Path) -> None:
    path = simple(
        tmp_path / "a.docx", "Должностная инструкция водителя", "4. Ответственность",
        "4.1. Водитель уплачивает административный штраф по постановлению суда.",
    )  # fmt: skip
    report = json.loads(dilint("check", "--format", "json", "--show-suppressed", path).stdout)
    assert {"liab-monetary-fine"} <= {s["rule"] for s in report["documents"][0]["suppressed"]}
    assert all(s["reason"] for s in report["documents"][0]["suppressed"])


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["check", "--nope"],
        ["check", "--format", "xml", "a.docx"],
        ["check", "--as-of", "вчера", "a.docx"],
        ["check", "--format"],
        ["check", "--convert=yes", "a.docx"],
        ["check", "--form", "json", "a.docx"],
        ["explain"],
        ["explain", "L101", "L102"],
        ["explain", "--nope", "L101"],
        ["rules", "nope"],
        ["rules", "test", "--nope"],
        ["rules", "score"],
        ["--nope"],
        ["wrong"],
        ["chek"],
    ],
)
def test_usage_errors_are_one_russian_line(args: list[str]) -> None:
    done = dilint(*args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("dilint: ")
    assert done.stderr.count("\n") == 1 and not done.stdout
    assert not re.search(r"(?i)usage|argument|error|option|invalid|such|неверная командная строка", done.stderr)


def test_usage_errors_name_the_command() -> None:
    assert "dilint rules test --help" in dilint("rules", "test", "--nope").stderr
    assert "dilint check --help" in dilint("check", "--format").stderr
    assert "«check»" in dilint("chek").stderr
    assert "tests/clauses" in dilint("rules", "score").stderr


@pytest.mark.parametrize("args", [[], ["rules"]])
def test_nothing_asked_shows_the_commands(args: list[str]) -> None:
    done = dilint(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == dilint(*args, "--help").stdout


def test_a_reader_that_leaves_early_is_no_finding(samples: Path) -> None:
    run = [sys.executable, "-m", "dilint", "check", "--format", "json", str(samples)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (2, b"")


def test_options_may_stand_between_files(samples: Path) -> None:
    good, bad = samples / "good-librarian.docx", samples / "bad-shop-assistant.docx"
    done = dilint("check", good, "--format=json", "--select", "L1", "--select", "A", bad)
    assert [d["path"] for d in json.loads(done.stdout)["documents"]] == [str(good), str(bad)]
    named = dilint("check", "--format", "concise", "--", "--help")
    assert named.returncode == 2 and "--help" in named.stdout


def test_help_is_in_russian() -> None:
    done = dilint("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert command in done.stdout
        shown = dilint(*command.split(), "--help")
        assert shown.returncode == 0 and shown.stdout.startswith(f"Использование: dilint {command}")
        assert not re.search("(?i)usage|option|argument|default|required|show this|text$|path$", shown.stdout)
        assert dilint(*command.split(), "-h").stdout == shown.stdout
    assert "--show-suppressed" in dilint("check", "--help").stdout


def test_explain_and_rules() -> None:
    done = dilint("explain", "L101")
    assert "ст. 192" in done.stdout
    assert "Не будет найдено" in done.stdout
    assert "{" not in dilint("explain", "liab-resembles").stdout
    assert dilint("explain", "liab-monetary-fin").returncode == 2
    assert "liab-monetary-fine" in dilint("explain", "liab-monetary-fin").stderr
    assert "L101" in dilint("rules", "list").stdout
    assert json.loads(dilint("rules", "schema").stdout)["title"] == "RuleModel"


def test_outline_json_and_tree(samples: Path) -> None:
    good = samples / "good-librarian.docx"
    data = json.loads(dilint("outline", "--format", "json", good).stdout)
    block = next(b for b in data["documents"][0]["blocks"] if b["text"].startswith("2.3."))
    assert (block["label"], block["section"], block["address"]) == ("2.3.", "duties", "раздел 2, п. 2.3")
    assert "уверенность" in dilint("outline", good).stdout
