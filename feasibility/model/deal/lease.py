"""The deal between landlord and operator (docs/model.md §4): leases, turnover rent, management agreement."""

from __future__ import annotations

from feasibility.case.form.deal import Lease
from feasibility.engine.expr import Expr, Line, both, flag, when
from feasibility.engine.timing import Monthly, QuarterlyInAdvance
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index, lease_index
from feasibility.model.base.parties import LANDLORD, LEASE, LENDER, OPERATOR
from feasibility.model.base.regime import CHARGED
from feasibility.model.base.registration import between, charged
from feasibility.model.deal.term import StageTerm, Term
from feasibility.record import record


@record
class LeaseLines:
    """The head lease by month, NOK ex VAT.

    market: indexed rent before reductions. reduction: what is given off it. rent: what is earned.
    unit_rent: what 1 NOK per m² and year would earn, stated rents apart; for the highest affordable rent.
    charged: share of the rent that carries VAT. reduced: whether the case states any reduction.
    """

    market: Line
    reduction: Line
    rent: Line
    common_costs: Line
    unit_rent: Line
    first: Line
    within: Line
    starts: Line
    goes_on: Line
    index: Line
    area: Expr
    charged: Line
    reduced: bool


@record
class Agreed:
    """A lease of the case: where it is stated, what begins the ids of its lines, and its months."""

    stated: Lease
    path: str
    id: str
    stage: StageTerm


def lease(c: Context, terms: Term, registered: Line) -> LeaseLines | None:
    """Rent, common costs and security between operator and landlord; None without a lease.

    Args:
        registered: share of the area the operator uses with VAT: what the rent's VAT is charged on.
    """
    (stage,) = terms.stages
    stated: Lease | None = getattr(stage.deal, "lease", None)
    if stated is None:
        return None
    with c.block("deal", "Avtale", "Deal", "§4"):
        lines = _rent(c, Agreed(stated, f"{stage.path}.lease", "lease", stage), registered)
        _security(c, stated, lines, registered)
        return lines


def _rent(c: Context, of: Agreed, registered: Line) -> LeaseLines:
    m, cal, path, id, stated, terms = c.m, c.calendar, of.path, of.id, of.stated, of.stage
    first = terms.first
    starts = m.line(f"{id}.starts", cal.at(first), "count", Label("Leiestart", "Lease start"))
    number = m.line(
        f"{id}.month",
        cal.number - first + 1,
        "lease_month",
        Label("Leiemåned nr.", "Lease month"),
        Label("1 i leieavtalens første måned.", "1 in the lease's first month."),
    )
    share = c.number(f"{path}.index_share", LEASE)
    level = lease_index(
        c, f"{id}.index", number - 1, starts, stated.index_clause, share, Label("Leie", "Rent")
    )
    area: Expr = c.number(f"{path}.area_m2", LEASE) if stated.area_m2 is not None else c.total_area()
    per_unit = m.line(
        f"{id}.per_unit",
        area / 12 * level * terms.operating,
        "NOK",
        Label("Månedsleie per krone i leie per m² og år", "Month's rent for each NOK per m² and year"),
        Label("Areal / 12 × indeks så lenge leieavtalen løper.", "Area / 12 × index while the lease runs."),
    )
    market, unit = _agreed_rent(c, of, number, per_unit)
    reduction, unit_reduction = _reductions(c, of, number, market, unit, per_unit)
    rent = m.line(
        f"{id}.rent",
        market - reduction,
        "NOK",
        Label("Leie etter avslag", "Rent after reductions"),
        Label("Opptjenes måned for måned.", "Earned month by month."),
    )
    unit_rent = m.line(
        f"{id}.unit_rent",
        unit - unit_reduction,
        "NOK",
        Label("Leie etter avslag per krone i leie per m²", "Rent after reductions for each NOK per m²"),
    )
    goes_on = m.line(
        f"{id}.goes_on",
        flag(both(number >= 1, cal.number < terms.last)),
        "count",
        Label("Leien løper også neste måned", "The lease runs next month too"),
    )
    timing = QuarterlyInAdvance(starts, goes_on) if stated.payment == "quarterly_in_advance" else Monthly()
    vat = charged(c, "standard", *between(c))
    c.ledger.flow(
        f"{id}.rent",
        OPERATOR,
        LANDLORD,
        rent,
        "rent",
        Label("Leie", "Rent"),
        vat,
        timing,
        taxed=registered,
        use=CHARGED,
    )
    common = m.line(
        f"{id}.common_costs",
        c.number(f"{path}.common_costs_nok_per_m2_year", LEASE)
        / 12
        * area
        * index(c, "costs")
        * terms.operating,
        "NOK",
        Label("Felleskostnader fra driver", "Common costs from the operator"),
        Label("Reduseres aldri.", "Never reduced."),
    )
    c.ledger.flow(
        f"{id}.common_costs",
        OPERATOR,
        LANDLORD,
        common,
        "common_costs_recovered",
        Label("Felleskostnader fra driver", "Common costs from the operator"),
        vat,
        timing,
        taxed=registered,
        use=CHARGED,
    )
    return LeaseLines(
        market, reduction, rent, common, unit_rent, first, terms.operating, starts, goes_on, level, area,
        registered, bool(stated.reductions),
    )  # fmt: skip


