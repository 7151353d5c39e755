"""What deal structures, VAT regimes and parties are called: said here once, in every form a reader meets.

A new deal structure or VAT regime gets its id and its words here; screens, terminal, workbook and warnings
take them from here.
"""

from __future__ import annotations

from typing import Final, Literal

from feasibility.language import Label
from feasibility.record import record

DealStructure = Literal["sublease", "turnover_rent", "management", "landlord_operated"]
"""How landlord and operator share the business (avtaleform)."""

VatRegime = Literal[
    "taxable_service",
    "registered_letting",
    "unregistered_letting",
    "exempt_right",
    "exempt_service",
    "housing",
    "lodging",
]
"""How value added tax treats what is sold (mva.-behandling), docs/model.md §6."""

CompanyId = Literal["landlord", "operator", "next_operator"]
"""The companies of a case: gårdeier, driver, and the operator that comes after it (neste driver)."""

COMPANY_IDS: Final[tuple[CompanyId, ...]] = ("landlord", "operator", "next_operator")
"""The companies there may be, the landlord first."""

OPERATOR_IDS: Final[tuple[CompanyId, ...]] = ("operator", "next_operator")
"""Those that may come one after the other as the operator."""

PartyId = Literal["landlord", "operator", "next_operator", "municipality", "project"]
"""Whom a key figure is for; `project` is landlord and operators together, inner flows eliminated."""

Confidence = Literal["documented", "estimate", "guess"]
"""How sure a number of the case is (sikkerhet)."""


@record(slots=True)
class Called:
    """A name in its two forms: `short` for cells and lists, `full` for a line or a sentence of its own."""

    short: Label
    full: Label


DEAL_STRUCTURES: Final[dict[DealStructure, Called]] = {
    "sublease": Called(
        Label("fremleie", "sublease"),
        Label(
            "Fremleie: driveren leier av gårdeieren og leier ut plassene",
            "Sublease: the operator rents from the landlord and lets the desks",
        ),
    ),
    "turnover_rent": Called(
        Label("omsetningsleie", "turnover rent"),
        Label(
            "Omsetningsleie: driveren betaler en minsteleie, og mer når omsetningen er god",
            "Turnover rent: the operator pays a minimum rent, and more when income is good",
        ),
    ),
    "management": Called(
        Label("driftsavtale", "management agreement"),
        Label(
            "Driftsavtale: gårdeieren har inntekter og kostnader, driveren får honorar",
            "Management agreement: the landlord has income and costs, the operator gets a fee",
        ),
    ),
    "landlord_operated": Called(
        Label("gårdeieren driver selv", "landlord-operated"),
        Label(
            "Gårdeieren driver selv: ett selskap, ingen leie imellom",
            "Landlord-operated: one company, no rent in between",
        ),
    ),
}

VAT_REGIMES: Final[dict[VatRegime, Called]] = {
    "taxable_service": Called(
        Label("avgiftspliktig tjeneste", "taxable service"),
        Label("avgiftspliktig tjeneste", "taxable service"),
    ),
    "registered_letting": Called(
        Label("registrert utleie", "registered letting"),
        Label("frivillig registrert utleie", "letting under voluntary registration"),
    ),
    "unregistered_letting": Called(
        Label("utleie uten registrering", "letting, not registered"),
        Label("utleie uten registrering", "letting without registration"),
    ),
    "exempt_right": Called(
        Label("rettighet, unntatt", "exempt right"),
        Label("rett til fast eiendom, unntatt", "right to property, exempt"),
    ),
    "exempt_service": Called(
        Label("unntatt tjeneste", "exempt service"),
        Label("unntatt tjeneste", "exempt service"),
    ),
    "housing": Called(Label("bolig", "housing"), Label("bolig, unntatt", "housing, exempt")),
    "lodging": Called(Label("overnatting", "lodging"), Label("overnatting, lav sats", "lodging, low rate")),
}

PARTIES: Final[dict[PartyId, Called]] = {
    "landlord": Called(Label("Gårdeier", "Landlord"), Label("Gårdeieren", "The landlord")),
    "operator": Called(Label("Driver", "Operator"), Label("Driveren", "The operator")),
    "next_operator": Called(
        Label("Neste driver", "Next operator"), Label("Den neste driveren", "The next operator")
    ),
    "municipality": Called(Label("Kommune", "Municipality"), Label("Kommunen", "The municipality")),
    "project": Called(
        Label("Prosjektet samlet", "The project as a whole"),
        Label("Prosjektet samlet", "The project as a whole"),
    ),
}
"""Of a party, `short` is its name in a label and `full` begins a sentence: "Gårdeieren", "The landlord"."""

CONFIDENCES: Final[dict[Confidence, Label]] = {
    "documented": Label("Dokumentert", "Documented"),
    "estimate": Label("Anslag", "Estimate"),
    "guess": Label("Gjetning", "Guess"),
}
"""How sure a number is, the surest first."""

OWNERS: Final[dict[CompanyId, Label]] = {
    "landlord": Label("gårdeierens eiere", "the landlord's owners"),
    "operator": Label("driverens eiere", "the operator's owners"),
    "next_operator": Label("den neste driverens eiere", "the next operator's owners"),
}
"""The owners of a company: those asked for more money when it runs short (kapitalkall)."""
