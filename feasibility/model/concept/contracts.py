"""Signed customers of a product (signerte kontrakter): they have their places before the ramp fills any.

docs/model.md §3. Members are the greater of the ramp's and the signed ones: whoever has signed is one of
those the ramp counts on, and a ramp below what is signed adds nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from feasibility.engine.expr import Expr, Line, both, flag, least, over, value_at
from feasibility.engine.flows import Party
from feasibility.engine.timing import Timing
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import MEMBERS
from feasibility.model.concept.package import sold_flow


def contract_name(c: Context, id: str, place: int) -> Label:
    """What a signed customer is called: its label; numbered where it has none, or others have the same."""
    contracts, of = c.case.products[id].contracts, c.name("products", id)
    own = contracts[place].label
    if own:
        alone = [each.label for each in contracts].count(own) == 1
        name = f"{of}, {own}" if alone else f"{of}, {own} {place + 1}"
        return Label(name, name)
    return Label(f"{of}, kontrakt {place + 1}", f"{of}, contract {place + 1}")


def signed_by(c: Context, id: str, place: int) -> Expr:
    """Places of one contract by month, before capacity binds and whether the product is open or not."""
    path, of = f"products.{id}.contracts.{place}", contract_name(c, id, place)
    per_unit = c.number(f"products.{id}.members_per_unit", c.name("products", id))
    return c.number(f"{path}.units", of) * per_unit * c.calendar.within(*contract_months(c, id, place))


def contract_months(c: Context, id: str, place: int) -> tuple[Expr, Expr]:
    """First and last project month of a contract; the horizon where it states no last one."""
    path, of = f"products.{id}.contracts.{place}", contract_name(c, id, place)
    return c.number(f"{path}.from_month", of), c.until(f"{path}.to_month", of)


def signed_places(
    c: Context, id: str, capacity: Expr, is_open: Line, label: Callable[[str, str], Label]
) -> Line | None:
    """Places that signed customers have, within capacity and while the product is open."""
    contracts = c.case.products[id].contracts
    if not contracts:
        return None
    of_each = [
        c.m.line(
            f"products.{id}.contracts.{i}.places",
            signed_by(c, id, i),
            "people",
            Label(f"{contract_name(c, id, i).nb}: plasser", f"{contract_name(c, id, i).en}: places"),
        )
        for i in range(len(contracts))
    ]
    wanted = c.m.line(
        f"products.{id}.contracted", c.sum(list(of_each)), "people",
        label("plasser i signerte kontrakter", "places in signed contracts"),
    )  # fmt: skip
    return c.m.line(
        f"products.{id}.signed",
        least(wanted, capacity) * is_open,
        "people",
        label("plasser på signert kontrakt i bruk", "places of signed contracts in use"),
        Label(
            "Kontraktene får plassene først, høyst hele kapasiteten, og bare mens produktet er åpent.",
            "Contracts have their places first, at most all of capacity, and only while the product is open.",
        ),
    )


def signed_income(
    c: Context,
    id: str,
    signed: Line,
    rate: Expr | None,
    taxed: Expr,
    timing_of: Callable[[Party, Expr | None], Timing] | None = None,
) -> list[Line]:
    """What each contract brings, NOK ex VAT by month, as flows to the company that sells.

    Args:
        signed: the places contracts have; where capacity binds, each has its share.
        taxed: share of the product's members that carries VAT. timing_of: when they pay, see `seller_flow`.
    """
    path, name = f"products.{id}", c.name("products", id)
    contracted = c.m.lines[f"{path}.contracted"]
    level = index(c, "prices", c.number(f"{path}.index_share", name))
    found: list[Line] = []
    for i in range(len(c.case.products[id].contracts)):
        own, of = f"{path}.contracts.{i}", contract_name(c, id, i)
        first = c.number(f"{own}.from_month", of)
        price = c.m.line(
            f"{own}.price",
            c.number(f"{own}.price_nok_per_month", of) * level / value_at(level, first),
            "NOK/member/month",
            Label(f"{of.nb}: pris per plass og måned", f"{of.en}: price per place and month"),
            Label(
                "Kontraktens pris i pengeverdien fra dens første måned, regulert hver 1. januar etter den.",
                "The contract's price in the money of its first month, indexed every 1 January after it.",
            ),
        )
        share = over(c.m.lines[f"{own}.places"], contracted, 0)
        label = Label(f"{of.nb}: inntekt", f"{of.en}: income")
        earned = c.m.line(f"{own}.income", signed * share * price, "NOK", label)
        sold_flow(c, id, earned.id, MEMBERS, earned, "income_rent", label, rate, taxed, timing_of)
        found.append(earned)
    return found


def _at_opening(c: Context, id: str) -> list[tuple[Expr, Expr]]:
    """(places, price per place) of each contract in the month planned for the opening, else 0 places."""
    path, name = f"products.{id}", c.name("products", id)
    opening, per_unit = c.number(f"{path}.opening_month", name), c.number(f"{path}.members_per_unit", name)
    found: list[tuple[Expr, Expr]] = []
    for i in range(len(c.case.products[id].contracts)):
        first, last = contract_months(c, id, i)
        of = contract_name(c, id, i)
        places = c.number(f"{path}.contracts.{i}.units", of) * per_unit
        price = c.number(f"{path}.contracts.{i}.price_nok_per_month", of)
        found.append((places * flag(both(first <= opening, last >= opening)), price))
    return found


def prelet_price(c: Context, id: str) -> Expr:
    """Mean price of the places signed at opening, NOK ex VAT by the month; 0 where none is."""
    signed = _at_opening(c, id)
    label = Label(
        f"{c.name('products', id)}: snittpris på kontrakt",
        f"{c.name('products', id)}: mean price by contract",
    )
    paid = c.sum([places * price for places, price in signed])
    return c.m.line(
        f"products.{id}.prelet_price",
        over(paid, c.sum([places for places, _ in signed]), 0),
        "NOK/member/month",
        label,
        total="none",
    )


def prelet_share(c: Context, id: str) -> Expr:
    """Share of a product let by contract before opening: signed, or as stated where no contract is listed."""
    path, name = f"products.{id}", c.name("products", id)
    if not c.case.products[id].contracts:
        return c.number(f"{path}.prelet_share", name)
    known = c.m.lines.get(f"{path}.prelet")
    if known is not None:
        return known
    units = c.number(f"{path}.units", name) * c.number(f"{path}.members_per_unit", name)
    return c.m.line(
        f"{path}.prelet",
        least(1, c.sum([places for places, _ in _at_opening(c, id)]) / units),
        "share",
        Label(f"{name}: utleid på kontrakt ved åpning", f"{name}: let by contract at opening"),
        Label(
            "Signerte plasser i åpningsmåneden, av kapasiteten.",
            "Places signed in the opening month, of capacity.",
        ),
        total="none",
    )
