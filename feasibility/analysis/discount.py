"""How far the rent can come down, and how far it must: the landlord's first question.

The case's own reductions are set aside. In their place stands one reduction from the lease's first month:
some months free of rent, or a percentage off for a while. Every whole month, and every tenth of a percentage
point, is evaluated in one pass. So nothing is assumed about how the results move with the reduction: the
landlord's answer is the largest reduction that, *with every smaller one*, leaves him no worse off, with money
in every month and within his covenants; the operator's is the smallest that, *with every larger one*, is
enough. Neither is given where the other party then lacks money that nobody has agreed to put in, and each
names the condition that binds (§13.2).

Present values and balances are judged in whole øre (docs/model.md §11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from feasibility.analysis.no_answer import NoAnswer, without_lease
from feasibility.analysis.once import once
from feasibility.analysis.today import Alternative, alternatives
from feasibility.case import Case
from feasibility.engine.compute.program import Program, Values
from feasibility.evaluate import run
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.restated import Recent

Wish = Literal["npv", "cash"]
Condition = Literal[
    "landlord_value", "landlord_liquidity", "landlord_covenants", "operator_value", "operator_liquidity"
]
"""What may stop a reduction from growing (the landlord's), or from shrinking (the operator's)."""

WINDOWS_MONTHS = (12, 24, 36)
"""How long a percentage off is tried, beside the whole lease."""

STEPS_PER_UNIT = 1000
"""Shares are tried in steps of 1/1000: a tenth of a percentage point."""

GAIN_LINES: dict[Alternative, str] = {
    "vacant": "landlord.npv_against_vacant",
    "ordinary": "landlord.npv_against_ordinary",
}
WISH_LINES: dict[Wish, str] = {"npv": "operator.npv", "cash": "operator.lowest_cash"}
WISH_CONDITIONS: dict[Wish, Condition] = {"npv": "operator_value", "cash": "operator_liquidity"}
LANDLORD_CASH = "landlord.lowest_cash"

_PATH = "deal.lease.reductions"
_BUILT = Recent(4)
_Numbers = npt.NDArray[np.float64]
_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Limit:
    """How far one kind of reduction can go, or must go.

    value: months or share (0–1); None where no value will do.
    is_end: the value is the end of what was tried: all months, or 100 %.
    nok: the line that was asked about, at the value; where there is none, at the end that comes nearest
        (no reduction for the landlord, all of it for the operator). NOK.
    binds: the first condition that does not hold one step further, or, where no value will do, at that end;
        None where nothing stops it.
    alone: the value by the party's own conditions, the other's liquidity set aside.
    alone_binds: where only the other's liquidity leaves no value, what stops the party itself at `alone`.
    """

    value: float | None
    is_end: bool
    nok: float
    binds: Condition | None = None
    alone: float | None = None
    alone_binds: Condition | None = None


@dataclass(frozen=True)
class PercentageLimit:
    """A percentage off the rent of the lease's first `months` months: `limit` is a share."""

    months: int
    limit: Limit


@dataclass(frozen=True)
class LandlordAnswer:
    """The most the landlord can give: no worse off than with the alternative, both with money in every month.

    without_nok, as_stated_nok: the present gain over the alternative with no reduction, and with the case's
    own reductions. rent_free: months. percentages: for the first 12, 24 and 36 months where the lease is
    longer, and last for the whole lease.
    """

    against: Alternative
    without_nok: float
    as_stated_nok: float
    rent_free: Limit
    percentages: tuple[PercentageLimit, ...]

    @property
    def whole_lease(self) -> Limit:
        """The percentage off the whole lease."""
        return self.percentages[-1].limit


@dataclass(frozen=True)
class OperatorAnswer:
    """The least the operator needs: for a present value of at least zero, or never to be out of cash.

    without_nok, as_stated_nok: present value or lowest cash with no reduction, and with the case's own.
    rent_free: months. whole_lease: share off the whole lease.
    """

    wish: Wish
    without_nok: float
    as_stated_nok: float
    rent_free: Limit
    whole_lease: Limit


