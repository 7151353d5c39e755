"""The range a number may lie within (usikkerhetsspenn), as stated beside its source.

``{value: 0.07, low: 0.06, high: 0.085, assumption: "..."}``: low ≤ value ≤ high, within the field's limits.
"""

import math
from collections.abc import Mapping

from feasibility.case.form.shape import Leaf, Rate, Shape
from feasibility.case.messages.problems import Problem, problem, shown
from feasibility.case.messages.wording import allowed, figure
from feasibility.language import Label

RANGE_KEYS = ("low", "high")
"""The two ends of a range."""


def bad_range(name: str, stated: Mapping[object, object], shape: Shape | None) -> list[Problem]:
    """What is wrong with the range of the number at ``name``; nothing where none is stated.

    ``shape``: the number's field, None where it is not known.
    """
    ends = {key: stated[key] for key in RANGE_KEYS if key in stated}
    if not ends:
        return []
    if len(ends) == 1:
        return [_one_end(name, *ends)]
    leaf = shape.each if isinstance(shape, Rate) else shape
    field = leaf if isinstance(leaf, Leaf) else Leaf("number")
    wrong = [_outside(f"{name}.{key}", end, field) for key, end in ends.items() if not _fits(end, field)]
    value = stated.get("value")
    if wrong or not _is_number(value):
        return wrong
    low, high = ends["low"], ends["high"]
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    assert isinstance(value, int | float)
    if low < high and low <= value <= high:
        return []
    return [_around(name, float(low), float(value), float(high))]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < math.inf


def _fits(end: object, field: Leaf) -> bool:
    if not isinstance(end, int | float) or not _is_number(end):
        return False
    return field.fits(end) and (field.kind != "whole" or isinstance(end, int))


def _one_end(name: str, key: str) -> Problem:
    other = "high" if key == "low" else "low"
    wrong = Label(f"området har {key}, men ikke {other}.", f"the range has {key}, but not {other}.")
    mend = Label("Skriv begge, eller ingen av dem.", "Write both, or neither.")
    return problem(f"{name}.{other}", None, wrong, mend)


def _outside(path: str, end: object, field: Leaf) -> Problem:
    what, text = allowed(field), shown(end)
    wrong = Label(f"{text} kan ikke stå her.", f"{text} cannot stand here.")
    return problem(path, end, wrong, Label(f"Skriv {what.nb}.", f"Write {what.en}."))


def _around(name: str, low: float, value: float, high: float) -> Problem:
    of = f"low {figure(low)}, value {figure(value)}, high {figure(high)}"
    wrong = Label(
        f"tallet ligger ikke innenfor sitt eget område ({of}).",
        f"the number does not lie within its own range ({of}).",
    )
    mend = Label(
        "Skriv low og high slik at low ≤ value ≤ high og low < high.",
        "Write low and high so that low ≤ value ≤ high and low < high.",
    )
    return problem(f"{name}.low" if value < low else f"{name}.high", value, wrong, mend)
