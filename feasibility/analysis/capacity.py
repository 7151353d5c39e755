"""Debt capacity (lånekapasitet): the largest loan of a company, what binds, and what would lift it.

The model measures a loan of one krone (docs/model.md §7) with tax as it is in the case. Here the loan is also
put in, in place of the company's own loans and overdraft, and the size at which its binding test is just met
is sought with all that follows from it: interest is deducted, so less tax is paid, and more can be borrowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from feasibility.analysis.capacity_lifts import Lift, Party, binding, levers, lift
from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.operator_fails import ORE
from feasibility.analysis.solve import solve
from feasibility.case import Case, CaseError
from feasibility.evaluate import run_as
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.build import build
from feasibility.names import COMPANY_IDS

TESTS: Final[dict[str, Label]] = {
    "by_value": Label("belåningsgrad (LTV)", "loan to value (LTV)"),
    "by_icr": Label("rentedekningsgrad (ICR)", "interest cover (ICR)"),
    "by_dscr": Label("gjeldsbetjeningsgrad (DSCR)", "debt service cover (DSCR)"),
    "by_debt_yield": Label("EBITDA av lånet (debt yield)", "EBITDA of the loan (debt yield)"),
    "by_works": Label("andel av arbeidene", "share of works"),
}
"""In the order in which the first of equal ones is said to bind."""

LOAN: Final = "kapasitet"
"""What the loan is called where it is put in."""

_PATH: Final = "bank.capacity"
_EARNED: Final = ("by_icr", "by_dscr", "by_debt_yield")  # tests that ask for earnings
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
class PartyCapacity:
    """What one company can borrow.

    largest_nok, binds: measured, with tax as in the case; None with `reason` where nothing can be measured.
    put_in_nok, put_in_binds: the largest loan that meets every test when it is put in, in place of the
    company's own loans and overdraft; None where it could not be put in. put_in_dscr: the worst debt service
    cover with it there, where no test asks for earnings.
    need_nok: what is asked for; need_is: whose figure that is. need_dscr: as put_in_dscr, of the need.
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
    put_in_dscr: float | None
    need_nok: float | None
    need_is: Label | None
    need_dscr: float | None
    lifts: tuple[Lift, ...]

    @property
    def is_enough(self) -> bool | None:
        """Whether the need can be borrowed; None where there is no need, or no capacity at all."""
        most = self.largest_nok if self.put_in_nok is None else self.put_in_nok
        return None if most is None or self.need_nok is None else most >= self.need_nok - ORE

    @property
    def is_served(self) -> bool:
        """Whether earnings pay interest and instalments of the need, as far as it is known: a loan that is
        large enough and cannot be served is no help."""
        return self.need_dscr is None or round(self.need_dscr, 9) >= 1


@dataclass(frozen=True)
class Capacity:
    """The answer for one run; the landlord first."""

    parties: tuple[PartyCapacity, ...]


