"""Financing as the user states it: what is refused, with path and mend in both languages, and what is not."""

from typing import Any

import pytest

from feasibility.case import Case, CaseError, Problem, case_from_mapping
from tests.case.cases import minimal_case
from tests.case.test_rules import with_all

LOAN = {
    "kind": "annuity",
    "amount_nok": 100_000,
    "base_rate_share_per_year": 0.05,
    "drawdown_month": 1,
    "profile_months": 60,
}
AFTER = {key: value for key, value in LOAN.items() if key not in ("amount_nok", "drawdown_month")}
BUILD = {"kind": "construction", "amount_nok": 100_000, "base_rate_share_per_year": 0.05}
OVERDRAFT = {"limit_nok": 100_000, "rate_share_per_year": 0.09}
WORKS = {"amount_nok": 100_000, "start_month": 1, "months": 6}
VALUED = {"valuation": {"net_yield_share": 0.07}}
L = "financing.landlord.loans"


def case_with(loans: dict[str, Any], **changes: Any) -> Case:
    return case_from_mapping(with_all(minimal_case(), {L: loans, "works": {"w": WORKS}, **changes}))


def problems_in(loans: dict[str, Any], changes: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        case_with(loans, **changes)
    return raised.value.problems


def sized(loan: dict[str, Any], **sizing: float) -> dict[str, Any]:
    return {**{key: value for key, value in loan.items() if key != "amount_nok"}, "sizing": sizing}


# The landlord's loans, other changes, where the problem is, and what it says in each language.
BREACHES: list[tuple[dict[str, Any], dict[str, Any], str, str, str]] = [
    # Tenor, profile and terms.
    (
        {"a": {**LOAN, "tenor_months": 72}},
        {},
        f"{L}.a.tenor_months",
        "løpetiden på 72 måneder er lengre enn nedbetalingsprofilen på 60. Skriv høyst 60, eller øk",
        "the tenor of 72 months is longer than the amortisation profile of 60. Write at most 60, or raise",
    ),
    (
        {"a": {**LOAN, "terms": "quarterly", "profile_months": 61}},
        {},
        f"{L}.a.profile_months",
        "61 måneder er ikke et helt antall kvartaler, som er lånets terminer. Skriv 60 eller 63, eller terms",
        "61 months are not a whole number of quarters, the loan's terms. Write 60 or 63, or terms: monthly.",
    ),
    (
        {"a": {**LOAN, "terms": "yearly", "interest_only_months": 6}},
        {},
        f"{L}.a.interest_only_months",
        "6 måneder er ikke et helt antall år, som er lånets terminer. Skriv 12, eller terms: monthly.",
        "6 months are not a whole number of years, the loan's terms. Write 12, or terms: monthly.",
    ),
    (
        {"a": {**LOAN, "terms": "quarterly", "interest_only_months": 60}},
        {},
        f"{L}.a.interest_only_months",
        "60 avdragsfrie måneder gir ingen tid igjen av profilen på 60 måneder. Skriv høyst 57",
        "60 interest-only months leave nothing of the profile of 60 months. Write at most 57",
    ),
    (
        {"a": {**{key: LOAN[key] for key in LOAN if key != "profile_months"}, "kind": "bullet"}},
        {},
        f"{L}.a.tenor_months",
        "mangler. Her skal det stå antall måneder til lånet forfaller. Legg til linjen «tenor_months",
        'is missing. It takes the number of months until the loan matures. Add the line "tenor_months',
    ),
    (
        {
            "a": {
                **{key: LOAN[key] for key in LOAN if key != "profile_months"},
                "kind": "bullet",
                "tenor_months": 36,
                "sizing": {"minimum_cover": 1.5},
            }
        },
        {},
        f"{L}.a.profile_months",
        "mangler. Et avdragsfritt lån måles mot gjeldsbetjeningsgraden som om det ble betalt ned. Legg til",
        "is missing. A bullet is measured against debt service cover as if it were paid down. Add the line",
    ),
    (
        {
            "a": {
                **{key: LOAN[key] for key in LOAN if key != "profile_months"},
                "kind": "bullet",
                "terms": "yearly",
                "tenor_months": 30,
            }
        },
        {},
        f"{L}.a.tenor_months",
        "30 måneder er ikke et helt antall år, som er lånets terminer. Skriv 24 eller 36, eller terms",
        "30 months are not a whole number of years, the loan's terms. Write 24 or 36, or terms: monthly.",
    ),
    (
        {"a": {key: LOAN[key] for key in LOAN if key != "profile_months"}},
        {},
        f"{L}.a.profile_months",
        "mangler. Her skal det stå antall måneder lånet betales ned over. Legg til linjen «profile_months",
        'is missing. It takes the number of months the loan is repaid over. Add the line "profile_months',
    ),
    (
        {"a": {**LOAN, "terms": "weekly"}},
        {},
        f"{L}.a.terms",
        '"weekly" er ikke et gyldig valg. Skriv én av monthly, quarterly, yearly.',
        '"weekly" is not a valid choice. Write one of monthly, quarterly, yearly.',
    ),
    # Drawdown.
    (
        {"a": {**LOAN, "drawdown_month": 121}},
        {},
        f"{L}.a.drawdown_month",
        "måned 121 er etter sakens siste måned, 120. Skriv en måned fra 1 til 120, eller øk horizon_months.",
        "month 121 is after the case's last month, 120. Write a month from 1 to 120, or raise",
    ),
    (
        {"a": {key: LOAN[key] for key in LOAN if key != "drawdown_month"}},
        {},
        f"{L}.a.drawdown_month",
        "mangler. Her skal det stå måneden lånet utbetales. Legg til linjen «drawdown_month: …», eller la et",
        'is missing. It takes the month in which the loan is paid out. Add the line "drawdown_month: …", or',
    ),
    # Size.
    (
        {"a": {key: LOAN[key] for key in LOAN if key != "amount_nok"}},
        {},
        f"{L}.a",
        "ingen av amount_nok, share_of_works, sizing er oppgitt. Legg til nøyaktig én",
        "none of amount_nok, share_of_works, sizing is stated. Add exactly one",
    ),
    (
        {"a": {**LOAN, "share_of_works": 0.5}},
        {},
        f"{L}.a",
        "amount_nok og share_of_works er oppgitt samtidig. Behold nøyaktig én",
        "amount_nok and share_of_works are stated together. Keep exactly one",
    ),
    (
        {"a": sized(LOAN)},
        {},
        f"{L}.a.sizing",
        "ingen av share_of_value, share_of_works, minimum_cover er oppgitt. Legg til minst én",
        "none of share_of_value, share_of_works, minimum_cover is stated. Add at least one",
    ),
    (
        {"a": sized(LOAN, share_of_value=0.6)},
        {},
        f"{L}.a.sizing.share_of_value",
        "valuation mangler, så verdien er ikke kjent. Legg til valuation med net_yield_share, eller fjern",
        "valuation is missing, so no value is known. Add valuation with net_yield_share, or remove",
    ),
    (
        {"a": sized(LOAN, share_of_value=1.6)},
        VALUED,
        f"{L}.a.sizing.share_of_value",
        "1.6 er for stort. Skriv et tall over 0 og høyst 1 (andel).",
        "1.6 is too large. Write a number above 0 and at most 1 (share).",
    ),
    (
        {"a": sized(LOAN, share_of_works=60)},
        {},
        f"{L}.a.sizing.share_of_works",
        "60 er for stort. Skriv et tall over 0 og høyst 1 (andel). Mente du 0.6?",
        "60 is too large. Write a number above 0 and at most 1 (share). Did you mean 0.6?",
    ),
    (
        {"a": {**sized(LOAN, minimum_cover=1.2), "share_of_works": 0.5}},
        {},
        f"{L}.a.share_of_works",
        "share_of_works kan ikke stå sammen med sizing. Flytt tallet til sizing.share_of_works",
        "share_of_works cannot stand together with sizing. Move the number to sizing.share_of_works",
    ),
    (
        {},
        {"financing.operator.loans": {"a": sized(LOAN, share_of_value=0.6)}, **VALUED},
        "financing.operator.loans.a.sizing.share_of_value",
        "driveren eier ikke bygget og kan ikke låne på verdien. Bruk share_of_works eller minimum_cover",
        "the operator does not own the building and cannot borrow on its value. Use share_of_works or",
    ),
    (
        {"a": sized(BUILD, minimum_cover=1.2, share_of_works=0.5)},
        {},
        f"{L}.a.sizing.minimum_cover",
        "et byggelån har ingen avdrag å dekke. Sett minimum_cover på lånet det konverteres til.",
        "a construction loan has no instalments to cover. State minimum_cover of the loan it is converted",
    ),
    # What only one kind has.
    (
        {"a": {**LOAN, "commission_share_per_year": 0.01}},
        {},
        f"{L}.a.commission_share_per_year",
        "0.01 kan ikke oppgis her: bare et byggelån har det. Fjern linjen.",
        "0.01 cannot stand here: only a construction loan has it. Remove the line.",
    ),
    (
        {"a": {**BUILD, "profile_months": 12}},
        {},
        f"{L}.a.profile_months",
        "12 kan ikke oppgis her: et byggelån har ingen avdrag; det gjøres opp når arbeidene er ferdige.",
        "12 cannot stand here: a construction loan has no instalments; it is settled when the works are",
    ),
    # Construction loans and their works.
    (
        {"a": BUILD},
        {"works": {}},
        f"{L}.a.kind",
        "saken har ingen arbeider å betale. Legg til works, eller velg kind",
        "the case has no works to pay. Add works, or choose kind",
    ),
    (
        {"a": {**BUILD, "works": ["v"]}},
        {},
        f"{L}.a.works.0",
        "«v» finnes ikke i works. Gyldige her: w. Eller legg til works.v.",
        '"v" does not exist in works. Valid here: w. Or add works.v.',
    ),
    (
        {"a": {**BUILD, "drawdown_month": 7}},
        {},
        f"{L}.a.drawdown_month",
        "byggelånet åpnes i måned 7, etter at arbeidene er ferdige i måned 6. Skriv en måned fra 1 til 6",
        "the construction loan opens in month 7, after the works are completed in month 6. Write a month",
    ),
    (
        {"a": BUILD, "b": {**BUILD, "works": ["w"]}},
        {},
        f"{L}.b.works",
        "«w» betales også av byggelånet «a». List arbeidene hvert byggelån betaler",
        '"w" is also paid by the construction loan "a". List the works each construction loan pays',
    ),
    # Which loan takes over which.
    (
        {"a": {**LOAN, "refinanced_by": "bank"}, "ban": LOAN},
        {},
        f"{L}.a.refinanced_by",
        "«bank» finnes ikke i financing.landlord.loans. Mente du «ban»? Gyldige her: a, ban. Eller legg til",
        '"bank" does not exist in financing.landlord.loans. Did you mean "ban"? Valid here: a, ban. Or add',
    ),
    (
        {"a": {**BUILD, "converts_to": "bank"}},
        {},
        f"{L}.a.converts_to",
        "«bank» finnes ikke i financing.landlord.loans.",
        '"bank" does not exist in financing.landlord.loans.',
    ),
    (
        {"a": {**LOAN, "refinanced_by": "b"}, "b": {**AFTER, "drawdown_month": 60}},
        {},
        f"{L}.b.drawdown_month",
        "60 kan ikke oppgis her: lånet utbetales når «a» gjøres opp. Fjern linjen.",
        '60 cannot stand here: the loan is paid out when "a" is settled. Remove the line.',
    ),
    (
        {"a": {**LOAN, "refinanced_by": "b"}, "b": BUILD},
        {},
        f"{L}.a.refinanced_by",
        "«b» er et byggelån og kan ikke overta et annet lån. Vis til et lån av kind annuity, serial",
        '"b" is a construction loan and cannot take over another loan. Refer to a loan of kind annuity',
    ),
    (
        {"a": {**LOAN, "refinanced_by": "c"}, "b": {**LOAN, "refinanced_by": "c"}, "c": AFTER},
        {},
        f"{L}.b.refinanced_by",
        "«c» overtar alt «a». Vis til et eget lån for hvert av dem.",
        '"c" already takes over "a". Refer to a loan of its own for each of them.',
    ),
    (
        {"a": {**AFTER, "refinanced_by": "b"}, "b": {**AFTER, "refinanced_by": "a"}},
        {},
        f"{L}.a.refinanced_by",
        "lånene overtar hverandre i ring: a → b → a. Fjern ett av leddene.",
        "the loans take over one another in a ring: a → b → a. Remove one of the links.",
    ),
    (
        {"a": {**AFTER, "refinanced_by": "a"}},
        {},
        f"{L}.a.refinanced_by",
        "lånene overtar hverandre i ring: a → a.",
        "the loans take over one another in a ring: a → a.",
    ),
    # A loan that takes over another needs its rate from then: month 73 is in 2032.
    (
        {
            "a": {**LOAN, "drawdown_month": 12, "refinanced_by": "b"},
            "b": {**AFTER, "base_rate_share_per_year": {2033: 0.05}},
        },
        {},
        f"{L}.b.base_rate_share_per_year",
        "første år er 2033, men satsen trengs fra 2032.",
        "the first year is 2033, but the rate is needed from 2032.",
    ),
    # Overdraft.
    (
        {},
        {"financing.operator.overdraft": {"rate_share_per_year": 0.09}},
        "financing.operator.overdraft.limit_nok",
        "mangler. Her skal det stå et tall over 0 (kr). Legg til linjen «limit_nok: …».",
        'is missing. It takes a number above 0 (NOK). Add the line "limit_nok: …".',
    ),
    (
        {},
        {"financing.operator.overdraft": {**OVERDRAFT, "limit_nok": 0}},
        "financing.operator.overdraft.limit_nok",
        "0 er for lite. Skriv et tall over 0 (kr).",
        "0 is too small. Write a number above 0 (NOK).",
    ),
    (
        {},
        {"financing.operator.overdraft": {**OVERDRAFT, "commission_share_per_year": 1}},
        "financing.operator.overdraft.commission_share_per_year",
        "1 er for stort.",
        "1 is too large.",
    ),
    (
        {},
        {"financing.operator.overdraft": {**OVERDRAFT, "rate_share_per_year": {2030: 0.09}}},
        "financing.operator.overdraft.rate_share_per_year",
        "første år er 2030, men satsen trengs fra 2026.",
        "the first year is 2030, but the rate is needed from 2026.",
    ),
]


@pytest.mark.parametrize(("loans", "changes", "path", "nb", "en"), BREACHES)
def test_breach(loans: dict[str, Any], changes: dict[str, Any], path: str, nb: str, en: str) -> None:
    problems = problems_in(loans, changes)
    assert [problem.path for problem in problems] == [path]
    assert problems[0].nb.startswith(path)
    assert nb in problems[0].nb
    assert problems[0].en.startswith(path)
    assert en in problems[0].en


ALLOWED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"a": {**LOAN, "terms": "quarterly", "tenor_months": 3, "interest_only_months": 57}}, {}),
    ({"a": {**LOAN, "terms": "yearly", "tenor_months": 60}}, {}),
    ({"a": {**LOAN, "drawdown_month": 120}}, {}),
    (
        {"a": {**LOAN, "drawdown_month": 119, "follows_works": "w"}},
        {"works": {"w": {**WORKS, "delay_months": 1}}},
    ),
    ({"a": sized(LOAN, share_of_value=1, share_of_works=1, minimum_cover=0.1)}, VALUED),
    ({"a": {**LOAN, "sizing": {"share_of_works": 0.5}}}, {}),
    ({"a": {**LOAN, "refinanced_by": "b"}, "b": AFTER}, {}),
    ({"b": {**AFTER, "amount_nok": 1}, "a": {**LOAN, "refinanced_by": "b"}}, {}),
    ({"a": {**LOAN, "refinanced_by": "b"}, "b": sized(AFTER, minimum_cover=1.2)}, {}),
    ({"a": {**BUILD, "drawdown_month": 6, "converts_to": "b"}, "b": AFTER}, {}),
    ({"a": {**BUILD, "works": ["w"]}, "b": {**BUILD, "works": ["v"]}}, {"works": {"w": WORKS, "v": WORKS}}),
    ({}, {"financing.operator.overdraft": OVERDRAFT}),
    ({}, {"financing.operator.overdraft": {**OVERDRAFT, "rate_share_per_year": {2026: 0.09, 2030: 0.1}}}),
]


