"""Registration for VAT (mval §§ 2-1, 2-3, 2-4): whose turnover, from which month, and what it opens."""

from typing import Any

import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from tests.model.tiny import at, by_month, by_year, money, near, ran, tiny

OPERATED = "landlord_operated"
OWNER = {"building.owner_costs_nok_per_m2_year": 50}  # 120 m²: NOK 500 a month with 125 of VAT
DEDUCTED = "works.rehab.landlord.deduction.deducted"


def landlord(choice: str, **more: Any) -> dict[str, Any]:
    return {"vat": {"landlord_registration": choice, **more}}


def operator(choice: str, **more: Any) -> dict[str, Any]:
    return {"vat": {"operator_registration": choice, **more}}


def works(start: int = 1) -> dict[str, Any]:
    return {"works": {"rehab": {"amount_nok": 1_000_000, "start_month": start, "months": 1}}}


def rent(nok_per_month: float) -> dict[str, Any]:
    return {"deal.lease.rent_nok_per_m2_year": nok_per_month / 10}


# ---- the operator -------------------------------------------------------------------------------


def test_nothing_is_charged_or_deducted_before_the_threshold_is_passed() -> None:
    # 5,000 a month: ten months make 50,000, which is not above the threshold; the eleventh passes it (§ 2-1).
    # From month 11 the members pay 1,250 of VAT, and the 250 on overhead is deducted.
    result = ran({**operator("from_threshold"), "costs": {"office": {"nok_per_month": 1000}}})
    assert by_month(result, "operator.vat.output", 9, 12) == money(0, 0, 1250, 1250)
    assert by_month(result, "operator.vat.lost", 9, 12) == money(250, 250, 0, 0)
    # term of November and December 2026, due in February: 2 × (1,250 − 250)
    assert by_month(result, "operator.vat.net.paid", 1, 14) == at({14: 2000}, 14)


@pytest.mark.parametrize("choice", ["advance", "registered"])
def test_who_is_registered_charges_and_deducts_from_the_first_month(choice: str) -> None:
    result = ran({**operator(choice), "costs": {"office": {"nok_per_month": 1000}}})
    assert by_month(result, "operator.vat.output", 1, 2) == money(1250, 1250)
    assert by_month(result, "operator.vat.lost", 1, 2) == money(0, 0)


def test_the_threshold_is_held_against_twelve_months_at_a_time() -> None:
    # 4,000 a month: 48,000 in any twelve months, however many there are.
    result = ran({**operator("from_threshold"), "products.desk.price_nok_per_month": 800})
    assert by_month(result, "operator.vat.output") == at({})


def test_whoever_has_passed_it_stays_registered() -> None:
    # 60,000 in January by ten desks full, then one month in twelve of the demand: still charged.
    desks = {"products.desk.ramp": {"start_share": 1, "stabilised_share": 1, "months": 0}}
    season = {"products.desk.season_factors": [1, *[0.1] * 11], "products.desk.price_nok_per_month": 6000}
    result = ran({**operator("from_threshold"), **desks, **season})
    assert by_month(result, "operator.vat.output", 1, 2) == money(15_000, 1_500)


def test_a_price_incl_vat_is_all_turnover_until_the_company_is_registered() -> None:
    # 1,000 incl. VAT from five members: the threshold is held against what they pay, 5,000 a month, passed in
    # month 11. Until then all of it is income; from then 800 of each.
    result = ran({**operator("from_threshold"), "products.desk.price_includes_vat": True})
    assert by_month(result, "products.desk.income", 10, 11) == money(5000, 4000)
    assert by_month(result, "operator.vat.output", 10, 11) == money(0, 1000)


def test_exempt_income_does_not_count() -> None:
    # Half of 40 members cannot deduct and are kept apart: 40 × 1,000 / 2 … 2,500 of 5,000 a month is taxable,
    # 30,000 a year: never above the threshold.
    half = {"products.desk.not_eligible_share": 0.5}
    result = ran({**operator("from_threshold", policy="separate"), **half})
    assert by_month(result, "operator.vat.output") == at({})


def test_works_for_own_taxable_use_are_deducted_when_the_company_is_registered_however_late() -> None:
    # Serviced desks, 5,000 a month, registered in month 11: more than six months after completion in month 1.
    # The six months are of letting (FMVA § 8-6-2); for own use § 8-6 gives it all in the month of
    # registration, and nothing is adjusted.
    own = {"products.desk.vat_regime": "taxable_service"}
    result = ran({**landlord("from_threshold"), **works(), **own}, OPERATED)
    assert by_month(result, DEDUCTED) == at({11: 250_000})
    assert result.number("works.rehab.landlord.deduction.lost") == near(0)
    assert by_year(result, "works.rehab.landlord.deduction.adjustment.year") == money(0, 0)


def test_works_for_letting_are_too_late_when_the_threshold_is_passed_after_the_six_months() -> None:
    # The same as letting: let from month 1, but with VAT from month 11. 2026: two of twelve months, 25,000 /
    # 6; 2027: a tenth.
    result = ran({**landlord("from_threshold"), **works()}, OPERATED)
    assert by_month(result, DEDUCTED) == at({})
    assert by_month(result, "landlord.vat.adjustment") == at({12: 25_000 * 2 / 12, 24: 25_000})


