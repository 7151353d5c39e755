"""How much input VAT may be deducted, by what the purchase is used for (docs/model.md §6).

An area's share is what of it is let or used with VAT. Costs of one area follow that area, common areas the
weighted average, overhead the turnover of the year before. For shared purchases: all where exempt turnover is
at most 5 %, nothing where registered turnover is at most 5 % (mval § 8-2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from feasibility.engine.expr import Axis, Expr, Line, as_expr, least, when
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, OPERATOR, ORDINARY_TENANT, VAT
from feasibility.model.base.regime import CHARGED, COMMON, EXEMPT, OVERHEAD
from feasibility.model.concept.occupancy import ProductLines
from feasibility.model.deal.tenancy import PATH as TENANT_PATH
from feasibility.model.deal.tenancy import Tenancy
from feasibility.model.deal.term import Term
from feasibility.model.vat.space_use import Use, area_of, by_space, space_share, space_use
from feasibility.model.vat.turnover_key import five_percent, turnover_key


@dataclass(frozen=True)
class Deduction:
    """Deductible shares of one company by use; a use it does not know is deducted in full."""

    party: Party
    areas: tuple[Use, ...]
    shares: dict[str, Expr] = field(default_factory=dict)

    def of(self, use: str) -> Expr:
        """Deductible share of a purchase for a use, by month."""
        if use in (CHARGED, EXEMPT):
            return as_expr(1 if use == CHARGED else 0)
        return self.shares.get(use, self.shares[OVERHEAD])


def operator_registered_share(c: Context, products: Sequence[ProductLines]) -> Line:
    """Share of the leased area the operator uses in a registered way: what the landlord may charge VAT on."""
    known = c.m.lines.get("vat.registered_area")
    if known is not None:
        return known
    areas = [(area_of(c, space), space_share(c, here)) for space, here in by_space(c, products).items()]
    if not areas:  # only products without a space are sold, and the area serves them all
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
    nb, en = party.label.nb.lower(), party.label.en.lower()
    with c.block("deduction", "Fradragsrett", "Deduction", "mval § 8-1", "§6"):
        found = [space_use(c, space, here) for space, here in by_space(c, products).items()]
        uses = found if after is None else [_then(c, u, last, after) for u in found]
        total = c.sum([u.area for u in uses]) if uses else as_expr(1)
        planned = operator_registered_share(c, products)
        average = m.line(
            "vat.area_average",
            c.sum([u.area * u.share for u in uses]) / total if uses else planned,
            "share",
            Label("Fradragsandel, vektet areal", "Deductible share, weighted area"),
            axis=Axis.MONTH,
        )
        contracted = m.line(
            "vat.area_contracted",
            c.sum([u.area * u.contracted for u in uses]) / total if uses else planned,
            "share",
            Label("Utleid på forhånd med mva., vektet areal", "Let in advance with VAT, weighted area"),
            axis=Axis.MONTH,
        )
        with m.based_on("mval § 8-2", "§6"):
            key = turnover_key(c, party, ledger, planned)
        overhead = m.line(
            f"{party.id}.vat.overhead",
            five_percent(c, key, key),
            "share",
            Label(f"Fradragsandel, fellesanskaffelser, {nb}", f"Deductible share, overhead, {en}"),
            Label(
                "Omsetningsandelen året før, første år årets egen; 5 %-grensene gjelder.",
                "Turnover share of the year before, the first year its own; the 5 % limits apply.",
            ),
            basis=("mval § 8-2",),
        )
        common = m.line(
            "vat.common_share",
            when(average > 0, five_percent(c, key, average), 0),
            "share",
            Label("Fradragsandel, fellesareal", "Deductible share, common area"),
            Label(
                "Vektet snitt av arealene; 5 %-grensene gjelder.",
                "Weighted average of the areas; the 5 % limits apply.",
            ),
            basis=("mval § 8-2",),
        )
    shares: dict[str, Expr] = {u.id: u.share for u in uses}
    all_uses = list(uses)
    for space in c.case.building.spaces:
        if space not in shares:
            shares[space] = common
            all_uses.append(
                Use(
                    space,
                    Label(space.replace("_", " "), space.replace("_", " ")),
                    common,
                    contracted,
                    area_of(c, space),
                )
            )
    shares[OVERHEAD], shares[COMMON] = overhead, common
    return Deduction(party, tuple(all_uses), shares)


def lessor_deduction(
    c: Context,
    products: Sequence[ProductLines],
    within: Line,
    leased: Expr,
    last: Expr,
    after: Tenancy | None,
) -> Deduction:
    """Deductible shares of a landlord that lets to the operator: its area is let from lease start, with VAT
    in the operator's registered share; vacancy after letting keeps the last use (shown as open).

    Args:
        within: 1 while the lease runs. leased: m² of the lease. last: its last month.
    """
    m, cal = c.m, c.calendar
    registered = operator_registered_share(c, products)
    covered = least(1, leased / c.total_area())
    sold_in = by_space(c, products)
    named = _named_spaces(c)

    def use(id: str, label: Label, share: Expr, cover: Expr, area: Expr) -> Use:
        line = m.recurrence(
            f"landlord.vat.{id}",
            lambda before: when(within.equals(1), share * cover, _later(c, after, before)),
            "share",
            Label(f"Gårdeiers fradragsandel, {label.nb}", f"The landlord's deductible share, {label.en}"),
            Label(
                "Drivers avgiftspliktige andel fra leiestart; beholdes når arealet står tomt etter utleie.",
                "The operator's registered share from lease start; kept in vacancy after letting.",
            ),
            total="none",
            opening=c.number("vat.previous_use_share", VAT),
            basis=("mval § 2-3", "mval § 8-1"),
        )
        signed: Expr = as_expr(0)
        if c.case.vat.lease_counts_as_let:
            signed = when(cal.number <= last, share * cover, 0)
        contracted = m.line(
            f"landlord.vat.{id}.contracted",
            signed,
            "share",
            Label(f"Utleid på forhånd med mva., {label.nb}", f"Let in advance with VAT, {label.en}"),
            Label(
                "Leieavtalen med driver regnes som utleid på forhånd når saken ikke sier noe annet.",
                "The lease to the operator counts as let in advance unless the case says otherwise.",
            ),
            axis=Axis.MONTH,
            basis=("mval § 2-3",),
        )
        return Use(id, label, line, contracted, area)

    with c.block("deduction", "Fradragsrett", "Deduction", "mval § 8-1", "§6"):
        whole = use("leased", Label("utleid areal", "leased area"), registered, covered, c.total_area())
        spaces = [
            use(
                space,
                Label(space.replace("_", " "), space.replace("_", " ")),
                space_share(c, sold_in[space]) if space in sold_in else registered,
                covered,
                area_of(c, space),
            )
            for space in named
        ]
        running = m.line(
            "landlord.vat.running",
            five_percent(c, whole.share, whole.share),
            "share",
            Label(
                "Gårdeiers fradragsandel, fellesanskaffelser",
                "The landlord's deductible share, shared purchases",
            ),
            Label("5 %-grensene gjelder.", "The 5 % limits apply."),
            basis=("mval § 8-2",),
        )
    shares: dict[str, Expr] = {u.id: u.share for u in spaces}
    return Deduction(
        LANDLORD, (whole, *spaces), {**shares, OVERHEAD: running, COMMON: running, "leased": whole.share}
    )


def _named_spaces(c: Context) -> list[str]:
    """Spaces that a cost or item of works names as its own: only these need a share of their own."""
    named = [cost.space for cost in c.case.costs.values() if cost.space is not None]
    named += [space for item in c.case.works.values() for space in item.spaces or ()]
    return list(dict.fromkeys(named))


def _later(c: Context, after: Tenancy | None, before: Expr) -> Expr:
    """The share after the deal: what the new tenant rents with VAT, else the last use."""
    if after is None:
        return before
    liable = c.number(f"{TENANT_PATH}.vat_liable_share", ORDINARY_TENANT) * after.covered
    return when(after.let.equals(1), liable, before)


def tenant_deduction(c: Context, tenancy: Tenancy | None, prefix: str) -> Deduction:
    """Deductible share in an alternative: what ordinary tenants rent with VAT; in vacancy the last use,
    which is nothing where the space was never let with VAT."""
    previous = c.number("vat.previous_use_share", VAT)
    with c.m.block(f"{prefix}vat", Label("Merverdiavgift", "VAT"), "mval § 8-1", "§6"):
        share = c.m.recurrence(
            f"{prefix}vat.area",
            lambda before: _later(c, tenancy, before),
            "share",
            Label("Fradragsandel", "Deductible share"),
            Label("Beholdes når arealet står tomt etter utleie.", "Kept in vacancy after letting."),
            total="none",
            opening=previous,
        )
        running = c.m.line(
            f"{prefix}vat.running",
            five_percent(c, share, share),
            "share",
            Label("Fradragsandel, fellesanskaffelser", "Deductible share, shared purchases"),
            Label("5 %-grensene gjelder.", "The 5 % limits apply."),
            basis=("mval § 8-2",),
        )
    return Deduction(LANDLORD, (), {OVERHEAD: running, COMMON: share})


def full_deduction(party: Party) -> Deduction:
    """A company all of whose supplies are taxed: an operator under a management agreement."""
    return Deduction(party, (), {OVERHEAD: as_expr(1)})


# ---- areas -----------------------------------------------------------------------------


def _then(c: Context, use: Use, last: Expr, after: Tenancy) -> Use:
    """The use with what comes after the deal: new tenants, and vacancy that keeps the last use."""
    m, cal = c.m, c.calendar
    share = m.recurrence(
        f"{use.share.id}.then",
        lambda before: when(cal.number <= last, use.share, _later(c, after, before)),
        "share",
        Label(
            f"{use.label.nb}: fradragsandel, også etter avtalen",
            f"{use.label.en}: deductible share, after the deal too",
        ),
        total="none",
    )
    contracted = m.line(
        f"{use.contracted.id}.then",
        when(cal.number <= last, use.contracted, 0),
        "share",
        Label(
            f"{use.label.nb}: utleid på forhånd, i avtalen", f"{use.label.en}: let in advance, in the deal"
        ),
        axis=Axis.MONTH,
    )
    return Use(use.id, use.label, share, contracted, use.area)


def deductions(
    c: Context,
    products: Sequence[ProductLines],
    terms: Term,
    leased: Expr | None,
    after: Tenancy | None,
) -> dict[str, Deduction]:
    """Who may deduct how much: the company that sells, and the other one of the deal."""
    who = c.operating_company
    later = after if who == LANDLORD else None
    found = {who.id: operating_deduction(c, who, c.ledger, products, terms.last, later)}
    if leased is not None:
        found[LANDLORD.id] = lessor_deduction(c, products, terms.operating, leased, terms.last, after)
    else:
        found[OPERATOR.id] = full_deduction(OPERATOR)
    return found
