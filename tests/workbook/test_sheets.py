"""The sheets as a reader finds them: contents, types, protection, print set-up, both languages."""

from __future__ import annotations

import dataclasses
import datetime
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from feasibility.engine.calendar import serial
from feasibility.engine.expr import Axis
from feasibility.language import Label
from feasibility.model.base.result import Check
from feasibility.workbook import layout
from feasibility.workbook.write import write_book
from tests.workbook.models import INJECTION, Built
from tests.workbook.reading import formula_cells, opened

pytestmark = pytest.mark.slow

SHEETS = {
    "nb": ["Innhold", "Sammendrag", "År gårdeier", "År driver", "Forutsetninger", "Nøkkeltall",
           "Modellkart", "Beregning", "Årsberegning", "Internrente", "Kontroll", "Sertifikat", "Om"],
    "en": ["Contents", "Summary", "Years landlord", "Years operator", "Inputs", "Key figures",
           "Model map", "Calculation", "Yearly lines", "Internal rates", "Checks", "Certificate", "About"],
}  # fmt: skip


@pytest.fixture(scope="module")
def book(folder: Path) -> Workbook:
    return opened(folder / "nb.xlsx")


@pytest.fixture(scope="module")
def values(folder: Path) -> Workbook:
    return opened(folder / "nb.xlsx", values=True)


def found(book: Workbook, sheet: str, text: str, column: int = 1) -> int:
    """The row in which a text stands."""
    for row in range(1, book[sheet].max_row + 1):
        if str(book[sheet].cell(row, column).value or "").strip() == text:
            return row
    raise AssertionError(f"{text!r} is not in column {column} of {sheet}")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_sheets_and_their_order(folder: Path, language: str) -> None:
    book = opened(folder / f"{language}.xlsx")
    assert book.sheetnames == SHEETS[language]
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    assert book.active is not None
    assert book.active.title == SHEETS[language][1], (
        "the contents stand first, the decision is what one opens"
    )


