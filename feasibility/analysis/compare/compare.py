"""Cases, scenarios and alternatives side by side, for landlord, operator, bank and municipality.

A column is a run of its own: the case as it stands, one of its scenarios (which may replace the deal) or
another case. Two more need no run, as every run has them: the space vacant, and let to an ordinary tenant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from feasibility.analysis.compare import columns as known
from feasibility.analysis.compare.columns import STATED, Candidate, Kind
from feasibility.analysis.compare.fields import Differing, differing
from feasibility.analysis.compare.left import LeftBehind, left_behind
from feasibility.analysis.compare.rerun import beside
from feasibility.analysis.compare.rows import (
    DECISIVE,
    ROWS,
    Decider,
    Figure,
    Row,
    breached,
    lacking,
    of_alternative,
    of_run,
)
from feasibility.analysis.operator_fails import ORE, OperatorFails, operator_fails
from feasibility.case import Case
from feasibility.language import Label
from feasibility.model import Result
from feasibility.names import CompanyId

ObstacleId = Literal[
    "landlord.unfunded",
    "operator.unfunded",
    "next_operator.unfunded",
    "landlord.covenants",
    "operator.covenants",
    "next_operator.covenants",
    "checks",
]


@dataclass(frozen=True)
class Obstacle:
    """Why a column can't be carried out as it stands."""

    id: ObstacleId
    label: Label


@dataclass(frozen=True)
class Column:
    """One of what is compared. result: its run; None for what the landlord could do instead. fails: where its
    operator runs out of money. left: what its deal leaves with a company that no longer runs the concept."""

    name: str
    label: Label
    kind: Kind
    figures: Mapping[str, Figure]
    obstacles: tuple[Obstacle, ...] = ()
    result: Result | None = None
    fails: OperatorFails | None = None
    left: LeftBehind | None = None

    def number(self, row: str) -> float | None:
        """A row's number; None where there is none."""
        return self.figures[row].value


Standing = Literal["best", "shared", "only", "paper"]
"""How a column is best: alone; with others that have the same number; as the only one with a number that can
be carried out, though others have as good a one; or on paper, as none of them can be carried out."""


@dataclass(frozen=True)
class Winner:
    """The column that is best in a row, among those that can be carried out where some can.

    names: the columns that share the best number. tempting: columns with a better number that can't be
    carried out.
    """

    row: Row
    names: tuple[str, ...]
    value: float
    standing: Standing
    tempting: tuple[str, ...] = ()

    @property
    def of(self) -> Decider:
        """Whose row it is."""
        return self.row.of

    @property
    def is_possible(self) -> bool:
        """Whether what is best can be carried out."""
        return self.standing != "paper"

    @property
    def is_poor(self) -> bool:
        """Whether the best is only the least bad: a present value below zero, a cover below one."""
        if self.row.better != "high":
            return False
        return self.value < (1 if self.row.unit == "ratio" else 0) - _alike(self.row)


@dataclass(frozen=True)
class Comparison:
    """Columns side by side. against: the name of the one that differences are taken to. rows: those that have
    something to say in some column. best: by row, what is best in it, where that has a meaning and not all
    are alike. differing: the fields that are not the same in all cases."""

    columns: tuple[Column, ...]
    against: str
    rows: tuple[Row, ...]
    best: Mapping[str, Winner]
    differing: tuple[Differing, ...]

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        return next((each for each in self.columns if each.name == name), None) or _unknown(name)

    def difference(self, row: str, name: str) -> float | None:
        """A column's number less that of the chosen column; None where either has none."""
        value, to = self.column(name).number(row), self.column(self.against).number(row)
        return None if value is None or to is None else value - to

    @property
    def winners(self) -> tuple[Winner, ...]:
        """What is best for each party, by its decisive row."""
        return tuple(self.best[row] for row in DECISIVE.values() if row in self.best)

    @property
    def best_for_all(self) -> tuple[str, ...]:
        """Columns that are best for every party that has a best, where more than one has; a column that
        leaves out a party which has a figure in another is best for the others only, and one that can't be
        carried out is best for nobody."""
        if len(self.winners) < 2 or not all(winner.is_possible for winner in self.winners):
            return ()
        rows = [id for id in DECISIVE.values() if any(each.number(id) is not None for each in self.columns)]
        return tuple(
            each.name
            for each in self.columns
            if all(each.name in winner.names for winner in self.winners)
            and all(each.number(id) is not None for id in rows)
        )

    @property
    def failed_checks(self) -> bool:
        """Whether a check of the model failed in any of the runs."""
        return any(each.result is not None and each.result.failed_checks for each in self.columns)


