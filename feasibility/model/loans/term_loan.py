"""Loans repaid by terms: annuity (annuitetslån), serial (serielån) and bullet (docs/model.md §7)."""

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
    least,
    sum_of,
    when,
)
from feasibility.language import Label
from feasibility.model.loans.sizing import Means, Plan, is_nothing, limits, lowest_of
from feasibility.model.loans.stated_loan import LoanLines, StatedLoan, Terms


def term_loan(s: StatedLoan, means: Means, before: LoanLines | None) -> LoanLines:
    """The lines of a loan that is repaid by terms. It is paid out in one month, or as works are paid.

    Args:
        before: the loan it refinances or converts; then it is paid out when that is settled, with as much as
            falls due there, but never more than its own amount and sizing allow.
    """
    c, loan, terms = s.c, s.loan, s.terms()
    cal = c.calendar
    runs = loan.outstanding_nok is not None
    if runs:  # paid out before the case: its terms count from the start
        drawdown: Expr = as_expr(0)
    elif before is None:
        drawdown = s.number("drawdown_month") + c.delay_of(loan.follows_works)
    else:
        drawdown = before.maturity
    rate = s.rate()
    profile, plan, free = None, None, as_expr(0)
    if loan.profile_months is not None:
        profile = terms.count(s.number("profile_months"))
        free = terms.count(s.number("interest_only_months"))
        plan = Plan(rate, terms, profile, free)
    # the rules of the case see to it that a loan has one of them, and that only a bullet lacks a profile
    tenor = profile if loan.tenor_months is None else terms.count(s.number("tenor_months"))
    assert tenor is not None
    caps = [] if runs else limits(s, means, sum_of(means.works), drawdown, plan)
    maturity_month = agreed = terms.month_of(drawdown, tenor)
    if loan.from_owner is not None:  # the owners are settled with at the horizon, and this with the rest
        maturity_month = least(agreed, cal.horizon)
    pays_works = before is None and loan.share_of_works is not None
    if runs:
        drawn_now: Expr = as_expr(0)
    elif pays_works:
        drawn_now = _as_works_are_paid(s, means, drawdown, maturity_month)
    else:
        drawn_now = _drawn(s, caps, drawdown, before)
    drawn = s.line(
        "drawn",
        s.until_default(drawn_now),
        "utbetalt",
        "drawn",
        _AS_PAID if pays_works else _BEFORE if runs else None,
    )
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
        maturity_month,
        "forfaller i måned",
        "matures in month",
        Label(
            "Løpetiden regnet fra utbetaling, i kalenderens terminer.",
            "The tenor counted from drawdown, in terms of the calendar.",
        ),
        "month",
    )
    outstanding = s.number("outstanding_nok") if runs else None
    balance = s.declared_balance(outstanding)
    opening = balance.previous
    interest = s.interest(opening, rate)
    if loan.kind == "bullet" or profile is None:
        principal = s.principal(as_expr(0))
        rest: Expr = opening
    else:
        principal = s.principal(opening * _repaid_share(s, rate, terms, term, profile, free))
        rest = opening - principal
    balloon = s.line(
        "balloon",
        when(cal.number.equals(maturity), rest if loan.from_owner is None else rest + drawn, 0),
        "restlån ved forfall",
        "balloon at maturity",
    )
    c.m.define(balance, rest + drawn - balloon)
    repaid = [balloon] if loan.kind == "bullet" else [principal, balloon]
    owed = s.flows(terms, drawn, interest, repaid)
    first = s.c.calendar.at(drawdown) * flag(sum_of(drawn) > 0) if pays_works else flag(drawn > 0)
    s.fees(terms, first, flag(opening > 0))
    stray = None
    if loan.kind != "bullet" and profile is not None:
        unplanned = tenor >= profile
        if loan.from_owner is not None:
            unplanned = both(unplanned, agreed <= cal.horizon)
        stray = when(unplanned, absolute(sum_of(balloon)), 0)
    return LoanLines(
        s.id,
        s.name,
        s.called,
        drawn,
        interest,
        owed,
        principal,
        balloon,
        balance,
        maturity,
        stray,
        before is not None,
        outstanding,
        loan.from_owner,
    )


_BEFORE = Label("Utbetalt før saken starter.", "Paid out before the case begins.")
_AS_PAID = Label(
    "Andelen av arbeidene etter hvert som de betales, fra utbetalingsmåneden; det som er betalt før, da.",
    "The share of the works as they are paid, from the month of drawdown; what was paid before, then.",
)


def _as_works_are_paid(s: StatedLoan, means: Means, drawdown: Expr, maturity: Expr) -> Expr:
    """A share of the works, drawn as they are paid until the loan matures."""
    number, share = s.c.calendar.number, s.number("share_of_works")
    so_far = s.c.m.recurrence(
        f"{s.line_id}.works_so_far",
        lambda before: before + means.works,
        "NOK",
        s.label("arbeider betalt hittil", "works paid so far"),
    )
    later = s.c.calendar.within(drawdown + 1, maturity - 1)
    return share * when(number.equals(drawdown), so_far, means.works * later)


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


def _repaid_share(s: StatedLoan, rate: Line, terms: Terms, term: Line, profile: Expr, free: Expr) -> Line:
    """The share of the balance that a term repays; the last term repays all that is left."""
    left = s.line(
        "terms_left",
        greatest(1, profile - term + 1),
        "terminer igjen av profilen",
        "terms left of the profile",
        unit="count",
    )
    regular: Expr = 1 / left
    if s.loan.kind == "annuity":
        in_term = rate if terms.per_year == 1 else rate / terms.per_year
        # worked out anew over the terms left, so that a changed rate changes the payment
        growth = s.line(
            "growth",
            when(is_nothing(rate), 0, (1 + in_term) ** left - 1),
            "vekst over terminene som er igjen",
            "growth over the terms left",
            Label("(1 + rente per termin) ^ terminer igjen − 1.", "(1 + rate per term) ^ terms left − 1."),
            "share",
        )
        regular = when(growth.equals(0), regular, in_term / when(growth.equals(0), 1, growth))
    paid: list[Condition] = [term > free, term <= profile]
    if terms.end is not None:
        paid.append(terms.end.equals(1))
    return s.line(
        "repaid_share",
        when(both(*paid), when(left <= 1, 1, regular), 0),
        "andel av saldoen som betales ned",
        "share of the balance repaid",
        Label(
            "Serielån: 1 / terminer igjen. Annuitetslån: rente per termin / vekst; uten rente som serielån.",
            "Serial: 1 / terms left. Annuity: rate per term / growth; without interest as a serial loan.",
        ),
        "share",
    )
