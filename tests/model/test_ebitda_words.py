"""Operating result before and after depreciation are not called the same (docs/model.md §7)."""

import re

from feasibility.case import load_case
from feasibility.model.build import build
from feasibility.resources import example_path

_BARE = re.compile(r"driftsresultat(?!(et)? før avskr)", re.IGNORECASE)


def test_what_is_ebitda_is_not_called_operating_result_alone() -> None:
    built = build(load_case(example_path("larvik")))
    labels = [line.label for line in built.model.lines.values()]
    labels += [chart.title for chart in built.charts]
    labels += [row.label for statement in built.statements for row in statement.rows]
    before = [label for label in labels if "EBITDA" in label.en]
    assert len(before) > 20
    assert [label.nb for label in before if _BARE.search(label.nb)] == []
    assert any(_BARE.search(label.nb) for label in labels)  # after depreciation it is
