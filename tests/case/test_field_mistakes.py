"""Mistakes in single fields: each names path, value, what is allowed and the mend, in both languages."""

from typing import Any

import pytest

from feasibility.case import CaseError, Problem, case_from_mapping
from tests.case.cases import changed, minimal_case, sublease_case, without


def problems_in(stated: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        case_from_mapping(stated)
    return raised.value.problems


def only_problem(stated: dict[str, Any]) -> Problem:
    problems = problems_in(stated)
    assert len(problems) == 1, problems
    return problems[0]


# Field, wrong value, and what the message says in each language after "path (label): ".
WRONG_VALUES: list[tuple[str, Any, str, str]] = [
    # Percent where a share is meant.
    (
        "products.flex.ramp.start_share",
        30,
        "30 er for stort. Skriv et tall fra 0 til 1 (andel). Mente du 0.3? En andel skrives 0.3, ikke 30.",
        "30 is too large. Write a number from 0 to 1 (share). Did you mean 0.3? A share is written 0.3, not",
    ),
    (
        "products.flex.ramp.stabilised_share",
        1.2,
        "1.2 er for stort. Skriv et tall fra 0 til 1 (andel). En andel skrives 0.25, ikke 25.",
        "1.2 is too large. Write a number from 0 to 1 (share). A share is written 0.25, not 25.",
    ),
    (
        "party_rates.landlord_share_per_year",
        8,
        "8 er for stort. Skriv et tall fra 0 til under 1 (andel per år). Mente du 0.08?",
        "8 is too large. Write a number from 0 to below 1 (share per year). Did you mean 0.08?",
    ),
    ("index.prices_share_per_year", 1, "1 er for stort. ", "Did you mean 0.01?"),
    ("index.prices_share_per_year", {2027: 2.5}, "Mente du 0.025?", "Did you mean 0.025?"),
    ("financing.operator.loans.start.margin_share_per_year", 1.9, "Mente du 0.019?", "Did you mean 0.019?"),
    ("valuation.net_yield_share", 7, "Mente du 0.07?", "Did you mean 0.07?"),
    ("valuation.net_yield_share", 0, "over 0 og høyst 1", "above 0 and at most 1"),
    (
        "services.mix",
        {"services_share": 1, "gross_margin_share": 0.2},
        "En andel skrives 0.25, ikke 25.",
        "to below 1",
    ),
    ("staff.host.pension_share", 0.01, "fra 0.02 til 1", "from 0.02 to 1"),
    ("works.rehab.overrun_share", 20, "Mente du 0.2?", "Did you mean 0.2?"),
    # Wrong unit, or a number as people write it.
    (
        "products.flex.price_nok_per_month",
        "1 799,50 kr",
        "er tekst, ikke et tall. Skriv et tall på minst 0 (kr per medlem og måned). Skriv 1799.5 (uten",
        "is text, not a number. Write a number of at least 0 (NOK per member and month). Write 1799.5 (no",
    ),
    ("building.vacant_common_cost_share", "60 %", "Skriv 0.6 (", "Write 0.6 ("),
    ("party_rates.operator_share_per_year", "10,5", "Skriv 0.105 (", "Write 0.105 ("),
    (
        "building.owner_costs_nok_per_m2_year",
        "150 per m2",
        "Skriv bare tallet, uten enhet, med punktum som desimaltegn.",
        "Write the number only, without unit, with a point as decimal mark.",
    ),
    # Out of bounds.
    (
        "building.spaces.floor.exclusive_m2",
        -5,
        "-5 er for lite. Skriv et tall over 0 (m²).",
        "-5 is too small. Write a number above 0 (m²).",
    ),
    ("building.spaces.floor.exclusive_m2", 0, "0 er for lite", "0 is too small"),
    (
        "horizon_months",
        600,
        "600 er for stort. Skriv et helt tall fra 12 til 480 (måneder).",
        "600 is too large. Write a whole number from 12 to 480 (months).",
    ),
    ("horizon_months", 11, "11 er for lite", "11 is too small"),
    ("horizon_months", 120.5, "Skriv uten desimaler.", "Write it without decimals."),
    ("horizon_months", 120.0, "Skriv 120 uten desimaltegn.", "Write 120 without a decimal point."),
    (
        "products.flex.opening_month",
        0,
        "Skriv et helt tall på minst 1.",
        "Write a whole number of at least 1.",
    ),
    ("products.flex.ramp.months", -1, "-1 er for lite", "-1 is too small"),
    (
        "products.flex.ramp.months",
        6.5,
        "6.5 er ikke skrevet som et helt tall",
        "not written as a whole number",
    ),
    ("products.flex.units", float("nan"), "nan kan det ikke regnes med", "nan cannot be calculated with"),
    ("products.flex.units", float("inf"), "inf kan det ikke regnes med", "inf cannot be calculated with"),
    ("products.flex.units", 10**400, "1e300+ er for stort", "1e300+ is too large"),
    (
        "season_factors",
        [1] * 11 + [-0.1],
        "-0.1 er for lite. Skriv et tall på minst 0 (andel).",
        "-0.1 is too small",
    ),
    ("vat.refund_delay_months", 2, "fra 0 til 1 (måneder)", "from 0 to 1 (months)"),
    # Wrong type.
    ("products.flex.units", True, "true er ikke et tall. Skriv et tall over 0.", "true is not a number."),
    ("products.flex.units", [20], "[20] er ikke et tall.", "[20] is not a number."),
    ("products.flex.units", {"antall": 20}, "{antall: …} er ikke et tall.", "{antall: …} is not a number."),
    (
        "name",
        5,
        "5 er ikke tekst. Skriv tekst på 1 til 120 tegn.",
        "5 is not text. Write text of 1 to 120 characters.",
    ),
    ("name", "", "teksten er tom.", "the text is empty."),
    ("name", "x" * 121, "teksten er for lang (121 tegn).", "the text is too long (121 characters)."),
    (
        "products.flex.price_includes_vat",
        "ja",
        '"ja" er verken ja eller nei. Skriv true (ja) eller false (nei).',
        '"ja" is neither yes nor no. Write true or false.',
    ),
    ("products.flex.price_includes_vat", 1, "1 er verken ja eller nei.", "1 is neither yes nor no."),
    (
        "deal.lease.reductions",
        {"kind": "rent_free"},
        "er ikke en liste. Skriv en liste",
        "is not a list. Write a list",
    ),
    (
        "deal.lease.reductions",
        [5],
        "Skriv felter på egne linjer under, først kind:",
        "first kind: one of rent_free,",
    ),
    ("costs", [], "[] kan ikke stå her. Skriv navngitte poster", "[] cannot stand here. Write named items"),
    (
        "building",
        "Torget 1",
        "Skriv felter på egne linjer under: name,",
        "Write fields on their own lines below: name,",
    ),
    ("scenarios.low.set", ["a"], "endringer skrevet som sti: verdi", "changes written as path: value"),
    # Empty.
    ("name", None, "feltet er tomt. Skriv tekst", "the field is empty. Write text"),
    (
        "products.flex.label",
        None,
        "feltet er tomt. Fjern linjen, eller",
        "the field is empty. Remove the line, or",
    ),
    (
        "costs",
        None,
        "feltet er tomt. Fjern linjen, eller skriv navngitte",
        "the field is empty. Remove the line",
    ),
    (
        "building.spaces",
        {},
        "ingenting er oppgitt. Skriv navngitte poster",
        "nothing is stated. Write named items",
    ),
    ("products", {}, "ingenting er oppgitt.", "nothing is stated."),
    ("index.prices_share_per_year", {}, "ingenting er oppgitt.", "nothing is stated."),
    (
        "works.furniture.instalments",
        [],
        "listen har 0 poster. Skriv en liste med minst én post",
        "at least one item",
    ),
    # Lists of twelve.
    (
        "season_factors",
        [1] * 11,
        "listen har 11 poster. Skriv en liste med nøyaktig 12 tall, januar til desember.",
        "the list has 11 items. Write a list of exactly 12 numbers, January to December.",
    ),
    ("products.office.season_factors", [1] * 13, "listen har 13 poster.", "the list has 13 items."),
    # Lists of any length.
    (
        "products.flex.ramp.shares",
        [],
        "listen har 0 poster. Skriv en liste med minst én post",
        "at least one item",
    ),
    (
        "products.flex.ramp.shares",
        [0.2, 35],
        "35 er for stort. Skriv et tall fra 0 til 1 (andel). Mente du 0.35?",
        "35 is too large. Write a number from 0 to 1 (share). Did you mean 0.35?",
    ),
    # Choices.
    (
        "building.spaces.floor.kind",
        "flexdesk",
        '"flexdesk" er ikke et gyldig valg. Skriv én av private_office, fixed_desk, flex_desk, meeting_room, '
        "event, cafe, lounge, ordinary_tenant, housing, lodging, parking, common. Mente du «flex_desk»?",
        '"flexdesk" is not a valid choice. Write one of private_office, fixed_desk, flex_desk,',
    ),
    (
        "products.flex.kind",
        "coworking",
        '"coworking" er ikke et gyldig valg.',
        '"coworking" is not a valid choice.',
    ),
    ("products.flex.vat_regime", 25, "25 er ikke et gyldig valg.", "25 is not a valid choice."),
    ("products.flex.ramp.shape", "scurve", "Mente du «s_curve»?", 'Did you mean "s_curve"?'),
    ("after_lease", "re-let", "Mente du «relet»?", 'Did you mean "relet"?'),
    ("staff.host.employer_zone", "1", "Skriv én av I, Ia, II, III, IV, IVa, V.", "Write one of I, Ia, II,"),
    ("deal.lease.payment", "quarterly", "Mente du «quarterly_in_advance»?", "Did you mean"),
    (
        "support.operation.payer",
        "landlord",
        "Skriv én av municipality, grant_giver, sponsor.",
        "Write one of",
    ),
    # Months and dates.
    (
        "start_month",
        "2026-1",
        '"2026-1" er feil skrevet. Skriv en måned som ÅÅÅÅ-MM, fra 2023-01 til 2060-12.',
        '"2026-1" is not written right. Write a month as YYYY-MM, from 2023-01 to 2060-12.',
    ),
    (
        "start_month",
        "2022-12",
        "Skriv en måned som ÅÅÅÅ-MM, fra 2023-01",
        "Write a month as YYYY-MM, from 2023-01",
    ),
    ("start_month", "2061-01", "fra 2023-01 til 2060-12", "from 2023-01 to 2060-12"),
    ("start_month", "2026-13", "2026-13", "2026-13"),
    ("start_month", "2026-01-01", "Skriv en måned som ÅÅÅÅ-MM", "Write a month as YYYY-MM"),
    ("start_month", 2026, "2026 er ikke tekst. Skriv en måned som ÅÅÅÅ-MM", "Write a month as YYYY-MM"),
]


@pytest.mark.parametrize(("path", "value", "nb", "en"), WRONG_VALUES)
def test_wrong_value(path: str, value: Any, nb: str, en: str) -> None:
    base = minimal_case() if path.startswith("building.spaces.floor") else sublease_case()
    if path == "services.mix":
        base = without(base, "services.itemised")
    problem = problems_in(changed(base, path, value))[0]
    assert problem.path.startswith(path)
    assert nb in problem.nb
    assert en in problem.en
    assert problem.nb.startswith(f"{problem.path} (") or "deal.lease.reductions.0" in problem.path


def test_the_message_names_path_label_value_limits_and_mend() -> None:
    problem = only_problem(changed(minimal_case(), "products.flex.ramp.start_share", 25))
    assert problem == Problem(
        path="products.flex.ramp.start_share",
        value=25,
        nb="products.flex.ramp.start_share (Belegg ved åpning): 25 er for stort. Skriv et tall fra 0 til 1 "
        "(andel). Mente du 0.25? En andel skrives 0.25, ikke 25.",
        en="products.flex.ramp.start_share (Occupancy at opening): 25 is too large. Write a number from 0 to "
        "1 (share). Did you mean 0.25? A share is written 0.25, not 25.",
    )
    assert problem.message() == problem.nb
    assert problem.message("en") == problem.en


@pytest.mark.parametrize(
    ("path", "nb", "en"),
    [
        (
            "name",
            "Her skal det stå tekst på 1 til 120 tegn. Legg til linjen «name: …».",
            'Add the line "name: …".',
        ),
        ("start_month", "Legg til linjen «start_month: 2026-01».", 'Add the line "start_month: 2026-01".'),
        ("building.owner_costs_nok_per_m2_year", "kr per m² og år", "NOK per m² and year"),
        ("building.spaces", "navngitte poster", "named items"),
        ("products.flex.ramp", "shape, start_share, stabilised_share, months", "shape, start_share,"),
        ("products.flex.ramp.months", "et helt tall fra 0", "a whole number from 0"),
        ("products.flex.kind", "én av private_office,", "one of private_office,"),
        ("deal", "først structure: én av sublease, turnover_rent,", "first structure: one of sublease,"),
        (
            "deal.structure",
            "én av sublease, turnover_rent, management, landlord_operated",
            'example "structure: sub',
        ),
        ("deal.lease", "Legg til linjen «lease: {…}».", 'Add the line "lease: {…}".'),
        ("deal.lease.rent_nok_per_m2_year", "et tall på minst 0", "a number of at least 0"),
    ],
)
def test_missing_field(path: str, nb: str, en: str) -> None:
    problem = only_problem(without(minimal_case(), path))
    assert (problem.path, problem.value) == (path, None)
    assert " mangler. " in problem.nb
    assert nb in problem.nb
    assert " is missing. " in problem.en
    assert en in problem.en


def test_missing_kind_of_a_reduction_and_of_support() -> None:
    stated = changed(minimal_case(), "deal.lease.reductions", [{"from_month": 1, "to_month": 6}])
    assert only_problem(stated).path == "deal.lease.reductions.0.kind"
    stated = changed(minimal_case(), "support", {"tilskudd": {"payer": "municipality"}})
    problem = only_problem(stated)
    assert problem.path == "support.tilskudd.kind"
    assert "én av grant, yearly_grant, works_grant, free_premises, desks_bought, salary_in_kind" in problem.nb


@pytest.mark.parametrize(
    ("path", "guess"),
    [
        ("products.flex.unitz", "units"),
        ("products.flex.price_per_month", "price_nok_per_month"),
        ("products.flex.ramp.month", "months"),
        ("deal.lease.rent_nok_per_m2_month", "rent_nok_per_m2_year"),
        ("deal.lease.leie", None),
        ("deal.turnover", None),
        ("horizon", "horizon_months"),
        ("sources", "services"),
        ("building.spaces.floor.Exclusive_m2", "exclusive_m2"),
        ("financing.landlor", "landlord"),
    ],
)
def test_unknown_field_suggests_the_nearest_and_lists_the_valid(path: str, guess: str | None) -> None:
    problem = only_problem(changed(minimal_case(), path, 7))
    assert (problem.path, problem.value) == (path, 7)
    assert problem.nb.startswith(f"{path}: ukjent felt. ")
    assert problem.en.startswith(f"{path}: unknown field. ")
    assert ("Mente du" in problem.nb) == ("Did you mean" in problem.en) == (guess is not None)
    if guess is not None:
        assert f"Mente du «{guess}»? Gyldige her: " in problem.nb
        assert f'Did you mean "{guess}"? Valid here: ' in problem.en


def test_unknown_field_lists_the_fields_of_its_own_section() -> None:
    problem = only_problem(changed(minimal_case(), "products.flex.ramp.speed", 7))
    assert problem.nb.endswith("Gyldige her: shape, start_share, stabilised_share, months, shares.")
    assert problem.en.endswith("Valid here: shape, start_share, stabilised_share, months, shares.")
    # Of a deal, the fields of the chosen structure.
    problem = only_problem(changed(minimal_case(), "deal.area_m2", 7))
    assert problem.nb.endswith("Gyldige her: structure, lease, profit_share.")


@pytest.mark.parametrize("name", ["Flex", "1flex", "flex plass", "flex-plass", "fløy", "x" * 41, "", "a.b"])
def test_names_of_items(name: str) -> None:
    stated = minimal_case()
    stated["building"]["spaces"][name] = stated["building"]["spaces"]["floor"]
    problem = only_problem(stated)
    assert problem.path == f"building.spaces.{name}"
    assert f"navnet «{name}» kan ikke brukes. Skriv et kort navn med små bokstaver" in problem.nb
    assert f'the name "{name}" cannot be used. Write a short name of small letters' in problem.en


@pytest.mark.parametrize("year", ["27", 1999, 2201, "neste", "2027-01"])
def test_years_of_a_rate(year: object) -> None:
    problem = only_problem(changed(minimal_case(), "index.prices_share_per_year", {2027: 0.02, year: 0.03}))
    assert problem.path == f"index.prices_share_per_year.{year}"
    assert f"«{year}» er ikke et årstall. Skriv et årstall fra 2000 til 2200 foran kolon" in problem.nb
    assert f'"{year}" is not a calendar year. Write a year from 2000 to 2200 before the colon' in problem.en


def test_a_rate_by_year_takes_years_as_numbers_and_as_text() -> None:
    case = case_from_mapping(
        changed(minimal_case(), "index.prices_share_per_year", {"2027": 0.02, 2028: 0.03})
    )
    assert case.index.prices_share_per_year == {2027: 0.02, 2028: 0.03}


def test_all_mistakes_are_reported_at_once() -> None:
    stated = sublease_case()
    stated["name"] = None
    stated["horizon"] = stated.pop("horizon_months")
    stated["building"]["spaces"]["open"]["exclusive_m2"] = -1
    stated["products"]["flex"]["ramp"]["start_share"] = 30
    stated["products"]["office"]["space"] = "kontorer"
    stated["deal"]["lease"]["reductions"][1]["from_month"] = 6
    stated["deal"]["lease"]["reductions"][2]["rent_nok_per_m2_year"] = "tusen"
    stated["costs"]["cleaning"]["nok_per_month"] = 100
    del stated["comparison"]
    stated["support"]["anchor"]["product"] = "day"
    stated["scenarios"]["low"]["set"]["products.kontor.units"] = 3
    assert {problem.path for problem in problems_in(stated)} == {
        "name",
        "horizon",
        "horizon_months",
        "building.spaces.open.exclusive_m2",
        "products.flex.ramp.start_share",
        "products.office.space",
        "deal.lease.reductions.2.rent_nok_per_m2_year",
        "costs.cleaning",
        "after_lease",
        "support.anchor.product",
        "scenarios.low.set.products.kontor.units",
    }


def test_a_rule_is_silent_about_what_could_not_be_read() -> None:
    # The horizon is unreadable, so no month is said to lie outside it; the works are, so no
    # reference to them is said to lead nowhere.
    stated = changed(sublease_case(), "horizon_months", "ti år")
    assert [problem.path for problem in problems_in(stated)] == ["horizon_months"]
    stated = changed(sublease_case(), "works", "rehab")
    assert [problem.path for problem in problems_in(stated)] == ["works"]
    stated = changed(sublease_case(), "works.rehab.amount_nok", "mye")
    assert [problem.path for problem in problems_in(stated)] == ["works.rehab.amount_nok"]
    stated = changed(sublease_case(), "products.flex.kind", "plass")
    assert [problem.path for problem in problems_in(stated)] == ["products.flex.kind"]
    stated = changed(sublease_case(), "deal", 5)
    assert [problem.path for problem in problems_in(stated)] == ["deal"]


def test_bare_case_says_what_a_case_needs() -> None:
    assert [problem.path for problem in problems_in({})] == [
        "name",
        "start_month",
        "horizon_months",
        "building",
        "products",
        "deal",
    ]
