"""A workbook says which run of the case it is: on every page, on page one and in the file's properties."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path

import pytest

from feasibility.case import case_from_mapping, load_case
from feasibility.evaluate import run
from feasibility.language import Label, Language
from feasibility.model import Result
from feasibility.report.summary import checks
from feasibility.resources import example_path
from feasibility.workbook import layout, write_workbook
from feasibility.workbook.book import HEADER_LIMIT
from feasibility.workbook.cover import run_of
from tests.model.tiny import tiny
from tests.workbook.reading import formula_cells, opened, opened_names, opened_sheet

GRANT = {"kind": "grant", "payer": "municipality", "receiver": "operator", "amount_nok": 1000, "month": 1}
FIXED = "products.fast.price_nok_per_month"
PRICE = "products.desk.price_nok_per_month"


def plain(text: object) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", str(text)).strip()


def supported() -> dict[str, object]:
    return tiny({"support": {"grant": GRANT}})


def test_a_run_is_told_in_words() -> None:
    plain, with_grant = case_from_mapping(tiny()), case_from_mapping(supported())
    assert run_of(plain, True, "", {}) == Label("Saken slik den står", "The case as it stands")
    assert run_of(with_grant, True, "", {}) == Label(
        "Saken slik den står · med støtte", "The case as it stands · with support"
    )
    changed = run_of(with_grant.changed({PRICE: 1200}), False, "Svakt marked", {PRICE: 1200})
    assert re.sub(r"[\u00a0\u202f]", " ", changed.nb) == (
        "Scenario: Svakt marked · endret: desk: Pris per medlem og måned = 1 200 kr per medlem og måned"
        " · uten støtte"
    )
    # what is no number is told by where it stands
    assert run_of(plain, True, "", {"vat.policy": "separate"}).en == (
        "The case as it stands · changed: vat.policy = separate"
    )


@pytest.mark.slow
def test_every_page_and_the_properties_say_which_run_it_is(tmp_path: Path) -> None:
    result = run(case_from_mapping(supported()).changed({PRICE: 1200}), with_support=False)
    date = datetime.date(2027, 1, 31)
    path = write_workbook(
        result, tmp_path / "a.xlsx", language="en", date=date, scenario="Low & slow", changes={PRICE: 1200}
    )
    book = opened(path)
    told = (
        "Scenario: Low & slow · changed: desk: Price per member and month = "
        "NOK\u00a01,200 per member and month"
    )
    for sheet in book.worksheets:
        middle = str(sheet.oddHeader.center.text)
        assert middle.strip() == f"{told} · without support".replace("&", "&&"), sheet.title
        assert "31 Jan 2027" in str(sheet.oddFooter.center.text)
    assert book.properties.subject == f"{told} · without support"
    assert book.properties.created == datetime.datetime(2027, 1, 31)
    assert "without support" in str(book["Summary"]["A2"].value)
    facts = {row[0].value: row[1].value for row in book["About"].iter_rows(max_col=2)}
    assert facts["Run"] == f"{told} · without support"
    # engine, version and number of cells: every cell with a formula
    cells = sum(len(list(formula_cells(sheet))) for sheet in book.worksheets)
    assert facts["Verified"].startswith(f"{cells:,} formula cells were recalculated by IronCalc 0.")


def _counts(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nb", "en"])
def test_terminal_and_workbook_name_the_same_checks_of_the_model(tmp_path: Path, language: Language) -> None:
    """Both say a sum and what it is of; the part they share, the model's checks, is the same number."""
    result = run(case_from_mapping(tiny()))
    path = write_workbook(result, tmp_path / "a.xlsx", language=language)
    book = opened(path, values=True)
    said = str(book.worksheets[1]["A4"].value)
    told = "".join(shown.text for shown in checks(result, language))
    (in_book, of_model, own), (in_run, same, of_result) = _counts(said), _counts(told)
    assert (of_model + own, same + of_result) == (in_book, in_run)
    assert of_model == same == len(result.built.checks)
    assert of_result == len(result.sound) + len(result.witnessed) > 0
    # the rows of the sheet are counted from the file: a status for every check
    sheet = book["Kontroll" if language == "nb" else "Checks"]
    ids = [sheet.cell(row, layout.CHECK_ID + 1).value for row in range(8, sheet.max_row + 1)]
    statuses = [sheet.cell(row, layout.CHECK_STATUS + 1).value for row in range(8, sheet.max_row + 1)]
    assert [status for status in statuses if status] == ["OK"] * in_book
    assert len([id for id in ids if id]) == of_model


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "said", "made"),
    [
        (
            "nb",
            "Scenario: Forsinket og dyrere · endret: Fast plass: Pris per medlem og måned = "
            "1 899 kr per medlem og måned · uten støtte",
            "31.03.2027",
        ),
        (
            "en",
            "Scenario: Forsinket og dyrere · changed: Fast plass: Price per member and month = "
            "NOK 1,899 per member and month · without support",
            "31 Mar 2027",
        ),
    ],
)
def test_scenario_change_and_no_support_stand_on_every_sheet(
    tmp_path: Path, language: Language, said: str, made: str
) -> None:
    """An example with a bank: its sheet says the three as the others do, with the date and the mark."""
    case = load_case(example_path("larvik")).scenario("forsinket").changed({FIXED: 1899})
    result = run(case, with_support=False)
    path = write_workbook(
        result,
        tmp_path / "a.xlsx",
        language=language,
        date=datetime.date(2027, 3, 31),
        scenario="Forsinket og dyrere",
        changes={FIXED: 1899},
    )
    names = opened_names(path)
    book = opened_sheet(path, names[-1]).parent  # the cells of the large sheets are not read
    assert "Bank" in names
    assert names == book.sheetnames
    for sheet in book.worksheets:
        assert plain(sheet.oddHeader.center.text) == said, sheet.title
        assert plain(sheet.oddFooter.center.text) == made, sheet.title
    assert plain(book.properties.subject) == said
    assert book.properties.created == datetime.datetime(2027, 3, 31)
    assert result.mark in [each.value for each in book.custom_doc_props.props]
    about = {row[0].value: row[1].value for row in book.worksheets[-1].iter_rows(max_col=2)}
    verified = plain(about["Kontrollregnet" if language == "nb" else "Verified"])
    assert re.match(r"[\d ,]{5,} (formelceller|formula cells) .* IronCalc \d+\.\d+", verified)


