"""`workbook_changes`: what may be taken, and that the case with it gives what the book shows."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import openpyxl
import pytest

from feasibility.case import Case, CaseError, case_from_mapping, case_hash, parse_case, to_yaml
from feasibility.evaluate import run
from feasibility.workbook import input_cells, write_workbook
from feasibility.workbook.returned.changes import BookChanges, read_changes, workbook_changes
from feasibility.workbook.returned.telling import broken_text, changes_lines
from feasibility.workbook.returned.verifying import verify_workbook
from feasibility.workbook.returned.words import NotReadable
from tests.model.tiny import tiny
from tests.random_case import random_case
from tests.workbook.edited import edited
from tests.workbook.test_random_cases import changes_of

pytestmark = pytest.mark.slow

PRICE, UNITS = "products.desk.price_nok_per_month", "products.desk.units"
TEN = 9  # and the start month


def cells(path: Path) -> dict[str, str]:
    """Path in the case → cell on the sheet of inputs."""
    return {id: cell.partition("!")[2] for id, cell in input_cells(path).items()}


def assert_comes_home(case: Case, changes: dict[str, float], found: BookChanges) -> None:
    """The book's changes are those typed; the case with them is that of the user's own change, in all."""
    taken = {change.path: change.now for change in found.taken}
    assert taken == pytest.approx(changes, rel=1e-12)
    assert set(taken) == set(changes)
    first = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(changes["start_month"]))
    wanted = case.changed({**changes, "start_month": f"{first:%Y-%m}", "scenarios": {}})
    home = parse_case(found.new_text())
    fresh = run(wanted)
    again = run(home)
    for figure in found.figures:
        number = fresh.number(figure.line)
        assert again.number(figure.line) == (
            None if number is None else pytest.approx(number, rel=1e-9, abs=1e-6)
        )
        assert figure.recomputed == (None if number is None else pytest.approx(number, rel=1e-9, abs=1e-6))


def changed_book(seed: int, folder: Path) -> tuple[Case, dict[str, float], Path]:
    """A random case's book with ten numbers typed into it, and nothing recalculated."""
    case = case_from_mapping(random_case(seed, start=seed % 12 + 1, horizon=(24, 48), movable=True))
    result = run(case)
    path = write_workbook(result, folder / f"{seed}.xlsx")
    changes = changes_of(case, result, set(input_cells(path)), random.Random(seed), TEN)
    return case, changes, edited(path, folder / f"{seed}-typed.xlsx", changes)


@pytest.mark.parametrize("seed", [1, 8])
def test_ten_changes_typed_in_and_not_recalculated_come_home(seed: int, tmp_path: Path) -> None:
    """As some programs save them: the old values stand, which is told; the inputs are right all the same."""
    case, changes, path = changed_book(seed, tmp_path)
    found = workbook_changes(path)
    assert found.verification.is_stale
    assert_comes_home(case, changes, found)


def test_comments_and_scenarios_stay_where_the_users_own_file_is_given(
    delivered: Path, tmp_path: Path
) -> None:
    path = edited(delivered, tmp_path / "a.xlsx", {PRICE: 1100.0, UNITS: 12.0})
    own = to_yaml(case_from_mapping(tiny({"scenarios": {"low": {"set": {UNITS: 5}}}})))
    own = own.replace("price_nok_per_month: 1000", "price_nok_per_month: 1000  # avtalt i mars")
    found = workbook_changes(path)
    text = found.changed_text(own, [PRICE])
    assert text == own.replace("1000  # avtalt", "1100  # avtalt")
    assert case_hash(found.changed_case()) == case_hash(case_from_mapping(tiny({PRICE: 1100, UNITS: 12})))
    assert found.changed_text(own, []) == own
    with pytest.raises(KeyError):
        found.new_text(["products.desk.label"])
    with pytest.raises(NotReadable):
        found.changed_text(own.replace("units: 10", "units: 11"))


def test_a_rate_of_law_is_told_and_never_taken(delivered: Path, tmp_path: Path) -> None:
    law = next(id for id in input_cells(delivered) if id.startswith("rules."))
    found = workbook_changes(edited(delivered, tmp_path / "a.xlsx", {law: 0.2}))
    assert found.taken == ()
    assert {change.path: change.of for change in found.left} == {law: "law"}
    assert case_hash(found.changed_case()) == found.verification.case_hash


def test_what_the_case_may_not_have_is_said_in_its_own_words(delivered: Path, tmp_path: Path) -> None:
    found = workbook_changes(
        edited(delivered, tmp_path / "a.xlsx", {"products.desk.ramp.stabilised_share": 75.0})
    )
    with pytest.raises(CaseError):
        found.changed_case()
    [problem] = found.problems
    assert "products.desk.ramp.stabilised_share" in problem.en
    assert found.figures == ()


