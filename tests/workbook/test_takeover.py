"""A price for what is handed over in a change of phase, in the workbook: recalculated, and after a change."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from feasibility.workbook import OpenBook, write_workbook
from tests.model.deal.test_takeover import taken
from tests.workbook.compare import assert_lines_equal


def test_another_price_in_the_workbook_is_pythons_own(tmp_path: Path) -> None:
    # 150,000 for works that stand at 118,000, then 100,000, which is less than they stand at.
    changes = {"group": {}, "financing.landlord": {"equity": [{"month": 1, "amount_nok": 300_000}]}}
    result = taken(150_000, "inventory", changes=changes)
    book = OpenBook(write_workbook(result, tmp_path / "case.xlsx"))
    price = {"phases.0.takeover.price_nok": 100_000.0}
    changed = result.built.program.run(price)
    book.change(price)
    assert_lines_equal(changed, book.lines())
    gain = "landlord.income.gain_on_takeover"
    assert [np.asarray(values[gain])[3] for values in (result.values, changed)] == [32_000, -18_000]
