"""Construction loan (byggelån): drawn as works are paid, settled at completion (docs/model.md §7)."""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, as_expr, greatest, least, sum_of, when
from feasibility.language import Label
from feasibility.model.loans.sizing import Means, limits, lowest_of
from feasibility.model.loans.stated_loan import LoanLines, StatedLoan, Terms, term_end


def construction_loan(s: StatedLoan, means: Means) -> LoanLines:
    """The lines of a construction loan.

    It pays the company's part of its works, incl. VAT, from the month it opens and up to the granted limit;
    what is drawn is settled in the month the last of them is completed, by the loan it converts to, otherwise
    from cash. Where the case says so, interest is paid by drawing on it as well. Commission is a quarter of
    the yearly rate of the limit at each calendar quarter's end at which the loan stands open.
    """
    c, loan, terms = s.c, s.loan, s.terms()
    cal = c.calendar
    chosen = [item for item in means.items if loan.works is None or item.id in loan.works]
    paid_by = {f"works.{item.id}.{s.party.id}" for item in chosen}
    bills = [flow for flow in c.ledger.chosen(s.party, False, {"works"}) if flow.id in paid_by]
    maturity = s.scalar(
        "maturity_month",
        greatest(*(item.completion for item in chosen)),
        "gjøres opp i måned",
        "settled in month",
        Label(
            "Når de siste arbeidene lånet betaler, er ferdige.", "When the last works it pays are completed."
        ),
        "month",
    )
    opens: Expr = as_expr(1) if loan.drawdown_month is None else s.number("drawdown_month")
    is_open = s.line("open", s.until_default(cal.within(opens, maturity)), "åpent", "open", unit="flag")
    caps = limits(s, means, c.sum([sum_of(bill.earned) for bill in bills]), opens, None)
    limit = s.scalar("limit", lowest_of(caps), "innvilget ramme", "granted limit")
    rate = s.rate()
    balance = s.declared_balance()
    opening = balance.previous
    interest = s.interest(opening, rate)
    to_pay = [bill.paid for bill in bills]
    note = Label(
        "Etter hvert som arbeidene betales, inkl. mva., inntil rammen.",
        "As the works are paid, incl. VAT, up to the limit.",
    )
    if loan.adds_interest:
        to_pay.append(_interest_due(s, terms, interest))
        note = Label(
            "Etter hvert som arbeidene, inkl. mva., og renter på lånet betales, inntil rammen.",
            "As the works, incl. VAT, and interest on the loan are paid, up to the limit.",
        )
    drawn = s.line(
        "drawn",
        is_open * greatest(0, least(c.sum(to_pay), limit - opening)),
        "trukket",
        "drawn",
        note,
    )
    settled = s.line(
        "balloon",
        when(cal.number.equals(maturity), opening + drawn, 0),
        "gjort opp ved ferdigstillelse",
        "settled at completion",
    )
    c.m.define(balance, opening + drawn - settled)
    owed = s.flows(terms, drawn, interest, [settled])
    quarterly = limit * s.number("commission_share_per_year") / 4
    charged = quarterly * is_open * term_end(c, 3)
    s.pay("commission", charged, "loan_fee", "provisjon av rammen", "commission on the limit")
    s.fees(terms, s.until_default(cal.at(opens)), is_open)
    return LoanLines(
        s.id, s.name, s.called, drawn, interest, owed, s.principal(as_expr(0)), settled, balance, maturity
    )


def _interest_due(s: StatedLoan, terms: Terms, interest: Line) -> Line:
    """Interest to be paid in the month: what has accrued since the last term ended."""
    if terms.end is None:
        return interest
    accrued = s.c.m.declare(
        f"{s.line_id}.interest_accrued",
        "NOK",
        s.label("renter i terminen hittil", "interest of the term so far"),
        total="none",
    )
    s.c.m.define(accrued, accrued.previous * (1 - terms.end.previous) + interest)
    return s.line("interest_due", accrued * terms.end, "renter til betaling", "interest due")
