"""The rent discount in the app: what can be given, the point moved over the map, and put into the case."""

import pytest
from streamlit.testing.v1 import AppTest

from feasibility.analysis.negotiate import grid
from feasibility.analysis.negotiate.negotiation import explore
from feasibility.case import case_hash, load_case
from feasibility.evaluate import run
from feasibility.resources import example_path
from feasibility.screens import reductions
from feasibility.screens.chosen import from_saved
from feasibility.screens.negotiation import live
from feasibility.store import LOCAL, Store, User
from feasibility.store.problems import Conflict
from tests.app.pages import address_of, all_text, open_app

pytestmark = pytest.mark.slow

MONTHS, OFF = ("typed:larvik:months_percentage:0", "typed:larvik:months_percentage:1")


def typed(at: AppTest, key: str, text: str) -> AppTest:
    at.text_input(key=key).set_value(text).run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    return all_text(at).replace("\u00a0", " ").replace("\u202f", " ")


def test_it_begins_with_what_the_landlord_can_give() -> None:
    # As `feasibility discount examples/larvik.yaml` tells (docs/discount.md), against both alternatives.
    page = said(open_app(example="larvik", view="negotiate"))
    assert page.index("Hva kan jeg gi?") < page.index("Prøv et punkt")
    assert "Mot tomme lokaler: høyst" in page
    assert "Mot ordinær leietaker: " in page


def test_the_point_moves_and_the_map_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    at = open_app(example="larvik", view="negotiate")
    # Only the map's own pass has so many points: a point is a pass of one.
    passes: list[int] = []
    evaluate = grid.Prepared.evaluate

    def counted(
        self: grid.Prepared, values: dict[str, grid.Numbers], against: grid.Against = "best"
    ) -> grid.Evaluated:
        passes.append(max(of.size for of in values.values()))
        return evaluate(self, values, against)

    monkeypatch.setattr(grid.Prepared, "evaluate", counted)
    typed(typed(at, MONTHS, "10"), OFF, "12,5 %")
    assert set(passes) == {1}
    page = said(at)
    # Inside the zone at ten months: 11.9 % to 13.3 % (docs/negotiate.md).
    assert "Ja: med 10 leiefrie måneder og 12,5 % avslag" in page
    at.select_slider(key="slider:larvik:months_percentage:0").set_value(0.0).run()
    assert not at.exception
    assert "Nei, ikke med 0 leiefrie måneder" in said(at)
    assert at.text_input(key=MONTHS).value == "0"
    at.button(key="to_equal").click().run()
    assert "begge en avtale de er tjent med" in said(at)


def test_both_parties_at_the_point_are_those_of_a_run_of_it() -> None:
    case = load_case(example_path("larvik"))
    found = explore(run(case))
    there = found.judged(12.0, 0.25)
    # A run of its own of the case with these reductions, written by hand.
    own = run(
        case.changed(
            {
                "deal.lease.reductions": [
                    {"kind": "rent_free", "from_month": 1, "to_month": 12},
                    {
                        "kind": "percentage",
                        "from_month": 13,
                        "to_month": case.lease.term_months,
                        "share": 0.25,
                    },  # type: ignore[union-attr]
                ],
                "scenarios": {},
            }
        )
    )
    assert there.gains["vacant"] == pytest.approx(own.number("landlord.npv_against_vacant"))
    assert there.operator_value == pytest.approx(own.number("operator.npv"))
    assert there.operator_cash == pytest.approx(own.number("operator.lowest_cash"))
    assert there.landlord_cash == pytest.approx(own.number("landlord.lowest_cash"))


@pytest.mark.parametrize(("text", "told"), [("mye", "tall"), ("41", "Kartet går fra"), ("2,5", "helt tall")])
def test_what_cannot_be_a_point_is_told_and_the_point_stays(text: str, told: str) -> None:
    at = typed(open_app(example="larvik", view="negotiate"), MONTHS, "10")
    typed(at, MONTHS, text)
    assert told in "\n".join(line for line in said(at).split("\n") if "fz-mistake" in line)
    assert "med 10 leiefrie måneder" in said(at)


def test_the_sheet_of_the_point_in_english() -> None:
    at = typed(open_app(example="larvik", view="negotiate", language="en"), MONTHS, "9")
    at.toggle(key="choice:term_sheet").set_value(True).run()
    assert not at.exception
    page = said(at)
    assert "Rent reductions: 1 July 2027" in page or "free of rent" in page
    assert "The same help" in page or "no help to give" in page


