"""How far each thing can worsen before a covenant breaks or a company runs dry.

One kind of bad news at a time, from nothing to as far as it goes. The whole range is looked through, so the
first break is found though the number may recover further on; the interval it lies in is divided again and
again, for all companies, covenants and kinds at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from feasibility.analysis.once import once
from feasibility.analysis.operator_fails import ORE
from feasibility.analysis.other_structure import UNFUNDED, companies
from feasibility.analysis.stress import shifts
from feasibility.analysis.stress.grid import Party
from feasibility.analysis.stress.touched import reached_by
from feasibility.engine.expr import Input
from feasibility.language import Label
from feasibility.model import Result

State = Literal["breaks", "holds", "broken"]
Unit = Literal["points", "share"]
_TRIED, _PARTS, _ROUNDS = 40, 16, 6
DRY: Final = "dry"
"""What stands where a covenant's id would: the company lacks money nobody has agreed to."""

Shift = Callable[[shifts.Inputs, float], shifts.Changes]
"""What worsening by so much sets, of the inputs there are."""

_Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Break:
    """How far one thing can worsen before one requirement of one company fails.

    requirement: a covenant's id, or `DRY`. limit: the covenant, None for running dry. driver: what worsens.
    unit: points (of a share), or a share of what it was. far: how far was looked. state: "breaks" between
    `holds` and `breaks`; "holds" as far as was looked; "broken" already in the case as it stands.
    """

    party: Party
    requirement: str
    label: Label
    limit: float | None
    limit_unit: str
    driver: str
    driver_label: Label
    unit: Unit
    far: float
    state: State
    holds: float | None = None
    breaks: float | None = None


@dataclass(frozen=True)
class _Driver:
    """Something that worsens. changes: of the case, where it has worsened by so much."""

    id: str
    label: Label
    unit: Unit
    far: float
    changes: Callable[[float], shifts.Changes]
    only: Party | None = None


@dataclass(frozen=True)
class _Required:
    """What may not fail. line: what is looked at; it has failed where its highest is above `above`."""

    party: Party
    id: str
    label: Label
    limit: float | None
    unit: str
    line: str
    above: float


def _is_asked_of(driver: _Driver, party: Party) -> bool:
    """Whether a driver can harm a company: a lower rent the landlord, a higher one whoever pays it."""
    return driver.only is None or (driver.only == "landlord") == (party == "landlord")


@once
def breaking_points(result: Result) -> tuple[Break, ...]:
    """Where each requirement first fails as each thing worsens; what a driver cannot reach is left out."""
    drivers, required = _drivers(result), _requirements(result)
    program = result.built.program
    reach = {each: reached_by(program, [each.line]) for each in required}
    pairs = [
        (driver, each)
        for each in required
        for driver in drivers
        if _is_asked_of(driver, each.party) and not reach[each].isdisjoint(driver.changes(0.0))
    ]
    if not pairs:
        return ()
    search = _Search(result, drivers, required)
    columns = [(driver, x) for driver in drivers for x in np.linspace(0.0, driver.far, _TRIED + 1).tolist()]
    failed = search.failed(columns)
    start = {driver.id: place * (_TRIED + 1) for place, driver in enumerate(drivers)}
    open_: list[tuple[_Driver, _Required, float, float]] = []
    found: dict[tuple[str, str, str], Break] = {}
    for driver, each in pairs:
        own = failed[each][start[driver.id] : start[driver.id] + _TRIED + 1]
        if own[0] or not own.any():
            found[_key(driver, each)] = _told(driver, each, "broken" if own[0] else "holds", None, None)
        else:
            place = int(np.argmax(own))
            xs = np.linspace(0.0, driver.far, _TRIED + 1)
            open_.append((driver, each, float(xs[place - 1]), float(xs[place])))
    for driver, each, low, high in search.closed_in(open_):
        found[_key(driver, each)] = _told(driver, each, "breaks", low, high)
    return tuple(found[_key(driver, each)] for driver, each in pairs)


def _key(driver: _Driver, each: _Required) -> tuple[str, str, str]:
    return each.party, each.id, driver.id


def _told(driver: _Driver, each: _Required, state: State, low: float | None, high: float | None) -> Break:
    return Break(
        each.party, each.id, each.label, each.limit, each.unit, driver.id, driver.label, driver.unit,
        driver.far, state, low, high,
    )  # fmt: skip


# ---- what worsens, and what may not fail -----------------------------------------------------------------


