"""The same parts under other names and in other places: headings, approvals, acknowledgements, kinds."""

from __future__ import annotations

import pytest

from dilint.model import REQUIRED_KINDS
from dilint.outline import outline
from tests.outline.test_outline import ACK, GRIF, doc, understand

TITLE = "Должностная инструкция слесаря"
HEADS = ("# 1. Общие положения", "# 2. Обязанности", "# 3. Права", "# 4. Ответственность")


def body(*heads: str) -> list[str]:
    general, duties, rights, responsibility = heads or HEADS
    return [
        general, "1.1. Слесарь подчиняется механику.", "1.2. Назначается приказом директора.",
        duties, "2.1. Ремонтирует насосы.", "2.2. Ведёт журнал ремонта.",
        rights, "3.1. Вносить предложения руководству.",
        responsibility, "4.1. За неисполнение обязанностей — по ТК РФ.",
    ]  # fmt: skip


def absent(*lines: str) -> set[str]:
    found = understand(*lines)
    assert found.kind == "job-description"
    return {kind for kind in REQUIRED_KINDS if found.verdicts[kind] == "absent"}


@pytest.mark.parametrize(
    "heads",
    [
        ("# 1. Вводная часть", "# 2. Функционал", "# 3. Правомочия", "# 4. Мера ответственности"),
        ("# 1. Основные положения", "# 2. Характеристика работ", "# 3. Должностные права", "# 4. Виды ответственности"),
        ("# 1. Обшие положение", "# 2. Должностные обязаности", "# 3. Парва", "# 4. Отвественность"),  # slips
        ("Общие положения", "Обязанности слесаря", "Права слесаря", "Ответственность слесаря"),
        ("# 1) Общие положения", "# 2) Обязанности", "# 3) Права", "# 4) Ответственность"),
        ("# О должности", "# Чем занимается слесарь", "# Что вправе делать слесарь", "# За что отвечает слесарь"),
        ("О Б Щ И Е  П О Л О Ж Е Н И Я", "О Б Я З А Н Н О С Т И", "П Р А В А", "О Т В Е Т С Т В Е Н Н О С Т Ь"),
        ("# I. Oбщиe пoлoжeния", "# II. Oбязaннocти", "# III. Пpaвa", "# IV. Oтвeтcтвeннocть"),  # Latin letters
        ("1 Общие положения", "2 Обязанности", "3 Права", "4 Ответственность"),
        ("# 1 — Общие положения", "# 2 — Обязанности", "# 3 — Права", "# 4 — Ответственность"),
        ("# А. Общие положения", "# Б. Обязанности", "# В. Права", "# Г. Ответственность"),
        ("# «Общие положения»", "# «Обязанности»", "# «Права»", "# «Ответственность»"),
        ("# § 1. Общая часть", "# § 2. Задачи и функции", "# § 3. Полномочия", "# § 4. Ответственность"),
    ],
)
def test_headings(heads: tuple[str, ...]) -> None:
    assert absent(*GRIF, TITLE, *body(*heads), *ACK) == set()


@pytest.mark.parametrize(
    "approval",
    [
        ["Введена в действие приказом от 12.01.2024 № 3"],
        ["Утв. приказом от 12.01.2024 № 15"],
        ["УТВЕРЖДЕНО", "Приказ № 15 от 12.01.2024"],
        ["Приложение № 1", "к приказу от 12.01.2024 № 15"],
        ["Приложение № 3 к приказу генерального директора ООО «Лес» от 12.01.2024 № 15"],
        ["Документ подписан электронной подписью", "Сертификат: 00AF12", "Владелец: Иванов Иван Иванович"],
        ["СОГЛАСОВАНО            УТВЕРЖДАЮ", "председатель профкома        заведующий МБДОУ № 3"],
        ["У Т В Е Р Ж Д А Ю", "Директор", "_______ А.В. Кот", "12.01.2024"],
    ],
)
def test_approvals(approval: list[str]) -> None:
    assert absent(*approval, TITLE, *body(), *ACK) == set()


