"""Numbers in fields: written as short as they read back; a plain number in a share's field is per cent."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.language import LANGUAGES, NotANumber
from feasibility.screens.typed import read, unit_words, written


@pytest.mark.parametrize(
    ("value", "unit", "nb", "en"),
    [
        (1250.0, "NOK/m2/year", "1\u00a0250", "1\u00a0250"),
        (799.5, "NOK/month", "799,5", "799.5"),
        (0.5, "share", "50\u00a0%", "50%"),
        (0.125, "share", "12,5\u00a0%", "12.5%"),
        (0.0, "share", "0\u00a0%", "0%"),
        (0.0375, "share/year", "3,75\u00a0%", "3.75%"),
        (1.125, "NOK", "1,1250", "1.1250"),  # with three decimals it might be 1125
        (6.0, "months", "6", "6"),
        (2_000_000.0, "NOK", "2\u00a0000\u00a0000", "2\u00a0000\u00a0000"),
    ],
)
def test_a_number_is_written_with_the_decimals_it_has(value: float, unit: str, nb: str, en: str) -> None:
    assert written(value, unit, "nb") == nb
    assert written(value, unit, "en") == en


@pytest.mark.parametrize(
    ("text", "value"),
    [("25", 0.25), ("25 %", 0.25), ("25%", 0.25), ("12,5", 0.125), ("0,5", 0.005), ("0,5 %", 0.005)],
)
def test_a_plain_number_in_the_field_of_a_share_is_per_cent(text: str, value: float) -> None:
    assert read(text, "share", "nb") == value


def test_other_fields_are_read_as_they_stand() -> None:
    assert read("1 250,50", "NOK/m2/year", "nb") == 1250.5
    assert read("2,5 mill", "NOK", "nb") == 2_500_000
    assert read("1,250.50", "NOK/m2/year", "en") == 1250.5


@pytest.mark.parametrize("unit", ["share", "NOK"])
def test_what_is_no_number_is_refused_in_the_language(unit: str) -> None:
    with pytest.raises(NotANumber, match="Kan ikke lese «abc»"):
        read("abc", unit, "nb")
    with pytest.raises(NotANumber, match="Cannot read 'abc'"):
        read("abc", unit, "en")


@given(st.integers(0, 10**9), st.sampled_from(["NOK", "share", "months", "m2"]), st.sampled_from(LANGUAGES))
def test_what_is_written_is_read_back(thousandths: int, unit: str, language: str) -> None:
    value = thousandths / 1000 if unit != "share" else thousandths / 10**9
    text = written(value, unit, language)  # type: ignore[arg-type]
    assert math.isclose(read(text, unit, language), value, rel_tol=1e-12, abs_tol=1e-12)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "nb", "en"),
    [
        ("NOK/m2/year", "kr per m² og år", "NOK per m² and year"),
        ("share", "prosent", "per cent"),
        ("share/year", "prosent per år", "per cent per year"),
        ("months", "måneder", "months"),
        ("m2", "m²", "m²"),
    ],
)
def test_units_as_a_label_has_them(unit: str, nb: str, en: str) -> None:
    assert unit_words(unit, "nb") == nb
    assert unit_words(unit, "en") == en
