"""Explanations: every number read stands in the period it was read in, down to inputs with their source."""

from dataclasses import FrozenInstanceError
from itertools import pairwise

import pytest

from feasibility.engine.compute.program import Program, Values
from feasibility.engine.explain.explain import (
    InputTrace,
    RangeTrace,
    Trace,
    dependents,
    explain,
    precedents,
    render,
)
from feasibility.language import Label
from tests.engine.lease_model import lease_program

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def program() -> Program:
    return lease_program()


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
