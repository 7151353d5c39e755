"""What is refused of tax, property tax, sale and default: path, what is allowed and how to mend it."""

from typing import Any

import pytest

from feasibility.case import Case, CaseError, Problem, case_from_mapping
from tests.case.cases import changed, landlord_operated_case, management_case, minimal_case, sublease_case

TAX = {"base_nok": 4_000_000, "promille": 4, "instalments": 2}


def problems_in(stated: dict[str, Any], changes: dict[str, Any]) -> tuple[Problem, ...]:
    for path, value in changes.items():
        stated = changed(stated, path, value)
    with pytest.raises(CaseError) as raised:
        case_from_mapping(stated)
    return raised.value.problems


def case_with(stated: dict[str, Any], changes: dict[str, Any]) -> Case:
    for path, value in changes.items():
        stated = changed(stated, path, value)
    return case_from_mapping(stated)


REFUSED: list[tuple[dict[str, Any], str, str, str]] = [
    ({"building.property_tax": {**TAX, "promille": 7.5}}, "building.property_tax.promille", "7", "7"),
    ({"building.property_tax": {**TAX, "promille": -1}}, "building.property_tax.promille", "0", "0"),
    ({"building.property_tax": {**TAX, "instalments": 3}}, "building.property_tax.instalments", "12", "12"),
    (
        {"building.property_tax": TAX, "building.property_tax_nok_per_year": 40_000},
        "building.property_tax_nok_per_year",
        "Behold én av property_tax_nok_per_year og property_tax.",
        "Keep one of property_tax_nok_per_year and property_tax.",
    ),
    ({"tax": {"operator": {"tenant_fit_out": "years"}}}, "tax.operator.tenant_fit_out", "lease", "lease"),
    ({"tax": {"landlord": {"is_taxed": "ja"}}}, "tax.landlord.is_taxed", "true", "true"),
    (
        {"tax": {"landlord": {"opening_depreciation_group": "x"}}},
        "tax.landlord.opening_depreciation_group",
        "d, h, i",
        "d, h, i",
    ),
    (
        {"valuation": {"net_yield_share": 0.06, "exit_kind": "auction"}},
        "valuation.exit_kind",
        "asset_sale",
        "asset_sale",
    ),
    (
        {"valuation": {"net_yield_share": 0.06, "latent_tax_discount_share": 10}},
        "valuation.latent_tax_discount_share",
        "0.1",
        "0.1",
    ),
    ({"financing": {"landlord": {"share_capital_nok": 0}}}, "financing.landlord.share_capital_nok", "0", "0"),
    ({"operator_default": {"month": 0}}, "operator_default.month", "1", "1"),
    ({"operator_default": {"month": 999}}, "operator_default.month", "horizon_months", "horizon_months"),
    (
        {"operator_default": {"month": 1}},
        "operator_default.month",
        "driveren kan misligholde etter den første",
        "the operator can default after the first",
    ),
]


@pytest.mark.parametrize(("changes", "path", "nb", "en"), REFUSED, ids=lambda value: str(value)[:60])
def test_refused_with_path_and_mend(changes: dict[str, Any], path: str, nb: str, en: str) -> None:
    found = problems_in(minimal_case(), changes)
    assert path in [problem.path for problem in found]
    problem = next(problem for problem in found if problem.path == path)
    assert nb in problem.message("nb")
    assert en in problem.message("en")


def test_a_landlord_that_operates_has_no_operator_to_default() -> None:
    found = problems_in(landlord_operated_case(), {"operator_default": {"month": 5}})
    assert [problem.path for problem in found] == ["operator_default.month"]
    assert "Fjern operator_default." in found[0].message("nb")
    assert "Remove operator_default." in found[0].message("en")


