"""When a flow is invoiced and paid: each timing writes the lines between what is earned and what is paid.

To add one: a frozen class with a `write` that gives the lines back; nothing else asks which timing it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from feasibility.engine.calendar import Calendar
from feasibility.engine.expr import (
    EngineError,
    Expr,
    Line,
    both,
    either,
    flag,
    greatest,
    modulo,
    rounded,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.model import Model
from feasibility.language import Label
from feasibility.record import record

_VAT = ("§6",)
_NOTHING_LEFT = 6
_HALF_YEAR = 6  # months
_SETTLED = ("§1",)  # what is left in the last month is settled there


class Written(NamedTuple):
    """The lines of a flow after `earned`: see `engine.flows.Flow`."""

    invoiced: Line
    vat: Line | None
    paid: Line
    settled: Line | None


@record
class Earned:
    """What a timing writes from. rate: the VAT on top of the invoice, or None; label: of the flow."""

    m: Model
    calendar: Calendar
    line: Line
    rate: Expr | None
    label: Label

    def add(
        self,
        suffix: str,
        value: Expr,
        nb: str,
        en: str,
        note: Label | None = None,
        basis: tuple[str, ...] | None = None,
    ) -> Line:
        """A line of the flow, which follows the same law as what is earned unless told otherwise."""
        return self.m.line(
            f"{self.line.id}.{suffix}",
            value,
            "NOK",
            self.named(nb, en),
            note,
            basis=self.line.basis if basis is None else basis,
        )

    def named(self, nb: str, en: str) -> Label:
        """The flow's label with what it is of it."""
        return Label(f"{self.label.nb}, {nb}", f"{self.label.en}, {en}")

    def vat_on(self, charged: Expr) -> Line | None:
        """VAT on what is invoiced; None where there is none."""
        return None if self.rate is None else self.add("vat", charged * self.rate, "mva.", "VAT", basis=_VAT)

    def paid(self, gross: Expr) -> Line:
        """What is paid, incl. VAT."""
        return self.add("paid", gross, "betalt inkl. mva.", "paid incl. VAT")

    def settled(self, value: Expr) -> Line:
        """What is settled in the horizon's last month."""
        return self.add("settled", value, "sluttoppgjør", "final settlement", basis=_SETTLED)


class Timing(Protocol):
    """When a flow is invoiced and paid."""

    def write(self, earned: Earned) -> Written:
        """Write the lines from what is earned to what is paid."""


@record
class Monthly:
    """Invoiced and paid in the month it is earned."""

    def write(self, earned: Earned) -> Written:
        """VAT on what is earned, and the sum paid; what is earned is all where there is no VAT."""
        return _invoiced(earned, earned.line)


@record
class InvoicedLater:
    """Earned now, invoiced and paid later: `invoiced` gives the invoices from the earned line."""

    invoiced: Callable[[Line], Expr]

    def write(self, earned: Earned) -> Written:
        """The invoices, and VAT and payment in their month."""
        return _invoiced(earned, earned.add("invoiced", self.invoiced(earned.line), "fakturert", "invoiced"))


def _invoiced(earned: Earned, invoiced: Line) -> Written:
    vat = earned.vat_on(invoiced)
    return Written(invoiced, vat, invoiced if vat is None else earned.paid(invoiced + vat), None)


@record
class InAdvance:
    """Paid before it is earned: `invoices` in all, of which `beyond` is for months past the horizon.

    What was paid for months past the horizon is settled in its last month (docs/model.md §1).
    """

    invoices: Expr
    beyond: Expr

    def write(self, earned: Earned) -> Written:
        """The invoices, and the credit in the last month for what they held of months past the horizon."""
        beyond = earned.add(
            "beyond",
            self.beyond,
            "fakturert for måneder etter horisonten",
            "invoiced for months past the horizon",
            basis=_SETTLED,
        )
        invoiced = earned.add(
            "invoiced",
            self.invoices,
            "fakturert",
            "invoiced",
            Label(
                "På forskudd; en brutt første periode i avtalens første måned.",
                "In advance; a first broken period in the contract's first month.",
            ),
        )
        credited = earned.add(
            "credited",
            -(earned.calendar.is_last * sum_of(beyond)),
            "forskudd tilbakeført",
            "prepayment returned",
            Label("Gjøres opp i horisontens siste måned.", "Settled in the horizon's last month."),
            _SETTLED,
        )
        if earned.rate is None:
            return Written(invoiced, None, invoiced, earned.settled(credited))
        vat = earned.vat_on(invoiced + credited)
        paid = earned.paid(invoiced * (1 + earned.rate))
        return Written(invoiced, vat, paid, earned.settled(credited * (1 + earned.rate)))


