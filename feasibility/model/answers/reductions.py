"""What the rent reductions cost the landlord, and the net effective rent (docs/model.md §4).

A reduction's present cost is what the landlord's cash before tax is worth less for it: the rent when it would
have been paid, with its VAT until that is settled, less what a turnover rent takes back when it does. Every
month's rent has one such worth per krone, so reductions are weighed by it, together and one by one.
"""

from __future__ import annotations

from feasibility.case.form.deal import TurnoverRent
from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    divisor,
    either,
    least,
    npv,
    sum_of,
    when,
)
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, OPERATORS
from feasibility.model.base.registration import charged as rate_charged
from feasibility.model.base.registration import registered
from feasibility.model.base.result import Measure
from feasibility.model.base.stages import operator_registered
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.lease_year import lease_year
from feasibility.model.deal.rent_payment import opens_period
from feasibility.model.deal.term import Term, leases_of
from feasibility.model.value.property_value import landlord_month_rate
from feasibility.model.vat.settlement import month_settled


def reduction_measures(
    c: Context, measures: Measures, terms: Term, lease: LeaseLines, kept: Line, works: Line
) -> list[Measure]:
    """Nominal and present cost of the reductions, and net effective rent both ways.

    Args:
        kept: the reductions less what a turnover rent takes back of them, NOK by month.
        works: what the landlord pays of works, NOK by month.
    """
    worth = _worth(c, terms, lease, kept)
    nominal = measures.scalar(
        "landlord.reduction_nominal",
        sum_of(kept),
        "NOK",
        "Avslag gitt, i alt",
        "Reductions given, in all",
        Label(
            "Leien uten avslagene − leien med dem.", "The rent without the reductions − the rent with them."
        ),
        basis=("§4",),
    )
    present = measures.scalar(
        "landlord.reduction_present",
        sum_of(worth),
        "NOK",
        "Avslag gitt (nåverdi)",
        "Reductions given (present value)",
        Label(
            "Av leien når den ville vært betalt, med mva. til den gjøres opp; før skatt.",
            "Of the rent when it would have been paid, with VAT until it is settled; before tax.",
        ),
        basis=("§4",),
    )
    return [
        Measure(nominal, "landlord"),
        Measure(present, "landlord", True),
        *_each(c, measures, terms, lease, kept, worth),
        *_effective(c, measures, lease, works),
    ]


def _worth(c: Context, terms: Term, lease: LeaseLines, kept: Line) -> Line:
    """Present value of each month's reduction, NOK at time 0."""
    m, cal, rate = (
        c.m,
        c.calendar,
        rate_charged(c, "standard", registered(c, LANDLORD), operator_registered(c)),
    )
    given = lease.given(c)
    (_, stated), *_ = leases_of(terms)
    if not lease.reduced:
        return given
    with c.block("reductions", "Avslag i leien", "Rent reductions", "§4"):
        charged = m.line(
            "reductions.charged",
            c.sum([]) if rate is None else rate * lease.charged,
            "share",
            Label("Mva. på leien", "VAT on the rent"),
            total="none",
            axis=Axis.MONTH,
        )
        paid, vat = cal.number, charged
        if stated.payment != "monthly":
            here = either(opens_period(c, stated.payment), lease.starts.equals(1))
            paid = m.recurrence(
                "reductions.paid_month",
                lambda before: when(here, cal.number, before),
                "month",
                Label("Måneden leien betales i", "The month the rent is paid in"),
                total="none",
            )
            vat = m.recurrence(
                "reductions.vat_share",
                lambda before: when(here, charged, before),
                "share",
                Label("Mva. på leien når den betales", "VAT on the rent when it is paid"),
                total="none",
            )
        worth = given * _per_nok(c, "reductions", paid, vat, Label("Leie", "Rent"))
        if kept is not given:
            worth = worth - (given - kept) * _back(c, terms, charged)
        return m.line(
            "reductions.worth",
            worth,
            "NOK",
            Label("Avslag i leien, nåverdi", "Rent reduction, present value"),
            Label(
                "Måneden er den leien er for; verdien er ved start.",
                "The month is that which the rent is for; the value is at the start.",
            ),
        )


def _back(c: Context, terms: Term, charged: Line) -> Expr:
    """Present value of NOK 1 of turnover rent, by the month it is for: paid the month after it is settled, at
    the horizon at once."""
    m, cal = c.m, c.calendar
    each = _per_nok(
        c,
        "reductions.back",
        least(cal.horizon, cal.number + 1),
        when(cal.is_last.equals(1), charged, charged.lag(-1)),
        Label("Omsetningsleie", "Turnover rent"),
    )
    turnover = terms.stages[0].deal
    if isinstance(turnover, TurnoverRent) and turnover.turnover.settlement_year == "lease":
        return lease_year(c, terms.stages[0]).whole(each.id, each, each.label, "share")
    label = Label(f"{each.label.nb}, i desember", f"{each.label.en}, in December")
    booked = m.line("reductions.back.booked", cal.is_year_end * each, "share", label, total="none")
    return m.at_year(m.line("reductions.back.year", m.year_sum(booked), "share", each.label, total="none"))