@dataclass(frozen=True)
class Overlap:
    """The reductions both can live with; None where there is none.

    rent_free: fewest and most months. whole_lease: smallest and largest share off the whole lease.
    with_cash: the operator never lacks cash either; otherwise only its present value is asked about.
    """

    against: Alternative
    with_cash: bool
    rent_free: tuple[int, int] | None
    whole_lease: tuple[float, float] | None

    @property
    def exists(self) -> bool:
        """Whether some reduction suits both."""
        return self.rent_free is not None or self.whole_lease is not None


@dataclass(frozen=True)
class Discount:
    """The answers for one case.

    lease_months: months of the lease that were tried: its term, as far as the horizon reaches.
    reaches_term: False where the horizon ends before the lease's term.
    as_stated: the case as it stands, with its own reductions.
    landlord: against what is there today first.
    overlaps: for each alternative, first with the operator's cash asked about, then without.
    """

    as_stated: Result
    lease_months: int
    reaches_term: bool
    landlord: tuple[LandlordAnswer, ...]
    operator: tuple[OperatorAnswer, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def has_covenants(self) -> bool:
        """Whether the case states loan terms (lånevilkår) that the landlord must keep."""
        return bool(_covenants(self.as_stated.built.program))

    def overlap(self, against: Alternative, with_cash: bool) -> Overlap:
        """The overlap against one alternative."""
        return next(o for o in self.overlaps if o.against == against and o.with_cash == with_cash)


def discount(case: Case, as_stated: Result | None = None) -> Discount:
    """Find how far the rent of a case's lease can come down, and how far it must.

    as_stated: the run of the very case, where there is one already.

    Raises:
        NoAnswer: the case has no lease, or none of its months lies within the horizon.
    """
    if case.lease is None:
        raise NoAnswer(without_lease(case, _NO_LEASE))
    as_stated = as_stated or run(case)
    if as_stated.case is not case:
        return _found(case, as_stated)
    found = _of_its_run(as_stated)
    return found if found.as_stated is as_stated else replace(found, as_stated=as_stated)


@once
def _of_its_run(result: Result) -> Discount:
    """Asked by the paper, by the same paper in a workbook, and by the screen."""
    return _found(result.case, result)


def _found(case: Case, as_stated: Result) -> Discount:
    lease = case.lease
    assert lease is not None
    against = alternatives(as_stated)
    probe = _probe(case, as_stated)
    base = probe.program.run(probe.without)
    inside = round(base.number("lease.months_in_horizon") or 0)
    months = min(lease.term_months, inside)
    if months < 1:
        raise NoAnswer(_NO_MONTHS)
    wanted = [
        *(GAIN_LINES[a] for a in against),
        LANDLORD_CASH,
        *WISH_LINES.values(),
        *_covenants(probe.program),
    ]
    tried = _Tried.of(months, probe, wanted)
    landlord = tuple(_landlord(a, tried, base, as_stated) for a in against)
    operator = tuple(_operator(w, tried, base, as_stated) for w in WISH_LINES)
    overlaps = tuple(_overlap(a, cash, tried) for a in against for cash in (True, False))
    return Discount(as_stated, months, months == lease.term_months, landlord, operator, overlaps)


@dataclass(frozen=True)
class _Probe:
    """A model with one percentage reduction to be varied, `path`. without: what leaves the rent unreduced."""

    program: Program
    path: str
    without: Mapping[str, float]


def _probe(case: Case, as_stated: Result) -> _Probe:
    """The case's model with one percentage reduction, nothing yet; 100 % for a while is rent-free.

    Where the case itself states such a reduction, its own model will do, with the others ended before they
    begin: a model takes longer to make than to try two thousand reductions in. Else named scenarios are left
    out: they may change reductions that are no longer there.
    """
    stated = () if case.lease is None else case.lease.reductions
    place = next((n for n, each in enumerate(stated) if each.kind == "percentage"), None)
    if place is None or as_stated.case is not case:
        one = {"kind": "percentage", "from_month": 1, "to_month": 1, "share": 0.0}
        program = _BUILT.built(case.changed({_PATH: [one], "scenarios": {}})).program
        return _Probe(program, f"{_PATH}.0", {})
    own = f"{_PATH}.{place}"
    without = {f"{_PATH}.{n}.to_month": 0.0 for n in range(len(stated)) if n != place}
    without |= {f"{own}.from_month": 1.0, f"{own}.to_month": 1.0, f"{own}.share": 0.0}
    return _Probe(as_stated.built.program, own, without)


def _covenants(probe: Program) -> list[str]:
    """The landlord's covenants, as lines that count the years in which each is broken."""
    named = (f"landlord.bank.{id}.breached" for id in ("icr", "dscr", "ltv", "equity_share"))
    return [line for line in named if line in probe.model.lines]


@dataclass(frozen=True)
class _Tried:
    """What was evaluated. rent_free: line → (months + 1,). percent: window → line → (STEPS_PER_UNIT + 1,)."""

    months: int
    windows: tuple[int, ...]
    rent_free: dict[str, _Numbers]
    percent: dict[int, dict[str, _Numbers]]

    @staticmethod
    def of(months: int, probe: _Probe, wanted: list[str]) -> _Tried:
        """Evaluate every reduction there is, in one pass."""
        windows = (*(w for w in WINDOWS_MONTHS if w < months), months)
        shares = np.arange(STEPS_PER_UNIT + 1) / STEPS_PER_UNIT
        free = np.arange(months + 1, dtype=float)
        to_month = np.concatenate([free, *(np.full(shares.size, float(w)) for w in windows)])
        share = np.concatenate([np.ones(free.size), *(shares for _ in windows)])
        varied = {f"{probe.path}.to_month": to_month, f"{probe.path}.share": share}
        arrays = probe.program.run_many(varied, wanted, probe.without)
        found = {line: np.round(values, 2) for line, values in arrays.items()}
        rent_free = {line: values[: free.size] for line, values in found.items()}
        parts = {line: np.split(values[free.size :], len(windows)) for line, values in found.items()}
        percent = {w: {line: of[place] for line, of in parts.items()} for place, w in enumerate(windows)}
        return _Tried(months, windows, rent_free, percent)


def _landlord(against: Alternative, tried: _Tried, base: Values, as_stated: Result) -> LandlordAnswer:
    line = GAIN_LINES[against]

    def most(numbers: dict[str, _Numbers], steps: int) -> Limit:
        others = _from_here(numbers[WISH_LINES["cash"]] >= 0)
        return _most(numbers[line], _of_landlord(against, numbers), others, steps)

    return LandlordAnswer(
        against,
        float(base[line]),
        float(as_stated.values[line]),
        most(tried.rent_free, 1),
        tuple(PercentageLimit(w, most(tried.percent[w], STEPS_PER_UNIT)) for w in tried.windows),
    )


def _operator(wish: Wish, tried: _Tried, base: Values, as_stated: Result) -> OperatorAnswer:
    line = WISH_LINES[wish]

    def least(numbers: dict[str, _Numbers], steps: int) -> Limit:
        others = _so_far(numbers[LANDLORD_CASH] >= 0)
        return _least(numbers[line], WISH_CONDITIONS[wish], others, steps)

    return OperatorAnswer(
        wish,
        float(base[line]),
        float(as_stated.values[line]),
        least(tried.rent_free, 1),
        least(tried.percent[tried.months], STEPS_PER_UNIT),
    )


def _of_landlord(against: Alternative, numbers: dict[str, _Numbers]) -> dict[Condition, _Flags]:
    """Where each of the landlord's own conditions holds."""
    broken = [values for line, values in numbers.items() if line.endswith(".breached")]
    held: dict[Condition, _Flags] = {
        "landlord_value": numbers[GAIN_LINES[against]] >= 0,
        "landlord_liquidity": numbers[LANDLORD_CASH] >= 0,
    }
    return {**held, "landlord_covenants": np.sum(broken, axis=0) == 0} if broken else held


def _overlap(against: Alternative, with_cash: bool, tried: _Tried) -> Overlap:
    wishes: tuple[Wish, ...] = ("npv", "cash") if with_cash else ("npv",)

    def span(numbers: dict[str, _Numbers], steps: int) -> tuple[float, float] | None:
        both = _so_far(np.logical_and.reduce(list(_of_landlord(against, numbers).values())))
        for wish in wishes:
            both &= _from_here(numbers[WISH_LINES[wish]] >= 0)
        places = np.flatnonzero(both)
        return (int(places[0]) / steps, int(places[-1]) / steps) if places.size else None

    free = span(tried.rent_free, 1)
    share = span(tried.percent[tried.months], STEPS_PER_UNIT)
    return Overlap(against, with_cash, (round(free[0]), round(free[1])) if free else None, share)


def _most(values: _Numbers, own: dict[Condition, _Flags], operator: _Flags, steps: int) -> Limit:
    """The largest value such that it and every smaller one keep the landlord's conditions.

    Args:
        operator: where the operator has money in every month, with it and with every larger one.
    """
    places = np.flatnonzero(_so_far(np.logical_and.reduce(list(own.values()))))
    if not places.size:
        return Limit(None, False, float(values[0]), _first_broken(own, 0))
    last = int(places[-1])
    is_end = last == values.size - 1
    binds = None if is_end else _first_broken(own, last + 1)
    if not operator[last]:
        return Limit(None, False, float(values[0]), "operator_liquidity", last / steps, binds)
    return Limit(last / steps, is_end, float(values[last]), binds, last / steps)


def _least(values: _Numbers, condition: Condition, landlord: _Flags, steps: int) -> Limit:
    """The smallest value such that it and every larger one leave the line at or above zero.

    Args:
        landlord: where the landlord has money in every month, with it and with every smaller one.
    """
    places = np.flatnonzero(_from_here(values >= 0))
    if not places.size:
        return Limit(None, False, float(values[-1]), condition)
    first = int(places[0])
    if first and not landlord[first]:  # with no reduction nothing is given
        return Limit(None, False, float(values[first]), "landlord_liquidity", first / steps)
    is_end = first == values.size - 1
    return Limit(first / steps, is_end, float(values[first]), condition if first else None, first / steps)


def _first_broken(own: dict[Condition, _Flags], place: int) -> Condition:
    return next(condition for condition, holds in own.items() if not holds[place])


def _so_far(holds: _Flags) -> _Flags:
    """True as long as it has held for this and every smaller value."""
    return np.logical_and.accumulate(holds)


def _from_here(holds: _Flags) -> _Flags:
    """True where it holds for this and every larger value."""
    return np.logical_and.accumulate(holds[::-1])[::-1]


_NO_LEASE = Label(
    "Spørsmålet gjelder leien mellom gårdeieren og driveren, og denne saken har ingen leieavtale. "
    "Det har saker med deal.structure: sublease (fremleie) eller turnover_rent (omsetningsleie).",
    "The question is about the rent between landlord and operator, and this case has no lease. "
    "Cases with deal.structure: sublease or turnover_rent have one.",
)
_NO_MONTHS = Label(
    "Ingen måned av leieavtalen ligger innenfor saken. Flytt deal.lease.start_month fram i tid, "
    "eller øk horizon_months.",
    "No month of the lease lies within the case. Make deal.lease.start_month earlier, or "
    "horizon_months longer.",
)
