"""The rows of the stress grid: what each changes in the case, or why it has nothing to change.

Sizes are the product's own, chosen as banks commonly ask, unless a row says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from feasibility.analysis.stress import shifts
from feasibility.analysis.stress.structural import Structural, key_person, operator_default, refinancing
from feasibility.case import Case, changes_of
from feasibility.language import Label, format_points
from feasibility.model import Result
from feasibility.model.bank.groups import CUSTOMER_KINDS

RATES, OCCUPANCY, RAMPS, LATE = (0.01, 0.02, 0.03, 0.05), (0.10, 0.20), (6, 12), (3, 6)
PRICE, WORKS, YIELD = 0.10, 0.20, 0.01


@dataclass(frozen=True)
class Stress:
    """A row to be tried. changes: as `Case.changed` takes them. reason: why there are none.

    about: what it rests on, where the label does not say it. only: the company it is asked of, where the
    other's numbers after it would say nothing. as_inputs: the same in the model's own numbers, where it is
    said otherwise in the case.
    """

    id: str
    label: Label
    changes: Mapping[str, object]
    reason: Label | None = None
    about: Label | None = None
    only: str | None = None
    is_own: bool = False
    as_inputs: Mapping[str, object] | None = None


BASE: Final = Stress("base", Label("Saken som den står", "The case as it stands"), {})


def rows(result: Result) -> list[Stress]:
    """Every row of a case, in the order they are shown; the case as it stands apart."""
    case, inputs = result.case, result.values.inputs
    found: list[Stress] = []

    def add(id: str, nb: str, en: str, changes: shifts.Changes, reason: Label) -> None:
        found.append(Stress(id, Label(nb, en), changes, None if changes else reason))

    for rise in RATES:
        points = round(rise * 100)
        nb, en = f"Rente +{format_points(rise, 'nb')}", f"Rate +{format_points(rise, 'en')}"
        add(f"rate_{points}", nb, en, shifts.rate(inputs, rise), _NO_LOAN)
    for fall in OCCUPANCY:
        points = round(fall * 100)
        nb, en = f"Belegg −{format_points(fall, 'nb')}", f"Occupancy −{format_points(fall, 'en')}"
        add(f"occupancy_{points}", nb, en, shifts.occupancy(inputs, fall), _NO_PRODUCT)
    for months in RAMPS:
        nb, en = f"Opptrapping +{months} måneder", f"Ramp +{months} months"
        add(f"ramp_{months}", nb, en, shifts.ramp(inputs, months), _NO_PRODUCT)
    add("price_10", "Pris −10 %", "Price −10%", shifts.price(inputs, PRICE), _NO_PRODUCT)
    add("works_20", "Arbeider +20 %", "Works +20%", shifts.works(inputs, WORKS), _NO_WORKS)
    for months in LATE:
        nb, en = f"Sen start: {months} måneder", f"Late start: {months} months"
        later = shifts.late(case, inputs, months)
        found.append(Stress(f"late_{months}", Label(nb, en), later, None if later else _NO_PRODUCT, LATE_IS))
    found.append(_largest_customer(result))
    found.append(_of(key_person(result)))
    add("index_0", "Ingen indeksregulering", "No indexation", shifts.no_index(inputs), _NO_INDEX)
    dearer = shifts.exit_yield(inputs, YIELD)
    nb, en = f"Yield +{format_points(YIELD, 'nb')}", f"Exit yield +{format_points(YIELD, 'en')}"
    add("yield_1", nb, en, dearer, _NO_VALUE)
    found.append(_of(refinancing(result)))
    found.append(_of(operator_default(result), only="landlord"))
    found.append(_severe(inputs))
    found.append(_building(case, inputs))
    return [*found, *_own(case)]


def _of(found: Structural, only: str | None = None) -> Stress:
    return Stress(found.id, found.label, found.changes, found.reason, found.about, only)


def _severe(inputs: shifts.Inputs) -> Stress:
    """Dearer, emptier and slower at once: what a bank calls severe but plausible."""
    parts = [
        shifts.rate(inputs, RATES[1]),
        shifts.occupancy(inputs, OCCUPANCY[0]),
        shifts.ramp(inputs, RAMPS[0]),
    ]
    label = Label("Hardt, men mulig: alt på én gang", "Severe but plausible: all at once")
    return Stress("severe", label, shifts.merged(parts), None if any(parts) else _NO_PRODUCT, SEVERE_IS)


def _building(case: Case, inputs: shifts.Inputs) -> Stress:
    """The building gives trouble: dearer and later."""
    label = Label("Bygget svikter: dyrere og senere", "Trouble with the building: dearer and later")
    dearer = shifts.works(inputs, WORKS)
    changes = shifts.merged([dearer, shifts.late(case, inputs, LATE[1])])
    return Stress("building", label, changes if dearer else {}, None if dearer else _NO_WORKS, BUILDING_IS)


def _own(case: Case) -> list[Stress]:
    """The rows that the case states itself."""
    found = []
    for id, row in case.bank.stress.items():
        name = row.label or id.replace("_", " ")
        found.append(Stress(f"own.{id}", Label(name, name), changes_of(case, id), None, None, None, True))
    return found


def _largest_customer(result: Result) -> Stress:
    """The customer known by name that brings most over the horizon leaves; its places are not sold again."""
    label = Label("Største kunde faller fra", "Largest customer leaves")
    brings: dict[str, tuple[float, str, dict[str, float], Mapping[str, object]]] = {}
    case, inputs, lines = result.case, result.values.inputs, result.built.model.lines

    def income(id: str) -> float:
        return float(np.sum(result.values[id]))

    for id, item in case.support.items():
        line = f"support.{id}.income"
        if item.kind == "desks_bought" and line in lines:
            gone = {f"support.{id}.desks": 0.0}
            left: Mapping[str, object] = {f"support.{id}": None}  # nobody states places bought of 0
            brings[line] = (income(line), item.label or id.replace("_", " "), gone, left)
    for id, product in case.products.items():
        for n, contract in enumerate(product.contracts):
            # it keeps its places and pays nothing: without units, the ramp would fill them
            own = f"products.{id}.contracts.{n}"
            unpaid = {f"{own}.price_nok_per_month": 0.0}
            who = contract.label or f"{product.label or id.replace('_', ' ')}, {n + 1}"
            brings[f"{own}.income"] = (income(f"{own}.income"), who, unpaid, unpaid)
        if product.kind in CUSTOMER_KINDS and not product.contracts:
            line, ramp = f"products.{id}.income", f"products.{id}.ramp"
            gone = {f"{ramp}.start_share": 0.0, f"{ramp}.stabilised_share": 0.0}
            if product.ramp.start_share is None:
                del gone[f"{ramp}.start_share"]
            brings[line] = (income(line), product.label or id.replace("_", " "), gone, gone)
    most = max(brings.values(), key=lambda found: found[0], default=None)
    if most is None or most[0] <= 0:
        return Stress("largest_customer", label, {}, _NO_CUSTOMER)
    _, name, gone, left = most
    named = Label(f"{label.nb}: {name}", f"{label.en}: {name}")
    numbers = {id: value for id, value in gone.items() if id in inputs}
    return Stress("largest_customer", named, left, as_inputs=numbers)


LATE_IS: Final = Label(
    "Arbeider som noe følger, blir ferdige så mye senere, og det som ikke følger noe, åpner så mye senere. "
    "Leien begynner når den er avtalt, om den ikke også følger arbeidene.",
    "Works that something follows are finished so much later, and what follows none opens so much later. "
    "Rent begins when it is agreed to, unless it follows the works as well.",
)
SEVERE_IS: Final = Label(
    "Rente +2 prosentpoeng, belegg −10 prosentpoeng og opptrapping +6 måneder. Satt sammen her, ikke av en "
    "bank.",
    "Rate +2 percentage points, occupancy −10 percentage points and ramp +6 months. Put together here, not "
    "by a bank.",
)
BUILDING_IS: Final = Label(
    "Arbeider +20 % og sen start 6 måneder. Satt sammen her, ikke av en bank.",
    "Works +20% and a start 6 months late. Put together here, not by a bank.",
)
_NO_LOAN = Label("saken har ingen lån", "the case has no loans")
_NO_PRODUCT = Label("saken har ikke slike produkter", "the case has no such products")
_NO_WORKS = Label("saken har ingen arbeider", "the case has no works")
_NO_CUSTOMER = Label("ingen kunde er navngitt i saken", "no customer is named in the case")
_NO_INDEX = Label("saken har ingen indeks", "the case has no index")
_NO_VALUE = Label("saken har ingen verdivurdering", "the case has no valuation")
