"""Random cases of every deal structure, the same for the same seed: what the user might state, and more.

Seed n starts in calendar month n % 12 + 1, so that twelve seeds meet every month; structures go round in
another step. Leases start mid-quarter as often as not.
"""

from __future__ import annotations

import random
from typing import Any

Stated = dict[str, Any]

STRUCTURES = ("sublease", "turnover_rent", "management", "landlord_operated", "sublease")
_ZONES = ("I", "Ia", "II", "III", "IV", "V")


def random_case(seed: int) -> Stated:
    """A valid case as a file would state it."""
    r = random.Random(seed)
    horizon = r.choice([12, 14, 25, 36, 60, 61, 84, 119, 120])
    case: Stated = {
        "name": f"Tilfeldig sak {seed}",
        "start_month": f"{2025 + r.randrange(0, 4)}-{seed % 12 + 1:02d}",
        "horizon_months": horizon,
        "index": _index(r),
        "building": _building(r),
        "works": _works(r, horizon),
        "deal": _deal(r, STRUCTURES[seed % len(STRUCTURES)], horizon),
        "costs": _costs(r, horizon),
        "staff": _staff(r, horizon),
        "financing": {},
        "jobs_per_member": round(r.uniform(0.5, 1.2), 2),
        "vat": {"refund_delay_months": r.randrange(2)},
    }
    case["products"] = _products(r, case, horizon)
    case["services"] = _services(r)
    case["support"] = _support(r, case, horizon)
    # numbers of its own: a new kind of loan leaves the rest of the case as it was
    case["financing"] = _financing(random.Random(1000 + seed), case, horizon)
    if r.random() < 0.7:
        case["comparison"] = {"ordinary_tenant": _tenant(r)}
        if r.random() < 0.6 and "lease" in case["deal"]:
            case["after_lease"] = "relet"
    if r.random() < 0.8:
        case["valuation"] = {
            "net_yield_share": round(r.uniform(0.05, 0.1), 3),
            "selling_cost_share": r.choice([0.0, 0.02]),
            "include_exit": r.random() < 0.8,
            "vacant_value_nok": r.choice([0, 4_000_000]),
        }
    if r.random() < 0.4:
        case["season_factors"] = [round(r.uniform(0.5, 1.2), 2) for _ in range(12)]
    if horizon > 14 and r.random() < 0.4:
        case["demand_shocks"] = [
            {"from_month": 5, "to_month": r.randrange(5, 12), "factor": round(r.random(), 2)}
        ]
    if r.random() < 0.3:
        case["unpaid_work"] = {"hours_per_month": 30, "nok_per_hour": 350}
    return case


def _rate(r: random.Random, low: float, high: float) -> Any:
    if r.random() < 0.6:
        return round(r.uniform(low, high), 4)
    return {year: round(r.uniform(low, high), 4) for year in (2025, 2027, 2028)}


def _index(r: random.Random) -> Stated:
    names = ("prices", "costs", "wages", "rent")
    return {f"{name}_share_per_year": _rate(r, 0.0, 0.05) for name in names}


def _building(r: random.Random) -> Stated:
    spaces: Stated = {"open": {"kind": "flex_desk", "exclusive_m2": r.randrange(80, 400)}}
    spaces["offices"] = {
        "kind": "private_office",
        "exclusive_m2": 120,
        "with_common_m2": 120 + r.randrange(60),
    }
    if r.random() < 0.5:
        spaces["room"] = {"kind": "meeting_room", "exclusive_m2": 30.5}
    return {
        "spaces": spaces,
        "owner_costs_nok_per_m2_year": r.randrange(80, 200),
        "common_costs_nok_per_m2_year": r.randrange(0, 400),
        "vacant_common_cost_share": round(r.random(), 2),
        "property_tax_nok_per_year": r.choice([0, 35_000]),
    }


def _works(r: random.Random, horizon: int) -> Stated:
    works: Stated = {}
    if r.random() < 0.75:
        works["rehab"] = {
            "amount_nok": r.randrange(2, 60) * 100_000,
            "start_month": r.randrange(1, 3),
            "months": r.randrange(1, 6),
            "landlord_share": round(r.random(), 2),
            "overrun_share": r.choice([0.0, 0.15]),
            "delay_months": r.randrange(0, 3),
            "maintenance_share": r.choice([0.0, 0.3]),
            "book_life_years": r.choice([5, 10, 7.5]),
        }
    if r.random() < 0.4:
        works["furniture"] = {
            "amount_nok": 300_000,
            "instalments": [{"month": 2, "share": 0.25}, {"month": min(9, horizon), "share": 0.75}],
            "landlord_share": r.choice([0.0, 1.0]),
            "depreciation_group": "d",
        }
    return works


