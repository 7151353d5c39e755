"""Support for each place sold (støtte per solgt plass), docs/model.md §5.

It follows the sales: so many kroner a month for each place members have, as a grant or as part of the price
they pay. The payer may stop once a calendar year's sum is used.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case.form.support import PerPlaceSold
from feasibility.engine.expr import Axis, Expr, Line, least, over, when
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import SUPPORTERS
from feasibility.model.base.regime import PRICE
from feasibility.model.base.stages import seller_flow
from feasibility.model.concept.occupancy import ProductLines
from feasibility.model.concept.package import vat_of_price
from feasibility.record import record

_CAPPED = Label(
    "Beløp × plasser til taket for kalenderåret er brukt.",
    "Amount × places until the cap of the calendar year is used.",
)
_PER_PLACE = Label("Beløp × plasser solgt.", "Amount × places sold.")


@record
class PlaceSupport:
    """One item. products: it is given for. each: NOK for a place by month. given: NOK in all by month, ex
    VAT. cap: of a calendar year, or None."""

    id: str
    name: str
    products: tuple[ProductLines, ...]
    each: Line
    given: Line
    cap: Expr | None


def place_support(c: Context, products: Sequence[ProductLines]) -> tuple[PlaceSupport, ...]:
    """Flows of support for each place sold, to the company that sells; nothing where the case has none."""
    stated = {id: item for id, item in c.case.support.items() if isinstance(item, PerPlaceSold)}
    if not stated:
        return ()
    with c.block("support", "Støtte", "Support", "§5"):
        return tuple(_item(c, id, item, products) for id, item in stated.items())


def places_sold(p: ProductLines) -> Expr:
    """Places members have by month, signed contracts included; not those supporters rent."""
    return p.members if p.signed is None else p.members + p.signed


def _item(c: Context, id: str, item: PerPlaceSold, products: Sequence[ProductLines]) -> PlaceSupport:
    path, name = f"support.{id}", c.name("support", id)
    of = tuple(p for p in products if p.id in item.products)

    def label(nb: str, en: str) -> Label:
        return Label(f"{name}: {nb}", f"{name}: {en}")

    within = c.calendar.within(c.number(f"{path}.from_month", name), c.number(f"{path}.to_month", name))
    each = c.m.line(
        f"{path}.each",
        c.if_support(c.number(f"{path}.nok_per_place_month", name) * within),
        "NOK/desk/month",
        label("støtte per plass", "support per place"),
    )
    places = c.m.line(
        f"{path}.places",
        c.sum([places_sold(p) for p in of]),
        "people",
        label("plasser solgt", "places sold"),
        Label("Medlemmer og signerte kontrakter.", "Members and signed contracts."),
        axis=Axis.MONTH,
    )
    cap = None if item.cap_nok_per_year is None else c.number(f"{path}.cap_nok_per_year", name)
    amount: Expr = each * places if cap is None else _until(c, path, each * places, cap)
    basis = ("mval § 4-1",) if item.vat_treatment == "part_of_price" else ()
    shown = Label(name, name)
    note = _PER_PLACE if cap is None else _CAPPED
    if item.vat_treatment == "grant" or len(of) == 1:
        rate, taxed = vat_of_price(c, of[0].id) if item.vat_treatment == "part_of_price" else (None, None)
        use = PRICE if item.vat_treatment == "part_of_price" else ""
        given = seller_flow(c, path, SUPPORTERS[item.payer], amount, "operating_grant", shown, rate,
                            note=note, taxed=taxed, use=use, basis=basis)  # fmt: skip
        return PlaceSupport(id, name, of, each, given, cap)
    given = c.m.line(path, amount, "NOK", shown, note, basis=basis)
    for p in of:
        rate, taxed = vat_of_price(c, p.id)
        part = given * over(places_sold(p), places, 0)
        seller_flow(c, f"{path}.{p.id}", SUPPORTERS[item.payer], part, "operating_grant",
                    label(p.name, p.name), rate, taxed=taxed, use=PRICE, basis=basis)  # fmt: skip
    return PlaceSupport(id, name, of, each, given, cap)


def _until(c: Context, path: str, sought: Expr, cap: Expr) -> Expr:
    """What is given of each month until a calendar year's cap is used."""
    m, first = c.m, c.calendar.month.equals(1)
    name = c.name("support", path.removeprefix("support."))
    so_far = m.declare(
        f"{path}.sought",
        "NOK",
        Label(f"{name}: hittil i året, før taket", f"{name}: this year so far, before the cap"),
        total="none",
    )
    granted = m.line(
        f"{path}.granted",
        least(cap, so_far),
        "NOK",
        Label(f"{name}: hittil i året", f"{name}: this year so far"),
        total="none",
    )
    m.define(so_far, when(first, 0, so_far.previous) + sought)
    return granted - when(first, 0, granted.previous)
