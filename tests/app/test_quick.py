"""The quick start without a browser: answers to a case, mistakes at their field, nothing lost."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from feasibility.names import DEAL_STRUCTURES
from feasibility.resources import template_text
from feasibility.screens.quick.read import answers_in
from feasibility.screens.start_words import STRUCTURES
from feasibility.starting import ASKED, QuickStart, quick_start
from feasibility.store import LOCAL, Store
from tests.app.pages import address_of, all_text, open_app

pytestmark = pytest.mark.slow

AREA, FREE, SHARE, MONTHS = "area_m2", "free_months", "reduced_share", "reduced_months"
KONGSVINGER = {"place": "Kongsvinger", AREA: "600 kvm", FREE: "12 mnd", SHARE: "50 %", MONTHS: "1 år"}


def answered(at: AppTest, answers: dict[str, str]) -> AppTest:
    for id, text in answers.items():
        at.text_input(key=f"new:{id}").set_value(text).run()
        assert not at.exception
    return at


def begun(at: AppTest) -> AppTest:
    at.button(key="begin").click().run()
    assert not at.exception
    return at


def cases() -> dict[str, Any]:
    return {
        "sublease": ({"rent_nok_per_m2_year": "900 kr per m2"}, {"rent_nok_per_m2_year": 900.0}),
        "turnover_rent": ({"turnover_share": "25"}, {"turnover_share": 0.25}),
        "management": ({"fee_nok_per_month": "12 000 kr i måneden"}, {"fee_nok_per_month": 12_000.0}),
        "landlord_operated": ({"works_nok": "2,5 mill"}, {"works_nok": 2_500_000.0}),
    }


@pytest.mark.parametrize("structure", sorted(DEAL_STRUCTURES))
def test_each_structure_is_begun_from_its_answers(own_database: str, structure: Any) -> None:
    texts, values = cases()[structure]
    address = {"new.structure": structure, "new.area_m2": "450,5 kvm", "new.place": "Vang"}
    at = open_app(**address, **{f"new.{id}": text for id, text in texts.items()})
    begun(at)
    store = Store.open(own_database)
    (kept,) = store.cases(LOCAL)
    found = store.read(LOCAL, kept.id)
    assert found.case == quick_start(QuickStart(structure, 450.5, "Vang", **values))
    assert found.source == template_text(structure)
    said = all_text(at)
    assert "fz-sentence" in said
    assert "Stol ikke på tallene" not in said  # no check has failed
    assert [key for key in address_of(at) if key.startswith("new.")] == []


def test_the_example_is_typed_as_people_type_it_and_follows_the_page(own_database: str) -> None:
    at = answered(open_app(), KONGSVINGER)
    assert "13 kontor og 20 plasser" in all_text(at)
    # What was typed is in the address: another session, and another language, have it.
    address = {key: text for key, text in address_of(at).items() if key.startswith("new.")}
    again = open_app(**address, language="en")
    assert again.text_input(key="new:area_m2").value == "600 kvm"
    assert "13 offices and 20 desks" in all_text(again)
    begun(at)
    store = Store.open(own_database)
    (kept,) = store.cases(LOCAL)
    expected = QuickStart(
        "sublease", 600, "Kongsvinger", free_months=12, reduced_share=0.5, reduced_months=12
    )
    assert store.read(LOCAL, kept.id).case == quick_start(expected)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({AREA: "600"}, "Uten svar: ingen. Bare leietiden på 60 måneder er regnet med."),
        ({AREA: "600"}, "Uten svar: 4 615 000."),  # the value today: 4,000,000 × 600 / 520
        (
            {AREA: "600", "empty_months": "6"},
            "Endrer ikke tallene: malens 18 måneder til en ordinær leietaker",
        ),
        ({AREA: "600", "empty_months": "18"}, "Endrer ikke tallene"),
        (
            {AREA: "600", "empty_months": "19"},
            "det er regnet like lenge til før en ordinær leietaker er funnet",
        ),
        (
            {AREA: "600", "rent_nok_per_m2_year": "1200"},
            "Uten svar: 1 200, som driveren skal betale og mer enn malens 1 050",
        ),
        ({AREA: "600", "rent_nok_per_m2_year": "800"}, "Uten svar: malens 1 050."),
    ],
)
def test_below_a_field_stands_what_is_used(typed: dict[str, str], said: str) -> None:
    at = open_app(**{f"new.{id}": text for id, text in typed.items()})
    assert said in all_text(at).replace("\xa0", " ")


def test_what_follows_the_lease_is_as_today_until_it_is_chosen(own_database: str) -> None:
    at = open_app(**{"new.area_m2": "600"})
    assert at.radio(key="new:afterwards").value == "vacant"
    at.radio(key="new:today").set_value("let").run()
    assert at.radio(key="new:afterwards").value == "relet"
    at.radio(key="new:today").set_value("empty").run()
    at.radio(key="new:afterwards").set_value("relet").run()
    answered(at, {"renewal_months": "3 år"})
    begun(at)
    store = Store.open(own_database)
    (kept,) = store.cases(LOCAL)
    expected = quick_start(QuickStart("sublease", 600, renewal_months=36, afterwards="relet"))
    assert store.read(LOCAL, kept.id).case == expected
    assert "96 måneder, med en forlengelse på 36 måneder" in all_text(at).replace("\xa0", " ")


def test_mistakes_stand_at_their_fields_and_nothing_is_lost_or_kept(own_database: str) -> None:
    at = answered(open_app(), {FREE: "mange", "loan_nok": "-5", "place": "<script>alert(1)</script>"})
    said = all_text(at)
    assert "Kan ikke lese «mange» som et tall" in said
    assert "Tallet må være minst 0" in said
    assert "<script>alert" not in said
    begun(at)
    said = all_text(at)
    assert "Skriv arealet" in said
    assert "Saken er ikke laget ennå. Se på: leiefritt i, lån, areal." in said
    assert at.text_input(key="new:free_months").value == "mange"
    # Another deal, in which there is no rent, and back again.
    at.radio(key="new:structure").set_value("management").run()
    assert FREE not in {field.key for field in at.text_input}
    at.radio(key="new:structure").set_value("sublease").run()
    assert at.text_input(key="new:free_months").value == "mange"
    assert Store.open(own_database).cases(LOCAL) == []


def test_too_many_places_are_told_and_fewer_are_larger() -> None:
    at = answered(open_app(), {AREA: "600"})
    at.toggle(key="new:fill").set_value(False).run()
    answered(at, {"offices": "20", "desks": "40"})
    assert "20 kontor og 40 plasser trenger om lag" in all_text(at)
    answered(at, {"offices": "5", "desks": "10"})
    assert "Det er plass til 13 kontor og 20 plasser. Med færre blir" in all_text(at)


def test_what_the_address_makes_up_is_left_out() -> None:
    at = open_app(
        **{
            "new.structure": "../../etc",
            "new.today": "x",
            "new.borrower": "state",
            "new.fill": "9",
            "new.zz": "1",
        }
    )
    assert at.radio(key="new:structure").value == "sublease"
    assert at.radio(key="new:today").value == "empty"


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_number_asked_for_can_be_typed(language: Any) -> None:
    """In each deal it is asked of: what is read is what was typed."""
    for structure in STRUCTURES:
        typed = {f"new.{id}": "20" for id, asked in ASKED.items() if structure in asked.structures}
        read = answers_in({"new.structure": structure, "new.fill": "0", **typed}, STRUCTURES, language)
        assert read.quick is None or read.quick.area_m2 == 20
        assert set(read.mistakes) <= {"desks", "offices", "area_m2"}  # 20 of each do not fit into 20 m²
