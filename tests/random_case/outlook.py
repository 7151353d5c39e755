"""Value, tax, VAT, the bank and scenarios: what is asked of the whole case."""

import math

from tests.random_case.draft import LEASED, POLICIES, Draft
from tests.random_case.picking import Pick, Stated, amount, rate_by_year, share, sourced


def index(d: Draft) -> Stated:
    """Yearly rates, which by year begin by the first 1 January after the first month."""
    limits = {"prices": (-20, 60), "costs": (-10, 60), "wages": (0, 60), "rent": (-20, 60)}
    return {
        f"{name}_share_per_year": rate_by_year(d.pick, d.first_rate_year(d.year + 1), low, high)
        for name, (low, high) in limits.items()
        if d.pick.yes(9)
    }


def party_rates(pick: Pick) -> Stated:
    """Discount rates."""
    return {
        f"{party}_share_per_year": sourced(pick, share(pick, 0, 20))
        for party in ("landlord", "operator", "municipality")
        if pick.yes(9)
    }


def valuation(pick: Pick) -> Stated:
    """How the property is valued and sold."""
    stated: Stated = {"net_yield_share": pick.whole(40, 120) / 1000}
    if pick.yes():
        stated["selling_cost_share"] = share(pick, 0, 5)
    if pick.yes(4):
        stated["include_exit"] = pick.yes(3)
    if pick.yes(4):
        stated["housing_net_yield_share"] = pick.whole(30, 90) / 1000
    if pick.yes(4):
        stated["ebitda_yield_share"] = pick.whole(50, 200) / 1000
    if pick.yes():
        stated["vacant_value_nok"] = amount(pick, 0, 9_000_000, 1000)
    if pick.yes():
        stated["exit_kind"] = pick.among(("share_sale", "asset_sale"))
    if pick.yes(4):
        stated["latent_tax_discount_share"] = share(pick, 0, 20)
    if pick.yes():
        stated["buyer_takes_over_adjustment"] = pick.yes()
    return stated


def vat(d: Draft) -> Stated:
    """Choices in the VAT settlement; all of them where VAT is what the case is about."""
    pick, often = d.pick, 9 if d.knobs.vat_heavy else 5
    stated: Stated = {}
    asked = phases_ask_for_registration(d)
    if d.knobs.policy is None and not d.knobs.vat_heavy and not asked and pick.yes(1):
        return stated
    if d.knobs.policy is not None:
        stated["policy"] = d.knobs.policy
    elif pick.yes(often):
        stated["policy"] = pick.among(POLICIES)
    if pick.yes(often):
        stated["filing"] = pick.among(("two_monthly", "yearly"))
    if pick.yes(often):
        stated["adjustment_test"] = pick.among(("space", "works"))
    if pick.yes(often):
        stated["lease_counts_as_let"] = pick.yes()
    if pick.yes(often):
        stated["refund_delay_months"] = pick.whole(0, 1)
    if pick.yes(4):
        stated["previous_use_share"] = share(pick)
    for company in ("landlord", "operator"):
        if asked or pick.yes(often):
            choices = ("from_threshold", "advance", "registered")
            stated[f"{company}_registration"] = pick.among(choices[1:] if asked else choices)
    return stated


def phases_ask_for_registration(d: Draft) -> bool:
    """Whether who sells to the members changes in a case that shares a year's income."""
    structures = {d.structure, *(phase["deal"]["structure"] for phase in d.case.get("phases", ()))}
    return len({each in LEASED for each in structures}) > 1 and not structures.isdisjoint(
        {"turnover_rent", "management"}
    )


def municipality(d: Draft) -> Stated:
    """The municipality as landlord, guarantor and part owner."""
    pick = d.pick
    stated: Stated = {}
    if pick.yes():
        stated["is_landlord"] = pick.yes()
    if pick.yes():
        stated["market_rent_nok_per_m2_year"] = amount(pick, 0, 2500)
    if pick.yes():
        stated["share_of_operator"] = share(pick)
    if pick.yes():
        stated["firms_helped"] = float(pick.whole(1, 80))
    if pick.yes():
        stated["guarantees"] = [_guarantee(d) for _ in range(pick.whole(1, 2))]
    if pick.yes():
        stated["commuting"] = {
            "days_per_member_month": float(pick.whole(0, 22)),
            "minutes_one_way": float(pick.whole(0, 90)),
        }
        if pick.yes():
            stated["commuting"]["share_of_members"] = share(pick)
    return stated


def _guarantee(d: Draft) -> Stated:
    pick = d.pick
    stated: Stated = {"amount_nok": amount(pick, 0, 1_000_000, 1000)}
    if pick.yes():
        stated["label"] = "Garanti for lånet"
    if pick.yes():
        stated["from_month"] = pick.whole(1, d.horizon)
    if pick.yes():
        stated["to_month"] = pick.whole(stated.get("from_month", 1), d.horizon)
    return stated