def test_inputs_without_a_number_are_told_one_by_one_and_nothing_is_taken(
    delivered: Path, tmp_path: Path
) -> None:
    at = cells(delivered)
    start, end = "products.desk.ramp.start_share", "products.desk.ramp.stabilised_share"
    book = openpyxl.load_workbook(delivered)
    sheet = book["Forutsetninger"]
    typed = {PRICE: None, UNITS: "ti", start: "=0.5*1", end: "#DIV/0!", "start_month": True}
    for path, value in typed.items():
        sheet[at[path]].value = value
    rent = "deal.lease.rent_nok_per_m2_year"
    sheet[at[rent]].value = 900
    book.save(tmp_path / "broken.xlsx")
    found = workbook_changes(tmp_path / "broken.xlsx")
    assert {each.path: (each.what, each.cell) for each in found.verification.broken} == {
        PRICE: ("cleared", at[PRICE]),
        UNITS: ("text", at[UNITS]),
        start: ("formula", at[start]),
        end: ("error", at[end]),
        "start_month": ("flag", at["start_month"]),
    }
    assert not found.may_be_taken
    with pytest.raises(NotReadable):
        found.new_text([rent])
    soon = read_changes(tmp_path / "broken.xlsx")
    assert soon.verification.broken == found.verification.broken
    assert not soon.may_be_taken


TYPED_DATES = [("1.2.2027", "text"), (datetime.datetime(2027, 2, 15), "day"), (46388.5, "day")]
NO_DAYS = [(0.0, "day"), (-1e300, "day"), (1e300, "day")]


@pytest.mark.parametrize(("typed", "what"), TYPED_DATES + NO_DAYS)
def test_a_start_that_begins_no_month_is_told_and_nothing_is_taken(
    typed: object, what: str, delivered: Path, tmp_path: Path
) -> None:
    """46388 is 1 January 2027 in a spreadsheet; the case knows months alone."""
    at = cells(delivered)
    book = openpyxl.load_workbook(delivered)
    book["Forutsetninger"][at["start_month"]].value = typed
    book["Forutsetninger"][at[PRICE]].value = "12,5"
    book.save(tmp_path / "a.xlsx")
    found = read_changes(tmp_path / "a.xlsx")
    assert {each.path: each.what for each in found.verification.broken} == {
        "start_month": what,
        PRICE: "text",
    }
    assert (found.taken, found.may_be_taken) == ((), False)
    date, price = (broken_text(each, "nb") for each in found.verification.broken)
    assert "Skriv den første i en måned som dato; der sto 01.01.2026." in date
    assert "tekst der det skal stå et tall («12,5»)." in price
    if isinstance(typed, datetime.datetime):
        assert "ikke den første dagen i en måned (15.02.2027)" in date


@pytest.mark.parametrize("typed", [1e300, -1e300])
def test_a_number_beyond_all_reason_is_told_in_the_cases_own_words(
    typed: float, delivered: Path, tmp_path: Path
) -> None:
    found = workbook_changes(edited(delivered, tmp_path / "a.xlsx", {PRICE: typed, UNITS: typed}))
    assert {each.path for each in found.taken} == {PRICE, UNITS}
    assert any(UNITS in problem.en for problem in found.problems)
    assert changes_lines(found, "nb")
    with pytest.raises(CaseError):
        found.new_text()


def test_a_sheet_taken_out_stops_everything(delivered: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(delivered)
    del book["Kontroll"]
    book.save(tmp_path / "a.xlsx")
    for found in (workbook_changes(tmp_path / "a.xlsx"), read_changes(tmp_path / "a.xlsx")):
        assert found.verification.sheets_removed == ("Kontroll",)
        assert not found.may_be_taken


def test_the_inputs_are_read_alone_as_with_all_the_rest(delivered: Path, tmp_path: Path) -> None:
    """What may be taken is the same, and nothing is said to be sound that has not been tried."""
    law = next(id for id in input_cells(delivered) if id.startswith("rules."))
    path = edited(delivered, tmp_path / "a.xlsx", {PRICE: 1100.0, UNITS: 12.0, law: 0.2})
    whole, soon = workbook_changes(path), read_changes(path)
    assert (soon.case, soon.taken, soon.left, soon.problems) == (
        whole.case,
        whole.taken,
        whole.left,
        whole.problems,
    )
    assert soon.verification.sheets_removed == soon.verification.sheets_added == ()
    assert soon.verification.counts == {}
    assert whole.verification.is_tried
    assert not soon.verification.is_tried
    assert not read_changes(delivered).verification.is_sound
    assert workbook_changes(delivered).verification.is_sound


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_kind_of_book_is_sound_when_it_is_delivered(language: str, tmp_path: Path) -> None:
    """With a scenario, changes, support switched off and a bank: all that the certificate must tell."""
    stated = random_case(7, horizon=(24, 36))
    case = case_from_mapping(stated)
    path = write_workbook(
        run(case, with_support=language == "nb"),
        tmp_path / "a.xlsx",
        language="nb" if language == "nb" else "en",
        scenario="Lavt & sakte",
        changes={"name": case.name},
    )
    found = verify_workbook(path)
    assert found.is_sound, found.differences