def _drivers(result: Result) -> list[_Driver]:
    """Those that the case has."""
    inputs = result.values.inputs
    overruns = [inputs[id] for id in shifts.works(inputs, 0.0)]
    most_works = min((2 / (1 + v) - 1 for v in overruns), default=0.0)  # an overrun is 100 % at most

    def driver(
        id: str, label: Label, unit: Unit, far: float, shift: Shift, only: Party | None = None
    ) -> _Driver:
        # asked hundreds of times, so it looks through its own inputs alone
        own = {each: inputs[each] for each in shift(inputs, 0.0)}
        return _Driver(id, label, unit, far, lambda x: shift(own, x), only)

    found = [
        driver("rate", _RATE, "points", 0.15, shifts.rate),
        driver("occupancy", _OCCUPANCY, "points", 1.0, shifts.occupancy),
        driver("price", _PRICE, "share", 1.0, shifts.price),
        driver("rent_down", _RENT_DOWN, "share", 1.0, lambda own, x: shifts.rent(own, -x), "landlord"),
        driver("rent_up", _RENT_UP, "share", 3.0, shifts.rent, "operator"),
        driver("works", _WORKS, "share", most_works, shifts.works),
        driver("yield", _YIELD, "points", 0.10, shifts.exit_yield),
    ]
    return [each for each in found if each.far > 0 and each.changes(0.0)]


def _requirements(result: Result) -> list[_Required]:
    """Each stated covenant of each company that borrows, and of every company that it does not run dry."""
    found = []
    for party in companies(result):
        for view in result.built.bank:
            for m in view.measures if view.party == party else ():
                if isinstance(m.limit, Input) and m.breached is not None:
                    limit = float(result.values.inputs[m.limit.id])
                    found.append(_Required(party, m.id, m.label, limit, m.by_year.unit, m.breached.id, 0.5))
        found.append(_Required(party, DRY, _DRY_IS, None, "NOK", UNFUNDED.format(party=party), ORE))
    return found


# ---- the search ------------------------------------------------------------------------------------------


class _Search:
    """Runs of the case at points of its drivers, all of one plan."""

    def __init__(self, result: Result, drivers: Sequence[_Driver], required: Sequence[_Required]) -> None:
        self.result, self.required = result, required
        self.varied = sorted({id for driver in drivers for id in driver.changes(0.0)})

    def failed(self, columns: Sequence[tuple[_Driver, float]]) -> Mapping[_Required, npt.NDArray[np.bool_]]:
        """Whether each requirement has failed at each point."""
        inputs = self.result.values.inputs
        varied = {id: np.full(len(columns), inputs[id]) for id in self.varied}
        for column, (driver, x) in enumerate(columns):
            for id, value in driver.changes(x).items():
                varied[id][column] = value
        wanted = [each.line for each in self.required]
        arrays = self.result.built.program.run_many(varied, wanted, self.result.changed_inputs)
        return {each: np.atleast_2d(arrays[each.line]).max(axis=0) > each.above for each in self.required}

    def closed_in(
        self, open_: Sequence[tuple[_Driver, _Required, float, float]]
    ) -> list[tuple[_Driver, _Required, float, float]]:
        """The intervals made so small that their ends are one number to whoever reads them."""
        now = list(open_)
        for _ in range(_ROUNDS if now else 0):
            grids = [np.linspace(low, high, _PARTS + 1) for _, _, low, high in now]
            points = [
                (driver, x)
                for (driver, *_), grid in zip(now, grids, strict=True)
                for x in grid[1:-1].tolist()
            ]
            failed = self.failed(points)
            closer = []
            for place, ((driver, each, _low, _high), grid) in enumerate(zip(now, grids, strict=True)):
                inner = failed[each][place * (_PARTS - 1) : (place + 1) * (_PARTS - 1)]
                first = int(np.argmax(inner)) + 1 if inner.any() else _PARTS
                closer.append((driver, each, float(grid[first - 1]), float(grid[first])))
            now = closer
        return now


_RATE = Label("Rente opp", "Rate up")
_OCCUPANCY = Label("Belegg ned", "Occupancy down")
_PRICE = Label("Priser ned", "Prices down")
_RENT_DOWN = Label("Leie ned", "Rent down")
_RENT_UP = Label("Leie opp", "Rent up")
_WORKS = Label("Kostnad for arbeider opp", "Cost of works up")
_YIELD = Label("Yield opp", "Yield up")
_DRY_IS = Label("Pengene tar slutt", "Money runs out")
