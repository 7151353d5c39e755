"""Items are added, copied, moved and removed, sections switched, in every template; the case stays valid."""

import pytest

from feasibility.case import Case, CaseError, case_hash, parse_case, to_mapping
from feasibility.names import DEAL_STRUCTURES
from feasibility.resources import template_names, template_text
from feasibility.screens.editing import lists, starters
from feasibility.screens.editing.outline import LISTS, Place, find, places
from feasibility.screens.editing.positions import InUse

REFUSED = {
    # services are stated one by one or as a share, never both: said, and the user chooses
    ("landlord_operated", "services.itemised"),
    ("sublease", "services.mix"),
    ("turnover_rent", "services.mix"),
    ("management", "services.mix"),
    # a scenario moves the month in which these works begin, which instalments take the place of
    ("municipal_handover", "works.overtakelse.instalments"),
    # a scenario shortens the lease that reductions would last
    ("municipal_handover", "phases.0.deal.lease.reductions"),
    # a landlord that operates has no operator that could default
    ("landlord_operated", "operator_default"),
}

SAID = {
    ("cooperative", "phases"): "samvirke",
    ("cooperative", "tax.landlord.sole_proprietor"): "betaler skatt",
    ("cooperative", "tax.operator.sole_proprietor"): "eies av én person",
    ("municipal_handover", "tax.landlord.sole_proprietor"): "betaler skatt",
    ("municipal_shareholding", "tax.operator.sole_proprietor"): "eies av én person",
    ("sublease_shared_risk", "phases"): "med faser",
    ("hybrid_services", "services.mix"): "itemised",
    ("rent_package", "services.mix"): "services.mix",
    ("rural_owner_operator", "services.mix"): "itemised",
    ("landlord_operated_rebuilt", "operator_default"): "gårdeieren driver selv",
    ("live_work", "products.bolig.contracts"): "kan ikke også ha kontrakter",
    ("live_work", "phases"): "boliger kan bare selges",
    ("live_work", "operator_default"): "gårdeieren driver selv",
    ("live_work", "deal.sublease"): "boliger kan bare selges",
    ("live_work", "deal.turnover_rent"): "boliger kan bare selges",
    ("live_work", "deal.management"): "boliger kan bare selges",
    ("rural_owner_operator", "tax.landlord.sole_proprietor"): "private_m2",
    ("rural_owner_operator", "operator_default"): "gårdeieren driver selv",
    ("municipal_shareholding", "owners.operator.cooperative"): "members",
    ("cooperative", "owners.operator.dividend"): "etter hva medlemmene har kjøpt",
    ("propco_opco", "acquisition"): "kjop_av_aksjer",
    ("cooperative", "deal.management"): "samvirke",
    ("cooperative", "deal.landlord_operated"): "samvirke",
    ("sublease_landlord_support", "deal.landlord_operated"): "payer",
}
"""What a case does not allow beside something else it has, with a word of what the user is told."""


def said_of(name: str, place: Place, case: Case) -> str | None:
    """A word of why the place's section is refused; None where it is not."""
    worth = case.valuation
    sells_shares = worth is not None and worth.include_exit and worth.exit_kind == "share_sale"
    if place.name == "tax.landlord.sole_proprietor" and place.value is None and sells_shares:
        return "ingen aksjer å selge"
    if place.path[-1] == "package":
        product = case.products[place.path[1]]
        if product.kind in ("housing", "hourly_room", "meeting_room", "lodging"):
            return "pakke"
        if case.services.mix is not None:
            return "services.mix"
    return SAID.get((name, place.name))


def template(name: str) -> Case:
    return parse_case(template_text(name))


def at(case: Case, path: str) -> Place:
    found = find(case, path)
    assert found is not None, path
    return found


@pytest.mark.parametrize("name", template_names())
def test_each_kind_of_each_list_can_be_added_copied_and_removed(name: str) -> None:
    case = template(name)
    added = 0
    for place in places(case):
        if place.kind not in LISTS or (name, place.name) in REFUSED:
            continue
        if place.path[-1] == "contracts" and case.products[place.path[1]].is_usage:
            continue  # what is sold by the use has no contracts
        if place.path[-1] == "unit_sales" and case.products[place.path[1]].kind != "housing":
            continue  # nothing but homes is sold out of the building
        for kind in starters.kinds(place.shape.item) or ("",):  # type: ignore[union-attr]
            said = SAID.get((name, place.name))
            if kind == "housing" and place.name == "products" and name != "live_work":
                said = "housing"  # homes lie in a space of their own, which the user adds first
            if said:
                with pytest.raises(CaseError, match=said):
                    lists.add(case, place, kind, "Ny ting")
                continue
            if kind == "salary_in_kind" and name in ("member_run", "rural_owner_operator"):
                with pytest.raises(lists.NothingToAdd):  # nobody is employed
                    lists.add(case, place, kind, "Ny ting")
                continue
            longer, path = lists.add(case, place, kind, "Ny ting")
            item = at(longer, path)
            assert item.trail[-1] == place.label
            called = getattr(item.value, "label", None)
            assert called in (None, "Ny ting")
            if kind:
                assert getattr(item.value, starters.kind_field(place.shape.item)) == kind  # type: ignore[union-attr]
            step = path.removeprefix(f"{place.name}.")
            again = lists.remove(longer, at(longer, place.name), step)
            if place.path[-1] == "instalments":  # the works are again paid evenly: in the one month there was
                works = again.works[place.path[1]]
                assert (works.start_month, works.months) == (case.works[place.path[1]].start_month, 1)
            elif place.path[-1] == "holders":  # shares that were shared anew have lost their notes
                assert again.model_copy(update={"sources": case.sources}) == case
            else:
                assert again == case
            added += 1
    assert added > 40


