"""One loan on its way from the case to lines: its name, its numbers, its terms (docs/model.md §7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from feasibility.case.form.fields import shown_label
from feasibility.case.form.financing import Loan
from feasibility.engine.expr import (
    Expr,
    Line,
    Total,
    as_expr,
    flag,
    greatest,
    modulo,
    months_after,
    value_at,
    whole,
    window_sum,
)
from feasibility.engine.flows import Flow, Party
from feasibility.engine.timing import Monthly, PaidLater
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import until_default
from feasibility.model.base.parties import LENDER, OWNERS
from feasibility.names import COMPANY_IDS
from feasibility.record import record


@record
class LoanLines:
    """A loan by month, NOK. called: its name, and whose it is where two have the name.

    interest: accrued in the month; interest_owed: accrued and not yet paid at month end, None where it is
    paid every month. principal: scheduled instalments, 0 where there are none. balloon: what is left and
    settled at maturity, of a construction loan all of it at completion. maturity: project month. stray: a
    balloon where none is planned, which is an error; None where there is always one. refinances: it takes
    over another loan. outstanding: what stood of it when the case begins, None of a loan of the case's own.
    owner: the owner of the company who lends it, None of a lender's.
    """

    id: str
    name: str
    called: Label
    drawn: Line
    interest: Line
    interest_owed: Line | None
    principal: Line
    balloon: Line
    balance: Line
    maturity: Line
    stray: Expr | None = None
    refinances: bool = False
    outstanding: Expr | None = None
    owner: str | None = None


@record
class Terms:
    """The terms a loan is paid by. end: 1 in months in which a term ends; None where every month is a term.

    passed: how many terms of the calendar have ended by the month's end. zero: what to add to a project month
    to count months of the calendar.
    """

    months: int
    end: Line | None
    passed: Line
    zero: Expr

    @property
    def per_year(self) -> int:
        """Terms in a year: 12, 4 or 1."""
        return 12 // self.months

    def since(self, drawdown: Expr) -> Expr:
        """Terms ended since the loan was paid out: 0 in the month of drawdown, 1 when the first one ends."""
        if self.end is None:
            return self.passed - drawdown
        return self.passed - whole((self.zero + drawdown) / self.months)

    def count(self, months: Expr) -> Expr:
        """Whole terms in a number of months, a broken one counted as one."""
        if self.end is None:
            return months
        return whole((months + self.months - 1) / self.months)

    def month_of(self, drawdown: Expr, term: Expr) -> Expr:
        """The project month in which a numbered term ends."""
        if self.end is None:
            return drawdown + term
        return (whole((self.zero + drawdown) / self.months) + term) * self.months - self.zero

    def when_ended(self, value: Expr) -> Expr:
        """The value in months in which a term ends, else 0."""
        return value if self.end is None else value * self.end


def terms_of(c: Context, months: int) -> Terms:
    """Terms of 1, 3 or 12 calendar months, with the lines they need (written once)."""
    m, cal = c.m, c.calendar
    if months == 1:
        return Terms(1, None, cal.number, as_expr(0))
    kind, nb, en = ("quarter", "kvartal", "quarter") if months < 12 else ("year", "år", "year")
    ended = m.lines.get(f"terms.{kind}.passed")
    if ended is None:
        ended = m.line(
            f"terms.{kind}.passed",
            whole((cal.year * 12 + cal.month) / months),
            "count",
            Label(f"Avsluttede {nb}, talt fra år 0", f"Ended {en}s, counted from year 0"),
            Label(
                "Terminene slutter der kalenderkvartal og kalenderår slutter.",
                "Terms end where calendar quarters and years end.",
            ),
        )
    end = term_end(c, months)
    return Terms(months, end, ended, value_at(cal.year, 1) * 12 + value_at(cal.month, 1) - 1)


def term_end(c: Context, months: int) -> Line:
    """1 in the last month of each calendar quarter (3) or year (12), else 0."""
    kind, nb, en = ("quarter", "kvartal", "quarter") if months < 12 else ("year", "år", "year")
    known = c.m.lines.get(f"terms.{kind}.end")
    if known is not None:
        return known
    return c.m.line(
        f"terms.{kind}.end",
        flag(modulo(c.calendar.month, months).equals(0)),
        "count",
        Label(f"Siste måned i {nb}et", f"Last month of the {en}")
        if months < 12
        else Label("Desember", "December"),
    )


def actual_360(c: Context) -> Line:
    """The month's part of a year of 360 days by the days it has (actual/360)."""
    known = c.m.lines.get("terms.actual_360")
    if known is not None:
        return known
    year = c.m.input(
        "days_of_interest_year", 360, "days", Label("Rentedager i året", "Days of an interest year"), "method"
    )
    return c.m.line(
        "terms.actual_360",
        (months_after(c.calendar.date, 1) - c.calendar.date) / year,
        "share",
        Label("Månedens del av renteåret, faktiske dager / 360", "The month's part of a year, actual/360"),
    )


