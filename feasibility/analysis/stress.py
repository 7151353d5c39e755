"""The bank's stress grid (stresstest): what a worse course of events does to landlord and operator.

Each stress changes inputs of the case's own model, and all are evaluated in one pass with the case as it
stands, so that every row is what a run with the changed inputs would give. Only a refinancing loan without
any limit of its own changes the structure: it is given one that can be lowered. A stress that changes nothing
the case has is not applicable, and says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from feasibility.case import case_hash
from feasibility.language import Label, Language, format_number
from feasibility.model import Result, build
from feasibility.model.bank.groups import CUSTOMER_KINDS

Party = Literal["landlord", "operator"]
PARTIES: Final[tuple[Party, ...]] = ("landlord", "operator")
RATES, OCCUPANCY, RAMPS = (0.01, 0.02, 0.03, 0.05), (0.10, 0.20), (6, 12)
PRICE, WORKS, YIELD = 0.10, 0.20, 0.01
SCALARS: Final = {
    "npv_nok": "{party}.npv",
    "lowest_cash_nok": "{party}.lowest_cash",
    "lowest_cash_month": "{party}.lowest_cash.month",
    "worst_icr": "{party}.bank.icr.worst",
    "worst_dscr": "{party}.bank.dscr.worst",
    "worst_ltv": "{party}.bank.ltv.worst",
}
"""What is shown of each party, and the line it is; the unfunded need is the highest of a line by month."""
UNFUNDED: Final = "{party}.unfunded"

_Changes = Mapping[str, float]


@dataclass(frozen=True)
class Stressed:
    """One party in one row. Amounts in NOK; ratios and LTV are the worst full year begun after opening.

    None where the party has no such number: it does not borrow, or there is no denominator.
    """

    npv_nok: float | None
    lowest_cash_nok: float | None
    lowest_cash_month: int | None
    worst_icr: float | None
    worst_dscr: float | None
    worst_ltv: float | None
    unfunded_nok: float


@dataclass(frozen=True)
class StressRow:
    """One stress. not_applicable: why it changes nothing in this case; then `parties` is empty."""

    id: str
    label: Label
    parties: Mapping[Party, Stressed]
    not_applicable: Label | None = None

    @property
    def operator_fails(self) -> bool:
        """Whether the operator lacks money nobody has agreed to: then the landlord's rent may not come."""
        operator = self.parties.get("operator")
        return operator is not None and operator.unfunded_nok > _ORE


@dataclass(frozen=True)
class StressGrid:
    """The rows, the case as it stands first. hash: fingerprint of the case they were calculated for."""

    hash: str
    rows: tuple[StressRow, ...]

    @property
    def parties(self) -> tuple[Party, ...]:
        """The companies of the case."""
        return tuple(self.rows[0].parties)

    @property
    def landlord_unpaid(self) -> bool:
        """Whether the landlord's figures in any row rest on an operator that lacks money."""
        return "landlord" in self.parties and any(row.operator_fails for row in self.rows)


@dataclass(frozen=True)
class _Stress:
    """A stress to be tried: its changes, or why there are none."""

    id: str
    label: Label
    changes: _Changes
    reason: Label | None = None


def stress(result: Result) -> StressGrid:
    """Evaluate every stress of a case as it was run (its changed inputs and support included)."""
    stated, result = case_hash(result.case), _limited(result)
    tried = [_Stress("base", _BASE, {}), *_stresses(result), _refinancing(result)]
    live = [s for s in tried if s.reason is None]
    base = result.values.inputs
    varied = {id: [s.changes.get(id, base[id]) for s in live] for s in live for id in s.changes}
    found = dict(zip((s.id for s in live), _evaluated(result, len(live), varied), strict=True))
    rows = (StressRow(s.id, s.label, found.get(s.id, {}), s.reason) for s in tried)
    return StressGrid(stated, tuple(rows))


# ---- evaluation ------------------------------------------------------------------------------------------


def _parties(result: Result) -> list[Party]:
    return [party for party in PARTIES if f"{party}.npv" in result.built.model.lines]


def _evaluated(
    result: Result, count: int, varied: Mapping[str, Sequence[float]]
) -> list[dict[Party, Stressed]]:
    """What each of the stresses comes to, by party; one pass for all of them."""
    parties = _parties(result)
    wanted = [line for party in parties for line in _lines(result, party).values()]
    arrays: Mapping[str, Any]
    if varied:
        arrays = result.built.program.run_many(varied, wanted, result.changed_inputs)
    else:  # nothing in the case can be stressed
        arrays = {line: np.asarray(result.values[line])[..., None] for line in wanted}
    return [
        {party: _stressed(_lines(result, party), arrays, column) for party in parties}
        for column in range(count)
    ]


def _lines(result: Result, party: Party) -> dict[str, str]:
    named = {name: line.format(party=party) for name, line in SCALARS.items()}
    lines = {name: line for name, line in named.items() if line in result.built.model.lines}
    return {**lines, "unfunded_nok": UNFUNDED.format(party=party)}


