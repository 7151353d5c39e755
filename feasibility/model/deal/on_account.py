"""Common costs on account (à konto) and their yearly settlement (avregning), docs/model.md §4."""

from __future__ import annotations

from feasibility.engine.expr import Line, flag, sum_of
from feasibility.engine.timing import InvoicedLater
from feasibility.language import Label
from feasibility.language.label import lower_first
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import LANDLORD, LEASE
from feasibility.model.base.regime import CHARGED
from feasibility.model.base.registration import between, charged
from feasibility.model.deal.lease import LeaseLines

_SETTLED = Label("Avregning av felleskostnader", "Settled common costs")


def settled_on_account(c: Context, lines: LeaseLines | None) -> None:
    """What the building's common costs exceed those on account by, of each lease that settles them."""
    if lines is None:
        return
    for part in lines.parts.values() or (lines,):
        if part.agreed.stated.common_costs_settled_in_month is not None:
            stage = part.agreed.stage
            of = _SETTLED
            if lines.parts:  # of one phase's lease: with its name
                of = Label(f"{stage.name.nb}: {lower_first(of.nb)}", f"{stage.name.en}: {lower_first(of.en)}")
            with c.block("deal", "Avtale", "Deal", "§4"):
                _settled(c, part, lines.charged, of)


def _settled(c: Context, part: LeaseLines, registered: Line, label: Label) -> None:
    m, cal, of = c.m, c.calendar, part.agreed
    id = f"{of.id}.common_costs_settled"

    def named(nb: str, en: str) -> Label:
        return Label(f"{label.nb}: {nb}", f"{label.en}: {en}")

    actual = m.line(
        f"{id}.actual",
        c.number("building.common_costs_nok_per_m2_year") / 12 * part.area * index(c, "costs") * part.within,
        "NOK",
        named("leietakerens del av byggets", "the tenant's part of the building's"),
    )
    on_account = part.common_costs
    if part.common_reduction is not None:
        on_account = m.line(
            f"{id}.on_account",
            on_account + part.common_reduction,
            "NOK",
            named("à konto før avslag", "on account before reductions"),
        )
    earned = m.line(
        id,
        actual - on_account,
        "NOK",
        label,
        Label(
            "Faktiske felleskostnader, fratrukket det som er krevd inn à konto; under null er det for mye.",
            "Actual common costs less what is charged on account; below zero it is paid back.",
        ),
    )
    year = m.line(f"{id}.year", m.year_sum(earned), "NOK", named("i året", "in the year"))
    before = m.line(f"{id}.year_before", year.previous, "NOK", named("året før", "the year before"))
    month = c.number(f"{of.path}.common_costs_settled_in_month", LEASE)
    due = m.line(
        f"{id}.due",
        flag(cal.month.equals(month)) * m.at_year(before),
        "NOK",
        named("avregnes", "settled"),
    )
    left = cal.is_last * (sum_of(earned) - sum_of(due))
    c.ledger.flow(
        id,
        of.stage.operator,
        LANDLORD,
        earned,
        "common_costs_recovered",
        label,
        charged(c, "standard", *between(c, of.stage.operator)),
        InvoicedLater(lambda _: due + left),
        taxed=registered,
        use=CHARGED,
    )
