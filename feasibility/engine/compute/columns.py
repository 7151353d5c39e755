"""Numbers of one case and of many: a column for each scenario, and how chunks of them are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from feasibility.engine.expr import Axis, Line
from feasibility.engine.model import Model

Array = npt.NDArray[np.float64]


def of_one(axis: Axis, value: Any) -> Any:
    """What one scenario of a batch has for a line."""
    if axis is Axis.SCALAR:
        return float(np.ravel(value)[0])
    return np.asarray(value).reshape(np.shape(value)[0], -1)[:, 0]


def as_rows(line: Line, value: Any) -> Any:
    """A line's numbers of one case as a column that serves any number of scenarios."""
    return np.float64(value) if line.axis is Axis.SCALAR else np.asarray(value)[:, None]


def in_columns(varied: Mapping[str, npt.ArrayLike]) -> tuple[dict[str, Array], int]:
    """The arrays, and how many scenarios they are of. Raises ValueError: of different lengths, or none."""
    arrays = {k: np.asarray(v, dtype=float) for k, v in varied.items()}
    lengths = {a.shape for a in arrays.values()}
    if len(lengths) != 1 or len(next(iter(lengths))) != 1:
        raise ValueError("varied inputs are one-dimensional arrays of one common length, at least one array")
    return arrays, next(iter(lengths))[0]


def joined(
    line: Line, model: Model, count: int, parts: Sequence[tuple[slice, Mapping[int, Any]]], fixed: Any
) -> Array:
    """A line's numbers, one column for each scenario, from the chunks; or `fixed`, the same in all."""
    shape = (count,) if line.axis is Axis.SCALAR else (model.length(line.axis), count)
    if not parts or line.number not in parts[0][1]:
        alike = np.asarray(fixed)
        return np.broadcast_to(alike if line.axis is Axis.SCALAR else alike[:, None], shape)
    out = np.empty(shape)
    for part, found in parts:
        value = np.atleast_1d(found[line.number])
        width = part.stop - part.start
        out[..., part] = value[..., :width] if value.shape[-1] > 1 else value
    return out