def test_a_default_follows_a_delayed_lease_a_break_and_a_renewal() -> None:
    lease = minimal_case()["deal"]["lease"]
    short = {**lease, "start_month": 3, "term_months": 6}
    # months 3 to 8
    base = changed(minimal_case(), "deal.lease", short)
    assert case_with(base, {"operator_default": {"month": 8}}).operator_default is not None
    assert problems_in(base, {"operator_default": {"month": 3}})
    assert problems_in(base, {"operator_default": {"month": 9}})
    renewed = changed(base, "deal.lease.renewal", {"term_months": 6})
    assert case_with(renewed, {"operator_default": {"month": 14}})
    broken = changed(base, "deal.lease.break_option", {"month": 2, "exercised": True})
    assert case_with(broken, {"operator_default": {"month": 4}})
    assert problems_in(broken, {"operator_default": {"month": 5}})
    works = {"rehab": {"amount_nok": 1, "start_month": 1, "months": 1, "delay_months": 2}}
    delayed = changed(changed(base, "works", works), "deal.lease.follows_works", "rehab")
    assert case_with(delayed, {"operator_default": {"month": 10}})
    assert problems_in(delayed, {"operator_default": {"month": 5}})


def test_a_manager_may_default_within_the_agreement() -> None:
    first = management_case()["deal"].get("from_month", 1)
    assert case_with(management_case(), {"operator_default": {"month": first + 1}})


def test_a_scenario_may_state_a_default() -> None:
    default = {"label": "Mislighold", "set": {"operator_default": {"month": 13}}}
    case = case_with(sublease_case(), {"scenarios.default": default})
    assert case.operator_default is None
    stated = case.scenario("default").operator_default
    assert stated is not None
    assert stated.month == 13


# ---- a sole proprietor -------------------------------------------------------------------------

WAGES_MISSING = {"other_personal_income_nok_per_year": -1}
ONE = {"eier": {"held_share": 1, "kind": "person"}}
TWO = {"en": {"held_share": 0.5}, "to": {"held_share": 0.5}}
PERSON: dict[str, Any] = {"sole_proprietor": {}}
LIVES_THERE: dict[str, Any] = {"tax.landlord": PERSON, "building.private_m2": 40}
ROOF = {"amount_nok": 1000, "start_month": 1, "months": 1, "for_whole_house": True}

