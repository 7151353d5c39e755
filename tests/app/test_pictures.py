"""The pictures: a valid specification, the model's own numbers, the language's numbers on the axes."""

import math
from collections.abc import Callable
from itertools import cycle

import altair as alt
import pytest

from feasibility.case import Case, case_from_mapping
from feasibility.language import LANGUAGES
from feasibility.model import Result
from feasibility.model.base.result import Chart
from feasibility.pictures.look import LANDLORD, OPERATOR, Spec, look
from feasibility.screens.pictures import picture
from tests.case import cases
from tests.evaluated import evaluated


@pytest.fixture(scope="module")
def result() -> Result:
    return evaluated(case_from_mapping(cases.sublease_case()))


@pytest.fixture(scope="module")
def changed() -> Result:
    case = case_from_mapping(cases.sublease_case())
    return evaluated(case.changed({"deal.lease.rent_nok_per_m2_year": 900}))


def _chart(result: Result, id: str) -> Chart:
    return next(chart for chart in result.built.charts if chart.id == id)


def _rows(spec: Spec, mark: str) -> list[dict[str, object]]:
    layers = [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]
    return [row for layer in layers[-1:] for row in layer["data"]["values"]]


@pytest.mark.parametrize("make", [*cases.STRUCTURES.values(), cases.minimal_case])
def test_every_picture_is_a_valid_specification(make: Callable[[], cases.Stated]) -> None:
    result = evaluated(case_from_mapping(make()))
    for chart, language in zip(result.built.charts, cycle(LANGUAGES), strict=False):
        spec = picture(chart, result, result, language)
        for layer in spec["layer"]:
            layer["data"]["values"] = layer["data"]["values"][:2]  # validating every row alike takes seconds
        alt.LayerChart.from_dict(spec, validate=True)


def test_the_points_are_the_model_s_numbers(result: Result) -> None:
    rows = _rows(picture(_chart(result, "liquidity"), result, None, "nb"), "point")
    for line in _chart(result, "liquidity").lines:
        drawn = [row["value"] for row in rows if row["name"] == line.label.nb]
        assert drawn == [float(v) for v in result.values.of(line)]
    assert rows[0]["when"] == "apr. 2026"


def test_a_year_without_months_is_not_drawn(result: Result) -> None:
    rows = _rows(picture(_chart(result, "result"), result, None, "nb"), "bar")
    # 120 months from April 2026 touch eleven calendar years: 2026 to 2036.
    assert sorted({str(row["when"]) for row in rows}) == [str(year) for year in range(2026, 2037)]


def test_no_number_is_no_point(result: Result) -> None:
    for chart in result.built.charts:
        for layer in picture(chart, result, None, "nb")["layer"]:
            assert all(math.isfinite(row["value"]) for row in layer["data"]["values"])


def test_the_example_stands_behind_when_there_is_something_to_compare(
    result: Result, changed: Result
) -> None:
    chart = _chart(changed, "liquidity")
    alone, compared = (picture(chart, changed, before, "nb") for before in (None, result))
    assert len(compared["layer"]) == len(alone["layer"]) + 1
    line = result.built.model.lines["landlord.liquidity"]
    drawn = [row["value"] for row in _then(compared) if row["name"] == line.label.nb]
    assert drawn == [float(v) for v in result.values.of(line)]
    assert "eksempelet uendret" in compared["description"]
    assert "eksempelet" not in alone["description"]


def _then(spec: Spec) -> list[dict[str, object]]:
    values: list[dict[str, object]] = spec["layer"][1]["data"]["values"]
    return values


def test_parties_keep_their_colours(result: Result) -> None:
    scale = picture(_chart(result, "liquidity"), result, None, "nb")["layer"][1]["encoding"]["color"]["scale"]
    assert scale["range"] == [LANDLORD, OPERATOR]


def test_numbers_are_written_in_the_language(result: Result) -> None:
    norwegian, english = (picture(_chart(result, "liquidity"), result, None, lang) for lang in LANGUAGES)
    for drawn, language in ((norwegian, LANGUAGES[0]), (english, LANGUAGES[1])):  # as in every other picture
        assert drawn["config"]["locale"] == look(language)["locale"]
    assert norwegian["config"]["locale"]["number"]["decimal"] == ","
    assert norwegian["config"]["locale"]["number"]["thousands"] == "\u00a0"
    assert english["config"]["locale"]["number"]["thousands"] == ","
    # The largest amount is above three million.
    assert "mill." in norwegian["layer"][1]["encoding"]["y"]["axis"]["labelExpr"]
    first = _rows(norwegian, "point")[0]["shown"]
    assert isinstance(first, str)
    assert first.endswith("\u00a0kr")


def test_months_run_along_the_bottom(result: Result) -> None:
    axis = picture(_chart(result, "members"), result, None, "nb")["layer"][1]["encoding"]["x"]["axis"]
    # April 2026 is month 1, so January 2028 is month 22; every second January, for eleven calendar years.
    assert axis["values"] == [22, 46, 70, 94, 118]
    assert '"jan. 2028"' in axis["labelExpr"]


def test_a_short_case_shows_quarters(sublease: Case) -> None:
    stated = cases.changed(cases.minimal_case(), "horizon_months", 18)
    stated = cases.changed(stated, "deal.lease.term_months", 18)
    result = evaluated(case_from_mapping(stated))
    axis = picture(_chart(result, "members"), result, None, "en")["layer"][1]["encoding"]["x"]["axis"]
    assert axis["values"] == [1, 4, 7, 10, 13, 16]
    assert '"Apr 2026"' in axis["labelExpr"]
