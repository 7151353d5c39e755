"""What is chosen, to the address and back; what in an address cannot be used is told and left out."""

import pytest

from feasibility.case import Case
from feasibility.screens import chosen
from feasibility.screens.chosen import Chosen

RENT = "deal.lease.rent_nok_per_m2_year"


def test_an_address_is_read_back() -> None:
    now = Chosen("larvik", "en", False, {RENT: 1312.5, "reductions.off_share": 0.25})
    assert chosen.to_address(now) == {
        "example": "larvik",
        "language": "en",
        "support": "0",
        RENT: "1312.5",
        "reductions.off_share": "0.25",
    }


def test_what_is_as_usual_is_not_in_the_address() -> None:
    assert chosen.to_address(Chosen("larvik")) == {"example": "larvik"}


@pytest.mark.parametrize("value", [1 / 3, 0.1, 1e-7, 123456789.125, 14.1 / 100])
def test_numbers_survive_the_address(sublease: Case, value: float) -> None:
    key = "products.flex.ramp.stabilised_share" if value < 1 else "works.rehab.amount_nok"
    now = Chosen("x", numbers={key: value})
    opened = chosen.from_address(chosen.to_address(now), "x", sublease)
    assert opened.chosen.numbers[key] == pytest.approx(value, rel=1e-14)


def test_an_empty_address_is_the_example_in_norwegian_with_support(sublease: Case) -> None:
    opened = chosen.from_address({}, "x", sublease)
    assert opened.chosen == Chosen("x", "nb", True, {})
    assert not opened.chosen.is_changed
    assert opened.changed == sublease
    assert opened.ignored == ()


def test_an_unknown_language_or_example_falls_back() -> None:
    assert chosen.language_in({"language": "de"}) == "nb"
    assert chosen.example_in({"example": "../../etc/passwd"}, ("a", "b")) == "a"
    assert chosen.example_in({"example": "b"}, ("a", "b")) == "b"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("deal.lease.rnt", "1000"),
        ("name", "X"),
        (RENT, "mye"),
        (RENT, "nan"),
        (RENT, "1e999"),
        (RENT, "-1"),
        ("reductions.rent_free_months", "2.5"),
        ("reductions.rent_free_months", "-3"),
        ("reductions.off_share", "25"),
    ],
)
def test_what_cannot_be_used_is_told_and_left_out(sublease: Case, key: str, text: str) -> None:
    opened = chosen.from_address({key: text, "works.rehab.amount_nok": "3000000"}, "x", sublease)
    assert opened.chosen.numbers == {"works.rehab.amount_nok": 3_000_000}
    assert [label.nb for label in opened.ignored] == [f"«{key}={text}» er ikke et tall i denne saken."]
    assert opened.changed.works["rehab"].amount_nok == 3_000_000


def test_of_changes_that_do_not_go_together_the_later_is_left_out(sublease: Case) -> None:
    # The lease lasts 84 months and begins with 30 months of reductions: 60 more do not fit.
    address = {RENT: "1000", "reductions.rent_free_months": "66"}
    opened = chosen.from_address(address, "x", sublease)
    assert opened.chosen.numbers == {RENT: 1000}
    assert len(opened.ignored) >= 1
    assert "deal.lease.reductions" in opened.ignored[0].nb


def test_the_example_s_own_number_is_no_change(sublease: Case) -> None:
    assert chosen.from_address({RENT: "1250"}, "x", sublease).chosen.numbers == {}


def test_changes_reach_the_case(sublease: Case) -> None:
    case = chosen.changed(
        sublease,
        {
            RENT: 1300,
            "products.flex.ramp.months": 12,
            "reductions.rent_free_months": 9,
            "financing.landlord.loans.bank.base_rate_share_per_year.2028": 0.05,
        },
    )
    assert case.deal.structure == "sublease"
    assert case.deal.lease.rent_nok_per_m2_year == 1300
    assert case.deal.lease.reductions[0].to_month == 9
    assert case.products["flex"].ramp.months == 12
    assert case.financing.landlord.loans["bank"].base_rate_share_per_year == {2026: 0.04, 2028: 0.05}


def test_no_change_is_the_very_case(sublease: Case) -> None:
    assert chosen.changed(sublease, {}) is sublease
