"""Each warning on a hand-made case: raised where it should be, and not at its limit."""

import subprocess
import sys
from typing import Any

import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.evidence import warnings
from feasibility.model.build import build
from tests.case.cases import (
    STRUCTURES,
    changed,
    landlord_operated_case,
    management_case,
    minimal_case,
    sublease_case,
    without,
)
from tests.evaluated import evaluated

Stated = dict[str, Any]


def raised(stated: Stated, changes: dict[str, float] | None = None) -> dict[str, str]:
    """Norwegian texts of the warnings of a case, by id."""
    case = case_from_mapping(stated)
    structure = evaluated(case).built
    found = warnings(case, structure, structure.program.run(changes))
    return {warning.id: warning.text.nb.replace("\u00a0", " ") for warning in found}


def stated(*paths: tuple[str, Any], start: Stated | None = None) -> Stated:
    """The minimal case (20 flex desks on 200 m², rent 1,200) with some fields set."""
    case = start or minimal_case()
    for path, value in paths:
        case = changed(case, path, value)
    return case


def flat(**fields: Any) -> Stated:
    """A product that is as full on the first day as on the last."""
    share = fields.pop("share", 0.5)
    ramp = {"start_share": share, "stabilised_share": share, "months": 0}
    return {"kind": "flex_membership", "space": "floor", "units": 10, "ramp": ramp, **fields}


# ---- the concept ------------------------------------------------------------------------------------------

OCCUPANCY = "products.flex.ramp.stabilised_share"


@pytest.mark.parametrize(("share", "expected"), [(0.8, False), (0.81, True)])
def test_high_occupancy(share: float, expected: bool) -> None:
    found = raised(stated((OCCUPANCY, share)))
    assert ("stabilised_occupancy" in found) is expected
    if expected:
        assert "81,0 % av plassene" in found["stabilised_occupancy"]


def test_occupancy_is_the_mean_over_desks() -> None:
    """10 offices at 0.9 and 10 flex desks at 0.7, each shared by two: (9 + 7) / 20 = 0.8."""
    case = stated(
        ("products.office", flat(kind="private_office", price_nok_per_month=3000, share=0.9)),
        ("products.flex", flat(members_per_unit=2, price_nok_per_month=800, share=0.7)),
    )
    assert "stabilised_occupancy" not in raised(case)
    assert "stabilised_occupancy" in raised(changed(case, "products.office.units", 11))


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.7, False),
        (0.71, True),
        ({"value": 0.71, "assumption": "håp"}, True),
        ({"value": 0.71, "source": "intensjonsavtaler"}, False),
    ],
)
def test_occupancy_above_70_per_cent_needs_a_source(share: Any, expected: bool) -> None:
    assert ("occupancy_without_evidence" in raised(stated((OCCUPANCY, share)))) is expected


@pytest.mark.parametrize(
    ("units", "expected"), [(9, "few_desks"), (10, None), (49, None), (50, "many_desks")]
)
def test_size(units: int, expected: str | None) -> None:
    """A flex desk is one desk, though two members share it."""
    found = raised(stated(("products.flex.units", units), ("products.flex.members_per_unit", 2)))
    assert {"few_desks", "many_desks"} & set(found) == ({expected} if expected else set())
    if expected:
        assert f"{units} plasser" in found[expected]


def test_desks_that_never_stand_at_once_are_not_added_up() -> None:
    # 30 desks close after month 12 and 30 open in month 13: never more than 30; opened in month 12, 60
    first = flat(kind="fixed_desk", units=30, price_nok_per_month=1000, closing_month=12)
    then = flat(kind="fixed_desk", units=30, price_nok_per_month=1000)
    for month, expected in ((13, False), (12, True)):
        found = raised(stated(("products", {"first": first, "then": {**then, "opening_month": month}})))
        assert ("many_desks" in found) is expected
        assert not expected or "60 plasser" in found["many_desks"]


def test_a_concept_of_services_is_not_held_to_desks() -> None:
    # nine desks for 1,000 a month against a service of 100,000 a month: places go with the service
    served = {"cafe": {"price_nok_per_use": 100, "uses_per_month": 1000, "vat": "standard"}}
    assert {"few_desks", "open_desks"} <= set(raised(stated(("products.flex.units", 9))))
    found = raised(stated(("products.flex.units", 9), ("services", {"itemised": served})))
    assert not {"few_desks", "open_desks", "services_share"} & set(found)


