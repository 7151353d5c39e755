"""The case made ready to be negotiated: one model with inputs for every term, changed once and then only run
in arrays (docs/negotiate.md).

At "nothing" (no reduction, no contribution, works as stated) it gives the very numbers of the case itself
without its reductions; where no reduction is negotiated, of the case as it stands.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from feasibility.analysis.discount import GAIN_LINES
from feasibility.analysis.negotiate.terms import PATHS, REDUCTIONS, leased, months_inside, own_works
from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.operator_fails import ORE
from feasibility.analysis.today import Alternative
from feasibility.case import Case, case_hash, field_info
from feasibility.case.form.deal import Lease, TurnoverRent
from feasibility.evaluate import unsupported
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import BuiltCase
from feasibility.model.restated import Recent

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Against = Literal["best", "vacant", "ordinary"]
Receiver = Literal["operator", "landlord"]
Condition = Literal[
    "landlord_value",
    "landlord_liquidity",
    "landlord_covenants",
    "operator_value",
    "operator_liquidity",
    "operator_covenants",
]
CONDITIONS: Final[tuple[Condition, ...]] = (
    "landlord_value",
    "landlord_liquidity",
    "landlord_covenants",
    "operator_value",
    "operator_liquidity",
    "operator_covenants",
)
_VALUES: Final = ("operator.npv", "landlord.npv", "landlord.lowest_cash", "operator.lowest_cash")
_REDUCTIONS = "deal.lease.reductions"
_FREE, _BROKEN, _REST = (f"{_REDUCTIONS}.{place}" for place in range(3))
_SUPPORT = "with_support"


@dataclass(frozen=True)
class Covenant:
    """A covenant of one party: the line counts the years in which it is broken."""

    party: Receiver
    label: Label
    line: str


@dataclass(frozen=True)
class Evaluated:
    """What was worked out, one entry for each point.

    gains: the landlord's gain over each alternative; gain: over the best of those asked about. breaches:
    years in which each covenant is broken.
    """

    gains: Mapping[Alternative, Numbers]
    gain: Numbers
    operator_value: Numbers
    landlord_value: Numbers
    landlord_cash: Numbers
    operator_cash: Numbers
    breaches: Mapping[Covenant, Numbers]

    def holds(self, in_ore: bool = True) -> dict[Condition, Flags]:
        """Where each condition holds.

        Args:
            in_ore: present values are judged in whole øre, as everywhere (docs/model.md §11); False where a
                limit is sought to the last digit. Balances always are.
        """

        def kept(party: Receiver) -> Flags:
            broken = [years for covenant, years in self.breaches.items() if covenant.party == party]
            return np.sum(broken, axis=0) == 0 if broken else np.ones(self.gain.shape, dtype=bool)

        least = -ORE if in_ore else 0.0
        return {
            "landlord_value": self.gain >= least,
            "landlord_liquidity": self.landlord_cash >= -ORE,
            "landlord_covenants": kept("landlord"),
            "operator_value": self.operator_value >= least,
            "operator_liquidity": self.operator_cash >= -ORE,
            "operator_covenants": kept("operator"),
        }


def of_party(holds: Mapping[Condition, Flags], party: Receiver) -> Flags:
    """Where all of a party's conditions hold."""
    all_of_it: Flags = np.logical_and.reduce([of for name, of in holds.items() if name.startswith(party)])
    return all_of_it