def test_no_row_or_column_is_hidden(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert not [r for r, d in sheet.row_dimensions.items() if d.hidden]
        assert not [c for c, d in sheet.column_dimensions.items() if d.hidden]


def test_page_one_says_what_the_case_is_and_that_the_checks_pass(values: Workbook) -> None:
    page = values["Sammendrag"]
    assert page["A1"].value == "+Prøvesak & co"
    assert page["A2"].value == "nov. 2026 – okt. 2029  ·  36 måneder  ·  17.05.2026"
    assert page["A4"].value == "Alle 8 kontroller er bestått: 3 av modellen, 5 av arbeidsboken"
    assert page["E4"].value == "2 varsler – se nederst"


def test_page_one_refers_to_the_key_figures(book: Workbook, values: Workbook, built: Built) -> None:
    row = found(book, "Sammendrag", "Nåverdi av leien")
    assert book["Sammendrag"].cell(row, 2).value.startswith("='Nøkkeltall'!$B$")
    assert values["Sammendrag"].cell(row, 2).value == pytest.approx(built.values()["landlord.npv"], rel=1e-12)
    assert values["Sammendrag"].cell(row, 3).value == "kr"
    assert all(
        isinstance(cell.value, str) and cell.value.startswith("=")
        for cell in formula_cells(book["Sammendrag"])
    )
    numbers = [
        c for r in book["Sammendrag"].iter_rows() for c in r if c.data_type == "n" and c.value is not None
    ]
    assert numbers == []  # not one figure is typed on page one


def test_a_month_stands_with_its_date(values: Workbook) -> None:
    """The operator's first positive month is number 7 of a case that starts in November 2026: May 2027."""
    row = found(values, "Sammendrag", "Første positive måned", column=5)
    assert values["Sammendrag"].cell(row, 6).value == 7
    assert values["Sammendrag"].cell(row, 7).value == datetime.datetime(2027, 5, 1)


def test_where_there_is_no_number_the_reason_stands_in_words(values: Workbook) -> None:
    row = found(values, "Sammendrag", "Måned over taket")
    assert values["Sammendrag"].cell(row, 2).value == 'aldri "over" <taket> & slikt'
    row = found(values, "Sammendrag", "Internrente av leien")
    assert values["Sammendrag"].cell(row, 2).value == "ingen negativ strøm"


def test_values_stand_beside_every_formula(book: Workbook, values: Workbook) -> None:
    count = 0
    for sheet in book.worksheets:
        for cell in formula_cells(sheet):
            count += 1
            assert values[sheet.title].cell(cell.row, cell.column).value is not None, cell.coordinate
    assert count > 2000


def test_inputs_have_unit_basis_source_date_and_path(values: Workbook) -> None:
    sheet = values["Forutsetninger"]
    row = found(values, "Forutsetninger", "products.flex.price", column=layout.INPUT_PATH + 1)
    cells = [sheet.cell(row, c).value for c in range(1, 11)]
    assert cells == ["Pris", None, 799.5, 799.5, 0, "kr per medlem og måned", "Kilde", "=cmd|' /C calc'!A0",
                     "2021-05", "products.flex.price"]  # fmt: skip
    row = found(values, "Forutsetninger", "deal.off", column=layout.INPUT_PATH + 1)
    assert [sheet.cell(row, c).value for c in (7, 8)] == ["Antakelse", "Egen antakelse"]
    row = found(values, "Forutsetninger", "rules.limit", column=layout.INPUT_PATH + 1)
    assert [sheet.cell(row, c).value for c in (7, 8)] == ["Regelverk", "Lov § 1"]
    row = found(values, "Forutsetninger", "products.flex.capacity", column=layout.INPUT_PATH + 1)
    assert sheet.cell(row, 1).value == "Fleksplass: Plasser"


def test_the_start_month_is_a_date_that_may_be_changed(book: Workbook, values: Workbook) -> None:
    row = found(values, "Forutsetninger", "start_month", column=layout.INPUT_PATH + 1)
    cell = values["Forutsetninger"].cell(row, layout.INPUT_VALUE + 1)
    assert cell.value == datetime.datetime(2026, 11, 1)
    assert cell.is_date
    assert not book["Forutsetninger"].cell(row, layout.INPUT_VALUE + 1).protection.locked
    rules = [v for v in book["Forutsetninger"].data_validations.dataValidation if cell.coordinate in v.sqref]
    assert len(rules) == 1
    assert rules[0].formula1 == f"AND(DAY(C{row})=1,YEAR(C{row})>=2023,YEAR(C{row})<=2060)"


def test_tables_stand_with_their_keys(values: Workbook) -> None:
    sheet = values["Forutsetninger"]
    row = found(values, "Forutsetninger", "index.prices.2026", column=layout.INPUT_PATH + 1)
    table = [[sheet.cell(row + i, c).value for c in (2, 3)] for i in range(3)]
    assert table == [[2026, 0.02], [2027, 0.03], [2029, 0.025]]


def test_only_inputs_are_unlocked_and_no_sheet_has_a_password(book: Workbook, values: Workbook) -> None:
    unlocked: dict[str, set[str]] = {}
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        open_cells = {c.coordinate for r in sheet.iter_rows() for c in r if not c.protection.locked}
        unlocked[sheet.title] = open_cells
    inputs = unlocked.pop("Forutsetninger")
    assert set().union(*unlocked.values()) <= {"A12"}  # the sample in the legend
    assert {c[0] for c in inputs} == {"C"}
    sheet = values["Forutsetninger"]
    for row in range(1, sheet.max_row + 1):
        path = sheet.cell(row, layout.INPUT_PATH + 1).value
        if path and row > layout.HEADER_ROW + 1:
            locked = sheet.cell(row, layout.INPUT_BASIS + 1).value in ("Metode, låst", "Struktur, låst")
            assert (f"C{row}" in inputs) is not locked, path


def test_limits_from_the_case_are_data_validation(book: Workbook, values: Workbook) -> None:
    row = found(values, "Forutsetninger", "deal.off", column=layout.INPUT_PATH + 1)
    rules = {str(v.sqref): v for v in book["Forutsetninger"].data_validations.dataValidation}
    rule = rules[f"C{row}"]
    # "between" is what is meant where no operator is written
    assert (rule.type, rule.operator, rule.formula1, rule.formula2) == ("decimal", None, "0.0", "1.0")
    assert rule.error == rule.prompt == "Et tall, minst 0\u00a0%, høyst 100\u00a0%."
    row = found(values, "Forutsetninger", "products.flex.capacity", column=layout.INPUT_PATH + 1)
    whole = rules[f"C{row}"]
    assert (whole.type, whole.operator, whole.formula1) == ("whole", None, "0.0")
    assert whole.prompt == "Helt tall, minst 0."


def test_words_from_outside_stay_words(book: Workbook) -> None:
    """Names, labels, notes and sources that begin with = + - @ are text, also after the cell is edited."""
    outside = ("=", "+", "-", "@")
    texts = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type != "f" and isinstance(cell.value, str) and cell.value.strip().startswith(outside)
    ]
    assert len(texts) >= 8
    assert {cell.data_type for cell in texts} == {"s"}
    assert [f"{c.parent.title}!{c.coordinate}" for c in texts if not c.quotePrefix] == []
    values = {cell.value.strip() for cell in texts}
    warned = "=1+1 er ikke en formel Kilde: +kilde."
    assert {"+Prøvesak & co", INJECTION, "+ Leie", "=Leie", warned} <= values