def test_desks_of_an_office_are_its_members() -> None:
    office = flat(kind="private_office", units=3, members_per_unit=3, price_nok_per_month=3000)
    assert "few_desks" in raised(stated(("products", {"office": office})))
    assert "few_desks" not in raised(stated(("products", {"office": {**office, "members_per_unit": 4}})))


@pytest.mark.parametrize(("people", "expected"), [(19_999, True), (20_000, False), (None, False)])
def test_small_town(people: int | None, expected: bool) -> None:
    found = raised(stated(("building.town_population", people)))
    assert ("small_town" in found) is expected
    if expected:
        assert "19 999 innbyggere" in found["small_town"]


def test_a_town_whose_size_is_not_stated_is_told() -> None:
    """As the quick start leaves it; not where the size is stated, nor where custom is counted otherwise."""
    unstated = stated(("building.town_population", None))
    assert "Under 20 000 innbyggere er det tynt" in raised(unstated)["town_not_stated"]
    assert "town_not_stated" not in raised(stated(("building.town_population", 50_000)))
    counted = stated(("building.town_population", None), ("bank.catchment", {"commuters": 4_000}))
    assert "town_not_stated" not in raised(counted)


HOST = {"fte": 0.5, "salary_nok_per_year": 500000}


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("description", "", True),
        ("staff", {"cleaner": HOST}, True),
        ("staff", {"host": {**HOST, "is_facilitator": True}}, False),
        ("unpaid_work", {"hours_per_month": 20, "nok_per_hour": 400}, False),
        ("unpaid_work", {"hours_per_month": 0, "nok_per_hour": 400}, True),
    ],
)
def test_no_facilitator(path: str, value: Any, expected: bool) -> None:
    assert ("no_facilitator" in raised(stated((path, value)))) is expected


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (0.30, None),
        (0.45, None),
        (0.46, "mer"),
        (0.5, "mer"),
        (0.51, None),
        (0.15, None),
        (0.14, "mindre"),
        (0, "mindre"),
    ],
)
def test_services_far_from_30_per_cent(share: float, word: str | None) -> None:
    found = raised(stated(("services", {"mix": {"services_share": share, "gross_margin_share": 0.3}})))
    assert ("services_share" in found) is (word is not None)
    if word:
        assert f"langt {word} enn 30 %" in found["services_share"]


def test_services_are_not_judged_without_a_stabilised_year() -> None:
    assert "services_share" not in raised(stated(("products.flex.ramp.months", 200)))


@pytest.mark.parametrize(("price", "expected"), [(1000, False), (1001, True)])
def test_open_desks_against_offices(price: float, expected: bool) -> None:
    """As many offices as desks, as full: the higher price brings more."""
    office = flat(kind="private_office", price_nok_per_month=1000)
    desk = flat(kind="fixed_desk", price_nok_per_month=price)
    assert ("open_desks" in raised(stated(("products", {"office": office, "desk": desk})))) is expected


# ---- the money --------------------------------------------------------------------------------------------


def loan(**fields: Any) -> Stated:
    return {
        "kind": "bullet",
        "base_rate_share_per_year": 0.05,
        "drawdown_month": 1,
        "profile_months": 60,
        **fields,
    }


@pytest.mark.parametrize("party", ["landlord", "operator"])
@pytest.mark.parametrize(("equity", "expected"), [(250_000, False), (249_000, True)])
def test_equity_share(party: str, equity: float, expected: bool) -> None:
    """250,000 of 1,000,000 is 25 %."""
    case = stated(
        (f"financing.{party}.equity", [{"month": 1, "amount_nok": equity}]),
        (f"financing.{party}.loans", {"bank": loan(amount_nok=750_000)}),
    )
    found = raised(case)
    assert (f"{party}_equity_share" in found) is expected
    if expected:
        # 249 / 999
        assert "egenkapital 24,9 % av kildene" in found[f"{party}_equity_share"]


