"""The deal (avtalen) between landlord (gårdeier) and operator (driver), and what comes after it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator

from feasibility.case.form.fields import (
    CaseModel,
    Flag,
    Id,
    Listed,
    Name,
    Number,
    Whole,
    label,
    lease_month_of,
    month_of,
    months_of,
    nok,
    quantity,
    said,
    share_of,
    yearly_share,
)
from feasibility.names import CompanyId

IndexClause = Literal["standard", "after_12_months", "anniversary", "on_month", "none"]
RentPayment = Literal["monthly", "quarterly_in_advance", "half_yearly_in_advance"]
AfterLease = Literal["vacant", "relet"]


class RentFree(CaseModel):
    """Rent-free months (leiefri periode); months counted from 1 at lease start."""

    kind: Literal["rent_free"] = said("Type reduksjon", "Kind of reduction")
    label: Name = label()
    from_month: Whole = lease_month_of("Fra leiemåned", "From lease month")
    to_month: Whole = lease_month_of("Til og med leiemåned", "To lease month")
    includes_common_costs: Flag = said("Felleskostnadene også", "Common costs too", False)


class PercentageOff(CaseModel):
    """A share off the month's indexed rent."""

    kind: Literal["percentage"] = said("Type reduksjon", "Kind of reduction")
    label: Name = label()
    from_month: Whole = lease_month_of("Fra leiemåned", "From lease month")
    to_month: Whole = lease_month_of("Til og med leiemåned", "To lease month")
    share: Number = share_of("Avslag i leien", "Share off the rent")
    includes_common_costs: Flag = said("Felleskostnadene også", "Common costs too", False)


class StatedRent(CaseModel):
    """A stated rent in the period, indexed as the lease unless stated otherwise."""

    kind: Literal["stated_rent"] = said("Type reduksjon", "Kind of reduction")
    label: Name = label()
    from_month: Whole = lease_month_of("Fra leiemåned", "From lease month")
    to_month: Whole = lease_month_of("Til og med leiemåned", "To lease month")
    rent_nok_per_m2_year: Number = nok("Leie i perioden", "Rent in the period", unit="NOK/m2/year")
    is_indexed: Flag = said("Leien i perioden reguleres", "The rent in the period is indexed", True)


Reduction = Annotated[RentFree | PercentageOff | StatedRent, Discriminator("kind")]


class Security(CaseModel):
    """Security for the rent: deposit or bank guarantee, in months of rent incl. common costs and VAT."""

    kind: Literal["none", "deposit", "guarantee"] = said("Type sikkerhet", "Kind of security", "none")
    months_of_rent: Number = quantity(
        "months", "Måneder leie", "Months of rent", 0.0, at_least=0, counted=True
    )
    guarantee_fee_share_per_year: Number = yearly_share("Garantiprovisjon", "Guarantee fee", 0.0)


class BreakOption(CaseModel):
    """A right to end the lease early (bruddrett) after a lease month."""

    month: Whole = lease_month_of("Bruddrett etter leiemåned", "Break after lease month")
    exercised: Flag = said("Bruddretten brukes", "Break is exercised", False)


class Renewal(CaseModel):
    """Renewal (forlengelse) after the term; without a stated rent the indexed rent goes on."""

    term_months: Whole = months_of("Forlengelse", "Renewal term", at_least=1)
    rent_nok_per_m2_year: Number | None = nok(
        "Leie ved forlengelse", "Renewal rent", None, unit="NOK/m2/year"
    )


class RentRise(CaseModel):
    """A fixed rise (fast trinn) on top of the rent from a lease month, in the money of the lease's start."""

    from_month: Whole = lease_month_of("Fra leiemåned", "From lease month")
    nok_per_m2_year: Number = nok("Økning i leien", "Rise in the rent", unit="NOK/m2/year")


class RentDeferral(CaseModel):
    """Rent put off (utsatt leie): owed to the landlord without interest; its VAT is paid with the invoice.

    Repaid evenly from a lease month, or each January with a share of the operator's positive result.
    """

    share: Number = share_of("Andel av leien som utsettes", "Share of the rent put off", 1.0)
    from_month: Whole = lease_month_of("Fra leiemåned", "From lease month")
    to_month: Whole = lease_month_of("Til og med leiemåned", "To lease month")
    repaid_from_month: Whole | None = lease_month_of(
        "Betales tilbake fra leiemåned", "Repaid from lease month", None
    )
    repaid_over_months: Whole = months_of("Betales tilbake over", "Repaid over", 12, at_least=1)
    repaid_share_of_result: Number | None = share_of(
        "Betales tilbake med andel av årets positive resultat",
        "Repaid with a share of the year's positive result",
        None,
    )


