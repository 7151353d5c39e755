"""What harms most, by hand: what falls off a company's value, and what it lacks that nobody has agreed to."""

from collections.abc import Mapping

from feasibility.analysis.stress import Stressed, StressGrid, StressRow
from feasibility.language import Label
from feasibility.papers.downside import DEFAULT, Downside, downside, risks, table_part, worst
from tests.evaluated import evaluated
from tests.papers.test_papers import case_of

BASE = Stressed(100.0, 50.0, 1, None, None, None, 0.0, 0.0)


def stressed(npv: float, unfunded: float = 0.0) -> Stressed:
    return Stressed(npv, -unfunded, 1, None, None, None, unfunded, 0.0)


def row(id: str, changes: Mapping[str, object] | None = None, **parties: Stressed) -> StressRow:
    return StressRow(id, Label(id, id), parties, changes=changes or {})  # type: ignore[arg-type]


def tried(*rows: StressRow) -> Downside:
    return Downside(StressGrid("", (row("base", operator=BASE, landlord=BASE), *rows)), rows)


def test_the_three_gravest_are_told_one_of_each_kind() -> None:
    found = tried(
        row("rate_100", operator=stressed(100.0)),
        row("occupancy_10", operator=stressed(40.0, 10.0)),
        row(
            "occupancy_20", operator=stressed(-20.0, 30.0)
        ),  # 120 lost and 30 missing: the graver of its kind
        row("price", operator=stressed(-900.0)),  # 1,000 lost
        row("works", {"w": 1}, landlord=stressed(95.0, 20.0), operator=stressed(90.0)),  # 25, and 10
        row("trouble", {"w": 1, "d": 2}, landlord=stressed(80.0, 20.0)),  # 40: works among it
    )
    assert [each.id for each in worst(found)] == ["price", "occupancy_20", "trouble"]
    said = risks(found)
    assert [each.tone for each in said] == ["plain", "bad", "bad"]
    assert said[0].text.en == "1. price: the operator's present value falls by NOK\u00a01,000."
    assert "falls by NOK\u00a0120; the operator's unfunded shortfall comes to NOK\u00a030" in said[1].text.en
    assert "the landlord's present value falls by NOK\u00a020" in said[2].text.en


def test_what_harms_nobody_is_no_risk() -> None:
    assert worst(tried(row("rate_100", operator=stressed(100.0)), row("up", operator=stressed(200.0)))) == []


def test_whoever_defaults_is_not_told_as_before() -> None:
    found = tried(row(DEFAULT, landlord=stressed(-50.0), operator=stressed(-70.0)))
    last = table_part(found).tables[0].rows[-1]
    at = [column.id for column in table_part(found).tables[0].columns].index("operator.npv")
    assert last.cells[at] == Label("–", "–")
    assert "operator" not in risks(found)[0].text.en.removeprefix(f"1. {DEFAULT}")


def test_the_loss_of_all_support_is_tried_where_there_is_some() -> None:
    """Larvik without its support: `feasibility run --without-support` has −4,682,134 for the operator."""
    case = case_of("larvik")
    found = downside(evaluated(case))
    lost = next(each for each in found.rows if each.id == "without_support")
    assert lost.parties["operator"].npv_nok == evaluated(case, False).number("operator.npv")
    assert worst(found)[0] is lost
    assert "without_support" not in {each.id for each in downside(evaluated(case_of("tonsberg"))).rows}
