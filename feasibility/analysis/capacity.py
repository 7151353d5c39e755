"""Debt capacity (lånekapasitet): the largest loan of a company, what binds, and what would lift it.

The model measures a loan of one krone (docs/model.md §7) with tax as it is in the case. Here the loan is also
put in, in place of the company's own loans and overdraft, and the size at which its binding test is just met
is sought with all that follows from it: interest is deducted, so less tax is paid, and more can be borrowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import Number, number
from feasibility.analysis.solve import Solved, solve
from feasibility.case import Case, CaseError
from feasibility.evaluate import run
from feasibility.language import Label
from feasibility.model import Result, build

Party = Literal["landlord", "operator"]
PARTIES: Final[tuple[Party, ...]] = ("landlord", "operator")

TESTS: Final[dict[str, Label]] = {
    "by_value": Label("belåningsgrad (LTV)", "loan to value (LTV)"),
    "by_icr": Label("rentedekningsgrad (ICR)", "interest cover (ICR)"),
    "by_dscr": Label("gjeldsbetjeningsgrad (DSCR)", "debt service cover (DSCR)"),
    "by_debt_yield": Label("driftsresultat av lånet (debt yield)", "EBITDA of the loan (debt yield)"),
    "by_works": Label("andel av arbeidene", "share of works"),
}
"""In the order in which the first of equal ones is said to bind."""

LOAN: Final = "kapasitet"
"""What the loan is called where it is put in."""

_PATH: Final = "bank.capacity"
_ENOUGH: Final = 0.005  # half an øre
_WIDEST: Final = 3.0  # how many times the measured loan the put-in loan is looked for within


@dataclass(frozen=True)
class Term:
    """A term or limit the capacity is measured by. is_default: the case does not state it; source: whose."""

    field: str
    label: Label
    value: float
    unit: str
    is_default: bool
    source: Label | None


@dataclass(frozen=True)
class Test:
    """What one test allows, NOK. reason: why it allows nothing that can be told, where it does not."""

    id: str
    label: Label
    most_nok: float | None
    reason: Label | None


@dataclass(frozen=True)
class Lift:
    """One number, and what it would have to be for the capacity to be just what is needed.

    needed: None where nothing within its limits does it. capacity_nok: with it there. binds: the test that
    binds then. is_factor: `numbers` are several that share one factor, and `needed` is the factor.
    """

    label: Label
    numbers: tuple[Number, ...]
    is_factor: bool
    stated: float
    needed: float | None
    capacity_nok: float | None
    binds: str | None


@dataclass(frozen=True)
class PartyCapacity:
    """What one company can borrow.

    largest_nok, binds: measured, with tax as in the case; None with `reason` where nothing can be measured.
    put_in_nok, put_in_binds: the largest loan that meets every test when it is put in, in place of the
    company's own loans and overdraft; None where it could not be put in.
    need_nok: what is asked for; need_is: whose figure that is.
    """

    party: Party
    kind: str
    terms: tuple[Term, ...]
    tests: tuple[Test, ...]
    largest_nok: float | None
    reason: Label | None
    binds: str | None
    put_in_nok: float | None
    put_in_binds: str | None
    need_nok: float | None
    need_is: Label | None
    lifts: tuple[Lift, ...]

    @property
    def is_enough(self) -> bool | None:
        """Whether the need can be borrowed; None where there is no need, or no capacity at all."""
        most = self.largest_nok if self.put_in_nok is None else self.put_in_nok
        return None if most is None or self.need_nok is None else most >= self.need_nok - _ENOUGH


@dataclass(frozen=True)
class Capacity:
    """The answer for one run; the landlord first."""

    parties: tuple[PartyCapacity, ...]


def capacity(result: Result, party: str | None = None, need_nok: float | None = None) -> Capacity:
    """Find what each company can borrow, and what would make it enough.

    Args:
        result: one evaluated case.
        party: "landlord" or "operator"; each there is where left out.
        need_nok: the loan asked for; where left out, the company's own loans, else the works it pays.

    Raises:
        NoAnswer: no such company in the case, or a need that is no amount.
    """
    if need_nok is not None and not need_nok > 0:
        raise NoAnswer(
            Label(
                f"Behovet er {need_nok:g}. Oppgi et beløp over 0 kr.",
                f"The need is {need_nok:g}. State an amount above NOK 0.",
            )
        )
    prepared = _prepared(result)
    there = [p for p in PARTIES if f"{p}.capacity.largest" in prepared.built.model.lines]
    if party is not None and party not in there:
        listed = ", ".join(there)
        raise NoAnswer(
            Label(
                f"Saken har ikke noe selskap «{party}» som kan låne. Velg blant {listed}.",
                f'The case has no company "{party}" that could borrow. Choose among {listed}.',
            )
        )
    chosen = [p for p in there if party in (None, p)]
    return Capacity(tuple(_of_party(result, prepared, p, need_nok) for p in chosen))


def put_in(case: Case, party: Party, terms: Mapping[str, float], kind: str, amount_nok: float) -> Case:
    """The case with one loan on the capacity's terms in place of the company's own loans and overdraft.

    Raises CaseError where the case then breaks a rule: its loans are spoken of elsewhere.
    """
    loan = {
        "kind": kind,
        "amount_nok": amount_nok,
        "base_rate_share_per_year": terms["rate_share_per_year"],
        "drawdown_month": round(terms["drawdown_month"]),
        "profile_months": round(terms["profile_months"]),
    }
    path = f"financing.{party}"
    return case.changed({"scenarios": {}, f"{path}.loans": {LOAN: loan}, f"{path}.overdraft": None})


def _prepared(result: Result) -> Result:
    """The run with its defaults stated, so that they can be varied; nothing else moves."""
    given = _given(result)
    for field, (value, _) in _defaults(result).items():
        given[field] = round(value) if field == "profile_months" else value
    return run(result.case.changed({_PATH: given, "scenarios": {}}))


def _given(result: Result) -> dict[str, object]:
    stated = result.case.bank.capacity
    return {} if stated is None else stated.model_dump(exclude_none=True)


def _of_party(result: Result, prepared: Result, party: Party, need_nok: float | None) -> PartyCapacity:
    stated = result.case.bank.capacity
    line = f"{party}.capacity.largest"
    tests = tuple(_test(prepared, party, id) for id in TESTS if f"{party}.capacity.{id}" in _lines(prepared))
    largest = prepared.number(line)
    kind = "annuity" if stated is None else stated.kind
    terms = _terms(result, prepared, party)
    need, need_is = _need(result, party, need_nok)
    loan, loan_binds = None, None
    if largest:
        loan, loan_binds = _as_a_loan(prepared, party, terms, kind, tests)
    lifts: tuple[Lift, ...] = ()
    if largest is not None and need is not None:
        lifts = tuple(_lift(prepared, party, found, need, tests) for found in _levers(prepared, party))
    return PartyCapacity(
        party,
        kind,
        terms,
        tests,
        largest,
        prepared.reason(line) if largest is None else None,
        None if largest is None else _binding({t.id: t.most_nok for t in tests}),
        loan,
        loan_binds,
        need,
        need_is,
        lifts,
    )


def _lines(result: Result) -> Mapping[str, object]:
    return result.built.model.lines


def _test(result: Result, party: Party, id: str) -> Test:
    line = f"{party}.capacity.{id}"
    most = result.number(line)
    return Test(id, TESTS[id], most, result.reason(line) if most is None else None)


def _binding(most: Mapping[str, float | None]) -> str | None:
    """The test that allows least; one that can't be measured allows nothing, as in the model."""
    if not most:
        return None
    lowest = min(value or 0.0 for value in most.values())
    return next(id for id, value in most.items() if (value or 0.0) <= lowest)


