"""Equity, loans and liquidity of one company (model rules §7).

Interest is on the opening balance, so nothing is circular. Liquidity is found in order: cash, the owners'
agreed capital call, then unfunded, which nobody has agreed to, carries no interest and is repaid first.
"""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.case.financing import Loan
from feasibility.engine.expr import Expr, Line, Total, both, greatest, least, sum_of, when
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.context import Context
from feasibility.model.parties import LENDER, OWNERS, UNFUNDED
from feasibility.model.subjects import EQUITY


@dataclass(frozen=True)
class LoanLines:
    """A loan by month, NOK. principal: scheduled instalments; balloon: the rest paid at maturity."""

    id: str
    name: str
    drawn: Line
    interest: Line
    principal: Line
    balloon: Line
    balance: Line


@dataclass(frozen=True)
class Debt:
    """What a company owes lenders, NOK by month.

    balance: loans at month end, the overdraft apart. interest_cost: accrued in the month, overdraft included.
    interest_owed: accrued and not yet paid, at month end. fees: arrangement and term fees, and commission.
    principal: scheduled instalments. balloon: what is left of loans at maturity.
    """

    loans: tuple[LoanLines, ...]
    balance: Line
    interest_cost: Line
    interest_owed: Line
    fees: Line
    principal: Line
    balloon: Line


@dataclass(frozen=True)
class Liquidity:
    """Cash of one company by month, NOK."""

    cash: Line
    unfunded: Line
    capital_call: Line


def loans(c: Context, party: Party, works: Line) -> tuple[LoanLines, ...]:
    """Flows to and from the lender, and equity paid in by the owners, as the case states them."""
    financing = getattr(c.case.financing, party.id)
    path = f"financing.{party.id}"
    owners = OWNERS[party.id]
    with c.block("financing", "Finansiering", "Financing"):
        if financing.equity:
            paid = c.sum(
                [
                    c.number(f"{path}.equity.{i}.amount_nok", EQUITY)
                    * c.calendar.at(c.number(f"{path}.equity.{i}.month", EQUITY))
                    for i in range(len(financing.equity))
                ]
            )
            label = Label(
                f"Innbetalt egenkapital, {party.label.nb.lower()}",
                f"Equity paid in, {party.label.en.lower()}",
            )
            c.ledger.flow(f"{party.id}.equity", owners, party, paid, "equity", label)
        return tuple(_loan(c, party, id, loan, works) for id, loan in financing.loans.items())


def debt(c: Context, party: Party, works: Line) -> Debt:
    """Loans of a company and what they come to together."""
    made = loans(c, party, works)
    nb, en = party.label.nb.lower(), party.label.en.lower()

    def line(id: str, value: Expr, nb_of: str, en_of: str, doc: str = "", total: Total = "sum") -> Line:
        label = Label(f"{nb_of}, {nb}", f"{en_of}, {en}")
        return c.m.line(f"{party.id}.{id}", value, "NOK", label, doc, total, axis=c.calendar.number.axis)

    with c.block("financing", "Finansiering", "Financing"):
        return Debt(
            made,
            line("debt", c.sum([x.balance for x in made]), "Lån", "Loans", "At month end.", "end"),
            line(
                "interest_cost",
                c.sum([x.interest for x in made]),
                "Rentekostnad",
                "Interest cost",
                "Accrued.",
            ),
            line("interest_owed", c.sum([]), "Påløpte renter", "Interest owed", "Accrued, not paid.", "end"),
            line("loan_fees", -c.ledger.earned(party, {"loan_fee"}), "Gebyrer på lån", "Loan fees"),
            line("principal", c.sum([x.principal for x in made]), "Avdrag", "Instalments", "Scheduled."),
            line("balloon", c.sum([x.balloon for x in made]), "Restlån ved forfall", "Balloon at maturity"),
        )


