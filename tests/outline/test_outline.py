"""How documents of many shapes are understood. Texts are ours, from different trades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilint.docx.labels import parse_label
from dilint.model import Block, Document, Outline
from dilint.outline import outline, split

GRIF = ["УТВЕРЖДАЮ", "Директор ООО «Заря»", "____________ И.И. Котов", "01.02.2026"]
ACK = ["С инструкцией ознакомлен: ____________ /____________/"]


def doc(*lines: str | Block) -> Document:
    """«# …» is bold, «@table,row,column …» stands in a cell."""
    blocks = []
    for i, line in enumerate(lines):
        if isinstance(line, Block):
            blocks.append(line)
            continue
        cell: tuple[tuple[int, int, int], ...] = ()
        if line.startswith("@"):
            where, line = line[1:].split(" ", 1)
            table, row, column = map(int, where.split(","))
            cell = ((table, row, column),)
        bold = line.startswith("# ")
        text = line.removeprefix("# ")
        label, end = parse_label(text)
        blocks.append(
            Block(i, text, label=label, label_source="typed" if label else None, label_end=end, bold=bold, cell=cell)
        )
    return Document("x.docx", tuple(blocks))


def understand(*lines: str) -> Outline:
    return outline(doc(*lines))


PLAIN = [
    *GRIF, "Должностная инструкция сварщика", "# 1. Общие положения", "1.1. Сварщик подчиняется мастеру.",
    "# 2. Должностные обязанности", "2.1. Варит швы.", "# 3. Права", "3.1. Вносить предложения.",
    "# 4. Ответственность", "4.1. Отвечает по закону.", *ACK,
]  # fmt: skip


def test_plain_document() -> None:
    found = understand(*PLAIN)
    assert found.kind == "job-description"
    assert set(found.verdicts.values()) == {"present"}
    assert found.position == "сварщик"
    assert not found.template
    assert found.approved_on is not None
    assert [s.heading for s in found.sections] == [
        "1. Общие положения", "2. Должностные обязанности", "3. Права", "4. Ответственность",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("II. ФУНКЦИОНАЛЬНЫЕ ОБЯЗАННОСТИ", "duties"),
        ("2. Задачи и функции", "duties"),
        ("2. Обязанности дежурного фельдшера", "duties"),
        ("Раздел 3. Права работника", "rights"),
        ("3. Полномочия", "rights"),
        ("IV. Ответственность начальника участка", "responsibility"),
        ("О Т В Е Т С Т В Е Н Н О С Т Ь", "responsibility"),
        ("4. Отвeтствeнность", "responsibility"),  # Latin e
        ("І. Общая часть", "general"),  # Ukrainian І
        ("1. Общие сведения", "general"),
    ],
)
def test_headings_in_many_wordings(heading: str, kind: str) -> None:
    found = understand("Должностная инструкция вахтёра", f"# {heading}", "Текст раздела о работе вахтёра.")
    assert [s.kinds for s in found.sections] == [(kind,)]


@pytest.mark.parametrize(
    "clause",
    [
        "4.1. Ответственность за порчу имущества наступает по закону.",
        "2.5. Обязанности распределяет бригадир.",
        "3.2. Права и обязанности сторон определяет договор.",
        "Права на программу принадлежат работодателю;",
    ],
)
def test_clauses_are_not_headings(clause: str) -> None:
    lines = [*PLAIN[:11], clause, *PLAIN[11:]]
    assert len(understand(*lines).sections) == 4


def test_merged_heading_counts_for_each_kind() -> None:
    found = understand("Должностная инструкция повара", "# 3. Права и ответственность", "3.1. Вправе. 3.2. Отвечает.")
    assert found.verdicts["rights"] == found.verdicts["responsibility"] == "merged"


def test_headings_and_clauses_behind_soft_breaks() -> None:
    found = understand(
        "Должностная инструкция лаборанта",
        "1. Общие положения\n1.1. Лаборант подчиняется заведующему.\n2. Обязанности\n2.1. Готовит растворы.",
        "3. Права\n3.1. Вносить предложения.\n4. Ответственность\n4.1. Отвечает по закону.",
    )
    assert [s.kinds[0] for s in found.sections] == ["general", "duties", "rights", "responsibility"]
    assert next(x.address for x in found.lines if "растворы" in x.text) == "раздел 2, п. 2.1"


def test_several_clauses_on_one_line() -> None:
    found = understand("# 2. Обязанности", "2.1. Моет полы. 2.2. Протирает окна. 2.3. Выносит мусор.")
    assert [x.label for x in found.lines][1:] == ["2.1.", "2.2.", "2.3."]


def test_lead_ins_stand_for_headings() -> None:
    found = understand(
        "Должностная инструкция курьера", "Курьер обязан:", "– доставлять посылки;", "Курьер имеет право:",
        "– отказаться от груза без документов;", "Курьер несёт ответственность за:", "– утрату посылок.",
    )  # fmt: skip
    assert [(s.kinds[0], s.evidence) for s in found.sections] == [
        ("duties", "lead-in"), ("rights", "lead-in"), ("responsibility", "lead-in"),
    ]  # fmt: skip
    item = next(x for x in found.lines if "утрату" in x.text)
    assert item.lead_in is not None
    assert "ответственность" in found.lines[item.lead_in].text


def test_table_of_contents_is_not_sections() -> None:
    toc = ["Содержание", "# 1. Общие положения", "# 2. Обязанности", "# 3. Права", "# 4. Ответственность"]
    body = [x for head in toc[1:] for x in (head, "1.1. Текст о работе диспетчера.")]
    found = understand("Должностная инструкция диспетчера", *toc, *body)
    assert len(found.sections) == 4
    assert sum(x.toc for x in found.lines) == 4


