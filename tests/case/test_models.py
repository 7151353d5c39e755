"""The models: what a case states, its defaults, and that none of it can be changed."""

import copy
import pickle
from typing import Any

import pytest
from pydantic import ValidationError

from feasibility.case import (
    Case,
    CaseError,
    Management,
    PercentageOff,
    RentFree,
    StatedRent,
    Sublease,
    case_from_mapping,
    rate_in_year,
    shown_label,
)
from feasibility.case.check.finding import ROOT
from feasibility.case.file.sourced import extract
from tests.case.cases import STRUCTURES, changed, minimal_case, sublease_case


@pytest.fixture(scope="module")
def full() -> Case:
    return case_from_mapping(sublease_case())


def value_at(case: object, path: str) -> Any:
    """What stands at a dotted path."""
    for step in path.split("."):
        if isinstance(case, dict):
            case = case[step]
        else:
            case = case[int(step)] if isinstance(case, tuple) else getattr(case, step)
    return case


# Every default that the field specification gives, in a case that states nothing it need not.
DEFAULTS = {
    "description": "",
    "party_rates.landlord_share_per_year": 0.08,
    "party_rates.operator_share_per_year": 0.10,
    "party_rates.municipality_share_per_year": 0.04,
    "index.prices_share_per_year": 0.02,
    "index.costs_share_per_year": 0.02,
    "index.wages_share_per_year": 0.03,
    "index.rent_share_per_year": 0.02,
    "building.name": "",
    "building.municipality": "",
    "building.town_population": None,
    "building.town_centre": None,
    "building.spaces.floor.with_common_m2": None,
    "building.private_m2": None,
    "building.vacant_common_cost_share": 1.0,
    "building.property_tax_nok_per_year": 0.0,
    "tax.landlord.is_taxed": True,
    "tax.landlord.losses_used_elsewhere": False,
    "tax.landlord.sole_proprietor": None,
    "tax.landlord.opening_balance_nok": 0.0,
    "tax.landlord.opening_depreciation_group": "i",
    "tax.operator.is_taxed": True,
    "tax.operator.losses_used_elsewhere": False,
    "tax.operator.sole_proprietor": None,
    "tax.operator.tenant_fit_out": "lease",
    "financing.landlord.share_capital_nok": None,
    "products.flex.label": "",
    "products.flex.members_per_unit": 1.0,
    "products.flex.price_nok_per_use": None,
    "products.flex.uses_per_month": None,
    "products.flex.uses_per_member_month": None,
    "products.flex.membership_fee_nok_per_year": 0.0,
    "products.flex.price_includes_vat": False,
    "products.flex.vat_regime": "registered_letting",
    "products.flex.not_eligible_share": 0.0,
    "products.flex.opening_month": 1,
    "products.flex.opening_delay_months": 0,
    "products.flex.follows_works": None,
    "products.flex.ramp.shape": "linear",
    "products.flex.churn_share_per_month": 0.0,
    "products.flex.months_to_relet": 0.0,
    "products.flex.season_factors": None,
    "products.flex.campaign": None,
    "products.flex.bad_debt_share": 0.0,
    "products.flex.index_share": 1.0,
    "season_factors": (1.0,) * 12,
    "demand_shocks": (),
    "services.itemised": {},
    "services.mix": None,
    "deal.lease.start_month": 1,
    "deal.lease.follows_works": None,
    "deal.lease.area_m2": None,
    "deal.lease.common_costs_nok_per_m2_year": 0.0,
    "deal.lease.index_clause": "standard",
    "deal.lease.index_share": 1.0,
    "deal.lease.payment": "quarterly_in_advance",
    "deal.lease.reductions": (),
    "deal.lease.security.kind": "none",
    "deal.lease.security.months_of_rent": 0.0,
    "deal.lease.security.guarantee_fee_share_per_year": 0.0,
    "deal.lease.break_option": None,
    "deal.lease.renewal": None,
    "after_lease": "vacant",
    "comparison.ordinary_tenant": None,
    "costs": {},
    "staff": {},
    "unpaid_work": None,
    "works": {},
    "support": {},
    "financing.landlord.equity": (),
    "financing.landlord.capital_call_limit_nok": 0.0,
    "financing.landlord.loans": {},
    "financing.operator.equity": (),
    "financing.operator.capital_call_limit_nok": 0.0,
    "financing.operator.loans": {},
    "valuation": None,
    "vat.refund_delay_months": 0,
    "jobs_per_member": 1.0,
    "scenarios": {},
    "sources": {},
}