# ---- the landlord of a lease --------------------------------------------------------------------


def test_the_landlords_taxable_rent_is_held_against_the_threshold() -> None:
    # 20,000 a month: above 50,000 in March. Until then the rent has no VAT and the owner's costs no
    # deduction; the works' 250,000 of January are deducted in March, within six months of completion.
    result = ran({**landlord("from_threshold"), **rent(20_000), **OWNER, **works()})
    assert by_month(result, "lease.rent.vat", 1, 4) == money(0, 0, 5000, 5000)
    assert by_month(result, "landlord.vat.lost", 1, 4) == money(125, 125, 0, 0)
    assert by_month(result, DEDUCTED) == at({3: 250_000})
    # and the operator has no VAT on the rent to deduct before that
    assert by_month(result, "operator.vat.input", 1, 4) == money(0, 0, 5000, 5000)


def test_advance_registration_gives_the_deduction_while_building() -> None:
    result = ran({**landlord("advance"), **rent(20_000), **OWNER, **works()})
    assert by_month(result, "lease.rent.vat", 1, 2) == money(5000, 5000)
    assert by_month(result, DEDUCTED) == at({1: 250_000})


def test_a_rent_free_start_puts_registration_off() -> None:
    # Seven months free, then 20,000: passed in month 10, after the six months. The works' VAT comes back by a
    # tenth a year: 2026 three of twelve months.
    free = {"deal.lease.reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 7}]}
    result = ran({**landlord("from_threshold"), **rent(20_000), **free, **works()})
    assert by_month(result, DEDUCTED) == at({})
    assert by_month(result, "landlord.vat.adjustment") == at({12: 25_000 * 3 / 12, 24: 25_000})


def test_rent_from_an_operator_not_yet_registered_has_no_vat() -> None:
    # Only a tenant in business registered under the act is let to with VAT (§ 2-3 first paragraph a). The
    # operator passes the threshold in month 11; the landlord is registered already.
    result = ran({**operator("from_threshold"), **rent(20_000), **OWNER})
    assert by_month(result, "lease.rent.vat", 10, 11) == money(0, 5000)
    assert by_month(result, "landlord.vat.lost", 10, 11) == money(125, 0)


def test_whoever_let_with_vat_before_is_registered_already() -> None:
    used = {"vat": {"landlord_registration": "from_threshold", "previous_use_share": 0.5}}
    result = ran({**used, **rent(20_000), **OWNER})
    assert by_month(result, "lease.rent.vat", 1, 1) == money(5000)


def test_an_ordinary_tenants_rent_passes_the_threshold_in_its_own_course_of_events() -> None:
    # 20,000 a month from a liable tenant from month 1: VAT from month 3 on, owner's costs deducted from then.
    tenant = {"rent_nok_per_m2_year": 2000, "void_months": 0, "term_months": 60, "payment": "monthly"}
    result = ran({**landlord("from_threshold"), **OWNER, "comparison.ordinary_tenant": tenant})
    assert by_month(result, "ordinary.rent.vat", 1, 4) == money(0, 0, 5000, 5000)
    assert by_month(result, "ordinary.landlord.vat.lost", 1, 4) == money(125, 125, 0, 0)


def test_a_manager_passes_the_threshold_by_its_fee() -> None:
    # 20,000 a month from the landlord: VAT from the third month.
    result = ran({**operator("from_threshold"), "deal.fee": {"base_nok_per_month": 20_000}}, "management")
    assert by_month(result, "management.base_fee.vat", 1, 4) == money(0, 0, 5000, 5000)


# ---- what is told -------------------------------------------------------------------------------


def warned(changes: dict[str, Any]) -> dict[str, str]:
    result = run(case_from_mapping(tiny(changes)))
    return {warning.id: warning.text.nb for warning in result.warnings if "vat_regist" in warning.id}


@pytest.mark.parametrize(("month", "is_warned"), [(4000, True), (50_000 / 12, True), (4200, False)])
def test_a_landlord_under_the_threshold_is_warned_of(month: float, is_warned: bool) -> None:
    # 48,000 and 50,000 in twelve months, and 50,400 (mval § 2-3 first paragraph, last sentence; § 2-1)
    found = warned({**landlord("from_threshold"), **rent(month)})
    assert ("vat_registration" in found) is is_warned
    if is_warned:
        assert "Gårdeier" in found["vat_registration"]


def test_below_the_threshold_the_landlord_neither_charges_nor_deducts() -> None:
    result = ran({**landlord("from_threshold"), **rent(4000), **OWNER, **works()})
    assert by_month(result, "landlord.vat.output") == at({})
    assert by_month(result, "landlord.vat.deducted") == at({})


def test_a_registration_that_comes_late_is_told_with_what_it_costs() -> None:
    # January and February: 2 × 125 on owner's costs and 250,000 on works are paid before registration.
    changes = {**rent(20_000), **OWNER, **works()}
    found = warned({**landlord("from_threshold"), **changes})
    assert "mars 2026" in found["vat_registered_late"]
    assert "250 250 kr" in found["vat_registered_late"].replace("\u00a0", " ").replace("\u202f", " ")
    assert "vat_registered_late" not in warned({**landlord("advance"), **changes})
