"""Every open input of every example and template, changed in the workbook: what Python says of a fresh case.

Each to 0, to 1.3 times itself and to its limits, many at a time; law, which no case states, to 0 and to 1.3
times itself. Every line is compared, so that a cell that does nothing is found wherever it should act.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from feasibility.case import load_case
from feasibility.evaluate import run
from feasibility.model.build import build
from feasibility.workbook import OpenBook, write_workbook
from tests.model.structure import MORE, open_inputs, together, values_to_try
from tests.model.test_structure import PATHS
from tests.workbook.compare import assert_lines_equal

pytestmark = pytest.mark.slow

AT_ONCE = 30


@pytest.mark.parametrize("name", PATHS)
def test_every_open_cell_does_what_the_number_does_in_a_fresh_case(name: str, tmp_path: Path) -> None:
    case = load_case(PATHS[name])
    result = run(case)
    book = OpenBook(write_workbook(result, tmp_path / "case.xlsx"))
    inputs = open_inputs(result.built)
    as_stated = {item.id: item.value for item in inputs}
    assert set(as_stated) <= set(book.input_cells)
    tries = [(item.id, value) for item in inputs for value in values_to_try(case, item)]
    stated = {path for path, _ in tries}
    law = [item for item in inputs if item.id not in stated and item.unit != "date"]
    random.Random(name).shuffle(tries)
    groups = [(group, case.changed(group), {}) for group in together(case, tries, AT_ONCE)]
    groups += [({}, case, {item.id: item.value * by for item in law}) for by in (0.0, MORE)]
    for group, fresh, outside in groups:
        changes = {**group, **outside}
        book.change({**as_stated, **changes})
        assert_lines_equal(build(fresh).program.run(outside), book.lines())
