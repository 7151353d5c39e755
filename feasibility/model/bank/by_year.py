"""What a company's bank measures are made of, by calendar year (docs/model.md §7)."""

from __future__ import annotations

from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
)
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.accounts.company import Company
from feasibility.model.accounts.statements import year_of
from feasibility.model.accounts.tax import TaxLines
from feasibility.model.base.bank_view import Entry
from feasibility.model.base.context import Context
from feasibility.model.loans.from_owners import lent
from feasibility.model.value.property_value import ValueLines
from feasibility.record import record


@record
class Yearly:
    """What the measures of a company are made of, NOK by calendar year.

    mean_debt: of the twelve opening balances. value: None where the company owns no valued property.
    debt_month: at month end, overdraft included. settled: 1 in the year the horizon ends in, when owners are
    paid out.
    """

    party: Party
    ebitda: Line
    tax_paid: Line | None
    interest: Line
    principal: Line
    debt: Line
    mean_debt: Line
    value: Line | None
    equity: Line
    assets: Line
    debt_month: Line
    settled: Line

    @property
    def before_debt(self) -> Expr:
        """EBITDA − tax paid."""
        return self.ebitda if self.tax_paid is None else self.ebitda - self.tax_paid

    @property
    def rows(self) -> tuple[Entry, ...]:
        """What the measures are made of, as rows by year."""
        found = [
            (Label("Driftsresultat før avskrivninger (EBITDA)", "EBITDA"), self.ebitda),
            (Label("Betalt skatt", "Tax paid"), self.tax_paid),
            (Label("Renter", "Interest"), self.interest),
            (Label("Avdrag", "Scheduled principal"), self.principal),
            (Label("Lån og kassekreditt 31. desember", "Debt at 31 December"), self.debt),
            (Label("Verdi 31. desember", "Value at 31 December"), self.value),
            (Label("Egenkapital 31. desember", "Equity at 31 December"), self.equity),
            (Label("Sum eiendeler 31. desember", "Assets at 31 December"), self.assets),
        ]
        return tuple(Entry(label, line) for label, line in found if line is not None)


def _tax_paid(c: Context, party: Party, tax: TaxLines) -> Line:
    """Tax paid in the year, without that on homes sold on the way, which the price of them pays."""
    paid = year_of(c, tax.flow.paid)
    if tax.on_homes is None:
        return paid
    nb, en = party.label.nb.lower(), party.label.en.lower()
    return c.m.line(
        f"{party.id}.bank.tax_paid",
        paid - year_of(c, tax.on_homes).previous,
        "NOK",
        Label(f"Betalt skatt uten den på solgte boliger, {nb}", f"Tax paid without that on homes sold, {en}"),
        Label("Året før sin skatt betales i året.", "The tax of the year before is paid in the year."),
    )


def yearly(c: Context, of: Company, worth: ValueLines | None) -> Yearly:
    """The company's yearly amounts."""
    lines, party = of.lines, of.lines.party
    nb, en = party.label.nb.lower(), party.label.en.lower()
    owed = lent(c, party, lines.debt)
    debt = c.m.line(
        f"{party.id}.bank.debt",
        owed.balance,
        "NOK",
        Label(f"Lån og kassekreditt, {nb}", f"Loans and overdraft, {en}"),
        Label(
            "Ved månedens slutt; udekket behov er ikke gjeld til banken.",
            "At month end; unfunded need is not debt to a bank.",
        ),
        "end",
        axis=Axis.MONTH,
    )
    opening = c.m.line(
        f"{party.id}.bank.opening_debt",
        debt.lag(1),
        "NOK",
        Label(f"Lån og kassekreditt ved månedens start, {nb}", f"Debt at the month's start, {en}"),
        Label("Det månedens renter regnes av.", "What the month's interest is worked out on."),
        "none",
        axis=Axis.MONTH,
    )
    mean = c.m.line(
        f"{party.id}.bank.mean_debt",
        c.m.year_sum(opening) / 12,
        "NOK",
        Label(f"Gjeld i snitt gjennom året, {nb}", f"Mean debt of the year, {en}"),
        Label("Snittet av de tolv inngående saldoene.", "The mean of the twelve opening balances."),
        total="none",
    )
    settled = c.m.lines.get("bank.settled_year") or c.m.line(
        "bank.settled_year",
        c.m.year_sum(c.calendar.is_last),
        "flag",
        Label("Horisonten slutter i året", "The horizon ends in the year"),
    )
    return Yearly(
        party,
        year_of(c, lines.ebitda),
        None if lines.tax is None else _tax_paid(c, party, lines.tax),
        year_of(c, owed.interest),
        year_of(c, owed.principal),
        year_of(c, debt),
        mean,
        None if worth is None else year_of(c, worth.value),
        year_of(c, of.balance.equity),
        year_of(c, of.balance.assets),
        debt,
        settled,
    )