def compare(
    result: Result,
    others: Mapping[str, Case] | None = None,
    only: Sequence[str] = (),
    against: str = STATED,
) -> Comparison:
    """Put a case beside its scenarios, other cases, and what the landlord could do instead.

    Args:
        result: the case as it was run ("case"); the others are run with or without support as it was.
        others: further cases, by the name their column gets.
        only: names of the columns wanted, by id or label; all where empty. "vacant" and "ordinary" are the
            landlord's alternatives. The column differences are taken to is always among them.
        against: the column differences are taken to.

    Raises:
        NoAnswer: a name that is none (with the nearest), two columns of one name, fewer than two columns, or
            a scenario whose changes can't be made.
    """
    candidates = (
        known.stated(),
        *known.scenarios(result.case),
        *(known.other(name, case) for name, case in (others or {}).items()),
        *known.alternatives(result.case),
    )
    return compare_columns(result, candidates, only, against)


def compare_columns(
    result: Result, candidates: Sequence[Candidate], only: Sequence[str] = (), against: str = STATED
) -> Comparison:
    """As `compare`, among the candidates given."""
    wanted, to = known.chosen(candidates, only, against)
    cases = {each.name: known.case_of(each) for each in wanted}
    found = tuple(_column(result, each, cases[each.name]) for each in wanted)
    best = {row.id: winner for row in ROWS if (winner := _winner(row, found)) is not None}
    runs = {each.name: each.result.case for each in found if each.result is not None}
    return Comparison(
        found,
        to,
        tuple(row for row in ROWS if _tells(row, found)),
        best,
        differing(runs),
    )


def _column(base: Result, candidate: Candidate, case: Case | None) -> Column:
    if candidate.kind == "vacant" or candidate.kind == "ordinary":
        figures = of_alternative(base, candidate.kind)
        return Column(candidate.name, candidate.label, candidate.kind, figures)
    result = base if case is None else beside(base, case)
    fails = operator_fails(result)
    return Column(
        candidate.name,
        candidate.label,
        candidate.kind,
        of_run(result, fails),
        tuple(_obstacles(result)),
        result,
        fails,
        left_behind(base.case, result.case) if candidate.kind == "scenario" else None,
    )


def _obstacles(result: Result) -> list[Obstacle]:
    found = []
    for company in result.case.companies:
        if lacking(result, company):
            found.append(_LACKS[company])
    for view in result.built.bank:
        if breached(result, view):
            found.append(_BREAKS[view.party])
    if result.failed_checks:
        found.append(Obstacle("checks", _CHECKS))
    return found


def _tells(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row has a number or a word anywhere; a month that never comes is something told, too."""
    if row.unit == "month":
        return any(column.result is not None for column in columns)
    return any(c.figures[row.id].value is not None or c.figures[row.id].word for c in columns)


def _best(row: Row, columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns with the best number; none where all are alike to the øre."""
    numbers = {c.name: value for c in columns if row.better and (value := c.number(row.id)) is not None}
    if len(numbers) < 2 or max(numbers.values()) - min(numbers.values()) <= _alike(row):
        return ()
    best = max(numbers.values()) if row.better == "high" else min(numbers.values())
    return tuple(name for name, value in numbers.items() if abs(value - best) <= _alike(row))


def _alike(row: Row) -> float:
    return ORE if row.unit.startswith("NOK") else 1e-9


def _winner(row: Row, columns: Sequence[Column]) -> Winner | None:
    measured = [column for column in columns if column.number(row.id) is not None]
    possible = [column for column in measured if not column.obstacles]
    overall = _best(row, measured)
    if not overall:
        return None
    among = possible or measured
    names = _best(row, among) or tuple(column.name for column in among)
    values = {column.name: column.number(row.id) or 0.0 for column in measured}
    value, sign = values[names[0]], 1 if row.better == "high" else -1
    tempting = tuple(
        column.name
        for column in measured
        if column not in among and sign * (values[column.name] - value) > _alike(row)
    )
    standing: Standing = "best"
    if not possible:
        standing = "paper"
    elif len(names) > 1:
        standing = "shared"
    elif len(among) == 1 and names != overall:
        standing = "only"
    return Winner(row, names, value, standing, tempting)


def _unknown(name: str) -> Column:
    raise KeyError(name)


_LACKS: Final[Mapping[CompanyId, Obstacle]] = {
    "landlord": Obstacle("landlord.unfunded", Label("gårdeieren mangler penger", "the landlord lacks money")),
    "operator": Obstacle("operator.unfunded", Label("driveren mangler penger", "the operator lacks money")),
    "next_operator": Obstacle(
        "next_operator.unfunded", Label("neste driver mangler penger", "the next operator lacks money")
    ),
}
_BREAKS: Final[Mapping[CompanyId, Obstacle]] = {
    "landlord": Obstacle(
        "landlord.covenants", Label("gårdeieren bryter lånevilkår", "the landlord breaks covenants")
    ),
    "operator": Obstacle(
        "operator.covenants", Label("driveren bryter lånevilkår", "the operator breaks covenants")
    ),
    "next_operator": Obstacle(
        "next_operator.covenants",
        Label("neste driver bryter lånevilkår", "the next operator breaks covenants"),
    ),
}
_CHECKS = Label("en kontroll av modellen feiler", "a check of the model fails")
