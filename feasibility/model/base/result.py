"""What a run gives back: the model, its numbers, and which lines are measures, statements and checks.

Everything a reader sees (terminal, app, workbook, JSON) is chosen here once, from lines of the model; no
arithmetic happens after it.
"""

from __future__ import annotations

import hashlib
from typing import Final, Literal

from feasibility.case import Case, WarningAnswer, case_hash
from feasibility.engine.compute.program import Program, Values
from feasibility.engine.expr import Line
from feasibility.engine.model import Model
from feasibility.language import Label
from feasibility.model.base.bank_view import Applicant, BankView
from feasibility.names import PartyId
from feasibility.record import record


@record
class Measure:
    """A key figure (nøkkeltall) of one party: a scalar line. `is_headline`: it stands on page one.

    under: what sets it apart from the one before it, where it is a figure beside that one.
    """

    line: Line
    party: PartyId
    is_headline: bool = False
    under: Label | None = None


PartId = Literal["running", "works", "tax", "sale"]
PARTS: Final[dict[PartId, Label]] = {
    "running": Label("Løpende år", "Running years"),
    "works": Label("Arbeider og avslag", "Works and reductions"),
    "tax": Label("Skatt", "Tax"),
    "sale": Label("Antatt salg", "Assumed sale"),
}
"""What every present value is made of, in the order it is shown (docs/model.md §13.3)."""


@record
class Split:
    """A present value or gain with its parts in the order of `PARTS`, scalar lines that add up to it.
    without_sale: the whole less what the sale brings, tax on it and VAT adjusted at it included."""

    whole: Line
    parts: tuple[Line, ...]
    without_sale: Line


Level = Literal["amber", "red"]
VerdictOf = Literal["landlord", "operator", "next_operator", "bank"]


@record
class Ground:
    """A reason why a verdict is not green. holds: a scalar line, 1 where it is so. text: a clause that
    `amount`, where there is one, completes. brief: the same in a few words, for a headline. year: of what is
    judged by its worst year, that year; after_deal: 1 where it begins after the deal has ended."""

    id: str
    level: Level
    holds: Line
    text: Label
    brief: Label
    amount: Line | None = None
    year: Line | None = None
    after_deal: Line | None = None


@record
class Verdict:
    """What is to be thought of a company, or said to the bank. level: 0 green, 1 amber, 2 red."""

    of: VerdictOf
    label: Label
    level: Line
    grounds: tuple[Ground, ...]


@record
class Part:
    """What one flow, by its name, brings to a row of a statement.

    month: its line by month, NOK; taken off where `is_out`.
    """

    label: Label
    month: Line
    is_out: bool


@record
class Row:
    """A row of a statement. A heading has no lines; otherwise the month line, and the same by year.

    kind: "part" stands below the row it is a part of, and is counted there (`feasibility.model.named`).
    parts: the flows it is the sum of, where they have names of their own; no line is kept of them by year.
    """

    label: Label
    kind: Literal["heading", "row", "total", "part"]
    month: Line | None = None
    year: Line | None = None
    parts: tuple[Part, ...] = ()


@record
class Statement:
    """An income statement (resultatbudsjett) or cash flow (likviditetsbudsjett) of one party."""

    id: str
    party: PartyId
    label: Label
    rows: tuple[Row, ...]


Municipal = Literal[
    "cash",
    "in_kind",
    "places",
    "premises",
    "own_operation",
    "equity",
    "property_tax",
    "rent",
    "dividend",
    "takeover",
    "sale",
]


@record
class MunicipalFlow:
    """What the municipality gives, or gets back (§13.14), NOK ex VAT as earned.

    year: by calendar year. total: over the horizon. is_given: it gives; else it gets.
    """

    label: Label
    kind: Municipal
    year: Line
    total: Line
    is_given: bool = True


@record
class Check:
    """A check every run makes (docs/model.md §11). `difference` is a scalar line in øre: 0 is passed."""

    difference: Line
    label: Label


@record
class Outcome:
    """What a check came to in one run. `difference` is in NOK, rounded to the øre; None where it has none.

    basis and note: as of the line that is checked (`engine.lines.Line`).
    """

    id: str
    label: Label
    difference: float | None
    basis: tuple[str, ...] = ()
    note: Label | None = None

    @property
    def passed(self) -> bool:
        """The difference is nothing."""
        return self.difference == 0.0


