"""The largest example with every measure and a realistic set of varied inputs: time and memory.

Time is given beside a fixed piece of NumPy run in turns with it, so that runs on different machines, or on a
busy one, can be compared.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.timing import timed
from feasibility.case import load_case
from feasibility.evaluate import run
from feasibility.model.base.result import Result

Array = npt.NDArray[np.float64]
ROOT = Path(__file__).resolve().parents[1]
LARGEST = ROOT / "examples" / "larvik.yaml"
_VARIED = (
    "ramp.stabilised_share",
    "price_nok_per",
    "rent_nok_per_m2_year",
    "base_rate_share_per_year",
    "overrun_share",
    "net_yield_share",
)
"""Every product's occupancy and price, every rent, rate, overrun and yield."""
AT_START = 220.0
"""Kernels that it took on one thread while every scenario's other roots were sought, wanted or not."""


def varied(result: Result, scenarios: int) -> Mapping[str, Array]:
    """The inputs that vary, each within a tenth of what the case states (nothing stated: up to a tenth)."""
    noise = np.random.default_rng(1)
    inputs = result.built.model.inputs
    chosen = [id for id in inputs if any(part in id for part in _VARIED) and not id.endswith("first_year")]
    return {
        id: inputs[id].value * (0.9 + 0.2 * noise.random(scenarios))
        if inputs[id].value
        else 0.1 * noise.random(scenarios)
        for id in chosen
    }


def kernel() -> float:
    """A fixed piece of NumPy work: a hundred steps over 120 months × 500 scenarios, of five kinds."""
    values = np.linspace(0.5, 1.5, 120 * 500).reshape(120, 500)
    total = np.zeros_like(values)
    for _ in range(20):
        total = total + values
        total = total * 0.5
        total = np.maximum(total, 0.1)
        total = np.where(total > 0.3, total, values)
        total = total - values * 0.25
    return float(total[0, 0])


def largest_report() -> str:
    """A thousand scenarios, and the memory of many."""
    result = run(load_case(LARGEST))
    wanted = [measure.line.id for measure in result.built.measures]
    thousand = varied(result, 1_000)
    many = partial(result.built.program.run_many, thousand, wanted)
    found = timed({"kernel": kernel, "one": partial(many, threads=1), "two": many}, 4.0)
    fixed, one, two = (timing.seconds for timing in found)
    rows = [
        f"Largest example ({LARGEST.name}): {len(thousand)} inputs varied, {len(wanted)} measures",
        f"  1,000 scenarios: {two * 1e3:.0f} ms; on one thread {one * 1e3:.0f} ms",
        f"  = {one / fixed:.0f} kernels of {fixed * 1e3:.1f} ms = {one / fixed / AT_START:.2f} × the "
        f"{AT_START:.0f} it was (goal 0.60 ×)",
    ]
    for count, goal in ((10_000, " (goal 500 MB)"), (100_000, "")):
        rows.append(f"  {count:,} scenarios, resident at most: {_megabytes(count):.0f} MB{goal}")
    return "\n".join(rows)


def _megabytes(count: int) -> float:
    """What a process of its own holds at most for so many scenarios."""
    asked = [sys.executable, "-m", "benchmarks.largest", str(count)]
    return float(subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout)


def _measure_memory(count: int) -> None:
    """Run so many scenarios, in calls of at most 10,000, and print the most megabytes held."""
    result = run(load_case(LARGEST))
    wanted = [measure.line.id for measure in result.built.measures]
    every = varied(result, count)
    for start in range(0, count, 10_000):
        part = {id: values[start : start + 10_000] for id, values in every.items()}
        result.built.program.run_many(part, wanted)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    _measure_memory(int(sys.argv[1]))
