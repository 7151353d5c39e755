"""No unverified workbook leaves: planted errors are found, and nothing is left behind."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from feasibility.engine.compute.program import Values
from feasibility.workbook import WorkbookMismatch, recalculate
from feasibility.workbook.recalculate import OpenBook
from feasibility.workbook.verify import agree
from feasibility.workbook.write import write_book
from tests.workbook.compare import assert_lines_equal
from tests.workbook.models import Built
from tests.workbook.planted import planted

pytestmark = pytest.mark.slow


def write(built: Built, values: Values, path: Path) -> Path:
    return write_book(built.built, values, built.warnings, built.cover, path, "nb")


def with_another(values: Values, id: str, change: object) -> Values:
    """The same values, but for one line: as if Python had calculated it wrongly."""
    model = values.model
    numbers = {line.number: values.of(line) for line in model.lines.values()}
    numbers[model.find(id).number] = change
    return Values(model, numbers, values.inputs)


def test_a_wrong_number_is_named_and_leaves_no_file(built: Built, tmp_path: Path) -> None:
    values = built.values()
    income = np.array(values["income"])
    income[5] += 0.01
    with pytest.raises(WorkbookMismatch) as caught:
        write(built, with_another(values, "income", income), tmp_path / "book.xlsx")
    wrong = caught.value
    assert (wrong.sheet, wrong.line_id, wrong.month) == ("Beregning", "income", "2027-04")
    # label, unit, total, law, id, eleven cells before the first month, then the sixth month: column V
    assert re.fullmatch(r"V[0-9]+", wrong.cell)
    assert wrong.python == income[5]
    assert wrong.recalculated == pytest.approx(income[5] - 0.01)
    assert "income" in str(wrong)
    assert "apr" not in str(wrong).split("Python")[1]
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_file_is_left_as_it_was(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"what was there")
    wrong = with_another(built.values(), "operator.npv", 1.0)
    with pytest.raises(WorkbookMismatch):
        write(built, wrong, path)
    assert path.read_bytes() == b"what was there"
    assert [p.name for p in tmp_path.iterdir()] == ["book.xlsx"]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_must_have_a_reason(built: Built, tmp_path: Path, number: float) -> None:
    with pytest.raises(WorkbookMismatch):
        write(built, with_another(built.values(), "operator.npv", number), tmp_path / "book.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_number_where_python_has_none_is_a_mismatch(built: Built, tmp_path: Path) -> None:
    with pytest.raises(WorkbookMismatch, match=r"landlord\.missing"):
        write(built, with_another(built.values(), "landlord.missing", 3.0), tmp_path / "book.xlsx")


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        (100.0, 100.0 + 9e-8, True),  # 1e-9 of the number
        (100.0, 100.0 + 2e-6, False),
        (0.0, 9e-7, True),  # 1e-6 of a krone
        (0.0, 2e-6, False),
        (1e9, 1e9 + 0.9, True),
        (1e9, 1e9 + 1.1, False),
        ("ingen", "ingen", True),
        ("ingen", "none", False),
        ("ingen", 0.0, False),
        (0.0, "ingen", False),
        (0.0, None, False),
        (1.0, True, False),
    ],
)
def test_what_counts_as_the_same(wanted: float | str, found: object, same: bool) -> None:
    assert agree(wanted, found, 1e-6) is same


def test_progress_goes_from_nothing_to_all(built: Built, tmp_path: Path) -> None:
    told: list[float] = []
    path = tmp_path / "book.xlsx"
    write_book(built.built, built.values(), (), built.cover, path, "nb", told.append)
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert told == sorted(told)


# ---- the verifiers really recalculate ---------------------------------------------------------------------


def test_the_planted_value_is_in_the_file_and_ironcalc_corrects_it(
    built: Built, folder: Path, tmp_path: Path
) -> None:
    wrong = planted(folder / "nb.xlsx", tmp_path / "wrong.xlsx")
    with pytest.raises(AssertionError, match=r"1 cells differ: income\[6\].*123456\.75"):
        assert_lines_equal(built.values(), OpenBook(wrong).lines())
    assert_lines_equal(built.values(), recalculate(wrong))


def test_a_planted_value_is_found_when_the_file_is_verified(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value stored beside a formula is compared too, not only what the formula gives."""
    from feasibility.workbook import write as writing

    verify = writing.verify

    def sabotaged(path: Path, *arguments: object) -> int:
        return verify(planted(path, path.with_name("planted.xlsx")), *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "verify", sabotaged)
    with pytest.raises(WorkbookMismatch, match=r"lagret i filen gir 123456\.75"):
        write(built, built.values(), tmp_path / "book.xlsx")
    assert list(tmp_path.iterdir()) == []
