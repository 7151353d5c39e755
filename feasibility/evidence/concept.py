"""Warnings about the concept itself: occupancy, size, place, people and what the income is made of."""

from __future__ import annotations

from collections.abc import Iterator

from feasibility.case import shown_label
from feasibility.evidence.benchmarks import benchmark
from feasibility.evidence.facts import DESK_KINDS, OFFICE_KINDS, OPEN_KINDS, Facts
from feasibility.evidence.sources import thesis
from feasibility.evidence.thresholds import threshold
from feasibility.language import LANGUAGES, Label, format_measure, format_share
from feasibility.model.base.result import Caution


def stabilised_occupancy(facts: Facts) -> Iterator[Caution]:
    """Planned occupancy of the desks, on average, above what is seen, or high without a source."""
    desks = {id: facts.desks(id) for id in facts.products(DESK_KINDS)}
    total = sum(desks.values())
    if total == 0:
        return
    planned = {id: facts.number(f"products.{id}.ramp.stabilised_share") for id in desks}
    mean = round(sum(desks[id] * planned[id] for id in desks) / total, 9)
    high, unproven = threshold("occupancy_high"), threshold("occupancy_unproven")
    if mean > high.value:
        yield Caution(
            "stabilised_occupancy",
            Label(
                f"Planlagt stabilisert belegg er i snitt {format_share(mean, 'nb')} av plassene. Over "
                f"{format_share(high.value, 'nb', 0)} er mer enn kildene viser.",
                f"Planned stabilised occupancy averages {format_share(mean, 'en')} of the desks. Above "
                f"{format_share(high.value, 'en', 0)} is more than the sources show.",
            ),
            high.source,
        )
    elif mean > unproven.value:
        unsourced = [
            facts.name(id)
            for id in desks
            if planned[id] > unproven.value and not _has_source(facts, f"products.{id}.ramp.stabilised_share")
        ]
        if unsourced:
            names = ", ".join(unsourced)
            yield Caution(
                "occupancy_without_evidence",
                Label(
                    f"Planlagt stabilisert belegg er i snitt {format_share(mean, 'nb')} av plassene, uten "
                    f"kilde for: {names}. Over {format_share(unproven.value, 'nb', 0)} bør det vises til "
                    "intensjonsavtaler eller et sammenlignbart sted.",
                    f"Planned stabilised occupancy averages {format_share(mean, 'en')} of the desks, "
                    f"without a source for: {names}. Above {format_share(unproven.value, 'en', 0)}, refer "
                    "to letters of intent or a comparable place.",
                ),
                unproven.source,
            )


def _has_source(facts: Facts, path: str) -> bool:
    note = facts.case.sources.get(path)
    return note is not None and not note.is_assumption


def size(facts: Facts) -> Iterator[Caution]:
    """Fewer desks than a bank takes seriously, or more than a small town fills.

    Few are no fault where services are the concept, and places go with them.
    """
    desks = facts.all_desks
    least, most = threshold("desks_least"), threshold("desks_most")
    nb, en = format_measure(desks, "desks", "nb"), format_measure(desks, "desks", "en")
    if desks < least.value and not facts.lives_by_services:
        yield Caution(
            "few_desks",
            Label(
                f"Konseptet har {nb}. Banken ser for seg et tosifret tall, ikke fire–fem plasser.",
                f"The concept has {en}. The bank has two digits in mind, not four or five desks.",
            ),
            least.source,
        )
    elif desks >= most.value:
        yield Caution(
            "many_desks",
            Label(
                f"Konseptet har {nb}. Banken fraråder {most.value:.0f} eller flere i en mindre by; om lag "
                "10 regnes som trygt.",
                f"The concept has {en}. The bank advises against {most.value:.0f} or more in a small "
                "town; about 10 is held to be safe.",
            ),
            most.source,
        )


def leased_area(facts: Facts) -> Iterator[Caution]:
    """A lease of more area than the building's spaces have."""
    line = facts.built.model.inputs.get("deal.lease.area_m2")
    if line is None:
        return
    leased, there = facts.number("deal.lease.area_m2"), facts.scalar("building.area")
    if there is None or leased <= there * (1 + 1e-9):
        return
    nb, en = (format_measure(leased, "m2", language) for language in LANGUAGES)
    all_nb, all_en = (format_measure(there, "m2", language) for language in LANGUAGES)
    yield Caution(
        "leased_area",
        Label(
            f"Leieavtalen gjelder {nb}, men arealene i bygget er til sammen {all_nb}. Se deal.lease.area_m2.",
            f"The lease is of {en}, but the building's spaces are {all_en} in all. See deal.lease.area_m2.",
        ),
        Label("Sakens egne arealer", "The case's own areas"),
    )


def small_town(facts: Facts) -> Iterator[Caution]:
    """A town with few people."""
    people, least = facts.case.building.town_population, threshold("town_least")
    if people is not None and people < least.value:
        yield Caution(
            "small_town",
            Label(
                f"Byen har {format_measure(people, 'people', 'nb').replace('personer', 'innbyggere')}. "
                f"Under {format_measure(least.value, 'people', 'nb').replace('personer', 'innbyggere')} "
                "er kundegrunnlaget tynt: tell pendlere, firma og frilansere som faktisk finnes.",
                f"The town has {format_measure(people, 'people', 'en')}. Below "
                f"{format_measure(least.value, 'people', 'en')} custom is thin: count the commuters, "
                "firms and freelancers there are.",
            ),
            least.source,
        )