@pytest.mark.parametrize("path", DEFAULTS)
def test_default(path: str) -> None:
    assert value_at(case_from_mapping(minimal_case()), path) == DEFAULTS[path]


# The same for what stands inside items: stated in the full case, or left out there.
ITEM_DEFAULTS = {
    "services.itemised.courses.label": "",
    "services.itemised.courses.cost_nok_per_use": 0.0,
    "services.itemised.courses.staff_nok_per_month": 0.0,
    "services.itemised.courses.to_month": None,
    "services.itemised.courses.index_share": 1.0,
    "services.itemised.coffee.from_month": 1,
    "demand_shocks.0.note": "Pandemi",
    "deal.lease.break_option.exercised": False,
    "deal.lease.renewal.rent_nok_per_m2_year": None,
    "comparison.ordinary_tenant.area_m2": None,
    "comparison.ordinary_tenant.common_costs_nok_per_m2_year": 0.0,
    "comparison.ordinary_tenant.index_clause": "standard",
    "comparison.ordinary_tenant.index_share": 1.0,
    "comparison.ordinary_tenant.payment": "quarterly_in_advance",
    "costs.software.payer": "operator",
    "costs.software.vat": "standard",
    "costs.software.index_share": 1.0,
    "costs.software.from_month": 1,
    "costs.software.to_month": None,
    "costs.software.follows_works": None,
    "staff.cleaner.payer": "operator",
    "staff.cleaner.holiday_pay_share": 0.12,
    "staff.cleaner.pension_share": 0.02,
    "staff.host.employer_zone": "I",
    "staff.host.from_month": 1,
    "staff.cleaner.to_month": None,
    "staff.cleaner.is_facilitator": False,
    "works.rehab.delay_months": 0,
    "works.rehab.depreciation_group": "i",
    "works.rehab.book_life_years": None,
    "works.furniture.overrun_share": 0.0,
    "works.furniture.maintenance_share": 0.0,
    "support.operation.payment": "monthly",
    "support.works_grant.paid_months_after_completion": 1,
    "support.anchor.price_nok_per_month": None,
    "support.manager.share": 1.0,
    "support.manager.to_month": None,
    "financing.operator.loans.start.margin_share_per_year": 0.0,
    "financing.operator.loans.start.tenor_months": None,
    "financing.operator.loans.start.interest_only_months": 0,
    "financing.operator.loans.start.follows_works": None,
    "financing.landlord.loans.bank.arrangement_fee_nok": 0.0,
    "valuation.include_exit": True,
    "valuation.exit_kind": "share_sale",
    "valuation.latent_tax_discount_share": 0.0,
    "valuation.buyer_takes_over_adjustment": True,
    "valuation.ebitda_yield_share": None,
}


@pytest.mark.parametrize("path", ITEM_DEFAULTS)
def test_default_of_an_item(full: Case, path: str) -> None:
    assert value_at(full, path) == ITEM_DEFAULTS[path]


REGIMES = {
    "private_office": "registered_letting",
    "fixed_desk": "registered_letting",
    "flex_membership": "registered_letting",
    "day_pass": "registered_letting",
    "weekly_place": "registered_letting",
    "hourly_room": "registered_letting",
    "corporate_place": "registered_letting",
    "ordinary_tenancy": "registered_letting",
    "housing": "housing",
    "virtual_office": "taxable_service",
    "parking": "taxable_service",
    "event": "taxable_service",
    "lodging": "lodging",
}


@pytest.mark.parametrize("kind", REGIMES)
def test_vat_regime_follows_the_kind_unless_stated(kind: str) -> None:
    stated = minimal_case()
    product = stated["products"]["flex"]
    product["kind"] = kind
    if kind in ("day_pass", "weekly_place", "hourly_room", "event", "lodging"):
        product["price_nok_per_use"] = product.pop("price_nok_per_month")
        product["uses_per_month"] = 10
    if kind == "housing":
        stated["building"]["spaces"]["floor"]["kind"] = "housing"
    assert case_from_mapping(stated).products["flex"].vat_regime == REGIMES[kind]
    product["vat_regime"] = "exempt_service"
    assert case_from_mapping(stated).products["flex"].vat_regime == "exempt_service"


@pytest.mark.parametrize("structure", STRUCTURES)
def test_each_deal_structure_loads(structure: str) -> None:
    assert case_from_mapping(STRUCTURES[structure]()).deal.structure == structure


