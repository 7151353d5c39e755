"""Valid cases to start tests from, as the user's file would state them. Each call gives a new mapping."""

import copy
from typing import Any

Stated = dict[str, Any]

REGISTERED: Stated = {"landlord_registration": "registered", "operator_registration": "registered"}
"""VAT from the first month on: what most tests take for granted, and what they say if they do not."""


def minimal_case() -> Stated:
    """The least that a case may state (one space, one product, a sublease), registered for VAT."""
    return {
        "name": "Minste sak",
        "start_month": "2026-01",
        "horizon_months": 120,
        "building": {
            "spaces": {"floor": {"kind": "flex_desk", "exclusive_m2": 200}},
            "owner_costs_nok_per_m2_year": 150,
            "common_costs_nok_per_m2_year": 300,
        },
        "products": {
            "flex": {
                "kind": "flex_membership",
                "space": "floor",
                "units": 20,
                "price_nok_per_month": 1500,
                "ramp": {"start_share": 0.3, "stabilised_share": 0.75, "months": 24},
            }
        },
        "deal": {"structure": "sublease", "lease": {"term_months": 60, "rent_nok_per_m2_year": 1200}},
        "vat": dict(REGISTERED),
    }


def sublease_case() -> Stated:
    """A sublease that states something in every section of the case."""
    return {
        "name": "Fremleie i småby",
        "description": "Gårdeier pusser opp og gir leiefritak; kommunen betaler verten.",
        "start_month": "2026-04",
        "horizon_months": 120,
        "party_rates": {"landlord_share_per_year": 0.07, "operator_share_per_year": 0.11},
        "index": {"prices_share_per_year": 0.02, "rent_share_per_year": {2027: 0.025, 2029: 0.02}},
        "building": {
            "name": "Torget 1",
            "municipality": "Larvik",
            "town_population": 47000,
            "spaces": {
                "open": {"kind": "flex_desk", "exclusive_m2": 250, "with_common_m2": 300},
                "offices": {"kind": "private_office", "exclusive_m2": 120, "with_common_m2": 150},
                "room": {"kind": "meeting_room", "exclusive_m2": 30},
            },
            "owner_costs_nok_per_m2_year": 150,
            "common_costs_nok_per_m2_year": 300,
            "vacant_common_cost_share": 0.6,
            "property_tax_nok_per_year": 40000,
        },
        "products": {
            "flex": {
                "kind": "flex_membership",
                "label": "Fleksplass",
                "space": "open",
                "units": 20,
                "members_per_unit": 1.5,
                "price_nok_per_month": {
                    "value": 799,
                    "source": "Masteroppgave 2021, l. 9705",
                    "date": "2021-05",
                },
                "membership_fee_nok_per_year": 1200,
                "opening_month": 7,
                "follows_works": "rehab",
                "ramp": {"shape": "s_curve", "start_share": 0.3, "stabilised_share": 0.75, "months": 24},
                "churn_share_per_month": 0.03,
                "months_to_relet": 1.5,
                "not_eligible_share": 0.2,
                "campaign": {"discount_share": 0.5, "from_month": 7, "to_month": 9},
            },
            "office": {
                "kind": "private_office",
                "space": "offices",
                "units": 10,
                "price_nok_per_month": 4500,
                "opening_month": 7,
                "ramp": {
                    "start_share": {"value": 0.35, "assumption": "Midt i 30–40 % ventet før åpning"},
                    "stabilised_share": 0.8,
                    "months": 18,
                },
                "season_factors": [1, 1, 1, 1, 1, 1, 0.9, 1, 1, 1, 1, 1],
            },
            "day": {
                "kind": "day_pass",
                "space": "open",
                "units": 5,
                "price_nok_per_use": 150,
                "uses_per_month": 60,
                "price_includes_vat": True,
                "opening_month": 7,
                "ramp": {"start_share": 0.2, "stabilised_share": 0.6, "months": 12},
            },
            "address": {
                "kind": "virtual_office",
                "units": 30,
                "price_nok_per_month": 400,
                "ramp": {"shape": "exponential", "start_share": 0, "stabilised_share": 0.5, "months": 36},
            },
        },
        "season_factors": [1, 1, 1, 1, 1, 0.9, 0.6, 0.9, 1, 1, 1, 0.9],
        "demand_shocks": [{"from_month": 40, "to_month": 45, "factor": 0.5, "note": "Pandemi"}],
        "services": {
            "itemised": {
                "coffee": {
                    "label": "Kaffe",
                    "price_nok_per_use": 35,
                    "uses_per_member_month": 10,
                    "cost_nok_per_use": 12,
                    "vat": "food",
                },
                "courses": {"price_nok_per_use": 900, "uses_per_month": 8, "vat": "exempt", "from_month": 12},
            }
        },
        "deal": {
            "structure": "sublease",
            "lease": {
                "start_month": 7,
                "follows_works": "rehab",
                "term_months": 84,
                "area_m2": 480,
                "rent_nok_per_m2_year": 1250,
                "common_costs_nok_per_m2_year": 300,
                "index_clause": "after_12_months",
                "reductions": [
                    {"kind": "rent_free", "from_month": 1, "to_month": 6},
                    {"kind": "percentage", "from_month": 7, "to_month": 18, "share": 0.5},
                    {"kind": "stated_rent", "from_month": 19, "to_month": 30, "rent_nok_per_m2_year": 1000},
                ],
                "security": {"kind": "guarantee", "months_of_rent": 6, "guarantee_fee_share_per_year": 0.02},
                "break_option": {"month": 60},
                "renewal": {"term_months": 36},
            },
        },
        "after_lease": "relet",
        "comparison": {
            "ordinary_tenant": {
                "rent_nok_per_m2_year": 1100,
                "void_months": 12,
                "rent_free_months": 3,
                "fit_out_nok": 500000,
                "agent_fee_share_of_first_year_rent": 0.1,
                "term_months": 60,
                "relet_void_months": 6,
            }
        },
        "costs": {
            "cleaning": {"label": "Renhold", "nok_per_m2_year": 250},
            "software": {"nok_per_member_month": 60},
            "water": {"nok_per_month": 1500, "vat": "water", "payer": "landlord"},
        },
        "staff": {
            "host": {"label": "Vert", "fte": 1, "salary_nok_per_year": 550000, "is_facilitator": True},
            "cleaner": {"fte": 0.2, "salary_nok_per_year": 430000, "employer_zone": "Ia", "from_month": 7},
        },
        "unpaid_work": {"hours_per_month": 20, "nok_per_hour": 400},
        "works": {
            "rehab": {
                "label": "Rehabilitering",
                "amount_nok": 2000000,
                "start_month": 1,
                "months": 6,
                "landlord_share": 0.8,
                "overrun_share": 0.1,
                "maintenance_share": 0.3,
            },
            "furniture": {
                "amount_nok": 400000,
                "instalments": [{"month": 5, "share": 0.4}, {"month": 6, "share": 0.6}],
                "landlord_share": 0,
                "depreciation_group": "d",
                "book_life_years": 5,
            },
        },
        "support": {
            "start_grant": {
                "kind": "grant",
                "payer": "municipality",
                "receiver": "operator",
                "amount_nok": 200000,
                "month": 7,
            },
            "operation": {
                "kind": "yearly_grant",
                "payer": "grant_giver",
                "receiver": "operator",
                "nok_per_year": 300000,
                "from_month": 7,
                "to_month": 42,
                "decline_share_per_year": 0.33,
            },
            "works_grant": {
                "kind": "works_grant",
                "payer": "grant_giver",
                "receiver": "landlord",
                "works": "rehab",
                "share": 0.2,
                "cap_nok": 300000,
            },
            "premises": {
                "kind": "free_premises",
                "payer": "municipality",
                "share": 0.5,
                "from_month": 31,
                "to_month": 36,
            },
            "anchor": {
                "kind": "desks_bought",
                "payer": "municipality",
                "product": "flex",
                "desks": 6,
                "from_month": 7,
                "to_month": 30,
            },
            "manager": {"kind": "salary_in_kind", "payer": "municipality", "staff": "host", "from_month": 7},
        },
        "financing": {
            "landlord": {
                "equity": [{"month": 1, "amount_nok": 800000}],
                "loans": {
                    "bank": {
                        "kind": "annuity",
                        "share_of_works": 0.6,
                        "base_rate_share_per_year": {2026: 0.04, 2028: 0.035},
                        "margin_share_per_year": 0.02,
                        "drawdown_month": 6,
                        "profile_months": 240,
                        "tenor_months": 60,
                        "interest_only_months": 12,
                    }
                },
            },
            "operator": {
                "equity": [{"month": 1, "amount_nok": 300000}, {"month": 12, "amount_nok": 200000}],
                "capital_call_limit_nok": 200000,
                "loans": {
                    "start": {
                        "kind": "serial",
                        "amount_nok": 250000,
                        "base_rate_share_per_year": 0.05,
                        "drawdown_month": 6,
                        "profile_months": 60,
                        "arrangement_fee_nok": 5000,
                    }
                },
            },
        },
        "valuation": {"net_yield_share": 0.07, "selling_cost_share": 0.02, "vacant_value_nok": 3000000},
        "vat": {"refund_delay_months": 1, **REGISTERED},
        "jobs_per_member": 0.8,
        "scenarios": {
            "low": {
                "label": "Lavt belegg",
                "set": {
                    "products.flex.ramp.stabilised_share": {"value": 0.55, "assumption": "Pessimistisk"},
                    "products.office.ramp.stabilised_share": 0.6,
                },
            },
            "delay": {"label": "Forsinket", "set": {"works.rehab.delay_months": 4}},
            "no_support": {"label": "Uten driftstilskudd", "set": {"support.operation": None}},
        },
    }


