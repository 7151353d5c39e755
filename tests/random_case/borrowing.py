"""Financing of each party: equity, overdraft, and loans of every kind that take over one another."""

from tests.random_case.draft import Draft
from tests.random_case.picking import Pick, Stated, amount, rate_by_year, share

TERMS = (("monthly", 1), ("monthly", 1), ("quarterly", 3), ("yearly", 12))


def financing(d: Draft) -> Stated:
    """What the two parties are financed by; with a loan somewhere where one is asked for."""
    stated = {party: of_party(d, party) for party in ("landlord", "operator") if d.pick.yes()}
    if d.knobs.loans and not any(stated.get(party, {}).get("loans") for party in d.companies):
        stated.setdefault("landlord", {})["loans"] = {"bank": _loan(d, "landlord", d.works)}
    return stated


def of_party(d: Draft, party: str) -> Stated:
    """What one company is financed by."""
    pick = d.pick
    stated: Stated = {}
    if pick.yes(6):
        stated["equity"] = [
            {"month": pick.whole(1, d.horizon), "amount_nok": amount(pick, 0, 2_000_000, 1000)}
            for _ in range(pick.whole(1, 2))
        ]
        stated["equity"][0] |= {"label": "Aksjekapital"} if stated["equity"][0]["month"] % 2 else {}
    if pick.yes(4):
        stated["share_capital_nok"] = amount(pick, 30_000, 500_000, 1000)
    if pick.yes(4):
        stated["capital_call_limit_nok"] = amount(pick, 0, 1_000_000, 1000)
    if pick.yes(4):
        stated["overdraft"] = _overdraft(d)
    loans = {} if d.knobs.loans is False else _loans(d, party)
    if loans:
        stated["loans"] = loans
    return stated


def _overdraft(d: Draft) -> Stated:
    pick = d.pick
    stated: Stated = {
        "limit_nok": amount(pick, 1000, 500_000, 1000),
        "rate_share_per_year": rate_by_year(pick, d.first_rate_year(d.year), 0, 150),
    }
    if pick.yes(7):
        stated["commission_share_per_year"] = pick.whole(0, 20) / 1000
    return stated


def _loans(d: Draft, party: str) -> Stated:
    pick = d.pick
    loans = {name: _loan(d, party, d.works) for name in ("bank", "start") if pick.yes()}
    if "start" in loans and pick.yes(4):
        loans["start"] = _running(pick, loans["start"])
    if "bank" in loans and pick.yes(4):
        loans["bank"]["refinanced_by"] = "next"
        loans["next"] = {**_takes_over(d, party), "label": "Det neste lånet"}
        if pick.yes(3):
            loans["next"]["refinanced_by"] = "last"
            loans["last"] = _takes_over(d, party)
    if d.works and pick.yes(3):
        # no works are paid by two construction loans
        paid = [pick.among(d.works)] if pick.yes(4) else []
        loans["build"] = _construction(d, party, paid)
        if pick.yes(6):
            loans["build"]["converts_to"] = "built"
            loans["built"] = _takes_over(d, party)
        others = [name for name in d.works if paid and name not in paid]
        if others and pick.yes():
            loans["build_more"] = _construction(d, party, others)
    return loans