def test_every_row_has_unit_and_flows_have_totals(values: Workbook, built: Built) -> None:
    sheet = values["Beregning"]
    lines = built.built.model.lines
    numbers = built.values()
    for row in range(layout.FIRST_ROW + 1, sheet.max_row + 1):
        id = sheet.cell(row, layout.ID + 1).value
        if not isinstance(id, str):  # a link to an input, a part of a formula, or the key of a table
            continue
        line = lines[id]
        assert sheet.cell(row, layout.UNIT + 1).value, id
        total = sheet.cell(row, layout.TOTAL + 1).value
        if line.axis is Axis.SCALAR:  # a single number that months read
            assert total == pytest.approx(numbers[id], rel=1e-9), id
        elif line.total == "sum":
            assert total == pytest.approx(float(numbers[id].sum()), rel=1e-9, abs=1e-6), id
        elif line.total == "end":
            assert total == pytest.approx(float(numbers[id][-1]), rel=1e-9, abs=1e-6), id
        else:
            assert total is None, id


def test_the_law_stands_beside_the_id_and_the_note_is_a_comment(folder: Path) -> None:
    for language, heading, note in (
        ("nb", "Hjemmel", "Ett trinn i året."),
        ("en", "Basis", "One step a year."),
    ):
        book = opened(folder / f"{language}.xlsx")
        sheet = book[SHEETS[language][7]]
        assert sheet.cell(layout.HEADER_ROW + 1, layout.LAW + 1).value == heading
        row = found(book, sheet.title, "step", column=layout.ID + 1)
        assert sheet.cell(row, layout.LAW + 1).value == "mval § 5-1; §2"
        comment = sheet.cell(row, layout.LABEL + 1).comment
        assert comment is not None
        assert comment.text == note
        # the id's cell is never empty, so the law is cut off there and runs into no number
        assert layout.LAW + 1 == layout.ID
        assert {c.column for r in sheet.iter_rows() for c in r if c.comment} == {layout.LABEL + 1}


def test_the_law_stands_on_the_lists_of_measures_and_checks(values: Workbook, built: Built) -> None:
    for name, law, id in (
        ("Nøkkeltall", layout.MEASURE_LAW, layout.MEASURE_ID),
        ("Kontroll", layout.CHECK_LAW, layout.CHECK_ID),
    ):
        sheet = values[name]
        assert sheet.cell(layout.HEADER_ROW + 1, law + 1).value == "Hjemmel"
        shown = {sheet.cell(r, id + 1).value: sheet.cell(r, law + 1).value for r in range(5, sheet.max_row)}
        for line_id, text in shown.items():
            if line_id is not None:
                assert (text or "") == "; ".join(built.built.model.lines[line_id].basis)
        assert f"${'ABCDEFG'[id]}$" in str(sheet.print_area)  # the last column printed is the id's


def test_the_about_sheet_says_what_the_law_column_refers_to(values: Workbook) -> None:
    sheet = values["Om"]
    row = found(values, "Om", "Hjemmel")
    text = str(sheet.cell(row, 2).value)
    for word in ("§1–§13", "dokumentasjon", "merverdiavgiftsloven", "skatteloven", "kommentar"):
        assert word in text


def test_a_yearly_balance_ends_with_the_last_year_in_use(values: Workbook, built: Built) -> None:
    """36 months from November 2026 touch four years of five columns; the balance of 2029 is the end."""
    sheet = values["Årsberegning"]
    row = found(values, "Årsberegning", "year.carried", column=layout.ID + 1)
    carried = built.values()["year.carried"]
    assert sheet.cell(row, layout.TOTAL + 1).value == pytest.approx(carried[3])


