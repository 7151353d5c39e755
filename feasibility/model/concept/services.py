"""Services one by one (tjenester enkeltvis), docs/model.md §3."""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import CUSTOMERS, EMPLOYEES, SUPPLIERS
from feasibility.model.base.regime import CHARGED, EXEMPT
from feasibility.model.base.registration import charged
from feasibility.model.base.stages import seller_flow, seller_registered
from feasibility.model.concept.filling import filled, opening_share, ramp_note, ramped, season


def itemised(c: Context, id: str, all_members: Line, operating: Line) -> tuple[Line, Expr, Expr]:
    """One service: its income line, and its income and cost per member where volume follows members."""
    item, path, name = (
        c.case.services.itemised[id],
        f"services.itemised.{id}",
        c.name("services.itemised", id),
    )

    def number(field: str) -> Expr:
        return c.number(f"{path}.{field}", name)

    def label(nb: str, en: str) -> Label:
        return Label(f"{name}: {nb}", f"{name}: {en}")

    within = c.calendar.within(number("from_month"), c.until(f"{path}.to_month", name)) * operating
    active = c.m.line(f"{path}.active", within, "count", label("i drift", "running"))
    level = _level(c, id, active, name)
    by_member = item.uses_per_member_month is not None
    each = number("uses_per_member_month") * level if by_member else number("uses_per_month") * level
    uses = c.m.line(
        f"{path}.uses",
        each * all_members if by_member else each,
        "uses/month",
        label("salg", "uses"),
        total="sum",
    )
    price = number("price_nok_per_use") * index(c, "prices", c.number(f"{path}.index_share", name))
    cost = number("cost_nok_per_use") * index(c, "costs")
    earned = seller_flow(
        c,
        f"{path}.income",
        CUSTOMERS,
        uses * price,
        "income_services",
        label("inntekt", "income"),
        charged(c, item.vat, seller_registered(c)),
    )
    seller_flow(
        c,
        f"{path}.cost",
        SUPPLIERS,
        uses * cost,
        "cost_services",
        label("varekostnad", "cost of sales"),
        c.vat("standard" if item.vat == "exempt" else item.vat),
        use=EXEMPT if item.vat == "exempt" else CHARGED,
        pays=True,
    )
    seller_flow(
        c,
        f"{path}.staff",
        EMPLOYEES,
        number("staff_nok_per_month") * active * index(c, "wages"),
        "cost_services",
        label("lønn", "staff"),
        pays=True,
    )
    if item.unit_name:
        c.m.line(
            f"{path}.margin_per_use",
            (price - cost) * active,
            "NOK/use",
            label("dekningsbidrag per salg", "contribution per sale"),
        )
    if not by_member:
        return earned, c.sum([]), c.sum([])
    return earned, each * price, each * cost


def _level(c: Context, id: str, active: Line, name: str) -> Expr:
    """Share of the stated volume that is sold while it runs: ramp, season and shocks, where it has any."""
    item, path = c.case.services.itemised[id], f"services.itemised.{id}"
    level: Expr = active
    if item.ramp is not None:
        start = opening_share(c, path, name, item.ramp)
        whole = c.number(f"{path}.ramp.stabilised_share", name)
        age = c.calendar.number - c.number(f"{path}.from_month", name)
        progress = c.m.line(
            f"{path}.progress",
            ramped(c, path, name, item.ramp, age),
            "share",
            Label(f"{name}: opptrapping", f"{name}: ramp"),
            ramp_note(item.ramp),
        )
        level = filled(start, whole, progress) * level
    if item.season_factors is not None:
        level = level * season(c, path, name, item.season_factors)
    if item.follows_shocks:
        level = level * c.m.lines["demand.shock"]
    if level is active:
        return level
    return c.m.line(
        f"{path}.level",
        level,
        "share",
        Label(f"{name}: andel av fullt salg", f"{name}: share of full sales"),
        Label(
            "Opptrapping, sesong og hendelser. Uten kapasitet kan en god måned gi mer enn 1.",
            "Ramp, season and shocks. Without a capacity a good month may be above 1.",
        ),
    )
