"""The lasting reference year, docs/model.md §13.1: no temporary help, nothing still to start or end.

The case: sixty months from January 2026, ten desks at 1,000 of which half are let from the first day, rent
3,000 a month: income 60,000, costs 36,000, EBITDA 24,000 and break-even 0.6 × 50 % in an ordinary year.
"""

from typing import Any

import pytest

from feasibility.model import Result
from tests.model.tiny import by_month, near, ran

CASE: dict[str, Any] = {
    "horizon_months": 60,
    "deal.lease.term_months": 60,
    "deal.lease.rent_nok_per_m2_year": 300,
}
FIGURES = (
    "break_even.factor",
    "break_even.occupancy",
    "break_even.price",
    "concept.stable_result",
    "municipality.break_even_support",
)
GRANT = {"payer": "municipality", "receiver": "operator"}
HOST = {"host": {"fte": 0.1, "salary_nok_per_year": 120_000}}


def support(**item: Any) -> dict[str, Any]:
    return {"support": {"help": item}}


def reduction(kind: str, last: int, **more: Any) -> dict[str, Any]:
    return {"deal.lease.reductions": [{"kind": kind, "from_month": 1, "to_month": last, **more}]}


# Each item, the year it leaves as the first that lasts, and the part of the item in the operating result of
# 2026. Month 13 is January 2027: help in it leaves 2028 as the first whole year, help that ends in month 12
# leaves 2027.
HELP: dict[str, tuple[dict[str, Any], int, float]] = {
    "rent-free months": (reduction("rent_free", 12), 2027, 36_000),
    "a share off the rent": (reduction("percentage", 13, share=0.5), 2028, 18_000),
    "a stated rent": (reduction("stated_rent", 24, rent_nok_per_m2_year=100), 2028, 24_000),
    "a campaign": (
        {"products.desk.campaign": {"discount_share": 0.2, "from_month": 1, "to_month": 13}},
        2028,
        -12_000,
    ),
    "a shock": ({"demand_shocks": [{"from_month": 1, "to_month": 6, "factor": 0.5}]}, 2027, -15_000),
    "a grant": (support(kind="grant", amount_nok=10_000, month=5, **GRANT), 2027, 10_000),
    "a yearly grant": (
        support(kind="yearly_grant", nok_per_year=6_000, from_month=1, to_month=36, **GRANT),
        2029,
        6_000,
    ),
    # 6,000, then 3,000, then nothing from month 25 on, though it is stated to the horizon
    "a yearly grant that declines to nothing": (
        support(
            kind="yearly_grant",
            nok_per_year=6_000,
            from_month=1,
            to_month=60,
            decline_share_per_year=0.5,
            **GRANT,
        ),
        2028,
        6_000,
    ),
    "free premises": (
        support(kind="free_premises", payer="municipality", share=0.5, from_month=1, to_month=24),
        2028,
        18_000,
    ),
    "bought desks": (
        support(
            kind="desks_bought", payer="municipality", product="desk", desks=2, from_month=1, to_month=24
        ),
        2028,
        24_000,
    ),
    # 0.1 × 120,000 × (1 − 25/260) × 1.12 × 1.02 × 1.141 is paid by the municipality, so nothing is left of it
    "salary in kind": (
        {
            "staff": HOST,
            **support(kind="salary_in_kind", payer="municipality", staff="host", from_month=1, to_month=24),
        },
        2028,
        0,
    ),
}

LATE: dict[str, tuple[dict[str, Any], int, float]] = {
    "a cost that starts later": ({"costs.late": {"nok_per_month": 500, "from_month": 13}}, 2027, 0),
    "a cost that starts in mid-year": ({"costs.late": {"nok_per_month": 500, "from_month": 14}}, 2028, 0),
    "a cost that ends": ({"costs.short": {"nok_per_month": 500, "to_month": 24}}, 2028, -6_000),
    "a cost that waits for delayed works": (
        {
            "works": {
                "fit": {
                    "amount_nok": 0,
                    "start_month": 1,
                    "months": 1,
                    "delay_months": 3,
                    "landlord_share": 1,
                }
            },
            "costs.late": {"nok_per_month": 500, "from_month": 10, "follows_works": "fit"},
        },
        2027,
        0,
    ),
    "a post that starts later": ({"staff": {"host": {**HOST["host"], "from_month": 25}}}, 2028, 0),
    "a service that starts later": (
        {"services.itemised.lunch": {"price_nok_per_use": 50, "uses_per_month": 10, "from_month": 15}},
        2028,
        0,
    ),
    "a service that ends": (
        {"services.itemised.lunch": {"price_nok_per_use": 50, "uses_per_month": 10, "to_month": 12}},
        2027,
        6_000,
    ),
    "a product that starts later": (
        {
            "products.room": {
                "kind": "fixed_desk",
                "space": "floor",
                "units": 1,
                "price_nok_per_month": 500,
                "opening_month": 13,
                "ramp": {"start_share": 1, "stabilised_share": 1, "months": 0},
            }
        },
        2027,
        0,
    ),
}


