"""VAT terms, their due dates, and the Norwegian holidays that move them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.rules import (
    is_working_day,
    months_until_vat_is_due,
    next_working_day,
    public_holidays,
    vat_due_date,
    vat_due_month,
    vat_term,
)

D = datetime.date


def test_due_date_of_term_3_2024_model_rules_12() -> None:
    """31 August 2024 is a Saturday, so the date shown is Monday 2 September; the money moves in August."""
    assert vat_due_date(2024, 3) == D(2024, 9, 2)
    assert vat_due_month(2024, 3) == D(2024, 8, 1)


@pytest.mark.parametrize(
    ("term", "due"),
    [
        (1, D(2025, 4, 10)),
        (2, D(2025, 6, 10)),
        (4, D(2025, 10, 10)),
        (5, D(2025, 12, 10)),
        (6, D(2026, 2, 10)),
    ],
)
def test_due_dates_skatteforvaltningsforskriften_8_3_10(term: int, due: datetime.date) -> None:
    """10 April, 10 June, 10 October, 10 December and, next year, 10 February: all on weekdays."""
    assert vat_due_date(2025, term) == due


@pytest.mark.parametrize(
    ("year", "term", "due"),
    [
        # 31 August 2025 is a Sunday.
        (2025, 3, D(2025, 9, 1)),
        # 10 February 2024 is a Saturday.
        (2023, 6, D(2024, 2, 12)),
        # 10 April 2020 was Good Friday; Saturday, Easter Day and Easter Monday follow.
        (2020, 1, D(2020, 4, 14)),
        # 10 June 2019 was Whit Monday.
        (2019, 2, D(2019, 6, 11)),
    ],
)
def test_due_date_moves_to_the_next_working_day_skattebetalingsloven_10_2(
    year: int, term: int, due: datetime.date
) -> None:
    assert vat_due_date(year, term) == due


@pytest.mark.parametrize("term", [0, 7, -1])
def test_there_are_six_terms(term: int) -> None:
    with pytest.raises(ValueError, match="1 to 6"):
        vat_due_date(2025, term)
    with pytest.raises(ValueError, match="1 to 6"):
        vat_due_month(2025, term)


def test_months_belong_to_terms_two_by_two() -> None:
    assert [vat_term(month) for month in range(1, 13)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    for month in (0, 13):
        with pytest.raises(ValueError, match="1 to 12"):
            vat_term(month)


@given(st.integers(2005, 2080), st.integers(1, 12))
def test_months_to_payment_agree_with_the_month_of_payment(year: int, month: int) -> None:
    """January's VAT is paid in April, 3 months later; December's in February, 2 months later."""
    due = vat_due_month(year, vat_term(month))
    assert (due.year - year) * 12 + due.month - month == months_until_vat_is_due(month)


def test_public_holidays_of_2025_helligdagsfredloven_2() -> None:
    """Easter Day 2025 was 20 April; Ascension 39 and Whit Sunday 49 days later."""
    assert sorted(public_holidays(2025)) == [
        D(2025, 1, 1),
        D(2025, 4, 17),
        D(2025, 4, 18),
        D(2025, 4, 20),
        D(2025, 4, 21),
        D(2025, 5, 1),
        D(2025, 5, 17),
        D(2025, 5, 29),
        D(2025, 6, 8),
        D(2025, 6, 9),
        D(2025, 12, 25),
        D(2025, 12, 26),
    ]


@pytest.mark.parametrize(
    "easter",
    [
        # Published dates, with the earliest and latest in use and the two years the method must bend for.
        D(1954, 4, 18),
        D(1981, 4, 19),
        D(2008, 3, 23),
        D(2011, 4, 24),
        D(2023, 4, 9),
        D(2024, 3, 31),
        D(2026, 4, 5),
        D(2027, 3, 28),
        D(2028, 4, 16),
        D(2029, 4, 1),
        D(2030, 4, 21),
        D(2035, 3, 25),
        D(2038, 4, 25),
    ],
)
def test_easter(easter: datetime.date) -> None:
    assert easter in public_holidays(easter.year)
    assert easter + datetime.timedelta(1) in public_holidays(easter.year)


def test_working_days() -> None:
    assert is_working_day(D(2025, 4, 16))
    assert not is_working_day(D(2025, 4, 17))  # Maundy Thursday
    assert not is_working_day(D(2024, 8, 31))  # a Saturday
    assert is_working_day(D(2025, 12, 24))  # not a public holiday
    assert next_working_day(D(2025, 4, 16)) == D(2025, 4, 16)
    assert next_working_day(D(2025, 4, 17)) == D(2025, 4, 22)
    assert next_working_day(D(2025, 12, 25)) == D(2025, 12, 29)
