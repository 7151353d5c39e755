"""Feasibility models for flexible offices: landlord and operator in one monthly cash-flow model.

    import feasibility as fe

    case = fe.load("case.yaml")
    result = fe.run(case.changed({"deal.lease.term_months": 84}))
    fe.monthly(result)["landlord.cash"]

Names are imported when they are first used, so that the command line starts fast; pandas only with the
frames, XlsxWriter and IronCalc only with the workbook.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from feasibility.version import __version__

if TYPE_CHECKING:
    from feasibility.analysis.actual.forecast import Outlook
    from feasibility.analysis.audit import Audited, audit
    from feasibility.analysis.capacity import Capacity, capacity
    from feasibility.analysis.compare.compare import Comparison, compare
    from feasibility.analysis.discount import Discount, discount
    from feasibility.analysis.indices import Indices, indices
    from feasibility.analysis.negotiate.grid import NegotiationMap, negotiate_map
    from feasibility.analysis.negotiate.negotiation import Negotiation, negotiate
    from feasibility.analysis.no_answer import NoAnswer
    from feasibility.analysis.sensitivity import Sensitivity, TwoWay, sensitivity, two_way
    from feasibility.analysis.simulate.found import Simulated
    from feasibility.analysis.simulate.runs import simulate
    from feasibility.analysis.solve import Solved, solve
    from feasibility.analysis.stress import Break, StressGrid, breaking_points, stress
    from feasibility.answers.field_figures import benchmarks
    from feasibility.answers.register import register
    from feasibility.api import (
        actual,
        document,
        explain,
        load,
        trace,
        write_json,
        write_paper,
        write_workbook,
    )
    from feasibility.case import Case, CaseError, case_from_mapping, to_yaml
    from feasibility.engine.explain.explain import Trace
    from feasibility.evaluate import run
    from feasibility.frames import frame, lines, measures, monthly, yearly
    from feasibility.model import Result
    from feasibility.papers.choose import paper
    from feasibility.starting import QuickStart, QuickStartError, quick_start
    from feasibility.workbook.returned.changes import workbook_changes
    from feasibility.workbook.returned.verifying import verify_workbook

_HOMES = {
    "Audited": "feasibility.analysis.audit",
    "Break": "feasibility.analysis.stress",
    "Capacity": "feasibility.analysis.capacity",
    "Case": "feasibility.case",
    "CaseError": "feasibility.case",
    "Comparison": "feasibility.analysis.compare.compare",
    "Discount": "feasibility.analysis.discount",
    "Indices": "feasibility.analysis.indices",
    "Negotiation": "feasibility.analysis.negotiate.negotiation",
    "NegotiationMap": "feasibility.analysis.negotiate.grid",
    "NoAnswer": "feasibility.analysis.no_answer",
    "Outlook": "feasibility.analysis.actual.forecast",
    "QuickStart": "feasibility.starting",
    "QuickStartError": "feasibility.starting",
    "Result": "feasibility.model",
    "Sensitivity": "feasibility.analysis.sensitivity",
    "Simulated": "feasibility.analysis.simulate.found",
    "Solved": "feasibility.analysis.solve",
    "StressGrid": "feasibility.analysis.stress",
    "Trace": "feasibility.engine.explain.explain",
    "TwoWay": "feasibility.analysis.sensitivity",
    "actual": "feasibility.api",
    "audit": "feasibility.analysis.audit",
    "benchmarks": "feasibility.answers.field_figures",
    "breaking_points": "feasibility.analysis.stress",
    "capacity": "feasibility.analysis.capacity",
    "case_from_mapping": "feasibility.case",
    "compare": "feasibility.analysis.compare.compare",
    "discount": "feasibility.analysis.discount",
    "document": "feasibility.api",
    "explain": "feasibility.api",
    "frame": "feasibility.frames",
    "indices": "feasibility.analysis.indices",
    "lines": "feasibility.frames",
    "load": "feasibility.api",
    "measures": "feasibility.frames",
    "monthly": "feasibility.frames",
    "negotiate": "feasibility.analysis.negotiate.negotiation",
    "negotiate_map": "feasibility.analysis.negotiate.grid",
    "paper": "feasibility.papers.choose",
    "quick_start": "feasibility.starting",
    "register": "feasibility.answers.register",
    "run": "feasibility.evaluate",
    "sensitivity": "feasibility.analysis.sensitivity",
    "simulate": "feasibility.analysis.simulate.runs",
    "solve": "feasibility.analysis.solve",
    "stress": "feasibility.analysis.stress",
    "to_yaml": "feasibility.case",
    "trace": "feasibility.api",
    "two_way": "feasibility.analysis.sensitivity",
    "write_json": "feasibility.api",
    "write_paper": "feasibility.api",
    "write_workbook": "feasibility.api",
    "verify_workbook": "feasibility.workbook.returned.verifying",
    "workbook_changes": "feasibility.workbook.returned.changes",
    "yearly": "feasibility.frames",
}
"""Which module each public name is in."""

__all__ = [
    "Audited",
    "Break",
    "Capacity",
    "Case",
    "CaseError",
    "Comparison",
    "Discount",
    "Indices",
    "Negotiation",
    "NegotiationMap",
    "NoAnswer",
    "Outlook",
    "QuickStart",
    "QuickStartError",
    "Result",
    "Sensitivity",
    "Simulated",
    "Solved",
    "StressGrid",
    "Trace",
    "TwoWay",
    "__version__",
    "actual",
    "audit",
    "benchmarks",
    "breaking_points",
    "capacity",
    "case_from_mapping",
    "compare",
    "discount",
    "document",
    "explain",
    "frame",
    "indices",
    "lines",
    "load",
    "measures",
    "monthly",
    "negotiate",
    "negotiate_map",
    "paper",
    "quick_start",
    "register",
    "run",
    "sensitivity",
    "simulate",
    "solve",
    "stress",
    "to_yaml",
    "trace",
    "two_way",
    "verify_workbook",
    "workbook_changes",
    "write_json",
    "write_paper",
    "write_workbook",
    "yearly",
]


def __getattr__(name: str) -> object:
    """The public name, from the module it is in (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'feasibility' has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """What is offered here, imported yet or not."""
    return sorted(__all__)
