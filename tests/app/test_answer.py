"""The answer by the signs of the measures; every sentence is written out, amounts rounded by hand."""

import datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from feasibility.engine.calendar import serial
from feasibility.language import Label, Language
from feasibility.model import Result
from feasibility.model.base.result import Ground, Verdict
from feasibility.screens.answer import Answer, answer

RATES = SimpleNamespace(landlord_share_per_year=0.08, operator_share_per_year=0.1)
DATES = [serial(datetime.date(2027 + m // 12, m % 12 + 1, 1)) for m in range(24)]
WELL = {
    "landlord.npv_against_vacant": 5_142_194.8,
    "landlord.lowest_cash": 0.0,
    "landlord.lowest_cash.month": 24.0,
    "operator.npv": 203_783.0,
    "operator.lowest_cash": 12_000.0,
    "operator.lowest_cash.month": 4.0,
    "deal.first_month": 1.0,
    "deal.last_month": 12.0,
}


class Numbers(dict[str, Any]):
    """Values by line, with those of the inputs."""

    inputs: dict[str, float]


def _verdicts(known: dict[str, float | None]) -> tuple[Verdict, ...]:
    """A verdict on each party with one amber and one red ground, which hold where the numbers say so."""
    made = []
    for of in ("landlord", "operator"):
        names: Any = {
            name: SimpleNamespace(unit="NOK", name=f"verdict.{of}.{name}") for name in ("", "amber", "red")
        }
        for line in names.values():
            known.setdefault(line.name, 0.0)
        grounds = tuple(
            Ground(level, level, names[level], Label(f"{level} nb", f"{level} en"), Label("b", "b"))  # type: ignore[arg-type]
            for level in ("amber", "red")
        )
        made.append(Verdict(of, Label(of, of), names[""], grounds))  # type: ignore[arg-type]
    return tuple(made)


def _answer(
    language: Language = "nb", structure: str = "sublease", void: float = 18, **numbers: float | None
) -> Answer:
    known: dict[str, float | None] = dict(WELL)
    known.update({name.replace("__", "."): value for name, value in numbers.items()})
    companies = ("landlord",) if structure == "landlord_operated" else ("landlord", "operator")
    case = SimpleNamespace(
        companies=companies,
        operators=companies[1:],
        party_rates=RATES,
        lease=None,
        operator_default=None,
        phases=(),
    )
    values = Numbers({"calendar.date": DATES})
    values.inputs = {"comparison.ordinary_tenant.void_months": void}
    verdicts = _verdicts(known)
    fake: Any = SimpleNamespace(
        case=case,
        number=lambda line: known[line if isinstance(line, str) else line.name],
        reason=lambda _: Label("ingen strøm", "no flow"),
        values=values,
        built=SimpleNamespace(model=SimpleNamespace(lines=known), verdicts=verdicts),
    )
    return answer(cast(Result, fake), language)


def test_both_do_well() -> None:
    said = _answer()
    assert said.sentence == (
        "Gårdeieren kommer 5,1\u00a0mill.\u00a0kr bedre ut enn med tomme lokaler og driveren klarer seg "
        "og tjener på avtalen."
    )
    assert said.tone == "good"
    assert said.notes == (
        "Avtalen er regnet fra jan. 2027 til des. 2027: 12\u00a0måneder. Deretter står lokalene tomme.",
        "Nåverdi av kontantstrømmen før lån, jan. 2027 – des. 2028. "
        "Avkastningskrav: gårdeier 8\u00a0%, driver 10\u00a0%.",
    )


def test_both_do_well_in_english() -> None:
    assert _answer("en").sentence == (
        "The landlord is NOK\u00a05.1\u00a0million better off than with the space empty and the operator "
        "survives and gains by the deal."
    )


def test_the_operator_runs_out_of_money() -> None:
    said = _answer(
        operator__lowest_cash=-604_989.8, operator__lowest_cash__month=6.0, operator__npv=-439_449.9
    )
    assert said.sentence == (
        "Gårdeieren kommer 5,1\u00a0mill.\u00a0kr bedre ut enn med tomme lokaler, men driveren mangler "
        "605\u00a0000\u00a0kr på det meste (juni 2027) og taper på avtalen."
    )
    assert said.tone == "bad"
    assert "operator" in said.operators
    assert said.operators["operator"].text.startswith("Driveren mangler 605")


def test_the_operator_lacks_money_but_gains() -> None:
    said = _answer(operator__lowest_cash=-50_000.4)
    assert "operator" in said.operators
    assert said.operators["operator"].tone == "mixed"
    assert said.operators["operator"].text == (
        "Driveren mangler 50\u00a0000\u00a0kr på det meste (apr. 2027), selv om avtalen lønner seg i lengden."
    )


def test_the_money_lasts_but_the_operator_loses() -> None:
    said = _answer(operator__npv=-1000.0)
    assert "operator" in said.operators
    assert said.operators["operator"].tone == "mixed"
    assert (
        said.operators["operator"].text
        == "Driveren får ikke dekket avkastningskravet, selv om pengene rekker hele veien."
    )


def test_the_landlord_loses() -> None:
    said = _answer(landlord__npv_against_vacant=-99_999.0)
    assert said.sentence.startswith(
        "Gårdeieren kommer 99\u00a0999\u00a0kr dårligere ut enn med tomme lokaler, men driveren klarer seg"
    )
    assert said.landlord.tone == "bad"
    assert said.tone == "bad"


@pytest.mark.parametrize("gain", [0.0, 0.4, -0.4])
def test_a_gain_below_half_a_krone_is_none(gain: float) -> None:
    said = _answer(landlord__npv_against_vacant=gain)
    assert "kommer likt ut som med tomme lokaler" in said.sentence
    assert said.landlord.tone == "mixed"


def test_a_comparison_without_a_number_tells_why() -> None:
    assert (
        "kan ikke sammenlignes med tomme lokaler (ingen strøm)"
        in _answer(landlord__npv_against_vacant=None).sentence
    )


@pytest.mark.parametrize(
    ("ordinary", "tone", "text"),
    [
        (
            1_551_790.8,
            "good",
            "bedre ut enn med tomme lokaler og 1,6\u00a0mill.\u00a0kr bedre enn med en ordinær",
        ),
        (
            -263_345.0,
            "mixed",
            "bedre ut enn med tomme lokaler, men 263\u00a0000\u00a0kr dårligere enn med en ordinær",
        ),
    ],
)
def test_the_landlord_against_an_ordinary_tenant(ordinary: float, tone: str, text: str) -> None:
    said = _answer(landlord__npv_against_ordinary=ordinary)
    assert said.landlord.tone == tone
    assert text in said.landlord.text
    assert "ordinær leietaker" in said.notes[1]


def test_the_tenant_who_is_there_comes_first() -> None:
    """No void: she is there today, and it is her the landlord would give up."""
    said = _answer(void=0, landlord__npv_against_ordinary=-1_195_111.0)
    assert said.sentence.startswith(
        "Gårdeieren kommer 1,2\u00a0mill.\u00a0kr dårligere ut enn med leietakeren som er der"
    )
    assert said.tone == "bad"  # though 5.1 million better than vacant
    assert said.notes[1] == "Gårdeieren kommer 5,1\u00a0mill.\u00a0kr bedre ut enn med tomme lokaler."


def test_a_landlord_short_of_money_does_not_look_good() -> None:
    said = _answer(landlord__lowest_cash=-1_064_266.7, landlord__lowest_cash__month=5.0)
    assert said.landlord.tone == "mixed"
    assert said.landlord.text.endswith("Gårdeieren mangler 1,1\u00a0mill.\u00a0kr på det meste (mai 2027).")


def test_a_landlord_who_operates_has_no_operator_beside() -> None:
    said = _answer(structure="landlord_operated")
    assert not said.operators
    assert said.sentence == (
        "Gårdeieren, som driver selv, kommer 5,1\u00a0mill.\u00a0kr bedre ut enn med tomme lokaler og "
        "har penger nok hele veien."
    )


@pytest.mark.parametrize(("level", "tone"), [("amber", "mixed"), ("red", "bad")])
def test_no_colour_is_better_than_the_grounds_below_it(level: str, tone: str) -> None:
    found = {f"verdict__landlord__{level}": 1.0, "verdict__landlord__": 2.0 if level == "red" else 1.0}
    said = _answer(**found)
    assert said.landlord.tone == tone
    assert said.tone == tone
    assert said.landlord.text.endswith(f"Å merke seg: {level} nb.")
    assert "operator" in said.operators
    assert said.operators["operator"].tone == "good"


def test_owners_who_must_put_in_more_are_said_where_the_money_is() -> None:
    said = _answer(operator__capital_called=53_670.0)
    assert "operator" in said.operators
    assert said.operators["operator"].tone == "mixed"
    assert said.operators["operator"].text == (
        "Driveren har penger nok bare fordi driverens eiere skyter inn 53\u00a0670\u00a0kr, "
        "slik saken forutsetter."
    )


@pytest.mark.parametrize(("without", "said"), [(-1.0, True), (0.0, False), (4_000_000.0, False)])
def test_a_gain_that_rests_on_the_sale_says_so_in_the_first_sentence(without: float, said: bool) -> None:
    # Rule §13.3: a gain that is none without the assumed sale.
    numbers = {**WELL, "landlord.npv_against_vacant.without_sale": without}
    assert ("tomme lokaler (bare med det antatte salget) og" in _answer(**numbers).sentence) == said
    assert ("the space empty (only with the assumed sale) and" in _answer("en", **numbers).sentence) == said
