"""What --set means: numbers as people type them, paths that lead nowhere, values with two readings."""

from typing import Any

import pytest

from feasibility.case import Case, CaseError, case_from_mapping
from feasibility.cli.changes import changed, near_paths, value_of
from feasibility.language import Language
from tests.case import cases

RENT = "deal.lease.rent_nok_per_m2_year"


@pytest.fixture(scope="module")
def case() -> Case:
    return case_from_mapping(cases.sublease_case())


@pytest.mark.parametrize(
    ("path", "text", "language", "value"),
    [
        (RENT, "1250", "nb", 1250),
        (RENT, "1250.5", "nb", 1250.5),
        (RENT, "1250,5", "nb", 1250.5),
        (RENT, "1 250,50", "nb", 1250.5),
        (RENT, "1 250", "nb", 1250),
        (RENT, "1,250.50", "en", 1250.5),
        (RENT, "1e3", "nb", 1000.0),
        ("works.rehab.amount_nok", "2,5 mill", "nb", 2_500_000),
        ("works.rehab.amount_nok", "2.5m", "en", 2_500_000),
        ("works.rehab.overrun_share", "12,5 %", "nb", 0.125),
        ("works.rehab.overrun_share", "12.5%", "en", 0.125),
        ("works.rehab.overrun_share", "0.125", "nb", 0.125),  # a zero in front: no thousands
        ("deal.lease.term_months", "1 20", "nb", "1 20"),  # not a number to anyone: the case's own message
        ("deal.lease.area_m2", "null", "nb", None),
        ("deal.lease.payment", "monthly", "nb", "monthly"),
        ("name", "2027", "nb", "2027"),
        ("name", "12,5 %", "nb", "12,5 %"),
        ("start_month", "2027-01", "nb", "2027-01"),
        ("products.day.price_includes_vat", "false", "nb", False),
        ("index.prices_share_per_year", "2,5 %", "nb", 0.025),
        ("index.prices_share_per_year", "{2026: 0.02, 2028: 0.03}", "nb", {"2026": 0.02, "2028": 0.03}),
        ("index.rent_share_per_year.2027", "3 %", "nb", 0.03),
        ("season_factors.6", "0,5", "nb", 0.5),
        ("deal.lease.reductions", "[]", "nb", []),
        ("support.operation", "null", "nb", None),
    ],
)
def test_values(case: Case, path: str, text: str, language: Language, value: object) -> None:
    found = value_of(case, path, text, language)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


def test_a_whole_number_stays_whole(case: Case) -> None:
    # the case refuses 18.0 where a number of months is asked for
    after, _ = changed(case, ["deal.lease.term_months=120"], "nb")
    assert after.deal.lease.term_months == 120  # type: ignore[union-attr]
    assert isinstance(value_of(case, "deal.lease.term_months", "120 ", "nb"), int)
    assert isinstance(value_of(case, RENT, "1 250", "nb"), int)


@pytest.mark.parametrize(
    ("text", "language"), [("1.250", "nb"), ("1,250", "nb"), ("1.250", "en"), ("1,250", "en")]
)
def test_a_number_with_two_readings_is_not_guessed(case: Case, text: str, language: Language) -> None:
    with pytest.raises(CaseError) as raised:
        changed(case, [f"{RENT}={text}"], language)
    (problem,) = raised.value.problems
    message = problem.message(language)
    assert RENT in message
    assert "1250" in message
    assert ("1,25." if language == "nb" else "1.25.") in message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("season_factors=[1.250, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", "season_factors.0"),
        ("index.prices_share_per_year={2027: 0,02}", "Did you mean 0.02?"),
        (f"{RENT}={{value: 1.500, source: Takst}}", f"{RENT}.value"),
        ("works.rehab={amount_nok: 150.000}", "150000 or as 150."),
    ],
)
def test_a_doubtful_number_inside_brackets_is_not_guessed(case: Case, change: str, said: str) -> None:
    with pytest.raises(CaseError) as raised:
        changed(case, [change], "en")
    assert said in raised.value.problems[0].en


def test_a_name_may_look_like_a_doubtful_number(case: Case) -> None:
    after, _ = changed(case, ["name=1.250", "products.flex.label=1.250"], "nb")
    assert (after.name, after.products["flex"].label) == ("1.250", "1.250")


def test_every_mistake_at_once(case: Case) -> None:
    with pytest.raises(CaseError) as raised:
        changed(case, ["nothing", "=5", f"{RENT}=1", f"{RENT}=2", "products.flex.units=1.500"], "nb")
    assert [p.nb.split(":")[0] for p in raised.value.problems] == [
        "--set nothing",
        "--set =5",
        f"--set {RENT}",
        "--set products.flex.units",
    ]


def test_a_path_that_leads_nowhere_names_those_like_it(case: Case) -> None:
    with pytest.raises(CaseError) as raised:
        changed(case, ["rent_nok_per_m2_year=1500", "products.flx.units=3"], "en")
    first, second = raised.value.problems
    assert f"Paths like it: {RENT}" in first.en
    assert "Stier som ligner" in first.nb
    assert "products.flex.units" in second.en


def test_a_wrong_value_is_told_by_the_case_alone(case: Case) -> None:
    with pytest.raises(CaseError) as raised:
        changed(case, ["products.flex.ramp.stabilised_share=75"], "nb")
    (problem,) = raised.value.problems
    assert "0.75" in problem.nb
    assert "Stier som ligner" not in problem.nb


def test_near_paths_begin_with_the_same_field(case: Case) -> None:
    near = near_paths(case, "price_nok_per_month")
    assert near[:2] == ["products.flex.price_nok_per_month", "products.office.price_nok_per_month"]
    assert len(near) <= 5
    assert near_paths(case, "zzzzzzzz") == []


def test_nothing_to_change(case: Case) -> None:
    assert changed(case, [], "nb") == (case, {})


def test_scenarios_do_not_stand_in_the_way(case: Case) -> None:
    # the scenario no_support removes support.operation, which is no longer there
    after, changes = changed(case, ["support.operation=null"], "nb")
    assert "operation" not in after.support
    assert changes == {"support.operation": None}


def test_the_change_reaches_the_case(case: Case) -> None:
    after, changes = changed(case, [f"{RENT}=1 250,50", " products.flex.units = 12 "], "nb")
    expected: dict[str, Any] = {RENT: 1250.5, "products.flex.units": 12}
    assert changes == expected
    assert after.products["flex"].units == 12
