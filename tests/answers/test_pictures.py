"""What pictures of answers show: as wide as the drawing, a legend of what there is, numbers with units."""

from __future__ import annotations

import json
import re

import pytest

from feasibility.analysis.negotiate.negotiation import explore
from feasibility.analysis.negotiate.terms import PAIRS
from feasibility.analysis.sensitivity import sensitivity, two_way
from feasibility.analysis.solve import solve
from feasibility.answers.sensitivity import answer as ranked
from feasibility.answers.solve import answer as solved
from feasibility.language import LANGUAGES, Language
from feasibility.pictures.look import GOOD, WIDTH, Picture
from feasibility.pictures.negotiate import picture as negotiated
from feasibility.pictures.render import svg
from tests.model.tiny import ran

RENT = "deal.lease.rent_nok_per_m2_year"
PRICE = "products.desk.price_nok_per_month"
FEE = "products.desk.membership_fee_nok_per_year"


def width(picture: Picture, language: Language) -> float:
    """Of the whole picture as it is drawn."""
    found = re.search(r'<svg [^>]*?width="([0-9.]+)"', svg(picture, language))
    assert found
    return float(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_title_does_not_make_a_picture_wider_than_its_drawing(language: Language) -> None:
    result = ran({RENT: 250, FEE: 4800, "products.desk.bad_debt_share": 0.2})
    (picture,) = solved(solve(result, [PRICE, FEE, "products.desk.bad_debt_share"]), result).pictures
    assert width(picture, language) < WIDTH + 120  # the axis with its title, and the edge
    assert len(picture.spec(language)["title"]["text"]) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_of_a_negotiation_has_room_beside_its_point(language: Language) -> None:
    """Its column is 9 of 15 parts of a page of 1,174, less the gap: 690."""
    found = explore(ran({RENT: 250}), *PAIRS["months_percentage"])
    assert width(negotiated(found), language) < 690


def test_the_legend_speaks_of_what_is_drawn_alone() -> None:
    """5 places at 1,000 earn 5,000 a month; rent at 250 takes 2,500: nothing is left at 500 a place."""
    result = ran({RENT: 250})
    (reached,) = solved(solve(result, [PRICE]), result).pictures
    assert "når målet" in json.dumps(reached.spec("nb"), ensure_ascii=False)
    assert GOOD in json.dumps(reached.spec("nb"))
    (missed,) = solved(solve(result, [PRICE], target=1e9), result).pictures
    shown = json.dumps(missed.spec("nb"), ensure_ascii=False)
    assert "når målet" not in shown
    assert GOOD not in shown
    assert "nærmest målet" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ends_of_a_tornado_have_their_units(language: Language) -> None:
    """Price 900 to 1,100 a month, area 108 to 132 m², 9 to 11 places."""
    result = ran({RENT: 250})
    (picture,) = ranked(sensitivity(result, count=30), result).pictures
    texts = {row["text"].replace("\u00a0", " ") for row in picture.spec(language)["data"]["values"]}
    assert {"nb": {"900 kr", "1 100 kr"}, "en": {"NOK 900", "NOK 1,100"}}[language] < texts
    assert {"108 m²", "132 m²", "9", "11"} < texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_of_two_numbers_is_drawn_with_every_amount_in_it(language: Language) -> None:
    """Money has no price: 120 × price − 240 × rent, of which 300 × 240 − 120 × 500 is lost at the worst."""
    result = ran({RENT: 250, "party_rates.operator_share_per_year": 0})
    table = two_way(result, RENT, PRICE, x_range=(200, 300), y_range=(500, 1100), steps=3)
    *_, picture = ranked(sensitivity(result), result, table).pictures
    assert picture.id == "two_way"
    drawn = svg(picture, language).replace("\u00a0", " ")
    shown = {"nb": ("−12 000 kr", "84 000 kr", "1 100 kr"), "en": ("NOK -12,000", "NOK 84,000", "NOK 1,100")}
    for text in shown[language]:
        assert f">{text}</text>" in drawn, text
    cells = picture.spec(language)["data"]["values"]
    assert len(cells) == 12  # what is stated stands between 800 and 1,100
    (stated,) = picture.spec(language)["layer"][2]["data"]["values"]
    assert stated["value"] == pytest.approx(60_000)


def test_a_cell_without_a_number_is_left_white() -> None:
    """A reduction from month 13 to 16 of a lease of 24 begins no later than it ends."""
    reduction = {"kind": "percentage", "from_month": 13, "to_month": 16, "share": 0.5}
    first, last = (f"deal.lease.reductions.0.{end}_month" for end in ("from", "to"))
    result = ran({RENT: 250, "deal.lease.reductions": [reduction]})
    table = two_way(result, first, last, x_range=(15, 17), y_range=(16, 17), steps=3)
    picture = ranked(sensitivity(result), result, table).pictures[-1]
    texts = [cell["text"] for cell in picture.spec("nb")["data"]["values"]]
    assert texts.count("–") == 1  # from 17 to 16
    assert svg(picture, "nb").count(">–</text>") == 1