def _stressed(lines: Mapping[str, str], arrays: Mapping[str, Any], column: int) -> Stressed:
    found: dict[str, float | None] = {}
    for name in SCALARS:
        value = float(arrays[lines[name]][column]) if name in lines else math.nan
        found[name] = None if math.isnan(value) else value
    month = found.pop("lowest_cash_month")
    unfunded = float(np.max(arrays[lines["unfunded_nok"]][:, column]))
    return Stressed(lowest_cash_month=None if month is None else round(month), unfunded_nok=unfunded, **found)


# ---- the stresses ----------------------------------------------------------------------------------------


def _stresses(result: Result) -> list[_Stress]:
    inputs = result.values.inputs

    def changed(wanted: Callable[[str], bool], how: Callable[[float], float]) -> _Changes:
        return {id: how(value) for id, value in inputs.items() if wanted(id)}

    def made(id: str, nb: str, en: str, changes: _Changes, reason: Label) -> _Stress:
        return _Stress(id, Label(nb, en), changes, None if changes else reason)

    found = []
    for rise in RATES:
        points = round(rise * 100)
        nb, en = f"Rente +{points} prosentpoeng", f"Rate +{points} points"
        found.append(made(f"rate_{points}", nb, en, changed(_is_rate, _plus(rise)), _NO_LOAN))
    for fall in OCCUPANCY:
        points = round(fall * 100)
        nb, en = f"Belegg −{points} prosentpoeng", f"Occupancy −{points} points"
        found.append(made(f"occupancy_{points}", nb, en, _less_occupancy(inputs, fall), _NO_PRODUCT))
    for months in RAMPS:
        nb, en = f"Opptrapping +{months} måneder", f"Ramp +{months} months"
        longer = changed(lambda id: _is_of("products", id, ("ramp.months",)), _plus(months))
        found.append(made(f"ramp_{months}", nb, en, longer, _NO_PRODUCT))
    prices = ("price_nok_per_month", "price_nok_per_use")
    cheaper = changed(lambda id: _is_of("products", id, prices), lambda value: value * (1 - PRICE))
    found.append(made("price_10", "Pris −10 %", "Price −10 %", cheaper, _NO_PRODUCT))
    dearer = changed(lambda id: _is_of("works", id, ("overrun_share",)), lambda v: (1 + v) * (1 + WORKS) - 1)
    found.append(made("works_20", "Arbeider +20 %", "Works +20 %", dearer, _NO_WORKS))
    found.append(_largest_customer(result))
    flat = changed(_is_index, lambda value: 0.0)
    found.append(made("index_0", "Ingen indeksregulering", "No indexation", flat, _NO_INDEX))
    higher = changed(lambda id: id == "valuation.net_yield_share", _plus(YIELD))
    found.append(made("yield_1", "Yield +1 prosentpoeng", "Exit yield +1 point", higher, _NO_VALUE))
    return found


def _plus(step: float) -> Callable[[float], float]:
    return lambda value: value + step


def _is_of(section: str, id: str, endings: tuple[str, ...]) -> bool:
    """True for `section.name.ending`, `name` being the user's."""
    start, _, rest = id.partition(".")
    return start == section and rest.partition(".")[2] in endings


def _is_rate(id: str) -> bool:
    if not id.startswith("financing.") or id.endswith(".first_year"):
        return False
    return ".base_rate_share_per_year" in id or ".overdraft.rate_share_per_year" in id


def _is_index(id: str) -> bool:
    return id.startswith("index.") and not id.endswith(".first_year")


def _less_occupancy(inputs: Mapping[str, float], fall: float) -> _Changes:
    """Stabilised occupancy down by points, never below nothing; no product opens above where it ends."""
    changes: dict[str, float] = {}
    for id, value in inputs.items():
        if _is_of("products", id, ("ramp.stabilised_share",)):
            start = id.replace("stabilised_share", "start_share")
            changes[id] = max(0.0, value - fall)
            changes[start] = min(inputs[start], changes[id])
    return changes


def _largest_customer(result: Result) -> _Stress:
    """The customer known by name that brings most over the horizon leaves; its places are not sold again."""
    label = Label("Største kunde faller fra", "Largest customer leaves")
    brings: dict[str, tuple[float, str, _Changes]] = {}
    case, inputs, lines = result.case, result.values.inputs, result.built.model.lines

    def income(id: str) -> float:
        return float(np.sum(result.values[id]))

    for id, item in case.support.items():
        line = f"support.{id}.income"
        if item.kind == "desks_bought" and line in lines:
            gone = {f"support.{id}.desks": 0.0}
            brings[line] = (income(line), item.label or id.replace("_", " "), gone)
    for id, product in case.products.items():
        if product.kind in CUSTOMER_KINDS:
            line, ramp = f"products.{id}.income", f"products.{id}.ramp"
            gone = {f"{ramp}.start_share": 0.0, f"{ramp}.stabilised_share": 0.0}
            brings[line] = (income(line), product.label or id.replace("_", " "), gone)
    most = max(brings.values(), key=lambda found: found[0], default=None)
    if most is None or most[0] <= 0:
        return _Stress("largest_customer", label, {}, _NO_CUSTOMER)
    _, name, changes = most
    named = Label(f"{label.nb}: {name}", f"{label.en}: {name}")
    return _Stress("largest_customer", named, {id: v for id, v in changes.items() if id in inputs})


