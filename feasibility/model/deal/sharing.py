"""Rent and fees that follow the year's result: turnover rent and management fees (docs/model.md §4)."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case.form.deal import Management, TurnoverRent
from feasibility.engine.expr import Const, Expr, Line, greatest, over
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import FEE, LANDLORD, TURNOVER
from feasibility.model.base.regime import CHARGED, OVERHEAD
from feasibility.model.base.registration import between, charged, registered
from feasibility.model.concept.income import Income
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.lease_year import LeaseYear, lease_year
from feasibility.model.deal.term import StageTerm, Term, stage_of
from feasibility.model.deal.turnover_tiers import Tiers, share_of_lease_year, tiers_of, turnover_of
from feasibility.model.deal.yearly_share import Owed, YearlyShare, earned_at_year_end, share_of_surplus


def turnover_rent(
    c: Context, terms: Term, lines: LeaseLines | None, income: Income, used_with_vat: Line
) -> YearlyShare | None:
    """The excess over the minimum rent (omsetningsleie), by calendar year; None without turnover rent.

    Earned in the year's last month, invoiced with VAT and paid in January; the last year's is settled
    in the horizon's last month (docs/model.md §4).
    """
    stage = stage_of(terms, TurnoverRent)
    if stage is None or lines is None:
        return None
    deal, m, path = stage.deal, c.m, stage.path
    assert isinstance(deal, TurnoverRent)
    lines = lines.of(stage)
    with c.block("deal", "Avtale", "Deal", "§4"):
        turnover = m.line(
            "turnover.income",
            income.total * stage.operating,
            "NOK",
            Label("Omsetning som gir leie", "Income that gives rent"),
            Label(
                "Driverens inntekt uten mva. i leietiden, med tjenester, uten tilskudd.",
                "The operator's income ex VAT in the lease, services included, grants not.",
            ),
        )
        by_year = m.line("turnover.income_year", m.year_sum(turnover), "NOK", turnover.label)
        share: Expr = c.number(f"{path}.turnover.share_of_income", TURNOVER)
        tiers = tiers_of(c, stage)
        by_income: Expr = share * by_year
        of_lease = lease_year(c, stage) if deal.turnover.settlement_year == "lease" else None
        if tiers is not None:
            by_income, share = _by_tiers(c, stage, tiers, by_year)
            if of_lease is not None:
                share = share_of_lease_year(of_lease, tiers, turnover)
        above = Label("Andel av omsetningen utover minsteleien", "Share of income above the minimum rent")
        if deal.turnover.mode == "greater_of":
            minimum = m.line(
                "turnover.minimum_year",
                m.year_sum(lines.rent),
                "NOK",
                Label("Minsteleie i året", "Minimum rent in the year"),
            )
            excess: Expr = greatest(0, by_income - minimum)
            part = m.line("turnover.part", share * turnover - lines.rent, "NOK", above)
            agreed = part
            if lines.reduced:
                agreed = m.line(
                    "turnover.agreed_part",
                    share * turnover - lines.market,
                    "NOK",
                    Label(f"{above.nb} før avslag", f"{above.en} before reductions"),
                )
        elif tiers is not None:
            excess = by_income
            part = m.line(
                "turnover.part",
                share * turnover,
                "NOK",
                Label("Andel av omsetningen over terskelen", "Share of income above the threshold"),
            )
            agreed = part
        else:
            months = _months(c, stage)
            threshold = c.number(f"{path}.turnover.threshold_nok_per_year", TURNOVER)
            excess = share * greatest(0, by_year - threshold * months / 12)
            part = m.line(
                "turnover.part",
                share * (turnover - threshold / 12 * stage.operating),
                "NOK",
                Label("Andel av omsetningen over terskelen", "Share of income above the threshold"),
            )
            agreed = part
        of_year = Label("Omsetningsleie utover minsteleien", "Turnover rent above the minimum")
        by_calendar = of_year
        if of_lease is not None:
            by_calendar = Label(f"{of_year.nb}, som etter kalenderåret", f"{of_year.en}, as by calendar year")
        due = m.line("turnover.excess_year", excess, "NOK", by_calendar)
        tenant = stage.operator
        on_rent = charged(c, "standard", *between(c, tenant))
        owed = Owed(tenant, LANDLORD, "rent", on_rent, CHARGED, used_with_vat)
        settled = None if of_lease is None else _settled(c, stage, of_lease, lines)
        earned = earned_at_year_end(c, "turnover.rent", due, of_year, owed, settled)
        return YearlyShare(tenant, LANDLORD, earned, part, agreed, of_lease)


def _settled(c: Context, stage: StageTerm, year: LeaseYear, lines: LeaseLines) -> Expr:
    """The excess of each lease year, in the month it is settled."""
    deal, turnover = stage.deal, year.so_far(c.m.lines["turnover.income"])
    assert isinstance(deal, TurnoverRent)
    by_income, tiers = turnover_of(c, stage, turnover, year.month), tiers_of(c, stage)
    if deal.turnover.mode == "greater_of":
        return year.settles * greatest(0, by_income - year.so_far(lines.rent))
    if tiers is not None:
        return year.settles * by_income
    share = c.number(f"{stage.path}.turnover.share_of_income", TURNOVER)
    threshold = c.number(f"{stage.path}.turnover.threshold_nok_per_year", TURNOVER)
    return year.settles * share * greatest(0, turnover - threshold * year.month / 12)


def _months(c: Context, stage: StageTerm) -> Line:
    """Months of lease in each year: what the thresholds count by."""
    return c.m.line(
        "turnover.months",
        c.m.year_sum(stage.operating),
        "months",
        Label("Leiemåneder i året", "Lease months in the year"),
    )


def _by_tiers(c: Context, stage: StageTerm, tiers: Tiers, by_year: Line) -> tuple[Line, Expr]:
    """The year's rent by its tiers, and by month the share of all income that comes to."""
    m = c.m
    rent = m.line(
        "turnover.by_tiers",
        tiers.of(by_year, _months(c, stage) / 12),
        "NOK",
        Label("Leie etter omsetningen, trinn for trinn", "Rent by income, tier by tier"),
    )
    share = m.line(
        "turnover.share_of_all",
        over(rent, by_year, 0),
        "share",
        Label("Leie etter omsetningen, andel av all omsetning", "Rent by income, share of all income"),
    )
    return rent, m.at_year(share)


