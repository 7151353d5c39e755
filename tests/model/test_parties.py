"""Who pays whom (docs/model.md §1, §4, §5), and whose measure each is: one case that has everything.

A flow between the wrong two parties still conserves money, and an amount alone does not tell; so every flow
of every deal stands here, written from the rules: what it is, who pays it and who gets it.
"""

from typing import Any

import pytest

from feasibility.case import case_from_mapping
from feasibility.engine.flows import Flow, Ledger
from feasibility.model.base.result import BuiltCase
from feasibility.model.build import build
from tests.model.tiny import tiny

LOAN = {
    "kind": "bullet",
    "amount_nok": 100_000,
    "base_rate_share_per_year": 0.05,
    "drawdown_month": 1,
    "profile_months": 60,
    "arrangement_fee_nok": 1,
    "term_fee_nok": 1,
}
FINANCING = {
    "equity": [{"month": 1, "amount_nok": 1}],
    "capital_call_limit_nok": 1,
    "overdraft": {"limit_nok": 1, "rate_share_per_year": 0.1, "commission_share_per_year": 0.01},
    "loans": {"bank": LOAN},
}
STAFF = {"fte": 1, "salary_nok_per_year": 1}
EVERYTHING: dict[str, Any] = {
    "building.property_tax_nok_per_year": 1,
    "products.desk.bad_debt_share": 0.01,
    "products.event": {
        "kind": "event",
        "space": "floor",
        "units": 1,
        "price_nok_per_use": 1,
        "uses_per_month": 1,
        "ramp": {"start_share": 1, "stabilised_share": 1, "months": 0},
    },
    "services.itemised": {
        "cafe": {
            "price_nok_per_use": 2,
            "uses_per_month": 1,
            "cost_nok_per_use": 1,
            "staff_nok_per_month": 1,
        }
    },
    "costs": {
        "own": {"nok_per_month": 1},
        "theirs": {"nok_per_month": 1, "payer": "landlord"},
        "given": {"nok_per_month": 1, "payer": "municipality"},
    },
    "staff": {
        "host": STAFF,
        "caretaker": {**STAFF, "payer": "landlord"},
        "lent": {**STAFF, "payer": "municipality"},
    },
    "works": {"rehab": {"amount_nok": 10, "start_month": 1, "months": 1, "landlord_share": 0.5}},
    "support": {
        "cash": {"kind": "grant", "payer": "sponsor", "receiver": "operator", "amount_nok": 1, "month": 1},
        "to_owner": {
            "kind": "grant",
            "payer": "municipality",
            "receiver": "landlord",
            "amount_nok": 1,
            "month": 1,
        },
        "yearly": {
            "kind": "yearly_grant",
            "payer": "grant_giver",
            "receiver": "operator",
            "nok_per_year": 1,
            "from_month": 1,
            "to_month": 9,
        },
        "of_works": {
            "kind": "works_grant",
            "payer": "municipality",
            "receiver": "landlord",
            "works": "rehab",
            "share": 0.1,
        },
        "premises": {"kind": "free_premises", "payer": "municipality", "from_month": 1, "to_month": 9},
        "goodwill": {"kind": "free_premises", "payer": "landlord", "from_month": 1, "to_month": 9},
        "places": {
            "kind": "desks_bought",
            "payer": "sponsor",
            "product": "desk",
            "desks": 1,
            "from_month": 1,
            "to_month": 9,
        },
        "wage": {"kind": "salary_in_kind", "payer": "grant_giver", "staff": "host", "from_month": 1},
    },
    "tax": {"landlord": {"is_taxed": True}, "operator": {"is_taxed": True}},
    "valuation": {"net_yield_share": 0.08, "exit_kind": "asset_sale"},
    "comparison.ordinary_tenant": {
        "rent_nok_per_m2_year": 100,
        "void_months": 1,
        "term_months": 60,
        "common_costs_nok_per_m2_year": 1,
        "fit_out_nok": 1,
        "agent_fee_share_of_first_year_rent": 0.1,
    },
    "unpaid_work": {"hours_per_month": 1, "nok_per_hour": 1},
    "financing.landlord": FINANCING,
    "financing.operator": FINANCING,
}
LEASED = {
    "deal.lease.common_costs_nok_per_m2_year": 1,
    "deal.lease.operator_makes_good_lost_vat": True,
    "operator_default": {"month": 20},
}
GUARANTEE = {"kind": "guarantee", "months_of_rent": 3, "guarantee_fee_share_per_year": 0.02}
DEALS: dict[str, dict[str, Any]] = {
    "sublease": {**LEASED, "deal.lease.security": GUARANTEE},
    "turnover_rent": {**LEASED, "deal.lease.security": {"kind": "deposit", "months_of_rent": 3}},
    "management": {"deal.fee": {"base_share_of_income": 0.1, "surplus_share": 0.1}},
    "landlord_operated": {},
}

