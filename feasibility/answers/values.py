"""A value of a number of the case, as people read it, with as many decimals as it needs."""

from __future__ import annotations

from feasibility.analysis.numbers import Number
from feasibility.answers.answer import Figure
from feasibility.language import Label, Language, format_measure, format_number, format_unit


def value_text(number: Number, value: float, language: Language) -> str:
    """ "1 200 kr", "12,5 %", "måned 7", "18 måneder": what it is counted in, without per what (`named`)."""
    head = number.unit.partition("/")[0]
    if head == "share":
        points = round(value * 100, 6)
        decimals = next((d for d in (0, 1, 2) if round(points, d) == points), 2)
        return format_measure(value, head, language, decimals)
    if head in ("month", "calendar_year", "flag", "index"):
        if float(value).is_integer() and head != "index":
            return format_measure(value, head, language)
        return format_number(value, 1, language)
    if head in ("NOK", "EUR"):
        return format_measure(value, head, language, 0 if abs(value) >= 100 else 2)
    return format_measure(value, head, language, None if float(value).is_integer() else 2)


def named(number: Number) -> Label:
    """What the number is called, with its unit where that is per something and the name does not say it."""
    label = number.label
    if "/" not in number.unit or " per " in label.nb or number.unit.startswith("share"):
        return label
    return Label(
        f"{label.nb} ({format_unit(number.unit, 'nb')})", f"{label.en} ({format_unit(number.unit, 'en')})"
    )


def value_figure(number: Number, value: float) -> Figure:
    """The value as a figure of its own unit."""
    shown = Label(value_text(number, value, "nb"), value_text(number, value, "en"))
    return Figure(value, number.unit, shown=shown)
