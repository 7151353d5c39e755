"""Explanations: periods by name, reasons for missing numbers, and what a terminal shows."""

import datetime
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.compute.program import Program, Values
from feasibility.engine.explain.explain import (
    UnknownPeriod,
    explain,
    period_of,
    reason_for_null,
    render,
)
from feasibility.engine.explain.trace import written
from feasibility.engine.expr import (
    Axis,
    Counter,
    as_expr,
    both,
    first_where,
    flag,
    if_null,
    lowest,
    when,
)
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import Model, null
from feasibility.language import LANGUAGES, Label
from tests.engine.lease_model import lease_program
from tests.engine.random_models import RandomModel, models
from tests.engine.routes import counter, label

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def program() -> Program:
    return lease_program()


@pytest.fixture(scope="module")
def values(program: Program) -> Values:
    return program.run()


@pytest.mark.parametrize(
    ("line", "text", "period"),
    [
        ("paid", "2026-10", 1),
        ("paid", "2027-04", 7),
        ("paid", "2028-03", 18),
        ("paid", "7", 7),
        ("paid", " 2027-04 ", 7),
        ("by_year", "2026", 1),
        ("by_year", "2028", 3),
        ("by_year", "2027-04", 2),
        ("by_year", "2", 2),
        ("all", "2027-04", None),
        ("all", "", None),
    ],
)
def test_periods_by_name(values: Values, line: str, text: str, period: int | None) -> None:
    assert period_of(values, line, text) == period
    assert period_of(values, values.model.lines[line], text) == period


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("paid", "2026-09"),
        ("paid", "2028-04"),
        ("paid", "2027-13"),
        ("paid", "april"),
        ("paid", "19"),
        ("paid", "0"),
        ("paid", "2027"),
        ("paid", "-1"),
        ("paid", ""),
        ("by_year", "2025"),
        ("by_year", "9"),
        ("paid", "99999999999"),
    ],
)
def test_unknown_periods_are_refused_in_both_languages(values: Values, line: str, text: str) -> None:
    with pytest.raises(UnknownPeriod) as caught:
        period_of(values, line, text)
    last = "2028-03" if line == "paid" else "2028"
    for said in (caught.value.text.nb, caught.value.text.en):
        assert f"({line})" in said
        assert last in said


@pytest.mark.parametrize("period", [0, 19, None, -1])
def test_a_period_outside_is_refused(values: Values, period: int | None) -> None:
    with pytest.raises(UnknownPeriod, match="2026-10 til 2028-03"):
        explain(values, "paid", period)


def test_periods_follow_a_changed_start_month(program: Program) -> None:
    moved = program.run({"start": serial(datetime.date(2030, 1, 1))})
    assert period_of(moved, "paid", "2030-04") == 4
    assert explain(moved, "paid", 4).when == Label("apr. 2030", "Apr 2030")


def test_without_a_calendar_periods_have_numbers() -> None:
    m = Model(3)
    counter(m)
    m.line("y", Counter(Axis.YEAR), "count", label("y"))
    values = Program(m).run()
    assert explain(values, "n", 2).when == Label("måned 2", "month 2")
    assert explain(values, "y", 1).when == Label("år 1", "year 1")
    assert period_of(values, "n", "3") == 3
    with pytest.raises(UnknownPeriod, match="fra 1 til 3"):
        period_of(values, "n", "2026-01")


# ---- reasons -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nulls() -> Values:
    m = Model(24)
    start = m.input("start", serial(datetime.date(2026, 1, 1)), "date", label("start"))
    time = Calendar(m, start)
    zero = m.input("zero", 0.0, "NOK", label("zero"))
    debt = m.line("debt", zero * time.ones, "NOK", label("debt"))
    cover = m.line(
        "cover",
        when(
            time.number < 3,
            null("for tidlig", "too early"),
            when(debt.equals(0), null("ingen gjeld", "no debt"), debt),
        ),
        "ratio",
        label("cover"),
    )
    m.line("follows", when(zero > 1, 0, cover), "ratio", label("follows"))
    m.line("worst", lowest(cover), "ratio", label("worst"))
    m.line("filled", if_null(cover, null("fortsatt ikke", "still not")), "ratio", label("filled"))
    m.line(
        "never",
        first_where(m.line("f", flag(debt > 0), "flag", label("f")), null("aldri", "never")),
        "month",
        label("n"),
    )
    m.line("root", (zero - 1) ** (1 / as_expr(2)), "ratio", label("root"))
    m.line("fine", zero + 1, "ratio", label("fine"))
    m.line("both", when(both(zero < 1, zero > -1), null("null", "nil"), 1), "ratio", label("both"))
    return Program(m).run()