# ---- what the rules say: payer, receiver, what it is ------------------------------------------------------

# The company that runs the concept, C: the operator under a lease, else the landlord.
CONCEPT = {
    "products.desk.income": ("members", "C", "income_rent"),
    "products.desk.bad_debt": ("C", "members", "bad_debt"),
    "products.event.income": ("members", "C", "income_services"),
    "products.event.bad_debt": ("C", "members", "bad_debt"),  # built wherever the field is, also at 0
    "support.places.income": ("sponsor", "C", "income_rent"),
    "services.itemised.cafe.income": ("customers", "C", "income_services"),
    "services.itemised.cafe.cost": ("C", "suppliers", "cost_services"),
    "services.itemised.cafe.staff": ("C", "employees", "cost_services"),
    # what the municipality pays, in kind; without support the concept bears it
    "costs.given.in_kind": ("municipality", "suppliers", "in_kind"),
    "costs.given": ("C", "suppliers", "operating_cost"),
    "staff.host.in_kind.grant_giver": ("grant_giver", "employees", "in_kind"),
    "staff.lent.in_kind.municipality": ("municipality", "employees", "in_kind"),
}
BUILDING = {
    "owner_costs": ("landlord", "suppliers", "owner_cost"),
    "common_costs": ("landlord", "suppliers", "common_cost"),
    "property_tax": ("landlord", "municipality", "property_tax"),
    "costs.theirs": ("landlord", "suppliers", "operating_cost"),
    "works.rehab.landlord": ("landlord", "suppliers", "works"),
    "support.to_owner": ("municipality", "landlord", "operating_grant"),
    "support.of_works": ("municipality", "landlord", "works_grant"),
    "exit": ("buyer", "landlord", "exit"),
}
LEASE = {
    "lease.rent": ("operator", "landlord", "rent"),
    "lease.common_costs": ("operator", "landlord", "common_costs_recovered"),
    "lease.lost_vat": ("operator", "landlord", "common_costs_recovered"),
    "support.premises": ("municipality", "operator", "operating_grant"),
    "support.goodwill": ("landlord", "operator", "operating_grant"),
}
OPERATORS = {
    "costs.own": ("operator", "suppliers", "operating_cost"),
    "works.rehab.operator": ("operator", "suppliers", "works"),
    "support.cash": ("sponsor", "operator", "operating_grant"),
    "support.yearly": ("grant_giver", "operator", "operating_grant"),
}
BY_DEAL = {
    # a guarantee is the bank's: it takes the fee and pays the landlord
    "sublease": {
        **LEASE,
        **OPERATORS,
        "lease.guarantee_fee": ("operator", "lender", "operating_cost"),
        "lease.security_drawn": ("lender", "landlord", "security_drawn"),
    },
    # a deposit is the operator's own money
    "turnover_rent": {
        **LEASE,
        **OPERATORS,
        "turnover.rent": ("operator", "landlord", "rent"),
        "lease.deposit_paid": ("operator", "lender", "deposit"),
        "lease.security_drawn": ("operator", "landlord", "security_drawn"),
    },
    "management": {
        **OPERATORS,
        "management.base_fee": ("landlord", "operator", "management_fee"),
        "management.surplus_fee": ("landlord", "operator", "management_fee"),
    },
    # one company: what is stated as the operator's is the landlord's
    "landlord_operated": {
        "costs.own": ("landlord", "suppliers", "operating_cost"),
        "support.cash": ("sponsor", "landlord", "operating_grant"),
        "support.yearly": ("grant_giver", "landlord", "operating_grant"),
    },
}
# Of each company, P.
COMPANY = {
    "staff.P.wages": ("P", "employees", "staff_cost"),
    "staff.P.holiday_pay": ("P", "employees", "staff_cost"),
    "staff.P.contribution": ("P", "state", "staff_cost"),
    "P.vat.net": ("P", "state", "vat_settlement"),
    "P.tax": ("P", "state", "tax"),
    # what it would be without loans: in values before loans alone
    "P.tax_before_loans": ("P", "state", "tax"),
    "P.equity": ("P_owners", "P", "equity"),
    "P.capital_call": ("P_owners", "P", "equity"),
    "P.distribution": ("P", "P_owners", "distribution"),
    "P.unfunded_drawn": ("unfunded", "P", "unfunded"),
    "P.unfunded_repaid": ("P", "unfunded", "unfunded"),
    "P.loan.bank.drawn": ("lender", "P", "loan_drawn"),
    "P.loan.bank.interest": ("P", "lender", "interest"),
    "P.loan.bank.balloon": ("P", "lender", "loan_repaid"),
    "P.loan.bank.fee": ("P", "lender", "loan_fee"),
    "P.loan.bank.term_fee": ("P", "lender", "loan_fee"),
    "P.overdraft_drawn": ("lender", "P", "overdraft"),
    "P.overdraft_repaid": ("P", "lender", "overdraft"),
    "P.overdraft.interest": ("P", "lender", "overdraft_interest"),
    "P.overdraft.commission": ("P", "lender", "loan_fee"),
}
# Of the building whoever rents it, in the alternatives, A.
ALTERNATIVE = {
    "A.owner_costs": BUILDING["owner_costs"],
    "A.common_costs": BUILDING["common_costs"],
    "A.property_tax": BUILDING["property_tax"],
    "A.exit": BUILDING["exit"],
    "A.landlord.vat.net": ("landlord", "state", "vat_settlement"),
    "A.landlord.tax": ("landlord", "state", "tax"),
}
# Of an ordinary tenant, in its alternative or after the operator has defaulted.
TENANT = {
    "A.rent": ("tenant", "landlord", "rent"),
    "A.common_costs_charged": ("tenant", "landlord", "common_costs_recovered"),
    "A.fit_out": ("landlord", "suppliers", "works"),
    "A.agent_fee": ("landlord", "suppliers", "letting_cost"),
}
Rows = dict[str, tuple[str, str, str]]


