"""What is typed waits where it makes no sense yet, and is saved together with what makes it right."""

from feasibility.case import UNSTATED, Case, parse_case
from feasibility.resources import template_text
from feasibility.screens.editing.draft import Entered, Waiting, enter, enter_all, mistakes, moved
from feasibility.screens.editing.forms import Typed
from feasibility.screens.editing.outline import find

CASE = parse_case(template_text("sublease"))
TO, FROM = "deal.lease.reductions.0.to_month", "deal.lease.reductions.1.from_month"
TERM, END = "deal.lease.term_months", "deal.lease.reductions.1.to_month"


def typed(case: Case, waiting: Waiting, path: str, text: Typed) -> Entered:
    place = find(case, path)
    assert place is not None
    return enter(case, waiting, place, text, "nb")


def test_a_change_that_makes_sense_is_taken_at_once() -> None:
    entered = typed(CASE, {}, TERM, "6 år")
    assert entered.case is not None
    assert entered.case == CASE.changed({TERM: 72})
    assert entered.waiting == {}


def test_two_that_need_each_other_are_saved_together() -> None:
    # Rent-free to month 8 overlaps the reduction from month 7, until that begins in month 9.
    first = typed(CASE, {}, TO, "8")
    assert first == Entered(None, {TO: "8"})
    told = mistakes(CASE, first.waiting, "nb")
    assert len(told) == 1
    assert told[0].path.startswith("deal.lease.reductions.")
    assert "deal.lease" not in told[0].text
    second = typed(CASE, first.waiting, FROM, "9")
    assert second.waiting == {}
    assert second.case == CASE.changed({TO: 8, FROM: 9})


def test_a_ramp_is_made_one_stated_step_by_step_in_three_changes_that_need_each_other() -> None:
    ramp = "products.fleksplass.ramp"
    first = typed(CASE, {}, f"{ramp}.shape", "stated")
    second = typed(CASE, first.waiting, f"{ramp}.shares", "25 %; 50 %; 75 %")
    assert (first.case, second.case) == (None, None)
    third = typed(CASE, second.waiting, f"{ramp}.start_share", "")
    assert third.waiting == {}
    assert third.case is not None
    made = third.case.products["fleksplass"].ramp
    assert (made.shape, made.start_share, made.shares) == ("stated", None, (0.25, 0.5, 0.75))
    longer = typed(third.case, {}, f"{ramp}.shares", "25 %; 50 %; 75 %; 90 %").case
    assert longer is not None
    assert longer.products["fleksplass"].ramp.shares == (0.25, 0.5, 0.75, 0.9)


def test_what_can_be_saved_alone_does_not_wait_for_what_cannot() -> None:
    waiting = typed(CASE, {}, TO, "8").waiting
    entered = typed(CASE, waiting, TERM, "72")
    assert entered.case == CASE.changed({TERM: 72})
    assert entered.waiting == {TO: "8"}


def test_one_of_several_that_wait_is_saved_when_its_mate_comes() -> None:
    waiting = typed(CASE, {}, TO, "8").waiting
    waiting = typed(CASE, waiting, END, "70").waiting  # after the term of 60 months
    assert set(waiting) == {TO, END}
    entered = typed(CASE, waiting, TERM, "72")
    assert entered.case == CASE.changed({END: 70, TERM: 72})
    assert entered.waiting == {TO: "8"}


def test_what_cannot_be_read_waits_and_is_told() -> None:
    entered = typed(CASE, {}, TERM, "snart")
    assert entered == Entered(None, {TERM: "snart"})
    (told,) = mistakes(CASE, entered.waiting, "en")
    assert told.path == TERM
    assert told.text.startswith("Cannot read")


def test_what_was_there_before_waits_no_more() -> None:
    assert typed(CASE, {TERM: "snart"}, TERM, "60") == Entered(None, {})


def test_the_same_number_written_otherwise_keeps_its_source() -> None:
    assert typed(CASE, {}, TERM, "5 år").case is None
    assert typed(CASE, {}, "works.ombygging.amount_nok", "2 mill").case is None


def test_all_that_waits_can_be_tried_again() -> None:
    waiting = {END: "70"}
    assert enter_all(CASE, waiting, "nb") == Entered(None, waiting)
    longer = CASE.changed({TERM: 72})
    assert enter_all(longer, waiting, "nb") == Entered(longer.changed({END: 70}), {})


def test_what_waits_moves_with_its_entry() -> None:
    waiting = {"list.0.a": "1", "list.1.a": "2", "other": "3"}
    assert moved(waiting, "list", {0: 1, 1: 0}) == {"list.1.a": "1", "list.0.a": "2", "other": "3"}
    assert moved(waiting, "list", {0: None, 1: 0}) == {"list.0.a": "2", "other": "3"}


OWNED = CASE.changed(
    {
        "owners.operator": {
            "holders": {
                "a": {"label": "Grunnleggeren", "held_share": 0.6},
                "b": {"label": "Ansatte", "held_share": 0.3},
                "c": {"label": "Kommunen", "held_share": 0.1},
            }
        }
    }
)
HELD = "owners.operator.holders.{}.held_share"


def shares(case: Case | None) -> list[float]:
    assert case is not None
    assert case.owners.operator is not None
    return [owner.held_share for owner in case.owners.operator.holders.values()]


def test_the_last_owner_takes_the_rest_and_what_was_typed_stays() -> None:
    # 50 and 30 leave 20; then 40 for the second leaves 10, and the first is what was typed
    first = typed(OWNED, {}, HELD.format("a"), "50 %")
    assert shares(first.case) == [0.5, 0.3, 0.2]
    assert (first.waiting, first.along) == ({}, (HELD.format("c"),))
    assert first.case is not None
    second = typed(first.case, {}, HELD.format("b"), "40 %")
    assert shares(second.case) == [0.5, 0.4, 0.1]
    # of the last itself the one before it gives: 100 − 50 − 25
    assert second.case is not None
    assert shares(typed(second.case, {}, HELD.format("c"), "25 %").case) == [0.5, 0.25, 0.25]


def test_owners_give_in_proportion_where_the_last_has_too_little() -> None:
    # 80 leave 20 of what were 40, 30 and 10: half of each of the latter two
    assert shares(typed(OWNED, {}, HELD.format("a"), "80 %").case) == [0.8, 0.15, 0.05]
    # nothing is left for anybody: somebody must hold it
    assert typed(OWNED, {}, HELD.format("a"), "100 %") == Entered(None, {HELD.format("a"): "100 %"})


def test_parts_of_a_payment_plan_are_shared_as_owners_are() -> None:
    works = next(iter(CASE.works))
    plan = f"works.{works}.instalments"
    halves = [{"month": 1, "share": 0.5}, {"month": 2, "share": 0.5}]
    own = {f"works.{works}.{field}": UNSTATED for field in ("start_month", "months")}
    case = CASE.changed({plan: halves, **own})
    entered = typed(case, {}, f"{plan}.0.share", "30 %")
    assert entered.case is not None
    assert [each.share for each in entered.case.works[works].instalments] == [0.3, 0.7]
