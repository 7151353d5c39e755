"""Numbers as Norwegians and the English write them, and reading them back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.language import (
    LANGUAGES,
    Language,
    NotANumber,
    format_amount,
    format_number,
    format_points,
    format_share,
    is_ambiguous,
    parse_number,
    two_ways,
)
from feasibility.language.numbers import unbroken

NBSP = "\u00a0"
languages = st.sampled_from(LANGUAGES)
amounts = st.floats(min_value=-1e15, max_value=1e15, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "decimals", "nb", "en"),
    [
        (1_250_000.5, 2, "1\u00a0250\u00a0000,50", "1,250,000.50"),
        (1799, 0, "1\u00a0799", "1,799"),
        (999, 0, "999", "999"),
        (0, 0, "0", "0"),
        (-1234.5, 1, "\u22121\u00a0234,5", "-1,234.5"),
        # Halves go away from zero, on the decimal that is written: 1.005 is a float below 1.005.
        (2.5, 0, "3", "3"),
        (-2.5, 0, "\u22123", "-3"),
        (1.005, 2, "1,01", "1.01"),
        # What rounds to nothing has no sign.
        (-0.4, 0, "0", "0"),
        (1e22, 0, NBSP.join(["10"] + ["000"] * 7), ",".join(["10"] + ["000"] * 7)),
    ],
)
def test_number_is_written_as_people_do(value: float, decimals: int, nb: str, en: str) -> None:
    assert format_number(value, decimals, "nb") == nb
    assert format_number(value, decimals, "en") == en


def test_amount_and_share() -> None:
    assert format_amount(1_250_000.4, "nb") == f"1{NBSP}250{NBSP}000{NBSP}kr"
    assert format_amount(1_250_000.4, "en") == f"NOK{NBSP}1,250,000"
    assert format_share(0.25, "nb", decimals=0) == f"25{NBSP}%"
    assert format_share(0.25, "en", decimals=0) == "25%"
    # 0.285 × 100 is 28.499999999999996 in floats; the share is 28.5 %.
    assert format_share(0.285, "nb", decimals=0) == f"29{NBSP}%"
    assert format_share(-0.0525, "nb", decimals=2) == f"\u22125,25{NBSP}%"


def test_no_amount_can_go_over_two_lines() -> None:
    """A hyphen is a place to break in LibreOffice and Excel; a real minus is none (UAX 14: PR × NU)."""
    text = f"Loss {format_amount(-4_682_134, 'en')} ({format_amount(-1, 'en')}), {format_amount(5, 'en')}"
    assert unbroken(text) == f"Loss NOK{NBSP}\u22124,682,134 (NOK{NBSP}\u22121), NOK{NBSP}5"
    for kept in (format_amount(-4_682_134, "nb"), "plan-4, NOK -5 og -12", "NOK-100"):
        assert unbroken(kept) == kept


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_not_written(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        format_number(value, 0, "nb")


@pytest.mark.parametrize("decimals", [-1, 13])
def test_decimals_out_of_range_are_refused(decimals: int) -> None:
    with pytest.raises(ValueError, match="decimals"):
        format_number(1.0, decimals, "nb")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 250 000,50", 1_250_000.5),
        ("1\u00a0250\u00a0000,50", 1_250_000.5),
        ("1\u202f250\u2009000", 1_250_000.0),
        ("1.250.000,50", 1_250_000.5),
        ("1,250,000.50", 1_250_000.5),
        ("1250000", 1_250_000.0),
        ("1.250.000", 1_250_000.0),
        ("12,5 %", 0.125),
        ("12,5%", 0.125),
        ("12,5 prosent", 0.125),
        ("2,5 mill", 2_500_000.0),
        ("2,5 mill.", 2_500_000.0),
        ("2,5 mill. kr", 2_500_000.0),
        ("2,5 MNOK", 2_500_000.0),
        ("1,2 mrd", 1_200_000_000.0),
        ("250 tusen", 250_000.0),
        ("250k", 250_000.0),
        ("kr 799,-", 799.0),
        ("799 kr", 799.0),
        ("NOK 799", 799.0),
        ("-5", -5.0),
        ("\u22125", -5.0),
        ("\u20135", -5.0),
        ("kr -5", -5.0),
        ("+5", 5.0),
        ("-0", 0.0),
        ("  7  ", 7.0),
        ("2.5", 2.5),
        ("1799.50", 1799.5),
        ("0.125", 0.125),
        ("1,250", 1.25),
    ],
)
def test_what_norwegians_type_is_read(text: str, number: float) -> None:
    assert parse_number(text, "nb") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,250,000.50", 1_250_000.5),
        ("1.250", 1.25),
        ("2,5", 2.5),
        ("0,125", 0.125),
        ("NOK 1.5m", 1_500_000.0),
    ],
)
def test_what_the_english_type_is_read(text: str, number: float) -> None:
    assert parse_number(text, "en") == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "kr",
        "-",
        "1 25 000",
        "1250 000",
        "1.250.00",
        "1,250,00",
        "1.250 000,5",
        "1,250.000,5",
        "1e6",
        "nan",
        "inf",
        "5 %%",
        "5 % mill",
        "5 epler",
        "=1+1",
        "1/2",
        "--5",
        "(5)",
        "5 billion",
        "٣",
        "1" * 61,
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can(text: str) -> None:
    with pytest.raises(NotANumber, match="Skriv for eksempel 1 250 000,50"):
        parse_number(text, "nb")


def test_refusal_is_in_the_language_asked_for() -> None:
    with pytest.raises(NotANumber, match=r"Cannot read 'abc'.*1,250,000\.50"):
        parse_number("abc", "en")


@pytest.mark.parametrize(
    ("text", "language", "number", "ambiguous"),
    [
        ("1.250", "nb", 1250.0, True),
        ("1,250", "nb", 1.25, True),
        ("1,250", "en", 1250.0, True),
        ("1.250", "en", 1.25, True),
        ("150.000", "en", 150.0, True),
        ("1.2500", "en", 1.25, False),
        ("1 250", "en", 1250.0, False),
        ("1.250.000", "nb", 1_250_000.0, False),
        ("1.25", "nb", 1.25, False),
        ("0.125", "nb", 0.125, False),
        ("1250.125", "nb", 1250.125, False),
    ],
)
def test_ambiguous_point_or_comma_is_told(
    text: str, language: Language, number: float, ambiguous: bool
) -> None:
    assert parse_number(text, language) == number
    assert is_ambiguous(text, language) is ambiguous


@pytest.mark.parametrize(
    ("text", "language", "ways"),
    [
        ("1.250", "nb", ("1250", "1,25")),
        ("1,250", "nb", ("1250", "1,25")),
        ("1,250", "en", ("1250", "1.25")),
        ("-12.500", "en", ("-12500", "-12.5")),
        ("150.000", "nb", ("150000", "150")),
        ("1.125", "nb", ("1125", "1,1250")),  # 1,125 would be refused in its turn
        ("1.250 mill", "nb", ("1250 mill", "1,25 mill")),
        ("2.125 %", "en", ("2125 %", "2.1250 %")),
        ("1.250 kr", "nb", ("1250", "1,25")),
        ("1.25", "nb", None),
        ("0.125", "nb", None),
    ],
)
def test_both_ways_to_write_a_doubtful_number(
    text: str, language: Language, ways: tuple[str, str] | None
) -> None:
    assert two_ways(text, language) == ways
    for way in ways or ():
        assert two_ways(way, language) is None


@given(amounts, st.integers(0, 6), languages)
def test_every_number_written_is_read_back(value: float, decimals: int, language: Language) -> None:
    read = parse_number(format_number(value, decimals, language), language)
    # Within half of the last decimal, and half a step of the float itself.
    assert abs(read - value) <= 0.5 * 10.0**-decimals + math.ulp(value)
    # Writing what was read changes nothing.
    assert format_number(read, decimals, language) == format_number(value, decimals, language)


@given(amounts, languages)
def test_every_amount_written_is_read_back(value: float, language: Language) -> None:
    assert abs(parse_number(format_amount(value, language), language) - value) <= 0.5 + math.ulp(value)


@given(st.floats(-100, 100), st.integers(0, 6), languages)
def test_every_share_written_is_read_back(value: float, decimals: int, language: Language) -> None:
    read = parse_number(format_share(value, language, decimals), language)
    assert abs(read - value) <= 0.5 * 10.0 ** (-decimals - 2) + math.ulp(value)


@given(st.text(max_size=80), languages)
def test_any_text_is_read_or_refused(text: str, language: Language) -> None:
    try:
        number = parse_number(text, language)
    except NotANumber:
        return
    assert math.isfinite(number)


@pytest.mark.parametrize(
    ("share", "decimals", "nb", "en"),
    [
        (0.01, None, "1 prosentpoeng", "1 percentage point"),
        (0.1, None, "10 prosentpoeng", "10 percentage points"),
        (0.015, None, "1,5 prosentpoeng", "1.5 percentage points"),
        (0.07, None, "7 prosentpoeng", "7 percentage points"),  # 0.07 · 100 is not 7 as floats go
        (0.01, 2, "1,00 prosentpoeng", "1.00 percentage points"),
        (-0.01, None, "\u22121 prosentpoeng", "-1 percentage point"),
    ],
)
def test_percentage_points_are_one_or_several(share: float, decimals: int | None, nb: str, en: str) -> None:
    assert format_points(share, "nb", decimals) == nb
    assert format_points(share, "en", decimals) == en