def named(rows: Rows, letter: str, name: str) -> Rows:
    """The rows with a name in the place of the letter that stands for it."""

    def put(text: str) -> str:
        parts = text.split(".")
        return ".".join(name if part == letter else part.replace(f"{letter}_", f"{name}_") for part in parts)

    return {put(id): (put(payer), put(receiver), what) for id, (payer, receiver, what) in rows.items()}


def expected(deal: str) -> Rows:
    runs = "operator" if deal in ("sublease", "turnover_rent") else "landlord"
    rows = {**BUILDING, **BY_DEAL[deal], **named(CONCEPT, "C", runs)}
    for company in ("landlord",) if deal == "landlord_operated" else ("landlord", "operator"):
        rows |= named(COMPANY, "P", company)
    rows |= named(ALTERNATIVE, "A", "vacant")
    rows |= named({**ALTERNATIVE, **TENANT}, "A", "ordinary")
    if runs == "operator":
        rows |= named(TENANT, "A", "after_lease")
    return rows


def built(deal: str, monkeypatch: pytest.MonkeyPatch) -> tuple[BuiltCase, list[Flow]]:
    """The case's structure, and every flow that was written on the way."""
    written: list[Flow] = []
    write = Ledger.flow

    def noted(self: Ledger, *args: Any, **stated: Any) -> Flow:
        flow = write(self, *args, **stated)
        written.append(flow)
        return flow

    monkeypatch.setattr(Ledger, "flow", noted)
    return build(case_from_mapping(tiny({**EVERYTHING, **DEALS[deal]}, deal))), written


@pytest.mark.parametrize("deal", DEALS)
def test_every_flow_is_paid_by_whom_and_to_whom_the_rules_say(
    deal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, written = built(deal, monkeypatch)
    found = {flow.id: (flow.payer.id, flow.receiver.id, flow.category) for flow in written}
    # the unit rent of the highest rent is written on a ledger of its own, which nobody is paid from
    assert {id: row for id, row in found.items() if not id.startswith("unit.")} == expected(deal)


def test_the_unit_rent_of_the_highest_rent_is_paid_as_the_rent_is(monkeypatch: pytest.MonkeyPatch) -> None:
    _, written = built("sublease", monkeypatch)
    found = {flow.id: (flow.payer.id, flow.receiver.id) for flow in written if flow.id.startswith("unit.")}
    assert found["unit.rent"] == ("operator", "landlord")
    assert found["unit.guarantee"] == ("operator", "lender")
    assert found["unit.operator.vat.net"] == ("operator", "state")
    # whoever covers it, it reaches the operator
    assert found["unit.premises"][1] == found["unit.goodwill"][1] == "operator"


# Where a measure's name does not begin with its party's: jobs are the municipality's concern, the
# alternatives the landlord's, and the concept's result is that of the company that runs it, R.
WHOSE = {
    "concept.mean_jobs": "municipality",
    "vacant": "landlord",
    "ordinary": "landlord",
    "concept": "R",
    "break_even": "R",
    "break_even_with_help": "R",
    "reference_with_help": "R",
    "reference": "R",
}


@pytest.mark.parametrize("deal", DEALS)
def test_every_measure_is_shown_as_its_partys(deal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    structure, _ = built(deal, monkeypatch)
    runs = "operator" if deal in ("sublease", "turnover_rent") else "landlord"
    found = {measure.line.id: measure.party for measure in structure.measures}
    assert len(found) > 40
    for id, party in found.items():
        first = id.split(".")[0]
        assert party == WHOSE.get(id, WHOSE.get(first, first)).replace("R", runs), id
