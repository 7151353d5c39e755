"""Norwegian (bokmål, the default) and English: labels, and how numbers, units and dates are written and read.

Nothing here asks the machine for its locale: the same value is written alike everywhere.
"""

from feasibility.language.dates import as_iso, format_date, format_month
from feasibility.language.label import DEFAULT_LANGUAGE, LANGUAGES, Label, Language
from feasibility.language.numbers import format_amount, format_number, format_points, format_share
from feasibility.language.reading import NotANumber, is_ambiguous, parse_number, two_ways
from feasibility.language.unit_words import apart
from feasibility.language.units import UnknownUnit, format_any, format_measure, format_stated, format_unit

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "Label",
    "Language",
    "NotANumber",
    "UnknownUnit",
    "apart",
    "as_iso",
    "format_amount",
    "format_any",
    "format_date",
    "format_measure",
    "format_month",
    "format_number",
    "format_points",
    "format_share",
    "format_stated",
    "format_unit",
    "is_ambiguous",
    "parse_number",
    "two_ways",
]
