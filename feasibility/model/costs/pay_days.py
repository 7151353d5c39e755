"""When holiday pay and employer's contribution fall due (docs/model.md §5).

Holiday pay is paid in June of the year after it is earned; all of it with the last wage when the job ends
(ferieloven § 11 (3)). The contribution is on what has been paid in a term of two months, and paid the month
after: what holiday pay will cost is set aside as it is earned, and falls due with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from feasibility.engine.expr import Expr, Line, flag, least, modulo, when
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.record import record

Labelled = Callable[[str, str], Label]
_HOLIDAY = ("ferieloven § 10", "ferieloven § 11")


@record
class Leaving:
    """When jobs end that end together.

    id: tells them from others; empty for those that end with the deal. last_wage: 1 in the month of the last
    wage. last_years: 1 in the month in which the holiday pay of the year before is due.
    """

    id: str
    last_wage: Line
    last_years: Line


@record
class HolidayPay:
    """Holiday pay of jobs that end together, NOK by month: as earned, and as it falls due."""

    id: str
    earned: Line
    due: Line
    leaves: Leaving
    label: Labelled


def leaving(c: Context, id: str, deal_ends: Line) -> Leaving:
    """When a staff line's job ends: with its last month, at the latest with the deal."""
    m, cal, path = c.m, c.calendar, f"staff.{id}.to_month"
    own = c.stated(path)
    of = f"staff.{id}" if own else "staff"
    last_wage, last_years = m.lines.get(f"{of}.last_wage"), m.lines.get(f"{of}.last_years_holiday")
    if last_wage is not None and last_years is not None:
        return Leaving(id if own else "", last_wage, last_years)
    name = c.name("staff", id) if own else ""
    nb, en = (f"{name}: ", f"{name}: ") if own else ("Ansatte ut avtalen: ", "Staff to the end of the deal: ")
    ends: Expr = least(c.number(path, name), deal_ends) if own else deal_ends
    june = m.input(
        "holiday_pay_month",
        6,
        "count",
        Label("Måned feriepenger utbetales", "Month holiday pay is paid"),
        "method",
    )
    last_wage = m.line(
        f"{of}.last_wage",
        cal.at(ends),
        "flag",
        Label(f"{nb}siste lønn", f"{en}last wage"),
        Label(
            "Da utbetales alle opptjente feriepenger.",
            "All holiday pay earned is paid with it.",
        ),
        basis=("ferieloven § 11",),
    )
    before = flag(cal.month.equals(june)) * flag(cal.number < ends)
    last_years = m.line(
        f"{of}.last_years_holiday",
        when(last_wage.equals(1), flag(cal.month <= june), before),
        "flag",
        Label(f"{nb}fjorårets feriepenger forfaller", f"{en}holiday pay of last year falls due"),
        Label(
            "I juni, eller med siste lønn når den kommer før.",
            "In June, or with the last wage where that comes before.",
        ),
        basis=("ferieloven § 11",),
    )
    return Leaving(id if own else "", last_wage, last_years)


def holiday_pay(c: Context, id: str, earned: Line, leaves: Leaving, label: Labelled) -> HolidayPay:
    """When holiday pay of jobs that end together falls due. id: what the ids of its lines begin with."""
    due = _due(c, f"{id}.holiday", earned, leaves, label, "Feriepenger", "Holiday pay")
    return HolidayPay(id, earned, due, leaves, label)


def contribution_due(
    c: Context, id: str, contribution: Line, share: Expr, holidays: Sequence[HolidayPay], label: Labelled
) -> Expr:
    """The contribution paid each month: that of the last term, of wages and of holiday pay paid in it.

    Args:
        contribution: as earned, of wages, pension and holiday pay.
        share: of the basis, by month: the rate, or what is left of it after the relief in zone Ia.
    """
    kept: list[Expr] = []
    falling: list[Expr] = []
    for holiday in holidays:
        aside = c.m.line(
            f"{holiday.id}.set_aside",
            holiday.earned * share,
            "NOK",
            holiday.label(
                "Arbeidsgiveravgift avsatt av feriepenger", "Contribution set aside for holiday pay"
            ),
            basis=("folketrygdloven § 23-2",),
        )
        kept.append(aside)
        falling.append(
            _due(
                c,
                aside.id,
                aside,
                holiday.leaves,
                holiday.label,
                "Arbeidsgiveravgift av feriepenger",
                "Contribution on holiday pay",
            )
        )
    on_paid = c.m.line(
        f"{id}.contribution_on_paid",
        contribution - c.sum(kept) + c.sum(falling),
        "NOK",
        label("Arbeidsgiveravgift av det som utbetales", "Contribution on what is paid"),
        Label(
            "Av månedens lønn, pensjon og utbetalte feriepenger.",
            "On the month's wages, pension and holiday pay paid out.",
        ),
        basis=("folketrygdloven § 23-2",),
    )
    after_term = modulo(c.calendar.month, 2).equals(1)
    return when(after_term, on_paid.previous + on_paid.lag(2), 0)


def _due(c: Context, id: str, earned: Line, leaves: Leaving, label: Labelled, nb: str, en: str) -> Line:
    """What falls due of something earned with holiday pay, by month."""
    m = c.m
    in_year = m.line(
        f"{id}_year",
        m.year_sum(earned),
        "NOK",
        label(f"{nb}, opptjent i året", f"{en}, earned in the year"),
        basis=_HOLIDAY,
    )
    before = m.line(
        f"{id}_before",
        in_year.previous,
        "NOK",
        label(f"{nb}, opptjent året før", f"{en}, earned the year before"),
        basis=_HOLIDAY,
    )
    return m.line(
        f"{id}_due",
        leaves.last_wage * m.at_year(in_year) + leaves.last_years * m.at_year(before),
        "NOK",
        label(f"{nb}, forfaller", f"{en}, falls due"),
        basis=_HOLIDAY,
    )
