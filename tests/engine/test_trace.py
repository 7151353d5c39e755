"""Explanations: every number read stands in the period it was read in, down to inputs with their source."""

import datetime
import math
from dataclasses import FrozenInstanceError
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from feasibility.engine.book import Model, null
from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.evaluate import Program, Values
from feasibility.engine.explanation import written
from feasibility.engine.expr import (
    Axis,
    Counter,
    as_expr,
    both,
    first_where,
    flag,
    highest,
    if_null,
    lowest,
    npv,
    sum_of,
    value_at,
    when,
    window_sum,
)
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.trace import (
    InputTrace,
    RangeTrace,
    Trace,
    UnknownPeriod,
    dependents,
    explain,
    period_of,
    precedents,
    reason_for_null,
    render,
)
from feasibility.language import LANGUAGES, Label
from tests.engine.random_models import RandomModel, models
from tests.engine.routes import counter, label

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def program() -> Program:
    """A lease of 10,000 a month for 18 months from October 2026: six free, 5 % up in 2027, 10 % in 2028."""
    m = Model(18)
    time = Calendar(
        m, m.input("start", serial(datetime.date(2026, 10, 1)), "date", Label("Startmåned", "Start month"))
    )
    note = Label("SSB tabell 03014", "Statistics Norway, table 03014")
    kpi = m.table(
        "kpi",
        {2026: 0.0, 2027: 0.05, 2028: 0.1},
        "share/year",
        Label("KPI", "CPI"),
        "calendar_year",
        sources={2027: note},
    )
    index = m.recurrence(
        "index",
        lambda before: before * (1 + time.year_step * m.lookup(kpi, time.year)),
        "index",
        Label("Indeks", "Index"),
        opening=1,
    )
    agreed = m.input(
        "agreed",
        10_000,
        "NOK/month",
        Label("Avtalt leie", "Agreed rent"),
        source=Label("Leieavtale", "Lease"),
    )
    rent = m.line("rent", agreed * index, "NOK", Label("Leie før avslag", "Rent before reduction"))
    free = m.input("free", 6, "months", Label("Leiefrie måneder", "Rent-free months"))
    other = m.input("other", 0.25, "share", Label("Annet avslag", "Other reduction"))
    off = m.line(
        "off",
        when(time.number <= free, 1, when(time.number < 2, other, 0)),
        "share",
        Label("Avslag", "Reduction"),
    )
    paid = m.line("paid", rent * (1 - off), "NOK", Label("Leie", "Rent"), total="sum")
    balance = m.recurrence("balance", lambda b: b + paid, "NOK", Label("Saldo", "Balance"), opening=agreed)
    m.line("quarter", window_sum(paid, 0, 2), "NOK", Label("Leie i kvartalet", "Rent in the quarter"))
    by_year = m.line("by_year", m.year_sum(paid), "NOK", Label("Leie per år", "Rent by year"))
    m.line(
        "at_end", m.year_sum(balance, time.is_year_end), "NOK", Label("Saldo ved årsslutt", "Closing balance")
    )
    m.line("monthly_share", m.at_year(by_year) / 12, "NOK", Label("Tolvtedel", "A twelfth"))
    m.line("all", sum_of(paid), "NOK", Label("Leie i alt", "Rent in all"))
    m.line("low", lowest(paid), "NOK", Label("Laveste leie", "Lowest rent"))
    m.line("high", highest(paid), "NOK", Label("Høyeste leie", "Highest rent"))
    m.line(
        "worth",
        npv(m.input("rate", 0.01, "share/month", Label("Rente", "Rate")), paid),
        "NOK",
        Label("Nåverdi", "Present value"),
    )
    paying = m.line("paying", flag(paid > 0), "flag", Label("Betaler", "Pays"))
    m.line("first", first_where(paying, as_expr(0)), "month", Label("Første betaling", "First payment"))
    m.line("second", value_at(paid, m.lines["first"]), "NOK", Label("Første leie", "First rent"))
    m.line("later", paid.lag(-1), "NOK", Label("Neste leie", "Next rent"))
    return Program(m)


@pytest.fixture(scope="module")
def values(program: Program) -> Values:
    return program.run()


