"""The papers as the first sheets: every number they tell is a cell of the book, and follows its inputs."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from feasibility.answers.answer import Figure, Place
from feasibility.case import Case, case_from_mapping, load_case
from feasibility.language import Label
from feasibility.model import Result
from feasibility.papers.choose import PAPERS, paper, papers_for
from feasibility.papers.paper import Paper
from feasibility.resources import example_names, example_path
from feasibility.workbook import OpenBook, write_workbook
from feasibility.workbook.answers import SHEETS
from feasibility.workbook.returned.verifying import verify_workbook
from tests.case.cases import sublease_case
from tests.evaluated import evaluated
from tests.workbook.reading import formula_cells, opened

pytestmark = pytest.mark.slow

FLAG = (3, 0)
"""The cell that counts changed inputs, from 0."""
RENT = "deal.lease.rent_nok_per_m2_year"
NOT_LINES = {
    "board": {"alternatives", "downside"},
    "bank": {"sought", "building", "contracts", "stress", "security", "assumptions", "annex"},
    "municipality": set[str](),
}
"""Parts with numbers that no line is: other runs, words and areas of the case, counts of assumptions."""
BY_NAME = (".income_statement", ".cash_flow")
"""Parts where a figure without a line is what a flow, by its name, comes to in a year."""


def case_of(name: str) -> Case:
    return load_case(example_path(name))


def sheet_name(of: Paper) -> str:
    return SHEETS[f"paper_{of.id}"].nb


def figures(of: Paper) -> Iterator[tuple[str, Figure]]:
    """Every number with the part it stands in."""
    for part in of.parts:
        cells = [fact.value for fact in part.facts]
        cells += [cell for table in part.tables for row in table.rows for cell in row.cells]
        yield from ((part.id, cell) for cell in cells if isinstance(cell, Figure) and cell.value is not None)


@pytest.fixture(scope="module", params=example_names())
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    result = evaluated(case_of(request.param))
    path = tmp_path_factory.mktemp("papers") / f"{request.param}.xlsx"
    return result, write_workbook(result, path, papers=PAPERS)


def in_model(place: Place, lines: dict[str, object]) -> float:
    """What the book has at a place, found by the line's id on the sheet of the line's own."""
    found = lines[place.line]
    if place.is_total:
        assert isinstance(found, list)
        return float(sum(found))
    shown = found if place.period is None else found[place.period - 1]  # type: ignore[index]
    assert isinstance(shown, float), place
    return shown


def test_every_number_of_every_paper_is_the_book_s_own(written: tuple[Result, Path]) -> None:
    """By the lines' own cells, recalculated by another engine; and all that is not a line is told above."""
    result, path = written
    book = OpenBook(path)
    book.change({})
    lines = book.lines()
    years = [sheet for sheet in opened(path, values=True).worksheets if sheet.title.startswith("År ")]
    named = {rounded(number) for sheet in years for number in numbers(sheet)} | by_name(result)
    for reader in PAPERS:
        for part, figure in figures(paper(result, reader)):
            if figure.place is None:
                if part.endswith(
                    BY_NAME
                ):  # the years of a name, which the book adds up on a sheet of its own
                    assert figure.value is None or rounded(figure.value) in named, (part, figure)
                    continue
                assert part in NOT_LINES[reader], (part, figure)
                continue
            assert figure.value == pytest.approx(in_model(figure.place, lines), rel=1e-9, abs=1e-6), figure


def test_every_number_of_every_paper_stands_on_its_sheet(written: tuple[Result, Path]) -> None:
    result, path = written
    values = opened(path, values=True)
    for reader in PAPERS:
        found = paper(result, reader)
        shown = Counter(map(rounded, numbers(values[sheet_name(found)])))
        wanted = Counter(
            rounded(figure.value)
            for _, figure in figures(found)
            if figure.shown is None and figure.value is not None and (figure.place or figure.mark is None)
        )
        assert not wanted - shown, reader


