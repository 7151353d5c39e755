"""The municipality's account for the undertaking (kommunens regnskap for tiltaket), docs/model.md §13.14.

What it gives, what it gets back, the price per place, job and year, and when it is no longer needed; all of
it lines of the model. What neither the case nor the model states is named as such, never taken for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import Municipal, MunicipalFlow

KINDS: Final[dict[Municipal, Label]] = {
    "cash": Label("penger", "cash"),
    "in_kind": Label("naturalytelse", "in kind"),
    "places": Label("kjøpte plasser", "places bought"),
    "property_tax": Label("eiendomsskatt", "property tax"),
}
"""What each thing it gives or gets is, in words."""
FIRMS: Final = Label("antall bedrifter som får hjelp", "the number of firms helped")
NOT_COUNTED: Final = Label(
    "Ikke med: leie kommunen går glipp av som gårdeier, garantier, egenkapital, utbytte og salg.",
    "Not counted: rent forgone as landlord, guarantees, equity, dividends and sale.",
)
_PRICES: Final = (
    "municipality.support_per_year",
    "municipality.support_per_desk",
    "municipality.support_per_job",
)


@dataclass(frozen=True)
class MunicipalityAccount:
    """What a municipality gives and gets back over the horizon, NOK ex VAT.

    given, back: each by its line. total_given, total_back, net: ids of scalar lines. prices: ids of the price
    per year of operation, per place and per job and year. not_needed_from: id of the line with the first
    month in which the operator stands alone. missing: what the account asks for and the case does not state.
    """

    given: tuple[MunicipalFlow, ...]
    back: tuple[MunicipalFlow, ...]
    total_given: str = "municipality.support_total"
    total_back: str = "municipality.back_total"
    net: str = "municipality.net_total"
    prices: tuple[str, ...] = _PRICES
    not_needed_from: str = "concept.stands_alone"
    missing: tuple[Label, ...] = (FIRMS,)


def municipality_account(result: Result) -> MunicipalityAccount | None:
    """The account of a run; None where the municipality gives nothing in it."""
    found = result.built.municipal
    if not found or not round(result.number("municipality.support_total") or 0.0):
        return None
    return MunicipalityAccount(
        tuple(each for each in found if each.is_given), tuple(each for each in found if not each.is_given)
    )
