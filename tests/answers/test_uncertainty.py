"""What a ranking and a simulation are said to be: words, tables and pictures show what was found."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import altair
import pytest

from feasibility.analysis.indices import Index, Indices
from feasibility.analysis.numbers import number
from feasibility.analysis.ranges import Range
from feasibility.analysis.sensitivity import sensitivity, two_way
from feasibility.analysis.simulate.runs import simulate
from feasibility.answers import sensitivity as ranked
from feasibility.answers import simulate as simulated
from feasibility.answers.answer import Answer, Figure
from feasibility.answers.page import page
from feasibility.answers.written import answer_json, csv_files, table_of
from feasibility.case import Uniform
from feasibility.language import LANGUAGES, Label, Language, format_stated
from feasibility.pictures.render import png, svg
from feasibility.report.layout import WIDTH
from tests.analysis.test_sensitivity import LET, PRICE, RENT, plain

RANGES: dict[str, Any] = {
    PRICE: {"value": 600, "low": 300, "high": 900, "assumption": "x"},
    RENT: {"value": 250, "low": 200, "high": 400, "assumption": "x"},
    LET: {"value": 0.5, "low": 0.4, "high": 0.6, "assumption": "x"},
}


@pytest.fixture(scope="module")
def of_ranking() -> Answer:
    result = plain(RANGES)
    return ranked.answer(sensitivity(result, count=5), result, two_way(result, PRICE, RENT))


@pytest.fixture(scope="module")
def of_simulation() -> Answer:
    result = plain(RANGES)
    return simulated.answer(simulate(result, 256), result)


def texts(found: Answer, language: Language) -> str:
    return " ".join(s.text.text(language) for s in found.sentences).replace("\u00a0", " ")


def test_the_ranking_says_what_moves_it_most_and_what_turns_it(of_ranking: Answer) -> None:
    # 120 × price − 240 × rent: 12,000 as stated, −24,000 at a price of 300 and 48,000 at 900
    said = texts(of_ranking, "nb")
    assert "pris per medlem og måned: 300 kr gir −24 000 kr, 900 kr gir 48 000 kr." in said
    assert "Alone these change the sign within their range:" in texts(of_ranking, "en")
    main = table_of(of_ranking, "ranked")
    effects = [row.cells[5] for row in main.rows]
    values = [cell.value for cell in effects if isinstance(cell, Figure) and cell.value is not None]
    assert values == sorted(values, reverse=True)


def test_an_abbreviation_at_the_end_brings_its_own_full_stop(of_ranking: Answer) -> None:
    """ "Beløp uten mva." is what a cost is called, and it may be the last number named."""
    result = plain(RANGES)
    found = sensitivity(result, count=5)
    bar = next(bar for bar in found.bars if bar.number.path == PRICE)
    named = dataclasses.replace(bar.number, label=Label("Vask: beløp uten mva.", "Cleaning: amount ex VAT"))
    alone = dataclasses.replace(found, bars=(dataclasses.replace(bar, moved=Range(named, 300, 900, True)),))
    said = texts(ranked.answer(alone, result), "nb")
    assert "Alene endrer dette fortegnet i sitt område: Vask: beløp uten mva. " in said
    assert "Alone this changes the sign within its range: Cleaning: amount ex VAT." in texts(
        ranked.answer(alone, result), "en"
    )


def test_how_many_numbers_stand_still_is_said_of_one_and_of_several() -> None:
    result = plain(RANGES)
    found = sensitivity(result, count=5)
    one = dataclasses.replace(found, without_effect=1, not_moved=found.not_moved[:1])
    assert "Ett tall flytter det ikke. Ett er 0 uten noe område, så det er ikke gitt hvor langt det" in texts(
        ranked.answer(one, result), "nb"
    )
    assert "One number does not move it. One is 0 with no range" in texts(ranked.answer(one, result), "en")


@pytest.mark.parametrize(
    ("first", "nb"),
    [
        (0.505, "forklarer de 2 viktigste tallene hver for seg så godt som hele variasjonen"),  # 101 % in all
        (0.3, "hver for seg 60 % av variasjonen; 40 % kommer av at de virker sammen."),
        (-0.01, "hver for seg 0 % av variasjonen; 100 % kommer av at de virker sammen."),
    ],
)
def test_no_more_than_all_of_the_variation_is_explained(first: float, nb: str) -> None:
    result = plain(RANGES)
    found = sensitivity(result, count=2)
    each = [
        Index(
            bar.number, Uniform(kind="uniform", path=bar.number.path, low=1, high=2), first, 0.05, 0.5, 0.05
        )
        for bar in found.bars
    ]
    said = texts(ranked.answer(found, result, None, Indices(found.line, 7168, tuple(each), ())), "nb")
    assert "Trukket alle på én gang (7 168 kjøringer)" in said
    assert nb in said


def test_the_simulation_says_its_chances(of_simulation: Answer) -> None:
    found = of_simulation.data
    below = next(s["below_zero"] for s in found["spreads"] if s["id"] == "operator.npv")
    assert 0.05 < below < 0.95
    assert f"Nåverdi, driver: {round(below * 100)} % sjanse for å ende under 0." in texts(of_simulation, "nb")
    assert f"a chance of {round(below * 100)}% of ending below 0." in texts(of_simulation, "en")
    ever = found["liquidity"]["operator"]["ever"]
    assert f"a chance of {round(ever * 100)}%" in texts(of_simulation, "en")
    inputs = table_of(of_simulation, "inputs")
    assert len(inputs.rows) == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["of_ranking", "of_simulation"])
def test_every_form_of_it(which: str, language: Language, request: pytest.FixtureRequest) -> None:
    found: Answer = request.getfixturevalue(which)
    for line in page(found, language):
        assert len(line.text) <= WIDTH, line.text
    assert json.loads(answer_json(found))["answer"]["id"] == found.id
    assert set(csv_files(found, language)) == {table.id for table in found.tables}
    for picture in found.pictures:
        spec = picture.spec(language)
        altair.Chart.from_dict(spec)
        assert "NaN" not in json.dumps(spec)
        assert png(picture, language).startswith(b"\x89PNG")
        assert svg(picture, language).startswith("<svg")


def test_a_picture_of_the_reserve_leaves_out_a_last_month_that_would_dwarf_the_others() -> None:
    """At the horizon what is left is sold, or paid out: one month, of another size than all before."""
    value = {"net_yield_share": 0.05}
    result = plain({**RANGES, "valuation": value, "tax.landlord.is_taxed": False})
    found = simulated.answer(simulate(result, 64), result)
    landlord = next(picture for picture in found.pictures if picture.id == "fan_landlord")
    spec = landlord.spec("en")
    months = {row["m"] for row in spec["layer"][0]["data"]["values"]}
    assert len(months) == 23
    assert "The last month, with what is sold then, is not drawn." in spec["title"]["subtitle"]


def test_values_are_written_without_per_what_and_numbers_say_it() -> None:
    result = plain(RANGES)
    rent, share = number(result, RENT), number(result, LET)
    assert format_stated(1250.0, rent.unit, "nb").replace("\u00a0", " ") == "1 250 kr"
    assert format_stated(0.125, share.unit, "en") == "12.5%"
    assert rent.named.en == "Lease: rent (NOK per m² and year)"
    assert share.named == share.label
