"""From which month each company is registered for VAT, and why (docs/model.md §6)."""

from __future__ import annotations

from typing import Final

from feasibility.engine.expr import Expr, Line, as_expr, first_where
from feasibility.engine.flows import Party
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.parties import company_id
from feasibility.model.base.registration import registered, registration_of
from feasibility.model.base.result import Measure

_WHY: Final = {
    "from_threshold": Label("når grensen passeres", "when the threshold is passed"),
    "advance": Label("forhåndsregistrert", "registered in advance"),
    "registered": Label("registrert fra før", "registered already"),
}


def registration_measure(c: Context, measures: Measures, party: Party) -> Measure:
    """The month a company is registered from: what it charges and deducts begins there."""
    choice = registration_of(c, party)
    line, why = registered(c, party), _WHY[choice]
    since: Expr = as_expr(1)
    if isinstance(line, Line):
        since = first_where(line, null("grensen passeres ikke", "the threshold is not passed"))
    return Measure(
        measures.scalar(
            f"{party.id}.vat.registered_from",
            since,
            "month",
            f"Registrert for mva. fra måned, {party.label.nb.lower()} ({why.nb})",
            f"Registered for VAT from month, {party.label.en.lower()} ({why.en})",
            Label(
                "Til da beregnes ingen mva., og ingenting trekkes fra.",
                "Until then no VAT is charged, and nothing is deducted.",
            ),
            ("mval § 2-1", "mval § 2-3", "mval § 2-4", "§6"),
        ),
        company_id(party),
    )