def read(trace: Trace) -> dict[str, tuple[int | None, float | None]]:
    """What a trace reads: id → period and number; a range by its last period."""
    found: dict[str, tuple[int | None, float | None]] = {}
    for part in trace.precedents:
        match part:
            case InputTrace():
                found[part.id] = (None, part.value)
            case Trace():
                found[part.line_id] = (part.period, part.value)
            case RangeTrace():
                found[part.line_id] = (part.last, part.value)
    return found


def test_a_line_reads_other_lines_in_the_same_month(values: Values) -> None:
    trace = explain(values, "paid", 7)
    assert (trace.period, trace.value) == (7, 10_500.0)
    assert trace.when == Label("apr. 2027", "Apr 2027")
    assert trace.formula == Label("Leie før avslag × (1 − Avslag)", "Rent before reduction × (1 − Reduction)")
    assert read(trace) == {"rent": (7, 10_500.0), "off": (7, 0.0)}
    assert all(isinstance(part, Trace) and part.precedents == () for part in trace.precedents)


def test_a_balance_reads_the_month_before_and_at_first_its_opening(values: Values) -> None:
    assert read(explain(values, "balance", 8)) == {"balance": (7, 20_500.0), "paid": (8, 10_500.0)}
    first = explain(values, "balance", 1, depth=2)
    assert read(first) == {"balance": (0, 10_000.0), "paid": (1, 0.0)}
    opening = first.precedents[0]
    assert isinstance(opening, Trace)
    assert opening.when == Label("åpning", "opening")
    assert read(opening) == {"agreed": (None, 10_000.0)}


def test_a_later_month_and_none_after_the_last(values: Values) -> None:
    assert read(explain(values, "later", 6)) == {"paid": (7, 10_500.0)}
    (outside,) = explain(values, "later", 18, depth=3).precedents
    assert isinstance(outside, Trace)
    assert (outside.period, outside.value, outside.formula) == (19, 0.0, None)
    assert outside.when == Label("utenfor horisonten", "outside the horizon")


def test_down_to_inputs_with_unit_and_source(values: Values) -> None:
    trace = explain(values, "rent", 7, depth=2)
    agreed = trace.precedents[0]
    assert isinstance(agreed, InputTrace)
    assert (agreed.value, agreed.unit, agreed.source) == (10_000, "NOK/month", Label("Leieavtale", "Lease"))
    index = trace.precedents[1]
    assert isinstance(index, Trace)
    entry = index.precedents[-1]
    assert isinstance(entry, InputTrace)
    assert (entry.id, entry.value, entry.key) == ("kpi.2027", 0.05, Label("2027", "2027"))
    assert entry.source == Label("SSB tabell 03014", "Statistics Norway, table 03014")


def test_a_window_is_a_range_and_stops_at_the_horizon(values: Values) -> None:
    (part,) = explain(values, "quarter", 7).precedents
    assert isinstance(part, RangeTrace)
    assert (part.first, part.last, part.value, part.how) == (7, 9, 31_500.0, "sum")
    assert part.when == (Label("apr. 2027", "Apr 2027"), Label("juni 2027", "Jun 2027"))
    (last,) = explain(values, "quarter", 17).precedents
    assert isinstance(last, RangeTrace)
    assert (last.first, last.last) == (17, 18)
    assert last.value == pytest.approx(23_100.0)


def test_a_yearly_sum_is_the_range_of_its_months(values: Values) -> None:
    trace = explain(values, "by_year", 2)
    assert trace.when == Label("2027", "2027")
    (part,) = trace.precedents
    assert isinstance(part, RangeTrace)
    assert (part.first, part.last) == (4, 15)
    assert part.value == pytest.approx(9 * 10_500)
    assert part.largest is not None
    assert part.largest.period == 7  # the first of the months that weigh most


def test_a_balance_at_the_end_of_a_year_is_one_month(values: Values) -> None:
    trace = explain(values, "at_end", 2)
    assert read(trace) == {"balance": (15, 104_500.0)}
    assert isinstance(trace.precedents[0], Trace)


def test_a_year_read_by_month_is_that_years(values: Values) -> None:
    assert read(explain(values, "monthly_share", 4)) == {"by_year": (2, 94_500.0)}
    assert read(explain(values, "monthly_share", 3)) == {"by_year": (1, 0.0)}


