"""The map of a negotiation on the example with most lines that has a lease: what a slider waits for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.timing import report, timed

_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_SIDE = 256
_KERNEL = "a fixed NumPy kernel: 256 × 256 matrices multiplied 20 times"


def negotiate_report() -> str:
    """Maps of 41 × 41, both parties' solvency and covenants, beside a kernel that no change of ours moves."""
    from feasibility.analysis.negotiate.grid import negotiate_map
    from feasibility.analysis.negotiate.terms import PAIRS
    from feasibility.case import load_case
    from feasibility.evaluate import run

    results = [run(case) for path in sorted(_EXAMPLES.glob("*.yaml")) if (case := load_case(path)).lease]
    result = max(results, key=lambda found: len(found.built.model.lines))
    square = np.random.default_rng(1).random((_SIDE, _SIDE))

    def kernel() -> None:
        for _ in range(20):
            square @ square

    ways: dict[str, Callable[[], object]] = {_KERNEL: kernel}
    for x, y in PAIRS.values():
        ways[f"map of {x} and {y}"] = partial(negotiate_map, result, x, y)
    title = f"Negotiation map, 41 × 41, {result.case.name}: {len(result.built.model.lines)} lines"
    return report(title, timed(ways, 1.5), _KERNEL)
