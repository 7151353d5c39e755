"""Tax rates against the provisions they come from (docs/model.md §8)."""

import datetime

import pytest

from feasibility.rules import BeforeKnownRange, DepreciationGroup, depreciation_rate, parameter

D = datetime.date


def test_company_tax_22_per_cent_since_2019_skattevedtaket_3_3() -> None:
    tax = parameter("company_tax")
    assert tax.at(D(2019, 1, 1)).value == 0.22
    assert tax.at(D(2026, 12, 31)).value == 0.22
    with pytest.raises(BeforeKnownRange):
        tax.at(D(2018, 12, 31))


def test_the_rate_is_voted_a_year_at_a_time() -> None:
    assert not parameter("company_tax").at(D(2026, 12, 31)).carried_forward
    assert parameter("company_tax").at(D(2027, 1, 1)).carried_forward


@pytest.mark.parametrize(
    ("group", "rate"), [("a", 0.30), ("c", 0.24), ("d", 0.20), ("h", 0.04), ("i", 0.02), ("j", 0.10)]
)
def test_highest_rate_of_a_group_skatteloven_14_43(group: DepreciationGroup, rate: float) -> None:
    looked = depreciation_rate(group).at(D(2026, 6, 1))
    assert looked.value == rate
    assert "14-43" in looked.source


def test_tax_falls_due_in_february_and_april_skattebetalingsloven_10_20() -> None:
    day = D(2026, 1, 1)
    assert parameter("tax_first_payment_month").at(day).value == 2
    assert parameter("tax_second_payment_month").at(day).value == 4
    assert "10-20" in parameter("tax_first_payment_month").at(day).source


def test_equity_below_half_the_share_capital_aksjeloven_3_5() -> None:
    looked = parameter("least_equity_share").at(D(2026, 1, 1))
    assert looked.value == 0.5
    assert "aksjeloven § 3-5" in looked.source


# Read of the Ministry of Finance's tables of what was voted for 2024, 2025 and 2026.
OF_PERSONS: dict[str, tuple[float, float, float]] = {
    "general_income_tax": (0.22, 0.22, 0.22),
    "personal_allowance": (88_250, 108_550, 114_540),
    "wage_deduction_rate": (0.46, 0.46, 0.46),
    "wage_deduction_limit": (104_450, 92_000, 95_700),
    "national_insurance_business": (0.11, 0.109, 0.108),
    "national_insurance_wage": (0.078, 0.077, 0.076),
    "national_insurance_limit": (69_650, 99_650, 99_650),
    "national_insurance_step": (0.25, 0.25, 0.25),
    "bracket_1_limit": (208_050, 217_400, 226_100),
    "bracket_1_rate": (0.017, 0.017, 0.017),
    "bracket_2_limit": (292_850, 306_050, 318_300),
    "bracket_2_rate": (0.04, 0.04, 0.04),
    "bracket_3_limit": (670_000, 697_150, 725_050),
    "bracket_3_rate": (0.136, 0.137, 0.137),
    "bracket_4_limit": (937_900, 942_400, 980_100),
    "bracket_4_rate": (0.166, 0.167, 0.168),
    "bracket_5_limit": (1_350_000, 1_410_750, 1_467_200),
    "bracket_5_rate": (0.176, 0.177, 0.178),
}


@pytest.mark.parametrize(("id", "voted"), OF_PERSONS.items(), ids=OF_PERSONS)
def test_tax_of_persons_is_voted_each_year(id: str, voted: tuple[float, ...]) -> None:
    for year, amount in enumerate(voted, 2024):
        looked = parameter(id).at(D(year, 12, 31))
        assert (looked.value, looked.carried_forward) == (amount, False)
        assert looked.valid_from == D(year, 1, 1)
    assert parameter(id).at(D(2027, 1, 1)).carried_forward
    with pytest.raises(BeforeKnownRange):
        parameter(id).at(D(2023, 12, 31))


def test_advance_tax_of_persons_falls_due_four_times_skattebetalingsloven_10_20() -> None:
    months = [parameter(f"advance_tax_month_{place}").at(D(2026, 1, 1)).value for place in (1, 2, 3, 4)]
    assert months == [3, 6, 9, 12]
    assert parameter("rest_tax_month").at(D(2026, 1, 1)).value == 5
