"""The answers of the quick start as they were typed, and what they are read as.

They stand in the page's address (`new.area_m2=600 kvm`), as all that is chosen does: refresh the page, or
restart the server, and they are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from feasibility.case import Case
from feasibility.language import Label, Language, NotANumber
from feasibility.names import DealStructure
from feasibility.screens.quick import words
from feasibility.screens.typed import read
from feasibility.starting import Asked, QuickStart, QuickStartError, asked_of, quick_start

PREFIX: Final = "new."
"""How the parts of the address begin that are answers."""

STRUCTURE, NAME, PLACE, TODAY, BORROWER, FILL = "structure", "name", "place", "today", "borrower", "fill"
AFTERWARDS: Final = "afterwards"
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    TODAY: tuple(words.TODAY_IS),
    BORROWER: tuple(words.BORROWER_IS),
    AFTERWARDS: tuple(words.AFTERWARDS_IS),
}
_BY_HAND: Final = "0"
_PLACES: Final = ("offices", "desks")
_USUAL: Final[DealStructure] = "sublease"


@dataclass(frozen=True)
class Answers:
    """What was typed, read: the case of it, or what is wrong at which field (in the language it is read in).

    `is_blank`: nothing but the deal structure and a name was given. `case` is None where something is wrong,
    or where there is no area yet.
    """

    typed: Mapping[str, str]
    structure: DealStructure
    fills: bool
    is_blank: bool
    quick: QuickStart | None
    case: Case | None
    mistakes: Mapping[str, str]

    def asked(self) -> dict[str, Asked]:
        """The numbers that are asked for, by id."""
        return {asked.id: asked for asked in asked_of(self.structure)}


def answers_in(
    address: Mapping[str, str], structures: Mapping[DealStructure, object], language: Language
) -> Answers:
    """The answers in an address; one there is no such choice for is left out."""
    typed = {key.removeprefix(PREFIX): text for key, text in address.items() if key.startswith(PREFIX)}
    asked_for = typed.get(STRUCTURE, _USUAL)
    structure = next((known for known in structures if known == asked_for), _USUAL)
    fills = typed.get(FILL) != _BY_HAND
    stated: dict[str, Any] = {}
    mistakes: dict[str, str] = {}
    for asked in asked_of(structure):
        text = typed.get(asked.id, "")
        if not text.strip() or (fills and asked.id in _PLACES) or _is_beside(asked.id, typed):
            continue
        try:
            value = read(text, asked.unit, language)
        except NotANumber as error:
            mistakes[asked.id] = str(error)
            continue
        wrong = asked.refusal(value)
        if wrong is not None:
            mistakes[asked.id] = wrong.text(language)
        else:
            stated[asked.id] = int(value) if asked.is_whole else value
    of_lease = (BORROWER, AFTERWARDS)
    for name, choices in _CHOICES.items():
        if typed.get(name) in choices and not (name in of_lease and not _has_lease(structure)):
            stated[name] = typed[name]
    is_blank = not stated and not mistakes and not typed.get(PLACE, "").strip()
    quick, case = None, None
    if not mistakes and "area_m2" in stated:
        quick = QuickStart(
            structure, place=typed.get(PLACE, "").strip(), name=typed.get(NAME, "").strip(), **stated
        )
        try:
            case = _made(quick)
        except QuickStartError as error:
            mistakes |= {mistake.field: mistake.label.text(language) for mistake in error.mistakes}
    return Answers(typed, structure, fills, is_blank, quick, case, mistakes)


def no_area(answers: Answers, language: Language) -> dict[str, str]:
    """The mistake of an answer that is missing, once the case is asked for."""
    missing = "area_m2" not in answers.mistakes and not answers.typed.get("area_m2", "").strip()
    return {"area_m2": words.NO_AREA.text(language)} if missing else {}


def called(asked: Asked, answers: Answers) -> Label:
    """What a number is called in this deal, where something stands there today."""
    if asked.id == "rent_nok_per_m2_year" and answers.structure == "turnover_rent":
        return words.MINIMUM_RENT
    if asked.id == "ordinary_rent_nok_per_m2_year" and answers.typed.get(TODAY) == "let":
        return words.RENT_TODAY
    return asked.label


def _is_beside(id: str, typed: Mapping[str, str]) -> bool:
    """Whether a number is not asked for after another answer."""
    return id == "empty_months" and typed.get(TODAY) == "let"


def _has_lease(structure: DealStructure) -> bool:
    return any(asked.id == "rent_nok_per_m2_year" for asked in asked_of(structure))


@lru_cache(maxsize=64)
def _made(quick: QuickStart) -> Case:
    return quick_start(quick)
