"""Warnings about what the space and the places bring in, against what else they would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feasibility.evidence.benchmarks import benchmark
from feasibility.evidence.facts import Facts
from feasibility.language import LANGUAGES, Label, format_measure, format_number
from feasibility.model.base.result import Caution

WEEKS: Final = 52


def income_per_m2(facts: Facts) -> Iterator[Caution]:
    """Users pay less by the m² than one ordinary tenant would: much work for nothing.

    Not where services are what the concept lives by, and places go with them.
    """
    if facts.lives_by_services:
        return
    income, ordinary = facts.rent_income_per_m2(), facts.ordinary_rent_per_m2()
    if income is None or ordinary is None or round(income - ordinary, 2) >= 0:
        return
    seen, year = benchmark("office_hotel_rent"), facts.scalar("reference.year") or 0
    nb, en = (
        [format_measure(value, "NOK/m2/year", language) for value in (income, ordinary, seen.value)]
        for language in LANGUAGES
    )
    yield Caution(
        "income_per_m2",
        Label(
            f"Brukerne betaler {nb[0]} i {year:.0f}, mindre enn leien fra én ordinær leietaker, {nb[1]}. Et "
            f"kontorhotell i Tønsberg tok {nb[2]}, godt over det én leietaker med ti ansatte ga.",
            f"Users pay {en[0]} in {year:.0f}, less than the rent of one ordinary tenant, {en[1]}. An office "
            f"hotel in Tønsberg took {en[2]}, well above what one ten-person tenant gave.",
        ),
        seen.source,
    )


def flex_price(facts: Facts) -> Iterator[Caution]:
    """A flexible membership dearer than the day passes that its use would take.

    The case's own day pass where it sells one, otherwise the dearest of the field; as often as the field's
    members come: 199 × 2.5 × 52 / 12.
    """
    uses = benchmark("flex_uses_per_week")
    passes = [
        facts.number(f"products.{id}.price_nok_per_use") for id in facts.products(frozenset({"day_pass"}))
    ]
    seen = benchmark("day_pass_blender")
    own = min((price for price in passes if price > 0), default=None)
    each = seen.value if own is None else own
    month = each * uses.value * WEEKS / 12
    for id in facts.products(frozenset({"flex_membership"})):
        price = facts.number(f"products.{id}.price_nok_per_month")
        if round(price - month, 2) <= 0:
            continue
        nb, en = (
            [format_measure(value, "NOK", language) for value in (price, month, each)]
            for language in LANGUAGES
        )
        often = [format_number(uses.value, 1, language) for language in LANGUAGES]
        whose = Label("sakens eget dagspass", "the case's own day pass")
        if own is None:
            whose = Label("det dyreste dagspasset i undersøkelsen", "the dearest day pass of the study")
        yield Caution(
            "flex_above_day_passes",
            Label(
                f"{facts.name(id)} koster {nb[0]} i måneden. Med {often[0]} besøk i uken, som i "
                f"undersøkelsen, koster dagspass {nb[1]} ({nb[2]} for {whose.nb}): da lønner det "
                "seg ikke å være medlem.",
                f"{facts.name(id)} costs {en[0]} a month. With {often[1]} visits a week, as in the study, "
                f"day passes cost {en[1]} ({en[2]} for {whose.en}): then membership does not pay.",
            ),
            Label(f"{uses.source.nb}; {seen.source.nb}", f"{uses.source.en}; {seen.source.en}"),
        )
        return
