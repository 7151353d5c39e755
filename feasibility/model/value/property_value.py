"""Value of the property (docs/model.md §10).

Value = next 12 months' net rent / net yield − present value of remaining reductions. Past the horizon the
last 12 months, indexed one year, stand for the months to come. A building is never worth less than its
stated value as empty, indexed: the same rule for the deal and for every alternative to it.
"""

from __future__ import annotations

from feasibility.case.form.deal import LandlordOperated, Management
from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    as_expr,
    greatest,
    least,
    sum_of,
    value_at,
    when,
    window_sum,
)
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import growth_rate, index
from feasibility.model.base.parties import AGREEMENT, LANDLORD, VALUE
from feasibility.model.concept.homes_sold import area_kept
from feasibility.model.concept.occupancy import opening_month
from feasibility.model.concept.works import WorksLines
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.other_tenants import OtherTenants
from feasibility.model.deal.tenancy import Tenancy
from feasibility.model.deal.term import StageTerm, Term, stage_of
from feasibility.model.deal.yearly_share import YearlyShare
from feasibility.model.value.housing import housing_area
from feasibility.record import record


@record
class ValueLines:
    """Value of the property by month, NOK."""

    value: Line


def landlord_month_rate(c: Context) -> Line:
    """The landlord's discount rate per month, (1 + r)^(1/12) − 1."""
    return month_rate(c, "landlord", LANDLORD.label)


def month_rate(c: Context, party: str, of: Label) -> Line:
    """A party's discount rate per month, (1 + r)^(1/12) − 1 (docs/model.md §1)."""
    known = c.m.lines.get(f"{party}.month_rate")
    if known is not None:
        return known
    yearly = c.number(f"party_rates.{party}_share_per_year")
    with c.block("measures", "Nøkkeltall", "Measures", "§1"):
        return c.m.line(
            f"{party}.month_rate",
            (1 + yearly) ** (as_expr(1) / 12) - 1,
            "share/month",
            Label(f"{of.nb}: avkastningskrav per måned", f"{of.en}: discount rate per month"),
        )


def value(
    c: Context,
    prefix: str,
    net_rent: Line,
    reduction: Line | None,
    of: Label,
    homes: Line | None = None,
    for_sale: Line | None = None,
) -> ValueLines | None:
    """Value lines of one course of events; None without valuation.

    Args:
        net_rent: contract rent without reductions less owner costs, NOK by month.
        homes: the part of it that is of housing, or None where nothing is.
        reduction: rent reductions by month, less what a turnover rent takes back of them, or None.
        for_sale: what homes to be sold are worth, which are then no part of `net_rent`; None without any.
    """
    stated, m = c.case.valuation, c.m
    if stated is None:
        return None

    def label(nb: str, en: str) -> Label:
        return Label(f"{of.nb}: {nb}", f"{of.en}: {en}")

    yield_ = c.number("valuation.net_yield_share", VALUE)
    with m.block(f"{prefix}value", Label("Verdi", "Value"), "§10"):
        next_year = next_year_of(c, net_rent, prefix, of)
        kept: Expr = as_expr(1)
        if for_sale is not None:
            kept = area_kept(c, c.total_area()) / c.total_area()
        empty = m.line(
            f"{prefix}empty_value",
            c.number("valuation.vacant_value_nok", VALUE) * index(c, "rent") * kept,
            "NOK",
            label("verdi som tomt, indeksert", "value as empty, indexed"),
            total="end",
        )
        capitalised: Expr = next_year / yield_
        if homes is not None and stated.housing_net_yield_share is not None:
            of_homes = next_year_of(c, homes, f"{prefix}housing.", Label("Boligene", "The homes"))
            own = c.number("valuation.housing_net_yield_share", VALUE)
            capitalised = (next_year - of_homes) / yield_ + of_homes / own
        if reduction is not None:
            capitalised = capitalised - _remaining(
                c, prefix, reduction, label("gjenværende avslag", "remaining reductions")
            )
        worth = m.line(
            f"{prefix}value",
            greatest(empty, capitalised) if for_sale is None else greatest(empty, capitalised) + for_sale,
            "NOK",
            label("verdi", "value"),
            Label(
                "Neste 12 måneders netto leie / netto yield − nåverdien av avslag som gjenstår, aldri under "
                "verdien som tomt.",
                "Next 12 months' net rent / net yield − present value of remaining reductions, never below "
                "the value as empty.",
            ),
            total="end",
        )
    return ValueLines(worth)


def next_year_of(c: Context, net_rent: Line, prefix: str, of: Label) -> Line:
    """Net rent of the next 12 months, by month; of months past the horizon the last 12, indexed one year."""
    m, cal = c.m, c.calendar

    def label(nb: str, en: str) -> Label:
        return Label(f"{of.nb}: {nb}", f"{of.en}: {en}")

    growth = growth_rate(c, "rent", next_year=True)
    last_year = m.line(
        f"{prefix}net_rent_last_12",
        window_sum(net_rent, -11, 0),
        "NOK",
        label("netto leie siste 12 måneder", "net rent, last 12 months"),
        total="end",
    )
    rent_at_exit = m.line(
        f"{prefix}exit_net_rent",
        value_at(last_year, cal.horizon) * (1 + value_at(growth, cal.horizon)),
        "NOK",
        label("netto leie ved horisonten, indeksert ett år", "net rent at the horizon, indexed one year"),
        total="none",
    )
    beyond = greatest(0, 12 - cal.horizon + cal.number)
    return m.line(
        f"{prefix}net_rent_next_12",
        window_sum(net_rent, 1, 12) + beyond / 12 * rent_at_exit,
        "NOK",
        label("netto leie neste 12 måneder", "net rent, next 12 months"),
        Label(
            "For måneder etter horisonten: siste 12 måneder indeksert ett år.",
            "Months past the horizon: the last 12 months indexed one year.",
        ),
        total="end",
    )


