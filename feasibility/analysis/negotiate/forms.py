"""The cheapest form of the same help: what each costs the landlord where all give the operator the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from feasibility.analysis.negotiate.prepared import (
    Against,
    Condition,
    Covenant,
    Evaluated,
    Numbers,
    Prepared,
    prepared,
)
from feasibility.analysis.negotiate.terms import months_inside, no_turnover, own_works, year_rent
from feasibility.case.form.deal import TurnoverRent
from feasibility.language import Label
from feasibility.model import Result

FormId = Literal["rent_free", "reduced_rent", "works", "cash", "turnover", "deferral"]
FORMS: Final[Mapping[FormId, Label]] = {
    "rent_free": Label("Leiefri periode", "Rent-free period"),
    "reduced_rent": Label("Redusert leie i hele leietiden", "Reduced rent for the whole lease"),
    "works": Label("Gårdeieren betaler av driverens arbeider", "Landlord pays of the operator's works"),
    "cash": Label("Kontantbidrag ved leiestart", "Cash contribution at lease start"),
    "turnover": Label(
        "Ren omsetningsleie i stedet for fast leie", "Turnover rent alone in place of a fixed rent"
    ),
    "deferral": Label("Utsatt leie, betalt tilbake i leietiden", "Rent deferred, paid back in the lease"),
}
UNITS: Final[Mapping[FormId, str]] = {
    "rent_free": "months",
    "reduced_rent": "share",
    "works": "share",
    "cash": "NOK",
    "turnover": "share",
    "deferral": "months",
}
_TRIED: Final = 48
SAME: Final = 1e-6
"""How near the operator's present value is the same, in NOK or, if more, of it."""


@dataclass(frozen=True)
class FormOfHelp:
    """One form that gives the operator the same present value as the help asked about.

    size: in the unit of the form (months, share, NOK); None where it cannot give as much, or, for turnover
    rent, as little. why_not: what stands in the way then. at_most_nok: the operator's present value at the
    most it can give. cost_nok: what the landlord's present value falls by, after VAT and tax, from no help at
    all. fails: conditions that do not hold. broken: covenants that are broken.
    """

    id: FormId
    size: float | None
    operator_nok: float | None = None
    cost_nok: float | None = None
    landlord_cash_nok: float | None = None
    operator_cash_nok: float | None = None
    fails: tuple[Condition, ...] = ()
    broken: tuple[Covenant, ...] = ()
    why_not: Label | None = None
    at_most_nok: float | None = None


@dataclass(frozen=True)
class Forms:
    """Every form, the cheapest for the landlord first and those that cannot give as much last.

    without_nok, target_nok: the operator's present value with no help, and with that asked about; where the
    latter is no more, no help is asked about and nothing is found.
    """

    without_nok: float
    target_nok: float
    found: tuple[FormOfHelp, ...]


def forms_of_help(result: Result, target_nok: float, against: Against = "best") -> Forms:
    """Find the size of each form that gives the operator a present value, and what it costs the landlord.

    Every form stands alone, in place of the reductions the case states.
    """
    fixed = prepared(result, ("rent_free_months",))
    zero = {"rent_free_months": np.zeros(1), "percentage_off": np.zeros(1), **_nothing(fixed, 1)}
    none = fixed.evaluate(zero, against)
    without, full = float(none.operator_value[0]), float(none.landlord_value[0])
    if target_nok <= without:
        return Forms(without, target_nok, ())
    found = [_form(result, fixed, id, target_nok, full, against) for id in FORMS]
    found.sort(key=lambda form: (form.cost_nok is None, form.cost_nok or 0.0))
    return Forms(without, target_nok, tuple(found))


def _nothing(ready: Prepared, count: int) -> dict[str, Numbers]:
    """Nothing of each form, so that one plan of the arrays serves them all."""
    zeros = {"cash_contribution": np.zeros(count)}
    return {**zeros, "works_share": np.zeros(count)} if own_works(ready.start) else zeros


