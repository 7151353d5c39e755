"""Everything the user states about a case (saken), field by field."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from feasibility.case.form.actual import Actual
from feasibility.case.form.answered import WarningAnswer
from feasibility.case.form.bank import Bank
from feasibility.case.form.building import Building
from feasibility.case.form.costs import Cost, Staff, UnpaidWork, Works
from feasibility.case.form.deal import AfterLease, Comparison, Deal, Lease, OperatorDefault
from feasibility.case.form.fields import (
    CaseModel,
    Flag,
    FrozenDict,
    Listed,
    Name,
    Named,
    Number,
    RateByYear,
    Text,
    Whole,
    frozen,
    label,
    nok,
    numbers_of,
    quantity,
    rate_by_year,
    said,
    share_of,
    yearly_share,
)
from feasibility.case.form.financing import FinancingByParty
from feasibility.case.form.municipality import MunicipalSide
from feasibility.case.form.opening import OpeningByParty
from feasibility.case.form.owners import Group, OwnersByParty
from feasibility.case.form.papers import Papers
from feasibility.case.form.phases import Phase, Stage
from feasibility.case.form.products import DemandShock, Product, SeasonFactors, Services
from feasibility.case.form.shape import Section
from feasibility.case.form.support import Support
from feasibility.case.form.tax import Taxes
from feasibility.case.form.tenants import Acquisition, OtherTenant
from feasibility.case.form.uncertainty import Uncertainty
from feasibility.names import COMPANY_IDS, CompanyId, Confidence

START_MONTH_PATTERN = r"^20(2[3-9]|[345][0-9]|60)-(0[1-9]|1[0-2])$"
"""Months a case may start in: 2023-01 to 2060-12."""


class SourceNote(CaseModel):
    """Where a number comes from (kilde), or that it is an assumption (antakelse), and its range.

    low, high: the range (usikkerhetsspenn), in the number's own unit; both or neither. confidence: what the
    user says of it; None where they leave it to the note itself.
    """

    text: Annotated[Text, Field(min_length=1, max_length=1000)]
    date: Text | None = None
    is_assumption: bool = False
    low: float | None = None
    high: float | None = None
    confidence: Confidence | None = None

    @property
    def sureness(self) -> Confidence:
        """How sure the number is: as stated, else documented with a source that has a date, else an estimate.

        A source without a date is an estimate: nobody can find again what it said. A guess is only what its
        owner calls one.
        """
        if self.confidence is not None:
            return self.confidence
        return "documented" if self.date is not None and not self.is_assumption else "estimate"


class PartyRates(CaseModel):
    """Discount rates (avkastningskrav) per party, effective per year."""

    landlord_share_per_year: Number = yearly_share(
        "Gårdeiers avkastningskrav", "Landlord's discount rate", 0.08
    )
    operator_share_per_year: Number = yearly_share(
        "Drivers avkastningskrav", "Operator's discount rate", 0.10
    )
    next_operator_share_per_year: Number = yearly_share(
        "Neste drivers avkastningskrav", "Next operator's discount rate", 0.10
    )
    municipality_share_per_year: Number = yearly_share(
        "Kommunens avkastningskrav", "Municipality's discount rate", 0.04
    )

    def of(self, party: CompanyId) -> float:
        """A company's own, share per year."""
        rate: float = getattr(self, f"{party}_share_per_year")
        return rate


_TARGET = ("inflasjonsmålet, 2 %", "the inflation target, 2%")


class Index(CaseModel):
    """Yearly index rates (regulering), by the year whose 1 January they take effect."""

    prices_share_per_year: RateByYear = rate_by_year("Prisvekst", "Price growth", 0.02, basis=_TARGET)
    costs_share_per_year: RateByYear = rate_by_year("Kostnadsvekst", "Cost growth", 0.02, basis=_TARGET)
    wages_share_per_year: RateByYear = rate_by_year("Lønnsvekst", "Wage growth", 0.03)
    rent_share_per_year: RateByYear = rate_by_year(
        "KPI for leieavtaler", "Consumer price index of leases", 0.02, basis=_TARGET
    )


