"""The stress grid (stresstest): what a worse course of events does to landlord and operator.

Each row is the case with some numbers changed, and all such rows are evaluated in one pass over the case's
own model; a row that gives the case something it does not have (a default, a stand-in) is built and run as
the changed case. So every row is what a run of the changed case would give. A row that changes nothing the
case has is not applicable, and says so. A company that a row cannot reach, by what the model's lines read,
is left out of it: its numbers would only look as if it had come through a test. A landlord is reached as well
where the operator lacks money.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from feasibility.analysis.numbers import STRUCTURE
from feasibility.analysis.once import once
from feasibility.analysis.operator_fails import ORE
from feasibility.analysis.other_structure import (
    CALLED,
    SCALARS,
    UNFUNDED,
    YEARS,
    companies,
    run_other,
    stated_covenants,
)
from feasibility.analysis.stress.covenants import Breach, breaches
from feasibility.analysis.stress.rows import BASE, Stress, rows
from feasibility.analysis.stress.touched import reached_by
from feasibility.case import Case, CaseError, case_hash, field_info
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.bank_view import CovenantId
from feasibility.names import CompanyId

Party = CompanyId


@dataclass(frozen=True)
class Stressed:
    """One party in one row. Amounts in NOK; ratios and LTV are the worst full year begun after opening.

    None where the party has no such number: it does not borrow, or there is no denominator. called_nok: what
    the owners put in, in all, when the company calls for it (kapitalkall); without it money would be short.
    broken: the covenants that do not hold, the first to break first; None where the case states none.
    """

    npv_nok: float | None
    lowest_cash_nok: float | None
    lowest_cash_month: int | None
    worst_icr: float | None
    worst_dscr: float | None
    worst_ltv: float | None
    unfunded_nok: float
    called_nok: float
    broken: tuple[Breach, ...] | None = None


@dataclass(frozen=True)
class StressRow:
    """One stress.

    parties: the companies it can reach. not_applicable: why it changes nothing in this case; then `parties`
    is empty. changes: what it sets in the case, as `Case.changed` takes them. about: what it rests on.
    operator_fails: the operator lacks money nobody has agreed to, and the row takes it that it pays all the
    same: the landlord's rent may not come. is_own: the case states it itself.
    """

    id: str
    label: Label
    parties: Mapping[Party, Stressed]
    not_applicable: Label | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    about: Label | None = None
    operator_fails: bool = False
    is_own: bool = False


@dataclass(frozen=True)
class StressGrid:
    """The rows, the case as it stands first. hash: fingerprint of the case they were calculated for."""

    hash: str
    rows: tuple[StressRow, ...]

    @property
    def parties(self) -> tuple[Party, ...]:
        """The companies of the case."""
        return tuple(self.rows[0].parties)

    @property
    def landlord_unpaid(self) -> bool:
        """Whether the landlord's figures in any row rest on an operator that lacks money."""
        return any(row.operator_fails and "landlord" in row.parties for row in self.rows)

    def of(self, party: Party) -> tuple[StressRow, ...]:
        """The rows that reach a party, the case as it stands first."""
        return tuple(row for row in self.rows if party in row.parties)

    def is_bound(self, party: Party) -> bool:
        """Whether the case states covenants that a party is measured by."""
        return any(row.parties[party].broken is not None for row in self.of(party))

    def calls(self, party: Party) -> bool:
        """Whether the owners of a party have to put in more in any row."""
        return any(row.parties[party].called_nok > ORE for row in self.of(party))


@dataclass(frozen=True)
class _Found:
    """A row evaluated, whoever it reaches, and the companies that it does reach."""

    parties: Mapping[Party, Stressed]
    reached: tuple[Party, ...]


@once
def stress(result: Result) -> StressGrid:
    """Evaluate every stress of a case as it was run (its changed inputs and support included)."""
    alone = changed(result.case, {})  # what all rows leave out is taken out once
    tried = [BASE, *(_allowed(alone, each) for each in rows(result))]
    live = [each for each in tried if each.reason is None]
    arrays = [each for each in live if _is_numbers(result, each)]
    found = dict(zip((each.id for each in arrays), _evaluated(result, arrays), strict=True))
    found |= {each.id: _built(result, each) for each in live if each.id not in found}
    base = found["base"].parties
    return StressGrid(case_hash(result.case), tuple(_row(each, found.get(each.id), base) for each in tried))


def _row(each: Stress, found: _Found | None, base: Mapping[Party, Stressed]) -> StressRow:
    if found is None:
        return StressRow(each.id, each.label, {}, each.reason, {}, each.about, False, each.is_own)
    fails = lacks_money(found.parties) and "operator_default" not in each.changes
    # an operator that lacks money reaches the landlord, whatever lines read: its rent may not come (§13.2)
    reached = {*found.reached, *(("landlord",) if fails else ())}
    shown = base if each.id == "base" else {p: s for p, s in found.parties.items() if p in reached}
    if each.only is not None:
        shown = {party: stressed for party, stressed in shown.items() if party == each.only}
    if not shown:
        return StressRow(each.id, each.label, {}, _REACHES_NONE, {}, each.about, False, each.is_own)
    return StressRow(each.id, each.label, shown, None, each.changes, each.about, fails, each.is_own)


def lacks_money(parties: Mapping[Party, Stressed]) -> bool:
    """Whether an operator lacks money that nobody has agreed to put in."""
    return any(party != "landlord" and found.unfunded_nok > ORE for party, found in parties.items())