def _terms(result: Result, prepared: Result, party: Party) -> tuple[Term, ...]:
    stated, inputs = result.case.bank.capacity, prepared.built.model.inputs
    first = _defaults(result)
    found = []
    for field, label, unit in _TERMS:
        own = None if stated is None else getattr(stated, field)
        default = first.get(field)
        if own is not None:
            found.append(Term(field, label, float(own), unit, False, None))
        elif default is not None:
            found.append(Term(field, label, default[0], unit, True, default[1]))
    for covenant, label, unit in _COVENANTS:
        path = f"bank.covenants.{covenant}"
        if path in inputs:
            found.append(Term(covenant, label, prepared.values.inputs[path], unit, False, None))
    drawn = 1 - float(prepared.values[f"{party}.capacity.term_number"][0])
    return (*found, Term("drawdown_month", _DRAWN, drawn, "month", False, None))


def _defaults(result: Result) -> dict[str, tuple[float, Label]]:
    """What holds where the case states nothing of its capacity: value and source, by field."""
    built = build(result.case.changed({_PATH: _given(result), "scenarios": {}}))
    start = f"{_PATH}.default."
    return {
        id.removeprefix(start): (input.value, input.source)
        for id, input in built.model.inputs.items()
        if id.startswith(start) and isinstance(input.source, Label)
    }


