"""Each loan as the bank sees it: size, months, balloon, and what it would lend against the balloon anew.

Refinancing is tried at a stated rate above the loan's own and at a stated loan to value below the covenant
(where none is stated, below what it is when the concept is in place). The bank then lends the lower of what
value and, where a least ICR is stated, EBITDA of the last twelve months allow, other debt deducted; what is
short of the balloon is the gap.
"""

from __future__ import annotations

from feasibility.case.form.financing import Loan
from feasibility.engine.expr import (
    Expr,
    Line,
    as_expr,
    divisor,
    first_where,
    flag,
    greatest,
    least,
    over,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.company import Company
from feasibility.model.accounts.statements import ebitda_last_12, year_of
from feasibility.model.bank.by_year import Yearly
from feasibility.model.base.bank_view import Entry, LoanView
from feasibility.model.base.context import Context
from feasibility.model.base.parties import BANK, COVENANT
from feasibility.model.loans.stated_loan import LoanLines
from feasibility.model.value.property_value import ValueLines

NEVER = null("lånet betales ikke ut", "the loan is not paid out")
AFTER = null("etter horisonten", "after the horizon")
NO_MEASURE = null(
    "verken verdi eller krav til rentedekning å måle etter", "neither value nor an ICR covenant to go by"
)


def loans(
    c: Context, of: Company, y: Yearly, worth: ValueLines | None, ready: Line, lease_end: Line | None
) -> tuple[LoanView, ...]:
    """Every loan of a company from a lender.

    Args:
        lease_end: the last month the signed lease is sure to run; None without a lease.
    """
    stated = getattr(c.case.financing, of.lines.party.id).loans
    return tuple(
        _Loan(c, of, y, worth, ready, loan, stated[loan.id]).view(lease_end)
        for loan in of.lines.debt.loans
        if loan.owner is None
    )


class _Loan:
    def __init__(
        self, c: Context, of: Company, y: Yearly, worth: ValueLines | None, ready: Line, loan: LoanLines,
        stated: Loan,
    ) -> None:  # fmt: skip
        self.c, self.of, self.y, self.worth, self.ready = c, of, y, worth, ready
        self.loan, self.stated = loan, stated
        self.party = of.lines.party.id
        self.path = f"financing.{self.party}.loans.{loan.id}"
        self.entries: list[Entry] = []

    def add(
        self, id: str, value: Expr, nb: str, en: str, unit: str = "NOK", note: Label | None = None
    ) -> None:
        """A scalar line of the loan, shown."""
        self.entries.append(Entry(Label(nb, en), self.line(id, value, nb, en, unit, note)))

    def line(
        self, id: str, value: Expr, nb: str, en: str, unit: str = "NOK", note: Label | None = None
    ) -> Line:
        """A scalar line of the loan."""
        label = Label(
            f"{self.loan.called.nb}: {nb[:1].lower()}{nb[1:]}",
            f"{self.loan.called.en}: {en[:1].lower()}{en[1:]}",
        )
        return self.c.m.line(f"{self.party}.bank.loan.{self.loan.id}.{id}", value, unit, label, note, "none")

    def view(self, lease_end: Line | None) -> LoanView:
        """The loan with everything said of it."""
        c, loan, horizon = self.c, self.loan, self.c.calendar.horizon
        paid = c.m.line(
            f"{self.party}.bank.loan.{loan.id}.is_drawn",
            flag(loan.drawn > 0),
            "flag",
            Label(f"{loan.called.nb}: betales ut", f"{loan.called.en}: paid out"),
        )
        if loan.outstanding is not None:
            self.add(
                "outstanding", as_expr(1) * loan.outstanding, "Restgjeld ved start", "Outstanding at start"
            )
        else:
            self.add("amount", sum_of(loan.drawn), "Lån utbetalt i alt", "Loan paid out in all")
            first = when(sum_of(paid) > 0, first_where(paid, as_expr(1)), NEVER)
            self.add("drawn_month", first, "Første utbetaling", "First paid out", "month")
        self.entries.append(Entry(Label("Forfaller", "Matures"), loan.maturity))
        if self.stated.maturity_months is not None and lease_end is not None:
            self._against_lease(lease_end)
        if self._leaves_balloon():
            self.add(
                "balloon",
                when(loan.maturity <= horizon, sum_of(loan.balloon), AFTER),
                "Restlån ved forfall",
                "Balloon at maturity",
            )
            self._refinancing()
        return LoanView(loan.id, loan.name, self.stated.kind, year_of(c, loan.balance), tuple(self.entries))

    def _against_lease(self, lease_end: Line) -> None:
        """How long the lease is sure to run beyond the repayment and the maturity of the loan."""
        c, loan = self.c, self.loan
        if self.stated.profile_months is not None:
            # a loan's months count from its drawdown, which its maturity is counted from as well
            profile = c.number(f"{self.path}.profile_months", loan.called)
            tenor: Expr = profile
            if self.stated.tenor_months is not None:
                tenor = c.number(f"{self.path}.tenor_months", loan.called)
            self.add(
                "lease_less_profile",
                lease_end - (loan.maturity - tenor + profile),
                "Sikker leietid utover nedbetalingen",
                "Sure lease beyond the repayment",
                "months",
                Label(
                    "Under 0: lånet nedbetales over lengre tid enn leieavtalen er sikker.",
                    "Below 0: the loan is paid down over longer than the lease is sure to run.",
                ),
            )
        self.add(
            "lease_less_tenor",
            lease_end - loan.maturity,
            "Sikker leietid utover forfall",
            "Sure lease beyond maturity",
            "months",
        )

    def _leaves_balloon(self) -> bool:
        stated = self.stated
        if stated.kind == "construction":
            return False
        # whether the one is shorter than the other is for the numbers to say: a reader may change them
        states_both = stated.tenor_months is not None and stated.profile_months is not None
        return stated.kind == "bullet" or states_both

    def _refinancing(self) -> None:
        """What the bank would lend against the balloon at a higher rate and a lower loan to value."""
        c, loan, covenants = self.c, self.loan, self.c.case.bank.covenants
        horizon = c.calendar.horizon
        at = least(horizon, loan.maturity)
        others = [other for other in self.of.lines.debt.loans if other.owner is None]
        drawn_then = c.sum([value_at(other.drawn, at) for other in others])
        other = c.m.line(
            f"{self.party}.bank.loan.{loan.id}.other_debt",
            value_at(self.y.debt_month, at) - drawn_then,
            "NOK",
            Label(f"{loan.called.nb}: annen gjeld ved forfall", f"{loan.called.en}: other debt at maturity"),
            Label(
                "Ved månedens slutt, månedens nye lån holdt utenfor.",
                "At the end of the month, new loans of that month apart.",
            ),
            "none",
        )
        limits: list[Expr] = []
        if self.worth is not None:
            limits.append(self._by_value(at) - other)
        if covenants.minimum_icr is not None:
            limits.append(self._by_cover(at, other) - other)
        if not limits:
            self.add("new_loan", NO_MEASURE, "Nytt lån banken da vil gi", "New loan the bank would then give")
            return
        room = greatest(0, *limits) if len(limits) == 1 else greatest(0, least(*limits))
        balloon = sum_of(loan.balloon)
        self.add(
            "new_loan",
            when(loan.maturity <= horizon, least(balloon, room), AFTER),
            "Nytt lån banken da vil gi",
            "New loan the bank would then give",
            "NOK",
            Label(
                "Det laveste av hva verdi og EBITDA tillater, fratrukket annen gjeld; aldri mer enn "
                "restlånet.",
                "The lower of what value and EBITDA allow, less other debt; never more than the balloon.",
            ),
        )
        self.add(
            "gap",
            when(loan.maturity <= horizon, balloon - least(balloon, room), AFTER),
            "Mangler ved refinansiering",
            "Short at refinancing",
        )

    def _by_value(self, at: Expr) -> Line:
        c, worth = self.c, self.worth
        assert worth is not None
        if c.case.bank.covenants.maximum_ltv is not None:
            limit: Expr = c.number("bank.covenants.maximum_ltv", COVENANT)
        else:
            value = value_at(worth.value, self.ready)
            limit = over(value_at(self.y.debt_month, self.ready), value, 0)
        shift = c.number("bank.refinancing.ltv_shift_share", BANK)
        return self.line(
            "refinancing_by_value",
            greatest(0, limit - shift) * value_at(worth.value, at),
            "Samlet lån etter verdi, lavere belåningsgrad",
            "Debt by value, lower loan to value",
            "NOK",
            Label(
                "(Høyeste belåningsgrad − fradraget) × verdi ved forfall; uten lånevilkår: belåningsgraden "
                "når konseptet er på plass.",
                "(Highest LTV − shift) × value at maturity; without a covenant, LTV with the concept in "
                "place.",
            ),
        )

    def _by_cover(self, at: Expr, other: Line) -> Line:
        c, loan = self.c, self.loan
        last = ebitda_last_12(c, self.of.lines)
        rate = value_at(c.m.lines[f"{self.party}.loan.{loan.id}.rate"], at)
        higher = rate + c.number("bank.refinancing.rate_shift_share_per_year", BANK)
        needed = c.number("bank.covenants.minimum_icr", COVENANT)
        per_nok = needed * divisor(higher)
        # a rate of nothing or less is covered by any result: then cover limits nothing
        unlimited = sum_of(loan.balloon) + other
        return self.line(
            "refinancing_by_cover",
            when(higher > 0, greatest(0, value_at(last, at)) / per_nok, unlimited),
            "Samlet lån etter rentedekning, høyere rente",
            "Debt by interest cover, higher rate",
            "NOK",
            Label(
                "EBITDA siste 12 måneder / laveste rentedekningsgrad / (lånets rente + påslaget).",
                "EBITDA of the last 12 months / least ICR / (the loan's rate + shift).",
            ),
        )