@record
class QuarterlyInAdvance:
    """Invoiced and paid in the first month of the calendar quarter, for the whole quarter.

    `first_month` is 1 in a contract's first month, where a broken quarter is paid (docs/model.md §4).
    `continues` is 1 in months after which the same contract goes on, also past the horizon.
    """

    first_month: Line
    continues: Line

    def write(self, earned: Earned) -> Written:
        """The quarter's rent in its first month, a contract's broken first quarter in the contract's own.

        Months of a contract that starts later in the quarter wait for that contract's invoice. Months past
        the horizon are invoiced at the last known rent while the contract goes on.
        """
        rent, first, goes_on = earned.line, self.first_month, self.continues
        number, horizon = earned.calendar.number, earned.calendar.horizon
        place = modulo(earned.calendar.month - 1, 3)  # 0, 1, 2 within the quarter
        invoices = flag(place.equals(0)) + first * flag(place > 0)
        same_next = 1 - first.lag(-1)
        same_after = same_next * (1 - first.lag(-2))
        rest = (
            rent
            + when(place < 2, rent.lag(-1) * same_next, 0)
            + when(place < 1, rent.lag(-2) * same_after, 0)
        )
        here = goes_on * rent
        after = when(number < horizon, goes_on.lag(-1) * rent.lag(-1) * same_next, here)
        past = when(both(place < 2, number >= horizon), here, 0) + when(
            both(place < 1, number + 1 >= horizon), after, 0
        )
        return InAdvance(invoices * (rest + past), invoices * past).write(earned)


@record
class HalfYearlyInAdvance:
    """Invoiced and paid in January and July for the half-year, a broken first one in the contract's first.

    first_month, continues: as for `QuarterlyInAdvance`.
    """

    first_month: Line
    continues: Line

    def write(self, earned: Earned) -> Written:
        """What the half-year holds; months past the horizon at the last known rent while it runs."""
        m, cal, line, first = earned.m, earned.calendar, earned.line, self.first_month
        left = m.line(
            f"{line.id}.half_year_left",
            modulo((12 - cal.month) * 2, 12) / 2,
            "months",
            earned.named("måneder igjen av halvåret", "months left of the half-year"),
        )
        joined = m.line(
            f"{line.id}.joined",
            flag(left > 0) * (1 - first.lag(-1)),
            "flag",
            earned.named("neste måned er på samme faktura", "the next month is on the same invoice"),
        )
        rest = line
        for months in range(2, _HALF_YEAR + 1):
            rest = earned.add(
                f"next_{months}",
                line + joined * rest.lag(-1),
                f"inntil {months} måneder av halvåret",
                f"up to {months} months of the half-year",
            )
        begun = m.recurrence(
            f"{line.id}.begun",
            lambda before: before + first,
            "count",
            earned.named("kontrakter begynt", "contracts begun"),
        )
        opens = flag(either(modulo((cal.month - 1) * 2, 12).equals(0), first.equals(1)))
        same = begun.equals(value_at(begun, cal.horizon))
        beyond = greatest(0, cal.number + left - cal.horizon) * value_at(self.continues, cal.horizon)
        past = earned.add(
            "past",
            opens * flag(same) * beyond * value_at(line, cal.horizon),
            "for måneder etter horisonten",
            "for months past the horizon",
        )
        return InAdvance(opens * rest + past, past).write(earned)


