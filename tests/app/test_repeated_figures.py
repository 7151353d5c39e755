"""A figure with the help of the first years stands beside the lasting one where they differ, and else not."""

import pytest

from feasibility.language import LANGUAGES
from feasibility.model import Result
from feasibility.report.summary import summary
from feasibility.screens.figures import figures
from tests.model.tiny import ran

# two rent-free years of five: at first no rent, then 120 m² × 1,500 = 180,000 of 360,000 left after costs
RENT_FREE = [{"kind": "rent_free", "from_month": 1, "to_month": 24}]


def case(reductions: list[dict[str, object]]) -> Result:
    return ran(
        {
            "horizon_months": 60,
            "products.desk.price_nok_per_month": 6000,
            "deal.lease": {
                "term_months": 60,
                "rent_nok_per_m2_year": 1500,
                "payment": "monthly",
                "reductions": reductions,
            },
        }
    )


@pytest.mark.parametrize(("reductions", "times"), [(RENT_FREE, 2), ([], 1)])
def test_the_same_figure_is_told_once(reductions: list[dict[str, object]], times: int) -> None:
    result = case(reductions)
    for language in LANGUAGES:
        rows = [
            row.label
            for headline in (True, False)
            for row in figures(result, None, "operator", language, headline=headline)
        ]
        word = "EBITDA"
        assert sum("stabilis" in row and row.startswith(word) for row in rows) == times
        told = " ".join(line.text for line in summary(result, language))
        assert (("med hjelp" if language == "nb" else "with help") in told) is (times == 2)
