"""A date changed in the workbook moves the reference year there, docs/model.md §13.1."""

from pathlib import Path

import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.workbook import OpenBook, write_workbook
from tests.model.tiny import tiny
from tests.workbook.compare import assert_lines_equal

LAST_FREE = "deal.lease.reductions.0.to_month"

NONE = (
    "no full year of operation without help that ends before the horizon: "
    "Rent reduction 1, up to and including 2030-02"
)


def test_a_date_changed_in_the_workbook_moves_the_reference_year(tmp_path: Path) -> None:
    # January 2026, sixty months. Rent-free to month 12 leaves 2027, to month 30 (June 2028) 2029, to month 50
    # (February 2030) no whole year; a grant to month 36 leaves 2029.
    case = case_from_mapping(
        tiny(
            {
                "horizon_months": 60,
                "deal.lease.term_months": 60,
                "deal.lease.rent_nok_per_m2_year": 300,
                "deal.lease.reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 12}],
                "support.grant": {
                    "kind": "yearly_grant",
                    "payer": "municipality",
                    "receiver": "operator",
                    "nok_per_year": 6_000,
                    "from_month": 1,
                    "to_month": 9,
                },
            }
        )
    )
    result = run(case)
    book = OpenBook(write_workbook(result, tmp_path / "case.xlsx", language="en"))
    for changes, year in (
        ({}, 2027),
        ({LAST_FREE: 30.0}, 2029),
        (
            {LAST_FREE: 50.0},
            "no full year of operation without help that ends before the horizon: "
            "Rent reduction 1, up to and including 2030-02",
        ),
        ({LAST_FREE: 12.0, "support.grant.to_month": 36.0}, 2029),
    ):
        book.change(changes)
        found = book.lines()
        assert found["reference.year"] == year
        assert found["break_even.factor"] == (year if isinstance(year, str) else pytest.approx(0.6))
        fresh = run(case.changed({path: int(month) for path, month in changes.items()}))
        assert_lines_equal(fresh.values, found)
