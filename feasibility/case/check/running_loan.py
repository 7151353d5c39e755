"""Rules for a loan that runs already when the case begins."""

from collections.abc import Iterator

from feasibility.case.check.across_common import not_given
from feasibility.case.check.finding import Finding, found
from feasibility.case.form.financing import Financing
from feasibility.case.form.stated import StatedCase
from feasibility.language import Label

OF_NEW_LOANS = ("amount_nok", "share_of_works", "drawdown_month", "follows_works", "arrangement_fee_nok")
"""Fields that a loan which runs already does not have: it is not paid out, nor arranged, in the case."""


def running(case: StatedCase, path: str, stated: Financing, loan_id: str) -> Iterator[Finding]:
    """A loan that runs at the start: repaid by terms, and nothing that belongs to a new one."""
    loan = stated.loans[loan_id]
    why = Label("lånet løper alt ved start (outstanding_nok).", "the loan runs already (outstanding_nok).")
    yield from not_given(case, path, loan, OF_NEW_LOANS, why)
    if loan.sizing is not None:
        wrong = Label(f"rammer kan ikke oppgis her: {why.nb}", f"limits cannot stand here: {why.en}")
        mend = Label("Fjern sizing.", "Remove sizing.")
        yield found(case, f"{path}.sizing", None, wrong, mend, f"{path}.outstanding_nok")
    before = stated.taken_over(loan_id)
    if loan.kind == "construction" or before is not None:
        wrong = Label(
            "bare et lån som betales ned i terminer og ikke overtar et annet, kan løpe alt ved start.",
            "only a loan that is repaid by terms and takes over no other can run at the start.",
        )
        mend = Label(
            "Fjern outstanding_nok, eller velg kind: annuity, serial eller bullet.",
            "Remove outstanding_nok, or choose kind: annuity, serial or bullet.",
        )
        yield found(case, f"{path}.outstanding_nok", loan.outstanding_nok, wrong, mend, f"{path}.kind")
