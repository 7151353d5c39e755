"""Reads a number as people type it: "1 250 000,50", "1.250.000,50", "12,5 %", "2,5 mill", "799,-".

The rules, in order:

1. Spaces of every width may separate thousands, and a currency (kr, NOK) may stand before or after.
2. "%" divides by 100; "tusen/k", "mill/mio/m/million", "mrd/milliard/bn" and their like multiply.
3. Where both comma and point occur, the last one is the decimal mark and the other separates thousands.
4. A mark that occurs more than once separates thousands.
5. A mark that occurs once is a decimal mark, unless it is the *other* language's one (a point in Norwegian,
   a comma in English) with exactly three digits behind and one to three, not beginning with 0, before it:
   then it separates thousands. That serves what this package has written itself; of a person "1.250" and
   "1,250" are never taken, in any language: `two_ways` tells them apart and says how to write either.

Groups of thousands must have three digits each, so that a slip of the finger ("1 25 000") is not read.
"""

import re
from decimal import Decimal
from typing import Final

from feasibility.language.label import Language
from feasibility.language.numbers import STYLES

_MAX_LENGTH: Final = 60

_SCALES: Final[dict[str, Decimal]] = {
    "%": Decimal("0.01"),
    "prosent": Decimal("0.01"),
    "pst": Decimal("0.01"),
    "percent": Decimal("0.01"),
    "k": Decimal(1_000),
    "tusen": Decimal(1_000),
    "thousand": Decimal(1_000),
    "m": Decimal(1_000_000),
    "mio": Decimal(1_000_000),
    "mill": Decimal(1_000_000),
    "million": Decimal(1_000_000),
    "millioner": Decimal(1_000_000),
    "millions": Decimal(1_000_000),
    "mnok": Decimal(1_000_000),
    "mrd": Decimal(1_000_000_000),
    "milliard": Decimal(1_000_000_000),
    "milliarder": Decimal(1_000_000_000),
    "bn": Decimal(1_000_000_000),
    "billion": Decimal(1_000_000_000),
}

# Figures with their marks; then a word or %, perhaps with a full stop; currency on either side.
_WHOLE = re.compile(
    r"(?:kr\.?|nok)? ?(?P<sign>[-+]?) ?(?:kr\.?|nok)? ?"
    r"(?P<figures>[0-9](?:[0-9 .,]*[0-9])?)(?:,-)?"
    r" ?(?P<scale>%|[a-zæøå]+\.?)??"
    r" ?(?:kr\.?|kroner|nok)?"
)
# One mark with three digits behind it: thousands to one reader, thousandths to another.
_TWO_WAYS = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
# Words that "en billion" (10^12) could be taken for are left to English, where the word means 10^9.
_ENGLISH_ONLY: Final = frozenset({"billion"})


class NotANumber(ValueError):
    """What was typed cannot be read as a number; the message says what can, in the language asked for."""


def parse_number(text: str, language: Language) -> float:
    """The number typed as `text`, by the rules of this module; "12,5 %" is 0.125 and "2,5 mill" 2,500,000.

    Every number this package writes is read back. Raises NotANumber.
    """
    figures, scale, negative = _split(text, language)
    decimal_mark = _decimal_mark(figures, language)
    whole, fraction = _parts(figures, decimal_mark)
    if not _well_grouped(whole) or not fraction.isdigit():
        raise _refusal(text, language)
    number = Decimal(f"{re.sub('[ .,]', '', whole)}.{fraction}") * scale
    # + 0.0: minus zero is a number nobody typed.
    return float(-number if negative else number) + 0.0


def two_ways(text: str, language: Language) -> tuple[str, str] | None:
    """How to write each of the two numbers that `text` may mean: ("1250", "1,25") for "1.250" and "1,250".

    None where it can be read in one way only. The fraction has the language's decimal mark, and a zero more
    where it would otherwise be as ambiguous: "1,125" is written "1125" or "1,1250". Raises NotANumber as
    parse_number does.
    """
    figures, _, negative = _split(text, language)
    parse_number(text, language)
    match = _TWO_WAYS.fullmatch(figures)
    if match is None:
        return None
    whole, thousandths = match.groups()
    fraction = thousandths.rstrip("0")
    fraction = f"{thousandths}0" if len(fraction) == len(thousandths) else fraction
    decimal = f"{whole}{STYLES[language].decimal}{fraction}" if fraction else whole
    sign, scale = "-" if negative else "", _scale_of(text)
    return f"{sign}{whole}{thousandths}{scale}", f"{sign}{decimal}{scale}"


def is_ambiguous(text: str, language: Language) -> bool:
    """Whether a person who writes `text` may mean either of two numbers, a thousand times apart.

    True of "1.250" and "1,250" in both languages. Raises NotANumber as parse_number does.
    """
    return two_ways(text, language) is not None


def _scale_of(text: str) -> str:
    """What is multiplied by, as it was typed, with a space before a word or %."""
    match = _WHOLE.fullmatch(_plain(text))
    word = (match["scale"] or "") if match else ""
    return f" {word}" if word else ""


def _split(text: str, language: Language) -> tuple[str, Decimal, bool]:
    """The figures with their marks, what to multiply by, and whether they are negative."""
    if len(text) > _MAX_LENGTH:
        raise _refusal(text[:_MAX_LENGTH] + "…", language)
    match = _WHOLE.fullmatch(_plain(text))
    if match is None:
        raise _refusal(text, language)
    word = (match["scale"] or "").rstrip(".")
    if word and (word not in _SCALES or (word in _ENGLISH_ONLY and language != "en")):
        raise _refusal(text, language)
    return match["figures"], _SCALES.get(word, Decimal(1)), match["sign"] == "-"


def _plain(text: str) -> str:
    """The text in small letters, with one kind of space and one kind of minus."""
    return re.sub("[\u2212\u2013]", "-", " ".join(text.split())).lower()


def _decimal_mark(figures: str, language: Language) -> str:
    """Which of "." and "," is the decimal mark in `figures`; empty where there is none."""
    points, commas = figures.count("."), figures.count(",")
    if points and commas:
        return max(".,", key=figures.rindex)
    if points + commas != 1 or _single_group(figures, language):
        return ""
    return "." if points else ","


def _single_group(figures: str, language: Language) -> bool:
    """Whether the only mark is the other language's decimal mark, placed where a group of thousands ends."""
    other = "." if STYLES[language].decimal == "," else ","
    return re.fullmatch(rf"[1-9][0-9]{{0,2}}{re.escape(other)}[0-9]{{3}}", figures) is not None


def _parts(figures: str, decimal_mark: str) -> tuple[str, str]:
    """Whole part (with its separators) and fraction ("0" where there is none)."""
    if not decimal_mark:
        return figures, "0"
    whole, _, fraction = figures.rpartition(decimal_mark)
    return whole, fraction


def _well_grouped(whole: str) -> bool:
    """Whether the whole part is plain digits, or groups of three with one and the same separator."""
    return re.fullmatch(r"[0-9]+|[0-9]{1,3}([ .,])[0-9]{3}(?:\1[0-9]{3})*", whole) is not None


def _refusal(text: str, language: Language) -> NotANumber:
    if language == "nb":
        return NotANumber(
            f"Kan ikke lese «{text}» som et tall. "
            "Skriv for eksempel 1 250 000,50 eller 12,5 % eller 2,5 mill."
        )
    return NotANumber(f"Cannot read '{text}' as a number. Write for example 1,250,000.50 or 12.5% or 2.5m.")
