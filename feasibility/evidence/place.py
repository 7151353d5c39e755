"""Advice about the place: what a bank asks of it, and what suits a town with or without a defined centre.

Asked for, and never in the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feasibility.evidence.facts import Facts
from feasibility.evidence.sources import BANK, thesis
from feasibility.evidence.thresholds import threshold
from feasibility.language import LANGUAGES, Label, Language, format_measure, format_share
from feasibility.language.label import listed
from feasibility.model.base.result import Caution

RECOMMENDED: Final = thesis("7953–8475", "anbefalingene, i korthet", "the recommendations, condensed")


def desks_in_small_town(facts: Facts) -> Iterator[Caution]:
    """More desks than the bank holds to be safe in a small town, and fewer than it advises against."""
    people, desks = facts.case.building.town_population, facts.all_desks
    small, safe, most = (threshold(id) for id in ("town_least", "desks_safe", "desks_most"))
    if people is None or people >= small.value or not safe.value < desks < most.value:
        return
    nb, en = (format_measure(desks, "desks", language) for language in LANGUAGES)
    yield Caution(
        "desks_in_small_town",
        Label(
            f"Konseptet har {nb} i en by med {_inhabitants(people)}. Om lag {safe.value:.0f} regner banken "
            "som trygt i en liten by.",
            f"The concept has {en} in a town of {format_measure(people, 'people', 'en')}. About "
            f"{safe.value:.0f} is what the bank holds to be safe in a small town.",
        ),
        safe.source,
    )


def _inhabitants(people: float) -> str:
    return format_measure(people, "people", "nb").replace("personer", "innbyggere")


def town_centre(facts: Facts) -> Iterator[Caution]:
    """What is recommended where the town has a defined centre or none, beside what the case has."""
    match facts.case.building.town_centre:
        case "none":
            yield Caution("town_without_centre", _without_centre(facts), RECOMMENDED)
        case "defined":
            yield Caution("town_with_centre", _with_centre(facts), RECOMMENDED)
        case None:
            return


def _without_centre(facts: Facts) -> Label:
    has = [
        [*_spaces(facts, language), *_commuters(facts, language), _kinds(facts, language)]
        for language in LANGUAGES
    ]
    return Label(
        "Byen er uten definert sentrum. Da anbefales servering som er åpen for alle, flere slags inntekt, "
        "korte og varierte leieforhold, bolig sammen med plasser, og plasser til pendlere. Saken har "
        f"{listed(has[0], 'nb')}.",
        "The town has no defined centre. Recommended then: catering open to the public, several kinds of "
        "income, a short and broad mix, housing together with desks, and commuters. The case has "
        f"{listed(has[1], 'en')}.",
    )


def _with_centre(facts: Facts) -> Label:
    has = [[*_spaces(facts, language), _contracts(facts, language)] for language in LANGUAGES]
    return Label(
        "Byen har et definert sentrum. Da anbefales gateplan, flere lange kontrakter med leietakere som er "
        "hentet inn, tjenester åpne for publikum og bånd til studenter og næringsliv; ikke servering som "
        f"finnes fra før. Saken har {listed(has[0], 'nb')}.",
        "The town has a defined centre. Recommended then: street level, more long contracts with recruited "
        "tenants, services open to the public, and links to students and business; not catering that exists "
        f"already. The case has {listed(has[1], 'en')}.",
    )


def _spaces(facts: Facts, language: Language) -> list[str]:
    """What the case has of a café, of services and of housing."""
    cafe, housing = _area(facts, "cafe"), _area(facts, "housing") + _area(facts, "lodging")
    share = facts.scalar("concept.services_share")
    is_nb = language == "nb"
    told = []
    if cafe:
        told.append(f"{'kafé på' if is_nb else 'a café of'} {format_measure(cafe, 'm2', language)}")
    else:
        told.append("ingen kafé" if is_nb else "no café")
    if share is not None:
        of = "av inntekten fra tjenester" if is_nb else "of income from services"
        told.append(f"{format_share(share, language, 0)} {of}")
    if facts.case.building.town_centre == "none":
        if housing:
            word = "bolig og overnatting på" if is_nb else "housing and lodging of"
            told.append(f"{word} {format_measure(housing, 'm2', language)}")
        else:
            told.append("ingen bolig" if is_nb else "no housing")
    return told


def _area(facts: Facts, kind: str) -> float:
    spaces = facts.case.building.spaces
    return sum(facts.number(f"building.spaces.{id}.exclusive_m2") for id in spaces if spaces[id].kind == kind)


def _commuters(facts: Facts, language: Language) -> list[str]:
    catchment = facts.case.bank.catchment
    if catchment is None or catchment.commuters is None:
        return ["ikke oppgitt hvor mange som pendler" if language == "nb" else "not stated how many commute"]
    number = format_measure(facts.number("bank.catchment.commuters"), "count", language)
    return [f"{number} {'pendlere i området' if language == 'nb' else 'commuters in the area'}"]


def _kinds(facts: Facts, language: Language) -> str:
    count = len({product.kind for product in facts.case.products.values()})
    return f"{count} slags produkter" if language == "nb" else f"{count} kinds of products"


def _contracts(facts: Facts, language: Language) -> str:
    count = sum(len(product.contracts) for product in facts.case.products.values())
    if language == "nb":
        return f"{count or 'ingen'} signerte kontrakter"
    return f"{count or 'no'} signed contracts"


def location_not_stated(facts: Facts) -> Iterator[Caution]:
    """A borrower that leaves open what the bank asks about the place."""
    if not facts.built.bank:
        return
    place, building = facts.case.papers.location, facts.case.building
    open_ones = [] if building.town_centre is not None else [_CENTRE]
    open_ones += [label for field, label in _ASKED.items() if not getattr(place, field)]
    if building.town_centre == "none":  # there is none to be in
        open_ones = [label for label in open_ones if label is not _ASKED["centre"]]
    if not open_ones:
        return
    yield Caution(
        "location_not_stated",
        Label(
            "Banken spør om beliggenheten, og saken sier ikke dette: "
            f"{listed([label.nb for label in open_ones], 'nb')} ({len(open_ones)} av {_POINTS}). Fyll ut "
            "papers.location og building.town_centre.",
            "The bank asks about the location, and the case does not say: "
            f"{listed([label.en for label in open_ones], 'en')} ({len(open_ones)} of {_POINTS}). Fill in "
            "papers.location and building.town_centre.",
        ),
        BANK,
    )


_CENTRE: Final = Label("om byen har et definert sentrum", "whether the town has a defined centre")
_ASKED: Final = {
    "centre": Label("hvor i sentrum", "where in the centre"),
    "public_transport": Label("kollektivtransport", "public transport"),
    "parking": Label("parkering", "parking"),
    "access": Label("adkomst", "access"),
    "shared_services": Label("fellestjenester og felleskostnader", "shared services and common costs"),
    "competition": Label("tilbud i området", "supply in the area"),
}
"""The bank's checklist, by the field of `papers.location` that answers it."""
_POINTS: Final = len(_ASKED) + 1
