"""What each kind of bad news changes in a case, by how much it is: points, a share or months."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from feasibility.case import Case

Inputs = Mapping[str, float]
Changes = dict[str, float]
"""New values by the path of the case, which is the id of the model's input."""


def rate(inputs: Inputs, rise: float) -> Changes:
    """Every loan's and overdraft's rate up, a share per year."""
    return _each(inputs, is_rate, lambda value: value + rise)


def occupancy(inputs: Inputs, fall: float) -> Changes:
    """Stabilised occupancy down by points, never below nothing; no product opens above where it ends."""
    changes: Changes = {}
    for id, value in inputs.items():
        if _is_of("products", id, ("ramp.stabilised_share",)):
            start = id.replace("stabilised_share", "start_share")
            changes[id] = max(0.0, value - fall)
            if start in inputs:  # where each step is stated, they are shares of the stabilised
                changes[start] = min(inputs[start], changes[id])
    return changes


def ramp(inputs: Inputs, months: float) -> Changes:
    """Filling up takes so many months more."""
    return _each(inputs, lambda id: _is_of("products", id, ("ramp.months",)), lambda value: value + months)


def price(inputs: Inputs, fall: float) -> Changes:
    """Every product's price down by a share."""
    prices = ("price_nok_per_month", "price_nok_per_use")
    return _each(inputs, lambda id: _is_of("products", id, prices), lambda value: value * (1 - fall))


def rent(inputs: Inputs, rise: float) -> Changes:
    """The rent of the lease up by a share; down where it is negative."""
    return _each(inputs, lambda id: id == "deal.lease.rent_nok_per_m2_year", lambda v: v * (1 + rise))


def works(inputs: Inputs, rise: float) -> Changes:
    """All works cost a share more, beyond the overrun there is."""
    overrun = ("overrun_share",)
    return _each(inputs, lambda id: _is_of("works", id, overrun), lambda v: (1 + v) * (1 + rise) - 1)


def exit_yield(inputs: Inputs, rise: float) -> Changes:
    """The yield the property is valued at up by points."""
    yields = ("valuation.net_yield_share", "valuation.housing_net_yield_share")
    return _each(inputs, lambda id: id in yields, lambda value: value + rise)


def no_index(inputs: Inputs) -> Changes:
    """Nothing is indexed."""
    flat = lambda id: id.startswith("index.") and not id.endswith(".first_year")  # noqa: E731
    return _each(inputs, flat, lambda value: 0.0)


def late(case: Case, inputs: Inputs, months: float) -> Changes:
    """Works that something follows are finished so much later, and what follows none opens so much later.

    The lease begins when it is stated to, unless it follows the works as well.
    """
    lease = [] if case.lease is None else [case.lease.follows_works]
    followed = {name for name in (*(p.follows_works for p in case.products.values()), *lease) if name}
    paths = [f"works.{id}.delay_months" for id in followed]
    paths += [f"products.{id}.opening_delay_months" for id, p in case.products.items() if not p.follows_works]
    return {path: inputs[path] + months for path in sorted(paths) if path in inputs}


def is_rate(id: str) -> bool:
    """Whether an input is the rate of a loan or an overdraft."""
    if not id.startswith("financing.") or id.endswith(".first_year"):
        return False
    return ".base_rate_share_per_year" in id or ".overdraft.rate_share_per_year" in id


def merged(parts: Iterable[Changes]) -> Changes:
    """Changes that come together."""
    together: Changes = {}
    for part in parts:
        together |= part
    return together


def _each(inputs: Inputs, wanted: Callable[[str], bool], how: Callable[[float], float]) -> Changes:
    return {id: how(value) for id, value in inputs.items() if wanted(id)}


def _is_of(section: str, id: str, endings: tuple[str, ...]) -> bool:
    """True for `section.name.ending`, `name` being the user's."""
    start, _, rest = id.partition(".")
    return start == section and rest.partition(".")[2] in endings
