"""Which covenants a stressed row breaks, in the few words that stand in its row, wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feasibility.language import LANGUAGES, Label, Language
from feasibility.language.numbers import NO_BREAK_SPACE

if TYPE_CHECKING:
    from feasibility.analysis.stress import Breach, Stressed
    from feasibility.model.base.bank_view import CovenantId

BROKEN_NOTE: Final = Label(
    "Brutt fra: det første hele kalenderåret etter åpning der et lånevilkår ikke holder (EK er "
    "egenkapitalandelen).",
    "Broken from: the first full calendar year after opening in which a covenant does not hold (EQ is the "
    "equity share).",
)
BROKEN_FROM: Final = Label("brutt fra", "broken from")
HOLD: Final = Label("holder", "hold")
_NONE_STATED: Final = Label("–", "–")
COVENANTS: Final[dict[CovenantId, Label]] = {
    "icr": Label("ICR", "ICR"),
    "dscr": Label("DSCR", "DSCR"),
    "ltv": Label("LTV", "LTV"),
    "equity_share": Label("EK", "EQ"),
}
"""Short, for a narrow column; EK (egenkapitalandel) and EQ are the equity share."""


def broken_in_words(found: Stressed) -> Label:
    """Each broken covenant with its first year; that all hold; a dash where the case states none."""
    if found.broken is None:
        return _NONE_STATED
    if not found.broken:
        return HOLD
    return Label(*(", ".join(_since(each, language) for each in found.broken) for language in LANGUAGES))


def _since(breach: Breach, language: Language) -> str:
    return f"{COVENANTS[breach.covenant].text(language)}{NO_BREAK_SPACE}{breach.first_year}"
