"""What the rent reductions cost the landlord, docs/model.md §4: the rent without them − the rent with them.

Rule §13.4. Income is 5,000 a month, 60,000 a year, on a lease of 24 months unless stated. Rent carries 25 %
VAT, which the landlord holds until it is settled: that of January and February in April, and so on.
"""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.names import COMPANY_IDS, OPERATOR_IDS
from tests.case.cases import Stated, changed
from tests.model.tiny import by_month, discounted, money, near, ran
from tests.random_case import LEASED, cases

GREATER_OF = {"mode": "greater_of", "share_of_income": 0.2}


def free(first: int, last: int) -> dict[str, Any]:
    return {"kind": "rent_free", "from_month": first, "to_month": last}


def reduced(*reductions: dict[str, Any], rent: float = 100, **lease: Any) -> dict[str, Any]:
    stated = {"term_months": 24, "rent_nok_per_m2_year": rent, "payment": "monthly", **lease}
    return {"deal.lease": {**stated, "reductions": list(reductions)}}


def turnover(*reductions: dict[str, Any], rent: float = 100, **lease: Any) -> dict[str, Any]:
    return {**reduced(*reductions, rent=rent, **lease), "deal.turnover": GREATER_OF}


def worth(flows: dict[int, float], months: int = 24) -> float:
    """Present value at the landlord's 8 %."""
    return discounted([flows.get(month, 0.0) for month in range(1, months + 1)], 0.08)


def test_what_the_turnover_rent_takes_back_is_not_given() -> None:
    # 20 % of 60,000 = 12,000, as the minimum of 1,000 a month. Nine months free: the minimum is 3,000 and the
    # excess 9,000, paid in January. The rent is 12,000 either way.
    result = ran(turnover(free(1, 9)), "turnover_rent")
    assert by_month(result, "turnover.rent", 12, 12) == money(9000)
    assert result.number("landlord.reduction_nominal") == near(0)
    # 1,250 less a month in 1–9, 11,250 back in 13; its VAT, 250 a month, is not paid in 4, 6, 8, 10 (two
    # months each) and 12 (one), and 2,250 of it is paid in 16.
    lost = {**dict.fromkeys(range(1, 10), 1250.0), 12: -250.0, 13: -11_250.0, 16: 2250.0}
    for month in (4, 6, 8, 10):
        lost[month] = lost.get(month, 0.0) - 500
    assert result.number("landlord.reduction_present") == near(worth(lost))
    # the landlord is not taxed and nothing is sold: it is what his present value falls by
    without = ran(turnover(), "turnover_rent").number("landlord.npv")
    assert result.number("landlord.reduction_present") == pytest.approx(
        without - result.number("landlord.npv"), abs=1e-6
    )


def test_nine_free_months_of_twenty_thousand_cost_the_interest_alone() -> None:
    # 10 offices at 10,000 a month: 20 % of 1,200,000 = 240,000, as the minimum of 120 m² at 2,000. Free in
    # 1–9: 180,000 less, paid back as excess in the January after. Both are registered for VAT. At 8 % a year:
    # 25,000 a month in 1–9; its VAT, 10,000 in months 4, 6, 8 and 10 and 5,000 in 12; 225,000 back in 13, and
    # 45,000 of that is VAT paid in 16. In all 8,661.60.
    office = {
        "kind": "private_office",
        "space": "floor",
        "units": 10,
        "price_nok_per_month": 10_000,
        "ramp": {"start_share": 1, "stabilised_share": 1, "months": 0},
    }
    result = ran({**turnover(free(1, 9), rent=2000), "products": {"desk": office}}, "turnover_rent")
    assert result.number("landlord.reduction_nominal") == near(0)
    assert result.number("landlord.reduction_present") == pytest.approx(8_661.60, abs=0.005)


def test_the_reductions_cost_what_the_minimum_exceeds_the_share_by() -> None:
    # Minimum 1,500 a month = 18,000, share 12,000. Nine months free would give 13,500; the rent falls from
    # 18,000 to 12,000: months 1–4 are kept, the other five are taken back.
    result = ran(turnover(free(1, 9), rent=150), "turnover_rent")
    assert by_month(result, "lease.reduction.kept", 1, 10) == money(*[1500] * 4, *[0] * 6)
    assert by_month(result, "turnover.rent", 12, 12) == money(7500)
    assert result.number("landlord.reduction_nominal") == near(6000)


