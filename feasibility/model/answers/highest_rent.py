"""The highest rent the operator can bear (docs/model.md §10)."""

from __future__ import annotations

from feasibility.engine.expr import (
    Expr,
    Line,
    divisor,
    when,
)
from feasibility.engine.flows import Ledger
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import project_cash
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, LEASE, LENDER, MUNICIPALITY, OPERATOR
from feasibility.model.base.regime import CHARGED
from feasibility.model.base.registration import between, charged
from feasibility.model.base.result import Measure
from feasibility.model.deal.deferral import put_off
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.value.property_value import month_rate
from feasibility.model.vat.deduction import full_deduction
from feasibility.model.vat.settlement import settle_vat


def highest_rent(c: Context, measures: Measures, lease: LeaseLines, registered: Line) -> Measure:
    """The rent per m² at which the operator's present value is zero (docs/model.md §10).

    Present value before tax is linear in the rent: each NOK of rent is taken through the same reductions,
    payment, VAT settlement and support as the rent itself, on a ledger of its own. Turnover rent is not
    linear, nor is tax, since losses are carried forward.
    """
    nb, en = "Høyeste leie driveren tåler, før skatt", "Highest rent the operator can bear, before tax"
    follows = not_linear(c, lease)
    if follows is not None:
        return Measure(measures.scalar("operator.highest_rent", follows, "NOK/m2/year", nb, en), "operator")
    assert c.case.deal.structure == "sublease"
    rent = c.number("deal.lease.rent_nok_per_m2_year", LEASE)
    ledger = Ledger(c.m, c.calendar)
    stated = c.case.deal.lease
    with c.block("highest_rent", "Leie driveren tåler", "Affordable rent", "§10"):
        label = Label("Én krone i leie per m²", "One NOK of rent per m²")
        ledger.flow(
            "unit.rent",
            OPERATOR,
            LANDLORD,
            lease.unit_rent,
            "rent",
            label,
            charged(c, "standard", *between(c, OPERATOR)),
            lease.timing,
            taxed=registered,
            use=CHARGED,
        )
        if stated.deferral is not None:
            of = Label(f"{label.nb}, utsatt", f"{label.en}, put off")
            put_off(c, ledger, "unit.deferred", lease.unit_rent, lease, of)
        _covered(c, ledger, lease, label)
        if stated.security.kind == "guarantee":
            path = "deal.lease.security"
            vat = charged(c, "standard", *between(c, OPERATOR))
            assert vat is not None
            fee = c.number(f"{path}.guarantee_fee_share_per_year", LEASE) / 12
            held = (
                c.number(f"{path}.months_of_rent", LEASE)
                * lease.area
                / 12
                * (1 + vat * registered)
                * lease.within
            )
            of_fee = Label(f"{label.nb}: garantiprovisjon", f"{label.en}: guarantee fee")
            ledger.flow("unit.guarantee", OPERATOR, LENDER, held * fee, "operating_cost", of_fee)
        with c.m.course("unit.", label):
            settle_vat(c, ledger, OPERATOR, full_deduction(c, OPERATOR), (), "unit.", refunds_wait=False)
            cost = project_cash(c, ledger, OPERATOR, "unit.")
    rate = month_rate(c, "operator", OPERATOR.label)
    each = measures.npv(
        "operator.rent_slope",
        cost,
        rate,
        "Nåverdi av én krone i leie per m²",
        "Present value of one NOK of rent per m²",
    )
    now = measures.npv(
        "operator.npv_before_tax",
        c.m.lines["operator.project_cash_before_tax"],
        rate,
        "Nåverdi før skatt, driver",
        "Present value before tax, operator",
    )
    borne = rent + now / divisor(-each)
    line = measures.scalar(
        "operator.highest_rent",
        when(
            each < 0,
            when(
                borne >= 0,
                borne,
                null("driveren taper også uten leie", "the operator loses even without rent"),
            ),
            null("leien påvirker ikke driveren", "the rent does not touch the operator"),
        ),
        "NOK/m2/year",
        nb,
        en,
        Label(
            "Med sakens leiereduksjoner; driverens nåverdi før finansiering og skatt er da null.",
            "With the case's reductions; the operator's present value before financing and tax is then zero.",
        ),
    )
    return Measure(line, "operator", True)


def not_linear(c: Context, lease: LeaseLines) -> Expr | None:
    """Why the operator's present value is not linear in the rent; None where it is."""
    if c.case.phases:
        return null("avtalen endres med fasene", "the deal changes with the phases")
    deal, deferral = c.case.deal, lease.agreed.stated.deferral
    if deal.structure != "sublease":
        return null("leien følger omsetningen", "the rent follows turnover")
    if deal.profit_share is not None:
        return null("leien følger resultatet", "the rent follows the result")
    if deferral is not None and deferral.repaid_share_of_result is not None:
        return null("utsatt leie betales tilbake etter resultatet", "rent put off is repaid by the result")
    return None


def _covered(c: Context, ledger: Ledger, lease: LeaseLines, label: Label) -> None:
    for key, item in c.case.support.items():
        if item.kind != "free_premises":
            continue
        path, name = f"support.{key}", c.name("support", key)
        within = c.calendar.within(c.number(f"{path}.from_month", name), c.number(f"{path}.to_month", name))
        amount = c.if_support(c.number(f"{path}.share", name) * lease.unit_rent * within)
        of = Label(f"{label.nb}: {name}", f"{label.en}: {name}")
        ledger.flow(f"unit.{key}", MUNICIPALITY, OPERATOR, amount, "operating_grant", of)