def reduction_kept(c: Context, terms: Term, whole: LeaseLines) -> Line:
    """The rent reductions, less what the turnover rent takes back of them, NOK by month (docs/model.md §4).

    The greater of minimum and share: a year's reductions cost the landlord no more than the minimum exceeds
    the share by. The first of a year are kept first, so that one given later never makes an earlier cheaper.
    """
    stage = stage_of(terms, TurnoverRent)
    if stage is None:
        return whole.given(c)
    deal, m, cal, lines = stage.deal, c.m, c.calendar, whole.of(stage)
    assert isinstance(deal, TurnoverRent)
    if not (lines.reduced and deal.turnover.mode == "greater_of"):
        return whole.given(c)
    with c.block("deal", "Avtale", "Deal", "§4"):
        share = m.line(
            "turnover.share_year",
            m.lines.get("turnover.by_tiers")
            or c.number(f"{stage.path}.turnover.share_of_income", TURNOVER) * m.lines["turnover.income_year"],
            "NOK",
            Label("Leie etter omsetningen i året", "Rent by income in the year"),
        )
        minimum = m.line(
            "turnover.agreed_minimum_year",
            m.year_sum(lines.market),
            "NOK",
            Label("Minsteleie i året før avslag", "Minimum rent in the year before reductions"),
        )
        of_lease = lease_year(c, stage) if deal.turnover.settlement_year == "lease" else None
        step = cal.year_step if of_lease is None else of_lease.begins
        so_far = m.recurrence(
            "lease.reduction.so_far",
            lambda before: (1 - step) * before + lines.reduction,
            "NOK",
            Label("Avslag i leien hittil i året", "Rent reduction so far in the year"),
            total="none",
        )
        agreed, floor = m.at_year(minimum), m.at_year(share)
        if of_lease is not None:
            agreed = of_lease.sum(lines.market)
            by_income = turnover_of(c, stage, of_lease.so_far(m.lines["turnover.income"]), of_lease.month)
            floor = of_lease.whole("turnover.share", by_income, share.label)
        kept_so_far = m.line(
            "lease.reduction.kept_so_far",
            greatest(agreed, floor) - greatest(agreed - so_far, floor),
            "NOK",
            Label(
                "Avslag leietakeren beholder hittil i året", "Reduction the tenant keeps, so far in the year"
            ),
            Label(
                "Største av minsteleie og andel, uten og med avslagene.",
                "The greater of minimum and share, without and with the reductions.",
            ),
            total="none",
        )
        others = [part.given(c) for path, part in whole.parts.items() if path != stage.path]
        if lines.common_reduction is not None:  # no part of the minimum, so none of it is taken back
            others.append(lines.common_reduction)
        return m.line(
            "lease.reduction.kept",
            c.sum([kept_so_far - (1 - step) * kept_so_far.previous, *others]),
            "NOK",
            Label("Avslag leietakeren beholder", "Rent reduction the tenant keeps"),
            Label(
                "Det omsetningsleien ikke tar tilbake; årets første avslag beholdes først.",
                "What turnover rent does not take back; the year's first reductions are kept first.",
            ),
        )