@dataclass(frozen=True, eq=False)
class Prepared:
    """A case made ready. start: the case whose terms are varied, without the run's switches.

    sets_aside: its own reductions are left out. months: of the lease's term, as far as the horizon reaches.
    added, ids: support items put in with nothing in them, and
    what they are called there, by what they are.
    """

    start: Case
    built: BuiltCase
    changes: Mapping[str, float]
    sets_aside: bool
    months: int
    alternatives: tuple[Alternative, ...]
    covenants: tuple[Covenant, ...]
    ids: Mapping[str, str]
    added: Mapping[str, Mapping[str, object]]

    def evaluate(self, values: Mapping[str, Numbers], against: Against = "best") -> Evaluated:
        """Every point in one pass. values: by term or path, arrays of one length."""
        if against != "best" and against not in self.alternatives:
            raise NoAnswer(_NO_ORDINARY)
        varied = self.inputs(values)
        # on a grid each value of a term comes once for each of the other's
        groups = [frozenset(self.inputs({name: of})).intersection(varied) for name, of in values.items()]
        return self._evaluated(
            self.built.program.run_many(varied, self._wanted, self.changes, repeated=groups), against
        )

    def of_run(self, result: Result, against: Against = "best") -> Evaluated:
        """A single run, judged as the points are."""
        return self._evaluated(
            {line: np.array([float(result.values[line])]) for line in self._wanted}, against
        )

    def _evaluated(self, found: Mapping[str, Numbers], against: Against) -> Evaluated:
        gains = {name: found[GAIN_LINES[name]] for name in self.alternatives}
        chosen = list(gains.values()) if against == "best" else [gains[against]]
        return Evaluated(
            gains,
            np.minimum.reduce(chosen),
            found["operator.npv"],
            found["landlord.npv"],
            found["landlord.lowest_cash"],
            found["operator.lowest_cash"],
            {covenant: found[covenant.line] for covenant in self.covenants},
        )

    @property
    def _wanted(self) -> list[str]:
        """The lines that say what each party has."""
        gains = [GAIN_LINES[name] for name in self.alternatives]
        return [*gains, *_VALUES, *(covenant.line for covenant in self.covenants)]

    def inputs(self, values: Mapping[str, Numbers]) -> dict[str, Numbers]:
        """The model's inputs at given values of terms and paths.

        Months may be broken: of 9.4 the tenth month's rent is reduced by 0.4. Deferred months are paid back
        in equal parts of the month's rent over what is left of the term.
        """
        inputs: dict[str, Numbers] = {}
        for name, of in values.items():
            if name == "works_share":
                for id in own_works(self.start):
                    own = self.start.works[id].landlord_share
                    inputs[f"works.{id}.landlord_share"] = own + of * (1 - own)
            elif name in self.ids:
                inputs[f"support.{self.ids[name]}.{_amount(name)}"] = of
            elif name in PATHS:
                inputs[PATHS[name]] = of
            elif name not in (*REDUCTIONS, "deferred_months"):
                inputs[name] = of
        return {**inputs, **self._reductions(values)} if self.sets_aside else inputs

    def _reductions(self, values: Mapping[str, Numbers]) -> dict[str, Numbers]:
        lease = self.start.lease
        assert lease is not None
        some = {name for name in (*REDUCTIONS, "deferred_months", "term") if name in values}
        if not some:
            return {}
        inputs: dict[str, Numbers] = {}
        term = values.get("term")
        if term is not None:
            inputs[f"{_REST}.to_month"] = term
        if "deferred_months" in values:
            months = values["deferred_months"]
            left = self.months - np.ceil(months)
            inputs[f"{_REST}.to_month"] = np.full(months.shape, float(self.months))
            off = np.where(left > 0, -months / np.maximum(left, 1), 0.0)
        else:
            months = values.get("rent_free_months")  # type: ignore[assignment]
            off = values.get("percentage_off")  # type: ignore[assignment]
        if months is not None:
            full = np.floor(months)
            broken = months - full
            inputs[f"{_FREE}.to_month"] = full
            inputs[f"{_REST}.from_month"] = full + 1 + (broken > 0)
            if np.any(broken > 0):
                inputs[f"{_BROKEN}.from_month"] = inputs[f"{_BROKEN}.to_month"] = full + 1
                inputs[f"{_BROKEN}.share"] = broken
        if off is not None:
            inputs[f"{_REST}.share"] = off
        return inputs

    def case_at(self, values: Mapping[str, float]) -> Case:
        """The case that states the values, as a file would: what a single run of it gives is the point."""
        return self.start.changed({**self._changes(values), "scenarios": {}})

    def put_into(self, case: Case, values: Mapping[str, float]) -> Case:
        """A case with the values stated in it and all else as it was, its scenarios too.

        case: the one negotiated, with the support that a run may be without. Raises CaseError.
        """
        changes, lease = self._changes(values), case.lease
        assert lease is not None
        if "turnover_share" in values and not isinstance(case.deal, TurnoverRent):
            if values["turnover_share"]:
                case = case.changed({"deal": _as_turnover(lease)})
            else:  # no turnover rent is agreed: the deal stays what it is
                del changes[PATHS["turnover_share"]]
        return case.changed(changes)

    def _changes(self, values: Mapping[str, float]) -> dict[str, object]:
        """What states the values, by path."""
        changes: dict[str, object] = {}
        lease = self.start.lease
        assert lease is not None
        term = round(values.get("term", lease.term_months))
        if "turnover_share" in values:
            changes[PATHS["turnover_share"]] = values["turnover_share"]
        if "term" in values:
            changes[PATHS["term"]] = term
        if "rent" in values:
            changes[PATHS["rent"]] = values["rent"]
        if self.sets_aside:
            last = self.months if values.get("deferred_months") else term
            changes[_REDUCTIONS] = _stated(values, last, lease.rent_nok_per_m2_year)
        for id in own_works(self.start) if "works_share" in values else ():
            own = self.start.works[id].landlord_share
            changes[f"works.{id}.landlord_share"] = own + values["works_share"] * (1 - own)
        for name, item in self.added.items():
            if values.get(name):
                changes[f"support.{self.ids[name]}"] = {**item, _amount(name): values[name]}
        known = {*PATHS, *REDUCTIONS, "works_share", "deferred_months", *self.ids}
        for path in [name for name in values if name not in known]:
            is_whole = field_info(self.start, path).is_whole
            changes[path] = round(values[path]) if is_whole else values[path]
        return changes


