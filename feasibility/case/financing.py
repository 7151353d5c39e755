"""Financing (finansiering): equity and simple loans, for landlord and operator each."""

from typing import Literal

from feasibility.case.fields import (
    CaseModel,
    Id,
    Named,
    Number,
    RateByYear,
    Whole,
    month_of,
    months_of,
    nok,
    rate_by_year,
    said,
    share_of,
    yearly_share,
)


class EquityPayment(CaseModel):
    """Equity (egenkapital) paid in by the owners in a project month."""

    month: Whole = month_of("Måned", "Month")
    amount_nok: Number = nok("Beløp", "Amount")


class Loan(CaseModel):
    """A loan: annuity (annuitetslån), serial (serielån) or bullet (avdragsfritt), model rules §7.

    The profile counts from drawdown, interest-only months included; the tenor is the maturity.
    """

    kind: Literal["annuity", "serial", "bullet"] = said("Type lån", "Kind of loan")
    amount_nok: Number | None = nok("Lånebeløp", "Loan amount", None)
    share_of_works: Number | None = share_of("Lån som andel av arbeidene", "Loan as a share of works", None)
    base_rate_share_per_year: RateByYear = rate_by_year("Basisrente", "Base rate")
    margin_share_per_year: Number = yearly_share("Margin", "Margin", 0.0)
    drawdown_month: Whole = month_of("Utbetalingsmåned", "Drawdown month")
    follows_works: Id | None = said("Følger arbeidene", "Follows works", None)
    profile_months: Whole = months_of("Nedbetalingsprofil", "Amortisation profile", at_least=1)
    tenor_months: Whole | None = months_of("Løpetid", "Tenor", None, at_least=1)
    interest_only_months: Whole = months_of("Avdragsfrie måneder", "Interest-only months", 0)
    arrangement_fee_nok: Number = nok("Etableringsgebyr", "Arrangement fee", 0.0)

    @property
    def maturity_months(self) -> int:
        """Months from drawdown to maturity: the tenor, or the whole profile where none is stated."""
        return self.profile_months if self.tenor_months is None else self.tenor_months


class Financing(CaseModel):
    """One party's equity and loans."""

    equity: tuple[EquityPayment, ...] = said("Egenkapital", "Equity", ())
    capital_call_limit_nok: Number = nok("Eiernes tilsagn", "Owners' agreed capital call", 0.0)
    loans: Named[Loan] = said("Lån", "Loans", {}, validate_default=True)


class FinancingByParty(CaseModel):
    """Financing of landlord and operator."""

    landlord: Financing = said("Gårdeier", "Landlord", {}, validate_default=True)
    operator: Financing = said("Driver", "Operator", {}, validate_default=True)
