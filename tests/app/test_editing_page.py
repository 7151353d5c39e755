"""The view of the whole case, as the page shows it: each step of each template, and what is done in it."""

import os
from typing import Any

import pytest

from feasibility.case import Case, parse_case
from feasibility.resources import template_names, template_text
from feasibility.screens.editing import editing_words as words
from feasibility.screens.editing.outline import LISTS, below, places
from feasibility.screens.editing.steps import steps_with_something
from feasibility.store import LOCAL, Store, User
from tests.app.pages import address_of, all_text, open_app

TERM, TO = "deal.lease.term_months", "deal.lease.reductions.0.to_month"
RENT = "deal.lease.rent_nok_per_m2_year"
FROM = "deal.lease.reductions.1.from_month"


@pytest.fixture
def store() -> Store:
    return Store.open(os.environ["FEASIBILITY_DATABASE"])


class Editor:
    """A case of one's own, opened in the editor."""

    def __init__(self, store: Store, case: Case, **address: str) -> None:
        self.store = store
        self.id = store.create(LOCAL, case, "").id
        self.at = open_app(case=self.id, view="edit", **address)

    def in_another_tab(self) -> "Editor":
        """The same case, opened once more."""
        other = object.__new__(Editor)
        other.store, other.id, other.at = self.store, self.id, open_app(case=self.id, view="edit")
        return other

    @property
    def case(self) -> Case:
        return self.store.read(LOCAL, self.id).case

    @property
    def version(self) -> int:
        return self.store.read(LOCAL, self.id).version.number

    @property
    def text(self) -> str:
        return all_text(self.at)

    def ran(self) -> None:
        assert not self.at.exception
        assert not self.at.error

    def step(self, step: str) -> None:
        self.at.button_group(key="edit_step").set_value(step).run()
        self.ran()

    def item(self, path: str, item: str) -> None:
        self.at.button_group(key=f"edit_item:{self.id}:{path}").set_value(item).run()
        self.ran()

    def type(self, path: str, text: str) -> None:
        self.at.text_input(key=f"edit:{self.id}:{path}").set_value(text).run()
        self.ran()

    def choose(self, path: str, choice: str | None) -> None:
        self.at.selectbox(key=f"edit:{self.id}:{path}").set_value(choice).run()
        self.ran()

    def click(self, key: str) -> None:
        self.at.button(key=key).click().run()
        self.ran()

    def field(self, path: str) -> str:
        return str(self.at.text_input(key=f"edit:{self.id}:{path}").value)


def template(name: str = "sublease") -> Case:
    return parse_case(template_text(name))


@pytest.mark.parametrize("name", template_names())
def test_each_step_of_each_template_with_every_field_and_an_open_item(store: Store, name: str) -> None:
    case = template(name)
    editor = Editor(store, case, language="en" if name == "management" else "nb")
    editor.at.session_state["edit_all"] = True
    for place in places(case):  # the last item of every list is open, in lists within it too
        held = below(case, place) if place.kind in LISTS else ()
        if held:
            editor.at.session_state[f"edit_item:{editor.id}:{place.name}"] = held[-1].path[-1]
    drawn: set[str] = set()
    for step in steps_with_something(case):
        editor.step(step)
        widgets: list[Any] = [*editor.at.text_input, *editor.at.selectbox, *editor.at.toggle]
        widgets += [*editor.at.text_area, *editor.at.multiselect]
        drawn |= {str(each.key).removeprefix(f"edit:{editor.id}:") for each in widgets}
    # Every field there is, but for those of items that are not open.
    closed = tuple(
        f"{item.name}." for place in places(case) if place.kind in LISTS for item in below(case, place)[:-1]
    )
    wanted = {p.name for p in places(case) if p.is_single and not f"{p.name}.".startswith(closed)}
    assert wanted - drawn == set()
    assert editor.version == 1
    assert editor.case == case


def test_an_example_is_saved_first_and_then_edited(store: Store) -> None:
    at = open_app(example="tonsberg", view="edit")
    assert words.EXAMPLE_FIRST.nb in all_text(at)
    assert not [field for field in at.text_input if str(field.key).startswith("edit:")]
    at.button(key="edit_save_example").click().run()
    (kept,) = store.cases(LOCAL)
    assert address_of(at) == {"case": kept.id, "view": "edit"}
    assert at.text_input(key=f"edit:{kept.id}:building.name").value