def by_name(result: Result) -> set[float]:
    """What every flow comes to by year, and the smallest of a row together, added up here.

    The sheets of years have no room for some of the names.
    """
    years = result.values["calendar.year"]
    rows = [row for statement in result.built.statements for row in statement.rows if len(row.parts) > 1]
    found = set()
    for row in rows:
        flows = [result.values.of(part.month) * (-1 if part.is_out else 1) for part in row.parts]
        smallest = sorted(flows, key=lambda flow: abs(flow.sum()))
        together = [sum(smallest[: count + 1]) for count in range(len(smallest))]
        for year in result.values["calendar.years"]:
            found |= {rounded(float(flow[years == year].sum())) for flow in (*flows, *together)}
    return found


def rounded(value: float) -> float:
    return round(round(value, 9), 6) + 0.0  # the sheet keeps nine


def numbers(sheet: Worksheet) -> Iterator[float]:
    for row in sheet.iter_rows():
        yield from (float(c.value) for c in row if isinstance(c.value, int | float))


def test_they_stand_first_and_say_whether_inputs_are_changed(written: tuple[Result, Path]) -> None:
    result, path = written
    names = [sheet_name(paper(result, reader)) for reader in PAPERS]
    assert opened(path).sheetnames[:5] == ["Innhold", *names, "Sammendrag"]
    book = OpenBook(path)
    assert [book.at(name, *FLAG) for name in names] == [0, 0, 0]
    assert book.at(names[0], 4, 0) == "Gjelder forutsetningene som ved eksport, og de er uendret."
    path_of_a_price = next(id for id in book.input_cells if id.endswith("price_nok_per_month"))
    book.change({path_of_a_price: 1.0})
    assert [book.at(name, *FLAG) for name in names] == [1, 1, 1]
    assert book.at(names[0], 4, 0) != "Gjelder forutsetningene som ved eksport, og de er uendret."


def test_figures_follow_an_input_that_is_changed(tmp_path: Path) -> None:
    """The book with another rent typed in shows, reference by reference, what the book of the case with it
    shows. Rows that are nought in one of them are left out of its papers: nine in ten are in both.
    """
    case = case_from_mapping(sublease_case())
    path = write_workbook(evaluated(case), tmp_path / "a.xlsx", papers=PAPERS)
    other = write_workbook(evaluated(case.changed({RENT: 1300})), tmp_path / "b.xlsx", papers=PAPERS)
    before, after, values = opened(path), opened(other), opened(other, values=True)
    book = OpenBook(path)
    book.change({RENT: 1300.0})
    moved = 0
    for reader in PAPERS:
        name = SHEETS[f"paper_{reader}"].nb
        cells = [
            cell for cell in formula_cells(before[name]) if cell.row > 5
        ]  # whether inputs are as exported
        same = {
            cell.value: values[name].cell(cell.row, cell.column).value for cell in formula_cells(after[name])
        }
        known = [cell for cell in cells if cell.value in same]
        assert len(known) >= 0.9 * len(cells) > 0
        for cell in known:
            found = book.at(name, cell.row - 1, cell.column - 1)
            assert is_same(same[cell.value], found), cell
            moved += isinstance(found, float)
    assert moved > 300


def is_same(wanted: object, found: object) -> bool:
    if isinstance(wanted, datetime.datetime):
        wanted = float((wanted - datetime.datetime(1899, 12, 30)).days)
    if isinstance(wanted, int | float):
        return isinstance(found, float) and found == pytest.approx(wanted, rel=1e-9, abs=1e-4)
    return wanted == found


def test_a_number_written_over_on_a_paper_is_told(tmp_path: Path) -> None:
    """The bank reads the paper first: a figure typed over, or a word of the verdict, is told at its cell."""
    path = write_workbook(evaluated(case_of("tonsberg")), tmp_path / "a.xlsx", papers=("bank",))
    assert verify_workbook(path).is_sound
    book = openpyxl.load_workbook(path)
    sheet = book["Kredittnotat"]
    live = next(c for c in formula_cells(sheet) if c.row > 20)
    words = next(c for row in sheet.iter_rows(min_row=8) for c in row if str(c.value).startswith("Vurdering"))
    live.value, words.value = 1.45, "Vurdering for banken: GRØNT."
    book.save(path)
    found = {(d.kind, d.sheet, d.cell) for d in verify_workbook(path).differences}
    assert {
        ("overwritten", "Kredittnotat", live.coordinate),
        ("text", "Kredittnotat", words.coordinate),
    } <= found


