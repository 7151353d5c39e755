"""Warnings about registration for VAT and how it is filed (docs/model.md §6)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

from feasibility.evidence.facts import ORE, Facts
from feasibility.evidence.thresholds import threshold
from feasibility.language import Label, format_amount
from feasibility.language.label import listed
from feasibility.model.base.result import Caution
from feasibility.names import OPERATOR_IDS, PARTIES
from feasibility.rules import parameter
from feasibility.rules.classification import RATE_OF_REGIME

ADVANCE: Final = Label("Merverdiavgiftsloven §§ 2-1, 2-3 og 2-4", "The VAT Act §§ 2-1, 2-3 and 2-4")
RENT_FREE: Final = Label(
    "Merverdiavgiftsloven §§ 2-3 og 8-1; Finansdepartementets brev 8. april 2020, slik det er gjengitt av "
    "skatt.no 8. mai 2020",
    "The VAT Act §§ 2-3 and 8-1; the Ministry of Finance's letter of 8 April 2020, as reported by skatt.no "
    "on "
    "8 May 2020",
)
LETTING: Final = Label(
    "Merverdiavgiftsloven § 2-3 første ledd bokstav b", "The VAT Act § 2-3 first paragraph b"
)
CONSIDERATION: Final = Label(
    "Merverdiavgiftsloven § 4-1 første ledd (tilskudd som utgjør en del av prisen)",
    "The VAT Act § 4-1 first paragraph (grants that are a part of the price)",
)
COMPOSITE: Final = Label(
    "Skatteetatens Merverdiavgiftshåndbok M-4-1.3 (sammensatte ytelser, hovedytelseslæren)",
    "The Tax Administration's VAT handbook M-4-1.3 (composite supplies)",
)
YEARLY_FILING = Label(
    "Skatteforvaltningsforskriften § 8-3-12 (årlig termin under 1 million kr)",
    "Tax administration regulation § 8-3-12 (yearly filing under NOK 1m)",
)


def below_registration(facts: Facts) -> Iterator[Caution]:
    """Taxable turnover under the threshold in any twelve months: no VAT may be charged or deducted."""
    rule = parameter("vat_registration_threshold")
    for party in facts.case.companies:
        line = f"{party}.vat.taxable_turnover"
        turnover = facts.months(line)
        # twelve months are held against the threshold of the day they end on
        windows = []
        for i in range(len(turnover)):
            looked = rule.at(facts.day_of(min(i + 12, len(turnover))))
            windows.append((float(turnover[i : i + 12].sum()), looked))
        most, looked = max(windows, key=lambda window: window[0] - window[1].value)
        limit = looked.value
        if ORE < most <= limit:
            who = PARTIES[party].full
            effect = _BELOW if _choice(facts, party) == "from_threshold" else _STATED
            yield Caution(
                "vat_registration",
                Label(
                    f"{who.nb} omsetter avgiftspliktig for høyst {format_amount(most, 'nb')} på et år. "
                    f"Grensen for å registreres er {format_amount(limit, 'nb')}; under den kan ingen mva. "
                    f"beregnes eller trekkes fra. {effect.nb}",
                    f"{who.en} has at most {format_amount(most, 'en')} of taxable turnover in twelve months. "
                    f"The threshold of registration is {format_amount(limit, 'en')}; below it no VAT may be "
                    f"charged or deducted. {effect.en}",
                ),
                Label(looked.source, looked.source),
            )


_BELOW: Final = Label("Saken regner uten.", "The case does without.")
_STATED: Final = Label(
    "Saken sier at selskapet er registrert, og regner med mva. likevel.",
    "The case states that the company is registered, and counts VAT all the same.",
)


def _choice(facts: Facts, party: str) -> str:
    return str(getattr(facts.case.vat, f"{party}_registration"))


def registered_late(facts: Facts) -> Iterator[Caution]:
    """Registered only when the threshold is passed, with VAT paid before that."""
    for party in facts.case.companies:
        if _choice(facts, party) != "from_threshold":
            continue
        since = facts.first_month(facts.months(f"{party}.vat.registered") > 0)
        if since is None or since == 1:
            continue
        paid = float(facts.months(f"{party}.vat.input")[: since - 1].sum())
        if paid <= ORE:
            continue
        who = PARTIES[party].full
        yield Caution(
            "vat_registered_late",
            Label(
                f"{who.nb} passerer grensen for å registreres for mva. i {facts.month_name(since, 'nb')}. "
                "Til da "
                f"beregnes ingen mva., og {format_amount(paid, 'nb')} betales uten fradrag i de månedene. "
                f"Forhåndsregistrering er ikke oppgitt (vat.{party}_registration: advance).",
                f"{who.en} passes the threshold of registration for VAT in "
                f"{facts.month_name(since, 'en')}. Until "
                f"then no VAT is charged, and {format_amount(paid, 'en')} is paid in those months without "
                f"deduction. Advance registration is not stated (vat.{party}_registration: advance).",
            ),
            ADVANCE,
        )


def long_rent_free(facts: Facts) -> Iterator[Caution]:
    """Many rent-free months of a lease with VAT: whether the area is let with VAT meanwhile is open."""
    charged = ["lease.rent.vat", *(f"lease.rent.{company}.vat" for company in OPERATOR_IDS)]
    if facts.case.lease is None or not facts.total(charged).any():
        return
    most = threshold("rent_free_months")
    free = (facts.months("deal.operating") > 0) & (facts.months("lease.rent") <= ORE)
    longest = run = 0
    for is_free in free:
        run = run + 1 if is_free else 0
        longest = max(longest, run)
    if longest > most.value:
        yield Caution(
            "rent_free_vat",
            Label(
                f"Leieavtalen har {longest} måneder på rad uten leie. Om arealet da er utleid med mva., "
                "slik at "
                "gårdeieren får fradrag, er åpent: uten vederlag er det ikke omsetning, og departementets "
                "brev av "
                "8. april 2020 gjaldt pandemien. Saken regner arealet som utleid.",
                f"The lease has {longest} months in a row without rent. Whether the area is then let with "
                "VAT, so "
                "that the landlord may deduct, is open: without consideration there is no supply, and the "
                "ministry's letter of 8 April 2020 was for the pandemic. The case counts the area as let.",
            ),
            RENT_FREE,
        )


def desks_passed_on(facts: Facts) -> Iterator[Caution]:
    """Desks that are bought to be passed on to others: whether they may be let with VAT is open."""
    bought = [
        facts.support_name(id)
        for id, item in facts.case.support.items()
        if item.kind == "desks_bought"
        and item.passed_on
        and facts.case.products[item.product].vat_regime == "registered_letting"
    ]
    if bought:
        yield Caution(
            "desks_passed_on",
            Label(
                f"{listed(bought, 'nb')}: plassene lånes ut til andre. En kommune kan leie med mva. til egen "
                "bruk; når andre bruker plassene, er det åpent. Saken regner dem som medlemmenes.",
                f"{listed(bought, 'en')}: the desks are passed on to others. A municipality may rent with "
                "VAT for "
                "its own use; where others use the desks, it is open. The case counts them as the members' "
                "are.",
            ),
            LETTING,
        )


def support_in_price(facts: Facts) -> Iterator[Caution]:
    """Support for each place sold: whether it is a grant, or a part of a price that carries VAT, is open."""
    names, given, treated = list[str](), 0.0, set[str]()
    for id, item in facts.case.support.items():
        if item.kind == "per_place_sold" and _carries_vat(facts, item.products):
            names.append(facts.support_name(id))
            given += float(facts.months(f"support.{id}").sum())
            treated.add(item.vat_treatment)
    if names:
        counted = _BOTH if len(treated) > 1 else _AS_GRANT if treated == {"grant"} else _AS_PRICE
        yield Caution(
            "support_in_price",
            Label(
                f"{listed(names, 'nb')}: {format_amount(given, 'nb')} i støtte følger antall solgte plasser. "
                "Av et tilskudd som utgjør en del av prisen, skal det betales mva. Om dette er det, er "
                "åpent. "
                f"{counted.nb}",
                f"{listed(names, 'en')}: {format_amount(given, 'en')} of support follows the places sold. On "
                "a grant that is a part of the price, VAT is due. Whether this one is, is open. "
                f"{counted.en}",
            ),
            CONSIDERATION,
        )


_AS_GRANT: Final = Label(
    "Saken regner den som tilskudd, uten mva.; er den likevel en del av prisen, går avgiften av beløpet.",
    "The case counts it as a grant, without VAT; if it is a part of the price after all, VAT comes out of "
    "it.",
)
_AS_PRICE: Final = Label(
    "Saken regner den som en del av prisen og legger mva. til, som betaleren da må dekke.",
    "The case counts it as a part of the price and adds VAT, which the payer must then cover.",
)
_BOTH: Final = Label(
    "Saken regner noe som tilskudd og noe som en del av prisen.",
    "The case counts some of it as a grant and some as a part of the price.",
)


def _carries_vat(facts: Facts, products: Sequence[str]) -> bool:
    """Whether any of the products' prices does, in whole or in part."""
    for id in products:
        product = facts.case.products[id]
        if RATE_OF_REGIME[product.vat_regime] != "exempt":
            return True
        if product.package is not None and product.package.vat != "exempt":
            return True
    return False


