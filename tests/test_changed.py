"""What `make check` runs after a change: the tests nearest to it, and everything where that is not known."""

from pathlib import Path

import pytest

from tests.changed import ALWAYS, ELSEWHERE, EVERYTHING, ROOT, changed_files, near


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("feasibility/model/vat/deduction.py", "tests/model/vat"),
        ("feasibility/engine/sheet/__init__.py", "tests/engine/sheet"),
        ("feasibility/case/form/deal.py", "tests/case"),
        ("feasibility/witness.py", "tests/test_witness.py"),
        ("feasibility/api.py", "tests/api"),
        ("feasibility/screens/amounts.py", "tests/app"),
        ("tests/model/vat/test_settlement.py", "tests/model/vat/test_settlement.py"),
        ("tests/workbook/conftest.py", "tests/workbook"),
        ("tests/model/vat/test_gone_since.py", "tests/model/vat"),
        ("docs/index.md", "tests/api/test_documentation.py"),
    ],
)
def test_the_tests_of_a_change_are_found(file: str, place: str) -> None:
    wanted = near([file], ROOT)
    assert place in wanted or any(place.startswith(f"{one}/") for one in wanted)
    assert wanted >= ALWAYS
    assert wanted != EVERYTHING


def test_a_test_that_imports_the_module_itself_is_near() -> None:
    assert "tests/model/bank/test_bank_measures.py" in near(["feasibility/model/base/bank_view.py"], ROOT)


@pytest.mark.parametrize(
    "file", ["pyproject.toml", "tests/conftest.py", "tests/evaluated.py", "feasibility/names.py"]
)
def test_what_may_touch_anything_asks_for_everything(file: str) -> None:
    assert near(["docs/index.md", file], ROOT) == EVERYTHING


def test_without_git_everything_is_near(tmp_path: Path) -> None:
    assert changed_files(tmp_path) is None
    assert near(None, ROOT) == EVERYTHING


def test_nothing_is_named_that_is_not_there() -> None:
    for place in {*ALWAYS, *ELSEWHERE, *ELSEWHERE.values()} - {""}:
        assert (ROOT / place).exists(), place


def test_every_folder_of_the_product_has_its_tests_somewhere() -> None:
    for module in ROOT.glob("feasibility/*/**/*.py"):
        wanted = near([module.relative_to(ROOT).as_posix()], ROOT)
        assert wanted - ALWAYS, module
        assert wanted != EVERYTHING, module


def test_a_folder_without_tests_of_its_own_asks_for_everything() -> None:
    assert near(["feasibility/newcomer/first.py"], ROOT) == EVERYTHING
