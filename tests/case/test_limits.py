"""The limits of every number, against a table written from the field specification."""

from collections.abc import Iterator
from typing import Any

import pytest

from feasibility.case import Case, CaseError, case_from_mapping
from feasibility.case.form.shape import Entries, Items, Leaf, Rate, Section, Variants
from tests.case.cases import STRUCTURES, changed, minimal_case

# Fields by their limits. "whole": whole numbers only; [0, 1) holds 0 but not 1; .. is only the unit's limit.
LIMITS = {
    "whole [1, ..)": """
        Product.opening_month Product.closing_month ProductStep.from_month Contract.from_month
        Contract.to_month Campaign.from_month Campaign.to_month DemandShock.from_month
        DemandShock.to_month Service.from_month Service.to_month Lease.start_month
        RentFree.from_month RentFree.to_month PercentageOff.from_month PercentageOff.to_month
        StatedRent.from_month StatedRent.to_month RentDeferral.from_month
        RentDeferral.to_month RentDeferral.repaid_from_month RentRise.from_month
        BreakOption.month Management.from_month
        Cost.from_month Cost.to_month CostStep.from_month Staff.from_month Staff.to_month Works.start_month
        Instalment.month Grant.month YearlyGrant.from_month YearlyGrant.to_month
        FreePremises.from_month FreePremises.to_month DesksBought.from_month DesksBought.to_month
        PerPlaceSold.from_month PerPlaceSold.to_month UnitSale.month
        SalaryInKind.from_month SalaryInKind.to_month EquityPayment.month Loan.drawdown_month
        OperatorDefault.month Phase.from_month OtherTenant.end_month
        Guarantee.from_month Guarantee.to_month Acquisition.month DebtCapacity.drawdown_month
    """,
    "whole [12, 480]": "Case.horizon_months",
    "whole [1, 1200]": """
        RentDeferral.repaid_over_months Lease.index_first_step_months OrdinaryTenant.index_first_step_months
        Lease.term_months Renewal.term_months Management.term_months OrdinaryTenant.term_months
        Works.months Loan.profile_months Loan.tenor_months DebtCapacity.profile_months
    """,
    "whole [0, 1200]": """
        Product.opening_delay_months Contract.notice_months Ramp.months OrdinaryTenant.void_months
        OrdinaryTenant.rent_free_months OrdinaryTenant.relet_void_months Works.delay_months
        WorksGrant.paid_months_after_completion Loan.interest_only_months OperatorDefault.void_months
        OtherTenant.void_months
    """,
    "number [0, 31]": "Commuting.days_per_member_month",
    "number [0, 600]": "Commuting.minutes_one_way",
    "whole [2000, 2100]": "VatAdjustment.completed_year",
    "number [0, 6]": "Product.deposit_months",
    "whole [0, 3]": "Product.paid_months_after",
    "whole [1, 12]": """
        PropertyTax.instalments Lease.index_month OrdinaryTenant.index_month
        Lease.common_costs_settled_in_month Dividend.paid_in_calendar_month
        Cooperative.refunded_in_calendar_month
    """,
    "whole [1, 20]": "LoanSecurity.priority",
    "whole [3000, 8799]": "AccountRange.first AccountRange.last",
    "number [0, 7]": "PropertyTax.promille",
    "whole [0, 1]": "VatSettings.refund_delay_months",
    "whole [0, ..)": "Building.town_population",
    "number (0, ..)": """
        Building.private_m2
        Space.exclusive_m2 Space.with_common_m2 Product.units Product.members_per_unit ProductStep.units
        UnitSale.units
        Contract.units Lease.area_m2
        LandlordOperated.area_m2 OrdinaryTenant.area_m2 Staff.fte Works.book_life_years
        Loan.outstanding_nok OpeningAsset.book_life_years OtherTenant.area_m2
        Acquisition.book_life_years MunicipalSide.firms_helped
        DesksBought.desks Financing.share_capital_nok Sizing.minimum_cover Overdraft.limit_nok
        Covenants.minimum_icr Covenants.minimum_dscr Normal.sd Lognormal.mean Lognormal.sd
    """,
    "number [0, ..)": """
        Building.owner_costs_nok_per_m2_year Building.common_costs_nok_per_m2_year
        Building.property_tax_nok_per_year Product.price_nok_per_month Product.price_nok_per_use
        ProductStep.price_nok_per_month ProductStep.price_nok_per_use Contract.price_nok_per_month
        Product.uses_per_month Product.uses_per_member_month Product.membership_fee_nok_per_year
        Product.months_to_relet Product.season_factors Service.season_factors Case.season_factors
        Service.price_nok_per_use
        Service.uses_per_month Service.uses_per_member_month Service.cost_nok_per_use
        Service.staff_nok_per_month Lease.rent_nok_per_m2_year Lease.common_costs_nok_per_m2_year
        StatedRent.rent_nok_per_m2_year Security.months_of_rent Renewal.rent_nok_per_m2_year
        ProfitShare.operator_preferred_nok_per_year Takeover.price_nok
        RentRise.nok_per_m2_year Lease.reinstatement_nok
        Turnover.threshold_nok_per_year TurnoverTier.threshold_nok_per_year ManagementFee.base_nok_per_month
        ManagementFee.landlord_preferred_nok_per_year LandlordOperated.market_rent_nok_per_m2_year
        OrdinaryTenant.rent_nok_per_m2_year OrdinaryTenant.fit_out_nok
        OrdinaryTenant.relet_fit_out_nok
        OrdinaryTenant.common_costs_nok_per_m2_year Cost.nok_per_month Cost.nok_per_m2_year
        Cost.nok_per_desk_month Cost.nok_per_member_month CostStep.nok_per_month
        CostStep.nok_per_m2_year CostStep.nok_per_desk_month CostStep.nok_per_member_month
        Staff.salary_nok_per_year
        UnpaidWork.hours_per_month UnpaidWork.nok_per_hour Works.amount_nok Grant.amount_nok
        YearlyGrant.nok_per_year WorksGrant.cap_nok DesksBought.price_nok_per_month
        PerPlaceSold.nok_per_place_month PerPlaceSold.cap_nok_per_year
        UnitSale.price_nok_per_unit UnitSale.price_nok_per_m2 UnitSale.cost_nok_per_unit
        Opening.cash_nok Opening.receivables_nok Opening.payables_nok Opening.tax_loss_nok
        OpeningAsset.book_value_nok OpeningAsset.tax_value_nok VatAdjustment.input_vat_nok
        OtherTenant.rent_nok_per_m2_year OtherTenant.common_costs_nok_per_m2_year
        OtherTenant.renewal_rent_nok_per_m2_year OtherTenant.new_rent_nok_per_m2_year
        MunicipalSide.market_rent_nok_per_m2_year Guarantee.amount_nok
        OtherTenant.relet_cost_nok Acquisition.price_nok Acquisition.other_cost_nok
        Acquisition.tax_value_nok
        Dividend.cash_floor_nok Cooperative.cash_floor_nok Cooperative.deposit_nok_per_member
        Cooperative.kept_nok_per_year
        EquityPayment.amount_nok Financing.capital_call_limit_nok Loan.amount_nok
        Loan.arrangement_fee_nok Loan.term_fee_nok Valuation.vacant_value_nok Case.jobs_per_member
        SoleProprietor.other_personal_income_nok_per_year SoleProprietor.shielding_nok_per_year
        LandlordProprietor.other_personal_income_nok_per_year
        LandlordProprietor.shielding_nok_per_year
        LandlordTax.opening_balance_nok PropertyTax.base_nok PropertyTax.base_after_works_nok
        Catchment.commuters Catchment.firms Catchment.freelancers Catchment.competitor_desks
        Sought.amount_nok LoanSecurity.amount_nok
    """,
    "number [0, 1]": """
        MunicipalSide.share_of_operator Commuting.share_of_members
        VatAdjustment.start_share OtherTenant.index_share OtherTenant.vat_liable_share
        OtherTenant.renewal_probability
        Acquisition.land_share Building.vacant_common_cost_share Product.not_eligible_share Ramp.start_share
        Ramp.stabilised_share Ramp.shares Product.churn_share_per_month Campaign.discount_share
        Product.bad_debt_share Product.index_share DemandShock.factor Service.index_share
        ServiceMix.gross_margin_share Lease.index_share RentDeferral.share
        RentDeferral.repaid_share_of_result
        Lease.agent_fee_share_of_first_year_rent ProfitShare.share
        PercentageOff.share Turnover.share_of_income
        TurnoverTier.share_of_income
        ManagementFee.base_share_of_income ManagementFee.surplus_share
        OrdinaryTenant.agent_fee_share_of_first_year_rent OrdinaryTenant.index_share
        Cost.share_of_income
        CostStep.share_of_income Cost.index_share Staff.holiday_pay_share Instalment.share
        Works.landlord_share Works.overrun_share Works.maintenance_share
        YearlyGrant.decline_share_per_year WorksGrant.share FreePremises.share SalaryInKind.share
        Loan.share_of_works Valuation.selling_cost_share Valuation.latent_tax_discount_share
        UnitSale.selling_cost_share
        Product.prelet_share OrdinaryTenant.vat_liable_share VatSettings.previous_use_share
        Dividend.share_of_free_equity Cooperative.refund_share
        RefinancingTest.ltv_shift_share Discrete.probabilities
    """,
    "number (0, 1]": """
        Owner.held_share
        Valuation.net_yield_share Valuation.housing_net_yield_share
        Valuation.ebitda_yield_share Sizing.share_of_value
        Sizing.share_of_works Covenants.maximum_ltv DebtCapacity.maximum_ltv
        DebtCapacity.maximum_share_of_works
    """,
    "number (0, 1)": """
        Package.services_share Covenants.minimum_equity_share DebtCapacity.rate_share_per_year
        DebtCapacity.minimum_debt_yield_share
    """,
    "number [-1e+09, ..)": """
        Triangular.low Triangular.mode Triangular.high Pert.low Pert.mode Pert.high Uniform.low Uniform.high
        Normal.mean Discrete.values Bootstrap.values BookedFigure.amount_nok
    """,
    "number [-1, 1]": "Correlation.rank",
    "number [0.02, 1]": "Staff.pension_share",
    "number [0, 1)": """
        PartyRates.landlord_share_per_year PartyRates.operator_share_per_year
        PartyRates.next_operator_share_per_year
        PartyRates.municipality_share_per_year Owner.rate_share_per_year ServiceMix.services_share
        Security.guarantee_fee_share_per_year Lease.index_minimum_share_per_year
        OrdinaryTenant.index_minimum_share_per_year Loan.margin_share_per_year
        Loan.commission_share_per_year Overdraft.commission_share_per_year
        RefinancingTest.rate_shift_share_per_year
    """,
    "number [-0.5, 1)": """
        Index.prices_share_per_year Index.costs_share_per_year Index.wages_share_per_year
        Index.rent_share_per_year Loan.base_rate_share_per_year
        Overdraft.rate_share_per_year
    """,
}


