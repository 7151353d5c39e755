"""How much input VAT may be deducted, by what the purchase is used for (docs/model.md §6).

Costs of one area follow that area. Common areas and costs of the whole building follow the area, where what
was never let or used counts as 0. Overhead follows the turnover of the year before, with the 5 % limits of
mval § 8-2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from feasibility.engine.expr import Axis, Const, Expr, Line, as_expr, greatest, least, value_at, when
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, ORDINARY_TENANT, VAT
from feasibility.model.base.regime import CHARGED, COMMON, EXEMPT, OVERHEAD
from feasibility.model.base.registration import registered
from feasibility.model.base.stages import operator_registered, operators, sellers
from feasibility.model.concept.occupancy import ProductLines
from feasibility.model.deal.tenancy import PATH as TENANT_PATH
from feasibility.model.deal.tenancy import Tenancy
from feasibility.model.deal.term import Term
from feasibility.model.vat.space_use import (
    Use,
    by_space,
    empty_spaces,
    empty_use,
    served_spaces,
    served_use,
    space_share,
    space_use,
)
from feasibility.model.vat.turnover_key import five_percent, turnover_key
from feasibility.record import record


@record
class Own:
    """What a landlord that lets in one phase sells itself in another. months: 1 in its own. shares: the
    deductible share of each space, whole: of all; contracted: let in advance, by space."""

    months: Expr
    shares: Mapping[str, Line]
    whole: Expr
    contracted: Mapping[str, Line]


@record
class Deduction:
    """Deductible shares of one company by use; a use it does not know is overhead.

    registered: 1 in months the company is registered for VAT; in others it deducts nothing.
    """

    party: Party
    areas: tuple[Use, ...]
    shares: dict[str, Expr] = field(default_factory=dict)
    registered: Expr = field(default_factory=lambda: as_expr(1))

    def of(self, use: str) -> Expr:
        """Deductible share of a purchase for a use, by month."""
        if use == EXEMPT:
            return as_expr(0)
        share = as_expr(1) if use == CHARGED else self.shares.get(use, self.shares[OVERHEAD])
        return share if isinstance(self.registered, Const) else share * self.registered


def operator_registered_share(c: Context, products: Sequence[ProductLines]) -> Line:
    """Share of the leased area the operator uses in a registered way: what the landlord may charge VAT on."""
    known = c.m.lines.get("vat.registered_area")
    if known is not None:
        return known
    sold_from = by_space(c, products)
    areas = [(c.area_of(space), space_share(c, here)) for space, here in sold_from.items()]
    if areas:
        areas += [(c.area_of(space), as_expr(1)) for space in served_spaces(c, sold_from)]
    else:  # only products without a space are sold, and the area serves them all
        areas = [(c.total_area(), space_share(c, products))]
    total = c.sum([area for area, _ in areas])
    with c.block("deduction", "Fradragsrett", "Deduction", "mval § 8-1", "§6"):
        return c.m.line(
            "vat.registered_area",
            c.sum([area * share for area, share in areas]) / total,
            "share",
            Label("Andel av arealet brukt med mva.", "Share of the area used with VAT"),
            Label(
                "Etter areal; arealer uten produkter følger resten.",
                "By area; areas without products follow the rest.",
            ),
            total="none",
            basis=("mval § 2-3",),
        )


def operating_deduction(
    c: Context,
    party: Party,
    ledger: Ledger,
    products: Sequence[ProductLines],
    last: Expr,
    after: Tenancy | None,
) -> Deduction:
    """Deductible shares of the company that sells to the members.

    Args:
        last: the deal's last month. after: tenants after it, whose use then decides.
    """
    m = c.m
    with c.block("deduction", "Fradragsrett", "Deduction", "mval § 8-1", "§6"):
        sold_from = by_space(c, products)
        found = [space_use(c, space, here) for space, here in sold_from.items()]
        found += [served_use(c, space) for space in served_spaces(c, sold_from) if found]
        found += [empty_use(c, space) for space in empty_spaces(c, sold_from)]
        uses = found if after is None else [_then(c, u, last, after) for u in found]
        total = c.sum([u.area for u in uses]) if uses else as_expr(1)
        planned = operator_registered_share(c, products)
        common = m.line(
            "vat.common_share",
            c.sum([u.area * u.in_use for u in uses]) / total if uses else planned,
            "share",
            Label("Fradragsandel, fellesareal", "Deductible share, common area"),
            Label(
                "Arealene vektet etter m²; areal som aldri er utleid eller tatt i bruk, teller som null.",
                "The areas weighted by m²; area never let or taken into use counts as nothing.",
            ),
            axis=Axis.MONTH,
            basis=("mval § 8-2",),
        )
        contracted = m.line(
            "vat.area_contracted",
            c.sum([u.area * greatest(u.contracted, u.share) for u in uses]) / total if uses else planned,
            "share",
            Label(
                "Utleid, til egen bruk eller utleid på forhånd med mva., vektet areal",
                "Let, for own use or let in advance with VAT, weighted area",
            ),
            axis=Axis.MONTH,
        )
        overhead = _own_overhead(c, party, ledger, planned)
    shares: dict[str, Expr] = {u.id: u.share for u in uses}
    all_uses = list(uses)
    for space in c.case.building.spaces:
        if space not in shares:
            shares[space] = common
            label = Label(*(c.name("building.spaces", space),) * 2)
            all_uses.append(Use(space, label, common, contracted, c.area_of(space), common))
    shares[OVERHEAD], shares[COMMON] = overhead, common
    return Deduction(party, tuple(all_uses), shares, registered(c, party))


def _own_overhead(c: Context, party: Party, ledger: Ledger, planned: Line) -> Line:
    """Deductible share of what a company that sells to the members buys for all it does."""
    nb, en = party.label.nb.lower(), party.label.en.lower()
    with c.m.based_on("mval § 8-2", "§6"):
        key = turnover_key(c, party, ledger, planned)
    return c.m.line(
        f"{party.id}.vat.overhead",
        five_percent(c, key, key),
        "share",
        Label(f"Fradragsandel, fellesanskaffelser, {nb}", f"Deductible share, overhead, {en}"),
        Label(
            "Omsetningsandelen året før, første år årets egen; 5 %-grensene gjelder.",
            "Turnover share of the year before, the first year its own; the 5% limits apply.",
        ),
        basis=("mval § 8-2",),
    )


def lessor_deduction(
    c: Context,
    products: Sequence[ProductLines],
    within: Line,
    leased: Expr,
    last: Expr,
    after: Tenancy | None,
    own: Own | None = None,
) -> Deduction:
    """Deductible shares of a landlord that lets to the operator: its area is let from lease start, with VAT
    in the operator's registered share; vacancy after letting keeps the last use (shown as open).

    Args:
        within: 1 while the lease runs. leased: m² of the lease. last: its last month.
        own: what the landlord sells itself in other phases; the lease and it together are `within`.
    """
    m, cal = c.m, c.calendar
    used_with_vat = operator_registered_share(c, products)
    covered = least(1, leased / c.total_area())
    sold_in = by_space(c, products)
    named = _named_spaces(c)
    previous = c.number("vat.previous_use_share", VAT)
    tenant_is_registered = operator_registered(c)

    def use(id: str, label: Label, share: Expr, area: Expr) -> Use:
        with_vat = share * covered
        if not isinstance(tenant_is_registered, Const):
            with_vat = with_vat * tenant_is_registered
        in_deal = with_vat + (1 - covered) * previous
        if own is not None:
            in_deal = when(own.months.equals(1), own.shares.get(id, own.whole), in_deal)
        line = m.recurrence(
            f"landlord.vat.{id}",
            lambda before: when(
                within.equals(1),
                in_deal,
                _later(c, after, before, share * covered + (1 - covered) * previous),
            ),
            "share",
            Label(f"Gårdeiers fradragsandel, {label.nb}", f"The landlord's deductible share, {label.en}"),
            Label(
                "Driverens avgiftspliktige andel fra leiestart; det som ikke leies ut, og tomt areal etter "
                "utleie, beholder siste bruk.",
                "The operator's registered share from lease start; what is not let, and vacancy after "
                "letting, keep the last use.",
            ),
            total="none",
            opening=previous,
            basis=("mval § 2-3", "mval § 8-1"),
        )
        signed: Expr = as_expr(0)
        if c.case.vat.lease_counts_as_let:
            let = with_vat
            if own is not None:
                let = when(own.months.equals(1), own.contracted.get(id, 0), with_vat)
            signed = when(cal.number <= last, let, 0)
        contracted = m.line(
            f"landlord.vat.{id}.contracted",
            signed,
            "share",
            Label(f"Utleid på forhånd med mva., {label.nb}", f"Let in advance with VAT, {label.en}"),
            Label(
                "Leieavtalen med driveren regnes som utleid på forhånd når saken ikke sier noe annet.",
                "The lease to the operator counts as let in advance unless the case says otherwise.",
            ),
            axis=Axis.MONTH,
            basis=("mval § 2-3",),
        )
        return Use(id, label, line, contracted, area, line)

    with c.block("deduction", "Fradragsrett", "Deduction", "mval § 8-1", "§6"):
        whole = use("leased", Label("utleid areal", "leased area"), used_with_vat, c.total_area())
        spaces = [
            use(
                space,
                Label(*(c.name("building.spaces", space),) * 2),
                space_share(c, sold_in[space]) if space in sold_in else used_with_vat,
                c.area_of(space),
            )
            for space in named
        ]
        overhead = _lessor_overhead(c, c.ledger, used_with_vat)
    shares: dict[str, Expr] = {u.id: u.share for u in spaces}
    return Deduction(
        LANDLORD,
        (whole, *spaces),
        {**shares, OVERHEAD: overhead, COMMON: whole.share, "leased": whole.share},
        registered(c, LANDLORD),
    )


def _lessor_overhead(c: Context, ledger: Ledger, planned: Expr, prefix: str = "") -> Line:
    """Deductible share of what a landlord buys for all it does: by its turnover, with the 5 % limits."""
    with c.m.based_on("mval § 8-2", "§6"):
        key = turnover_key(c, LANDLORD, ledger, planned, prefix)
    return c.m.line(
        f"{prefix}landlord.vat.running",
        five_percent(c, key, key),
        "share",
        Label(
            "Gårdeiers fradragsandel, fellesanskaffelser",
            "The landlord's deductible share, overhead",
        ),
        Label(
            "Omsetningsandelen året før, første år årets egen; 5 %-grensene gjelder.",
            "Turnover share of the year before, the first year its own; the 5% limits apply.",
        ),
        basis=("mval § 8-2",),
    )


def _named_spaces(c: Context) -> list[str]:
    """Spaces that a cost or item of works names as its own: only these need a share of their own."""
    named = [cost.space for cost in c.case.costs.values() if cost.space is not None]
    named += [space for item in c.case.works.values() for space in item.spaces or ()]
    return list(dict.fromkeys(named))


def _later(c: Context, after: Tenancy | None, before: Expr, kept: Expr) -> Expr:
    """The share after the deal: what the new tenant rents with VAT, else the last use.

    Args:
        kept: the last use of what the new tenant does not rent.
    """
    if after is None:
        return before
    liable = c.number(f"{TENANT_PATH}.vat_liable_share", ORDINARY_TENANT) * after.covered
    return when(after.let.equals(1), liable + (1 - after.covered) * kept, before)


def tenant_deduction(c: Context, ledger: Ledger, tenancy: Tenancy | None, prefix: str) -> Deduction:
    """Deductible share in an alternative: what ordinary tenants rent with VAT; in vacancy the last use,
    which is nothing where the space was never let with VAT."""
    previous = c.number("vat.previous_use_share", VAT)
    with c.m.block(f"{prefix}vat", Label("Merverdiavgift", "VAT"), "mval § 8-1", "§6"):
        share = c.m.recurrence(
            f"{prefix}vat.area",
            lambda before: _later(c, tenancy, before, previous),
            "share",
            Label("Fradragsandel", "Deductible share"),
            Label("Beholdes når arealet står tomt etter utleie.", "Kept in vacancy after letting."),
            total="none",
            opening=previous,
        )
        lets = tenancy is not None or c.case.other_tenants
        overhead: Expr = _lessor_overhead(c, ledger, previous, prefix) if lets else share
    is_registered = registered(c, LANDLORD, prefix) if lets else as_expr(1)
    return Deduction(LANDLORD, (), {OVERHEAD: overhead, COMMON: share}, is_registered)


def full_deduction(c: Context, party: Party) -> Deduction:
    """A company all of whose supplies are taxed: an operator under a management agreement."""
    return Deduction(party, (), {OVERHEAD: as_expr(1)}, registered(c, party))


# ---- areas -----------------------------------------------------------------------------


def _then(c: Context, use: Use, last: Expr, after: Tenancy) -> Use:
    """The use with what comes after the deal: new tenants, and vacancy that keeps the last use."""
    m, cal = c.m, c.calendar

    def then(line: Line, nb: str, en: str) -> Line:
        return m.recurrence(
            f"{line.id}.then",
            lambda before: when(
                cal.number <= last, line, _later(c, after, before, value_at(line, least(last, cal.horizon)))
            ),
            "share",
            Label(f"{use.label.nb}: {nb}, også etter avtalen", f"{use.label.en}: {en}, after the deal too"),
            total="none",
        )

    share = then(use.share, "fradragsandel", "deductible share")
    in_use: Expr = share
    if isinstance(use.in_use, Line) and use.in_use is not use.share:
        in_use = then(use.in_use, "i bruk med mva.", "in use with VAT")
    contracted = m.line(
        f"{use.contracted.id}.then",
        when(cal.number <= last, use.contracted, 0),
        "share",
        Label(
            f"{use.label.nb}: utleid på forhånd, i avtalen", f"{use.label.en}: let in advance, in the deal"
        ),
        axis=Axis.MONTH,
    )
    return Use(use.id, use.label, share, contracted, use.area, in_use, use.own)


def deductions(
    c: Context,
    products: Sequence[ProductLines],
    terms: Term,
    leased: Expr | None,
    after: Tenancy | None,
) -> dict[str, Deduction]:
    """Who may deduct how much: the company that sells, and the other one of the deal."""
    selling = dict(sellers(c))
    who, *others = sorted(selling, key=lambda party: party == LANDLORD)  # the first that is not the landlord
    later = after if who == LANDLORD else None
    running = operating_deduction(c, who, c.ledger, products, terms.last, later)
    found = {who.id: running}
    for party in others:
        if party != LANDLORD:
            found[party.id] = _of_another(c, running, party)
    if leased is not None:
        own = None
        if LANDLORD in others:  # it sells in one phase and lets in another
            months = selling[LANDLORD]
            assert months is not None
            own = Own(
                months,
                {each.id: each.share for each in running.areas},
                running.shares[COMMON],
                {each.id: each.contracted for each in running.areas},
            )
        found[LANDLORD.id] = lessor_deduction(c, products, terms.operating, leased, terms.last, after, own)
    for party, _ in operators(c):
        if party.id in c.case.companies and party.id not in found:  # it has a fee, and sells to no member
            found[party.id] = full_deduction(c, party)
    return found


def _of_another(c: Context, running: Deduction, party: Party) -> Deduction:
    """Deductible shares of a company that sells in another phase: the areas' use, and its own turnover."""
    planned = c.m.lines["vat.registered_area"]
    with c.block("deduction", "Fradragsrett", "Deduction", "mval § 8-1", "§6"):
        overhead = _own_overhead(c, party, c.ledger, planned)
    return Deduction(party, running.areas, {**running.shares, OVERHEAD: overhead}, registered(c, party))
