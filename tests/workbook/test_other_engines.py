"""Ten random cases with two sets of edits each: LibreOffice and HyperFormula say what Python says.

They share nothing with each other, nor with NumPy, XlsxWriter and IronCalc. LibreOffice is given the file
with the old results in it, HyperFormula the formulas alone. The cases are short: a formula is the same in
every month, and both engines take seconds a book.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from feasibility.case import case_from_mapping
from feasibility.engine.compute.program import Values
from feasibility.evaluate import run
from feasibility.workbook import input_cells, write_workbook
from tests.random_case import Stated, random_case
from tests.random_case.coverage import covering
from tests.workbook.compare import Lines, assert_lines_equal, assert_stored_lines_equal
from tests.workbook.edited import edited
from tests.workbook.hyperformula import recalculated_by_hyperformula
from tests.workbook.libreoffice import recalculated_by_libreoffice
from tests.workbook.test_random_cases import changes_of

pytestmark = pytest.mark.system


def stated(seed: int) -> Stated:
    """A case of one or two years whose start month may be moved."""
    return random_case(seed, start=seed % 12 + 1, horizon=(12, 26), movable=True)


SEEDS = covering(10, {seed: stated(seed) for seed in range(120)})
SETS = (1, 2)
NAMES = [(seed, number) for seed in SEEDS for number in SETS]


@dataclass(frozen=True)
class Edited:
    """A case's book, and what was typed into it in each set of edits with what Python says then."""

    path: Path
    sets: dict[int, tuple[dict[str, float], Values]]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Edited]:
    """By seed."""
    folder = tmp_path_factory.mktemp("written")
    found = {}
    for seed in SEEDS:
        case = case_from_mapping(stated(seed))
        result = run(case)
        path = write_workbook(result, folder / f"{seed}.xlsx")
        sets = {}
        for number in SETS:
            changes = changes_of(case, result, set(input_cells(path)), random.Random(1000 * number + seed))
            sets[number] = changes, result.built.program.run(changes)
        found[seed] = Edited(path, sets)
    return found


@pytest.fixture(scope="module")
def by_libreoffice(
    libreoffice: Path, books: dict[int, Edited], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[int, int], Path]:
    """The edited books as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("edited")
    paths = [
        edited(book.path, folder / f"{seed}_{number}.xlsx", changes)
        for seed, book in books.items()
        for number, (changes, _) in book.sets.items()
    ]
    made = recalculated_by_libreoffice(paths, libreoffice, tmp_path_factory.mktemp("libreoffice"))
    return dict(zip(NAMES, made, strict=True))


@pytest.fixture(scope="module")
def by_hyperformula(node: Path, books: dict[int, Edited]) -> dict[tuple[int, int], Lines]:
    """The lines of the edited books as HyperFormula calculates them."""
    asked = [(book.path, [changes for changes, _ in book.sets.values()]) for book in books.values()]

    def lines() -> Iterator[Lines]:
        for answers in recalculated_by_hyperformula(asked, node):
            yield from answers

    return dict(zip(NAMES, lines(), strict=True))


@pytest.mark.parametrize(("seed", "number"), NAMES)
def test_libreoffice_agrees_after_edits(
    by_libreoffice: dict[tuple[int, int], Path], books: dict[int, Edited], seed: int, number: int
) -> None:
    assert_stored_lines_equal(by_libreoffice[seed, number], books[seed].sets[number][1])


@pytest.mark.parametrize(("seed", "number"), NAMES)
def test_hyperformula_agrees_after_edits(
    by_hyperformula: dict[tuple[int, int], Lines], books: dict[int, Edited], seed: int, number: int
) -> None:
    assert_lines_equal(books[seed].sets[number][1], by_hyperformula[seed, number])
