"""Spaces, products and how they fill up (docs/model.md §3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from feasibility.case.form.products import Product
from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    as_expr,
    clip,
    flag,
    greatest,
    highest,
    least,
    total_of,
)
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.concept.contracts import signed_places
from feasibility.model.concept.filling import filled, opening_share, ramp_note, ramped, season
from feasibility.model.concept.homes_sold import units_sold
from feasibility.model.concept.steps import stepped
from feasibility.record import record

Named = Callable[[str, str], Label]

_MEMBERS = Label(
    "Kapasitet × belegg, høyst plassene støttespillere ikke har tatt.",
    "Capacity × occupancy, at most the places supporters have not taken.",
)
_DEMAND = Label(
    "Det opptrappingen gir, som andel av kapasiteten; signerte kontrakter inngår i den.",
    "What the ramp gives, as a share of capacity; signed contracts are part of it.",
)
_BEYOND_SIGNED = Label(
    "Kapasitet × etterspørsel utover det som er signert, høyst plassene som er ledige.",
    "Capacity × demand beyond what is signed, at most the places that are free.",
)


@record
class ProductLines:
    """A product's occupancy, by month.

    capacity: by month where it steps, else one number; places: one number, the most there ever are.
    progress: how far the ramp has come, 0–1. factor: season, shocks, re-letting gaps and being open.
    kept: share of the demand not turned away. occupancy: share of capacity, signed contracts included.
    wanted: what the market would take beyond them, were there no supporters. members: sold to the market.
    bought: places a supporter pays for. signed: places of signed contracts. stabilised: 1 once the ramp has
    run its months (k ≥ n), and after closing. open: 1 while it is open.
    """

    id: str
    product: Product
    name: str
    capacity: Expr
    places: Expr
    progress: Line
    factor: Line
    start_share: Expr | None
    stabilised_share: Expr
    kept: Expr
    occupancy: Line
    wanted: Expr
    members: Line
    bought: Line | None
    signed: Line | None
    stabilised: Line
    open: Line

    @property
    def is_membership(self) -> bool:
        """Sold by the month to members, not by the use, nor a home."""
        return not (self.product.is_usage or self.product.is_housing)

    @property
    def room(self) -> Expr | None:
        """Places left for the market; None where nothing but its demand binds before capacity does."""
        taken = [line for line in (self.signed, self.bought) if line is not None]
        return self.capacity - total_of(list(taken)) if taken else None

    @property
    def in_use(self) -> Expr:
        """Places in use, signed and bought ones included."""
        return total_of([line for line in (self.members, self.signed, self.bought) if line is not None])


def product_occupancy(c: Context, id: str, operating: Line, shock: Expr) -> ProductLines:
    """Occupancy of one product, month by month, while the concept operates."""
    m, cal, product = c.m, c.calendar, c.case.products[id]
    path, name = f"products.{id}", c.name("products", id)

    def number(field: str) -> Expr:
        return c.number(f"{path}.{field}", name)

    def label(nb: str, en: str) -> Label:
        return Label(f"{name}: {nb}", f"{name}: {en}")

    opening = opening_month(c, id)
    age = m.line(
        f"{path}.age",
        cal.number - opening,
        "months",
        label("måneder siden åpning", "months since opening"),
        Label("0 i åpningsmåneden, negativ før.", "0 in the opening month, negative before."),
    )
    running: Expr = flag(age >= 0) * operating
    closing: Expr | None = None
    if product.closing_month is not None:
        closing = number("closing_month")
        running = running * flag(cal.number <= closing)
    is_open = m.line(
        f"{path}.open",
        running,
        "count",
        label("åpen", "open"),
        Label("1 når produktet er åpent, ellers 0.", "1 while open, else 0."),
    )
    months = number("ramp.months")
    start = opening_share(c, path, name, product.ramp)
    stabilised = number("ramp.stabilised_share")
    progress = m.line(
        f"{path}.progress",
        ramped(c, path, name, product.ramp, age),
        "share",
        label("opptrapping", "ramp"),
        ramp_note(product.ramp),
    )
    gap = clip(1 - number("churn_share_per_month") * number("months_to_relet"), 0, 1)
    factor = m.line(
        f"{path}.factor",
        season(c, path, name, product.season_factors) * shock * gap * is_open,
        "share",
        label("sesong, hendelser og gjenutleie", "season, shocks and re-letting"),
    )
    demand: Expr = clip(filled(start, stabilised, progress) * factor, 0, 1)
    capacity, most = _capacity(c, id, label)
    signed = signed_places(c, id, capacity, is_open, label)
    if signed is not None:
        demand = m.line(f"{path}.demand", demand, "share", label("etterspørsel", "demand"), _DEMAND)
    occupancy = m.line(
        f"{path}.occupancy",
        demand if signed is None else greatest(demand, signed / capacity),
        "share",
        label("belegg", "occupancy"),
        Label("Andel av kapasiteten.", "Share of capacity."),
    )
    bought = _bought(c, id, capacity if signed is None else capacity - signed, is_open, label)
    kept: Expr = as_expr(1)
    if c.case.vat.policy == "liable_only" and product.vat_regime == "registered_letting":
        # those who cannot deduct are turned away: so much of the demand is gone (docs/model.md §6)
        kept = 1 - number("not_eligible_share")
    wanted = capacity * occupancy * kept
    if signed is not None:
        wanted = greatest(0, capacity * demand * kept - signed)
    market = wanted
    if signed is not None and bought is not None:
        market = least(wanted, capacity - signed - bought)
    elif bought is not None:
        market = least(wanted, capacity - bought)
    members = m.line(
        f"{path}.members",
        market,
        "people",
        label(*_who(product)),
        _BEYOND_SIGNED if signed is not None else _MEMBERS,
    )
    ready: Expr = flag(age >= months) * is_open
    if closing is not None:
        ready = greatest(ready, flag(cal.number > closing) * operating)
    ripe = m.line(
        f"{path}.stabilised",
        ready,
        "count",
        label("ferdig opptrappet", "ramp complete"),
        Label(
            "1 når produktet er åpent og opptrappingens måneder er gått.",
            "1 when open and at least the ramp's months have passed.",
        ),
    )
    return ProductLines(
        id,
        product,
        name,
        capacity,
        most,
        progress,
        factor,
        start,
        stabilised,
        kept,
        occupancy,
        wanted,
        members,
        bought,
        signed,
        ripe,
        is_open,
    )


def _who(product: Product) -> tuple[str, str]:
    if product.is_housing:
        return "beboere", "residents"
    return ("plasser i bruk", "places in use") if product.is_usage else ("medlemmer", "members")


def opening_month(c: Context, id: str) -> Expr:
    """Project month a product opens in, delays included; a scalar."""
    path, name = f"products.{id}", c.name("products", id)
    delay = c.number(f"{path}.opening_delay_months", name) + c.delay_of(c.case.products[id].follows_works)
    return c.number(f"{path}.opening_month", name) + delay


def desks(c: Context, products: Sequence[ProductLines]) -> Expr:
    """Places to work at (plasser): flex desks by the desk, however many share it; offices by their places.

    Parking and addresses are no desks.
    """
    return c.sum([number for number, _ in _counted(c, products)])


def desks_at_once(c: Context, products: Sequence[ProductLines]) -> Expr:
    """As `desks`, but where a product closes, the most that stand at once."""
    counted = _counted(c, products)
    called = Label("Plasser som står", "Desks that stand")
    return most_at_once(c, "concept.desks_standing", called, [d for d, _ in counted], [o for _, o in counted])


def _counted(c: Context, products: Sequence[ProductLines]) -> list[tuple[Expr, Line]]:
    """The desks of each product that has any, and the line that is 1 while it is open."""
    found: list[tuple[Expr, Line]] = []
    for p in products:
        if not _has_a_place(p):
            continue
        shared = p.product.kind == "flex_membership"
        units: Expr = c.number(f"products.{p.id}.units", p.name)
        if p.places is not p.capacity:  # the most units there ever are
            units = p.places / c.number(f"products.{p.id}.members_per_unit", p.name)
        found.append((units if shared else p.places, p.open))
    return found


def most_at_once(c: Context, id: str, called: Label, desks: Sequence[Expr], opened: Sequence[Line]) -> Expr:
    """The most desks that stand at once: the sum of all, unless a product closes before another opens.

    id, called: of the line by month that is made then. opened: for each, the line that is 1 while it is open.
    """
    if not any(product.closing_month is not None for product in c.case.products.values()):
        return c.sum(list(desks))
    known = c.m.lines.get(id)  # the bank's paper asks once for each company that borrows
    if known is not None:
        return highest(known)
    with c.block("income", "Inntekter", "Income", "§3"):
        standing = c.m.line(
            id,
            c.sum([number * is_open for number, is_open in zip(desks, opened, strict=True)]),
            "desks",
            called,
            total="none",
            axis=c.calendar.number.axis,
        )
    return highest(standing)


def _capacity(c: Context, id: str, label: Named) -> tuple[Expr, Expr]:
    """Capacity (people), and the most it ever is as one number."""
    m, path, name = c.m, f"products.{id}", c.name("products", id)
    per_unit = c.number(f"{path}.members_per_unit", name)
    units = stepped(c, id, "units", c.number(f"{path}.units", name), "count")
    sold = units_sold(c, id)
    if sold is not None:
        left = label("boliger som ikke er solgt", "homes not sold")
        units = m.line(f"{path}.units_left", units - sold, "count", left, total="none")
    known = label("kapasitet", "capacity")
    if not isinstance(units, Line):
        one = m.line(f"{path}.capacity", units * per_unit, "people", known, total="none")
        return one, one
    by_month = m.line(f"{path}.capacity", units * per_unit, "people", known, total="none")
    largest = label("største kapasitet", "largest capacity")
    return by_month, m.line(f"{path}.places", highest(by_month), "people", largest, total="none")


def working_members(c: Context, products: Sequence[ProductLines]) -> Expr:
    """Members who have a place to work at, by month: not those with an address or parking alone."""
    places = [p for p in products if _has_a_place(p)]
    return c.sum([p.members for p in places] + [p.signed for p in places if p.signed is not None])


def _has_a_place(p: ProductLines) -> bool:
    return p.is_membership and p.product.space is not None and p.product.kind != "parking"


def desk_buyers(c: Context, id: str) -> list[str]:
    """Ids of the support items that rent places of a product."""
    return [key for key, s in c.case.support.items() if s.kind == "desks_bought" and s.product == id]


def desks_wanted(c: Context, key: str) -> Expr:
    """Places a supporter wants by month, before capacity binds."""
    path, name = f"support.{key}", c.name("support", key)
    within = c.calendar.within(c.number(f"{path}.from_month", name), c.number(f"{path}.to_month", name))
    return c.number(f"{path}.desks", name) * within


def _bought(c: Context, id: str, capacity: Expr, is_open: Line, label: object) -> Line | None:
    """Places of a product that supporters rent outright, within its capacity."""
    keys = desk_buyers(c, id)
    if not keys:
        return None
    name = c.name("products", id)
    wanted = c.sum([desks_wanted(c, key) for key in keys])
    return c.m.line(
        f"products.{id}.bought",
        least(c.if_support(wanted), capacity) * is_open,
        "people",
        Label(f"{name}: plasser kjøpt av støttespillere", f"{name}: places bought by supporters"),
    )


def shocks(c: Context) -> Line:
    """The factor of each month from stated demand shocks (etterspørselssjokk); 1 in ordinary months."""
    factor: Expr = as_expr(1)
    for i, item in enumerate(c.case.demand_shocks):
        path = f"demand_shocks.{i}"
        of = Label(item.label or f"Hendelse {i + 1}", item.label or f"Shock {i + 1}")
        within = c.calendar.within(c.number(f"{path}.from_month", of), c.number(f"{path}.to_month", of))
        factor = factor * (1 - within * (1 - c.number(f"{path}.factor", of)))
    return c.m.line(
        "demand.shock",
        factor,
        "share",
        Label("Hendelser: andel av etterspørselen igjen", "Shocks: share of demand left"),
        axis=Axis.MONTH,
    )
