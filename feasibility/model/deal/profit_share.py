"""A share of the operator's profit as rent (overskuddsleie), docs/model.md §4."""

from __future__ import annotations

from feasibility.case.form.deal import ProfitShare, Sublease
from feasibility.engine.expr import Expr, Line, greatest
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, OPERATOR, PROFIT
from feasibility.model.base.regime import CHARGED
from feasibility.model.base.registration import between, charged
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.yearly_share import Owed, YearlyShare, share_of_surplus

PATH = "deal.profit_share"


def profit_share_of(c: Context) -> ProfitShare | None:
    """What the deal says of a share of profit; None in other deals."""
    return c.case.deal.profit_share if isinstance(c.case.deal, Sublease) else None


def profit_rent(c: Context, lines: LeaseLines | None, result: Expr) -> YearlyShare | None:
    """The landlord's share of a positive year, earned in its last month and paid with VAT in January.

    Args:
        result: the operator's operating result by month, before the share.
    """
    if lines is None or profit_share_of(c) is None:
        return None
    m, share = c.m, c.number(f"{PATH}.share", PROFIT)
    with c.block("deal", "Avtale", "Deal", "§4"):
        monthly = m.line(
            "profit.surplus",
            (result - c.number(f"{PATH}.operator_preferred_nok_per_year", PROFIT) / 12) * lines.within,
            "NOK",
            Label("Driverens overskudd etter fortrinnsbeløp", "Operator's profit after its preferred amount"),
            Label(
                "Driftsresultat før avskrivninger og overskuddsleie, i leietiden.",
                "Operating result before depreciation and the share of profit, while the lease runs.",
            ),
        )
        names = (
            Label("Overskuddsleie i året", "Share of profit in the year"),
            Label("Overskuddsleie", "Share of profit as rent"),
        )
        vat = charged(c, "standard", *between(c, OPERATOR))
        owed = Owed(OPERATOR, LANDLORD, "rent", vat, CHARGED, lines.charged)
        earned = share_of_surplus(c, "profit.rent", share, monthly, names, owed)
        of = Label("Gårdeiers andel av månedens overskudd", "Landlord's share of the month's profit")
        part = m.line("profit.part", share * monthly, "NOK", of)
        agreed = part
        if lines.reduced:
            agreed = m.line(
                "profit.agreed_part",
                share * (monthly - _gained(c, lines)),
                "NOK",
                Label(f"{of.nb} uten avslag", f"{of.en} without reductions"),
            )
        return YearlyShare(OPERATOR, LANDLORD, earned, part, agreed)


def kept_beside_profit_share(c: Context, lines: LeaseLines) -> Line:
    """The rent reductions, less what the share of profit takes back of them, NOK by month.

    A reduction raises the profit the landlord takes a share of. The first of a year are kept first.
    """
    if profit_share_of(c) is None or not lines.reduced:
        return lines.given(c)
    m, cal, share = c.m, c.calendar, c.number(f"{PATH}.share", PROFIT)
    given, gained = lines.given(c), _gained(c, lines)
    with c.block("deal", "Avtale", "Deal", "§4"):
        without = m.line(
            "profit.surplus_year_without",
            m.year_sum(m.lines["profit.surplus"]) - m.year_sum(gained),
            "NOK",
            Label("Årets overskudd uten avslag i leien", "The year's profit without rent reductions"),
        )
        so_far = m.recurrence(
            "lease.reduction.so_far",
            lambda before: (1 - cal.year_step) * before + gained,
            "NOK",
            Label("Avslag i leien hittil i året", "Rent reduction so far in the year"),
            total="none",
        )
        base = m.at_year(without)
        back_so_far = m.line(
            "profit.back_so_far",
            share * (greatest(0, base + so_far) - greatest(0, base)),
            "NOK",
            Label(
                "Overskuddsleie av avslagene hittil i året", "Share of profit on the year's reductions so far"
            ),
            total="none",
        )
        return m.line(
            "lease.reduction.kept",
            given - (back_so_far - (1 - cal.year_step) * back_so_far.previous),
            "NOK",
            Label("Avslag leietakeren beholder", "Rent reduction the tenant keeps"),
            Label(
                "Det overskuddsleien ikke tar tilbake; årets første avslag beholdes først.",
                "What the share of profit does not take back; the year's first reductions are kept first.",
            ),
        )


def _gained(c: Context, lines: LeaseLines) -> Line:
    """What the reductions raise the operator's result by: all that is given, less what others then save."""
    given, covered = lines.given(c), list[Expr]()
    for id, item in c.case.support.items():
        if item.kind == "free_premises":
            path, name = f"support.{id}", c.name("support", id)
            within = c.calendar.within(
                c.number(f"{path}.from_month", name), c.number(f"{path}.to_month", name)
            )
            covered.append(c.if_support(c.number(f"{path}.share", name) * within))
    if not covered:
        return given
    known = c.m.lines.get("profit.gained")
    return known or c.m.line(
        "profit.gained",
        given - c.sum(covered) * lines.reduction,
        "NOK",
        Label("Avslag som øker driverens resultat", "Reductions that raise the operator's result"),
    )
