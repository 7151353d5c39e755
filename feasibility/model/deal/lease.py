"""The deal between landlord and operator (docs/model.md §4): leases, turnover rent, management agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feasibility.case.form.deal import Lease
from feasibility.case.form.fields import FrozenDict
from feasibility.engine.expr import Expr, Line, both, flag, when
from feasibility.engine.flows import Party
from feasibility.engine.timing import Timing
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index, index_terms, lease_index
from feasibility.model.base.parties import LANDLORD, LEASE
from feasibility.model.base.regime import CHARGED
from feasibility.model.base.registration import between, charged
from feasibility.model.base.stages import part_of_each
from feasibility.model.deal.rent_payment import rent_timing
from feasibility.model.deal.term import StageTerm
from feasibility.record import record

COMMON_COSTS = Label("Felleskostnader fra driver", "Common costs from the operator")


@record
class Agreed:
    """A lease of the case: where it is stated, what begins the ids of its lines, and its months.

    is_part: one of several phases', so that what is paid is written of all of them together.
    """

    stated: Lease
    path: str
    id: str
    stage: StageTerm
    is_part: bool = False


@record
class LeaseLines:
    """The head lease by month, NOK ex VAT.

    market: indexed rent before reductions. reduction: what is given off it. rent: what is earned.
    unit_rent: what 1 NOK per m² and year would earn, stated rents apart; for the highest affordable rent.
    charged: share of the rent that carries VAT. reduced: whether the case states any reduction. area: m², by
    month where phases change it; mean_area: the same as one number. common_reduction: what is given off the
    common costs, None where nothing is. timing: of the rent. last: the last month of the last lease;
    parts: the lease of each phase by the path of its deal; neither without phases.
    """

    agreed: Agreed
    timing: Timing

    market: Line
    reduction: Line
    rent: Line
    common_costs: Line
    unit_rent: Line
    first: Line
    within: Line
    starts: Line
    goes_on: Line
    area: Expr
    mean_area: Expr
    charged: Line
    reduced: bool
    common_reduction: Line | None = None
    last: Line | None = None
    parts: Mapping[str, LeaseLines] = FrozenDict({})

    def of(self, stage: StageTerm) -> LeaseLines:
        """The lines of the lease of one stage."""
        return self.parts.get(stage.path, self)

    def given(self, c: Context) -> Line:
        """All that is given off each month, common costs included."""
        if self.common_reduction is None:
            return self.reduction
        id = f"{self.agreed.id}.reduction.given"
        return c.m.lines.get(id) or c.m.line(
            id,
            self.reduction + self.common_reduction,
            "NOK",
            Label("Avslag i leie og felleskostnader", "Reductions of rent and common costs"),
            basis=("§4", "§9"),
        )


def rent_lines(c: Context, of: Agreed, registered: Line) -> LeaseLines:
    """Rent and common costs of one lease by month, and their flows unless it is one of several phases'."""
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
    clause = index_terms(c, path, stated, LEASE)
    level = lease_index(c, f"{id}.index", number - 1, starts, clause, Label("Leie", "Rent"))
    area: Expr = c.number(f"{path}.area_m2", LEASE) if stated.area_m2 is not None else c.total_area()
    per_unit = m.line(
        f"{id}.per_unit",
        area / 12 * level * terms.operating,
        "NOK",
        Label("Månedsleie per krone i leie per m² og år", "Month's rent for each NOK per m² and year"),
        Label("Areal / 12 × indeks så lenge leieavtalen løper.", "Area / 12 × index while the lease runs."),
    )
    market, unit = _agreed_rent(c, of, number, per_unit)
    reduction, unit_reduction, off_common = _reductions(c, of, number, market, unit, per_unit, area)
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
    paid = not of.is_part
    if paid:
        payers = (Payer(of.stage.operator, starts, goes_on),)
        paid_by_the_operator(c, stated, rent, "rent", Label("Leie", "Rent"), payers, registered)
    agreed_common = (
        c.number(f"{path}.common_costs_nok_per_m2_year", LEASE)
        / 12
        * area
        * index(c, "costs")
        * terms.operating
    )
    common_reduction: Line | None = None
    if off_common is None:
        common = m.line(
            f"{id}.common_costs",
            agreed_common,
            "NOK",
            COMMON_COSTS,
            Label("Reduseres aldri.", "Never reduced."),
        )
    else:
        before = Label(f"{COMMON_COSTS.nb}, før avslag", f"{COMMON_COSTS.en}, before reductions")
        agreed = m.line(f"{id}.common_costs_agreed", agreed_common, "NOK", before)
        common_reduction = m.line(
            f"{id}.common_reduction",
            agreed * off_common,
            "NOK",
            Label("Avslag i felleskostnadene", "Reduction of common costs"),
        )
        common = m.line(f"{id}.common_costs", agreed - common_reduction, "NOK", COMMON_COSTS)
    if paid:
        paid_by_the_operator(c, stated, common, "common_costs_recovered", COMMON_COSTS, payers, registered)
    timing = rent_timing(stated.payment, starts, goes_on)
    return LeaseLines(
        of, timing, market, reduction, rent, common, unit_rent, first, terms.operating, starts, goes_on, area,
        area, registered, bool(stated.reductions), common_reduction,
    )  # fmt: skip


