"""The view of the register: the counts, and the numbers that are asked for."""

import pytest

from feasibility.analysis.register import registered
from feasibility.screens.pages.register import CHOICES, asked_for
from tests.analysis.test_register import OWNER, noted
from tests.app.pages import all_text, open_app


def test_the_numbers_asked_for_are_those_of_the_kind() -> None:
    """Of eleven stated numbers one is documented, two estimates, one a guess, seven without a source."""
    entries = registered(noted())
    many = {chosen: len(asked_for(entries, chosen)) for chosen in CHOICES}
    assert many["all"] == len(entries)
    assert (many["documented"], many["estimate"], many["guess"], many["unsourced"]) == (1, 2, 1, 7)
    assert many["default"] == len(entries) - 11
    assert many["template"] == 0
    assert [entries[place].number.path for place in asked_for(entries, "guess")] == [OWNER]


@pytest.mark.slow
def test_the_view_counts_and_lists_and_leaves_out_what_is_not_asked_for() -> None:
    at = open_app(example="larvik", view="register")
    assert not at.exception
    assert "Programmets standard" in all_text(at)
    assert "horizon_months" in all_text(at)
    at.button_group(key="register:shown").set_value("guess").run()
    assert not at.exception
    assert "Ingen av sakens tall er slik." in all_text(at)
    assert "horizon_months" not in all_text(at)
