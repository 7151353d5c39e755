"""`feasibility actual`: the answer, its files, and what is refused."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LARVIK = EXAMPLES / "larvik.yaml"
BOOKED = EXAMPLES / "larvik_booked.csv"
NBSP = "\u00a0"


def test_what_is_said_of_the_example(run: Run) -> None:
    """By hand from the CSV: EBITDA is −44,654 with the plan's bad debt of −1,254, which is not booked."""
    ran = run("actual", LARVIK, "--booked", BOOKED)
    assert ran.code == 0
    out = " ".join(ran.out.replace(NBSP, " ").split())
    income, cost = 189_700 + 79_500, 67_200 + 35_200 + 72_400 + 137_800
    assert income - cost - 1_254 == -44_654
    assert "ble −44 654 kr mot" in out
    assert "Det største avviket er leieinntekter fra brukere" in out
    assert "Ikke ført, og derfor som planlagt i sum og prognose: tap på krav og skattekostnad." in out
    english = run("actual", LARVIK, "--booked", EXAMPLES / "larvik_saft.xml", "--language", "en")
    assert english.code == 0
    assert "The accounts are from Eksempelet Kontorfellesskap AS." in english.out


def test_the_files(run: Run, tmp_path: Path) -> None:
    ran = run(
        *("actual", LARVIK, "--booked", BOOKED, "--json", tmp_path / "a.json", "--csv", tmp_path / "a.csv"),
        *("--png", tmp_path / "a.png"),
    )
    assert ran.code == 0
    data = json.loads((tmp_path / "a.json").read_text("utf-8"))["answer"]["data"]
    assert data["months"] == [f"2027-{month:02d}" for month in range(7, 13)]
    assert data["factors"]["bad_debt"] == 1
    assert [table.name for table in sorted(tmp_path.glob("a*.csv"))] == [
        "a-booked.csv",
        "a-covenants.csv",
        "a-months.csv",
        "a.csv",
    ]
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_the_board_is_told_when_it_must_act(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text("måned;linje;beløp\n2027-07;income_rent;20 000\n2027-07;equity;40 000\n", "utf-8")
    ran = run("actual", LARVIK, "--booked", file, "--set", "financing.operator.share_capital_nok=100000")
    out = " ".join(ran.out.replace(NBSP, " ").split())
    assert "Styret har handleplikt (aksjeloven § 3-5): egenkapitalen er under halve aksjekapitalen" in out
    assert "fra juli 2027 (40 000 kr)" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Saken har ingen bokførte tall (actual.operator.booked)."),
        (("--booked", "ingen.csv"), "ingen.csv: filen finnes ikke, eller kan ikke leses."),
        (
            ("--booked", BOOKED, "--party", "kommunen"),
            "skriv landlord (gårdeier), operator (driver) eller next_operator",
        ),
        (("--booked", LARVIK), "det er ikke overskriften i en fil med bokførte tall."),
        (
            ("--booked", BOOKED, "--party", "landlord"),
            "«income_rent» finnes ikke i planen (6 ganger).",
        ),
    ],
)
def test_what_cannot_be_answered_is_told(run: Run, arguments: tuple[object, ...], says: str) -> None:
    ran = run("actual", LARVIK, *arguments)
    assert ran.code == 2
    assert says in " ".join(ran.err.replace(NBSP, " ").split())


def test_lines_that_are_not_there_are_told_once_with_what_the_lines_are_called(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "b.csv"
    rows = ("2027-07;Driftskostnad;-1", "2027-08;driftskostnad;-2", "2027-08;Reklame;-3")
    file.write_text("\n".join(("måned;linje;beløp", *rows)), "utf-8")
    told = " ".join(run("actual", LARVIK, "--booked", file).err.split())
    assert "Linje 2:" in told
    close = "Mente du Driftskostnader (operating_cost)?"
    assert f"«Driftskostnad» finnes ikke i planen (2 ganger). {close} Gyldige her:" in told
    assert told.count("Lønnskostnader (staff_cost)") == 1  # the list stands with the first mistake alone
    assert "Linje 4:" in told
    assert "«Reklame» finnes ikke i planen. Bruk en av linjene over." in told
    english = " ".join(run("actual", LARVIK, "--booked", file, "--language", "en").err.split())
    assert english.count("(staff_cost)") == 1
    assert "Lønnskostnader" not in english


def test_share_capital_that_is_missing_is_told_by_its_whole_path(run: Run) -> None:
    out = "".join(run("actual", LARVIK, "--booked", BOOKED).out.split())
    assert "(financing.operator.share_capital_nok)" in out


def test_the_file_of_figures_is_never_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text("måned;linje;beløp\n2027-07;income_rent;20 000\n", "utf-8")
    ran = run("actual", LARVIK, "--booked", file, "--csv", file, "--force")
    assert ran.code == 2
    assert file.read_text("utf-8").startswith("måned")
