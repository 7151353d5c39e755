"""Rules across fields: each breach names path and mend in both languages; what is right is let through."""

from typing import Any

import pytest

from feasibility.case import CaseError, Problem, case_from_mapping
from tests.case.cases import (
    changed,
    landlord_operated_case,
    management_case,
    minimal_case,
    sublease_case,
    turnover_rent_case,
    without,
)


def problems_in(stated: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        case_from_mapping(stated)
    return raised.value.problems


def with_all(stated: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    for path, value in changes.items():
        stated = without(stated, path) if value is LEFT_OUT else changed(stated, path, value)
    return stated


LEFT_OUT = object()

USAGE = {"kind": "day_pass", "units": 1, "space": "floor", "ramp": minimal_case()["products"]["flex"]["ramp"]}
LOAN = {
    "kind": "annuity",
    "amount_nok": 100000,
    "base_rate_share_per_year": 0.05,
    "drawdown_month": 1,
    "profile_months": 60,
}
WORKS = {"amount_nok": 100000, "start_month": 1, "months": 6}
COST = {"nok_per_month": 1000}
CONTRACT = {"units": 1, "price_nok_per_month": 900, "from_month": 1}
GRANT = {"payer": "municipality", "receiver": "operator"}

# What is changed in the minimal case; where the problem is; what it says in each language.
BREACHES: list[tuple[dict[str, Any], str, str, str]] = [
    # Ids that lead nowhere.
    (
        {"products.flex.space": "flor"},
        "products.flex.space",
        "«flor» finnes ikke i building.spaces. Mente du «floor»? Gyldige her: floor. Eller legg til",
        '"flor" does not exist in building.spaces. Did you mean "floor"? Valid here: floor. Or add',
    ),
    (
        {"products.flex.follows_works": "rehab"},
        "products.flex.follows_works",
        "«rehab» finnes ikke i works. Ingen er oppgitt. Eller legg til works.rehab.",
        '"rehab" does not exist in works. None is stated. Or add works.rehab.',
    ),
    (
        {"deal.lease.follows_works": "rehab"},
        "deal.lease.follows_works",
        "finnes ikke i works",
        "not exist in works",
    ),
    (
        {"costs": {"rent": {**COST, "follows_works": "x"}}},
        "costs.rent.follows_works",
        "finnes ikke i works",
        "not exist in works",
    ),
    (
        {"support": {"s": {"kind": "works_grant", **GRANT, "works": "rehab", "share": 0.5}}},
        "support.s.works",
        "finnes ikke i works",
        "not exist in works",
    ),
    (
        {
            "support": {
                "s": {
                    "kind": "grant",
                    "payer": "landlord",
                    "receiver": "landlord",
                    "amount_nok": 1,
                    "month": 1,
                }
            }
        },
        "support.s.payer",
        "gårdeieren betaler her til seg selv",
        "the landlord pays itself here",
    ),
    (
        {
            "support": {
                "s": {
                    "kind": "desks_bought",
                    "payer": "sponsor",
                    "product": "flx",
                    "desks": 2,
                    "from_month": 1,
                    "to_month": 6,
                }
            }
        },
        "support.s.product",
        "«flx» finnes ikke i products. Mente du «flex»?",
        '"flx" does not exist in products. Did you mean "flex"?',
    ),
    (
        {
            "support": {
                "s": {"kind": "salary_in_kind", "payer": "municipality", "staff": "host", "from_month": 1}
            }
        },
        "support.s.staff",
        "«host» finnes ikke i staff.",
        '"host" does not exist in staff.',
    ),
    (
        {"financing.landlord.loans": {"bank": {**LOAN, "follows_works": "rehab"}}},
        "financing.landlord.loans.bank.follows_works",
        "finnes ikke i works",
        "not exist in works",
    ),
    # The space that a product needs.
    (
        {"products.flex.space": LEFT_OUT},
        "products.flex.space",
        "mangler. Et produkt av typen flex_membership må ha et areal. Legg til space: med én av floor.",
        "is missing. A product of kind flex_membership needs a space. Add space: with one of floor.",
    ),
    # The ramp: a share at opening, or a share for each step.
    (
        {"products.flex.ramp": {"stabilised_share": 0.5, "months": 6}},
        "products.flex.ramp.start_share",
        "mangler, og kurveformen er linear. Legg til linjen «start_share: …», for eksempel «start_share: 0».",
        'is missing, and the shape is linear. Add the line "start_share: …", for example "start_share: 0".',
    ),
    (
        {"products.flex.ramp": {"shape": "stated", "stabilised_share": 0.5, "months": 6}},
        "products.flex.ramp.shares",
        "mangler, og kurveformen er stated. Legg til linjen «shares: …», for eksempel «shares: [0.25,",
        'is missing, and the shape is stated. Add the line "shares: …", for example "shares: [0.25, 0.5,',
    ),
    (
        {"products.flex.ramp.shares": [0.5]},
        "products.flex.ramp.shares",
        "kan ikke oppgis her: kurveformen er linear, og bare stated har en liste med andeler. Fjern linjen.",
        "cannot stand here: the shape is linear, and only stated has a list of shares. Remove the line.",
    ),
    (
        {
            "services.itemised": {
                "cafe": {
                    "price_nok_per_use": 40,
                    "uses_per_month": 1,
                    "ramp": {
                        "shape": "stated",
                        "start_share": 0.2,
                        "shares": [0.5],
                        "stabilised_share": 1,
                        "months": 6,
                    },
                }
            }
        },
        "services.itemised.cafe.ramp.start_share",
        "0.2 kan ikke oppgis her: kurveformen er stated, og første andel i shares sier hva som er leid ut",
        "0.2 cannot stand here: the shape is stated, and the first of shares says what is let at opening.",
    ),
    # Pricing.
    (
        {"products.flex.price_nok_per_month": LEFT_OUT},
        "products.flex.price_nok_per_month",
        "prisen mangler. Et produkt av typen flex_membership har price_nok_per_month. Legg til linjen",
        "the price is missing. A product of kind flex_membership has price_nok_per_month. Add the line",
    ),
    (
        {"products.flex.price_nok_per_use": 100},
        "products.flex.price_nok_per_use",
        "100 kan ikke oppgis her: flex_membership selges per måned, ikke per gang. Fjern linjen.",
        "100 cannot stand here: flex_membership is sold by the month, not by the use. Remove the line.",
    ),
    (
        {"products.flex.uses_per_month": 10},
        "products.flex.uses_per_month",
        "selges per måned, ikke per gang",
        "sold by the month, not by the use",
    ),
    (
        {"products.day": {**USAGE, "uses_per_month": 10}},
        "products.day.price_nok_per_use",
        "prisen mangler. Et produkt av typen day_pass har price_nok_per_use.",
        "the price is missing. A product of kind day_pass has price_nok_per_use.",
    ),
    (
        {"products.day": {**USAGE, "price_nok_per_use": 150}},
        "products.day",
        "ingen av uses_per_month, uses_per_member_month er oppgitt. Legg til nøyaktig én",
        "none of uses_per_month, uses_per_member_month is stated. Add exactly one",
    ),
    (
        {
            "products.day": {
                **USAGE,
                "price_nok_per_use": 150,
                "uses_per_month": 9,
                "uses_per_member_month": 2,
            }
        },
        "products.day",
        "uses_per_month og uses_per_member_month er oppgitt samtidig. Behold nøyaktig én",
        "uses_per_month and uses_per_member_month are stated together. Keep exactly one",
    ),
    (
        {
            "products.day": {
                **USAGE,
                "price_nok_per_use": 150,
                "uses_per_month": 9,
                "price_nok_per_month": 500,
            }
        },
        "products.day.price_nok_per_month",
        "500 kan ikke oppgis her: day_pass selges per gang, ikke per måned. Fjern linjen.",
        "500 cannot stand here: day_pass is sold by the use, not by the month. Remove the line.",
    ),
    (
        {
            "products.day": {
                **USAGE,
                "price_nok_per_use": 150,
                "uses_per_month": 9,
                "membership_fee_nok_per_year": 1,
            }
        },
        "products.day.membership_fee_nok_per_year",
        "selges per gang, ikke per måned",
        "sold by the use, not by the month",
    ),
    # Months outside the horizon of 120.
    (
        {"products.flex.opening_month": 121},
        "products.flex.opening_month",
        "måned 121 er etter sakens siste måned, 120. Skriv en måned fra 1 til 120, eller øk",
        "month 121 is after the case's last month, 120. Write a month from 1 to 120, or raise",
    ),
    ({"deal.lease.start_month": 500}, "deal.lease.start_month", "måned 500 er etter", "month 500 is after"),
    (
        {"products.flex.campaign": {"discount_share": 0.1, "from_month": 1, "to_month": 121}},
        "products.flex.campaign.to_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {"demand_shocks": [{"from_month": 119, "to_month": 130, "factor": 0.5}]},
        "demand_shocks.0.to_month",
        "måned 130 er etter",
        "month 130 is after",
    ),
    (
        {"costs": {"a": {**COST, "from_month": 121}}},
        "costs.a.from_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {"costs": {"a": {**COST, "to_month": 121}}},
        "costs.a.to_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {"staff": {"a": {"fte": 1, "salary_nok_per_year": 1, "from_month": 122}}},
        "staff.a.from_month",
        "måned 122 er etter",
        "month 122 is after",
    ),
    (
        {"services": {"itemised": {"a": {"price_nok_per_use": 1, "uses_per_month": 1, "to_month": 121}}}},
        "services.itemised.a.to_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {"support": {"a": {"kind": "grant", **GRANT, "amount_nok": 1, "month": 121}}},
        "support.a.month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {
            "support": {
                "a": {"kind": "yearly_grant", **GRANT, "nok_per_year": 1, "from_month": 1, "to_month": 121}
            }
        },
        "support.a.to_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {"support": {"a": {"kind": "free_premises", "payer": "landlord", "from_month": 99, "to_month": 121}}},
        "support.a.to_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {"financing.operator.equity": [{"month": 1, "amount_nok": 1}, {"month": 121, "amount_nok": 1}]},
        "financing.operator.equity.1.month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {"financing.operator.loans": {"a": {**LOAN, "drawdown_month": 121}}},
        "financing.operator.loans.a.drawdown_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    # Periods that end before they begin.
    (
        {"costs": {"a": {**COST, "from_month": 9, "to_month": 8}}},
        "costs.a.to_month",
        "perioden slutter i måned 8, før den begynner i måned 9. Skriv en til-måned på 9 eller senere",
        "the period ends in month 8, before it begins in month 9. Write a last month of 9 or later",
    ),
    (
        {"staff": {"a": {"fte": 1, "salary_nok_per_year": 1, "from_month": 5, "to_month": 1}}},
        "staff.a.to_month",
        "før den begynner i måned 5",
        "before it begins in month 5",
    ),
    (
        {"deal.lease.reductions": [{"kind": "rent_free", "from_month": 6, "to_month": 5}]},
        "deal.lease.reductions.0.to_month",
        "slutter i måned 5, før den begynner i måned 6",
        "ends in month 5, before it begins in month 6",
    ),
    # Reductions: within the lease term of 60 months, and not overlapping.
    (
        {"deal.lease.reductions": [{"kind": "rent_free", "from_month": 60, "to_month": 61}]},
        "deal.lease.reductions.0.to_month",
        "leiemåned 61 er etter leietiden på 60 måneder. Skriv en leiemåned fra 1 til 60 (talt fra leiestart)",
        "lease month 61 is after the lease term of 60 months. Write a lease month from 1 to 60 (counted from",
    ),
    (
        {
            "deal.lease.reductions": [
                {"kind": "rent_free", "from_month": 1, "to_month": 6},
                {"kind": "percentage", "from_month": 6, "to_month": 12, "share": 0.5},
            ]
        },
        "deal.lease.reductions.1.from_month",
        "perioden begynner i måned 6, men nummer 1 i listen varer til og med måned 6. "
        "Perioder kan ikke overlappe: begynn i måned 7 eller senere.",
        "the period begins in month 6, but number 1 in the list lasts to month 6. "
        "Periods cannot overlap: begin in month 7 or later.",
    ),
    (
        # In whatever order they stand, and when one holds the other.
        {
            "deal.lease.reductions": [
                {"kind": "percentage", "from_month": 12, "to_month": 12, "share": 0.5},
                {"kind": "rent_free", "from_month": 1, "to_month": 24},
            ]
        },
        "deal.lease.reductions.0.from_month",
        "nummer 2 i listen varer til og med måned 24",
        "number 2 in the list lasts to month 24",
    ),
    (
        {"deal.lease.break_option": {"month": 61}},
        "deal.lease.break_option.month",
        "leiemåned 61 er etter leietiden på 60 måneder",
        "lease month 61 is after the lease term of 60 months",
    ),
    (
        {
            "demand_shocks": [
                {"from_month": 1, "to_month": 6, "factor": 0.5},
                {"from_month": 5, "to_month": 9, "factor": 0.2},
            ]
        },
        "demand_shocks.1.from_month",
        "nummer 1 i listen varer til og med måned 6",
        "number 1 in the list lasts to month 6",
    ),
    (
        {
            "products.flat": {
                "kind": "housing",
                "space": "floor",
                "units": 5,
                "price_nok_per_month": 9000,
                "ramp": {"start_share": 0, "stabilised_share": 1, "months": 1},
            }
        },
        "products.flat.space",
        "«floor» er ikke et areal av typen housing, og boliger ligger i et slikt. Velg et annet areal",
        '"floor" is no space of kind housing, and homes lie in one. Choose another space',
    ),
    (
        {"products.flex.payment": "quarterly_in_advance", "products.flex.paid_months_after": 2},
        "products.flex.paid_months_after",
        "2 måneder etter kan ikke stå sammen med betaling et kvartal på forskudd",
        "2 months after cannot stand with payment a quarter ahead",
    ),
    (
        {
            "products.day": {
                "kind": "day_pass",
                "space": "floor",
                "units": 5,
                "price_nok_per_use": 100,
                "uses_per_month": 5,
                "ramp": {"start_share": 0, "stabilised_share": 1, "months": 1},
                "deposit_months": 1,
            }
        },
        "products.day.deposit_months",
        "1 kan ikke oppgis her: day_pass selges per gang, ikke per måned",
        "1 cannot stand here: day_pass is sold by the use, not by the month",
    ),
    # What changes over a product's time.
    (
        {"products.flex.opening_month": 9, "products.flex.closing_month": 8},
        "products.flex.closing_month",
        "produktet stenger etter måned 8, før det åpner i måned 9. Skriv en måned fra 9 og utover",
        "the product closes after month 8, before it opens in month 9. Write a month of 9 or later",
    ),
    (
        {"products.flex.closing_month": 121},
        "products.flex.closing_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {
            "products.flex.campaign": {"discount_share": 0.1, "from_month": 1, "to_month": 2},
            "products.flex.campaigns": [{"discount_share": 0.1, "from_month": 3, "to_month": 4}],
        },
        "products.flex.campaigns",
        "campaign og campaigns er oppgitt samtidig. Flytt den fra campaign til listen",
        "campaign and campaigns are stated together. Move the one in campaign to the list",
    ),
    (
        {
            "products.flex.campaigns": [
                {"discount_share": 0.1, "from_month": 1, "to_month": 6},
                {"discount_share": 0.2, "from_month": 6, "to_month": 9},
            ]
        },
        "products.flex.campaigns.1.from_month",
        "nummer 1 i listen varer til og med måned 6",
        "number 1 in the list lasts to month 6",
    ),
    (
        {"products.flex.steps": [{"from_month": 9, "units": 3}, {"from_month": 9, "units": 4}]},
        "products.flex.steps.1.from_month",
        "måned 9 er ikke etter måned 9, som trinnet foran gjelder fra. Skriv trinnene i rekkefølge",
        "month 9 is not after month 9, from which the step before holds. Write the steps in order",
    ),
    (
        {"products.flex.steps": [{"from_month": 9}]},
        "products.flex.steps.0",
        "trinnet endrer ingenting. Oppgi price_nok_per_month, units eller begge",
        "the step changes nothing. State price_nok_per_month, units or both",
    ),
    (
        {"products.flex.steps": [{"from_month": 9, "units": 3, "price_nok_per_use": 40}]},
        "products.flex.steps.0.price_nok_per_use",
        "40 kan ikke oppgis her: et produkt av typen",
        "40 cannot stand here: a product of kind",
    ),
    (
        {"products.flex.contracts": [{**CONTRACT, "from_month": 121}]},
        "products.flex.contracts.0.from_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        {"products.flex.contracts": [{**CONTRACT, "from_month": 5, "to_month": 4}]},
        "products.flex.contracts.0.to_month",
        "perioden slutter i måned 4, før den begynner i måned 5",
        "the period ends in month 4, before it begins in month 5",
    ),
    (
        {"products.flex.contracts": [CONTRACT], "products.flex.prelet_share": 0.3},
        "products.flex.prelet_share",
        "0.3 er oppgitt ved siden av kontrakter",
        "0.3 is stated beside contracts",
    ),
    (
        {
            "products.flex.units": 5,
            "products.flex.contracts": [{**CONTRACT, "units": 3}, {**CONTRACT, "units": 3, "from_month": 7}],
        },
        "products.flex.contracts",
        "6 enheter er på kontrakt i måned 7, og produktet har 5. Rett antallet",
        "6 units are signed in month 7, and the product has 5. Mend the units",
    ),
    (
        {
            "products.flex.units": 5,
            "products.flex.steps": [{"from_month": 20, "units": 2}],
            "products.flex.contracts": [{**CONTRACT, "units": 3, "to_month": 20}],
        },
        "products.flex.contracts",
        "3 enheter er på kontrakt i måned 20, og produktet har 2",
        "3 units are signed in month 20, and the product has 2",
    ),
    (
        {
            "products.day": {
                "kind": "day_pass",
                "space": "floor",
                "units": 5,
                "price_nok_per_use": 100,
                "uses_per_month": 5,
                "ramp": {"start_share": 0, "stabilised_share": 1, "months": 1},
                "contracts": [CONTRACT],
            }
        },
        "products.day.contracts",
        "day_pass selges per gang, og har ingen kontrakter",
        "day_pass is sold by the use, and has no contracts",
    ),
    # Services.
    (
        {
            "services": {
                "itemised": {"cafe": {"price_nok_per_use": 40, "uses_per_month": 100}},
                "mix": {"services_share": 0.3, "gross_margin_share": 0.2},
            }
        },
        "services",
        "både som andel (mix) og enkeltvis (itemised: cafe). Fjern enten mix eller itemised.",
        "both as a share (mix) and one by one (itemised: cafe). Remove either mix or itemised.",
    ),
    (
        {"services": {"itemised": {"cafe": {"price_nok_per_use": 40}}}},
        "services.itemised.cafe",
        "ingen av uses_per_month, uses_per_member_month er oppgitt",
        "none of uses_per_month, uses_per_member_month is stated",
    ),
    # After the lease.
    (
        {"after_lease": "relet"},
        "after_lease",
        "ordinary_tenant mangler. Fyll ut comparison.ordinary_tenant, eller skriv after_lease: vacant.",
        "ordinary_tenant is missing. Fill in comparison.ordinary_tenant, or write after_lease: vacant.",
    ),
    # Areas.
    (
        {"building.spaces.floor.with_common_m2": 199.5},
        "building.spaces.floor.with_common_m2",
        "199.5 m² er mindre enn det eksklusive arealet, 200 m². Skriv minst 200",
        "199.5 m² is less than the exclusive area, 200 m². Write at least 200",
    ),
    # Costs.
    (
        {"costs": {"a": {"label": "Renhold"}}},
        "costs.a",
        "nok_per_member_month, share_of_income er oppgitt. Legg til nøyaktig én av nok_per_month,",
        "nok_per_member_month, share_of_income is stated. Add exactly one of nok_per_month,",
    ),
    (
        {"costs": {"a": {"nok_per_month": 1, "share_of_income": 0.1}}},
        "costs.a",
        "nok_per_month og share_of_income er oppgitt samtidig. Behold nøyaktig én av",
        "nok_per_month and share_of_income are stated together. Keep exactly one of",
    ),
    # Works.
    (
        {"works": {"a": {"amount_nok": 1, "start_month": 1}}},
        "works.a.months",
        "Arbeider betales jevnt (start_month og months) eller etter plan (instalments). Legg til linjen",
        "Works are paid evenly (start_month and months) or by plan (instalments). Add the line",
    ),
    (
        {"works": {"a": {"amount_nok": 1, "months": 2}}},
        "works.a.start_month",
        "Legg til linjen «start_month: …», eller bruk instalments.",
        'Add the line "start_month: …", or use instalments.',
    ),
    (
        {"works": {"a": {"amount_nok": 1, "months": 2, "instalments": [{"month": 1, "share": 1}]}}},
        "works.a.months",
        "2 kan ikke stå sammen med instalments, som har egne måneder. Fjern months, eller fjern instalments.",
        "2 cannot stand together with instalments, which have their own months. Remove months, or remove",
    ),
    (
        {
            "works": {
                "a": {
                    "amount_nok": 1,
                    "instalments": [{"month": 1, "share": 0.5}, {"month": 2, "share": 0.4}],
                }
            }
        },
        "works.a.instalments",
        "andelene summerer til 0.9, ikke 1. Rett andelene slik at summen blir 1.",
        "the shares sum to 0.9, not 1. Change the shares so that they sum to 1.",
    ),
    (
        {"works": {"a": {**WORKS, "start_month": 116, "months": 6}}},
        "works.a",
        "arbeidene blir ferdige i måned 121, etter sakens siste måned, 120.",
        "the works are completed in month 121, after the case's last month, 120.",
    ),
    (
        {"works": {"a": {**WORKS, "delay_months": 115}}},
        "works.a",
        "ferdige i måned 121, etter sakens siste måned, 120. Begynn tidligere, kort ned",
        "completed in month 121, after the case's last month, 120. Begin earlier, shorten",
    ),
    (
        {"works": {"a": {"amount_nok": 1, "instalments": [{"month": 121, "share": 1}]}}},
        "works.a",
        "ferdige i måned 121",
        "completed in month 121",
    ),
    # Support.
    (
        {
            "products.day": {**USAGE, "price_nok_per_use": 150, "uses_per_month": 9},
            "support": {
                "s": {
                    "kind": "desks_bought",
                    "payer": "municipality",
                    "product": "day",
                    "desks": 2,
                    "from_month": 1,
                    "to_month": 6,
                }
            },
        },
        "support.s.product",
        "«day» selges per gang og kan ikke leies som plass. Velg et produkt som selges per måned: flex.",
        '"day" is sold by the use and cannot be rented as a desk. Choose a product sold by the month: flex.',
    ),
    # Loans.
    (
        {"financing.landlord.loans": {"a": {**LOAN, "share_of_works": 0.5}}},
        "financing.landlord.loans.a",
        "amount_nok og share_of_works er oppgitt samtidig. Behold nøyaktig én",
        "amount_nok and share_of_works are stated together. Keep exactly one",
    ),
    (
        {"financing.landlord.loans": {"a": {key: LOAN[key] for key in LOAN if key != "amount_nok"}}},
        "financing.landlord.loans.a",
        "ingen av amount_nok, share_of_works, sizing er oppgitt",
        "none of amount_nok, share_of_works, sizing is stated",
    ),
    (
        {"financing.landlord.loans": {"a": {**LOAN, "tenor_months": 61}}},
        "financing.landlord.loans.a.tenor_months",
        "løpetiden på 61 måneder er lengre enn nedbetalingsprofilen på 60. Skriv høyst 60, eller øk",
        "the tenor of 61 months is longer than the amortisation profile of 60. Write at most 60, or raise",
    ),
    (
        {"financing.landlord.loans": {"a": {**LOAN, "profile_months": 1, "interest_only_months": 1}}},
        "financing.landlord.loans.a.interest_only_months",
        "1 avdragsfri måned gir ingen tid igjen av profilen på 1 måned. Skriv 0, eller øk",
        "1 interest-only month leaves nothing of the profile of 1 month. Write 0, or raise",
    ),
    (
        {"financing.landlord.loans": {"a": {**LOAN, "interest_only_months": 60}}},
        "financing.landlord.loans.a.interest_only_months",
        "60 avdragsfrie måneder gir ingen tid igjen av profilen på 60 måneder. Skriv høyst 59",
        "60 interest-only months leave nothing of the profile of 60 months. Write at most 59",
    ),
    (
        # Drawn in December 2026, so interest runs from January 2027.
        {
            "financing.landlord.loans": {
                "a": {**LOAN, "drawdown_month": 12, "base_rate_share_per_year": {2028: 0.05}}
            }
        },
        "financing.landlord.loans.a.base_rate_share_per_year",
        "men satsen trengs fra 2027. Legg til en sats for 2027 eller tidligere, for eksempel 2027: 0.05.",
        "but the rate is needed from 2027. Add a rate for 2027 or earlier, for example 2027: 0.05.",
    ),
    # Owners: all of a company is held, and dividends leave the share capital.
    (
        {"owners.operator": {"holders": {"a": {"held_share": 0.6}, "b": {"held_share": 0.3}}}},
        "owners.operator.holders",
        "eierandelene er 0,9000 til sammen. Skriv andeler som til sammen er 1",
        "the shares held add up to 0.9000. Write shares that add up to 1",
    ),
    (
        {
            "owners.landlord": {
                "holders": {"a": {"held_share": 1}},
                "dividend": {"share_of_free_equity": 0.5},
            }
        },
        "owners.landlord.dividend",
        "aksjekapitalen er ikke oppgitt, og utbytte kan bare tas av egenkapitalen utover den (aksjeloven",
        "the share capital is not stated, and dividends come only of the equity beyond it (aksjeloven § 8-1)",
    ),
    (
        {
            "owners.landlord": {"holders": {"a": {"held_share": 1}}},
            "owners.operator": {"holders": {"b": {"held_share": 1}}},
            "group": {},
        },
        "owners.operator.holders",
        "gårdeier og driver har ikke de samme eierne med de samme andelene, og er da ikke ett konsern.",
        "landlord and operator have not the same owners with the same shares, and so are no group.",
    ),
    (
        {"owners.landlord": {"holders": {"a": {"held_share": 1, "kind": "members"}}, "cooperative": {}}},
        "owners.landlord.cooperative",
        "et samvirke må være den som selger til medlemmene, i hele saken.",
        "a cooperative must be the one that sells to the members, throughout the case.",
    ),
    (
        {"owners.operator": {"holders": {"a": {"held_share": 1}}, "cooperative": {}}},
        "owners.operator.holders.a.kind",
        "medlemmene eier et samvirke. Skriv kind: members",
        "its members own a cooperative. Write kind: members",
    ),
    (
        {
            "owners.operator": {
                "holders": {"a": {"held_share": 1, "kind": "members"}},
                "cooperative": {},
                "dividend": {"share_of_free_equity": 0.5},
            },
            "financing.operator": {"share_capital_nok": 30_000},
        },
        "owners.operator.cooperative",
        "et samvirke betaler etter hva medlemmene har kjøpt, ikke utbytte av egenkapitalen.",
        "a cooperative pays by what its members bought, not dividends of its equity.",
    ),
    (
        {
            "owners.operator": {"holders": {"a": {"held_share": 1, "kind": "municipality"}}},
            "municipality": {"share_of_operator": 0.4},
        },
        "municipality.share_of_operator",
        "kommunen eier 1,0000 av driveren under owners.operator. Skriv den samme andelen begge",
        "the municipality owns 1.0000 of the operator under owners.operator. Write the same share",
    ),
    # Loans from owners: from one there is, paid back by the company.
    (
        {"financing.landlord": {"loans": {"a": {**LOAN, "from_owner": "ola"}}}},
        "financing.landlord.loans.a.from_owner",
        "«ola» finnes ikke i owners.landlord.holders.",
        '"ola" does not exist in owners.landlord.holders.',
    ),
    (
        {
            "financing.landlord": {
                "loans": {
                    "a": {**LOAN, "from_owner": "ola", "refinanced_by": "b"},
                    "b": {
                        name: value
                        for name, value in LOAN.items()
                        if name not in ("amount_nok", "drawdown_month")
                    },
                }
            },
            "owners.landlord": {"holders": {"ola": {"held_share": 1}}},
        },
        "financing.landlord.loans.a.refinanced_by",
        "eieren får lånet tilbake av selskapet, senest ved horisonten; ingen overtar det. Fjern",
        "the company pays the owner back, by the horizon at the latest; nobody takes it over. Remove",
    ),
    # Index rates: the first step is on 1 January after the first month.
    (
        {"index.rent_share_per_year": {2028: 0.02, 2029: 0.03}},
        "index.rent_share_per_year",
        "første år er 2028, men satsen trengs fra 2027.",
        "the first year is 2028, but the rate is needed from 2027.",
    ),
]


@pytest.mark.parametrize(("changes", "path", "nb", "en"), BREACHES)
def test_breach(changes: dict[str, Any], path: str, nb: str, en: str) -> None:
    problems = problems_in(with_all(minimal_case(), changes))
    assert [problem.path for problem in problems] == [path]
    assert problems[0].nb.startswith(path)
    assert nb in problems[0].nb
    assert problems[0].en.startswith(path)
    assert en in problems[0].en


STRUCTURE_BREACHES: list[tuple[dict[str, Any], dict[str, Any], str, str, str]] = [
    (
        turnover_rent_case(),
        {"deal.turnover.threshold_nok_per_year": LEFT_OUT},
        "deal.turnover.threshold_nok_per_year",
        "men mode er above_threshold. Legg til linjen «threshold_nok_per_year: …», eller skriv mode:",
        'but mode is above_threshold. Add the line "threshold_nok_per_year: …", or write mode:',
    ),
    (
        turnover_rent_case(),
        {"deal.turnover.mode": "greater_of"},
        "deal.turnover.threshold_nok_per_year",
        "ingen virkning når mode er greater_of. Fjern linjen, eller skriv mode: above_threshold.",
        "does nothing when mode is greater_of. Remove the line, or write mode: above_threshold.",
    ),
    (
        turnover_rent_case(),
        {"deal.lease.reductions": [{"kind": "rent_free", "from_month": 90, "to_month": 97}]},
        "deal.lease.reductions.0.to_month",
        "leiemåned 97 er etter leietiden på 96 måneder",
        "lease month 97 is after the lease term of 96 months",
    ),
    (
        management_case(),
        {"deal.fee.base_share_of_income": 0.1},
        "deal.fee",
        "base_nok_per_month og base_share_of_income er oppgitt samtidig. Behold den ene",
        "base_nok_per_month and base_share_of_income are stated together. Keep one",
    ),
    (
        management_case(),
        {"deal.from_month": 121},
        "deal.from_month",
        "måned 121 er etter",
        "month 121 is after",
    ),
    (
        landlord_operated_case(),
        {"services.itemised": {"cafe": {"price_nok_per_use": 40, "uses_per_month": 100}}},
        "services",
        "både som andel (mix) og enkeltvis",
        "both as a share (mix) and one by one",
    ),
]


@pytest.mark.parametrize(("base", "changes", "path", "nb", "en"), STRUCTURE_BREACHES)
def test_breach_of_a_structure(
    base: dict[str, Any], changes: dict[str, Any], path: str, nb: str, en: str
) -> None:
    problems = problems_in(with_all(base, changes))
    assert [problem.path for problem in problems] == [path]
    assert nb in problems[0].nb
    assert en in problems[0].en


# On the right side of each limit.
ALLOWED: list[dict[str, Any]] = [
    {"products.flex.opening_month": 120},
    {"products.flex.opening_month": 120, "products.flex.opening_delay_months": 24},
    {"products.flex.ramp.months": 0},
    {"products.flex.ramp.months": 240},
    {
        "products.flex": {**minimal_case()["products"]["flex"], "kind": "virtual_office"},
        "products.flex.space": LEFT_OUT,
    },
    {"products.flex.kind": "virtual_office"},
    {"building.spaces.floor.with_common_m2": 200},
    {"deal.lease.start_month": 120},
    {"deal.lease.term_months": 1200},
    {"deal.lease.break_option": {"month": 60, "exercised": True}},
    {
        "deal.lease.reductions": [
            {"kind": "rent_free", "from_month": 1, "to_month": 6},
            {"kind": "percentage", "from_month": 7, "to_month": 60, "share": 1},
        ]
    },
    {
        "deal.lease.reductions": [
            {"kind": "stated_rent", "from_month": 13, "to_month": 13, "rent_nok_per_m2_year": 0},
            {"kind": "rent_free", "from_month": 1, "to_month": 12},
        ]
    },
    {"services.itemised": {}, "services.mix": {"services_share": 0, "gross_margin_share": 1}},
    {"works": {"a": {**WORKS, "delay_months": 114}}},
    {"works": {"a": {"amount_nok": 1, "instalments": [{"month": n, "share": 0.1} for n in range(1, 11)]}}},
    {"financing.landlord.loans": {"a": {**LOAN, "tenor_months": 60, "interest_only_months": 59}}},
    {
        "financing.landlord.loans": {
            "a": {**LOAN, "drawdown_month": 12, "base_rate_share_per_year": {2027: 0.05}}
        }
    },
    {"index.rent_share_per_year": {2027: 0.02, 2030: -0.01}},
    {"costs": {"a": {"nok_per_month": 0, "from_month": 120, "to_month": 120}}},
    {"horizon_months": 12},
    {"horizon_months": 480, "start_month": "2060-12", "deal.lease.start_month": 480},
]


@pytest.mark.parametrize("changes", ALLOWED)
def test_allowed(changes: dict[str, Any]) -> None:
    case_from_mapping(with_all(minimal_case(), changes))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"deal.lease.follows_works": "w", "deal.lease.start_month": 6}, "deal.lease.start_month"),
        (
            {"products.flex.follows_works": "w", "products.flex.opening_month": 6},
            "products.flex.opening_month",
        ),
        (
            {"costs": {"a": {"nok_per_month": 1, "from_month": 6, "follows_works": "w"}}},
            "costs.a.from_month",
        ),
        (
            {"financing.landlord.loans": {"a": {**LOAN, "drawdown_month": 6, "follows_works": "w"}}},
            "financing.landlord.loans.a.drawdown_month",
        ),
    ],
)
def test_what_follows_works_past_the_horizon_is_refused_as_the_works_are(
    changes: dict[str, Any], path: str
) -> None:
    # month 6 delayed 115 is 121, one after the last of 120; delayed 114 it is the last itself
    works = {"amount_nok": 1, "start_month": 1, "months": 1}
    late = {**changes, "works": {"w": {**works, "delay_months": 115}}}
    (problem,) = problems_in(with_all(minimal_case(), late))
    assert problem.path == path
    assert "måned 121" in problem.nb
    assert "works.w.delay_months" in problem.en
    case_from_mapping(with_all(minimal_case(), {**changes, "works": {"w": {**works, "delay_months": 114}}}))


