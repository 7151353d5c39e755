"""One case under every VAT policy and regime, side by side: what VAT costs, and what it does to both parties.

Classification of what is sold is uncertain, and what is done about members who cannot deduct is a choice
(docs/model.md §6). Each alternative is a model of its own, because the flows change: who is charged,
who is turned away, what may be deducted. So the models are built and run one after another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import numpy as np

from feasibility.case import Case
from feasibility.case.form.products import DEFAULT_REGIME
from feasibility.case.form.stated import VatPolicy
from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.names import COMPANY_IDS, VatRegime
from feasibility.rules.classification import CLASSIFICATIONS, Classification

POLICIES: tuple[VatPolicy, ...] = get_args(VatPolicy)

LETTING_REGIMES: tuple[VatRegime, ...] = (
    "registered_letting",
    "unregistered_letting",
    "exempt_right",
    "taxable_service",
)
"""What a product that gives the use of an area can be, by the terms it is sold on."""


@dataclass(frozen=True)
class PartyEffect:
    """What VAT does to one company over the horizon, NOK.

    lost_running, lost_works: VAT that may not be deducted, on running purchases and on works: costs.
    adjustment: of capital goods, positive where more may be deducted later. npv: project present value.
    lowest_cash: after financing, less what is unfunded.
    """

    lost_running: float
    lost_works: float
    adjustment: float
    npv: float | None
    lowest_cash: float | None

    @property
    def cost(self) -> float:
        """VAT that stays a cost: what is lost, less what the adjustment brings back."""
        return self.lost_running + self.lost_works - self.adjustment


@dataclass(frozen=True)
class Alternative:
    """The case under one policy or one regime.

    id: the policy or the regime. is_current: the case as it stands. parties: by id; an operator only where
    it is a company of its own. turned_away: members, on average over the months in which something is open.
    """

    id: str
    is_current: bool
    parties: Mapping[str, PartyEffect]
    turned_away: float
    result: Result


@dataclass(frozen=True)
class RegimeSwitch:
    """One letting product under each regime; product None: all letting products at once."""

    product: str | None
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class VatComparison:
    """The answers for one case. classes: how each product may be classed, by its id."""

    as_stated: Result
    policies: tuple[Alternative, ...]
    regimes: tuple[RegimeSwitch, ...]
    classes: Mapping[str, Classification]

    @property
    def failed_checks(self) -> bool:
        """Whether a check failed in any of the runs."""
        every = [*self.policies, *(a for switch in self.regimes for a in switch.alternatives)]
        return bool(self.as_stated.failed_checks) or any(a.result.failed_checks for a in every)


def compare_vat(case: Case) -> VatComparison:
    """Run a case under each policy, and with each letting product under each regime.

    Scenarios of the case are left out: they may change what is switched here.
    """
    plain = case.changed({"scenarios": {}}) if case.scenarios else case
    as_stated = run(plain)
    policies = tuple(
        _alternative(p, plain, {"vat.policy": p}, plain.vat.policy == p, as_stated) for p in POLICIES
    )
    letting = letting_products(plain)
    groups: list[tuple[str | None, tuple[str, ...]]] = [(id, (id,)) for id in letting]
    if len(letting) > 1:
        groups.insert(0, (None, letting))
    regimes = tuple(RegimeSwitch(name, _switched(plain, ids, as_stated)) for name, ids in groups)
    classes = {id: CLASSIFICATIONS[product.kind] for id, product in plain.products.items()}
    return VatComparison(as_stated, policies, regimes, classes)


def letting_products(case: Case) -> tuple[str, ...]:
    """Ids of products that give the use of an area: usually letting, or stated as one of its regimes."""
    return tuple(
        id
        for id, product in case.products.items()
        if product.space is not None
        and product.vat_regime in LETTING_REGIMES
        and (DEFAULT_REGIME[product.kind] == "registered_letting" or product.vat_regime != "taxable_service")
    )


def _switched(case: Case, ids: tuple[str, ...], as_stated: Result) -> tuple[Alternative, ...]:
    found = []
    for regime in LETTING_REGIMES:
        is_current = all(case.products[id].vat_regime == regime for id in ids)
        changes = {f"products.{id}.vat_regime": regime for id in ids}
        found.append(_alternative(regime, case, changes, is_current, as_stated))
    return tuple(found)


def _alternative(
    id: str, case: Case, changes: Mapping[str, object], is_current: bool, as_stated: Result
) -> Alternative:
    result = as_stated if is_current else run(case.changed(changes))
    parties: Mapping[str, PartyEffect] = {
        party: _effect(result, party) for party in COMPANY_IDS if f"{party}.vat.lost" in result.values
    }
    return Alternative(id, is_current, parties, _turned_away(result), result)


def _effect(result: Result, party: str) -> PartyEffect:
    values = result.values
    works = [f"works.{id}.{party}.deduction.lost" for id in result.case.works]
    return PartyEffect(
        float(np.sum(values[f"{party}.vat.lost"])),
        sum((float(values[line]) for line in works if line in values), 0.0),
        float(np.sum(values[f"{party}.vat.adjustment"])),
        result.number(f"{party}.npv"),
        result.number(f"{party}.lowest_cash"),
    )


def _turned_away(result: Result) -> float:
    """Members: capacity × occupancy × share not eligible, of memberships let with VAT to the liable only."""
    case, values = result.case, result.values
    if case.vat.policy != "liable_only":
        return 0.0
    total = np.zeros(case.horizon_months)
    is_open = np.zeros(case.horizon_months, dtype=bool)
    for id, product in case.products.items():
        if product.is_usage:
            continue
        is_open |= values[f"products.{id}.open"] > 0
        if product.vat_regime == "registered_letting":
            demand = product.capacity * values[f"products.{id}.occupancy"]
            total += demand * product.not_eligible_share
    return float(total.sum() / is_open.sum()) if is_open.any() else 0.0