def test_unions_give_the_type_that_the_kind_says(full: Case) -> None:
    assert isinstance(full.deal, Sublease)
    kinds = [type(reduction) for reduction in full.deal.lease.reductions]
    assert kinds == [RentFree, PercentageOff, StatedRent]
    assert isinstance(case_from_mapping(STRUCTURES["management"]()).deal, Management)


def test_named_items_keep_the_order_of_the_file(full: Case) -> None:
    assert list(full.products) == ["flex", "office", "day", "address"]


def test_nothing_in_a_case_can_be_changed(full: Case) -> None:
    with pytest.raises(ValidationError):
        full.name = "Ny"
    with pytest.raises(ValidationError):
        full.products["flex"].units = 3.0
    products: Any = full.products
    with pytest.raises(TypeError, match="frozen"):
        products["flex"] = products["office"]
    for change in (
        products.clear,
        products.popitem,
        lambda: products.pop("flex"),
        lambda: products.update({}),
    ):
        with pytest.raises(TypeError, match="frozen"):
            change()
    with pytest.raises(TypeError, match="frozen"):
        del products["flex"]
    with pytest.raises(TypeError, match="frozen"):
        products |= {}
    with pytest.raises(TypeError, match="frozen"):
        products.setdefault("new", None)


def test_a_case_does_not_change_with_what_it_was_made_from() -> None:
    stated = sublease_case()
    case = case_from_mapping(stated)
    stated["products"]["flex"]["units"] = 1
    stated["scenarios"]["low"]["set"]["products.office.ramp.stabilised_share"] = 0
    assert case == case_from_mapping(sublease_case())


def test_equal_cases_are_equal_hash_alike_and_survive_copying(full: Case) -> None:
    again = case_from_mapping(sublease_case())
    assert full == again
    assert hash(full) == hash(again)
    assert pickle.loads(pickle.dumps(full)) == full
    assert copy.deepcopy(full) == full
    assert full != full.changed({"products.flex.units": 21})


def test_what_is_derived(full: Case) -> None:
    assert (full.start_year, full.start_calendar_month) == (2026, 4)
    assert full.products["flex"].capacity == 20 * 1.5
    assert full.products["day"].is_usage
    assert not full.products["flex"].is_usage
    # 300 and 150 as stated; the meeting room has no common share, so its own 30.
    assert full.building.total_m2 == 300 + 150 + 30
    # Six months from month 1; instalments in months 5 and 6; four months of delay.
    assert full.works["rehab"].last_payment_month == 6
    assert full.works["furniture"].completion_month == 6
    assert full.scenario("delay").works["rehab"].completion_month == 10
    assert full.financing.landlord.loans["bank"].maturity_months == 60
    assert full.financing.operator.loans["start"].maturity_months == 60
    assert shown_label("flex", full.products["flex"]) == "Fleksplass"
    assert shown_label("start_grant", full.support["start_grant"]) == "start grant"


def test_rate_by_year_carries_the_latest_forward() -> None:
    rate = {2027: 0.025, 2029: 0.02}
    assert [rate_in_year(rate, year) for year in (2026, 2027, 2028, 2029, 2050)] == [
        0.025,
        0.025,
        0.025,
        0.02,
        0.02,
    ]
    assert rate_in_year(0.03, 2040) == 0.03


def test_whole_numbers_are_numbers_but_not_the_other_way() -> None:
    case = case_from_mapping(changed(minimal_case(), "products.flex.units", 20))
    assert isinstance(case.products["flex"].units, float)
    with pytest.raises(CaseError):
        case_from_mapping(changed(minimal_case(), "horizon_months", 120.0))


def test_the_model_itself_refuses_a_broken_rule() -> None:
    stated = minimal_case()
    stated["products"]["flex"]["space"] = "loft"
    with pytest.raises(CaseError, match="loft"):
        Case.model_validate(stated)


@pytest.mark.parametrize("stated", [minimal_case(), sublease_case()], ids=["least", "most"])
def test_a_case_read_is_the_one_pydantic_makes_of_it(stated: dict[str, Any]) -> None:
    """The fields are validated once, as a stated case: the case made of them lacks nothing."""
    read = case_from_mapping(stated)
    plain = extract(ROOT, stated).plain
    made = Case.model_validate({**plain, "sources": dict(read.sources)} if read.sources else plain)
    assert type(read) is Case
    assert read == made
    assert hash(read) == hash(made)
    assert read.model_fields_set == made.model_fields_set
    assert read.model_dump() == made.model_dump()
