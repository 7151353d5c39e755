"""Demand check: desks against people, firms and competitors' desks in the catchment, as the user states."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case.form.products import Product
from feasibility.engine.expr import Expr, as_expr, divisor, over, when
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.bank.groups import Groups
from feasibility.model.base.bank_view import Group
from feasibility.model.base.context import Context
from feasibility.model.base.parties import CATCHMENT
from feasibility.model.concept.occupancy import most_at_once

NO_DESKS = null("ingen plasser", "no desks")
SHARED = frozenset({"flex_membership"})
"""Products of which one desk serves several members."""
DESKS = frozenset({"private_office", "fixed_desk", "flex_membership", "corporate_place"})


def demand(groups: Groups) -> Group | None:
    """Desks against people, firms and competitors' desks, as stated; None where nothing is stated."""
    c, stated = groups.c, groups.c.case.bank.catchment
    if stated is None:
        return None
    desks = groups.scalar(
        "desks",
        _all_desks(c),
        "desks",
        "Plasser i konseptet",
        "Desks of the concept",
        Label(
            "En fleksiplass er én plass, uansett hvor mange som deler den.",
            "A flex desk is one desk, however many share it.",
        ),
    )
    rival: Expr = as_expr(0)
    if stated.competitor_desks is not None:
        rival = c.number("bank.catchment.competitor_desks", CATCHMENT)
    thousand = c.m.input("bank.per_thousand", 1000, "count", Label("Per tusen", "Per thousand"), "structure")
    entries = [desks]
    people: Sequence[tuple[str, str, str]] = (
        ("commuters", "pendlere", "commuters"),
        ("firms", "bedrifter", "firms"),
        ("freelancers", "selvstendige", "freelancers"),
    )
    for field, nb, en in people:
        if getattr(stated, field) is None:
            continue
        number = c.number(f"bank.catchment.{field}", CATCHMENT)
        per = thousand / divisor(number)
        none = null("ingen oppgitt", "none stated")
        entries.append(
            groups.scalar(
                f"desks_per_1000_{field}",
                when(number > 0, desks.line * per, none),
                "desks",
                f"Plasser per 1 000 {nb}",
                f"Desks per 1,000 {en}",
            )
        )
        if stated.competitor_desks is not None:
            entries.append(
                groups.scalar(
                    f"all_desks_per_1000_{field}",
                    when(number > 0, (desks.line + rival) * per, none),
                    "desks",
                    f"Med konkurrentenes: per 1 000 {nb}",
                    f"With competitors': per 1,000 {en}",
                )
            )
    if stated.competitor_desks is not None:
        both = desks.line + rival
        entries.append(
            groups.scalar(
                "share_of_desks",
                over(desks.line, both, NO_DESKS),
                "share",
                "Konseptets andel av alle plasser",
                "The concept's share of all desks",
            )
        )
    label = Label("Etterspørsel i området, som oppgitt", "Demand in the area, as stated")
    return Group("demand", label, tuple(entries), stated.source)


def _all_desks(c: Context) -> Expr:
    """The most desks of offices, fixed, flex and corporate places that stand at once."""
    found = {id: _desks(c, id, item) for id, item in c.case.products.items() if item.kind in DESKS}
    opened = [c.m.lines[f"products.{id}.open"] for id in found]
    called = Label("Plasser som står, mot etterspørselen", "Desks that stand, against demand")
    return most_at_once(c, "bank.desks_standing", called, list(found.values()), opened)


def _desks(c: Context, id: str, product: Product) -> Expr:
    name = c.name("products", id)
    units: Expr = c.number(f"products.{id}.units", name)
    return units if product.kind in SHARED else units * c.number(f"products.{id}.members_per_unit", name)