def test_statements_refer_to_the_yearly_lines(book: Workbook) -> None:
    sheet = book["År driver"]
    row = found(book, "År driver", "Inntekt")
    formulas = [sheet.cell(row, c).value for c in range(4, 7)]
    assert all(formula.startswith("='Årsberegning'!") for formula in formulas)


def test_checks_say_ok_each_and_all(values: Workbook) -> None:
    sheet = values["Kontroll"]
    assert sheet["A5"].value == "Alle 8 kontroller er bestått: 3 av modellen, 5 av arbeidsboken"
    assert sheet["B6"].value == 0
    assert [sheet.cell(row, layout.CHECK_STATUS + 1).value for row in (8, 9, 10)] == ["OK", "OK", "OK"]
    assert [sheet.cell(row, layout.CHECK_DIFFERENCE + 1).value for row in (8, 9, 10)] == [0, 0, 0]


def test_a_failed_check_stands_first_in_red(built: Built, tmp_path: Path) -> None:
    worst = Check(built.built.model.lines["operator.lowest"], Label("Aldri negativ", "Never negative"))
    structure = dataclasses.replace(built.built, checks=(*built.built.checks, worst))
    path = tmp_path / "book.xlsx"
    write_book(structure, built.values(), (), built.cover, path, "nb")
    values, book = opened(path, values=True), opened(path)
    assert values["Sammendrag"]["A4"].value == "AVVIK: se arket Kontroll"
    assert values["Kontroll"]["A5"].value == values["Sammendrag"]["A4"].value
    assert values["Kontroll"]["B6"].value == 1
    assert [values["Kontroll"].cell(row, 4).value for row in (8, 9, 10, 11)] == ["OK", "OK", "OK", "AVVIK"]
    for sheet, cells in (("Sammendrag", "A4:D4"), ("Kontroll", "D8:D16")):
        (rule,) = [r for c in book[sheet].conditional_formatting if str(c.sqref) == cells for r in c.rules]
        assert "AVVIK" in rule.formula[0]
        assert rule.dxf.font.color.rgb == "FFC00000"


def test_the_about_sheet_names_version_case_and_date(values: Workbook) -> None:
    sheet = values["Om"]
    facts = {sheet.cell(r, 1).value: sheet.cell(r, 2).value for r in range(1, sheet.max_row + 1)}
    assert facts["Sak"] == "+Prøvesak & co"
    assert facts["Dato"] == "17.05.2026"
    assert facts["Programversjon"] == "feasibility 0.0.0"
    assert facts["Saksfilens fingeravtrykk"] == "0" * 64
    assert facts["Avtaleform"] == "fremleie"


def test_no_number_is_wider_than_its_column(book: Workbook, values: Workbook) -> None:
    """A spreadsheet shows #### instead. Measured in characters, with the widest way a number is shown."""
    checked = 0
    for sheet in values.worksheets:
        widths = {
            column: dimension.width
            for dimension in sheet.column_dimensions.values()
            for column in range(dimension.min, dimension.max + 1)
        }
        for cell in (c for row in sheet.iter_rows() for c in row if isinstance(c.value, int | float)):
            shown = _shown(cell.value, cell.number_format)
            assert len(shown) < widths[cell.column], f"{sheet.title}!{cell.coordinate}: {shown}"
            checked += 1
    assert checked > 2000


def _shown(value: float, number_format: str) -> str:
    first = number_format.split(";")[0]
    decimals = len(first.partition(".")[2].rstrip("\\ %").rstrip("E+0")) if "." in first else 0
    if "E+" in first:
        return f"{value:.1E}"
    if "%" in first:
        return f"{value * 100:.{decimals}f} %"
    return f"{value:,.{decimals}f}" if "#" in first else f"{value:.{decimals}f}"


