"""The months in which a deal runs, whatever its structure (docs/model.md §4)."""

from __future__ import annotations

from feasibility.case.form.deal import Deal as DealOfCase
from feasibility.case.form.deal import LandlordOperated, Management, Sublease, TurnoverRent
from feasibility.case.form.phases import Stage
from feasibility.engine.expr import Expr, Line, as_expr, least
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import default_month
from feasibility.model.base.parties import AGREEMENT, LEASE
from feasibility.record import record


@record
class StageTerm:
    """A deal in force: where in the case it is stated, what begins the ids of its lines, and its months.

    first: the first month of what is agreed, from which a lease counts. last: the last month it runs.
    operating: 1 in the months it is in force. agreed_last: its last month as agreed.
    """

    path: str
    id: str
    deal: DealOfCase
    first: Line
    last: Line
    operating: Line
    agreed_last: Line


@record
class Term:
    """When the concept operates. first, last: project months; operating: 1 within them, by month.

    agreed_last: the last month as agreed, whether or not the operator defaults before it. stages: the deals
    in force one after another; one where the case has no phases.
    """

    first: Line
    last: Line
    operating: Line
    agreed_last: Line
    stages: tuple[StageTerm, ...]


def term(c: Context) -> Term:
    """The months in which the concept runs: the lease with its renewal, the agreement, or the horizon."""
    with c.block("deal", "Avtale", "Deal", "§4"):
        only = _stage(c, c.case.stages[0], "deal")
    return Term(only.first, only.last, only.operating, only.agreed_last, (only,))


def _stage(c: Context, stage: Stage, id: str) -> StageTerm:
    deal, path, m, cal = stage.deal, stage.path, c.m, c.calendar
    match deal:
        case Sublease() | TurnoverRent():
            lease = f"{path}.lease"
            first: Expr = c.number(f"{lease}.start_month", LEASE) + c.delay_of(deal.lease.follows_works)
            length: Expr = c.number(f"{lease}.term_months", LEASE)
            if deal.lease.break_option is not None and deal.lease.break_option.exercised:
                length = least(length, c.number(f"{lease}.break_option.month", LEASE))
            elif deal.lease.renewal is not None:
                length = length + c.number(f"{lease}.renewal.term_months", LEASE)
        case Management():
            first = c.number(f"{path}.from_month", AGREEMENT)
            length = c.number(f"{path}.term_months", AGREEMENT)
        case LandlordOperated():
            first = as_expr(1)
            length = cal.horizon
    begins = m.line(
        f"{id}.first_month", first, "month", Label("Avtalens første måned", "First month of the deal")
    )
    agreed = m.line(
        f"{id}.agreed_last_month",
        begins + length - 1,
        "month",
        Label("Avtalt siste måned", "Agreed last month of the deal"),
    )
    default = default_month(c)
    ends = m.line(
        f"{id}.last_month",
        agreed if default is None else least(agreed, default - 1),
        "month",
        Label("Avtalens siste måned", "Last month of the deal"),
        Label("Senest måneden før et mislighold.", "At the latest the month before a default."),
    )
    operating = m.line(
        f"{id}.operating",
        cal.within(begins, ends),
        "count",
        Label("Konseptet er i drift", "The concept operates"),
        Label(
            "1 fra avtalens første til siste måned; ingenting løper videre av seg selv.",
            "1 from the deal's first to its last month; nothing runs on of itself.",
        ),
    )
    return StageTerm(path, id, deal, begins, ends, operating, agreed)
