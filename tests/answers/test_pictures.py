"""What pictures of answers show: as wide as the drawing, a legend of what there is, numbers with units."""

from __future__ import annotations

import json
import re

import pytest

from feasibility.analysis.solve import solve
from feasibility.answers.solve import answer as solved
from feasibility.language import LANGUAGES, Language
from feasibility.pictures.look import GOOD, WIDTH, Picture
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