def test_where_the_share_never_reaches_the_minimum_all_is_given() -> None:
    # Minimum 36,000, share 12,000, three months free: 27,000 is still more.
    result = ran(turnover(free(1, 3), rent=300), "turnover_rent")
    assert result.number("landlord.reduction_nominal") == near(9000)


def test_a_year_takes_back_by_itself() -> None:
    # Months 10–15 free: 4,500 in each year, of which 6,000 a year can be kept (18,000 − 12,000).
    result = ran(turnover(free(10, 15), rent=150), "turnover_rent")
    assert by_month(result, "lease.reduction.kept", 10, 15) == money(*[1500] * 6)
    assert result.number("landlord.reduction_nominal") == near(4500 + 4500)


def test_each_of_several_is_told_by_itself_and_the_first_is_kept_first() -> None:
    # 6,000 can be kept in the year: months 1–3 in full (4,500), and one of months 4–9.
    result = ran(turnover(free(1, 3), free(4, 9), rent=150), "turnover_rent")
    assert result.number("landlord.reduction.1.nominal") == near(4500)
    assert result.number("landlord.reduction.2.nominal") == near(1500)
    parts = [result.number(f"landlord.reduction.{i}.present") or 0 for i in (1, 2)]
    assert sum(parts) == near(result.number("landlord.reduction_present") or 0)
    # the first: 1,875 a month in 1–3, its VAT of 375 in 4 (two months) and 6
    assert parts[0] == near(worth({1: 1875, 2: 1875, 3: 1875, 4: -750, 6: -375}))


def test_a_rent_stated_above_the_minimum_is_given_back_where_the_share_is_more() -> None:
    # 1,000 a month, stated as 1,600 in the first year: 19,200 where minimum and share are 12,000.
    dearer = {"kind": "stated_rent", "from_month": 1, "to_month": 12, "rent_nok_per_m2_year": 160}
    result = ran(turnover(dearer), "turnover_rent")
    assert result.number("landlord.reduction_nominal") == near(-7200)
    # and 900 a month as minimum, of which the share would have made 12,000 anyhow
    result = ran(turnover({**dearer, "rent_nok_per_m2_year": 95}, rent=90), "turnover_rent")
    assert result.number("landlord.reduction_nominal") == near(0)


def test_above_a_threshold_nothing_is_taken_back() -> None:
    # 20 % above 30,000 a year is 6,000 whatever the minimum is.
    mode = {"mode": "above_threshold", "share_of_income": 0.2, "threshold_nok_per_year": 30_000}
    result = ran({**turnover(free(1, 9)), "deal.turnover": mode}, "turnover_rent")
    assert result.number("landlord.reduction_nominal") == near(9000)


def test_rent_paid_by_the_quarter_is_given_away_when_it_would_have_been_paid() -> None:
    # 12,000 a month, free in months 1–4: 45,000 with VAT not paid in month 1 and 15,000 in month 4; VAT of
    # 9,000 (January) not paid in 4 and 3,000 (April) in 6.
    result = ran(reduced(free(1, 4), rent=1200, payment="quarterly_in_advance"))
    assert result.number("landlord.reduction_nominal") == near(48_000)
    expected = worth({1: 45_000, 4: 15_000 - 9000, 6: -3000})
    assert result.number("landlord.reduction_present") == near(expected)


def test_a_broken_first_quarter_is_given_away_in_the_leases_first_month() -> None:
    # From February: the two months' 30,000 with VAT in month 2, its VAT of 6,000 in 4; then 15,000 of April
    # in 4, its 3,000 in 6.
    lease = {"start_month": 2, "term_months": 23, "payment": "quarterly_in_advance"}
    result = ran(reduced(free(1, 3), rent=1200, **lease))
    expected = worth({2: 30_000, 4: 15_000 - 6000, 6: -3000})
    assert result.number("landlord.reduction_present") == near(expected)