def _per_nok(c: Context, id: str, paid: Expr, vat: Expr, of: Label) -> Line:
    """Present value of NOK 1 ex VAT paid in a month, with its VAT until that is settled."""
    m, rate = c.m, landlord_month_rate(c)

    def label(nb: str, en: str) -> Label:
        return Label(f"{of.nb}: {nb}", f"{of.en}: {en}")

    settled = m.line(
        f"{id}.vat_month",
        month_settled(c, paid),
        "month",
        label("måneden mva. gjøres opp", "the month VAT is settled in"),
        total="none",
    )
    held = m.line(
        f"{id}.vat_held",
        vat * (1 / (1 + rate) ** paid - 1 / (1 + rate) ** settled),
        "share",
        label("verdi av å ha mva. til den gjøres opp", "worth of holding VAT until it is settled"),
        total="none",
    )
    return m.line(
        f"{id}.per_nok",
        1 / (1 + rate) ** paid + held,
        "share",
        label("nåverdi av én krone", "present value of one krone"),
        total="none",
    )


def _each(
    c: Context, measures: Measures, terms: Term, lease: LeaseLines, kept: Line, worth: Line
) -> list[Measure]:
    """Nominal and present cost of every reduction by itself, where there are several in one lease."""
    m, found = c.m, leases_of(terms)
    stated = found[0][1]
    if len(found) > 1 or len(stated.reductions) < 2:
        return []
    before = "lease" if len(terms.stages) == 1 else f"{found[0][0].id}.lease"
    out: list[Measure] = []
    for i in range(1, len(stated.reductions) + 1):
        id, nb, en = f"landlord.reduction.{i}", f"Leiereduksjon {i}", f"Rent reduction {i}"
        within = m.lines[f"{before}.reduction.{i}.within"]
        amount = m.lines[f"{before}.reduction.{i}.amount"]
        with c.block("reductions", "Avslag i leien", "Rent reductions", "§4"):
            if kept is not lease.reduction:
                amount = m.line(
                    f"reductions.{i}.kept", within * kept, "NOK", Label(f"{nb}: beholdt", f"{en}: kept")
                )
            part = m.line(
                f"reductions.{i}.worth",
                within * worth,
                "NOK",
                Label(f"{nb}: nåverdi", f"{en}: present value"),
            )
        named = (
            measures.total(f"{id}.nominal", amount, f"{nb}, i alt", f"{en}, in all"),
            measures.total(f"{id}.present", part, f"{nb} (nåverdi)", f"{en} (present value)"),
        )
        out += [Measure(line, "landlord") for line in named]
    return out


def _effective(c: Context, measures: Measures, lease: LeaseLines, works: Line) -> list[Measure]:
    """Net effective rent over the lease inside the horizon, spread evenly and discounted."""
    m, rate = c.m, landlord_month_rate(c)
    with c.block("measures", "Nøkkeltall", "Measures", "§10"):
        earned: Line = lease.rent
        if "turnover.rent" in m.lines:
            earned = m.line(
                "landlord.rent_earned",
                lease.rent + m.lines["turnover.rent"],
                "NOK",
                Label("Leie opptjent, med omsetningsleie", "Rent earned, turnover rent included"),
            )
        elif "profit.rent" in m.lines:
            earned = m.line(
                "landlord.rent_earned",
                lease.rent + m.lines["profit.rent"],
                "NOK",
                Label("Leie opptjent, med overskuddsleie", "Rent earned, share of profit included"),
            )
        given = [f for f in c.ledger.chosen(LANDLORD, False, {"operating_grant"}) if f.receiver in OPERATORS]
        net = m.line(
            "landlord.rent_less_incentives",
            earned - works - c.sum([f.earned for f in given]) + _moved(c, lease),
            "NOK",
            Label(
                "Leie etter arbeider og støtte fra gårdeier", "Rent less works and support from the landlord"
            ),
        )
        months = m.line(
            "lease.months_in_horizon",
            sum_of(lease.within),
            "months",
            Label("Leiemåneder innen horisonten", "Lease months in the horizon"),
            total="none",
        )
    reason = null("ingen leiemåneder", "no lease months")
    straight = measures.scalar(
        "landlord.net_effective_rent",
        when(months > 0, sum_of(net) / divisor(months) * 12 / lease.mean_area, reason),
        "NOK/m2/year",
        "Netto effektiv leie, jevnt fordelt",
        "Net effective rent, straight-line",
        Label(
            "Opptjent leie fratrukket arbeider betalt av gårdeieren, over leietiden innen horisonten.",
            "Rent earned less works paid by the landlord, over the lease inside the horizon.",
        ),
        basis=("§4",),
    )
    level = npv(rate, lease.within)
    discounted = measures.scalar(
        "landlord.net_effective_rent_discounted",
        when(months > 0, npv(rate, net) / when(months > 0, level, 1) * 12 / lease.mean_area, reason),
        "NOK/m2/year",
        "Netto effektiv leie, diskontert",
        "Net effective rent, discounted",
        Label(
            "Den jevne leien over leietiden med samme nåverdi.",
            "The level rent over the lease with the same present value.",
        ),
        basis=("§4",),
    )
    return [
        Measure(straight, "landlord", True),
        Measure(discounted, "landlord"),
    ]


def _moved(c: Context, lease: LeaseLines) -> Expr:
    """Rent put off, when it is put off and when repaid, less the agent's fee; NOK by month."""
    ids = [part.agreed.id for part in lease.parts.values() or (lease,)]
    parts: list[Expr] = []
    for flow in c.ledger.flows:
        if flow.id in [f"{id}.deferred" for id in ids]:
            parts.append(flow.paid if flow.settled is None else flow.paid + flow.settled)
        elif flow.id in [f"{id}.agent_fee" for id in ids]:
            parts.append(-flow.earned)
    return c.sum(parts)