def with_item(item: dict[str, Any], **changes: Any) -> Result:
    return ran({**CASE, **item, **changes})


@pytest.mark.parametrize("name", [*HELP, *LATE])
def test_the_first_year_that_lasts(name: str) -> None:
    item, year, part = {**HELP, **LATE}[name]
    result = with_item(item)
    assert result.number("reference.year") == year
    # the other reference year is the first with the ramps behind it, whatever helps it
    first = 2027 if name == "a product that starts later" else 2026
    assert result.number("reference_with_help.year") == first
    if first == 2026:
        assert result.number("concept.stable_result_with_help") == near(24_000 + part)


@pytest.mark.parametrize("name", HELP)
def test_no_temporary_help_moves_the_lasting_figures(name: str) -> None:
    plain = with_item({"staff": HOST} if name == "salary in kind" else {})
    result = with_item(HELP[name][0])
    for measure in (*FIGURES, "break_even.desk.occupancy"):
        assert result.number(measure) == near(plain.number(measure) or 0), measure


def test_help_moves_the_figures_beside() -> None:
    # Rent-free: costs of nothing in 2026, so break-even of nothing; half off: 18,000 of 60,000, 0.3.
    for share, factor in ((1, 0), (0.5, 0.3)):
        result = with_item(reduction("percentage", 12, share=share))
        assert result.number("break_even_with_help.factor") == near(factor)
        assert result.number("break_even_with_help.price") == near(factor)
        assert result.number("break_even.factor") == near(0.6)
        assert result.number("break_even.price") == near(0.6)


@pytest.mark.parametrize("name", HELP)
def test_help_that_lasts_to_the_horizon_is_lasting(name: str) -> None:
    if name in ("a grant", "a yearly grant that declines to nothing"):
        return  # given once, and gone before the horizon
    item = HELP[name][0]
    lasting: dict[str, Any] = {}
    for path, value in item.items():
        one = value[0] if isinstance(value, list) else value.get("help", value)
        longer = {**one, "to_month": 60} if "to_month" in one else one
        lasting[path] = (
            [longer] if isinstance(value, list) else {"help": longer} if "help" in value else longer
        )
    assert with_item(lasting).number("reference.year") == 2026


def test_help_of_nothing_is_no_help() -> None:
    for nothing in (
        reduction("percentage", 30, share=0),
        {"demand_shocks": [{"from_month": 1, "to_month": 30, "factor": 1}]},
        support(kind="grant", amount_nok=0, month=5, **GRANT),
    ):
        assert with_item(nothing).number("reference.year") == 2026


def test_support_that_is_switched_off_is_not_in_force() -> None:
    item = {**CASE, **HELP["bought desks"][0]}
    assert ran(item, with_support=False).number("reference.year") == 2026


def test_help_that_begins_later_leaves_the_years_before_it() -> None:
    # 2026 and 2027 have no help; that of 2028 cannot be in their figures.
    later = [{"kind": "rent_free", "from_month": 25, "to_month": 36}]
    assert with_item({"deal.lease.reductions": later}).number("reference.year") == 2026


def test_lease_months_are_counted_from_the_lease() -> None:
    # The lease starts in month 7; its month 7, the last free one, is month 13, January 2027.
    item = {**reduction("rent_free", 7), "deal.lease.start_month": 7, "deal.lease.term_months": 54}
    assert with_item(item).number("reference.year") == 2028
    assert with_item({**item, **reduction("rent_free", 6)}).number("reference.year") == 2027


def test_works_and_grants_to_them_disturb_no_year() -> None:
    works = {"refit": {"amount_nok": 50_000, "start_month": 30, "months": 1}}
    grant = support(kind="works_grant", works="refit", share=0.5, **GRANT)
    assert with_item({"works": works, **grant}).number("reference.year") == 2026


def reason(result: Result, line: str = "reference.year") -> str:
    found = result.reason(line)
    assert found is not None
    return found.en


def test_without_such_a_year_the_reason_names_the_item_and_the_date_it_ends() -> None:
    # Month 50 is February 2030; no whole year is left after it.
    result = with_item(reduction("rent_free", 50))
    for line in (*FIGURES, "reference.year"):
        assert result.number(line) is None
        assert reason(result, line) == (
            "no full year of operation without help that ends before the horizon: "
            "Rent reduction 1, up to and including 2030-02"
        )
    assert result.number("reference_with_help.year") == 2026
    assert result.number("break_even_with_help.factor") == 0


