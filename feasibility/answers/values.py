"""A value of a number of the case as a cell of a table."""

from __future__ import annotations

from feasibility.analysis.numbers import Number
from feasibility.answers.answer import Figure
from feasibility.language import Label, format_stated


def value_figure(number: Number, value: float) -> Figure:
    """The value as a figure of its own unit, shown as people state it."""
    return Figure(value, number.unit, shown=stated(number, value))


def stated(number: Number, value: float) -> Label:
    """The value in words: "1 200 kr", "12,5 %", "18 måneder"."""
    return Label(format_stated(value, number.unit, "nb"), format_stated(value, number.unit, "en"))