@pytest.mark.parametrize("name", template_names())
def test_each_optional_section_can_be_switched_on_and_off(name: str) -> None:
    case = template(name)
    for place in places(case):
        if place.kind != "optional" or (name, place.name) in REFUSED:
            continue
        if case.phases and place.path[-1] in ("deferral", "profit_share"):  # not where the deal changes
            continue
        if place.value is None and (said := said_of(name, place, case)):
            with pytest.raises(CaseError, match=said):
                lists.switch_on(case, place)
        elif place.value is None:
            on = lists.switch_on(case, place)
            assert at(on, place.name).value is not None
            assert at(lists.switch_off(on, at(on, place.name)), place.name).value is None
        elif said := SAID.get((name, place.name)):
            with pytest.raises(CaseError, match=said):
                lists.switch_off(case, place)
        elif place.name != "comparison.ordinary_tenant":  # what is let again after the lease needs it
            assert at(lists.switch_off(case, place), place.name).value is None


@pytest.mark.parametrize("structure", DEAL_STRUCTURES)
@pytest.mark.parametrize("name", template_names())
def test_a_deal_can_be_made_one_of_another_kind(name: str, structure: str) -> None:
    case = template(name)
    if said := SAID.get((name, f"deal.{structure}")):
        with pytest.raises(CaseError, match=said):
            lists.choose_kind(case, at(case, "deal"), structure)
        return
    found, gone = lists.choose_kind(case, at(case, "deal"), structure)
    assert found.deal.structure == structure
    if structure == name:
        assert found == case
    if case.lease is not None and found.lease is not None:
        assert found.lease == case.lease
    # What spoke of the old deal went with it, and is told.
    assert len(case.scenarios) + len(case.bank.stress) - len(gone) == len(found.scenarios) + len(
        found.bank.stress
    )


def test_a_new_owner_gets_half_of_the_last_ones_share_and_leaves_it_behind() -> None:
    case = template("municipal_shareholding")
    place = at(case, "owners.operator.holders")
    before = {name: each.held_share for name, each in place.value.items()}  # type: ignore[attr-defined]
    last = list(before)[-1]
    longer, path = lists.add(case, place, "", "Sparebankstiftelsen")
    now = {
        name: each.held_share
        for name, each in at(longer, place.name).value.items()  # type: ignore[attr-defined]
    }
    assert now == {**before, last: before[last] / 2, path.rpartition(".")[2]: before[last] / 2}
    back = lists.remove(longer, at(longer, place.name), path.rpartition(".")[2])
    assert back.model_copy(update={"sources": case.sources}) == case  # numbers that changed lost their notes


def test_the_first_payment_of_works_falls_where_the_works_began() -> None:
    case = template("landlord_operated_rebuilt")
    later = next(name for name, each in case.works.items() if each.start_month > 1 and not each.instalments)
    paid, path = lists.add(case, at(case, f"works.{later}.instalments"), "", "")
    assert at(paid, path).value.month == case.works[later].start_month  # type: ignore[attr-defined]


def test_what_is_new_carries_the_template_s_notes_or_says_that_it_is_a_suggestion() -> None:
    case = template("sublease")
    longer, path = lists.add(case, at(case, "products"), "parking", "P-plass")
    assert path == "products.p_plass"
    assert longer.sources[f"{path}.price_nok_per_month"].text == starters.SUGGESTED
    longer, path = lists.add(case, at(case, "products"), "fixed_desk", "Fast plass 2")
    assert (
        longer.sources[f"{path}.price_nok_per_month"]
        == case.sources["products.fast_plass.price_nok_per_month"]
    )


def test_a_period_that_is_added_or_copied_begins_when_the_last_ends() -> None:
    case = template("sublease")  # rent-free 1-6, half rent 7-18, a term of 60 months
    reductions = at(case, "deal.lease.reductions")
    copied, path = lists.copy(case, reductions, "1", "kopi")
    item = at(copied, path).value
    assert (item.from_month, item.to_month) == (19, 30)  # type: ignore[attr-defined]
    note = "deal.lease.reductions.1.share"
    assert copied.sources[f"{path}.share"] == case.sources[note]


