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
