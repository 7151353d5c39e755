"""The quick start (hurtigstart): a whole case from about ten answers, the rest from the template."""

from feasibility.starting.answers import (
    ASKED,
    Afterwards,
    Asked,
    Mistake,
    QuickStart,
    QuickStartError,
    Today,
    asked_of,
)
from feasibility.starting.areas import Divided, in_words
from feasibility.starting.places import number_at
from feasibility.starting.quick import divided_area, name_of, quick_start
from feasibility.starting.template import template_of

__all__ = [
    "ASKED",
    "Afterwards",
    "Asked",
    "Divided",
    "Mistake",
    "QuickStart",
    "QuickStartError",
    "Today",
    "asked_of",
    "divided_area",
    "in_words",
    "name_of",
    "number_at",
    "quick_start",
    "template_of",
]
