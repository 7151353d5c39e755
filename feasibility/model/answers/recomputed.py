"""The reference year's result at break-even, worked out anew item by item (docs/model.md §11).

Nothing here reads a contribution margin, a slope or a place as `break_even` counts them: occupancy follows
the rule of the products, and income, services, bad debt and costs are moved one by one, each cost by its
own basis.
"""

from __future__ import annotations

from dataclasses import replace

from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    absolute,
    clip,
    greatest,
    if_null,
    least,
    sum_of,
    when,
)
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.taken import Taken
from feasibility.model.base.context import Context
from feasibility.model.base.parties import SERVICES
from feasibility.model.concept.filling import filled
from feasibility.model.concept.income import Income, Sold
from feasibility.model.concept.place_support import places_sold
from feasibility.model.costs.running import VariableCosts
from feasibility.model.value.reference_year import ReferenceYear
from feasibility.record import record


@record
class Moved:
    """What changes with occupancy: income and the costs that follow it."""

    income: Income
    costs: VariableCosts
    fee_share: Expr


def recomputed_result(
    c: Context, moved: Moved, year: ReferenceYear, factor: Line, here: Line, taken: Taken | None
) -> Expr:
    """The year's operating result after sharing when stabilised occupancy is multiplied by `factor`.

    Args:
        here: its operating result as stated, before sharing.
    """
    m, id, income = c.m, f"break_even{year.suffix}", moved.income

    def line(name: str, value: Expr, unit: str, nb: str, en: str) -> Line:
        label = year.label(f"{nb} ved nullpunkt", f"{en} at break-even")
        return m.line(f"{id}.{name}", value, unit, label, axis=Axis.MONTH)

    more: list[tuple[Sold, Expr]] = []
    for s in income.sold:
        places = _places(s, if_null(factor, 0))
        name = s.lines.name
        there = line(f"{s.lines.id}.places", places, "people", f"{name}: plasser", f"{name}: places")
        more.append((s, there - s.lines.members))
    members = line(
        "members",
        c.sum([income.all_members, *(n for s, n in more if s.lines.is_membership)]),
        "people",
        "Medlemmer",
        "Members",
    )
    rent = line(
        "rent_moved",
        c.sum([n * s.per_place for s, n in more if s.is_rent]),
        "NOK",
        "Endret leieinntekt fra brukere",
        "Change in rent income from users",
    )
    uplift = income.mix_uplift
    joined = members - income.all_members
    sold = c.sum([rent, *(n * s.per_place for s, n in more if not s.is_rent)])
    followed = sold if uplift is None else sold + rent * uplift
    total = line(
        "total_income",
        income.total + followed + joined * income.service_per_member,
        "NOK",
        "Sum inntekter",
        "Total income",
    )
    at_factor_income = replace(
        income,
        total=total,
        all_members=members,
        by_service={
            id: replace(service, earned=service.earned + joined * service.per_member)
            for id, service in income.by_service.items()
        },
        more=tuple((s.lines.id, n * s.per_place) for s, n in more),
    )
    lost = c.sum([n * s.per_place * s.bad_debt_share for s, n in more])
    result = total - income.total - lost - joined * income.service_cost_per_member
    if uplift is not None:
        result = result - rent * uplift * (1 - c.number("services.mix.gross_margin_share", SERVICES))
    for cost in moved.costs.following:
        result = result - (cost(at_factor_income) - cost(income))
    change = line(
        "moved",
        (result - moved.fee_share * (total - income.total)) * year.mask,
        "NOK",
        "Endret EBITDA",
        "Change in operating result",
    )
    at_factor = here + sum_of(change)
    given = c.sum([])
    for of in income.supported:  # what the year's places bring at the factor, less what the books have
        places = c.sum([places_sold(s.lines) + n for s, n in more if s.lines in of.products])
        named = f"{of.name}, søkt", f"{of.name}, sought"
        sought = sum_of(line(f"support.{of.id}", of.each * places * year.mask, "NOK", *named))
        booked = year.amount(year_of(c, of.given))
        given = given + (sought if of.cap is None else least(sought, of.cap)) - booked
    if taken is None:
        return at_factor + given if income.supported else at_factor
    if taken.kind == "income":
        of_year = year.amount(year_of(c, income.total))
        gained = sum_of(line("income_moved", (total - income.total) * year.mask, "NOK",
                             "Endret inntekt", "Change in income"))  # fmt: skip
        stated_base = taken.base(of_year)
        base = stated_base + gained if taken.tiers is None else taken.base(of_year + gained)
    else:
        stated_base = taken.base(here)
        base = taken.base(at_factor + given if taken.of_grants and income.supported else at_factor)
    # what is taken of the year as stated must be what the statements say was taken
    astray = absolute(taken.share * greatest(0, stated_base) - year.amount(taken.by_year))
    left = at_factor - taken.share * greatest(0, base) - when(year.exists, astray, 0)
    return left + given if income.supported else left


def _places(s: Sold, factor: Expr) -> Expr:
    """Places sold by the rule of §3, with another stabilised share; of a product with signed contracts, with
    another amount to be sold beyond them."""
    p = s.lines
    if p.signed is not None:
        ramp = filled(p.start_share, p.stabilised_share, p.progress) * p.factor
        beyond = greatest(0, p.capacity * clip(ramp, 0, 1) * p.kept - p.signed)
        free = p.capacity - p.signed if p.bought is None else p.capacity - p.signed - p.bought
        return least(factor * beyond, free)
    occupancy = filled(p.start_share, factor * p.stabilised_share, p.progress) * p.factor
    places = p.capacity * clip(occupancy, 0, 1) * p.kept
    return places if p.bought is None else least(places, p.capacity - p.bought)
