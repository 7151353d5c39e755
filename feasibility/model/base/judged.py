"""How exactly a check judges (docs/model.md §11): in øre, and no finer than the largest amount allows.

A number holds 15 to 16 digits. Where amounts reach milliards, too few are left for the øre, and a difference
of one would be rounding. From there the checks judge in a grain that grows with the largest amount: half an
øre of it is 1e-12 of that amount, the share by which a workbook's cells are compared too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from feasibility.engine.expr import Axis, Expr, Line, greatest, highest, lowest, rounded
from feasibility.language import Label

if TYPE_CHECKING:
    from feasibility.model.base.context import Context  # what reads a result needs no more than the line's id

GRAIN: Final = "check.grain"
IN_ORE_UP_TO_NOK: Final = 5e9
"""Half an øre is 1e-12 of it."""
_ORE = 2


def judged(c: Context, difference: Expr) -> Expr:
    """The difference rounded to the øre, or to the grain where that is coarser. Infinity stays what it is."""
    grain = _grain(c)
    return rounded(difference / grain, _ORE) * grain


def set_grain(c: Context, amounts: Sequence[Line]) -> None:
    """Say which lines hold the largest amounts of the case. Once, when every check is made."""
    ends: list[Expr] = []
    for line in amounts:
        ends += [line] if line.axis is Axis.SCALAR else [highest(line), -lowest(line)]
    grain = _grain(c)
    up_to = c.m.input(
        "checks_in_ore_up_to_nok",
        IN_ORE_UP_TO_NOK,
        "NOK",
        Label("Beløp som kontrollene måles i øre opp til", "Amount up to which checks are judged in øre"),
        "method",
    )
    with c.block("checks", "Kontroll", "Checks", "§11"):
        largest = c.m.line(
            "check.largest_amount",
            greatest(*ends),
            "NOK",
            Label("Største beløp i saken", "Largest amount of the case"),
            total="none",
        )
    c.m.define(grain, greatest(1, largest / up_to))


def _grain(c: Context) -> Line:
    known = c.m.lines.get(GRAIN)
    if known is not None:
        return known
    with c.block("checks", "Kontroll", "Checks", "§11"):
        return c.m.declare(
            GRAIN,
            "ratio",
            Label("Kontrollenes mål, i øre", "What checks are judged in, in øre"),
            Label(
                "1 i alle vanlige saker; større først når øren er finere enn regnetallene.",
                "1 in every usual case; more only where an øre is finer than numbers are.",
            ),
            axis=Axis.SCALAR,
        )
