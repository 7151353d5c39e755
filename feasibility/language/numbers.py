"""How numbers are written: "1 250 000,50" in Norwegian, "1,250,000.50" in English.

Norwegian separates thousands by a no-break space (so that a number never breaks over two lines), has a
decimal comma, a real minus and a space before the per cent sign. Halves are rounded away from zero, on the
number as it is written in decimals, which is what a spreadsheet shows.
"""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from feasibility.language.label import Language
from feasibility.record import record

NO_BREAK_SPACE: Final = "\u00a0"
MINUS: Final = "\u2212"
MAX_DECIMALS: Final = 12

# Wide enough for the largest float with all its decimals, so that rounding never fails or loses a digit.
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


@record(slots=True)
class NumberStyle:
    """The signs a language writes a number with."""

    thousands: str
    decimal: str
    minus: str
    percent: str


STYLES: Final[dict[Language, NumberStyle]] = {
    "nb": NumberStyle(thousands=NO_BREAK_SPACE, decimal=",", minus=MINUS, percent=f"{NO_BREAK_SPACE}%"),
    "en": NumberStyle(thousands=",", decimal=".", minus="-", percent="%"),
}

_ENGLISH_DEBT: Final = f"NOK{NO_BREAK_SPACE}{STYLES['en'].minus}"


def format_number(value: float, decimals: int, language: Language) -> str:
    """`value` with exactly `decimals` decimals (0–12), thousands separated.

    A value that rounds to zero has no minus. Raises ValueError where `value` is infinite or not a number:
    a result that does not exist is shown by its reason, not as a figure.
    """
    return _write(_rounded(value, decimals), language)


def format_amount(value: float, language: Language) -> str:
    """`value` NOK in whole kroner: "1 250 000 kr", "NOK 1,250,000" (no-break spaces). See format_number."""
    return with_currency(format_number(value, 0, language), "", language)


def format_share(value: float, language: Language, decimals: int = 1) -> str:
    """The share `value` (andel) as a percentage: 0.25 is "25,0 %", in English "25.0%". See format_number."""
    percentage = _rounded(value, decimals, factor=100)
    return _write(percentage, language) + STYLES[language].percent


def format_points(value: float, language: Language, decimals: int | None = None) -> str:
    """The share `value` as percentage points (prosentpoeng): "1 percentage point", "2,5 prosentpoeng".

    `decimals` left out: none where there are none, else one.
    """
    shown = (0 if _rounded(value, 6, factor=100) % 1 == 0 else 1) if decimals is None else decimals
    number = _write(_rounded(value, shown, factor=100), language)
    if language == "nb":
        return f"{number} prosentpoeng"
    return f"{number} percentage {'point' if number in ('1', '-1') else 'points'}"


def with_currency(number: str, per: str, language: Language) -> str:
    """A number written out, made an amount of NOK; `per` ("per måned") follows, or is empty."""
    words = (number, "kr") if language == "nb" else ("NOK", number)
    amount = NO_BREAK_SPACE.join(words)
    return f"{amount} {per}" if per else amount


def unbroken(text: str) -> str:
    """The text with a real minus in its amounts: "NOK −4,682", where "NOK -4,682" may go over two lines.

    For programs that break a line after a hyphen even before a digit, as LibreOffice and Excel do. Norwegian
    amounts have a real minus and no place to break as they are. Nothing but an amount in NOK is touched.
    """
    return text.replace(_ENGLISH_DEBT, f"{_ENGLISH_DEBT[:-1]}{MINUS}")


def _rounded(value: float, decimals: int, factor: int = 1) -> Decimal:
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is not a number that can be written")
    if not 0 <= decimals <= MAX_DECIMALS:
        raise ValueError(f"decimals must be 0 to {MAX_DECIMALS}, not {decimals}")
    # float() first: a NumPy number's repr names its type. repr is the shortest decimal that is this float.
    exact = _EXACT.multiply(Decimal(repr(float(value))), Decimal(factor))
    return exact.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def _write(number: Decimal, language: Language) -> str:
    style = STYLES[language]
    whole, _, fraction = f"{abs(number):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", style.thousands)
    minus = style.minus if number < 0 else ""
    return f"{minus}{grouped}{style.decimal}{fraction}" if fraction else f"{minus}{grouped}"
