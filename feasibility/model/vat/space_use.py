"""What each area is used for with VAT: own taxable use, let so far, let in advance (docs/model.md §6).

What is let under voluntary registration counts from when it is let (FMVA § 8-6-2). What the company uses in
its own taxable services counts as in use from the month it is taken into use, and what is bought for it
before that is deducted for the use to come (mval §§ 8-1, 8-6).
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import (
    Axis,
    Const,
    Expr,
    Line,
    as_expr,
    flag,
    greatest,
    sum_of,
)
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, VAT
from feasibility.model.base.regime import registered_share
from feasibility.model.base.stages import sellers
from feasibility.model.concept.contracts import prelet_share
from feasibility.model.concept.occupancy import ProductLines
from feasibility.record import record
from feasibility.rules.classification import OWN_USE

_LET_BY_AREA = frozenset({"private_office", "ordinary_tenancy", "housing"})
# Areas that stand empty when nothing is sold from them; the others serve all who are in the building.
_LETTABLE = frozenset({"private_office", "fixed_desk", "flex_desk", "ordinary_tenant", "housing", "lodging"})


@record
class Use:
    """One area's use by month.

    share: deductible share of what is bought for it now. contracted: let in advance with VAT, what may be
    deducted while building. area: m², the weight in averages. in_use: its share in the key of common areas,
    where area not yet in use is 0. own: the part of `share` that is the company's own taxable use, None where
    it is all let.
    """

    id: str
    label: Label
    share: Line
    contracted: Line
    area: Expr
    in_use: Expr
    own: Expr | None = None


def by_space(c: Context, products: Sequence[ProductLines]) -> dict[str, list[ProductLines]]:
    """The products sold from each space, by the space's id."""
    found: dict[str, list[ProductLines]] = {}
    for p in products:
        if p.product.space is not None:
            found.setdefault(p.product.space, []).append(p)
    return found


def empty_spaces(c: Context, sold_from: dict[str, list[ProductLines]]) -> list[str]:
    """Spaces made to be let from which nothing is sold: never let, where anything is sold from a space."""
    if not sold_from:
        return []
    return [id for id, s in c.case.building.spaces.items() if id not in sold_from and s.kind in _LETTABLE]


def served_spaces(c: Context, sold_from: dict[str, list[ProductLines]]) -> list[str]:
    """Cafés: spaces without products in which the company's own services with VAT are sold."""
    if not _taxed_services(c):
        return []
    return [id for id, s in c.case.building.spaces.items() if id not in sold_from and s.kind == "cafe"]


def _taxed_services(c: Context) -> list[str]:
    """Ids of the lines that are 1 while a service with VAT is sold."""
    services = c.case.services
    found = [
        f"services.itemised.{id}.active" for id, item in services.itemised.items() if item.vat != "exempt"
    ]
    if services.mix is not None and services.mix.vat != "exempt":
        found.append("deal.operating")
    return found


def space_share(c: Context, here: Sequence[ProductLines]) -> Expr:
    """Registered share of an area by what is sold from it, weighted by capacity."""
    shares = [registered_share(c, p.id) for p in here]
    if (
        all(isinstance(s, Const) for s in shares)
        and len({s.value for s in shares if isinstance(s, Const)}) == 1
    ):
        return shares[0]
    total = c.sum([p.places for p in here])
    return c.sum([p.places * s for p, s in zip(here, shares, strict=True)]) / total


def previous_use(c: Context) -> Expr | None:
    """Share the company's area was used with VAT before the case begins: the landlord's, whatever the deal.

    None for an operator that leases: the area was not its own.
    """
    return c.number("vat.previous_use_share", VAT) if any(p == LANDLORD for p, _ in sellers(c)) else None


def highest_let(c: Context, id: str, used: Expr, name: str) -> Line:
    """The highest share let so far."""
    return c.m.recurrence(
        f"vat.{id}.let",
        lambda before: greatest(before, used),
        "share",
        Label(f"{name}: høyeste andel utleid", f"{name}: highest share let"),
        Label(
            "Delte arealer er helt utleid fra første medlem; kontorer etter høyeste andel hittil.",
            "Shared areas are let in full from the first member; offices by the highest share so far.",
        ),
        total="none",
        basis=("mval § 2-3",),
    )


def taken_into_use(c: Context, id: str, running: Expr, name: str) -> Line:
    """1 from the month an area is taken into the company's own taxable use."""
    return c.m.recurrence(
        f"vat.{id}.in_use",
        lambda before: greatest(before, running),
        "count",
        Label(f"{name}: tatt i bruk i egen avgiftspliktig virksomhet", f"{name}: taken into own taxable use"),
        Label(
            "Fra måneden arealet tas i bruk, uansett hvor mange som kommer.",
            "From the month the area is taken into use, however many come.",
        ),
        total="none",
        basis=("mval § 8-1",),
    )