def test_each_valid_edit_is_a_version_and_two_that_need_each_other_are_one(store: Store) -> None:
    case = template()
    editor = Editor(store, case)
    assert "13 av 13 tall i dette steget" in editor.text
    editor.type("building.owner_costs_nok_per_m2_year", "1 250,50 kr")
    assert editor.case == case.changed({"building.owner_costs_nok_per_m2_year": 1250.5})
    assert editor.version == 2
    assert "12 av 13 tall i dette steget" in editor.text

    editor.step("deal")
    editor.item("deal.lease.reductions", "0")
    editor.type(TO, "8")  # overlaps the reduction from month 7
    assert editor.version == 2
    assert "Ikke lagret ennå" in editor.text
    assert editor.field(TO) == "8"
    # told on top, with its place, while its field is not drawn
    assert "Leiereduksjoner › 2. Avslag i prosent 7–18 › Fra leiemåned: Perioden" in editor.text
    editor.type(TERM, "snart")  # what cannot be read hinders nothing else
    assert "Kan ikke lese «snart»" in editor.text
    assert editor.field(TERM) == "snart"
    editor.item("deal.lease.reductions", "1")
    assert "Fra leiemåned: Perioden" not in editor.text  # now at the field
    assert "kan ikke overlappe" in editor.text
    editor.type(FROM, "9")
    assert editor.version == 3
    assert editor.case.changed({TO: 6, FROM: 7}).deal == case.deal
    assert editor.field(TERM) == "snart"
    editor.click("edit_drop")
    assert editor.field(TERM) == "60"
    assert "Ikke lagret ennå" not in editor.text
    editor.type(TERM, "6 år")
    assert editor.case.lease is not None
    assert editor.case.lease.term_months == 72


def test_below_a_default_stands_what_it_rests_on(store: Store) -> None:
    editor = Editor(store, template())
    editor.at.session_state["edit_all"] = True
    editor.step("deal")
    said = editor.text
    # Of a choice, and of a flag.
    assert "Programmets standard: et valg i modellen: bare mva. på løpende kostnader" in said
    assert "Programmets standard: nei, så lenge saken ikke sier noe annet" in said
    assert "Programmets standard<" not in said


def test_what_waits_is_told_in_the_other_language_too(store: Store) -> None:
    editor = Editor(store, template())
    editor.type("horizon_months", "6")
    assert "Tallet må være minst 12" in editor.text
    editor.at.segmented_control(key="choice:language").set_value("en").run()
    assert "The number must be at least 12" in editor.text
    assert editor.field("horizon_months") == "6"
    assert "120 is still used" in editor.text


def test_items_are_added_copied_moved_removed_and_it_is_undone(store: Store) -> None:
    case = template()
    editor = Editor(store, case)
    editor.step("members")
    editor.click("editadd:products")
    editor.at.selectbox(key="editkind:products").set_value("parking")
    editor.at.text_input(key="editname:products").set_value("P-plass <b>ute</b>")
    editor.click("editadded:products")
    id = list(editor.case.products)[-1]
    assert editor.case.products[id].label == "P-plass <b>ute</b>"
    assert editor.case.products[id].kind == "parking"
    # A name is text, whatever is in it; and the new item is open.
    assert "P-plass &lt;b&gt;ute&lt;/b&gt; er lagt til" in editor.text
    assert "<b>ute" not in editor.text.replace("P-plass <b>ute</b>\n", "")
    editor.type(f"products.{id}.price_nok_per_month", "900")
    editor.click(f"editcopy:products.{id}")
    assert len(editor.case.products) == len(case.products) + 2
    editor.click(f"editup:products.{list(editor.case.products)[-1]}")
    editor.item("products", id)
    editor.click(f"editremove:products.{id}")
    assert id not in editor.case.products
    editor.click("edit_undo")
    assert editor.case.products[id].price_nok_per_month == 900
    editor.item("products", "kontor")
    editor.click("editremove:products.kontor")
    assert "kontor" in editor.case.products
    assert "scenarioets endringer" in editor.text  # a scenario changes its occupancy

    editor.step("building")
    editor.item("building.spaces", "apent")
    version = editor.version
    editor.click("editremove:building.spaces.apent")
    assert editor.version == version
    assert "apent" in editor.case.building.spaces
    assert "Fast plass" in editor.text  # what stands in its way is told with its name


