"""The quick start: a whole case of a few answers, one area all through it, every number with its source."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feasibility.case import Case, SourceNote, origins, parse_case
from feasibility.case.edited import edited
from feasibility.evaluate import run
from feasibility.names import DEAL_STRUCTURES, DealStructure
from feasibility.resources import template_text
from feasibility.starting import ASKED, QuickStart, QuickStartError, asked_of, quick_start, template_of

STRUCTURES: tuple[Any, ...] = tuple(sorted(DEAL_STRUCTURES))
KONGSVINGER = QuickStart("sublease", 600, "Kongsvinger", free_months=12, reduced_share=0.5, reduced_months=12)
BANK = "financing.landlord.loans.bank"


def mistakes(answers: QuickStart) -> dict[str, str]:
    with pytest.raises(QuickStartError) as caught:
        quick_start(answers)
    return {mistake.field: mistake.label.nb for mistake in caught.value.mistakes}


def equity(case: Case, company: str) -> float:
    return sum(payment.amount_nok for payment in getattr(case.financing, company).equity)


def areas(case: Case) -> set[float]:
    """Every area that something is counted on."""
    deal = case.deal
    found = {case.building.total_m2, getattr(deal, "area_m2", None) or case.building.total_m2}
    found |= {case.lease.area_m2} if case.lease else set()
    tenant = case.comparison.ordinary_tenant
    return found | ({tenant.area_m2} if tenant and tenant.area_m2 else set())


def test_the_example_from_nothing() -> None:
    case = quick_start(KONGSVINGER)
    assert case.name == "600 m² i Kongsvinger"
    assert case.building.municipality == "Kongsvinger"
    assert areas(case) == {600}
    lease = case.lease
    assert lease is not None
    free, half = lease.reductions
    assert (free.kind, free.from_month, free.to_month) == ("rent_free", 1, 12)
    assert (half.kind, half.from_month, half.to_month, half.share) == ("percentage", 13, 24, 0.5)
    assert case.sources["deal.lease.reductions.1.share"] == SourceNote(text="Oppgitt i hurtigstarten")
    rent = "deal.lease.rent_nok_per_m2_year"
    assert case.sources[rent] == template_of("sublease").sources[rent]
    assert run(case).failed_checks == ()


def test_the_money_follows_the_works_by_hand() -> None:
    case = quick_start(KONGSVINGER)
    # 2,000,000 × 600/520 = 2,307,692; of it the landlord 80 % = 1,846,400, lent 9/16 = 1,038,600
    assert case.works["ombygging"].amount_nok == 2_308_000
    assert case.financing.landlord.loans["bank"].amount_nok == 1_039_000
    # 1.25 × 1,846,400 − 1,039,000, and no reserve: the template's 1.1m is 1.25 × 1.6m − 0.9m to the krone
    assert equity(case, "landlord") == 1_269_000
    # 1.25 × 461,600 = 577,000, and the template's reserve 550,000 − 1.25 × 400,000 by area: 57,692
    assert equity(case, "operator") == 635_000


def test_what_was_said_is_in_the_case_and_says_so() -> None:
    case = quick_start(
        replace(
            KONGSVINGER,
            name="Storgata 1",
            rent_nok_per_m2_year=900,
            ordinary_rent_nok_per_m2_year=950,
            empty_months=30,
            offices=10,
            desks=16,
            works_nok=2_500_000,
            landlord_works_share=0.6,
            loan_nok=1_000_000,
        )
    )
    said = {
        "deal.lease.area_m2": 600,
        "deal.lease.rent_nok_per_m2_year": 900,
        "comparison.ordinary_tenant.rent_nok_per_m2_year": 950,
        "products.kontor.units": 10,
        "works.ombygging.amount_nok": 2_500_000,
        "works.ombygging.landlord_share": 0.6,
        f"{BANK}.amount_nok": 1_000_000,
    }
    found = origins(case, template_of("sublease"))
    assert {path: found[path] for path in said} == dict.fromkeys(said, "stated")
    assert case.name == case.building.name == "Storgata 1"
    assert case.products["fast_plass"].units + case.products["fleksplass"].units == 16
    tenant = case.comparison.ordinary_tenant
    assert tenant is not None
    assert tenant.void_months == 30  # longer than the template's 18
    # 1.25 × 0.6 × 2.5m − 1.0m = 875,000
    assert equity(case, "landlord") == 875_000


def test_a_place_that_is_let_is_compared_with_the_tenant_who_is_there() -> None:
    case = quick_start(replace(KONGSVINGER, today="let", ordinary_rent_nok_per_m2_year=700))
    tenant = case.comparison.ordinary_tenant
    assert tenant is not None
    assert (tenant.rent_nok_per_m2_year, tenant.void_months, tenant.rent_free_months) == (700, 0, 0)
    assert (tenant.fit_out_nok, tenant.agent_fee_share_of_first_year_rent) == (0, 0)
    assert tenant.relet_fit_out_nok == 1_154_000  # 1,000,000 × 600/520, when he moves out
    assert run(case).failed_checks == ()


@pytest.mark.parametrize(
    ("asked", "ordinary", "origin"),
    # 1,050 is the template's. A lower rent asked is a discount, and says nothing of what others would pay.
    [(800, 1_050, "template"), (1_050, 1_050, "template"), (1_200, 1_200, "derived")],
)
def test_an_ordinary_tenant_pays_the_higher_of_the_templates_rent_and_the_one_asked(
    asked: float, ordinary: float, origin: str
) -> None:
    case = quick_start(replace(KONGSVINGER, rent_nok_per_m2_year=asked))
    path = "comparison.ordinary_tenant.rent_nok_per_m2_year"
    tenant = case.comparison.ordinary_tenant
    assert tenant is not None
    assert tenant.rent_nok_per_m2_year == ordinary
    assert origins(case, template_of("sublease"))[path] == origin
    if origin == "derived":
        assert "høyere enn malens 1\xa0050 kr" in case.sources[path].text


def test_no_renewal_is_counted_that_nobody_has_agreed_to() -> None:
    """A lease of 60 months, then empty as it is today: the gain is the deal's own."""
    case = quick_start(KONGSVINGER)
    assert case.lease is not None
    assert (case.lease.term_months, case.lease.renewal, case.after_lease) == (60, None, "vacant")
    result = run(case)
    first, last = (result.number(f"deal.{which}_month") for which in ("first", "last"))
    assert (first, last) == (6, 65)
    # After it the landlord has what it would have had, once the tax of the last year is paid.
    cash = result.values["landlord.project_cash"] - result.values["vacant.landlord.project_cash"]
    assert abs(cash[84:]).max() < 0.01
    # The template's renewal at full rent would be more than all of the gain.
    with_it = run(case.changed({"deal.lease.renewal": {"term_months": 60}}))
    gains = [r.number("landlord.npv_against_vacant") or 0 for r in (result, with_it)]
    assert gains[1] > 10 * gains[0] > 0


