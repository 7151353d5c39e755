"""Staff over random jobs, beside a payroll clerk who knows the statutes alone (docs/model.md §5)."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.tiny import by_month, money, near, ran

pytestmark = pytest.mark.slow

HORIZON = 48
RATES = {"I": 0.141, "III": 0.064, "V": 0.0}


@dataclass(frozen=True)
class Job:
    """One post; first and last are months of employment."""

    salary: float
    zone: str
    first: int
    last: int
    is_stated: bool

    def stated(self) -> dict[str, Any]:
        fields = {
            "fte": 1,
            "salary_nok_per_year": self.salary,
            "employer_zone": self.zone,
            "from_month": self.first,
        }
        return fields | ({"to_month": self.last} if self.is_stated else {})

    def paid(self, start: int) -> list[float]:
        """What the employer pays month by month. start: the calendar month of month 1.

        Holiday pay earned in a year is owed until June of the next; whoever leaves gets all that is owed
        (ferieloven § 11). The contribution of a term is on what was paid in it, and is paid when it is over.
        """
        owed_this_year, owed_last_year, of_term = 0.0, 0.0, 0.0
        found = []
        for month in range(1, HORIZON + 1):
            calendar = (start + month - 2) % 12 + 1
            out = 0.0
            if calendar % 2 == 1:
                out, of_term = out + of_term, 0.0
            if calendar == 1:
                owed_last_year, owed_this_year = owed_last_year + owed_this_year, 0.0
            paid = 0.0
            if self.first <= month <= self.last:
                wage = self.salary / 12 * 235 / 260
                owed_this_year += wage * 0.12
                paid += wage + wage * 1.12 * 0.02
            if calendar == 6:
                paid, owed_last_year = paid + owed_last_year, 0.0
            if month == self.last:
                paid += owed_last_year + owed_this_year
                owed_last_year = owed_this_year = 0.0
            of_term += paid * RATES[self.zone]
            found.append(out + paid)
        return found


@st.composite
def jobs(draw: st.DrawFn, deal_ends: int) -> Job:
    stated = draw(st.booleans())
    last = draw(st.integers(1, deal_ends)) if stated else deal_ends
    return Job(
        float(draw(st.integers(300, 900)) * 1000),
        draw(st.sampled_from(sorted(RATES))),
        draw(st.integers(1, last)),
        last,
        stated,
    )


@settings(max_examples=40, deadline=None)
@given(data=st.data(), start=st.integers(1, 12), deal_ends=st.integers(3, HORIZON - 3))
def test_the_model_pays_as_the_clerk_and_all_that_is_earned_is_paid(
    data: st.DataObject, start: int, deal_ends: int
) -> None:
    hired = data.draw(st.lists(jobs(deal_ends), min_size=1, max_size=3))
    support = data.draw(st.sampled_from((0.0, 0.3)))
    stated: dict[str, Any] = {
        "start_month": f"2026-{start:02}",
        "horizon_months": HORIZON,
        "deal.lease.term_months": deal_ends,
        "products.desk.price_nok_per_month": 0,
        "staff": {f"post{place}": job.stated() for place, job in enumerate(hired)},
    }
    if support:
        item = {"kind": "salary_in_kind", "payer": "municipality", "staff": "post0", "from_month": 1}
        stated["support"] = {"in_kind": {**item, "share": support}}
    result = ran(stated)
    borne = [job.paid(start) for job in hired]
    own = [-sum(month) + support * month[0] for month in zip(*borne, strict=True)]
    assert by_month(result, "operator.project_cash") == money(*own)
    # over a horizon in which every job ends in good time, paid is cost, and nothing is left to settle
    cash, cost = (sum(by_month(result, f"operator.{line}")) for line in ("project_cash", "ebitda"))
    assert cash == near(cost)
    assert by_month(result, "operator.final_settlement") == money(*[0] * HORIZON)
    if support:
        theirs = [-support * amount for amount in borne[0]]
        assert by_month(result, "party.municipality.cash") == money(*theirs)
        assert -sum(theirs) == near(sum(by_month(result, "municipality.support")))