def test_what_is_refinanced_is_borrowed_once() -> None:
    """250,000 of 1,000,000, though 1,500,000 is paid out by lenders in all."""
    first = loan(amount_nok=750_000, kind="bullet", profile_months=12, refinanced_by="next")
    later = {key: value for key, value in loan().items() if key not in ("amount_nok", "drawdown_month")}
    case = stated(
        ("financing.operator.equity", [{"month": 1, "amount_nok": 250_000}]),
        ("financing.operator.loans", {"first": first, "next": later}),
    )
    assert "operator_equity_share" not in raised(case)


def test_a_construction_loan_has_no_profile_to_hold_against_the_lease() -> None:
    build = {"kind": "construction", "amount_nok": 100_000, "base_rate_share_per_year": 0.05}
    case = stated(
        ("works", {"rehab": {"amount_nok": 100_000, "start_month": 1, "months": 6}}),
        ("financing.landlord.loans", {"build": build}),
    )
    assert "lease_shorter_than_loan" not in raised(case)


def test_a_grant_is_a_source_but_no_equity() -> None:
    """250,000 of 1,010,000 is 24.8 %."""
    case = stated(
        ("financing.operator.equity", [{"month": 1, "amount_nok": 250_000}]),
        ("financing.operator.loans", {"bank": loan(amount_nok=750_000)}),
        (
            "support.start",
            {"kind": "grant", "payer": "sponsor", "receiver": "operator", "amount_nok": 10_000, "month": 1},
        ),
    )
    assert "operator_equity_share" in raised(case)


def test_equity_share_is_asked_of_borrowers_only() -> None:
    assert not {id for id in raised(minimal_case()) if id.endswith("equity_share")}


@pytest.mark.parametrize(
    ("debt", "said"), [(500_000, None), (500_001, "2025"), (650_000, "2025"), (650_001, "2023")]
)
def test_loan_to_value(debt: float, said: str | None) -> None:
    """A rent of 0 leaves the stated value as empty, 1,000,000, which is not indexed here."""
    case = stated(
        ("deal.lease.rent_nok_per_m2_year", 0),
        ("valuation", {"net_yield_share": 0.07, "vacant_value_nok": 1_000_000}),
        ("index.rent_share_per_year", 0),
        ("financing.landlord.loans", {"bank": loan(amount_nok=debt, profile_months=120)}),
    )
    found = raised(case)
    assert ("loan_to_value" in found) is (said is not None)
    if said:
        assert f"kontor i Oslo, {said}" in found["loan_to_value"]
        assert "mot 1 000 000 kr" in found["loan_to_value"]


def test_loan_without_value_and_value_without_loan() -> None:
    bank = ("financing.landlord.loans", {"bank": loan(amount_nok=500_000)})
    assert "loan_to_value" not in raised(stated(bank))
    nothing = stated(bank, ("deal.lease.rent_nok_per_m2_year", 0), ("valuation", {"net_yield_share": 0.07}))
    assert "mer enn hele av verdien" in raised(nothing)["loan_to_value"]


@pytest.mark.parametrize(("profile", "expected"), [(60, False), (61, True)])
def test_lease_shorter_than_loan(profile: int, expected: bool) -> None:
    """The lease runs for 60 months from month 1, when the loan is drawn; the renewal is not sure."""
    case = stated(
        ("deal.lease.renewal", {"term_months": 60}),
        ("financing.landlord.loans", {"bank": loan(amount_nok=100_000, profile_months=profile)}),
    )
    found = raised(case)
    assert ("lease_shorter_than_loan" in found) is expected
    if expected:
        assert (
            "gårdeierens lån «bank» over 61 måneder, sikker leie i 60 måneder"
            in found["lease_shorter_than_loan"]
        )


def test_a_break_option_shortens_the_sure_lease() -> None:
    case = stated(
        ("deal.lease.break_option", {"month": 48}),
        ("financing.operator.loans", {"bank": loan(amount_nok=100_000, profile_months=49)}),
    )
    assert "sikker leie i 48 måneder" in raised(case)["lease_shorter_than_loan"]
    assert "lease_shorter_than_loan" not in raised(
        changed(case, "financing.operator.loans.bank.profile_months", 48)
    )


