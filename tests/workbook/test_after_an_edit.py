"""A book after an edit takes what it can from the one before, and is the book of the case alone."""

from __future__ import annotations

import gc
import zipfile
from pathlib import Path

import pytest

from feasibility.case import load_case
from feasibility.evaluate import run, run_near
from feasibility.resources import template_path
from feasibility.workbook import homes, write_workbook
from feasibility.workbook.uncollected import uncollected

RENT = "deal.lease.rent_nok_per_m2_year"


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{RENT: 777}, {"season_factors.1": 0.8, RENT: 778}], ids=["one", "table"])
def test_a_book_after_an_edit_is_that_of_the_case_alone(tmp_path: Path, changes: dict[str, object]) -> None:
    """Where a number of a table is changed, too: its lines read the table by what it is called."""
    stated = load_case(template_path("sublease")).changed({"season_factors": [0.9, *[1.0] * 11]})
    first = run(stated)
    write_workbook(first, tmp_path / "first.xlsx")
    case = first.case.changed(changes)
    after = run_near(first, case)
    assert (
        len(homes.parted_lines(after.built, homes.homes_of(after.built), "nb")) > 10
    )  # there is something to take
    assert homes._parted.cache_info().hits
    write_workbook(after, tmp_path / "after.xlsx")
    homes._parted.cache_clear()
    write_workbook(run(case), tmp_path / "alone.xlsx")
    first_book, after_book, alone = (
        (tmp_path / f"{name}.xlsx").read_bytes() for name in ("first", "after", "alone")
    )
    assert after_book == alone != first_book


def test_the_parts_of_a_file_have_no_date_and_are_compressed(tmp_path: Path) -> None:
    write_workbook(run(load_case(template_path("sublease"))), tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as book:
        assert book.testzip() is None
        for part in book.infolist():
            assert (part.date_time, part.compress_type) == ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED)
        assert sum(p.file_size for p in book.infolist()) > 4 * sum(p.compress_size for p in book.infolist())


def test_the_search_for_circles_goes_on_after_a_book_and_after_a_failure() -> None:
    assert gc.isenabled()
    with uncollected(), uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()  # whoever held it back has their way
    finally:
        gc.enable()