def test_a_renewal_and_what_follows_may_be_stated() -> None:
    case = quick_start(replace(KONGSVINGER, renewal_months=36, afterwards="relet"))
    assert case.lease is not None
    assert case.lease.renewal is not None
    assert (case.lease.renewal.term_months, case.after_lease) == (36, "relet")
    assert case.sources["deal.lease.renewal.term_months"] == SourceNote(text="Oppgitt i hurtigstarten")
    let = quick_start(replace(KONGSVINGER, today="let"))
    assert let.after_lease == "relet"  # as it is today
    assert quick_start(QuickStart("turnover_rent", 600)).after_lease == "vacant"
    assert "afterwards" in mistakes(QuickStart("management", 600, afterwards="relet"))
    assert "renewal_months" in mistakes(QuickStart("management", 600, renewal_months=12))


def test_what_running_it_takes_follows_the_area_by_hand() -> None:
    large = quick_start(replace(KONGSVINGER, area_m2=2_000))
    # 2,000 / 520 = 3.846 times: 0.6 → 2.31 posts, 5,000 → 19,231, 1,200 → 4,615, 6 → 23.1 evenings
    assert large.staff["vert"].fte == 2.3
    assert large.costs["markedsforing"].nok_per_month == 19_200
    assert large.costs["forsikring"].nok_per_month == 4_600
    assert large.costs["renhold"].nok_per_m2_year == 150  # by the area already
    assert large.services.itemised["arrangement"].uses_per_month == 23
    assert "malens 0,6 årsverk for 520 m², etter arealet" in large.sources["staff.vert.fte"].text
    # A smaller place needs somebody there all the same; it has room for 6 × 130 / 520 = 1.5 evenings.
    small = quick_start(replace(KONGSVINGER, area_m2=130))
    assert (small.staff["vert"].fte, small.costs["markedsforing"].nok_per_month) == (0.6, 5_000)
    assert small.services.itemised["arrangement"].uses_per_month == 2
    found = origins(small, template_of("sublease"))
    assert (found["staff.vert.fte"], found["costs.markedsforing.nok_per_month"]) == ("template", "template")


