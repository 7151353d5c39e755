"""What would make a debt capacity just what is needed: one number of the case at a time, or one factor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import Number, number
from feasibility.analysis.solve import Solved, solve
from feasibility.language import Label
from feasibility.model import Result
from feasibility.names import CompanyId

Party = CompanyId

_PATH: Final = "bank.capacity"


@dataclass(frozen=True)
class Lift:
    """One number, and what it would have to be for the capacity to be just what is needed.

    needed: None where nothing within its limits does it. capacity_nok: with it there. binds: the test that
    binds then. is_factor: `numbers` are several that share one factor, and `needed` is the factor.
    """

    label: Label
    numbers: tuple[Number, ...]
    is_factor: bool
    stated: float
    needed: float | None
    capacity_nok: float | None
    binds: str | None


def binding(most: Mapping[str, float | None]) -> str | None:
    """The test that allows least; one that can't be measured allows nothing, as in the model."""
    if not most:
        return None
    lowest = min(value or 0.0 for value in most.values())
    return next(id for id, value in most.items() if (value or 0.0) <= lowest)


def levers(prepared: Result, party: Party) -> list[tuple[Label, tuple[str, ...]]]:
    """The numbers that a landlord, an operator or a bank can talk about, as far as the case has them."""
    inputs = prepared.built.model.inputs
    shares = tuple(
        path
        for id in prepared.case.products
        if prepared.values.inputs.get(path := f"products.{id}.ramp.stabilised_share")
    )
    by_dscr = f"{party}.capacity.by_dscr" in prepared.built.model.lines
    found: list[tuple[Label, tuple[str, ...]]] = [
        (_RENT, ("deal.lease.rent_nok_per_m2_year",)),
        (_LEASE_TERM, ("deal.lease.term_months",)),
        (_OCCUPANCY, shares),
        *([(_PROFILE, (f"{_PATH}.profile_months",))] if by_dscr else []),
        (_RATE, (f"{_PATH}.rate_share_per_year",)),
        (_LTV, (f"{_PATH}.maximum_ltv",)),
        (_SHARE, (f"{_PATH}.maximum_share_of_works",)),
    ]
    return [(label, paths) for label, paths in found if paths and all(path in inputs for path in paths)]


def lift(
    prepared: Result, party: Party, lever: tuple[Label, tuple[str, ...]], need: float, tests: Sequence[str]
) -> Lift:
    """What the numbers of one lever must be for the capacity to be the need; tests: those that measure it."""
    label, paths = lever
    numbers = tuple(number(prepared, path) for path in paths)
    is_factor = len(paths) > 1
    stated = 1.0 if is_factor else numbers[0].stated
    line = f"{party}.capacity.largest"
    low, high = _span(numbers[0], prepared) if not is_factor else (None, None)
    try:
        found = solve(prepared, paths, line, need, low, high)
    except NoAnswer:
        return Lift(label, numbers, is_factor, stated, None, None, None)
    needed = _nearest_enough(found, stated)
    if needed is None:
        return Lift(label, numbers, is_factor, stated, None, None, None)
    varied = {n.path: [needed * n.stated if is_factor else needed] for n in numbers}
    wanted = [line, *(f"{party}.capacity.{test}" for test in tests)]
    there = prepared.built.program.run_many(varied, wanted, prepared.changed_inputs)
    most = {
        test: None if np.isnan(value := float(there[f"{party}.capacity.{test}"][0])) else value
        for test in tests
    }
    return Lift(label, numbers, is_factor, stated, needed, float(there[line][0]), binding(most))


def _span(found: Number, prepared: Result) -> tuple[float | None, float | None]:
    """Where a number is looked for; None leaves it to what is usual."""
    if found.path == f"{_PATH}.profile_months":
        return 12.0, 480.0
    if found.path == f"{_PATH}.rate_share_per_year":
        return 0.0005, 0.25
    if found.path == "deal.lease.term_months":
        return 1.0, float(prepared.case.horizon_months)
    return None, None


def _nearest_enough(found: Solved, stated: float) -> float | None:
    """The value nearest the stated one at which the target is just reached, or just passed."""
    values = [root.value for root in found.roots]
    values += [edge for span in found.spans for edge in (span.low, span.high)]
    for jump in found.jumps:
        values.append((jump.above if jump.above.measure >= found.target else jump.below).value)
    return min(values, key=lambda value: abs(value - stated)) if values else None


_RENT = Label("Leien", "The rent")
_LEASE_TERM = Label("Leietiden", "The term of the lease")
_OCCUPANCY = Label("Belegget, alle produkter likt", "Occupancy, all products alike")
_PROFILE = Label("Nedbetalingsprofilen", "The amortisation profile")
_RATE = Label("Renten", "The rate")
_LTV = Label("Høyeste belåningsgrad", "The highest LTV")
_SHARE = Label("Høyeste andel av arbeidene", "The highest share of works")
