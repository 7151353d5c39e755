"""Answers to warnings: kept with the case, told beside the warning, and told when it no longer applies."""

import ast
from pathlib import Path

import pytest

import feasibility.evidence
from feasibility.case import Case, CaseError, case_from_mapping, case_hash, parse_case, to_mapping, to_yaml
from feasibility.case.form.answered import OF_SOMETHING, WARNINGS, is_warning
from feasibility.language import Label
from feasibility.model import Result
from feasibility.names import COMPANY_IDS, OPERATOR_IDS
from feasibility.report.answered import answered, no_longer
from feasibility.report.check import Checked, check_report
from feasibility.report.document import document
from feasibility.report.layout import Shown
from feasibility.report.summary import Applied, summary
from tests.case import cases
from tests.evaluated import evaluated

NOTE = {"warning": "rules_carried_forward", "note": "Vi følger med", "by": "Styret", "date": "2026-11-28"}
GONE = {"warning": "loan_to_value", "note": "Garanti fra eieren"}


@pytest.fixture(scope="module")
def result() -> Result:
    """The least case, which is warned of rates carried forward, and of no debt against value."""
    stated = {**cases.minimal_case(), "answers_to_warnings": [NOTE, GONE]}
    found = evaluated(case_from_mapping(stated))
    ids = {warning.id for warning in found.warnings}
    assert NOTE["warning"] in ids
    assert GONE["warning"] not in ids
    return found


def test_the_answer_stands_with_its_warning_and_the_warning_stands(result: Result) -> None:
    answers = {warning.id: warning.answer for warning in result.warnings}
    answer = answers.pop("rules_carried_forward")
    assert answer is not None
    assert answered(answer) == Label(
        "Besvart: Vi følger med (Styret, 28.11.2026)", "Answered: Vi følger med (Styret, 28 Nov 2026)"
    )
    assert set(answers.values()) == {None}


def test_an_answer_whose_warning_is_not_given_is_kept_and_said_to_be_so(result: Result) -> None:
    (left,) = result.answers_left
    assert no_longer(left).nb == (
        "Besvart, men varselet gjelder ikke lenger (loan_to_value): Garanti fra eieren"
    )
    assert to_mapping(result.case)["answers_to_warnings"] == [NOTE, GONE]


def test_answers_are_printed_on_the_terminal_and_in_the_document(result: Result) -> None:
    text = _plain(_checked(result))
    assert "Besvart: Vi følger med (Styret, 28.11.2026)" in text
    assert "! (besvart) Satser er kjent til" in _plain(summary(result, "nb"))  # there is no room for more
    assert "varselet gjelder ikke lenger (loan_to_value): Garanti fra eieren" in text
    written = document(result)
    by_id = {each["id"]: each["answer"] for each in written["warnings"]}
    assert by_id["rules_carried_forward"] == {"note": "Vi følger med", "by": "Styret", "date": "2026-11-28"}
    assert written["answers_without_warning"] == [
        {"warning": "loan_to_value", "note": "Garanti fra eieren", "by": "", "date": None}
    ]


def _plain(told: list[Shown]) -> str:
    return " ".join(" ".join(line.text for line in told).split())


def _checked(result: Result) -> list[Shown]:
    return check_report([Checked(Applied(), result)], "nb")


def test_an_answer_is_part_of_the_case_and_changes_no_number(result: Result) -> None:
    plain = case_from_mapping(cases.minimal_case())
    assert case_hash(plain) != case_hash(result.case)  # what is printed differs
    assert parse_case(to_yaml(result.case)) == result.case
    bare = evaluated(plain)
    for measure in bare.built.measures:
        assert bare.number(measure.line) == result.number(measure.line.id)


@pytest.mark.parametrize(
    ("answers", "where", "told"),
    [
        ([{**GONE, "warning": "loan_to_valu"}], 0, "Mente du «loan_to_value»?"),
        ([NOTE, GONE, NOTE], 2, "er alt besvart av nummer 1 i listen"),
        ([{**NOTE, "date": "28.11.2026"}], 0, ""),
        ([{**NOTE, "note": ""}], 0, ""),
    ],
)
def test_what_no_answer_can_be_is_a_mistake(answers: list[object], where: int, told: str) -> None:
    with pytest.raises(CaseError) as caught:
        case_from_mapping({**cases.minimal_case(), "answers_to_warnings": answers})
    (problem,) = caught.value.problems
    assert problem.path.startswith(f"answers_to_warnings.{where}.")
    assert told in problem.nb


def test_every_warning_that_can_be_given_can_be_answered() -> None:
    """Read from the program itself: what is handed to Caution first, with what may stand in it."""
    found: set[str] = set()
    for file in Path(feasibility.evidence.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Caution":
                found |= set(_ids(node.args[0]))
    assert found
    assert [id for id in sorted(found) if not is_warning(id)] == []
    assert sorted(WARNINGS) == sorted(id for id in found if not id.startswith(OF_SOMETHING))


def _ids(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*_ids(node.body), *_ids(node.orelse)]
    assert isinstance(node, ast.JoinedStr), ast.dump(node)
    filled: list[str] = [""]
    for part in node.values:
        if isinstance(part, ast.Constant):
            filled = [text + str(part.value) for text in filled]
        else:
            first = "party" in ast.dump(part) or "landlord" in ast.dump(part) or not filled[0]
            words: tuple[str, ...] = COMPANY_IDS if first else ("x",)
            if "id='company'" in ast.dump(part):
                words = OPERATOR_IDS
            filled = [text + word for text in filled for word in words]
    return filled


def test_a_case_of_before_has_no_answers() -> None:
    case: Case = case_from_mapping(cases.minimal_case())
    assert case.answers_to_warnings == ()