def _loan(c: Context, party: Party, id: str, loan: Loan, works: Line) -> LoanLines:
    m, cal = c.m, c.calendar
    path, name = f"financing.{party.id}.loans.{id}", id.replace("_", " ")
    line_id = f"{party.id}.loan.{id}"

    def number(field: str) -> Expr:
        return c.number(f"{path}.{field}", name)

    def label(nb: str, en: str) -> Label:
        return Label(f"{name}: {nb}", f"{name}: {en}")

    amount: Expr = (
        number("amount_nok") if loan.amount_nok is not None else number("share_of_works") * sum_of(works)
    )
    drawdown = number("drawdown_month") + c.delay_of(loan.follows_works)
    drawn = m.line(f"{line_id}.drawn", amount * cal.at(drawdown), "NOK", label("utbetalt", "drawn"))
    table = c.rate_by_year(
        f"{path}.base_rate_share_per_year", Label(f"{name}: basisrente", f"{name}: base rate")
    )
    rate = m.line(
        f"{line_id}.rate",
        m.lookup(table, _year_in_table(c, path, table.keys)) + number("margin_share_per_year"),
        "share/year",
        label("rente", "rate"),
        "Base rate of the calendar year plus margin.",
        axis=cal.number.axis,
    )
    term = m.line(
        f"{line_id}.term_number",
        cal.number - drawdown,
        "months",
        label("termin nr.", "term number"),
        "1 the month after drawdown, when the first interest is paid.",
    )
    profile, free = number("profile_months"), number("interest_only_months")
    maturity = number("tenor_months") if loan.tenor_months is not None else profile
    left = m.line(
        f"{line_id}.terms_left",
        greatest(1, profile - term + 1),
        "months",
        label("terminer igjen av profilen", "terms left of the profile"),
    )
    balance = m.declare(f"{line_id}.balance", "NOK", label("restgjeld", "balance"), "At month end.", "end")
    interest = m.line(
        f"{line_id}.interest",
        balance.previous * rate / 12,
        "NOK",
        label("renter", "interest"),
        "On the opening balance, rate / 12 (model rules §7).",
    )
    principal = m.line(
        f"{line_id}.principal",
        _instalment(loan, balance.previous, rate, term, left, free, profile),
        "NOK",
        label("avdrag", "instalment"),
        "Scheduled; the last instalment is the remaining balance.",
    )
    balloon = m.line(
        f"{line_id}.balloon",
        when(term.equals(maturity), balance.previous - principal, 0),
        "NOK",
        label("restlån ved forfall", "balloon at maturity"),
    )
    m.define(balance, balance.previous + drawn - principal - balloon)
    ledger = c.ledger
    ledger.flow(f"{line_id}.drawn", LENDER, party, drawn, "loan_drawn", drawn.label)
    ledger.flow(f"{line_id}.interest", party, LENDER, interest, "interest", interest.label)
    ledger.flow(f"{line_id}.principal", party, LENDER, principal, "loan_repaid", principal.label)
    ledger.flow(f"{line_id}.balloon", party, LENDER, balloon, "loan_repaid", balloon.label)
    if loan.arrangement_fee_nok > 0:
        ledger.flow(
            f"{line_id}.fee",
            party,
            LENDER,
            number("arrangement_fee_nok") * cal.at(drawdown),
            "loan_fee",
            label("etableringsgebyr", "arrangement fee"),
        )
    return LoanLines(id, name, drawn, interest, principal, balloon, balance)


def _year_in_table(c: Context, path: str, keys: tuple[float, ...]) -> Expr:
    if len(keys) == 1 and keys[0] == 0:
        return c.calendar.year
    first = c.m.input(
        f"{path}.base_rate_share_per_year.first_year",
        keys[0],
        "year",
        Label("Første år i rentetabellen", "First year of the rate table"),
        "structure",
    )
    return greatest(c.calendar.year, first)


