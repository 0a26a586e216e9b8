"""The article that the product was conceived from, as a regression test in our own words.

Each clause keeps what is wrong (or only looks wrong) in the article's sample and says it differently; the
expected findings are the legal base's.
"""

from __future__ import annotations

import pytest

from dilint.engine import lint
from dilint.outline import outline
from dilint.rules.examples import document_of
from dilint.rules.load import load

RULESET = load()
LINES = [
    "Должностная инструкция менеджера по ключевым заказчикам",
    "УТВЕРЖДАЮ",
    "Генеральный директор",
    "Фамилия И.О. ________________",
    "«____» ____________ ____ г.",
    "# 1. Общие положения",
    "1.1. Менеджер по ключевым заказчикам относится к категории специалистов.",
    "1.2. Менеджер назначается на должность и освобождается от неё приказом директора.",
    "1.3. Менеджер подчиняется непосредственно начальнику отдела сбыта.",
    "1.4. На время отсутствия менеджера его обязанности переходят к работнику, названному в приказе.",
    "1.5. На должность назначается лицо с высшим образованием и опытом работы в сбыте от двух лет.",
    "1.6. Менеджер руководствуется уставом и нормативными актами компании.",
    "1.7. Менеджер является руководящим звеном отдела.",
    "1.8. От кандидата требуется отсутствие серьёзных заболеваний речевого аппарата.",
    "1.9. От кандидата требуется отсутствие судимостей.",
    "1.10. Для кандидата-иностранца обязательно наличие разрешения на работу.",
    "# 2. Должностные обязанности",
    "2.1. По графику (а при надобности — вне графика) обзванивает заказчиков.",
    "2.2. Действует в рамках условий, изложенных в п. 7.",
    "2.3. Выполняет служебные поручения своего руководителя.",
    "2.4. Поддерживает хорошие рабочие взаимоотношения с коллегами.",
    "2.5. Даёт посетителю возможность выкурить сигарету.",
    "2.6. Повышает свой профессиональный уровень и имеет опрятный внешний вид.",
    "2.7. Заключает договоры от имени фирмы.",
    "# 3. Права",
    "3.1. Вносить предложения по улучшению работы.",
    "# 4. Ответственность",
    "Менеджер несёт ответственность:",
    "1. За ненадлежащее исполнение обязанностей — в пределах, определённых трудовым законодательством.",
    "2. За причинение материального ущерба — в пределах, определённых трудовым и гражданским законодательством.",
    "3. За невыполнение плана продаж — в пределах переменной части заработной платы.",
]
REPORT = lint(document_of(LINES), outline(document_of(LINES)), RULESET)


def _found(words: str) -> set[tuple[str, str]]:
    return {(f.rule, f.severity.word) for f in REPORT.findings if words in f.text}


@pytest.mark.parametrize(
    ("words", "rule", "severity"),
    [
        ("материального ущерба", "liab-civil-law-damage", "note"),
        ("плана продаж", "liab-variable-pay-for-result", "warning"),
        ("служебные поручения", "duties-open-ended", "warning"),
        ("вне графика", "overtime-without-consent", "note"),
        ("взаимоотношения", "duties-vague", "note"),
        ("в п. 7", "ref-broken-internal", "warning"),
        ("судимостей", "criminal-record-unfounded", "warning"),
        ("заболеваний", "health-requirement-unfounded", "warning"),
        ("разрешения на работу", "foreign-worker-terms", "note"),
        ("сигарету", "smoking-client-hospitality", "warning"),
        ("актами компании", "wording-own-regulations", "note"),
        ("руководящим звеном", "position-name-inconsistent", "warning"),
        ("от имени фирмы", "authority-without-poa", "note"),
        ("Фамилия И.О.", "approval-placeholder-left", "warning"),
    ],
)
def test_what_the_legal_base_expects(words: str, rule: str, severity: str) -> None:
    assert (rule, severity) in _found(words)


def test_acknowledgement_is_missing() -> None:
    assert ("ack-missing", "warning") in {(f.rule, f.severity.word) for f in REPORT.findings}


@pytest.mark.parametrize("words", ["опрятный внешний вид", "За ненадлежащее исполнение", "1.5"])
def test_what_must_stay_quiet(words: str) -> None:
    assert _found(words) == set()


def test_all_that_the_article_asks_for_is_checked() -> None:
    """An empty shell lacks every part and every element that the article names."""
    shell = ["Должностная инструкция курьера", "УТВЕРЖДАЮ", "# 1. Общие положения", "Курьер работает."]
    report = lint(document_of(shell), outline(document_of(shell)), RULESET)
    assert {
        "approval-incomplete-grif",
        "general-missing-qualification",
        "general-missing-knowledge",
        "general-missing-appointment",
        "general-substitution",
        "general-missing-supervisor",
        "struct-missing-section",
        "ack-missing",
    } <= {f.rule for f in report.findings}
