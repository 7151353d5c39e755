"""What is paid for the place: rent, reductions, how long, fee, share of turnover; by an ordinary tenant."""

from __future__ import annotations

from feasibility.case import Case, PercentageOff, RentFree
from feasibility.language import Label, format_number
from feasibility.starting.answers import Mistake, QuickStart, QuickStartError
from feasibility.starting.notes import Changes, said, worked_out
from feasibility.starting.places import scaled

_LEASE, _ORDINARY, _FEE = "deal.lease", "comparison.ordinary_tenant", "deal.fee"


def changes(template: Case, answers: QuickStart) -> Changes:
    """The terms of the deal, and those of the ordinary tenant it is compared with."""
    stated = {
        f"{_LEASE}.rent_nok_per_m2_year": answers.rent_nok_per_m2_year,
        "deal.turnover.share_of_income": answers.turnover_share,
        f"{_FEE}.base_nok_per_month": answers.fee_nok_per_month,
        f"{_FEE}.surplus_share": answers.surplus_share,
    }
    changed: Changes = {path: said(value) for path, value in stated.items() if value is not None}
    return (
        changed | _reductions(template, answers) | _length(template, answers) | _ordinary(template, answers)
    )


def _length(template: Case, answers: QuickStart) -> Changes:
    """What follows the lease's term: no renewal that nobody has agreed to, then as it is today.

    The template's five more years at full rent, and the new tenant after them, would be most of the gain.
    """
    if template.lease is None:
        return {}
    months = answers.renewal_months
    renewal = {f"{_LEASE}.renewal.term_months": said(months)} if months else {f"{_LEASE}.renewal": None}
    usual = "vacant" if answers.today == "empty" else "relet"
    return {**renewal, "after_lease": answers.afterwards or usual}


def _reductions(template: Case, answers: QuickStart) -> Changes:
    lease = template.lease
    asked = (answers.free_months, answers.reduced_share, answers.reduced_months)
    if lease is None or asked == (None, None, None):
        return {}
    free_was = next((r.to_month for r in lease.reductions if isinstance(r, RentFree)), 0)
    off_was = next((r for r in lease.reductions if isinstance(r, PercentageOff)), None)
    share_was = 0.0 if off_was is None else off_was.share
    months_was = 0 if off_was is None else off_was.to_month - off_was.from_month + 1
    free = free_was if answers.free_months is None else answers.free_months
    share = share_was if answers.reduced_share is None else answers.reduced_share
    months = months_was if answers.reduced_months is None else answers.reduced_months
    if answers.reduced_share and not months:
        raise QuickStartError([Mistake("reduced_months", _HOW_LONG)])
    if answers.reduced_months and not share:
        raise QuickStartError([Mistake("reduced_share", _HOW_MUCH)])
    off = months if share else 0
    if free + off > lease.term_months:
        field = "free_months" if free > lease.term_months else "reduced_months"
        raise QuickStartError([Mistake(field, _too_long(lease.term_months))])
    periods: list[object] = []
    if free:
        first = _noted(1, True, "fra leiestart")
        last = _noted(free, answers.free_months is None, f"{free} leiefrie måneder")
        periods.append({"kind": "rent_free", "from_month": first, "to_month": last})
    if off:
        last = _noted(free + off, answers.reduced_months is None, f"{off} måneder etter de leiefrie")
        periods.append(
            {
                "kind": "percentage",
                "from_month": _noted(free + 1, True, "etter de leiefrie månedene"),
                "to_month": last,
                "share": _noted(share, answers.reduced_share is None, ""),
            }
        )
    return {f"{_LEASE}.reductions": periods}


def _noted(value: float, is_templates: bool, how: str) -> dict[str, object]:
    return worked_out(value, how or "malens tall") if is_templates else said(value, how)


def _ordinary(template: Case, answers: QuickStart) -> Changes:
    """The ordinary tenant: of the empty space one to be found, else the one who is there."""
    was = template.comparison.ordinary_tenant
    assert was is not None
    rent = answers.ordinary_rent_nok_per_m2_year
    changed: Changes = {}
    if rent is not None:
        changed[f"{_ORDINARY}.rent_nok_per_m2_year"] = said(rent)
        if answers.structure == "landlord_operated":
            changed["deal.market_rent_nok_per_m2_year"] = said(rent)
    elif answers.structure == "sublease" and (answers.rent_nok_per_m2_year or 0) > was.rent_nok_per_m2_year:
        # A lower one is a discount already: an ordinary tenant at that rent would make it look free.
        changed[f"{_ORDINARY}.rent_nok_per_m2_year"] = worked_out(
            answers.rent_nok_per_m2_year or 0,
            f"samme leie som driveren skal betale, høyere enn malens {_n(was.rent_nok_per_m2_year)} kr; "
            "innhent to vurderinger",
        )
    new_tenant = scaled(template, was.fit_out_nok, answers.area_m2)
    if answers.today == "empty":
        changed[f"{_ORDINARY}.fit_out_nok"] = new_tenant
        empty = answers.empty_months
        if empty is not None and empty > was.void_months:
            changed[f"{_ORDINARY}.void_months"] = worked_out(
                empty, f"har alt stått tomt i {empty} måneder; det er regnet like lenge til"
            )
        return changed
    there = "leietakeren er der i dag"
    for name in ("void_months", "rent_free_months", "fit_out_nok", "agent_fee_share_of_first_year_rent"):
        changed[f"{_ORDINARY}.{name}"] = worked_out(0, there)
    changed[f"{_ORDINARY}.relet_fit_out_nok"] = new_tenant
    return changed


def _n(value: float) -> str:
    return format_number(value, 0 if float(value).is_integer() else 2, "nb")


_HOW_LONG = Label("Skriv hvor mange måneder avslaget varer.", "Write how many months the reduction lasts.")
_HOW_MUCH = Label("Skriv hvor stort avslaget er.", "Write how large the reduction is.")


def _too_long(term: int) -> Label:
    return Label(
        f"Leiefrie måneder og avslag går ut over leietiden på {term} måneder. Prøv færre måneder.",
        f"Rent-free months and reduction go beyond the lease term of {term} months. Try fewer months.",
    )
