"""The lease of a case, or the leases of its phases as one (docs/model.md §4, §13.12)."""

from __future__ import annotations

from typing import Final

from feasibility.case.form.deal import Lease
from feasibility.case.form.fields import FrozenDict
from feasibility.engine.expr import Line, flag, greatest, sum_of, when
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import of_party
from feasibility.model.base.stages import operators
from feasibility.model.deal.lease import (
    COMMON_COSTS,
    Agreed,
    LeaseLines,
    Payer,
    paid_by_the_operator,
    rent_lines,
)
from feasibility.model.deal.rent_payment import rent_timing
from feasibility.model.deal.security import security
from feasibility.model.deal.term import StageTerm, Term, leases_of


def lease(c: Context, terms: Term, registered: Line) -> LeaseLines | None:
    """Rent, common costs and security between operator and landlord; None without a lease.

    With phases the leases of all of them together: the same two companies, and one rent from month to month.

    Args:
        registered: share of the area the operator uses with VAT: what the rent's VAT is charged on.
    """
    agreed = leases_of(terms)
    if not agreed:
        return None
    with c.block("deal", "Avtale", "Deal", "§4"):
        if len(terms.stages) == 1:
            stage, stated = agreed[0]
            lines = rent_lines(c, Agreed(stated, f"{stage.path}.lease", "lease", stage), registered)
            security(c, [(stated, f"{stage.path}.lease", lines.area, lines.within)], registered)
            return lines
        return _together(c, agreed, registered)


def _together(c: Context, agreed: list[tuple[StageTerm, Lease]], registered: Line) -> LeaseLines:
    """The leases of all phases as one: each in its months, paid as the first says (the check sees
    that they agree).

    A change of phase breaks no quarter: what is paid in advance runs on while the same operator rents.
    """
    parts: dict[str, LeaseLines] = {}
    for stage, stated in agreed:
        with c.m.course(f"{stage.id}.", stage.name):
            of = Agreed(stated, f"{stage.path}.lease", f"{stage.id}.lease", stage, is_part=True)
            parts[stage.path] = rent_lines(c, of, registered)
    each, (first_stage, first), (last_stage, _) = tuple(parts.values()), agreed[0], agreed[-1]

    def total(id: str, lines: list[Line], label: Label) -> Line:
        return c.m.line(f"lease.{id}", c.sum(list(lines)), "NOK", label)

    within = c.m.line(
        "lease.within",
        c.sum([part.within for part in each]),
        "count",
        _RUNS,
    )
    payers = _payers(c, within, each[-1].goes_on)
    starts, goes_on = c.m.lines["lease.starts"], c.m.lines["lease.goes_on"]
    market = total(
        "market", [part.market for part in each], Label("Leie før avslag", "Rent before reductions")
    )
    reduction = total(
        "reduction", [part.reduction for part in each], Label("Avslag i leien", "Rent reduction")
    )
    rent = total("rent", [part.rent for part in each], Label("Leie etter avslag", "Rent after reductions"))
    unit_rent = total(
        "unit_rent",
        [part.unit_rent for part in each],
        Label("Leie etter avslag per krone i leie per m²", "Rent after reductions for each NOK per m²"),
    )
    paid_by_the_operator(c, first, rent, "rent", Label("Leie", "Rent"), payers, registered)
    common = total("common_costs", [part.common_costs for part in each], COMMON_COSTS)
    paid_by_the_operator(c, first, common, "common_costs_recovered", COMMON_COSTS, payers, registered)
    area = c.m.line(
        "lease.area",
        when(
            within.equals(1),
            c.sum([part.area * part.within for part in each]),
            when(c.calendar.number < first_stage.last, each[0].area, each[-1].area),
        ),
        "m2",
        Label("Leid areal", "Leased area"),
        Label(
            "Før den første leieavtalen og etter den siste: det den leier.",
            "Before the first lease and after the last: what it rents.",
        ),
        total="none",
    )
    let = c.m.line(
        "lease.area_let",
        area * within,
        "m2",
        Label("Leid areal i måneder med leie", "Leased area in months of the leases"),
        total="none",
    )
    mean = c.m.line(
        "lease.mean_area",
        sum_of(let) / greatest(1, sum_of(within)),
        "m2",
        Label("Leid areal i snitt", "Leased area on average"),
        total="none",
    )
    off_common = [part.common_reduction for part in each if part.common_reduction is not None]
    common_reduction = None
    if off_common:
        common_reduction = total(
            "common_reduction",
            off_common,
            Label("Avslag i felleskostnadene", "Reduction of common costs"),
        )
    agreed_first = Agreed(first, f"{first_stage.path}.lease", "lease", first_stage)
    timing = rent_timing(first.payment, starts, goes_on)
    together = LeaseLines(
        agreed_first, timing, market, reduction, rent, common, unit_rent, first_stage.first, within, starts,
        goes_on, area, mean, registered, any(part.reduced for part in each), common_reduction,
        last_stage.last, FrozenDict(parts),
    )  # fmt: skip
    held = [
        (stated, f"{stage.path}.lease", parts[stage.path].area, parts[stage.path].within)
        for stage, stated in agreed
    ]
    security(c, held, registered)
    return together


def _payers(c: Context, within: Line, last_goes_on: Line) -> tuple[Payer, ...]:
    """Each operator with the months its own leases begin and go on, and both of all leases as lines.

    Args:
        within: 1 in months in which a lease runs. last_goes_on: of the last lease.
    """
    m, found = c.m, operators(c)

    def payer(operator: Party, own: Line, suffix: str, starts: Label, goes_on: Label) -> Payer:
        # the last month itself, and the months after which the next phase rents on
        next_month = when(c.calendar.number < c.calendar.horizon, own.lag(-1), last_goes_on)
        return Payer(
            operator,
            m.line(f"lease.starts{suffix}", flag(own > own.previous), "count", starts),
            m.line(f"lease.goes_on{suffix}", own * next_month, "count", goes_on),
        )

    if len(found) == 1:
        return (payer(found[0][0], within, "", _STARTS, _GOES_ON),)
    payers: list[Payer] = []
    for operator, during in found:
        assert during is not None
        own = m.line(f"lease.within.{operator.id}", within * during, "count", of_party(_RUNS, operator))
        named = of_party(_STARTS, operator), of_party(_GOES_ON, operator)
        payers.append(payer(operator, own, f".{operator.id}", *named))
    m.line("lease.starts", c.sum([each.starts for each in payers]), "count", _STARTS)
    m.line("lease.goes_on", c.sum([each.goes_on for each in payers]), "count", _GOES_ON)
    return tuple(payers)


_RUNS: Final = Label("En leieavtale løper", "A lease runs")
_STARTS: Final = Label("Leiestart", "Lease start")
_GOES_ON: Final = Label("Leien løper også neste måned", "The lease runs next month too")
