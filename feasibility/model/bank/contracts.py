"""What a bank asks of signed customers: how many places, what they bring, and for how long."""

from __future__ import annotations

from feasibility.engine.expr import Axis, Expr, greatest, least, over, value_at, when
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.bank.groups import Groups
from feasibility.model.base.bank_view import Group
from feasibility.model.concept.contracts import contract_name

NONE_THEN = null("ingen kontrakt løper da", "no contract runs then")


def signed_contracts(groups: Groups) -> Group | None:
    """Signed contracts with the concept in place; None where no product lists any."""
    c, sold = groups.c, [s for s in groups.income.sold if s.signed]
    if not sold:
        return None
    ready = groups.ready
    places = c.m.line(
        "bank.contracts.places_by_month",
        c.sum([s.lines.signed for s in sold if s.lines.signed is not None]),
        "people",
        Label("Plasser på signert kontrakt", "Places of signed contracts"),
        axis=Axis.MONTH,
    )
    brings = c.m.line(
        "bank.contracts.income_by_month",
        c.sum([line for s in sold for line in s.signed]),
        "NOK",
        Label("Inntekt av signerte kontrakter", "Income of signed contracts"),
        axis=Axis.MONTH,
    )
    by_term: list[Expr] = []
    by_notice: list[Expr] = []
    for s in sold:
        contracts = c.case.products[s.lines.id].contracts
        for i, (contract, income) in enumerate(zip(contracts, s.signed, strict=True)):
            path, of = f"products.{s.lines.id}.contracts.{i}", contract_name(c, s.lines.id, i)
            notice = c.number(f"{path}.notice_months", of)
            term: Expr = notice
            sure: Expr = notice
            if contract.to_month is not None:
                term = greatest(0, c.number(f"{path}.to_month", of) - ready)
                sure = when(notice > 0, least(term, notice), term)
            earned = value_at(income, ready)
            by_term.append(earned * term)
            by_notice.append(earned * sure)
    month = groups.scalar(
        "contracts.month_income",
        value_at(brings, ready),
        "NOK/month",
        "Inntekt i måneden når konseptet er på plass",
        "Income of the month with the concept in place",
    )
    return Group(
        "contracts",
        Label("Signerte kontrakter", "Signed contracts"),
        (
            groups.scalar(
                "contracts.places",
                value_at(places, ready),
                "people",
                "Plasser på kontrakt når konseptet er på plass",
                "Places under contract with the concept in place",
            ),
            month,
            groups.scalar(
                "contracts.to_expiry",
                over(c.sum(by_term) / 12, month.line, NONE_THEN),
                "years",
                "Vektet gjenværende tid, til utløp",
                "Weighted remaining term, to expiry",
                Label(
                    "Vektet med inntekten; en kontrakt uten utløp teller med oppsigelsestiden.",
                    "Weighted by income; a contract without an end counts with its notice.",
                ),
            ),
            groups.scalar(
                "contracts.to_notice",
                over(c.sum(by_notice) / 12, month.line, NONE_THEN),
                "years",
                "Vektet gjenværende tid, til første oppsigelse",
                "Weighted remaining term, to the first notice",
                Label(
                    "Oppsigelsestid 0 på en kontrakt med utløp betyr at den ikke kan sies opp før.",
                    "Notice of 0 on a contract with an end means that it cannot be ended before.",
                ),
            ),
        ),
    )
