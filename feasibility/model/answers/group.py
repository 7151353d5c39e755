"""Measures of a group: can it serve its debt, how low its cash gets, and the rent between its companies at
which each serves its own (docs/model.md §13.13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    count_of,
    divisor,
    lowest,
    rounded,
    sum_of,
    when,
)
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.company import Company
from feasibility.model.accounts.group import Group, group_name
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.highest_rent import not_linear
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, LEASE, OPERATOR
from feasibility.model.base.regime import CHARGED
from feasibility.model.base.registration import between, charged
from feasibility.model.base.result import Measure
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.loans.from_owners import lent
from feasibility.model.value.reference_year import ReferenceYear
from feasibility.model.vat.deduction import Deduction

_HEADLINES = frozenset({"group.dscr.worst", "group.lowest_cash", "group.rent_serves_both"})
_NO_SERVICE = null("ingen renter eller avdrag", "no interest or instalments")
_NO_YEAR = null("ingen hele år etter åpning å måle i", "no full year after opening to measure in")


def group_measures(
    c: Context,
    measures: Measures,
    group: Group | None,
    companies: Sequence[Company],
    lease: LeaseLines | None,
    year: ReferenceYear,
    registered: Line,
    deductions: Mapping[str, Deduction],
) -> list[Measure]:
    """What a group's owner and bank ask; empty where there is no group.

    Args:
        year: the lasting reference year. registered: share of the rent that carries VAT.
        deductions: what each company may deduct of VAT.
    """
    if group is None:
        return []
    found = [_cover(c, measures, group, companies), *_liquidity(c, measures, companies)]
    if lease is not None:
        found += _inner_rent(c, measures, companies, lease, year, registered, deductions[OPERATOR.id])
    return [Measure(line, "project", line.id in _HEADLINES) for line in found]


def _cover(c: Context, measures: Measures, group: Group, companies: Sequence[Company]) -> Line:
    """Debt service cover by year, and the least of the full years after opening."""
    m, name = c.m, group_name(c)
    nb, en = f"Gjeldsbetjeningsgrad (DSCR), {name.nb}", f"Debt service cover (DSCR), {name.en}"
    counted = m.lines.get("bank.counted")
    if counted is None:
        return measures.scalar("group.dscr.worst", _NO_SERVICE, "ratio", nb, en)
    with c.block("group", "Konsern", "Group", "§13.13"):
        service = m.line(
            "group.debt_service",
            c.sum([part for each in companies for part in _service_years(c, each)]),
            "NOK",
            Label(f"Renter og avdrag, {name.nb}", f"Interest and instalments, {name.en}"),
            axis=Axis.YEAR,
        )
        paid = [year_of(c, each.lines.tax.flow.paid) for each in companies if each.lines.tax is not None]
        before: Expr = year_of(c, group.ebitda)
        if paid:
            before = before - c.sum(list(paid))
        some = rounded(service, 2) > 0
        by_year = m.line(
            "group.dscr",
            when(some, before / when(some, service, 1), _NO_SERVICE),
            "ratio",
            Label(nb, en),
            Label(
                "(EBITDA − betalt skatt) / (renter + avtalte avdrag), begge selskapenes.",
                "(EBITDA − tax paid) / (interest + scheduled principal), of both companies.",
            ),
            "none",
            Axis.YEAR,
        )
        only = m.line(
            "group.dscr.counted",
            when(counted.equals(1), by_year, _NO_YEAR),
            "ratio",
            Label(f"{nb}, hele år etter åpning", f"{en}, full years after opening"),
            None,
            "none",
            Axis.YEAR,
        )
    none = when(sum_of(counted) > 0, _NO_SERVICE, _NO_YEAR)
    worst = when(count_of(only) > 0, lowest(only), none)
    return measures.scalar("group.dscr.worst", worst, "ratio", f"{nb}, verste år", f"{en}, worst year")


def _service_years(c: Context, of: Company) -> list[Line]:
    owed = lent(c, of.lines.party, of.lines.debt)
    return [year_of(c, owed.interest), year_of(c, owed.principal)]


def _liquidity(c: Context, measures: Measures, companies: Sequence[Company]) -> tuple[Line, Line]:
    m, name = c.m, group_name(c)
    ids = [each.lines.party.id for each in companies]
    with c.block("group", "Konsern", "Group", "§13.13"):
        reserve = m.line(
            "group.liquidity",
            c.sum([m.lines[f"{id}.liquidity"] for id in ids]),
            "NOK",
            Label(f"Likviditetsreserve, {name.nb}", f"Liquidity reserve, {name.en}"),
            Label(
                "Begge selskapenes: slik den er når penger kan flyttes mellom dem.",
                "Of both companies: as it is where money can be moved between them.",
            ),
            total="end",
        )
        moved = m.line(
            "group.cash_before_calls",
            c.sum([m.lines[f"{id}.cash_before_calls"] for id in ids]),
            "NOK",
            Label(f"Kontantstrøm før kapitalkall, {name.nb}", f"Cash flow before capital calls, {name.en}"),
        )
    nb, en = f"Laveste likviditetsreserve, {name.nb}", f"Lowest liquidity reserve, {name.en}"
    return measures.lowest_point("group.lowest_cash", reserve, moved, nb, en)


def _inner_rent(
    c: Context,
    measures: Measures,
    companies: Sequence[Company],
    lease: LeaseLines,
    year: ReferenceYear,
    registered: Line,
    deduction: Deduction,
) -> tuple[Line, ...]:
    """The rent at which each company's EBITDA is just its debt service in the reference year, before tax."""
    why = not_linear(c, lease)
    if why is None and any(item.kind == "free_premises" for item in c.case.support.values()):
        why = null("kommunen dekker leie", "the municipality covers rent")
    by_id = {each.lines.party.id: each for each in companies}
    texts = {
        "needed": (
            "Leie gårdeieren må ha for å betjene gjelden",
            "Rent the landlord needs to serve its debt",
        ),
        "borne": (
            "Leie driveren tåler når den betjener gjelden",
            "Rent the operator bears and serves its debt",
        ),
        "serves_both": ("Indre leie der begge betjener gjelden", "Inner rent at which both serve their debt"),
    }

    def shown(id: str, value: Expr, note: Label | None = None) -> Line:
        return measures.scalar(f"group.rent_{id}", value, "NOK/m2/year", *texts[id], note)

    if why is not None:
        return tuple(shown(id, why) for id in texts)
    vat = charged(c, "standard", *between(c, OPERATOR))
    lost: Expr = lease.unit_rent
    if vat is not None:
        lost = lost + lease.unit_rent * vat * registered * (1 - deduction.of(CHARGED))
    with c.block("group", "Konsern", "Group", "§13.13"):
        cost = c.m.line(
            "group.unit_rent_cost",
            lost,
            "NOK",
            Label("Én krone i leie per m², det den koster driveren", "One NOK of rent per m², its cost"),
            Label("Med mva. driveren ikke får fradrag for.", "With VAT the operator cannot deduct."),
        )
    rent = c.number("deal.lease.rent_nok_per_m2_year", LEASE)
    got, costs = year.amount(year_of(c, lease.unit_rent)), year.amount(year_of(c, cost))
    needs = rent - _left(c, by_id[LANDLORD.id], year) / divisor(got)
    bears = rent + _left(c, by_id[OPERATOR.id], year) / divisor(costs)
    none = null("ingen leie i året", "no rent in the year")
    neither = null(
        "ingen leie er høy nok for den ene og lav nok for den andre",
        "no rent is high enough for the one and low enough for the other",
    )
    at_most, at_least = when(costs > 0, bears, none), when(got > 0, needs, none)
    both = when(rounded(needs - bears, 6) <= 0, needs, neither)
    return (
        shown("needed", year.or_null(at_least), _IN_THE_YEAR),
        shown("borne", year.or_null(at_most), _IN_THE_YEAR),
        shown(
            "serves_both",
            year.or_null(when(got > 0, both, none)),
            Label("Den laveste av dem som går.", "The lowest of those that do."),
        ),
    )


_IN_THE_YEAR = Label(
    "I første stabiliserte år: EBITDA = renter + avtalte avdrag, før skatt.",
    "In the first stabilised year: EBITDA = interest + scheduled principal, before tax.",
)


def _left(c: Context, of: Company, year: ReferenceYear) -> Expr:
    """EBITDA less interest and instalments in the year."""
    interest, principal = _service_years(c, of)
    return year.amount(year_of(c, of.lines.ebitda)) - year.amount(interest) - year.amount(principal)
