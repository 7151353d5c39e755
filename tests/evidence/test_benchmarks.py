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
}


@pytest.mark.parametrize("id", SAID)
def test_figures_of_the_thesis(id: str) -> None:
    value, lines = SAID[id]
    found = benchmark(id)
    assert found.value == value
    assert found.source.nb.startswith(f"Masteroppgave NMBU 2021, l. {lines}")


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
