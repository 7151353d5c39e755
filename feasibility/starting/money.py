"""Works, who pays them, the loan, and the owners' money that goes with them.

Equity follows the works: what a party pays of them with VAT, less its loan, and beside it the reserve that
the template has. Else a place twice as large would run short of money for no reason of its own.
"""

from __future__ import annotations

import datetime
import math
from typing import Final

from feasibility.case import Case
from feasibility.language import format_number
from feasibility.names import CompanyId
from feasibility.rules.vat import VAT_STANDARD
from feasibility.starting.answers import QuickStart
from feasibility.starting.notes import Changes, in_thousands, said, worked_out
from feasibility.starting.places import scaled

_WORKS, _BANK = "works.ombygging", "financing.landlord.loans.bank"
_OPERATORS_LOAN: Final = "financing.operator.loans.oppstart"
_COMPANIES: Final[tuple[CompanyId, ...]] = ("landlord", "operator")


def changes(template: Case, answers: QuickStart) -> Changes:
    """Works, loan and equity."""
    was = template.works["ombygging"]
    changed: Changes = {}
    if answers.works_nok is None:
        changed[f"{_WORKS}.amount_nok"] = scaled(template, was.amount_nok, answers.area_m2)
        works = in_thousands(was.amount_nok * answers.area_m2 / template.building.total_m2)
    else:
        changed[f"{_WORKS}.amount_nok"] = said(answers.works_nok)
        works = answers.works_nok
    share = was.landlord_share
    if answers.landlord_works_share is not None:
        share = answers.landlord_works_share
        changed[f"{_WORKS}.landlord_share"] = said(share)
    paid: dict[CompanyId, float] = {"landlord": works * share, "operator": works * (1 - share)}
    loans = dict.fromkeys(_COMPANIES, 0.0)
    if answers.borrower == "operator":
        loans["operator"] = answers.loan_nok or 0.0
        changed |= _operators_loan(template, loans["operator"])
    else:
        loans["landlord"], loan = _landlords_loan(template, answers, paid["landlord"])
        changed |= loan
    return changed | _equity(template, answers.area_m2, paid, loans)


def _landlords_loan(template: Case, answers: QuickStart, paid: float) -> tuple[float, Changes]:
    """The landlord's loan; left out, the template's by what the landlord pays of the works."""
    was = template.financing.landlord.loans["bank"].amount_nok
    assert was is not None
    if answers.loan_nok is not None:
        amount, noted = answers.loan_nok, said(answers.loan_nok)
    else:
        before = _paid_in(template)["landlord"]
        amount = in_thousands(was * paid / before)
        part = format_number(100 * was / before, 0, "nb")
        how = f"malens lån, {part} % av det gårdeieren betaler; hent tilbud"
        noted = worked_out(amount, how)
    return amount, {f"{_BANK}.amount_nok": noted} if amount else {_BANK: None}


def _operators_loan(template: Case, amount: float) -> Changes:
    """The operator's loan in place of the landlord's, on the terms that the template suggests for one."""
    changed: Changes = {_BANK: None}
    if amount:
        bank = template.financing.landlord.loans["bank"]
        note = template.sources["financing.landlord.loans.bank.base_rate_share_per_year"]
        changed[_OPERATORS_LOAN] = {
            "kind": "serial",
            "amount_nok": said(amount),
            "base_rate_share_per_year": {
                "value": bank.base_rate_share_per_year,
                "source": note.text,
                "date": note.date,
            },
            "margin_share_per_year": worked_out(0.04, "nystartet drift uten sikkerhet; hent tilbud"),
            "drawdown_month": worked_out(5, "når det innredes"),
            "profile_months": worked_out(60, "fem år; hent tilbud"),
            "interest_only_months": worked_out(12, "avdragsfritt det første året; hent tilbud"),
        }
    return changed


def _paid_in(template: Case) -> dict[CompanyId, float]:
    """What each party pays of the template's works."""
    works = template.works["ombygging"]
    return {
        "landlord": works.amount_nok * works.landlord_share,
        "operator": works.amount_nok * (1 - works.landlord_share),
    }


def _equity(
    template: Case, area_m2: float, paid: dict[CompanyId, float], loans: dict[CompanyId, float]
) -> Changes:
    """The owners' money: works with VAT less the loan, and the template's reserve."""
    year, _, month = template.start_month.partition("-")
    with_vat = 1 + VAT_STANDARD.at(datetime.date(int(year), int(month), 1)).value
    larger = max(1.0, area_m2 / template.building.total_m2)
    changed: Changes = {}
    for company in template.deal.companies:
        financing = getattr(template.financing, company)
        was = sum(payment.amount_nok for payment in financing.equity)
        lent = sum(loan.amount_nok or 0.0 for loan in financing.loans.values())
        reserve = larger * max(0.0, was - with_vat * _paid_in(template)[company] + lent)
        amount = max(0.0, with_vat * paid[company] - loans[company] + reserve)
        how = "arbeidene med mva. mindre lånet, og malens reserve; bytt ut"
        changed[f"financing.{company}.equity"] = [
            {
                "month": worked_out(1, "før arbeidene begynner"),
                "amount_nok": worked_out(math.ceil(amount / 1000) * 1000, how),
            }
        ]
        path = f"financing.{company}.capital_call_limit_nok"
        limit = financing.capital_call_limit_nok
        changed[path] = worked_out(in_thousands(larger * limit), "malens reserve, etter arealet; bytt ut")
    return changed