@pytest.mark.parametrize("start", [landlord_operated_case, management_case])
def test_no_lease_stands_against_the_landlords_loan(start: Any) -> None:
    assert "no_lease_for_loan" not in raised(start())
    bank = ("financing.landlord.loans", {"bank": loan(amount_nok=100_000)})
    assert "no_lease_for_loan" in raised(stated(bank, start=start()))


WORKS = {"amount_nok": 100_000, "start_month": 1, "months": 1}


def _silent() -> Stated:
    """Nothing moves but what a test adds: no rent, no prices, no costs."""
    return stated(
        ("building.owner_costs_nok_per_m2_year", 0),
        ("building.common_costs_nok_per_m2_year", 0),
        ("products.flex.price_nok_per_month", 0),
        ("deal.lease.rent_nok_per_m2_year", 0),
    )


@pytest.mark.parametrize(("equity", "expected"), [(125_000, False), (124_999, True)])
def test_unfunded(equity: float, expected: bool) -> None:
    """Works of 100,000 are paid with VAT in month 1: 125,000; the VAT comes back in April."""
    case = stated(
        ("works", {"rehab": WORKS}),
        ("financing.landlord.equity", [{"month": 1, "amount_nok": equity}]),
        start=_silent(),
    )
    found = raised(case)
    assert ("landlord_unfunded" in found) is expected
    assert "operator_unfunded" not in found
    if expected:
        assert "fra jan. 2026 (måned 1), og inntil 1 kr i jan. 2026 (måned 1)" in found["landlord_unfunded"]


@pytest.mark.parametrize(("term", "expected"), [(5, False), (6, True)])
def test_equity_lost(term: int, expected: bool) -> None:
    """200 m² at 600 a year is 10,000 a month: of 100,000 half is left in month 5, less in month 6."""
    case = stated(
        ("deal.lease.rent_nok_per_m2_year", 600),
        ("deal.lease.term_months", term),
        ("financing.operator.equity", [{"month": 1, "amount_nok": 100_000}]),
        start=_silent(),
    )
    found = raised(case)
    assert ("operator_equity_lost" in found) is expected
    if expected:
        assert "40 000 kr ved utgangen av juni 2026 (måned 6)" in found["operator_equity_lost"]


@pytest.mark.parametrize(
    ("security", "expected"),
    [
        ({"kind": "none"}, True),
        ({"kind": "deposit", "months_of_rent": 0}, True),
        ({"kind": "deposit", "months_of_rent": 1}, False),
        ({"kind": "guarantee", "months_of_rent": 3}, False),
    ],
)
def test_one_tenant_without_security(security: Stated, expected: bool) -> None:
    assert ("one_tenant" in raised(stated(("deal.lease.security", security)))) is expected


def test_without_a_lease_there_is_no_one_tenant() -> None:
    assert "one_tenant" not in raised(landlord_operated_case())


def bought(desks: float, payer: str = "municipality") -> Stated:
    period = {"from_month": 1, "to_month": 120}
    return {"kind": "desks_bought", "payer": payer, "product": "flex", "desks": desks, **period}


@pytest.mark.parametrize(("desks", "expected"), [(10, False), (11, True)])
def test_one_customer(desks: float, expected: bool) -> None:
    """20 places, 10 of them in the market: 10 bought are half of the income, 11 of 20 more than half."""
    flex = flat(units=20, price_nok_per_month=1000)
    found = raised(stated(("products.flex", flex), ("support.anchor", bought(desks))))
    assert ("one_customer" in found) is expected
    if expected:
        assert "kommunen (55,0 %)" in found["one_customer"]


def test_two_supporters_are_two_customers() -> None:
    """8 places by each of two, 4 left in the market: 40 % each, 80 % from one."""
    flex = flat(units=20, price_nok_per_month=1000)
    two = stated(("products.flex", flex), ("support.a", bought(8)), ("support.b", bought(8, "sponsor")))
    assert "one_customer" not in raised(two)
    assert "80,0 %" in raised(changed(two, "support.b.payer", "municipality"))["one_customer"]


