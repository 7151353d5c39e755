"""Rent put off (utsatt leie) and its repayment (docs/model.md §4).

The rent is earned, invoiced and taxed as ever; the part put off is not paid with the invoice, but its VAT is.
What is owed stands with both companies until it is repaid, without interest.
"""

from __future__ import annotations

from collections.abc import Callable

from feasibility.engine.expr import Axis, Expr, Line, greatest, least, sum_of, when
from feasibility.engine.flows import Ledger
from feasibility.engine.timing import Earned, PaidLater
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import default_month
from feasibility.model.base.parties import LANDLORD, LEASE, OPERATOR
from feasibility.model.deal.lease import LeaseLines


def deferral(c: Context, lines: LeaseLines | None, result: Expr) -> None:
    """The flow of rent put off and repaid, where the lease has one.

    Args:
        result: the operator's operating result by month, which may decide what is repaid.
    """
    if lines is None or lines.agreed.stated.deferral is None:
        return
    label = Label("Utsatt leie", "Rent put off")
    with c.block("deal", "Avtale", "Deal", "§4"):
        put_off(c, c.ledger, f"{lines.agreed.id}.deferred", lines.rent, lines, label, result)


def put_off(
    c: Context,
    ledger: Ledger,
    id: str,
    rent: Line,
    lines: LeaseLines,
    label: Label,
    result: Expr | None = None,
) -> None:
    """What of a rent is put off, what is owed of it, and its repayment.

    Args:
        rent: NOK by month, paid as the lease's rent is.
    """
    m, cal, of = c.m, c.calendar, lines.agreed
    path, stated = f"{of.path}.deferral", of.stated.deferral
    assert stated is not None

    def named(nb: str, en: str) -> Label:
        return Label(f"{label.nb}: {nb}", f"{label.en}: {en}")

    def lease_month(field: str) -> Expr:
        return lines.first - 1 + c.number(f"{path}.{field}", LEASE)

    share = c.number(f"{path}.share", LEASE)
    part = m.line(
        f"{id}.part",
        share * rent * cal.within(lease_month("from_month"), lease_month("to_month")),
        "NOK",
        named("utsatt av månedens leie", "put off of the month's rent"),
    )
    written = lines.timing.write(Earned(m, cal, part, None, part.label))
    kept: Expr = written.paid if written.settled is None else written.paid + written.settled
    held = m.line(f"{id}.held", kept, "NOK", named("ikke betalt med fakturaen", "not paid with the invoice"))
    default = default_month(c)
    lost: Expr = c.sum([]) if default is None else cal.at(default)
    repay = _repayment(c, id, lines, path, held, named, result)
    left = m.recurrence(
        f"{id}.balance",
        lambda before: before + held - repay(before) - lost * before,
        "NOK",
        named("skyldig ved månedens slutt", "owed at month end"),
    )
    forgone = m.line(
        id,
        -lost * left.previous,
        "NOK",
        label,
        Label(
            "Opptjent leie er den samme; det som skyldes ved et mislighold, er tapt.",
            "The rent earned is the same; what is owed at a default is lost.",
        ),
        axis=Axis.MONTH,
    )
    timing = PaidLater(lambda earned: left.previous - left + earned)
    ledger.flow(id, OPERATOR, LANDLORD, forgone, "rent", label, timing=timing)


def _repayment(
    c: Context,
    id: str,
    lines: LeaseLines,
    path: str,
    held: Line,
    named: Callable[[str, str], Label],
    result: Expr | None,
) -> Callable[[Expr], Expr]:
    """What is repaid in a month of what was owed before it; all of it in the lease's agreed last month."""
    m, cal, stated = c.m, c.calendar, lines.agreed.stated.deferral
    assert stated is not None
    ends = m.line(
        f"{id}.ends",
        cal.at(lines.agreed.stage.agreed_last) * lines.within,
        "flag",
        named("alt forfaller", "all falls due"),
    )
    if stated.repaid_from_month is not None:
        first = lines.first - 1 + c.number(f"{path}.repaid_from_month", LEASE)
        months = c.number(f"{path}.repaid_over_months", LEASE)
        due: Expr = sum_of(held) / months * cal.within(first, first + months - 1)
        due_label = named("avdrag", "instalment")
    else:
        assert result is not None
        earned = m.line(
            f"{id}.result", result * lines.within, "NOK", named("driverens resultat", "the operator's result")
        )
        share = c.number(f"{path}.repaid_share_of_result", LEASE)
        year = m.line(
            f"{id}.result_year",
            share * greatest(0, m.year_sum(earned)),
            "NOK",
            named("del av årets resultat", "part of the year's result"),
        )
        after = m.line(
            f"{id}.after_year",
            m.at_year(year) * cal.is_year_end,
            "NOK",
            named("forfaller i januar", "falls due in January"),
        )
        due, due_label = after.previous, named("kan betales tilbake", "may be repaid")
    instalment = m.line(f"{id}.instalment", due * lines.within, "NOK", due_label)
    return lambda before: when(ends.equals(1), before + held, least(before, instalment))