def town_not_stated(facts: Facts) -> Iterator[Caution]:
    """Nothing is said of how many people live there: silence on a thin town would pass for custom enough."""
    case, least = facts.case, threshold("town_least")
    if case.building.town_population is not None or case.bank.catchment is not None:
        return
    yield Caution(
        "town_not_stated",
        Label(
            "Hvor mange som bor i byen, er ikke oppgitt, så kundegrunnlaget er ikke vurdert. Under "
            f"{format_measure(least.value, 'people', 'nb').replace('personer', 'innbyggere')} er det tynt. "
            "Se SSBs tettsteder, og oppgi building.town_population.",
            "How many live in the town is not stated, so custom is not judged. Below "
            f"{format_measure(least.value, 'people', 'en')} it is thin. See Statistics Norway's urban "
            "settlements, and state building.town_population.",
        ),
        least.source,
    )


def no_facilitator(facts: Facts) -> Iterator[Caution]:
    """Nobody is paid, or counted, for the role that fills the place."""
    case = facts.case
    if any(person.is_facilitator for person in case.staff.values()):
        return
    if case.unpaid_work is not None and facts.number("unpaid_work.hours_per_month") > 0:
        return
    yield Caution(
        "no_facilitator",
        Label(
            "Ingen vert eller tilrettelegger er regnet med. Rollen er det som fyller stedet, og den må "
            "kostes: legg inn en ansatt med is_facilitator: true, eller timene under unpaid_work.",
            "No host or facilitator is counted. The role is what fills the place, and it must be costed: "
            "add staff with is_facilitator: true, or the hours under unpaid_work.",
        ),
        thesis("8062, 12014, 15114, 18462"),
    )


def key_person(facts: Facts) -> Iterator[Caution]:
    """All hosting hangs on one person: one employee and nobody else, or unpaid hours alone."""
    case = facts.case
    hosts = [id for id, person in case.staff.items() if person.is_facilitator]
    if len(case.staff) == 1 and len(hosts) == 1:
        fte = facts.number(f"staff.{hosts[0]}.fte")
        if fte > 1:
            return
        name = shown_label(hosts[0], case.staff[hosts[0]])
        what = Label(
            f"Vertskapet er én person: {name}, {format_measure(fte, 'FTE', 'nb')}.",
            f"The hosting is one person: {name}, {format_measure(fte, 'FTE', 'en')}.",
        )
    elif not hosts and case.unpaid_work is not None and facts.number("unpaid_work.hours_per_month") > 0:
        hours = facts.number("unpaid_work.hours_per_month")
        what = Label(
            f"Vertskapet er {format_measure(hours, 'hours/month', 'nb')} som ingen får betalt for.",
            f"The hosting is {format_measure(hours, 'hours/month', 'en')} that nobody is paid for.",
        )
    else:
        return
    yield Caution(
        "key_person",
        Label(
            f"{what.nb} En lokal ildsjel er det som fyller slike steder. Slutter vedkommende, er det ingen "
            "som gjør det: si hvem som tar over, og hva det koster.",
            f"{what.en} A local enthusiast is what fills such places. If that person leaves, nobody does: "
            "say who takes over, and at what cost.",
        ),
        thesis("8062, 8301, 12014"),
    )


def services_share(facts: Facts) -> Iterator[Caution]:
    """Services' share of income in the reference year far from the 70/30 mix.

    Not where services bring more than half: there they are the concept, and places go with them.
    """
    share = facts.scalar("concept.services_share")
    usual, far = threshold("services_share"), threshold("services_far")
    if share is None or facts.lives_by_services or round(abs(share - usual.value), 9) <= far.value:
        return
    nb_more, en_more = ("mer", "more") if share > usual.value else ("mindre", "less")
    yield Caution(
        "services_share",
        Label(
            f"Tjenester gir {format_share(share, 'nb')} av inntekten i første stabiliserte år, langt "
            f"{nb_more} enn {format_share(usual.value, 'nb', 0)}. Det kan være riktig (noen har alt i "
            "prisen, og en kafé kan tape penger), men bør kunne forklares.",
            f"Services bring {format_share(share, 'en')} of income in the first stabilised year, far "
            f"{en_more} than {format_share(usual.value, 'en', 0)}. That may be right (some include "
            "everything in the price, and a café can lose money), but should be explained.",
        ),
        usual.source,
    )


def open_desks(facts: Facts) -> Iterator[Caution]:
    """Open desks bring more than private offices, though offices fill first; not where services do."""
    offices = sum(facts.income_of(id) for id in facts.products(OFFICE_KINDS))
    desks = sum(facts.income_of(id) for id in facts.products(OPEN_KINDS))
    limit = threshold("open_desk_income")
    if facts.lives_by_services or offices + desks <= 0 or round(desks / (offices + desks), 9) <= limit.value:
        return
    share = desks / (offices + desks)
    seen = [benchmark(id).value for id in ("profitable_office_income", "profitable_desk_income")]
    nb, en = ([format_share(value, language, 0) for value in seen] for language in LANGUAGES)
    yield Caution(
        "open_desks",
        Label(
            f"Åpne plasser gir {format_share(share, 'nb')} av inntekten av plasser og kontor. Kontor "
            "fylles før åpne plasser, og der det går med overskudd gir de to om lag like mye: kontor "
            f"{nb[0]}, plasser {nb[1]} av inntekten.",
            f"Open desks bring {format_share(share, 'en')} of the income of desks and offices. Offices "
            "fill before open desks, and in profitable spaces the two bring about as much: offices "
            f"{en[0]}, desks {en[1]} of income.",
        ),
        limit.source,
    )