class Lease(CaseModel):
    """The head lease (hovedleieavtale) from landlord to operator, NOK ex VAT."""

    start_month: Whole = month_of("Leiestart", "Lease start", 1)
    follows_works: Id | None = said("Følger arbeidene", "Follows works", None, refers="works")
    term_months: Whole = months_of("Leietid", "Lease term", at_least=1)
    area_m2: Number | None = quantity("m2", "Leid areal", "Leased area", None, above=0)
    rent_nok_per_m2_year: Number = nok("Leie", "Rent", unit="NOK/m2/year")
    common_costs_nok_per_m2_year: Number = nok(
        "Felleskostnader til driver", "Common costs charged to the operator", 0.0, unit="NOK/m2/year"
    )
    common_costs_settled_in_month: Whole | None = quantity(
        "count",
        "Felleskostnader à konto, avregnet året etter i kalendermåned",
        "Common costs on account, settled the year after in calendar month",
        None,
        at_least=1,
        at_most=12,
    )
    index_clause: IndexClause = said("Reguleringsklausul", "Index clause", "standard")
    index_share: Number = share_of("Andel av KPI", "Share of the consumer price index", 1.0)
    index_month: Whole | None = quantity(
        "count", "Reguleres i kalendermåned", "Indexed in calendar month", None, at_least=1, at_most=12
    )
    index_minimum_share_per_year: Number | None = yearly_share(
        "Minste regulering per år", "Least rise a year", None
    )
    index_first_step_months: Whole | None = months_of(
        "Første regulering gjelder", "The first step covers", None, at_least=1
    )
    rises: Listed[RentRise] = said("Faste økninger", "Fixed rises", ())
    payment: RentPayment = said("Betaling av leien", "Payment of rent", "quarterly_in_advance")
    reductions: Listed[Reduction] = said("Leiereduksjoner", "Rent reductions", ())
    security: Security = said("Sikkerhet", "Security", {}, validate_default=True)
    fit_out_taken_over: Flag = said(
        "Noen overtar justeringsplikten for driverens arbeider når leien tar slutt",
        "Somebody takes over the adjustment of the operator's works when the lease ends",
        False,
    )
    operator_makes_good_lost_vat: Flag = said(
        "Driveren dekker gårdeierens tapte mva.", "Operator makes good the landlord's lost VAT", False
    )
    lost_vat_made_good: Literal["running", "running_and_works"] = said(
        "Tapt mva. som dekkes", "Lost VAT that is made good", "running"
    )
    break_option: BreakOption | None = said("Bruddrett", "Break option", None)
    renewal: Renewal | None = said("Forlengelse", "Renewal", None)
    deferral: RentDeferral | None = said("Utsatt leie", "Rent put off", None)
    agent_fee_share_of_first_year_rent: Number | None = share_of(
        "Meglerhonorar, andel av første års leie", "Agent's fee, share of first year's rent", None
    )
    reinstatement_nok: Number | None = nok(
        "Tilbakeføring ved leietidens slutt", "Reinstatement at the end of the lease", None
    )


class ProfitShare(CaseModel):
    """Share of the operator's profit as rent (overskuddsleie), by calendar year, NOK ex VAT."""

    share: Number = share_of("Gårdeiers andel av overskuddet", "Landlord's share of the profit")
    operator_preferred_nok_per_year: Number = nok(
        "Drivers fortrinnsbeløp", "Operator's preferred amount", 0.0, unit="NOK/year"
    )


class TurnoverTier(CaseModel):
    """Another share of what the income of a year exceeds a threshold by (trinn)."""

    threshold_nok_per_year: Number = nok("Terskel", "Threshold", unit="NOK/year")
    share_of_income: Number = share_of("Andel av omsetningen over terskelen", "Share of income above it")


class Turnover(CaseModel):
    """Turnover rent (omsetningsleie) on the operator's income ex VAT, by the calendar year or the lease's."""

    mode: Literal["greater_of", "above_threshold"] = said(
        "Modell for omsetningsleie", "Mode of turnover rent"
    )
    share_of_income: Number = share_of("Andel av omsetningen", "Share of income")
    threshold_nok_per_year: Number | None = nok("Terskel", "Threshold", None, unit="NOK/year")
    settlement_year: Literal["calendar", "lease"] = said("Oppgjørsår", "Settlement year", "calendar")
    tiers: Listed[TurnoverTier] = said("Trinn i andelen", "Tiers of the share", ())


class ManagementFee(CaseModel):
    """What the operator is paid under a management agreement (driftsavtale), NOK ex VAT."""

    base_nok_per_month: Number = nok("Fast honorar", "Base fee", 0.0, unit="NOK/month")
    base_share_of_income: Number = share_of(
        "Honorar som andel av inntekten", "Base fee as a share of income", 0.0
    )
    surplus_share: Number = share_of("Andel av overskuddet", "Share of the surplus", 0.0)
    landlord_preferred_nok_per_year: Number = nok(
        "Gårdeiers fortrinnsbeløp", "Landlord's preferred amount", 0.0, unit="NOK/year"
    )


