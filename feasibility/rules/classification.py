"""How value added tax may class each kind of product (mva.-klassifisering), and where that is open.

The Directorate of Taxes (Skattedirektoratet) answered Norsk Eiendom and Norges Eiendomsmeglerforbund on
7 June 2019 about co-working. As reported, each product and each area is judged by itself, not the whole
centre: exclusive use is not a condition for letting, and several users of one area may be tenants; a right
of use that is more limited than a lease is a right to property, exempt and not registrable. A bundle in which
the desk is subordinate to the services is a taxable service. Which of them a membership is, its terms decide.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from feasibility.names import VatRegime
from feasibility.record import record
from feasibility.rules.registry import VatKind

RATE_OF_REGIME: Final[Mapping[VatRegime, VatKind]] = MappingProxyType(
    {
        "taxable_service": "standard",
        "registered_letting": "standard",
        "unregistered_letting": "exempt",
        "exempt_right": "exempt",
        "exempt_service": "exempt",
        "housing": "exempt",
        "lodging": "lodging",
    }
)
"""The rate each regime charges (docs/model.md §6)."""

EXEMPT_REGIMES: Final = frozenset(regime for regime, kind in RATE_OF_REGIME.items() if kind == "exempt")
"""Regimes without VAT, and so without deduction."""

OWN_USE: Final = frozenset({"taxable_service", "lodging"})
"""Taxable whatever the members are: a company's own services, and no letting under voluntary registration."""

STATEMENT_2019: Final = (
    "Skattedirektoratets prinsipputtalelse 7. juni 2019 om co-working, slik den er gjengitt av Regnskap "
    "Norge, «Det merverdiavgiftsrettslige utleiebegrepet og konsekvenser for ulike co-workingkonsepter», og "
    "Norges Eiendomsmeglerforbund, «Co-working og merverdiavgift», 25. september 2019"
)
OFFICE_HOTEL: Final = "M. B. Wollebæk, «Nye kontorkonsepter», Revisjon og Regnskap 5/2018"
BUNDLE: Final = "Advokatfirmaet Haavind, «Nye kontorkonsepter og utleiemodeller»"
INCUBATOR: Final = "Skatteklagenemnda NS 143/2020, 25. november 2020 (låsbare kontor ved inkubatortjenester)"
PARKING: Final = "merverdiavgiftsloven § 3-11 andre ledd bokstav c; Skatteklagenemnda NS 17/2021"
PROPERTY: Final = "merverdiavgiftsloven §§ 2-3 og 3-11"

_NOT_READ_WHOLE = (
    "the statement was read as reported by others, not in full; "
    "its answer for this product is not checked against the text"
)


@record(slots=True)
class Classification:
    """How a kind of product may be classed.

    regimes: those that are arguable, the usual one first. is_open: more than one is, so the bank's paper
    should say so. nb, en: what decides it. uncertain: what is not settled or not checked, else empty.
    """

    kind: str
    regimes: tuple[VatRegime, ...]
    nb: str
    en: str
    source: str
    uncertain: str = ""

    @property
    def is_open(self) -> bool:
        """More than one regime is arguable."""
        return len(self.regimes) > 1


def _shared(kind: str, nb: str, en: str) -> Classification:
    regimes: tuple[VatRegime, ...] = ("registered_letting", "exempt_right", "taxable_service")
    return Classification(kind, regimes, nb, en, f"{STATEMENT_2019}; {BUNDLE}", _NOT_READ_WHOLE)


