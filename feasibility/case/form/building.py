"""The building (bygget): its spaces and what the owner pays for it."""

from typing import Literal

from feasibility.case.form.fields import (
    CaseModel,
    Name,
    Named,
    Number,
    Text,
    Whole,
    label,
    nok,
    quantity,
    said,
    share_of,
)

SpaceKind = Literal[
    "private_office",
    "fixed_desk",
    "flex_desk",
    "meeting_room",
    "event",
    "cafe",
    "lounge",
    "ordinary_tenant",
    "housing",
    "lodging",
    "parking",
    "common",
]

TownCentre = Literal["defined", "none"]


class Space(CaseModel):
    """A part of the building, measured in m² both exclusive and with its part of the common area."""

    kind: SpaceKind = said("Type areal", "Kind of space")
    label: Name = label()
    exclusive_m2: Number = quantity("m2", "Eksklusivt areal", "Exclusive area", above=0)
    with_common_m2: Number | None = quantity(
        "m2", "Areal med andel fellesareal", "Area with common share", None, above=0
    )

    @property
    def total_m2(self) -> float:
        """Area with its part of the common area, m²; the exclusive area where none is stated."""
        return self.exclusive_m2 if self.with_common_m2 is None else self.with_common_m2


class PropertyTax(CaseModel):
    """Property tax (eiendomsskatt) as the municipality sets it: base × promille, in instalments."""

    base_nok: Number = nok("Grunnlag", "Base")
    promille: Number = quantity("promille", "Skattesats", "Rate", at_least=0, at_most=7)
    instalments: Whole = quantity("count", "Terminer i året", "Instalments a year", 2, at_least=1, at_most=12)
    base_after_works_nok: Number | None = nok(
        "Grunnlag etter arbeidene, fra 1. januar", "Base after the works, from 1 January", None
    )


class Building(CaseModel):
    """The building, its spaces and the owner's running costs (NOK ex VAT, money of the first month).

    town_centre: whether the town has a defined centre (et definert sentrum). It gives advice, never numbers.
    private_m2: of the house beside the spaces, of a sole proprietor who lives there or uses it otherwise.
    """

    name: Text = said("Byggets navn", "Name of the building", "", max_length=120)
    municipality: Text = said("Kommune", "Municipality", "", max_length=120)
    town_population: Whole | None = quantity(
        "people", "Innbyggere i byen", "Population of the town", None, at_least=0
    )
    town_centre: TownCentre | None = said("Sentrum i byen", "The town's centre", None)
    spaces: Named[Space] = said("Arealer", "Spaces", min_length=1)
    private_m2: Number | None = quantity(
        "m2", "Areal eieren bruker privat", "Area the owner uses privately", None, above=0
    )
    owner_costs_nok_per_m2_year: Number = nok("Eierkostnader", "Owner costs", unit="NOK/m2/year")
    common_costs_nok_per_m2_year: Number = nok(
        "Felleskostnader (byggets utgift)", "Common costs (what the building pays)", unit="NOK/m2/year"
    )
    vacant_common_cost_share: Number = share_of(
        "Andel av felleskostnadene som løper når arealet er tomt",
        "Share of common costs that goes on when vacant",
        1.0,
    )
    property_tax_nok_per_year: Number = nok("Eiendomsskatt", "Property tax", 0.0, unit="NOK/year")
    property_tax: PropertyTax | None = said("Eiendomsskatt etter grunnlag", "Property tax by its base", None)

    @property
    def total_m2(self) -> float:
        """Sum of the spaces' areas with common share, m²."""
        return sum(space.total_m2 for space in self.spaces.values())


__all__ = ["Building", "Space", "SpaceKind", "TownCentre"]
