"""Timing several ways of doing the same thing, in turns, so that a busy machine troubles them all alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Way = Callable[[], object]
_SHORTEST_TURN_SECONDS = 0.01


@dataclass(frozen=True)
class Timing:
    """The least time one call took, in seconds: what is left when nothing else disturbed it."""

    name: str
    seconds: float


def timed(ways: Mapping[str, Way], budget_seconds: float = 2.0) -> list[Timing]:
    """Time each way, in turns, for about `budget_seconds` each, after one call to warm up."""
    repeats = {name: _repeats(way) for name, way in ways.items()}
    least = dict.fromkeys(ways, float("inf"))
    end = time.perf_counter() + budget_seconds * len(ways)
    while True:
        for name, way in ways.items():
            least[name] = min(least[name], _seconds(way, repeats[name]))
        if time.perf_counter() >= end:
            return [Timing(name, seconds) for name, seconds in least.items()]


def report(title: str, timings: list[Timing], base: str | None = None) -> str:
    """A table of times; with a base, how many times the base each one takes."""
    rows = [title]
    for t in timings:
        row = f"  {t.name:<58}{t.seconds * 1e3:10.3f} ms"
        if base is not None and t.name != base:
            row += f"{t.seconds / _of(timings, base):9.2f} ×"
        rows.append(row)
    return "\n".join(rows)


def _of(timings: list[Timing], name: str) -> float:
    return next(t.seconds for t in timings if t.name == name)


def _repeats(way: Way) -> int:
    way()
    once = _seconds(way, 1)
    return max(1, int(_SHORTEST_TURN_SECONDS / max(once, 1e-7)))


def _seconds(way: Way, repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        way()
    return (time.perf_counter() - start) / repeats
