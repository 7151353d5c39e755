"""The random cases themselves: valid, the same for the same seed, and drawing all there is to draw."""

import copy
from collections.abc import Sequence
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feasibility.case import Case, CaseError, case_from_mapping
from tests.case.cases import sublease_case
from tests.random_case import POLICIES, STRUCTURES, Knobs, cases_read, random_case, random_case_read
from tests.random_case.coverage import SOURCED, covering, met, missing
from tests.random_case.whole import whole_case

T = TypeVar("T")
SEEDS = range(480)
KNOBS: tuple[dict[str, Any], ...] = (
    {},
    {"loans": True},
    {"loans": False},
    {"vat_heavy": True},
    {"pays_back": True, "horizon": (48, 72)},
    {"movable": True},
)


# ---- all is drawn ----------------------------------------------------------------------------------------


def test_every_field_choice_and_variant_of_the_schema_is_drawn() -> None:
    """Also that an optional field is now and then left out, and that a number is not always the same."""
    assert missing(met(random_case(seed) for seed in SEEDS)) == []


def test_numbers_are_drawn_with_every_kind_of_source() -> None:
    notes = {"assumption value", "source value", "assumption date value", "date source value"}
    notes |= {" ".join(sorted([*note.split(), "low", "high"])) for note in notes}
    assert met(random_case(seed) for seed in SEEDS)[SOURCED] == notes


def test_what_is_not_drawn_is_missing() -> None:
    drawn = [copy.deepcopy(random_case(seed)) for seed in SEEDS]
    for case in drawn:
        case.get("bank", {}).get("covenants", {}).pop("minimum_icr", None)
        case["deal"].get("lease", {}).pop("break_option", None)
        case["deal"].get("lease", {}).pop("operator_makes_good_lost_vat", None)
        for space in case["building"]["spaces"].values():
            space["kind"] = "common" if space["kind"] == "lounge" else space["kind"]
        case["support"] = {k: v for k, v in case.get("support", {}).items() if v["kind"] != "free_premises"}
        if isinstance(case.get("index", {}).get("rent_share_per_year"), dict):
            del case["index"]["rent_share_per_year"]
    left = missing(met(drawn))
    for place in (
        "bank.covenants.minimum_icr: two different numbers",
        "deal[sublease].lease.break_option.month: two different numbers",
        "deal[turnover_rent].lease.operator_makes_good_lost_vat: False",
        "deal[turnover_rent].lease.operator_makes_good_lost_vat: True",
        "building.spaces.*.kind: lounge",
        "support.*[free_premises].payer: sponsor",
        "index.rent_share_per_year: by year",
    ):
        assert place in left


def test_what_no_case_may_state_is_refused() -> None:
    case = sublease_case()
    loan = {"kind": "annuity", "sizing": {"share_of_value": 0.5}, "base_rate_share_per_year": 0.05}
    case["financing"] = {"operator": {"loans": {"bank": {**loan, "drawdown_month": 1, "profile_months": 12}}}}
    case["valuation"] = {"net_yield_share": 0.07}
    with pytest.raises(CaseError) as refused:
        case_from_mapping(case)
    assert [problem.path for problem in refused.value.problems] == [
        "financing.operator.loans.bank.sizing.share_of_value"
    ]


def test_the_covering_cases_state_most_first() -> None:
    drawn = {seed: random_case(seed) for seed in range(60)}
    chosen = covering(10, drawn)
    assert len(set(chosen)) == 10
    left = [len(missing(met(drawn[seed] for seed in seeds))) for seeds in (chosen, range(10))]
    assert left[0] < left[1]


# ---- what is drawn is valid, and is what was asked for ---------------------------------------------------


@pytest.mark.parametrize("knobs", KNOBS, ids=str)
def test_every_case_is_valid(knobs: dict[str, Any]) -> None:
    for seed in range(40):
        case_from_mapping(random_case(seed, **knobs))


def test_the_same_seed_gives_the_same_case_and_another_gives_another() -> None:
    assert random_case(7, "sublease") == random_case(7, "sublease")
    assert random_case(7, "sublease") != random_case(8, "sublease")
    assert random_case_read(7) == case_from_mapping(random_case(7))


def has_loans(case: Case) -> bool:
    return bool(case.financing.landlord.loans or case.financing.operator.loans)


def test_knobs_are_kept() -> None:
    for seed in range(24):
        structure, start = STRUCTURES[seed % 4], seed % 12 + 1
        case = random_case_read(seed, structure, start=start, horizon=(20, 30), policy=POLICIES[seed % 4])
        assert case.deal.structure == structure
        assert case.start_calendar_month == start
        assert 20 <= case.horizon_months <= 30
        assert case.vat.policy == POLICIES[seed % 4]
        assert has_loans(random_case_read(seed, loans=True))
        assert not has_loans(random_case_read(seed, loans=False))
        random_case_read(seed, movable=True).changed({"start_month": "2024-01"})


class Simplest:
    """The choices that hypothesis tries to come to, where a case still fails."""

    def whole(self, low: int, high: int) -> int:
        return low

    def among(self, options: Sequence[T]) -> T:
        return options[0]

    def yes(self, in_ten: int = 5) -> bool:
        return False


@pytest.mark.parametrize("structure", STRUCTURES)
def test_cases_shrink_to_a_plain_one(structure: str) -> None:
    plain = whole_case(Simplest(), Knobs(structure))
    case_from_mapping(plain)
    assert set(plain) == {"name", "start_month", "horizon_months", "building", "products", "deal"}
    assert len(plain["building"]["spaces"]) == len(plain["products"]) == 1


@settings(max_examples=20)
@given(case=st.sampled_from(STRUCTURES).flatmap(cases_read))
def test_hypothesis_draws_valid_cases(case: Case) -> None:
    assert case.horizon_months >= 12
