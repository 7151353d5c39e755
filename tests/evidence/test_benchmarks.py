"""Figures and limits are data with sources, and are what the sources say."""

import pytest

from feasibility.evidence import (
    BENCHMARKS,
    THRESHOLDS,
    UnknownBenchmark,
    UnknownThreshold,
    benchmark,
    threshold,
)
from feasibility.language import format_measure, format_unit

SAID = {
    "fixed_desk_prestegarden": (1500, "9412"),
    "fixed_desk_colab": (1799, "9705"),
    "flex_desk_colab": (799, "9705"),
    "flex_desk_grunderiet": (500, "18736"),
    "day_pass_prestegarden": (125, "9414"),
    "day_pass_colab": (150, "9703"),
    "day_pass_blender": (199, "16364"),
    "membership_fee_colab": (1200, "9703"),
    "meeting_room_prestegarden": (185, "9414"),
    "office_hotel_rent": (2500, "10480–10488"),
    "office_hotel_offices": (10, "10480–10488"),
    "flex_uses_per_week": (2.5, "16354"),
    "capex_before_opening": (7_000_000, "18494"),
    "services_share": (0.3, "2479–2487"),
    "equity_least": (0.25, "10366–10854"),
    "lease_term_now_years": (3, "10806"),
    "general_operator_area": (10_000, "2469"),
    "area_grunderiet": (600, "18838"),
    "area_per_firm_grunderiet": (10, "18838"),
    "break_even_ahead_u8_years": (1, "17594"),
    "break_even_after_opening_u8_years": (4, "17594"),
    "company_profitable_u6": (2020, "16484–16492"),
    "unprofitable_firms_2017": (0.6, "2446"),
    "rent_share": (0.7, "2479–2487"),
    "bank_desks_safe": (10, "10366–10854"),
    "bank_desks_too_many": (50, "10366–10854"),
}
RANGES = {
    "lease_term_years": (2, 10),
    "lease_term_earlier_years": (5, 10),
    "landlord_horizon_years": (5, 10),
    "area_blender": (1000, 2000),
    "area_per_desk": (8, 9),
    "let_before_opening": (0.30, 0.40),
    "occupancy_interview": (0.70, 0.80),
    "occupancy_greater_oslo_2019": (0.53, 0.63),
    "break_even_ahead_u9_years": (1.5, 2),
    "break_even_after_opening_u9_years": (2.5, 3),
    "bank_desks_too_few": (4, 5),
    "amortisation_years": (20, 25),
    "tenor_years": (3, 5),
}
OTHERS = {
    "profitable_large_private": (0.90, "Deskmag", "2019"),
    "hot_desks_empty": (0.5, "UNION", "2021"),
    "meeting_rooms_share": (0.10, "coworkingresources.org", ""),
    "events_share": (0.08, "coworkingresources.org", ""),
    "virtual_share": (0.02, "coworkingresources.org", ""),
    "loan_tenor_years": (3, "UNION", "2025"),
    "area_per_desk": (8, "Workthere", ""),
    "accounts_asked_for_years": (2, "Eiendomskreditt", ""),
}


@pytest.mark.parametrize("id", SAID)
def test_figures_of_the_thesis(id: str) -> None:
    value, lines = SAID[id]
    found = benchmark(id)
    assert found.value == value
    assert found.source.nb.startswith(f"Masteroppgave NMBU 2021, l. {lines}")


@pytest.mark.parametrize("id", RANGES)
def test_ranges(id: str) -> None:
    found = benchmark(id)
    assert (found.value, found.to_value) == RANGES[id]
    assert found.highest == RANGES[id][1]


@pytest.mark.parametrize("id", OTHERS)
def test_figures_of_others_and_when_they_are_of(id: str) -> None:
    """Where the evidence gives no date, none is made up."""
    value, source, date = OTHERS[id]
    found = benchmark(id)
    assert (found.value, found.date) == (value, date)
    assert found.source.nb.startswith(source)


def test_every_figure_and_limit_has_unit_labels_and_source() -> None:
    for item in (*BENCHMARKS, *THRESHOLDS):
        assert format_unit(item.unit, "nb")
        assert format_measure(item.value, item.unit, "en")
        assert item.label.nb
    assert len({item.id for item in BENCHMARKS}) == len(BENCHMARKS)
    assert len({item.id for item in THRESHOLDS}) == len(THRESHOLDS)


def test_a_range_has_a_middle() -> None:
    assert benchmark("let_before_opening").middle == pytest.approx(0.35)
    assert benchmark("flex_desk_colab").middle == 799


def test_unknown_ids_are_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownBenchmark, match="flex_desk_colab"):
        benchmark("no_such")
    with pytest.raises(UnknownThreshold, match="equity_least"):
        threshold("no_such")
