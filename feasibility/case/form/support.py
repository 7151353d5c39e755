"""Support (støtte): grants, free premises, desks bought and salary in kind, composed freely."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field

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

GrantPayer = Literal["municipality", "grant_giver", "sponsor"]
CashGrantPayer = Literal["municipality", "grant_giver", "sponsor", "landlord"]
GrantReceiver = Literal["operator", "landlord"]


class Grant(CaseModel):
    """A one-off cash grant (engangstilskudd); from the landlord, its cash contribution (kontantbidrag)."""

    kind: Literal["grant"] = said("Type støtte", "Kind of support")
    label: Name = label()
    payer: CashGrantPayer = said("Betaler", "Payer")
    receiver: GrantReceiver = said("Mottaker", "Receiver")
    amount_nok: Number = nok("Beløp", "Amount")
    month: Whole = month_of("Måned", "Month")


class YearlyGrant(CaseModel):
    """A yearly grant (årlig tilskudd); in its year k, amount × max(0, 1 − k × decline), k from 0."""

    kind: Literal["yearly_grant"] = said("Type støtte", "Kind of support")
    label: Name = label()
    payer: GrantPayer = said("Betaler", "Payer")
    receiver: GrantReceiver = said("Mottaker", "Receiver")
    nok_per_year: Number = nok("Beløp per år", "Amount per year", unit="NOK/year")
    from_month: Whole = month_of("Fra måned", "From month")
    to_month: Whole = month_of("Til og med måned", "To month")
    decline_share_per_year: Number = quantity(
        "share/year", "Nedtrapping", "Decline", 0.0, at_least=0, at_most=1
    )
    payment: Literal["monthly", "yearly_in_advance"] = said("Utbetaling", "Payment", "monthly")


class WorksGrant(CaseModel):
    """A share of works up to a cap, paid after documented cost."""

    kind: Literal["works_grant"] = said("Type støtte", "Kind of support")
    label: Name = label()
    payer: GrantPayer = said("Betaler", "Payer")
    receiver: GrantReceiver = said("Mottaker", "Receiver")
    works: Id = said("Arbeider", "Works", refers="works")
    share: Number = share_of("Andel av arbeidene", "Share of the works")
    cap_nok: Number | None = nok("Tak", "Cap", None)
    paid_months_after_completion: Whole = months_of(
        "Utbetales måneder etter ferdigstillelse", "Months from completion to payment", 1
    )


class FreePremises(CaseModel):
    """The payer covers a share of the operator's rent in the period."""

    kind: Literal["free_premises"] = said("Type støtte", "Kind of support")
    label: Name = label()
    payer: Literal["municipality", "landlord", "grant_giver", "sponsor"] = said("Betaler", "Payer")
    share: Number = share_of("Andel av leien", "Share of the rent", 1.0)
    from_month: Whole = month_of("Fra måned", "From month")
    to_month: Whole = month_of("Til og med måned", "To month")


class DesksBought(CaseModel):
    """Desks that a municipality or sponsor rents; without a price, the product's own."""

    kind: Literal["desks_bought"] = said("Type støtte", "Kind of support")
    label: Name = label()
    payer: Literal["municipality", "sponsor"] = said("Betaler", "Payer")
    product: Id = said("Produkt", "Product", refers="products")
    desks: Number = quantity("count", "Antall plasser", "Desks", above=0, counted=True)
    from_month: Whole = month_of("Fra måned", "From month")
    to_month: Whole = month_of("Til og med måned", "To month")
    price_nok_per_month: Number | None = nok(
        "Pris per plass og måned", "Price per desk and month", None, unit="NOK/desk/month"
    )
    passed_on: Flag = said("Plassene lånes ut til andre", "The desks are passed on to others", False)


class SalaryInKind(CaseModel):
    """A share of a staff line's cost borne by the payer (lønn som naturalytelse)."""

    kind: Literal["salary_in_kind"] = said("Type støtte", "Kind of support")
    label: Name = label()
    payer: Literal["municipality", "grant_giver"] = said("Betaler", "Payer")
    staff: Id = said("Stilling", "Staff", refers="staff")
    share: Number = share_of("Andel av lønnskostnaden", "Share of the staff cost", 1.0)
    from_month: Whole = month_of("Fra måned", "From month")
    to_month: Whole | None = month_of("Til og med måned", "To month", None)


class PerPlaceSold(CaseModel):
    """An amount for each place sold to members of the products (støtte per solgt plass), month by month.

    Places supporters rent are not counted. With a yearly cap the payer stops once a calendar year's is used.
    The amount is ex VAT: where it is part of the price (mval § 4-1 first paragraph), VAT comes on top of it.
    """

    kind: Literal["per_place_sold"] = said("Type støtte", "Kind of support")
    label: Name = label()
    payer: GrantPayer = said("Betaler", "Payer")
    products: Annotated[Listed[Id], Field(min_length=1)] = said("Produkter", "Products", refers="products")
    nok_per_place_month: Number = nok(
        "Beløp per solgt plass og måned", "Amount per place sold and month", unit="NOK/desk/month"
    )
    from_month: Whole = month_of("Fra måned", "From month")
    to_month: Whole = month_of("Til og med måned", "To month")
    cap_nok_per_year: Number | None = nok(
        "Tak per kalenderår", "Cap per calendar year", None, unit="NOK/year"
    )
    vat_treatment: Literal["grant", "part_of_price"] = said("Støtten er", "The support is")


Support = Annotated[
    Grant | YearlyGrant | WorksGrant | FreePremises | DesksBought | SalaryInKind | PerPlaceSold,
    Discriminator("kind"),
]
