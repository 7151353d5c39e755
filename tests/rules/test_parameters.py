"""Rates and thresholds against the provisions they come from (docs/model.md §5 and §6)."""

import datetime

import pytest

from feasibility.language import LANGUAGES, format_unit
from feasibility.rules import (
    EMPLOYER_ZONES,
    VAT_KINDS,
    BeforeKnownRange,
    DatedValue,
    EmployerZone,
    Parameter,
    UnknownParameter,
    VatKind,
    all_parameters,
    employer_contribution,
    parameter,
    vat_rate,
)

D = datetime.date


@pytest.mark.parametrize(
    ("kind", "day", "rate"),
    [
        # Stortingets vedtak om merverdiavgift § 2: 25 % since 2005.
        ("standard", D(2005, 1, 1), 0.25),
        ("standard", D(2026, 12, 31), 0.25),
        # § 3, merverdiavgiftsloven § 5-2: food 15 % since 2012.
        ("food", D(2012, 1, 1), 0.15),
        ("food", D(2026, 6, 15), 0.15),
        # Water and sewerage: the standard rate until 30 June 2025, 15 % from 1 July 2025.
        ("water", D(2023, 1, 1), 0.25),
        ("water", D(2025, 6, 30), 0.25),
        ("water", D(2025, 7, 1), 0.15),
        # § 4, merverdiavgiftsloven § 5-5: lodging back at 12 % after the pandemic's 6 %.
        ("lodging", D(2021, 10, 1), 0.12),
        ("lodging", D(2026, 1, 1), 0.12),
        # merverdiavgiftsloven chapter 3: exempt.
        ("exempt", D(2026, 1, 1), 0.0),
    ],
)
def test_vat_rate_by_date_merverdiavgiftsloven_chapter_5(
    kind: VatKind, day: datetime.date, rate: float
) -> None:
    looked = vat_rate(kind).at(day)
    assert looked.value == rate
    assert not looked.carried_forward


def test_vat_registration_threshold_merverdiavgiftsloven_2_1() -> None:
    """NOK 50,000 in a period of twelve months."""
    assert parameter("vat_registration_threshold").at(D(2026, 1, 1)).value == 50_000


@pytest.mark.parametrize(
    ("zone", "rate"),
    [("I", 0.141), ("Ia", 0.106), ("II", 0.106), ("III", 0.064), ("IV", 0.051), ("IVa", 0.079), ("V", 0.0)],
)
@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_employer_contribution_by_zone_folketrygdloven_23_2(
    zone: EmployerZone, rate: float, year: int
) -> None:
    looked = employer_contribution(zone).at(D(year, 12, 31))
    assert looked.value == rate
    assert str(year) in looked.source
    assert not looked.carried_forward


@pytest.mark.parametrize(("year", "limit"), [(2023, "750"), (2024, "850")])
def test_the_extra_contribution_of_2023_and_2024_is_told_as_not_counted(year: int, limit: str) -> None:
    assert f"{limit} 000 kr" in employer_contribution("I").at(D(year, 6, 1)).uncertain
    assert employer_contribution("I").at(D(2025, 1, 1)).uncertain == ""


@pytest.mark.parametrize(
    ("year", "allowance"), [(2023, 500_000), (2024, 850_000), (2025, 850_000), (2026, 850_000)]
)
def test_zone_ia_allowance_follows_the_de_minimis_limit(year: int, allowance: float) -> None:
    """The Tax Administration's circular for 2024: raised from 500,000 to 850,000 from 2024."""
    for day in (D(year, 1, 1), D(year, 12, 31)):
        looked = parameter("employer_contribution_ia_allowance").at(day)
        assert looked.value == allowance
        assert str(year) in looked.source


def test_holiday_pay_ferieloven_10_and_15() -> None:
    """10.2 % by statute; 12 % with the agreed fifth week."""
    assert parameter("holiday_pay_statutory").at(D(2026, 1, 1)).value == 0.102
    assert parameter("holiday_pay_agreed").at(D(2026, 1, 1)).value == 0.12