_ALL: Final = (
    Classification(
        "private_office",
        ("registered_letting",),
        "Et kontor som kan låses er utleie av fast eiendom, også ved siden av avgiftspliktige tjenester.",
        "An office that can be locked is letting of property, also beside taxable services.",
        f"{PROPERTY}; {INCUBATOR}; {OFFICE_HOTEL}",
    ),
    Classification(
        "fixed_desk",
        ("registered_letting", "taxable_service"),
        "Fast plass i delt lokale er utleie: enerett til et areal er ikke et vilkår. Er plassen underordnet "
        "tjenestene som følger med, er helheten en avgiftspliktig tjeneste.",
        "A fixed desk in a shared room is letting: exclusive use is not a condition. Where the desk is "
        "subordinate to the services that come with it, the whole is a taxable service.",
        f"{STATEMENT_2019}; {BUNDLE}",
        _NOT_READ_WHOLE,
    ),
    _shared(
        "flex_membership",
        "Fri plass kan være utleie også når mange deler arealet. Gir medlemskapet mindre enn en leierett, er "
        "det en rettighet uten avgift; er tjenestene det vesentlige, en avgiftspliktig tjeneste.",
        "A flexible desk can be letting though many share the area. Where the membership gives less than a "
        "lease, it is an exempt right; where the services are what matters, a taxable service.",
    ),
    _shared(
        "corporate_place",
        "Som fri plass: avtalen avgjør om bedriften leier plasser, har en rettighet eller kjøper en "
        "tjeneste.",
        "As a flexible desk: the agreement decides whether the firm rents places, has a right or buys a "
        "service.",
    ),
    _shared(
        "day_pass",
        "Adgang for en dag er kort og begrenset; jo løsere bruken er, desto nærmere en rettighet eller en "
        "tjeneste.",
        "Access for a day is short and limited; the looser the use, the nearer a right or a service.",
    ),
    _shared(
        "weekly_place",
        "Kort leietid alene hindrer ikke utleie, men bruken kan være en rettighet eller en tjeneste.",
        "A short term alone does not prevent letting, but the use may be a right or a service.",
    ),
    _shared(
        "hourly_room",
        "Møterom på timebasis kan være utleie av rommet, en rettighet, eller del av en avgiftspliktig pakke.",
        "A meeting room by the hour can be letting of the room, a right, or part of a taxable bundle.",
    ),
    Classification(
        "event",
        ("taxable_service", "registered_letting", "exempt_service"),
        "Lokaler med servering er avgiftspliktig, uten servering utleie; kurs og konserter er unntatt.",
        "Premises with serving are taxable, without serving letting; courses and concerts are exempt.",
        "merverdiavgiftsloven § 3-11 andre ledd bokstav b; §§ 3-5 og 3-7",
    ),
    Classification(
        "virtual_office",
        ("taxable_service",),
        "Adresse, post og sentralbord uten areal er en avgiftspliktig tjeneste.",
        "Address, mail and switchboard without area are a taxable service.",
        "merverdiavgiftsloven § 3-1 (hovedregelen)",
    ),
    Classification(
        "parking",
        ("taxable_service", "registered_letting"),
        "Parkering som virksomhet er avgiftspliktig; plasser som leies ut sammen med lokaler følger utleien.",
        "Parking as a business is taxable; places let together with premises follow the letting.",
        PARKING,
    ),
    Classification(
        "lodging",
        ("lodging",),
        "Romutleie i hotellvirksomhet og lignende er avgiftspliktig med lav sats.",
        "Letting of rooms as a hotel and the like is taxable at the low rate.",
        "merverdiavgiftsloven § 3-11 andre ledd bokstav a og § 5-5",
    ),
    Classification(
        "ordinary_tenancy",
        ("registered_letting",),
        "Leie av lokaler for en avtalt tid er utleie av fast eiendom.",
        "Rent of premises for an agreed time is letting of property.",
        PROPERTY,
    ),
    Classification(
        "housing",
        ("housing",),
        "Utleie til bolig er unntatt, og kan ikke registreres frivillig.",
        "Letting of homes is exempt, and cannot be registered voluntarily.",
        PROPERTY,
    ),
)

CLASSIFICATIONS: Final[Mapping[str, Classification]] = MappingProxyType({item.kind: item for item in _ALL})
"""By kind of product."""
