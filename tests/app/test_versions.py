"""Versions in the app: two compared, of a saved case and of an example; one named, one brought back."""

import pytest

from feasibility.case import load_case
from feasibility.resources import example_path
from feasibility.store import LOCAL, Store
from tests.app.pages import address_of, all_text, open_app

pytestmark = pytest.mark.slow

RENT = "deal.lease.rent_nok_per_m2_year"


def test_first_and_newest_are_compared_and_others_by_choice(own_database: str) -> None:
    store = Store.open(own_database)
    case = load_case(example_path("vat_turn"))  # the rent is 1,300
    id = store.create(LOCAL, case).id
    at = open_app(case=id, view="versions")
    assert "bare én versjon" in all_text(at)
    store.save(LOCAL, id, case.changed({RENT: 900}), 1)
    store.save(LOCAL, id, case.changed({RENT: 900, "horizon_months": 96}), 2)
    store.name_version(LOCAL, id, 3, "Til styret")
    at = open_app(case=id, view="versions")
    page = all_text(at)
    assert "2 felter er forskjellige." in page
    assert RENT in page
    assert ">Til styret<" in page
    at.selectbox(key=f"version:to:{id}").set_value(2).run()
    assert not at.exception
    page = all_text(at)
    assert "Ett felt er forskjellig." in page
    assert "900" in page
    # A lower rent is worse for the landlord and better for the operator.
    assert "fz-said bad" in page
    assert "fz-said good" in page
    at.selectbox(key=f"version:to:{id}").set_value(1).run()
    assert "Velg to ulike versjoner" in all_text(at)
    at.button(key=f"restore:{id}:1").click().run()
    assert not at.exception
    assert store.read(LOCAL, id).case == case
    assert address_of(at)["view"] == "versions"


def test_what_is_tried_in_an_example_is_beside_it() -> None:
    assert "Nothing is changed in the example" in all_text(
        open_app(example="vat_turn", view="versions", language="en")
    )
    page = all_text(open_app(example="vat_turn", view="versions", language="en", **{RENT: "900"}))
    assert "One field differs." in page
    assert ">What you have tried<" in page