def tax(d: Draft) -> Stated:
    """Tax of landlord and operator."""
    pick = d.pick
    landlord, operator = _company_tax(pick), _company_tax(pick)
    if pick.yes():
        landlord["opening_balance_nok"] = amount(pick, 0, 6_000_000, 1000)
    if pick.yes(6):
        landlord["opening_depreciation_group"] = pick.among(("i", "h", "a", "c", "d", "j", None))
    if pick.yes():
        operator["tenant_fit_out"] = pick.among(("lease", "group"))
    parties = {"landlord": landlord, "operator": operator}
    return {party: stated for party, stated in parties.items() if pick.yes(8)}


def operator_tax(pick: Pick) -> Stated:
    """Tax of an operator."""
    stated = _company_tax(pick)
    if pick.yes():
        stated["tenant_fit_out"] = pick.among(("lease", "group"))
    return stated


def _company_tax(pick: Pick) -> Stated:
    stated: Stated = {}
    if pick.yes(4):
        stated["is_taxed"] = pick.yes()
    if pick.yes(4):
        stated["losses_used_elsewhere"] = pick.yes(8)
    return stated


def bank(pick: Pick, horizon: int) -> Stated:
    """Covenants, the refinancing to be tried, debt capacity, and the catchment."""
    stated: Stated = {}
    if pick.yes(7):
        stated["covenants"] = {
            name: pick.whole(low, high) / 100
            for name, low, high in (
                ("minimum_icr", 50, 300),
                ("minimum_dscr", 50, 200),
                ("maximum_ltv", 20, 100),
                ("minimum_equity_share", 5, 60),
            )
            if pick.yes()
        }
    if pick.yes():
        stated["refinancing"] = {
            name: share(pick, 0, high)
            for name, high in (("rate_shift_share_per_year", 5), ("ltv_shift_share", 30))
            if pick.yes(7)
        }
    if pick.yes(3):
        stated["capacity"] = _capacity(pick, horizon)
    if pick.yes():
        stated["catchment"] = {
            name: pick.whole(0, 9000)
            for name in ("commuters", "firms", "freelancers", "competitor_desks")
            if pick.yes(7)
        }
        if pick.yes():
            stated["catchment"]["source"] = "SSB tabell 11616"
    if pick.yes(4):
        stated["stress"] = {"dear": _stress_row(pick)}
    return stated


def _stress_row(pick: Pick) -> Stated:
    """A course of events of the user's own, of numbers that every case has."""
    changes: tuple[tuple[str, object], ...] = (
        ("index.prices_share_per_year", 0),
        ("index.costs_share_per_year", {"add": share(pick, 0, 3)}),
        ("building.common_costs_nok_per_m2_year", {"times": share(pick, 100, 200)}),
    )
    path, change = pick.among(changes)
    stated: Stated = {"set": {path: change}}
    return {**stated, "label": "Dyrtid"} if pick.yes() else stated


def _capacity(pick: Pick, horizon: int) -> Stated:
    """Terms and tests of a loan there is none of."""
    numbers = {
        "rate_share_per_year": pick.whole(1, 120) / 1000,
        "profile_months": pick.whole(1, 360),
        "drawdown_month": pick.whole(1, horizon),
        "maximum_ltv": share(pick, 1, 100),
        "maximum_share_of_works": share(pick, 1, 100),
        "minimum_debt_yield_share": share(pick, 1, 20),
    }
    stated = Stated({name: number for name, number in numbers.items() if pick.yes()})
    if pick.yes(7):
        stated["kind"] = pick.among(("annuity", "serial", "bullet"))
    return stated


def scenarios(d: Draft) -> Stated:
    """One scenario that changes a few numbers."""
    pick, changes = d.pick, Stated()
    if pick.yes():
        changes["index.prices_share_per_year"] = share(pick, 0, 5)
    if pick.yes():
        id = pick.among(tuple(d.case["products"]))
        product = d.case["products"][id]
        signed = sum(each["units"] for of in ("contracts", "unit_sales") for each in product.get(of, []))
        changes[f"products.{id}.units"] = pick.whole(max(1, math.ceil(signed)), 40)
    if pick.yes() or not changes:
        changes["building.common_costs_nok_per_m2_year"] = amount(pick, 0, 500)
    stated: Stated = {"set": changes}
    return {"careful": {**stated, "label": "Forsiktig"} if pick.yes() else stated}