@record
class Caution:
    """A warning (varsel): something doubtful, with the case's own numbers and where the doubt comes from.

    Never an error. Not called Warning, which is Python's own. answer: what the case answers to it; the doubt
    stands all the same.
    """

    id: str
    text: Label
    source: Label
    answer: WarningAnswer | None = None


@record
class Chart:
    """A picture: lines of one axis over time. `kind` as a spreadsheet draws it.

    names: what each line is called beside the title, where its label says the title over again.
    """

    id: str
    title: Label
    kind: Literal["line", "column", "stacked_column"]
    lines: tuple[Line, ...]
    unit: str
    names: tuple[Label, ...] = ()


@record
class BuiltCase:
    """A case's model before numbers: lines, and which of them are shown as what.

    bank: of each company that borrows. splits: every present value and gain with its parts.
    verdicts: of each company, and the bank's where one borrows. budgets: each company's liquidity budget by
    month, with every product, cost and loan by name; its rows have no years.
    municipal: what a municipality that gives something gives, and what it gets back. applicant: the company
    that asks for money where it borrows nothing in the case.
    """

    model: Model
    program: Program
    measures: tuple[Measure, ...]
    statements: tuple[Statement, ...]
    checks: tuple[Check, ...]
    charts: tuple[Chart, ...]
    bank: tuple[BankView, ...] = ()
    splits: tuple[Split, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    budgets: tuple[Statement, ...] = ()
    municipal: tuple[MunicipalFlow, ...] = ()
    applicant: Applicant | None = None


@record
class Result:
    """One evaluated case.

    witnessed: what a second library said of the same numbers. sound: checks of the numbers as such, which a
    workbook needs none of, as no number is missing or infinite in a cell that is verified.
    """

    case: Case
    built: BuiltCase
    values: Values
    warnings: tuple[Caution, ...]
    witnessed: tuple[Outcome, ...] = ()
    sound: tuple[Outcome, ...] = ()

    def __repr__(self) -> str:
        """On one line: a result holds some thousand lines of numbers."""
        case, failed = self.case, len(self.failed_checks)
        checks = (
            f"{failed} of {len(self.checks)} checks failed" if failed else f"{len(self.checks)} checks passed"
        )
        return f"<Result {case.name!r}: {case.deal.structure}, {case.horizon_months} months, {checks}>"

    @property
    def mark(self) -> str:
        """What tells files of this run from those of another: the same case, with or without its support."""
        with_support = bool(self.values.inputs.get("with_support", 1.0))
        return hashlib.sha256(f"{case_hash(self.case)} {with_support}".encode()).hexdigest()[:16]

    def number(self, line: Line | str) -> float | None:
        """A scalar line's number; None where it is null."""
        return self.values.number(line if isinstance(line, str) else line.id)

    def reason(self, line: Line | str) -> Label | None:
        """Why a scalar line has no number; None where it has one."""
        from feasibility.engine.explain.explain import (
            reason_for_null,  # not needed by callers that only read numbers
        )

        return reason_for_null(self.values, self.built.model.find(line if isinstance(line, str) else line.id))

    @property
    def answers_left(self) -> tuple[WarningAnswer, ...]:
        """The case's answers to warnings that this run does not give."""
        given = {warning.id for warning in self.warnings}
        return tuple(each for each in self.case.answers_to_warnings if each.warning not in given)

    @property
    def changed_inputs(self) -> dict[str, float]:
        """The inputs this was evaluated with that are not the model's own."""
        stated = self.built.model.inputs
        return {id: value for id, value in self.values.inputs.items() if value != stated[id].value}

    @property
    def checks(self) -> tuple[Outcome, ...]:
        """Every check of this run: the model's own, live in the workbook too, then the second witness's."""
        own = (
            Outcome(line.id, check.label, self.number(line), line.basis, line.note)
            for check in self.built.checks
            for line in (check.difference,)
        )
        return (*own, *self.sound, *self.witnessed)

    @property
    def failed_checks(self) -> tuple[Outcome, ...]:
        """Checks whose difference is not zero to the øre."""
        return tuple(outcome for outcome in self.checks if not outcome.passed)
