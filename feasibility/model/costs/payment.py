"""When a cost is invoiced and paid: by the month, quarter or year, ahead or in arrears (docs/model.md §5)."""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, either, flag, greatest, least, modulo
from feasibility.engine.timing import InArrears, PeriodInAdvance, Timing
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.deal.term import Term


def payment_of(c: Context, id: str, name: str, active: Line, terms: Term) -> Timing | None:
    """The timing of a cost line; None where each month is paid by itself.

    Periods are calendar quarters and calendar years. A broken first period is paid from the cost's first
    month, a broken last one to its last.

    Args:
        active: 1 in months the cost runs.
    """
    stated = c.case.costs[id].payment
    if stated == "monthly":
        return None
    m, cal, path = c.m, c.calendar, f"costs.{id}"
    quarterly = stated.startswith("quarterly")
    # months of the period that come after this one
    left: Expr = 2 - modulo(cal.month - 1, 3) if quarterly else 12 - cal.month
    if stated.endswith("in_arrears"):
        closes = m.lines.get(f"{path}.closes") or m.line(
            f"{path}.closes",
            flag(either(left.equals(0), cal.is_last.equals(1), (active - active.lag(-1)).equals(1))),
            "count",
            Label(f"{name}: faktureres etterskuddsvis", f"{name}: invoiced in arrears"),
            Label(
                "I periodens siste måned, senest i kostnadens eller horisontens siste.",
                "In the period's last month, at the latest in the cost's or the horizon's last.",
            ),
        )
        return InArrears(closes)
    first = left.equals(2) if quarterly else cal.month.equals(1)
    opens = m.lines.get(f"{path}.opens") or m.line(
        f"{path}.opens",
        active * flag(either(active.previous.equals(0), first)),
        "count",
        Label(f"{name}: faktureres på forskudd", f"{name}: invoiced in advance"),
        Label(
            "I periodens første måned; en brutt første periode i kostnadens første.",
            "In the period's first month; a broken first period in the cost's first.",
        ),
    )
    ends: Expr = terms.last
    if c.stated(f"{path}.to_month"):
        ends = least(ends, c.number(f"{path}.to_month", name))
    past = m.lines.get(f"{path}.months_past_horizon") or m.line(
        f"{path}.months_past_horizon",
        opens * greatest(0, least(cal.number + left, ends) - cal.horizon),
        "months",
        Label(f"{name}: måneder betalt etter horisonten", f"{name}: months paid past the horizon"),
        total="none",
    )
    return PeriodInAdvance(opens, past, quarterly)
