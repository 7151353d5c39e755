"""One form for every answer: the page, JSON, CSV, workbook and picture show the same numbers."""

import csv
import dataclasses
import io
import json
import math

import altair
import pytest

import feasibility as fe
from feasibility.analysis.solve import solve
from feasibility.answers.answer import Answer, Column, Figure, Row, Table, month, shown
from feasibility.answers.page import page, table_lines
from feasibility.answers.solve import answer
from feasibility.answers.written import answer_json, csv_files, table_of
from feasibility.case import case_hash, load_case
from feasibility.evaluate import run
from feasibility.language import LANGUAGES, Label, Language
from feasibility.model import Result
from feasibility.pictures.render import is_ours, png, svg
from feasibility.report.layout import WIDTH
from feasibility.resources import example_path

RENT = "deal.lease.rent_nok_per_m2_year"
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def larvik() -> Result:
    return run(load_case(example_path("larvik")))


@pytest.fixture(scope="module")
def solved(larvik: Result) -> Answer:
    return answer(solve(larvik, [RENT], "operator.npv"), larvik)


def _table(*cells: object) -> Table:
    columns = (Column("a", Label("Hva", "What")), Column("b", Label("Beløp", "Amount"), "NOK"))
    return Table("t", Label("Tabell", "Table"), columns, (Row(cells),))  # type: ignore[arg-type]


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="another number of cells"):
        _table("one")


@pytest.mark.parametrize(
    ("cell", "nb", "en"),
    [
        (Figure(1250000.4), f"1{NBSP}250{NBSP}000{NBSP}kr", f"NOK{NBSP}1,250,000"),
        (Figure(0.125, "share"), f"12,5{NBSP}%", "12.5%"),
        (Figure(None, reason=Label("ingen lån", "no loans")), "ingen lån", "no loans"),
        (Figure(None), "–", "–"),
        (Figure(3, "months", mark=Label("best", "best")), f"3{NBSP}måneder best", f"3{NBSP}months best"),
        (None, "", ""),
        ("=1+1", "=1+1", "=1+1"),
    ],
)
def test_a_cell_as_people_read_it(cell: Figure, nb: str, en: str) -> None:
    column = Column("b", Label("Beløp", "Amount"), "NOK")
    assert shown(cell, column, "nb") == nb
    assert shown(cell, column, "en") == en


def test_a_project_month_is_shown_as_a_calendar_month(larvik: Result) -> None:
    """The case begins in January 2027, so month 25 is January 2029."""
    column = Column("m", Label("Måned", "Month"), "month")
    assert shown(month(larvik, 25), column, "nb") == "jan. 2029"
    assert shown(month(larvik, None, Label("aldri", "never")), column, "nb") == "aldri"


def test_csv_is_what_a_spreadsheet_in_the_language_reads(solved: Answer) -> None:
    base = solved.tables[0].rows[0].cells[2]
    assert isinstance(base, Figure)
    for language, delimiter, decimal in (("nb", ";", ","), ("en", ",", ".")):
        text = csv_files(solved, language)["found"]  # type: ignore[arg-type]
        heads, first, *_ = csv.reader(io.StringIO(text), delimiter=delimiter)
        assert len(heads) == len(first) == 3
        assert float(first[1].replace(decimal, ".")) == 1200
        assert float(first[2].replace(decimal, ".")) == base.value


def test_csv_names_units_that_differ_and_takes_no_formula_from_a_name() -> None:
    table = _table("=HYPERLINK(1)", Figure(0.5, "share"))
    found = dataclasses.replace(_empty(), tables=(table,))
    heads, first = csv.reader(io.StringIO(csv_files(found, "en")["t"]))
    assert heads == ["What", "Unit", "Amount (NOK)"]
    assert first == ["'=HYPERLINK(1)", "share", "0.5"]


def test_json_says_which_run_and_has_every_digit(solved: Answer, larvik: Result) -> None:
    found = json.loads(answer_json(solved))
    assert found["case"]["hash"] == case_hash(larvik.case)
    assert found["run"]["mark"] == larvik.mark
    assert found["answer"]["id"] == "solve"
    row = found["answer"]["tables"][0]["rows"][0]
    assert row["measure"] == larvik.number("operator.npv")
    root = found["answer"]["data"]["roots"][0]["value"]
    again = run(larvik.case.changed({RENT: root}))
    assert again.number("operator.npv") == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fits_the_screen(solved: Answer, language: Language) -> None:
    lines = [line.text for line in page(solved, language)]
    assert max(map(len, lines)) <= WIDTH
    assert any("1 278,54" in line.replace(NBSP, " ") for line in lines) == (language == "nb")


