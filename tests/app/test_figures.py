"""Measures as texts: numbers by their unit, reasons in words, and differences from the example."""

from types import SimpleNamespace
from typing import cast

import pytest

from feasibility.case import Case
from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import Outcome
from feasibility.screens.figures import change, failed, figures, repeated, rough_amount, shown
from tests.app.support import fake_result
from tests.evaluated import evaluated


def _line(unit: str) -> Line:
    return cast(Line, SimpleNamespace(id="x", unit=unit))


@pytest.mark.parametrize(
    ("value", "unit", "nb", "en"),
    [
        (2_235_741.4, "NOK", "2\u00a0235\u00a0741\u00a0kr", "NOK\u00a02,235,741"),
        (0.5432, "share", "54,3\u00a0%", "54.3%"),
        (1050.0, "NOK/m2/year", "1\u00a0050\u00a0kr per m² og år", "NOK\u00a01,050 per m² and year"),
        (6.0, "month", "juni 2027 (måned\u00a06)", "Jun 2027 (month\u00a06)"),
        (2030.0, "calendar_year", "2030", "2030"),
        (0.8182, "ratio", "0,82\u00a0ganger", "0.82\u00a0times"),
    ],
)
def test_a_number_with_its_unit(value: float, unit: str, nb: str, en: str) -> None:
    result = fake_result(x=value)
    assert shown(result, _line(unit), "nb") == nb
    assert shown(result, _line(unit), "en") == en


def test_no_number_is_its_reason() -> None:
    result = fake_result(x=None)
    assert shown(result, _line("share"), "nb") == "ingen negativ strøm"
    assert shown(result, _line("share"), "en") == "no negative flow"


@pytest.mark.parametrize(
    ("now", "then", "unit", "nb", "en"),
    [
        (1_473_740.0, 1_349_990.0, "NOK", "+123\u00a0750\u00a0kr", "+NOK\u00a0123,750"),
        (1_349_990.0, 1_473_740.0, "NOK", "−123\u00a0750\u00a0kr", "-NOK\u00a0123,750"),
        (0.543, 0.671, "share", "−12,8\u00a0prosentpoeng", "-12.8\u00a0percentage points"),
        (20.0, 18.0, "month", "2\u00a0måneder senere", "2\u00a0months later"),
        (17.0, 18.0, "month", "1\u00a0måned tidligere", "1\u00a0month earlier"),
        (2031.0, 2030.0, "calendar_year", "1\u00a0år senere", "1\u00a0year later"),
        (10.0, 10.0, "NOK", "", ""),
        (10.2, 10.4, "NOK", "", ""),
    ],
)
def test_the_difference_from_the_example(now: float, then: float, unit: str, nb: str, en: str) -> None:
    assert change(fake_result(x=now), fake_result(unit, x=then), _line(unit), "nb") == nb
    assert change(fake_result(x=now), fake_result(unit, x=then), _line(unit), "en") == en


def test_a_number_that_came_or_went() -> None:
    line = _line("NOK")
    assert (
        change(fake_result(x=5.0), fake_result("NOK", x=None), line, "nb")
        == "eksempelet: ingen negativ strøm"
    )
    assert change(fake_result(x=None), fake_result("NOK", x=5.0), line, "en") == "the example: NOK\u00a05"
    assert change(fake_result(x=1.0), fake_result("NOK", y=1.0), line, "nb") == "ikke i eksempelet"


@pytest.mark.parametrize(
    ("value", "nb", "en"),
    [
        (5_142_194.0, "5,1\u00a0mill.\u00a0kr", "NOK\u00a05.1\u00a0million"),
        (-999_600.0, "1,0\u00a0mill.\u00a0kr", "NOK\u00a01.0\u00a0million"),
        (604_989.0, "605\u00a0000\u00a0kr", "NOK\u00a0605,000"),
        (-43_292.4, "43\u00a0292\u00a0kr", "NOK\u00a043,292"),
    ],
)
def test_an_amount_as_it_is_said(value: float, nb: str, en: str) -> None:
    assert rough_amount(value, "nb") == nb
    assert rough_amount(value, "en") == en


def test_a_failed_check_tells_what_and_by_how_much() -> None:
    check = Outcome("check.sources", Label("Finansiering = kapitalbehov", "Sources = uses"), -1234.5)
    assert failed(check, "nb") == "Finansiering = kapitalbehov: −1\u00a0234,50"
    assert failed(check, "en") == "Sources = uses: -1,234.50"


def test_headline_measures_and_the_others_are_all_and_each_once(sublease: Case) -> None:
    result: Result = evaluated(sublease)
    for party in ("landlord", "operator", "municipality", "project"):
        told = [m.line for m in result.built.measures if m.party == party]
        same = repeated(result, "nb")
        lines = {line.label.nb for line in told if line.id not in same}
        first = figures(result, None, party, "nb", headline=True)
        rest = figures(result, None, party, "nb", headline=False)
        assert {row.label for row in (*first, *rest)} == lines
        assert len(first) + len(rest) == len({line.id for line in told} - same)
        assert all(row.change == "" for row in first)
