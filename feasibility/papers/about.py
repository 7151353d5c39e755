"""What every paper says of itself: who prepared it, when, which version, and which run it shows."""

from __future__ import annotations

import datetime

from feasibility.case import case_hash
from feasibility.language import Label, format_date
from feasibility.model import Result
from feasibility.model.base.deal_words import deal_in_brief
from feasibility.papers.paper import Fact
from feasibility.report.summary import Applied
from feasibility.report.words import period

_SHOWN = 12
"""Characters of the fingerprint on paper; the JSON document has all 64."""


def about(result: Result, applied: Applied, program: str) -> tuple[Fact, ...]:
    """The facts at the head of a paper.

    Args:
        applied: what the run changed in the case.
        program: the version of the program.
    """
    stated = result.case.papers
    found = [
        Fact(Label("Avtale", "Deal"), deal_in_brief(result.case)),
        Fact(Label("Periode", "Period"), Label(period(result, "nb"), period(result, "en"))),
        Fact(Label("Utarbeidet av", "Prepared by"), stated.prepared_by or NOT_STATED),
        Fact(Label("Dato", "Date"), _date(stated.date)),
        Fact(Label("Versjon", "Version"), stated.version or NOT_STATED),
        Fact(Label("Sakens fingeravtrykk", "The case's fingerprint"), case_hash(result.case)[:_SHOWN]),
    ]
    if applied.scenario is not None:
        found.append(Fact(Label("Scenario", "Scenario"), applied.scenario_label or applied.scenario))
    if not applied.with_support:
        found.append(Fact(Label("Støtte", "Support"), Label("regnet uten", "left out")))
    if applied.changes:
        found.append(Fact(Label("Endret", "Changed"), ", ".join(applied.changes)))
    found.append(Fact(Label("Beregnet med", "Calculated by"), f"feasibility {program}"))
    return tuple(found)


def _date(stated: str | None) -> Label:
    if stated is None:
        return NOT_STATED
    day = datetime.date.fromisoformat(stated)
    return Label(format_date(day, "nb"), format_date(day, "en"))


NOT_STATED = Label("ikke oppgitt", "not stated")
