"""What a case states for its papers: an organisation number is one, and none of it moves a number."""

from typing import Any

import pytest

from feasibility.case import CaseError, case_from_mapping, case_hash
from feasibility.case.form.papers import in_groups, is_organisation_number
from tests.case import cases

# By hand: 9·3 + 7·2 + 4·7 + 7·6 + 6·5 + 0·4 + 6·3 + 7·2 = 173 = 15·11 + 8, and 11 − 8 = 3.
RIGHT = "974760673"
# 1·3 = 3 with the rest noughts but the last weight: 3 + 2·5 = 13 = 11 + 2, and 11 − 2 = 9.
ALSO_RIGHT = "100000059"
# A remainder of 1 would ask for a check digit of 10: 3 + 2·10 ... 7·2 + 3·3 = 23 = 2·11 + 1.
NO_CHECK_DIGIT = "30000007"


def stated(**papers: object) -> dict[str, Any]:
    return {**cases.minimal_case(), "papers": papers}


def test_a_check_digit_is_held_to_modulus_11() -> None:
    assert is_organisation_number(RIGHT)
    assert is_organisation_number(ALSO_RIGHT)
    assert not is_organisation_number("974760674")
    assert not any(is_organisation_number(f"{NO_CHECK_DIGIT}{last}") for last in range(10))
    assert not is_organisation_number("97476067")
    assert not is_organisation_number("٩٧٤٧٦٠٦٧٣"), "digits of another script are no organisation number"


def test_spaces_and_a_number_read_as_one_are_as_good() -> None:
    assert in_groups(RIGHT) == "974 760 673"
    for written in ("974 760 673", RIGHT, int(RIGHT)):
        case = case_from_mapping(stated(applicant={"organisation_number": written}))
        assert is_organisation_number(case.papers.applicant.organisation_number or "")


@pytest.mark.parametrize(
    ("papers", "path", "says"),
    [
        (
            {"applicant": {"organisation_number": "974760674"}},
            "applicant.organisation_number",
            "kontrollsiffer",
        ),
        ({"date": "28.11.2026"}, "date", "ÅÅÅÅ-MM-DD"),
        ({"date": "2026-02-30"}, "date", "kalenderen"),
        ({"security": [{"kind": "pant", "of": "huset"}]}, "security.0.kind", "mortgage"),
        ({"sought": {"amount_nok": -1}}, "sought.amount_nok", "0"),
        ({"prepared_by": ""}, "prepared_by", "tom"),
    ],
)
def test_a_mistake_is_told_by_its_path(papers: dict[str, object], path: str, says: str) -> None:
    with pytest.raises(CaseError) as refused:
        case_from_mapping(stated(**papers))
    (problem,) = refused.value.problems
    assert problem.path == f"papers.{path}"
    assert says in problem.nb


def test_what_was_asked_for_is_among_the_scenarios() -> None:
    scenarios = {"asked": {"label": "Det driver ba om", "set": {"horizon_months": 24}}}
    with pytest.raises(CaseError, match=r"papers\.asked_for .*«askd» finnes ikke"):
        case_from_mapping({**stated(asked_for="askd"), "scenarios": scenarios})


def test_what_was_asked_for_may_be_any_scenario_and_no_scenario_is_wrong_for_it() -> None:
    scenarios = {"asked": {"label": "Det driver ba om", "set": {"horizon_months": 24}}}
    case = case_from_mapping({**stated(asked_for="asked"), "scenarios": scenarios})
    assert case.scenario("asked").horizon_months == 24


def test_the_fingerprint_is_that_of_the_numbers() -> None:
    bare = case_from_mapping(cases.minimal_case())
    assert case_hash(case_from_mapping(stated(prepared_by="Styret", sought={"amount_nok": 5}))) == case_hash(
        bare
    )
