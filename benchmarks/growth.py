"""How the time of scenarios grows with months, lines and scenarios, in the made-up model."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.synthetic import line_months, synthetic
from benchmarks.timing import timed
from feasibility.engine.compute.program import Program

_PRODUCTS, _MONTHS, _SCENARIOS = 22, 120, 1_000
_GRID = (
    *((_PRODUCTS, months, _SCENARIOS) for months in (60, 120, 240, 480)),
    *((products, _MONTHS, _SCENARIOS) for products in (6, 44, 88)),
    *((_PRODUCTS, _MONTHS, scenarios) for scenarios in (1, 100, 10_000)),
)


def growth_report() -> str:
    """A table: each of the three made larger while the other two stand still."""
    rows = [
        "Growth (made-up model)",
        f"  {'lines':>6}{'months':>8}{'scenarios':>11}{'ms':>10}{'numbers/s':>13}",
    ]
    for products, months, scenarios in _GRID:
        model = synthetic(products, months=months)
        program = Program(model)
        changed = [id for id in model.inputs if id.startswith(("price.", "stable.", "rent.m2", "loan.rate"))]
        noise = np.random.default_rng(1)
        varied = {id: model.inputs[id].value * (0.9 + 0.2 * noise.random(scenarios)) for id in changed}
        wanted = [id for id in model.lines if id.startswith("npv.") or id.endswith(".annual")]
        (found,) = timed({"many": partial(program.run_many, varied, wanted)}, 1.0)
        rate = line_months(model) * scenarios / found.seconds
        rows.append(
            f"  {len(model.lines):>6}{months:>8}{scenarios:>11,}{found.seconds * 1e3:>10.1f}{rate:>13.2e}"
        )
    return "\n".join(rows)