def test_a_wide_table_is_broken_with_its_first_column_in_each_part() -> None:
    columns = (
        Column("what", Label("Hva", "What")),
        *(Column(f"c{n}", Label(f"Kolonne{n}", f"Column{n}"), "NOK") for n in range(12)),
    )
    table = Table(
        "t", Label("Bred", "Wide"), columns, (Row(("Nåverdi", *(Figure(1e6 + n) for n in range(12)))),)
    )
    lines = [line.text for line in table_lines(table, "en")]
    assert max(map(len, lines)) <= WIDTH
    assert sum(line.startswith("Nåverdi") for line in lines) >= 2
    whole = " ".join(lines)
    assert all(f"Column{n}" in whole and f"1,000,{n:03}" in whole for n in range(12))


def test_sentences_are_set_to_the_left_and_short_words_and_numbers_to_the_right() -> None:
    def lines(cell: object) -> list[str]:
        return [line.text for line in table_lines(_table("one", cell), "en")][3:]

    told = lines("a whole sentence of so many words that " + "it goes on and on " * 5)
    assert len(told) > 1
    begins = told[0].index("a whole")
    assert all(len(line) - len(line.lstrip()) == begins for line in told[1:])  # under where it began
    assert max(map(len, told)) <= WIDTH
    # the heading of six letters ends where short words and numbers do
    for cell in ("few", Figure(1.0, "NOK")):
        head, _, row = (line.text for line in table_lines(_table("one", cell), "en")[1:])
        assert head.endswith("Amount")
        assert len(head) == len(row)


def test_a_table_with_long_paths_in_two_columns_fits_the_screen() -> None:
    path = "financing.operator.loans.oppstart.interest_only_months"
    lines = [line.text for line in table_lines(_table(path, f"{path}x"), "en")]
    assert max(map(len, lines)) <= WIDTH
    assert "".join(lines).replace(" ", "").count("financing.operator.loans.oppstart.") == 2
    assert any("months" in line and "monthsx" in line for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_vega_lite_and_bears_the_mark_of_its_run(solved: Answer, language: Language) -> None:
    picture = solved.pictures[0]
    spec = picture.spec(language)
    drawn = svg(picture, language, "abc123")
    altair.Chart.from_dict(spec | {"config": {k: v for k, v in spec["config"].items() if k != "locale"}})
    assert "abc123" in drawn
    assert is_ours(drawn.encode())
    assert not is_ours(drawn.replace("<!-- feasibility", "<!-- other").encode())
    title = {"nb": "Hva må «Leieavtale: leie» være?", "en": 'What must "Lease: rent" be?'}[language]
    assert title.replace('"', "&quot;") in drawn or title in drawn
    # Norwegian amounts on the axis: a no-break space between thousands
    assert (f"1{NBSP}000" in drawn) == (language == "nb")


def test_a_png_says_whose_it_is(solved: Answer) -> None:
    drawn = png(solved.pictures[0], "nb", "abc123", scale=0.5)
    assert drawn.startswith(b"\x89PNG")
    assert is_ours(drawn)
    assert b"feasibility\0abc123" in drawn
    assert not is_ours(drawn.replace(b"feasibility\0", b"gimp-------\0"))


def test_a_table_that_is_not_there(solved: Answer) -> None:
    assert table_of(solved, "curve").id == "curve"
    with pytest.raises(KeyError, match="found, curve"):
        table_of(solved, "roots")


def test_a_table_as_a_frame(solved: Answer, larvik: Result) -> None:
    found = fe.frame(solved, language="en")
    assert found.loc["In the case", "value"] == 1200
    assert found.loc["In the case", "measure"] == larvik.number("operator.npv")
    assert len(fe.frame(solved, "curve")) == 9
    missing = dataclasses.replace(_empty(), tables=(_table("a", Figure(None)),))
    assert math.isnan(fe.frame(missing).loc["a", "b"])


def _empty() -> Answer:
    return Answer("solve", Label("Hva", "What"), None)  # type: ignore[arg-type]
