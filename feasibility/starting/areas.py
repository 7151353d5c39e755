"""How one area is divided: offices, open desks, meeting rooms and a lounge (docs/app.md).

The template's own proportions and 25 m² an office; 8.5 m² a desk, the middle of what surveys say (evidence).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from feasibility.case import Case
from feasibility.evidence.benchmarks import benchmark
from feasibility.language import Label, Language, format_measure
from feasibility.starting.answers import Mistake, QuickStartError

OFFICES, OPEN, MEETING, LOUNGE = "kontor", "apent", "moterom", "sosial_sone"
"""Ids of the templates' spaces."""

_WHOLE_FROM_M2: Final = 100
_SLACK: Final = 1e-9


@dataclass(frozen=True)
class Norms:
    """What a place takes, m² with its part of the common area, and how the rest is shared out."""

    office_m2: float
    desk_m2: float
    room_m2: float
    office_share: float
    meeting_share: float
    lounge_share: float
    fixed_share: float

    @property
    def work_share(self) -> float:
        """The share of the area that offices and open desks have."""
        return 1 - self.meeting_share - self.lounge_share


def norms_of(template: Case) -> Norms:
    """The template's proportions, and the evidence's area per desk."""
    spaces, products, total = template.building.spaces, template.products, template.building.total_m2
    work = spaces[OFFICES].total_m2 + spaces[OPEN].total_m2
    fixed, flex = products["fast_plass"].units, products["fleksplass"].units
    return Norms(
        office_m2=spaces[OFFICES].total_m2 / products["kontor"].units,
        desk_m2=benchmark("area_per_desk").middle,
        room_m2=spaces[MEETING].total_m2 / products["moterom"].units,
        office_share=spaces[OFFICES].total_m2 / work,
        meeting_share=spaces[MEETING].total_m2 / total,
        lounge_share=spaces[LOUNGE].total_m2 / total,
        fixed_share=fixed / (fixed + flex),
    )


@dataclass(frozen=True)
class Divided:
    """One area, divided. `m2` by space, with common area: they add up to the area; none of them is 0.

    `offices_fit` and `desks_fit` are what the area has room for where it is filled.
    """

    offices: int
    fixed_desks: int
    flex_desks: int
    rooms: int
    m2: Mapping[str, float]
    offices_fit: int
    desks_fit: int

    @property
    def desks(self) -> int:
        """Open desks in all."""
        return self.fixed_desks + self.flex_desks

    @property
    def has_room_for_more(self) -> bool:
        """Whether fewer places were asked for than there is room for."""
        return self.offices <= self.offices_fit and self.desks <= self.desks_fit and not self.is_filled

    @property
    def is_filled(self) -> bool:
        """Whether the places are those that fill the area."""
        return (self.offices, self.desks) == (self.offices_fit, self.desks_fit)


def divided(area_m2: float, offices: int | None, desks: int | None, norms: Norms) -> Divided:
    """Divide an area among the offices and desks asked for; None fills what the other leaves.

    Room to spare makes offices and open area larger. Raises QuickStartError where they do not fit, and says
    what does.
    """
    rooms = math.floor(area_m2 * norms.meeting_share / norms.room_m2 + 0.5)
    work = area_m2 * norms.work_share
    filled = _filled(work, None, None, norms)
    found = _filled(work, offices, desks, norms)
    if found is None or sum(found) == 0:
        raise QuickStartError([_does_not_fit(area_m2, work, offices, desks, norms)])
    assert filled is not None
    many_offices, many_desks = found
    fixed = math.floor(many_desks * norms.fixed_share + 0.5)
    for_offices, for_desks = many_offices * norms.office_m2, many_desks * norms.desk_m2
    places = 0 if area_m2 >= _WHOLE_FROM_M2 else 1
    m2 = {
        OFFICES: round(work * for_offices / (for_offices + for_desks), places),
        OPEN: round(work * for_desks / (for_offices + for_desks), places),
        MEETING: round(area_m2 * norms.meeting_share, places) if rooms else 0.0,
    }
    m2[LOUNGE] = round(area_m2 - sum(m2.values()), 2)
    kept = {space: size for space, size in m2.items() if size > 0}
    return Divided(many_offices, fixed, many_desks - fixed, rooms, kept, *filled)