def test_least_pension_lov_om_obligatorisk_tjenestepensjon_4() -> None:
    assert parameter("pension_minimum").at(D(2026, 1, 1)).value == 0.02


def test_staff_reference_value_of_model_rules_12_follows_from_the_parameters() -> None:
    """600,000, 12 %, 2 %, 14.1 % = 706,886 a year (docs/model.md §12), by §5's formula."""
    day = D(2026, 1, 1)
    worked = 1 - parameter("holiday_days").at(day).value / parameter("working_days").at(day).value
    cost = (
        600_000
        * worked
        * (1 + parameter("holiday_pay_agreed").at(day).value)
        * (1 + parameter("pension_minimum").at(day).value)
        * (1 + employer_contribution("I").at(day).value)
    )
    assert round(cost) == 706_886


def test_de_minimis_regulation_2023_2831_article_3() -> None:
    """EUR 300,000 over three years, until the regulation ends; the exchange rate is named an assumption."""
    limit = parameter("de_minimis_limit").at(D(2026, 1, 1))
    assert limit.value == 300_000
    assert parameter("de_minimis_years").at(D(2026, 1, 1)).value == 3
    assert not parameter("de_minimis_limit").at(D(2030, 12, 31)).carried_forward
    assert parameter("de_minimis_limit").at(D(2031, 1, 1)).carried_forward
    assert "forutsetning" in parameter("nok_per_eur").at(D(2026, 1, 1)).source


@pytest.mark.parametrize(
    ("parameter_id", "day"),
    [
        ("vat_standard", D(2004, 12, 31)),
        # During the temporary 6 % the rate is not in the known range, and is not guessed.
        ("vat_lodging", D(2021, 9, 30)),
        ("employer_contribution_i", D(2022, 12, 31)),
        ("de_minimis_limit", D(2023, 12, 31)),
    ],
)
def test_before_the_first_known_day_is_an_error_in_both_languages(
    parameter_id: str, day: datetime.date
) -> None:
    with pytest.raises(BeforeKnownRange, match=r"ingen kjent verdi for .* / .*no known value for ") as error:
        parameter(parameter_id).at(day)
    assert isinstance(error.value, ValueError)
    assert f"{day.day:02}.{day.month:02}.{day.year}" in str(error.value)


def test_after_the_last_known_day_the_value_is_carried_forward_and_says_so() -> None:
    assert not vat_rate("standard").at(D(2026, 12, 31)).carried_forward
    later = vat_rate("standard").at(D(2027, 1, 1))
    assert (later.value, later.carried_forward) == (0.25, True)
    assert vat_rate("standard").at(D(2060, 12, 1)).value == 0.25


# What Parliament votes is known to the end of 2026; what stands in a statute without an end, or is the
# model's own convention, is not carried forward. The regulation on de minimis support ends with 2030.
LASTING = {
    "vat_exempt",
    "tax_first_payment_month",
    "tax_second_payment_month",
    "least_equity_share",
    "advance_tax_month_1",
    "advance_tax_month_2",
    "advance_tax_month_3",
    "advance_tax_month_4",
    "rest_tax_month",
    "holiday_days",
    "working_days",
    "nok_per_eur",
}
TO_2030 = {"de_minimis_limit", "de_minimis_years"}


@pytest.mark.parametrize("item", all_parameters(), ids=lambda item: item.id)
def test_each_parameter_is_known_as_long_as_it_is_voted(item: Parameter) -> None:
    if item.id in LASTING:
        assert not item.at(D(2100, 1, 1)).carried_forward
        return
    last = 2030 if item.id in TO_2030 else 2026
    assert not item.at(D(last, 12, 31)).carried_forward
    assert item.at(D(last + 1, 1, 1)).carried_forward


