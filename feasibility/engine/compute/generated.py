"""Generated source, compiled and ready to be called."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

import numpy as np

from feasibility.engine.compute import runtime, runtime_single


class Generated:
    """A generated function with what it takes.

    function: (inputs, base, width) → numbers by line number. inputs: ids, in the order it takes them.
    code: defines the function. tables: the keys of the tables it reads, by the name they have in it.
    batch: whether it calculates many scenarios.
    """

    __slots__ = ("batch", "code", "function", "inputs", "tables")

    def __init__(
        self, code: CodeType, inputs: list[str], tables: Mapping[str, tuple[float, ...]], batch: bool
    ) -> None:
        scope: dict[str, Any] = {
            "np": np,
            "rt": runtime if batch else runtime_single,
            "NAN": math.nan,
            "exp": math.exp,
            "floor": math.floor,
            **{name: np.array(keys) for name, keys in tables.items()},
        }
        exec(code, scope)
        self.function: Callable[..., dict[int, Any]] = scope["run"]
        self.code, self.inputs, self.tables, self.batch = code, inputs, tables, batch
