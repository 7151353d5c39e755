"""Warnings about support and the State: dependence on grants, de minimis, VAT, and rates carried forward."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

import numpy as np

from feasibility.evidence.facts import ORE, Array, Facts
from feasibility.evidence.sources import thesis
from feasibility.evidence.thresholds import threshold
from feasibility.language import LANGUAGES, Label, format_amount, format_date, format_measure, format_share
from feasibility.language.label import listed
from feasibility.model.base.result import Caution
from feasibility.names import PARTIES
from feasibility.rules import Parameter, all_parameters, parameter
from feasibility.rules.classification import EXEMPT_REGIMES, OWN_USE

PUBLIC_PAYERS = ("municipality", "grant_giver")
"""Whose support counts as public: other grant-givers are held to be, sponsors and the landlord are not."""
VAT_ACT = Label("Merverdiavgiftsloven §§ 2-3, 3-11 og 8-2", "The VAT Act §§ 2-3, 3-11 and 8-2")
SUPPORT_STUDY = thesis("10326, 11176, 13978", "kommunen vil se en vei til privat drift",
                       "the municipality wants a way to private operation")  # fmt: skip


def grant_dependent(facts: Facts) -> Iterator[Caution]:
    """Without support the concept loses money: in the reference year, or over the whole."""
    case = facts.case
    payers = {item.payer for item in case.costs.values()} | {item.payer for item in case.staff.values()}
    if not case.support and "municipality" not in payers:
        return
    values = facts.values
    if values.inputs["with_support"] != 0:
        inputs = facts.built.model.inputs
        changed = {id: v for id, v in values.inputs.items() if inputs[id].value != v}
        values = facts.built.program.run({**changed, "with_support": 0.0})
    operating = facts.case.operating_company
    npv_id = "landlord.npv_against_vacant" if operating == "landlord" else f"{operating}.npv"
    result, npv = values.number("concept.stable_result"), values.number(npv_id)
    said: list[tuple[str, str]] = []
    if result is not None and result < -ORE:
        said.append(
            (
                f"EBITDA i første stabiliserte år er {format_amount(result, 'nb')}",
                f"EBITDA of the first stabilised year is {format_amount(result, 'en')}",
            )
        )
    if npv is not None and npv < -ORE:
        against_nb, against_en = (" mot tomt", " against vacant") if operating == "landlord" else ("", "")
        said.append(
            (
                f"nåverdien{against_nb} er {format_amount(npv, 'nb')}",
                f"present value{against_en} is {format_amount(npv, 'en')}",
            )
        )
    if said:
        who = PARTIES[facts.case.operating_company].full
        yield Caution(
            "grant_dependent",
            Label(
                f"{who.nb} lever av støtten. Uten den: {listed([nb for nb, _ in said], 'nb')}.",
                f"{who.en} lives by the support. Without it: {listed([en for _, en in said], 'en')}.",
            ),
            SUPPORT_STUDY,
        )


def support_outlives(facts: Facts) -> Iterator[Caution]:
    """Operation is still supported when it was to run by itself: months after so many years of operation."""
    limit = threshold("support_years")
    given = facts.months("support.in_operation")
    if facts.opening is None:
        return
    first = facts.opening + round(limit.value * 12)
    after = given[first - 1 :]
    if not (after > ORE).any():
        return
    last = first + int(np.flatnonzero(after > ORE)[-1])
    amount = float(after.sum())
    nb, en = (
        (format_amount(amount, language), format_measure(limit.value, "years", language, 0))
        for language in LANGUAGES
    )
    yield Caution(
        "support_outlives",
        Label(
            f"Driften støttes fortsatt {nb[1]} etter åpning: {nb[0]} til og med "
            f"{facts.month_name(last, 'nb')}. Målet i undersøkelsen er å være selvgående etter {nb[1]}. Den "
            "som gir, vil se når det tar slutt.",
            f"Operation is still supported {en[1]} after opening: {en[0]} up to "
            f"{facts.month_name(last, 'en')}. The aim in the study is to run by itself after {en[1]}. The "
            "giver will want to see when it ends.",
        ),
        limit.source,
    )


def de_minimis(facts: Facts) -> Iterator[Caution]:
    """Public support to one company near the limit of small aid over three years."""
    limit_eur, years, rate = (
        _rule(facts, id) for id in ("de_minimis_limit", "de_minimis_years", "nok_per_eur")
    )
    near, limit = threshold("de_minimis_near"), limit_eur * rate
    for party in facts.case.companies:
        granted = public_support(facts, party)
        window = round(years * 12)
        so_far = np.concatenate([[0.0], granted.cumsum()])
        ends = np.arange(1, len(granted) + 1)
        rolling = so_far[ends] - so_far[np.maximum(ends - window, 0)]
        last = int(np.argmax(rolling)) + 1
        most = round(float(rolling[last - 1]), 2)
        if most < near.value * limit:
            continue
        who = PARTIES[party].full
        over = most > limit
        nb = "Det er over grensen" if over else "Det er nær grensen"
        en = "That is above the limit" if over else "That is near the limit"
        eur_nb, eur_en = format_measure(limit_eur, "EUR", "nb"), format_measure(limit_eur, "EUR", "en")
        yield Caution(
            f"{party}_de_minimis",
            Label(
                f"{who.nb} får {format_amount(most, 'nb')} i offentlig støtte over tre år, fram til "
                f"{facts.month_name(last, 'nb')}. {nb} for bagatellmessig støtte: {eur_nb}, her "
                f"{format_amount(limit, 'nb')} (plasser kjøpt til vanlig pris er ikke regnet med). Avklar "
                "hjemmel med den som gir.",
                f"{who.en} gets {format_amount(most, 'en')} in public support over three years, up to "
                f"{facts.month_name(last, 'en')}. {en} for de minimis aid: {eur_en}, here "
                f"{format_amount(limit, 'en')} (desks bought at the ordinary price are not counted). "
                "Settle the legal basis with the giver.",
            ),
            _source("de_minimis_limit", facts),
        )


def public_support(facts: Facts, party: str) -> Array:
    """Public support earned by a company, NOK by month: grants, premises, salary and costs in kind."""
    case = facts.case
    lines: list[str] = []
    for id, item in case.support.items():
        is_cash = item.kind in ("grant", "yearly_grant", "works_grant", "free_premises")
        if is_cash and item.payer in PUBLIC_PAYERS:
            lines += facts.given_to(party, id)
    if party == facts.case.operating_company:
        lines += [f"staff.{id}.in_kind.{payer}" for id in case.staff for payer in PUBLIC_PAYERS]
        lines += [f"costs.{id}.in_kind" for id in case.costs]
    return facts.total(lines)


def _rule(facts: Facts, id: str) -> float:
    found = parameter(id)
    return found.at(max(facts.first_day, found.known_from)).value


def _source(id: str, facts: Facts) -> Label:
    found = parameter(id)
    source = found.at(max(facts.first_day, found.known_from)).source
    return Label(source, source)


def mixed_vat(facts: Facts) -> Iterator[Caution]:
    """Members who cannot deduct, or exempt sales, in areas let with VAT."""
    case = facts.case
    cannot = [
        (facts.name(id), facts.number(f"products.{id}.not_eligible_share"))
        for id, product in case.products.items()
        if product.vat_regime == "registered_letting"
        and facts.number(f"products.{id}.not_eligible_share") > 0
    ]
    exempt = [facts.name(id) for id, product in case.products.items() if product.vat_regime in EXEMPT_REGIMES]
    exempt += [item.label or id for id, item in case.services.itemised.items() if item.vat == "exempt"]
    nb_parts, en_parts = [], []
    if case.services.mix is not None and case.services.mix.vat == "exempt":
        nb_parts.append("tjenestene er unntatt")
        en_parts.append("services are exempt")
    for name, share in cannot:
        nb_parts.append(f"{format_share(share, 'nb', 0)} av medlemmene på {name} har ikke fradragsrett")
        en_parts.append(f"{format_share(share, 'en', 0)} of the members of {name} cannot deduct")
    if exempt:
        nb_parts.append(f"omsetningen av {listed(exempt, 'nb')} er unntatt")
        en_parts.append(f"sales of {listed(exempt, 'en')} are exempt")
    if nb_parts:
        yield Caution(
            "mixed_vat",
            Label(
                f"Blandet merverdiavgift: {'; '.join(nb_parts)}. Hva som kan trekkes fra følger av bruken; "
                "«feasibility vat» viser saken etter hver regel.",
                f"Mixed VAT: {'; '.join(en_parts)}. What may be deducted follows the use; "
                "`feasibility vat` shows the case under each rule.",
            ),
            VAT_ACT,
        )


def late_letting(facts: Facts) -> Iterator[Caution]:
    """Works whose area is not let with VAT within six months of completion."""
    limit = threshold("letting_months")
    late: list[tuple[str, float, int | None]] = []
    lost = 0.0
    for id in facts.case.works:
        if facts.number(f"works.{id}.amount_nok") <= 0:
            continue
        done = facts.scalar(f"works.{id}.completion")
        assert done is not None
        for party in facts.case.companies:
            if float(facts.months(f"works.{id}.{party}").sum()) <= ORE:
                continue
            let = _first_let(facts, party)
            if let is None or let > done + limit.value:
                late.append((facts.works_name(id), done, let))
                lost += facts.scalar(f"works.{id}.{party}.deduction.lost") or 0.0
                break
    if not late:
        return
    nb, en = [], []
    for name, done, let in late:
        if let is None:
            nb.append(f"{name}: ferdig i måned {done:.0f}, aldri utleid med merverdiavgift")
            en.append(f"{name}: completed in month {done:.0f}, never let with VAT")
        else:
            nb.append(f"{name}: ferdig i måned {done:.0f}, utleid fra måned {let}")
            en.append(f"{name}: completed in month {done:.0f}, let from month {let}")
    effect = _IN_ADVANCE
    if lost > ORE:
        effect = Label(
            f"I saken går {format_amount(lost, 'nb')} av mva. på arbeidene tapt og kommer bare tilbake ved "
            "årlig justering, etter hvor mye av året arealet er utleid.",
            f"In the case {format_amount(lost, 'en')} of VAT on the works is lost and comes back by yearly "
            "adjustment only, by how much of the year the area is let.",
        )
    yield Caution(
        "late_letting",
        Label(
            f"Arbeider som ikke er leid ut med merverdiavgift innen {limit.value:.0f} måneder etter "
            f"ferdigstillelse: {'; '.join(nb)}. {effect.nb}",
            f"Works not let with VAT within {limit.value:.0f} months of completion: {'; '.join(en)}. "
            f"{effect.en}",
        ),
        limit.source,
    )


_IN_ADVANCE: Final = Label(
    "Saken trekker likevel fra hele mva., fordi arealet regnes som utleid på forhånd eller beholder bruken "
    "det hadde. Er det ikke slik, går fradraget tapt og kommer bare tilbake ved årlig justering.",
    "The case still deducts all the VAT, because the area counts as let in advance or keeps the use it had. "
    "If that is not so, the deduction is lost and comes back by yearly adjustment only.",
)


def _first_let(facts: Facts, party: str) -> int | None:
    """First month an area is let with VAT, or taken into own taxable use: the landlord's from the lease, else
    from the first member, or from when the service opens."""
    taxable = [id for id, p in facts.case.products.items() if p.vat_regime not in EXEMPT_REGIMES]
    if not taxable:
        return None
    if party == "landlord" and facts.case.operating_company != "landlord":
        return facts.first_month(facts.months("deal.operating") > 0)
    own = [f"products.{id}.open" for id in taxable if facts.case.products[id].vat_regime in OWN_USE]
    let = [f"products.{id}.{what}" for id in taxable for what in ("members", "bought")]
    return facts.first_month(facts.total([*own, *let]) > 0)


def carried_forward(facts: Facts) -> Iterator[Caution]:
    """Rates of law used beyond the last day they are known for."""
    model, last = facts.built.model, facts.last_day
    used = [
        rule
        for rule in all_parameters()
        if (f"rules.{rule.id}" in model.lines or f"rules.{rule.id}" in model.inputs)
        and rule.known_from <= last
    ]
    beyond = [rule for rule in used if rule.at(last).carried_forward]
    if not beyond:
        return
    known_to = min(rule.known_to for rule in beyond if rule.known_to is not None)
    beyond_nb, beyond_en = (format_measure(_months_after(facts, known_to), "months", w) for w in LANGUAGES)
    called = dict.fromkeys(_called(rule) for rule in beyond)
    nb, en = "; ".join(each.nb for each in called), "; ".join(each.en for each in called)
    source = Label(beyond[0].at(last).source, beyond[0].at(last).source)
    yield Caution(
        "rules_carried_forward",
        Label(
            f"Satser er kjent til {format_date(known_to, 'nb')} og ført videre uendret etter det "
            f"({beyond_nb} av saken): {nb}.",
            f"Rates are known to {format_date(known_to, 'en')} and carried forward unchanged after that "
            f"({beyond_en} of the case): {en}.",
        ),
        source,
    )


_TOGETHER: Final = {
    "bracket_": Label("trinnskatt", "bracket tax"),
    "national_insurance_": Label("trygdeavgift", "national insurance contribution"),
    "wage_deduction_": Label("minstefradrag i lønn", "standard deduction in wages"),
}
"""Rates and limits of one tax, told by its name alone: there are ten of the brackets."""


def _called(rule: Parameter) -> Label:
    together = (label for start, label in _TOGETHER.items() if rule.id.startswith(start))
    return next(together, Label(rule.nb, rule.en))


def _months_after(facts: Facts, day: datetime.date) -> int:
    first = facts.first_day
    before = max(0, (day.year - first.year) * 12 + day.month - first.month + 1)
    return facts.case.horizon_months - before