def uncertainty(d: Draft) -> Stated:
    """How some numbers that every case has are distributed, and which of them move together."""
    pick = d.pick
    paths = [f"party_rates.{party}_share_per_year" for party in (*d.companies, "municipality")]
    kinds = ("triangular", "pert", "uniform", "normal", "lognormal", "discrete", "bootstrap")
    inputs = {
        f"rate_{place}": _distribution(pick, pick.among(kinds), path) for place, path in enumerate(paths)
    }
    stated: Stated = {"inputs": inputs} if pick.yes(9) else {}
    if stated and pick.yes():
        between = ["rate_0", pick.among(tuple(inputs)[1:])]
        pair: Stated = {"between": between, "rank": pick.whole(-9, 9) / 10}
        stated["correlations"] = [{**pair, "source": "Samme bank"} if pick.yes() else pair]
    return stated


def _distribution(pick: Pick, kind: str, path: str) -> Stated:
    """A distribution of a yearly rate."""
    low = share(pick, 0, 5)
    ends = {"low": low, "high": low + share(pick, 1, 9)}
    stated: Stated = {"kind": kind, "path": path}
    if kind in ("triangular", "pert"):
        stated |= {**ends, "mode": pick.among((ends["low"], ends["high"]))}
    elif kind == "uniform":
        stated |= ends
    elif kind in ("normal", "lognormal"):
        stated |= {"mean": share(pick, 2, 12), "sd": share(pick, 1, 4)}
    else:
        stated["values"] = [low, ends["high"]]
    if kind == "discrete":
        chance = share(pick)
        stated["probabilities"] = [chance, 1 - chance]
    return {**stated, "source": "Meglers anslag"} if pick.yes() else stated


def answers(pick: Pick) -> list[Stated]:
    """Answers to two warnings, whether or not the case is given them."""
    found: list[Stated] = []
    for id in ("prelet", "looks_like_a_slip.deal.lease.area_m2"):
        answer: Stated = {"warning": id, "note": "Avtalt med banken"}
        if pick.yes():
            answer["by"] = "Styret"
        if pick.yes():
            answer["date"] = "2026-11-28"
        found.append(answer)
    return found


def actual(d: Draft) -> Stated:
    """What has been booked, of either company; none of it moves a number of the plan."""
    pick = d.pick
    figure = {"month": "2027-03", "line": "staff_cost", "amount_nok": -sourced_free(pick)}
    first = pick.whole(3000, 3500)
    ranges = [{"first": first, "last": first + pick.whole(0, 90), "line": "income_rent"}]
    company = _some(pick, {"booked": [figure], "accounts": ranges})
    other = _some(pick, {"booked": [{**figure, "amount_nok": sourced_free(pick)}], "accounts": ranges})
    return _some(pick, {"operator": company, "landlord": other})


def sourced_free(pick: Pick) -> float:
    """A plain amount: no note stands by what has been booked."""
    return amount(pick, 0, 90_000, 1000)


def papers(d: Draft) -> Stated:
    """What the papers say beside the numbers; which of it is said changes no number."""
    pick = d.pick
    stated = _some(pick, {"prepared_by": "Styret", "date": "2026-11-28", "version": "2", "decision": "Nei"})
    scenarios = d.case.get("scenarios")
    if scenarios and pick.yes():
        assert isinstance(scenarios, dict)
        stated["asked_for"] = pick.among(tuple(scenarios))
    applicant = _some(
        pick,
        {
            "company": pick.among(("landlord", "operator")),
            "name": "Driver AS",
            "organisation_number": "999 999 999",
            "contact": "Torget 1",
            "business": "Kontorfellesskap",
            "owners": "Tre eiere",
            "people": [{"name": "Daglig leder", **_some(pick, {"role": "Leder", "background": "Drift"})}],
        },
    )
    if applicant and pick.yes():
        stated["applicant"] = applicant
    sought = _some(
        pick, {"amount_nok": sourced(pick, amount(pick, 0, 9_000_000, 1000)), "purpose": "Oppstart"}
    )
    if sought:
        stated["sought"] = sought
    if pick.yes():
        kinds = ("mortgage", "chattel", "receivables", "shares", "suretyship", "bank_guarantee")
        more = _some(
            pick,
            {"amount_nok": sourced(pick, amount(pick, 100_000, 900_000, 1000)), "priority": pick.whole(1, 3)},
        )
        stated["security"] = [{"kind": pick.among(kinds), "of": "Eiendommen", **more}]
    about = ("centre", "public_transport", "parking", "access", "shared_services", "competition")
    location = _some(pick, dict.fromkeys(about, "Ved torget"))
    if location and pick.yes():
        stated["location"] = location
    return stated


def _some(pick: Pick, stated: Stated) -> Stated:
    """About half of what may be stated."""
    return {name: value for name, value in stated.items() if pick.yes()}