NOT_FOR_A_PERSON: list[tuple[dict[str, Any], str, str, str]] = [
    (
        {"tax.landlord": {"sole_proprietor": WAGES_MISSING}},
        "tax.landlord.sole_proprietor.other_personal_income_nok_per_year",
        "0",
        "0",
    ),
    (
        {"tax.landlord": {**PERSON, "is_taxed": False}},
        "tax.landlord.is_taxed",
        "Skriv true, eller fjern sole_proprietor.",
        "Write true, or remove sole_proprietor.",
    ),
    (
        {"tax.landlord": {**PERSON, "losses_used_elsewhere": True}},
        "tax.landlord.losses_used_elsewhere",
        "tax.landlord.sole_proprietor.other_personal_income_nok_per_year",
        "tax.landlord.sole_proprietor.other_personal_income_nok_per_year",
    ),
    (
        {"tax.landlord": PERSON, "financing": {"landlord": {"share_capital_nok": 30_000}}},
        "financing.landlord.share_capital_nok",
        "Fjern share_capital_nok, eller tax.landlord.sole_proprietor.",
        "Remove share_capital_nok, or tax.landlord.sole_proprietor.",
    ),
    (
        {
            "tax.landlord": PERSON,
            "owners": {"landlord": {"holders": ONE, "dividend": {"share_of_free_equity": 0.5}}},
        },
        "owners.landlord.dividend",
        "Fjern dividend, eller tax.landlord.sole_proprietor.",
        "Remove dividend, or tax.landlord.sole_proprietor.",
    ),
    (
        {
            "tax.landlord": PERSON,
            "owners": {"landlord": {"holders": ONE}},
            "financing": {
                "landlord": {
                    "loans": {
                        "a": {
                            "kind": "bullet",
                            "amount_nok": 1000,
                            "drawdown_month": 1,
                            "tenor_months": 12,
                            "base_rate_share_per_year": 0,
                            "from_owner": "eier",
                        }
                    }
                }
            },
        },
        "financing.landlord.loans.a.from_owner",
        "Skriv beløpet under financing.landlord.equity, eller fjern from_owner.",
        "State the amount under financing.landlord.equity, or remove from_owner.",
    ),
    (
        {"tax.landlord": PERSON, "owners": {"landlord": {"holders": TWO}}},
        "owners.landlord.holders",
        "Skriv én eier med kind: person",
        "State one owner of kind: person",
    ),
    (
        {
            "tax.landlord": PERSON,
            "owners": {"landlord": {"holders": {"as": {"held_share": 1, "kind": "company"}}}},
        },
        "owners.landlord.holders",
        "eies av én person",
        "owned by one person",
    ),
    (
        {"tax.landlord": PERSON, "valuation": {"net_yield_share": 0.06}},
        "valuation.exit_kind",
        "Skriv exit_kind: asset_sale, eller include_exit: false.",
        "Write exit_kind: asset_sale, or include_exit: false.",
    ),
    (
        {
            "tax.landlord": PERSON,
            "acquisition": {
                "kind": "shares",
                "price_nok": 1_000_000,
                "tax_value_nok": 0,
                "alternatives_buy": True,
            },
        },
        "acquisition.kind",
        "Skriv kind: property",
        "Write kind: property",
    ),
    (
        {"tax.landlord": PERSON, "municipality": {"is_landlord": True}},
        "municipality.is_landlord",
        "Skriv false",
        "Write false",
    ),
    (
        {"tax.operator": PERSON, "municipality": {"share_of_operator": 0.4}},
        "municipality.share_of_operator",
        "Skriv 0",
        "Write 0",
    ),
    (
        {"tax.landlord": PERSON, "tax.operator": PERSON, "group": {"label": "Torget"}},
        "tax.operator.sole_proprietor",
        "landlord_operated",
        "landlord_operated",
    ),
    (
        {"building.private_m2": 40},
        "building.private_m2",
        "Oppgi tax.landlord.sole_proprietor, eller fjern private_m2.",
        "State tax.landlord.sole_proprietor, or remove private_m2.",
    ),
    ({"tax.landlord": PERSON, "building.private_m2": 0}, "building.private_m2", "0", "0"),
    (
        {"costs": {"strom": {"nok_per_month": 1, "payer": "landlord", "for_whole_house": True}}},
        "costs.strom.for_whole_house",
        "Oppgi building.private_m2, eller fjern for_whole_house.",
        "State building.private_m2, or remove for_whole_house.",
    ),
    (
        {**LIVES_THERE, "costs": {"strom": {"nok_per_month": 1, "for_whole_house": True}}},
        "costs.strom.for_whole_house",
        "Skriv nok_per_month og payer: landlord",
        "Write nok_per_month and payer: landlord",
    ),
    (
        {
            **LIVES_THERE,
            "costs": {"strom": {"nok_per_m2_year": 1, "payer": "landlord", "for_whole_house": True}},
        },
        "costs.strom.for_whole_house",
        "Skriv nok_per_month og payer: landlord",
        "Write nok_per_month and payer: landlord",
    ),
    (
        {**LIVES_THERE, "works": {"tak": {**ROOF, "spaces": ["floor"]}}},
        "works.tak.for_whole_house",
        "Fjern spaces, eller for_whole_house.",
        "Remove spaces, or for_whole_house.",
    ),
    ({"tax.operator": {"sole_proprietor": {"letting_is_business": True}}}, "tax.operator", "", ""),
]


@pytest.mark.parametrize(("changes", "path", "nb", "en"), NOT_FOR_A_PERSON, ids=lambda value: str(value)[:60])
def test_what_belongs_to_a_company_is_refused_to_a_person(
    changes: dict[str, Any], path: str, nb: str, en: str
) -> None:
    found = problems_in(minimal_case(), changes)
    assert [problem.path[: len(path)] for problem in found] == [path]
    assert nb in found[0].message("nb")
    assert en in found[0].message("en")


def test_a_person_owns_sells_and_is_taxed() -> None:
    worth = {"net_yield_share": 0.06, "exit_kind": "asset_sale"}
    changes = {"tax": {"landlord": PERSON, "operator": PERSON}, "valuation": worth}
    case = case_with(minimal_case(), {**changes, "owners": {"landlord": {"holders": ONE}}})
    assert case.tax.landlord.sole_proprietor is not None
    kept = {"valuation": {"net_yield_share": 0.06, "include_exit": False}}
    case_with(minimal_case(), {"tax": {"landlord": PERSON}, **kept})
