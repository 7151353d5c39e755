"""Measures every cash flow shares: present value, internal rates, payback (docs/model.md §1, §10)."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import (
    Expr,
    Line,
    as_expr,
    divisor,
    first_where,
    flag,
    greatest,
    highest,
    lowest,
    npv,
    over,
    rounded,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import (
    year_of,
)
from feasibility.model.base.context import Context
from feasibility.model.base.result import Measure
from feasibility.model.concept.income import Income
from feasibility.model.value.property_value import (
    landlord_month_rate,
)
from feasibility.model.value.reference_year import ReferenceYears
from feasibility.names import PartyId

_IN_SHORT = Label("med hjelp", "with help")


class Measures:
    """Writes measures of cash flows. One return grid serves them all."""

    def __init__(self, c: Context) -> None:
        self.c = c
        self.grid = ReturnGrid(c.m)
        self.flows_of: dict[str, Line] = {}

    def scalar(
        self,
        id: str,
        value: Expr,
        unit: str,
        nb: str,
        en: str,
        note: Label | None = None,
        basis: tuple[str, ...] = (),
    ) -> Line:
        """A measure: one number with unit and label."""
        with self.c.block("measures", "Nøkkeltall", "Measures", "§10"):
            return self.c.m.line(id, value, unit, Label(nb, en), note, total="none", basis=basis)

    def npv(self, id: str, flows: Line, rate: Line, nb: str, en: str) -> Line:
        """Present value at the party's monthly rate, flows at month end."""
        return self.scalar(
            id,
            npv(rate, flows),
            "NOK",
            nb,
            en,
            Label(
                "Månedsrente, betaling ved månedens slutt: første måned diskonteres én gang.",
                "Monthly rate, flows at month end: the first month is discounted once.",
            ),
        )

    def irr(self, id: str, flows: Line, nb: str, en: str, party: PartyId) -> list[Measure]:
        """Effective annual internal rate of return, and another where there is one; null with the reason."""
        self.flows_of[id] = flows
        found = self.grid.of(flows, id, Label(nb, en))
        return [Measure(found.annual, party), Measure(found.other, party)]

    def mirr(self, id: str, flows: Line, rate: Line, nb: str, en: str) -> Line:
        """Modified internal rate: negative flows discounted, positive reinvested, at the party's rate."""
        m = self.c.m
        with self.c.block("measures", "Nøkkeltall", "Measures", "§10"):
            paid = m.line(
                f"{id}.paid",
                greatest(0, -flows),
                "NOK",
                Label(f"{nb}: negative strømmer", f"{en}: negative flows"),
            )
            got = m.line(
                f"{id}.received",
                greatest(0, flows),
                "NOK",
                Label(f"{nb}: positive strømmer", f"{en}: positive flows"),
            )
            cost = m.line(
                f"{id}.paid_now",
                npv(rate, paid),
                "NOK",
                Label(f"{nb}: nåverdi betalt", f"{en}: present value paid"),
                total="none",
            )
            gain = m.line(
                f"{id}.received_now",
                npv(rate, got),
                "NOK",
                Label(f"{nb}: nåverdi mottatt", f"{en}: present value received"),
                total="none",
            )
        ok = when(cost > 0, 1, 0)
        ratio = gain / divisor(cost)
        # Excel's MIRR counts the periods between the first and the last flow: one less than the months
        yearly = (ratio ** (12 / (self.c.calendar.horizon - 1))) * (1 + rate) ** 12 - 1
        return self.scalar(
            id,
            when(
                ok.equals(0),
                null("ingen negativ strøm", "no negative flow"),
                when(gain > 0, yearly, null("ingen positiv strøm", "no positive flow")),
            ),
            "share/year",
            nb,
            en,
            Label(
                "Negative strømmer diskonteres og positive reinvesteres med partens avkastningskrav, over "
                "horisonten.",
                "Negative flows are discounted and positive ones reinvested at the party's own rate, over "
                "the horizon.",
            ),
        )

    def cumulative(self, id: str, flows: Line, nb: str, en: str) -> Line:
        """Running total of a flow."""
        with self.c.block("measures", "Nøkkeltall", "Measures", "§10"):
            return self.c.m.recurrence(id, lambda before: before + flows, "NOK", Label(nb, en))

    def payback(self, id: str, running: Line, nb: str, en: str) -> Line:
        """The month from which the running total stays at or above zero; null where it never falls below
        zero, or never recovers."""
        m, cal = self.c.m, self.c.calendar
        with self.c.block("measures", "Nøkkeltall", "Measures", "§10"):
            below = m.line(
                f"{id}.below",
                flag(running < 0) * cal.number,
                "month",
                Label(f"{nb}: måned under null", f"{en}: month below zero"),
            )
            last = m.line(
                f"{id}.last_below",
                highest(below),
                "month",
                Label(f"{nb}: siste måned under null", f"{en}: last month below zero"),
                total="none",
            )
        return self.scalar(
            id,
            when(
                last < 1,
                null("aldri under null", "never below zero"),
                when(last >= cal.horizon, null("ikke innen horisonten", "not within the horizon"), last + 1),
            ),
            "month",
            nb,
            en,
            Label(
                "Prosjektmåneden samlet kontantstrøm når null og ikke senere faller under.",
                "The project month from which the running total stays at or above zero.",
            ),
        )

    def lowest_point(self, id: str, running: Line, moved: Line, nb: str, en: str) -> tuple[Line, Line]:
        """The lowest value of a balance from the first month in which it `moved`, and the month it is first
        reached: before that there is no money to be low."""
        m, number, amount = self.c.m, self.c.calendar.number, rounded(moved, 2)
        with self.c.block("measures", "Nøkkeltall", "Measures", "§10"):
            moves = m.line(
                f"{id}.moves",
                when(amount > 0, 1, flag(amount < 0)),
                "flag",
                Label(f"{nb}: penger inn eller ut", f"{en}: money in or out"),
                axis=number.axis,
            )
            first = m.line(
                f"{id}.since",
                first_where(moves, as_expr(1)),
                "month",
                Label(f"{nb}: regnet fra måned", f"{en}: counted from month"),
                Label("Den første med penger inn eller ut.", "The first with money in or out."),
                "none",
            )
            counted = m.line(
                f"{id}.counted",
                when(number >= first, running, value_at(running, first)),
                "NOK",
                Label(f"{nb}: måneder som regnes", f"{en}: months that count"),
                total="none",
            )
        low = self.scalar(id, lowest(counted), "NOK", nb, en)
        with self.c.block("measures", "Nøkkeltall", "Measures", "§10"):
            there = m.line(
                f"{id}.reached",
                when(number >= first, flag(running <= low), 0),
                "count",
                Label(f"{nb}: nådd", f"{en}: reached"),
            )
        month = self.scalar(
            f"{id}.month",
            first_where(there, self.c.calendar.horizon),
            "month",
            f"{nb}: måned",
            f"{en}: month",
        )
        return low, month

    def total(self, id: str, line: Line, nb: str, en: str, note: Label | None = None) -> Line:
        """Sum over the horizon."""
        return self.scalar(id, sum_of(line), "NOK", nb, en, note)