# By hand from what a case can be: a milliard kroner in all, a square kilometre, a town of ten million.
LARGEST_BY_UNIT = {
    "NOK": 1e9, "NOK/year": 1e9, "NOK/month": 1e9, "NOK/m2/year": 1e6, "NOK/use": 1e7, "NOK/hour": 1e6,
    "NOK/member/month": 1e6, "NOK/desk/month": 1e6, "m2": 1e6, "people": 1e7, "desks": 1e6, "count": 1e6,
    "FTE": 1e4, "uses/month": 1e6, "hours/month": 1e6, "month": 1200, "lease_month": 1200,
    "months": 1200, "year": 1000,
    "share": 1000, "ratio": 1000,
}  # fmt: skip


def limits(leaf: Leaf, unit: str) -> str:
    low = "(.." if leaf.minimum is None else f"{'[' if leaf.minimum_included else '('}{leaf.minimum:g}"
    high = f"{leaf.maximum:g}{']' if leaf.maximum_included else ')'}"
    if leaf.maximum == LARGEST_BY_UNIT.get(unit, 1e9) and (unit != "months" or leaf.kind == "number"):
        high = "..)"
    return f"{leaf.kind} {low}, {high}"


def number_fields(shape: Any, seen: set[type]) -> Iterator[tuple[str, str]]:
    match shape:
        case Section(model=model) if model not in seen:
            seen.add(model)
            for field in shape.fields.values():
                leaf = field.shape.item if isinstance(field.shape, Entries) else field.shape
                leaf = leaf.each if isinstance(leaf, Rate) else leaf
                if isinstance(leaf, Leaf) and leaf.is_number:
                    owner = "Case" if model is Case else model.__name__
                    yield f"{owner}.{field.name}", limits(leaf, field.unit)
                yield from number_fields(field.shape, seen)
        case Variants(sections=sections):
            for section in sections.values():
                yield from number_fields(section, seen)
        case Items(item=item) | Entries(item=item):
            yield from number_fields(item, seen)