@pytest.mark.slow
def test_a_failed_check_of_the_result_is_told_in_the_book(tmp_path: Path) -> None:
    """The book cannot ask the second witness again, so it says what the run was told."""
    result = run(case_from_mapping(tiny()))
    wrong = dataclasses.replace(result.witnessed[0], difference=1.0)
    failed = dataclasses.replace(result, witnessed=(wrong, *result.witnessed[1:]))
    said: tuple[tuple[Language, str, Result], ...] = (
        ("nb", "kontroller av resultatet feilet", result),
        ("en", "checks of the result failed", failed),
    )
    for language, word, each in said:
        page = opened(write_workbook(each, tmp_path / f"{language}.xlsx", language=language), values=True)
        texts = [str(cell.value) for row in page.worksheets[1].iter_rows() for cell in row if cell.value]
        assert any(word in text for text in texts) == (each is failed)


@pytest.mark.slow
def test_without_a_date_the_file_is_as_old_as_the_case(tmp_path: Path) -> None:
    """The clock is never read: the first month of the case stands in the properties."""
    path = write_workbook(run(case_from_mapping(tiny())), tmp_path / "a.xlsx")
    assert opened(path).properties.created == datetime.datetime(2026, 1, 1)


@pytest.mark.slow
def test_a_long_list_of_changes_is_cut_in_the_header(tmp_path: Path) -> None:
    stated = tiny({"name": "&" * 120})
    changes = {f"products.desk.nothing{i}": "&" * 30 for i in range(20)}
    path = write_workbook(run(case_from_mapping(stated)), tmp_path / "a.xlsx", changes=changes)
    for sheet in opened(path).worksheets:
        parts = (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right)
        # a header that is too long is left out whole by the writer
        assert all(part.text for part in parts), sheet.title
        assert str(parts[1].text).strip().endswith("…")
        assert sum(len(str(part.text or "")) for part in parts) + len("&L&10 &C&10 &R&10 ") <= HEADER_LIMIT


@pytest.mark.slow
def test_the_spare_year_is_not_printed(tmp_path: Path) -> None:
    """Two years of months touch two calendar years; the third column is for a start month that moves."""
    book = opened(write_workbook(run(case_from_mapping(tiny())), tmp_path / "a.xlsx"))
    # label, unit and total, then two years
    assert str(book["År driver"].print_area).partition(":")[2].startswith("$E$")
    # label, unit, total, law, id and what stands before the start, then two years
    assert str(book["Årsberegning"].print_area).partition(":")[2].startswith("$H$")