def test_aggregates_are_ranges_over_the_horizon(values: Values) -> None:
    total = 9 * 10_500 + 3 * 11_550
    for id, how, number, at in (
        ("all", "sum", total, 16),
        ("low", "lowest", 0.0, 1),
        ("high", "highest", 11_550.0, 16),
    ):
        (part,) = explain(values, id, None).precedents
        assert isinstance(part, RangeTrace)
        assert (part.first, part.last, part.how) == (1, 18, how)
        assert part.value == pytest.approx(number)
        assert part.largest is not None
        assert part.largest.period == at


def test_present_value_shows_its_rate_and_flows(values: Values) -> None:
    trace = explain(values, "worth", None)
    assert trace.value == pytest.approx(sum(float(v) / 1.01**t for t, v in enumerate(values["paid"], 1)))
    assert [type(part) for part in trace.precedents] == [InputTrace, RangeTrace]


def test_first_where_and_value_at_show_the_month_found(values: Values) -> None:
    first = explain(values, "first", None)
    (part,) = first.precedents
    assert isinstance(part, RangeTrace)
    assert (first.value, part.value, part.how) == (7.0, 7.0, "first")
    assert read(explain(values, "second", None)) == {"first": (None, 7.0), "paid": (7, 10_500.0)}


def test_what_the_formula_passed_over_is_marked_and_not_followed(values: Values) -> None:
    trace = explain(values, "off", 7, depth=3)
    used = {part.id: part.is_used for part in trace.precedents if isinstance(part, InputTrace)}
    assert used == {"free": True, "other": False}
    nothing = explain(values, "off", 1)
    assert {p.id: p.is_used for p in nothing.precedents if isinstance(p, InputTrace)} == {
        "free": True,
        "other": False,
    }


def test_depth(values: Values) -> None:
    assert explain(values, "paid", 7, depth=0).precedents == ()
    deep = explain(values, "paid", 7, depth=1_000_000)
    ids = {node.id for node in leaves(deep)}
    assert ids >= {"agreed", "free", "start", "kpi.2027"}


def all_of(trace: Trace) -> list[Trace]:
    return [trace, *(each for part in trace.precedents if isinstance(part, Trace) for each in all_of(part))]


def leaves(trace: Trace) -> list[InputTrace]:
    found: list[InputTrace] = []
    for part in trace.precedents:
        match part:
            case InputTrace():
                found.append(part)
            case Trace():
                found += leaves(part)
            case RangeTrace(largest=Trace() as largest):
                found += leaves(largest)
    return found


def test_a_number_met_again_is_not_explained_twice(values: Values) -> None:
    trace = explain(values, "balance", 18, depth=50)
    assert any(part.is_repeated for part in all_of(trace))
    assert all(part.precedents == () for part in all_of(trace) if part.is_repeated)
    said = [line.strip() for line in render(trace, "en").splitlines()]
    explained = [line for line, below in pairwise(said) if below.startswith("= ")]
    assert len(explained) == len(set(explained)) > 100
    assert "Index, Mar 2028: 1.155  [index]" in explained
    assert "Rent, Mar 2028: NOK 11,550  [paid]".replace(" 1", f"{NBSP}1") in explained


def test_a_trace_is_a_value(values: Values) -> None:
    trace = explain(values, "paid", 7, depth=2)
    assert trace == explain(values, "paid", 7, depth=2)
    assert hash(trace) == hash(explain(values, "paid", 7, depth=2))
    with pytest.raises(FrozenInstanceError):
        trace.value = 1.0  # type: ignore[misc]


def test_precedents_and_dependents(program: Program) -> None:
    assert [p.id for p in precedents(program, "paid")] == ["rent", "off"]
    assert [p.id for p in precedents(program, "balance")] == ["balance", "paid", "agreed"]
    assert [d.id for d in dependents(program, "rent")] == ["paid"]
    assert [d.id for d in dependents(program, "agreed")] == ["rent", "balance"]
    assert [d.id for d in dependents(program, "kpi.2027")] == ["index"]
    assert dependents(program, "later") == ()
    with pytest.raises(KeyError, match="rentt"):
        precedents(program, "rentt")
    with pytest.raises(KeyError, match="agreeed"):
        dependents(program, "agreeed")


def test_dependents_are_precedents_turned_round(program: Program) -> None:
    for line in program.lines:
        for read_by in dependents(program, line.id):
            assert line in precedents(program, read_by.id)


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
