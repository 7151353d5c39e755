"""What each area is used for with VAT by month: let so far, and let in advance (docs/model.md §6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feasibility.engine.expr import (
    Axis,
    Const,
    Expr,
    Line,
    flag,
    greatest,
)
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.regime import registered_share
from feasibility.model.concept.occupancy import ProductLines

_LET_BY_AREA = frozenset({"private_office", "ordinary_tenancy"})


@dataclass(frozen=True)
class Use:
    """One area's use by month.

    share: deductible share now (NOK of VAT deducted for each NOK paid). contracted: let in advance with VAT,
    what may be deducted while building. area: m², the weight in averages.
    """

    id: str
    label: Label
    share: Line
    contracted: Line
    area: Expr


def by_space(c: Context, products: Sequence[ProductLines]) -> dict[str, list[ProductLines]]:
    """The products sold from each space, by the space's id."""
    found: dict[str, list[ProductLines]] = {}
    for p in products:
        if p.product.space is not None:
            found.setdefault(p.product.space, []).append(p)
    return found


def area_of(c: Context, space: str) -> Expr:
    """A space's area with its share of common area where that is stated, m²."""
    stated = c.case.building.spaces[space].with_common_m2
    name = "exclusive_m2" if stated is None else "with_common_m2"
    return c.number(f"building.spaces.{space}.{name}", space.replace("_", " "))


def space_share(c: Context, here: Sequence[ProductLines]) -> Expr:
    """Registered share of an area by what is sold from it, weighted by capacity."""
    shares = [registered_share(c, p.id) for p in here]
    if (
        all(isinstance(s, Const) for s in shares)
        and len({s.value for s in shares if isinstance(s, Const)}) == 1
    ):
        return shares[0]
    total = c.sum([p.capacity for p in here])
    return c.sum([p.capacity * s for p, s in zip(here, shares, strict=True)]) / total


def sold(p: ProductLines) -> Expr:
    """Places of a product in use, those bought by supporters included."""
    return p.members if p.bought is None else p.members + p.bought


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


def space_use(c: Context, space: str, here: Sequence[ProductLines]) -> Use:
    """The use of a space by the products sold from it."""
    m = c.m
    name = space.replace("_", " ")
    label = Label(name, name)
    total = c.sum([p.capacity for p in here])
    shared = [p for p in here if p.product.kind not in _LET_BY_AREA]
    now: list[Expr] = []
    ahead: list[Expr] = []
    for p in here:
        if p in shared:
            continue
        prelet = c.number(f"products.{p.id}.prelet_share", p.name)
        let = highest_let(c, p.id, sold(p) / p.capacity, p.name)
        now.append(p.capacity * let * registered_share(c, p.id))
        ahead.append(p.capacity * prelet * registered_share(c, p.id))
    if shared:
        anyone = flag(c.sum([sold(p) for p in shared]) > 0)
        let = highest_let(c, f"{space}.shared", anyone, name)
        promised = c.sum([c.number(f"products.{p.id}.prelet_share", p.name) for p in shared])
        weighted = c.sum([p.capacity * registered_share(c, p.id) for p in shared])
        now.append(let * weighted)
        ahead.append(flag(promised > 0) * weighted)
    share_line = m.line(
        f"vat.space.{space}",
        c.sum(now) / total,
        "share",
        Label(f"{name}: fradragsandel", f"{name}: deductible share"),
        Label(
            "Utleid hittil × avgiftspliktig andel, vektet med kapasitet.",
            "Let so far × registered share, weighted by capacity.",
        ),
        axis=Axis.MONTH,
    )
    contracted = m.line(
        f"vat.space.{space}.contracted",
        c.sum(ahead) / total,
        "share",
        Label(f"{name}: utleid på forhånd med mva.", f"{name}: let in advance with VAT"),
        axis=Axis.MONTH,
    )
    return Use(space, label, share_line, contracted, area_of(c, space))