def test_the_point_is_used_in_a_saved_case(own_database: str) -> None:
    store = Store.open(own_database)
    case = load_case(example_path("larvik")).changed({"scenarios": {}})
    id = store.create(LOCAL, case).id
    at = open_app(case=id, view="negotiate")
    typed(typed(at, f"typed:{id}:months_percentage:0", "10"), f"typed:{id}:months_percentage:1", "12,5")
    at.button(key="use_point").click().run()
    assert not at.exception
    kept = store.read(LOCAL, id)
    assert kept.version.number == 2
    assert [r.model_dump(exclude_unset=True) for r in reductions.reductions_of(kept.case)] == [
        {"kind": "rent_free", "from_month": 1, "to_month": 10},
        {"kind": "percentage", "from_month": 11, "to_month": case.lease.term_months, "share": 0.125},  # type: ignore[union-attr]
    ]
    assert kept.case.support == case.support
    assert "Dette er saken som den står." in said(at)


def test_a_point_that_could_not_be_kept_stays_where_it_is(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(own_database)
    case = load_case(example_path("larvik")).changed({"scenarios": {}})
    id = store.create(LOCAL, case).id
    at = open_app(case=id, view="negotiate")
    typed(at, f"typed:{id}:months_percentage:0", "7")

    def refused(self: Store, *_: object) -> None:
        raise Conflict(2)

    monkeypatch.setattr(Store, "save", refused)
    at.button(key="use_point").click().run()
    assert not at.exception
    assert "endret et annet sted" in said(at)
    assert at.text_input(key=f"typed:{id}:months_percentage:0").value == "7"


def test_who_may_see_the_case_no_longer_works_on_in_no_open_page(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The map is drawn anew without the rest of the page, which asks who may see it."""
    store, owner, other = Store.open(own_database), User("a", "a@example.no"), User("b", "b@example.no")
    id = store.create(owner, load_case(example_path("larvik"))).id
    store.share(owner, id, other.email, "editor")
    found = store.read(other, id)
    opened = from_saved({"case": id, "view": "negotiate"}, found, found)
    monkeypatch.setattr("feasibility.screens.saved.user", lambda: other)
    assert live._asked_again(opened) == opened
    store.share(owner, id, other.email, "viewer")
    assert live._asked_again(opened).is_read_only
    store.unshare(owner, id, other.email)

    class _WholePageError(Exception):
        pass

    def anew() -> None:
        raise _WholePageError

    monkeypatch.setattr("streamlit.rerun", anew)
    with pytest.raises(_WholePageError):
        live._asked_again(opened)


def test_no_map_is_made_of_a_case_that_states_other_notes() -> None:
    """A fingerprint leaves notes out, and what is made of a map's case carries them."""
    case = load_case(example_path("larvik"))
    path = "deal.lease.rent_nok_per_m2_year"
    rent = case.lease.rent_nok_per_m2_year  # type: ignore[union-attr]
    other = case.changed({path: {"value": rent, "source": "En annen"}})
    assert case_hash(other) == case_hash(case)
    of, of_other = (explore(run(each)).map.ready.start for each in (case, other))
    assert of.sources[path] != of_other.sources[path]
    assert of_other.sources[path].text == "En annen"


def test_the_point_is_used_in_an_example_s_address(structures: tuple[str, ...]) -> None:
    at = open_app(example="minimal", view="negotiate")
    typed(typed(at, "typed:minimal:months_percentage:0", "4"), "typed:minimal:months_percentage:1", "10")
    at.button(key="use_point").click().run()
    assert not at.exception
    address = address_of(at)
    assert address[reductions.FREE_MONTHS] == "4"
    assert address[reductions.OFF_SHARE] == "0.1"
    assert address["view"] == "negotiate"
    assert "Dette er saken som den står." in said(at)


def test_a_point_the_address_has_no_room_for_becomes_a_case(own_database: str) -> None:
    # Larvik's third reduction has no field in an address.
    at = typed(open_app(example="larvik", view="negotiate"), MONTHS, "4")
    at.button(key="use_point").click().run()
    assert not at.exception
    (kept,) = Store.open(own_database).cases(LOCAL)
    assert address_of(at)["case"] == kept.id
    assert address_of(at)["view"] == "negotiate"


def test_without_a_lease_it_says_why() -> None:
    at = open_app(example="moss", view="negotiate")
    assert len(at.info) == 1