def test_a_space_is_renamed_and_what_names_it_follows(store: Store) -> None:
    case = template()
    editor = Editor(store, case)
    editor.step("building")
    editor.item("building.spaces", "apent")
    editor.type("building.spaces.apent.label", "Åpent landskap øst")
    assert editor.case == case.changed({"building.spaces.apent.label": "Åpent landskap øst"})
    assert "Åpent landskap øst" in str(editor.at.button_group(key=f"edit_item:{editor.id}:building.spaces"))
    editor.step("members")
    editor.item("products", "fast_plass")
    space = editor.at.selectbox(key=f"edit:{editor.id}:products.fast_plass.space")
    assert space.value == "apent"
    assert "Åpent landskap øst" in space.options
    editor.type("products.fast_plass.label", "")  # no name: the key's own
    assert "fast plass" in str(editor.at.button_group(key=f"edit_item:{editor.id}:products")).lower()


def test_sections_are_switched_kinds_chosen_and_notes_changed(store: Store) -> None:
    case = template()
    editor = Editor(store, case)
    editor.step("deal")
    key = f"editon:{editor.id}:deal.lease.break_option"
    editor.at.toggle(key=key).set_value(True).run()
    editor.ran()
    assert editor.case.lease is not None
    assert editor.case.lease.break_option is not None
    editor.choose("deal.lease.security.kind", "deposit")
    editor.type("deal.lease.security.guarantee_fee_share_per_year", "")
    assert editor.case.lease is not None
    assert editor.case.lease.security.guarantee_fee_share_per_year == 0

    rent = "deal.lease.rent_nok_per_m2_year"
    editor.click(f"editnote:{rent}")
    editor.at.text_area(key=f"editsourcetext:{editor.id}:{rent}").set_value("Takst")
    editor.at.text_input(key=f"editsourcedate:{editor.id}:{rent}").set_value("okt 2026")
    editor.at.text_input(key=f"editsourcelow:{editor.id}:{rent}").set_value("900 kr")
    editor.at.text_input(key=f"editsourcehigh:{editor.id}:{rent}").set_value("1 100")
    editor.at.radio(key=f"editsourcekind:{editor.id}:{rent}").set_value("source")
    editor.at.radio(key=f"editsourcesure:{editor.id}:{rent}").set_value("guess")
    editor.click(f"editsourcesave:{rent}")
    note = editor.case.sources[rent]
    assert (note.text, note.date, note.is_assumption, note.low, note.high) == (
        "Takst",
        "2026-10",
        False,
        900,
        1100,
    )
    assert editor.case.lease is not None
    assert editor.case.lease.rent_nok_per_m2_year == 1000
    assert note.confidence == "guess"
    assert "Kilde: Takst (2026-10). Gjetning. Mellom 900 og 1" in editor.text

    editor.choose("deal.structure", "management")
    assert editor.case.deal.structure == "management"
    assert "Disse handlet om det gamle" in editor.text


def test_a_scenario_s_changes_are_edited_added_and_removed(store: Store) -> None:
    editor = Editor(store, template())
    editor.step("alternatives")
    editor.item("scenarios", "lengre_leiefritt")
    path = "scenarios.lengre_leiefritt.set"
    editor.at.selectbox(key=f"editset:{editor.id}:{path}").set_value("deal.lease.rent_nok_per_m2_year").run()
    editor.ran()
    assert editor.case.scenarios["lengre_leiefritt"].set["deal.lease.rent_nok_per_m2_year"] == 1000
    editor.type(f"{path}.deal.lease.rent_nok_per_m2_year", "1,1 tusen")
    assert editor.case.scenarios["lengre_leiefritt"].set["deal.lease.rent_nok_per_m2_year"] == 1100
    editor.click(f"editunset:{path}.deal.lease.rent_nok_per_m2_year")
    assert "deal.lease.rent_nok_per_m2_year" not in editor.case.scenarios["lengre_leiefritt"].set


def test_search_draws_few_fields_that_can_be_edited_and_leads_to_lists(store: Store) -> None:
    editor = Editor(store, template())
    editor.at.segmented_control(key="edit_mode").set_value("search").run()
    editor.at.text_input(key="edit_query").set_value("leie").run()
    editor.ran()
    shown = [field for field in editor.at.text_input if str(field.key).startswith("edit:")]
    assert 1 < len(shown) <= 10
    editor.type(TERM, "72")
    assert editor.case.lease is not None
    assert editor.case.lease.term_months == 72
    editor.at.text_input(key="edit_query").set_value("leiereduksjoner").run()
    editor.click("edit_go:deal.lease.reductions")
    assert "Leiefri periode 1–6" in str(
        editor.at.button_group(key=f"edit_item:{editor.id}:deal.lease.reductions")
    )
    editor.at.segmented_control(key="edit_mode").set_value("search").run()
    editor.at.text_input(key="edit_query").set_value("<script>").run()
    assert "Ingen felt passer med «&lt;script&gt;»" in editor.text


