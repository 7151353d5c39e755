"""The deviation as a share is told of a plan that is something, not of one that is nearly nothing."""

import pytest

from feasibility.answers.actual_tables import deviation_share


@pytest.mark.parametrize(
    ("plan", "actual", "share"),
    [
        (1_000.0, 900.0, -0.1),
        (-1_000.0, -1_250.0, -0.25),
        (1_000.0, 10_000.0, 9.0),  # the plan is a tenth of what was booked: just enough
        (999.0, 10_000.0, None),
        (300.0, -60_000.0, None),
        (99.0, 50.0, None),  # not a hundred kroner
        (0.0, 0.0, None),
    ],
)
def test_a_share_of_nearly_nothing_is_not_told(plan: float, actual: float, share: float | None) -> None:
    found = deviation_share(plan, actual)
    assert found is None if share is None else found == pytest.approx(share)