def _ramp(r: random.Random) -> Stated:
    start = round(r.uniform(0, 0.4), 2)
    return {
        "shape": r.choice(["linear", "s_curve", "exponential"]),
        "start_share": start,
        "stabilised_share": round(r.uniform(start, 0.95), 2),
        "months": r.choice([0, 1, 7, 18, 30]),
    }


def _products(r: random.Random, case: Stated, horizon: int) -> Stated:
    def opening() -> Stated:
        stated: Stated = {"opening_month": r.randrange(1, 7), "opening_delay_months": r.randrange(0, 3)}
        if "rehab" in case["works"] and r.random() < 0.5:
            stated["follows_works"] = "rehab"
        return stated

    products: Stated = {
        "flex": {
            "kind": "flex_membership",
            "space": "open",
            "units": r.randrange(5, 40),
            "members_per_unit": r.choice([1, 1.5, 2]),
            "price_nok_per_month": r.randrange(500, 2500),
            "membership_fee_nok_per_year": r.choice([0, 1200]),
            "churn_share_per_month": round(r.uniform(0, 0.08), 3),
            "months_to_relet": r.choice([0, 1, 2.5]),
            "bad_debt_share": r.choice([0, 0.02]),
            "index_share": r.choice([1, 0.8]),
            "ramp": _ramp(r),
            **opening(),
        },
        "office": {
            "kind": "private_office",
            "space": "offices",
            "units": r.randrange(3, 14),
            "members_per_unit": r.randrange(1, 4),
            "price_nok_per_month": r.randrange(2000, 7000),
            "price_includes_vat": r.random() < 0.3,
            "vat_regime": r.choice(["registered_letting", "unregistered_letting", "exempt_right"]),
            "ramp": _ramp(r),
            **opening(),
        },
    }
    if r.random() < 0.5:
        products["day"] = {
            "kind": "day_pass",
            "space": "open",
            "units": 6,
            "price_nok_per_use": 149.5,
            "uses_per_month": r.choice([40, 75.5]),
            "ramp": _ramp(r),
            **opening(),
        }
    if r.random() < 0.4:
        products["address"] = {
            "kind": "virtual_office",
            "units": 25,
            "price_nok_per_month": 390,
            "ramp": _ramp(r),
            **opening(),
        }
    if r.random() < 0.4:
        first = r.randrange(1, 6)
        products["flex"]["campaign"] = {"discount_share": 0.5, "from_month": first, "to_month": first + 3}
    return products


def _services(r: random.Random) -> Stated:
    match r.randrange(3):
        case 0:
            return {}
        case 1:
            share, margin = round(r.uniform(0, 0.5), 2), round(r.random(), 2)
            return {"mix": {"services_share": share, "gross_margin_share": margin}}
        case _:
            coffee = {
                "price_nok_per_use": 35,
                "uses_per_member_month": 9.5,
                "cost_nok_per_use": 14,
                "vat": "food",
            }
            course = {
                "price_nok_per_use": 900,
                "uses_per_month": 6,
                "staff_nok_per_month": 4000,
                "vat": "exempt",
            }
            return {"itemised": {"coffee": coffee, "course": {**course, "from_month": r.randrange(1, 9)}}}


def _deal(r: random.Random, structure: str, horizon: int) -> Stated:
    if structure == "landlord_operated":
        return {"structure": structure, "market_rent_nok_per_m2_year": r.randrange(700, 1800)}
    if structure == "management":
        base = r.choice([{"base_nok_per_month": 15_000}, {"base_share_of_income": 0.08}, {}])
        surplus = {"surplus_share": round(r.random() / 2, 2), "landlord_preferred_nok_per_year": 150_000}
        return {
            "structure": structure,
            "fee": {**base, **surplus},
            "from_month": r.randrange(1, 6),
            "term_months": r.randrange(6, 130),
        }
    deal: Stated = {"structure": structure, "lease": _lease(r, horizon)}
    if structure == "turnover_rent":
        deal["turnover"] = r.choice(
            [
                {"mode": "greater_of", "share_of_income": round(r.uniform(0.05, 0.4), 2)},
                {
                    "mode": "above_threshold",
                    "share_of_income": round(r.uniform(0.05, 0.4), 2),
                    "threshold_nok_per_year": r.randrange(2, 20) * 100_000,
                },
            ]
        )
    return deal


