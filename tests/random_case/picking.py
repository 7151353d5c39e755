"""Where the choices of a random case come from: a seed, or hypothesis, which shrinks what fails."""

import random
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

Stated = dict[str, Any]
T = TypeVar("T")


class Pick(Protocol):
    """Where the choices come from. What is simplest comes first: the low end, the first option, no."""

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""

    def among(self, options: Sequence[T]) -> T:
        """One of the options."""

    def yes(self, in_ten: int = 5) -> bool:
        """Yes, so many times in ten."""


class Seeded:
    """The same choices in every run, from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def whole(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def among(self, options: Sequence[T]) -> T:
        return options[self.random.randrange(len(options))]

    def yes(self, in_ten: int = 5) -> bool:
        return self.random.randrange(10) < in_ten


# Hypothesis draws evenly within this; of a wider range most numbers would lie near the low end.
_EVEN = 128


class Drawn:
    """Choices that hypothesis makes and can make simpler."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def whole(self, low: int, high: int) -> int:
        if high - low < _EVEN:
            return self.draw(st.integers(low, high))
        far = self.draw(st.integers(0, (high - low) // _EVEN))
        return min(high, low + _EVEN * far + self.draw(st.integers(0, _EVEN - 1)))

    def among(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def yes(self, in_ten: int = 5) -> bool:
        return self.draw(st.integers(0, 9)) >= 10 - in_ten


# ---- numbers, periods and texts --------------------------------------------------------------------------


def share(pick: Pick, low: int = 0, high: int = 100) -> float:
    """A share in whole per cent."""
    return pick.whole(low, high) / 100


def amount(pick: Pick, low: int, high: int, step: int = 10) -> float:
    """An amount in whole steps."""
    return float(pick.whole(low // step, high // step) * step)


def rate_by_year(pick: Pick, year: int, low: int, high: int) -> Any:
    """A rate in tenths of a per cent, one number or by year; `year` is the first year given."""
    if pick.yes(6):
        return pick.whole(low, high) / 1000
    years = {year: pick.whole(low, high) / 1000}
    for later in (1, 2, 4):
        if pick.yes(4):
            years[year + later] = pick.whole(low, high) / 1000
    return years


def period(pick: Pick, horizon: int, open_ended: bool = False) -> Stated:
    """First and last month of a period within the horizon."""
    first = pick.whole(1, horizon)
    if not open_ended:
        return {"from_month": first, "to_month": pick.whole(first, horizon)}
    stated: Stated = {} if pick.yes(3) else {"from_month": first}
    return stated if pick.yes() else {**stated, "to_month": pick.whole(first, horizon)}


def season(pick: Pick) -> list[float]:
    """Twelve season factors."""
    return [share(pick, 0, 150) for _ in range(12)]


def labelled(pick: Pick, item: Stated, label: str) -> Stated:
    """The item, with a name of its own now and then."""
    return {**item, "label": label} if pick.yes(2) else item


def sourced(pick: Pick, number: float) -> Any:
    """The number, now and then with where it comes from, and then often with what it may range within."""
    if pick.yes(7):
        return number
    noted: Stated = {"value": number, pick.among(("assumption", "source")): "Muntlig, utleier"}
    if round(number * 100) % 2:
        noted |= {"low": number / 2, "high": number * 2}
    return {**noted, "date": "2025-05"} if pick.yes() else noted