def _need(result: Result, party: Party, asked: float | None) -> tuple[float | None, Label | None]:
    if asked is not None:
        return asked, Label("oppgitt", "as asked for")
    loans = getattr(result.case.financing, party).loans
    later = {loan.followed_by for loan in loans.values()}
    firsts = [id for id in loans if id not in later]
    own = sum(float(np.max(result.values[f"{party}.loan.{id}.balance"])) for id in firsts)
    if own > _ENOUGH:
        return own, Label("lånene i saken", "the loans of the case")
    works = [
        float(np.sum(result.values[line]))
        for id in result.case.works
        if (line := f"works.{id}.{party}") in _lines(result)
    ]
    if sum(works) > _ENOUGH:
        return sum(works), Label("arbeidene selskapet betaler", "the works the company pays")
    return None, None


# ---- as a loan --------------------------------------------------------------------------------------------


def _as_a_loan(
    prepared: Result, party: Party, terms: Sequence[Term], kind: str, tests: Sequence[Test]
) -> tuple[float | None, str | None]:
    """The largest loan that meets every test when it is put in; only cover after tax moves with the loan."""
    most = {test.id: test.most_nok for test in tests}
    dscr = most.get("by_dscr")
    if dscr:
        by_term = {term.field: term.value for term in terms}
        try:
            there = run(put_in(prepared.case, party, by_term, kind, dscr))
        except CaseError:
            return None, None
        path = f"financing.{party}.loans.{LOAN}.amount_nok"
        limit = by_term["minimum_dscr"]
        found = solve(there, [path], f"{party}.bank.dscr.worst", limit, 1.0, _WIDEST * dscr)
        if found.roots:
            most["by_dscr"] = min(root.value for root in found.roots)
    return min(value or 0.0 for value in most.values()), _binding(most)


# ---- what lifts it ----------------------------------------------------------------------------------------


def _levers(prepared: Result, party: Party) -> list[tuple[Label, tuple[str, ...]]]:
    """The numbers that a landlord, an operator or a bank can talk about, as far as the case has them."""
    inputs = prepared.built.model.inputs
    shares = tuple(
        path
        for id in prepared.case.products
        if prepared.values.inputs.get(path := f"products.{id}.ramp.stabilised_share")
    )
    by_dscr = f"{party}.capacity.by_dscr" in _lines(prepared)  # else nobody asks how fast it is repaid
    found: list[tuple[Label, tuple[str, ...]]] = [
        (_RENT, ("deal.lease.rent_nok_per_m2_year",)),
        (_LEASE_TERM, ("deal.lease.term_months",)),
        (_OCCUPANCY, shares),
        *([(_PROFILE, (f"{_PATH}.profile_months",))] if by_dscr else []),
        (_RATE, (f"{_PATH}.rate_share_per_year",)),
        (_LTV, (f"{_PATH}.maximum_ltv",)),
        (_SHARE, (f"{_PATH}.maximum_share_of_works",)),
    ]
    return [(label, paths) for label, paths in found if paths and all(path in inputs for path in paths)]


