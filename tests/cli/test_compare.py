"""`feasibility compare` on files: columns of other cases, what holds for all, what is put wrongly."""

import csv
import json
from pathlib import Path

import pytest

from feasibility.case import load_case
from feasibility.evaluate import run as evaluated
from tests.case import cases
from tests.cli.conftest import Run, contents, write_case

RENT = "deal.lease.rent_nok_per_m2_year"


@pytest.fixture
def two(sublease: Path, folder: Path) -> tuple[Path, Path]:
    """sublease.yaml with a scenario, and other.yaml, a dearer one."""
    stated = cases.sublease_case()
    stated["scenarios"] = {"dear": {"label": "Dyrere", "set": {RENT: 2000}}}
    write_case(sublease, stated)
    other = cases.sublease_case()
    other["scenarios"] = {}
    other["deal"]["lease"]["rent_nok_per_m2_year"] = 900
    return sublease, write_case(folder / "other.yaml", other)


def test_a_file_beside_with_every_kind_of_output(run: Run, two: tuple[Path, Path], folder: Path) -> None:
    case, other = two
    files = ("--json", "a.json", "--csv", "a.csv", "--svg", "a.svg")
    ran = run("compare", case, "--with", other, "--only", "other", "--only", "dear", *files)
    assert ran.code == 0, ran.err
    data = json.loads((folder / "a.json").read_text(encoding="utf-8"))["answer"]["data"]
    numbers = {each["name"]: each["numbers"]["operator.npv"] for each in data["columns"]}
    assert numbers == {
        "case": evaluated(load_case(case)).number("operator.npv"),
        "dear": evaluated(load_case(case).scenario("dear")).number("operator.npv"),
        "other": evaluated(load_case(other)).number("operator.npv"),
    }
    values = {"case": load_case(case).lease.rent_nok_per_m2_year, "dear": 2000.0, "other": 900.0}  # type: ignore[union-attr]
    assert data["differing"] == [{"path": RENT, "values": values}]
    with (folder / "a.csv").open(encoding="utf-8-sig", newline="") as text:
        rows = {row[0]: row for row in csv.reader(text, delimiter=";")}
    # every digit in the file, thousands on the screen only
    assert float(rows["Drivers nåverdi"][2].replace(",", ".")) == pytest.approx(numbers["case"], abs=1e-6)


def test_changes_hold_for_the_scenarios_and_not_for_other_files(
    run: Run, two: tuple[Path, Path], folder: Path
) -> None:
    case, other = two
    ran = run(
        *("compare", case, "--with", other, "--only", "dear", "--only", "other", "--json", "a.json"),
        *("--set", "party_rates.operator_share_per_year=0.2", "--without-support"),
    )
    assert ran.code == 0, ran.err
    data = json.loads((folder / "a.json").read_text(encoding="utf-8"))["answer"]["data"]
    numbers = {each["name"]: each["numbers"]["operator.npv"] for each in data["columns"]}
    rate = {"party_rates.operator_share_per_year": 0.2}
    dear = load_case(case).scenario("dear").changed(rate)
    assert numbers["dear"] == evaluated(dear, with_support=False).number("operator.npv")
    assert numbers["other"] == evaluated(load_case(other), with_support=False).number("operator.npv")
    assert "ikke målt likt" in ran.out.replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("--only", "deer"), "Mente du dear"),
        (("--against", "nothing like it"), "Velg blant case, dear"),
        (("--only", "case"), "Ta med flere: dear"),
        (("--with", "no.yaml"), "no.yaml"),
        (("--with", "a.txt"), "a.txt"),
        (("--with", "other.yaml", "--with", "./other.yaml"), "To filer gir kolonnen «other»"),
        (("--with", "plan.json", "--json", "plan.json", "--force"), "samme fil som plan.json"),
        (("--set", "deal.lease.term_months=abc"), "term_months"),
    ],
)
def test_what_is_put_wrongly(
    run: Run, two: tuple[Path, Path], folder: Path, words: tuple[str, ...], mend: str
) -> None:
    (folder / "a.txt").write_text("just words", encoding="utf-8")
    (folder / "plan.json").write_text(json.dumps(cases.sublease_case()), encoding="utf-8")
    before = contents(folder)
    ran = run("compare", two[0], *words)
    assert ran.code == 2
    assert ran.out == ""
    assert mend in ran.err.replace("\u00a0", " ")
    assert "Traceback" not in ran.err
    assert contents(folder) == before


def test_a_scenario_that_cannot_be_made_is_named(run: Run, two: tuple[Path, Path]) -> None:
    """A change of the lease means nothing in a scenario without one; without that scenario it does."""
    stated = cases.sublease_case()
    own = {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 1200}
    stated["scenarios"] = {"own": {"set": {"deal": own}}, "dear": {"set": {RENT: 2000}}}
    case = write_case(two[0], stated)
    ran = run("compare", case, "--set", f"{RENT}=900")
    assert ran.code == 2
    assert "Kolonnen own lar seg ikke regne ut" in ran.err
    assert run("compare", case, "--set", f"{RENT}=900", "--only", "dear").code == 0
