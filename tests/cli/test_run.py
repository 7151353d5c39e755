"""`feasibility run`: the summary, the changes, the files, the exit code."""

import dataclasses
import datetime
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from feasibility import evaluate
from feasibility.case import case_from_mapping, load_case
from feasibility.language import LANGUAGES, Label
from feasibility.model import Result
from feasibility.model.base.result import Caution
from feasibility.workbook import WorkbookMismatch
from tests.case import cases
from tests.cli.conftest import Run, contents, write_case

NBSP = "\u00a0"


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def patch_result(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    """Let every run of the command give a changed result."""

    def changed(case: Any, with_support: bool = True) -> Result:
        result: Result = change(evaluate.run(case, with_support))
        return result

    monkeypatch.setattr("feasibility.cli.chosen.run", changed)


def fail_a_check(result: Result) -> Result:
    """The same result, with one more check, made of a line that is not zero."""
    line = result.built.model.lines["deal.last_month"]
    failing = dataclasses.replace(
        result.built.checks[0], difference=line, label=Label("Alt er galt", "All is wrong")
    )
    structure = dataclasses.replace(result.built, checks=(*result.built.checks, failing))
    return dataclasses.replace(result, built=structure)


class TestSummary:
    @pytest.mark.parametrize("name", cases.STRUCTURES)
    def test_tells_the_return_asked_for_of_the_companies_there_are(
        self, run: Run, folder: Path, name: str
    ) -> None:
        write_case(folder / "case.yaml", cases.STRUCTURES[name]())
        told = run("run", "case.yaml").out.partition("Krav i året:")[2].partition("\n")[0]
        assert "gårdeier" in told
        assert ("driver" in told) == (name != "landlord_operated")

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("name", cases.STRUCTURES)
    def test_fits_one_screen(self, run: Run, folder: Path, name: str, language: str) -> None:
        write_case(folder / "case.yaml", cases.STRUCTURES[name]())
        ran = run("run", "case.yaml", "--language", language)

        assert (ran.code, ran.err) == (0, "")
        lines = ran.out.splitlines()
        assert len(lines) <= 72
        assert max(map(len, lines)) <= 100
        assert "\x1b" not in ran.out

    def test_both_parties_stand_side_by_side(self, run: Run, sublease: Path) -> None:
        ran = run("run", sublease)
        assert re.search(r"^Gårdeier +Driver$", ran.out, re.MULTILINE)
        assert "Apr. 2026 – mars 2036 (120 måneder)." in plain(ran.out)
        assert "Fremleie" in ran.out
        assert "bestått" in ran.out

    def test_one_company_has_one_column(self, run: Run, folder: Path) -> None:
        write_case(folder / "case.yaml", cases.landlord_operated_case())
        ran = run("run", "case.yaml", "--language", "en")
        assert re.search(r"^Landlord$", ran.out, re.MULTILINE)
        assert not re.search(r"^Operator|Landlord +Operator", ran.out, re.MULTILINE)

    def test_numbers_are_the_models_own(self, run: Run, sublease: Path) -> None:
        result = evaluate.run(load_case(sublease))
        gain = result.number("landlord.npv_against_vacant")
        assert gain is not None
        shown = f"{round(gain):,}"
        assert f"NOK {shown}" in plain(run("run", sublease, "--language", "en").out)
        assert f"{shown.replace(',', ' ')} kr" in plain(run("run", sublease).out)

    def test_every_headline_measure_is_there(self, run: Run, sublease: Path) -> None:
        result = evaluate.run(load_case(sublease))
        out = " ".join(plain(run("run", sublease, "--language", "en").out).split())
        for measure in result.built.measures:
            if measure.is_headline and measure.line.unit == "NOK":
                number = result.number(measure.line)
                assert number is not None
                assert f"{abs(round(number)):,}" in out, measure.line.id

    def test_a_month_is_also_a_calendar_month(self, run: Run, sublease: Path) -> None:
        number = evaluate.run(load_case(sublease)).number("concept.turns")
        assert number == 7  # the month the office opens
        assert "okt. 2026 (md. 7)" in plain(run("run", sublease).out)
        assert "Oct 2026 (month 7)" in plain(run("run", sublease, "--language", "en").out)

    def test_a_measure_without_a_number_says_why(self, run: Run, folder: Path) -> None:
        # full from the first day, and no cost to earn back: the landlord is never behind
        write_case(folder / "case.yaml", cases.turnover_rent_case())
        result = evaluate.run(load_case(folder / "case.yaml"))
        missing = [m for m in result.built.measures if m.is_headline and result.number(m.line) is None]
        assert missing
        out = " ".join(plain(run("run", "case.yaml").out).split())
        for measure in missing:
            reason = result.reason(measure.line)
            assert reason is not None
            assert f"– ({reason.nb})" in out

    def test_next_steps_can_be_copied(self, run: Run, folder: Path) -> None:
        write_case(folder / "min sak.yaml", cases.sublease_case())
        out = run("run", "min sak.yaml").out
        assert "feasibility discount 'min sak.yaml'" in out
        assert "--xlsx 'min sak.xlsx'" in out

    def test_next_steps_are_of_the_run_that_is_shown(self, run: Run, sublease: Path) -> None:
        asked = ("--set", "deal.lease.rent_nok_per_m2_year=1 250,50", "--without-support")
        out = run("run", sublease, *asked).out
        steps = [line for line in out.splitlines() if line.strip().startswith("feasibility ")]
        assert [step.split()[1] for step in steps] == ["discount", "run", "explain"]
        for step in steps:
            typed = shlex.split(step)
            assert typed[typed.index("--set") + 1] == "deal.lease.rent_nok_per_m2_year=1 250,50"
            assert "--without-support" in typed


class TestWarnings:
    def warn(self, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
        warnings = tuple(
            Caution(f"w{i}", Label(f"Advarsel {i}", f"Warning {i}"), Label("DNB", "DNB"))
            for i in range(count)
        )
        patch_result(monkeypatch, lambda result: dataclasses.replace(result, warnings=warnings))

    def test_each_with_its_source(self, run: Run, sublease: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.warn(monkeypatch, 1)
        assert "! Advarsel 0 (kilde: DNB)" in run("run", sublease).out

    def test_those_that_do_not_fit_are_counted(
        self, run: Run, sublease: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.warn(monkeypatch, 30)
        ran = run("run", sublease)
        shown = ran.out.count("Advarsel ")
        assert 2 <= shown < 30
        assert f"… og {30 - shown} til" in ran.out
        assert len(ran.out.splitlines()) <= 72

    def test_the_first_in_full_the_others_on_a_line(
        self, run: Run, sublease: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        long = "ord " * 100
        warnings = tuple(
            Caution(f"w{i}", Label(f"Nr. {i} {long}", f"No. {i} {long}"), Label("DNB", "DNB"))
            for i in range(4)
        )
        patch_result(monkeypatch, lambda result: dataclasses.replace(result, warnings=warnings))
        ran = run("run", sublease.name)
        assert len(ran.out.splitlines()) <= 72
        assert all(f"! Nr. {i} ord" in ran.out for i in range(4))
        assert 1 <= ran.out.count("(kilde: DNB)") < 4
        assert ran.out.index("(kilde: DNB)") < ran.out.index("! Nr. 1")
        assert "i sin helhet og med kilde" in ran.out


class TestChanges:
    def test_a_set_value_is_run_and_shown(self, run: Run, sublease: Path) -> None:
        ran = run("run", sublease, "--set", "deal.lease.rent_nok_per_m2_year=1 250,50")
        assert "deal.lease.rent_nok_per_m2_year = 1 250,5" in plain(ran.out)
        case = load_case(sublease).changed({"deal.lease.rent_nok_per_m2_year": 1250.5})
        gain = evaluate.run(case).number("landlord.npv_against_vacant")
        assert f"{round(gain or 0):,}".replace(",", " ") in plain(ran.out)

    def test_a_scenario_then_what_is_set(self, run: Run, sublease: Path) -> None:
        ran = run("run", sublease, "--scenario", "low", "--set", "products.flex.ramp.stabilised_share=50 %")
        assert "Scenario: Lavt belegg." in ran.out
        case = load_case(sublease).scenario("low")
        changed = case.changed({"products.flex.ramp.stabilised_share": 0.5})
        npv = evaluate.run(changed).number("operator.npv")
        assert f"{abs(round(npv or 0)):,}".replace(",", " ") in plain(ran.out)

    def test_without_support(self, run: Run, sublease: Path) -> None:
        ran = run("run", sublease, "--without-support")
        assert "Uten støtte." in ran.out
        npv = evaluate.run(load_case(sublease), with_support=False).number("operator.npv")
        assert f"{abs(round(npv or 0)):,}".replace(",", " ") in plain(ran.out)

    def test_the_file_is_left_alone(self, run: Run, sublease: Path, folder: Path) -> None:
        before = contents(folder)
        run("run", sublease, "--set", "horizon_months=60", "--set", "products.flex.units=1")
        assert contents(folder) == before

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["--scenario", "lwo"], ["scenarios", "lwo", "low"]),
            (["--set", "products.flex.unit=3"], ["products.flex.unit", "products.flex.units"]),
            (["--set", "x"], ["--set x"]),
            (["--set", "horizon_months=3"], ["horizon_months", "3"]),
            (["--date", "2027-02-30"], ["--date 2027-02-30"]),
            (["--date", "20270131"], ["--date"]),
        ],
    )
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_mistakes(
        self, run: Run, sublease: Path, words: list[str], told: list[str], language: str
    ) -> None:
        ran = run("run", sublease, "--json", "out.json", *words, "--language", language)
        assert ran.code == 2
        assert ran.out == ""
        assert "Traceback" not in ran.err
        for text in told:
            assert text in ran.err
        assert not Path("out.json").exists()


class TestFiles:
    def test_json_and_workbook(self, run: Run, sublease: Path, folder: Path) -> None:
        ran = run("run", sublease, "--json", "out.json", "--xlsx", "out.xlsx", "--date", "2027-01-31")
        assert ran.code == 0
        assert sorted(contents(folder)) == ["out.json", "out.xlsx", "sublease.yaml"]
        assert "Skrevet: out.xlsx" in ran.out
        assert "Skrevet: out.json" in ran.out
        book = load_workbook("out.xlsx")
        assert len(book.sheetnames) > 3
        assert book.properties.created == datetime.datetime(2027, 1, 31)
        # readable by whoever may read other files, not only by their maker
        assert Path("out.json").stat().st_mode & 0o777 == sublease.stat().st_mode & 0o777

    def test_an_earlier_result_is_replaced(self, run: Run, sublease: Path) -> None:
        assert run("run", sublease, "--json", "out.json").code == 0
        first = Path("out.json").read_text("utf-8")
        assert run("run", sublease, "--json", "out.json", "--set", "products.flex.units=30").code == 0
        assert Path("out.json").read_text("utf-8") != first

    def test_a_link_is_followed(self, run: Run, sublease: Path) -> None:
        assert run("run", sublease, "--json", "out.json").code == 0
        Path("link.json").symlink_to("out.json")
        assert run("run", sublease, "--json", "link.json", "--set", "products.flex.units=30").code == 0
        assert Path("link.json").is_symlink()
        assert "30" in Path("out.json").read_text("utf-8").partition('"months"')[0]

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["--json", "sublease.yaml"], ".json"),
            (["--json", "out.txt"], "out.json"),
            (["--xlsx", "out.xls"], "out.xlsx"),
            (["--json", "nowhere/out.json"], "nowhere"),
            (["--xlsx", "nowhere/out.xlsx"], "nowhere"),
            (["--json", "folder.json"], "folder.json"),
            (["--json", "other.json"], "other.json"),
        ],
    )
    def test_where_nothing_can_or_should_be_written(
        self, run: Run, sublease: Path, folder: Path, words: list[str], told: str
    ) -> None:
        Path("folder.json").mkdir()
        Path("other.json").write_text('{"name": "Another case"}', "utf-8")
        before = contents(folder)
        ran = run("run", sublease, *words)
        assert ran.code == 2
        assert told in ran.err
        assert ran.out == ""
        assert contents(folder) == before

    def test_never_over_the_case_itself(self, run: Run, folder: Path) -> None:
        import json

        Path("case.json").write_text(json.dumps(cases.sublease_case()), "utf-8")
        Path("same.json").symlink_to("case.json")
        for name in ("case.json", "./case.json", "same.json"):
            before = contents(folder)
            ran = run("run", "case.json", "--json", name)
            assert ran.code == 2
            assert contents(folder) == before

    def test_a_disk_that_will_not_have_it(
        self, run: Run, sublease: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run("run", sublease, "--json", "out.json").code == 0
        before = contents(folder)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.replace", full)
        ran = run("run", sublease, "--json", "out.json", "--set", "products.flex.units=30")
        assert ran.code == 2
        assert "out.json" in ran.err
        assert contents(folder) == before

    def test_a_workbook_that_does_not_agree(
        self, run: Run, sublease: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def disagrees(*_: object, **__: object) -> None:
            error = WorkbookMismatch.__new__(WorkbookMismatch)
            ValueError.__init__(error, "Beregning!C7: not the same")
            raise error

        monkeypatch.setattr("feasibility.workbook.write_workbook", disagrees)
        ran = run("run", sublease, "--xlsx", "out.xlsx", "--json", "out.json")
        assert ran.code == 1
        assert "Beregning!C7" in ran.err
        assert sorted(contents(folder)) == ["sublease.yaml"]


class TestFailedCheck:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_told_first_and_gives_1(
        self, run: Run, sublease: Path, monkeypatch: pytest.MonkeyPatch, language: str
    ) -> None:
        patch_result(monkeypatch, fail_a_check)
        ran = run("run", sublease, "--language", language)
        assert ran.code == 1
        verdict, what = plain(ran.out).splitlines()[2:4]
        assert ("FEILER" if language == "nb" else "FAIL") in verdict
        # the deal's last month of this case is 126: months 7 + 84 + 36 − 1
        assert what == (
            "  ✗ Alt er galt: avvik 126,00 kr" if language == "nb" else "  ✗ All is wrong: off by NOK 126.00"
        )

    def test_the_files_are_written_all_the_same(
        self, run: Run, sublease: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        patch_result(monkeypatch, fail_a_check)
        assert run("run", sublease, "--json", "out.json").code == 1
        assert '"passed": false' in Path("out.json").read_text("utf-8")


def test_a_change_of_structure_reaches_the_summary(run: Run, sublease: Path) -> None:
    case = case_from_mapping(cases.sublease_case())
    assert case.deal.structure == "sublease"
    ran = run(
        "run", sublease, "--set", "deal={structure: landlord_operated, market_rent_nok_per_m2_year: 900}"
    )
    assert ran.code == 0
    assert "Gårdeieren driver selv" in ran.out