def management_base_fee(c: Context, terms: Term, income: Income) -> Line | None:
    """The operator's base fee under a management agreement (driftshonorar); None otherwise."""
    stage = stage_of(terms, Management)
    if stage is None:
        return None
    with c.block("deal", "Avtale", "Deal", "§4"):
        sum_ = c.number(f"{stage.path}.fee.base_nok_per_month", FEE)
        share = c.number(f"{stage.path}.fee.base_share_of_income", FEE)
        income_then = income.total if len(terms.stages) == 1 else income.total * stage.operating
        return c.ledger.flow(
            "management.base_fee",
            LANDLORD,
            stage.operator,
            sum_ * index(c, "prices") * stage.operating + share * income_then,
            "management_fee",
            Label("Driftshonorar", "Base management fee"),
            charged(c, "standard", registered(c, stage.operator)),
            use=OVERHEAD,
        ).earned


def fee_share_of_income(c: Context, terms: Term, base_fee: Line | None) -> Expr:
    """The share of its income that the operating company pays as a base fee; 0 without one."""
    stage = stage_of(terms, Management)
    if base_fee is None or stage is None:
        return Const(0.0)
    share = c.number(f"{stage.path}.fee.base_share_of_income", FEE)
    return share if len(terms.stages) == 1 else share * stage.operating


def management_surplus_fee(c: Context, terms: Term, surplus_before_fee: Expr) -> YearlyShare | None:
    """The operator's share of a positive yearly surplus, settled in January (docs/model.md §4).

    Args:
        surplus_before_fee: income − operating costs − base fee, by month.
    """
    stage = stage_of(terms, Management)
    if stage is None:
        return None
    m, path = c.m, stage.path
    with c.block("deal", "Avtale", "Deal", "§4"):
        monthly = m.line(
            "management.surplus",
            surplus_before_fee
            - c.number(f"{path}.fee.landlord_preferred_nok_per_year", FEE) / 12 * stage.operating,
            "NOK",
            Label("Overskudd etter fortrinnsbeløp", "Surplus after the preferred amount"),
            Label(
                "Inntekter − driftskostnader − driftshonorar − gårdeierens fortrinnsbeløp.",
                "Income − operating costs − base fee − the landlord's preferred amount.",
            ),
        )
        share = c.number(f"{path}.fee.surplus_share", FEE)
        named = Label("Overskuddsdeling til driver", "Surplus share to the operator")
        vat = charged(c, "standard", registered(c, stage.operator))
        owed = Owed(LANDLORD, stage.operator, "management_fee", vat, OVERHEAD)
        earned = share_of_surplus(c, "management.surplus_fee", share, monthly, (named, named), owed)
        part = m.line(
            "management.surplus_part",
            share * monthly,
            "NOK",
            Label("Drivers andel av overskuddet", "The operator's share of the surplus"),
        )
        return YearlyShare(LANDLORD, stage.operator, earned, part, part)


def spread_over_year(c: Context, shared: YearlyShare | None, by_year: str) -> Expr | None:
    """A share of the year's result moved from the year's last month to all its months, evenly."""
    if shared is None:
        return None
    m = c.m
    if shared.lease_year is not None:
        return shared.lease_year.spread(shared.earned)
    return shared.earned - m.at_year(m.lines[by_year]) / m.at_year(c.calendar.months_in_year)


def evened_out(c: Context, party: Party, shared: Sequence[tuple[YearlyShare | None, str]]) -> Expr | None:
    """What moves shares of the year's result from the year's last month to all its months in what a company
    earns: it pays some, and of some it is paid. None where there are none.

    Args:
        shared: each share, and the line of what it is by year.
    """
    parts: list[Expr] = []
    for each, by_year in shared:
        if each is None or party not in (each.payer, each.receiver):
            continue
        spread = spread_over_year(c, each, by_year)
        if spread is not None:
            parts.append(spread if party == each.payer else -spread)
    return None if not parts else parts[0] if len(parts) == 1 else c.sum(parts)


def surplus_fee(c: Context, terms: Term, earned: Income, base_fee: Line | None) -> YearlyShare | None:
    """The operator's share of the surplus under a management agreement; None without one."""
    stage = stage_of(terms, Management)
    if base_fee is None or stage is None:
        return None
    operating = stage.operating
    concept = c.ledger.earned(LANDLORD, {"cost_services", "bad_debt", "operating_cost", "staff_cost"})
    # common costs belong to running the concept; owner costs and property tax are the landlord's own
    common = c.m.lines["common_costs"] * operating
    return management_surplus_fee(c, terms, (earned.total + concept - common - base_fee) * operating)
