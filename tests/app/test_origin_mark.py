"""How many numbers are still the template's: as they are listed, and one fewer with each that is typed."""

import pytest

from feasibility.case import origins
from feasibility.names import DEAL_STRUCTURES
from feasibility.screens.origin_mark import mark
from feasibility.starting import QuickStart, quick_start, template_of
from feasibility.store import LOCAL, Store
from tests.app.pages import all_text, open_app

RENT = "deal.lease.rent_nok_per_m2_year"


@pytest.mark.parametrize("structure", sorted(DEAL_STRUCTURES))
def test_a_template_is_all_its_own(structure: str) -> None:
    template = template_of(structure)  # type: ignore[arg-type]
    many = len(origins(template, template))
    assert mark(template, "nb") == f"{many} av {many} tall er fortsatt malens."
    assert mark(template, "en") == f"{many} of {many} numbers are still the template's."


def test_what_was_answered_and_what_follows_is_no_longer_the_templates() -> None:
    case = quick_start(QuickStart("sublease", 600))
    found = list(origins(case, template_of("sublease")).values())
    template, derived = found.count("template"), found.count("derived")
    assert found.count("stated") == 1  # the area
    assert f"{template} av {len(found)} tall" in mark(case, "nb")
    assert f"{derived} er regnet ut" in mark(case, "nb")


@pytest.mark.slow
def test_the_mark_stands_at_the_top_and_follows_what_is_typed(own_database: str) -> None:
    template = template_of("sublease")
    many = len(origins(template, template))
    id = Store.open(own_database).create(LOCAL, template).id
    at = open_app(case=id)
    assert f"{many} av {many} tall er fortsatt malens." in all_text(at)
    at.text_input(key=f"field:{id}:{RENT}").set_value("900").run()
    assert f"{many - 1} av {many} tall er fortsatt malens." in all_text(at)
    assert "fortsatt malens." not in all_text(open_app(example="larvik"))
