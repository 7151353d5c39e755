"""The Python API: five lines for a notebook, frames with the model's own numbers, nothing heavy before."""

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

import feasibility as fe
from feasibility.engine.explain.explain import UnknownPeriod
from feasibility.engine.expr import Axis
from tests.case import cases
from tests.cli.conftest import write_case

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def result() -> fe.Result:
    return fe.run(fe.case_from_mapping(cases.sublease_case()))


def test_five_lines(tmp_path: Path) -> None:
    path = write_case(tmp_path / "case.yaml", cases.sublease_case())

    case = fe.load(path)
    result = fe.run(case.changed({"products.flex.price_nok_per_month": 899}))
    months = fe.monthly(result)
    years = fe.yearly(result)
    fe.write_workbook(result, tmp_path / "case.xlsx")

    assert months["operator.ebitda"].sum() == pytest.approx(years["operator.ebitda.year"].sum())
    assert "Sammendrag" in openpyxl.load_workbook(tmp_path / "case.xlsx").sheetnames


def test_a_result_is_shown_on_one_line(result: fe.Result) -> None:
    shown = repr(result)
    assert len(shown) < 200
    assert result.case.name in shown
    assert "sublease, 120 months" in shown
    assert f"{len(result.checks)} checks passed" in shown


class TestFrames:
    def test_monthly_has_every_month_line(self, result: fe.Result) -> None:
        months = fe.monthly(result)
        lines = [line for line in result.built.model.lines.values() if line.axis is Axis.MONTH]
        assert list(months.columns) == [line.id for line in lines]
        assert isinstance(months.index, pd.PeriodIndex)
        assert months.index[0] == pd.Period("2026-04", "M")
        assert len(months) == 120
        for line in lines:
            np.testing.assert_array_equal(months[line.id].to_numpy(), result.values[line.id])

    def test_months_are_found_by_date(self, result: fe.Result) -> None:
        months = fe.monthly(result)
        # the lease starts in month 7; 1,250 × 480 m² / 12 before reductions
        assert months.loc["2026-10", "lease.market"] == 50_000
        assert months.loc["2026-09", "lease.market"] == 0

    def test_yearly_has_the_years_of_the_horizon(self, result: fe.Result) -> None:
        years = fe.yearly(result)
        assert list(years.index) == list(range(2026, 2037))
        assert years["calendar.months_in_year"].tolist() == [9, *[12] * 9, 3]
        np.testing.assert_array_equal(
            years["operator.ebitda.year"].to_numpy(), result.values["operator.ebitda.year"][:11]
        )

    def test_yearly_leaves_out_the_spare_year(self) -> None:
        # January and 120 months: the axis has room for an eleventh year, in case the start is moved
        january = fe.run(fe.case_from_mapping(cases.minimal_case()))
        assert january.built.model.year_count == 11
        assert list(fe.yearly(january).index) == list(range(2026, 2036))

    def test_measures(self, result: fe.Result) -> None:
        measures = fe.measures(result, "en")
        assert list(measures.index) == [m.line.id for m in result.built.measures]
        row = measures.loc["landlord.npv_against_vacant"]
        assert row["party"] == "landlord"
        assert row["number"] == result.number("landlord.npv_against_vacant")
        assert row["unit"] == "NOK"
        assert row["label"] == "Gain over vacant (present value)"
        assert bool(row["is_headline"])

    def test_a_measure_without_a_number_has_a_reason(self) -> None:
        measures = fe.measures(fe.run(fe.case_from_mapping(cases.minimal_case())))
        missing = measures["number"].isna()
        assert missing.any()
        assert (measures.loc[missing, "reason"] != "").all()
        assert (measures.loc[~missing, "reason"] == "").all()

    def test_lines(self, result: fe.Result) -> None:
        lines = fe.lines(result, "en")
        assert list(lines.index) == list(result.built.model.lines)
        assert lines.loc["lease.rent"].to_dict() == {
            "axis": "month",
            "unit": "NOK",
            "label": "Rent after reductions",
            "formula": "Rent before reductions − Rent reduction",
            "basis": "§4",
            "note": "Earned month by month.",
        }
        assert lines.loc["landlord.vat.running", "basis"] == "mval § 8-2; §6"
        assert lines.loc["lease.starts", "note"] == ""


class TestExplain:
    def test_as_text(self, result: fe.Result) -> None:
        by_name = fe.explain(result, "lease.rent", "2027-04", depth=1, language="en")
        assert by_name.startswith("Rent after reductions, Apr 2027: NOK\u00a025,000")
        assert fe.explain(result, "lease.rent", 13, depth=1, language="en") == by_name

    def test_as_a_value(self, result: fe.Result) -> None:
        trace = fe.trace(result, "landlord.npv_against_vacant")
        assert trace.value == result.number("landlord.npv_against_vacant")
        assert trace.period is None
        assert trace.basis == ("§10",)
        assert trace.note is not None
        assert trace.precedents

    def test_mistakes(self, result: fe.Result) -> None:
        with pytest.raises(KeyError, match="lease"):
            fe.explain(result, "lease.rents", 3)
        with pytest.raises(UnknownPeriod):
            fe.explain(result, "lease.rent")
        with pytest.raises(UnknownPeriod):
            fe.explain(result, "lease.rent", 121)


class TestDocument:
    def test_written_and_returned_alike(self, result: fe.Result, tmp_path: Path) -> None:
        path = fe.write_json(result, tmp_path / "out.json")
        assert path == tmp_path / "out.json"
        assert json.loads(path.read_text("utf-8")) == fe.document(result)
        assert [f.name for f in tmp_path.iterdir()] == ["out.json"]

    def test_a_folder_that_is_not_there(self, result: fe.Result, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            fe.write_json(result, tmp_path / "nowhere" / "out.json")


def test_discount_is_offered() -> None:
    found = fe.discount(fe.case_from_mapping(cases.minimal_case()))
    assert isinstance(found, fe.Discount)
    assert not math.isnan(found.landlord[0].without_nok)


class TestNames:
    def test_every_public_name_is_there(self) -> None:
        for name in fe.__all__:
            assert getattr(fe, name) is not None
        assert set(fe.__all__) <= set(dir(fe))

    def test_an_unknown_name(self) -> None:
        with pytest.raises(AttributeError, match="no attribute 'runn'"):
            _ = fe.runn

    def test_importing_it_loads_nothing_heavy(self) -> None:
        script = "import sys, feasibility; print(*sys.modules)"
        ran = subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        assert not {"numpy", "pydantic", "pandas", "xlsxwriter"} & set(ran.stdout.split())
