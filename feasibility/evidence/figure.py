"""A figure from the field: what it is, its unit, its source and the source's date."""

from __future__ import annotations

from feasibility.evidence.sources import THESIS_YEAR, thesis
from feasibility.language import Label
from feasibility.record import record


@record(slots=True)
class Benchmark:
    """One figure from the field, or a range where `to_value` is given.

    date: the source's; empty where the evidence gives none.
    """

    id: str
    value: float
    unit: str
    label: Label
    source: Label
    date: str
    to_value: float | None = None

    @property
    def middle(self) -> float:
        """The figure, or the middle of the range."""
        return self.value if self.to_value is None else (self.value + self.to_value) / 2

    @property
    def highest(self) -> float:
        """The figure, or the upper end of the range."""
        return self.value if self.to_value is None else self.to_value


def told(
    id: str, value: float, unit: str, nb: str, en: str, lines: str, to: float | None = None
) -> Benchmark:
    """A figure, or a range up to `to`, told in lines of the thesis."""
    return Benchmark(id, value, unit, Label(nb, en), thesis(lines), THESIS_YEAR, to)
