"""The bank's part: what a lender asks of each company that borrows (docs/model.md §7).

Everything here is lines of the model, so it is live in the workbook. Debt is what lenders are owed, loans and
overdraft; loans from the owners stand behind it, and what nobody has agreed to fund is shown apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Line, flag, greatest, least
from feasibility.language import Label
from feasibility.model.accounts.company import Company
from feasibility.model.bank.by_year import yearly
from feasibility.model.bank.capacity import capacity
from feasibility.model.bank.contracts import signed_contracts
from feasibility.model.bank.demand import demand
from feasibility.model.bank.groups import Groups, opening_month
from feasibility.model.bank.loans import loans
from feasibility.model.bank.measures import measured
from feasibility.model.bank.sources import sources_uses
from feasibility.model.bank.whole_building import Empty, whole_building
from feasibility.model.base.bank_view import Applicant, BankView
from feasibility.model.base.context import Context
from feasibility.model.base.judged import judged
from feasibility.model.base.parties import LANDLORD, NEXT_OPERATOR, company_id
from feasibility.model.base.result import Check, Measure
from feasibility.model.base.stages import next_operator_from
from feasibility.model.concept.income import Income
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.term import Term
from feasibility.model.value.property_value import ValueLines


def bank(
    c: Context,
    companies: Sequence[Company],
    income: Income,
    lease: LeaseLines | None,
    worth: ValueLines | None,
    terms: Term,
    in_place: Line,
    empty: Empty | None = None,
) -> tuple[BankView, ...]:
    """What a bank is shown of each company with loans or an overdraft, and of every company where the case
    asks what it could borrow; nothing where none borrows and nobody asks.

    Args:
        empty: the building with the concept's area empty; None where it has no other tenants.
    """
    asked = c.case.bank.capacity is not None
    borrowers = [x for x in companies if asked or _borrows(x)]
    if not borrowers:
        return ()
    with c.block("bank", "Banken", "The bank", "§7"):
        opening = opening_month(c)
        ready = _ready_month(c, in_place, opening)
        common = Groups(c, ready, _counted(c, opening), income, lease, terms)
        views: list[BankView] = []
        for x in borrowers:
            groups, there = common, in_place
            if x.lines.party == NEXT_OPERATOR:
                there = _taken_over_by(c, ready)
                counted = _counted(c, there, "next_operator.")
                groups = Groups(c, there, counted, income, lease, terms, NEXT_OPERATOR)
            views.append(_view(c, x, groups, worth if x.lines.party == LANDLORD else None, there, empty))
        return tuple(views)


def _borrows(of: Company) -> bool:
    """From a lender: a company with loans from its owners alone has no bank to be measured by."""
    owed = of.lines.debt
    return owed.overdraft is not None or any(loan.owner is None for loan in owed.loans)


def applicant(
    c: Context, companies: Sequence[Company], views: Sequence[BankView], in_place: Line
) -> Applicant | None:
    """The company a bank is asked for money for, where it is not among those a bank is shown already.

    It has sources and uses as they have, and no debt: nothing is measured, and no verdict rests on it. None
    where the case states neither an applicant nor what is sought; with an amount alone, it is the operator
    that asks if nobody borrows.
    """
    asks = c.case.papers.applicant.company
    if asks not in c.case.companies:
        sought = c.case.papers.sought.amount_nok is not None and not views
        asks = c.case.companies[-1] if sought else None  # the operator there is at last
    if asks is None or any(view.party == asks for view in views):
        return None
    of = next(each for each in companies if each.lines.party.id == asks)
    with c.block("bank", "Banken", "The bank", "§7"):
        ready = c.m.lines.get("bank.ready_month") or _ready_month(c, in_place, opening_month(c))
        if asks == "next_operator":
            ready = _taken_over_by(c, ready)
        return Applicant(asks, of.lines.party.label, sources_uses(c, of, ready))


def _taken_over_by(c: Context, ready: Line) -> Line:
    """The month a next operator is in place: it has taken over, and the concept is ready."""
    known = c.m.lines.get("bank.next_operator.ready_month")
    return known or c.m.line(
        "bank.next_operator.ready_month",
        least(c.calendar.horizon, greatest(ready, next_operator_from(c))),
        "month",
        Label("Neste driver er på plass i måned", "The next operator is in place in month"),
        Label(
            "Når den har overtatt, og konseptet er åpent.", "When it has taken over, and the concept is open."
        ),
        "none",
    )


def _ready_month(c: Context, in_place: Line, opening: Line) -> Line:
    return c.m.line(
        "bank.ready_month",
        least(c.calendar.horizon, greatest(in_place, opening)),
        "month",
        Label("Konseptet er åpent og på plass i måned", "Concept open and in place in month"),
        Label(
            "Avtalen har startet, arbeidene er ferdige og noe er åpent.",
            "The deal has begun, the works are complete and something is open.",
        ),
        "none",
    )


def _counted(c: Context, opening: Line, of: str = "") -> Line:
    """1 in full calendar years that began after opening: the years the worst is found among.

    Args:
        of: what begins the ids where a company comes later, and `opening` is its own.
    """
    nb, en = (", neste driver", ", next operator") if of else ("", "")
    since = c.m.line(
        f"bank.{of}since_opening",
        flag(c.calendar.number >= opening),
        "flag",
        Label(f"Åpent eller senere{nb}", f"Open or later{en}"),
    )
    return c.m.line(
        f"bank.{of}counted",
        flag(c.m.year_sum(since) >= 12),
        "flag",
        Label(f"Helt år etter åpning{nb}", f"Full year after opening{en}"),
        Label(
            "År med bygging og åpning vises, men telles ikke.",
            "Years of building and opening are shown, not counted.",
        ),
    )


def _view(
    c: Context,
    of: Company,
    groups: Groups,
    worth: ValueLines | None,
    in_place: Line,
    empty: Empty | None,
) -> BankView:
    party = of.lines.party
    is_landlord = party == LANDLORD
    sells = party == c.operating_company
    y = yearly(c, of, worth)
    end = groups.lease_end(party)
    shown = [
        capacity(c, of, y, worth, groups.counted, in_place),
        groups.liquidity(y, of.lines.liquidity.unfunded),
    ]
    if sells or (is_landlord and groups.lease is not None):  # an operator that has left has no tenants
        signed = signed_contracts(groups) if sells else None
        shown += [groups.prelet(sells), *([] if signed is None else [signed])]
        shown += [groups.leases(end), groups.customers(sells)]
    if is_landlord and groups.lease is not None:
        shown.append(groups.security())
    if is_landlord and worth is not None:
        shown.append(groups.value(y, worth))
    if is_landlord and empty is not None:
        shown.append(whole_building(groups, y, empty))
    in_area = demand(groups)
    return BankView(
        company_id(party),
        party.label,
        sources_uses(c, of, groups.ready),
        y.rows,
        groups.counted,
        measured(c, y, groups.counted, is_landlord),
        loans(c, of, y, worth, groups.ready, end),
        groups.common_costs() if is_landlord else (),
        (*shown, *([] if in_area is None else [in_area])),
    )


def bank_measures(views: Sequence[BankView]) -> list[Measure]:
    """The worst of each measure and what could be borrowed, among the company's key figures."""
    worst = [Measure(x.worst, view.party) for view in views for x in view.measures]
    could = [
        Measure(entry.line, view.party)
        for view in views
        for group in view.groups
        if group.id == "capacity"
        for entry in group.entries[:2]
    ]
    return worst + could


def bank_checks(c: Context, views: Sequence[BankView | Applicant]) -> tuple[Check, ...]:
    """Sources = uses until the concept is in place."""
    made: list[Check] = []
    with c.block("checks", "Kontroll", "Checks", "§11"):
        for view in views:
            table = view.sources_uses
            who = view.label
            label = Label(
                f"Finansiering = kapitalbehov til konseptet er på plass, {who.nb.lower()}",
                f"Sources = uses until the concept is in place, {who.en.lower()}",
            )
            difference = judged(c, table.total_sources.line - table.total_uses.line)
            id = f"check.{view.party}.bank_sources"
            made.append(Check(c.m.line(id, difference, "NOK", label, total="none"), label))
    return tuple(made)
