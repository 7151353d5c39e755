"""The municipality's account for the undertaking (kommunens regnskap for tiltaket), docs/model.md §13.14.

Each thing it gives, and what it gets back that it would not have had from an empty building. It is written
only where it gives something: a case without municipal support has none of these lines.
"""

from __future__ import annotations

from typing import Final

from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.parties import MUNICIPALITY
from feasibility.model.base.result import Measure, Municipal, MunicipalFlow

_KINDS: Final[dict[str, Municipal]] = {
    "operating_grant": "cash",
    "works_grant": "cash",
    "in_kind": "in_kind",
    "income_rent": "places",
}
"""What each category of flow is, seen from who pays."""
GIVEN: Final = frozenset(_KINDS)


def municipal_account(c: Context, measures: Measures) -> tuple[tuple[MunicipalFlow, ...], list[Measure]]:
    """What it gives, then what it gets back; and the totals as measures. Nothing where it gives nothing."""
    flows = [f for f in c.ledger.flows if f.payer == MUNICIPALITY and f.category in GIVEN]
    if not flows:
        return (), []
    found: list[MunicipalFlow] = []
    for flow in flows:
        nb, en = f"Kommunen gir: {flow.label.nb}", f"The municipality gives: {flow.label.en}"
        total = measures.total(f"municipality.gives.{flow.id}", flow.earned, nb, en)
        found.append(MunicipalFlow(flow.label, _KINDS[flow.category], year_of(c, flow.earned), total))
    back = _property_tax(c)
    total = measures.total(
        "municipality.back_total", back, "Kommunen får igjen, i alt", "The municipality gets back, in all"
    )
    label = Label("Eiendomsskatt ut over tomt bygg", "Property tax beyond an empty building's")
    found.append(MunicipalFlow(label, "property_tax", year_of(c, back), total, False))
    net = measures.scalar(
        "municipality.net_total",
        c.m.lines["municipality.support_total"] - total,
        "NOK",
        "Kommunens utgift etter det den får igjen",
        "The municipality's cost after what it gets back",
        Label("Støtte i alt − det den får igjen.", "Support in all − what it gets back."),
        ("§13.14",),
    )
    year_of(c, c.m.lines["municipality.support"])
    lines = [each.total for each in found] + [net]
    return tuple(found), [Measure(line, "municipality") for line in lines]


def _property_tax(c: Context) -> Line:
    lines = c.m.lines
    paid = lines["property_tax"]
    empty = lines.get("vacant.property_tax")
    with c.block("support", "Støtte", "Support", "§5"):
        return c.m.line(
            "municipality.property_tax",
            paid - empty if empty is not None else c.sum([paid]),
            "NOK",
            Label("Eiendomsskatt ut over tomt bygg", "Property tax beyond an empty building's"),
            Label("Skatten i avtalen − skatten med bygget tomt.", "The deal's tax less the vacant space's."),
            axis=c.calendar.number.axis,
            basis=("§8", "§13.14"),
        )
