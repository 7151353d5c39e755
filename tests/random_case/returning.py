"""Cases in which money goes out first and comes in later, so that there is an internal rate to look at."""

from tests.random_case.draft import Draft
from tests.random_case.picking import amount, share


def make_it_pay_back(d: Draft) -> None:
    """Let both parties pay for works in the first months, and the members carry the rent from then on."""
    pick, case = d.pick, d.case
    area = case["building"]["spaces"]["floor"]["exclusive_m2"] = pick.whole(100, 200)
    case["building"]["spaces"] = {"floor": case["building"]["spaces"]["floor"]}
    case["building"] |= {
        "owner_costs_nok_per_m2_year": amount(pick, 0, 100),
        "common_costs_nok_per_m2_year": amount(pick, 0, 100),
    }
    case["works"] = {
        "rehab": {
            "amount_nok": amount(pick, 300_000, 900_000, 1000),
            "start_month": 1,
            "months": pick.whole(1, 3),
            "landlord_share": share(pick, 30, 70),
        }
    }
    flex = case["products"]["flex"]
    flex |= {
        "space": "floor",
        "units": pick.whole(20, 30),
        "price_nok_per_month": amount(pick, 4000, 6000),
        "opening_month": pick.whole(2, 6),
        "ramp": {"start_share": share(pick, 0, 60), "stabilised_share": share(pick, 70, 100), "months": 6},
    }
    of_its_own = ("campaign", "campaigns", "steps", "contracts", "closing_month")
    for name in (*of_its_own, "season_factors", "follows_works", "months_to_relet"):
        flex.pop(name, None)
    case["products"] = {"flex": flex}
    for section in ("costs", "staff", "demand_shocks", "services", "season_factors"):
        case.pop(section, None)
    lease = case["deal"].get("lease")
    if lease is not None:
        lease |= {
            "start_month": pick.whole(2, 6),
            "term_months": 120,
            "rent_nok_per_m2_year": amount(pick, 1000, 1500),
            "area_m2": float(area),
        }
        for name in ("reductions", "break_option", "follows_works"):
            lease.pop(name, None)
    elif d.structure == "management":
        case["deal"] |= {"from_month": pick.whole(2, 6), "term_months": 120}
