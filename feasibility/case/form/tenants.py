"""The rest of a building: other tenants by contract (andre leietakere), and its acquisition (kjøp)."""

from typing import Literal

from feasibility.case.form.costs import DepreciationGroup
from feasibility.case.form.fields import (
    CaseModel,
    Flag,
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


class OtherTenant(CaseModel):
    """A tenant of another part of the building, with a contract that runs when the case begins.

    The rent is that of the first month, indexed every 1 January. After ``end_month`` the rent expected is
    ``renewal_probability`` × the rent on renewal + the rest × nothing while the area stands empty, then the
    new rent (docs/model.md §13.11).
    """

    label: Name = label()
    area_m2: Number = quantity("m2", "Areal", "Area", above=0)
    rent_nok_per_m2_year: Number = nok("Leie", "Rent", unit="NOK/m2/year")
    common_costs_nok_per_m2_year: Number = nok(
        "Felleskostnader til leietaker", "Common costs charged to the tenant", 0.0, unit="NOK/m2/year"
    )
    index_share: Number = share_of("Andel av KPI", "Share of the consumer price index", 1.0)
    vat_liable_share: Number = share_of(
        "Andel leid med mva. (avgiftspliktig leietaker)", "Share let with VAT (liable tenant)", 1.0
    )
    end_month: Whole | None = month_of("Kontrakten løper til og med måned", "Contract runs until month", None)
    renewal_probability: Number = share_of("Sannsynlighet for fornyelse", "Probability of renewal", 1.0)
    renewal_rent_nok_per_m2_year: Number | None = nok(
        "Leie ved fornyelse (tom = som før)", "Rent on renewal (empty = as before)", None, unit="NOK/m2/year"
    )
    new_rent_nok_per_m2_year: Number | None = nok(
        "Leie fra ny leietaker (tom = som før)", "Rent of a new tenant (empty = as before)", None,
        unit="NOK/m2/year",
    )  # fmt: skip
    void_months: Whole = months_of("Tomgang før ny leietaker", "Void before a new tenant", 0)
    relet_cost_nok: Number = nok("Kostnad ved ny utleie", "Cost of letting anew", 0.0)


class Acquisition(CaseModel):
    """The landlord buys the building (kjøp av eiendommen), without VAT (docs/model.md §13.11).

    A purchase of the property itself carries dokumentavgift; one of the company that owns it does not, and
    takes over its tax value.
    """

    kind: Literal["property", "shares"] = said(
        "Kjøp av eiendommen eller aksjene", "What is bought", "property"
    )
    price_nok: Number = nok("Kjøpesum", "Price")
    land_share: Number = share_of("Andel tomt (avskrives ikke)", "Share that is land (not written down)", 0.0)
    other_cost_nok: Number = nok("Andre kjøpskostnader", "Other cost of the purchase", 0.0)
    month: Whole = month_of("Måned", "Month", 1)
    depreciation_group: DepreciationGroup = said("Saldogruppe for bygget", "The building's group", "i")
    book_life_years: Number | None = quantity(
        "year", "Regnskapsmessig levetid", "Book life", None, above=0, counted=True
    )
    tax_value_nok: Number | None = nok(
        "Skattemessig verdi som følger med aksjene", "Tax value that comes with the shares", None
    )
    alternatives_buy: Flag = said(
        "Eiendommen kjøpes også i alternativene", "The property is bought in the alternatives too"
    )