def _lift(
    prepared: Result, party: Party, lever: tuple[Label, tuple[str, ...]], need: float, tests: Sequence[Test]
) -> Lift:
    label, paths = lever
    numbers = tuple(number(prepared, path) for path in paths)
    is_factor = len(paths) > 1
    stated = 1.0 if is_factor else numbers[0].stated
    line = f"{party}.capacity.largest"
    low, high = _span(numbers[0], prepared) if not is_factor else (None, None)
    try:
        found = solve(prepared, paths, line, need, low, high)
    except NoAnswer:
        return Lift(label, numbers, is_factor, stated, None, None, None)
    needed = _nearest_enough(found, stated)
    if needed is None:
        return Lift(label, numbers, is_factor, stated, None, None, None)
    varied = {n.path: [needed * n.stated if is_factor else needed] for n in numbers}
    wanted = [line, *(f"{party}.capacity.{test.id}" for test in tests)]
    there = prepared.built.program.run_many(varied, wanted, prepared.changed_inputs)
    most = {
        test.id: None if np.isnan(value := float(there[f"{party}.capacity.{test.id}"][0])) else value
        for test in tests
    }
    return Lift(label, numbers, is_factor, stated, needed, float(there[line][0]), _binding(most))


def _span(found: Number, prepared: Result) -> tuple[float | None, float | None]:
    """Where a number is looked for; None leaves it to what is usual."""
    if found.path == f"{_PATH}.profile_months":
        return 12.0, 480.0
    if found.path == f"{_PATH}.rate_share_per_year":
        return 0.0005, 0.25
    if found.path == "deal.lease.term_months":
        return 1.0, float(prepared.case.horizon_months)
    return None, None


def _nearest_enough(found: Solved, stated: float) -> float | None:
    """The value nearest the stated one at which the target is just reached, or just passed."""
    values = [root.value for root in found.roots]
    values += [edge for span in found.spans for edge in (span.low, span.high)]
    for jump in found.jumps:
        values.append((jump.above if jump.above.measure >= found.target else jump.below).value)
    return min(values, key=lambda value: abs(value - stated)) if values else None


_RENT = Label("Leien", "The rent")
_LEASE_TERM = Label("Leietiden", "The term of the lease")
_OCCUPANCY = Label("Belegget, alle produkter likt", "Occupancy, all products alike")
_PROFILE = Label("Nedbetalingsprofilen", "The amortisation profile")
_RATE = Label("Renten", "The rate")
_LTV = Label("Høyeste belåningsgrad", "The highest LTV")
_SHARE = Label("Høyeste andel av arbeidene", "The highest share of works")
_DRAWN = Label("Utbetalingsmåned", "Drawdown month")
_DSCR = Label("Laveste gjeldsbetjeningsgrad (DSCR)", "Least debt service cover (DSCR)")
_TERMS: Final = (
    ("rate_share_per_year", Label("Rente", "Rate"), "share/year"),
    ("profile_months", Label("Nedbetalingsprofil", "Amortisation profile"), "months"),
    ("maximum_ltv", Label("Høyeste belåningsgrad", "Highest LTV"), "share"),
    ("maximum_share_of_works", Label("Høyeste andel av arbeidene", "Highest share of works"), "share"),
    ("minimum_debt_yield_share", Label("Laveste driftsresultat av lånet", "Lowest debt yield"), "share"),
)
_COVENANTS: Final = (
    ("minimum_icr", Label("Laveste rentedekningsgrad (ICR)", "Least interest cover (ICR)"), "ratio"),
    ("minimum_dscr", _DSCR, "ratio"),
    ("maximum_ltv", Label("Høyeste belåningsgrad (lånevilkår)", "Highest LTV (covenant)"), "share"),
)
