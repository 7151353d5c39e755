"""Reductions as three numbers: each expected list is written by hand from the months of the one before."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.case import Case, case_from_mapping
from feasibility.screens import reductions
from feasibility.screens.reductions import FREE_MONTHS, OFF_MONTHS, OFF_SHARE, PATH
from tests.case import cases

Periods = list[tuple[str, int, int]]


def _with(*listed: dict[str, Any], term_months: int = 84) -> Case:
    stated = cases.changed(cases.minimal_case(), "deal.lease.reductions", list(listed))
    return case_from_mapping(cases.changed(stated, "deal.lease.term_months", term_months))


def _after(case: Case, numbers: dict[str, float]) -> Periods:
    changed = case.changed(reductions.changes(case, numbers))
    return [(r.kind, r.from_month, r.to_month) for r in reductions.reductions_of(changed)]


FREE = {"kind": "rent_free", "from_month": 1, "to_month": 6}
OFF = {"kind": "percentage", "from_month": 7, "to_month": 18, "share": 0.5}
STATED = {"kind": "stated_rent", "from_month": 19, "to_month": 30, "rent_nok_per_m2_year": 1000}


def test_the_three_numbers_of_a_lease() -> None:
    found = reductions.summary(_with(FREE, OFF, STATED))
    assert (found.free_months, found.off_share, found.off_months) == (6, 0.5, 12)


def test_a_lease_without_reductions_offers_a_year_or_the_whole_of_a_shorter_lease() -> None:
    assert reductions.summary(_with()).off_months == 12
    assert reductions.summary(_with(term_months=9)).off_months == 9
    assert reductions.summary(_with()).free_months == 0


def test_more_rent_free_months_move_what_comes_after() -> None:
    assert _after(_with(FREE, OFF, STATED), {FREE_MONTHS: 9}) == [
        ("rent_free", 1, 9),
        ("percentage", 10, 21),
        ("stated_rent", 22, 33),
    ]


def test_fewer_rent_free_months_draw_it_nearer() -> None:
    assert _after(_with(FREE, OFF), {FREE_MONTHS: 2}) == [("rent_free", 1, 2), ("percentage", 3, 14)]


def test_no_rent_free_months_take_the_period_out() -> None:
    assert _after(_with(FREE, OFF), {FREE_MONTHS: 0}) == [("percentage", 1, 12)]


def test_a_gap_between_two_periods_stays() -> None:
    later = {**OFF, "from_month": 10, "to_month": 15}
    assert _after(_with(FREE, later), {FREE_MONTHS: 8}) == [("rent_free", 1, 8), ("percentage", 12, 17)]


def test_a_period_before_the_rent_free_one_stays() -> None:
    first = {**OFF, "from_month": 1, "to_month": 4}
    free = {**FREE, "from_month": 5, "to_month": 6}
    assert _after(_with(first, free), {FREE_MONTHS: 4}) == [("percentage", 1, 4), ("rent_free", 5, 8)]


def test_a_longer_percentage_moves_what_comes_after() -> None:
    assert _after(_with(FREE, OFF, STATED), {OFF_MONTHS: 18}) == [
        ("rent_free", 1, 6),
        ("percentage", 7, 24),
        ("stated_rent", 25, 36),
    ]


def test_both_lengths_at_once() -> None:
    assert _after(_with(FREE, OFF, STATED), {FREE_MONTHS: 3, OFF_MONTHS: 6}) == [
        ("rent_free", 1, 3),
        ("percentage", 4, 9),
        ("stated_rent", 10, 21),
    ]


def test_only_the_share_changes_where_only_it_is_typed() -> None:
    assert reductions.changes(_with(FREE, OFF), {OFF_SHARE: 0.25}) == {f"{PATH}.1.share": 0.25}


def test_a_changed_period_is_changed_in_place_so_that_the_others_keep_their_sources() -> None:
    assert reductions.changes(_with(FREE, OFF), {OFF_MONTHS: 6}) == {f"{PATH}.1.to_month": 12}
    changed = reductions.changes(_with(FREE, OFF), {FREE_MONTHS: 7})
    assert changed == {f"{PATH}.0.to_month": 7, f"{PATH}.1.from_month": 8, f"{PATH}.1.to_month": 19}


def test_a_first_percentage_follows_the_rent_free_months() -> None:
    assert _after(_with(FREE), {OFF_SHARE: 0.3}) == [("rent_free", 1, 6), ("percentage", 7, 18)]
    assert _after(_with(), {OFF_SHARE: 0.3, OFF_MONTHS: 3}) == [("percentage", 1, 3)]
    assert _after(_with(), {FREE_MONTHS: 2, OFF_SHARE: 0.3}) == [("rent_free", 1, 2), ("percentage", 3, 14)]


def test_a_first_percentage_pushes_a_stated_rent_back() -> None:
    stated = {**STATED, "from_month": 7, "to_month": 12}
    assert _after(_with(FREE, stated), {OFF_SHARE: 0.3, OFF_MONTHS: 4}) == [
        ("rent_free", 1, 6),
        ("percentage", 7, 10),
        ("stated_rent", 11, 16),
    ]


def test_months_alone_make_no_percentage() -> None:
    assert reductions.changes(_with(FREE), {OFF_MONTHS: 6}) == {}


def test_nothing_stated_changes_nothing() -> None:
    assert reductions.changes(_with(FREE, OFF), {}) == {}
    assert reductions.changes(_with(FREE, OFF), {"deal.lease.rent_nok_per_m2_year": 1.0}) == {}


@pytest.mark.parametrize("make", [cases.management_case, cases.landlord_operated_case])
def test_a_deal_without_a_lease_has_none(make: Any) -> None:
    case = case_from_mapping(make())
    assert not reductions.has_reductions(case)
    assert reductions.changes(case, {FREE_MONTHS: 3}) == {}
    assert reductions.note(case, FREE_MONTHS) is None


def test_where_the_numbers_come_from() -> None:
    noted = {**FREE, "to_month": {"value": 6, "source": "Avtalen, punkt 4"}}
    case = _with(noted, OFF)
    note = reductions.note(case, FREE_MONTHS)
    assert note is not None
    assert note.text == "Avtalen, punkt 4"
    assert reductions.note(case, OFF_SHARE) is None


@given(
    free=st.integers(0, 24),
    share=st.sampled_from([0.0, 0.25, 1.0]),
    months=st.integers(0, 24),
    stated=st.booleans(),
)
def test_the_changed_lease_has_the_numbers_that_were_typed(
    free: int, share: float, months: int, stated: bool
) -> None:
    case = _with(FREE, OFF, STATED) if stated else _with(FREE, OFF)
    changed = case.changed(
        reductions.changes(case, {FREE_MONTHS: free, OFF_SHARE: share, OFF_MONTHS: months})
    )
    found = reductions.summary(changed)
    assert found.free_months == free
    if months:
        assert (found.off_share, found.off_months) == (share, months)
    # What nobody typed is as long as it was.
    lengths = [
        r.to_month - r.from_month for r in reductions.reductions_of(changed) if r.kind == "stated_rent"
    ]
    assert lengths == ([11] if stated else [])
