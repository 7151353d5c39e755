"""The peer case by the engine and by hand: a plain loop, NumPy, numpy-financial and pyxirr."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import numpy_financial as npf
import pyxirr

from benchmarks.timing import Timing, report, timed
from feasibility.engine.compute.program import Program
from tests.engine.peer_case import (
    MONTHS,
    PeerCase,
    internal_rate,
    net_present_value,
    thousand,
)
from tests.engine.peer_model import peer_model

Array = npt.NDArray[np.float64]
_VARIED = ("occupancy_stable", "price_nok")


def peer_report() -> str:
    """Both comparisons, after making sure that every way gives the same numbers."""
    return f"{_one()}\n\n{_many()}"


def _one() -> str:
    case = PeerCase()
    program = Program(peer_model(case))

    def engine() -> tuple[float, float]:
        values = program.run()
        return values["npv"], values["irr.annual"]

    def asked() -> tuple[float, float]:
        values = program.run_few(["npv", "irr.annual"])
        return values["npv"], values["irr.annual"]

    def with_irr(irr: Callable[[Array], float | None]) -> Callable[[], tuple[float, float]]:
        def way() -> tuple[float, float]:
            flows = _flows(case, np.float64(case.occupancy_stable), np.float64(case.price_nok))
            return float(_npv(case, flows)), (1 + (irr(flows) or 0.0)) ** 12 - 1

        return way

    ways: dict[str, Callable[[], tuple[float, float]]] = {
        "engine, the two that are asked for": asked,
        "engine, every line kept": engine,
        "plain Python loop": lambda: (net_present_value(case), internal_rate(case)),
        "hand-written NumPy, own Newton": with_irr(lambda f: float(_irr(f[:, None])[0])),
        "hand-written NumPy, pyxirr": with_irr(pyxirr.irr),
        "hand-written NumPy, numpy-financial": with_irr(npf.irr),
    }
    for name, way in ways.items():
        _check(name, np.array(way()), np.array([net_present_value(case), internal_rate(case)]))
    base = next(iter(ways))
    found = timed(ways)
    table = report("Peer case (120 months, NPV and internal rate), one evaluation", found, base)
    return f"{table}\n{_beside_hand(found, 'hand-written NumPy, own Newton', 0.9)}"


def _many() -> str:
    cases = thousand()
    program = Program(peer_model(PeerCase()))
    varied = {id: np.array([case.inputs()[id] for case in cases]) for id in _VARIED}

    def engine() -> Array:
        many = program.run_many(varied, ["npv", "irr.annual"])
        return np.array([many["npv"], many["irr.annual"]])

    def by_hand() -> Array:
        flows = _flows(PeerCase(), varied["occupancy_stable"], varied["price_nok"])
        return np.array([_npv(PeerCase(), flows), (1 + _irr(flows)) ** 12 - 1])

    def one_by_one() -> Array:
        return np.array([[net_present_value(c), internal_rate(c)] for c in cases]).T

    def hand_and_pyxirr() -> Array:
        flows = _flows(PeerCase(), varied["occupancy_stable"], varied["price_nok"])
        rates = [pyxirr.irr(column) or 0.0 for column in flows.T]
        return np.array([_npv(PeerCase(), flows), (1 + np.array(rates)) ** 12 - 1])

    ways: dict[str, Callable[[], Array]] = {
        "engine, one array": engine,
        "hand-written NumPy in one array, own Newton": by_hand,
        "hand-written NumPy in one array, pyxirr": hand_and_pyxirr,
        "plain Python loop, one by one": one_by_one,
    }
    expected = one_by_one()
    for name, way in ways.items():
        _check(name, way(), expected)
    found = timed(ways, 3.0)
    table = report("Peer case, 1,000 scenarios", found, next(iter(ways)))
    return f"{table}\n{_beside_hand(found, 'hand-written NumPy in one array, own Newton', 0.6)}"


def _beside_hand(found: list[Timing], by_hand: str, goal: float) -> str:
    """The first, which is the engine, beside what was written by hand."""
    seconds = next(timing.seconds for timing in found if timing.name == by_hand)
    return f"  the engine takes {found[0].seconds / seconds:.2f} × {by_hand} (goal {goal:.2f} ×)"


def _check(name: str, found: Array, expected: Array) -> None:
    worst = float(np.max(np.abs(found / expected - 1)))
    if worst > 1e-9:
        raise SystemExit(f"{name} gives another number: {worst:.1e} off")


def _flows(case: PeerCase, stable: Array | np.float64, price: Array | np.float64) -> Array:
    """Cash by month, time 0 first: (months + 1,) or (months + 1, scenarios)."""
    month = np.arange(1.0, MONTHS + 1.0)
    if np.ndim(stable):
        month = month[:, None]
    index = (1 + case.growth) ** ((month - 1) // 12)
    progress = np.minimum(month - 1, case.ramp_months - 1) / (case.ramp_months - 1)
    occupancy = case.occupancy_at_opening + progress * (stable - case.occupancy_at_opening)
    income = case.desks * price * occupancy * index
    ends = np.cumsum([case.phase_1_months, case.phase_2_months, case.phase_3_months])
    off = np.select(
        [month <= end for end in ends], [case.phase_1_off, case.phase_2_off, case.phase_3_off], 0.0
    )
    rent = case.area_m2 * case.rent_nok_per_m2_year / 12 * index * (1 - off)
    costs = case.fixed_costs_nok * index + case.costs_share_of_income * income
    rate = case.loan_rate / 12
    payment = case.loan_nok * rate / (1 - (1 + rate) ** -case.loan_months)
    cash: Array = income - rent - costs - payment * (month <= case.loan_months)
    return np.concatenate([np.full((1, *cash.shape[1:]), case.loan_nok - case.works_nok), cash])


def _npv(case: PeerCase, flows: Array) -> Array:
    monthly = (1 + case.discount_rate) ** (1 / 12) - 1
    factors = (1 + monthly) ** -np.arange(float(MONTHS + 1))
    value: Array = np.tensordot(factors, flows, axes=1)
    return value


def _irr(flows: Array) -> Array:
    periods = np.arange(float(len(flows)))[:, None]
    rate = np.full(flows.shape[1], 0.01)
    for _ in range(50):
        terms = flows * (1 + rate) ** -periods
        step = terms.sum(axis=0) / ((-periods * terms).sum(axis=0) / (1 + rate))
        rate = rate - step
        if np.abs(step).max() < 1e-12:
            break
    return rate
