"""Warnings a bank would raise: debt service not covered, covenants broken, little let before, a gap ahead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from feasibility.evidence.facts import ORE, Facts
from feasibility.evidence.sources import BANK, PROJECT
from feasibility.evidence.thresholds import threshold
from feasibility.language import Label, Language, format_amount, format_number, format_share
from feasibility.model.base.result import Caution
from feasibility.names import PARTIES

if TYPE_CHECKING:
    from feasibility.model.base.bank_view import Measured

AGREED = Label("Lånevilkårene i saken (bank.covenants)", "The covenants of the case (bank.covenants)")


def debt_service(facts: Facts) -> Iterator[Caution]:
    """The worst DSCR of a full year after opening below 1."""
    least = threshold("dscr_least")
    for view in facts.built.bank:
        found = next(m for m in view.measures if m.id == "dscr")
        worst, year = facts.values.number(found.worst.id), facts.values.number(found.worst_year.id)
        if worst is None or year is None or round(worst, 9) >= least.value:
            continue
        who = PARTIES[view.party].full
        yield Caution(
            f"{view.party}_debt_service",
            Label(
                f"{who.nb} tjener ikke inn renter og avdrag i {year:.0f}: gjeldsbetjeningsgrad "
                f"{format_number(worst, 2, 'nb')}. Resten må tas av kassen, eller av eierne.",
                f"{who.en} does not earn its interest and instalments in {year:.0f}: debt service cover "
                f"{format_number(worst, 2, 'en')}. The rest must come from cash, or from the owners.",
            ),
            least.source,
        )


def covenants_broken(facts: Facts) -> Iterator[Caution]:
    """A stated covenant that does not hold in some full year after opening."""
    for view in facts.built.bank:
        broken = [m for m in view.measures if m.breached is not None and facts.values.number(m.breached.id)]
        if not broken:
            continue
        who = PARTIES[view.party].full
        yield Caution(
            f"{view.party}_covenants",
            Label(
                f"{who.nb} bryter lånevilkår: {_listed(facts, broken, 'nb')}.",
                f"{who.en} breaks covenants: {_listed(facts, broken, 'en')}.",
            ),
            AGREED,
        )


def _listed(facts: Facts, broken: list[Measured], language: Language) -> str:
    parts = []
    for m in broken:
        assert m.breached is not None
        years = round(facts.values.number(m.breached.id) or 0)
        worst, year = facts.values.number(m.worst.id) or 0, facts.values.number(m.worst_year.id) or 0
        is_share = m.by_year.unit == "share"
        shown = format_share(worst, language) if is_share else format_number(worst, 2, language)
        counted = Label(f"{years} år", "1 year" if years == 1 else f"{years} years")
        words = Label(
            f"{counted.nb}, verst {shown} i {year:.0f}", f"{counted.en}, worst {shown} in {year:.0f}"
        )
        parts.append(f"{m.label.text(language)} ({words.text(language)})")
    return ", ".join(parts)


_NOT_SIGNED = Label(
    "Saken oppgir ingen signerte kontrakter. Noen undertegnede avtaler før start er «en viktig "
    "forutsetning» for banken; der det er oppgitt, var 30–40 % ventet.",
    'The case states no signed contracts. To the bank some leases signed before the start are "an '
    'important condition"; where it is told, 30–40% was expected.',
)


def little_let_before(facts: Facts) -> Iterator[Caution]:
    """A borrower that sells to members with little let by contract before opening."""
    least, share = threshold("prelet_least"), facts.scalar("bank.prelet_capacity")
    if share is None:
        if facts.has("bank.prelet_capacity"):
            yield Caution("prelet", _NOT_SIGNED, least.source)
        return
    if round(share, 9) >= least.value:
        return
    yield Caution(
        "prelet",
        Label(
            f"{format_share(share, 'nb', 0)} av kapasiteten er utleid på kontrakt før åpning. Noen "
            "undertegnede avtaler før start er «en viktig forutsetning» for banken; der det er oppgitt, "
            "var 30–40 % ventet.",
            f"{format_share(share, 'en', 0)} of capacity is let by contract before opening. To the bank some "
            'leases signed before the start are "an important condition"; where it is told, 30–40% was '
            "expected.",
        ),
        least.source,
    )


def refinancing_gap(facts: Facts) -> Iterator[Caution]:
    """A balloon the bank would not refinance in full at a higher rate and a lower loan to value."""
    for view in facts.built.bank:
        for loan in view.loans:
            gap = facts.scalar(f"{view.party}.bank.loan.{loan.id}.gap")
            if gap is None or gap <= ORE:
                continue
            who = PARTIES[view.party].full
            yield Caution(
                f"{view.party}_refinancing_{loan.id}",
                Label(
                    f"{who.nb} mangler {format_amount(gap, 'nb')} når lånet «{loan.name}» forfaller, om "
                    "banken da krever høyere rente og lavere belåningsgrad (bank.refinancing).",
                    f'{who.en} is {format_amount(gap, "en")} short when the loan "{loan.name}" matures, if '
                    "the bank then asks a higher rate and a lower loan to value (bank.refinancing).",
                ),
                BANK,
            )


def more_desks_than_people(facts: Facts) -> Iterator[Caution]:
    """More desks, competitors' included, than all the people and firms stated: no norm is needed."""
    stated = facts.case.bank.catchment
    if stated is None:
        return
    people = sum(n for n in (stated.commuters, stated.firms, stated.freelancers) if n is not None)
    desks = facts.all_desks + (stated.competitor_desks or 0)
    if all(n is None for n in (stated.commuters, stated.firms, stated.freelancers)) or desks <= people:
        return
    yield Caution(
        "more_desks_than_people",
        Label(
            f"{format_number(desks, 0, 'nb')} plasser med konkurrentenes, mot "
            f"{format_number(people, 0, 'nb')} pendlere, bedrifter og selvstendige i området, som oppgitt.",
            f"{format_number(desks, 0, 'en')} desks with competitors', against "
            f"{format_number(people, 0, 'en')} commuters, firms and freelancers in the area, as stated.",
        ),
        PROJECT,
    )
