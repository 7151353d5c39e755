"""An ordinary tenant (ordinær leietaker), one after another, with voids between (docs/model.md §4).

Used both as the alternative to the deal and for re-letting after the deal's lease has ended.
"""

from __future__ import annotations

from feasibility.engine.expr import (
    Expr,
    Line,
    both,
    flag,
    least,
    modulo,
    over,
    when,
)
from feasibility.engine.flows import Ledger
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index, index_terms, lease_index
from feasibility.model.base.operator_default import void_after_default
from feasibility.model.base.parties import (
    LANDLORD,
    ORDINARY_TENANT,
    SUPPLIERS,
    TENANT,
)
from feasibility.model.base.regime import COMMON
from feasibility.model.base.registration import charged, registered
from feasibility.model.deal.rent_payment import rent_timing
from feasibility.record import record

PATH = "comparison.ordinary_tenant"


@record
class Tenancy:
    """Ordinary tenants by month. let: 1 while let. contract_rent: NOK before rent-free months.
    covered: share of the total area they rent. registered: 1 in months the landlord is, for VAT.
    """

    let: Line
    contract_rent: Line
    covered: Expr
    registered: Expr


def tenancy(
    c: Context,
    ledger: Ledger,
    prefix: str,
    empty_from: Expr,
    of: Label,
    void: Expr | None = None,
    landlord: str = "",
    used: bool = False,
) -> Tenancy:
    """Flows from ordinary tenants, the first after the stated void from month `empty_from`.

    The stated rent is in the money of the first contract's first month; a later contract starts at that
    rent adjusted by the consumer price index of the months between. Fit-out and agent's fee recur.

    Args:
        empty_from: the first month the space stands empty, a scalar.
        of: what the tenancy is called in labels.
        void: months before the first tenant; the stated void where None.
        landlord: prefix of the landlord's lines in this course of events.
        used: whether the space has been in use before the first tenant (by the deal's concept).
    """
    m, cal, tenant = c.m, c.calendar, c.case.comparison.ordinary_tenant
    assert tenant is not None

    def number(field: str) -> Expr:
        return c.number(f"{PATH}.{field}", ORDINARY_TENANT)

    def label(nb: str, en: str) -> Label:
        return Label(f"{of.nb}: {nb}", f"{of.en}: {en}")

    first = m.line(
        f"{prefix}.first_month",
        empty_from + (number("void_months") if void is None else void),
        "month",
        label("første leiemåned", "first month of the lease"),
        total="none",
    )
    cycle = number("term_months") + number("relet_void_months")
    since = cal.number - first
    elapsed = m.line(
        f"{prefix}.elapsed",
        when(since >= 0, modulo(since, cycle), -1),
        "months",
        label("måneder siden leiestart", "months since lease start"),
        Label(
            "0 i hver leieavtales første måned; −1 før den første.",
            "0 in each lease's first month; −1 before the first.",
        ),
    )
    let = m.line(
        f"{prefix}.let",
        flag(both(elapsed >= 0, elapsed < number("term_months"))),
        "count",
        label("utleid", "let"),
    )
    starts = m.line(f"{prefix}.starts", flag(elapsed.equals(0)), "count", label("ny leieavtale", "new lease"))
    with c.block("index", "Indeks", "Index", "§2"):
        market = index(c, "rent")
        market_at_first = m.recurrence(
            f"{prefix}.market_at_first",
            lambda before: when(cal.number.equals(first), market, before),
            "index",
            label("markedsindeks ved første leiestart", "market index at the first lease start"),
            total="none",
        )
        level = m.line(
            f"{prefix}.market",
            over(market, market_at_first, 1),
            "index",
            label("markedsleie siden første leiestart", "market rent since the first lease start"),
        )
        indexed = lease_index(
            c, f"{prefix}.index", elapsed, starts, index_terms(c, PATH, tenant, ORDINARY_TENANT), of, level
        )
    area = number("area_m2") if tenant.area_m2 is not None else c.total_area()
    contract = m.line(
        f"{prefix}.contract_rent",
        number("rent_nok_per_m2_year") / 12 * area * indexed * let,
        "NOK",
        label("avtalt leie", "contract rent"),
    )
    goes_on = m.line(
        f"{prefix}.goes_on",
        flag(both(elapsed >= 0, elapsed + 1 < number("term_months"))),
        "count",
        label("leien løper også neste måned", "the lease runs next month too"),
    )
    timing = rent_timing(tenant.payment, starts, goes_on)
    standard = c.vat("standard")
    is_registered = registered(c, LANDLORD, landlord)
    on_rent = charged(c, "standard", is_registered)
    liable = number("vat_liable_share")
    ledger.flow(
        f"{prefix}.rent",
        TENANT,
        LANDLORD,
        when(elapsed < number("rent_free_months"), 0, contract),
        "rent",
        label("leie", "rent"),
        on_rent,
        timing,
        taxed=liable,
    )
    costs = index(c, "costs")
    ledger.flow(
        f"{prefix}.common_costs_charged",
        TENANT,
        LANDLORD,
        number("common_costs_nok_per_m2_year") / 12 * area * costs * let,
        "common_costs_recovered",
        label("felleskostnader", "common costs"),
        on_rent,
        timing,
        taxed=liable,
    )
    if tenant.relet_fit_out_nok is None:
        fit_out = number("fit_out_nok")
    elif used:
        fit_out = number("relet_fit_out_nok")
    else:
        fit_out = when(since.equals(0), number("fit_out_nok"), number("relet_fit_out_nok"))
    ledger.flow(
        f"{prefix}.fit_out",
        LANDLORD,
        SUPPLIERS,
        fit_out * starts,
        "works",
        label("leietakertilpasning", "tenant fit-out"),
        standard,
        note=Label(
            "Betales av gårdeieren i hver leieavtales første måned.",
            "Paid by the landlord in each lease's first month.",
        ),
        use=COMMON,
    )
    ledger.flow(
        f"{prefix}.agent_fee",
        LANDLORD,
        SUPPLIERS,
        number("agent_fee_share_of_first_year_rent") * number("rent_nok_per_m2_year") * area * level * starts,
        "letting_cost",
        label("meglerhonorar", "agent's fee"),
        standard,
    )
    return Tenancy(let, contract, least(1, area / c.total_area()), is_registered)


def after_lease(c: Context, last: Expr) -> Tenancy | None:
    """Re-letting to ordinary tenants after the deal or a default; vacant otherwise (docs/model.md §4)."""
    defaults = c.case.operator_default is not None and c.case.comparison.ordinary_tenant is not None
    if "operator" not in c.case.companies or not (defaults or c.case.after_lease == "relet"):
        return None
    with c.block("after_lease", "Etter leietiden", "After the lease", "§4"):
        label = Label("Ny leietaker", "New tenant")
        return tenancy(c, c.ledger, "after_lease", last + 1, label, _void_after(c), used=True)


def _void_after(c: Context) -> Expr:
    """Months of void after the deal.

    A tenant who is there today has none to begin with, but has left when the deal is over: then the next is
    found after the void between tenants.
    """
    after_default = void_after_default(c)
    if after_default is not None:
        return after_default
    first, between = (
        c.number(f"{PATH}.{field}", ORDINARY_TENANT) for field in ("void_months", "relet_void_months")
    )
    return first + between * flag(first.equals(0))
