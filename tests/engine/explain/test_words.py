"""Formulas in words: readable, in both languages, and never readable in two ways."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.compute.program import Program
from feasibility.engine.explain.interpret import holds, value_of
from feasibility.engine.explain.words import in_words
from feasibility.engine.expr import (
    Axis,
    Condition,
    Expr,
    Line,
    absolute,
    as_expr,
    both,
    clip,
    count_of,
    either,
    exponential,
    first_where,
    flag,
    greatest,
    highest,
    if_null,
    least,
    lowest,
    modulo,
    month_of,
    months_after,
    npv,
    rounded,
    sum_of,
    total_of,
    value_at,
    walk,
    when,
    whole,
    window_sum,
    year_of,
)
from feasibility.engine.model import Model, null
from feasibility.language import LANGUAGES, Label
from tests.engine.random_models import RandomModel, models


class Names:
    """A model with a line by month, one by year and a scalar, and the calendar."""

    def __init__(self) -> None:
        self.m = Model(24)
        start = self.m.input(
            "start", serial(datetime.date(2026, 4, 1)), "date", Label("Startmåned", "Start month")
        )
        self.time = Calendar(self.m, start)
        self.rent = self.line(
            "rent",
            self.input("market", "Markedsleie", "Market rent") * self.time.ones,
            "Leie før avslag",
            "Rent before reduction",
        )
        self.off = self.line(
            "off", self.input("share", "Andel av", "Share off") * self.time.ones, "Avslag", "Reduction"
        )
        self.year = self.line("year", self.m.year_sum(self.rent), "Årsleie", "Yearly rent")
        self.debt = self.m.recurrence("debt", lambda b: b - 1, "NOK", Label("Gjeld", "Debt"))
        self.one = self.input("one", "Grense", "Limit")
        self.table = self.m.table(
            "kpi", {2026: 0.02, 2027: 0.03}, "share/year", Label("KPI", "CPI"), "calendar_year"
        )

    def input(self, id: str, nb: str, en: str) -> Expr:
        return self.m.input(id, 2.0, "NOK", Label(nb, en))

    def line(self, id: str, formula: Expr, nb: str, en: str) -> Line:
        return self.m.line(id, formula, "NOK", Label(nb, en))


N = Names()


@pytest.mark.parametrize(
    ("expr", "nb", "en"),
    [
        (N.rent * (1 - N.off), "Leie før avslag × (1 − Avslag)", "Rent before reduction × (1 − Reduction)"),
        (N.rent, "Leie før avslag", "Rent before reduction"),
        (
            N.rent + N.off - N.one,
            "Leie før avslag + Avslag − Grense",
            "Rent before reduction + Reduction − Limit",
        ),
        (
            N.rent - (N.off + N.one),
            "Leie før avslag − (Avslag + Grense)",
            "Rent before reduction − (Reduction + Limit)",
        ),
        (
            total_of([N.rent, -N.off, N.one]),
            "Leie før avslag − Avslag + Grense",
            "Rent before reduction − Reduction + Limit",
        ),
        (N.rent / 12 * N.one, "Leie før avslag / 12 × Grense", "Rent before reduction / 12 × Limit"),
        (N.rent / (12 * N.one), "Leie før avslag / (12 × Grense)", "Rent before reduction / (12 × Limit)"),
        (-(N.rent + 1), "−(Leie før avslag + 1)", "−(Rent before reduction + 1)"),
        (N.one - (-N.off), "Grense − (−Avslag)", "Limit − (−Reduction)"),
        ((1 + N.off) ** (1 / as_expr(12)), "(1 + Avslag)^(1 / 12)", "(1 + Reduction)^(1 / 12)"),
        (-(N.one**2), "−Grense^2", "−Limit^2"),
        ((-N.one) ** 2, "(−Grense)^2", "(−Limit)^2"),
        (
            when(N.one >= 3, N.rent, N.off),
            "hvis Grense ≥ 3, så Leie før avslag, ellers Avslag",
            "if Limit ≥ 3, then Rent before reduction, else Reduction",
        ),
        (
            when(N.one > 3, 1, when(N.one < 1, 2, 3)),
            "hvis Grense > 3, så 1, ellers hvis Grense < 1, så 2, ellers 3",
            "if Limit > 3, then 1, else if Limit < 1, then 2, else 3",
        ),
        (
            when(N.one > 3, when(N.one.equals(4), 1, 2), 3),
            "hvis Grense > 3, så (hvis Grense = 4, så 1, ellers 2), ellers 3",
            "if Limit > 3, then (if Limit = 4, then 1, else 2), else 3",
        ),
        (
            2 * when(N.one <= 3, 1, 2),
            "2 × (hvis Grense ≤ 3, så 1, ellers 2)",
            "2 × (if Limit ≤ 3, then 1, else 2)",
        ),
        (
            flag(both(N.one > 1, either(N.one.differs(2), N.off > 0))),
            "1 hvis Grense > 1 og (Grense ≠ 2 eller Avslag > 0), ellers 0",
            "1 if Limit > 1 and (Limit ≠ 2 or Reduction > 0), else 0",
        ),
        (N.rent.previous, "Leie før avslag (forrige måned)", "Rent before reduction (the month before)"),
        (N.rent.lag(3), "Leie før avslag (3 måneder før)", "Rent before reduction (3 months before)"),
        (N.rent.lag(-1), "Leie før avslag (neste måned)", "Rent before reduction (the month after)"),
        (N.year.previous * 2, "Årsleie (forrige år) × 2", "Yearly rent (the year before) × 2"),
        (
            window_sum(N.rent, -11, 0),
            "sum av Leie før avslag i de siste 12 månedene",
            "sum of Rent before reduction over the last 12 months",
        ),
        (
            window_sum(N.rent, 1, 12),
            "sum av Leie før avslag i de neste 12 månedene",
            "sum of Rent before reduction over the next 12 months",
        ),
        (
            window_sum(N.rent, -3, -2) / 4,
            "(sum av Leie før avslag fra 3 måneder før til 2 måneder før) / 4",
            "(sum of Rent before reduction from 3 months before to 2 months before) / 4",
        ),
        (
            window_sum(N.rent, 0, 2),
            "sum av Leie før avslag fra denne måneden til 2 måneder etter",
            "sum of Rent before reduction from this month to 2 months after",
        ),
        (
            sum_of(N.rent),
            "sum av Leie før avslag over alle måneder",
            "sum of Rent before reduction over all months",
        ),
        (
            lowest(N.rent),
            "laveste Leie før avslag blant alle måneder",
            "lowest Rent before reduction among all months",
        ),
        (highest(N.year), "høyeste Årsleie blant alle år", "highest Yearly rent among all years"),
        (
            count_of(N.rent),
            "antall måneder med tall for Leie før avslag",
            "number of months with a number for Rent before reduction",
        ),
        (
            npv(N.one / 12, N.rent),
            "nåverdi av Leie før avslag ved rente Grense / 12",
            "present value of Rent before reduction at rate Limit / 12",
        ),
        (
            first_where(N.off, as_expr(0)),
            "nummeret på første måned der Avslag er 1 (0 der ingen er det)",
            "the number of the first month where Reduction is 1 (0 where none is)",
        ),
        (
            value_at(N.rent, N.one + 1),
            "Leie før avslag i måned nr. Grense + 1",
            "Rent before reduction in month number Limit + 1",
        ),
        (
            N.m.year_sum(N.rent),
            "sum per kalenderår av Leie før avslag",
            "sum by calendar year of Rent before reduction",
        ),
        (N.m.year_sum(N.debt, N.time.is_year_end), "Gjeld ved årets slutt", "Debt at the end of the year"),
        (
            N.m.year_sum(N.debt, N.time.is_last),
            "sum per kalenderår av Gjeld der Siste måned er 1",
            "sum by calendar year of Debt where Last month is 1",
        ),
        (
            N.m.at_year(N.year) - 1,
            "(Årsleie i månedens kalenderår) − 1",
            "(Yearly rent in the month's calendar year) − 1",
        ),
        (
            N.m.lookup(N.table, N.time.year),
            "KPI som gjelder for Kalenderår",
            "CPI in force for Calendar year",
        ),
        (clip(N.one, 0, 1), "Grense holdt mellom 0 og 1", "Limit kept between 0 and 1"),
        (
            greatest(0, N.rent - N.one),
            "største av (0; Leie før avslag − Grense)",
            "greatest of (0; Rent before reduction − Limit)",
        ),
        (
            least(N.rent, N.one) * 2,
            "minste av (Leie før avslag; Grense) × 2",
            "least of (Rent before reduction; Limit) × 2",
        ),
        (absolute(N.one), "størrelsen uten fortegn av (Grense)", "the size without sign of (Limit)"),
        (
            whole(N.one / 2),
            "nærmeste hele tall ikke over (Grense / 2)",
            "the nearest whole number not above (Limit / 2)",
        ),
        (modulo(N.one, 12), "resten av Grense delt på 12", "the remainder of Limit divided by 12"),
        (rounded(N.one, 2), "Grense avrundet til 2 desimaler", "Limit rounded to 2 decimals"),
        (rounded(N.one - 1, 0), "Grense − 1 avrundet til helt tall", "Limit − 1 rounded to a whole number"),
        (exponential(-N.one), "e opphøyd i (−Grense)", "e to the power of (−Limit)"),
        (year_of(N.time.date), "kalenderåret til (Måned)", "the calendar year of (Month)"),
        (month_of(N.time.date), "kalendermåneden til (Måned)", "the calendar month of (Month)"),
        (months_after(N.time.date, 2), "Måned flyttet 2 måneder fram", "Month moved 2 months on"),
        (if_null(N.one, 0) * 2, "Grense (0 der tall mangler) × 2", "Limit (0 where there is no number) × 2"),
        (null("ingen gjeld", "no debt"), "ikke noe tall («ingen gjeld»)", "no number ('no debt')"),
        (N.time.number.formula, "månedens nummer (1, 2, 3 …)", "the number of the month (1, 2, 3 …)"),
    ],
)
def test_in_words(expr: Expr, nb: str, en: str) -> None:
    assert in_words(expr, "nb") == nb
    assert in_words(expr, "en") == en


@given(models(max_months=3, max_lines=5))
def test_every_formula_has_words_and_names_all_it_reads(r: RandomModel) -> None:
    for line in r.m.lines.values():
        for language in LANGUAGES:
            words = in_words(line.formula, language)
            assert "Label(" not in words
            assert words.count("(") == words.count(")")
        hidden = {"calendar.year", "calendar.years", *(v.id for v in r.table.values), "calendar.is_year_end"}
        for node in walk(line.formula):
            if isinstance(node, Line) and node.id not in hidden:
                assert node.label.en in in_words(line.formula, "en")


ARITHMETIC = "+-*/^n"


@st.composite
def arithmetic(draw: st.DrawFn) -> Expr | Condition:
    """A random expression of the operators that need parentheses, over three inputs."""
    depth = draw(st.integers(0, 3))

    def tree(left: int) -> Expr:
        if left == 0:
            return draw(st.sampled_from([A, B, C, as_expr(2), as_expr(-1)]))
        match draw(st.sampled_from(ARITHMETIC)):
            case "+":
                return total_of([tree(left - 1) for _ in range(draw(st.integers(2, 3)))])
            case "-":
                return tree(left - 1) - tree(left - 1)
            case "*":
                return tree(left - 1) * tree(left - 1)
            case "/":
                return tree(left - 1) / tree(left - 1)
            case "^":
                return tree(left - 1) ** draw(st.sampled_from([as_expr(2), as_expr(3), A]))
            case _:
                return -tree(left - 1)

    def conditions(left: int) -> Condition:
        if left == 0:
            return tree(1) >= tree(1)
        parts = [conditions(left - 1) for _ in range(2)]
        return draw(st.sampled_from([both, either]))(*parts)

    return conditions(draw(st.integers(0, 2))) if draw(st.booleans()) else tree(depth)


M = Model(1)
A, B, C = (
    M.input(name, value, "ratio", Label(name, name)) for name, value in (("a", 2.0), ("b", 5.0), ("c", 3.0))
)
VALUES = Program(M).run()


@given(arithmetic())
def test_read_as_arithmetic_the_words_give_the_same_number(made: Expr | Condition) -> None:
    words = in_words(made, "en")
    code = words.translate(str.maketrans("×−", "*-")).replace("^", "**").replace("≥", ">=")
    read = eval(code, {"a": 2.0, "b": 5.0, "c": 3.0})
    expected = holds(made, VALUES) if isinstance(made, Condition) else value_of(made, VALUES)
    assert read == pytest.approx(expected, rel=1e-9)


def test_two_things_with_one_label_are_told_apart_by_their_ids() -> None:
    m = Model(3)
    first, second = (m.input(id, 1.0, "NOK", Label("Leie", "Rent")) for id in ("a.rent", "b.rent"))
    assert in_words(first - second, "nb") == "Leie [a.rent] − Leie [b.rent]"
    assert in_words(first - first, "en") == "Rent − Rent"
    # the entries of a table share its label, and only the table is named
    table = m.table("t", {1: 1.0, 2: 2.0}, "NOK", Label("Sats", "Rate"), "count")
    assert in_words(m.lookup(table, first), "nb") == "Sats som gjelder for Leie"


def test_axis_words_for_rates() -> None:
    m = Model(12)
    m.rate_count = 3
    from feasibility.engine.expr import Counter

    position = m.line("p", Counter(Axis.RATE), "count", Label("Nr.", "Number"))
    assert in_words(position.lag(-1), "nb") == "Nr. (neste rente)"
    assert in_words(position.formula, "en") == "the number of the rate (1, 2, 3 …)"
