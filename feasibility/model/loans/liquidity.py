"""Liquidity of one company: where the money is found in each month (docs/model.md §7).

In order: cash, the overdraft up to its limit, the owners' agreed capital call, then unfunded, which nobody
has agreed to, carries no interest and is repaid first.
"""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, Total, greatest, least
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.opening import opening_of
from feasibility.model.base.operator_default import until_default
from feasibility.model.base.parties import LENDER, OWNERS, UNFUNDED
from feasibility.model.loans.cooperative import cooperative_of, refund
from feasibility.model.loans.dividend import OwnFunds, dividend
from feasibility.model.loans.stated_loan import rate_of_year, term_end
from feasibility.record import record


@record
class Overdraft:
    """An overdraft (kassekreditt) by month, NOK. balance: drawn at month end, given its formula by
    `liquidity`. interest: on the opening balance. limit: what may be drawn."""

    balance: Line
    interest: Line
    limit: Expr


@record
class Liquidity:
    """Cash of one company by month, NOK, and what it owes where cash did not reach.

    paid_out: to the owners at the horizon. overdraft: drawn at month end, None without one; limit: what may
    be drawn on it. dividend: to the owners on the way, None where none is stated.
    """

    cash: Line
    unfunded: Line
    capital_call: Line
    paid_out: Line
    overdraft: Line | None
    limit: Expr | None = None
    dividend: Line | None = None


def overdraft(c: Context, party: Party) -> Overdraft | None:
    """The overdraft of a company with its costs; what is drawn is known when `liquidity` is written."""
    stated = getattr(c.case.financing, party.id).overdraft
    if stated is None:
        return None
    path, ledger = f"financing.{party.id}.overdraft", c.ledger
    nb, en = party.label.nb.lower(), party.label.en.lower()
    whose = Label(f"Kassekreditt, {nb}", f"Overdraft, {en}")
    balance = c.m.declare(
        f"{party.id}.overdraft",
        "NOK",
        whose,
        Label("Trukket ved månedens slutt.", "Drawn at month end."),
        "end",
    )
    rate = rate_of_year(c, f"{path}.rate_share_per_year", Label(f"{whose.nb}: rente", f"{whose.en}: rate"))
    limit = c.number(f"{path}.limit_nok", whose)
    interest = ledger.flow(
        f"{party.id}.overdraft.interest",
        party,
        LENDER,
        balance.previous * rate / 12,
        "overdraft_interest",
        Label(f"Renter på kassekreditt, {nb}", f"Interest on the overdraft, {en}"),
        note=Label(
            "Av saldoen ved månedens start, rente / 12, betalt hver måned.",
            "On the opening balance, rate / 12, paid every month.",
        ),
    )
    ledger.flow(
        f"{party.id}.overdraft.commission",
        party,
        LENDER,
        limit * c.number(f"{path}.commission_share_per_year", whose) / 4 * term_end(c, 3),
        "loan_fee",
        Label(f"Provisjon på kassekreditt, {nb}", f"Commission on the overdraft, {en}"),
        note=Label(
            "En firedel av årssatsen av rammen ved utgangen av hvert kalenderkvartal.",
            "A quarter of the yearly rate of the limit at calendar quarter ends.",
        ),
    )
    return Overdraft(balance, interest.earned, limit)


