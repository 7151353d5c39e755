"""The guided path through a case: which of its sections belong to which step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from feasibility.case.form.shape import Section
from feasibility.case.form.stated import ROOT, StatedCase
from feasibility.language import Label
from feasibility.screens.editing.outline import Place, top


class Step(NamedTuple):
    """A step: its words, what it is about in a sentence, and the case's own fields that belong to it."""

    label: Label
    about: Label
    sections: tuple[str, ...]


OTHER: Final = "other"
STEPS: Final[Mapping[str, Step]] = {
    "building": Step(
        Label("Bygget", "Building"),
        Label(
            "Hva saken gjelder, når den begynner, hvilke arealer det er, og hva bygget koster eieren.",
            "What the case is about, when it begins, the spaces there are, and what the building costs.",
        ),
        ("name", "description", "start_month", "horizon_months", "building", "other_tenants", "acquisition"),
    ),
    "members": Step(
        Label("Medlemmer og priser", "Members and prices"),
        Label(
            "Hva som selges, til hvilken pris, og hvor fort det fylles opp.",
            "What is sold, at what price, and how fast it fills up.",
        ),
        ("products", "season_factors", "demand_shocks", "services", "jobs_per_member"),
    ),
    "deal": Step(
        Label("Avtalen", "The deal"),
        Label(
            "Hva gårdeieren og driveren avtaler: leie, leiefrihet og avslag, varighet og sikkerhet.",
            "What landlord and operator agree on: rent, rent-free months and reductions, term and security.",
        ),
        ("deal", "phases", "after_lease", "operator_default"),
    ),
    "costs": Step(
        Label("Kostnader og folk", "Costs and people"),
        Label("Hva driften koster, og hvem som arbeider der.", "What running it costs, and who works there."),
        ("costs", "staff", "unpaid_work"),
    ),
    "works": Step(
        Label("Arbeider", "Works"),
        Label(
            "Ombygging og innredning: hva det koster, når, og hvem som betaler.",
            "Rebuilding and fitting out: what it costs, when, and who pays.",
        ),
        ("works",),
    ),
    "support": Step(
        Label("Støtte", "Support"),
        Label(
            "Hva kommune, fond og sponsorer bidrar med. Alt kan regnes uten.",
            "What municipality, funds and sponsors give. Everything can be calculated without it.",
        ),
        ("support", "municipality"),
    ),
    "money": Step(
        Label("Penger", "Money"),
        Label(
            "Egenkapital og lån, prisvekst, avkastningskrav, verdi, merverdiavgift og skatt.",
            "Equity and loans, price growth, discount rates, value, VAT and tax.",
        ),
        (
            "financing",
            "opening",
            "owners",
            "group",
            "index",
            "party_rates",
            "valuation",
            "vat",
            "tax",
            "bank",
        ),
    ),
    "alternatives": Step(
        Label("Alternativer", "Alternatives"),
        Label(
            "Hva avtalen sammenlignes med, scenarioer, hvor usikre tallene er, og svar på varsler.",
            "What the deal is compared with, scenarios, how uncertain the numbers are, answers to warnings.",
        ),
        ("comparison", "scenarios", "uncertainty", "answers_to_warnings"),
    ),
    "papers": Step(
        Label("Papirene", "The papers"),
        Label(
            "Det styret og banken spør om ved siden av tallene: søker, formål, sikkerhet, beliggenhet, og "
            "det "
            "som er bokført siden åpning.",
            "What board and bank ask beside the numbers: applicant, purpose, security, location, and what "
            "has "
            "been booked since opening.",
        ),
        ("papers", "actual"),
    ),
    OTHER: Step(
        Label("Annet", "Other"),
        Label("Det som ikke hører til et annet sted.", "What belongs nowhere else."),
        (),
    ),
}
"""Every step, in order. A field of the case that none of them names stands in the last."""
_STEP_OF: Final = {section: id for id, step in STEPS.items() for section in step.sections}


def step_of(path: str) -> str:
    """The step that a path belongs to."""
    return _STEP_OF.get(path.partition(".")[0], OTHER)


def in_step(case: StatedCase, step: str, root: Section = ROOT) -> tuple[Place, ...]:
    """The case's own fields and sections that belong to a step, in its order."""
    order = {section: n for n, section in enumerate(STEPS[step].sections)}
    found = [place for place in top(case, root) if step_of(place.name) == step]
    return tuple(sorted(found, key=lambda place: order.get(place.name, len(order))))


def steps_with_something(case: StatedCase, root: Section = ROOT) -> tuple[str, ...]:
    """The steps that hold anything of the case: all but the last, as long as every field has a step."""
    held = {step_of(place.name) for place in top(case, root)}
    return tuple(id for id in STEPS if id in held)
