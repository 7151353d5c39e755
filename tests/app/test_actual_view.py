"""The view of budget against actual: without figures, with the case's own, and with a file that is wrong."""

import pytest

from feasibility.case import load_case
from feasibility.resources import example_path
from feasibility.store import LOCAL, Store
from tests.app.pages import all_text, open_app

pytestmark = pytest.mark.slow


def test_without_figures_it_says_how_to_bring_them() -> None:
    at = open_app(example="larvik", view="actual")
    assert not at.exception
    assert "Saken selv har ingen bokførte tall ennå." in all_text(at)


def test_the_cases_own_figures_are_shown_of_the_company_they_are_of(own_database: str) -> None:
    entries = [{"month": "2027-07", "line": "income_rent", "amount_nok": 20_000}]
    case = load_case(example_path("larvik")).changed({"actual.operator.booked": entries})
    id = Store.open(own_database).create(LOCAL, case).id
    at = open_app(case=id, view="actual")
    assert not at.exception
    assert "Budsjett mot regnskap, driver" in all_text(at)
    assert "Slik er prognosen laget" in all_text(at)
    at.button_group(key="actual:party").set_value("landlord").run()
    assert "Saken selv har ingen bokførte tall ennå." in all_text(at)


def test_what_is_wrong_in_the_case_is_told(own_database: str) -> None:
    entries = [{"month": "2027-07", "line": "inntekt", "amount_nok": 20_000}]
    case = load_case(example_path("larvik")).changed({"actual.operator.booked": entries})
    id = Store.open(own_database).create(LOCAL, case).id
    assert "linjen «inntekt» finnes ikke i planen" in all_text(open_app(case=id, view="actual"))


def test_a_file_is_read_and_a_wrong_one_told() -> None:
    at = open_app(example="larvik", view="actual")
    at.file_uploader(key="actual:file").set_value(
        ("tall.csv", "måned;linje;beløp\n2027-07;income_rent;20 000\n".encode(), "text/csv")
    ).run()
    assert "Slik er prognosen laget" in all_text(at)
    at.file_uploader(key="actual:file").set_value(("tall.csv", b"hei", "text/csv")).run()
    assert "det er ikke overskriften i en fil med bokførte tall." in all_text(at)
