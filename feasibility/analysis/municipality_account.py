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
    "premises": Label("lokaler", "premises"),
    "own_operation": Label("egen drift", "operation"),
    "equity": Label("egenkapital", "equity"),
    "property_tax": Label("eiendomsskatt", "property tax"),
    "rent": Label("leie", "rent"),
    "dividend": Label("utbytte", "dividend"),
    "takeover": Label("overtakelsessum", "price of a takeover"),
    "sale": Label("salg", "sale"),
}
"""What each thing it gives or gets is, in words."""
FIRMS: Final = Label("antall bedrifter som får hjelp", "the number of firms helped")
NOT_COUNTED: Final = Label(
    "Saken sier ikke om kommunen også er gårdeier, garantist eller eier; det den da gir og får, er ikke med.",
    "The case does not say whether the municipality is landlord, guarantor or owner too; what it would then "
    "give and get is not counted.",
)
_PRICES: Final = (
    "municipality.support_per_year",
    "municipality.support_per_desk",
    "municipality.support_per_job",
)
_AS_STATED: Final = (
    "municipality.given_per_firm",
    "municipality.largest_guarantee",
    "municipality.commuting_hours_per_year",
)
_GIVEN: Final = "municipality.given_total"
_GUARANTEED: Final = "municipality.largest_guarantee"


@dataclass(frozen=True)
class MunicipalityAccount:
    """What a municipality gives and gets back over the horizon, NOK ex VAT.

    given, back: each by its line. total_given, total_back, net: ids of scalar lines. prices: ids of the price
    per year of operation, per place and per job and year. not_needed_from: id of the line with the first
    month in which the operator stands alone. missing: what the account asks for and the case does not state;
    note: what is not counted for that.
    """

    given: tuple[MunicipalFlow, ...]
    back: tuple[MunicipalFlow, ...]
    total_given: str = "municipality.support_total"
    total_back: str = "municipality.back_total"
    net: str = "municipality.net_total"
    prices: tuple[str, ...] = _PRICES
    not_needed_from: str = "concept.stands_alone"
    missing: tuple[Label, ...] = (FIRMS,)
    note: Label | None = NOT_COUNTED


def municipality_account(result: Result) -> MunicipalityAccount | None:
    """The account of a run; None where the municipality gives nothing in it."""
    found = result.built.municipal
    whole = _GIVEN if _GIVEN in result.built.model.lines else "municipality.support_total"
    if not found or not round(result.number(whole) or 0.0):
        return None
    stated = result.case.municipality
    given, back = (tuple(each for each in found if each.is_given == gives) for gives in (True, False))
    if stated is None:
        return MunicipalityAccount(given, back)
    lines = result.built.model.lines
    prices = [*_PRICES, *(line for line in _AS_STATED if line in lines)]
    return MunicipalityAccount(
        given,
        back,
        total_given=_GIVEN if _GIVEN in lines else "municipality.support_total",
        prices=tuple(prices),
        missing=() if stated.firms_helped is not None else (FIRMS,),
        note=None,
    )


def takes_part(result: Result) -> bool:
    """Whether the municipality gives anything in a run: support, as landlord, operator or owner, or its
    guarantee."""
    guaranteed = _GUARANTEED in result.built.model.lines and round(result.number(_GUARANTEED) or 0.0)
    return bool(guaranteed) or municipality_account(result) is not None