def package_split(facts: Facts) -> Iterator[Caution]:
    """Place and services at one price whose parts differ in VAT: whether the price is to be split is open."""
    mixed = []
    for id, product in facts.case.products.items():
        if product.package is not None:
            place = RATE_OF_REGIME[product.vat_regime]
            letting = (
                product.vat_regime == "registered_letting"
            )  # with VAT for some, and by registration only
            if letting or place != product.package.vat:
                mixed.append(facts.name(id))
    if mixed:
        yield Caution(
            "package_split",
            Label(
                f"{listed(mixed, 'nb')}: plass og tjenester selges til én pris, og saken regner mva. av "
                "hver del for seg. Er den ene delen bare et middel for den andre, følger hele prisen "
                "hoveddelen. Om prisen skal deles, er åpent.",
                f"{listed(mixed, 'en')}: place and services are sold at one price, and the case counts the "
                "VAT of each part by itself. Where one part is only a means to the other, all of the price "
                "follows the main part. Whether the price is to be split is open.",
            ),
            COMPOSITE,
        )


def yearly_filing(facts: Facts) -> Iterator[Caution]:
    """Yearly filing with more turnover than it is open to."""
    if facts.case.vat.filing != "yearly":
        return
    rule = parameter("vat_yearly_filing_limit")
    for party in facts.case.companies:
        line = f"{party}.vat.turnover.year"
        if line not in facts.built.model.lines:
            continue
        by_year = [
            (float(sum_), rule.at(datetime.date(int(year), 1, 1)).value)
            for year, sum_ in zip(facts.values["calendar.years"], facts.values[line], strict=True)
        ]
        most, limit = max(by_year, key=lambda year: year[0] - year[1])
        if most > limit:
            who = PARTIES[party].full
            yield Caution(
                "yearly_filing",
                Label(
                    f"{who.nb} omsetter for {format_amount(most, 'nb')} i året. Årlig mva.-melding er bare "
                    f"for virksomheter under {format_amount(limit, 'nb')}.",
                    f"{who.en} has a turnover of {format_amount(most, 'en')} in a year. Yearly VAT filing is "
                    f"only for businesses under {format_amount(limit, 'en')}.",
                ),
                YEARLY_FILING,
            )
