"""What one more place of each product brings, after all that follows income and members."""

from __future__ import annotations

from feasibility.engine.expr import Condition, Const, Expr, Line, both, clip, least, when
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import SERVICES
from feasibility.model.concept.income import Income, Sold
from feasibility.model.costs.running import VariableCosts


class Contribution:
    """Contribution of one more place of each product, and of all places at a trial λ."""

    def __init__(self, c: Context, income: Income, variable: VariableCosts, fee_share: Expr) -> None:
        self.c, self.income, self.variable, self.fee_share = c, income, variable, fee_share
        self.margins = [self._of(s) for s in income.sold]
        self.incomes = [self._income_of(s) for s in income.sold]

    def _uplift(self, s: Sold) -> Expr:
        if s.is_rent and self.income.mix_uplift is not None:
            return self.income.mix_uplift
        return Const(0.0)

    def price_income(self, s: Sold) -> Expr:
        """Income for each krone of the product's price: itself and the services that follow rent."""
        return 1 + self._uplift(s)

    def price_margin(self, s: Sold) -> Expr:
        """What is left of each krone of the product's price."""
        uplift = self._uplift(s)
        margin: Expr = 1 - s.bad_debt_share
        if not isinstance(uplift, Const):
            margin = margin + uplift * self.c.number("services.mix.gross_margin_share", SERVICES)
        for product, share in self.variable.of_product:
            if product == s.lines.id:
                margin = margin - share
        return margin - (self.variable.share_of_income + self.fee_share) * (1 + uplift)

    def priced(self, s: Sold) -> Expr:
        """Income that follows the product's price: its members', and places supporters rent at it."""
        return self.c.sum([s.income, *s.bought_at_price])

    def of_price(self, s: Sold) -> Expr:
        """What is left of that income; supporters are no bad debtors."""
        margin = s.income * self.price_margin(s)
        if not s.bought_at_price:
            return margin
        return margin + self.c.sum(s.bought_at_price) * (self.price_margin(s) + s.bad_debt_share)

    def _income_of(self, s: Sold) -> Line:
        per_member = self.income.service_per_member if s.lines.is_membership else Const(0.0)
        return self.c.m.line(
            f"break_even.{s.lines.id}.income_per_place",
            s.per_place * self.price_income(s) + per_member,
            "NOK/member/month",
            Label(f"{s.lines.name}: inntekt per plass", f"{s.lines.name}: income per place"),
        )

    def _of(self, s: Sold) -> Line:
        result = s.per_place * self.price_margin(s)
        if s.lines.is_membership:
            own = self.income.service_per_member
            result = (
                result
                + own * (1 - self.variable.share_of_income - self.fee_share)
                - self.income.service_cost_per_member
                - self.variable.per_member
            )
        return self.c.m.line(
            f"break_even.{s.lines.id}.margin_per_place",
            result,
            "NOK/member/month",
            Label(f"{s.lines.name}: dekningsbidrag per plass", f"{s.lines.name}: contribution per place"),
            Label(
                "Inntekt fratrukket kostnader som følger inntekt og medlemmer.",
                "Income less costs that follow income and members.",
            ),
        )

    def places(self, s: Sold, factor: Expr) -> Expr:
        """Places sold when stabilised occupancy is multiplied by `factor`; with signed contracts, when what
        is to be sold beyond them is."""
        p = s.lines
        if p.signed is not None:
            return least(factor * p.wanted, p.room or p.capacity)
        return self._capped(s, p.capacity * p.kept * clip(self._occupancy(s, factor), 0, 1))

    def slope(self, s: Sold, factor: Expr) -> Expr:
        """How many places one more of `factor` brings; none where capacity binds."""
        p = s.lines
        if p.signed is not None:
            return when(factor * p.wanted < (p.room or p.capacity), p.wanted, 0)
        occupancy = self._occupancy(s, factor)
        free: Condition = occupancy < 1
        if p.room is not None:
            free = both(free, p.capacity * p.kept * occupancy < p.room)
        return when(free, p.capacity * p.kept * self._steep(s), 0)

    def _capped(self, s: Sold, places: Expr) -> Expr:
        room = s.lines.room
        return places if room is None else least(places, room)

    def _occupancy(self, s: Sold, factor: Expr) -> Expr:
        steep, opening = factor * self._steep(s), s.lines.start_share
        return steep if opening is None else opening * (1 - s.lines.progress) * s.lines.factor + steep

    def _steep(self, s: Sold) -> Expr:
        return s.lines.stabilised_share * s.lines.progress * s.lines.factor