class Valuation(CaseModel):
    """How the property is valued (verdivurdering), docs/model.md §10."""

    net_yield_share: Number = quantity("share", "Netto yield", "Net yield", above=0, at_most=1)
    selling_cost_share: Number = share_of("Salgskostnad", "Selling cost", 0.0)
    include_exit: Annotated[bool, Field(strict=True)] = said("Regn med salg til slutt", "Include exit", True)
    housing_net_yield_share: Number | None = quantity(
        "share", "Netto yield for boliger", "Net yield of housing", None, above=0, at_most=1
    )
    ebitda_yield_share: Number | None = quantity(
        "share", "Yield på EBITDA", "EBITDA yield", None, above=0, at_most=1
    )
    vacant_value_nok: Number = nok("Verdi i dag, tomt", "Value today, empty", 0.0)
    exit_kind: Literal["share_sale", "asset_sale"] = said("Salgsform", "Kind of sale", "share_sale")
    latent_tax_discount_share: Number = share_of(
        "Rabatt for latent skatt, andel av merverdien",
        "Discount for latent tax, share of the excess value",
        0.0,
    )
    buyer_takes_over_adjustment: Flag = said(
        "Kjøper overtar justeringsplikten for mva.", "The buyer takes over VAT adjustment", True
    )


VatPolicy = Literal["liable_only", "separate", "pooled", "unregistered"]
VatRegistration = Literal["from_threshold", "advance", "registered"]


class VatSettings(CaseModel):
    """Choices in the VAT settlement (mva.-oppgjør)."""

    policy: VatPolicy = said("Medlemmer uten fradragsrett", "Members who cannot deduct VAT", "pooled")
    filing: Literal["two_monthly", "yearly"] = said("Mva.-terminer", "VAT periods", "two_monthly")
    adjustment_test: Literal["space", "works"] = said(
        "Justering prøves per", "Adjustment is tested by", "space"
    )
    lease_counts_as_let: Flag = said(
        "Leieavtalen regnes som utleid før ferdigstillelse", "The lease counts as let in advance", True
    )
    previous_use_share: Number = share_of(
        "Andel brukt med mva. før saken starter", "Share used with VAT before the case begins", 0.0
    )
    landlord_registration: VatRegistration = said(
        "Gårdeiers registrering for mva.", "The landlord's VAT registration", "from_threshold"
    )
    operator_registration: VatRegistration = said(
        "Drivers registrering for mva.", "The operator's VAT registration", "from_threshold"
    )
    next_operator_registration: VatRegistration = said(
        "Neste drivers registrering for mva.", "The next operator's VAT registration", "from_threshold"
    )
    refund_delay_months: Whole = quantity(
        "months", "Måneder til tilbakebetaling", "Months to refund", 0, at_least=0, at_most=1
    )


class Scenario(CaseModel):
    """A named scenario: overrides of the case by dotted path."""

    label: Name = label()
    set: Annotated[Mapping[Text, Any], AfterValidator(frozen)] = said("Endringer", "Changes")