@pytest.mark.parametrize(
    ("id", "value", "provision"),
    [
        ("vat_minor_use", 0.05, "§ 8-2"),
        ("vat_capital_building", 100_000, "§ 9-1"),
        ("vat_capital_machine", 50_000, "§ 9-1"),
        ("vat_adjustment_years_building", 10, "§ 9-4"),
        ("vat_adjustment_years_machine", 5, "§ 9-4"),
        ("vat_adjustment_change", 0.10, "§ 9-5"),
        ("vat_letting_window", 6, ""),
        ("vat_yearly_filing_limit", 1_000_000, "§ 8-3-12"),
        ("holiday_days", 25, ""),
        ("working_days", 260, ""),
    ],
)
def test_the_numbers_of_the_law_of_vat_and_of_holidays(id: str, value: float, provision: str) -> None:
    looked = parameter(id).at(D(2026, 1, 1))
    assert looked.value == value
    assert provision in looked.source


def test_a_convention_without_an_end_is_never_carried_forward() -> None:
    assert not parameter("working_days").at(D(2100, 1, 1)).carried_forward


def test_the_value_in_force_is_the_last_that_took_effect() -> None:
    """Three values: the day before, the day itself, and the day after each change."""
    made = Parameter(
        "made",
        "share",
        "laget",
        "made",
        (DatedValue(D(2020, 1, 1), 1.0, "a"), DatedValue(D(2021, 7, 1), 2.0, "b", "open")),
        D(2022, 12, 31),
    )
    looked = [made.at(day).value for day in (D(2020, 1, 1), D(2021, 6, 30), D(2021, 7, 1), D(2030, 1, 1))]
    assert looked == [1.0, 1.0, 2.0, 2.0]
    answer = made.at(D(2022, 1, 1))
    assert (answer.source, answer.uncertain, answer.valid_from) == ("b", "open", D(2021, 7, 1))


@pytest.mark.parametrize(
    ("values", "known_to"),
    [
        ((), None),
        ((DatedValue(D(2021, 1, 1), 1.0, "a"), DatedValue(D(2020, 1, 1), 2.0, "b")), None),
        ((DatedValue(D(2021, 1, 1), 1.0, "a"), DatedValue(D(2021, 1, 1), 2.0, "b")), None),
        ((DatedValue(D(2021, 1, 1), 1.0, "a"),), D(2020, 12, 31)),
        ((DatedValue(D(2021, 1, 1), float("nan"), "a"),), None),
        ((DatedValue(D(2021, 1, 1), 1.0, ""),), None),
        # one of several is enough
        ((DatedValue(D(2020, 1, 1), float("inf"), "a"), DatedValue(D(2021, 1, 1), 1.0, "b")), None),
        ((DatedValue(D(2020, 1, 1), 1.0, "a"), DatedValue(D(2021, 1, 1), 1.0, "")), None),
    ],
)
def test_a_parameter_that_could_not_be_looked_up_is_refused(
    values: tuple[DatedValue, ...], known_to: datetime.date | None
) -> None:
    with pytest.raises(ValueError, match="made"):
        Parameter("made", "share", "laget", "made", values, known_to)


def test_a_value_may_be_known_for_the_day_it_takes_effect_alone() -> None:
    day = D(2021, 1, 1)
    made = Parameter("made", "share", "laget", "made", (DatedValue(day, 1.0, "a"),), day)
    assert not made.at(day).carried_forward
    assert made.at(D(2021, 1, 2)).carried_forward


def test_unknown_parameter_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownParameter, match="vat_standard"):
        parameter("vat")


def test_every_name_a_case_may_use_has_its_parameter() -> None:
    for kind in VAT_KINDS:
        assert vat_rate(kind).unit == "share"
    for zone in EMPLOYER_ZONES:
        assert zone in employer_contribution(zone).en.split()


@pytest.mark.parametrize("item", all_parameters(), ids=lambda item: item.id)
def test_every_parameter_is_named_has_a_unit_and_a_source(item: Parameter) -> None:
    assert item.nb
    assert item.en
    for language in LANGUAGES:
        assert format_unit(item.unit, language)
    assert all(dated.source for dated in item.values)
    # A case may start in January 2023 (support limits apart, which came in 2024).
    assert item.known_from <= D(2024, 1, 1)


def test_ids_are_unique() -> None:
    ids = [item.id for item in all_parameters()]
    assert len(ids) == len(set(ids))
