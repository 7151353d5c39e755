"""What is known about flexible offices in smaller Norwegian towns, as data: each figure with its source.

To compare with and to start from, never to fill in silently. No source says whether the prices include VAT.
"""

from __future__ import annotations

from typing import Final

from feasibility.evidence.agreed import AGREED
from feasibility.evidence.figure import Benchmark
from feasibility.evidence.seen import SEEN

__all__ = ["BENCHMARKS", "Benchmark", "UnknownBenchmark", "benchmark"]


class UnknownBenchmark(LookupError):
    """There is no benchmark of that id; the message lists the ids there are."""


BENCHMARKS: Final[tuple[Benchmark, ...]] = (*AGREED, *SEEN)
"""Every figure there is, prices first."""

_BY_ID: Final = {item.id: item for item in BENCHMARKS}


def benchmark(benchmark_id: str) -> Benchmark:
    """The benchmark with that id. Raises UnknownBenchmark."""
    try:
        return _BY_ID[benchmark_id]
    except KeyError:
        raise UnknownBenchmark(f"no benchmark '{benchmark_id}'; there are: {', '.join(_BY_ID)}") from None
