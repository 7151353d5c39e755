"""The numbers of one evaluation."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from feasibility.engine.expr import Line
from feasibility.engine.model import Model


class WithRest(dict[int, Any]):
    """Some lines' numbers by line number; the first time another is asked for, `rest` tells all."""

    def __init__(self, found: Mapping[int, Any], rest: Callable[[], Mapping[int, Any]]) -> None:
        super().__init__(found)
        self._rest = rest

    def __missing__(self, number: int) -> Any:
        self.update(self._rest())
        return self[number]


class Values(Mapping[str, Any]):
    """Numbers of one evaluation by line id: a float for scalars, else an array over periods. NaN is null."""

    def __init__(self, model: Model, by_number: Mapping[int, Any], inputs: Mapping[str, float]) -> None:
        self.model = model
        self.inputs = inputs
        self._by_number = by_number

    def __getitem__(self, id: str) -> Any:
        return self._by_number[self.model.find(id).number]

    def __contains__(self, id: object) -> bool:
        return id in self.model.lines  # a failed look-up would search for the nearest ids

    def __iter__(self) -> Iterator[str]:
        return iter(self.model.lines)

    def __len__(self) -> int:
        return len(self.model.lines)

    def of(self, line: Line) -> Any:
        """The number or array of a line."""
        return self._by_number[line.number]

    def number(self, id: str) -> float | None:
        """A scalar line as a float, None where it is null."""
        value = float(self[id])
        return None if math.isnan(value) else value