@pytest.mark.parametrize(
    ("line", "period", "nb"),
    [
        ("cover", 1, "for tidlig"),
        ("cover", 3, "ingen gjeld"),
        ("cover", None, "for tidlig"),
        ("follows", 2, "for tidlig"),
        ("follows", 3, "ingen gjeld"),
        ("worst", None, "for tidlig"),
        ("filled", 5, "fortsatt ikke"),
        ("never", None, "aldri"),
        ("both", None, "null"),
        ("root", None, "regnestykket gir ikke noe tall"),
    ],
)
def test_the_reason_for_a_missing_number(nulls: Values, line: str, period: int | None, nb: str) -> None:
    reason = reason_for_null(nulls, nulls.model.lines[line], period)
    assert reason is not None
    assert reason.nb == nb


def test_a_number_needs_no_reason(nulls: Values) -> None:
    for id in ("fine", "debt"):
        assert reason_for_null(nulls, nulls.model.lines[id]) is None


def test_a_trace_of_a_missing_number_gives_the_reason(nulls: Values) -> None:
    trace = explain(nulls, "worst", None)
    assert (trace.value, trace.reason) == (None, Label("for tidlig", "too early"))
    assert "ikke noe tall (for tidlig)" in render(trace, "nb")


# ---- in the terminal ---------------------------------------------------------------------------------------


def test_rendered_in_norwegian(values: Values) -> None:
    said = render(explain(values, "paid", 7, depth=2), "nb").replace(NBSP, " ")
    assert said.splitlines() == [
        "Leie, apr. 2027: 10 500 kr  [paid]",
        "  = Leie før avslag × (1 − Avslag)",
        "  Leie før avslag, apr. 2027: 10 500 kr  [rent]",
        "    = Avtalt leie × Indeks",
        "    Avtalt leie: 10 000 kr per måned  [agreed]  (kilde: Leieavtale)",
        "    Indeks, apr. 2027: 1,05  [index]",
        "      = Indeks (forrige måned) × (1 + Årsskifte × (KPI som gjelder for Kalenderår))",
        "  Avslag, apr. 2027: 0 %  [off]",
        "    = hvis Måned nr. ≤ Leiefrie måneder, så 1, ellers hvis Måned nr. < 2, så Annet avslag, ellers 0",
        "    Måned nr., apr. 2027: måned 7  [calendar.number]",
        "      = månedens nummer (1, 2, 3 …)",
        "    Leiefrie måneder: 6 måneder  [free]",
        "    Annet avslag: 25 %  [other]  (ikke brukt her)",
    ]


def test_rendered_in_english(values: Values) -> None:
    said = render(explain(values, "by_year", 2, depth=1), "en").replace(NBSP, " ")
    assert said.splitlines() == [
        "Rent by year, 2027: NOK 94,500  [by_year]",
        "  = sum by calendar year of Rent",
        "  sum of Rent, Jan 2027–Dec 2027: NOK 94,500  [paid]",
        "    of which Rent, Apr 2027: NOK 10,500  [paid]",
        "      = Rent before reduction × (1 − Reduction)",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "nb"),
    [
        (6854.4, "NOK", "6 854,40 kr"),
        (6854.0, "NOK", "6 854 kr"),
        (6854.001, "NOK", "6 854 kr"),
        (-0.5, "NOK", "−0,50 kr"),
        (0.25, "share", "25 %"),
        (0.00797414042890374, "share/month", "0,797414 % per måned"),
        (1.05, "index", "1,05"),
        (46023, "date", "01.01.2026"),
        (7, "month", "måned 7"),
        (7.5, "month", "7,5 prosjektmåned"),
        (2027, "calendar_year", "2027"),
        (math.inf, "NOK", "uendelig"),
        (1.5, "furlong", "1,5 furlong"),
    ],
)
def test_numbers_as_written(value: float, unit: str, nb: str) -> None:
    assert written(value, unit, "nb").replace(NBSP, " ") == nb


def test_numbers_have_the_decimals_it_takes_to_follow_them(values: Values) -> None:
    said = render(explain(values, "worth", None), "nb").replace(NBSP, " ")
    exact = f"{values['worth']:,.2f}".replace(",", " ").replace(".", ",")
    assert f"Nåverdi: {exact} kr  [worth]" in said
    assert "Rente: 1 % per måned  [rate]" in said


@given(models(max_months=8))
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_every_number_of_every_random_model_can_be_explained(r: RandomModel) -> None:
    values = Program(r.m).run()
    for line in r.m.lines.values():
        last = None if line.axis is Axis.SCALAR else r.m.length(line.axis)
        trace = explain(values, line.id, last, depth=3)
        for language in LANGUAGES:
            assert line.label.text(language) in render(trace, language)
        stored = float(np.atleast_1d(values.of(line))[-1])
        assert (trace.value is None) == np.isnan(stored)
        assert (trace.reason is None) == (trace.value is not None)


def test_an_internal_rate_can_be_explained() -> None:
    m = Model(12)
    n = counter(m)
    flow = m.line("flow", when(n <= 1, -n * 12, n), "NOK", label("flow"))
    ReturnGrid(m).of(flow, "irr", label("irr"))
    values = Program(m).run()
    said = render(explain(values, "irr.annual", None, depth=4), "en")
    assert "internal rate of return of" in said
    assert "return_grid" in render(explain(values, "irr.monthly", None, depth=4), "en")