def _lease(r: random.Random, horizon: int) -> Stated:
    term = r.choice([6, 12, 35, 60, 84, 120])
    lease: Stated = {
        "start_month": r.randrange(1, 9),
        "term_months": term,
        "rent_nok_per_m2_year": r.randrange(600, 2200),
        "common_costs_nok_per_m2_year": r.choice([0, 280]),
        "index_clause": r.choice(["standard", "after_12_months", "anniversary"]),
        "index_share": r.choice([1.0, 0.75]),
        "payment": r.choice(["monthly", "quarterly_in_advance"]),
        "reductions": _reductions(r, term),
    }
    kind = r.choice(["none", "deposit", "guarantee"])
    if kind != "none":
        lease["security"] = {
            "kind": kind,
            "months_of_rent": r.choice([3, 6]),
            "guarantee_fee_share_per_year": 0.02,
        }
    if r.random() < 0.3:
        lease["renewal"] = {"term_months": 24, **r.choice([{}, {"rent_nok_per_m2_year": 1500}])}
    if r.random() < 0.2 and term > 12:
        lease["break_option"] = {"month": r.randrange(6, term), "exercised": r.random() < 0.5}
    return lease


def _reductions(r: random.Random, term: int) -> list[Stated]:
    found: list[Stated] = []
    month = 1
    for kind in r.sample(["rent_free", "percentage", "stated_rent"], r.randrange(0, 4)):
        last = month + r.randrange(0, 12)
        if last > term:
            break
        more: Stated = {
            "percentage": {"share": round(r.random(), 2)},
            "stated_rent": {"rent_nok_per_m2_year": 700},
        }
        found.append({"kind": kind, "from_month": month, "to_month": last, **more.get(kind, {})})
        month = last + 1 + r.randrange(0, 3)
    return found


def _costs(r: random.Random, horizon: int) -> Stated:
    costs: Stated = {"cleaning": {"nok_per_m2_year": r.randrange(50, 300)}}
    if r.random() < 0.6:
        costs["software"] = {"nok_per_member_month": 55.5, "from_month": r.randrange(1, 6)}
    if r.random() < 0.5:
        costs["water"] = {"nok_per_month": 1400, "vat": "water", "payer": "landlord"}
    if r.random() < 0.5:
        costs["sales"] = {"share_of_income": 0.04, "vat": "exempt"}
    if r.random() < 0.4:
        costs["desks"] = {"nok_per_desk_month": 80, "to_month": r.randrange(6, horizon + 1)}
    return costs


def _staff(r: random.Random, horizon: int) -> Stated:
    if r.random() < 0.3:
        return {}
    host: Stated = {
        "fte": round(r.uniform(0.2, 1.5), 2),
        "salary_nok_per_year": r.randrange(400, 700) * 1000,
        "holiday_pay_share": r.choice([0.102, 0.12]),
        "employer_zone": r.choice(_ZONES),
        "from_month": r.randrange(1, 8),
        "is_facilitator": True,
    }
    if r.random() < 0.3:
        host["to_month"] = r.randrange(8, horizon + 1)
    return {"host": host}


