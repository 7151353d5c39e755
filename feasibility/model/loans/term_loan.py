"""Loans paid out at once: annuity (annuitetslån), serial (serielån) and bullet (docs/model.md §7)."""

from __future__ import annotations

from feasibility.engine.expr import (
    Condition,
    Expr,
    Line,
    absolute,
    as_expr,
    both,
    flag,
    greatest,
    sum_of,
    when,
)
from feasibility.language import Label
from feasibility.model.loans.sizing import Means, Plan, limits, lowest_of
from feasibility.model.loans.stated_loan import LoanLines, StatedLoan


def term_loan(s: StatedLoan, means: Means, before: LoanLines | None) -> LoanLines:
    """The lines of a loan that is paid out in one month and repaid by terms.

    Args:
        before: the loan it refinances or converts; then it is paid out when that is settled, with as much as
            falls due there, but never more than its own amount and sizing allow.
    """
    c, loan, terms = s.c, s.loan, s.terms()
    cal = c.calendar
    if before is None:
        drawdown: Expr = s.number("drawdown_month") + c.delay_of(loan.follows_works)
    else:
        drawdown = before.maturity
    rate = s.rate()
    profile, free = terms.count(s.number("profile_months")), terms.count(s.number("interest_only_months"))
    tenor = profile if loan.tenor_months is None else terms.count(s.number("tenor_months"))
    caps = limits(s, means, sum_of(means.works), drawdown, Plan(rate, terms, profile, free))
    drawn = s.line("drawn", _drawn(s, caps, drawdown, before), "utbetalt", "drawn")
    term = s.line(
        "term_number",
        terms.since(drawdown),
        "termin nr.",
        "term number",
        Label(
            "1 for den første terminen som slutter etter utbetalingsmåneden.",
            "1 for the first term that ends after the month of drawdown.",
        ),
        "count",
    )
    maturity = s.scalar(
        "maturity_month",
        terms.month_of(drawdown, tenor),
        "forfaller i måned",
        "matures in month",
        Label(
            "Løpetiden regnet fra utbetaling, i kalenderens terminer.",
            "The tenor counted from drawdown, in terms of the calendar.",
        ),
        "month",
    )
    left = s.line(
        "terms_left",
        greatest(1, profile - term + 1),
        "terminer igjen av profilen",
        "terms left of the profile",
        unit="count",
    )
    balance = s.declared_balance()
    opening = balance.previous
    interest = s.interest(opening, rate)
    if loan.kind == "bullet":
        principal = s.principal(as_expr(0))
        rest: Expr = opening
    else:
        paid: list[Condition] = [term > free, term <= profile]
        if terms.end is not None:
            paid.append(terms.end.equals(1))
        regular = _instalment(s, opening, rate, left, terms.per_year)
        principal = s.principal(when(both(*paid), when(left <= 1, opening, regular), 0))
        rest = opening - principal
    balloon = s.line(
        "balloon",
        when(cal.number.equals(maturity), rest, 0),
        "restlån ved forfall",
        "balloon at maturity",
    )
    c.m.define(balance, rest + drawn - balloon)
    repaid = [balloon] if loan.kind == "bullet" else [principal, balloon]
    owed = s.flows(terms, drawn, interest, repaid)
    s.fees(terms, flag(drawn > 0), flag(opening > 0))
    stray = None if loan.kind == "bullet" else when(tenor >= profile, absolute(sum_of(balloon)), 0)
    return LoanLines(
        s.id, s.name, drawn, interest, owed, principal, balloon, balance, maturity, stray, before is not None
    )


def _drawn(s: StatedLoan, caps: list[Expr], drawdown: Expr, before: LoanLines | None) -> Expr:
    if before is not None:
        return lowest_of([before.balloon, *caps])
    amount = lowest_of(caps)
    if s.loan.sizing is not None:
        amount = s.scalar(
            "amount",
            amount,
            "lånebeløp",
            "loan amount",
            Label("Det laveste av det saken oppgir.", "The lowest of what the case states."),
        )
    return amount * s.c.calendar.at(drawdown)


def _instalment(s: StatedLoan, opening: Expr, rate: Line, left: Line, per_year: int) -> Expr:
    """Scheduled principal of a term before the last."""
    if s.loan.kind == "serial":
        return opening / left
    in_term = rate if per_year == 1 else rate / per_year
    # the annuity is worked out anew over the terms left, so a changed rate changes the payment
    growth = (1 + in_term) ** left - 1
    return when(rate > 0, opening * in_term / when(rate > 0, growth, 1), opening / left)
