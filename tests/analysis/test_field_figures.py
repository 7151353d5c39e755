"""The case beside the field: each number by hand, how it stands, what pays a host, and who fills."""

from pathlib import Path
from typing import Any

import pytest

import feasibility as fe
from feasibility import resources
from feasibility.analysis.field_figures import Beside, FieldFigures, field_figures
from feasibility.answers.field_figures import in_brief
from feasibility.answers.page import page
from feasibility.answers.written import csv_files, table_of
from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.evidence import BENCHMARKS
from feasibility.language import LANGUAGES
from feasibility.model import Result
from tests.case.cases import landlord_operated_case
from tests.evaluated import evaluated
from tests.evidence.test_field_warnings import TENANT
from tests.evidence.test_warnings import flat, loan, stated
from tests.random_case import random_case_read

Stated = dict[str, Any]
NO_INDEX = ("index", {f"{of}_share_per_year": 0 for of in ("prices", "costs", "wages", "rent")})


def found(*changes: tuple[str, Any], start: Stated | None = None) -> FieldFigures:
    """Of the minimal case (200 m², rent 1,200, one product "flex") with some fields set, nothing indexed."""
    return field_figures(ran(*changes, start=start))


def ran(*changes: tuple[str, Any], start: Stated | None = None) -> Result:
    return evaluated(case_from_mapping(stated(NO_INDEX, *changes, start=start)))


def row(of: FieldFigures, id: str) -> Beside:
    return next(each for each in of.beside if each.id == id)


@pytest.mark.parametrize(
    ("kind", "price", "field", "standing"),
    [
        ("fixed_desk", 1499, (1500, 1799), "below"),
        ("fixed_desk", 1500, (1500, 1799), "within"),
        ("corporate_place", 1799, (1500, 1799), "within"),
        ("flex_membership", 800, (500, 799), "above"),
        ("private_office", 3000, (None, None), "alone"),
    ],
)
def test_a_price_beside_those_of_its_kind(
    kind: str, price: float, field: tuple[float | None, float | None], standing: str
) -> None:
    of = found(("products.flex", flat(kind=kind, price_nok_per_month=price)))
    price_row = row(of, "price.flex")
    assert (price_row.value, price_row.low, price_row.high) == (price, *field)
    assert price_row.standing == standing
    assert (price_row.source is None) is (standing == "alone")


def test_the_sources_stand_once_each_with_lines_of_the_thesis_after_one_name() -> None:
    price = row(found(("products.flex", flat(price_nok_per_month=700))), "price.flex")
    assert price.source is not None
    assert price.source.nb == "Masteroppgave NMBU 2021, l. 18736; l. 9705"
    assert price.date == "2021"


def test_area_and_income_by_hand() -> None:
    """20 fixed desks on 200 m² are 10 m² each; 1,000 a month, all taken, is 240,000 a year, 1,200 by m²."""
    of = found(
        ("products.flex", flat(kind="fixed_desk", units=20, share=1, price_nok_per_month=1000)),
        ("comparison", {"ordinary_tenant": {**TENANT, "rent_nok_per_m2_year": 1300}}),
        ("services", {"mix": {"services_share": 0.25, "gross_margin_share": 0.3}}),
    )
    assert (row(of, "area_per_desk").value, row(of, "area_per_desk").standing) == (10, "above")
    assert (row(of, "desks").value, row(of, "desks").standing) == (20, "within")
    assert row(of, "rent_income_per_m2").value == pytest.approx(1200)
    assert row(of, "rent_income_per_m2").high == 2500
    to_ordinary = row(of, "rent_income_to_ordinary")
    assert (to_ordinary.low, to_ordinary.standing) == (pytest.approx(1300), "below")
    # services are a quarter of all income: 240,000 / 0.75 = 320,000
    assert row(of, "income_to_ordinary").value == pytest.approx(1600)
    assert row(of, "income_to_ordinary").standing == "above"
    assert row(of, "rent_to_ordinary").value == pytest.approx(1200)  # the lease's own rent
    assert row(of, "services_share").value == pytest.approx(0.25)
    assert row(of, "desks_share").value == pytest.approx(0.75)
    assert row(of, "offices_share").value == 0
    # full from the day it opens: a profit at once
    assert row(of, "break_even_years").standing == "below"