def beside(lasting: Line, with_help: Line, party: PartyId, headline: bool = False) -> list[Measure]:
    """A figure of the lasting reference year, and the same with the help of the first years right after."""
    return [Measure(lasting, party, headline), Measure(with_help, party, headline, _IN_SHORT)]


def project_measures(
    c: Context, measures: Measures, landlord: Line, operators: Sequence[Line]
) -> list[Measure]:
    """Landlord and operators as one: inner flows cancel (docs/model.md §1)."""
    with c.block("cash_flow", "Kontantstrøm", "Cash flow", "§1"):
        both = c.m.line(
            "project.cash",
            c.sum([landlord, *operators]),
            "NOK",
            Label("Kontantstrøm før finansiering, prosjektet", "Cash flow before financing, the project"),
            Label(
                "Gårdeieren og driveren samlet; det den ene betaler den andre, faller bort.",
                "Landlord and operator together; what one pays the other cancels.",
            ),
            basis=("§1", "§10"),
        )
    rate = landlord_month_rate(c)
    return [
        Measure(
            measures.npv(
                "project.npv", both, rate, "Nåverdi, prosjektet samlet", "Present value, project as a whole"
            ),
            "project",
        ),
        *measures.irr(
            "project.irr",
            both,
            "Internrente, prosjektet samlet",
            "Internal rate, project as a whole",
            "project",
        ),
    ]


def income_mix(c: Context, measures: Measures, earned: Income, years: ReferenceYears) -> list[Measure]:
    """Share of services in income by year, beside 70/30 (docs/model.md §3)."""
    m = c.m
    with c.block("income", "Inntekter", "Income", "§3"):
        total, services = year_of(c, earned.total), year_of(c, earned.services)
        m.line(
            "income.services_share",
            over(services, total, null("ingen inntekt", "no income")),
            "share",
            Label("Tjenestenes andel av inntekten", "Services' share of income"),
            Label(
                "Holdes mot rettesnoren 30 % (Nystad 2017, gjengitt i masteroppgave ved NMBU 2021).",
                "Beside the benchmark of 30% (Nystad 2017, cited in the NMBU thesis of 2021).",
            ),
            basis=("§3", "§10"),
        )
    shown: list[Line] = []
    for year in years:
        label = year.label(
            "Tjenestenes andel i første stabiliserte år", "Services' share of the first stabilised year"
        )
        share = over(year.amount(services), year.amount(total), null("ingen inntekt", "no income"))
        id = f"concept.services_share{year.suffix}"
        shown.append(measures.scalar(id, year.or_null(share), "share", label.nb, label.en))
    return beside(shown[0], shown[1], c.case.operating_company)
