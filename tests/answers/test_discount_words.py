"""What is said of how much can be given: too little for the operator, loan terms, and how long is counted.

The landlord has 100,000 to give over vacant (a rent of 10,000 a month for 60 months, works of 500,000);
the operator needs 60,000 (tests/analysis/test_discount.py).
"""

from typing import Any

from feasibility.analysis.discount import discount
from feasibility.answers.discount import answer
from feasibility.language import Language
from feasibility.report.discount import discount_report
from feasibility.report.summary import Applied, summary
from tests.analysis.test_discount import closed_case, ordinary_tenant
from tests.model.tiny import ran

SPACE = "\N{NO-BREAK SPACE}"


def sentences(language: Language = "nb", **changes: Any) -> list[str]:
    found = answer(discount(closed_case(**changes)))
    return [each.text.text(language).replace(SPACE, " ") for each in found.sentences]


def test_what_is_too_little_for_the_operator_is_said_with_its_size() -> None:
    # 48 × 1,000 from the ordinary tenant leaves 52,000: five months of 10,000, and 8.6 % of 600,000 = 51,600
    vacant, ordinary, needs, _ = sentences(**{"comparison.ordinary_tenant": ordinary_tenant(100)})
    assert vacant.startswith("Mot tomme lokaler: høyst 10 måneder leiefritt (gårdeiers verdi), eller 16,6 % ")
    assert ordinary == (
        "Mot ordinær leietaker: høyst 5 måneder leiefritt (gårdeiers verdi), eller 8,6 % avslag i hele "
        "leietiden (gårdeiers verdi), som er for lite for driveren."
    )
    # six months of 10,000, and a tenth of 600,000; for the money too, as it comes in at its own pace
    assert needs.startswith(
        "Det minste driveren trenger: 6 måneder leiefritt eller 10,0 % avslag i hele leietiden for å få "
        "dekket avkastningskravet sitt; "
    )


def test_the_table_says_the_same() -> None:
    landlord, operator = answer(
        discount(closed_case(**{"comparison.ordinary_tenant": ordinary_tenant(100)}))
    ).tables
    longest = landlord.rows[2].cells[2]
    assert (
        getattr(longest, "nb", "").replace(SPACE, " ") == "5 måneder (gårdeiers verdi), for lite for driveren"
    )
    assert getattr(operator.rows[2].cells[1], "nb", "").startswith(f"6{SPACE}måneder")


def test_what_the_landlord_has_no_money_for_is_told_with_its_size() -> None:
    later = {
        "works.rehab.start_month": 13,
        "financing.landlord.equity": [{"month": 1, "amount_nok": 510_000}],
    }
    _, operator = answer(discount(closed_case(**later))).tables
    assert getattr(operator.rows[2].cells[1], "nb", "").replace(SPACE, " ") == (
        "6 måneder, mer enn gårdeieren har penger til"
    )


def test_where_the_case_has_no_loan_terms_it_is_said() -> None:
    *_, lead = sentences()
    assert lead.endswith("Saken har ingen lånevilkår for gårdeieren, så bankens krav er ikke prøvd.")
    loan = {
        "kind": "bullet",
        "amount_nok": 100_000,
        "drawdown_month": 1,
        "profile_months": 120,
        "base_rate_share_per_year": 0.12,
        "margin_share_per_year": 0,
    }
    bank = {"financing.landlord.loans": {"bank": loan}, "bank.covenants.minimum_icr": 2}
    *_, lead = sentences(**bank)
    assert "lånevilkår" not in lead
    for changes, said in (({}, True), (bank, False)):
        page = " ".join(shown.text for shown in discount_report(discount(closed_case(**changes)), "nb"))
        assert ("Saken har ingen lånevilkår" in page) is said
        assert ("holde lånevilkårene" in page) is not said


def test_how_long_the_deal_is_counted_is_said() -> None:
    # 60 months from January 2026 within a horizon of as many
    *_, lead = sentences()
    assert "Avtalen er regnet fra jan. 2026 til des. 2030: 60 måneder, uten forlengelse." in lead
    *_, lead = sentences(horizon_months=72, **{"deal.lease.renewal": {"term_months": 24}})
    assert "72 av 84 måneder, så langt saken rekker, med en forlengelse på 24 måneder." in lead
    *_, lead = sentences("en", horizon_months=72)
    assert "60 months, without renewal. Then the space stands empty." in lead
    *_, lead = sentences(horizon_months=72, **{"comparison.ordinary_tenant": ordinary_tenant(100)})
    assert "Deretter står lokalene tomme, mens en ordinær leietaker er regnet til saken slutter." in lead
    relet = {"after_lease": "relet", "comparison.ordinary_tenant": ordinary_tenant(100)}
    *_, lead = sentences(horizon_months=84, **relet)
    assert "Deretter leies lokalene ut til en ordinær leietaker, etter 12 måneder tomgang." in lead


def test_the_tenant_who_is_there_stands_first() -> None:
    there = {**ordinary_tenant(100), "void_months": 0}
    first, second, *_ = sentences(**{"comparison.ordinary_tenant": there})
    assert first.startswith("Mot leietakeren som er der:")
    assert second.startswith("Mot tomme lokaler:")


def test_the_terminals_summary_compares_with_the_tenant_who_is_there_first() -> None:
    # a rent of 12,000 a year against 60,000 and against nothing, over two years
    there = {"rent_nok_per_m2_year": 500, "void_months": 0, "term_months": 24, "payment": "monthly"}
    for void, first in ((0, "med leietakeren som er der"), (3, "om lokalene står tomme")):
        tenant = {
            "deal.lease.rent_nok_per_m2_year": 100,
            "comparison.ordinary_tenant": {**there, "void_months": void},
        }
        page = " ".join(shown.text for shown in summary(ran(tenant), "nb", Applied(), ()))
        assert f"ut enn {first}, men" in " ".join(page.replace(SPACE, " ").split())