def turnover_rent_case() -> Stated:
    """A lease with a minimum rent, and turnover rent above a threshold."""
    case = minimal_case()
    case["name"] = "Omsetningsleie"
    case["deal"] = {
        "structure": "turnover_rent",
        "lease": {"term_months": 96, "rent_nok_per_m2_year": 600, "payment": "monthly"},
        "turnover": {"mode": "above_threshold", "share_of_income": 0.2, "threshold_nok_per_year": 800000},
    }
    return case


def management_case() -> Stated:
    """A management agreement with a base fee and a share of the surplus."""
    case = minimal_case()
    case["name"] = "Driftsavtale"
    case["deal"] = {
        "structure": "management",
        "fee": {
            "base_nok_per_month": 20000,
            "surplus_share": 0.3,
            "landlord_preferred_nok_per_year": 200000,
        },
        "from_month": 1,
        "term_months": 96,
    }
    return case


def landlord_operated_case() -> Stated:
    """The landlord runs the space, with services as a share of income."""
    case = minimal_case()
    case["name"] = "Gårdeier driver selv"
    case["deal"] = {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 1100}
    case["services"] = {"mix": {"services_share": 0.3, "gross_margin_share": 0.25}}
    return case


STRUCTURES = {
    "sublease": sublease_case,
    "turnover_rent": turnover_rent_case,
    "management": management_case,
    "landlord_operated": landlord_operated_case,
}
"""One case for each deal structure, by the structure's name."""


def changed(case: Stated, path: str, value: Any) -> Stated:
    """Return a copy of a stated case with the field at a dotted path set; list positions are numbers."""
    copied = copy.deepcopy(case)
    *above, last = path.split(".")
    holder: Any = copied
    for step in above:
        holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
    holder[int(last) if isinstance(holder, list) else last] = value
    return copied


def without(case: Stated, path: str) -> Stated:
    """Return a copy of a stated case with the field at a dotted path left out."""
    copied = copy.deepcopy(case)
    *above, last = path.split(".")
    holder: Any = copied
    for step in above:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    del holder[last]
    return copied
