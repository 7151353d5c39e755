"""Two versions of a case compared: the fields by hand, the figures as two runs have them."""

import pytest

from feasibility.analysis.compare.versions import LATER, beside_the_numbers, versions
from feasibility.answers.answer import Figure, shown
from feasibility.answers.versions import answer
from feasibility.case import Case, case_from_mapping
from feasibility.evaluate import run
from feasibility.language import Label
from tests.case import cases

RENT = "deal.lease.rent_nok_per_m2_year"
NAMES = Label("Versjon 1", "Version 1"), Label("Til styret", "For the board")


@pytest.fixture(scope="module")
def earlier() -> Case:
    return case_from_mapping(cases.minimal_case())


@pytest.fixture(scope="module")
def later(earlier: Case) -> Case:
    stated = earlier.lease.rent_nok_per_m2_year  # type: ignore[union-attr]
    cost = {"payer": "operator", "nok_per_month": 1000, "label": "Blomster"}
    return earlier.changed({RENT: stated + 100, "costs.blomster": cost, "name": "Ny"})


def test_what_differs_is_what_was_changed_and_no_more(earlier: Case, later: Case) -> None:
    found = versions(earlier, later, NAMES)
    by_path = {each.path: each.values for each in found.differing}
    # By hand: one number changed, one item added; the name is none that numbers rest on.
    assert set(by_path) == {RENT, "costs.blomster"}
    stated = earlier.lease.rent_nok_per_m2_year  # type: ignore[union-attr]
    assert by_path[RENT] == {"case": stated, LATER: stated + 100}
    assert by_path["costs.blomster"] == {"case": None, LATER: True}
    assert [each.nb for each in beside_the_numbers(earlier, later)] == ["navnet"]
    assert beside_the_numbers(later, later) == ()


def test_taken_away_again_it_is_told_the_other_way(earlier: Case, later: Case) -> None:
    found = versions(later, earlier, NAMES)
    assert {each.path: each.values[LATER] for each in found.differing}["costs.blomster"] is None


def test_what_it_did_is_the_difference_of_two_runs(earlier: Case, later: Case) -> None:
    found = versions(earlier, later, NAMES)
    one, other = run(earlier), run(later)
    for line in ("landlord.npv", "operator.npv", "landlord.lowest_cash"):
        before, after = one.number(line), other.number(line)
        assert before is not None
        assert after is not None
        assert found.difference(line, LATER) == pytest.approx(after - before)
    said = answer(found, beside_the_numbers(earlier, later))
    texts = [sentence.text.en for sentence in said.sentences]
    assert texts[0] == "2 fields differ. Changed as well: the name."
    # A higher rent is better for the landlord, and with the flowers worse for the operator.
    assert any(t.startswith("Landlord's present value: from ") and t.endswith("(better).") for t in texts)
    assert any(t.startswith("Operator's present value: from ") and t.endswith("(worse).") for t in texts)
    fields, figures = said.tables
    rows = {str(row.cells[-1]): row.cells for row in fields.rows}
    assert shown(rows["costs.blomster"][1], fields.columns[1], "en") == "without"
    assert shown(rows["costs.blomster"][2], fields.columns[2], "en") == "with"
    assert [column.label.en for column in figures.columns[1:3]] == ["Version 1", "For the board"]
    moved = [row for row in figures.rows if isinstance(row.cells[-1], Figure)]
    assert moved
    assert all(row.cells[1] != row.cells[2] for row in moved)


def test_nothing_changed_is_told_as_nothing(earlier: Case) -> None:
    said = answer(versions(earlier, earlier, NAMES), ())
    assert [s.text.nb for s in said.sentences] == ["Ingen felter som tallene hviler på, er endret."]
    assert [len(table.rows) for table in said.tables] == [0, 0]


def test_without_support_both_are_run_without() -> None:
    case = case_from_mapping(cases.sublease_case())
    assert case.support
    rent = case.lease.rent_nok_per_m2_year  # type: ignore[union-attr]
    found = versions(case, case.changed({RENT: rent + 1}), NAMES, with_support=False)
    assert [each.path for each in found.differing] == [RENT]
    bare = run(case.changed({"support": {}, "scenarios": {}}))
    assert found.columns[0].number("operator.npv") == pytest.approx(bare.number("operator.npv"))
    other = run(case.changed({"support": {}, "scenarios": {}, RENT: rent + 1}))
    assert found.columns[1].number("operator.npv") == pytest.approx(other.number("operator.npv"))
