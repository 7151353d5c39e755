"""A row's label tells it from every other row of its sheet, in both languages."""

from __future__ import annotations

from collections import Counter

import pytest

from feasibility.case import Case, case_from_mapping, load_case
from feasibility.engine.model import Model
from feasibility.model.build import build
from tests.model.test_structure import PATHS
from tests.model.tiny import tiny
from tests.random_case import random_case_read

_STEPS = ("temporary.", "check.break_even", "ladder.")


def _is_step(id: str) -> bool:
    """A step of a search or of a fold over many items, one beside another, or a check of such a step."""
    return ".also." in id or id.startswith(_STEPS)


def assert_labels_differ(case: Case) -> None:
    built = build(case)
    model: Model = built.model
    for language in ("nb", "en"):
        rows = [line for line in model.lines.values() if not _is_step(line.id)]
        labels = Counter((line.axis, line.label.text(language)) for line in rows)  # type: ignore[arg-type]
        assert [label for (_, label), times in labels.items() if times > 1] == []
        blocks = Counter(block.label.text(language) for block in model.blocks.values())  # type: ignore[arg-type]
        assert [label for label, times in blocks.items() if times > 1] == []


def test_the_alternatives_say_which_they_are() -> None:
    """VAT is worked out for the deal, an empty space, an ordinary tenant and one krone of rent."""
    tenant = {"rent_nok_per_m2_year": 1000, "term_months": 12, "void_months": 3}
    model = build(case_from_mapping(tiny({"comparison": {"ordinary_tenant": tenant}}))).model
    heads = [block.label.nb for id, block in model.blocks.items() if id.rpartition(".")[2] == "vat"]
    assert sorted(heads) == [
        "Merverdiavgift", "Ordinær leietaker: merverdiavgift", "Tomt: merverdiavgift",
        "Én krone i leie per m²: merverdiavgift",
    ]  # fmt: skip
    assert model.lines["vacant.landlord.vat.output"].label.en == "Vacant: output VAT, landlord"


@pytest.mark.parametrize("name", ["templates/sublease", "examples/moss"])
def test_no_label_of_an_example_stands_on_two_rows(name: str) -> None:
    assert_labels_differ(load_case(PATHS[name]))


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHS)
def test_no_label_of_any_example_or_template_stands_on_two_rows(name: str) -> None:
    assert_labels_differ(load_case(PATHS[name]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(16))
def test_no_label_of_a_random_case_stands_on_two_rows(seed: int) -> None:
    assert_labels_differ(random_case_read(seed))