def test_no_approval_in_an_annex_to_a_contract_or_a_clause() -> None:
    annex = ["Приложение", "к трудовому договору", "от 12.01.2024 № 15"]
    assert absent(*annex, TITLE, *body(), *ACK) == {"approval"}
    assert absent(TITLE, *body(), "Утверждает график.", *ACK) == {"approval"}


def test_words_of_approval_at_the_end_of_their_table() -> None:
    found = understand(
        "@1,1,1 {{ head_pos }}", "@1,2,1 {{ company }}", "@1,3,1 УТВЕРЖДАЮ", TITLE,
        "@2,1,1 {{ date }}", "@2,2,1 ________ /{{ head_short }}/", *body(), *ACK,
    )  # fmt: skip
    elements = found.approvals[0].elements
    assert {name: elements[name].status for name in ("position", "name", "signature")} == {
        "position": "blank",
        "name": "blank",
        "signature": "blank",
    }


def test_hints_of_a_form_are_no_approver() -> None:
    form = ["УТВЕРЖДАЮ", "(орган юридического лица (учредители);", "лицо, уполномоченное утверждать", "инструкцию)"]
    assert understand(*form, TITLE, *body()).approvals[0].elements["position"].status == "blank"


@pytest.mark.parametrize(
    "lines",
    [
        ["Настоящая инструкция мной прочитана, экземпляр получен: ______ /______"],
        ["Работник: _______ (подпись) ознакомлен(а) «__» ____ 20__ г."],
        ["Подписи лиц, ознакомленных с инструкцией:", "____ ____"],
        ["Я, ______________, с должностной инструкцией ознакомлен(а) и согласен(на)."],
        ["@5,1,1 № п/п", "@5,1,2 Ф.И.О. работника", "@5,1,3 Дата ознакомления", "@5,1,4 Подпись", "@5,2,1 1"],
        ["Подписывая инструкцию, работник подтверждает, что ознакомлен с ней: ______ Петров"],
    ],
)
def test_acknowledgements(lines: list[str]) -> None:
    assert absent(*GRIF, TITLE, *body(), *lines) == set()


@pytest.mark.parametrize(
    "clause",
    ["4.2. Знакомится с инструкциями под подпись.", "4.9. С инструкцией работник ознакомлен при приёме на работу."],
)
def test_clauses_about_acquaintance(clause: str) -> None:
    assert absent(*GRIF, TITLE, *body(), clause) == {"acknowledgement"}


def test_contents_promise_what_the_text_lacks() -> None:
    toc = ["Содержание", "1. Общие положения\t3", "2. Обязанности\t4", "3. Права\t5", "4. Ответственность\t6"]
    text = [line for line in body() if not line.startswith(("# 3", "3."))]
    assert absent(*GRIF, TITLE, *toc, *text, *ACK) == {"rights"}


def test_a_right_to_sign_is_not_a_section_on_rights() -> None:
    text = [line for line in body() if not line.startswith(("# 3", "3."))]
    assert absent(*GRIF, TITLE, *text, "Имеет право подписи накладных.", *ACK) == {"rights"}


def test_virtues_and_licences_are_not_sections() -> None:
    text = [line for line in body() if not line.startswith(("# 3", "3.", "# 4", "4."))]
    virtues = ["# 3. Личные качества", "- ответственность", "- права категории В"]
    assert absent(*GRIF, TITLE, *text, *virtues, *ACK) == {"rights", "responsibility"}


def test_lead_ins_alone() -> None:
    lines = ["Слесарь подчиняется механику.", "Слесарь обязан:", "- ремонтировать;", "- чистить."]
    lines += ["Слесарь имеет право:", "- требовать инструмент."]
    lines += ["Слесарь несёт ответственность за:", "- поломку по его вине."]
    assert absent(*GRIF, TITLE, *lines, *ACK) == set()


def test_items_answer_the_question_above_their_lead_in() -> None:
    found = understand(
        "Должностная инструкция официанта", "# За что тебя могут уволить?", "У нас недопустимы:", "1. Грубость.", "2. Воровство."
    )  # fmt: skip
    leads = {line.text: line.lead_in for line in found.lines if line.label}
    assert {found.lines[k].text for k in leads.values() if k is not None} == {"За что тебя могут уволить?"}