# ---- refinancing -----------------------------------------------------------------------------------------


def _refinancing(result: Result) -> _Stress:
    """Loans that take over a balloon, at a higher rate and a lower share of the value."""
    test = result.case.bank.refinancing

    def points(share: float, language: Language) -> str:
        return format_number(share * 100, 0 if round(share * 100, 6).is_integer() else 1, language)

    rate, lower = test.rate_shift_share_per_year, test.ltv_shift_share
    label = Label(
        f"Refinansiering: rente +{points(rate, 'nb')}, belåningsgrad −{points(lower, 'nb')} prosentpoeng",
        f"Refinancing: rate +{points(rate, 'en')}, loan to value −{points(lower, 'en')} points",
    )
    changes: dict[str, float] = {}
    for party, id, month in _refinancing_loans(result):
        path = f"financing.{party}.loans.{id}"
        for input, value in result.values.inputs.items():
            if _is_rate(input) and input.startswith(f"{path}."):
                changes[input] = value + rate
        limit = _limit(result, party, id)
        if limit is not None:
            drawn, worth = result.values[f"{party}.loan.{id}.drawn"][month], result.values["value"][month]
            in_nok = limit.endswith("amount_nok")
            changes[limit] = max(0.0, drawn - lower * worth if in_nok else drawn / worth - lower)
    return _Stress("refinancing", label, changes, None if changes else _NO_REFINANCING)


def _refinancing_loans(result: Result) -> list[tuple[Party, str, int]]:
    """(party, loan, month from 0) of each loan paid out in the month another one's balloon falls due."""
    found: list[tuple[Party, str, int]] = []
    values = result.values
    for party in _parties(result):
        loans = getattr(result.case.financing, party).loans
        terms = {id: loan for id, loan in loans.items() if loan.kind != "construction"}
        due = {
            int(np.argmax(balloon))
            for balloon in (values[f"{party}.loan.{id}.balloon"] for id in terms)
            if np.max(balloon) > _ORE
        }
        for id in terms:
            drawn = values[f"{party}.loan.{id}.drawn"]
            month = int(np.argmax(drawn))
            if drawn[month] > _ORE and month in due:
                found.append((party, id, month))
    return found


def _limit(result: Result, party: Party, id: str) -> str | None:
    """The input that limits a loan against the property's value; None where there is no value to go by."""
    loan = getattr(result.case.financing, party).loans[id]
    if party != "landlord" or result.case.valuation is None:
        return None
    path = f"financing.{party}.loans.{id}"
    return f"{path}.amount_nok" if loan.amount_nok is not None else f"{path}.sizing.share_of_value"


def _limited(result: Result) -> Result:
    """The result with a limit of 100 % of the value on each refinancing loan that has none to lower.

    The same numbers, unless the loan was larger than the value: then no bank gives it.
    """
    changes: dict[str, object] = {}
    for party, id, _ in _refinancing_loans(result):
        limit = _limit(result, party, id)
        if limit is not None and limit not in result.values.inputs:
            sizing = getattr(result.case.financing, party).loans[id].sizing
            known = {} if sizing is None else sizing.model_dump(exclude_none=True)
            changes[f"financing.{party}.loans.{id}.sizing"] = {**known, "share_of_value": 1.0}
    if not changes:
        return result
    case = result.case.changed({**changes, "scenarios": {}})
    built = build(case)
    changed = {id: v for id, v in result.changed_inputs.items() if id in built.model.inputs}
    return Result(case, built, built.program.run(changed), result.warnings)


NOT_PAID_MARK: Final = " *"
NOT_PAID: Final = Label(
    "* Her mangler driver penger ingen har sagt ja til, så leien kan utebli. Gårdeiers tall i linjen "
    "forutsetter likevel at driver betaler hele tiden; hva et mislighold gir, viser et scenario der driver "
    "misligholder (operator_default).",
    "* Here the operator lacks money nobody has agreed to, so the rent may fail. The landlord's figures in "
    "the line take it all the same that the operator goes on paying; a scenario in which the operator "
    "defaults (operator_default) shows what that brings.",
)
"""What is said of the landlord's rows that bear the mark (§13.2)."""
_ORE = 0.005  # amounts below half an øre are rounding
_BASE = Label("Saken som den står", "The case as it stands")
_NO_LOAN = Label("saken har ingen lån", "the case has no loans")
_NO_PRODUCT = Label("saken har ikke slike produkter", "the case has no such products")
_NO_WORKS = Label("saken har ingen arbeider", "the case has no works")
_NO_CUSTOMER = Label("ingen kunde er navngitt i saken", "no customer is named in the case")
_NO_INDEX = Label("saken har ingen indeks", "the case has no index")
_NO_VALUE = Label("saken har ingen verdivurdering", "the case has no valuation")
_NO_REFINANCING = Label(
    "saken har ingen refinansiering innen horisonten", "the case has no refinancing within the horizon"
)
