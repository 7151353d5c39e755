"""Warnings about registration for VAT and how it is filed (docs/model.md §6)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from feasibility.evidence.facts import ORE, Facts
from feasibility.language import Label, format_amount
from feasibility.model.base.result import Caution
from feasibility.names import PARTIES
from feasibility.rules import parameter

YEARLY_FILING = Label(
    "Skatteforvaltningsforskriften § 8-3-12 (årlig termin under 1 million kr)",
    "Tax administration regulation § 8-3-12 (yearly filing under NOK 1m)",
)


def below_registration(facts: Facts) -> Iterator[Caution]:
    """Registered turnover under the threshold in any twelve months: no VAT may be charged or deducted."""
    rule = parameter("vat_registration_threshold")
    for party in facts.case.companies:
        line = f"{party}.vat.registered_turnover"
        if line not in facts.built.model.lines:
            continue
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
            yield Caution(
                "vat_registration",
                Label(
                    f"{who.nb} omsetter avgiftspliktig for høyst {format_amount(most, 'nb')} på et år. "
                    f"Grensen for å registreres er {format_amount(limit, 'nb')}; under den kan ingen mva. "
                    "beregnes eller trekkes fra.",
                    f"{who.en} has at most {format_amount(most, 'en')} of taxable turnover in twelve months. "
                    f"The threshold of registration is {format_amount(limit, 'en')}; below it no VAT may be "
                    "charged or deducted.",
                ),
                Label(looked.source, looked.source),
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
