"""What a bank asks of each measure, and how much can go wrong before it breaks, as the reports say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from feasibility.engine.expr import Input, Line
from feasibility.language import Label, Language, format_measure, format_number, format_share
from feasibility.model import Result
from feasibility.model.base.bank_view import BankView, Measured

_TELLING = 100  # a cover of 100 times, a share of 1,000 %: no decimal of it matters

HEADS: Final = (
    Label("Nøkkeltall", "Measure"),
    Label("Lånevilkår", "Covenant"),
    Label("Verst (år)", "Worst (year)"),
    Label("Margin", "Headroom"),
    Label("Holder til", "Holds until"),
)
WORST_IS: Final = Label(
    "Verst av hele kalenderår etter åpning. Bygge- og åpningsår vises, men teller ikke.",
    "The worst of full calendar years after opening. Years of building and opening are shown, not counted.",
)


def notes_under(view: BankView) -> tuple[Label, ...]:
    """What is said under a company's measures: which years count; what headroom is where no covenant is."""
    return (WORST_IS, *([SERVED_IS] if any(each.served is not None for each in view.measures) else []))


def is_asked(measured: Measured) -> bool:
    """Whether there is a covenant for it."""
    return isinstance(measured.limit, Input) and measured.least is not None


def least_headroom(measured: Measured) -> Line | None:
    """The line of the least headroom: to the covenant, or of DSCR without one to 1.00; else None."""
    if is_asked(measured):
        return measured.least
    return None if measured.served is None else measured.served.least


def limit_in_words(result: Result, measured: Measured, language: Language) -> str:
    """The covenant's number; that none is stated, and what headroom is then measured against."""
    if not isinstance(measured.limit, Input) or measured.least is None:
        return (_NONE if measured.served is None else _SERVED).text(language)
    return measure_in_words(result.values.inputs[measured.limit.id], measured.by_year.unit, language)


def breaks_in_words(result: Result, measured: Measured, language: Language) -> str:
    """How far something can move before the covenant breaks, or in how many years it is broken; without a
    covenant, before the debt is no longer served."""
    if not is_asked(measured):
        least = None if measured.served is None else result.number(measured.served.least)
        if measured.served is None or least is None:
            return ""
        return _NOT_SERVED.text(language) if least < 0 else _moved(result, measured.served.breaks, language)
    broken = 0 if measured.breached is None else round(result.number(measured.breached) or 0)
    if broken:
        return _broken(broken).text(language)
    return _moved(result, measured.breaks, language)


def _moved(result: Result, breaks: Sequence[tuple[Line, Line]], language: Language) -> str:
    parts = []
    for line, worst in breaks:
        number = result.number(worst)
        if number is None:
            continue
        words = next((w for ending, w in _BREAK_WORDS.items() if line.id.endswith(ending)), _EBITDA_FALL)
        parts.append(f"{words.text(language)} {measure_in_words(number, line.unit, language)}")
    return "; ".join(parts)


def measure_in_words(value: float, unit: str, language: Language) -> str:
    """A ratio without its unit, everything else with it."""
    return format_number(value, 2, language) if unit == "ratio" else format_measure(value, unit, language)


def narrow(value: float, unit: str, language: Language) -> str:
    """A ratio or share in a narrow column: without decimals where they would tell nothing."""
    if unit == "ratio":
        return format_number(value, 2 if abs(value) < _TELLING else 0, language)
    if unit == "share" and abs(value) >= _TELLING / 10:
        return format_share(value, language, 0)
    return measure_in_words(value, unit, language)


def _broken(years: int) -> Label:
    return Label(f"brutt i {years} år", "broken in 1 year" if years == 1 else f"broken in {years} years")


_NONE = Label("ikke stilt", "none")
_SERVED = Label("ikke stilt (mot 1,00)", "none (against 1.00)")
_NOT_SERVED = Label("gjelden betjenes ikke", "the debt is not served")
SERVED_IS: Final = Label(
    "For DSCR er det ikke stilt noe lånevilkår; marginen er mot 1,00, der driften akkurat betjener gjelden.",
    "No covenant is stated for DSCR; its headroom is against 1.00, where operation just serves the debt.",
)
_EBITDA_FALL = Label("EBITDA ned", "EBITDA down")
_BREAK_WORDS = {
    ".income_fall": Label("inntekt ned", "income down"),
    ".ebitda_fall": _EBITDA_FALL,
    ".rate_limit": Label("rente opp til", "rate up to"),
    ".value_fall": Label("verdi ned", "value down"),
    ".equity_loss": Label("tap inntil", "loss up to"),
}