def test_the_area_is_what_the_deal_is_of() -> None:
    """20 fixed desks: 200 m² in the building, 100 of them in the lease, or operated by the landlord."""
    desks = ("products.flex", flat(kind="fixed_desk", units=20, price_nok_per_month=1000))
    assert row(found(desks, ("deal.lease.area_m2", 100)), "area_per_desk").value == 5
    own = {**_own(), "products": {}}
    assert row(found(desks, ("deal.area_m2", 120), start=own), "area_per_desk").value == 6


def test_occupancy_is_the_mean_over_desks_and_fixed_desks_stand_alone_too() -> None:
    """(30 × 0.6 + 10 × 0.8) / 40 = 0.65."""
    of = found(
        ("products.flex", flat(units=30, share=0.6, price_nok_per_month=700)),
        ("products.fixed", flat(kind="fixed_desk", units=10, share=0.8, price_nok_per_month=1600)),
    )
    assert row(of, "occupancy").value == pytest.approx(0.65)
    assert row(of, "occupancy").standing == "below"
    assert row(of, "fixed_occupancy").value == pytest.approx(0.8)
    assert row(of, "fixed_occupancy").standing == "above"


def test_what_is_let_before_opening_is_told_with_or_without_a_loan() -> None:
    """8 of 20 places by a share stated is 40 %; and as the bank has it."""
    share = ("products.flex", flat(units=20, price_nok_per_month=700, prelet_share=0.4))
    assert row(found(share), "prelet").value == pytest.approx(0.4)
    assert row(found(share), "prelet").standing == "within"
    borrowed = ran(share, ("financing.landlord.loans", {"bank": loan(amount_nok=100_000)}), start=_own())
    assert row(field_figures(borrowed), "prelet").value == pytest.approx(
        borrowed.number("bank.prelet_capacity")
    )
    assert row(found(), "prelet").standing == "not_stated"


def _own() -> Stated:
    own = landlord_operated_case()
    return {**own, "products": {}, "building": stated()["building"]}


def test_signed_contracts_are_what_is_let_and_have_the_notice() -> None:
    """5 of 10 places are signed from the start."""
    contract = {"units": 5, "price_nok_per_month": 700, "from_month": 1, "notice_months": 3}
    of = found(
        (
            "products.flex",
            flat(price_nok_per_month=700, contracts=[contract, {**contract, "units": 1, "from_month": 40}]),
        )
    )
    assert row(of, "prelet").value == pytest.approx(0.5)
    assert (row(of, "notice").value, row(of, "notice").standing) == (3, "above")


def test_a_deal_without_a_lease_says_so() -> None:
    of = field_figures(evaluated(case_from_mapping(landlord_operated_case())))
    for id in ("lease_years", "rent_to_ordinary"):
        assert row(of, id).value is None
        assert row(of, id).reason is not None
        assert "gårdeieren driver selv" in row(of, id).reason.nb  # type: ignore[union-attr]


# ---- what pays a host, and who fills the places -----------------------------------------------------------

HOST = {"fte": 0.5, "salary_nok_per_year": 500_000, "is_facilitator": True}


def test_the_places_that_pay_a_host_by_hand() -> None:
    """Ten places at 2,000 and a fee of 1,200 a year, half of them taken: 2,100 a month each.

    Half a post at 500,000: 250,000 × (1 − 25/260) × 1.12 × 1.02 × 1.141 (zone I); a cleaner is no host.
    """
    flex = flat(share=0.5, price_nok_per_month=2000, membership_fee_nok_per_year=1200)
    staff = {"host": HOST, "cleaner": {"fte": 1, "salary_nok_per_year": 400_000}}
    host = found(("products.flex", flex), ("staff", staff)).host
    assert host is not None
    assert host.cost == pytest.approx(250_000 * (1 - 25 / 260) * 1.12 * 1.02 * 1.141)
    assert host.price == pytest.approx(2100)
    assert host.places == pytest.approx(host.cost / (2100 * 12))
    assert (host.fte, host.capacity) == (0.5, 10)


def test_a_host_paid_by_the_municipality_costs_the_same() -> None:
    flex = ("products.flex", flat(price_nok_per_month=2000))
    kind = {"kind": "salary_in_kind", "payer": "municipality", "staff": "host", "share": 1}
    support = ("support", {"pay": {**kind, "from_month": 1, "to_month": 120}})
    own, given = found(flex, ("staff", {"host": HOST})), found(flex, ("staff", {"host": HOST}), support)
    assert own.host is not None
    assert given.host is not None
    assert given.host.cost == pytest.approx(own.host.cost)