def capacity(result: Result, party: str | None = None, need_nok: float | None = None) -> Capacity:
    """Find what each company can borrow, and what would make it enough.

    Args:
        result: one evaluated case.
        party: a company's id; each there is where left out.
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
    defaults = _defaults(result)
    prepared = _prepared(result, defaults)
    there = [p for p in COMPANY_IDS if f"{p}.capacity.largest" in prepared.built.model.lines]
    if party is not None and party not in there:
        listed = ", ".join(there)
        raise NoAnswer(
            Label(
                f"Saken har ikke noe selskap «{party}» som kan låne. Velg blant {listed}.",
                f'The case has no company "{party}" that could borrow. Choose among {listed}.',
            )
        )
    chosen = [p for p in there if party in (None, p)]
    return Capacity(tuple(_of_party(result, prepared, defaults, p, need_nok) for p in chosen))


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


_Defaults = Mapping[str, tuple[float, Label]]
"""Value and source of what holds where the case states nothing, by field."""


def _prepared(result: Result, defaults: _Defaults) -> Result:
    """The run with its defaults stated, so that they can be varied; nothing else moves."""
    given = _given(result)
    for field, (value, _) in defaults.items():
        given[field] = round(value) if field == "profile_months" else value
    return run_as(result, result.case.changed({_PATH: given, "scenarios": {}}))


def _given(result: Result) -> dict[str, object]:
    stated = result.case.bank.capacity
    return {} if stated is None else stated.model_dump(exclude_none=True)


def _of_party(
    result: Result, prepared: Result, defaults: _Defaults, party: Party, need_nok: float | None
) -> PartyCapacity:
    stated = result.case.bank.capacity
    line = f"{party}.capacity.largest"
    tests = tuple(_test(prepared, party, id) for id in TESTS if f"{party}.capacity.{id}" in _lines(prepared))
    largest = prepared.number(line)
    kind = "annuity" if stated is None else stated.kind
    terms = _terms(result, prepared, defaults, party)
    need, need_is = _need(result, party, need_nok)
    loan, loan_binds, cover, need_cover = None, None, None, None
    if largest:
        loan, loan_binds = _as_a_loan(prepared, party, terms, kind, tests)
        if loan and not any(test.id in _EARNED for test in tests):
            cover = _cover_with(prepared, party, terms, kind, loan)
            if need is not None and need <= loan + ORE:
                need_cover = _cover_with(prepared, party, terms, kind, need)
    lifts: tuple[Lift, ...] = ()
    # a need that is met by what tax the loan saves is met: nothing has to be lifted
    if largest is not None and need is not None and not largest < need <= (loan or 0.0):
        ids = [test.id for test in tests]
        lifts = tuple(lift(prepared, party, found, need, ids) for found in levers(prepared, party))
    return PartyCapacity(
        party,
        kind,
        terms,
        tests,
        largest,
        prepared.reason(line) if largest is None else None,
        None if largest is None else binding({t.id: t.most_nok for t in tests}),
        loan,
        loan_binds,
        cover,
        need,
        need_is,
        need_cover,
        lifts,
    )


def _lines(result: Result) -> Mapping[str, object]:
    return result.built.model.lines


def _test(result: Result, party: Party, id: str) -> Test:
    line = f"{party}.capacity.{id}"
    most = result.number(line)
    return Test(id, TESTS[id], most, result.reason(line) if most is None else None)


def _terms(result: Result, prepared: Result, defaults: _Defaults, party: Party) -> tuple[Term, ...]:
    stated, inputs = result.case.bank.capacity, prepared.built.model.inputs
    found = []
    for field, label, unit in _TERMS:
        own = None if stated is None else getattr(stated, field)
        default = defaults.get(field)
        if own is not None:
            found.append(Term(field, label, float(own), unit, False, None))
        elif default is not None:
            found.append(Term(field, label, default[0], unit, True, default[1]))
    of_tests = {id for id in TESTS if f"{party}.capacity.{id}" in _lines(prepared)}
    for covenant, test, label, unit in _COVENANTS:
        path = f"bank.covenants.{covenant}"
        if path in inputs and test in of_tests:
            found.append(Term(covenant, label, prepared.values.inputs[path], unit, False, None))
    drawn = 1 - float(prepared.values[f"{party}.capacity.term_number"][0])
    return (*found, Term("drawdown_month", _DRAWN, drawn, "month", False, None))


def _defaults(result: Result) -> _Defaults:
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
    if own > ORE:
        return own, Label("lånene i saken", "the loans of the case")
    works = [
        float(np.sum(result.values[line]))
        for id in result.case.works
        if (line := f"works.{id}.{party}") in _lines(result)
    ]
    if sum(works) > ORE:
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
            there = run_as(prepared, put_in(prepared.case, party, by_term, kind, dscr))
        except CaseError:
            return None, None
        path = f"financing.{party}.loans.{LOAN}.amount_nok"
        limit = by_term["minimum_dscr"]
        found = solve(there, [path], f"{party}.bank.dscr.worst", limit, 1.0, _WIDEST * dscr)
        if found.roots:
            most["by_dscr"] = min(root.value for root in found.roots)
        else:
            return None, None  # no size within reach meets it
    return min(value or 0.0 for value in most.values()), binding(most)


def _cover_with(
    prepared: Result, party: Party, terms: Sequence[Term], kind: str, loan: float
) -> float | None:
    """The worst debt service cover with the loan put in."""
    try:
        there = run_as(
            prepared, put_in(prepared.case, party, {term.field: term.value for term in terms}, kind, loan)
        )
    except CaseError:
        return None
    line = f"{party}.bank.dscr.worst"
    return there.number(line) if line in _lines(there) else None


_DRAWN = Label("Utbetalingsmåned", "Drawdown month")
_ICR = Label("Laveste rentedekningsgrad (ICR)", "Least interest cover (ICR)")
_MOST_LTV = Label("Høyeste belåningsgrad (lånevilkår)", "Highest LTV (covenant)")
_DSCR = Label("Laveste gjeldsbetjeningsgrad (DSCR)", "Least debt service cover (DSCR)")
_TERMS: Final = (
    ("rate_share_per_year", Label("Rente", "Rate"), "share/year"),
    ("profile_months", Label("Nedbetalingsprofil", "Amortisation profile"), "months"),
    ("maximum_ltv", Label("Høyeste belåningsgrad", "Highest LTV"), "share"),
    ("maximum_share_of_works", Label("Høyeste andel av arbeidene", "Highest share of works"), "share"),
    ("minimum_debt_yield_share", Label("Laveste EBITDA av lånet", "Lowest debt yield"), "share"),
)
_COVENANTS: Final = (
    ("minimum_icr", "by_icr", _ICR, "ratio"),
    ("minimum_dscr", "by_dscr", _DSCR, "ratio"),
    ("maximum_ltv", "by_value", _MOST_LTV, "share"),
)
