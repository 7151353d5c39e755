"""What the field warns of and advises: each raised where it should be, and not at its limit."""

from typing import Any

import pytest

from feasibility.case import case_from_mapping
from tests.case.cases import landlord_operated_case
from tests.evaluated import evaluated
from tests.evidence.test_warnings import HOST, flat, loan, raised, stated
from tests.model.tiny import tiny

Stated = dict[str, Any]
FIVE_YEARS = {"kind": "yearly_grant", "payer": "municipality", "receiver": "operator", "nok_per_year": 12_000}


@pytest.mark.parametrize(("last", "expected"), [(60, False), (61, True)])
def test_support_that_outlives_five_years(last: int, expected: bool) -> None:
    """Open from month 1: month 61 is the first of the sixth year. 12,000 a year is 1,000 that month."""
    found = raised(stated(("support.yearly", {**FIVE_YEARS, "from_month": 1, "to_month": last})))
    assert ("support_outlives" in found) is expected
    if expected:
        assert "5 år etter åpning: 1 000 kr til og med jan. 2031 (måned 61)" in found["support_outlives"]


def test_without_support_none_outlives_anything() -> None:
    case = stated(("support.yearly", {**FIVE_YEARS, "from_month": 1, "to_month": 120}))
    assert "support_outlives" in raised(case)
    assert "support_outlives" not in raised(case, {"with_support": 0.0})


@pytest.mark.parametrize(
    ("months", "word"), [(59, "kommer inn igjen"), (60, ""), (120, ""), (121, "binde seg")]
)
def test_the_lease_against_the_landlords_patience(months: int, word: str) -> None:
    found = raised(stated(("horizon_months", 130), ("deal.lease.term_months", months)))
    assert ("landlord_patience" in found) is bool(word)
    if word:
        assert f"sikker i {months} måneder" in found["landlord_patience"]
        assert word in found["landlord_patience"]


def test_a_break_option_is_as_long_as_rent_is_sure() -> None:
    case = stated(("deal.lease.term_months", 84), ("deal.lease.break_option", {"month": 48}))
    assert "sikker i 48 måneder" in raised(case)["landlord_patience"]
    assert "landlord_patience" not in raised(landlord_operated_case())


TENANT = {"void_months": 0, "term_months": 120, "index_clause": "none"}


@pytest.mark.parametrize(("rent", "expected"), [(600, False), (601, True)])
def test_income_by_the_m2_against_ordinary_rent(rent: float, expected: bool) -> None:
    """Ten places at 1,000 a month, full from the first day: 120,000 a year on 200 m² is 600."""
    case = stated(
        ("products.flex", flat(share=1, price_nok_per_month=1000)),
        ("comparison", {"ordinary_tenant": {**TENANT, "rent_nok_per_m2_year": rent}}),
        ("index", {f"{of}_share_per_year": 0 for of in ("prices", "costs", "wages", "rent")}),
    )
    found = raised(case)
    assert ("income_per_m2" in found) is expected
    if expected:
        assert "betaler 600 kr per m² og år" in found["income_per_m2"]
        assert "601 kr per m² og år" in found["income_per_m2"]
        assert "2 500 kr" in found["income_per_m2"]


def test_places_that_go_with_a_service_are_not_held_against_ordinary_rent() -> None:
    """600 by the m² against 700; with as much again and more from services, these are the concept."""
    case = stated(
        ("products.flex", flat(share=1, price_nok_per_month=1000)),
        ("comparison", {"ordinary_tenant": {**TENANT, "rent_nok_per_m2_year": 900}}),
    )
    for share, expected in ((0.5, True), (0.51, False)):
        mix = ("services", {"mix": {"services_share": share, "gross_margin_share": 0.3}})
        assert ("income_per_m2" in raised(stated(mix, start=case))) is expected


def test_income_is_not_judged_where_no_ordinary_tenant_is_stated() -> None:
    assert "income_per_m2" not in raised(stated(("products.flex.price_nok_per_month", 1)))


PASS = {"kind": "day_pass", "units": 1, "uses_per_month": 20, "ramp": flat()["ramp"]}


@pytest.mark.parametrize(
    ("price", "own", "says"),
    [
        # 199 × 2.5 × 52 / 12 = 2,155.83
        (2155, None, ""),
        (2156, None, "koster dagspass 2 156 kr (199 kr for det dyreste dagspasset i undersøkelsen)"),
        # 120 × 2.5 × 52 / 12 = 1,300
        (1300, 120, ""),
        (1301, 120, "koster dagspass 1 300 kr (120 kr for sakens eget dagspass)"),
        # a pass given away is no price to compare with
        (2155, 0, ""),
    ],
)
def test_a_flex_place_dearer_than_day_passes(price: float, own: float | None, says: str) -> None:
    case = stated(("products.flex.price_nok_per_month", price))
    if own is not None:
        case = stated(("products.pass", {**PASS, "space": "floor", "price_nok_per_use": own}), start=case)
    found = raised(case)
    assert ("flex_above_day_passes" in found) is bool(says)
    if says:
        assert says in found["flex_above_day_passes"]