def test_the_reason_names_what_settles_last() -> None:
    # Grants end in months 40 to 48, the last of them the third; a cost starts in month 55, July 2030, and
    # until then no year is as those to come.
    grants = {
        f"g{i}": {"kind": "yearly_grant", "label": f"Grant {i}", "nok_per_year": 1_000, "from_month": 1,
                  "to_month": last, **GRANT}
        for i, last in enumerate((40, 41, 48, 42, 47))
    }  # fmt: skip
    late = {"costs.late": {"label": "Late", "nok_per_month": 100, "from_month": 55}}
    result = with_item({"support": grants, **late})
    assert reason(result) == "no full year that lasts: Late starts or ends after 2030-06"
    grants["g2"]["to_month"] = 59
    assert reason(with_item({"support": grants, **late})) == (
        "no full year of operation without help that ends before the horizon: "
        "Grant 2, up to and including 2030-11"
    )
    assert (
        with_item({"support": {**grants, "g2": {**grants["g2"], "to_month": 48}}}).number("reference.year")
        == 2030
    )


def test_a_ramp_that_is_never_complete_is_told_first() -> None:
    slow = {"start_share": 0.1, "stabilised_share": 0.5, "months": 55}
    result = with_item({**reduction("rent_free", 50), "products.desk.ramp": slow})
    assert reason(result) == "no full calendar year with the ramp complete"


def test_the_demand_of_a_ramp_stated_month_by_month() -> None:
    # Fixed 49,000 a month, margin 48 % of 247,000: λ = 588,000 / 1,422,720 in 2029, the first year that no
    # month of the ramp stands in. Eighteen months come to 13.94 full ones:
    # 13.94 × 118,560 − 18 × 49,000 = 770,726.40.
    shares = [
        0.3,
        0.35,
        0.42,
        0.55,
        0.65,
        0.75,
        0.8,
        0.82,
        0.84,
        0.86,
        0.88,
        0.9,
        0.93,
        0.95,
        0.97,
        0.98,
        0.99,
    ]
    result = ran(
        {
            "start_month": "2027-01",
            "horizon_months": 36,
            "deal.lease": {"term_months": 36, "rent_nok_per_m2_year": 1700, "payment": "monthly"},
            "products.desk.units": 100,
            "products.desk.price_nok_per_month": 2470,
            "products.desk.ramp": {"start_share": 1, "stabilised_share": 1, "months": 0},
            "demand_shocks": [
                {"from_month": n, "to_month": n, "factor": share} for n, share in enumerate(shares, start=1)
            ],
            "costs": {
                "v": {"share_of_income": 0.2},
                "l": {"share_of_income": 0.32, "vat": "exempt"},
                "m": {"nok_per_month": 7000},
                "o": {"nok_per_month": 25000},
            },
        }
    )
    assert result.number("reference.year") == 2029
    assert result.number("break_even.factor") == near(588_000 / 1_422_720)
    assert result.number("concept.stable_result") == near(834_720)
    assert sum(by_month(result, "operator.ebitda", 1, 18)) == near(770_726.40)


def test_help_in_the_reference_year() -> None:
    # Income 600,000 × occupancy; costs 180,000 and, from month 25, rent 180,000: 0.60, and EBITDA of nothing.
    result = ran(
        {
            "start_month": "2027-01",
            "horizon_months": 60,
            "products.desk.price_nok_per_month": 5000,
            "products.desk.ramp": {"start_share": 0.6, "stabilised_share": 0.6, "months": 0},
            "deal.lease": {"term_months": 60, "rent_nok_per_m2_year": 1500, "payment": "monthly",
                           "reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 24}]},
            "costs": {"running": {"nok_per_month": 15_000}},
        }
    )  # fmt: skip
    assert result.number("reference.year") == 2029
    assert result.number("break_even.occupancy") == near(0.6)
    assert result.number("concept.stable_result") == near(0)
    assert result.number("break_even_with_help.occupancy") == near(0.3)
    assert result.number("concept.stable_result_with_help") == near(180_000)


def test_two_rent_free_years_are_no_break_even() -> None:
    # Income 10 × 5,000 × 12 × occupancy = 600,000 × occupancy; costs 180,000, and rent 120 × 1,500 = 180,000
    # from month 25. Lasting: 360,000 / 600,000 = 60 %, and then nothing is left. With the first years' help
    # no rent: 180,000 / 600,000 = 30 %, and 180,000 left. Both are registered from the start.
    free = {"kind": "rent_free", "from_month": 1, "to_month": 24}
    result = ran(
        {
            "start_month": "2027-01",
            "horizon_months": 60,
            "building.spaces.floor.exclusive_m2": 120,
            "products.desk.price_nok_per_month": 5000,
            "products.desk.ramp": {"start_share": 0.6, "stabilised_share": 0.6, "months": 0},
            "deal.lease": {
                "term_months": 60,
                "rent_nok_per_m2_year": 1500,
                "payment": "monthly",
                "reductions": [free],
            },
            "costs": {"running": {"nok_per_month": 15_000}},
        }
    )
    assert result.number("break_even.occupancy") == near(0.6)
    assert result.number("concept.stable_result") == near(0)
    assert result.number("break_even_with_help.occupancy") == near(0.3)
    assert result.number("concept.stable_result_with_help") == near(180_000)
    assert result.number("reference.year") == 2029
