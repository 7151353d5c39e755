"""Running costs (driftskostnader), staff (bemanning), unpaid work and works (arbeider)."""

from typing import Annotated, Literal

from pydantic import Field

from feasibility.case.form.fields import (
    CaseModel,
    Flag,
    Id,
    Listed,
    Name,
    Number,
    Whole,
    label,
    month_of,
    months_of,
    nok,
    quantity,
    said,
    share_of,
)

Payer = Literal["landlord", "operator", "municipality"]
CostVat = Literal["standard", "food", "water", "exempt"]
EmployerZone = Literal["I", "Ia", "II", "III", "IV", "IVa", "V"]
DepreciationGroup = Literal["a", "c", "d", "h", "i", "j"]
CostPayment = Literal[
    "monthly", "quarterly_in_advance", "quarterly_in_arrears", "yearly_in_advance", "yearly_in_arrears"
]


class CostStep(CaseModel):
    """Another amount from a month on (trinn), by the cost's own basis, in the money of the first month."""

    from_month: Whole = month_of("Fra måned", "From month")
    nok_per_month: Number | None = nok("Beløp per måned", "Amount per month", None, unit="NOK/month")
    nok_per_m2_year: Number | None = nok(
        "Beløp per m² og år", "Amount per m² and year", None, unit="NOK/m2/year"
    )
    nok_per_desk_month: Number | None = nok(
        "Beløp per plass og måned", "Amount per desk and month", None, unit="NOK/desk/month"
    )
    nok_per_member_month: Number | None = nok(
        "Beløp per medlem og måned", "Amount per member and month", None, unit="NOK/member/month"
    )
    share_of_income: Number | None = share_of("Andel av inntekten", "Share of income", None)


class Cost(CaseModel):
    """A cost line with exactly one basis, NOK ex VAT in the money of the first month."""

    label: Name = label()
    payer: Payer = said("Betaler", "Payer", "operator")
    nok_per_month: Number | None = nok("Beløp per måned", "Amount per month", None, unit="NOK/month")
    nok_per_m2_year: Number | None = nok(
        "Beløp per m² og år", "Amount per m² and year", None, unit="NOK/m2/year"
    )
    nok_per_desk_month: Number | None = nok(
        "Beløp per plass og måned", "Amount per desk and month", None, unit="NOK/desk/month"
    )
    nok_per_member_month: Number | None = nok(
        "Beløp per medlem og måned", "Amount per member and month", None, unit="NOK/member/month"
    )
    share_of_income: Number | None = share_of("Andel av inntekten", "Share of income", None)
    share_of_income_of_product: Id | None = said(
        "Andelen er av inntekten fra produktet",
        "The share is of the product's income",
        None,
        refers="products",
    )
    share_of_income_of_service: Id | None = said(
        "Andelen er av inntekten fra tjenesten",
        "The share is of the service's income",
        None,
        refers="services.itemised",
    )
    steps: Listed[CostStep] = said("Trinn", "Steps", ())
    payment: CostPayment = said("Betaling", "Payment", "monthly")
    vat: CostVat = said("Mva.-sats", "VAT rate", "standard")
    space: Id | None = said("Gjelder areal", "For space", None, refers="building.spaces")
    for_whole_house: Flag = said(
        "Gjelder hele huset, også den private delen", "For the whole house, private part included", False
    )
    index_share: Number = share_of("Andel av kostnadsindeksen", "Share of the cost index", 1.0)
    from_month: Whole = month_of("Fra måned", "From month", 1)
    to_month: Whole | None = month_of("Til og med måned", "To month", None)
    follows_works: Id | None = said("Følger arbeidene", "Follows works", None, refers="works")