def test_print_set_up(book: Workbook) -> None:
    for sheet in book.worksheets:
        upright = "portrait" if sheet.title == "Sammendrag" else "landscape"
        assert sheet.page_setup.orientation == upright, sheet.title
        assert str(sheet.page_setup.paperSize) == "9", sheet.title  # A4
        assert sheet.print_area, sheet.title
        assert "Side &P av &N" in str(sheet.oddFooter.right.text) or "Side" in str(sheet.oddFooter.right.text)
        assert sheet.oddHeader.left.text is not None
    for name in ("Innhold", "Forutsetninger", "Nøkkeltall", "Årsberegning", "Kontroll", "Om"):
        assert book[name].sheet_properties.pageSetUpPr.fitToPage, name
        assert book[name].page_setup.fitToWidth in (None, 1), name
    months = book["Beregning"]
    assert months.print_title_rows == "$4:$4"
    assert months.print_title_cols == "$A:$C"
    assert months.freeze_panes == "D5"
    # law, id and what stands before the start first, then twelve months a page
    header = [cell.value for cell in months[layout.HEADER_ROW + 1]]
    first = header.index("Før start") + 1
    assert [b.id for b in months.col_breaks.brk] == [first, first + 12, first + 24]


def test_an_ampersand_in_the_name_is_printed_as_one(folder: Path) -> None:
    with zipfile.ZipFile(folder / "nb.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "+Prøvesak &amp;&amp; co" in sheet  # two in the file are one on paper


def test_a_size_code_never_runs_into_a_number(built: Built, tmp_path: Path) -> None:
    """A case named "10 kontor", a book dated 2 March: after &9 and &8 comes a space, not a digit."""
    cover = dataclasses.replace(built.cover, name="10 kontor", date=datetime.date(2026, 3, 2))
    for language in ("nb", "en"):
        path = tmp_path / f"{language}.xlsx"
        write_book(built.built, built.values(), (), cover, path, language)
        with zipfile.ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        codes = re.findall("&amp;[0-9]+.", "".join(re.findall("<odd.*?</odd", sheet)))
        assert len(codes) == 5
        assert {code[-1] for code in codes} == {" "}


def test_the_same_case_gives_the_same_file(built: Built, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_book(built.built, built.values(), built.warnings, built.cover, tmp_path / f"{name}.xlsx", "nb")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_clock_is_not_read(book: Workbook) -> None:
    assert book.properties.created == datetime.datetime(2026, 5, 17)


def test_numbers_keep_all_their_digits(built: Built, tmp_path: Path) -> None:
    third = 1 / 3 + 1e-16
    path = tmp_path / "digits.xlsx"
    values = built.values({"deal.off": third})
    write_book(built.built, values, built.warnings, built.cover, path, "nb")
    read = opened(path, values=True)
    row = found(read, "Forutsetninger", "deal.off", column=layout.INPUT_PATH + 1)
    assert read["Forutsetninger"].cell(row, layout.INPUT_VALUE + 1).value == third


def test_charts_have_their_series_and_stored_numbers(folder: Path, built: Built) -> None:
    """Three charts; the yearly one leaves out the spare year, and phones find numbers in the file."""
    with zipfile.ZipFile(folder / "nb.xlsx") as archive:
        charts = sorted(n for n in archive.namelist() if n.startswith("xl/charts/chart"))
        assert len(charts) == 3
        yearly = archive.read(charts[2]).decode()
    assert yearly.count("<c:ser>") == 2
    # G: after label, unit, total, law, id and the opening
    assert "'Årsberegning'!$G$" in yearly or "Årsberegning!$G$" in yearly
    assert '<c:ptCount val="4"/>' in yearly
    income = float(built.values()["year.income"][1])
    assert f"<c:v>{income!r}</c:v>" in yearly or f"<c:v>{income}</c:v>" in yearly


def test_english_has_no_norwegian(folder: Path) -> None:
    values = opened(folder / "en.xlsx", values=True)
    words = {
        "Enhet",
        "Linje",
        "Kilde",
        "Gårdeier",
        "Driver",
        "kontroller",
        "måneder",
        "Forutsetninger",
        "Uten kilde",
    }
    for sheet in values.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    assert not words & set(cell.value.split()), (
                        f"{sheet.title}!{cell.coordinate}: {cell.value}"
                    )
    assert values["Summary"]["A4"].value == "All 8 checks passed: 3 of the model, 5 of the workbook"


def test_dates_are_serials_with_a_date_format(values: Workbook) -> None:
    sheet = values["Beregning"]
    row = found(values, "Beregning", "calendar.date", column=layout.ID + 1)
    first = next(c for c in sheet[row] if c.is_date)
    assert first.value == datetime.datetime(2026, 11, 1)
    assert serial(datetime.date(2026, 11, 1)) == 46327
