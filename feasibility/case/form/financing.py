"""Financing (finansiering): equity, loans and overdraft, for landlord and operator each."""

from typing import Annotated, Literal

from pydantic import Field

from feasibility.case.form.fields import (
    CaseModel,
    Flag,
    Id,
    Listed,
    Name,
    Named,
    Number,
    RateByYear,
    Whole,
    label,
    month_of,
    months_of,
    nok,
    quantity,
    rate_by_year,
    said,
    share_of,
    yearly_share,
)

MONTHS_PER_TERM = {"monthly": 1, "quarterly": 3, "yearly": 12}
"""Length of a loan's terms (terminer), which end where calendar months, quarters and years end."""


MOST_LOANS = 100
"""How many loans a company has at most: each has a check of its own, and one formula reads all checks."""


class EquityPayment(CaseModel):
    """Equity (egenkapital) paid in by the owners in a project month."""

    month: Whole = month_of("Måned", "Month")
    amount_nok: Number = nok("Beløp", "Amount")
    label: Name = label()


class Sizing(CaseModel):
    """What a loan may not exceed (lånerammer): the lowest of those stated is the loan.

    Value is that of the property when the concept is in place, or when the loan is paid out if that is later.
    Cover (gjeldsbetjeningsgrad) is EBITDA of the first stabilised year over a year's interest and
    instalments of this loan at its starting rate.
    """

    share_of_value: Number | None = quantity(
        "share", "Høyeste andel av verdien", "Highest share of value", None, above=0, at_most=1
    )
    share_of_works: Number | None = quantity(
        "share", "Høyeste andel av arbeidene", "Highest share of works", None, above=0, at_most=1
    )
    minimum_cover: Number | None = quantity(
        "ratio", "Laveste gjeldsbetjeningsgrad", "Lowest debt service cover", None, above=0
    )


class Loan(CaseModel):
    """A loan: annuity (annuitetslån), serial (serielån), bullet (avdragsfritt) or construction (byggelån).

    Interest is by months of 30 days in a year of 360, or by the days there are, as NIBOR is (actual/360).
    The profile counts from drawdown, interest-only months included; the tenor is the maturity (docs/model.md
    §7). A loan that refinances or converts another is paid out when that one falls due, and is as large as
    what falls due, unless its own amount or sizing is lower. A construction loan's amount is its limit.
    A loan that runs already states what is outstanding, and profile and tenor as what is left of them.
    A loan from an owner (ansvarlig lån) stands behind the bank's and is paid back by the horizon.
    """

    label: Name = label()
    kind: Literal["annuity", "serial", "bullet", "construction"] = said("Type lån", "Kind of loan")
    amount_nok: Number | None = nok("Lånebeløp", "Loan amount", None)
    outstanding_nok: Number | None = quantity(
        "NOK",
        "Restgjeld ved start (lånet løper alt)",
        "Outstanding at the start (it runs already)",
        None,
        above=0,
    )
    share_of_works: Number | None = share_of("Lån som andel av arbeidene", "Loan as a share of works", None)
    sizing: Sizing | None = said("Rammer for lånet", "Sizing of the loan", None)
    base_rate_share_per_year: RateByYear = rate_by_year("Basisrente", "Base rate")
    margin_share_per_year: Number = yearly_share("Margin", "Margin", 0.0)
    day_count: Literal["30/360", "actual/360"] = said("Rentedager", "Day count", "30/360")
    drawdown_month: Whole | None = month_of("Utbetalingsmåned", "Drawdown month", None)
    follows_works: Id | None = said("Følger arbeidene", "Follows works", None, refers="works")
    terms: Literal["monthly", "quarterly", "yearly"] = said("Terminer", "Terms", "monthly")
    profile_months: Whole | None = months_of("Nedbetalingsprofil", "Amortisation profile", None, at_least=1)
    tenor_months: Whole | None = months_of("Løpetid", "Tenor", None, at_least=1)
    interest_only_months: Whole = months_of("Avdragsfrie måneder", "Interest-only months", 0)
    refinanced_by: Id | None = said(
        "Refinansieres av lånet", "Refinanced by the loan", None, refers="financing.*.loans"
    )
    from_owner: Id | None = said("Lånes av eieren", "Lent by the owner", None, refers="owners.*.holders")
    arrangement_fee_nok: Number = nok("Etableringsgebyr", "Arrangement fee", 0.0)
    term_fee_nok: Number = nok("Termingebyr", "Fee per term", 0.0)
    works: Annotated[Listed[Id], Field(min_length=1)] | None = said(
        "Arbeider byggelånet betaler", "Works the construction loan pays", None, refers="works"
    )
    commission_share_per_year: Number = yearly_share("Provisjon av rammen", "Commission on the limit", 0.0)
    adds_interest: Flag = said("Renter i byggetiden legges til lånet", "Interest is added to the loan", False)
    converts_to: Id | None = said(
        "Konverteres til lånet", "Converted into the loan", None, refers="financing.*.loans"
    )

    @property
    def maturity_months(self) -> int | None:
        """Months from drawdown to maturity: the tenor, or the whole profile where none is stated."""
        return self.profile_months if self.tenor_months is None else self.tenor_months

    @property
    def months_per_term(self) -> int:
        """Calendar months in a term: 1, 3 or 12."""
        return MONTHS_PER_TERM[self.terms]

    @property
    def followed_by(self) -> str | None:
        """The loan that takes over what falls due of this one, or None."""
        return self.converts_to if self.kind == "construction" else self.refinanced_by


class Overdraft(CaseModel):
    """An overdraft (kassekreditt): covers a negative balance up to its limit."""

    limit_nok: Number = quantity("NOK", "Ramme", "Limit", above=0)
    rate_share_per_year: RateByYear = rate_by_year("Rente på trukket beløp", "Rate on what is drawn")
    commission_share_per_year: Number = yearly_share("Provisjon av rammen", "Commission on the limit", 0.0)


class Financing(CaseModel):
    """One party's equity, overdraft and loans."""

    equity: Listed[EquityPayment] = said("Egenkapital", "Equity", ())
    share_capital_nok: Number | None = quantity("NOK", "Aksjekapital", "Share capital", None, above=0)
    capital_call_limit_nok: Number = nok("Eiernes tilsagn", "Owners' agreed capital call", 0.0)
    overdraft: Overdraft | None = said("Kassekreditt", "Overdraft", None)
    loans: Annotated[Named[Loan], Field(max_length=MOST_LOANS)] = said(
        "Lån", "Loans", {}, validate_default=True
    )

    def taken_over(self, loan_id: str) -> str | None:
        """The loan that the loan ``loan_id`` refinances or converts (the first that says so), or None."""
        return next((name for name, loan in self.loans.items() if loan.followed_by == loan_id), None)


class FinancingByParty(CaseModel):
    """Financing of landlord and operators."""

    landlord: Financing = said("Gårdeier", "Landlord", {}, validate_default=True)
    operator: Financing = said("Driver", "Operator", {}, validate_default=True)
    next_operator: Financing = said("Neste driver", "Next operator", {}, validate_default=True)
