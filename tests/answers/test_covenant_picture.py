"""A bank's measure by year as columns: its numbers lie clear of each other, of the years and of the edge.

The landlord's EBITDA is 100 m² × (rent − owner costs) and its loan costs 10 % a year: rent 200, costs 50 and
a loan of 100,000 give an interest cover of 15,000 / 10,000 = 1.5; without rent it is −5,000 / 10,000 = −0.5.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
import vl_convert

from feasibility.language import LANGUAGES, Language
from feasibility.model import Result
from feasibility.pictures.covenants import covenant_picture
from feasibility.pictures.look import number_locale
from feasibility.pictures.render import VEGA_LITE
from tests.model.tiny import ran

ADVANCE = {",": 0.318, ".": 0.318, "\u00a0": 0.318, " ": 0.318, "\u2212": 0.838, "-": 0.361, "%": 0.95}
"""How wide DejaVu Sans sets the signs of numbers, in parts of the type's size; 0.636 for a digit."""


class Box(NamedTuple):
    """Where a text stands, in the picture's units; digits reach 0.73 of the size above the line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def texts(drawn: str) -> list[Box]:
    """Every text that is drawn upright, the clearing behind a number left out."""
    found: list[Box] = []

    def walk(element: ElementTree.Element, x: float, y: float) -> None:
        moved = element.get("transform", "")
        if "rotate" in moved:
            return
        if step := re.match(r"translate\(([-0-9.e]+),([-0-9.e]+)\)", moved):
            x, y = x + float(step[1]), y + float(step[2])
        text = "".join(element.itertext()).strip()
        is_clearing = element.get("stroke") == "white"
        if element.tag.endswith("}text") and text and not is_clearing and element.get("opacity") != "0":
            size = float(element.get("font-size", "").removesuffix("px"))
            wide = size * sum(ADVANCE.get(sign, 0.636) for sign in text)
            shift = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", "start"), 0.0)
            left = x - wide * shift
            found.append(Box(text, left, y - 0.73 * size, left + wide, y))
            return
        for child in element:
            walk(child, x, y)

    walk(ElementTree.fromstring(drawn), 0.0, 0.0)
    return found


@cache
def covered(rent: float, costs: float, loan: float, years: int = 6, let: int = 24) -> Result:
    """A landlord whose rent falls away after some months."""
    loans = {
        "bank": {
            "kind": "bullet",
            "amount_nok": loan,
            "base_rate_share_per_year": 0.10,
            "drawdown_month": 1,
            "profile_months": 360,
            "tenor_months": 12 * years,
        }
    }
    return ran(
        {
            "horizon_months": 12 * years,
            "building.spaces.floor.exclusive_m2": 100,
            "building.owner_costs_nok_per_m2_year": costs,
            "deal.lease.rent_nok_per_m2_year": rent,
            "deal.lease.term_months": let,
            "financing.landlord.equity": [{"month": 1, "amount_nok": 100_000_000}],
            "financing.landlord.loans": loans,
            "bank.covenants.minimum_icr": 1.2,
        }
    )


CASES = {
    "half under zero": (200, 50, 100_000),  # 1.5, then −0.5
    "far under zero": (200, 5_000, 40_000),  # −120, then −125
    "tens under zero": (0, 500, 40_000),  # −12.5
    "thousands under zero": (0, 5_000, 400),  # −12,500
    "hardly anything": (50.001, 50, 1_000_000),  # 0.000001, then −0.05
    "hardly under zero": (0, 0.05, 100_000),  # −0.0005
    "thousands": (5_000, 50, 400),  # 12,375, then −125
    "millions": (5_000, 50, 4),  # 1,237,500, then −12,500
    "one year far above the others": (9_000, 50, 100_000),  # 89.5, then −0.5
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    ("width", "years", "is_fitted"),
    [(240, 6, False), (300, 12, False), (460, 15, False), (420, 10, True)],
)
def test_no_number_lies_on_another_on_a_year_or_outside(
    name: str, width: int, years: int, is_fitted: bool, language: Language
) -> None:
    """is_fitted: as a page draws it, title and legend within the height: the columns have less."""
    result = covered(*CASES[name], years)
    (view,) = result.built.bank
    seen = 0
    for measured in view.measures:
        if measured.id not in ("icr", "dscr"):
            continue
        spec = covenant_picture(result, view, measured, language)
        assert spec is not None
        spec |= {"width": width} | ({"autosize": {"type": "fit", "contains": "padding"}} if is_fitted else {})
        drawn = vl_convert.vegalite_to_svg(
            spec, VEGA_LITE, format_locale=number_locale(language), allowed_base_urls=[]
        )
        head = re.search(r'<svg [^>]*?width="([0-9.]+)" height="([0-9.]+)"', drawn)
        assert head
        boxes = texts(drawn)
        for place, box in enumerate(boxes):
            assert not [(box, other) for other in boxes[place + 1 :] if box.meets(other)]
            if any(sign.isalpha() for sign in box.text):
                continue  # the words below make room for themselves; their letters are of all widths
            assert box.left >= 0, box
            assert box.top >= 0, box
            assert box.right <= float(head[1]), box
            assert box.bottom <= float(head[2]), box
        briefs = {row["brief"] for row in spec["layer"][0]["data"]["values"]}
        seen += sum(box.text in briefs for box in boxes)
    if width / years >= 40 and max(CASES[name]) < 9_000 and CASES[name][2] > 4_000:
        assert seen >= 2 * (years - 1)  # where there is room the numbers stand on their columns


def test_a_number_wider_than_its_column_is_left_out_and_the_others_stay() -> None:
    """Columns of 80 and of 32, type of 9 at least: −12 500 is (0.838 + 5 × 0.636 + 0.318) × 9 = 39 wide."""
    result = covered(5_000, 50, 4)
    (view,) = result.built.bank
    spec = covenant_picture(result, view, view.measures[0], "nb")
    assert spec is not None
    boxes = texts(vl_convert.vegalite_to_svg(spec | {"width": 480}, VEGA_LITE, allowed_base_urls=[]))
    shown = [box.text.replace("\u00a0", " ") for box in boxes]
    assert "2027" in shown
    assert "\u221212 500" in shown
    narrow = texts(vl_convert.vegalite_to_svg(spec | {"width": 192}, VEGA_LITE, allowed_base_urls=[]))
    assert "\u221212 500" not in [box.text.replace("\u00a0", " ") for box in narrow]


def test_narrow_columns_have_their_numbers_in_smaller_type() -> None:
    """Columns of 32: −0,50 is 3.068 signs' worth, 33.7 in type of 11 and 29.9 in type of 9.75."""
    result = covered(200, 50, 100_000)
    (view,) = result.built.bank
    spec = covenant_picture(result, view, view.measures[0], "nb")
    assert spec is not None
    boxes = texts(vl_convert.vegalite_to_svg(spec | {"width": 192}, VEGA_LITE, allowed_base_urls=[]))
    assert [box.text for box in boxes].count("\u22120,50") == 4


def test_a_ratio_is_written_with_as_many_decimals_as_there_is_room_for() -> None:
    """−120 and −125: none from a hundred; −12.5: one from ten; 1.5 and −0.5: two."""
    for case, expected in (
        ((200, 5_000, 40_000), {"\u2212120", "\u2212125"}),
        ((0, 500, 40_000), {"\u221212,5"}),
        ((200, 50, 100_000), {"1,50", "\u22120,50"}),
    ):
        result = covered(*case)
        (view,) = result.built.bank
        spec = covenant_picture(result, view, view.measures[0], "nb")
        assert spec is not None
        written = {row["brief"] for row in spec["layer"][0]["data"]["values"] if row["year"] != "2026"}
        assert written == expected
