"""A stand-in for a case with mistakes, so that the rules across fields can be tried on what is right.

Every wrong field is left out or given some valid value. What a rule then says about such a field means
nothing; :func:`touches` tells which findings to drop.
"""

import copy
from collections.abc import Iterable, Mapping

from pydantic import ValidationError

from feasibility.case.field_errors import FieldError, field_errors
from feasibility.case.navigation import Path, child, child_shape, field_at
from feasibility.case.shape import Items, Leaf, Rate, Section, Shape
from feasibility.case.stated import StatedCase

_ROUNDS = 6
"""Each round mends what the former uncovered; a handful is enough, as sections nest only so deep."""

_STAND_INS: Mapping[str, object] = {
    "name": "x",
    "start_month": "2026-01",
    "horizon_months": 480,
    "building": {
        "spaces": {"x": {"kind": "common", "exclusive_m2": 1}},
        "owner_costs_nok_per_m2_year": 0,
        "common_costs_nok_per_m2_year": 0,
    },
    "products": {
        "x": {
            "kind": "virtual_office",
            "units": 1,
            "price_nok_per_month": 0,
            "ramp": {"start_share": 0, "stabilised_share": 0, "months": 0},
        }
    },
    "deal": {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 0},
}
"""What stands in for each required part of a case where it is missing or beyond mending."""


def mended(
    root: Section, plain: Mapping[str, object], errors: Iterable[FieldError]
) -> tuple[StatedCase, set[Path]] | None:
    """Return a valid stand-in for ``plain`` and the paths it guessed; None where none can be made."""
    stand_in = copy.deepcopy(dict(plain))
    guessed: set[Path] = set()
    found = list(errors)
    for _ in range(_ROUNDS):
        for error in found:
            guessed.add(_mend(root, stand_in, error))
        try:
            return StatedCase.model_validate(stand_in), guessed
        except ValidationError as again:
            found = field_errors(root, stand_in, again)
    return None


def touches(paths: Iterable[Path], guessed: Iterable[Path]) -> bool:
    """True where any of ``paths`` lies at, above or below a guessed one."""
    known = list(guessed)
    return any(path[: len(guess)] == guess[: len(path)] for path in paths for guess in known)


def _mend(root: Section, stand_in: dict[str, object], error: FieldError) -> Path:
    path = error.path
    if error.unknown:
        _remove(stand_in, path)
        return path
    while True:
        found = field_at(root, stand_in, path)
        holder = _at(stand_in, path[:-1])
        if found is None or not isinstance(holder, dict):
            path = path[:-1]
            continue
        above = field_at(root, stand_in, path[:-1])
        parent: Shape = above[0] if above else root
        if len(path) == 1 and path[0] in _STAND_INS:
            holder[path[0]] = copy.deepcopy(_STAND_INS[path[0]])
            return path
        below = child_shape(parent, holder, path[-1])
        if isinstance(parent, Items) or (below and below[1] and not below[1].required):
            holder.pop(path[-1], None)
            return path
        value = _some_value(found[0])
        if value is not None and not isinstance(parent, Rate):
            holder[path[-1]] = value
            return path
        path = path[:-1]


def _some_value(shape: Shape) -> object:
    if isinstance(shape, Rate):
        return 0.0
    if not isinstance(shape, Leaf):
        return None
    if shape.choices:
        return shape.choices[0]
    if shape.kind == "text":
        return "x"
    if shape.kind == "flag":
        return False
    return next(value for value in (1, 0.5, shape.minimum) if value is not None and shape.fits(value))


def _at(holder: object, path: Path) -> object:
    for step in path:
        holder = child(holder, step)
    return holder


def _remove(stand_in: dict[str, object], path: Path) -> None:
    holder = _at(stand_in, path[:-1])
    if isinstance(holder, dict):
        for key in [key for key in holder if str(key) == path[-1]]:
            del holder[key]
