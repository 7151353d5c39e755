"""A step towards break-even where the share of a turnover rent changes with income (docs/model.md §10).

Where shares fall the result bends upwards at every threshold, and Newton's method on the result itself may
step back and forth over the bend for ever. Each tier by itself bends only where places are taken up: the
step is to where the tiers' tangents put break-even, together.
"""

from __future__ import annotations

from feasibility.engine.expr import Condition, Expr, Line, both, divisor, greatest, least, rounded, when
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.deal.turnover_tiers import Tiers
from feasibility.model.value.reference_year import ReferenceYear
from feasibility.record import record


@record
class Tried:
    """A year at a factor, NOK: result and income before sharing, and how much more of each 1 of it brings."""

    factor: Expr
    result: Expr
    slope: Expr
    income: Expr
    gives: Expr


def step_in_tiers(
    c: Context, year: ReferenceYear, id: str, step: Label, tried: Tried, tiers: Tiers, minimum: Expr
) -> Expr:
    """The factor to try next.

    The result is the lower of that without sharing and that of the tiers, which is the lowest of theirs where
    shares rise and the highest where they fall: break-even is the larger factor of the two, and of the tiers'
    the largest, or the smallest.

    Args:
        step: what the step is called, in its rows' labels.
    """
    here = tried.factor
    moves, lost = list[Line](), list[Condition]()
    for n, (share, off) in enumerate(tiers.as_straight(minimum)):
        nb, en = f"trinn {n}, {step.nb}", f"tier {n}, {step.en}"
        left = c.m.line(
            f"{id}.tier.{n}.after",
            tried.result - (share * tried.income - off),
            "NOK",
            year.label(f"EBITDA, {nb}", f"EBITDA, {en}"),
            total="none",
        )
        steep = c.m.line(
            f"{id}.tier.{n}.steepness",
            tried.slope - share * tried.gives,
            "NOK",
            year.label(f"Stigningstall, {nb}", f"Steepness, {en}"),
            total="none",
        )
        move = c.m.line(
            f"{id}.tier.{n}.next",
            _move(here, left, steep),
            "ratio",
            year.label(f"Nullpunkt i {nb}", f"Break-even in {en}"),
        )
        moves.append(move)
        lost.append(both(steep <= 0, rounded(left, 2) < 0))
    furthest = c.m.line(
        f"{id}.tier.furthest",
        greatest(*moves),
        "ratio",
        year.label(f"Fjerneste nullpunkt, trinnene, {step.nb}", f"Furthest break-even, tiers, {step.en}"),
    )
    # a tier that goes down from below zero is never at zero further on, and none is nearest by it
    nearest = least(*(when(gone, furthest, move) for gone, move in zip(lost, moves, strict=True)))
    unshared = c.m.line(
        f"{id}.unshared",
        tried.result,
        "NOK",
        year.label(f"EBITDA før deling, {step.nb}", f"EBITDA before sharing, {step.en}"),
        total="none",
    )
    return greatest(0, _move(here, unshared, tried.slope), when(tiers.rise, furthest, nearest))


def _move(here: Expr, left: Line, steep: Expr) -> Expr:
    """Where the tangent is zero. Where it never is: here, and from above half the way back, to where places
    are still free."""
    return when(steep > 0, here - left / divisor(steep), when(rounded(left, 2) > 0, here / 2, here))
