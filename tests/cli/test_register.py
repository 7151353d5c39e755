"""`feasibility register`: the counts, the numbers asked for, the files, and what is refused."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LARVIK = Path(__file__).resolve().parents[2] / "examples" / "larvik.yaml"


def test_all_numbers_or_those_asked_for(run: Run) -> None:
    ran = run("register", LARVIK, "--full")
    assert ran.code == 0
    assert "party_rates" in ran.out
    assert "--full" not in ran.out
    only = run("register", LARVIK, "--only", "documented")
    assert only.code == 0
    assert "Masteroppgave" in only.out
    assert len(only.out) < len(ran.out) / 4
    counts = ran.out[ran.out.index("Hvor sikre tallene er") :]
    assert only.out.endswith(counts)  # what is listed changes nothing of what is counted


def test_the_csv_has_a_row_for_each_number(run: Run, tmp_path: Path) -> None:
    assert run("register", LARVIK, "--csv", tmp_path / "r.csv", "--language", "en").code == 0
    rows = list(csv.DictReader((tmp_path / "r.csv").read_text("utf-8-sig").splitlines()))
    rent = next(row for row in rows if row["Path"] == "deal.lease.rent_nok_per_m2_year")
    assert rent["Confidence"] in ("Documented", "Estimate")
    assert (tmp_path / "r-counts.csv").exists()


def test_in_brief_the_counts_and_what_is_still_to_be_replaced(run: Run, tmp_path: Path) -> None:
    brief = run("register", LARVIK)
    assert "Hvor sikre tallene er" in brief.out
    assert "party_rates" not in brief.out
    assert "Skal fortsatt byttes ut" not in brief.out  # the example is filled in
    assert brief.out.endswith("Alt sammen her på skjermen: --full.\n")
    case = tmp_path / "new.yaml"
    assert run("new", "sublease", case).code == 0
    told = run("register", case).out
    listed = told[told.index("Skal fortsatt byttes ut") :]
    lines = case.read_text("utf-8").splitlines()
    marked = [line.split(":")[0].strip() for line in lines if '"Bytt ut' in line and line.lstrip()[0] != "#"]
    assert len(marked) > 3
    assert [field for field in marked if field not in listed] == []
    assert "Sakens navn" in listed
    assert "Mitt kontorfellesskap" in listed


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--only", "sikker"), "skriv én av documented, estimate, guess, unsourced, default, template."),
        (("--png", "a.png"), "dette svaret har ikke noe bilde"),
    ],
)
def test_what_cannot_be_asked_is_told(run: Run, arguments: tuple[str, ...], says: str) -> None:
    ran = run("register", LARVIK, *arguments)
    assert ran.code == 2
    assert says in " ".join(ran.err.split())
