"""Cost lines by every basis, payer, period and VAT rate, docs/model.md §5. Income is 5,000 a month."""

import pytest

from tests.model.tiny import at, by_month, money, ran

ALWAYS_HALF = {"start_share": 0.5, "stabilised_share": 0.5, "months": 0}


def cost(**fields: object) -> dict[str, object]:
    return {"costs": {"line": fields}}


def test_per_month() -> None:
    result = ran(cost(nok_per_month=700))
    assert by_month(result, "costs.line") == money(*[700] * 24)
    assert by_month(result, "operator.ebitda", 1, 1) == money(4300)


def test_per_m2_and_year_on_the_leased_area() -> None:
    # 250 × 120 / 12.
    assert by_month(ran(cost(nok_per_m2_year=250)), "costs.line", 1, 1) == money(2500)


def test_per_m2_and_year_where_part_of_the_building_is_leased() -> None:
    # 60 m² leased: 250 × 60 / 12. The operator neither cleans nor insures what it does not rent.
    result = ran({**cost(nok_per_m2_year=250), "deal.lease.area_m2": 60})
    assert by_month(result, "costs.line", 1, 1) == money(1250)


def test_per_m2_and_year_on_the_whole_building_where_the_landlord_runs_it() -> None:
    result = ran(cost(nok_per_m2_year=250), "landlord_operated")
    assert by_month(result, "costs.line", 1, 1) == money(2500)


def test_per_m2_and_year_is_of_the_space_it_is_for() -> None:
    # Of 120 m² and 80 of bar the cost is for the bar: 240 × 80 / 12, whoever pays and whatever is leased.
    bar = {"building.spaces.bar": {"kind": "cafe", "exclusive_m2": 50, "with_common_m2": 80}}
    of_bar = {**bar, **cost(nok_per_m2_year=240, space="bar")}
    assert by_month(ran(of_bar), "costs.line", 1, 1) == money(1600)
    assert by_month(ran({**of_bar, "deal.lease.area_m2": 150}), "costs.line", 1, 1) == money(1600)
    assert by_month(ran(of_bar, "landlord_operated"), "costs.line", 1, 1) == money(1600)


def test_per_m2_and_year_of_homes_falls_with_the_homes_sold() -> None:
    # Four homes of 20 m² each, one sold in month 3: 120 × 80 / 12, then 120 × 60 / 12. Of desks as before.
    homes = {
        "kind": "housing",
        "space": "homes",
        "units": 4,
        "price_nok_per_month": 0,
        "ramp": ALWAYS_HALF,
        "unit_sales": [{"month": 3, "units": 1, "price_nok_per_unit": 0, "cost_nok_per_unit": 0}],
    }
    changes = {"building.spaces.homes": {"kind": "housing", "exclusive_m2": 80}, "products.home": homes}
    of_homes = ran({**changes, **cost(nok_per_m2_year=120, space="homes")}, "landlord_operated")
    assert by_month(of_homes, "costs.line", 1, 4) == money(800, 800, 600, 600)
    of_floor = ran({**changes, **cost(nok_per_m2_year=120, space="floor")}, "landlord_operated")
    assert by_month(of_floor, "costs.line", 1, 4) == money(*[1200] * 4)


def test_per_desk_counts_membership_places_with_area() -> None:
    # Ten desks; addresses have no area, and a day pass is no desk of its own: 50 × 10.
    result = ran(
        {
            **cost(nok_per_desk_month=50),
            "products.address": {
                "kind": "virtual_office",
                "units": 8,
                "price_nok_per_month": 0,
                "ramp": ALWAYS_HALF,
            },
            "products.day": {
                "kind": "day_pass",
                "space": "floor",
                "units": 4,
                "price_nok_per_use": 0,
                "uses_per_month": 1,
                "ramp": ALWAYS_HALF,
            },
        }
    )
    assert by_month(result, "costs.line", 1, 1) == money(500)


