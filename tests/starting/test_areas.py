"""One area divided: the numbers worked by hand from the template's proportions and the evidence's desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.evidence.benchmarks import benchmark
from feasibility.names import DEAL_STRUCTURES
from feasibility.starting import QuickStartError, template_of
from feasibility.starting.areas import Divided, divided, norms_of

# The template: 300 m² for 12 offices, 150 m² open, 45 m² for 2 meeting rooms, 25 m² lounge; 520 m² in all.
NORMS = norms_of(template_of("sublease"))


def split(area: float, offices: int | None = None, desks: int | None = None) -> Divided:
    return divided(area, offices, desks, NORMS)


def refused(area: float, offices: int | None, desks: int | None) -> str:
    with pytest.raises(QuickStartError) as caught:
        split(area, offices, desks)
    (mistake,) = caught.value.mistakes
    return mistake.label.nb.replace("\u00a0", " ")


def test_the_norms_are_the_templates_and_the_desk_the_evidences() -> None:
    assert NORMS.office_m2 == 300 / 12
    assert NORMS.desk_m2 == benchmark("area_per_desk").middle == 8.5
    assert NORMS.room_m2 == 45 / 2
    assert NORMS.work_share == pytest.approx(450 / 520)
    assert all(norms_of(template_of(name)) == NORMS for name in DEAL_STRUCTURES)  # type: ignore[arg-type]


def test_600_m2_filled_by_hand() -> None:
    # Offices 600 × 300/520 = 346.2 m² / 25 = 13.8; open 600 × 150/520 = 173.1 / 8.5 = 20.4; rooms
    # 51.9 / 22.5 = 2.3. Of the 519.2 m² to work in, offices get 325/495 (340.9), desks 170/495 (178.3).
    found = split(600)
    assert (found.offices, found.desks, found.rooms) == (13, 20, 2)
    assert (found.fixed_desks, found.flex_desks) == (13, 7)  # 20 × 10/16 = 12.5, halves up
    assert found.m2 == {"kontor": 341, "apent": 178, "moterom": 52, "sosial_sone": 29}


def test_one_number_given_the_other_fills_the_rest() -> None:
    # (519.2 − 5 × 25) / 8.5 = 46.4; (519.2 − 10 × 8.5) / 25 = 17.4
    assert (split(600, offices=5).desks, split(600, desks=10).offices) == (46, 17)


def test_fewer_places_than_there_is_room_for_are_larger() -> None:
    # 5 × 25 = 125 of 210 m², 10 × 8.5 = 85 of 210: 519.2 × 125/210 = 309.1 and 210.2
    found = split(600, 5, 10)
    assert found.m2 == {"kontor": 309, "apent": 210, "moterom": 52, "sosial_sone": 29}
    assert found.has_room_for_more
    assert not split(600).has_room_for_more


def test_without_desks_there_is_no_open_space_and_without_offices_none_of_them() -> None:
    assert set(split(600, 10, 0).m2) == {"kontor", "moterom", "sosial_sone"}
    assert set(split(600, 0, 10).m2) == {"apent", "moterom", "sosial_sone"}


def test_a_small_place_has_no_meeting_room() -> None:
    # 60 × 45/520 = 5.2 m² is less than half of the 22.5 m² that one takes.
    found = split(60)
    assert found.rooms == 0
    assert "moterom" not in found.m2
    assert (found.offices, found.desks) == (1, 2)  # 34.6/25 and 17.3/8.5


def test_too_many_are_told_with_what_would_fit() -> None:
    # (20 × 25 + 40 × 8.5) / (450/520) = 970.7. With 20 offices 19.2/8.5 = 2 desks; with 40 desks 179/25 = 7.
    said = refused(600, 20, 40)
    assert "20 kontor og 40 plasser trenger om lag 971 m², og du har 600 m²" in said
    assert (
        "plass til 20 kontor og 2 plasser, eller 13 kontor og 20 plasser, eller 7 kontor og 40 plasser"
        in said
    )


def test_thirty_desks_do_not_fit_into_60_m2() -> None:
    # 30 × 8.5 / (450/520) = 294.7; 51.9/8.5 = 6 desks alone, or 2 offices of 25 m² alone
    said = refused(60, None, 30)
    assert "30 plasser trenger om lag 295 m², og du har 60 m²" in said
    assert "6 plasser" in said
    assert "1 kontor og 2 plasser" in said


def test_nothing_to_sell_is_told() -> None:
    assert "ingenting å selge" in refused(600, 0, 0)
    assert "minst 10 m²" in refused(9, None, None)  # 8.5 / (450/520) = 9.8


@given(
    area=st.floats(20, 100_000).map(lambda m2: round(m2, 1)),
    offices=st.none() | st.integers(0, 40),
    desks=st.none() | st.integers(0, 80),
)
def test_whatever_is_asked_the_spaces_add_up_to_the_area(
    area: float, offices: int | None, desks: int | None
) -> None:
    try:
        found = split(area, offices, desks)
    except QuickStartError as error:
        (mistake,) = error.mistakes
        assert mistake.label.nb
        assert mistake.label.en
        return
    assert sum(found.m2.values()) == pytest.approx(area, abs=0.01)
    assert min(found.m2.values()) > 0
    assert found.offices == offices or offices is None
    assert found.desks == desks or desks is None
    # No place is smaller than the norm, but for the rounding of the areas to whole m² (tenths below 100 m²).
    rounding = 0.5 if area >= 100 else 0.05
    assert found.m2.get("kontor", 0) >= found.offices * 25 - rounding - 1e-6
    assert found.m2.get("apent", 0) >= found.desks * 8.5 - rounding - 1e-6
