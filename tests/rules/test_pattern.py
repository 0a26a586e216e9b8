import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilint.rules.pattern import PatternError, parse
from dilint.rules.spec import Term

CLASSES = ("fine", "levy", "pay_out", "limit", "average_wage")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("fine levy@employee", (Term(("fine",)), Term(("levy",), party=("employee",)))),
        ("не:pay_out", (Term(("pay_out",), "negated"),)),
        ("fine ±:limit", (Term(("fine",)), Term(("limit",), "any"))),
        ("'в размер' >3 average_wage", (Term(("'в размер'",)), Term(("average_wage",), gap=3))),
        ("fine > limit", (Term(("fine",)), Term(("limit",), gap=0))),
        ("fine|pay_out@employee,third", (Term(("fine", "pay_out"), party=("employee", "third")),)),
        ("fine -'по суд'", (Term(("fine",)), Term(("'по суд'",), absent=True))),
        ("-не:limit  fine", (Term(("limit",), "negated", absent=True), Term(("fine",)))),
    ],
)
def test_grammar(text: str, terms: tuple[Term, ...]) -> None:
    assert parse(text, CLASSES, name="имя") == parse(text, name="имя")
    assert parse(text, CLASSES).terms == terms
    assert parse(text).source == text


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("fine lvy", 5, "неизвестный класс «lvy»; возможно, «levy»"),
        ("fine|nothing", 5, "неизвестный класс «nothing»"),
        ("fine штраф", 5, "в кавычках"),
        ("fine 'по суд", 5, "кавычка не закрыта"),
        ("fine ''", 5, "через один пробел"),
        ("> fine", 0, "перед первым"),
        ("fine >", 5, "ничего нет"),
        ("fine > > limit", 7, "подряд"),
        ("fine > -limit", 7, "после «>»"),
        ("fine@chief", 5, "неизвестное лицо «chief»"),
        ("fine@", 5, "неизвестное лицо"),
        ("fine)limit", 4, "лишний знак «)»"),
        ("-fine", 0, "ни одного слова"),
        ("", 0, "ни одного слова"),
        ("fine >x", 5, "ожидается"),
    ],
)
def test_mistakes_name_the_column(text: str, column: int, message: str) -> None:
    with pytest.raises(PatternError, match=re.escape(message)) as error:
        parse(text, CLASSES)
    assert error.value.column == column


@given(st.text(alphabet="fine ле'|@>-±:не,3_", max_size=30))
def test_any_text_is_parsed_or_refused_in_its_bounds(text: str) -> None:
    try:
        pattern = parse(text)
    except PatternError as error:
        assert 0 <= error.column <= len(text)
    else:
        assert any(not term.absent for term in pattern.terms)
        assert all(term.atoms for term in pattern.terms)