class StatedCase(CaseModel):
    """What the user states, each field right in itself; :class:`Case` is also checked across fields.

    Amounts are in NOK ex VAT and in the money of the first month, unless the field says otherwise.
    Months are project months, 1 = ``start_month``; rent reductions count from the lease's start.
    """

    name: Name = said("Sakens navn", "Name of the case", min_length=1, max_length=120)
    description: Text = said("Beskrivelse", "Description", "", max_length=5000)
    start_month: Annotated[Text, Field(pattern=START_MONTH_PATTERN)] = Field(
        json_schema_extra={"unit": "date", "nb": "Første måned", "en": "First month"}
    )
    horizon_months: Whole = quantity("months", "Horisont", "Horizon", at_least=12, at_most=480)
    party_rates: PartyRates = said("Avkastningskrav", "Discount rates", {}, validate_default=True)
    index: Index = said("Indeksregulering", "Index", {}, validate_default=True)
    building: Building = said("Bygget", "The building")
    products: Named[Product] = said("Produkter", "Products", min_length=1)
    season_factors: SeasonFactors = numbers_of("share", "Sesongfaktorer", "Season factors", (1.0,) * 12)
    demand_shocks: Listed[DemandShock] = said("Etterspørselssjokk", "Demand shocks", ())
    services: Services = said("Tjenester", "Services", {}, validate_default=True)
    deal: Deal = said("Avtalen", "The deal")
    phases: Listed[Phase] = said("Faser", "Phases", ())
    after_lease: AfterLease = said("Etter leietiden", "After the lease", "vacant")
    operator_default: OperatorDefault | None = said("Driveren misligholder", "The operator defaults", None)
    comparison: Comparison = said("Sammenligning", "Comparison", {}, validate_default=True)
    costs: Named[Cost] = said("Driftskostnader", "Running costs", {}, validate_default=True)
    staff: Named[Staff] = said("Ansatte", "Staff", {}, validate_default=True)
    unpaid_work: UnpaidWork | None = said("Ulønnet arbeid", "Unpaid work", None)
    works: Named[Works] = said("Arbeider", "Works", {}, validate_default=True)
    support: Named[Support] = said("Støtte", "Support", {}, validate_default=True)
    other_tenants: Named[OtherTenant] = said("Andre leietakere", "Other tenants", {}, validate_default=True)
    acquisition: Acquisition | None = said("Kjøp av bygget", "Acquisition", None)
    opening: OpeningByParty = said("Åpningsbalanse", "Opening balances", {}, validate_default=True)
    financing: FinancingByParty = said("Finansiering", "Financing", {}, validate_default=True)
    owners: OwnersByParty = said("Eiere", "Owners", {}, validate_default=True)
    group: Group | None = said("Konsern", "Group", None)
    valuation: Valuation | None = said("Verdivurdering", "Valuation", None)
    vat: VatSettings = said("Merverdiavgift", "VAT", {}, validate_default=True)
    tax: Taxes = said("Skatt", "Tax", {}, validate_default=True)
    bank: Bank = said("Banken", "The bank", {}, validate_default=True)
    jobs_per_member: Number = quantity(
        "count", "Arbeidsplasser per medlem", "Jobs per member", 1.0, at_least=0
    )
    municipality: MunicipalSide | None = said("Kommunen", "The municipality", None)
    uncertainty: Uncertainty | None = said("Usikkerhet", "Uncertainty", None)
    scenarios: Named[Scenario] = said("Scenarioer", "Scenarios", {}, validate_default=True)
    answers_to_warnings: Listed[WarningAnswer] = said("Svar på varsler", "Answers to warnings", ())
    actual: Actual = said("Regnskap", "Actual figures", {}, validate_default=True)
    papers: Papers = said("Til papirene", "For the papers", {}, validate_default=True)
    sources: Annotated[Mapping[str, SourceNote], AfterValidator(FrozenDict)] = Field(
        {}, validate_default=True
    )

    @property
    def start_year(self) -> int:
        """Calendar year of the first month."""
        return int(self.start_month[:4])

    @property
    def start_calendar_month(self) -> int:
        """Calendar month (1-12) of the first month."""
        return int(self.start_month[5:])

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The deals in force one after another: the first, then that of each phase."""
        stages = [Stage("deal", self.deal)]
        operator: CompanyId = "operator"
        for i, phase in enumerate(self.phases):
            if phase.operator == "next":
                operator = "next_operator"
            stages.append(Stage(f"phases.{i}.deal", phase.deal, i, operator))
        return tuple(stages)

    @property
    def lease(self) -> Lease | None:
        """The lease (leieavtale) of the first deal, between landlord and operator; None where it has none."""
        found: Lease | None = getattr(self.deal, "lease", None)
        return found

    @property
    def operating_company(self) -> CompanyId:
        """Who sells to the members at last: the operator that leases, otherwise the landlord."""
        return self.stages[-1].operating_company

    @property
    def companies(self) -> tuple[CompanyId, ...]:
        """The companies whose accounts the case keeps, the landlord first."""
        needed = {company for stage in self.stages for company in stage.companies}
        return tuple(company for company in COMPANY_IDS if company in needed)

    @property
    def operators(self) -> tuple[CompanyId, ...]:
        """The companies beside the landlord, in the order they come; none where it runs all itself."""
        return tuple(company for company in self.companies if company != "landlord")


ROOT = Section(StatedCase)
"""The structure of a whole case."""
