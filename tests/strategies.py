"""Random valid cases of every deal structure, as the user's file would state them.

    random_case(7, "sublease")       the same case in every run, from a seed
    cases("management")              a hypothesis strategy that shrinks towards the plain case

Both draw from one description of what a case may hold, so whatever one finds the other can find too. Cases
start in each of the twelve months, leases start in any month of the quarter, and every kind of product, ramp,
service, reduction, cost, support, loan and alternative turns up.
"""

import random
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

Stated = dict[str, Any]
T = TypeVar("T")

STRUCTURES = ("sublease", "turnover_rent", "management", "landlord_operated")
LEASED = ("sublease", "turnover_rent")


class Pick(Protocol):
    """Where the choices come from. What is simplest comes first: the low end, the first option, no."""

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""

    def among(self, options: Sequence[T]) -> T:
        """One of the options."""

    def yes(self, in_ten: int = 5) -> bool:
        """Yes, so many times in ten."""


class _Seeded:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def whole(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def among(self, options: Sequence[T]) -> T:
        return options[self.random.randrange(len(options))]

    def yes(self, in_ten: int = 5) -> bool:
        return self.random.randrange(10) < in_ten


class _Drawn:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def whole(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def among(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def yes(self, in_ten: int = 5) -> bool:
        return self.draw(st.integers(0, 9)) >= 10 - in_ten


def random_case(
    seed: int, structure: str | None = None, start: int | None = None, longest_months: int = 84
) -> Stated:
    """A random valid case, the same for the same arguments.

    Args:
        structure: one of STRUCTURES; drawn where None.
        start: calendar month of the first month, 1–12; drawn where None.
        longest_months: the longest horizon drawn; the shortest is 12.
    """
    return _case(_Seeded(seed), structure, start, longest_months)


@st.composite
def cases(
    draw: st.DrawFn, structure: str | None = None, start: int | None = None, longest_months: int = 84
) -> Stated:
    """Random valid cases, as `random_case`, but shrinking to the simplest that fails."""
    return _case(_Drawn(draw), structure, start, longest_months)


# ---- numbers ---------------------------------------------------------------------------------------------


def _share(pick: Pick, low: int = 0, high: int = 100) -> float:
    return pick.whole(low, high) / 100


def _amount(pick: Pick, low: int, high: int, step: int = 10) -> float:
    return float(pick.whole(low // step, high // step) * step)


def _rate_by_year(pick: Pick, year: int, low: int, high: int) -> Any:
    """A rate in tenths of a per cent, one number or by year; `year` is the last year it may begin in."""
    if pick.yes(6):
        return pick.whole(low, high) / 1000
    years = {year: pick.whole(low, high) / 1000}
    for later in (1, 2, 4):
        if pick.yes(4):
            years[year + later] = pick.whole(low, high) / 1000
    return years


def _period(pick: Pick, horizon: int, open_ended: bool = False) -> Stated:
    first = pick.whole(1, horizon)
    if open_ended and pick.yes():
        return {"from_month": first}
    return {"from_month": first, "to_month": pick.whole(first, horizon)}


# ---- the case --------------------------------------------------------------------------------------------


def _case(pick: Pick, structure: str | None, start: int | None, longest: int) -> Stated:
    form = structure or pick.among(STRUCTURES)
    horizon = pick.whole(12, longest)
    year = pick.whole(2025, 2027)
    case: Stated = {
        "name": "Tilfeldig sak",
        "start_month": f"{year}-{start or pick.whole(1, 12):02d}",
        "horizon_months": horizon,
        "index": {
            "prices_share_per_year": _rate_by_year(pick, year + 1, -20, 60),
            "costs_share_per_year": _rate_by_year(pick, year + 1, -10, 60),
            "wages_share_per_year": _rate_by_year(pick, year + 1, 0, 60),
            "rent_share_per_year": _rate_by_year(pick, year + 1, -20, 60),
        },
        "building": _building(pick),
    }
    if pick.yes():
        case["party_rates"] = {
            f"{party}_share_per_year": _share(pick, 0, 20)
            for party in ("landlord", "operator", "municipality")
        }
    works = {name: _works(pick, horizon) for name in ("rehab", "refit") if pick.yes()}
    if works:
        case["works"] = works
    case["products"] = _products(pick, horizon, tuple(case["building"]["spaces"]), tuple(works))
    if pick.yes(3):
        case["season_factors"] = _season(pick)
    if pick.yes(3):
        case["demand_shocks"] = _shocks(pick, horizon)
    if pick.yes(6):
        case["services"] = _services(pick, horizon)
    case["deal"] = _deal(pick, form, horizon, tuple(works))
    if pick.yes():
        case["comparison"] = {"ordinary_tenant": _tenant(pick)}
        if pick.yes():
            case["after_lease"] = "relet"
    lines = [name for name in ("cleaning", "system", "water") if pick.yes()]
    costs = {name: _cost(pick, horizon, tuple(works)) for name in lines}
    if costs:
        case["costs"] = costs
    staff = {name: _staff(pick, horizon) for name in ("host", "cook") if pick.yes()}
    if staff:
        case["staff"] = staff
    if pick.yes(2):
        case["unpaid_work"] = {"hours_per_month": pick.whole(0, 100), "nok_per_hour": pick.whole(100, 600)}
    support = _support(pick, horizon, case, form)
    if support:
        case["support"] = support
    financing = {
        party: _financing(pick, horizon, year, tuple(works))
        for party in ("landlord", "operator")
        if pick.yes()
    }
    if financing:
        case["financing"] = financing
    if pick.yes():
        case["valuation"] = _valuation(pick)
        _by_value(pick, case)
    if pick.yes():
        case["vat"] = {"refund_delay_months": pick.whole(0, 1)}
    if pick.yes(3):
        case["jobs_per_member"] = _share(pick, 0, 150)
    return case


def _building(pick: Pick) -> Stated:
    spaces: Stated = {"floor": {"kind": "flex_desk", "exclusive_m2": pick.whole(50, 800)}}
    for name, kind in (("offices", "private_office"), ("cafe", "cafe"), ("garage", "parking")):
        if pick.yes(3):
            exclusive = pick.whole(10, 300)
            spaces[name] = {"kind": kind, "exclusive_m2": exclusive}
            if pick.yes():
                spaces[name]["with_common_m2"] = exclusive + pick.whole(0, 60)
    return {
        "spaces": spaces,
        "owner_costs_nok_per_m2_year": _amount(pick, 0, 300),
        "common_costs_nok_per_m2_year": _amount(pick, 0, 500),
        "vacant_common_cost_share": _share(pick),
        "property_tax_nok_per_year": _amount(pick, 0, 60_000, 100),
    }


def _works(pick: Pick, horizon: int) -> Stated:
    item: Stated = {"amount_nok": _amount(pick, 0, 3_000_000, 1000)}
    delay = 0
    if pick.yes(3):
        delay = pick.whole(1, min(6, horizon - 1))
        item["delay_months"] = delay
    last = horizon - delay
    if pick.yes(7):
        item["start_month"] = pick.whole(1, min(last, 24))
        item["months"] = pick.whole(1, min(12, last - item["start_month"] + 1))
    else:
        item["instalments"] = [
            {"month": pick.whole(1, last), "share": share} for share in pick.among([(1.0,), (0.25, 0.75)])
        ]
    if pick.yes():
        item["landlord_share"] = _share(pick)
    if pick.yes(3):
        item["overrun_share"] = _share(pick, 0, 40)
    if pick.yes(3):
        item["maintenance_share"] = _share(pick)
    item["book_life_years"] = float(pick.whole(1, 20))
    return item


# ---- products and services -------------------------------------------------------------------------------

_MEMBERSHIPS = (
    "flex_membership",
    "fixed_desk",
    "private_office",
    "corporate_place",
    "virtual_office",
    "parking",
    "ordinary_tenancy",
)
_SOLD_BY_USE = ("day_pass", "weekly_place", "hourly_room", "event", "lodging")
_REGIMES = (
    "registered_letting",
    "taxable_service",
    "unregistered_letting",
    "exempt_right",
    "exempt_service",
    "housing",
    "lodging",
)


def _products(pick: Pick, horizon: int, spaces: tuple[str, ...], works: tuple[str, ...]) -> Stated:
    products = {"flex": _product(pick, pick.among(_MEMBERSHIPS), horizon, spaces, works)}
    for name in ("office", "address"):
        if pick.yes(4):
            products[name] = _product(pick, pick.among(_MEMBERSHIPS), horizon, spaces, works)
    for name in ("day", "room"):
        if pick.yes(4):
            products[name] = _product(pick, pick.among(_SOLD_BY_USE), horizon, spaces, works)
    return products


def _product(pick: Pick, kind: str, horizon: int, spaces: tuple[str, ...], works: tuple[str, ...]) -> Stated:
    item: Stated = {"kind": kind, "units": pick.whole(1, 30), "ramp": _ramp(pick, horizon)}
    if kind != "virtual_office":
        item["space"] = pick.among(spaces)
    if pick.yes(3):
        item["members_per_unit"] = pick.whole(2, 8) / 2
    if kind in _SOLD_BY_USE:
        item["price_nok_per_use"] = _amount(pick, 0, 2000, 5)
        item[pick.among(("uses_per_month", "uses_per_member_month"))] = float(pick.whole(0, 40))
    else:
        item["price_nok_per_month"] = _amount(pick, 0, 6000)
        if pick.yes(2):
            item["membership_fee_nok_per_year"] = _amount(pick, 0, 3000, 100)
    if pick.yes(3):
        item["price_includes_vat"] = True
    if pick.yes(2):
        item["vat_regime"] = pick.among(_REGIMES)
    if pick.yes(2):
        item["not_eligible_share"] = _share(pick)
    if pick.yes():
        item["opening_month"] = pick.whole(1, min(horizon, 14))
    if pick.yes(2):
        item["opening_delay_months"] = pick.whole(1, 8)
    if works and pick.yes(3):
        item["follows_works"] = pick.among(works)
    if pick.yes(4):
        item["churn_share_per_month"] = _share(pick, 0, 20)
        item["months_to_relet"] = pick.whole(0, 8) / 2
    if pick.yes(2):
        item["season_factors"] = _season(pick)
    if pick.yes(3):
        item["campaign"] = {"discount_share": _share(pick), **_period(pick, horizon)}
    if pick.yes(3):
        item["bad_debt_share"] = _share(pick, 0, 5)
    if pick.yes(2):
        item["index_share"] = _share(pick)
    return item


def _ramp(pick: Pick, horizon: int) -> Stated:
    return {
        "shape": pick.among(("linear", "s_curve", "exponential")),
        "start_share": _share(pick),
        "stabilised_share": _share(pick),
        "months": pick.whole(0, min(horizon, 30)),
    }


def _season(pick: Pick) -> list[float]:
    return [_share(pick, 0, 150) for _ in range(12)]


def _shocks(pick: Pick, horizon: int) -> list[Stated]:
    middle = pick.whole(2, horizon)
    shocks = [{"from_month": pick.whole(1, middle - 1), "to_month": middle - 1, "factor": _share(pick)}]
    if pick.yes(4):
        shocks.append({"from_month": middle, "to_month": pick.whole(middle, horizon), "factor": _share(pick)})
    return shocks


def _services(pick: Pick, horizon: int) -> Stated:
    if pick.yes(4):
        return {
            "mix": {
                "services_share": _share(pick, 0, 60),
                "gross_margin_share": _share(pick),
                "vat": pick.among(("standard", "exempt")),
            }
        }
    return {
        "itemised": {
            name: _service(pick, horizon) for name in ("coffee", "courses") if name == "coffee" or pick.yes()
        }
    }


def _service(pick: Pick, horizon: int) -> Stated:
    item: Stated = {
        "price_nok_per_use": _amount(pick, 0, 500, 5),
        pick.among(("uses_per_month", "uses_per_member_month")): float(pick.whole(0, 20)),
        "vat": pick.among(("standard", "food", "exempt")),
    }
    if pick.yes():
        item["cost_nok_per_use"] = _amount(pick, 0, 400, 5)
    if pick.yes(3):
        item["staff_nok_per_month"] = _amount(pick, 0, 20_000, 100)
    if pick.yes(3):
        item |= _period(pick, horizon, open_ended=True)
    if pick.yes(2):
        item["index_share"] = _share(pick)
    return item


# ---- the deal --------------------------------------------------------------------------------------------


def _deal(pick: Pick, structure: str, horizon: int, works: tuple[str, ...]) -> Stated:
    if structure == "landlord_operated":
        deal: Stated = {"market_rent_nok_per_m2_year": _amount(pick, 0, 2500)}
        if pick.yes(3):
            deal["area_m2"] = float(pick.whole(10, 1000))
        return {"structure": structure, **deal}
    if structure == "management":
        return {"structure": structure, **_management(pick, horizon)}
    deal = {"structure": structure, "lease": _lease(pick, horizon, works)}
    if structure == "turnover_rent":
        deal["turnover"] = {
            "mode": pick.among(("greater_of", "above_threshold")),
            "share_of_income": _share(pick, 0, 40),
        }
        if deal["turnover"]["mode"] == "above_threshold":
            deal["turnover"]["threshold_nok_per_year"] = _amount(pick, 0, 2_000_000, 1000)
    return deal


def _management(pick: Pick, horizon: int) -> Stated:
    fee: Stated = {}
    base = pick.among(("", "base_nok_per_month", "base_share_of_income"))
    if base:
        fee[base] = _amount(pick, 0, 40_000, 100) if base == "base_nok_per_month" else _share(pick, 0, 30)
    if pick.yes(7):
        fee["surplus_share"] = _share(pick, 0, 50)
    if pick.yes():
        fee["landlord_preferred_nok_per_year"] = _amount(pick, 0, 500_000, 1000)
    deal: Stated = {"fee": fee, "term_months": pick.whole(1, 100)}
    if pick.yes():
        deal["from_month"] = pick.whole(1, min(horizon, 14))
    return deal


def _lease(pick: Pick, horizon: int, works: tuple[str, ...]) -> Stated:
    term = pick.whole(1, 100)
    lease: Stated = {
        "term_months": term,
        "rent_nok_per_m2_year": _amount(pick, 0, 2500),
        "payment": pick.among(("monthly", "quarterly_in_advance")),
    }
    if pick.yes(7):
        lease["start_month"] = pick.whole(1, min(horizon, 14))
    if works and pick.yes(3):
        lease["follows_works"] = pick.among(works)
    if pick.yes(2):
        lease["area_m2"] = float(pick.whole(10, 1000))
    if pick.yes():
        lease["common_costs_nok_per_m2_year"] = _amount(pick, 0, 500)
    if pick.yes():
        lease["index_clause"] = pick.among(("standard", "after_12_months", "anniversary"))
    if pick.yes(2):
        lease["index_share"] = _share(pick)
    if pick.yes(6):
        lease["reductions"] = _reductions(pick, term)
    if pick.yes(4):
        lease["security"] = {
            "kind": pick.among(("deposit", "guarantee")),
            "months_of_rent": float(pick.whole(0, 6)),
            "guarantee_fee_share_per_year": _share(pick, 0, 3),
        }
    if pick.yes(3):
        lease["break_option"] = {"month": pick.whole(1, term), "exercised": pick.yes()}
    if pick.yes(3):
        lease["renewal"] = {"term_months": pick.whole(1, 60)}
        if pick.yes():
            lease["renewal"]["rent_nok_per_m2_year"] = _amount(pick, 0, 2500)
    return lease


def _reductions(pick: Pick, term: int) -> list[Stated]:
    reductions: list[Stated] = []
    first = 1
    for _ in range(pick.whole(1, 3)):
        if first > term:
            break
        begins = min(term, first + pick.among((0, 0, 1, 5)))
        ends = min(term, begins + pick.whole(0, 11))
        kind = pick.among(("rent_free", "percentage", "stated_rent"))
        item: Stated = {"kind": kind, "from_month": begins, "to_month": ends}
        if kind == "percentage":
            item["share"] = _share(pick)
        elif kind == "stated_rent":
            item["rent_nok_per_m2_year"] = _amount(pick, 0, 2500)
        reductions.append(item)
        first = ends + 1
    return reductions


def _tenant(pick: Pick) -> Stated:
    tenant: Stated = {
        "rent_nok_per_m2_year": _amount(pick, 0, 2500),
        "void_months": pick.whole(0, 18),
        "term_months": pick.whole(1, 120),
        "payment": pick.among(("monthly", "quarterly_in_advance")),
    }
    if pick.yes(4):
        tenant["rent_free_months"] = pick.whole(0, 9)
    if pick.yes(4):
        tenant["fit_out_nok"] = _amount(pick, 0, 900_000, 1000)
    if pick.yes(4):
        tenant["agent_fee_share_of_first_year_rent"] = _share(pick, 0, 20)
    if pick.yes(3):
        tenant["common_costs_nok_per_m2_year"] = _amount(pick, 0, 500)
    if pick.yes(3):
        tenant["index_clause"] = pick.among(("standard", "after_12_months", "anniversary"))
    if pick.yes(2):
        tenant["index_share"] = _share(pick)
    if pick.yes(4):
        tenant["relet_void_months"] = pick.whole(0, 12)
    if pick.yes(2):
        tenant["area_m2"] = float(pick.whole(10, 1000))
    return tenant


# ---- costs, staff, support -------------------------------------------------------------------------------


def _cost(pick: Pick, horizon: int, works: tuple[str, ...]) -> Stated:
    basis = pick.among(
        (
            "nok_per_month",
            "nok_per_m2_year",
            "nok_per_desk_month",
            "nok_per_member_month",
            "share_of_income",
        )
    )
    item: Stated = {
        basis: _share(pick, 0, 10) if basis == "share_of_income" else _amount(pick, 0, 500, 5),
        "vat": pick.among(("standard", "food", "water", "exempt")),
    }
    if pick.yes(4):
        item["payer"] = pick.among(("operator", "landlord", "municipality"))
    if pick.yes(2):
        item["index_share"] = _share(pick)
    if pick.yes(4):
        item |= _period(pick, horizon, open_ended=True)
    if works and pick.yes(2):
        item["follows_works"] = pick.among(works)
    return item


def _staff(pick: Pick, horizon: int) -> Stated:
    item: Stated = {
        "fte": pick.whole(1, 30) / 10,
        "salary_nok_per_year": _amount(pick, 300_000, 800_000, 1000),
        "employer_zone": pick.among(("I", "Ia", "II", "III", "IV", "IVa", "V")),
    }
    if pick.yes(2):
        # enough to use up zone Ia's allowance
        item["fte"] = 60.0
    if pick.yes(3):
        item["holiday_pay_share"] = 0.102
    if pick.yes(3):
        item["pension_share"] = _share(pick, 2, 8)
    if pick.yes(4):
        item["payer"] = pick.among(("operator", "landlord", "municipality"))
    if pick.yes(4):
        item |= _period(pick, horizon, open_ended=True)
    return item


def _support(pick: Pick, horizon: int, case: Stated, structure: str) -> Stated:
    members = [name for name, item in case["products"].items() if item["kind"] in _MEMBERSHIPS]
    items: Stated = {}
    if pick.yes(3):
        items["start"] = {
            "kind": "grant",
            "payer": pick.among(("municipality", "grant_giver", "sponsor")),
            "receiver": pick.among(("operator", "landlord")),
            "amount_nok": _amount(pick, 0, 900_000, 1000),
            "month": pick.whole(1, horizon),
        }
    if pick.yes(3):
        items["yearly"] = {
            "kind": "yearly_grant",
            "payer": pick.among(("municipality", "grant_giver", "sponsor")),
            "receiver": pick.among(("operator", "landlord")),
            "nok_per_year": _amount(pick, 0, 900_000, 1000),
            "decline_share_per_year": _share(pick, 0, 60),
            "payment": pick.among(("monthly", "yearly_in_advance")),
            **_period(pick, horizon),
        }
    if case.get("works") and pick.yes():
        items["works"] = {
            "kind": "works_grant",
            "payer": pick.among(("municipality", "grant_giver", "sponsor")),
            "receiver": pick.among(("operator", "landlord")),
            "works": pick.among(tuple(case["works"])),
            "share": _share(pick),
            "paid_months_after_completion": pick.whole(0, 6),
        }
        if pick.yes():
            items["works"]["cap_nok"] = _amount(pick, 0, 900_000, 1000)
    if structure in LEASED and pick.yes(3):
        items["premises"] = {
            "kind": "free_premises",
            "payer": pick.among(("municipality", "landlord", "grant_giver", "sponsor")),
            "share": _share(pick),
            **_period(pick, horizon),
        }
    if members and pick.yes(4):
        product = pick.among(members)
        items["desks"] = {
            "kind": "desks_bought",
            "payer": pick.among(("municipality", "sponsor")),
            "product": product,
            "desks": float(pick.whole(1, case["products"][product]["units"])),
            **_period(pick, horizon),
        }
        if pick.yes():
            items["desks"]["price_nok_per_month"] = _amount(pick, 0, 4000)
    if case.get("staff") and pick.yes():
        items["salary"] = {
            "kind": "salary_in_kind",
            "payer": pick.among(("municipality", "grant_giver")),
            "staff": pick.among(tuple(case["staff"])),
            "share": _share(pick),
            **_period(pick, horizon, open_ended=True),
        }
    return items


# ---- financing and value ---------------------------------------------------------------------------------


def _financing(pick: Pick, horizon: int, year: int, works: tuple[str, ...]) -> Stated:
    financing: Stated = {}
    if pick.yes(6):
        financing["equity"] = [
            {"month": pick.whole(1, horizon), "amount_nok": _amount(pick, 0, 2_000_000, 1000)}
            for _ in range(pick.whole(1, 2))
        ]
    if pick.yes(4):
        financing["capital_call_limit_nok"] = _amount(pick, 0, 1_000_000, 1000)
    if pick.yes(4):
        financing["overdraft"] = {
            "limit_nok": _amount(pick, 1000, 500_000, 1000),
            "rate_share_per_year": _rate_by_year(pick, year, 0, 150),
            "commission_share_per_year": pick.whole(0, 20) / 1000,
        }
    loans = {name: _loan(pick, horizon, year, works) for name in ("bank", "start") if pick.yes()}
    if "bank" in loans and pick.yes(4):
        loans["bank"]["refinanced_by"] = "next"
        loans["next"] = _takes_over(pick, horizon, year)
    if works and pick.yes(3):
        loans["build"] = _construction_loan(pick, horizon, year, works)
        if pick.yes(6):
            loans["build"]["converts_to"] = "built"
            loans["built"] = _takes_over(pick, horizon, year)
    if loans:
        financing["loans"] = loans
    return financing


def _loan(pick: Pick, horizon: int, year: int, works: tuple[str, ...]) -> Stated:
    terms, size = pick.among((("monthly", 1), ("monthly", 1), ("quarterly", 3), ("yearly", 12)))
    profile = pick.whole(1, 300 // size)
    loan: Stated = {
        "kind": pick.among(("annuity", "serial", "bullet")),
        "terms": terms,
        "base_rate_share_per_year": _rate_by_year(pick, year, 0, 90),
        "drawdown_month": pick.whole(1, horizon),
        "profile_months": size * profile,
    }
    if pick.yes(2):
        loan["sizing"] = _sizing(pick)
    elif works and pick.yes(4):
        loan["share_of_works"] = _share(pick, 1, 100)
    else:
        loan["amount_nok"] = _amount(pick, 1000, 3_000_000, 1000)
    if pick.yes():
        loan["margin_share_per_year"] = _share(pick, 0, 4)
    if works and pick.yes(2):
        loan["follows_works"] = pick.among(works)
    if pick.yes(4):
        loan["tenor_months"] = size * pick.whole(1, profile)
    if pick.yes(4):
        loan["interest_only_months"] = size * pick.whole(0, min(profile - 1, 36 // size))
    if pick.yes(3):
        loan["arrangement_fee_nok"] = _amount(pick, 0, 20_000, 100)
    if pick.yes(3):
        loan["term_fee_nok"] = _amount(pick, 0, 500, 5)
    return loan


def _takes_over(pick: Pick, horizon: int, year: int) -> Stated:
    """A loan that refinances or converts another: of the same size, or as large as its limits allow."""
    loan = _loan(pick, horizon, year, ())
    del loan["drawdown_month"]
    if pick.yes(7):
        loan.pop("amount_nok", None)
    return loan


def _construction_loan(pick: Pick, horizon: int, year: int, works: tuple[str, ...]) -> Stated:
    loan: Stated = {
        "kind": "construction",
        "terms": pick.among(("monthly", "quarterly", "yearly")),
        "base_rate_share_per_year": _rate_by_year(pick, year, 0, 90),
        "commission_share_per_year": pick.whole(0, 20) / 1000,
    }
    if pick.yes():
        loan["amount_nok"] = _amount(pick, 1000, 3_000_000, 1000)
    else:
        loan["share_of_works"] = _share(pick, 1, 100)
    if pick.yes(4):
        loan["works"] = [pick.among(works)]
    if pick.yes(3):
        loan["term_fee_nok"] = _amount(pick, 0, 500, 5)
    return loan


def _sizing(pick: Pick) -> Stated:
    sizing: Stated = {"minimum_cover": pick.whole(50, 300) / 100}
    if pick.yes():
        sizing["share_of_works"] = _share(pick, 1, 100)
    return sizing


def _by_value(pick: Pick, case: Stated) -> None:
    """Some of the landlord's sized loans are sized by value too, where the case has one."""
    for loan in case.get("financing", {}).get("landlord", {}).get("loans", {}).values():
        if "sizing" in loan and pick.yes():
            loan["sizing"]["share_of_value"] = _share(pick, 1, 100)


def _valuation(pick: Pick) -> Stated:
    valuation: Stated = {"net_yield_share": pick.whole(40, 120) / 1000}
    if pick.yes():
        valuation["selling_cost_share"] = _share(pick, 0, 5)
    if pick.yes(3):
        valuation["include_exit"] = False
    if pick.yes(4):
        valuation["ebitda_yield_share"] = pick.whole(50, 200) / 1000
    if pick.yes():
        valuation["vacant_value_nok"] = _amount(pick, 0, 9_000_000, 1000)
    return valuation