def test_one_paragraph_with_drawn_rules() -> None:
    rule = " ________________ "
    filler = "Встречает гостей и рассаживает их за столики. " * 12
    text = rule.join(
        [
            "Должностная инструкция хостес " + filler,
            "За что ты можешь быть уволена? Недопустимы: 1. Грубость 2. Опоздания 3. Прогул",
            "Контроль Отчёты: 1. Дневной 2. Недельный 3. Месячный",
            "Контакты " + filler,
        ]
    )
    found = understand(text)
    heading = next(line for line in found.lines if line.text == "За что ты можешь быть уволена?")
    assert heading.heading
    assert [line.text for line in found.lines if line.lead_in == heading.index] == ["Грубость", "Опоздания", "Прогул"]


def test_a_sentence_over_two_paragraphs_is_no_heading() -> None:
    lines = [
        TITLE,
        "Инструкция определяет права, обязанности и",
        "ответственность слесаря предприятия",
        *body(),
    ]
    assert next(s.heading for s in understand(*lines).sections) == "1. Общие положения"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Функциональные обязанности", "дежурного администратора", "1. Встречает гостей.", "Ознакомлен: ____"], "job-description"),
        (["Должностные обязанности кассира", "1. Пробивает чеки.", "2. Сдаёт выручку."], "job-description"),
        (["Производственная (должностная) инструкция машиниста крана", *body()], "job-description"),
        (["УТВЕРЖДЕНО", "Приказ № 15 от 12.01.2024", "Должностная инструкция няни", "Обязанности:", "- гуляет."], "job-description"),
        (["ПРИКАЗ", "Об утверждении инструкции", "Приложение № 1 к приказу", "Должностная инструкция бухгалтера", *body()], "job-description"),
        (["СТАНДАРТ ОРГАНИЗАЦИИ", "СТО 12-2024", "Должностная инструкция инженера", *body()], "job-description"),
        (["Положение о должностных инструкциях", "1. Общие положения", "1.1. Должностная инструкция — локальный акт.", "2. Ответственность", "2.1. Отдел кадров."], "regulation"),
        (["Методические рекомендации по составлению должностной инструкции", *body()], "article"),
        (["Дополнительное соглашение № 2 к трудовому договору", "1. Изложить инструкцию в новой редакции."], "employment-contract"),
        (["Служебный контракт", "1. Предмет", "2. Права и обязанности", "2.1. Служит."], "employment-contract"),
        (["Бухгалтер", "Должностные обязанности. Ведёт учёт.", "Должен знать: законы.", "Требования к квалификации. Высшее образование."], "qualification-characteristic"),
        (["Характеристика на работника", "Иванов работает с 2010 года.", "Должностные обязанности выполняет добросовестно."], "other"),
        (["Вакансия: менеджер", "Обязанности:", "- продавать;", "Требования:", "- опыт."], "other"),
    ],
)  # fmt: skip
def test_kinds(lines: list[str], kind: str) -> None:
    assert understand(*lines).kind == kind


def test_article_with_headings_of_an_instruction() -> None:
    found = outline(
        doc(
            "Должностная инструкция менеджера: образец",
            "Зачем нужна должностная инструкция? Разбираемся вместе с юристом.",
            "Мы подготовили для вас образец, который можно скачать.",
            "# Права и обязанности",
            "Частые вопросы",
        )
    )
    assert found.kind == "article"


@pytest.mark.parametrize(
    ("title", "clause", "position"),
    [
        ("агента рекламного", "1.1. Рекламный агент относится к служащим.", "агент рекламный"),
        ("заведующего складом", "1.1. Подчиняется директору.", "заведующий складом"),
        ("слесаря-ремонтника", "1.1. Слесарь подчиняется механику.", "слесарь-ремонтник"),
        ("бухгалтера предприятия торговли", "1.1. Бухгалтер подчиняется директору.", "бухгалтер предприятия торговли"),
    ],
)
def test_position_as_the_title_names_it(title: str, clause: str, position: str) -> None:
    assert understand(f"Должностная инструкция {title}", "# 1. Общие положения", clause).position == position