def _support(r: random.Random, case: Stated, horizon: int) -> Stated:
    support: Stated = {}
    if r.random() < 0.5:
        support["start"] = {
            "kind": "grant",
            "payer": r.choice(["municipality", "grant_giver", "sponsor"]),
            "receiver": r.choice(["operator", "landlord"]) if "lease" in case["deal"] else "landlord",
            "amount_nok": 250_000,
            "month": r.randrange(1, 10),
        }
    if r.random() < 0.4:
        support["yearly"] = {
            "kind": "yearly_grant",
            "payer": "municipality",
            "receiver": "operator" if "lease" in case["deal"] else "landlord",
            "nok_per_year": 400_000,
            "from_month": r.randrange(1, 8),
            "to_month": r.randrange(8, horizon + 1),
            "decline_share_per_year": r.choice([0, 0.25]),
            "payment": r.choice(["monthly", "yearly_in_advance"]),
        }
    if "rehab" in case["works"] and r.random() < 0.5:
        support["works"] = {
            "kind": "works_grant",
            "payer": "grant_giver",
            "receiver": "landlord",
            "works": "rehab",
            "share": 0.3,
            **r.choice([{}, {"cap_nok": 200_000}]),
        }
    if "lease" in case["deal"] and r.random() < 0.4:
        support["free"] = {
            "kind": "free_premises",
            "payer": "municipality",
            "share": r.choice([1, 0.5]),
            "from_month": r.randrange(1, 8),
            "to_month": r.randrange(8, horizon + 1),
        }
    if r.random() < 0.4:
        support["anchor"] = {
            "kind": "desks_bought",
            "payer": "municipality",
            "product": "flex",
            "desks": 3,
            "from_month": r.randrange(1, 8),
            "to_month": r.randrange(8, horizon + 1),
        }
    if "host" in case["staff"] and r.random() < 0.4:
        support["manager"] = {
            "kind": "salary_in_kind",
            "payer": "municipality",
            "staff": "host",
            "share": r.choice([1, 0.5]),
            "from_month": case["staff"]["host"]["from_month"],
        }
    return support


def _financing(r: random.Random, case: Stated, horizon: int) -> Stated:
    parties = ["landlord"] if case["deal"]["structure"] == "landlord_operated" else ["landlord", "operator"]
    financing: Stated = {}
    for party in parties:
        loans: Stated = {}
        for kind in r.sample(["annuity", "serial", "bullet"], r.randrange(0, 3)):
            loans[kind] = _loan(r, kind, r.choice([24, 60, 240]))
            if r.random() < 0.4:
                loans[kind]["refinanced_by"] = f"{kind}_next"
                loans[f"{kind}_next"] = _taking_over(r)
        if case["works"] and r.random() < 0.5:
            loans["build"] = {
                "kind": "construction",
                **r.choice([{"amount_nok": 700_000}, {"share_of_works": 0.8}]),
                "base_rate_share_per_year": _rate(r, 0.02, 0.06),
                "commission_share_per_year": 0.01,
                "terms": r.choice(["monthly", "quarterly"]),
                "converts_to": "built",
            }
            loans["built"] = _taking_over(r)
        financing[party] = {
            "equity": [{"month": 1, "amount_nok": r.randrange(0, 20) * 100_000}],
            "capital_call_limit_nok": r.choice([0, 400_000]),
            "loans": loans,
        }
        if r.random() < 0.4:
            financing[party]["overdraft"] = {
                "limit_nok": r.choice([50_000, 1_000_000]),
                "rate_share_per_year": _rate(r, 0.05, 0.12),
                "commission_share_per_year": 0.01,
            }
    return financing


def _loan(r: random.Random, kind: str, profile: int) -> Stated:
    return {
        "kind": kind,
        "amount_nok": r.randrange(1, 30) * 50_000,
        "base_rate_share_per_year": _rate(r, 0.02, 0.06),
        "margin_share_per_year": 0.02,
        "drawdown_month": r.randrange(1, 9),
        "terms": r.choice(["monthly", "quarterly", "yearly"]),
        "profile_months": profile,
        "arrangement_fee_nok": r.choice([0, 5000]),
        "term_fee_nok": r.choice([0, 45]),
        **r.choice([{}, {"tenor_months": 12}]),
        **r.choice([{}, {"interest_only_months": 12}]),
    }


def _taking_over(r: random.Random) -> Stated:
    """A loan that refinances or converts another: as large as that, or as its limits allow."""
    loan = _loan(r, r.choice(["annuity", "serial"]), 120)
    del loan["amount_nok"], loan["drawdown_month"]
    return {**loan, **r.choice([{}, {"sizing": {"minimum_cover": 1.25, "share_of_works": 0.7}}])}


def _tenant(r: random.Random) -> Stated:
    return {
        "rent_nok_per_m2_year": r.randrange(600, 1600),
        "void_months": r.randrange(0, 14),
        "rent_free_months": r.randrange(0, 5),
        "fit_out_nok": r.choice([0, 600_000]),
        "agent_fee_share_of_first_year_rent": 0.1,
        "term_months": r.choice([24, 60]),
        "relet_void_months": r.randrange(0, 7),
        "index_clause": r.choice(["standard", "after_12_months", "anniversary"]),
        "payment": r.choice(["monthly", "quarterly_in_advance"]),
        "common_costs_nok_per_m2_year": r.choice([0, 250]),
    }