def _agreed_rent(c: Context, of: Agreed, number: Line, per_unit: Line) -> tuple[Line, Expr]:
    """The rent before reductions, and its part for each NOK of the lease's own rent."""
    m, path, id, stated, terms = c.m, of.path, of.id, of.stated, of.stage
    rent = c.number(f"{path}.rent_nok_per_m2_year", LEASE)
    label = Label("Leie før avslag", "Rent before reductions")
    renewal = stated.renewal
    broken = stated.break_option is not None and stated.break_option.exercised
    if renewal is None or broken or renewal.rent_nok_per_m2_year is None:
        return m.line(f"{id}.market", rent * per_unit, "NOK", label), per_unit
    term_months = c.number(f"{path}.term_months", LEASE)
    renewed = m.line(
        f"{id}.renewed",
        flag(number > term_months),
        "count",
        Label("Forlenget", "Renewed"),
        Label("1 etter den første leieperioden.", "1 after the first term."),
    )
    begins = m.line(
        f"{id}.renewal_starts",
        flag(number.equals(term_months + 1)),
        "count",
        Label("Forlengelsen starter", "Renewal starts"),
    )
    level = lease_index(
        c,
        f"{id}.renewal_index",
        number - 1 - term_months,
        begins,
        stated.index_clause,
        c.number(f"{path}.index_share", LEASE),
        Label("Forlenget leie", "Renewal rent"),
    )
    again = c.number(f"{path}.renewal.rent_nok_per_m2_year", LEASE)
    area: Expr = c.number(f"{path}.area_m2", LEASE) if stated.area_m2 is not None else c.total_area()
    market = m.line(
        f"{id}.market",
        when(renewed.equals(1), again * area / 12 * level * terms.operating, rent * per_unit),
        "NOK",
        label,
    )
    return market, per_unit * (1 - renewed)


def _reductions(
    c: Context, lease: Agreed, number: Line, market: Line, unit: Expr, per_unit: Line
) -> tuple[Line, Expr]:
    """What is given off the rent each month, and its part for each NOK of the lease's own rent."""
    m, id = c.m, lease.id
    parts: list[Expr] = []
    unit_parts: list[Expr] = []
    for i, item in enumerate(lease.stated.reductions):
        path = f"{lease.path}.reductions.{i}"
        of = Label(item.label or f"Leiereduksjon {i + 1}", item.label or f"Rent reduction {i + 1}")
        months = flag_between(number, c.number(f"{path}.from_month", of), c.number(f"{path}.to_month", of))
        within = m.line(
            f"{id}.reduction.{i + 1}.within",
            months,
            "count",
            Label(f"{of.nb}: gjelder", f"{of.en}: applies"),
        )
        if item.kind == "rent_free":
            off: Expr = within * market
            unit_parts.append(within * unit)
        elif item.kind == "percentage":
            share = c.number(f"{path}.share", of)
            off = within * share * market
            unit_parts.append(within * share * unit)
        else:
            rent = c.number(f"{path}.rent_nok_per_m2_year", of)
            off = within * (market - rent * per_unit)
            unit_parts.append(within * unit)
        parts.append(
            m.line(
                f"{id}.reduction.{i + 1}.amount",
                off,
                "NOK",
                Label(f"{of.nb}: avslag", f"{of.en}: amount"),
            )
        )
    reduction = m.line(
        f"{id}.reduction",
        c.sum(parts),
        "NOK",
        Label("Avslag i leien", "Rent reduction"),
        Label("Føres i måneden den gis, ikke fordelt.", "Booked in the month it is given, not spread."),
        axis=number.axis,
        basis=("§4", "§9"),
    )
    return reduction, c.sum(unit_parts)


def flag_between(number: Line, first: Expr, last: Expr) -> Expr:
    """1 where a counted month lies from `first` to `last`."""
    return when(number >= first, flag(number <= last), 0)


def _security(c: Context, stated: Lease, lines: LeaseLines, registered: Line) -> None:
    """Deposit on a bank account, or a guarantee with a yearly fee, for months of rent incl. costs and VAT."""
    kind, m, cal, path = stated.security.kind, c.m, c.calendar, "deal.lease.security"
    if kind == "none":
        return
    rent = c.number("deal.lease.rent_nok_per_m2_year", LEASE)
    common = c.number("deal.lease.common_costs_nok_per_m2_year", LEASE)
    vat = charged(c, "standard", *between(c))
    assert vat is not None
    amount = m.line(
        "lease.security",
        c.number(f"{path}.months_of_rent", LEASE)
        * (rent + common)
        * lines.area
        / 12
        * (1 + vat * registered)
        * lines.within,
        "NOK",
        Label("Sikkerhet for leien", "Security for the rent"),
        Label(
            "Måneder med leie og felleskostnader inkl. mva., på leieavtalens første nivå.",
            "Months of rent and common costs incl. VAT, at the lease's first level.",
        ),
        total="end",
    )
    if kind == "deposit":
        last = cal.is_last
        held = m.line(
            "lease.deposit",
            amount * (1 - last),
            "NOK",
            Label("Innestående depositum", "Deposit held"),
            Label("Gjøres opp i horisontens siste måned.", "Settled in the horizon's last month."),
            total="end",
        )
        c.ledger.flow(
            "lease.deposit_paid",
            OPERATOR,
            LENDER,
            held - held.previous,
            "deposit",
            Label("Depositum, inn på og ut av konto", "Deposit, paid in and returned"),
        )
        return
    c.ledger.flow(
        "lease.guarantee_fee",
        OPERATOR,
        LENDER,
        amount * c.number(f"{path}.guarantee_fee_share_per_year", LEASE) / 12,
        "operating_cost",
        Label("Garantiprovisjon", "Guarantee fee"),
    )
