"""Every open input of every example and template, changed in the workbook: what Python says of a fresh case.

Each to 0, to 1.3 times itself and to its limits, many at a time; law, which no case states, to 1.3 times
itself and to itself / 1.3. Lines are compared one by one, so that a cell that does nothing is found. The
search for internal rates is left out: at such numbers a root may lie within rounding of not being there.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from feasibility.case import load_case
from feasibility.engine.compute.program import Values
from feasibility.evaluate import run
from feasibility.model.build import build
from feasibility.workbook import OpenBook, write_workbook
from tests.model.structure import MORE, open_inputs, together, values_to_try
from tests.model.test_structure import PATHS
from tests.workbook.compare import Lines, differences

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
    groups += [({}, case, {item.id: item.value * by for item in law}) for by in (1 / MORE, MORE)]
    for group, fresh, outside in groups:
        changes = {**group, **outside}
        book.change({**as_stated, **changes})
        values, found = build(fresh).program.run(outside), book.lines()
        _assert_equal(values, found)


def _assert_equal(values: Values, found: Lines) -> None:
    searched = {id for id in values.model.lines if "irr" in id}
    searched |= {line.id for line in values.model.lines.values() if line.block == "returns"}
    wrong = [
        text for id in values.model.lines if id not in searched for text in differences(id, values, found)
    ]
    assert not wrong, f"{len(wrong)} cells differ: " + "; ".join(wrong[:10])
