"""A case beside another: with that one's model where only numbers differ, else with one of its own."""

from __future__ import annotations

from feasibility.analysis.compare.fields import stated
from feasibility.analysis.numbers import STRUCTURE
from feasibility.case import Case
from feasibility.evaluate import evaluated, run
from feasibility.model import Result

_SUPPORT = "with_support"


def beside(base: Result, case: Case) -> Result:
    """The case evaluated, with or without its support as `base` was; the same as a run of its own.

    To build a model takes many times as long as to evaluate one. Where all that differs is numbers that
    `base`'s model has as inputs, it is evaluated with these.
    """
    changes = _changes(base, case)
    with_support = base.values.inputs.get(_SUPPORT, 1.0)
    if changes is None:
        return run(case, with_support=bool(with_support))
    return evaluated(case, base.built, {**base.changed_inputs, **changes})


def _changes(base: Result, case: Case) -> dict[str, float] | None:
    """The inputs to change; None where another model is needed."""
    before, after = stated(base.case), stated(case)
    if before.keys() != after.keys():
        return None
    inputs, found = base.built.model.inputs, {}
    for path, field in after.items():
        value = field.value
        if value == before[path].value and isinstance(value, bool) == isinstance(before[path].value, bool):
            continue
        known = inputs.get(path)
        if isinstance(value, bool | str) or known is None or known.section == STRUCTURE:
            return None
        found[path] = float(value)
    return found
