"""The building's other tenants, by contract and by what is expected after it (docs/model.md §13.11).

They are there whatever becomes of the concept: the same flows stand in the deal and in every alternative.
"""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, as_expr, flag
from feasibility.engine.flows import Ledger
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import LANDLORD, OTHER_TENANTS, SUPPLIERS
from feasibility.model.base.regime import COMMON
from feasibility.model.base.registration import charged, registered
from feasibility.record import record


@record
class OtherTenants:
    """The others together by month. rent: expected, NOK ex VAT. let: share of the building they have."""

    rent: Line
    let: Line


def other_tenants(c: Context, ledger: Ledger, prefix: str = "") -> OtherTenants | None:
    """Flows of rent, common costs and re-letting; None where the case has no other tenants.

    Args:
        prefix: of the course of events.
    """
    if not c.case.other_tenants:
        return None
    with c.m.block(f"{prefix}other_tenants", Label("Andre leietakere", "Other tenants"), "§13.11"):
        found = [_tenant(c, ledger, prefix, id) for id in c.case.other_tenants]
        rent = c.m.line(
            f"{prefix}other_tenants.rent",
            c.sum([rent for rent, _ in found]),
            "NOK",
            Label("Leie fra andre leietakere", "Rent from other tenants"),
            axis=c.calendar.number.axis,
        )
        let = c.m.line(
            f"{prefix}other_tenants.let",
            c.sum([area for _, area in found]) / c.total_area(),
            "share",
            Label("Andel av bygget som er leid av andre", "Share of the building let to others"),
            total="none",
            axis=c.calendar.number.axis,
        )
    return OtherTenants(rent, let)


def _tenant(c: Context, ledger: Ledger, prefix: str, id: str) -> tuple[Line, Expr]:
    """(rent by month, area let by month) of one tenant, as expected."""
    m, cal, item = c.m, c.calendar, c.case.other_tenants[id]
    path, name = f"other_tenants.{id}", c.name("other_tenants", id)
    own = f"{prefix}{path}"

    def number(field: str) -> Expr:
        return c.number(f"{path}.{field}", name)

    def label(nb: str, en: str) -> Label:
        return Label(f"{name}: {nb}", f"{name}: {en}")

    def or_rent(field: str) -> Expr:
        return number(field) if c.stated(f"{path}.{field}") else number("rent_nok_per_m2_year")

    stays: Expr = as_expr(1)  # the first contract still runs, or is renewed
    comes: Expr = as_expr(0)  # a new tenant is there
    per_m2: Expr = number("rent_nok_per_m2_year")
    if item.end_month is not None:
        over, p = flag(cal.number > number("end_month")), number("renewal_probability")
        found = flag(cal.number > number("end_month") + number("void_months"))
        stays, comes = 1 - over * (1 - p), found * (1 - p)
        per_m2 = (
            (1 - over) * per_m2
            + over * p * or_rent("renewal_rent_nok_per_m2_year")
            + comes * or_rent("new_rent_nok_per_m2_year")
        )
    let = m.line(
        f"{own}.let",
        stays + comes,
        "share",
        label("utleid, forventet", "let, as expected"),
        Label(
            "1 til kontrakten går ut; etter det sannsynligheten for fornyelse, og resten etter tomgangen.",
            "1 until the contract ends; then the probability of renewal, and the rest after the void.",
        ),
        total="none",
        axis=cal.number.axis,
    )
    level = index(c, "rent", c.number(f"{path}.index_share", name))
    area = number("area_m2")
    rate = charged(c, "standard", registered(c, LANDLORD, prefix))
    rent = ledger.flow(
        f"{own}.rent",
        OTHER_TENANTS,
        LANDLORD,
        per_m2 / 12 * area * level,
        "rent",
        label("leie, forventet", "rent, as expected"),
        rate,
        taxed=number("vat_liable_share"),
    ).earned
    ledger.flow(
        f"{own}.common_costs",
        OTHER_TENANTS,
        LANDLORD,
        number("common_costs_nok_per_m2_year") / 12 * area * index(c, "costs") * let,
        "common_costs_recovered",
        label("felleskostnader", "common costs"),
        rate,
        taxed=number("vat_liable_share"),
    )
    if item.end_month is not None:
        ledger.flow(
            f"{own}.relet",
            LANDLORD,
            SUPPLIERS,
            (1 - number("renewal_probability"))
            * number("relet_cost_nok")
            * index(c, "costs")
            * cal.at(number("end_month") + 1),
            "letting_cost",
            label("kostnad ved ny utleie, forventet", "cost of letting anew, as expected"),
            c.vat("standard"),
            use=COMMON,
        )
    return rent, area * let