@pytest.mark.parametrize(("units", "expected"), [(1, True), (2, False)])
def test_an_ordinary_tenant_in_the_house_is_one_customer(units: int, expected: bool) -> None:
    tenant = flat(
        kind="ordinary_tenancy", label="Advokaten", units=units, price_nok_per_month=20_000, share=1.0
    )
    found = raised(stated(("products.tenant", tenant)))
    assert ("one_customer" in found) is expected
    if expected:
        assert "Advokaten" in found["one_customer"]


# ---- support and the State --------------------------------------------------------------------------------


def grant(amount: float, payer: str = "municipality", month: int = 1, receiver: str = "operator") -> Stated:
    return {"kind": "grant", "payer": payer, "receiver": receiver, "amount_nok": amount, "month": month}


# 300,000 euro at 11.5 is 3,450,000; four fifths of it 2,760,000
@pytest.mark.parametrize(
    ("amount", "said"),
    [(2_759_999, None), (2_760_000, "nær grensen"), (3_450_000, "nær grensen"), (3_450_001, "over grensen")],
)
@pytest.mark.parametrize("receiver", ["operator", "landlord"])
def test_de_minimis(amount: float, said: str | None, receiver: str) -> None:
    found = raised(stated(("support.g", grant(amount, receiver=receiver))))
    assert (f"{receiver}_de_minimis" in found) is (said is not None)
    if said:
        assert said in found[f"{receiver}_de_minimis"]


def test_only_public_support_counts() -> None:
    assert "operator_de_minimis" not in raised(stated(("support.g", grant(9_000_000, "sponsor"))))
    assert "operator_de_minimis" in raised(stated(("support.g", grant(9_000_000, "grant_giver"))))


@pytest.mark.parametrize(("month", "expected"), [(36, True), (37, False)])
def test_support_is_added_up_over_three_years(month: int, expected: bool) -> None:
    case = stated(("support.a", grant(2_000_000)), ("support.b", grant(2_000_000, month=month)))
    assert ("operator_de_minimis" in raised(case)) is expected


def test_salary_and_costs_in_kind_count() -> None:
    """706,886 a year each (docs/model.md §12): two for three years are 4.2 million, one is 2.1."""
    host = {"fte": 1, "salary_nok_per_year": 600_000, "payer": "municipality"}
    assert "operator_de_minimis" not in raised(stated(("staff.host", host)))
    assert "operator_de_minimis" in raised(stated(("staff.host", {**host, "fte": 2})))
    cost = {"payer": "municipality", "nok_per_month": 76_666}
    assert "operator_de_minimis" not in raised(stated(("costs.c", cost), ("index.costs_share_per_year", 0)))
    cost["nok_per_month"] = 76_667
    assert "operator_de_minimis" in raised(stated(("costs.c", cost), ("index.costs_share_per_year", 0)))


def test_grant_dependent() -> None:
    """Alone, the operator's present value is a little below zero; at a lower rent it is above."""
    supported = stated(("support.g", grant(500_000)))
    found = raised(supported)
    assert "nåverdien er −" in found["grant_dependent"]
    assert raised(supported, {"with_support": 0.0})["grant_dependent"] == found["grant_dependent"]
    assert "grant_dependent" not in raised(changed(supported, "deal.lease.rent_nok_per_m2_year", 900))
    assert "grant_dependent" not in raised(minimal_case()), "no support, nothing to depend on"


def test_grant_dependent_tells_the_result_of_the_reference_year() -> None:
    """The municipality pays a manager: 706,886 a year, more than 20 desks bring."""
    host = {"fte": 1, "salary_nok_per_year": 600_000, "payer": "municipality"}
    assert "EBITDA i første stabiliserte år er −" in raised(stated(("staff.host", host)))["grant_dependent"]


def test_grant_dependence_of_a_landlord_is_against_vacant() -> None:
    case = stated(("support.g", grant(1, receiver="landlord")), start=landlord_operated_case())
    assert "grant_dependent" not in raised(case)
    poor = changed(case, "products.flex.price_nok_per_month", 0)
    assert raised(changed(poor, "costs.c", {"nok_per_month": 5000}))["grant_dependent"].count("mot tomt") == 1


