"""Checks that every run makes (docs/model.md §11). Each is a difference in øre; anything but 0 has failed."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import (
    Axis,
    Const,
    Expr,
    Line,
    absolute,
    greatest,
    highest,
    if_null,
    least,
    lowest,
    npv,
    rounded,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.accounts.company import Company
from feasibility.model.accounts.tax import TaxLines
from feasibility.model.answers.break_even import BreakEven
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.judged import judged, set_grain
from feasibility.model.base.opening import opening_of
from feasibility.model.base.result import Check, Measure
from feasibility.model.concept.income import Income
from feasibility.model.loans.liquidity import Liquidity
from feasibility.model.loans.stated_loan import LoanLines


def checks(
    c: Context,
    companies: Sequence[Company],
    income: Income,
    evens: Sequence[BreakEven],
    measures: Measures,
    shown: Sequence[Measure],
) -> tuple[Check, ...]:
    """All checks of a case."""
    made: list[Check] = []
    m = c.m

    def check(id: str, difference: Expr, nb: str, en: str, unit: str = "NOK") -> None:
        label = Label(nb, en)
        left = judged(c, difference) if unit == "NOK" else rounded(difference, 2)
        made.append(Check(m.line(f"check.{id}", left, unit, label, total="none"), label))

    with c.block("checks", "Kontroll", "Checks", "§11"):
        check(
            "conservation",
            highest(_conservation(c)),
            "Penger bevart: alle parters kontantstrøm summerer til null hver måned",
            "Money conserved: all parties' cash sums to zero every month",
        )
        check(
            "members",
            _over_capacity(c, income),
            "Medlemmer innenfor kapasiteten hver måned",
            "Members within capacity every month",
            "people",
        )
        for one in companies:
            company, sheet = one.lines, one.balance
            party, money = company.party, company.liquidity
            nb, en = party.label.nb.lower(), party.label.en.lower()
            check(
                f"{party.id}.sources",
                _sources_less_uses(c, party, money),
                f"Finansiering = kapitalbehov, {nb}",
                f"Sources = uses, {en}",
            )
            check(
                f"{party.id}.cash",
                greatest(0, -lowest(money.cash)),
                f"Ingen uforklart negativ kasse, {nb}",
                f"No unexplained negative cash, {en}",
            )
            check(
                f"{party.id}.vat",
                _vat(c, party),
                f"Mva. oppgjort = utgående − inngående, {nb}",
                f"VAT settled = output − input, {en}",
            )
            check(
                f"{party.id}.balance",
                _unbalanced(c, party, sheet.assets - sheet.owed - sheet.equity),
                f"Balansen går opp hver måned, {nb}",
                f"The balance sheet balances every month, {en}",
            )
            if company.tax is not None:
                check(
                    f"{party.id}.tax",
                    _tax(c, company.tax),
                    f"Skattlagt inntekt = resultat + fremført underskudd, {nb}",
                    f"Taxed income = result + loss carried forward, {en}",
                )
            if company.free.tax is not None and company.free.tax is not company.tax:
                check(
                    f"{party.id}.tax_before_loans",
                    _tax(c, company.free.tax),
                    f"Skattlagt inntekt som uten lån = resultat + fremført underskudd, {nb}",
                    f"Taxed income as without loans = result + loss carried forward, {en}",
                )
            for loan in company.debt.loans:
                check(
                    f"{party.id}.loan.{loan.id}",
                    _loan(c, loan),
                    f"Lånet {loan.name} går opp og ender på null eller restlånet, {nb}",
                    f"Loan {loan.name} adds up and ends at zero or the balloon, {en}",
                )
            if money.overdraft is not None and company.debt.overdraft is not None:
                check(
                    f"{party.id}.overdraft",
                    greatest(0, highest(money.overdraft) - company.debt.overdraft.limit)
                    + greatest(0, -lowest(money.overdraft)),
                    f"Kassekreditten holder seg innenfor rammen, {nb}",
                    f"The overdraft stays within its limit, {en}",
                )
        for even in evens:
            check(
                f"{even.factor.id.removesuffix('.factor')}",
                even.check,
                even.check.label.nb,
                even.check.label.en,
            )
        for measure in shown:
            id = measure.line.id
            if id.endswith(".annual") and f"{id.removesuffix('.annual')}.monthly" in m.lines:
                label = measure.line.label
                check(
                    f"{id.removesuffix('.annual')}.root",
                    _at_its_rate(c, id.removesuffix(".annual"), measures, label),
                    f"Nåverdien er null ved internrenten: {label.nb.lower()}",
                    f"Present value is zero at the internal rate: {label.en.lower()}",
                )
    largest = [m.lines[f"{one.lines.party.id}.{id}"] for one in companies for id in ("sources", "uses")]
    largest += [one.balance.assets for one in companies]
    set_grain(c, largest + list(measures.flows_of.values()))
    return tuple(made)


def _at_its_rate(c: Context, id: str, measures: Measures, of: Label) -> Expr:
    """What the flows are worth at the internal rate found; 0 where there is none.

    Below zero they are seen from the last of them. Seen from the first month they grow with the years until
    then, at −16 % a month to a million million times what they are in twelve years, and the rounding with
    them: no cell may show the present value before it is scaled down, since no two engines agree on it.
    """
    m = c.m
    monthly = m.lines[f"{id}.monthly"]
    nb, en = of.nb.lower(), of.en.lower()
    rate = m.line(
        f"check.{id}.root.rate",
        if_null(monthly, 0),
        "share/month",
        Label(f"Rente som prøves: {nb}", f"Rate tried: {en}"),
        total="none",
    )
    seen_from = m.line(
        f"check.{id}.root.seen_from",
        when(if_null(monthly, -1) > -1, least(1, (1 + rate) ** m.lines[f"{id}.last"]), 0),
        "ratio",
        Label(f"Strømmene veies med: {nb}", f"Flows are weighed by: {en}"),
        Label(
            "1, og ved negativ rente det som flytter verdien til den siste strømmen; 0 uten internrente.",
            "1, and at a negative rate what moves the value to the last flow; 0 without an internal rate.",
        ),
        "none",
    )
    return npv(rate, measures.flows_of[id]) * seen_from


def _unbalanced(c: Context, party: Party, difference: Expr) -> Expr:
    nb, en = party.label.nb.lower(), party.label.en.lower()
    line = c.m.line(
        f"check.{party.id}.unbalanced",
        absolute(difference),
        "NOK",
        Label(f"Eiendeler − gjeld − egenkapital, {nb}", f"Assets − owed − equity, {en}"),
        total="none",
    )
    return highest(line)


def _tax(c: Context, tax: TaxLines) -> Expr:
    """What is taxed over the horizon, less the results it comes of and what is left of losses."""
    left: Expr = Const(0.0) if tax.loss is None else value_at(tax.loss, c.calendar.horizon)
    if tax.brought is not None:
        left = left - tax.brought
    return sum_of(tax.base) - sum_of(tax.result) - left


def _loan(c: Context, loan: LoanLines) -> Expr:
    """What does not add up: drawn against repaid and balance, a balance after maturity, a balloon where the
    profile leaves none, and interest owed when all is settled."""
    repaid = sum_of(loan.balloon) + sum_of(loan.principal)
    last = value_at(loan.balance, c.calendar.horizon)
    came: Expr = sum_of(loan.drawn)
    if loan.outstanding is not None:
        came = came + loan.outstanding
    wrong = absolute(came - repaid - last)
    wrong = wrong + when(loan.maturity <= c.calendar.horizon, absolute(last), 0)
    if loan.stray is not None:
        wrong = wrong + loan.stray
    if loan.interest_owed is not None:
        wrong = wrong + absolute(value_at(loan.interest_owed, c.calendar.horizon))
    return wrong


def _conservation(c: Context) -> Line:
    """Largest imbalance over parties by month: each party's cash worked out by itself, then summed."""
    parts: list[Expr] = []
    for party in c.ledger.parties():
        parts.append(
            c.m.line(
                f"party.{party.id}.cash",
                c.ledger.cash(party) + c.ledger.final_settlement(party),
                "NOK",
                Label(f"Kontantstrøm, {party.label.nb.lower()}", f"Cash flow, {party.label.en.lower()}"),
                axis=Axis.MONTH,
            )
        )
    return c.m.line(
        "check.parties",
        absolute(c.sum(parts)),
        "NOK",
        Label("Sum av alle parters kontantstrøm", "Sum of all parties' cash"),
        total="none",
    )