def test_the_value_today_is_the_templates_by_the_area_until_it_is_stated() -> None:
    case = quick_start(KONGSVINGER)
    assert case.valuation is not None
    assert case.valuation.vacant_value_nok == 4_615_000  # 4,000,000 × 600 / 520 = 4,615,385
    stated = quick_start(replace(KONGSVINGER, value_nok=3_000_000))
    assert stated.valuation is not None
    assert stated.valuation.vacant_value_nok == 3_000_000


def test_the_operator_may_borrow_instead() -> None:
    case = quick_start(replace(KONGSVINGER, borrower="operator", loan_nok=300_000))
    assert not case.financing.landlord.loans
    assert case.financing.operator.loans["oppstart"].amount_nok == 300_000
    # 577,000 with VAT less the loan, and the reserve of 57,692
    assert equity(case, "operator") == 335_000
    assert run(case).failed_checks == ()


def test_no_loan_and_no_works() -> None:
    case = quick_start(replace(KONGSVINGER, works_nok=0, loan_nok=0))
    assert not case.financing.landlord.loans
    assert equity(case, "landlord") == 0
    assert run(case).failed_checks == ()


def test_own_operation_has_one_market_rent() -> None:
    case = quick_start(QuickStart("landlord_operated", 450, ordinary_rent_nok_per_m2_year=880))
    assert case.deal.structure == "landlord_operated"
    assert case.deal.market_rent_nok_per_m2_year == 880
    assert areas(case) == {450}


def test_the_fee_and_the_share_of_turnover_are_those_stated() -> None:
    managed = quick_start(QuickStart("management", 450, fee_nok_per_month=12_000, surplus_share=0.4))
    assert managed.deal.structure == "management"
    assert (managed.deal.fee.base_nok_per_month, managed.deal.fee.surplus_share) == (12_000, 0.4)
    turned = quick_start(QuickStart("turnover_rent", 450, rent_nok_per_m2_year=300, turnover_share=0.25))
    assert turned.deal.structure == "turnover_rent"
    assert turned.deal.turnover.share_of_income == 0.25
    assert turned.deal.lease.rent_nok_per_m2_year == 300
    tenant = turned.comparison.ordinary_tenant
    assert tenant is not None
    assert tenant.rent_nok_per_m2_year == 1050  # a minimum rent says nothing of what others pay


def test_support_that_nobody_has_granted_is_not_there() -> None:
    case = quick_start(KONGSVINGER)
    assert not case.support
    assert set(case.scenarios) == {"lavt_belegg", "forsinket"}  # the others were of support and reductions


def test_without_desks_their_products_and_scenarios_go() -> None:
    case = quick_start(replace(KONGSVINGER, offices=12, desks=0))
    assert set(case.products) == {"kontor", "moterom"}
    assert set(case.scenarios["lavt_belegg"].set) == {"products.kontor.ramp.stabilised_share"}
    for name in case.scenarios:
        case.scenario(name)


def test_no_reductions_at_all() -> None:
    lease = quick_start(replace(KONGSVINGER, free_months=0, reduced_share=0, reduced_months=0)).lease
    assert lease is not None
    assert lease.reductions == ()


