"""A whole random case, part by part, in an order in which each part knows those it refers to."""

from tests.random_case import (
    agreement,
    borrowing,
    outlook,
    owning,
    premises,
    returning,
    running,
    selling,
    succeeding,
)
from tests.random_case.draft import STRUCTURES, Draft, Knobs
from tests.random_case.picking import Pick, Stated, season, share


def whole_case(pick: Pick, knobs: Knobs) -> Stated:
    """A valid case with what was asked for, as the user's file would state it."""
    d = Draft(
        pick=pick,
        knobs=knobs,
        structure=knobs.structure or pick.among(STRUCTURES),
        horizon=pick.whole(*knobs.horizon),
        year=pick.whole(2023, 2028),
        month=knobs.start or pick.whole(1, 12),
    )
    d.case |= {
        "name": "Tilfeldig sak",
        "start_month": f"{d.year}-{d.month:02d}",
        "horizon_months": d.horizon,
        "building": premises.building(d),
    }
    if pick.yes(9):
        d.case["index"] = outlook.index(d)
    if pick.yes(1):
        d.case["description"] = "Bygget etter en samtale."
    if pick.yes():
        d.case["party_rates"] = outlook.party_rates(pick)
    _put(d, "works", premises.works(d))
    _sold(d)
    d.case["deal"] = agreement.deal(d)
    if pick.yes(2) and not knobs.pays_back:
        d.case["phases"] = agreement.phases(d)
    if d.structure == "landlord_operated" and "phases" not in d.case:
        selling.homes_sold(d)
    if d.structure == "turnover_rent" and "phases" not in d.case and pick.yes(5):
        d.case["deal"]["turnover"]["settlement_year"] = pick.among(("lease", "calendar", "lease"))
    _put(d, "costs", running.costs(d))
    _put(d, "staff", running.staff(d))
    if pick.yes(2):
        d.case["unpaid_work"] = running.unpaid_work(pick)
    if knobs.pays_back:
        returning.make_it_pay_back(d)
    if knobs.vat_heavy and pick.yes(4):
        _works_long_before_members(d)
    _keep_followers_within_the_horizon(d)
    _afterwards(d)
    if not knobs.pays_back:
        _put(d, "support", running.support(d))
    if pick.yes():
        d.case["valuation"] = outlook.valuation(pick)
    if pick.yes(3) and not knobs.pays_back:
        _put(d, "other_tenants", premises.other_tenants(d))
    if pick.yes(2) and not knobs.pays_back:
        d.case["acquisition"] = premises.acquisition(d)
    if pick.yes(3) and not knobs.pays_back:
        _put(d, "opening", borrowing.opening(d))
    _put(d, "financing", borrowing.financing(d))
    if pick.yes(4) and not knobs.pays_back:
        _put(d, "owners", owning.owners(d))
    if pick.yes(4):
        d.case["group"] = owning.group(d)
    _keep_followers_within_the_horizon(d)
    _put(d, "vat", outlook.vat(d))
    if pick.yes(7):
        _put(d, "tax", outlook.tax(d))
    if pick.yes():
        _put(d, "bank", outlook.bank(pick, d.horizon))
    if pick.yes(3):
        d.case["jobs_per_member"] = share(pick, 0, 150)
    if pick.yes(3):
        d.case["municipality"] = outlook.municipality(d)
    if pick.yes(2):
        d.case["scenarios"] = outlook.scenarios(d)
    if pick.yes(3):
        d.case["uncertainty"] = outlook.uncertainty(d)
    if pick.yes(3):
        d.case["answers_to_warnings"] = outlook.answers(pick)
    if pick.yes():
        _put(d, "papers", outlook.papers(d))
    if pick.yes(3):
        d.case["actual"] = outlook.actual(d)
    owning.persons(d)
    owning.agree(d)
    owning.lend(d)
    agreement.take_over(d)  # last, so that what is drawn before it stays as it was
    succeeding.succeed(d)
    return d.case


def _put(d: Draft, section: str, stated: Stated) -> None:
    """State a section of the case, unless nothing is stated in it."""
    if stated:
        d.case[section] = stated


def _sold(d: Draft) -> None:
    d.case["products"] = selling.products(d)
    if d.pick.yes(3):
        d.case["season_factors"] = season(d.pick)
    if d.pick.yes(3):
        d.case["demand_shocks"] = selling.shocks(d.pick, d.horizon)
    if d.pick.yes(6):
        d.case["services"] = selling.services(d)


def _keep_followers_within_the_horizon(d: Draft) -> None:
    """What would begin after the last month because works are delayed follows none: the rules refuse it."""
    case = d.case
    loans = [loan for party in case.get("financing", {}).values() for loan in party.get("loans", {}).values()]
    followers = [
        ("start_month", [case.get("deal", {}).get("lease", {})]),
        ("opening_month", list(case["products"].values())),
        ("from_month", list(case.get("costs", {}).values())),
        ("drawdown_month", loans),
    ]
    for field, items in followers:
        for item in items:
            if "follows_works" in item:
                delay = case["works"][item["follows_works"]].get("delay_months", 0)
                own = item.get("opening_delay_months", 0)
                if delay and item.get(field, 1) + own + delay > d.horizon:
                    del item["follows_works"]


def _afterwards(d: Draft) -> None:
    """What the deal is compared with, what comes after it, and how it may end early."""
    if d.pick.yes(1):
        d.case["comparison"] = {}
    elif d.pick.yes():
        d.case["comparison"] = {"ordinary_tenant": agreement.tenant(d.pick)}
        if d.pick.yes(6):
            d.case["after_lease"] = d.pick.among(("relet", "vacant", "relet"))
    if d.structure != "landlord_operated" and not d.knobs.pays_back and d.pick.yes(2):
        stated = agreement.default(d)
        if stated is not None:
            d.case["operator_default"] = stated


def _works_long_before_members(d: Draft) -> None:
    """Works first and members long after, so that more may be deducted year by year."""
    d.case["works"] = {"rehab": {"amount_nok": 2_500_000, "start_month": 1, "months": 1}}
    for product in d.case["products"].values():
        for field in ("follows_works", "closing_month", "contracts"):
            product.pop(field, None)
        product |= {"opening_month": min(12, d.horizon), "prelet_share": 0}
        product["vat_regime"] = d.pick.among(("registered_letting", "taxable_service", "housing"))
    for cost in d.case.get("costs", {}).values():
        cost.pop("follows_works", None)
    d.case["deal"].get("lease", {}).pop("follows_works", None)
