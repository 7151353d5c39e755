"""What is sold from the spaces: products (produkter), their filling up, and services (tjenester)."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from feasibility.case.form.fields import (
    CaseModel,
    Flag,
    Id,
    Listed,
    Name,
    Named,
    Number,
    Text,
    Whole,
    label,
    largest,
    month_of,
    months_of,
    nok,
    numbers_of,
    quantity,
    said,
    share_of,
)
from feasibility.names import VatRegime

ProductKind = Literal[
    "private_office",
    "fixed_desk",
    "flex_membership",
    "day_pass",
    "weekly_place",
    "hourly_room",
    "event",
    "virtual_office",
    "corporate_place",
    "parking",
    "lodging",
    "ordinary_tenancy",
    "housing",
]
RampShape = Literal["linear", "s_curve", "exponential", "stated"]

MemberPayment = Literal["monthly", "quarterly_in_advance"]

USAGE_KINDS: frozenset[str] = frozenset({"day_pass", "weekly_place", "hourly_room", "event", "lodging"})
"""Products sold by the use; all others are sold as memberships by the month."""

DEFAULT_REGIME: dict[str, VatRegime] = {
    "private_office": "registered_letting",
    "fixed_desk": "registered_letting",
    "flex_membership": "registered_letting",
    "day_pass": "registered_letting",
    "weekly_place": "registered_letting",
    "hourly_room": "registered_letting",
    "corporate_place": "registered_letting",
    "ordinary_tenancy": "registered_letting",
    "housing": "housing",
    "virtual_office": "taxable_service",
    "parking": "taxable_service",
    "event": "taxable_service",
    "lodging": "lodging",
}
"""VAT regime of each kind of product unless the case says otherwise (docs/model.md §6)."""


def _regime_of_kind(data: dict[str, Any]) -> VatRegime:
    return DEFAULT_REGIME[data["kind"]]


SeasonFactor = Annotated[Number, Field(ge=0, le=largest("share"))]
SeasonFactors = Annotated[
    tuple[SeasonFactor, ...], Field(min_length=12, max_length=12), AfterValidator(tuple)
]
"""Twelve factors, January to December."""


RampShare = Annotated[Number, Field(ge=0, le=1)]


class Ramp(CaseModel):
    """Filling up (opptrapping): from a share at opening to the stabilised share (docs/model.md §3).

    shares: with the shape `stated`, and instead of a share at opening: what is let step by step until it is
    stabilised, each as a share of the stabilised occupancy. The steps are as long as one another.
    """

    shape: RampShape = said("Kurveform", "Shape", "linear")
    start_share: Number | None = share_of("Belegg ved åpning", "Occupancy at opening", None)
    stabilised_share: Number = share_of("Stabilisert belegg", "Stabilised occupancy")
    months: Whole = months_of("Måneder til stabilisert", "Months to stabilised")
    shares: Annotated[Listed[RampShare], Field(min_length=1)] | None = numbers_of(
        "share", "Andel av stabilisert belegg, trinn", "Share of stabilised occupancy, step", None
    )


class Campaign(CaseModel):
    """A discount on the price from one project month to another, both included."""

    discount_share: Number = share_of("Kampanjerabatt", "Campaign discount")
    from_month: Whole = month_of("Fra måned", "From month")
    to_month: Whole = month_of("Til og med måned", "To month")


class Package(CaseModel):
    """What is sold with the place at one price (pakkepris): the share of it that is services or advice.

    The rest is the place, by the product's own VAT regime.
    """

    services_share: Number = quantity(
        "share", "Andel av prisen som er tjenester", "Share of the price that is services", above=0, below=1
    )
    vat: Literal["standard", "exempt"] = said("Mva.-sats", "VAT rate", "standard")


class ProductStep(CaseModel):
    """A price or a number of units that holds from a month on (prissteg, kapasitetssteg).

    A price is in the money of the case's first month, as the product's first price is.
    """

    from_month: Whole = month_of("Fra måned", "From month")
    price_nok_per_month: Number | None = nok(
        "Pris per medlem og måned", "Price per member and month", None, unit="NOK/member/month"
    )
    price_nok_per_use: Number | None = nok("Pris per gang", "Price per use", None, unit="NOK/use")
    units: Number | None = quantity("count", "Antall enheter", "Units", None, above=0, counted=True)


class Contract(CaseModel):
    """A signed customer of a product (signert kontrakt): it has its places before the ramp fills any.

    The price is ex VAT, in the money of the contract's own first month. Without `to_month` it runs until one
    of the parties gives notice.
    """

    label: Name = label()
    units: Number = quantity("count", "Antall enheter", "Units", above=0, counted=True)
    price_nok_per_month: Number = nok(
        "Pris per medlem og måned", "Price per member and month", unit="NOK/member/month"
    )
    from_month: Whole = month_of("Fra måned", "From month")
    to_month: Whole | None = month_of("Til og med måned", "To month", None)
    notice_months: Whole = months_of("Oppsigelsestid", "Notice", 0)


class UnitSale(CaseModel):
    """Homes that are sold (salg av leiligheter), in one month, at a price in that month's money.

    cost_nok_per_unit: what each has cost, for tax and in the books; the gain is the price less selling cost
    and this.
    """

    month: Whole = month_of("Måned", "Month")
    units: Number = quantity("count", "Antall boliger", "Homes", above=0, counted=True)
    price_nok_per_unit: Number | None = nok("Pris per bolig", "Price per home", None)
    price_nok_per_m2: Number | None = nok("Pris per m²", "Price per m²", None, unit="NOK/m2")
    selling_cost_share: Number = share_of("Salgskostnad", "Selling cost", 0.0)
    cost_nok_per_unit: Number = nok("Kostpris per bolig", "Cost per home")


class Product(CaseModel):
    """A product sold to members or by the use; capacity is units × members per unit."""

    kind: ProductKind = said("Type produkt", "Kind of product")
    label: Name = label()
    space: Id | None = said("Areal", "Space", None, refers="building.spaces")
    units: Number = quantity("count", "Antall enheter", "Units", above=0, counted=True)
    members_per_unit: Number = quantity("people", "Medlemmer per enhet", "Members per unit", 1.0, above=0)
    price_nok_per_month: Number | None = nok(
        "Pris per medlem og måned", "Price per member and month", None, unit="NOK/member/month"
    )
    price_nok_per_use: Number | None = nok("Pris per gang", "Price per use", None, unit="NOK/use")
    uses_per_month: Number | None = quantity(
        "uses/month", "Salg per måned ved fullt belegg", "Uses per month at full occupancy", None, at_least=0
    )
    uses_per_member_month: Number | None = quantity(
        "uses/month", "Bruk per medlem og måned", "Uses per member and month", None, at_least=0
    )
    membership_fee_nok_per_year: Number = nok(
        "Medlemsavgift per medlem og år", "Membership fee per member and year", 0.0, unit="NOK/year"
    )
    price_includes_vat: Flag = said("Prisen er med mva.", "Price includes VAT", False)
    package: Package | None = said("Pakke av plass og tjenester", "Package of place and services", None)
    vat_regime: VatRegime = Field(
        default_factory=_regime_of_kind, json_schema_extra={"nb": "Mva.-behandling", "en": "VAT regime"}
    )
    not_eligible_share: Number = share_of(
        "Andel medlemmer uten fradragsrett", "Share of members who cannot deduct VAT", 0.0
    )
    unit_sales: Listed[UnitSale] = said("Salg av boliger", "Sale of homes", ())
    contracts: Listed[Contract] = said("Signerte kontrakter", "Signed contracts", ())
    prelet_share: Number = share_of(
        "Andel utleid på kontrakt før åpning", "Share let by contract before opening", 0.0
    )
    opening_month: Whole = month_of("Åpningsmåned", "Opening month", 1)
    opening_delay_months: Whole = months_of("Forsinket åpning", "Opening delay", 0)
    follows_works: Id | None = said("Følger arbeidene", "Follows works", None, refers="works")
    closing_month: Whole | None = month_of("Siste åpne måned", "Last open month", None)
    steps: Listed[ProductStep] = said("Pris og kapasitet fra en måned", "Price and capacity from a month", ())
    ramp: Ramp = said("Opptrapping", "Ramp")
    churn_share_per_month: Number = quantity(
        "share/month", "Andel medlemmer som slutter", "Churn", 0.0, at_least=0, at_most=1
    )
    months_to_relet: Number = quantity("months", "Måneder til ny utleie", "Months to re-let", 0.0, at_least=0)
    season_factors: SeasonFactors | None = numbers_of("share", "Sesongfaktorer", "Season factors", None)
    campaign: Campaign | None = said("Kampanje", "Campaign", None)
    campaigns: Listed[Campaign] = said("Flere kampanjer", "More campaigns", ())
    deposit_months: Number | None = quantity(
        "months", "Depositum, måneder av prisen", "Deposit, months of the price", None, at_least=0, at_most=6
    )
    payment: MemberPayment = said("Betaling", "Payment", "monthly")
    paid_months_after: Whole | None = quantity(
        "months", "Betales så mange måneder etter", "Paid so many months after", None, at_least=0, at_most=3
    )
    bad_debt_share: Number = share_of("Tap på krav", "Bad debt", 0.0)
    index_share: Number = share_of("Andel av prisindeksen", "Share of the price index", 1.0)

    @property
    def is_usage(self) -> bool:
        """True for a product sold by the use, False for a membership."""
        return self.kind in USAGE_KINDS

    @property
    def is_housing(self) -> bool:
        """True for homes (boliger): whoever lives there is no member, and has neither desk nor job here."""
        return self.kind == "housing"

    @property
    def capacity(self) -> float:
        """Members at full occupancy: units × members per unit."""
        return self.units * self.members_per_unit


class DemandShock(CaseModel):
    """A period in which occupancy falls to ``factor`` of what it would have been."""

    label: Name = label()
    from_month: Whole = month_of("Fra måned", "From month")
    to_month: Whole = month_of("Til og med måned", "To month")
    factor: Number = share_of("Andel av belegget som er igjen", "Share of occupancy left")
    note: Text = said("Merknad", "Note", "", max_length=500)


class Service(CaseModel):
    """A service (tjeneste) with its own price, volume, cost and staff."""

    label: Name = label()
    price_nok_per_use: Number = nok("Pris per gang", "Price per use", unit="NOK/use")
    uses_per_month: Number | None = quantity(
        "uses/month", "Salg per måned", "Uses per month", None, at_least=0
    )
    uses_per_member_month: Number | None = quantity(
        "uses/month", "Bruk per medlem og måned", "Uses per member and month", None, at_least=0
    )
    unit_name: Name = said("Hva som selges", "What is sold", "", max_length=40)
    cost_nok_per_use: Number = nok("Kostnad per gang", "Cost per use", 0.0, unit="NOK/use")
    staff_nok_per_month: Number = nok("Lønn per måned", "Staff per month", 0.0, unit="NOK/month")
    vat: Literal["standard", "food", "exempt"] = said("Mva.-sats", "VAT rate", "standard")
    from_month: Whole = month_of("Fra måned", "From month", 1)
    to_month: Whole | None = month_of("Til og med måned", "To month", None)
    ramp: Ramp | None = said("Opptrapping", "Ramp", None)
    season_factors: SeasonFactors | None = numbers_of("share", "Sesongfaktorer", "Season factors", None)
    follows_shocks: Flag = said("Følger etterspørselssjokkene", "Follows demand shocks", False)
    index_share: Number = share_of("Andel av prisindeksen", "Share of the price index", 1.0)


class ServiceMix(CaseModel):
    """Services as a share of total income (the 70/30 mix)."""

    services_share: Number = quantity(
        "share", "Tjenestenes andel av inntekten", "Services' share of income", at_least=0, below=1
    )
    gross_margin_share: Number = share_of("Bruttomargin på tjenestene", "Gross margin of services")
    vat: Literal["standard", "exempt"] = said("Mva.-sats", "VAT rate", "standard")


class Services(CaseModel):
    """Services: itemised, or as a share of income; not both."""

    itemised: Named[Service] = said("Tjenester enkeltvis", "Itemised services", {}, validate_default=True)
    mix: ServiceMix | None = said("Tjenester som andel", "Services as a share", None)
