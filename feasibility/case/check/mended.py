"""A stand-in for a case with mistakes, so that the rules across fields can be tried on what is right.

Every wrong field is left out or given some valid value. What a rule then says about such a field means
nothing; :func:`touches` tells which findings to drop.
"""

import copy
import re
from collections.abc import Iterable, Mapping

from pydantic import ValidationError

from feasibility.case.check.field_errors import FieldError, field_errors
from feasibility.case.form.navigation import Path, at, child_shape, field_at
from feasibility.case.form.shape import Entries, Items, Leaf, Overrides, Rate, Section, Shape, Variants
from feasibility.case.form.stated import StatedCase

_ROUNDS = 6
"""Each round mends what the former uncovered; a handful is enough, as sections nest only so deep."""


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
    """Leave out or replace the wrong field, or the least part around it that can be; return its path."""
    if error.unknown:
        _remove(stand_in, error.path)
        return error.path
    for length in range(len(error.path), 0, -1):
        path = error.path[:length]
        if _mended_at(root, stand_in, path):
            return path
    return ()


def _mended_at(root: Section, stand_in: dict[str, object], path: Path) -> bool:
    found, parent = field_at(root, stand_in, path), field_at(root, stand_in, path[:-1])
    holder = at(stand_in, path[:-1])
    if found is None or parent is None or not isinstance(holder, dict) or isinstance(parent[0], Rate):
        return False
    below = child_shape(parent[0], holder, path[-1])
    if isinstance(parent[0], Items) or (below and below[1] and not below[1].required):
        holder.pop(path[-1], None)
    else:
        holder[path[-1]] = _some_value(found[0])
    return True


_SOME_TEXTS = ("x", "2026-01")


def _some_value(shape: Shape) -> object:
    """Return a value that the shape takes; of a section, with what is required only."""
    match shape:
        case Section(fields=fields):
            return {name: _some_value(field.shape) for name, field in fields.items() if field.required}
        case Variants(key=key, sections=sections):
            tag, section = next(iter(sections.items()))
            stated = _some_value(section)
            assert isinstance(stated, dict)
            return {**stated, key: tag}
        case Items(item=item, at_least_one=at_least_one):
            return {"x": _some_value(item)} if at_least_one else {}
        case Entries():
            return []
        case Rate():
            return 0.0
        case Overrides():
            return {}
        case Leaf(choices=choices) if choices:
            return choices[0]
        case Leaf(kind="text", pattern=pattern):
            return next(text for text in _SOME_TEXTS if pattern is None or re.match(pattern, text))
        case Leaf(kind="flag"):
            return False
        case Leaf():
            return next(value for value in (1, 0.5, shape.minimum) if value is not None and shape.fits(value))


def _remove(stand_in: dict[str, object], path: Path) -> None:
    holder = at(stand_in, path[:-1])
    if isinstance(holder, dict):
        for key in [key for key in holder if str(key) == path[-1]]:
            del holder[key]
