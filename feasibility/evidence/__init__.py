"""What is known from the field: benchmarks with their sources, and warnings where a case strays from them.

    warnings(case, structure, values)   advice on one evaluated case, never an error
    benchmark("flex_desk_colab")        a figure with its source
    threshold("equity_least")           a limit of a warning with its source

Two warnings of the evidence cannot be judged from a case as it stands, and are not given: the share let
before opening, and desks against commuters, firms and competitors in the catchment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feasibility.case import Case
from feasibility.evidence import concept, money, public
from feasibility.evidence.benchmarks import BENCHMARKS, Benchmark, UnknownBenchmark, benchmark
from feasibility.evidence.facts import Facts
from feasibility.evidence.thresholds import THRESHOLDS, Threshold, UnknownThreshold, threshold

if TYPE_CHECKING:
    from feasibility.engine.evaluate import Values
    from feasibility.model.result import Structure, Warning

__all__ = [
    "BENCHMARKS",
    "THRESHOLDS",
    "Benchmark",
    "Threshold",
    "UnknownBenchmark",
    "UnknownThreshold",
    "benchmark",
    "threshold",
    "warnings",
]


def warnings(case: Case, structure: Structure, values: Values) -> tuple[Warning, ...]:
    """Advice on an evaluated case, most urgent first (model rules §5–§7; the evidence's list of warnings).

    Args:
        structure: the case's model. values: its numbers, as evaluated (changed inputs are judged as changed).

    Returns:
        Each with an id, a text in both languages with the case's own numbers, and a source. A case with
        support is evaluated once more without it.
    """
    # the model's run calls this, so the model is not loaded before it is needed
    from feasibility.model.result import Warning

    facts = Facts(case, structure, values)
    checks = (*money.WARNINGS, *public.WARNINGS[:-1], *concept.WARNINGS, public.WARNINGS[-1])
    return tuple(
        Warning(advice.id, advice.text, advice.source) for check in checks for advice in check(facts)
    )
