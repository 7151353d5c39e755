"""Commands that answer one question by many runs: their files, and what is put wrongly."""

import json
from pathlib import Path

import openpyxl
import pytest

from feasibility.case import case_hash, load_case
from feasibility.cli.answers import range_in
from feasibility.cli.arguments import UsageError
from feasibility.cli.chosen import Chosen
from feasibility.language import Language
from tests.cli.conftest import Run, contents

RENT = "deal.lease.rent_nok_per_m2_year"
ASKED = ("--number", RENT, "--measure", "landlord.npv")


def test_every_kind_of_file_in_one_run(run: Run, sublease: Path, folder: Path) -> None:
    outputs = (
        "--json",
        "a.json",
        "--csv",
        "a.csv",
        "--png",
        "a.png",
        "--svg",
        "a.svg",
        "--date",
        "2027-01-31",
    )
    first = run("solve", sublease, *ASKED, *outputs)
    assert first.code == 0, first.err
    files = contents(folder)
    assert set(files) == {"sublease.yaml", "a.json", "a.csv", "a-curve.csv", "a.png", "a.svg"}
    assert "Skrevet: a.json, a.csv, a-curve.csv, a.png og a.svg." in first.out
    run("solve", sublease, *ASKED, *outputs)
    assert contents(folder) == files  # the same question gives the same files to the last byte


def test_the_workbook_has_a_sheet_that_says_it_is_computed(run: Run, sublease: Path, folder: Path) -> None:
    ran = run("solve", sublease, *ASKED, "--xlsx", "a.xlsx", "--date", "2027-01-31", "--language", "en")
    assert ran.code == 0, ran.err
    sheet = openpyxl.load_workbook(folder / "a.xlsx")["Solved"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(text.startswith("Computed result: the numbers here are fixed") for text in texts)
    run_told = next(text for text in texts if text.startswith("feasibility "))
    assert case_hash(load_case(sublease)) in run_told
    assert "31 Jan 2027" in run_told
    asked = run("solve", sublease, *ASKED, "--json", "a.json").code
    assert asked == 0
    found = json.loads((folder / "a.json").read_text(encoding="utf-8"))["answer"]["tables"][0]["rows"]
    numbers = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)]
    for row in found:
        assert any(abs(number - row["measure"]) < 1e-6 for number in numbers)
    assert sheet.protection.sheet
    assert len(sheet._images) == 1


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("--number", "deal.lease.rent_nok_per_m2"), RENT),
        (("--number", "deal.lease.currency"), "Saken har ikke noe tall"),
        (("--number", "horizon_months"), "Prøv det med --set"),
        (("--number", RENT, "--measure", "operator.npw"), "operator.npv"),
        (("--number", RENT, "--measure", "operator.cash"), "ett tall for hver periode"),
        (("--number", RENT, "--from", "5", "--to", "5"), "til et som er større"),
        (("--number", RENT, "--from", "-5"), "feltets grenser"),
        (("--number", RENT, "--target", "mye"), "--target mye: dette er ikke et tall"),
        (("--number", RENT, "--target", "1,250"), "1,250"),
        (("--number", RENT, "--number", RENT), "Oppgi det én gang"),
        ((), "Oppgi minst ett tall"),
        (("--number", RENT, "--csv", "a.txt"), "må ende på .csv"),
        (("--number", RENT, "--png", "nowhere/a.png"), "finnes ikke"),
    ],
)
def test_what_is_put_wrongly_is_told_with_the_mend(
    run: Run, sublease: Path, folder: Path, words: tuple[str, ...], mend: str
) -> None:
    before = contents(folder)
    ran = run("solve", sublease, *words, "--json", "a.json")
    assert ran.code == 2
    assert ran.out == ""
    assert mend in ran.err.replace("\u00a0", " ")
    assert "Traceback" not in ran.err
    assert contents(folder) == before


@pytest.mark.parametrize("name", ["a.csv", "a-curve.csv", "a.png", "a.svg", "a.json"])
def test_somebody_elses_file_is_never_replaced(run: Run, sublease: Path, folder: Path, name: str) -> None:
    (folder / name).write_text("mine", encoding="utf-8")
    before = contents(folder)
    outputs = ("--json", "a.json", "--csv", "a.csv", "--png", "a.png", "--svg", "a.svg")
    ran = run("solve", sublease, *ASKED, *outputs)
    assert ran.code == 2
    assert name in ran.err
    assert contents(folder) == before
    assert run("solve", sublease, *ASKED, *outputs, "--force").code == 0
    assert contents(folder)[name] != b"mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("audit", "--png", "a.png"), "a.png: dette svaret har ikke noe bilde. Ta bort --png"),
        (("audit", "--svg", "a.svg"), "a.svg: dette svaret har ikke noe bilde"),
        (("solve", "--number", RENT, "--number", f" {RENT}"), "Oppgi det én gang"),
        (("negotiate", "--x", "rent_free_months", "--y", "rent_free_months"), "Velg to ulike tall"),
        (("negotiate", "--x", "percentage_off"), "Velg to ulike tall"),  # y is that, unless it is given
        (("sensitivity", "--table", RENT, "--table", f"{RENT}=900..1000"), "to forskjellige tall"),
    ],
)
def test_what_can_not_be_is_refused_before_anything_is_calculated(
    run: Run,
    sublease: Path,
    folder: Path,
    words: tuple[str, ...],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def calculated(*_: object) -> None:
        raise AssertionError("calculated before it was refused")

    monkeypatch.setattr(Chosen, "stated_result", calculated)
    ran = run(words[0], sublease, *words[1:])
    assert ran.code == 2
    assert said in ran.err
    assert set(contents(folder)) == {"sublease.yaml"}


@pytest.mark.parametrize(
    ("text", "language", "ends"),
    [
        ("0..24", "nb", (0, 24)),
        (" 0,05 .. 12,5 % ", "nb", (0.05, 0.125)),
        ("-5..1 250 000", "nb", (-5, 1_250_000)),
        ("900..1,250.50", "en", (900, 1250.5)),
    ],
)
def test_a_range_is_typed_as_people_write_numbers(
    text: str, language: Language, ends: tuple[float, float]
) -> None:
    assert range_in(text, "--x-range", language) == ends


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5", "--x-range 5: skriv fra og til med to punktum imellom, som 0..24."),
        ("1..2..3", "skriv fra og til"),
        ("lav..2", "--x-range lav: dette er ikke et tall"),
        ("..2", "dette er ikke et tall"),
        ("1,250..2000", "1250"),  # or 1,25
    ],
)
def test_a_range_that_is_none_is_told_with_how_to_write_it(text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        range_in(text, "--x-range", "nb")
    assert said in raised.value.messages[0].nb.replace("\u00a0", " ")
