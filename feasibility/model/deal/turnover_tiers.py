"""Turnover rent whose share changes with income (trinn), docs/model.md §4."""

from __future__ import annotations

from feasibility.case.form.deal import TurnoverRent
from feasibility.engine.expr import Condition, Expr, Line, as_expr, flag, greatest, over
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import TURNOVER
from feasibility.model.deal.lease_year import LeaseYear
from feasibility.model.deal.term import StageTerm
from feasibility.record import record


@record
class Tier:
    """One tier. threshold: NOK a year. share: of income above it. more: what it is above the tier before."""

    threshold: Expr
    share: Expr
    more: Expr


@record
class Tiers:
    """The tiers of a turnover rent, the first at its threshold, or at nothing."""

    tiers: tuple[Tier, ...]

    @property
    def rise(self) -> Condition:
        """True where their shares rise, as they stand: they may be turned in a workbook."""
        return self.tiers[-1].share >= self.tiers[0].share

    def of(self, income: Expr, part_of_year: Expr | int = 1) -> Expr:
        """Rent by income. part_of_year: of a year's thresholds, where the lease runs for less."""
        rent: Expr = self.tiers[0].share * greatest(0, income - self.tiers[0].threshold * part_of_year)
        for tier in self.tiers[1:]:
            rent = rent + tier.more * greatest(0, income - tier.threshold * part_of_year)
        return rent

    def share_at(self, income: Expr) -> Expr:
        """The share of one more krone of a year's income."""
        share: Expr = self.tiers[0].share * flag(_above(income, self.tiers[0]))
        for tier in self.tiers[1:]:
            share = share + tier.more * flag(_above(income, tier))
        return share

    def as_straight(self, minimum: Expr) -> list[tuple[Expr, Expr]]:
        """Each tier's share, and what is off, so that share × a year's income − off is the rent above the
        minimum where income is within the tier.

        The rent is the greatest of these where the shares rise, the least where they fall, and never less
        than the minimum.
        """
        found, share, off = list[tuple[Expr, Expr]](), as_expr(0), minimum
        for tier in self.tiers:
            share, off = share + tier.more, off + tier.more * tier.threshold
            found.append((share, off))
        return found


def _above(income: Expr, tier: Tier) -> Condition:
    return income >= tier.threshold


def tiers_of(c: Context, stage: StageTerm) -> Tiers | None:
    """The tiers of a stage's turnover rent; None where it has one share."""
    deal, path = stage.deal, f"{stage.path}.turnover"
    assert isinstance(deal, TurnoverRent)
    stated = deal.turnover
    if not stated.tiers:
        return None
    share = c.number(f"{path}.share_of_income", TURNOVER)
    threshold: Expr = c.sum([])
    if stated.mode == "above_threshold":
        threshold = c.number(f"{path}.threshold_nok_per_year", TURNOVER)
    found = [Tier(threshold, share, share)]
    for i, _ in enumerate(stated.tiers):
        of = Label(f"{TURNOVER.nb}, trinn {i + 1}", f"{TURNOVER.en}, tier {i + 1}")
        above = c.number(f"{path}.tiers.{i}.share_of_income", of)
        threshold = c.number(f"{path}.tiers.{i}.threshold_nok_per_year", of)
        found.append(Tier(threshold, above, above - found[-1].share))
    return Tiers(tuple(found))


def turnover_of(c: Context, stage: StageTerm, income: Expr, months: Expr) -> Expr:
    """Rent by the income of so many months: all tiers, or the share of it."""
    tiers = tiers_of(c, stage)
    if tiers is not None:
        return tiers.of(income, months / 12)
    return c.number(f"{stage.path}.turnover.share_of_income", TURNOVER) * income


def share_of_lease_year(year: LeaseYear, tiers: Tiers, turnover: Line) -> Expr:
    """The share of all income that the tiers come to in a lease year, in every month of it."""
    label = Label("Leie etter omsetningen i leieåret", "Rent by income in the lease year")
    rent = year.whole("turnover.tiers", tiers.of(year.so_far(turnover), year.month / 12), label)
    return over(rent, year.sum(turnover), 0)