def test_copies_are_named_and_order_can_be_changed_without_losing_anything() -> None:
    case = template("sublease")
    copied, path = lists.copy(case, at(case, "products"), "kontor", "kopi")
    assert path == "products.kontor_kopi"
    assert copied.products["kontor_kopi"].label == "Kontor kopi"
    moved = lists.move(case, at(case, "products"), "kontor", 1)
    assert list(moved.products)[:2] == ["fast_plass", "kontor"]
    assert moved == case
    assert case_hash(moved) == case_hash(case)
    assert list(to_mapping(moved)["products"])[:2] == ["fast_plass", "kontor"]  # type: ignore[call-overload]
    assert lists.move(case, at(case, "products"), "kontor", -1) is case


def test_what_names_an_entry_by_its_place_follows_it() -> None:
    case = template("sublease")  # a scenario has more rent-free months, in the first reduction
    path = "deal.lease.reductions"
    case = case.changed(
        {"bank.stress.dyrere": {"set": {f"{path}.1.share": {"add": -0.1}}}}
        | {
            "uncertainty": {
                "inputs": {"avslag": {"kind": "uniform", "path": f"{path}.1.share", "low": 0.3, "high": 0.6}}
            }
        }
    )
    back = lists.move(case, at(case, path), "0", 1)
    assert [r.kind for r in back.lease.reductions] == ["percentage", "rent_free"]  # type: ignore[union-attr]
    (scenario,) = (s for s in back.scenarios.values() if any("reductions" in name for name in s.set))
    assert f"{path}.1.to_month" in scenario.set
    assert list(back.bank.stress["dyrere"].set) == [f"{path}.0.share"]
    assert back.uncertainty is not None
    assert back.uncertainty.inputs["avslag"].path == f"{path}.0.share"
    with pytest.raises(InUse, match="dyrere, avslag"):
        lists.remove(case, at(case, path), "1")
    with pytest.raises(InUse):
        lists.remove(case, at(case, path), "0")


def test_notes_follow_entries_that_move() -> None:
    case = template("sublease")
    back = lists.move(case, at(case, "deal.lease.reductions"), "0", 1)
    assert (
        back.sources["deal.lease.reductions.1.to_month"] == case.sources["deal.lease.reductions.0.to_month"]
    )


def test_instalments_share_the_amount_between_them() -> None:
    case = template("sublease")
    path = "works.ombygging.instalments"
    one, _ = lists.add(case, at(case, path), "", "")
    two, _ = lists.add(one, at(one, path), "", "")
    assert [i.share for i in two.works["ombygging"].instalments or ()] == [0.5, 0.5]
    again = lists.remove(two, at(two, path), "0")
    assert [i.share for i in again.works["ombygging"].instalments or ()] == [1.0]


def test_what_is_used_elsewhere_cannot_be_removed() -> None:
    case = template("sublease")
    with pytest.raises(CaseError) as raised:
        lists.remove(case, at(case, "building.spaces"), "kontor")
    assert "products.kontor.space" in str(raised.value)


def test_what_needs_something_the_case_has_none_of_says_so() -> None:
    case = template("landlord_operated").changed({"staff": {}, "support": {}})
    with pytest.raises(lists.NothingToAdd):
        lists.add(case, at(case, "support"), "salary_in_kind", "Lønn")


def test_a_note_is_changed_alone() -> None:
    case = template("sublease")
    path = "deal.lease.rent_nok_per_m2_year"
    noted = lists.set_note(case, path, {"source": "Takst", "date": "2026-10", "low": 900, "high": 1100})
    assert noted.sources[path].text == "Takst"
    assert (noted.sources[path].low, noted.sources[path].high) == (900, 1100)
    assert case_hash(noted) == case_hash(case)
    assert path not in lists.set_note(case, path, None).sources
    with pytest.raises(CaseError):
        lists.set_note(case, path, {"source": "Takst", "date": "i fjor"})


def test_a_scenario_changes_one_number_more_or_less() -> None:
    case = template("sublease")
    longer, path = lists.add(case, at(case, "scenarios"), "", "Høy leie")
    changes = at(longer, f"{path}.set")
    rent = "deal.lease.term_months"
    more = lists.add_change(longer, changes, rent)
    assert more.scenarios["hoy_leie"].set[rent] == 60
    assert rent not in lists.remove_change(more, at(more, f"{path}.set"), rent).scenarios["hoy_leie"].set


@pytest.mark.parametrize(
    ("called", "id"),
    [("Møterom 2. etg", "moterom_2_etg"), ("3. etasje", "etasje"), ("!!", "ny"), ("Kontor", "kontor_2")],
)
def test_ids_are_made_of_names(called: str, id: str) -> None:
    assert lists.new_id(called, {"kontor": 1}) == id