def _instalment(
    loan: Loan, before: Expr, rate: Line, term: Line, left: Line, free: Expr, profile: Expr
) -> Expr:
    """Scheduled principal of a term. A bullet loan has none: all of it is the balloon."""
    if loan.kind == "bullet":
        return before * 0
    if loan.kind == "serial":
        regular = before / left
    else:
        monthly = rate / 12
        # the annuity is worked out anew over the terms left, so a changed rate changes the payment
        growth = (1 + monthly) ** left - 1
        regular = when(rate > 0, before * monthly / when(rate > 0, growth, 1), before / left)
    running = both(term > free, term <= profile)
    return when(running, when(left <= 1, before, regular), 0)


def liquidity(c: Context, party: Party, movements: Expr, debt: Expr) -> Liquidity:
    """Closing cash by month, with capital calls, what remains unfunded, and what the owners get at last.

    Nothing is paid to the owners before the horizon's last month; then they get the cash left beyond what
    is owed to lenders and what was unfunded.

    Args:
        movements: all other cash to less cash from the company, NOK by month.
        debt: loans outstanding at month end, NOK.
    """
    m = c.m
    limit = c.number(f"financing.{party.id}.capital_call_limit_nok", party.label)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    with c.block("liquidity", "Likviditet", "Liquidity"):
        moved = m.line(
            f"{party.id}.cash_before_calls",
            movements,
            "NOK",
            Label(f"Kontantstrøm før kapitalkall, {nb}", f"Cash flow before capital calls, {en}"),
            axis=c.calendar.number.axis,
        )
        cash = m.declare(
            f"{party.id}.cash", "NOK", Label(f"Bankinnskudd, {nb}", f"Cash, {en}"), "At month end.", "end"
        )
        called = m.declare(
            f"{party.id}.called_so_far",
            "NOK",
            Label(f"Kapitalkall hittil, {nb}", f"Capital called so far, {en}"),
            total="end",
        )
        unfunded = m.declare(
            f"{party.id}.unfunded",
            "NOK",
            Label(f"Udekket behov, {nb}", f"Unfunded need, {en}"),
            "Carries no interest and is repaid first (model rules §7).",
            "end",
        )
        short = m.line(
            f"{party.id}.shortfall",
            greatest(0, -(cash.previous + moved)),
            "NOK",
            Label(f"Mangler denne måneden, {nb}", f"Short this month, {en}"),
        )
        call = m.line(
            f"{party.id}.capital_call",
            least(short, limit - called.previous),
            "NOK",
            Label(f"Kapitalkall, {nb}", f"Capital call, {en}"),
        )
        m.define(called, called.previous + call)
        drawn = m.line(
            f"{party.id}.unfunded_drawn",
            short - call,
            "NOK",
            Label(f"Nytt udekket behov, {nb}", f"New unfunded need, {en}"),
        )
        repaid = m.line(
            f"{party.id}.unfunded_repaid",
            least(unfunded.previous, greatest(0, cash.previous + moved)),
            "NOK",
            Label(f"Udekket behov dekket inn, {nb}", f"Unfunded need made good, {en}"),
        )
        m.define(unfunded, unfunded.previous + drawn - repaid)
        paid_out = m.line(
            f"{party.id}.distribution",
            c.calendar.is_last * greatest(0, cash.previous + moved + call + drawn - repaid - debt - unfunded),
            "NOK",
            Label(f"Utbetalt til eierne ved horisonten, {nb}", f"Paid to the owners at the horizon, {en}"),
            "Cash left beyond debt and unfunded need.",
        )
        m.define(cash, cash.previous + moved + call + drawn - repaid - paid_out)
        c.ledger.flow(f"{party.id}.capital_call", OWNERS[party.id], party, call, "equity", call.label)
        c.ledger.flow(
            f"{party.id}.distribution", party, OWNERS[party.id], paid_out, "distribution", paid_out.label
        )
        c.ledger.flow(f"{party.id}.unfunded_drawn", UNFUNDED, party, drawn, "unfunded", drawn.label)
        c.ledger.flow(f"{party.id}.unfunded_repaid", party, UNFUNDED, repaid, "unfunded", repaid.label)
    return Liquidity(cash, unfunded, call)