def prepared(result: Result, terms: Collection[str]) -> Prepared:
    """The model to vary the terms in, kept between calls: a second map of a case only runs arrays.

    Raises:
        NoAnswer: the case has no lease to negotiate.
    """
    leased(result)
    sets_aside = any(term in (*REDUCTIONS, "deferred_months") for term in terms)
    is_turnover = "turnover_share" in terms
    return _known(
        _Asked(
            case_hash(result.case),
            result.case,
            tuple(sorted(result.changed_inputs.items())),
            sets_aside,
            is_turnover,
            result,
        )
    )


@dataclass(frozen=True)
class _Asked:
    """One model, told apart by what decides it: the case, the run's switches, and the kinds of terms.

    The fingerprint finds it; the case itself counts as well, as the cases made of it carry its notes, stress
    rows and ranges, which no fingerprint has.
    """

    fingerprint: str
    case: Case = field(hash=False, repr=False)
    changed: tuple[tuple[str, float], ...]
    sets_aside: bool
    is_turnover: bool
    result: Result = field(compare=False, repr=False)


_BUILT: Final = Recent(8)


@lru_cache(maxsize=4)  # a map's and the forms' models, and those of the case compared with
def _known(asked: _Asked) -> Prepared:
    result, changed = asked.result, dict(asked.changed)
    start = result.case
    if changed.pop(_SUPPORT, 1.0) == 0:  # the switch would take the contribution and the subsidy as well
        start = unsupported(start)
    lease = leased(result)
    added = _support(start, result)
    ids = {name: _free_id(start, name) for name in added}
    changes: dict[str, object] = {f"support.{ids[name]}": dict(item) for name, item in added.items()}
    if asked.sets_aside:
        changes[_REDUCTIONS] = [
            {"kind": "percentage", "from_month": 1, "to_month": 1, "share": 1.0},
            {"kind": "percentage", "from_month": 2, "to_month": 2, "share": 0.0},
            {"kind": "percentage", "from_month": 3, "to_month": lease.term_months, "share": 0.0},
        ]
        changed |= {f"{_FREE}.to_month": 0.0, f"{_REST}.from_month": 1.0}
    if asked.is_turnover and not isinstance(start.deal, TurnoverRent):
        start = start.changed({"deal": _as_turnover(lease), "scenarios": {}})
    case = start.changed({**changes, "scenarios": {}})
    built = _BUILT.built(case)
    alternatives = tuple(name for name, line in GAIN_LINES.items() if line in built.model.lines)
    covenants = tuple(
        Covenant(view.party, measure.label, measure.breached.id)
        for view in built.bank
        for measure in view.measures
        if measure.breached is not None and view.party != "next_operator"  # who has no part in the first deal
    )
    known = {id: value for id, value in changed.items() if id in built.model.inputs}
    months = months_inside(result)
    return Prepared(start, built, known, asked.sets_aside, months, alternatives, covenants, ids, added)


