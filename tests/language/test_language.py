"""Normalising, sentences, polarity and roles on clauses of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilint.language.lexicon import compile_forms, reach, tag
from dilint.language.polarity import denied, negated
from dilint.language.roles import NAMED, Parties, nouns, victims
from dilint.language.sentences import Sentence, sentences, vocabulary
from dilint.language.text import normalise
from dilint.language.titles import nominative


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("мате\u00adриальная", "материальная"),
        ("ст.\u00a0243", "ст. 243"),
        ("paботник", "работник"),
        ("прогул → выговор", "прогул — выговор"),
        ("У Т В Е Р Ж Д А Ю", "УТВЕРЖДАЮ"),
        ("О Б Щ И Е   П О Л О Ж Е Н И Я", "ОБЩИЕ   ПОЛОЖЕНИЯ"),
        ("бои\u0306", "бой"),
        ("несёт", "несет"),
        ("Excel и Word", "Excel и Word"),
    ],
)
def test_normalise(original: str, expected: str) -> None:
    assert normalise(original).text == expected


@given(st.text(alphabet="абвё ABcep\u00ad\u00a0и\u0306е\u0308УТ-–.\n", max_size=60))
def test_offsets_lead_back(original: str) -> None:
    folded = normalise(original)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(original)
    for i in range(len(folded.text)):
        start, end = folded.span(i, i + 1)
        assert 0 <= start < end <= len(original)


@given(st.text(alphabet="абвАБ .,;:!?1234()«»-–", max_size=80))
def test_sentences_hold_every_token_once(text: str) -> None:
    tokens = [span for s in sentences(text) for span in zip(s.starts, s.ends, strict=True)]
    assert tokens == sorted(tokens)
    assert "".join(text[a:b] for a, b in tokens) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Отвечает по ст. 243 ТК РФ.", 1),
        ("См. п. 2.3. Работник обязан.", 2),
        ("Директор И. И. Иванов подписал приказ.", 1),
        ("Платит 500 руб. за каждый случай.", 1),
        ("Опоздал. Плати штраф!", 2),
        ("Премии, надбавки и т. д. не выплачиваются.", 1),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def _one(text: str) -> Sentence:
    return sentences(normalise(text).text)[0]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Штраф с продавца не взимается.", "взимается", True),
        ("Мастер не вправе штрафовать рабочих.", "штрафовать", True),
        ("Запрещается удерживать стоимость боя.", "удерживать", True),
        ("Удержание стоимости формы не допускается.", "удержание", True),
        ("Никто не может лишить премии.", "лишить", True),
        ("Уволен может быть не только кассир.", "уволен", False),
        ("Штраф не менее тысячи рублей взимается с повара.", "взимается", False),
        ("Не сдал отчёт – плати рубль.", "плати", False),
        ("Отвечает в пределах заработка, а не полностью.", "полностью", True),
        ("Мастер переводится в рабочие, согласия его не требуется.", "переводится", False),
        ("Штраф, налагаемый мастером, не взимается и не удерживается.", "удерживается", True),
        ("Не подлежащие оплате часы отрабатываются.", "отрабатываются", False),
        ("Сколько бы нарядов он ни закрыл, премия снимается.", "премия", False),
        ("Без пропуска взимается штраф.", "взимается", False),
        ("Подменяет повара без оформления и дополнительной оплаты.", "оплаты", True),
        ("Работает без согласия и по звонку мастера.", "звонку", False),
        ("Из списка на премию исключается опоздавший.", "премию", False),
        ("Взимание штрафа исключается.", "взимание", True),
        ("Снимать премию мастер не уполномочен.", "снимать", True),
        ("Отвечает не в пределах заработка.", "пределах", True),
        ("Ущерб возмещается полностью, предел ответственности не применяется.", "возмещается", False),
        ("Вина предполагается и доказыванию не подлежит.", "предполагается", False),
        ("Штраф и пеня не применяются.", "штраф", True),
        ("Кто бы ни разбил витрину, платит продавец.", "платит", False),
        ("Сколько бы это ни стоило, возмещает полностью.", "возмещает", False),
        ("Проезд на запрещающий сигнал наказывается.", "наказывается", False),
        ("Штраф исключается.", "исключается", False),
        ("Кто бы ни поцарапал капот, виновным не считается мойщик.", "считается", True),
        ("Взыскивается ущерб, не устанавливая причин.", "взыскивается", False),
        ("Отвечает за бой, хоть вины и нет.", "отвечает", False),
        ("Удерживать ущерб, если он не доказан, запрещается.", "удерживать", True),
        ("Излишне выданная сдача возмещается.", "возмещается", False),
        ("Платит за отменённую бронь.", "платит", False),
        ("Опоздание не «отрабатывается» вечером.", "отрабатывается", True),
        ("Бывает замечание, но отнюдь не выговор.", "выговор", True),
        ("Взыскание не налагается без объяснения.", "объяснения", False),
        ("Взыскание налагается без объяснения.", "объяснения", True),
        ("Секретарь вправе оспорить взыскание, ценностей ему никто не вверял.", "оспорить", False),
        ("Увольнять за оценку на ревью, вступление в брак недопустимо.", "увольнять", True),
        ("Суд для этого не нужен.", "суд", True),
        ("Отмененная заявка оплачивается таксистом.", "оплачивается", False),
        ("Премия превращается в ничто.", "премия", False),
        ("Возражает против лишения премии.", "лишения", True),
    ],
)
def test_polarity(text: str, word: str, expected: bool) -> None:
    sentence = _one(text)
    assert negated(sentence)[sentence.words.index(word)] is expected


def test_a_relative_clause_begins_at_its_preposition() -> None:
    sentence = _one("Ошибка, о которой он не сообщил, влечёт штраф.")
    assert sentence.clause[0] != sentence.clause[sentence.words.index("не")]
    assert not denied(sentence)[0]


def test_an_arrow_parts_clauses() -> None:
    sentence = _one("Не сдал пропуск → рубль в кассу.")
    assert sentence.clause[0] != sentence.clause[sentence.words.index("рубль")]
    assert not denied(sentence)[sentence.words.index("рубль")]


def test_a_range_holds_all_its_numbers() -> None:
    table = compile_forms({"age": ["19..21", "тридцать"]})
    assert [bool(tag(_one(word), table).mask) for word in ("18", "19", "21", "22", "тридцати")] == [
        False,
        True,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("modal", ["должен", "должна", "должно", "должны"])
def test_every_form_of_a_modal_carries_its_negation(modal: str) -> None:
    sentence = _one(f"Справка не {modal} храниться.")
    assert negated(sentence)[sentence.words.index("храниться")]


def test_a_plural_member_has_no_singular_forms() -> None:
    table = compile_forms({"crew": ["водитель(мн)"]})
    assert [bool(tag(_one(word), table).mask) for word in ("водителями", "водители", "водителя")] == [True, True, False]


FRAMES = {
    "levy": {"active": "с+gent на+accs", "passive": "с+gent на+accs", "nominal": "с+gent", "null": "agent"},
    "pay": {"active": "subject", "passive": "ablt", "nominal": "ablt", "null": "employee"},
}
TABLE = compile_forms(
    {
        "levy": ["взыскивать(ся)", "удерживать(ся)"],
        "pay": ["возмещать(ся)", "уплачивать(ся)"],
        "third": ["поставщик", "арендатор"],
        "state": ["суд"],
        "employer": ["организация"],
        "employee": ["работник"],
        "thing": ["автомобиль"],
    }
)


@pytest.mark.parametrize(
    ("text", "word", "frame", "hit"),
    [
        ("С официанта удерживается цена бокала.", "удерживается", "levy", "employee"),
        ("Взыскивает с арендаторов пени.", "взыскивает", "levy", "third"),
        ("Ущерб возмещается кладовщиком.", "возмещается", "pay", "employee"),
        ("Поставщик возмещает недостачу.", "возмещает", "pay", "third"),
        ("Организация возмещает вред.", "возмещает", "pay", "employer"),
        ("Возмещает стоимость боя.", "возмещает", "pay", "employee"),
        ("Ущерб возмещается в срок.", "возмещается", "pay", "unknown"),
        ("Возмещает ущерб, который причинил арендатор.", "возмещает", "pay", "employee"),
        ("Кладовщик признал недостачу, и взыскивается с него цена.", "взыскивается", "levy", "employee"),
        ("Арендатор разбил окно, взыскивается с него цена.", "взыскивается", "levy", "third"),
        ("Взыскивает с фирмы-арендатора пени.", "взыскивает", "levy", "third"),
        ("Возмещает не кассир, а поставщик.", "возмещает", "pay", "third"),
        ("Поставщик вправе обязать кассира возместить цену.", "возместить", "pay", "employee"),
        ("Поставщик, у которого служит курьер, возмещает цену.", "возмещает", "pay", "third"),
        ("Уплачивают строгие арендаторы, кассир считает.", "уплачивают", "pay", "third"),
        ("Возмещать организации цену.", "возмещать", "pay", "employee"),
        ("Взыскивает с третьих лиц цену.", "взыскивает", "levy", "third"),
        ("Пени уплачивает юридическое лицо.", "уплачивает", "pay", "employer"),
        ("Вред возмещает мастер, арендатор ни при чем.", "возмещает", "pay", "employee"),
        ("Обязан возместить организации вред.", "возместить", "pay", "employee"),
        ("С опоздавшего взыскивается сотня.", "взыскивается", "levy", "employee"),
        ("С каждого взыскивается сотня.", "взыскивается", "levy", "employee"),
        ("С опоздавшего на погрузку арендатора взыскивается пеня.", "взыскивается", "levy", "third"),
        ("С виновного поставщика взыскивается пеня.", "взыскивается", "levy", "third"),
        ("Пени, которые не уплатила организация, взыскиваются с нее.", "взыскиваются", "levy", "employer"),
        ("С арендаторами рассчитывается мастер.", "рассчитывается", "pay", "employee"),
    ],
)
def test_who_is_hit(text: str, word: str, frame: str, hit: str) -> None:
    sentence = _one(text)
    found = victims(sentence, sentence.words.index(word), FRAMES[frame], Parties(TABLE), about=False)
    assert found - {NAMED} == {hit}


@pytest.mark.parametrize(
    ("text", "named"),
    [("Повар возмещает вред.", True), ("Возмещает вред.", False), ("Поставщик возмещает вред.", False)],
)
def test_an_employee_may_be_named(text: str, named: bool) -> None:
    sentence = _one(text)
    found = victims(sentence, sentence.words.index("возмещает"), FRAMES["pay"], Parties(TABLE), about=False)
    assert (NAMED in found) is named


def test_what_someone_did_is_told_not_threatened() -> None:
    sentence = _one("Мастер, взыскавший с повара деньги, отвечает.")
    assert victims(sentence, 2, FRAMES["levy"], Parties(TABLE), about=False) == frozenset()


def test_the_actor_is_not_the_victim() -> None:
    sentence = _one("Взыскивает задолженность.")
    assert victims(sentence, 0, FRAMES["levy"], Parties(TABLE), about=False) == frozenset()


def test_a_refused_noun_leaves_nobody() -> None:
    sentence = _one("Взыскивает не с работника.")
    assert victims(sentence, 0, FRAMES["levy"], Parties(TABLE), about=False) == frozenset()


def test_classes_of_tokens_and_phrases() -> None:
    table = compile_forms({"wage": ["заработный плата", "=з/п"], "cut": ["депремир*"], "take": ["взимать(ся)"]})
    tagged = tag(_one("Из заработной платы и з/п взимается; депремирован."), table)
    found = {w for w, m in zip(tagged.sentence.words, tagged.masks, strict=True) if m}
    assert found == {"заработной", "з/п", "взимается", "депремирован"}
    assert tagged.lengths[1] == {table.bits["wage"]: 2}


def test_a_name_is_not_a_party() -> None:
    assert not nouns(_one("В том случае удерживается цена."), Parties(TABLE))


@pytest.mark.parametrize(
    ("genitive", "expected"),
    [
        ("кладовщика", "кладовщик"),
        ("главного бухгалтера", "главный бухгалтер"),
        ("инженера по охране труда", "инженер по охране труда"),
        ("бухгалтер", "бухгалтер"),
        ("отдела продаж", "отдела продаж"),
    ],
)
def test_nominative(genitive: str, expected: str) -> None:
    assert nominative(genitive) == expected


@given(st.text(alphabet="абвАБёЯ .,;:!?123()-/I\n", max_size=80))
def test_vocabulary_is_that_of_the_sentences(text: str) -> None:
    text = normalise(text).text
    assert vocabulary(text) == {word for sentence in sentences(text) for word in sentence.words}


def test_reach_takes_phrases_for_granted() -> None:
    table = compile_forms({"own": ("счет",), "cost": ("за =счет",), "stem": ("депремирован*",)})
    (sentence,) = sentences("за чужой счет")
    assert tag(sentence, table).mask == table.bits["own"]
    assert reach(sentence.words, table) == table.bits["own"] | table.bits["cost"]


def test_nobody_is_hit_where_the_payer_is_not_named() -> None:
    frame = {"active": "subject", "passive": "ablt", "nominal": "ablt", "null": "nobody"}
    hit = [
        victims(_one(text), _one(text).words.index("оплачивается"), frame, Parties(TABLE), about=False)
        for text in ("Осмотр оплачивается.", "Осмотр оплачивается работником.")
    ]
    assert [found - {NAMED} for found in hit] == [frozenset(), frozenset(("employee",))]


def test_without_does_not_reach_an_infinitive() -> None:
    sentence = _one("Вправе без предупреждения менять обязанности.")
    assert negated(sentence)[sentence.words.index("предупреждения")]
    assert not negated(sentence)[sentence.words.index("менять")]