@record
class Payer:
    """An operator that rents: 1 in the months its leases begin after none of its own, and 1 where it rents
    next month too."""

    operator: Party
    starts: Line
    goes_on: Line


def paid_by_the_operator(
    c: Context, stated: Lease, earned: Line, category: str, label: Label, payers: Sequence[Payer],
    registered: Line,
) -> None:  # fmt: skip
    """What each operator pays the landlord on the lease's days of payment."""
    for payer, part in zip(payers, part_of_each(c, earned.id, earned, label), strict=True):
        timing = rent_timing(stated.payment, payer.starts, payer.goes_on)
        vat = charged(c, "standard", *between(c, part.operator))
        c.ledger.flow(
            part.id, part.operator, LANDLORD, part.amount, category, part.label, vat, timing,
            taxed=registered, use=CHARGED,
        )  # fmt: skip


def _agreed_rent(c: Context, of: Agreed, number: Line, per_unit: Line) -> tuple[Line, Expr]:
    """The rent before reductions, and its part for each NOK of the lease's own rent."""
    m, path, id, stated, terms = c.m, of.path, of.id, of.stated, of.stage
    rent: Expr = c.number(f"{path}.rent_nok_per_m2_year", LEASE)
    if stated.rises:
        rent = rent + _risen(c, of, number)
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
        index_terms(c, path, stated, LEASE),
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


def _risen(c: Context, of: Agreed, number: Line) -> Line:
    """What fixed rises have put on top of the rent so far."""
    parts: list[Expr] = []
    for i, _ in enumerate(of.stated.rises):
        path, label = f"{of.path}.rises.{i}", Label(f"Fast økning {i + 1}", f"Fixed rise {i + 1}")
        rise = c.number(f"{path}.nok_per_m2_year", label)
        parts.append(rise * flag(number >= c.number(f"{path}.from_month", label)))
    return c.m.line(
        f"{of.id}.risen",
        c.sum(parts),
        "NOK/m2/year",
        Label("Faste økninger hittil", "Fixed rises so far"),
        Label("På toppen av avtalt leie; reguleres som den.", "On top of the agreed rent; indexed as it is."),
        total="none",
    )


def _reductions(
    c: Context, lease: Agreed, number: Line, market: Line, unit: Expr, per_unit: Line, area: Expr
) -> tuple[Line, Expr, Expr | None]:
    """What is given off the rent each month, its part for each NOK of the lease's own rent, and the share
    given off the common costs, None where no reduction includes them."""
    m, id = c.m, lease.id
    parts: list[Expr] = []
    unit_parts: list[Expr] = []
    common_parts: list[Expr] = []
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
            month = rent * per_unit if item.is_indexed else rent * area / 12 * lease.stage.operating
            off = within * (market - month)
            unit_parts.append(within * unit)
        if item.kind != "stated_rent" and item.includes_common_costs:
            part = within if item.kind == "rent_free" else within * c.number(f"{path}.share", of)
            common_parts.append(
                m.line(
                    f"{id}.reduction.{i + 1}.of_common",
                    part,
                    "share",
                    Label(f"{of.nb}: del av felleskostnadene", f"{of.en}: share of common costs"),
                )
            )
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
    return reduction, c.sum(unit_parts), c.sum(common_parts) if common_parts else None


def flag_between(number: Line, first: Expr, last: Expr) -> Expr:
    """1 where a counted month lies from `first` to `last`."""
    return when(number >= first, flag(number <= last), 0)
