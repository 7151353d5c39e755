"""A result as pandas frames, for a notebook. Every number is a line of the model."""

from __future__ import annotations

import math

import pandas as pd

from feasibility.answers.answer import Answer, Cell, Column, Figure, shown
from feasibility.answers.written import table_of
from feasibility.engine.explain.words import in_words
from feasibility.engine.expr import Axis
from feasibility.language import DEFAULT_LANGUAGE, Language
from feasibility.model import Result


def monthly(result: Result) -> pd.DataFrame:
    """Months × lines: every month line by its id, over a PeriodIndex of calendar months.

    A number that does not exist is NaN. `lines` says what each column is.
    """
    first = pd.Period(result.case.start_month, freq="M")
    months = pd.period_range(first, periods=result.case.horizon_months, freq="M", name="month")
    return _frame(result, Axis.MONTH, months)


def yearly(result: Result) -> pd.DataFrame:
    """Calendar years × lines: every year line by its id, for the years the horizon touches.

    The first and last may be stub years: `calendar.months_in_year` says how many months they have.
    `lines` says what each column is.
    """
    within = int((result.values["calendar.months_in_year"] > 0).sum())
    years = pd.Index([int(year) for year in result.values["calendar.years"][:within]], name="year")
    return _frame(result, Axis.YEAR, years)


def measures(result: Result, language: Language = DEFAULT_LANGUAGE) -> pd.DataFrame:
    """Measures (nøkkeltall) by line id: party, label, number, unit, and the reason where there is none."""
    rows = []
    for measure in result.built.measures:
        line, reason = measure.line, result.reason(measure.line)
        rows.append(
            {
                "measure": line.id,
                "party": measure.party,
                "label": line.label.text(language),
                "number": float(result.values[line.id]),
                "unit": line.unit,
                "reason": "" if reason is None else reason.text(language),
                "is_headline": measure.is_headline,
            }
        )
    return pd.DataFrame(rows).set_index("measure")


def lines(result: Result, language: Language = DEFAULT_LANGUAGE) -> pd.DataFrame:
    """Every line of the model by its id: axis, unit, label, the formula in words, law or rule, and note.

    `basis` holds statutes and sections of the documentation's page on the model ("mval § 8-2; §6"), `note`
    what is to be said about the line; "" where there is nothing.
    The axis is "scalar" (one number), "month", "year" or "rate".
    """
    rows = [
        {
            "line": line.id,
            "axis": line.axis.value,
            "unit": line.unit,
            "label": line.label.text(language),
            "formula": in_words(line.formula, language),
            "basis": "; ".join(line.basis),
            "note": "" if line.note is None else line.note.text(language),
        }
        for line in result.built.program.lines
    ]
    return pd.DataFrame(rows).set_index("line")


def frame(found: Answer, table: str | None = None, language: Language = DEFAULT_LANGUAGE) -> pd.DataFrame:
    """One of an answer's tables, indexed by its first column; the main one unless another is named.

    Numbers are floats with all their digits, NaN where there is none; words are in `language`. Columns have
    the table's ids. Raises KeyError where the answer has no such table.
    """
    chosen = found.tables[0] if table is None else table_of(found, table)
    columns = {
        column.id: [_plain(row.cells[place], column, language) for row in chosen.rows]
        for place, column in enumerate(chosen.columns)
    }
    made = pd.DataFrame(columns)
    return made.set_index(chosen.columns[0].id)


def _plain(cell: Cell, column: Column, language: Language) -> object:
    if isinstance(cell, Figure):
        return math.nan if cell.value is None else cell.value
    return shown(cell, column, language)


def _frame(result: Result, axis: Axis, index: pd.Index) -> pd.DataFrame:
    chosen = [line for line in result.built.program.lines if line.axis is axis]
    return pd.DataFrame({line.id: result.values.of(line)[: len(index)] for line in chosen}, index=index)