def test_empty_section_is_known() -> None:
    found = understand(*PLAIN[:11], "# 4. Ответственность", *ACK)
    assert [s.empty for s in found.sections] == [False, False, False, True]


def test_missing_parts() -> None:
    found = understand("Должностная инструкция грузчика", "# 1. Обязанности", "1.1. Грузит.")
    assert [k for k, v in found.verdicts.items() if v == "absent"] == [
        "approval", "general", "rights", "responsibility", "acknowledgement",
    ]  # fmt: skip


def test_approval_elements() -> None:
    (block,) = understand(*PLAIN).approvals
    assert {k: e.status for k, e in block.elements.items()} == {
        "signature": "blank", "name": "filled", "date": "filled", "position": "filled",
    }  # fmt: skip


def test_approval_by_order() -> None:
    found = understand("УТВЕРЖДЕНА", "приказом главного врача", "от 05.03.2026 № 12-к", *PLAIN[4:])
    (block,) = found.approvals
    assert block.form == "order"
    assert (block.elements["order_date"].status, block.elements["order_number"].text) == ("filled", "№ 12-к")


def test_approval_interleaved_with_the_title_in_a_table() -> None:
    found = understand(
        "@1,1,1 ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ", "@1,1,2 УТВЕРЖДАЮ", "@1,2,1 04.02.2026 № 7", "@1,2,2 Заведующий аптекой",
        "@1,3,1 провизора", "@1,3,2 ____________ О.П. Лунина", "@1,4,2 04.02.2026", *PLAIN[5:],
    )  # fmt: skip
    assert found.position == "провизор"
    assert found.approvals[0].elements["position"].text.startswith("Заведующий")
    assert found.approvals[0].elements["name"].text == "О.П. Лунина"


@pytest.mark.parametrize(
    "lines",
    [
        ["Ознакомлен(а): ____________"],
        ["С должностной инструкцией ознакомлена, экземпляр получила: ____________"],
        ["Лист ознакомления", "@1,1,1 ФИО", "@1,1,2 Подпись", "@1,1,3 Дата"],
        ["@1,1,1 С инструкцией ознакомлен(а):", "@1,1,2 ____________"],
    ],
)
def test_acknowledgement_in_many_forms(lines: list[str]) -> None:
    assert understand(*PLAIN[:-1], *lines).verdicts["acknowledgement"] == "present"


def test_a_clause_about_acknowledgement_is_not_one() -> None:
    clause = "4.2. Работник должен быть ознакомлен с настоящей инструкцией до подписания трудового договора."
    assert understand(*PLAIN[:-1], clause).verdicts["acknowledgement"] == "absent"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["ПРИКАЗ № 5", "О назначении ответственных", "Назначить Иванова ответственным."], "order"),
        (
            ["ТРУДОВОЙ ДОГОВОР № 3", "1. Предмет договора", "2. Права и обязанности работника", "2.1. Обязан."],
            "employment-contract",
        ),
        (
            ["ПОЛОЖЕНИЕ о премировании", "# 1. Общие положения", "1.1. Настоящее положение определяет порядок."],
            "regulation",
        ),
        (
            [
                "УТВЕРЖДАЮ",
                "Директор",
                "ИНСТРУКЦИЯ № 4 по охране труда для электрика",
                "# 1. Общие требования",
                "1.1. К работе допускаются.",
            ],
            "safety-instruction",
        ),
        (
            ["ДОЛЖНОСТНОЙ РЕГЛАМЕНТ консультанта отдела", "# 1. Общие положения", "1.1. Гражданский служащий."],
            "civil-servant-regulation",
        ),
        (["Меню на неделю", "Понедельник: борщ"], "other"),
        ([], "empty"),
    ],
)
def test_other_documents_are_told_apart(lines: list[str], kind: str) -> None:
    assert understand(*lines).kind == kind


@pytest.mark.parametrize("blank", ["{{ employee_name }}", "00.00.00"])
def test_templates(blank: str) -> None:
    assert understand(*PLAIN[:5], f"Составлена: {blank}", *PLAIN[5:]).template


@pytest.mark.parametrize(
    ("title", "position"),
    [
        ("Должностная инструкция старшего кладовщика", "старший кладовщик"),
        ("ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ ИНЖЕНЕРА ПО ОХРАНЕ ТРУДА", "инженер по охране труда"),
        ("Должностная инструкция № 14 медицинской сестры", "медицинская сестра"),
        ("Должностная инструкция продавца-консультанта", "продавец-консультант"),
    ],
)
def test_position_in_the_nominative(title: str, position: str) -> None:
    assert understand(title, "# 1. Обязанности", "1.1. Работает.").position == position


def test_two_instructions_in_one_file() -> None:
    second = [line.replace("сварщика", "токаря").replace("Сварщик", "Токарь") for line in PLAIN]
    parts = split(doc(*PLAIN, *second))
    assert [outline(part).position for part in parts] == ["сварщик", "токарь"]


def test_one_instruction_is_not_split_at_a_clause_about_itself() -> None:
    clause = "Должностная инструкция разработана в соответствии с приказом."
    assert len(split(doc(*PLAIN, clause))) == 1


@given(st.lists(st.text(alphabet="абвАБВ12.):;\n\t –", max_size=40), max_size=12))
def test_lines_are_slices_of_their_blocks(texts: list[str]) -> None:
    document = doc(*(Block(i, text) for i, text in enumerate(texts)))
    for line in outline(document).lines:
        assert document.blocks[line.block].text[line.start : line.end] == line.text