def test_per_member_counts_members() -> None:
    # 5 desk members and 4 addresses: 60 × 9.
    address = {"kind": "virtual_office", "units": 8, "price_nok_per_month": 0, "ramp": ALWAYS_HALF}
    result = ran({**cost(nok_per_member_month=60), "products.address": address})
    assert by_month(result, "costs.line", 1, 1) == money(540)


def test_share_of_income_is_of_all_income_and_not_indexed_twice() -> None:
    # 10 % of 5,000 + 1,000 of services; in January 10 % of 5,500 + 1,100, whatever costs do.
    result = ran(
        {
            **cost(share_of_income=0.1),
            "services.itemised": {"it": {"price_nok_per_use": 100, "uses_per_month": 10}},
            "index.prices_share_per_year": 0.1,
            "index.costs_share_per_year": 0.5,
        }
    )
    assert by_month(result, "costs.line", 12, 13) == money(600, 660)


EVERY_BASIS = {  # a month of each, with income 5,000, 120 m², ten desks and five members
    "nok_per_month": (700, 700),
    "nok_per_m2_year": (70, 700),
    "nok_per_desk_month": (70, 700),
    "nok_per_member_month": (140, 700),
    "share_of_income": (0.14, 700),
}


@pytest.mark.parametrize("basis", EVERY_BASIS)
def test_every_basis_runs_from_its_first_month_to_its_last(basis: str) -> None:
    amount, month = EVERY_BASIS[basis]
    result = ran(cost(**{basis: amount}, from_month=3, to_month=5))
    assert by_month(result, "costs.line") == at({3: month, 4: month, 5: month})


@pytest.mark.parametrize("basis", EVERY_BASIS)
def test_every_amount_in_kroner_follows_the_index_of_costs_by_its_share(basis: str) -> None:
    # Costs 20 %, of which the line follows a half: + 10 % in January 2027, month 13; a share follows income.
    amount, month = EVERY_BASIS[basis]
    result = ran({**cost(**{basis: amount}, index_share=0.5), "index.costs_share_per_year": 0.2})
    after = month if basis == "share_of_income" else month * 1.1
    assert by_month(result, "costs.line", 12, 13) == money(month, after)


@pytest.mark.parametrize("basis", EVERY_BASIS)
def test_the_operators_costs_by_area_follow_what_it_leases_and_the_landlords_the_building(basis: str) -> None:
    # Half the building is leased: only a cost per m² is halved, and not where the landlord pays.
    amount, month = EVERY_BASIS[basis]
    half = {"deal.lease.area_m2": 60}
    operators = by_month(ran({**cost(**{basis: amount}), **half}), "costs.line", 1, 1)
    assert operators == money(month / 2 if basis == "nok_per_m2_year" else month)
    landlords = by_month(ran({**cost(**{basis: amount}, payer="landlord"), **half}), "costs.line", 1, 1)
    assert landlords == money(month)


def test_an_empty_part_of_the_building_carries_the_stated_share_of_common_costs() -> None:
    # NOK 1,000 a month (100 × 120 / 12); half the building is leased and a fifth is paid for what is empty:
    # 500 + 0.2 × 500 = 600. After the lease 200; with a tenant of all of it 1,000; in the vacant alternative
    # 200. Owner costs go on in full.
    costs = {
        "building.common_costs_nok_per_m2_year": 100,
        "building.vacant_common_cost_share": 0.2,
        "building.owner_costs_nok_per_m2_year": 10,
        "deal.lease.area_m2": 60,
        "deal.lease.term_months": 12,
    }
    result = ran(costs)
    assert by_month(result, "landlord.income.common_cost", 12, 13) == money(-600, -200)
    assert by_month(result, "landlord.income.owner_cost", 12, 13) == money(-100, -100)
    tenant = {"rent_nok_per_m2_year": 100, "void_months": 1, "term_months": 60}
    relet = ran({**costs, "after_lease": "relet", "comparison.ordinary_tenant": tenant})
    assert by_month(relet, "landlord.income.common_cost", 12, 14) == money(-600, -200, -1000)
    part = ran({**costs, "after_lease": "relet", "comparison.ordinary_tenant": {**tenant, "area_m2": 90}})
    # 90 of 120 m²: 750 + 0.2 × 250
    assert by_month(part, "landlord.income.common_cost", 12, 14) == money(-600, -200, -800)
    whole = ran({key: value for key, value in costs.items() if key != "deal.lease.area_m2"})
    assert by_month(whole, "landlord.income.common_cost", 12, 13) == money(-1000, -200)