def _form(
    result: Result, fixed: Prepared, id: FormId, target: float, full: float, against: Against
) -> FormOfHelp:
    months = float(months_inside(result))
    ready, most = fixed, 1.0
    match id:
        case "rent_free":
            name, most = "rent_free_months", months
        case "reduced_rent":
            name = "percentage_off"
        case "works":
            name = "works_share"
            if not own_works(fixed.start):
                return FormOfHelp(id, None, why_not=_NO_WORKS)
        case "cash":
            name, most = "cash_contribution", max(8 * year_rent(fixed.start), 1e6)
        case "turnover":
            name = "turnover_share"
            if isinstance(fixed.start.deal, TurnoverRent) and fixed.start.deal.turnover.mode != "greater_of":
                return FormOfHelp(id, None, why_not=_IS_TURNOVER)
            refused = no_turnover(fixed.start)
            if refused is not None:
                return FormOfHelp(id, None, why_not=refused)
            ready = prepared(result, ("rent_free_months", "turnover_share"))
        case "deferral":
            name, most = "deferred_months", max(1.0, months - 1)

    def at(sizes: Numbers) -> Evaluated:
        count = sizes.size
        if id == "turnover":
            values = {"turnover_share": sizes, "rent": np.zeros(count)}
        elif id == "deferral":
            values = {"deferred_months": sizes, **_nothing(ready, count)}
        else:
            start = {"rent_free_months": np.zeros(count), "percentage_off": np.zeros(count)}
            values = {**start, **_nothing(ready, count), name: sizes}
        return ready.evaluate(values, against)

    tried = np.linspace(0.0, most, _TRIED + 1)
    if name.endswith("months"):
        tried = np.unique(np.append(np.arange(0.0, most + 1), most))
    off = at(tried).operator_value - target
    size = _size(at, tried, off, target, last=id == "turnover")
    if size is None:
        too_much = id == "turnover" and off.max() > 0 and off.min() > 0
        return FormOfHelp(
            id, None, why_not=_TOO_MUCH if too_much else _TOO_LITTLE, at_most_nok=float(off.max() + target)
        )
    there = at(np.array([size]))
    holds = there.holds()
    return FormOfHelp(
        id,
        size,
        float(there.operator_value[0]),
        full - float(there.landlord_value[0]),
        float(there.landlord_cash[0]),
        float(there.operator_cash[0]),
        tuple(condition for condition, flags in holds.items() if not flags[0]),
        tuple(covenant for covenant, years in there.breaches.items() if years[0] > 0),
    )


def _size(
    at: Callable[[Numbers], Evaluated], tried: Numbers, off: Numbers, target: float, last: bool
) -> float | None:
    """The smallest size at which the target is reached (of turnover rent, the largest share)."""
    same = SAME * max(1.0, abs(target))
    near = np.abs(off) <= same
    crossing = np.flatnonzero(off[:-1] * off[1:] < 0)
    known = [float(value) for value in tried[near]]
    if crossing.size:
        place = crossing[-1 if last else 0]
        from scipy.optimize import elementwise  # a third of what the app imports: only when asked for

        root = elementwise.find_root(
            lambda x: (at(np.ravel(x)).operator_value - target).reshape(np.shape(x)),
            (tried[place : place + 1], tried[place + 1 : place + 2]),
        )
        if abs(float(root.f_x[0])) <= same:
            known.append(float(root.x[0]))
    if not known:
        return None
    return max(known) if last else min(known)


_NO_WORKS = Label("driveren betaler ingen arbeider", "the operator pays no works")
_IS_TURNOVER = Label(
    "avtalen har allerede omsetningsleie over en terskel",
    "the deal has turnover rent above a threshold already",
)
_TOO_LITTLE = Label("gir ikke så mye", "does not give as much")
_TOO_MUCH = Label("gir mer uansett hvor stor andel som avtales", "gives more whatever share is agreed")
