"""Every command that takes a case takes a scenario, changed fields and "without support", and says so."""

from pathlib import Path

import pytest

from feasibility.case import load_case
from feasibility.cli.commands import COMMANDS
from feasibility.evaluate import run as evaluated
from feasibility.language import format_measure
from tests.cli.conftest import Run

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "larvik.yaml"
TAKES_A_CASE = [id for id, command in COMMANDS.items() if "case" in {name.id for name in command.names}]
SHOWS_ALL = [id for id in TAKES_A_CASE if id not in ("lines", "explain")]
NBSP = "\u00a0"
NEEDS = {
    "solve": ("--number", "deal.lease.rent_nok_per_m2_year"),
    "actual": ("--booked", str(EXAMPLE.with_name("larvik_booked.csv"))),
}
"""What some commands are not to be asked without."""


def test_every_command_that_takes_a_case_takes_them() -> None:
    assert len(TAKES_A_CASE) >= 8
    for id in TAKES_A_CASE:
        flags = {option.flag for option in COMMANDS[id].options}
        assert {"--set", "--scenario", "--without-support"} <= flags, id


@pytest.mark.parametrize("command", SHOWS_ALL)
def test_the_run_is_named_at_the_top(run: Run, command: str) -> None:
    ran = run(
        command,
        EXAMPLE,
        *NEEDS.get(command, ()),
        *("--scenario", "lavt_belegg", "--set", "horizon_months=96", "--without-support"),
    )
    assert ran.code == 0
    top = " ".join(" ".join(ran.out.split("\n")[:4]).replace(NBSP, " ").split())
    assert "96 måneder" in top
    assert "Scenario: Lavt belegg. Endret: horizon_months = 96. Uten støtte." in top


def test_what_is_explained_is_the_run_asked_for(run: Run) -> None:
    case = load_case(EXAMPLE).scenario("lavt_belegg").changed({"building.owner_costs_nok_per_m2_year": 200})
    npv = evaluated(case, with_support=False).number("landlord.npv")
    assert npv is not None
    assert npv != evaluated(load_case(EXAMPLE)).number("landlord.npv")
    asked = ["--scenario", "lavt_belegg", "--set", "building.owner_costs_nok_per_m2_year=200"]
    ran = run("explain", EXAMPLE, "landlord.npv", *asked, "--without-support")
    assert f": {format_measure(npv, 'NOK', 'nb', 2)}" in ran.out.split("\n")[0]


def test_analyses_of_many_runs_are_without_support_too(run: Run) -> None:
    lowest = evaluated(load_case(EXAMPLE), with_support=False).number("operator.lowest_cash")
    assert lowest is not None
    shown = format_measure(lowest, "NOK", "nb")
    assert shown in run("bank", EXAMPLE, "--without-support").out
    assert shown not in run("bank", EXAMPLE).out


def test_checks_of_one_scenario_only(run: Run) -> None:
    ran = run("check", EXAMPLE, "--scenario", "forsinket", "--set", "horizon_months=110")
    marked = [line.strip() for line in ran.out.replace(NBSP, " ").split("\n") if "kontroller bestått" in line]
    assert [line.partition(":")[0] for line in marked] == [
        "✓ Scenario Forsinket og dyrere, med endringene",
        "✓ Scenario Forsinket og dyrere, med endringene, uten støtte",
    ]


@pytest.mark.parametrize("command", TAKES_A_CASE)
def test_a_wrong_one_is_told(run: Run, command: str) -> None:
    line = ["landlord.npv"] if command == "explain" else []
    ran = run(command, EXAMPLE, *line, "--scenario", "lavt")
    assert ran.code == 2
    assert "scenarioet «lavt» finnes ikke" in ran.err
    ran = run(command, EXAMPLE, *line, "--set", "horizon=12")
    assert ran.code == 2
    assert "--set horizon" in ran.err or "horizon: ukjent sti" in ran.err
