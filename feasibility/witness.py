"""A second witness at run time: numpy-financial's loan and present value functions beside the model's own.

The model's numbers come from its own engine. Where a well-known library answers the same question, it is
asked too, and a difference of an øre fails the run as any other check does (docs/model.md §11). Only single
runs ask it: arrays of scenarios are the same formulas.

Internal rates are witnessed by the present value at the rate found, which must be zero, and only where the
running total of the flows turns once, so that the rate is the only positive one (Norstrøm 1972).
numpy-financial's own `irr` finds every root of a polynomial of one degree a month: in one measurement 13 ms a
rate for ten years and 196 for twenty, where all that is asked here took 1.4 and 2.3 together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import numpy_financial

from feasibility.case import Case, rate_in_year
from feasibility.case.form.fields import shown_label
from feasibility.case.form.financing import Loan
from feasibility.engine.compute.program import Values
from feasibility.language import Label
from feasibility.model.base.judged import GRAIN
from feasibility.model.base.result import Outcome
from feasibility.names import COMPANY_IDS, OPERATOR_IDS, PARTIES, CompanyId, PartyId

Array = npt.NDArray[np.float64]
_ORE = 2
_RATE_DECIMALS = 8


def witnessed(case: Case, values: Values) -> tuple[Outcome, ...]:
    """What numpy-financial says of the run: present values, internal rates, and each annuity's first term.

    Args:
        case: as stated. values: the run's numbers.

    Returns:
        One outcome for each party's present value and internal rate (project cash, and owners' cash), and
        one for each annuity loan whose first term with an instalment lies within the horizon. A difference
        is in NOK, rounded as those of the other checks are.
    """
    grain = float(values[GRAIN])
    return (
        *_present_values(case, values, grain),
        *_internal_rates(values, grain),
        *_loans(case, values, grain),
    )


# ---- present values and internal rates ------------------------------------------------------------------


def _flows(values: Values) -> Iterator[tuple[PartyId, str, str, Array, Label]]:
    """Party, the ids of its present value and internal rate, its flows, and what they are."""
    parties: tuple[PartyId, ...] = (*COMPANY_IDS, "project")
    for party in parties:
        of = PARTIES[party].short
        cash = "project.cash" if party == "project" else f"{party}.cash_before_loans"
        if cash not in values.model.lines:  # without loans the tax that is paid is the tax as without them
            cash = f"{party}.project_cash"
        owners = Label(f"{of.nb}s eiere", f"{of.en}'s owners")
        for measure, line, who in (("", cash, of), ("equity_", f"{party}.owners_cash", owners)):
            npv, irr = f"{party}.{measure}npv", f"{party}.{measure}irr"
            if npv in values.model.lines:
                yield party, npv, irr, np.asarray(values[line], dtype=float), who


def _present_values(case: Case, values: Values, grain: float) -> Iterator[Outcome]:
    for party, npv, _, flows, who in _flows(values):
        # the project is discounted at the landlord's rate
        yearly = case.party_rates.of("landlord" if party not in OPERATOR_IDS else party)
        found = numpy_financial.npv((1 + yearly) ** (1 / 12) - 1, np.concatenate(([0.0], flows)))
        label = Label(
            f"Nåverdi, {who.nb.lower()}: som numpy-financial",
            f"Present value, {who.en.lower()}: as numpy-financial",
        )
        yield _outcome(f"witness.{npv}", label, values[npv] - found, grain)


def _internal_rates(values: Values, grain: float) -> Iterator[Outcome]:
    for _, _, irr, flows, who in _flows(values):
        rate = values.number(f"{irr}.annual")
        if rate is None or rate <= 0 or not _turns_once(flows):
            continue
        left = numpy_financial.npv((1 + rate) ** (1 / 12) - 1, np.concatenate(([0.0], flows)))
        label = Label(
            f"Internrente, {who.nb.lower()}: nåverdien ved den er null, som numpy-financial",
            f"Internal rate, {who.en.lower()}: present value at it is zero, as numpy-financial",
        )
        yield _outcome(f"witness.{irr}", label, left, grain)


def _turns_once(flows: Array) -> bool:
    """Whether the running total changes sign exactly once, and ends on another side than it began."""
    total = np.cumsum(flows)
    signs = np.sign(total[np.abs(total) > 1e-6])
    return int(np.count_nonzero(signs[1:] != signs[:-1])) == 1


# ---- loans ----------------------------------------------------------------------------------------------


def _loans(case: Case, values: Values, grain: float) -> Iterator[Outcome]:
    for party in case.companies:
        for id, loan in getattr(case.financing, party).loans.items():
            if loan.kind == "annuity":
                difference = _first_annuity_term(case, values, party, id, loan)
                if difference is not None:
                    name = shown_label(id, loan)
                    label = Label(
                        f"{name}: første termins renter og avdrag som numpy-financial",
                        f"{name}: interest and instalment of the first term as numpy-financial",
                    )
                    yield _outcome(f"witness.{party}.loan.{id}", label, difference, grain)


def _first_annuity_term(case: Case, values: Values, party: CompanyId, id: str, loan: Loan) -> float | None:
    """The largest difference in payment, interest and principal; None where the term is not reached."""
    prefix = f"{party}.loan.{id}"
    drawn = np.asarray(values[f"{prefix}.drawn"])
    if not drawn.any():
        return None
    last = int(np.flatnonzero(drawn)[-1])
    drawdown = last if loan.drawdown_month is None else _month_of_drawdown(case, loan)
    length = loan.months_per_term
    # months, counted from the calendar's January: a term ends where a quarter or a year does
    ends = [k for k in range(drawdown + 1, len(drawn)) if (case.start_calendar_month + k) % length == 0]
    waiting = -(-loan.interest_only_months // length)
    if last > drawdown:  # drawn as works are paid: the first term with an instalment that begins after it
        while waiting < len(ends) and ends[waiting] - length < last:
            waiting += 1
    if loan.profile_months is None or waiting >= len(ends):
        return None
    end = ends[waiting]
    terms = -(-loan.profile_months // length) - waiting
    maturity = loan.maturity_months
    if terms < 1 or (maturity is not None and -(-maturity // length) <= waiting):
        return None
    year = case.start_year + (case.start_calendar_month - 1 + end) // 12
    rate = rate_in_year(loan.base_rate_share_per_year, year) + loan.margin_share_per_year
    # the library divides by nothing where base and margin cancel but for the last digit of the arithmetic
    in_term = round(rate, _RATE_DECIMALS) and rate * length / 12
    owed = float(values[f"{prefix}.balance"][end - 1])
    held = min(length, end - drawdown)  # a loan drawn within a term has borne interest in the rest of it
    with np.errstate(all="ignore"):  # a rate of nothing is divided by on the way to the right answer
        interest = -float(numpy_financial.ipmt(in_term, 1, terms, owed)) * held / length
        principal = -float(numpy_financial.ppmt(in_term, 1, terms, owed))
        payment = -float(numpy_financial.pmt(in_term, terms, owed))
    paid = float(np.sum(np.asarray(values[f"{prefix}.interest"])[end - held + 1 : end + 1]))
    repaid = float(values[f"{prefix}.principal"][end])
    if loan.day_count != "30/360":  # interest by days is none of the library's: only the instalment is
        return repaid - principal
    whole = interest + principal if held < length else payment
    differences = (paid - interest, repaid - principal, paid + repaid - whole)
    return max(differences, key=abs)


def _month_of_drawdown(case: Case, loan: Loan) -> int:
    """Where in the run the month stands that a loan's terms are counted from."""
    assert loan.drawdown_month is not None
    follows = None if loan.follows_works is None else case.works[loan.follows_works]
    return loan.drawdown_month - 1 + (0 if follows is None else follows.delay_months)


def _outcome(id: str, label: Label, difference: Any, grain: float) -> Outcome:
    return Outcome(id, label, round(float(difference) / grain, _ORE) * grain + 0.0, ("§11", "§12"))
