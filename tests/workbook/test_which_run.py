"""A workbook says which run of the case it is: on every page, on page one and in the file's properties."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.language import Label
from feasibility.workbook import write_workbook
from feasibility.workbook.book import HEADER_LIMIT
from feasibility.workbook.cover import run_of
from tests.model.tiny import tiny
from tests.workbook.reading import formula_cells, opened

GRANT = {"kind": "grant", "payer": "municipality", "receiver": "operator", "amount_nok": 1000, "month": 1}
PRICE = "products.desk.price_nok_per_month"


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
        assert sum(len(str(part.text or "")) for part in parts) + len("&L&9 &C&8 &R&9 ") <= HEADER_LIMIT


@pytest.mark.slow
def test_the_spare_year_is_not_printed(tmp_path: Path) -> None:
    """Two years of months touch two calendar years; the third column is for a start month that moves."""
    book = opened(write_workbook(run(case_from_mapping(tiny())), tmp_path / "a.xlsx"))
    # label, unit and total, then two years
    assert str(book["År driver"].print_area).partition(":")[2].startswith("$E$")
    # label, unit, total, law, id and what stands before the start, then two years
    assert str(book["Årsberegning"].print_area).partition(":")[2].startswith("$H$")
