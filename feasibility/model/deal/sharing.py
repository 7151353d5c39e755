"""Rent and fees that follow the year's result: turnover rent and management fees (docs/model.md §4)."""

from __future__ import annotations

from feasibility.case.form.deal import Management, TurnoverRent
from feasibility.engine.expr import Const, Expr, Line, greatest
from feasibility.engine.timing import InvoicedLater
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import FEE, LANDLORD, OPERATOR, TURNOVER
from feasibility.model.base.regime import CHARGED, OVERHEAD
from feasibility.model.concept.income import Income
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.term import Term


def turnover_rent(
    c: Context, terms: Term, lines: LeaseLines | None, income: Income, registered: Line
) -> Line | None:
    """The excess over the minimum rent (omsetningsleie), by calendar year; None without turnover rent.

    Earned in the year's last month, invoiced with VAT and paid in January; the last year's is settled
    in the horizon's last month (docs/model.md §4).
    """
    deal, m, cal = c.case.deal, c.m, c.calendar
    if not isinstance(deal, TurnoverRent) or lines is None:
        return None
    with c.block("deal", "Avtale", "Deal", "§4"):
        turnover = m.line(
            "turnover.income",
            income.total * terms.operating,
            "NOK",
            Label("Omsetning som gir leie", "Income that gives rent"),
            Label(
                "Drivers inntekt uten mva. i leietiden, med tjenester, uten tilskudd.",
                "The operator's income ex VAT in the lease, services included, grants not.",
            ),
        )
        by_year = m.line("turnover.income_year", m.year_sum(turnover), "NOK", turnover.label)
        share = c.number("deal.turnover.share_of_income", TURNOVER)
        if deal.turnover.mode == "greater_of":
            minimum = m.line(
                "turnover.minimum_year",
                m.year_sum(lines.rent),
                "NOK",
                Label("Minsteleie i året", "Minimum rent in the year"),
            )
            excess: Expr = greatest(0, share * by_year - minimum)
        else:
            months = m.line(
                "turnover.months",
                m.year_sum(terms.operating),
                "months",
                Label("Leiemåneder i året", "Lease months in the year"),
            )
            threshold = c.number("deal.turnover.threshold_nok_per_year", TURNOVER)
            excess = share * greatest(0, by_year - threshold * months / 12)
        due = m.line(
            "turnover.excess_year",
            excess,
            "NOK",
            Label("Omsetningsleie utover minsteleien", "Turnover rent above the minimum"),
        )
        earned = m.line(
            "turnover.rent",
            m.at_year(due) * cal.is_year_end,
            "NOK",
            Label("Omsetningsleie utover minsteleien", "Turnover rent above the minimum"),
            Label("Opptjenes i årets siste måned.", "Earned in the year's last month."),
        )
        c.ledger.flow(
            "turnover.rent",
            OPERATOR,
            LANDLORD,
            earned,
            "rent",
            earned.label,
            c.vat("standard"),
            InvoicedLater(lambda line: after_year_end(c, line)),
            taxed=registered,
            use=CHARGED,
        )
        return earned


def after_year_end(c: Context, earned: Line) -> Expr:
    """Invoices one month after earning; what is earned in the horizon's last month is invoiced there."""
    return earned.previous + c.calendar.is_last * earned


def management_base_fee(c: Context, terms: Term, income: Income) -> Line | None:
    """The operator's base fee under a management agreement (driftshonorar); None otherwise."""
    if not isinstance(c.case.deal, Management):
        return None
    with c.block("deal", "Avtale", "Deal", "§4"):
        sum_ = c.number("deal.fee.base_nok_per_month", FEE)
        share = c.number("deal.fee.base_share_of_income", FEE)
        return c.ledger.flow(
            "management.base_fee",
            LANDLORD,
            OPERATOR,
            sum_ * index(c, "prices") * terms.operating + share * income.total,
            "management_fee",
            Label("Driftshonorar", "Base management fee"),
            c.vat("standard"),
            use=OVERHEAD,
        ).earned


def fee_share_of_income(c: Context, base_fee: Line | None) -> Expr:
    """The share of its income that the operating company pays as a base fee; 0 without one."""
    return Const(0.0) if base_fee is None else c.number("deal.fee.base_share_of_income", FEE)


def management_surplus_fee(c: Context, terms: Term, surplus_before_fee: Expr) -> Line | None:
    """The operator's share of a positive yearly surplus, settled in January (docs/model.md §4).

    Args:
        surplus_before_fee: income − operating costs − base fee, by month.
    """
    if not isinstance(c.case.deal, Management):
        return None
    m, cal = c.m, c.calendar
    with c.block("deal", "Avtale", "Deal", "§4"):
        monthly = m.line(
            "management.surplus",
            surplus_before_fee
            - c.number("deal.fee.landlord_preferred_nok_per_year", FEE) / 12 * terms.operating,
            "NOK",
            Label("Overskudd etter fortrinnsbeløp", "Surplus after the preferred amount"),
            Label(
                "Inntekter − driftskostnader − driftshonorar − gårdeiers fortrinnsbeløp.",
                "Income − operating costs − base fee − the landlord's preferred amount.",
            ),
        )
        by_year = m.line(
            "management.surplus_fee_year",
            c.number("deal.fee.surplus_share", FEE) * greatest(0, m.year_sum(monthly)),
            "NOK",
            Label("Overskuddsdeling til driver", "Surplus share to the operator"),
            Label(
                "Bare når overskuddet er positivt; ingenting fremføres.",
                "Only of a positive surplus; nothing is carried forward.",
            ),
        )
        earned = m.line(
            "management.surplus_fee",
            m.at_year(by_year) * cal.is_year_end,
            "NOK",
            Label("Overskuddsdeling til driver", "Surplus share to the operator"),
        )
        return c.ledger.flow(
            "management.surplus_fee",
            LANDLORD,
            OPERATOR,
            earned,
            "management_fee",
            earned.label,
            c.vat("standard"),
            InvoicedLater(lambda line: after_year_end(c, line)),
            use=OVERHEAD,
        ).earned


def spread_over_year(c: Context, excess: Line | None, surplus_fee: Line | None) -> Expr | None:
    """Turnover rent or a surplus share moved from the year's last month to all its months."""
    shared, by_year = excess, "turnover.excess_year"
    if shared is None:
        shared, by_year = surplus_fee, "management.surplus_fee_year"
    if shared is None:
        return None
    m = c.m
    return shared - m.at_year(m.lines[by_year]) / m.at_year(c.calendar.months_in_year)


def surplus_fee(c: Context, terms: Term, earned: Income, base_fee: Line | None) -> Line | None:
    """The operator's share of the surplus under a management agreement; None without one."""
    if base_fee is None:
        return None
    operating = terms.operating
    concept = c.ledger.earned(LANDLORD, {"cost_services", "bad_debt", "operating_cost", "staff_cost"})
    # common costs belong to running the concept; owner costs and property tax are the landlord's own
    common = c.m.lines["common_costs"] * operating
    return management_surplus_fee(c, terms, (earned.total + concept - common - base_fee) * operating)
