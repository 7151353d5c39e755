"""Rows that give the case something it does not have: a default, a hired stand-in, a limit on a loan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from feasibility.analysis.operator_fails import ORE, operator_default_month, operators_unfunded
from feasibility.analysis.stress.default_about import called, default_about
from feasibility.analysis.stress.shifts import is_rate
from feasibility.case import Case
from feasibility.language import Label, format_points
from feasibility.model import Result
from feasibility.names import CompanyId

KEY_MONTHS: Final = 6
KEY_AFTER: Final = 12
KEY_COST, KEY_OCCUPANCY = 0.5, 0.9
"""A stand-in costs half the salary on top of it, and a tenth of the places stand empty meanwhile."""
_LEAST_SHARE = 1e-9  # a share of the value has to be above nothing


@dataclass(frozen=True)
class Structural:
    """A row as `rows.Stress` has it."""

    id: str
    label: Label
    changes: Mapping[str, object]
    reason: Label | None = None
    about: Label | None = None


# ---- the operator ----------------------------------------------------------------------------------------


def operator_default(result: Result) -> Structural:
    """The operator pays nothing from the first month it lacks money, else from when its deal is in full."""
    case, label = result.case, Label("Driveren misligholder", "The operator defaults")
    if "operator" not in case.companies:
        return Structural("operator_default", label, {}, _NO_OPERATOR)
    if case.operator_default is not None:
        return Structural("operator_default", label, {}, _DEFAULTS_ALREADY)
    found = _default_month(result)
    if found is None:
        return Structural("operator_default", label, {}, _DEAL_ENDED)
    month, why = found
    return Structural(
        "operator_default",
        label,
        {"operator_default": {"month": month}},
        None,
        default_about(result, month, why),
    )


def _default_month(result: Result) -> tuple[int, Label] | None:
    """The month the operator defaults in, and why then; None where the deal has no month for it.

    A default comes in the deal's second month at the earliest, for until then nothing has been agreed to.
    """
    second = operator_default_month(result, 1)
    if second is None:
        return None
    unfunded = operators_unfunded(result)
    if (unfunded > ORE).any():
        return _at(result, int(np.argmax(unfunded > ORE)) + 1, second, _SHORT, _SHORT_BEFORE)
    case = result.case
    place, stage = next((i, s) for i, s in enumerate(case.stages) if s.has_operator)
    if (lease := getattr(stage.deal, "lease", None)) is None:
        filled = max(_opening(result, id) + product.ramp.months for id, product in case.products.items())
        return _at(result, filled, second, _FILLED, _SECOND) or (second, _NEVER_FILLED)
    reduced = max((reduction.to_month for reduction in lease.reductions), default=0)
    if not reduced:
        return second, _NEVER_REDUCED
    begins = "deal.first_month" if not case.phases else f"stage{place + 1}.first_month"
    month = round(result.number(begins) or 1) + reduced
    return _at(result, month, second, _REDUCED, _NEVER_REDUCED) or (second, _ALWAYS_REDUCED)


def _at(result: Result, wanted: int, second: int, there: Label, before: Label) -> tuple[int, Label] | None:
    """The month of a default wanted in one: `there` says why if it can be; `before` if that is too early."""
    month = operator_default_month(result, wanted)
    if month is None:
        return None
    return month, there if month == wanted else before if month == second else _BETWEEN


def _opening(result: Result, id: str) -> int:
    """The month a product opens, delays of what it follows included."""
    product = result.case.products[id]
    follows = result.case.works.get(product.follows_works) if product.follows_works else None
    return product.opening_month + product.opening_delay_months + (follows.delay_months if follows else 0)


# ---- the key person --------------------------------------------------------------------------------------


def key_person(result: Result) -> Structural:
    """The facilitator is away: a stand-in is paid, and some places stand empty meanwhile."""
    case = result.case
    label = Label(f"Nøkkelperson borte i {KEY_MONTHS} måneder", f"Key person away for {KEY_MONTHS} months")
    costs = _stand_ins(case)
    if not costs:
        return Structural("key_person", label, {}, _NO_KEY_PERSON)
    opened = min(_opening(result, id) for id in case.products)
    last = case.horizon_months
    first = max(1, min(opened + KEY_AFTER, last - KEY_MONTHS + 1))
    until = min(first + KEY_MONTHS - 1, last)
    changes: dict[str, object] = {
        f"demand_shocks.{len(case.demand_shocks)}": {
            "from_month": first,
            "to_month": until,
            "factor": KEY_OCCUPANCY,
        }
    }
    for payer, amount in costs.items():
        id = _free_id(case, f"stand_in_{payer}")
        changes[f"costs.{id}"] = {
            "payer": payer,
            "nok_per_month": amount,
            "from_month": first,
            "to_month": until,
        }
    return Structural("key_person", label, changes, None, _key_about(result, first, until))


def _key_about(result: Result, first: int, last: int) -> Label:
    begins, ends = called(result, first), called(result, last)
    return Label(
        f"Fra {begins.nb} til og med {ends.nb}. Produktets egen antakelse, uten kilde: en vikar koster halve "
        "lønnen til verten på toppen av lønnen (eierens ulønnede timer må betales fullt), og en tidel av "
        "plassene står tomme imens.",
        f"From {begins.en} to the end of {ends.en}. The product's own assumption, without a source: a "
        "stand-in costs half the facilitator's salary on top of it (the owner's unpaid hours have to be paid "
        "in full), and a tenth of the places stand empty meanwhile.",
    )


def _stand_ins(case: Case) -> dict[str, float]:
    """NOK a month by the company that pays, in the money of the first month."""
    found: dict[str, float] = {}
    for person in case.staff.values():
        if person.is_facilitator and person.salary_nok_per_year > 0:
            salary = person.fte * person.salary_nok_per_year / 12
            found[person.payer] = found.get(person.payer, 0.0) + KEY_COST * salary
    unpaid = case.unpaid_work
    if unpaid is not None and unpaid.hours_per_month * unpaid.nok_per_hour > 0:
        payer = "landlord" if case.operating_company == "landlord" else "operator"
        found[payer] = found.get(payer, 0.0) + unpaid.hours_per_month * unpaid.nok_per_hour
    return found


def _free_id(case: Case, id: str) -> str:
    return id if id not in case.costs else _free_id(case, f"{id}_x")


# ---- refinancing -----------------------------------------------------------------------------------------


def refinancing(result: Result) -> Structural:
    """Loans that take over a balloon, at a higher rate and a lower share of the value.

    A loan without any limit of its own is given one by the value, that it would have had.
    """
    test = result.case.bank.refinancing
    rate, lower = test.rate_shift_share_per_year, test.ltv_shift_share
    label = Label(
        f"Refinansiering: rente +{format_points(rate, 'nb').split()[0]}, LTV −{format_points(lower, 'nb')}",
        f"Refinancing: rate +{format_points(rate, 'en').split()[0]}, LTV −{format_points(lower, 'en')}",
    )
    changes: dict[str, object] = {}
    for party, id, month in _taking_over(result):
        path = f"financing.{party}.loans.{id}"
        for input, value in result.values.inputs.items():
            if is_rate(input) and input.startswith(f"{path}."):
                changes[input] = value + rate
        if party == "landlord" and result.case.valuation is not None:
            loan = result.case.financing.landlord.loans[id]
            drawn, worth = result.values[f"{party}.loan.{id}.drawn"][month], result.values["value"][month]
            if loan.amount_nok is not None:
                changes[f"{path}.amount_nok"] = float(max(0.0, drawn - lower * worth))
                continue
            share = float(np.clip(drawn / worth - lower, _LEAST_SHARE, 1.0)) if worth > 0 else _LEAST_SHARE
            if f"{path}.sizing.share_of_value" in result.values.inputs:
                changes[f"{path}.sizing.share_of_value"] = share
            else:
                known = {} if loan.sizing is None else loan.sizing.model_dump(exclude_none=True)
                changes[f"{path}.sizing"] = {**known, "share_of_value": share}
    return Structural("refinancing", label, changes, None if changes else _NO_REFINANCING)


def _taking_over(result: Result) -> list[tuple[CompanyId, str, int]]:
    """(party, loan, month from 0) of each loan paid out in the month another one's balloon falls due."""
    found: list[tuple[CompanyId, str, int]] = []
    values = result.values
    for party in result.case.companies:
        loans = getattr(result.case.financing, party).loans
        terms = {id: loan for id, loan in loans.items() if loan.kind != "construction"}
        due = {
            int(np.argmax(balloon))
            for balloon in (values[f"{party}.loan.{id}.balloon"] for id in terms)
            if np.max(balloon) > ORE
        }
        for id in terms:
            drawn = values[f"{party}.loan.{id}.drawn"]
            month = int(np.argmax(drawn))
            if drawn[month] > ORE and month in due:
                found.append((party, id, month))
    return found


