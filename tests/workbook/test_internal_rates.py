"""Internal rates in the workbook are live: outside the grid, several, two between neighbouring rates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from feasibility.language import LANGUAGES, Language
from feasibility.workbook import recalculate, write_workbook
from tests.model.answers.test_measures import operator_with
from tests.workbook.compare import assert_changes_agree, assert_workbook_equals_python

pytestmark = pytest.mark.slow


def two_close(low: float, high: float, months: int) -> dict[int, float]:
    """1,000 a month, and what is paid first and last for both rates to make it worth nothing."""
    v = 1 / (1 + np.array([low, high]))
    between = 1000 * (v[:, None] ** np.arange(2, months)).sum(axis=1)
    first, last = np.linalg.solve(np.column_stack((v, v**months)), between)
    return {1: -float(first), **dict.fromkeys(range(2, months), 1000.0), months: -float(last)}


@pytest.mark.parametrize(("low", "high"), [(0.0105, 0.0120), (0.0055, 0.0070)])
def test_two_between_neighbouring_rates(low: float, high: float, tmp_path: Path) -> None:
    result = operator_with(two_close(low, high, 36), 36)
    nearest, other = sorted((low, high), key=lambda rate: abs(rate - 0.01))
    assert result.number("operator.irr.monthly") == pytest.approx(nearest, abs=1e-7)
    book = recalculate(assert_workbook_equals_python(result, tmp_path))
    assert book["operator.irr.monthly"] == pytest.approx(nearest, abs=1e-7)
    assert book["operator.irr.other"] == pytest.approx((1 + other) ** 12 - 1, abs=1e-6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_far_below_zero_is_tried_without_a_cell_of_rounding(
    tmp_path: Path, language: Language
) -> None:
    # −1,000 in month 119, 750 in month 120: −25 % a month, 0.75^12 − 1 = −96.8 % a year. Seen from month 1
    # either is 1e18, of which a number holds no krone, and two engines' zeros are hundreds apart
    result = operator_with({119: -1000, 120: 750}, 120)
    assert result.number("operator.irr.annual") == pytest.approx(0.75**12 - 1, abs=1e-9)
    path = write_workbook(result, tmp_path / "case.xlsx", language=language)  # verified cell by cell
    assert recalculate(path)["check.operator.irr.root"] == 0


def test_a_change_in_the_workbook_takes_a_root_in_and_out_of_the_grid(tmp_path: Path) -> None:
    # −1,000, then 1,100: 10 % a month. With 5 put in it is 21,900 %; with 100,000, −98.9 %.
    result = operator_with({1: -1000, 2: 1100}, 12)
    path = assert_workbook_equals_python(result, tmp_path)
    assert recalculate(path)["operator.irr.monthly"] == pytest.approx(0.1)
    for paid, words in ((5.0, "over 100 % i måneden"), (100_000.0, "under −30 % i måneden")):
        changes = {"costs.m1.nok_per_month": paid}
        assert recalculate(path, changes)["operator.irr.annual"] == words
        assert_changes_agree(path, result.built.program, changes)