class Staff(CaseModel):
    """Staff (ansatte): contractual salary and what comes on top (docs/model.md §5)."""

    label: Name = label()
    payer: Payer = said("Betaler", "Payer", "operator")
    fte: Number = quantity("FTE", "Årsverk", "Full-time equivalents", above=0)
    salary_nok_per_year: Number = nok("Årslønn per årsverk", "Salary per FTE and year", unit="NOK/year")
    holiday_pay_share: Number = share_of(
        "Feriepenger",
        "Holiday pay",
        0.12,
        basis=(
            "12 % med fem ukers ferie etter tariff; loven krever 10,2 % (ferieloven § 10 nr. 2)",
            "12% with five weeks' holiday by agreement; the Act asks for 10.2% (ferieloven § 10 (2))",
        ),
    )
    pension_share: Number = share_of(
        "Tjenestepensjon",
        "Pension",
        0.02,
        at_least=0.02,
        basis=(
            "det minste etter lov om obligatorisk tjenestepensjon § 4",
            "the least by the Act on mandatory pensions § 4",
        ),
    )
    employer_zone: EmployerZone = said("Sone for arbeidsgiveravgift", "Zone of employer's contribution", "I")
    from_month: Whole = month_of("Fra måned", "From month", 1)
    to_month: Whole | None = month_of("Til og med måned", "To month", None)
    is_facilitator: Flag = said("Er vert eller tilrettelegger", "Is the facilitator", False)


class UnpaidWork(CaseModel):
    """The owner's unpaid hours (ulønnet arbeid), shown as a cost on request."""

    hours_per_month: Number = quantity("hours/month", "Ulønnede timer", "Unpaid hours", at_least=0)
    nok_per_hour: Number = nok("Timeverdi", "Value of an hour", unit="NOK/hour")


class Instalment(CaseModel):
    """A part of the works' amount, paid in a project month."""

    month: Whole = month_of("Måned", "Month")
    share: Number = share_of("Andel av beløpet", "Share of the amount")


class Works(CaseModel):
    """Works (arbeider): rehabilitation or fit-out, amount ex VAT, split between landlord and operator.

    Paid either evenly over ``months`` from ``start_month``, or by ``instalments``; where they are delayed,
    over the longer time unless ``payments_when_delayed`` says as planned.
    """

    label: Name = label()
    amount_nok: Number = nok("Beløp uten mva.", "Amount ex VAT")
    start_month: Whole | None = month_of("Startmåned", "Start month", None)
    months: Whole | None = months_of("Varighet", "Duration", None, at_least=1)
    instalments: Annotated[Listed[Instalment], Field(min_length=1)] | None = said(
        "Betalingsplan", "Instalments", None
    )
    spaces: Annotated[Listed[Id], Field(min_length=1)] | None = said(
        "Gjelder arealer", "For spaces", None, refers="building.spaces"
    )
    landlord_share: Number = share_of("Gårdeiers andel", "Landlord's share", 1.0)
    overrun_share: Number = share_of("Overskridelse", "Overrun", 0.0)
    delay_months: Whole = months_of("Forsinkelse", "Delay", 0)
    payments_when_delayed: Literal["stretched", "as_planned"] = said(
        "Betalinger ved forsinkelse", "Payments when delayed", "stretched"
    )
    maintenance_share: Number = share_of("Andel vedlikehold", "Maintenance share", 0.0)
    depreciation_group: DepreciationGroup = said("Saldogruppe", "Depreciation group", "i")
    in_housing: Flag = said("I bolig, avskrives ikke", "In housing, not depreciated", False)
    for_whole_house: Flag = said(
        "Gjelder hele huset, også den private delen", "For the whole house, private part included", False
    )
    book_life_years: Number | None = quantity(
        "year", "Regnskapsmessig levetid", "Book life", None, above=0, counted=True
    )

    @property
    def last_payment_month(self) -> int:
        """Project month of the last payment, before delay."""
        if self.instalments is not None:
            return max(instalment.month for instalment in self.instalments)
        return (self.start_month or 1) + (self.months or 1) - 1

    @property
    def completion_month(self) -> int:
        """Project month in which the works are completed: last payment + delay."""
        return self.last_payment_month + self.delay_months
