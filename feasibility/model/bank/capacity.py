"""Debt capacity (lånekapasitet): the largest loan at given terms, by each test, and which of them binds.

A loan of one krone at the terms given is followed month by month. Each full calendar year after opening then
says how large a loan may be by interest cover, debt service cover, debt yield and loan to value; the lowest
year holds, and the lowest test is the capacity. The case's own loans count through tax paid alone.
"""

from __future__ import annotations

from feasibility.case.form.bank import DebtCapacity
from feasibility.engine.expr import (
    Axis,
    Condition,
    Expr,
    Line,
    Total,
    as_expr,
    both,
    clip,
    count_of,
    divisor,
    greatest,
    if_null,
    least,
    lowest,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.company import Company
from feasibility.model.accounts.statements import year_of
from feasibility.model.bank.by_year import Yearly
from feasibility.model.bank.measures import NO_YEAR
from feasibility.model.base.bank_view import Entry, Group
from feasibility.model.base.context import Context
from feasibility.model.base.parties import CAPACITY, COVENANT
from feasibility.model.loans.sizing import is_nothing
from feasibility.model.value.property_value import ValueLines
from feasibility.record import record

_PATH = "bank.capacity"
NOT_OUT = null("lånet står ikke ute i året", "the loan is not outstanding in the year")
NO_TEST = null("ingen krav å måle etter", "no test to measure by")


@record
class _Default:
    """What holds where the case states nothing, with its source."""

    value: float
    unit: str
    nb: str
    en: str
    source: Label


_SURVEY = Label(
    "UNIONs bankundersøkelse, 1. kvartal 2025, kontor i Oslo", "UNION's bank survey, Q1 2025, offices in Oslo"
)
_DNB = Label(
    "DNB bedriftsmarked i NMBU-oppgaven (2021): «sjeldent under 25 % (EK)»",
    "DNB's corporate market in the NMBU thesis (2021): rarely below 25% equity",
)
_PROFILE = Label("Norske banker: nedbetalingsprofil på 20–25 år", "Norwegian banks: a profile of 20–25 years")
_DEFAULTS = {
    "rate_share_per_year": _Default(0.06, "share/year", "rente", "rate", _SURVEY),
    "profile_months": _Default(240, "months", "nedbetalingsprofil", "amortisation profile", _PROFILE),
    "maximum_ltv": _Default(0.5, "share", "høyeste belåningsgrad", "highest LTV", _SURVEY),
    "maximum_share_of_works": _Default(
        0.75, "share", "høyeste andel av arbeidene", "highest share of works", _DNB
    ),
}


@record
class _Test:
    """What one test allows, NOK; null where no year can be measured."""

    name: Label
    most: Line


def capacity(
    c: Context, of: Company, y: Yearly, worth: ValueLines | None, counted: Line, in_place: Line
) -> Group:
    """What a company could borrow, by each test, as figures of the bank's part.

    Args:
        counted: 1 in full years that began after opening. in_place: the month the concept is.
    """
    return _Capacity(c, of, y, worth, counted, in_place).group()


class _Capacity:
    """Writes the lines of one company."""

    def __init__(
        self, c: Context, of: Company, y: Yearly, worth: ValueLines | None, counted: Line, in_place: Line
    ) -> None:
        self.c, self.of, self.y, self.worth, self.counted = c, of, y, worth, counted
        self.stated = c.case.bank.capacity or DebtCapacity()
        self.drawdown: Expr = in_place
        if self.stated.drawdown_month is not None:
            self.drawdown = c.number(f"{_PATH}.drawdown_month", CAPACITY)
        # by value when the concept is in place, or at drawdown where that is later, as a sized loan is
        self.valued_in = least(c.calendar.horizon, greatest(in_place, self.drawdown))
        self.rate, self.profile = self.given("rate_share_per_year"), self.given("profile_months")

    def given(self, field: str) -> Expr:
        """A term or limit of the capacity: as stated, else the default with its source."""
        if getattr(self.stated, field) is not None:
            return self.c.number(f"{_PATH}.{field}", CAPACITY)
        default = _DEFAULTS[field]
        label = Label(f"{CAPACITY.nb}: {default.nb}, standard", f"{CAPACITY.en}: {default.en}, default")
        id = f"{_PATH}.default.{field}"
        return self.c.m.input(id, default.value, default.unit, label, "method", default.source)

    def covenant(self, field: str) -> Expr | None:
        """A covenant of the case, None where it has none."""
        path = f"bank.covenants.{field}"
        return self.c.number(path, COVENANT) if self.c.stated(path) else None

    def named(self, nb: str, en: str, field: str) -> Label:
        """A name, marked where the default holds."""
        if getattr(self.stated, field) is not None:
            return Label(nb, en)
        return Label(f"{nb}, standard", f"{en}, default")

    def line(
        self,
        id: str,
        value: Expr,
        unit: str,
        nb: str,
        en: str,
        note: Label | None = None,
        axis: Axis | None = None,
        total: Total = "none",
    ) -> Line:
        """A line of the capacity."""
        who = self.y.party.label
        label = Label(f"Lånekapasitet, {who.nb.lower()}: {nb}", f"Debt capacity, {who.en.lower()}: {en}")
        return self.c.m.line(f"{self.y.party.id}.capacity.{id}", value, unit, label, note, total, axis)

    def group(self) -> Group:
        """The capacity, what binds, what each test allows, and the terms."""
        tests = self.tests()
        largest, binds = self.largest(tests)
        terms = (
            ("rate_share_per_year", self.rate, "share/year", "Rente", "Rate"),
            ("profile_months", self.profile, "months", "Nedbetalingsprofil", "Amortisation profile"),
        )
        shown = []
        for field, term, unit, nb, en in terms:
            line = self.line(field, term, unit, nb.lower(), en.lower())
            shown.append(Entry(self.named(nb, en, field), line))
        return Group(
            "capacity",
            Label("Lånekapasitet", "Debt capacity"),
            (
                Entry(Label("Største lån", "Largest loan"), largest),
                Entry(Label("Det som binder", "What binds"), binds),
                *(Entry(Label(f"Etter {t.name.nb}", f"By {t.name.en}"), t.most) for t in tests),
                *shown,
            ),
        )

    def largest(self, tests: list[_Test]) -> tuple[Line, Line]:
        """The lowest of what the tests allow, and which of them it is."""
        note = Label("Det laveste av det kravene tillater.", "The lowest of what the tests allow.")
        most: Expr = NO_TEST
        if tests:
            found = [if_null(t.most, 0) for t in tests]
            most = when(self.years > 0, least(*found) if len(found) > 1 else found[0], NO_YEAR)
        largest = self.line("largest", most, "NOK", "største lån", "largest loan", note)
        binding: Expr = NO_TEST
        if tests:
            binding = null(tests[-1].name.nb, tests[-1].name.en)
            for test in reversed(tests[:-1]):
                here = if_null(test.most, 0) <= if_null(largest, 0)
                binding = when(here, null(test.name.nb, test.name.en), binding)
            binding = when(self.years > 0, binding, NO_YEAR)
        return largest, self.line("binding", binding, "flag", "det som binder", "what binds")

    # ---- a loan of one krone -----------------------------------------------------------------------------

    def balance(self) -> Line:
        """What is left of one krone lent, by month: paid down by monthly terms from drawdown."""
        number, kind = self.c.calendar.number, self.stated.kind
        month = Axis.MONTH
        term = self.line(
            "term_number", number - self.drawdown, "count", "termin nr.", "term number", axis=month
        )
        paid = self.line(
            "terms_paid", clip(term, 0, self.profile), "count", "betalte terminer", "terms paid", axis=month
        )
        left: Expr = as_expr(1) if kind == "bullet" else 1 - paid / self.profile
        if kind == "annuity":
            in_term = self.line(
                "rate_per_month", self.rate / 12, "share/month", "rente per måned", "rate per month"
            )
            grown = self.line(
                "growth", (1 + in_term) ** self.profile - 1, "share", "vekst over profilen", "growth over it"
            )
            none = is_nothing(self.rate)
            left = when(none, left, 1 - ((1 + in_term) ** paid - 1) / when(none, 1, grown))
        return self.line(
            "balance",
            when(both(term >= 0, term < self.profile), left, 0),
            "share",
            "saldo av én lånt krone",
            "balance of one krone lent",
            Label(
                "Ved månedens slutt, betalt ned i månedlige terminer fra utbetalingen.",
                "At month end, paid down by monthly terms from drawdown.",
            ),
            month,
            "end",
        )

    def in_year(self, id: str, by_month: Expr, nb: str, en: str) -> Line:
        """A yearly amount of the loan of one krone."""
        of = self.line(id, by_month, "share", nb, en, axis=Axis.MONTH, total="sum")
        year = self.c.m.year_sum(of)
        return self.line(
            f"{id}_in_year", year, "share", f"{nb}, i året", f"{en}, of the year", axis=Axis.YEAR
        )

    # ---- tests -------------------------------------------------------------------------------------------

    def tests(self) -> list[_Test]:
        """Each test that the case states, or that there is a default for."""
        balance = self.balance()
        opening = balance.previous
        interest = self.in_year(
            "interest", opening * self.rate / 12, "renter per krone", "interest per krone"
        )
        out = both(self.counted.equals(1), interest > 0)
        measured = self.line(
            "measured", when(out, 1, NOT_OUT), "flag", "måles i året", "measured in the year", axis=Axis.YEAR
        )
        self.years = count_of(measured)
        ebitda, found = greatest(0, self.y.ebitda), list[_Test]()
        if self.worth is not None and self.y.value is not None:
            found.append(self._by_value(self.worth, self.y.value, out, year_of(self.c, balance)))
        icr, dscr = self.covenant("minimum_icr"), self.covenant("minimum_dscr")
        if icr is not None:
            note = Label(
                "EBITDA / laveste rentedekningsgrad / renter per krone.",
                "EBITDA / least ICR / interest per krone.",
            )
            most = ebitda / icr / divisor(interest)
            nb, en = "rentedekningsgrad (ICR)", "interest cover (ICR)"
            found.append(self._by_year("by_icr", out, most, nb, en, note))
        if dscr is not None:
            note = Label(
                "(EBITDA − betalt skatt) / laveste gjeldsbetjeningsgrad / renter og avdrag per "
                "krone; skatten slik den er i saken.",
                "(EBITDA − tax paid) / least DSCR / debt service per krone; tax as it is in the case.",
            )
            nb, en = "gjeldsbetjeningsgrad (DSCR)", "debt service cover (DSCR)"
            most = greatest(0, self.y.before_debt) / dscr / divisor(self._service(balance, interest))
            found.append(self._by_year("by_dscr", out, most, nb, en, note))
        if self.stated.minimum_debt_yield_share is not None:
            note = Label("EBITDA / laveste andel av lånet.", "EBITDA / least share of the loan.")
            nb, en = "EBITDA av lånet (debt yield)", "debt yield"
            most = ebitda / self.given("minimum_debt_yield_share")
            found.append(self._by_year("by_debt_yield", out, most, nb, en, note))
        if self.c.case.works or self.c.ledger.chosen(self.y.party, False, {"takeover"}):
            found.append(self._by_works())
        return found

    def _service(self, balance: Line, interest: Line) -> Expr:
        """Interest and instalments by year; what a bullet repays at last is no instalment."""
        if self.stated.kind == "bullet":
            return interest
        repaid = when(self.c.calendar.number > self.drawdown, balance.previous - balance, 0)
        return interest + self.in_year("repaid", repaid, "avdrag per krone", "instalments per krone")

    def _by_year(self, id: str, out: Condition, most: Expr, nb: str, en: str, note: Label) -> _Test:
        """A test of each counted year; the worst holds."""
        by = self.line(
            f"{id}.by_year", when(out, most, NOT_OUT), "NOK", f"etter {nb}", f"by {en}", note, Axis.YEAR
        )
        worst = when(count_of(by) > 0, lowest(by), NO_YEAR)
        return _Test(
            Label(nb, en), self.line(id, worst, "NOK", f"etter {nb}, verste år", f"by {en}, worst year")
        )

    def _by_value(self, worth: ValueLines, in_year: Line, out: Condition, debt: Line) -> _Test:
        """Loan to value when the concept is in place, and at the end of each counted year."""
        name, limit = Label("belåningsgrad (LTV)", "loan to value (LTV)"), self.covenant("maximum_ltv")
        if limit is None or self.stated.maximum_ltv is not None:
            limit, name = self.given("maximum_ltv"), self.named(name.nb, name.en, "maximum_ltv")
        first = self.line(
            "by_value.in_place",
            limit * greatest(0, value_at(worth.value, self.valued_in)),
            "NOK",
            "etter verdi når konseptet er på plass",
            "by value with the concept in place",
            Label("Høyeste belåningsgrad × verdi.", "Highest LTV × value."),
        )
        by = self.line(
            "by_value.by_year",
            when(both(out, debt > 0), limit * greatest(0, in_year) / divisor(debt), NOT_OUT),
            "NOK",
            "etter verdi",
            "by value",
            Label(
                "Høyeste belåningsgrad × verdi / saldo per krone, 31. desember.",
                "Highest LTV × value / balance per krone, at 31 December.",
            ),
            Axis.YEAR,
        )
        later = when(count_of(by) > 0, lowest(by), first)
        most = self.line("by_value", least(first, later), "NOK", "etter verdi, laveste", "by value, lowest")
        return _Test(name, most)

    def _by_works(self) -> _Test:
        """The share of the works it pays, and of the price of a takeover, that a company may borrow."""
        base: Expr = sum_of(self.of.lines.works)
        note = Label("Av arbeidene selskapet betaler, uten mva.", "Of the works the company pays, ex VAT.")
        price = self.c.ledger.chosen(self.y.party, False, {"takeover"})
        if price:
            base = base + sum_of(price[0].earned)
            note = Label(
                "Av arbeidene selskapet betaler, uten mva., og av overtakelsessummen.",
                "Of the works the company pays, ex VAT, and of the price of the takeover.",
            )
        most = self.line(
            "by_works",
            self.given("maximum_share_of_works") * base,
            "NOK",
            "etter andel av arbeidene",
            "by share of works",
            note,
        )
        return _Test(self.named("andel av arbeidene", "share of works", "maximum_share_of_works"), most)