def _loan(d: Draft, party: str, works: tuple[str, ...]) -> Stated:
    """A loan repaid over terms; `works` are those it may follow or be a share of."""
    pick = d.pick
    terms, size = pick.among(TERMS)
    profile = pick.whole(1, 300 // size)
    loan: Stated = {
        "kind": pick.among(("annuity", "serial", "bullet")),
        "drawdown_month": pick.whole(1, d.horizon),
        "profile_months": size * profile,
        **_terms(d, terms),
    }
    if pick.yes(3):
        loan["sizing"] = _sizing(d, party, works, repaid=True)
        if pick.yes(3):
            loan["amount_nok"] = amount(pick, 1000, 3_000_000, 1000)
    elif works and pick.yes(4):
        loan["share_of_works"] = share(pick, 1, 100)
    else:
        loan["amount_nok"] = amount(pick, 1000, 3_000_000, 1000)
    if works and pick.yes(2):
        followed = pick.among(works)
        delay = d.case["works"][followed].get("delay_months", 0)
        if loan["drawdown_month"] + delay <= d.horizon:
            loan["follows_works"] = followed
    if pick.yes(4):
        loan["tenor_months"] = size * pick.whole(1, profile)
    if pick.yes(4):
        loan["interest_only_months"] = size * pick.whole(0, min(profile - 1, 36 // size))
    measured = "minimum_cover" in loan.get("sizing", {})  # by its profile, also where it is repaid at last
    if loan["kind"] == "bullet" and not measured and pick.yes():
        del loan["profile_months"]
        loan["tenor_months"] = size * pick.whole(1, profile)
        loan.pop("interest_only_months", None)
    return loan


def _running(pick: Pick, loan: Stated) -> Stated:
    """The loan as one that runs already when the case begins."""
    new = ("amount_nok", "share_of_works", "sizing", "drawdown_month", "follows_works", "arrangement_fee_nok")
    kept = {name: value for name, value in loan.items() if name not in new}
    return {**kept, "outstanding_nok": amount(pick, 1000, 3_000_000, 1000)}


def opening(d: Draft) -> Stated:
    """What the companies have and owe when the case begins."""
    return {party: of_start(d.pick) for party in ("landlord", "operator") if d.pick.yes()}


def of_start(pick: Pick) -> Stated:
    """What one company has and owes when the case begins."""
    names = ("cash_nok", "receivables_nok", "payables_nok", "tax_loss_nok")
    stated: Stated = {name: amount(pick, 0, 900_000, 100) for name in names if pick.yes()}
    if pick.yes():
        stated["assets"] = [_asset(pick) for _ in range(pick.whole(1, 2))]
    if pick.yes(3):
        stated["vat_adjustments"] = [_under_adjustment(pick) for _ in range(pick.whole(1, 2))]
    return stated


def _under_adjustment(pick: Pick) -> Stated:
    stated: Stated = {
        "input_vat_nok": amount(pick, 0, 2_000_000, 1000),
        "completed_year": pick.whole(2016, 2028),
        "start_share": share(pick),
    }
    return {**stated, "label": "Rehabiliteringen"} if pick.yes() else stated


def _asset(pick: Pick) -> Stated:
    stated: Stated = {
        "book_value_nok": amount(pick, 0, 2_000_000, 1000),
        "tax_value_nok": amount(pick, 0, 2_000_000, 1000),
    }
    if pick.yes():
        stated["label"] = "Fra før"
    if pick.yes(7):
        stated["depreciation_group"] = pick.among(("a", "c", "d", "h", "i", "j"))
    if pick.yes(7):
        stated["book_life_years"] = float(pick.whole(1, 30))
    return stated


def _terms(d: Draft, terms: str) -> Stated:
    """Rates, fees and terms, which every kind of loan has."""
    pick = d.pick
    stated: Stated = {} if terms == "monthly" and pick.yes(3) else {"terms": terms}
    # base and margin may come below zero together
    stated["base_rate_share_per_year"] = rate_by_year(pick, d.first_rate_year(d.year), -20, 90)
    if pick.yes():
        stated["margin_share_per_year"] = share(pick, 0, 4)
    if pick.yes(4):
        stated["day_count"] = pick.among(("30/360", "actual/360"))
    if pick.yes(3):
        stated["arrangement_fee_nok"] = amount(pick, 0, 20_000, 100)
    if pick.yes(2):
        stated["label"] = "Langsiktig lån"
    if pick.yes(3):
        stated["term_fee_nok"] = amount(pick, 0, 500, 5)
    return stated


def _takes_over(d: Draft, party: str) -> Stated:
    """A loan that refinances or converts another: of the same size, or as large as its limits allow."""
    loan = _loan(d, party, ())
    del loan["drawdown_month"]
    if d.pick.yes(7):
        loan.pop("amount_nok", None)
    return loan


def _construction(d: Draft, party: str, paid: list[str]) -> Stated:
    """A construction loan that pays the works `paid`, all of them where none is named."""
    pick = d.pick
    loan: Stated = {"kind": "construction", **_terms(d, pick.among(TERMS)[0])}
    if pick.yes():
        loan["amount_nok"] = amount(pick, 1000, 3_000_000, 1000)
    elif pick.yes():
        loan["share_of_works"] = share(pick, 1, 100)
    else:
        loan["sizing"] = _sizing(d, party, d.works, repaid=False)
    if paid:
        loan["works"] = paid
    if pick.yes(7):
        loan["commission_share_per_year"] = pick.whole(0, 20) / 1000
    if pick.yes():
        loan["adds_interest"] = pick.yes()
    if pick.yes(2):
        loan["drawdown_month"] = 1
    return loan


def _sizing(d: Draft, party: str, works: tuple[str, ...], repaid: bool) -> Stated:
    """One limit or more; value only where it is known and the party owns it, cover only of what is repaid."""
    pick: Pick = d.pick
    limits: Stated = {}
    if repaid and pick.yes(7):
        limits["minimum_cover"] = pick.whole(50, 300) / 100
    if party == "landlord" and "valuation" in d.case and pick.yes():
        limits["share_of_value"] = share(pick, 1, 100)
    if not limits or (works and pick.yes()):
        limits["share_of_works"] = share(pick, 1, 100)
    return limits
