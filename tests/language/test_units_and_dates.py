"""Units, months and dates in both languages."""

import datetime

import pytest

from feasibility.language import (
    LANGUAGES,
    Label,
    UnknownUnit,
    format_date,
    format_measure,
    format_month,
    format_unit,
    parse_number,
)

CASE_FILE_UNITS = [
    "NOK", "NOK/month", "NOK/year", "NOK/m2/year", "m2", "share", "share/year", "share/month", "month",
    "lease_month", "months", "count", "NOK/use", "uses/month", "year", "FTE", "NOK/hour", "hours/month",
    "people", "NOK/desk/month", "NOK/member/month", "date",
    "own",
]  # fmt: skip


@pytest.mark.parametrize("unit", CASE_FILE_UNITS)
def test_every_unit_of_the_case_file_has_words_in_both_languages(unit: str) -> None:
    for language in LANGUAGES:
        words = format_unit(unit, language)
        assert words
        assert "/" not in words


@pytest.mark.parametrize(
    ("unit", "nb", "en"),
    [
        ("NOK/m2/year", "kr per m² og år", "NOK per m² and year"),
        ("NOK/desk/month", "kr per plass og måned", "NOK per desk and month"),
        ("NOK", "kr", "NOK"),
        ("share/month", "andel per måned", "share per month"),
        ("month", "prosjektmåned", "project month"),
        ("lease_month", "leiemåned", "lease month"),
        ("months", "måneder", "months"),
        ("FTE", "årsverk", "FTE"),
    ],
)
def test_unit_in_words(unit: str, nb: str, en: str) -> None:
    assert (format_unit(unit, "nb"), format_unit(unit, "en")) == (nb, en)


@pytest.mark.parametrize("unit", ["", "kr", "NOK/", "NOK/months", "/year", "nok", "NOK per year"])
def test_unknown_unit_is_refused_with_those_known(unit: str) -> None:
    with pytest.raises(UnknownUnit, match="m2"):
        format_unit(unit, "nb")


@pytest.mark.parametrize(
    ("value", "unit", "nb", "en"),
    [
        (1799, "NOK/month", "1 799 kr per måned", "NOK 1,799 per month"),
        (-2_500_000, "NOK", "\u22122 500 000 kr", "NOK -2,500,000"),
        (35.5, "NOK/use", "35,50 kr per gang", "NOK 35.50 per use"),
        (150, "NOK/use", "150 kr per gang", "NOK 150 per use"),
        (120.5, "m2", "120,5 m²", "120.5 m²"),
        (120, "m2", "120 m²", "120 m²"),
        (0.25, "share", "25,0 %", "25.0%"),
        (0.025, "share/year", "2,5 % per år", "2.5% per year"),
        (7, "month", "måned 7", "month 7"),
        (7, "lease_month", "leiemåned 7", "lease month 7"),
        (1, "months", "1 måned", "1 month"),
        (18, "months", "18 måneder", "18 months"),
        (1, "year", "1 år", "1 year"),
        (10, "year", "10 år", "10 years"),
        (2027, "calendar_year", "2027", "2027"),
        (0.5, "FTE", "0,5 årsverk", "0.5 FTE"),
        (1.5, "ratio", "1,50 ganger", "1.50 times"),
        (10, "count", "10", "10"),
        (1, "flag", "ja", "yes"),
        (0, "flag", "nei", "no"),
    ],
)
def test_value_with_its_unit(value: float, unit: str, nb: str, en: str) -> None:
    assert format_measure(value, unit, "nb").replace("\u00a0", " ") == nb
    assert format_measure(value, unit, "en").replace("\u00a0", " ") == en


def test_decimals_asked_for_are_given() -> None:
    assert format_measure(0.0525, "share", "nb", decimals=2) == "5,25\u00a0%"
    assert format_measure(120, "m2", "en", decimals=2) == "120.00\u00a0m²"
    assert parse_number(format_measure(1799.5, "NOK", "nb", decimals=2), "nb") == 1799.5


def test_a_number_and_its_currency_never_part_at_a_line_break() -> None:
    assert " " not in format_measure(1_250_000, "NOK", "nb")
    assert " " not in format_measure(1_250_000, "NOK", "en")


def test_part_of_a_project_month_is_refused() -> None:
    with pytest.raises(ValueError, match="whole"):
        format_measure(7.5, "month", "nb")


@pytest.mark.parametrize(
    ("month", "nb", "en"),
    [
        ("2027-01", "jan. 2027", "Jan 2027"),
        ("2027-03", "mars 2027", "Mar 2027"),
        ("2027-04", "apr. 2027", "Apr 2027"),
        ("2027-05", "mai 2027", "May 2027"),
        ("2027-12", "des. 2027", "Dec 2027"),
    ],
)
def test_month(month: str, nb: str, en: str) -> None:
    assert (format_month(month, "nb"), format_month(month, "en")) == (nb, en)
    day = datetime.date(int(month[:4]), int(month[5:]), 28)
    assert format_month(day, "nb") == nb


@pytest.mark.parametrize("text", ["2027", "2027-13", "2027-00", "27-04", "2027-4", "2027-04-01", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM"):
        format_month(text, "nb")


def test_date() -> None:
    day = datetime.date(2024, 9, 2)
    assert (format_date(day, "nb"), format_date(day, "en")) == ("02.09.2024", "2 Sep 2024")


def test_label_speaks_both_languages_and_needs_both() -> None:
    label = Label("leie", "rent")
    assert (label.text("nb"), label.text("en")) == ("leie", "rent")
    with pytest.raises(ValueError, match="both languages"):
        Label("leie", " ")