def _over_capacity(c: Context, income: Income) -> Expr:
    over: Expr = greatest(0, income.all_members - income.capacity)
    for s in income.sold:
        over = over + greatest(0, s.lines.in_use - s.lines.capacity) + greatest(0, -s.lines.members)
    line = c.m.line(
        "check.over_capacity",
        over,
        "people",
        Label("Medlemmer utover kapasiteten", "Members beyond capacity"),
    )
    return highest(line)


def _sources_less_uses(c: Context, party: Party, money: Liquidity) -> Expr:
    """All that came in less all that went out over the horizon, less the cash that is left."""
    came: list[Expr] = [sum_of(f.paid) for f in c.ledger.chosen(party, True)]
    came += [sum_of(f.settled) for f in c.ledger.chosen(party, True) if f.settled is not None]
    went = [sum_of(f.paid) for f in c.ledger.chosen(party, False)]
    went += [sum_of(f.settled) for f in c.ledger.chosen(party, False) if f.settled is not None]
    had = opening_of(c, party)
    if had is not None:
        came.append(had.cash)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    sources = c.m.line(
        f"{party.id}.sources",
        c.sum(came),
        "NOK",
        Label(f"Finansiering i alt, {nb}", f"Sources in all, {en}"),
        total="none",
    )
    uses = c.m.line(
        f"{party.id}.uses",
        c.sum(went),
        "NOK",
        Label(f"Kapitalbehov i alt, {nb}", f"Uses in all, {en}"),
        total="none",
    )
    return sources - uses - value_at(money.cash, c.calendar.horizon)


def _vat(c: Context, party: Party) -> Expr:
    m = c.m
    return (
        sum_of(m.lines[f"{party.id}.vat.output"])
        - sum_of(m.lines[f"{party.id}.vat.deducted"])
        - sum_of(m.lines[f"{party.id}.vat.adjustment"])
        - sum_of(m.lines[f"{party.id}.vat.net.paid"])
        - sum_of(m.lines[f"{party.id}.vat.net.settled"])
    )
