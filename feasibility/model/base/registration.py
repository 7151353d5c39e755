"""From which month a company is registered for VAT: what it may charge and deduct (docs/model.md §6).

Turnover is held against the threshold of registration as if no VAT were charged, so that the month in which
the threshold is passed never depends on itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case.form.stated import VatRegistration
from feasibility.engine.expr import Axis, Const, Expr, Line, as_expr, flag, when, window_sum
from feasibility.engine.flows import Flow, Ledger, Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, OPERATORS, VAT
from feasibility.model.base.regime import PRICE
from feasibility.record import record
from feasibility.rules import VatKind, parameter

# Supplies that a company makes to others, by the category of the flow.
TURNOVER = ("income_rent", "income_services", "rent", "common_costs_recovered", "management_fee")
_BASIS = ("mval § 2-1", "mval § 2-3", "mval § 2-4")
_BLOCK = ("registration", "Registrering for mva.", "VAT registration", *_BASIS, "§6")


@record
class BeforeVat:
    """What a flow brings while no VAT is charged, NOK by month: the whole, and the taxable part of it."""

    flow: str
    whole: Expr
    taxable: Expr


def turnover(ledger: Ledger, party: Party) -> list[Flow]:
    """What a company supplies for consideration: its sales, and grants that are part of their price (mval
    § 4-1 first paragraph)."""
    grants = [flow for flow in ledger.chosen(party, True, {"operating_grant"}) if flow.use == PRICE]
    return [*ledger.chosen(party, True, TURNOVER), *grants]


def registered(c: Context, party: Party, prefix: str = "") -> Expr:
    """1 in months a company is registered; 1 throughout where the case states that it is, or will be in
    advance (forhåndsregistrering). `close_registration` gives the line its formula."""
    choice = registration_of(c, party)
    if choice != "from_threshold":
        return as_expr(1)
    id = f"{prefix}{party.id}.vat.registered"
    known = c.m.lines.get(id)
    if known is not None:
        return known
    # whoever let with VAT before the case begins is registered already
    before = flag(c.number("vat.previous_use_share", VAT) > 0) if party == LANDLORD else as_expr(0)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    with c.block(*_BLOCK):
        return c.m.declare(
            id,
            "count",
            Label(f"Registrert for mva., {nb}", f"Registered for VAT, {en}"),
            Label(
                "Fra måneden der avgiftspliktig omsetning de siste tolv månedene har passert grensen.",
                "From the month taxable turnover of the last twelve months has passed the threshold.",
            ),
            opening=before,
        )


def registration_of(c: Context, party: Party) -> VatRegistration:
    """What the case states of a company's registration."""
    stated: VatRegistration = getattr(c.case.vat, f"{party.id}_registration")
    return stated


def charged(c: Context, kind: VatKind, *parties: Expr) -> Expr | None:
    """The VAT rate of what is sold, nothing in months in which one who must be registered is not."""
    rate: Expr | None = c.vat(kind)
    for is_registered in parties:
        if rate is not None and not isinstance(is_registered, Const):
            rate = rate * is_registered
    return rate


def between(c: Context, tenant: Party, lessor: Party = LANDLORD) -> tuple[Expr, Expr]:
    """What letting with VAT to another company asks: both of them registered (mval § 2-3)."""
    return registered(c, lessor), registered(c, tenant)


def close_registration(
    c: Context, ledger: Ledger, party: Party, before_vat: Sequence[BeforeVat] = (), prefix: str = ""
) -> Line:
    """Taxable turnover of a company by month, and from it the month it is registered from.

    Args:
        before_vat: flows whose amount itself depends on the registration.
    """
    m = c.m
    nb, en = party.label.nb.lower(), party.label.en.lower()
    instead = {each.flow: each.taxable for each in before_vat}
    parts: list[Expr] = []
    for flow in turnover(ledger, party):
        if flow.taxed is None:
            continue
        amount = instead.get(flow.id, flow.earned * flow.taxed)
        if flow.payer in OPERATORS and not isinstance(registered(c, flow.payer), Const):
            amount = amount * registered(c, flow.payer)  # letting to one who is not registered is exempt
        parts.append(amount)
    line = registered(c, party, prefix)
    with c.block(*_BLOCK):
        taxable = m.line(
            f"{prefix}{party.id}.vat.taxable_turnover",
            c.sum(parts),
            "NOK",
            Label(f"Avgiftspliktig omsetning, {nb}", f"Taxable turnover, {en}"),
            Label(
                "Det som er avgiftspliktig når selskapet er registrert, etter prisen uten mva.",
                "What is taxable once the company is registered, at the price without VAT.",
            ),
            axis=Axis.MONTH,
        )
        if isinstance(line, Line):
            limit = c.rule(parameter("vat_registration_threshold"))
            passed = flag(window_sum(taxable, -11, 0) > limit)
            m.define(line, when(line.previous.equals(1), 1, passed))
    return taxable
