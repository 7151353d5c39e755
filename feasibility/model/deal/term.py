"""The months in which a deal runs, whatever its structure (docs/model.md §4)."""

from __future__ import annotations

from feasibility.case.form.deal import LandlordOperated, Management, Sublease, TurnoverRent
from feasibility.engine.expr import Expr, Line, as_expr, least
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import default_month
from feasibility.model.base.parties import AGREEMENT, LEASE
from feasibility.record import record


@record
class Term:
    """When the concept operates. first, last: project months; operating: 1 within them, by month.

    agreed_last: the last month as agreed, whether or not the operator defaults before it.
    """

    first: Line
    last: Line
    operating: Line
    agreed_last: Line


def term(c: Context) -> Term:
    """The months in which the concept runs: the lease with its renewal, the agreement, or the horizon."""
    deal, m, cal = c.case.deal, c.m, c.calendar
    with c.block("deal", "Avtale", "Deal", "§4"):
        match deal:
            case Sublease() | TurnoverRent():
                path = "deal.lease"
                first: Expr = c.number(f"{path}.start_month", LEASE) + c.delay_of(deal.lease.follows_works)
                length: Expr = c.number(f"{path}.term_months", LEASE)
                if deal.lease.break_option is not None and deal.lease.break_option.exercised:
                    length = least(length, c.number(f"{path}.break_option.month", LEASE))
                elif deal.lease.renewal is not None:
                    length = length + c.number(f"{path}.renewal.term_months", LEASE)
            case Management():
                first = c.number("deal.from_month", AGREEMENT)
                length = c.number("deal.term_months", AGREEMENT)
            case LandlordOperated():
                first = as_expr(1)
                length = cal.horizon
        begins = m.line(
            "deal.first_month", first, "month", Label("Avtalens første måned", "First month of the deal")
        )
        agreed = m.line(
            "deal.agreed_last_month",
            begins + length - 1,
            "month",
            Label("Avtalt siste måned", "Agreed last month of the deal"),
        )
        default = default_month(c)
        ends = m.line(
            "deal.last_month",
            agreed if default is None else least(agreed, default - 1),
            "month",
            Label("Avtalens siste måned", "Last month of the deal"),
            Label("Senest måneden før et mislighold.", "At the latest the month before a default."),
        )
        operating = m.line(
            "deal.operating",
            cal.within(begins, ends),
            "count",
            Label("Konseptet er i drift", "The concept operates"),
            Label(
                "1 fra avtalens første til siste måned; ingenting løper videre av seg selv.",
                "1 from the deal's first to its last month; nothing runs on of itself.",
            ),
        )
    return Term(begins, ends, operating, agreed)
