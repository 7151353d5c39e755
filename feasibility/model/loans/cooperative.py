"""A cooperative (samvirke) that runs the concept: deposits and patronage refund (docs/model.md §13.13).

Each member pays a deposit (andelsinnskudd) on joining and gets it back on leaving: equity, but not free. Of a
year's result what is beyond the capital to be kept may go back to the members the year after (etterbetaling,
samvirkelova § 27), by what they bought.
"""

from __future__ import annotations

from feasibility.case.form.owners import Cooperative, Owners
from feasibility.engine.expr import Expr, Line, greatest, when
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import until_default
from feasibility.model.base.parties import OWNERS
from feasibility.model.loans.dividend import OwnFunds, equity_of, paid_to_owners


def cooperative_of(c: Context, party: Party) -> Cooperative | None:
    """What the case states of a company as a cooperative; None where it is none."""
    stated: Owners | None = getattr(c.case.owners, party.id)
    return None if stated is None else stated.cooperative


def member_deposits(c: Context, party: Party, members: Expr) -> None:
    """Deposits of members who join, less those of members who leave, as equity; of a cooperative alone.

    Args:
        members: with a place to work at, by month.
    """
    if cooperative_of(c, party) is None:
        return
    nb, en = party.label.nb.lower(), party.label.en.lower()
    whose = Label(f"Samvirket, {nb}", f"The cooperative, {en}")
    path = f"owners.{party.id}.cooperative.deposit_nok_per_member"
    with c.block("financing", "Finansiering", "Financing", "§13.13"):
        amount = c.number(path, whose) * members
        held = c.m.line(
            f"{party.id}.member_deposits_held",
            until_default(c, amount, party),
            "NOK",
            Label(f"Andelsinnskudd, {nb}", f"Member deposits, {en}"),
            Label("Av medlemmene ved månedens slutt.", "Of the members at month end."),
            "end",
            axis=c.calendar.number.axis,
        )
        moved: Expr = held - held.previous
        c.ledger.flow(
            f"{party.id}.member_deposits",
            OWNERS[party.id],
            party,
            until_default(c, moved, party),
            "equity",
            Label(f"Andelsinnskudd inn og ut, {nb}", f"Member deposits in and out, {en}"),
            note=Label(
                "Betales inn når medlemmet begynner, og tilbake når det slutter.",
                "Paid in when a member joins, and back when it leaves.",
            ),
        )


def refund(c: Context, party: Party, funds: OwnFunds, call: Line, cash: Expr) -> Line:
    """Patronage refund by month, NOK: its line, and its flow to the members.

    Args:
        call: capital called in the month. cash: at month end, before the refund.
    """
    m, of, cal = c.m, party.id, c.calendar
    path, nb, en = f"owners.{of}.cooperative", party.label.nb.lower(), party.label.en.lower()
    whose = Label(f"Samvirket, {nb}", f"The cooperative, {en}")
    paid = m.declare(
        f"{of}.refund",
        "NOK",
        Label(f"Etterbetaling til medlemmene, {nb}", f"Patronage refund to members, {en}"),
        Label(
            "Andelen av siste års resultat ut over det som beholdes; ikke mer enn egenkapitalen ut over "
            "innskuddene, eller bankinnskuddet ut over det som beholdes.",
            "The share of last year's result beyond what is kept; no more than equity beyond deposits, nor "
            "than cash beyond what is kept.",
        ),
        basis=("samvirkelova § 27", "§13.13"),
    )
    equity = equity_of(c, party, funds, call, paid)
    so_far = m.declare(
        f"{of}.result_so_far",
        "NOK",
        Label(f"Resultat hittil i året, {nb}", f"Result of the year so far, {en}"),
        total="end",
    )
    m.define(so_far, when(cal.year_step.equals(1), 0, so_far.previous) + funds.result)
    last = m.declare(
        f"{of}.result_last_year",
        "NOK",
        Label(f"Resultat for siste avsluttede år, {nb}", f"Result of the last year that ended, {en}"),
        total="none",
    )
    m.define(last, when(cal.is_year_end.equals(1), so_far, last.previous))
    bound: Expr = m.lines[f"{of}.member_deposits_held"].previous
    if c.stated(f"financing.{of}.share_capital_nok"):
        bound = bound + c.number(f"financing.{of}.share_capital_nok", party.label)
    share = c.number(f"{path}.refund_share", whose)
    chosen = share * greatest(0, last.previous - c.number(f"{path}.kept_nok_per_year", whose))
    free = greatest(0, equity.previous - bound)
    spare = cash - c.number(f"{path}.cash_floor_nok", whose)
    month = c.number(f"{path}.refunded_in_calendar_month", whose)
    return paid_to_owners(c, party, paid, month, chosen, free, spare)