COURSE = {"price_nok_per_use": 1, "uses_per_month": 1}
MIX = {"services_share": 0.3, "gross_margin_share": 0.3}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("products.flex.not_eligible_share", 0, None),
        ("products.flex.not_eligible_share", 0.01, "1 % av medlemmene på flex"),
        ("products.flex.vat_regime", "unregistered_letting", "omsetningen av flex er unntatt"),
        ("products.flex.vat_regime", "exempt_right", "omsetningen av flex er unntatt"),
        ("products.flex.vat_regime", "taxable_service", None),
        ("services", {"itemised": {"kurs": {**COURSE, "vat": "exempt"}}}, "omsetningen av kurs er unntatt"),
        ("services", {"itemised": {"kurs": COURSE}}, None),
        ("services", {"mix": {**MIX, "vat": "exempt"}}, "tjenestene er unntatt"),
        ("services", {"mix": MIX}, None),
    ],
)
def test_mixed_vat(path: str, value: Any, said: str | None) -> None:
    found = raised(stated((path, value)))
    assert ("mixed_vat" in found) is (said is not None)
    if said:
        assert said in found["mixed_vat"]
        assert "«feasibility vat»" in found["mixed_vat"]


@pytest.mark.parametrize(("start", "expected"), [(1, False), (7, False), (8, True)])
def test_late_letting_in_a_sublease(start: int, expected: bool) -> None:
    """The landlord's works are complete in month 1; the lease starts 0, 6 or 7 months later."""
    found = raised(stated(("works", {"rehab": WORKS}), ("deal.lease.start_month", start)))
    assert ("late_letting" in found) is expected
    if expected:
        assert "rehab: ferdig i måned 1, utleid fra måned 8" in found["late_letting"]


@pytest.mark.parametrize(("opening", "expected"), [(7, False), (8, True)])
def test_late_letting_where_the_first_member_lets(opening: int, expected: bool) -> None:
    paths = ("works", {"rehab": WORKS}), ("products.flex.opening_month", opening)
    assert ("late_letting" in raised(stated(*paths, start=landlord_operated_case()))) is expected
    tenant_works = ("works", {"rehab": {**WORKS, "landlord_share": 0}}), paths[1]
    assert ("late_letting" in raised(stated(*tenant_works))) is expected


def test_exempt_area_is_never_let_with_vat() -> None:
    case = stated(("works", {"rehab": WORKS}), ("products.flex.vat_regime", "unregistered_letting"))
    assert "aldri utleid" in raised(case)["late_letting"]
    assert "late_letting" not in raised(changed(case, "works.rehab.amount_nok", 0))


@pytest.mark.parametrize(
    ("horizon", "said"), [(12, None), (13, "(1 måned av saken)"), (24, "(12 måneder av saken)")]
)
def test_rules_carried_forward(horizon: int, said: str | None) -> None:
    """VAT rates are voted to the end of 2026; the case starts in January 2026."""
    found = raised(stated(("horizon_months", horizon)))
    assert ("rules_carried_forward" in found) is (said is not None)
    if said:
        text = found["rules_carried_forward"]
        assert text.startswith("Satser er kjent til 31.12.2026")
        assert said in text
        assert "merverdiavgift, alminnelig sats" in text
        assert "arbeidsgiveravgift" not in text, "no staff, no contribution"


# ---- all of them ------------------------------------------------------------------------------------------


def test_a_changed_input_is_judged_as_changed() -> None:
    assert "stabilised_occupancy" not in raised(minimal_case())
    assert "stabilised_occupancy" in raised(minimal_case(), {OCCUPANCY: 0.9})


@pytest.mark.parametrize("name", STRUCTURES)
def test_warnings_of_every_structure_have_text_and_source_in_both_languages(name: str) -> None:
    case = case_from_mapping(STRUCTURES[name]())
    structure = build(case)
    found = warnings(case, structure, structure.program.run())
    assert found
    assert len({warning.id for warning in found}) == len(found)
    for warning in found:
        assert warning.text.nb != warning.text.en
        assert warning.source.nb
        assert "nan" not in warning.text.en.lower().split()