@pytest.mark.parametrize(
    ("people", "units", "expected"),
    [(19_999, 11, True), (19_999, 10, False), (19_999, 49, True), (19_999, 50, False), (20_000, 11, False)],
)
def test_desks_in_a_small_town(people: int, units: int, expected: bool) -> None:
    """About ten are safe in a small town; from fifty on it is told as too many anywhere."""
    found = raised(stated(("building.town_population", people), ("products.flex.units", units)))
    assert ("desks_in_small_town" in found) is expected
    assert ("many_desks" in found) is (units == 50)
    if expected:
        assert f"{units} plasser i en by med 19 999 innbyggere. Om lag 10" in found["desks_in_small_town"]


HOSTED = {**HOST, "is_facilitator": True}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"staff": {"host": HOSTED}}, "én person: host, 0,5 årsverk"),
        ({"staff": {"host": {**HOSTED, "fte": 1}}}, "én person: host, 1 årsverk"),
        ({"staff": {"host": {**HOSTED, "fte": 1.1}}}, ""),
        ({"staff": {"host": HOSTED, "cleaner": HOST}}, ""),
        ({"unpaid_work": {"hours_per_month": 20, "nok_per_hour": 400}}, "20 timer per måned som ingen"),
        ({"unpaid_work": {"hours_per_month": 0, "nok_per_hour": 400}}, ""),
        ({}, ""),
    ],
)
def test_key_person(changes: Stated, says: str) -> None:
    found = raised(stated(*changes.items()))
    assert ("key_person" in found) is bool(says)
    if says:
        assert says in found["key_person"]


# ---- the place --------------------------------------------------------------------------------------------


def test_a_town_without_a_centre_is_advised_beside_what_the_case_has() -> None:
    cafe = {"kind": "cafe", "exclusive_m2": 40}
    case = stated(
        ("building.town_centre", "none"),
        ("building.spaces.cafe", cafe),
        ("services", {"mix": {"services_share": 0.3, "gross_margin_share": 0.3}}),
        ("bank.catchment", {"commuters": 4000}),
    )
    told = raised(case)["town_without_centre"]
    has = "kafé på 40 m², 30 % av inntekten fra tjenester, ingen bolig, 4 000 pendlere i området og 1 slags"
    assert has in told
    assert "town_with_centre" not in raised(case)


def test_a_town_with_a_centre_is_advised_otherwise() -> None:
    told = raised(stated(("building.town_centre", "defined")))
    assert "gateplan" in told["town_with_centre"]
    assert "ingen kafé" in told["town_with_centre"]
    assert "ingen signerte kontrakter" in told["town_with_centre"]
    assert "town_without_centre" not in told
    assert not {"town_with_centre", "town_without_centre"} & set(raised(stated()))


def test_the_centre_gives_advice_and_changes_no_number() -> None:
    plain = evaluated(case_from_mapping(tiny()))
    for centre in ("defined", "none"):
        other = evaluated(case_from_mapping(tiny({"building.town_centre": centre})))
        assert list(other.built.model.lines) == list(plain.built.model.lines)
        assert all(
            other.number(m.line) == plain.number(m.line) or plain.number(m.line) is None
            for m in plain.built.measures
        )


ALL = ("centre", "public_transport", "parking", "access", "shared_services", "competition")


@pytest.mark.parametrize(
    ("centre", "answered", "says"),
    [
        (None, (), "(7 av 7)"),
        ("defined", (), "(6 av 7)"),
        ("none", (), "(5 av 7)"),
        ("defined", ALL[:-1], "sier ikke dette: tilbud i området (1 av 7)"),
        ("defined", ALL, ""),
    ],
)
def test_the_banks_checklist_is_asked_for_of_borrowers(
    centre: str | None, answered: tuple[str, ...], says: str
) -> None:
    case = stated(
        ("building.town_centre", centre),
        ("papers", {"location": dict.fromkeys(answered, "Midt i byen")}),
        ("financing.operator.loans", {"bank": loan(amount_nok=100_000)}),
    )
    found = raised(case)
    assert ("location_not_stated" in found) is bool(says)
    if says:
        assert says in found["location_not_stated"]


def test_nobody_borrows_nobody_asks() -> None:
    assert "location_not_stated" not in raised(stated())