_NO_OPERATOR = Label("gårdeieren driver selv", "the landlord operates")
_DEFAULTS_ALREADY = Label("saken lar driveren misligholde selv", "the case lets the operator default itself")
_DEAL_ENDED = Label(
    "avtalen er slutt før driveren kan misligholde den",
    "the deal has ended before the operator can default on it",
)
_SHORT = Label(
    "den første måneden driveren mangler penger ingen har sagt ja til",
    "the first month the operator lacks money nobody has agreed to",
)
_SHORT_BEFORE = Label(
    "avtalens andre måned; driveren mangler penger alt før den",
    "the deal's second month; the operator lacks money before it already",
)
_BETWEEN = Label(
    "den første måneden driveren igjen har en avtale; til da driver gårdeieren selv",
    "the first month the operator has a deal again; until then the landlord operates",
)
_REDUCED = Label("måneden etter den siste leiereduksjonen", "the month after the last rent reduction")
_NEVER_REDUCED = Label(
    "avtalens andre måned, for leien er ikke redusert i starten",
    "the deal's second month, as the rent is not reduced at the start",
)
_ALWAYS_REDUCED = Label(
    "avtalens andre måned, for leien er redusert avtalen ut",
    "the deal's second month, as the rent is reduced to the deal's end",
)
_FILLED = Label("måneden all opptrapping er ferdig", "the month all ramps are finished")
_NEVER_FILLED = Label(
    "avtalens andre måned, for opptrappingen blir ikke ferdig i avtaletiden",
    "the deal's second month, as the ramps are not finished while it runs",
)
_SECOND = Label(
    "avtalens andre måned; opptrappingen er ferdig før den",
    "the deal's second month; the ramps are finished before it",
)
_NO_KEY_PERSON = Label(
    "saken har ingen tilrettelegger med lønn (is_facilitator) og ikke ulønnet arbeid",
    "the case has no paid facilitator (is_facilitator) and no unpaid work",
)
_NO_REFINANCING = Label(
    "saken har ingen refinansiering innen horisonten", "the case has no refinancing within the horizon"
)