def test_the_value_of_a_choice_between_fields_is_what_was_given() -> None:
    cost = {"nok_per_month": 1, "share_of_income": 0.1}
    (both,) = problems_in(changed(minimal_case(), "costs", {"a": cost}))
    assert both.value == cost
    (none,) = problems_in(changed(minimal_case(), "costs", {"a": {}}))
    assert none.value is None


def test_every_broken_rule_is_reported_together() -> None:
    stated = with_all(
        minimal_case(),
        {
            "index.prices_share_per_year": {2030: 0.02},
            "building.spaces.floor.with_common_m2": 1,
            "products.flex.space": "loft",
            "products.flex.uses_per_month": 5,
            "demand_shocks": [{"from_month": 5, "to_month": 4, "factor": 1}],
            "services.itemised": {"cafe": {"price_nok_per_use": 40}},
            "deal.lease.reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 61}],
            "after_lease": "relet",
            "costs": {"a": {}, "b": {**COST, "to_month": 121}},
            "works": {"a": {"amount_nok": 1}},
            "financing.operator.loans": {"a": {**LOAN, "tenor_months": 70, "interest_only_months": 60}},
        },
    )
    assert [problem.path for problem in problems_in(stated)] == [
        "index.prices_share_per_year",
        "building.spaces.floor.with_common_m2",
        "products.flex.space",
        "products.flex.uses_per_month",
        "demand_shocks.0.to_month",
        "services.itemised.cafe",
        "deal.lease.reductions.0.to_month",
        "after_lease",
        "costs.a",
        "costs.b.to_month",
        "works.a.start_month",
        "works.a.months",
        "financing.operator.loans.a.tenor_months",
        "financing.operator.loans.a.interest_only_months",
    ]


