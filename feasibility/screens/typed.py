"""Numbers as they stand in the fields of a screen: written by unit, and read back from what is typed.

A share is written as a percentage, and a plain "50" typed into its field means 50 %.
"""

from typing import Final

from feasibility.language import (
    Label,
    Language,
    NotANumber,
    apart,
    format_number,
    format_share,
    format_unit,
    is_ambiguous,
    parse_number,
    two_ways,
)
from feasibility.language.numbers import NO_BREAK_SPACE
from feasibility.language.unit_words import EXAMPLES
from feasibility.screens.words import NOT_READ, TWO_WAYS

_MOST_DECIMALS: Final = 10
_LONGEST_SHOWN: Final = 60
_PERCENT: Final = Label("prosent", "per cent")


def is_share(unit: str) -> bool:
    """Whether numbers of the unit are written as percentages."""
    return unit.partition("/")[0] == "share"


def written(value: float, unit: str, language: Language) -> str:
    """`value` with as few decimals as read back to it: "1 250", "2,5", "12,5 %".

    A number that more than ten decimals are needed for is rounded to ten. What stands in a field must be
    taken when it is typed again: thousands are parted by a space in English too, and 1,125 has a zero more.
    """
    text = ""
    for decimals in range(_MOST_DECIMALS + 1):
        text = (
            format_share(value, language, decimals)
            if is_share(unit)
            else format_number(value, decimals, language)
        )
        if language == "en":
            text = text.replace(",", NO_BREAK_SPACE)
        if parse_number(text, language) == value and not is_ambiguous(text, language):
            break
    return text


def read(text: str, unit: str, language: Language) -> float:
    """The number typed into a field of the unit, with or without its words: "600 kvm", "12 mnd", "2 år".

    Raises NotANumber, with a message in the language and an example of the unit; also where the number can be
    read in two ways.
    """
    typed = text
    text, factor = apart(text, unit)
    try:
        ways = two_ways(text, language)
    except NotANumber:
        example = EXAMPLES.get(unit)
        if example is None:
            raise
        shown = typed if len(typed) <= _LONGEST_SHOWN else f"{typed[:_LONGEST_SHOWN]}…"
        raise NotANumber(NOT_READ.text(language).format(shown, example.text(language))) from None
    if ways is not None:
        raise NotANumber(TWO_WAYS.text(language).format(text.strip(), *ways))
    value = parse_number(text, language) * factor
    if not is_share(unit):
        return value
    try:
        return parse_number(f"{text} %", language)  # no sign typed: the field is in per cent
    except NotANumber:
        return value


def unit_words(unit: str, language: Language) -> str:
    """The unit as a field's label has it: "kr per m² og år", "prosent per år"."""
    head, _, rest = unit.partition("/")
    if head != "share":
        return format_unit(unit, language)
    per = format_unit(f"NOK/{rest}", language).partition(" ")[2] if rest else ""
    return " ".join(filter(None, (_PERCENT.text(language), per)))
