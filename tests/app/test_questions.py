"""The questions in the app: each answer of the commands, of the case on the screen."""

import pytest
from streamlit.testing.v1 import AppTest

from feasibility.analysis.capacity import capacity
from feasibility.analysis.sensitivity import sensitivity
from feasibility.answers.capacity import answer as capacity_answer
from feasibility.answers.sensitivity import answer as sensitivity_answer
from feasibility.case import load_case
from feasibility.evaluate import run
from feasibility.resources import example_path
from feasibility.screens import questions, view_words
from feasibility.screens.view_words import GROUPS
from feasibility.screens.views import VIEWS
from tests.app.pages import all_text, open_app

pytestmark = pytest.mark.slow

RENT = "deal.lease.rent_nok_per_m2_year"


def shown(**address: str) -> AppTest:
    at = open_app(**address)
    assert not at.error
    return at


def test_every_view_has_its_words_and_is_drawn() -> None:
    named = [view for group in GROUPS.values() for view in group.views]
    assert sorted(named) == sorted(VIEWS)
    assert len(set(named)) == len(named)


def test_the_menu_leads_from_group_to_group_and_view_to_view() -> None:
    at = open_app(example="larvik")
    at.segmented_control(key="choice:group").set_value("questions").run()
    assert at.query_params["view"] == next(iter(GROUPS["questions"].views))
    at.button_group(key="choice:view").set_value("capacity").run()
    assert at.query_params["view"] == "capacity"
    assert view_words.group_of("capacity") == "questions"
    at.segmented_control(key="choice:group").set_value("results").run()
    assert "view" not in at.query_params


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("view", questions.ASKED)
def test_every_question_is_answered_of_the_largest_example(view: str, language: str) -> None:
    at = shown(example="larvik", view=view, language=language)
    said = all_text(at)
    assert 'class="fz-said' in said
    assert 'class="fz-wide"' in said
    assert len(at.get("vega_lite_chart")) >= 1
    assert "Utvikling over tid" not in said  # the result's own pictures give way
    assert "Over time" not in said


def test_the_answer_is_that_of_the_numbers_on_the_screen() -> None:
    case = load_case(example_path("larvik")).changed({RENT: 1300})
    result = run(case)
    first = capacity_answer(capacity(result), result).sentences[0].text.nb
    assert first in all_text(shown(example="larvik", view="capacity", **{RENT: "1300"}))
    assert first not in all_text(shown(example="larvik", view="capacity"))


def test_without_support_it_is_asked_without() -> None:
    case = load_case(example_path("larvik")).changed({"support": {}, "scenarios": {}})
    result = run(case)
    said = capacity_answer(capacity(result), result).sentences
    page = all_text(shown(example="larvik", view="capacity", support="0"))
    assert [each.text.nb for each in said if each.text.nb not in page] == []


def test_without_support_it_is_asked_of_a_case_that_has_none() -> None:
    # The numbers of its support are none of those that are tried.
    case = load_case(example_path("larvik"))
    result = run(case.changed({"support": {}, "scenarios": {}}))
    found = sensitivity(result)
    assert found.tried < sensitivity(run(case, with_support=False)).tried
    said = sensitivity_answer(found, result).sentences
    page = all_text(shown(example="larvik", view="sensitivity", support="0"))
    assert [each.text.nb for each in said if each.text.nb not in page] == []


def test_a_question_without_an_answer_says_why() -> None:
    at = open_app(example="tonsberg", view="negotiate")  # the landlord runs it: there is no lease
    assert len(at.info) == 1
    assert 'class="fz-said' not in all_text(at)


def test_another_pair_is_negotiated() -> None:
    at = shown(example="larvik", view="negotiate")
    before = all_text(at)
    at.selectbox(key="choice:pair").set_value("cash_term").run()
    assert not at.exception
    assert all_text(at) != before
    assert "tilskudd" in all_text(at).lower()


def test_what_an_address_asks_for_and_is_not_there_is_the_result() -> None:
    assert "Utvikling over tid" in all_text(shown(example="larvik", view="<script>"))
