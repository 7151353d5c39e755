"""A made-up model of a real one's size, and the worked examples where there are any."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.synthetic import line_months, synthetic
from benchmarks.timing import report, timed
from feasibility.engine.compute.program import Program
from feasibility.engine.model import Model

_SCENARIOS = 1_000
_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_MOST_VARIED = 12


def synthetic_report() -> str:
    """The made-up model."""
    model = synthetic()
    wanted = [id for id in model.lines if id.startswith("npv.") or id.endswith(".annual")]
    changed = [id for id in model.inputs if id.startswith(("price.", "stable.", "rent.m2", "loan.rate"))]
    return _model_report("Made-up model", model, changed, [*wanted, "cash.lowest"])


def examples_report() -> str:
    """The worked examples: read, run, 1,000 scenarios, and the workbook written and verified."""
    from feasibility.case import load_case
    from feasibility.evaluate import run
    from feasibility.workbook import write_workbook

    reports: list[str] = []
    for path in sorted(_EXAMPLES.glob("*.yaml")):
        case = load_case(path)
        result = run(case)
        model = result.built.model
        wanted = [measure.line.id for measure in result.built.measures]
        changed = [id for id in model.inputs if "price" in id or "stabilised" in id or "rent_nok" in id]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "case.xlsx"
            more: dict[str, Callable[[], object]] = {
                "case file read": partial(load_case, path),
                "model built, ordered, generated and run": partial(run, case),
                "workbook written and verified": partial(write_workbook, result, file),
            }
            reports.append(_model_report(path.name, model, changed[:_MOST_VARIED], wanted, more))
    return "\n\n".join(reports)


def _model_report(
    name: str,
    model: Model,
    changed: list[str],
    wanted: list[str],
    more: dict[str, Callable[[], object]] | None = None,
) -> str:
    program = Program(model)
    noise = np.random.default_rng(1)
    varied = {id: model.inputs[id].value * (0.9 + 0.2 * noise.random(_SCENARIOS)) for id in changed}
    ways: dict[str, Callable[[], object]] = {
        "one evaluation, every line": program.run,
        f"1,000 scenarios, {len(varied)} inputs varied, {len(wanted)} lines": partial(
            program.run_many, varied, wanted
        ),
        "the same on one thread": partial(program.run_many, varied, wanted, threads=1),
        "program made: ordered and checked": partial(Program, model),
        **(more or {}),
    }
    title = f"{name}: {len(model.lines)} lines, {model.horizon_months} months, {line_months(model):,} numbers"
    return report(title, timed(ways, 1.5))
