"""Over random cases: no temporary item moves a lasting figure, docs/model.md §13.1."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from feasibility.case import CaseError, case_from_mapping
from feasibility.evaluate import run
from feasibility.model import Result
from tests.evaluated import evaluated
from tests.random_case import random_case

pytestmark = pytest.mark.slow

FIGURES = (
    "reference.year",
    "break_even.factor",
    "break_even.occupancy",
    "break_even.price",
    "concept.stable_result",
    "municipality.break_even_support",
)
SEEDS = range(28)
Stated = dict[str, Any]


def _shock(stated: Stated, last: int) -> None:
    earlier = stated.get("demand_shocks", [])
    stated["demand_shocks"] = [*earlier, {"from_month": 1, "to_month": last, "factor": 0.7}]


def _campaign(stated: Stated, last: int) -> None:
    product = next(iter(stated["products"].values()))
    product["campaign"] = {"discount_share": 0.3, "from_month": 1, "to_month": last}


def _reduction(stated: Stated, last: int) -> None:
    lease = stated["deal"]["lease"]
    months = last - lease.get("start_month", 1) + 1 - _delay(stated, lease)
    lease["reductions"] = [{"kind": "percentage", "share": 0.4, "from_month": 1, "to_month": months}]


def _delay(stated: Stated, lease: Stated) -> int:
    works = lease.get("follows_works")
    return 0 if works is None else int(stated["works"][works].get("delay_months", 0))


def _grant(stated: Stated, last: int) -> None:
    _support(stated, {"kind": "grant", "amount_nok": 50_000, "month": last, "receiver": "operator"})


def _yearly_grant(stated: Stated, last: int) -> None:
    _support(stated, {"kind": "yearly_grant", "nok_per_year": 90_000, "receiver": "operator", "from_month": 1,
                      "to_month": last})  # fmt: skip


def _premises(stated: Stated, last: int) -> None:
    _support(stated, {"kind": "free_premises", "share": 0.5, "from_month": 1, "to_month": last})


def _support(stated: Stated, item: Stated) -> None:
    stated["support"] = {**stated.get("support", {}), "added": {"payer": "municipality", **item}}


def _cost(stated: Stated, last: int) -> None:
    stated["costs"] = {**stated.get("costs", {}), "added": {"nok_per_month": 4_000, "to_month": last}}


ITEMS: dict[str, Callable[[Stated, int], None]] = {
    "shock": _shock,
    "campaign": _campaign,
    "reduction": _reduction,
    "grant": _grant,
    "yearly grant": _yearly_grant,
    "free premises": _premises,
    "cost that ends": _cost,
}


def _last_month_before(result: Result) -> int:
    """The last project month before the lasting reference year; 0 where there is none."""
    year = result.number("reference.year")
    return 0 if year is None else int((result.values["calendar.year"] < year).sum())


def _lost_vat(result: Result) -> float:
    """VAT that cannot be deducted in the lasting year."""
    lost = result.values.model.lines.get(f"{result.case.operating_company}.income.lost_vat")
    if lost is None:
        return 0.0
    months = result.values["calendar.year"] == result.number("reference.year")
    return float(result.values.of(lost)[months].sum())


def _registered(result: Result) -> float | None:
    """The month from which the company that runs the concept is registered for VAT."""
    return result.number(f"{result.case.operating_company}.vat.registered_from")


@cache
def _plain(seed: int) -> Stated:
    """A random case without anything temporary of its own: an item added to it is the only one."""
    stated = random_case(seed, horizon=(40, 72))
    for section in ("support", "demand_shocks", "operator_default"):
        stated.pop(section, None)
    stated.get("deal", {}).get("lease", {}).pop("reductions", None)
    for product in stated["products"].values():
        for field in ("campaign", "campaigns", "steps", "contracts", "closing_month"):
            product.pop(field, None)
    services = stated.get("services", {}).get("itemised", {})
    for section in (stated.get("costs", {}), stated.get("staff", {}), services):
        for item in section.values():
            for field in ("from_month", "to_month", "follows_works", "steps"):
                item.pop(field, None)
    stated.pop("scenarios", None)
    return stated


def _with(seed: int, name: str, last: int) -> Result | None:
    stated = copy.deepcopy(_plain(seed))
    leased = "lease" in stated["deal"]
    if name in ("reduction", "free premises") and not leased:
        return None
    if not leased and name in ("grant", "yearly grant"):
        return None  # under a management agreement the operator's grants are no part of the concept
    ITEMS[name](stated, last)
    try:
        return run(case_from_mapping(stated))
    except CaseError:
        return None  # no month of the lease lies before the year, or the like


@pytest.mark.parametrize("name", ITEMS)
def test_what_ends_before_the_lasting_year_leaves_its_figures(name: str) -> None:
    compared = 0
    for seed in SEEDS:
        plain = evaluated(case_from_mapping(_plain(seed)))
        last = _last_month_before(plain)
        found = _with(seed, name, last) if last >= 1 else None
        if found is None:
            continue
        if _lost_vat(found) != pytest.approx(_lost_vat(plain), abs=1e-6):
            continue  # what was sold in earlier years sets the share of VAT deducted in this one
        if _registered(found) != _registered(plain):
            continue  # what was sold before the threshold was passed sets the month from which there is VAT
        compared += 1
        for figure in FIGURES:
            was, now = plain.number(figure), found.number(figure)
            assert (was is None) == (now is None), (seed, figure)
            if was is not None:
                assert now == pytest.approx(was, rel=1e-9, abs=1e-4), (seed, figure)
    assert compared >= 3