def _remaining(c: Context, prefix: str, reduction: Line, label: Label) -> Line:
    """Present value, at each month's end, of the reductions still to come."""
    m, cal = c.m, c.calendar
    rate = landlord_month_rate(c)
    discounted = m.line(
        f"{prefix}reduction_discounted",
        reduction / (1 + rate) ** cal.number,
        "NOK",
        Label(f"{label.nb}: nåverdi ved start", f"{label.en}: present value at the start"),
    )
    so_far = m.recurrence(
        f"{prefix}reduction_so_far",
        lambda before: before + discounted,
        "NOK",
        Label(f"{label.nb}: nåverdi hittil", f"{label.en}: present value so far"),
    )
    return m.line(
        f"{prefix}reduction_remaining",
        (sum_of(discounted) - so_far) * (1 + rate) ** cal.number,
        "NOK",
        label,
        total="end",
    )


def net_rent(
    c: Context,
    terms: Term,
    head_lease: LeaseLines | None,
    excess: YearlyShare | None,
    surplus: YearlyShare | None,
    after: Tenancy | None,
    others: OtherTenants | None,
    owner_costs: Line,
    residents: Expr | None = None,
) -> Line:
    """Contract rent without reductions, less owner costs (docs/model.md §10).

    What is settled by the year, turnover rent and the operator's surplus share, is here in the months it is
    for, and turnover rent as it would be above the minimum without reductions.
    """
    m = c.m
    parts: list[Expr] = []
    if head_lease is not None:
        parts.append(head_lease.market)
    if excess is not None:
        parts.append(excess.agreed_by_month(c))
    if after is not None:
        parts.append(after.contract_rent)
    if others is not None:
        parts.append(others.rent)
    if residents is not None:
        parts.append(residents)
    foregone = [_market_rent(c, terms, stage) for stage in terms.stages]
    if any(found is not None for found in foregone):
        parts.append(
            m.line(
                "deal.market_rent_foregone",
                c.sum([found for found in foregone if found is not None]),
                "NOK",
                Label("Markedsleie gårdeieren gir avkall på", "Market rent foregone"),
                Label("Vises, betales ikke: ett selskap.", "Shown, not paid: one company."),
                basis=("§4",),
            )
        )
    managed = stage_of(terms, Management)
    if managed is not None:
        operating = c.ledger.earned(
            LANDLORD,
            {
                "income_rent",
                "income_services",
                "management_fee",
                "cost_services",
                "bad_debt",
                "operating_cost",
                "staff_cost",
                "common_cost",
            },
        )
        parts.append(operating if len(terms.stages) == 1 else operating * managed.operating)
        if surplus is not None:
            parts.append(surplus.earned - surplus.by_month(c))
    with c.block("value", "Verdi", "Value", "§10"):
        return m.line(
            "net_rent",
            c.sum(parts) - owner_costs,
            "NOK",
            Label("Netto leie for verdi", "Net rent for value"),
            Label(
                "Avtalt leie uten avslag, fratrukket eierkostnader; med driftsavtale: resultatet av driften.",
                "Contract rent without reductions, less owner costs; under a management agreement, the "
                "result of operation.",
            ),
            axis=Axis.MONTH,
        )


def _market_rent(c: Context, terms: Term, stage: StageTerm) -> Expr | None:
    """The market rent a landlord that operates itself forgoes in a stage; None in other stages."""
    deal, path = stage.deal, stage.path
    if not isinstance(deal, LandlordOperated):
        return None
    rent = c.number(f"{path}.market_rent_nok_per_m2_year", AGREEMENT)
    if deal.area_m2 is not None:
        area: Expr = c.number(f"{path}.area_m2", AGREEMENT)
    else:
        homes = housing_area(c)
        area = c.total_area() if homes is None else c.total_area() - homes
    foregone = rent / 12 * area * index(c, "rent")
    return foregone if len(terms.stages) == 1 else foregone * stage.operating


def valuation_month(c: Context, first: Expr, items: tuple[WorksLines, ...]) -> Line:
    """When the concept is in place: the deal has begun and works done by the opening are complete.

    Works completed after the first product has opened are refits, which do not move the valuation.
    """
    with c.block("value", "Verdi", "Value", "§10"):
        openings = [opening_month(c, id) for id in c.case.products]
        opens = c.m.line(
            "concept.opens",
            least(*openings) if len(openings) > 1 else openings[0],
            "month",
            Label("Konseptet åpner i måned", "The concept opens in month"),
            total="none",
        )
        ready = [when(w.completion <= opens, w.completion, 0) for w in items]
        return c.m.line(
            "valuation.first_month",
            greatest(first, *ready) if ready else first,
            "month",
            Label("Konseptet er på plass i måned", "Concept in place in month"),
            Label(
                "Avtalen har startet, og arbeidene til åpningen er ferdige.",
                "The deal has begun, and the works for the opening are complete.",
            ),
            total="none",
        )