class DealModel(CaseModel):
    """What every deal structure tells the rest of the product, so that nothing else asks which it is.

    companies: whose accounts are kept. operating_company: who sells to the members.
    """

    companies: ClassVar[tuple[CompanyId, ...]] = ("landlord", "operator")
    operating_company: ClassVar[CompanyId] = "landlord"


class Sublease(DealModel):
    """Sublease (fremleie): the operator rents, and sells to members."""

    operating_company: ClassVar[CompanyId] = "operator"

    structure: Literal["sublease"] = said("Avtaleform", "Structure")
    lease: Lease = said("Leieavtale", "Lease")
    profit_share: ProfitShare | None = said("Overskuddsleie", "Share of profit as rent", None)


class TurnoverRent(DealModel):
    """A lease whose rent is a minimum, with turnover rent on top."""

    operating_company: ClassVar[CompanyId] = "operator"

    structure: Literal["turnover_rent"] = said("Avtaleform", "Structure")
    lease: Lease = said("Leieavtale", "Lease")
    turnover: Turnover = said("Omsetningsleie", "Turnover rent")


class Management(DealModel):
    """Management agreement (driftsavtale): the landlord owns income and cost, the operator gets a fee."""

    structure: Literal["management"] = said("Avtaleform", "Structure")
    fee: ManagementFee = said("Honorar", "Fee")
    from_month: Whole = month_of("Fra måned", "From month", 1)
    term_months: Whole = months_of("Avtaletid", "Term", at_least=1)


class LandlordOperated(DealModel):
    """The landlord runs the space (gårdeier driver selv); the market rent foregone is shown."""

    companies: ClassVar[tuple[CompanyId, ...]] = ("landlord",)

    structure: Literal["landlord_operated"] = said("Avtaleform", "Structure")
    market_rent_nok_per_m2_year: Number = nok("Markedsleie", "Market rent", unit="NOK/m2/year")
    area_m2: Number | None = quantity("m2", "Areal", "Area", None, above=0)


Deal = Annotated[Sublease | TurnoverRent | Management | LandlordOperated, Discriminator("structure")]


class OrdinaryTenant(CaseModel):
    """An ordinary tenant (ordinær leietaker) to compare with, or to re-let to."""

    area_m2: Number | None = quantity("m2", "Areal", "Area", None, above=0)
    rent_nok_per_m2_year: Number = nok("Leie", "Rent", unit="NOK/m2/year")
    void_months: Whole = months_of("Tomgang før utleie", "Void before letting")
    rent_free_months: Whole = months_of("Leiefrie måneder", "Rent-free months", 0)
    fit_out_nok: Number = nok("Leietakertilpasning", "Tenant fit-out", 0.0)
    agent_fee_share_of_first_year_rent: Number = share_of(
        "Meglerhonorar, andel av første års leie", "Agent's fee, share of first year's rent", 0.0
    )
    term_months: Whole = months_of("Leietid", "Lease term", at_least=1)
    common_costs_nok_per_m2_year: Number = nok(
        "Felleskostnader til leietaker", "Common costs charged to the tenant", 0.0, unit="NOK/m2/year"
    )
    index_clause: IndexClause = said("Reguleringsklausul", "Index clause", "standard")
    index_share: Number = share_of("Andel av KPI", "Share of the consumer price index", 1.0)
    index_month: Whole | None = quantity(
        "count", "Reguleres i kalendermåned", "Indexed in calendar month", None, at_least=1, at_most=12
    )
    index_minimum_share_per_year: Number | None = yearly_share(
        "Minste regulering per år", "Least rise a year", None
    )
    index_first_step_months: Whole | None = months_of(
        "Første regulering gjelder", "The first step covers", None, at_least=1
    )
    payment: RentPayment = said("Betaling av leien", "Payment of rent", "quarterly_in_advance")
    vat_liable_share: Number = share_of(
        "Andel leid med mva. (avgiftspliktig leietaker)", "Share let with VAT (liable tenant)", 1.0
    )
    relet_void_months: Whole = months_of("Tomgang mellom leietakere", "Void between tenants", 0)
    relet_fit_out_nok: Number | None = nok(
        "Leietakertilpasning når lokalene har vært i bruk (tom = som første gang)",
        "Fit-out once the space has been in use (empty = as the first)",
        None,
    )


class Comparison(CaseModel):
    """What the deal is compared with, beside leaving the space vacant."""

    ordinary_tenant: OrdinaryTenant | None = said("Ordinær leietaker", "Ordinary tenant", None)


class OperatorDefault(CaseModel):
    """The month from which the operator pays no rent and operates no more.

    Security is drawn, and the space is re-let as to the ordinary tenant, where one is stated.
    """

    month: Whole = month_of("Driveren misligholder fra måned", "The operator defaults from month")
    void_months: Whole | None = months_of(
        "Tomgang etter misligholdet (tom = som ordinær leietaker)",
        "Void after the default (empty = as for the ordinary tenant)",
        None,
    )