def test_places_bought_by_others_are_paid_places_too() -> None:
    """Five in the market at 2,000 and four bought at 1,000: 14,000 a month for nine."""
    bought = {"kind": "desks_bought", "payer": "sponsor", "product": "flex", "desks": 4}
    bought |= {"price_nok_per_month": 1000, "from_month": 1, "to_month": 120}
    flex = flat(share=0.5, price_nok_per_month=2000)
    host = found(("products.flex", flex), ("staff", {"host": HOST}), ("support", {"a": bought})).host
    assert host is not None
    assert host.price == pytest.approx(14_000 / 9)


def test_without_a_host_it_is_said() -> None:
    of = found(("staff", {"cleaner": {**HOST, "is_facilitator": False}}))
    assert of.host is None
    assert of.no_host is not None
    free = found(("products.flex", flat(price_nok_per_month=0)), ("staff", {"host": HOST}))
    assert free.host is None


def test_the_share_of_the_catchment_with_or_without_a_loan() -> None:
    """10 flex desks shared by two are 20 places: of 400 commuters 5 %, of 100 firms 20 %, of all 500 4 %."""
    flex = ("products.flex", flat(members_per_unit=2, price_nok_per_month=700))
    catchment = ("bank.catchment", {"commuters": 400, "firms": 100, "competitor_desks": 30})
    for more in ((), (("financing.operator.loans", {"bank": loan(amount_nok=100_000)}),)):
        of = found(flex, catchment, *more)
        assert of.capacity == 20
        shares = {each.id: (each.share, each.with_rivals) for each in of.catchment}
        assert shares == {
            "commuters": (pytest.approx(0.05), pytest.approx(50 / 400)),
            "firms": (pytest.approx(0.2), pytest.approx(0.5)),
            "all": (pytest.approx(0.04), pytest.approx(0.1)),
        }
    assert found(flex).catchment == ()
    (one,) = found(flex, ("bank.catchment", {"commuters": 400, "firms": 0})).catchment[:1]
    assert (one.id, one.with_rivals) == ("commuters", None)


# ---- the answer -------------------------------------------------------------------------------------------


def test_every_figure_of_the_field_is_listed() -> None:
    answer = fe.benchmarks(ran())
    listed = table_of(answer, "benchmarks")
    assert [r.cells[0] for r in listed.rows] == [each.label for each in BENCHMARKS]
    assert "benchmarks" not in {table.id for table in in_brief(answer).tables}
    assert {"beside"} <= {table.id for table in in_brief(answer).tables}


@pytest.mark.parametrize("name", ["larvik", "moss", "tonsberg", "vat_turn"])
def test_every_example_can_be_set_beside_and_its_numbers_move_nothing(name: str) -> None:
    result = evaluated(fe.load(resources.example_path(name)))
    before = list(result.built.model.lines)
    answer = fe.benchmarks(result)
    assert list(result.built.model.lines) == before
    counted = [each["standing"] for each in answer.data["beside"]]
    judged = sum(counted.count(word) for word in ("below", "within", "above"))
    assert answer.sentences[0].text.en.startswith(f"Of {judged} numbers")


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_any_case_can_be_set_beside(seed: int) -> None:
    result = run(random_case_read(seed))
    answer = fe.benchmarks(result)
    for language in LANGUAGES:
        told = "\n".join(line.text for line in page(answer, language))
        assert not {"nan", "inf"} & set(told.lower().split())
        assert csv_files(answer, language)


def test_the_page_tells_what_the_command_does() -> None:
    text = " ".join((Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text("utf-8").split())
    text = text.replace("**", "")
    answer = fe.benchmarks(evaluated(fe.load(resources.example_path("larvik"))))
    told = [each.text.en.replace("\u00a0", " ") for each in answer.sentences]
    counts = told[0].split(". ")[0].split(" numbers that can be set beside the field's, ")
    within, above, below = (counts[1].split()[place] for place in (0, 3, 6))
    assert f"of {counts[0].removeprefix('Of ')} numbers that can be set beside the field's" in text
    assert f"{within} are within, {above} above and {below} below" in text
    host = answer.data["host"]
    assert f"{host['places']:.1f} paid places" in text
    assert f"NOK {host['cost']:,.0f} a year" in text
    assert f"NOK {host['price']:,.0f} a month" in text
    assert told[2].rstrip(".").replace("All 60 places", "places") in text.replace("All 60 places", "places")