def test_a_case_changed_elsewhere_is_told_and_what_was_typed_stays(store: Store) -> None:
    case = template()
    editor = Editor(store, case)
    store.save(LOCAL, editor.id, case.changed({"horizon_months": 132}), 1)
    editor.type("building.name", "Storgata 2")
    assert "endret et annet sted" in editor.text
    assert editor.version == 2
    assert editor.field("building.name") == "Storgata 2"
    assert editor.field("horizon_months") == "132"
    editor.click("edit_try")
    assert editor.case == case.changed({"horizon_months": 132, "building.name": "Storgata 2"})


def test_what_was_contested_is_saved_only_when_it_is_asked_for(store: Store) -> None:
    case = template()
    editor = Editor(store, case)
    editor.step("deal")
    other = editor.in_another_tab()
    other.step("deal")
    other.type(TERM, "72")
    editor.type(TERM, "84")
    assert "Endret et annet sted mens du skrev: Leietid" in editor.text
    assert "Det regnes videre med 72" in editor.text
    assert editor.field(TERM) == "84"
    editor.type(RENT, "900")  # an unrelated edit takes nothing along
    assert editor.case == case.changed({TERM: 72, RENT: 900})
    editor.click("editadd:deal.lease.reductions")
    editor.click("editadded:deal.lease.reductions")  # nor does a change of what there is
    assert editor.version == 4
    assert editor.case.lease is not None
    assert editor.case.lease.term_months == 72
    assert editor.field(TERM) == "84"
    editor.click("edit_try")
    assert editor.case.lease.term_months == 84
    assert "Endret et annet sted" not in editor.text
    other.type("deal.lease.area_m2", "510")  # now the other is behind, and is told
    assert other.field("deal.lease.area_m2") == "510"
    assert "Endret et annet sted mens du skrev" in other.text
    assert editor.case.lease.area_m2 == case.lease.area_m2  # type: ignore[union-attr]


def test_what_waits_is_contested_when_another_changes_its_number(store: Store) -> None:
    case = template()
    editor = Editor(store, case)
    editor.step("deal")
    editor.item("deal.lease.reductions", "0")
    editor.type(TO, "8")  # overlaps the reduction from month 7, and waits
    store.save(LOCAL, editor.id, case.changed({TO: 5}), 1)
    editor.type(RENT, "900")  # made in version 1: it is contested, and so is what waits
    assert editor.case == case.changed({TO: 5})
    assert editor.field(RENT) == "900"
    editor.item("deal.lease.reductions", "1")
    editor.type(FROM, "9")  # would have saved month 8 along with it
    assert editor.case == case.changed({TO: 5, FROM: 9})
    editor.item("deal.lease.reductions", "0")
    assert editor.field(TO) == "8"
    editor.type(TO, "7")  # typed anew, with the other's number in sight
    assert editor.case == case.changed({TO: 7, FROM: 9})
    editor.click("edit_drop")
    assert editor.field(RENT) == "1\u00a0000"


def test_who_may_only_read_is_shown_fields_that_are_closed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, reader = User("a", "a@example.no"), User("b", "b@example.no")
    id = store.create(owner, template(), "").id
    store.share(owner, id, reader.email, "viewer")
    monkeypatch.setattr("feasibility.screens.saved.user", lambda: reader)
    at = open_app(case=id, view="edit")
    fields = [field for field in at.text_input if str(field.key).startswith("edit:")]
    assert fields
    assert all(field.disabled for field in fields)
    assert not [button for button in at.button if str(button.key).startswith("editadd")]


def test_one_owner_s_share_is_changed_another_follows_and_it_is_undone(store: Store) -> None:
    holders = {
        "a": {"label": "Grunnleggeren", "held_share": 0.7},
        "b": {"label": "Ansatte", "held_share": 0.3},
    }
    case = template().changed({"owners.operator": {"holders": holders}})
    editor = Editor(store, case)
    editor.step("money")
    editor.item("owners.operator.holders", "a")
    editor.type("owners.operator.holders.a.held_share", "55 %")
    owners = editor.case.owners.operator
    assert owners is not None
    assert {id: each.held_share for id, each in owners.holders.items()} == {"a": 0.55, "b": 0.45}
    assert editor.version == 2
    assert "så dette er endret også: Ansatte 45,0\u00a0%." in editor.text
    editor.click("edit_undo")
    assert editor.case.owners == case.owners
    assert "dette er endret også" not in editor.text