@record
class PeriodInAdvance:
    """Invoiced and paid in the first month of each calendar quarter, or calendar year, for what it holds.

    opens: 1 in months with an invoice: each holds what is earned from there to the period's end.
    past: how many months past the horizon an invoice holds, at what is earned in the last month.
    quarterly: by the quarter; else by the year, of which all that is earned comes after its invoice.
    """

    opens: Line
    past: Line
    quarterly: bool

    def write(self, earned: Earned) -> Written:
        """The period's sum in its first month, months past the horizon at the last known amount."""
        line, cal = earned.line, earned.calendar
        if self.quarterly:
            place = modulo(cal.month - 1, 3)
            rest = line + when(place < 2, line.lag(-1), 0) + when(place < 1, line.lag(-2), 0)
        else:
            by_year = earned.m.line(
                f"{line.id}.in_year", earned.m.year_sum(line), "NOK", earned.named("i året", "in the year")
            )
            rest = earned.m.at_year(by_year)
        beyond = self.past * value_at(line, cal.horizon)
        return InAdvance(self.opens * rest + beyond, beyond).write(earned)


@record
class InArrears:
    """Invoiced and paid in the last month of each period, for all that is earned since the invoice before.

    closes: 1 in months with an invoice; the horizon's last must be one of them, so that nothing is left out.
    """

    closes: Line

    def write(self, earned: Earned) -> Written:
        """What has been earned since the last invoice, and the invoice of it."""
        line, closes = earned.line, self.closes
        accrued = earned.m.recurrence(
            f"{line.id}.accrued",
            lambda before: before * (1 - closes.previous) + line,
            "NOK",
            earned.named("påløpt siden forrige faktura", "accrued since the last invoice"),
            Label("Før månedens faktura.", "Before the month's invoice."),
        )
        return InvoicedLater(lambda _: accrued * closes).write(earned)


@record
class OnCredit:
    """Invoiced in the month it is earned, with its VAT, and paid some months later (kredittid).

    months: how many, a number from 0 to 3. What is unpaid in the horizon's last month is settled there.
    """

    months: Expr

    def write(self, earned: Earned) -> Written:
        """What is invoiced is paid in its month to come, and owed until then."""
        line, months = earned.line, self.months
        vat = earned.vat_on(line)
        gross = line
        if vat is not None:
            gross = earned.add("gross", line + vat, "fakturert inkl. mva.", "invoiced incl. VAT")
        later = when(months.equals(2), gross.lag(2), gross.lag(3))
        due = when(months.equals(0), gross, when(months.equals(1), gross.lag(1), later))
        paid = earned.add("paid", due, "betalt", "paid")
        owed = earned.m.recurrence(
            f"{line.id}.owed",
            lambda before: before + gross - paid,
            "NOK",
            earned.named("utestående hos kunder", "owed by customers"),
            Label(
                "Fakturert og ikke betalt ved månedens slutt; i siste måned før sluttoppgjøret.",
                "Invoiced and not yet paid, at month end; in the last month before it is settled.",
            ),
        )
        left = when(rounded(owed, _NOTHING_LEFT).equals(0), 0, owed)
        return Written(line, vat, paid, earned.settled(earned.calendar.is_last * left))


@record
class PaidLater:
    """Invoiced when earned; `due` gives, from the earned line, what falls due each month. Without VAT.

    What is still owed in the last month of the horizon is settled there.
    """

    due: Callable[[Line], Expr]

    def write(self, earned: Earned) -> Written:
        """What is paid, what is owed meanwhile, and what is settled of it in the last month."""
        line = earned.line
        if earned.rate is not None:
            raise EngineError(f"{line.id} carries VAT and is paid later: use InvoicedLater")
        paid = earned.add("paid", self.due(line), "betalt", "paid")
        owed = earned.m.recurrence(
            f"{line.id}.owed",
            lambda before: before + line - paid,
            "NOK",
            earned.named("skyldig", "owed"),
            Label(
                "Opptjent og ikke betalt ved månedens slutt; i siste måned før sluttoppgjøret.",
                "Earned and not yet paid, at month end; in the last month before it is settled.",
            ),
            basis=line.basis,
        )
        # what is paid in full leaves the last digits of the arithmetic, and those are no money to settle
        left = when(rounded(owed, _NOTHING_LEFT).equals(0), 0, owed)
        return Written(line, None, paid, earned.settled(earned.calendar.is_last * left))
