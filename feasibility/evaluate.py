"""One evaluated case."""

from __future__ import annotations

from feasibility.case import Case
from feasibility.evidence import warnings
from feasibility.model.base.result import Result
from feasibility.model.build import build
from feasibility.model.missing import every_line_has_a_number
from feasibility.witness import witnessed


def run(case: Case, with_support: bool = True) -> Result:
    """Build a case's model, evaluate it, ask the second witness, and raise what warnings there is reason for.

    Args:
        with_support: False shows the same case with every support item switched off.

    Raises:
        BeforeKnownRange: the case starts before the first known date of a rule it needs.
    """
    built = build(case)
    values = built.program.run(None if with_support else {"with_support": 0.0})
    return Result(
        case,
        built,
        values,
        warnings(case, built, values),
        witnessed(case, values),
        (every_line_has_a_number(built.program, values),),
    )
