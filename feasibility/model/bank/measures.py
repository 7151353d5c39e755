"""ICR, DSCR, LTV and equity share by calendar year, against covenants (docs/model.md §7).

The worst is that of the full years that began after opening. Where a covenant is stated, what breaks it is
worked out in closed form, all else unchanged: how far EBITDA or value can fall, how high the mean rate on the
debt can rise, how much equity can be lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import (
    Axis,
    Condition,
    Expr,
    Line,
    as_expr,
    both,
    count_of,
    first_where,
    flag,
    greatest,
    highest,
    if_null,
    least,
    lowest,
    rounded,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import OPERATING_IDS, year_of
from feasibility.model.bank.by_year import Yearly
from feasibility.model.base.bank_view import CovenantId, Measured, Served
from feasibility.model.base.context import Context
from feasibility.model.base.parties import COVENANT
from feasibility.record import record

NO_YEAR = null("ingen hele år etter åpning å måle i", "no full year after opening to measure in")
SETTLED = null("oppgjort ved horisonten", "settled at the horizon")
NO_INTEREST = null("ingen renter", "no interest")
NO_SERVICE = null("ingen renter eller avdrag", "no interest or instalments")
NO_VALUE = null("eiendommen er ikke verdsatt", "the property is not valued")
NOT_OWNER = null("eier ikke eiendommen", "does not own the property")
NO_DEBT = null("ingen gjeld", "no debt")
NO_ASSETS = null("ingen eiendeler", "no assets")
NO_INCOME = null("ingen inntekt", "no income")
NO_EBITDA = null("EBITDA er ikke positiv", "EBITDA is not positive")


@record
class _Ratio:
    """A measure before it is a line. value: where `exists`, else null for the reason.
    settled: 1 in a year in which it is not measured since all is settled in it."""

    id: CovenantId
    nb: str
    en: str
    unit: str
    value: Expr
    exists: Condition | None
    reason_at_all: Expr
    at_most: bool = False
    settled: Line | None = None

    @property
    def label(self) -> Label:
        return Label(self.nb, self.en)

    def or_null(self, expr: Expr) -> Expr:
        """The expression where the measure exists, else null with its reason."""
        reason = self.reason_at_all
        if self.settled is not None:
            reason = when(self.settled.equals(0), reason, SETTLED)
        return reason if self.exists is None else when(self.exists, expr, reason)


def measured(c: Context, y: Yearly, counted: Line, owns: bool) -> tuple[Measured, ...]:
    """The four measures of a company, with covenants where the case states them.

    Args:
        counted: 1 in full years that began after opening.
        owns: the company owns the property.
    """
    service = y.interest + y.principal
    ratios = [
        _Ratio("icr", "Rentedekningsgrad (ICR)", "Interest cover (ICR)", "ratio",
               _over(y.ebitda, y.interest), _some(y.interest), NO_INTEREST),
        _Ratio("dscr", "Gjeldsbetjeningsgrad (DSCR)", "Debt service cover (DSCR)", "ratio",
               _over(y.before_debt, service), _some(service), NO_SERVICE),
    ]  # fmt: skip
    nb, en = "Belåningsgrad (LTV)", "Loan to value (LTV)"
    if y.value is not None:
        ratio = _Ratio("ltv", nb, en, "share", _over(y.debt, y.value), _some(y.value), NO_VALUE, True)
    else:
        reason = NO_VALUE if owns else NOT_OWNER
        ratio = _Ratio("ltv", nb, en, "share", as_expr(0), None, reason, True)
    ratios.append(ratio)
    ratios.append(
        _Ratio(
            "equity_share",
            "Egenkapitalandel",
            "Equity share",
            "share",
            _over(y.equity, y.assets),
            both(_some(y.assets), y.settled.equals(0)),
            NO_ASSETS,
            settled=y.settled,
        )
    )
    return tuple(_Writer(c, y, counted, ratio).written() for ratio in ratios)


def _over(part: Expr, whole: Expr) -> Expr:
    return part / when(_some(whole), whole, 1)


def _some(amount: Expr) -> Condition:
    """More than nothing, to the øre."""
    return rounded(amount, 2) > 0


_Break = tuple[str, str, str, Line, Expr | None]
"""Id, two names and line of what a covenant breaks at, and why it may be missing where the measure is not."""


class _Writer:
    """Writes one measure of one company."""

    def __init__(self, c: Context, y: Yearly, counted: Line, ratio: _Ratio) -> None:
        self.c, self.y, self.counted, self.ratio = c, y, counted, ratio
        self.id = f"{y.party.id}.bank.{ratio.id}"
        why = ratio.reason_at_all
        if ratio.settled is not None:
            measured = self.line(
                ".measured", counted * (1 - ratio.settled), "flag", "måles i året", "measured in the year"
            )
            why = when(sum_of(measured) > 0, why, SETTLED)
        self.no_worst = when(sum_of(counted) > 0, why, NO_YEAR)
        self.docs = {
            "icr": Label("EBITDA / påløpte renter.", "EBITDA / interest accrued."),
            "dscr": Label(
                "(EBITDA − betalt skatt) / (renter + avtalte avdrag), restlån holdt utenfor.",
                "(EBITDA − tax paid) / (interest + scheduled principal), balloon apart.",
            ),
            "ltv": Label("Gjeld / verdi 31. desember.", "Debt / value at 31 December."),
            "equity_share": Label(
                "Egenkapital / eiendeler i balansen 31. desember.",
                "Equity / assets in the balance sheet at 31 December.",
            ),
        }

    def line(
        self,
        id: str,
        value: Expr,
        unit: str,
        nb: str,
        en: str,
        note: Label | None = None,
        axis: Axis | None = Axis.YEAR,
    ) -> Line:
        who = self.y.party.label
        label = Label(
            f"{self.ratio.nb}{nb and ': '}{nb}, {who.nb.lower()}",
            f"{self.ratio.en}{en and ': '}{en}, {who.en.lower()}",
        )
        return self.c.m.line(self.id + id, value, unit, label, note, "none", axis)

    def worst_of(
        self,
        line: Line,
        id: str,
        unit: str,
        nb: str,
        en: str,
        most: bool = False,
        missing: Expr | None = None,
    ) -> Line:
        """The worst of a year line over the counted years.

        Args:
            missing: why it may have no number in a year in which the measure itself has one.
        """
        only = self.line(
            f"{id}.counted",
            when(self.counted.equals(1), line, NO_YEAR),
            unit,
            f"{nb}, hele år etter åpning".lstrip(", "),
            f"{en}, full years after opening".lstrip(", "),
        )
        found = highest(only) if most else lowest(only)
        none = self.no_worst
        if missing is not None:
            none = when(count_of(self.c.m.lines[f"{self.id}.counted"]) > 0, missing, none)
        return self.line(
            f"{id}.worst",
            when(count_of(only) > 0, found, none),
            unit,
            f"{nb}, verste år".lstrip(", "),
            f"{en}, worst year".lstrip(", "),
            Label(
                "Av de hele kalenderårene som begynte etter åpning.",
                "Of the full calendar years that began after opening.",
            ),
            None,
        )

    def written(self) -> Measured:
        """The measure, its worst year, and its covenant where one is stated."""
        r, c = self.ratio, self.c
        by_year = self.line("", r.or_null(r.value), r.unit, "", "", self.docs[r.id])
        worst = self.worst_of(by_year, "", r.unit, "", "", r.at_most)
        only = c.m.lines[f"{self.id}.counted"]
        reached = if_null(worst, 0)
        here = if_null(only, reached - 1 if r.at_most else reached + 1)
        beyond = here - reached if r.at_most else reached - here
        # years with no loan all have a share of one, but for the last digit: the first of them is named
        at = self.line(
            ".worst_reached",
            flag(both(self.counted.equals(1), rounded(beyond, 9) >= 0)),
            "flag",
            "verste år nådd",
            "worst year reached",
        )
        there = value_at(c.calendar.years, first_where(at, as_expr(1)))
        year = self.line(
            ".worst_year",
            when(count_of(only) > 0, there, self.no_worst),
            "calendar_year",
            "verste år er",
            "the worst year is",
            axis=None,
        )
        after = self._after_deal(year)
        field = "maximum_ltv" if r.at_most else f"minimum_{r.id}"
        if getattr(c.case.bank.covenants, field) is None or r.exists is None:
            served = self._until_served() if r.id == "dscr" else None
            return Measured(r.id, r.label, by_year, worst, year, after, served=served)
        return self._against(c.number(f"bank.covenants.{field}", COVENANT), by_year, worst, year, after)

    def _after_deal(self, year: Line) -> Line:
        c = self.c
        last = value_at(c.calendar.year, least(c.calendar.horizon, greatest(1, c.m.lines["deal.last_month"])))
        return self.line(
            ".worst_after_deal",
            flag(if_null(year, 0) > last),
            "flag",
            "verste år er etter avtalen",
            "the worst year is after the deal",
            Label(
                "1 når året begynner etter avtalens siste måned.",
                "1 where the year begins after the last month of the deal.",
            ),
            None,
        )

    def _against(self, limit: Expr, by_year: Line, worst: Line, year: Line, after: Line) -> Measured:
        r = self.ratio
        room = limit - r.value if r.at_most else r.value - limit
        unit = "points" if r.unit == "share" else r.unit
        headroom = self.line(
            ".headroom",
            r.or_null(room),
            unit,
            "margin til lånevilkåret",
            "headroom to the covenant",
            Label("Under 0: lånevilkåret er brutt.", "Below 0: the covenant is broken."),
        )
        least = self.worst_of(headroom, ".headroom", unit, "margin", "headroom")
        # a covenant met to the last digit of the arithmetic is met
        within = both(self.counted.equals(1), rounded(if_null(headroom, 0), 9) < 0)
        broken = self.line(".broken", flag(within), "flag", "brutt i året", "broken in the year")
        breached = self.line(
            ".breached",
            sum_of(broken),
            "count",
            "år med brudd",
            "years in breach",
            Label(
                "Av de hele kalenderårene som begynte etter åpning.",
                "Of the full calendar years that began after opening.",
            ),
            None,
        )
        breaks = tuple(
            (line, self.worst_of(line, id, line.unit, nb, en, missing=missing))
            for id, nb, en, line, missing in self._breaks(limit)
        )
        return Measured(r.id, r.label, by_year, worst, year, after, limit, headroom, least, breached, breaks)

    def _until_served(self) -> Served:
        """What is left until the year's operation just serves the debt: DSCR 1, where no more is asked."""
        y, r, at = self.y, self.ratio, ".served"
        nb, en = "margin til 1,00", "headroom to 1.00"
        note = Label("Under 0: driften betjener ikke gjelden.", "Below 0: operation does not serve the debt.")
        headroom = self.line(f"{at}.headroom", r.or_null(r.value - 1), r.unit, nb, en, note)
        least = self.worst_of(headroom, f"{at}.headroom", r.unit, nb, en)
        needed = y.interest + y.principal
        taxed = needed if y.tax_paid is None else needed + y.tax_paid
        found = (self._income(taxed, at), self._fall(taxed, at), self._rate(y.before_debt - y.principal, at))
        breaks = tuple(
            (line, self.worst_of(line, id, line.unit, nb, en, missing=missing))
            for id, nb, en, line, missing in found
        )
        return Served(headroom, least, breaks)

    def _income(self, needed: Expr, at: str) -> _Break:
        """How far income can fall while every cost stays."""
        c, party = self.c, self.y.party
        whole = c.m.line(
            f"{party.id}.bank.income",
            c.sum([flow.earned for flow in c.ledger.chosen(party, True, OPERATING_IDS)]),
            "NOK",
            Label(
                f"Driftsinntekter, {party.label.nb.lower()}", f"Operating income, {party.label.en.lower()}"
            ),
            Label("Alt selskapet tjener i driften, tilskudd medregnet.", "All it earns, grants included."),
            axis=Axis.MONTH,
        )
        income = year_of(c, whole)
        nb, en = "inntekten kan falle", "income can fall"
        value = when(_some(income), _over(self.y.ebitda - needed, income), NO_INCOME)
        note = Label(
            "(EBITDA − det gjelden krever) / driftsinntekter; kostnader og betalt skatt uendret.",
            "(EBITDA − what the debt needs) / operating income; costs and tax paid unchanged.",
        )
        line = self.line(f"{at}.income_fall", self.ratio.or_null(value), "share", nb, en, note)
        return f"{at}.income_fall", nb, en, line, NO_INCOME

    def _breaks(self, limit: Expr) -> Sequence[_Break]:
        """How far something can move before the covenant breaks, all else unchanged."""
        y, r = self.y, self.ratio
        if r.id == "icr":
            return [
                self._fall(limit * y.interest),
                self._rate(y.ebitda / limit),
            ]
        if r.id == "dscr":
            taxed: Expr = limit * (y.interest + y.principal)
            if y.tax_paid is not None:
                taxed = taxed + y.tax_paid
            return [self._fall(taxed), self._rate(y.before_debt / limit - y.principal)]
        if r.id == "ltv" and y.value is not None:
            nb, en = "verdien kan falle", "value can fall"
            lost = 1 - _over(y.debt / limit, y.value)
            value = r.or_null(when(_some(y.debt), lost, NO_DEBT))
            note = Label("1 − gjeld / høyeste belåningsgrad / verdi.", "1 − debt / highest LTV / value.")
            return [(".value_fall", nb, en, self.line(".value_fall", value, "share", nb, en, note), NO_DEBT)]
        nb, en = "egenkapital som kan tapes", "equity that can be lost"
        loss = (y.equity - limit * y.assets) / (1 - limit)
        note = Label(
            "(Egenkapital − laveste andel × eiendeler) / (1 − laveste andel): et tap senker begge.",
            "(Equity − least share × assets) / (1 − least share): a loss lowers both.",
        )
        line = self.line(".equity_loss", r.or_null(loss), "NOK", nb, en, note)
        return [(".equity_loss", nb, en, line, None)]

    def _fall(self, needed: Expr, at: str = "") -> _Break:
        nb, en = "EBITDA kan falle", "EBITDA can fall"
        ebitda = self.y.ebitda
        value = when(_some(ebitda), 1 - _over(needed, ebitda), NO_EBITDA)
        note = Label(
            "1 − EBITDA lånevilkåret krever / EBITDA; betalt skatt uendret.",
            "1 − the EBITDA the covenant needs / EBITDA; tax paid unchanged.",
        )
        line = self.line(f"{at}.ebitda_fall", self.ratio.or_null(value), "share", nb, en, note)
        return f"{at}.ebitda_fall", nb, en, line, NO_EBITDA

    def _rate(self, interest: Expr, at: str = "") -> _Break:
        nb, en = "renten på gjelden kan stige til", "the rate on the debt can rise to"
        mean = self.y.mean_debt
        value = when(_some(mean), _over(interest, mean), NO_DEBT)
        note = Label(
            "Rentene der lånevilkåret brytes / årets gjeld i snitt; saldoer og skatt uendret.",
            "Interest at which the covenant breaks / mean debt of the year; balances and tax unchanged.",
        )
        line = self.line(f"{at}.rate_limit", self.ratio.or_null(value), "share/year", nb, en, note)
        return f"{at}.rate_limit", nb, en, line, NO_DEBT