def test_the_scenario_that_was_asked_for_goes_with_the_book(tmp_path: Path) -> None:
    case = case_of("larvik").changed({"papers.asked_for": "uten_stotte"})
    path = write_workbook(evaluated(case), tmp_path / "a.xlsx", papers=("board",))
    asked = evaluated(case.scenario("uten_stotte")).number("operator.npv")
    assert asked is not None
    assert rounded(asked) in map(rounded, numbers(opened(path, values=True)["Styresak"]))
    assert verify_workbook(path).is_sound


def test_a_number_with_a_unit_of_its_own_has_it_beside(written: tuple[Result, Path]) -> None:
    """Area in m², debt profile in months, prices per member and month; shares and counts say themselves."""
    result, path = written
    book, known = opened(path, values=True), {"m2": "m²", "months": "måneder", "years": "år", "NOK": "kr"}
    for reader in PAPERS:
        found = paper(result, reader)
        beside = {
            row[0].value: row[2].value
            for row in book[sheet_name(found)].iter_rows(max_col=3)
            if isinstance(row[1].value, float | int)
        }
        for part in found.parts:
            for fact in part.facts:
                value = fact.value
                if isinstance(value, Figure) and value.unit in known and value.value and not value.shown:
                    assert beside[fact.label.nb] == known[value.unit], fact.label.nb
            for table in part.tables:
                if table.id == "register":
                    prices = {row.cells[0] for row in table.rows if "NOK/member/month" in str(row.cells[1])}
                    for label in prices:
                        assert isinstance(label, Label)
                        assert beside[label.nb] == "kr per medlem og måned"


def test_a_number_with_its_mark_is_never_too_wide_for_its_column(written: tuple[Result, Path]) -> None:
    """The mark ("lowest", a year) is of a rule, for as long as no input is changed: where it takes more room
    than the column has, all is written smaller, or LibreOffice and Excel would show ###."""
    for sheet in opened(written[1]).worksheets:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                is_mark = rule.dxf is not None and rule.dxf.numFmt is not None and rule.formula == ["$A$4=0"]
                if is_mark:
                    assert sheet[str(area.sqref)].alignment.shrink_to_fit, (sheet.title, area.sqref)


def test_a_book_has_the_papers_there_are_readers_for() -> None:
    """Larvik borrows and is given support; a case without either has the board's paper alone."""
    case = case_of("larvik")
    assert papers_for(evaluated(case)) == ("board", "bank", "municipality")
    assert papers_for(evaluated(case, with_support=False)) == ("board", "bank")
    none = {"scenarios": {}, "financing.landlord.loans": {}, "financing.operator.loans": {}, "support": {}}
    bare = case.changed({**none, "papers.sought.amount_nok": None, "bank.stress": {}})
    assert papers_for(evaluated(bare)) == ("board",)


def test_a_municipality_that_gives_no_support_has_its_paper_too() -> None:
    """As landlord in the handover; by a guarantee alone, or by rent forgone, in a case without support."""
    assert papers_for(evaluated(case_of("handover"))) == ("board", "municipality")
    none = {"scenarios": {}, "financing.landlord.loans": {}, "financing.operator.loans": {}, "support": {}}
    bare = case_of("larvik").changed({**none, "papers.sought.amount_nok": None, "bank.stress": {}})
    for stated, has_one in (
        ({"guarantees": [{"amount_nok": 500_000}]}, True),
        ({"guarantees": [{"amount_nok": 0}]}, False),
        ({"market_rent_nok_per_m2_year": 800}, True),
        ({"firms_helped": 10}, False),
    ):
        assert ("municipality" in papers_for(evaluated(bare.changed({"municipality": stated})))) is has_one