def _allowed(case: Case, each: Stress) -> Stress:
    """The row with whole numbers as such; not applicable, in the rule's words, where the rules forbid it.

    case: without scenarios and rows of its own.
    """
    if each.reason is not None:
        return each
    numbers = each.changes if each.as_inputs is None else each.as_inputs
    changes = {path: _stated(case, path, value) for path, value in each.changes.items()}
    reason = None
    try:
        case.changed(changes)
    except CaseError as error:
        reason = Label(error.problems[0].nb, error.problems[0].en)
    return replace(each, changes=changes, reason=reason, as_inputs=numbers)


def _stated(case: Case, path: str, value: object) -> object:
    """A number as a case file states it: what is counted in whole numbers is one."""
    if isinstance(value, float) and value.is_integer():
        try:
            return round(value) if field_info(type(case), path).is_whole else value
        except CaseError:
            return value
    return value


def changed(case: Case, changes: Mapping[str, object]) -> Case:
    """The changed case, without the scenarios and rows that may speak of what is no more."""
    return case.changed({"scenarios": {}, "bank.stress": {}, **changes})


# ---- evaluation ------------------------------------------------------------------------------------------


def _is_numbers(result: Result, each: Stress) -> bool:
    """Whether a row only changes numbers that the case's own model takes as inputs."""
    inputs = result.built.model.inputs
    return all(
        isinstance(value, int | float) and path in inputs and inputs[path].section != STRUCTURE
        for path, value in (each.as_inputs or {}).items()
    )


def _evaluated(result: Result, tried: Sequence[Stress]) -> list[_Found]:
    """What each of the stresses comes to; one pass for all of them."""
    base, parties = result.values.inputs, companies(result)
    looked_at = {party: _Lines.of(result, party) for party in parties}
    wanted = [line for lines in looked_at.values() for line in lines.all]
    varied = {
        id: [float((each.as_inputs or {}).get(id, base[id])) for each in tried]  # type: ignore[arg-type]
        for each in tried
        for id in each.as_inputs or {}
    }
    arrays: Mapping[str, Any]
    if varied:
        arrays = result.built.program.run_many(varied, wanted, result.changed_inputs)
    else:  # nothing in the case can be stressed
        arrays = {line: np.asarray(result.values[line])[..., None] for line in wanted}
    reach = {party: reached_by(result.built.program, lines.all) for party, lines in looked_at.items()}
    return [
        _Found(
            {party: lines.stressed(arrays, column) for party, lines in looked_at.items()},
            tuple(party for party in parties if not reach[party].isdisjoint(each.as_inputs or {})),
        )
        for column, each in enumerate(tried)
    ]


def _built(result: Result, each: Stress) -> _Found:
    """A row whose changes make another model of the case: built, and run as the case was."""
    run = run_other(result, changed(result.case, each.changes))
    before, after = result.values.inputs, run.values.inputs
    new = {id for id, value in after.items() if before.get(id) != value}
    gone = before.keys() - after.keys()
    parties = companies(run)
    found, reached = {}, []
    for party in parties:
        found[party] = of_run(run, party)
        is_reached = not reached_by(run.built.program, _Lines.of(run, party).all).isdisjoint(new)
        if not is_reached and gone:
            is_reached = party not in companies(result) or not reached_by(
                result.built.program, _Lines.of(result, party).all
            ).isdisjoint(gone)
        if is_reached:
            reached.append(party)
    return _Found(found, tuple(reached))


def of_run(run: Result, party: Party) -> Stressed:
    """What a run of its own comes to for a company, as a row of the grid tells it."""
    lines = _Lines.of(run, party)
    return lines.stressed({line: np.asarray(run.values[line])[..., None] for line in lines.all}, 0)


@dataclass(frozen=True)
class _Lines:
    """The lines that are looked at of one company. named: those of `Stressed` by its field; years: the
    calendar years of those of the covenants."""

    named: Mapping[str, str]
    covenants: Mapping[CovenantId, str]
    years: Sequence[float]

    @classmethod
    def of(cls, result: Result, party: Party) -> _Lines:
        """Those that the result's model has."""
        named = {name: line.format(party=party) for name, line in SCALARS.items()}
        found = {name: line for name, line in named.items() if line in result.built.model.lines}
        found |= {"unfunded_nok": UNFUNDED.format(party=party), "called_nok": CALLED.format(party=party)}
        return cls(found, stated_covenants(result, party), result.values[YEARS].tolist())

    @property
    def all(self) -> list[str]:
        """The ids of all of them."""
        return [*self.named.values(), *self.covenants.values()]

    def stressed(self, arrays: Mapping[str, Any], column: int) -> Stressed:
        """What they come to in one scenario."""
        found: dict[str, float | None] = {}
        for name in SCALARS:
            value = float(arrays[self.named[name]][column]) if name in self.named else math.nan
            found[name] = None if math.isnan(value) else value
        month = found.pop("lowest_cash_month")

        def highest(name: str) -> float:
            return float(np.max(arrays[self.named[name]][:, column]))

        return Stressed(
            lowest_cash_month=None if month is None else round(month),
            unfunded_nok=highest("unfunded_nok"),
            called_nok=highest("called_nok"),
            broken=breaches(self.covenants, arrays, column, self.years) if self.covenants else None,
            **found,
        )


NOT_PAID_MARK: Final = " *"
NOT_PAID: Final = Label(
    "* Her mangler driveren penger ingen har sagt ja til, så leien kan utebli. Gårdeierens tall i linjen "
    "forutsetter likevel at driveren betaler hele tiden; hva et mislighold gir, viser linjen «Driveren "
    "misligholder».",
    "* Here the operator lacks money nobody has agreed to, so the rent may fail. The landlord's figures in "
    'the line take it all the same that the operator goes on paying; the row "The operator defaults" shows '
    "what a default brings.",
)
"""What is said of the landlord's rows that bear the mark (§13.2)."""
_REACHES_NONE = Label("endrer ingen av tallene her", "changes none of the numbers here")