def _as_turnover(lease: Lease) -> dict[str, object]:
    """The same lease with a turnover rent of nothing on top: the greater of the rent and a share of 0."""
    return {
        "structure": "turnover_rent",
        "lease": lease.model_dump(mode="json", exclude_none=True),
        "turnover": {"mode": "greater_of", "share_of_income": 0.0},
    }


def _support(case: Case, result: Result) -> dict[str, Mapping[str, object]]:
    """What is added to the support, each with nothing in it, by what it is."""
    last = case.horizon_months
    first = max(1, min(round(result.number("deal.first_month") or 1), last))
    ends = max(first, min(round(result.number("deal.last_month") or last), last))
    grant = {"kind": "grant", "payer": "municipality", "receiver": "operator", "amount_nok": 0.0, "month": 1}
    yearly = {"kind": "yearly_grant", "payer": "municipality", "nok_per_year": 0.0}
    span = {"from_month": first, "to_month": ends}
    return {
        "cash_contribution": {**grant, "payer": "landlord", "month": first},
        "lump_operator": grant,
        "lump_landlord": {**grant, "receiver": "landlord"},
        "yearly_operator": {**yearly, **span, "receiver": "operator"},
        "yearly_landlord": {**yearly, **span, "receiver": "landlord"},
    }


def _free_id(case: Case, name: str) -> str:
    id = f"negotiated_{name}"
    while id in case.support:
        id += "_x"
    return id


def _amount(name: str) -> str:
    return "nok_per_year" if name.startswith("yearly") else "amount_nok"


def _stated(values: Mapping[str, float], last: int, rent: float) -> list[dict[str, object]]:
    """Reductions as a case states them: free months, a broken month, and the rest of the lease."""
    deferred = values.get("deferred_months", 0.0)
    months = deferred or values.get("rent_free_months", 0.0)
    off = values.get("percentage_off", 0.0)
    full = math.floor(months)
    broken = months - full
    out: list[dict[str, object]] = []
    if full:
        out.append({"kind": "rent_free", "from_month": 1, "to_month": full})
    if broken:
        out.append({"kind": "percentage", "from_month": full + 1, "to_month": full + 1, "share": broken})
    rest = {"from_month": full + 1 + (broken > 0), "to_month": last}
    if rest["from_month"] > last:
        return out
    if deferred:
        paid_back = rent * (1 + months / (last - math.ceil(months)))
        out.append({"kind": "stated_rent", **rest, "rent_nok_per_m2_year": paid_back})
    elif off:
        out.append({"kind": "percentage", **rest, "share": off})
    return out


_NO_ORDINARY = Label(
    "Saken har ingen ordinær leietaker å sammenligne med. Fyll ut comparison.ordinary_tenant, eller velg "
    "tomme lokaler (vacant).",
    "The case has no ordinary tenant to compare with. Fill in comparison.ordinary_tenant, or choose vacant.",
)