def test_every_number_has_the_limits_of_the_specification() -> None:
    specified = {name: limit for limit, names in LIMITS.items() for name in names.split()}
    assert dict(number_fields(Section(Case), set())) == specified


def mutable_parts(value: Any, path: str = "") -> Iterator[str]:
    if type(value) in (dict, list, set):
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from mutable_parts(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from mutable_parts(item, f"{path}.{place}")
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from mutable_parts(getattr(value, name), f"{path}.{name}")


@pytest.mark.parametrize("structure", STRUCTURES)
def test_no_part_of_a_case_is_mutable_defaults_included(structure: str) -> None:
    assert list(mutable_parts(case_from_mapping(STRUCTURES[structure]()))) == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        # a thousand kroner too much a month, a slip of three keys, and no limit at all before
        ("deal.lease.rent_nok_per_m2_year", 1_000_001, "1000000"),
        ("costs", {"a": {"nok_per_month": 1e9 + 1}}, "1000000000"),
        ("building.spaces.floor.exclusive_m2", 1e300, "1000000"),
        ("products.flex.units", 10_000_000, "1000000"),
        ("jobs_per_member", float("inf"), "count"),
    ],
)
def test_no_amount_is_without_an_upper_limit(path: str, value: object, said: str) -> None:
    with pytest.raises(CaseError) as raised:
        case_from_mapping(changed(minimal_case(), path, value))
    (problem,) = raised.value.problems
    assert "for stort" in problem.nb or "kan det ikke regnes med" in problem.nb
    assert said in problem.nb or said == "count"


def test_the_unit_s_own_limit_itself_is_taken() -> None:
    case = case_from_mapping(changed(minimal_case(), "deal.lease.rent_nok_per_m2_year", 1_000_000))
    assert case.lease is not None
    assert case.lease.rent_nok_per_m2_year == 1e6


@pytest.mark.parametrize("section", ["costs", "works", "products", "demand_shocks"])
def test_a_list_beyond_the_limit_is_refused_with_the_number(section: str) -> None:
    stated = minimal_case()
    items: dict[str, Any] = {
        "costs": {"nok_per_month": 1},
        "works": {"amount_nok": 1, "start_month": 1, "months": 1},
        "products": stated["products"]["flex"],
        "demand_shocks": {"from_month": 1, "to_month": 1, "factor": 1},
    }
    item = items[section]
    many = [item] * 501 if section == "demand_shocks" else {f"x{n}": item for n in range(501)}
    with pytest.raises(CaseError) as raised:
        case_from_mapping({**stated, section: many})
    (problem,) = raised.value.problems
    assert "501 poster" in problem.nb
    assert "høyst 500" in problem.nb
    assert "500 at most" in problem.en
