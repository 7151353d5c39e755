"""`feasibility benchmarks`: the field alone, the case beside it, the files, and what is refused."""

import csv
from pathlib import Path

import pytest

from feasibility.evidence import BENCHMARKS
from tests.cli.conftest import Run

LARVIK = Path(__file__).resolve().parents[2] / "examples" / "larvik.yaml"


@pytest.mark.parametrize(
    ("language", "title"), [("nb", "Tallene fra feltet"), ("en", "The figures of the field")]
)
def test_without_a_case_the_figures_of_the_field_stand_alone(run: Run, language: str, title: str) -> None:
    ran = run("benchmarks", "--language", language)
    assert ran.code == 0
    assert ran.out.startswith(title)
    words = " ".join(ran.out.replace("\u00a0", " ").split())
    assert words.count("Master") >= 30
    assert "coworkingresources.org" in words
    assert run("benchmarks", "--full").code == 0


@pytest.mark.parametrize(
    "option", [("--csv", "a.csv"), ("--scenario", "lavt_belegg"), ("--without-support",)]
)
def test_without_a_case_nothing_else_can_be_asked(run: Run, option: tuple[str, ...]) -> None:
    ran = run("benchmarks", *option)
    assert ran.code == 2
    assert "Skriv saken også" in " ".join(ran.err.split())


def test_with_a_case_it_is_set_beside_and_the_list_stands_with_full(run: Run) -> None:
    brief, whole = run("benchmarks", LARVIK), run("benchmarks", LARVIK, "--full")
    assert brief.code == whole.code == 0
    assert "Saken ved siden av feltet" in brief.out
    assert "Hva som skal til for å lønne en vert" in brief.out
    assert "Hvem som skal fylle plassene" in brief.out
    assert "Tallene fra feltet" not in brief.out
    assert "Tallene fra feltet" in whole.out


def test_the_files_hold_all_of_it(run: Run, tmp_path: Path) -> None:
    assert run("benchmarks", LARVIK, "--csv", tmp_path / "b.csv", "--language", "en").code == 0
    rows = list(csv.DictReader((tmp_path / "b.csv").read_text("utf-8-sig").splitlines()))
    price = next(row for row in rows if row["Number"] == "Price, Fleksplass")
    assert (price["The case"], price["Field from"], price["Up to"]) == ("799", "500", "799")
    assert price["The case is"] == "within"
    listed = (tmp_path / "b-benchmarks.csv").read_text("utf-8-sig").splitlines()
    assert len(listed) == len(BENCHMARKS) + 1
    assert (tmp_path / "b-host.csv").exists()
    assert (tmp_path / "b-catchment.csv").exists()


def test_there_is_no_picture(run: Run) -> None:
    ran = run("benchmarks", LARVIK, "--png", "a.png")
    assert ran.code == 2
    assert "dette svaret har ikke noe bilde" in ran.err
