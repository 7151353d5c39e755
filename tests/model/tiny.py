"""Tiny cases for hand calculation: one space, one product, no index, no costs, nothing that is not asked for.

A golden test states only what it is about:

    result = ran({"deal.lease.rent_nok_per_m2_year": 1200})
    assert by_month(result, "lease.rent", 1, 3) == money(12_000, 12_000, 12_000)

The base case: January 2026, 24 months, 120 m² let for 24 months at no rent, ten fixed desks at NOK 1,000 a
month of which half are let from the first day: NOK 5,000 a month. So area / 12 = 10, and a rent of NOK 1 per
m² and year is NOK 10 a month. Both companies are registered for VAT from the first month.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from feasibility.case import case_from_mapping
from feasibility.model import Result
from tests.case.cases import REGISTERED, Stated, changed
from tests.evaluated import evaluated


def _deal(structure: str) -> Stated:
    lease = {"term_months": 24, "rent_nok_per_m2_year": 0, "payment": "monthly"}
    deals: dict[str, Stated] = {
        "sublease": {"lease": lease},
        "turnover_rent": {"lease": lease, "turnover": {"mode": "greater_of", "share_of_income": 0}},
        "management": {"fee": {}, "term_months": 24},
        "landlord_operated": {"market_rent_nok_per_m2_year": 0},
    }
    return {"structure": structure, **deals[structure]}


def tiny(changes: Mapping[str, Any] | None = None, structure: str = "sublease") -> Stated:
    """The base case of a deal structure, with the fields at dotted paths set."""
    stated: Stated = {
        "name": "Liten sak",
        "start_month": "2026-01",
        "horizon_months": 24,
        "index": {
            "prices_share_per_year": 0,
            "costs_share_per_year": 0,
            "wages_share_per_year": 0,
            "rent_share_per_year": 0,
        },
        "building": {
            "spaces": {"floor": {"kind": "flex_desk", "exclusive_m2": 120}},
            "owner_costs_nok_per_m2_year": 0,
            "common_costs_nok_per_m2_year": 0,
        },
        "products": {
            "desk": {
                "kind": "fixed_desk",
                "space": "floor",
                "units": 10,
                "price_nok_per_month": 1000,
                "ramp": {"start_share": 0.5, "stabilised_share": 0.5, "months": 0},
            }
        },
        "deal": _deal(structure),
        "vat": dict(REGISTERED),
        "tax": {"landlord": {"is_taxed": False}, "operator": {"is_taxed": False}},
    }
    for path, value in (changes or {}).items():
        stated = changed(stated, path, {**REGISTERED, **value} if path == "vat" else value)
    return stated


def ran(
    changes: Mapping[str, Any] | None = None, structure: str = "sublease", with_support: bool = True
) -> Result:
    """The base case with changes, evaluated. Every check must hold: a number from a broken run is none."""
    result = evaluated(case_from_mapping(tiny(changes, structure)), with_support)
    assert [check.id for check in result.failed_checks] == []
    return result


def by_month(result: Result, line: str, first: int = 1, last: int | None = None) -> list[float]:
    """A line's numbers from project month `first` to `last`, both included; to the horizon if not given."""
    return [float(number) for number in result.values[line][first - 1 : last]]


def by_year(result: Result, line: str) -> list[float]:
    """A line's numbers by calendar year, the years of the horizon only."""
    months = result.values["calendar.months_in_year"]
    return [float(number) for number, count in zip(result.values[line], months, strict=True) if count > 0]


def money(*amounts: float) -> Any:
    """Amounts to compare with, to a hundredth of an øre."""
    return pytest.approx(list(amounts), rel=1e-12, abs=1e-4)


def shares(*numbers: float) -> Any:
    """Shares, indices and counts to compare with, to twelve decimals."""
    return pytest.approx(list(numbers), rel=1e-12, abs=1e-12)


def near(amount: float) -> Any:
    """One number to compare with."""
    return pytest.approx(amount, rel=1e-10, abs=1e-9)


def at(months: Mapping[int, float], horizon: int = 24) -> Any:
    """Amounts in the months named, nothing in all others."""
    return money(*(months.get(month, 0.0) for month in range(1, horizon + 1)))


def discounted(flows: list[float], yearly_rate: float) -> float:
    """Present value by the definition: monthly rate (1 + r)^(1/12) − 1, the first month discounted once."""
    monthly = (1 + yearly_rate) ** (1 / 12) - 1
    return sum(flow / (1 + monthly) ** month for month, flow in enumerate(flows, start=1))
