"""One evaluated case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from feasibility.case import Case
from feasibility.evidence import warnings
from feasibility.model.base.result import BuiltCase, Result
from feasibility.model.missing import every_line_has_a_number
from feasibility.witness import witnessed

if TYPE_CHECKING:
    from feasibility.model.restated import Recent


def run(case: Case, with_support: bool = True) -> Result:
    """Build a case's model, evaluate it, ask the second witness, and raise what warnings there is reason for.

    Args:
        with_support: False shows the same case with every support item switched off.

    Raises:
        BeforeKnownRange: the case starts before the first known date of a rule it needs.
    """
    from feasibility.model.build import build  # half of the program: a model may have been built before

    return evaluated(case, build(case), None if with_support else {"with_support": 0.0})


def run_near(near: Result | None, case: Case, with_support: bool = True) -> Result:
    """What `run` gives, sooner where the case differs from that of a result in numbers alone.

    near: any result, whatever its support and case; None where there is none.

    Raises:
        BeforeKnownRange: as `run`.
    """
    from feasibility.model.restated import restated  # no single run needs it

    built = None if near is None else restated(near.built, near.case, case)
    if built is None:
        return run(case, with_support)
    return evaluated(case, built, None if with_support else {"with_support": 0.0})


def evaluated(case: Case, built: BuiltCase, changed: Mapping[str, float] | None = None) -> Result:
    """Evaluate a model with the inputs that are changed in it, and ask and raise as `run` does.

    case: what the numbers are of; apart from `with_support`, the changed inputs are its own numbers.
    """
    values = built.program.run(changed)
    return Result(
        case,
        built,
        values,
        warnings(case, built, values),
        witnessed(case, values),
        (every_line_has_a_number(built.program, values),),
    )


def run_as(
    result: Result, case: Case, recent: Recent | None = None, first: Iterable[str] | None = None
) -> Result:
    """Another case, with the inputs changed that the run `result` changed, as far as its model has them.

    For an analysis of `result`: the second witness is not asked, and nothing is warned of, once more.

    recent: models of the same purpose, one of which may serve; None where each case is of its own kind.
    first: the lines that are looked at, where they are few: all else is calculated when it is asked for.
    """
    from feasibility.model.build import build

    built = build(case) if recent is None else recent.built(case)
    changed = {id: value for id, value in result.changed_inputs.items() if id in built.model.inputs}
    program = built.program
    return Result(
        case, built, program.run(changed) if first is None else program.run_first(first, changed), ()
    )


def unsupported(case: Case) -> Case:
    """The case with all its support taken out, and its scenarios, which may speak of it."""
    return case.changed({"support": {}, "scenarios": {}})
