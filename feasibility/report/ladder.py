"""The support ladder as a small table: a column for each calendar year, in thousands."""

from __future__ import annotations

from feasibility.language import Label, Language, format_number
from feasibility.model import Result
from feasibility.report.layout import WIDTH, Shown

_COLUMN, _FEWEST = 8, 3
_THOUSAND, _LABEL = 1000, 30


def ladder(result: Result, language: Language) -> list[Shown]:
    """A heading and three rows; nothing where the case states no support."""
    statement = next((s for s in result.built.statements if s.id == "support_ladder"), None)
    if statement is None:
        return []
    count = int((result.values["calendar.months_in_year"] > 0).sum())
    room = (WIDTH - _LABEL) // _COLUMN
    years = min(count, max(_FEWEST, room))
    head = "".join(f"{year:>{_COLUMN}.0f}" for year in result.values["calendar.years"][:years])
    head += " …" if years < count else ""
    lines = [Shown(f"{_TITLE.text(language):<{_LABEL}}{head}", "title")]
    for row, label in zip(statement.rows, _ROWS, strict=True):
        assert row.year is not None
        amounts = result.values.of(row.year)[:years]
        cells = "".join(f"{format_number(amount / _THOUSAND, 0, language):>{_COLUMN}}" for amount in amounts)
        lines.append(Shown(f"  {label.text(language):<{_LABEL - 2}}{cells}"))
    return lines


_TITLE = Label("EBITDA, 1 000 kr", "EBITDA, NOK 1,000")
_ROWS = (
    Label("med all støtte", "with all support"),
    Label("uten støtten som da er slutt", "without support ended by then"),
    Label("uten noen støtte", "without any support"),
)