def test_vat_that_is_filed_by_the_year_is_held_longer() -> None:
    # The first year by term: month 1 settled in 4. Month 13, January 2027: 10 March 2028, beyond the horizon
    # of 24 months, so in its last.
    result = ran({**reduced(free(1, 1), free(13, 13), rent=1200), "vat.filing": "yearly"})
    expected = worth({1: 15_000, 4: -3000, 13: 15_000, 24: -3000})
    assert result.number("landlord.reduction_present") == near(expected)
    # with 36 months there is a March to settle it in: month 27
    result = ran(
        {
            **reduced(free(13, 13), rent=1200, term_months=36),
            "vat.filing": "yearly",
            "horizon_months": 36,
        }
    )
    expected = worth({13: 15_000, 27: -3000}, 36)
    assert result.number("landlord.reduction_present") == near(expected)


def test_without_vat_on_the_rent_only_the_rent_is_given() -> None:
    result = ran({**reduced(free(1, 2), rent=1200), "vat.policy": "unregistered"})
    assert result.number("landlord.reduction_present") == near(worth({1: 12_000, 2: 12_000}))


# ---- in every case ---------------------------------------------------------------------------------------


FROM_THE_OPERATOR = ("lease.rent", "lease.common_costs", "turnover.rent", "profit.rent")


def rent_of(result: Result, line: str) -> Any:
    """What the landlord gets from the operator, as `line` of each flow."""
    lines = result.built.model.lines
    parts = [f"{id}{line}" for id in FROM_THE_OPERATOR if f"{id}{line}" in lines]
    if line:  # with another operator after the first each has a flow of its own
        own = [f"{id}.{who}{line}" for id in FROM_THE_OPERATOR for who in OPERATOR_IDS]
        parts += [each for each in own if each in lines]
    return sum(np.asarray(result.values[part], dtype=float) for part in parts)


def leases_of(stated: Stated) -> list[tuple[str, Stated]]:
    """The leases of the deal and of its phases, by path."""
    deals = [("deal", stated["deal"])]
    deals += [(f"phases.{i}.deal", phase["deal"]) for i, phase in enumerate(stated.get("phases", ()))]
    return [(f"{path}.lease", deal["lease"]) for path, deal in deals if "lease" in deal]


@pytest.mark.slow
@pytest.mark.parametrize("structure", LEASED)
def test_reductions_given_are_the_difference_in_rent(structure: str) -> None:
    @settings(
        max_examples=15, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
    )
    @given(stated=cases(structure))
    def holds(stated: Stated) -> None:
        # a prepaid half-year beyond the horizon is no rent; VAT that is refunded waits by a rule of its own
        for path, lease in leases_of(stated):
            short = stated["horizon_months"] - lease.get("start_month", 1) - 6
            items = [item for item in lease.get("reductions", []) if item["to_month"] <= short]
            stated = changed(stated, f"{path}.reductions", items)
        stated = changed(stated, "vat.refund_delay_months", 0)
        # what is put off of a rent that is reduced is not followed
        if "lease" in stated["deal"]:
            stated = changed(stated, "deal.lease.deferral", None)
        # a lower rent may pass the threshold of registration later, and moves all other VAT with it
        for company in COMPANY_IDS:
            stated = changed(stated, f"vat.{company}_registration", "registered")
        with_them = run(case_from_mapping(stated))
        unreduced = stated
        for path, _ in leases_of(stated):
            unreduced = changed(unreduced, f"{path}.reductions", [])
        without = run(case_from_mapping(unreduced))
        earned = rent_of(without, "") - rent_of(with_them, "")
        scale = 1e-9 * (1 + float(np.abs(rent_of(without, "")).sum()))
        assert with_them.number("landlord.reduction_nominal") == pytest.approx(earned.sum(), abs=scale)
        paid = rent_of(without, ".paid") - rent_of(with_them, ".paid")
        settled = np.zeros(len(paid))
        for line in ("landlord.vat.net.paid", "landlord.vat.net.settled"):
            settled += np.asarray(without.values[line]) - np.asarray(with_them.values[line])
        rate = with_them.case.party_rates.landlord_share_per_year
        expected = discounted(list(paid - settled), rate)
        assert with_them.number("landlord.reduction_present") == pytest.approx(expected, abs=1e-4 + scale)

    holds()