def liquidity(
    c: Context,
    party: Party,
    movements: Expr,
    debt: Expr,
    credit: Overdraft | None = None,
    funds: OwnFunds | None = None,
) -> Liquidity:
    """Closing cash by month, with overdraft, capital calls, what remains unfunded, and what the owners get.

    Nothing but stated dividends is paid to the owners before the horizon's last month; then they get the cash
    left beyond what is owed to lenders and what was unfunded.

    Args:
        movements: all other cash to less cash from the company but interest on the overdraft, NOK by month.
        debt: loans outstanding at month end, NOK.
        credit: the overdraft, None without one.
        funds: what dividends are measured by, None where none are stated.
    """
    m, of = c.m, party.id
    limit = c.number(f"financing.{of}.capital_call_limit_nok", party.label)
    nb, en = party.label.nb.lower(), party.label.en.lower()

    def label(nb_of: str, en_of: str) -> Label:
        return Label(f"{nb_of}, {nb}", f"{en_of}, {en}")

    def line(
        id: str, value: Expr, nb_of: str, en_of: str, note: Label | None = None, total: Total = "sum"
    ) -> Line:
        axis = c.calendar.number.axis
        return m.line(f"{of}.{id}", value, "NOK", label(nb_of, en_of), note, total, axis=axis)

    with c.block("liquidity", "Likviditet", "Liquidity", "§7"):
        moved: Expr = line(
            "cash_before_calls", movements, "Kontantstrøm før kapitalkall", "Cash flow before capital calls"
        )
        if credit is not None:
            moved = moved - credit.interest
        had = opening_of(c, party)
        cash = m.declare(
            f"{of}.cash",
            "NOK",
            label("Bankinnskudd", "Cash"),
            Label("Ved månedens slutt.", "At month end."),
            "end",
            opening=None if had is None else had.cash,
        )
        called = m.declare(
            f"{of}.called_so_far", "NOK", label("Kapitalkall hittil", "Capital called so far"), total="end"
        )
        unfunded = m.declare(
            f"{of}.unfunded",
            "NOK",
            label("Udekket behov", "Unfunded need"),
            Label("Rentefritt, og tilbakebetales først.", "Carries no interest and is repaid first."),
            "end",
        )
        before = line(
            "cash_before_funding",
            cash.previous + moved,
            "Kasse før dekning",
            "Cash before funding",
            total="none",
        )
        short: Expr = line("shortfall", greatest(0, -before), "Mangler denne måneden", "Short this month")
        credit_drawn = None
        if credit is not None:
            free = greatest(0, credit.limit - credit.balance.previous)
            credit_drawn = line(
                "overdraft_drawn", least(short, free), "Kassekreditt trukket", "Overdraft drawn"
            )
            short = short - credit_drawn
        called_now = least(short, limit - called.previous)
        called_now = until_default(c, called_now, party)  # nobody pays in to a company that has defaulted
        call = line("capital_call", called_now, "Kapitalkall", "Capital call")
        m.define(called, called.previous + call)
        drawn = line("unfunded_drawn", short - call, "Nytt udekket behov", "New unfunded need")
        repaid = line(
            "unfunded_repaid",
            least(unfunded.previous, greatest(0, before)),
            "Udekket behov dekket inn",
            "Unfunded need made good",
        )
        m.define(unfunded, unfunded.previous + drawn - repaid)
        after, owed = before + call + drawn - repaid, debt + unfunded
        if credit is not None and credit_drawn is not None:
            credit_repaid = line(
                "overdraft_repaid",
                least(credit.balance.previous, greatest(0, before) - repaid),
                "Kassekreditt nedbetalt",
                "Overdraft repaid",
            )
            m.define(credit.balance, credit.balance.previous + credit_drawn - credit_repaid)
            after, owed = after + credit_drawn - credit_repaid, owed + credit.balance
            c.ledger.flow(credit_drawn.id, LENDER, party, credit_drawn, "overdraft", credit_drawn.label)
            c.ledger.flow(credit_repaid.id, party, LENDER, credit_repaid, "overdraft", credit_repaid.label)
        paid: Line | None = None
        if funds is not None:
            pays = dividend if cooperative_of(c, party) is None else refund
            paid = pays(c, party, funds, call, after)
            after = after - paid
        paid_out = line(
            "distribution",
            c.calendar.is_last * greatest(0, after - owed),
            "Utbetalt til eierne ved horisonten",
            "Paid to the owners at the horizon",
            Label(
                "Det som er igjen av bankinnskuddet utover gjeld og udekket behov.",
                "Cash left beyond debt and unfunded need.",
            ),
        )
        m.define(cash, after - paid_out)
        owners = OWNERS[of]
        c.ledger.flow(call.id, owners, party, call, "equity", call.label)
        c.ledger.flow(paid_out.id, party, owners, paid_out, "distribution", paid_out.label)
        c.ledger.flow(drawn.id, UNFUNDED, party, drawn, "unfunded", drawn.label)
        c.ledger.flow(repaid.id, party, UNFUNDED, repaid, "unfunded", repaid.label)
    if credit is None:
        return Liquidity(cash, unfunded, call, paid_out, None, None, paid)
    return Liquidity(cash, unfunded, call, paid_out, credit.balance, credit.limit, paid)
