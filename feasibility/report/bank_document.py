"""The bank's part of the JSON document: by borrower what the bank's sheet shows, and the stress grid."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from typing import Any

from feasibility.analysis.stress import StressGrid, stress
from feasibility.engine.expr import Expr, Input, Line
from feasibility.model import Result
from feasibility.model.base.bank_view import BankView, Entry, LoanView, Measured
from feasibility.model.base.result import Outcome

Document = dict[str, Any]


def bank_document(result: Result, years: int) -> Document | None:
    """The bank's part as dicts, lists, numbers and text; None where no company borrows.

    Args:
        years: how many years of the year axis lie within the horizon.
    """
    if not result.built.bank:
        return None
    written = _Written(result, years)
    return {
        "borrowers": [written.company(view) for view in result.built.bank],
        "stress": stress_document(stress(result)),
    }


def law_and_note(line: Line | Outcome) -> Document:
    """The law or rule a line follows, and what is to be said about it (null where nothing is)."""
    return {"basis": list(line.basis), "note": None if line.note is None else line.note.by_language()}


def stress_document(grid: StressGrid) -> Document:
    """The stress grid: each row by party, or why it is not applicable."""
    return {
        "case_hash": grid.hash,
        "rows": [
            {
                "id": row.id,
                "label": row.label.by_language(),
                "not_applicable": None if row.not_applicable is None else row.not_applicable.by_language(),
                "parties": {str(party): dataclasses.asdict(found) for party, found in row.parties.items()},
            }
            for row in grid.rows
        ],
    }


@dataclasses.dataclass(frozen=True)
class _Written:
    result: Result
    years: int

    def company(self, view: BankView) -> Document:
        """One borrower."""
        table = view.sources_uses
        return {
            "party": view.party,
            "sources": [self.entry(e) for e in table.sources],
            "sources_nok": self.number(table.total_sources.line),
            "uses": [self.entry(e) for e in table.uses],
            "uses_nok": self.number(table.total_uses.line),
            "counted": self.by_year(view.counted),
            "measures": [self.measure(m) for m in view.measures],
            "years": [self.row(e) for e in (*view.years, *view.common_costs)],
            "loans": [self.loan(loan) for loan in view.loans],
            "groups": [
                {
                    "id": group.id,
                    "label": group.label.by_language(),
                    "note": group.note,
                    "figures": [self.entry(e) for e in group.entries],
                }
                for group in view.groups
            ],
        }

    def measure(self, of: Measured) -> Document:
        """A measure by year, its worst, and its covenant (null where none is stated)."""
        return {
            "id": of.id,
            "label": of.label.by_language(),
            "unit": of.by_year.unit,
            "by_year": self.by_year(of.by_year),
            "worst": self.number(of.worst),
            "worst_year": self.number(of.worst_year),
            "reason": self.reason(of.worst),
            **law_and_note(of.by_year),
            "covenant": None
            if of.limit is None or of.headroom is None or of.least is None or of.breached is None
            else {
                "limit": self.limit(of.limit),
                "headroom_by_year": self.by_year(of.headroom),
                "least_headroom": self.number(of.least),
                "years_in_breach": self.number(of.breached),
                "breaks": self.breaks(of.breaks),
            },
            "until_served": None
            if of.served is None
            else {
                "headroom_by_year": self.by_year(of.served.headroom),
                "least_headroom": self.number(of.served.least),
                "breaks": self.breaks(of.served.breaks),
            },
        }

    def breaks(self, found: Iterable[tuple[Line, Line]]) -> list[Document]:
        """How far something can move, by year and in the worst of the counted years."""
        return [
            {
                "id": line.id,
                "label": line.label.by_language(),
                "unit": line.unit,
                "by_year": self.by_year(line),
                "worst": self.number(worst),
                **law_and_note(line),
            }
            for line, worst in found
        ]

    def loan(self, loan: LoanView) -> Document:
        """A loan."""
        return {
            "id": loan.id,
            "kind": loan.kind,
            "balance_by_year": self.by_year(loan.balance),
            "figures": [self.entry(e) for e in loan.entries],
        }

    def row(self, entry: Entry) -> Document:
        """A row by calendar year."""
        line = entry.line
        return {
            "id": line.id,
            "label": entry.label.by_language(),
            "unit": line.unit,
            "by_year": self.by_year(line),
            **law_and_note(line),
        }

    def entry(self, entry: Entry) -> Document:
        """A figure, or the reason why there is none."""
        line = entry.line
        return {
            "id": line.id,
            "label": entry.label.by_language(),
            "unit": line.unit,
            "number": self.number(line),
            "reason": self.reason(line),
            **law_and_note(line),
        }

    def limit(self, limit: Expr) -> float | None:
        """The covenant as evaluated."""
        return _number(self.result.values.inputs[limit.id]) if isinstance(limit, Input) else None

    def by_year(self, line: Line) -> list[float | None]:
        """A year line within the horizon."""
        values: Iterable[float] = self.result.values.of(line)[: self.years]
        return [_number(value) for value in values]

    def number(self, line: Line) -> float | None:
        """A scalar line's number."""
        found = self.result.number(line)
        return None if found is None else found + 0.0  # minus zero is zero

    def reason(self, line: Line) -> dict[str, str] | None:
        """Why a scalar line has no number."""
        found = self.result.reason(line)
        return None if found is None else found.by_language()


def _number(value: float) -> float | None:
    number = float(value)
    return number + 0.0 if math.isfinite(number) else None