def _filled(work: float, offices: int | None, desks: int | None, norms: Norms) -> tuple[int, int] | None:
    """How many offices and desks there are; None where those asked for do not fit."""
    if offices is None and desks is None:
        offices = math.floor(work * norms.office_share / norms.office_m2 + _SLACK)
        # Too small for an office: all of it is open. Else the desks keep to their own part.
        for_desks = work * (1 - norms.office_share) if offices else work
        return offices, math.floor(for_desks / norms.desk_m2 + _SLACK)
    left = work - (offices or 0) * norms.office_m2 - (desks or 0) * norms.desk_m2
    if left < -_SLACK * work:
        return None
    if offices is None:
        offices = max(0, math.floor(left / norms.office_m2 + _SLACK))
    if desks is None:
        desks = max(0, math.floor(left / norms.desk_m2 + _SLACK))
    return offices, desks


def _does_not_fit(
    area_m2: float, work: float, offices: int | None, desks: int | None, norms: Norms
) -> Mistake:
    field = "desks" if desks else "offices"
    if not offices and not desks:
        if offices == 0 and desks == 0:
            return Mistake(field, _NOTHING)
        return Mistake("area_m2", _too_small(norms))
    needed = ((offices or 0) * norms.office_m2 + (desks or 0) * norms.desk_m2) / norms.work_share
    ways = {_filled(work, None, None, norms)}
    ways |= {_filled(work, offices or 0, None, norms), _filled(work, None, desks or 0, norms)}
    possible = sorted((way for way in ways if way is not None and any(way)), reverse=True)
    nb, en = (_said(area_m2, needed, offices, desks, possible, norms, language) for language in _BOTH)
    return Mistake(field, Label(nb, en))


_BOTH: Final[tuple[Language, Language]] = ("nb", "en")
_NOTHING: Final = Label(
    "Uten kontor og uten plasser er det ingenting å selge. Skriv minst ett kontor eller én plass.",
    "Without offices and desks there is nothing to sell. Write at least one office or one desk.",
)


def _too_small(norms: Norms) -> Label:
    least = math.ceil(norms.desk_m2 / norms.work_share)
    return Label(
        f"Det er ikke plass til én eneste plass. Arealet må være minst {least} m².",
        f"There is no room for a single desk. The area must be at least {least} m².",
    )


def _said(
    area_m2: float,
    needed_m2: float,
    offices: int | None,
    desks: int | None,
    possible: list[tuple[int, int]],
    norms: Norms,
    language: Language,
) -> str:
    asked, needed = (
        in_words(offices or 0, desks or 0, language),
        format_measure(math.ceil(needed_m2), "m2", language),
    )
    area = format_measure(area_m2, "m2", language)
    office, desk = (format_measure(size, "m2", language) for size in (norms.office_m2, norms.desk_m2))
    if language == "nb":
        room = ", eller ".join(in_words(*way, language) for way in possible) or "ikke en eneste plass"
        return (
            f"{asked} trenger om lag {needed}, og du har {area}. Det er plass til {room}. Regnet med "
            f"{office} per kontor og {desk} per plass, gang og kjøkken medregnet, og litt til møterom."
        )
    room = ", or ".join(in_words(*way, language) for way in possible) or "not a single desk"
    return (
        f"{asked} need about {needed}, and you have {area}. There is room for {room}. Reckoned with {office} "
        f"an office and {desk} a desk, corridors and kitchen included, and some for meeting rooms."
    )


def in_words(offices: int, desks: int, language: Language) -> str:
    """ "13 kontor og 20 plasser"; what there are none of is left out."""
    if language == "nb":
        parts = [
            f"{offices} kontor" if offices else "",
            f"{desks} {'plass' if desks == 1 else 'plasser'}" if desks else "",
        ]
        return " og ".join(filter(None, parts))
    parts = [
        f"{offices} {'office' if offices == 1 else 'offices'}" if offices else "",
        f"{desks} {'desk' if desks == 1 else 'desks'}" if desks else "",
    ]
    return " and ".join(filter(None, parts))
