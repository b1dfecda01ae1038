from datetime import date

import pytest

from graph.mapping.periods import bounds


@pytest.mark.parametrize(
    ("notation", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-05-20", date(2024, 5, 20), date(2024, 5, 20)),
        ("2024/2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_has_its_first_and_last_day(notation, first, last):
    assert bounds(notation) == (first, last)


@pytest.mark.parametrize("notation", ["2024-02-31", "2024-13", "0000", "2025/2024", "Q2", ""])
def test_what_is_no_period_has_no_days(notation):
    with pytest.raises(ValueError):  # noqa: PT011 - the standard library words some of these
        bounds(notation)