def test_from_and_to_month() -> None:
    result = ran(cost(nok_per_month=700, from_month=3, to_month=5))
    assert by_month(result, "costs.line") == at({3: 700, 4: 700, 5: 700})


def test_a_cost_may_follow_works_that_are_delayed() -> None:
    # From month 3, delayed 2 months with the works: from month 5. The unlinked one does not move.
    works = {"rehab": {"amount_nok": 0, "start_month": 1, "months": 2, "delay_months": 2}}
    costs = {
        "linked": {"nok_per_month": 700, "from_month": 3, "follows_works": "rehab"},
        "free": {"nok_per_month": 700, "from_month": 3},
    }
    result = ran({"works": works, "costs": costs})
    assert by_month(result, "costs.linked", 2, 6) == money(0, 0, 0, 700, 700)
    assert by_month(result, "costs.free", 2, 6) == money(0, 700, 700, 700, 700)


def test_costs_run_before_the_lease_and_stop_with_it() -> None:
    # Lease months 4–13: what is stated from month 1 is paid from month 1; nothing after 13.
    changes = {"deal.lease.start_month": 4, "deal.lease.term_months": 10}
    result = ran({**cost(nok_per_month=700), **changes})
    assert by_month(result, "costs.line") == at(dict.fromkeys(range(1, 14), 700))


def test_the_landlord_may_pay() -> None:
    result = ran(cost(nok_per_month=700, payer="landlord"))
    assert by_month(result, "operator.ebitda", 1, 1) == money(5000)
    assert by_month(result, "landlord.ebitda", 1, 1) == money(-700)


def test_the_municipality_may_pay_in_kind() -> None:
    # Shown as support, not paid by the operator; without support the operator pays.
    changes = cost(nok_per_month=700, payer="municipality")
    result = ran(changes)
    assert by_month(result, "operator.ebitda", 1, 1) == money(5000)
    assert by_month(result, "municipality.support", 1, 1) == money(700)
    assert by_month(ran(changes, with_support=False), "operator.ebitda", 1, 1) == money(4300)


@pytest.mark.parametrize(
    ("kind", "paid"), [("standard", 1250), ("food", 1150), ("water", 1150), ("exempt", 1000)]
)
def test_vat_by_kind(kind: str, paid: float) -> None:
    # No income: what the operator pays in January is the cost with its VAT.
    result = ran({**cost(nok_per_month=1000, vat=kind), "products.desk.price_nok_per_month": 0})
    assert by_month(result, "operator.project_cash", 1, 1) == money(-paid)


def test_water_carries_15_percent_from_july_2025() -> None:
    # May and June 2025: 25 %; July and August: 15 %. Terms settle in August and October.
    changes = {"start_month": "2025-05", "products.desk.price_nok_per_month": 0}
    result = ran({**cost(nok_per_month=1000, vat="water"), **changes})
    assert by_month(result, "operator.project_cash", 1, 6) == money(
        -1250, -1250, -1150, -1150 + 500, -1150, -1150 + 300
    )


def test_unpaid_work_is_shown_and_not_paid() -> None:
    # 20 hours × NOK 400 = 8,000 a month, 96,000 a year; EBITDA 60,000 a year, 36,000 below zero when costed.
    result = ran({"unpaid_work": {"hours_per_month": 20, "nok_per_hour": 400}})
    assert by_month(result, "operator.ebitda", 1, 1) == money(5000)
    assert by_month(result, "operator.project_cash", 1, 1) == money(6250)
    assert result.number("concept.stable_result") == pytest.approx(60_000)
    assert result.number("concept.stable_result_unpaid_costed") == pytest.approx(-36_000)
