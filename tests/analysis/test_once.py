"""An analysis made once for each run: asked again it is not made again, and no run gets another's answer."""

from __future__ import annotations

from feasibility.analysis.once import once
from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.model import Result
from tests.model.tiny import tiny


def ran(months: int = 24) -> Result:
    """A run of its own: other tests share theirs."""
    return run(case_from_mapping(tiny({"horizon_months": months})))


def test_what_was_found_of_a_result_is_found_once_and_of_each_result() -> None:
    asked: list[Result] = []

    @once
    def horizon(result: Result) -> int:
        asked.append(result)
        return result.case.horizon_months

    short, long = ran(), ran(36)
    assert [horizon(each) for each in (short, long, short, long)] == [24, 36, 24, 36]
    assert len(asked) == 2


def test_two_runs_of_equal_cases_share_what_was_found_and_no_other_run_does() -> None:
    asked: list[Result] = []

    @once
    def value(result: Result) -> float | None:
        asked.append(result)
        return result.number("operator.npv")

    case = case_from_mapping(tiny())
    one, other = value(run(case)), value(run(case_from_mapping(tiny())))
    assert one == other
    assert len(asked) == 1
    # the same case without its support, or with another number, is another question
    value(run(case, with_support=False))
    value(run(case_from_mapping(tiny({"products.desk.price_nok_per_month": 900}))))
    assert len(asked) == 3
