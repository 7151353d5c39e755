"""What one party owes another of a calendar year's result: when it is booked, and what is due for each month
(docs/model.md §4)."""

from __future__ import annotations

from collections.abc import Callable

from feasibility.engine.expr import Expr, Line, as_expr, flag, greatest, rounded, sum_of, value_at, when
from feasibility.engine.flows import Party
from feasibility.engine.timing import InvoicedLater
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.deal.lease_year import LeaseYear
from feasibility.record import record


@record
class YearlyShare:
    """What the payer owes the receiver of a calendar year's result where that is positive, NOK by month.

    earned: all of it in the year's last month, as it is booked. part: each month's part of the sum it is the
    positive part of. agreed: the same, had no rent been given away. lease_year: by which it is settled, where
    that is not the calendar year.
    """

    payer: Party
    receiver: Party
    earned: Line
    part: Line
    agreed: Line
    lease_year: LeaseYear | None = None

    def by_month(self, c: Context) -> Line:
        """As earned, but in the months it is for: what a sum over any twelve months adds up."""
        return _in_its_months(c, self.part, self.earned.label, self.lease_year)

    def agreed_by_month(self, c: Context) -> Line:
        """The same where no rent is given away: what the tenant pays for value (docs/model.md §10)."""
        of = self.earned.label
        if self.agreed is not self.part:
            of = Label(f"{of.nb} før avslag", f"{of.en} before reductions")
        return _in_its_months(c, self.agreed, of, self.lease_year)


def _in_its_months(c: Context, part: Line, of: Label, of_lease: LeaseYear | None) -> Line:
    """Each month's part, in the years whose parts sum to more than nothing.

    A horizon that ends within a year would settle some months of it by themselves. There the last twelve
    months decide, as they would in whichever month the year were said to begin.
    """
    m, cal = c.m, c.calendar
    known = m.lines.get(f"{part.id}.counted")
    if known is not None:
        return known

    def label(nb: str, en: str) -> Label:
        return Label(f"{of.nb}: {nb}", f"{of.en}: {en}")

    with c.block("deal", "Avtale", "Deal", "§4", "§10"):
        by_year: Expr = as_expr(0)
        if of_lease is None:
            by_year = m.line(f"{part.id}.year", m.year_sum(part), "NOK", part.label)
        late = m.line(
            f"{part.id}.late",
            part * flag(cal.number > cal.horizon - 12),
            "NOK",
            label("i de siste tolv månedene", "in the last twelve months"),
        )
        if of_lease is not None:
            decided = flag(rounded(of_lease.decides(part, late), 2) > 0)
            return _counted(c, part, decided, label)
        decides = m.line(
            f"{part.id}.decides",
            when(cal.years.equals(value_at(cal.year, cal.horizon)), sum_of(late), by_year),
            "NOK",
            label("summen som avgjør", "the sum that decides"),
            Label(
                "Årets sum; i horisontens siste år de siste tolv månedenes.",
                "The year's sum; in the horizon's last year that of the last twelve months.",
            ),
            total="none",
        )
        positive = m.line(
            f"{part.id}.positive",
            flag(rounded(decides, 2) > 0),
            "flag",
            label("året gir noe", "the year gives something"),
        )
        return _counted(c, part, m.at_year(positive), label)


def _counted(c: Context, part: Line, positive: Expr, label: Callable[[str, str], Label]) -> Line:
    return c.m.line(
        f"{part.id}.counted",
        part * positive,
        "NOK",
        label("i månedene det gjelder", "in the months it is for"),
        Label(
            "Bokføres i årets siste måned; i tolvmånederssummer hører det til månedene det er for.",
            "Booked in the year's last month; sums over twelve months count it in the months it is for.",
        ),
    )


@record
class Owed:
    """Who owes whom of a year's result, and what it is to them.

    category, vat_rate, use, taxed: as `Ledger.flow` takes them.
    """

    payer: Party
    receiver: Party
    category: str
    vat_rate: Expr | None
    use: str
    taxed: Expr | None = None


def share_of_surplus(
    c: Context, id: str, share: Expr, surplus: Line, names: tuple[Label, Label], owed: Owed
) -> Line:
    """A share of each calendar year's surplus where that is positive, NOK by month as it is booked.

    Args:
        id: of the line booked; the year's has `_year` after it.
        surplus: by month.
        names: of the year's amount, and of what is booked.
    """
    by_year = c.m.line(
        f"{id}_year",
        share * greatest(0, c.m.year_sum(surplus)),
        "NOK",
        names[0],
        Label(
            "Bare når overskuddet er positivt; ingenting fremføres.",
            "Only of a positive surplus; nothing is carried forward.",
        ),
    )
    return earned_at_year_end(c, id, by_year, names[1], owed)


def earned_at_year_end(
    c: Context, id: str, by_year: Line, name: Label, owed: Owed, settled: Expr | None = None
) -> Line:
    """What is owed of each calendar year, NOK by month: booked in its last month, invoiced with VAT and paid
    the month after; the last year's is settled in the horizon's last month.

    Args:
        settled: by month instead of by_year, where it is settled by another year than the calendar's.
    """
    earned = c.m.line(
        id,
        c.m.at_year(by_year) * c.calendar.is_year_end if settled is None else settled,
        "NOK",
        name,
        Label("Opptjenes i årets siste måned.", "Earned in the year's last month.")
        if settled is None
        else Label("Opptjenes i leieårets siste måned.", "Earned in the lease year's last month."),
    )
    c.ledger.flow(
        id,
        owed.payer,
        owed.receiver,
        earned,
        owed.category,
        name,
        owed.vat_rate,
        InvoicedLater(lambda line: _after_year_end(c, line)),
        taxed=owed.taxed,
        use=owed.use,
    )
    return earned


def _after_year_end(c: Context, earned: Line) -> Expr:
    """Invoices one month after earning; what is earned in the horizon's last month is invoiced there."""
    return earned.previous + c.calendar.is_last * earned
