"""The map of the calculation, and the outline by which a reviewer folds it."""

from __future__ import annotations

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from feasibility.case import case_from_mapping
from feasibility.engine.expr import Input
from feasibility.engine.model import Block
from feasibility.model import Result
from feasibility.workbook import layout, write_workbook
from feasibility.workbook.inputs import sections_of
from feasibility.workbook.layout import lay_out
from feasibility.workbook.write import cover_of_run
from tests.case.cases import minimal_case
from tests.evaluated import evaluated
from tests.workbook.reading import opened

pytestmark = pytest.mark.slow

FIRST = layout.FIRST_ROW + 1
BLOCK, SHEET, LAW, ROWS, HELPERS, INPUTS, FROM, TO, SHOWN = range(1, 10)


@pytest.fixture(scope="module")
def result() -> Result:
    return evaluated(case_from_mapping(minimal_case()))


@pytest.fixture(scope="module")
def book(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return opened(write_workbook(result, tmp_path_factory.mktemp("book") / "a.xlsx"), values=True)


def _rows(sheet: Worksheet) -> list[int]:
    return [r for r in range(FIRST, sheet.max_row + 1) if sheet.cell(r, BLOCK).value]


def test_every_block_is_listed_and_its_link_leads_to_it(book: Workbook, result: Result) -> None:
    sheet = book["Modellkart"]
    for row in _rows(sheet):
        name, where = sheet.cell(row, BLOCK).value, sheet.cell(row, BLOCK).hyperlink.location
        target, _, cell = where.replace("'", "").partition("!")
        assert target == sheet.cell(row, SHEET).value
        assert book[target][cell].value == name
    listed = {sheet.cell(r, BLOCK).value for r in _rows(sheet) if sheet.cell(r, SHEET).value == "Beregning"}
    monthly = {line.block for line in result.built.model.lines.values() if line.axis.name == "MONTH"}
    assert listed >= {result.built.model.blocks[id].label.nb for id in monthly if id}


def test_a_block_stands_with_its_inputs_neighbours_and_results(book: Workbook) -> None:
    sheet = book["Modellkart"]
    of = {(sheet.cell(r, SHEET).value, sheet.cell(r, BLOCK).value): r for r in _rows(sheet)}
    deal = of["Beregning", "Avtale"]  # the rent follows the space let and the index, and is charged with VAT
    assert "§4" in sheet.cell(deal, LAW).value
    assert "leie" in sheet.cell(deal, INPUTS).value.lower()
    first = sheet.cell(deal, INPUTS).hyperlink.location.replace("'", "").partition("!")
    named = str(book[first[0]][f"A{first[2][1:]}"].value).strip()
    assert sheet.cell(deal, INPUTS).value.startswith(named)
    assert "Indeks" in sheet.cell(deal, FROM).value
    assert "Merverdiavgift" in sheet.cell(deal, TO).value
    statement = of["Årsberegning", "Resultat"]
    assert "Resultatbudsjett, gårdeier" in sheet.cell(statement, SHOWN).value
    assert sheet.cell(statement, SHOWN).hyperlink.location == "'År gårdeier'!A1"


def test_blocks_fold_to_their_names_and_helper_rows_go_first(book: Workbook, result: Result) -> None:
    cover = cover_of_run(result, None, "0", None)  # type: ignore[arg-type]
    planned = lay_out(result.built, sections_of(result.built, cover), "nb")
    counts = {0: 0, 1: 0, 2: 0}
    for plan in planned.axes:
        sheet = book[plan.name]
        assert sheet.sheet_properties.outlinePr.summaryBelow is False
        for row, item in plan.rows.items():
            level = sheet.row_dimensions[row + 1].outlineLevel or 0
            helper = isinstance(item, Input) or (not isinstance(item, Block) and planned.is_part(item))
            assert level == (0 if isinstance(item, Block) else 2 if helper else 1), f"{plan.name} {row + 1}"
            assert not sheet.row_dimensions[row + 1].hidden
            counts[level] += 1
    assert min(counts.values()) > 10, counts
