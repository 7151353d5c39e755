"""The checks of a workbook judge large amounts as Python does: no rounding fails them, a krone does."""

from __future__ import annotations

from pathlib import Path

import pytest

from feasibility.workbook import recalculate
from tests.model.test_checks import amounts, run_with
from tests.workbook.compare import assert_changes_agree, assert_workbook_equals_python

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("error", [0.0, 1.0])
def test_a_krone_among_200_000_million(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: float) -> None:
    result = run_with(monkeypatch, "party.lender.cash", error)
    path = assert_workbook_equals_python(result, tmp_path)
    large = amounts(result, 1e6)
    assert_changes_agree(path, result.built.program, large)
    found = recalculate(path, large)
    checks = {check.difference.id: found[check.difference.id] for check in result.built.checks}
    # in grains of 2e-10 of the largest amount, NOK 41 or so, an øre of them
    assert checks.pop("check.conservation") == pytest.approx(error, abs=0.5)
    assert found["check.conservation"] == 0 if error == 0 else found["check.conservation"] != 0
    assert set(checks.values()) == {0}
