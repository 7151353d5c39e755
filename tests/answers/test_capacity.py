"""What the debt capacity says: of a company without works, and of numbers that may give way."""

from __future__ import annotations

from typing import Any

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
        "Gårdeier kan låne 75 000 kr; andel av arbeidene binder. Behovet er 100 000 kr (arbeidene selskapet "
        "betaler), så 25 000 kr mangler."
    )
    assert "Driver kan ikke låne noe; andel av arbeidene binder." in found
    assert "Andelen er av arbeidene driver selv betaler, og det er ingen." in found


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