@pytest.mark.parametrize(("loans", "changes"), ALLOWED)
def test_allowed(loans: dict[str, Any], changes: dict[str, Any]) -> None:
    case_with(loans, **changes)


def test_defaults() -> None:
    case = case_with({"a": LOAN})
    loan = case.financing.landlord.loans["a"]
    assert (loan.terms, loan.months_per_term, loan.term_fee_nok, loan.commission_share_per_year) == (
        "monthly",
        1,
        0.0,
        0.0,
    )
    assert (loan.sizing, loan.refinanced_by, loan.converts_to, loan.works) == (None, None, None, None)
    assert case.financing.operator.overdraft is None
    assert loan.maturity_months == 60


def test_which_loan_takes_over_which() -> None:
    financing = case_with({"b": AFTER, "a": {**LOAN, "refinanced_by": "b"}}).financing.landlord
    assert (financing.taken_over("b"), financing.taken_over("a")) == ("a", None)
    financing = case_with({"build": {**BUILD, "converts_to": "b"}, "b": AFTER}).financing.landlord
    assert financing.taken_over("b") == "build"


def test_every_mistake_is_reported_at_once() -> None:
    loans = {"a": {**LOAN, "tenor_months": 72, "refinanced_by": "x"}, "b": {**AFTER, "amount_nok": 1}}
    changes = {"financing.operator.overdraft": {"rate_share_per_year": 0.09}}
    assert [problem.path for problem in problems_in(loans, changes)] == [
        "financing.operator.overdraft.limit_nok",
        f"{L}.a.tenor_months",
        f"{L}.a.refinanced_by",
        f"{L}.b.drawdown_month",
    ]
