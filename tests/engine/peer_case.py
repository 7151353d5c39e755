"""A 120-month case that other tools have been measured on: a coworking space let on a stepped rent discount.

An operator leases 2,000 m² with three phases of rent discount, sells 240 desks with a linear ramp, and pays
for the fit-out with a loan and own money. Stated here as plain numbers and one plain loop, with no library,
so that the engine has something to be judged by. Its net present value is 21,162,378.98 and its yearly
internal rate 78.598964 %.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

MONTHS = 120
NPV_NOK = 21_162_378.98
ANNUAL_RATE = 0.78598964


@dataclass(frozen=True)
class PeerCase:
    """The case's inputs; NOK, shares and months."""

    area_m2: float = 2_000.0
    rent_nok_per_m2_year: float = 3_200.0
    phase_1_months: float = 6
    phase_2_months: float = 6
    phase_3_months: float = 12
    phase_1_off: float = 1.0
    phase_2_off: float = 0.5
    phase_3_off: float = 0.25
    growth: float = 0.025
    desks: float = 240.0
    price_nok: float = 5_900.0
    occupancy_at_opening: float = 0.20
    occupancy_stable: float = 0.90
    ramp_months: float = 24
    fixed_costs_nok: float = 90_000.0
    costs_share_of_income: float = 0.18
    works_nok: float = 12_000_000.0
    loan_nok: float = 8_000_000.0
    loan_rate: float = 0.07
    loan_months: float = 84
    discount_rate: float = 0.10

    def inputs(self) -> dict[str, float]:
        """The inputs by name."""
        return asdict(self)


def thousand() -> list[PeerCase]:
    """1,000 scenarios: stable occupancy from 75 to 95 %, prices from 5,400 to 6,400 in another order."""
    return [
        replace(
            PeerCase(),
            occupancy_stable=0.75 + 0.20 * i / 1000,
            price_nok=5_400 + 1_000 * ((i * 37) % 1000) / 1000,
        )
        for i in range(1000)
    ]


def cash_flows(case: PeerCase) -> list[float]:
    """Cash at time 0 and at the end of each month."""
    monthly_rate = case.loan_rate / 12
    payment = case.loan_nok * monthly_rate / (1 - (1 + monthly_rate) ** -case.loan_months)
    flows = [case.loan_nok - case.works_nok]
    for month in range(1, MONTHS + 1):
        index = (1 + case.growth) ** ((month - 1) // 12)
        progress = min(month - 1, case.ramp_months - 1) / (case.ramp_months - 1)
        occupancy = case.occupancy_at_opening + progress * (case.occupancy_stable - case.occupancy_at_opening)
        income = case.desks * case.price_nok * occupancy * index
        rent = case.area_m2 * case.rent_nok_per_m2_year / 12 * index * (1 - _off(case, month))
        costs = case.fixed_costs_nok * index + case.costs_share_of_income * income
        flows.append(income - rent - costs - (payment if month <= case.loan_months else 0.0))
    return flows


def _off(case: PeerCase, month: int) -> float:
    last = 0.0
    for months, off in (
        (case.phase_1_months, case.phase_1_off),
        (case.phase_2_months, case.phase_2_off),
        (case.phase_3_months, case.phase_3_off),
    ):
        last += months
        if month <= last:
            return off
    return 0.0


def net_present_value(case: PeerCase) -> float:
    """NOK, at the case's yearly rate."""
    monthly = (1 + case.discount_rate) ** (1 / 12) - 1
    return sum((flow / (1.0 + monthly) ** month for month, flow in enumerate(cash_flows(case))), 0.0)


def internal_rate(case: PeerCase) -> float:
    """Effective yearly rate, by Newton's method from 1 % a month."""
    flows, rate = cash_flows(case), 0.01
    for _ in range(100):
        value = sum(flow / (1 + rate) ** month for month, flow in enumerate(flows))
        slope = sum(-month * flow / (1 + rate) ** (month + 1) for month, flow in enumerate(flows))
        step = value / slope
        rate -= step
        if abs(step) < 1e-14:
            break
    return float((1 + rate) ** 12 - 1)
