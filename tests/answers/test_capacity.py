"""What the debt capacity says: of a company without works, and of numbers that may give way."""

from __future__ import annotations

from typing import Any

import pytest

from feasibility.analysis.capacity import capacity
from feasibility.answers.answer import Answer, Figure, Label
from feasibility.answers.capacity import answer
from tests.model.tiny import ran


def asked(need: float | None = None) -> Answer:
    """The landlord pays works of 100,000, of which three quarters may be borrowed; the operator pays none."""
    stated: dict[str, Any] = {
        "works": {"fit": {"amount_nok": 100_000, "start_month": 1, "months": 1, "landlord_share": 1}},
        "bank.capacity": {},
    }
    result = ran(stated)
    return answer(capacity(result, None, need), result)


def said(found: Answer) -> list[str]:
    return [sentence.text.nb.replace("\xa0", " ") for sentence in found.sentences]


def test_who_pays_no_works_is_told_so_and_not_that_it_may_borrow_nothing_kroner() -> None:
    found = said(asked())
    assert found[0] == (
        "Gårdeieren kan låne 75 000 kr; andel av arbeidene binder. Behovet er 100 000 kr (arbeidene "
        "selskapet betaler), så 25 000 kr mangler."
    )
    assert "Driveren kan ikke låne noe; andel av arbeidene binder." in found
    assert "Andelen er av arbeidene driveren selv betaler, og det er ingen." in found


@pytest.mark.parametrize(
    ("need", "cover", "tone"),
    # 1,000 a month of rent is EBITDA of 12,000 a year. At 6 % over 120 months 72,000 costs 72,000 × 0.0111021
    # × 12 = 9,592 a year, cover 1.25; 108,000 costs 14,388, cover 0.83. Of 150,000 three quarters are lent.
    [(72_000, None, "good"), (108_000, "0,83", "mixed")],
)
def test_a_loan_that_is_large_enough_and_cannot_be_served_is_not_green(
    need: float, cover: str | None, tone: str
) -> None:
    stated: dict[str, Any] = {
        "horizon_months": 60,
        "deal.lease.rent_nok_per_m2_year": 100,
        "deal.lease.term_months": 84,
        "works": {"fit": {"amount_nok": 150_000, "start_month": 1, "months": 1, "landlord_share": 1}},
        "bank.capacity": {
            "rate_share_per_year": 0.06,
            "profile_months": 120,
            "drawdown_month": 1,
            "maximum_share_of_works": 0.75,
        },
    }
    result = ran(stated)
    first = answer(capacity(result, "landlord", need), result).sentences[0]
    text = first.text.nb.replace("\xa0", " ")
    assert first.tone == tone
    assert ("Det er nok til behovet" in text) is (cover is None)
    if cover is not None:
        assert f"driften betjener det ikke: da er gjeldsbetjeningsgraden (DSCR) {cover} i verste år" in text


def test_where_the_loan_is_large_enough_the_numbers_say_how_far_they_may_go() -> None:
    enough = next(table for table in asked(50_000).tables if table.id == "lifts-landlord")
    assert "hvor langt hvert tall kan gå" in enough.title.nb
    assert "Kan gå til" in [column.label.nb for column in enough.columns]
    share = next(
        row.cells for row in enough.rows if row.cells[0] == Label(SHARE, "The highest share of works")
    )
    assert isinstance(share[2], Figure)
    assert share[2].shown is not None
    assert share[2].shown.en == "50.00%"  # 50,000 of 100,000
    rest = [row.cells[2] for row in enough.rows if row.cells[0] != share[0]]
    assert rest
    assert all(cell == Label("ingen grense funnet", "no limit found") for cell in rest)
    short = next(table for table in asked().tables if table.id == "lifts-landlord")
    assert "hva som skal til" in short.title.nb
    assert "Må være" in [column.label.nb for column in short.columns]


SHARE = "Høyeste andel av arbeidene"