def test_an_answer_left_out_keeps_the_templates_reduction() -> None:
    lease = quick_start(QuickStart("sublease", 600, free_months=3)).lease
    assert lease is not None
    assert [(r.from_month, r.to_month) for r in lease.reductions] == [(1, 3), (4, 15)]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"area_m2": 5}, "area_m2", "minst 20"),
        ({"free_months": 50}, "reduced_months", "leietiden på 60"),
        ({"free_months": 61}, "free_months", "leietiden på 60"),
        ({"reduced_share": 1.5}, "reduced_share", "høyst 100"),
        ({"rent_nok_per_m2_year": -1}, "rent_nok_per_m2_year", "minst 0"),
        ({"rent_nok_per_m2_year": float("nan")}, "rent_nok_per_m2_year", "minst 0"),
        ({"area_m2": float("inf")}, "area_m2", "høyst 100"),
        ({"offices": 2.5}, "offices", "helt tall"),
        ({"fee_nok_per_month": 9000}, "fee_nok_per_month", "Gjelder ikke"),
        ({"borrower": "operator"}, "loan_nok", "hvor mye"),
        ({"name": "x" * 121}, "name", "for lang"),
        ({"offices": 20, "desks": 40}, "desks", "trenger om lag"),
        ({"free_months": 0, "reduced_share": 0, "reduced_months": 6}, "reduced_share", "hvor stort"),
    ],
)
def test_what_cannot_be_is_told_at_its_answer(changes: dict[str, Any], field: str, said: str) -> None:
    assert said in mistakes(replace(KONGSVINGER, **changes))[field]


def test_every_mistake_is_told_at_once() -> None:
    found = mistakes(replace(KONGSVINGER, area_m2=5, loan_nok=-1, reduced_share=2))
    assert set(found) == {"area_m2", "loan_nok", "reduced_share"}


def test_an_area_as_the_templates_changes_no_amount_of_it() -> None:
    case = quick_start(QuickStart("sublease", 520))
    found = origins(case, template_of("sublease"))
    for path in ("works.ombygging.amount_nok", f"{BANK}.amount_nok", "valuation.vacant_value_nok"):
        assert found[path] == "template"
    assert equity(case, "landlord") == 1_100_000
    assert equity(case, "operator") == 550_000


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_comments_of_the_template_come_along(structure: DealStructure) -> None:
    case, text = quick_start(QuickStart(structure, 610, "Vang")), template_text(structure)
    written = edited(text, case)
    assert parse_case(written) == case
    assert written.count("#") > 0.9 * text.count("#")


@st.composite
def quick_starts(draw: st.DrawFn) -> QuickStart:
    """Answers that go together, of every deal structure."""
    structure: DealStructure = draw(st.sampled_from(STRUCTURES))
    stated: dict[str, Any] = {"area_m2": draw(st.integers(30, 3000))}
    for asked in asked_of(structure):
        if asked.id in ("area_m2", "offices", "desks") or draw(st.booleans()):
            continue
        most = {"NOK": 20_000_000, "months": 24, "NOK/month": 100_000}.get(asked.unit, asked.most)
        whole = st.integers(int(asked.least), int(most))
        stated[asked.id] = draw(whole if asked.unit != "share" else st.sampled_from([0.0, 0.25, 0.5, 1.0]))
    if "free_months" in ASKED and structure in ("sublease", "turnover_rent"):
        share, months = stated.get("reduced_share"), stated.get("reduced_months")
        if structure == "turnover_rent" or share == 0 or months == 0:
            both = bool(share) and bool(months)
            stated["reduced_share"], stated["reduced_months"] = (share, months) if both else (0.0, 0)
        if "loan_nok" in stated and draw(st.booleans()):
            stated["borrower"] = "operator"
    if draw(st.booleans()):
        stated["offices"] = draw(st.integers(0, stated["area_m2"] // 40))
    stated["today"] = draw(st.sampled_from(["empty", "let"]))
    if structure in ("sublease", "turnover_rent"):
        stated["afterwards"] = draw(st.sampled_from([None, "vacant", "relet"]))
    return QuickStart(structure, **stated)


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers=quick_starts())
def test_whatever_is_answered_the_case_is_sound_its_areas_agree_and_checks_pass(answers: QuickStart) -> None:
    case = quick_start(answers)
    assert {round(area, 2) for area in areas(case)} == {answers.area_m2}
    template = template_of(answers.structure)
    assert set(case.sources) >= {p for p, origin in origins(case, template).items() if origin != "template"}
    assert parse_case(edited(template_text(answers.structure), case)) == case
    result = run(case)
    assert result.failed_checks == ()