def space_use(c: Context, space: str, here: Sequence[ProductLines]) -> Use:
    """The use of a space by the products sold from it."""
    name = c.name("building.spaces", space)
    total = c.sum([p.places for p in here])
    own = [p for p in here if p.product.vat_regime in OWN_USE]
    let = [p for p in here if p not in own]
    shared = [p for p in let if p.product.kind not in _LET_BY_AREA]
    before = previous_use(c)
    now: list[Expr] = []  # of the capacity: let so far with VAT
    ahead: list[Expr] = []
    for p in let:
        if p in shared:
            continue
        prelet = prelet_share(c, p.id)
        share_let = highest_let(c, p.id, p.in_use / p.places, p.name)
        now.append(p.places * _or_before(share_let, registered_share(c, p.id), before))
        ahead.append(p.places * prelet * registered_share(c, p.id))
    if shared:
        anyone = flag(c.sum([p.in_use for p in shared]) > 0)
        any_let = highest_let(c, f"{space}.shared", anyone, name)
        promised = c.sum([prelet_share(c, p.id) for p in shared])
        places = c.sum([p.places for p in shared])
        weighted = c.sum([p.places * registered_share(c, p.id) for p in shared])
        now.append(places * _or_before(any_let, weighted / places, before))
        ahead.append(flag(promised > 0) * weighted)
    planned: list[Expr] = []
    used: list[Expr] = []
    for p in own:
        to_come = flag(sum_of(p.open) > 0)
        planned.append(p.places * _or_before(to_come, as_expr(1), before))
        used.append(p.places * _or_before(taken_into_use(c, p.id, p.open, p.name), as_expr(1), before))
    share = _share(c, space, c.sum([*now, *planned]) / total)
    in_use: Expr = share
    if own:
        in_use = _in_use(c, space, c.sum([*now, *used]) / total)
    own_share = c.sum(planned) / total if own else None
    contracted = _contracted(c, space, c.sum(ahead) / total)
    return Use(space, Label(name, name), share, contracted, c.area_of(space), in_use, own_share)


def served_use(c: Context, space: str) -> Use:
    """The use of a café by the company's own services with VAT."""
    name = c.name("building.spaces", space)
    before = previous_use(c)
    running = [c.m.lines[id] for id in _taxed_services(c)]
    to_come = flag(c.sum([sum_of(line) for line in running]) > 0)
    taken = taken_into_use(c, space, flag(c.sum(list(running)) > 0), name)
    planned = _or_before(to_come, as_expr(1), before)
    share = _share(c, space, planned)
    in_use = _in_use(c, space, _or_before(taken, as_expr(1), before))
    contracted = _contracted(c, space, as_expr(0))
    return Use(space, Label(name, name), share, contracted, c.area_of(space), in_use, planned)


def empty_use(c: Context, space: str) -> Use:
    """A space nothing is sold from: it keeps what it was used for before the case, else it is 0."""
    name = c.name("building.spaces", space)
    share = _share(c, space, previous_use(c) or as_expr(0))
    contracted = _contracted(c, space, as_expr(0))
    return Use(space, Label(name, name), share, contracted, c.area_of(space), share)


def _or_before(part: Expr, share: Expr, before: Expr | None) -> Expr:
    """`share` of the part in use, and for the rest what it was used for before the case began."""
    return part * share if before is None else part * share + (1 - part) * before


def _share(c: Context, space: str, formula: Expr) -> Line:
    name = c.name("building.spaces", space)
    return c.m.line(
        f"vat.space.{space}",
        formula,
        "share",
        Label(f"{name}: fradragsandel", f"{name}: deductible share"),
        Label(
            "Utleid hittil × avgiftspliktig andel, og det som er til egen avgiftspliktig bruk, vektet med "
            "kapasitet; ellers bruken før saken starter.",
            "Let so far × registered share, and what is for own taxable use, weighted by capacity; else the "
            "use before the case begins.",
        ),
        axis=Axis.MONTH,
    )


def _in_use(c: Context, space: str, formula: Expr) -> Line:
    name = c.name("building.spaces", space)
    return c.m.line(
        f"vat.space.{space}.in_use",
        formula,
        "share",
        Label(f"{name}: i bruk med mva.", f"{name}: in use with VAT"),
        Label(
            "Som fradragsandelen, men areal til egen bruk teller fra det er tatt i bruk.",
            "As the deductible share, but area for own use counts from when it is taken into use.",
        ),
        axis=Axis.MONTH,
    )


def _contracted(c: Context, space: str, formula: Expr) -> Line:
    name = c.name("building.spaces", space)
    return c.m.line(
        f"vat.space.{space}.contracted",
        formula,
        "share",
        Label(f"{name}: utleid på forhånd med mva.", f"{name}: let in advance with VAT"),
        axis=Axis.MONTH,
    )