SCENARIO_BREACHES: list[tuple[dict[str, Any], str, str, str]] = [
    (
        {"products.flx.units": 5},
        "scenarios.s.set.products.flx.units",
        "ukjent sti: «flx» finnes ikke under products. Mente du «flex»?",
        'unknown path: "flx" does not exist below products. Did you mean "flex"?',
    ),
    (
        {"products.flex.unitz": 5},
        "scenarios.s.set.products.flex.unitz",
        "«unitz» finnes ikke under products.flex. Mente du «units»? Gyldige her: kind, label,",
        '"unitz" does not exist below products.flex. Did you mean "units"? Valid here: kind, label,',
    ),
    (
        {"products.flex.units": -5},
        "scenarios.s.set.products.flex.units",
        "-5 er for lite. Skriv et tall over 0.",
        "-5 is too small. Write a number above 0.",
    ),
    (
        {"products.flex.ramp": {"start_share": 0.5}},
        "scenarios.s.set.products.flex.ramp",
        "products.flex.ramp.stabilised_share",
        "products.flex.ramp.stabilised_share",
    ),
    # A rule that only breaks with the scenario, at a field that the scenario does not name.
    (
        {"horizon_months": 12, "deal.lease.start_month": 13},
        "scenarios.s.set.deal.lease.start_month",
        "måned 13 er etter sakens siste måned, 12",
        "month 13 is after the case's last month, 12",
    ),
    (
        {"after_lease": "relet"},
        "scenarios.s.set.after_lease",
        "ordinary_tenant mangler",
        "ordinary_tenant is missing",
    ),
    (
        {"building.spaces.floor": None},
        "scenarios.s.set.building.spaces.floor",
        "building.spaces (Arealer): ingenting er oppgitt.",
        "building.spaces (Spaces): nothing is stated.",
    ),
    (
        {"scenarios.s.set": {}},
        "scenarios.s.set.scenarios.s.set",
        "et scenario kan ikke endre scenarioer. Fjern linjen.",
        "a scenario cannot change scenarios. Remove the line.",
    ),
]


@pytest.mark.parametrize(("overrides", "path", "nb", "en"), SCENARIO_BREACHES)
def test_breach_in_a_scenario(overrides: dict[str, Any], path: str, nb: str, en: str) -> None:
    problems = problems_in(changed(minimal_case(), "scenarios", {"s": {"set": overrides}}))
    assert problems[0].path == path
    assert nb in problems[0].nb
    assert en in problems[0].en


def test_a_scenario_that_breaks_the_case_elsewhere_is_told_at_the_scenario() -> None:
    stated = changed(sublease_case(), "scenarios.short", {"set": {"horizon_months": 40}})
    problems = problems_in(stated)
    assert {problem.path for problem in problems} == {"scenarios.short"}
    assert any(
        "med scenarioets endringer blir saken feil. support.operation.to_month" in problem.nb
        for problem in problems
    )


def test_what_is_wrong_in_the_case_itself_is_not_repeated_for_its_scenarios() -> None:
    stated = changed(sublease_case(), "products.flex.space", "loft")
    assert [problem.path for problem in problems_in(stated)] == ["products.flex.space"]