def test_short_horizon_and_empty_concept_raise_no_error() -> None:
    short = stated(
        ("horizon_months", 12), ("start_month", "2023-01"), ("valuation", {"net_yield_share": 0.07})
    )
    assert raised(short)
    assert raised(without(changed(short, "products.flex.units", 0.1), "valuation"))


def test_the_most_urgent_comes_first_and_the_note_on_rates_last() -> None:
    case = stated(
        ("support.g", grant(1_000_000)),
        ("deal.lease.rent_nok_per_m2_year", 3000),
        ("financing.operator.loans", {"bank": loan(amount_nok=100_000, profile_months=120)}),
    )
    found = list(raised(case))
    assert found[:3] == ["operator_unfunded", "grant_dependent", "operator_equity_share"]
    assert found[-1] == "rules_carried_forward"


@pytest.mark.parametrize("first", ["feasibility.evidence", "feasibility.model"])
def test_either_package_may_be_imported_first(first: str) -> None:
    code = f"import {first}, feasibility.model, feasibility.evidence"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_lease_of_more_than_the_building_is_told() -> None:
    # sublease_case: spaces of 300 + 150 + 30 = 480 m².
    stated = changed(sublease_case(), "deal.lease.area_m2", 52_000)
    result = run(case_from_mapping(stated))
    told = [w.text.nb for w in result.warnings if w.id == "leased_area"]
    assert len(told) == 1
    assert "480" in told[0]
    same = run(case_from_mapping(changed(sublease_case(), "deal.lease.area_m2", 480)))
    assert "leased_area" not in {w.id for w in same.warnings}


# ---- a deal without an operator ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "money",
    [
        {"equity": [{"month": 1, "amount_nok": 1000}]},
        {"capital_call_limit_nok": 1000},
        {"overdraft": {"limit_nok": 1000, "rate_share_per_year": 0.08}},
    ],
)
def test_money_stated_for_an_operator_there_is_not(money: Stated) -> None:
    """The one company's own financing is its own; the operator's is counted nowhere, and that is said."""
    own = stated(start=landlord_operated_case())
    assert "operator_left_out" not in raised(changed(own, "financing", {"landlord": money}))
    told = raised(changed(own, "financing", {"operator": money}))
    assert "financing.operator" in told["operator_left_out"]
    assert "operator_left_out" not in raised(changed(sublease_case(), "financing", {"operator": money}))


def per_place(**fields: object) -> Stated:
    period = {"from_month": 1, "to_month": 120, "nok_per_place_month": 500}
    return {"kind": "per_place_sold", "payer": "municipality", "products": ["flex"], "vat_treatment": "grant",
            **period, **fields}  # fmt: skip


def test_support_for_each_place_sold_may_be_part_of_the_price() -> None:
    """Ten of twenty places at 500 in the lease's 60 months: 300,000. Without VAT nothing is open."""
    flex = flat(units=20, price_nok_per_month=1000)
    case = stated(("products.flex", flex), ("support.anchor", per_place()))
    assert "300 000" in raised(case)["support_in_price"].replace("\xa0", " ")
    assert "regner den som tilskudd" in raised(case)["support_in_price"]
    priced = changed(case, "support.anchor.vat_treatment", "part_of_price")
    assert "legger mva. til" in raised(priced)["support_in_price"]
    both = changed(case, "support.more", per_place(vat_treatment="part_of_price"))
    assert "noe som en del av prisen" in raised(both)["support_in_price"]
    exempt = changed(case, "products.flex.vat_regime", "exempt_right")
    assert "support_in_price" not in raised(exempt)
    assert "support_in_price" in raised(changed(exempt, "products.flex.package", {"services_share": 0.3}))


@pytest.mark.parametrize(
    ("regime", "vat", "expected"),
    [
        ("registered_letting", "standard", True),
        ("registered_letting", "exempt", True),
        ("taxable_service", "standard", False),
        ("taxable_service", "exempt", True),
        ("exempt_right", "standard", True),
        ("exempt_right", "exempt", False),
    ],
)
def test_a_package_whose_parts_carry_different_vat(regime: str, vat: str, expected: bool) -> None:
    package = {"services_share": 0.3, "vat": vat}
    case = stated(("products.flex.package", package), ("products.flex.vat_regime", regime))
    assert ("package_split" in raised(case)) is expected
