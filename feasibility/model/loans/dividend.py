"""Dividends (utbytte) of one company by a stated policy, within aksjeloven § 8-1 (docs/model.md §13.13).

In one month of the year a share is paid of what was free at the last 31 December: equity beyond the share
capital. It is read from a year that has ended, so nothing is circular, though the cash it leaves decides the
interest, and so the equity, of the months after.
"""

from __future__ import annotations

from feasibility.case.form.owners import Owners
from feasibility.engine.expr import Expr, Line, flag, greatest, least, when
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.opening import opening_equity
from feasibility.model.base.operator_default import until_default
from feasibility.model.base.parties import OWNERS
from feasibility.record import record


@record
class OwnFunds:
    """Equity of a company with dividends, NOK. opening: when the case begins. moved: what each month brings
    of result and agreed equity, capital calls apart. result: after tax, by month."""

    opening: Expr
    moved: Expr
    result: Line


def own_funds(c: Context, party: Party, assets: Expr, loans: Expr, net_result: Line) -> OwnFunds | None:
    """What dividends are measured by; None where the case states none.

    Args:
        assets: fixed assets when the case begins. loans: owed when it begins.
        net_result: after tax, by month.
    """
    stated: Owners | None = getattr(c.case.owners, party.id)
    if stated is None or (stated.dividend is None and stated.cooperative is None):
        return None
    paid_in = c.ledger.cash(party, {"equity"})
    return OwnFunds(opening_equity(c, party, assets, loans), net_result + paid_in, net_result)


def equity_of(c: Context, party: Party, funds: OwnFunds, call: Line, paid: Line) -> Line:
    """Equity at month end after what is paid to the owners on the way, NOK.

    Args:
        call: capital called in the month. paid: to the owners, given its formula by the caller.
    """
    m, of, nb, en = c.m, party.id, party.label.nb.lower(), party.label.en.lower()
    equity = m.declare(
        f"{of}.equity_for_dividend",
        "NOK",
        Label(f"Egenkapital som utbytte måles mot, {nb}", f"Equity that dividends are measured by, {en}"),
        Label(
            "Før salg av aksjene og utbetaling ved horisonten.", "Before a sale of shares and the horizon."
        ),
        "end",
        opening=funds.opening,
    )
    m.define(equity, equity.previous + funds.moved + call - paid)
    return equity


def dividend(c: Context, party: Party, funds: OwnFunds, call: Line, cash: Expr) -> Line:
    """The dividend by month, NOK: its line, and its flow to the owners.

    Args:
        call: capital called in the month. cash: at month end, before the dividend.
    """
    m, of, cal = c.m, party.id, c.calendar
    path, nb, en = f"owners.{of}.dividend", party.label.nb.lower(), party.label.en.lower()
    whose = Label(f"Utbytte, {nb}", f"Dividend, {en}")
    paid = m.declare(
        f"{of}.dividend",
        "NOK",
        whose,
        Label(
            "Andelen av det som var fritt ved siste årsskifte; ikke mer enn det som er fritt måneden før, og "
            "ikke mer enn bankinnskuddet utover det som beholdes.",
            "The share of what was free at the last turn of the year; no more than is free the month before, "
            "nor than cash beyond what is kept.",
        ),
        basis=("aksjeloven § 8-1", "§13.13"),
    )
    equity = equity_of(c, party, funds, call, paid)
    at_year_end = m.declare(
        f"{of}.equity_at_year_end",
        "NOK",
        Label(f"Egenkapital ved siste årsskifte, {nb}", f"Equity at the last turn of the year, {en}"),
        Label(
            "Til første årsskifte: egenkapitalen ved start.",
            "Until the first turn of the year: equity at the start.",
        ),
        "end",
        opening=funds.opening,
    )
    m.define(at_year_end, when(cal.is_year_end.equals(1), equity, at_year_end.previous))
    capital = c.number(f"financing.{of}.share_capital_nok", party.label)
    free = greatest(0, at_year_end.previous - capital)
    free_now = greatest(0, equity.previous - capital)
    spare = cash - c.number(f"{path}.cash_floor_nok", whose)
    chosen = c.number(f"{path}.share_of_free_equity", whose) * free
    month = c.number(f"{path}.paid_in_calendar_month", whose)
    return paid_to_owners(c, party, paid, month, chosen, free_now, spare)


def paid_to_owners(
    c: Context, party: Party, paid: Line, month: Expr, chosen: Expr, free: Expr, spare: Expr
) -> Line:
    """The line with its formula, and its flow to the owners: once a year, until the operator defaults.

    Args:
        paid: declared, since what is free may read it in earlier months.
        month: of the calendar year. chosen: by the owners' policy, NOK.
        free: of equity, NOK; no more is paid. spare: cash beyond what is kept, NOK; nor more than that.
    """
    amount = flag(c.calendar.month.equals(month)) * least(chosen, free, greatest(0, spare))
    c.m.define(paid, until_default(c, amount, party))
    c.ledger.flow(paid.id, party, OWNERS[party.id], paid, "distribution", paid.label)
    return paid
