"""What harms most, by hand: money nobody has agreed to first, then the fall of a present value."""

from feasibility.analysis.stress import Stressed, StressGrid, StressRow
from feasibility.language import Label
from feasibility.papers.downside import risks
from tests.evaluated import evaluated
from tests.papers.test_papers import case_of

BASE = Stressed(100.0, 50.0, 1, None, None, None, 0.0, 0.0)


def stressed(npv: float, unfunded: float = 0.0) -> Stressed:
    return Stressed(npv, -unfunded, 1, None, None, None, unfunded, 0.0)


def row(id: str, **parties: Stressed) -> StressRow:
    return StressRow(id, Label(id, id), parties)  # type: ignore[arg-type]


def test_the_three_gravest_are_told_one_of_each_kind() -> None:
    grid = StressGrid(
        "",
        (
            row("base", operator=BASE, landlord=BASE),
            row("rate_100", operator=stressed(100.0)),
            row("occupancy_10", operator=stressed(40.0, 10.0)),
            row("occupancy_20", operator=stressed(-20.0, 30.0)),  # the graver of its kind
            row("price", operator=stressed(-900.0)),  # falls most, but nothing is missing
            row("works", landlord=stressed(95.0, 20.0), operator=stressed(90.0)),
        ),
    )
    said = risks(grid, evaluated(case_of("larvik")))
    assert [each.text.en.split(":")[0] for each in said] == ["1. occupancy_20", "2. works", "3. price"]
    assert [each.tone for each in said] == ["bad", "bad", "plain"]
    # 100 − (−20) = 120 lost, 30 missing; 100 − 95 = 5 and 100 − 90 = 10; 100 − (−900) = 1,000
    assert "falls by NOK\u00a0120; the operator lacks NOK\u00a030" in said[0].text.en
    assert "the landlord's present value falls by NOK\u00a05" in said[1].text.en
    assert "the operator's present value falls by NOK\u00a010" in said[1].text.en
    assert "falls by NOK\u00a01,000" in said[2].text.en
