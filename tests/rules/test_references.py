"""References to acts that are no more, and clauses that only tell of the time when they were in force."""

from __future__ import annotations

import pytest

from dilint.rules.checks.references import _tells_past


@pytest.mark.parametrize(
    ("text", "since", "past"),
    [
        ("Сверяет взносы, уплаченные до 2023 года.", "2023-01-01", True),
        ("Хранит отчёты за 2010–2022 годы.", "2023-01-01", True),
        ("Заполняет формы, действующие до 2027 года.", "2023-01-01", False),
        ("Подшивает дела по утратившему силу приказу.", "", True),
        ("Сдаёт отчётность.", "2023-01-01", False),
        ("Сдаёт отчёт за этот период в 2027 году.", "2023-01-01", False),
        ("Ведёт архивные дела бывших сотрудников.", "2023-01-01", False),
    ],
)
def test_a_clause_tells_of_past_years(text: str, since: str, past: bool) -> None:
    assert _tells_past(text, since) is past