Loans = Mapping[str, Loan]


def _has_one_called(name: str, loans: Loans) -> bool:
    return any(shown_label(id, loan) == name for id, loan in loans.items())


@record
class StatedLoan:
    """A loan of a company as the case states it."""

    c: Context
    party: Party
    id: str
    loan: Loan

    @property
    def name(self) -> str:
        """What the user calls it, with its id where the company has another loan of that label."""
        own: Loans = getattr(self.c.case.financing, self.party.id).loans
        name = shown_label(self.id, self.loan)
        same = [id for id, loan in own.items() if shown_label(id, loan) == name]
        return name if len(same) == 1 else f"{name} ({self.id})"

    @property
    def called(self) -> Label:
        """The name, with the company where another has a loan of the same name."""
        case, who = self.c.case, self.party.label
        name = shown_label(self.id, self.loan)
        if sum(_has_one_called(name, getattr(case.financing, each).loans) for each in COMPANY_IDS) > 1:
            return Label(f"{self.name} ({who.nb.lower()})", f"{self.name} ({who.en.lower()})")
        return Label(self.name, self.name)

    @property
    def line_id(self) -> str:
        """What the ids of its lines begin with."""
        return f"{self.party.id}.loan.{self.id}"

    @property
    def lender(self) -> Party:
        """Who lends it: a lender, or the company's owners."""
        return LENDER if self.loan.from_owner is None else OWNERS[self.party.id]

    @property
    def path(self) -> str:
        """Where it stands in the case."""
        return f"financing.{self.party.id}.loans.{self.id}"

    def number(self, field: str) -> Expr:
        """One of its numbers as an input."""
        return self.c.number(f"{self.path}.{field}", self.called)

    def label(self, nb: str, en: str) -> Label:
        """A label that begins with its name."""
        return Label(f"{self.called.nb}: {nb}", f"{self.called.en}: {en}")

    def line(
        self,
        id: str,
        value: Expr,
        nb: str,
        en: str,
        note: Label | None = None,
        unit: str = "NOK",
        total: Total | None = None,
    ) -> Line:
        """One of its lines over months."""
        axis = self.c.calendar.number.axis
        return self.c.m.line(f"{self.line_id}.{id}", value, unit, self.label(nb, en), note, total, axis)

    def scalar(
        self, id: str, value: Expr, nb: str, en: str, note: Label | None = None, unit: str = "NOK"
    ) -> Line:
        """One of its lines with one number."""
        return self.c.m.line(f"{self.line_id}.{id}", value, unit, self.label(nb, en), note, "none")

    def terms(self) -> Terms:
        """The terms it is paid by."""
        return terms_of(self.c, self.loan.months_per_term)

    def rate(self) -> Line:
        """Base rate of the calendar year plus margin, share per year by month."""
        label = self.label("basisrente", "base rate")
        base = rate_of_year(self.c, f"{self.path}.base_rate_share_per_year", label)
        return self.line(
            "rate",
            base + self.number("margin_share_per_year"),
            "rente",
            "rate",
            Label("Kalenderårets basisrente pluss margin.", "Base rate of the calendar year plus margin."),
            "share/year",
        )

    def until_default(self, value: Expr) -> Expr:
        """The value while its company is in business: nobody lends to an operator that has defaulted."""
        return until_default(self.c, value, self.party)

    def declared_balance(self, outstanding: Expr | None = None) -> Line:
        """The loan at month end, to be defined when all that moves it is known.

        Args:
            outstanding: what stands of it when the case begins.
        """
        return self.c.m.declare(
            f"{self.line_id}.balance",
            "NOK",
            self.label("restgjeld", "balance"),
            Label("Ved månedens slutt.", "At month end."),
            "end",
            opening=outstanding,
        )

    def interest(self, before: Expr, rate: Line) -> Line:
        """Interest accrued in the month on the opening balance: no circularity."""
        if self.loan.day_count == "actual/360":
            note = Label(
                "Påløper av saldoen ved månedens start, rente × månedens dager / 360; betales når terminen "
                "slutter.",
                "Accrued on the opening balance, rate × days of the month / 360; paid when the term ends.",
            )
            return self.line("interest", before * rate * actual_360(self.c), "renter", "interest", note)
        note = Label(
            "Påløper av saldoen ved månedens start, rente / 12; betales når terminen slutter.",
            "Accrued on the opening balance, rate / 12; paid when the term ends.",
        )
        return self.line("interest", before * rate / 12, "renter", "interest", note)

    def principal(self, scheduled: Expr) -> Line:
        """Scheduled instalments."""
        note = Label(
            "Avtalt; siste avdrag er det som gjenstår.",
            "Scheduled; the last instalment is the remaining balance.",
        )
        return self.line("principal", scheduled, "avdrag", "instalment", note)

    def pay(self, id: str, line: Expr, category: str, nb: str, en: str) -> Flow:
        """A flow from the company to who lends."""
        return self.c.ledger.flow(
            f"{self.line_id}.{id}", self.party, self.lender, line, category, self.label(nb, en)
        )

    def fees(self, terms: Terms, granted: Expr, stands: Expr) -> None:
        """Fees for arranging it and for each term. granted: 1 in its first month; stands: 1 while it runs."""
        once = self.number("arrangement_fee_nok") * granted
        self.pay("fee", once, "loan_fee", "etableringsgebyr", "arrangement fee")
        each = terms.when_ended(self.number("term_fee_nok") * stands)
        self.pay("term_fee", each, "loan_fee", "termingebyr", "fee per term")

    def flows(self, terms: Terms, drawn: Line, interest: Line, repaid: Sequence[Line]) -> Line | None:
        """The flows to and from who lends. Gives the line of interest owed, None where terms are months."""
        ledger = self.c.ledger
        ledger.flow(drawn.id, self.lender, self.party, drawn, "loan_drawn", drawn.label)
        timing = Monthly() if terms.end is None else PaidLater(_at_term_end(terms.end, terms.months))
        ledger.flow(interest.id, self.party, self.lender, interest, "interest", interest.label, timing=timing)
        for line in repaid:
            ledger.flow(line.id, self.party, self.lender, line, "loan_repaid", line.label)
        if terms.end is None:
            return None
        return self.c.m.line(
            f"{interest.id}.owed_at_end",
            self.c.m.lines[f"{interest.id}.owed"] - self.c.m.lines[f"{interest.id}.settled"],
            "NOK",
            Label(f"{interest.label.nb}, påløpt", f"{interest.label.en}, accrued"),
            Label("Påløpt og ikke betalt ved månedens slutt.", "Accrued and not yet paid, at month end."),
            "end",
        )


def _at_term_end(end: Line, months: int) -> Callable[[Line], Expr]:
    """What has accrued in the term, in the month it ends. What came before a broken first term is 0."""
    return lambda accrued: end * window_sum(accrued, 1 - months, 0)


def rate_of_year(c: Context, path: str, label: Label) -> Expr:
    """A rate by calendar year, read month by month; before its first year the first rate holds."""
    table = c.rate_by_year(path, label)
    year: Expr = c.calendar.year
    if table.keys != (0.0,):
        first = c.m.input(
            f"{path}.first_year",
            table.keys[0],
            "calendar_year",
            Label("Første år i rentetabellen", "First year of the rate table"),
            "structure",
        )
        year = greatest(year, first)
    return c.m.lookup(table, year)
