"""Break-even of the concept in a reference year (docs/model.md §10), in live formulas.

Operating result as a function of a common factor λ on stabilised occupancy is piecewise linear (places are
clipped at capacity, turnover rent and surplus shares take their part): Newton's method from λ = 0 lands on
the root itself after as many steps as kinks it meets. Where every place earns something the function is
concave and is climbed without overshooting; where a product loses on every place, the result rises faster
once it is full, and a step too far is taken back. Where a share of income changes in tiers, each is climbed
by itself (`break_even_tiers`).
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import (
    Axis,
    Const,
    Expr,
    Line,
    divisor,
    flag,
    greatest,
    if_null,
    least,
    over,
    rounded,
    sum_of,
    when,
)
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.break_even_price import price_factor
from feasibility.model.answers.break_even_tiers import Tried, step_in_tiers
from feasibility.model.answers.contribution import Contribution
from feasibility.model.answers.recomputed import Moved, recomputed_result
from feasibility.model.answers.taken import Taken
from feasibility.model.base.context import Context
from feasibility.model.base.judged import judged
from feasibility.model.concept.income import Income, Sold
from feasibility.model.value.reference_year import ReferenceYear
from feasibility.record import record

STEPS = 8  # kinks met on the way up: products reaching capacity in some month, and one for turnover rent
NO_CAPACITY = ("kapasiteten er ikke stor nok", "capacity is not large enough")


@record
class BreakEven:
    """Results: common factor, mean occupancy and each product's, price factor, and what is left there."""

    factor: Line
    mean_occupancy: Line
    by_product: tuple[Line, ...]
    price_factor: Line
    check: Line


def break_even(
    c: Context,
    moved: Moved,
    margin: Contribution,
    year: ReferenceYear,
    ebitda_year: Line,
    taken: Taken | None,
) -> BreakEven:
    """Lines for break-even occupancy and price of the operating company in one reference year.

    Args:
        margin: what one more place brings, which both years read.
        ebitda_year: its operating result by calendar year.
        taken: what the other party takes of a good year, or None.
    """
    m, id, income = c.m, f"break_even{year.suffix}", moved.income
    with c.block("break_even", "Nullpunkt", "Break-even", "§10"):
        here = m.line(
            f"{id}.result",
            year.amount(ebitda_year) + (year.amount(taken.in_books) if taken else 0),
            "NOK",
            year.label(
                "EBITDA i referanseåret før deling",
                "Operating result of the reference year before sharing",
            ),
            total="none",
        )
        base_income = m.line(
            f"{id}.income",
            year.amount(year_of(c, income.total)),
            "NOK",
            year.label("Inntekt i referanseåret", "Income of the reference year"),
            total="none",
        )
        trial = _Trial(c, margin, income, year, here, base_income, taken)
        at_one = trial.stated()
        factor: Expr = Const(0.0)
        step = trial.at("0", factor, at_one)
        for i in range(1, STEPS + 1):
            factor = m.line(
                f"{id}.factor.{i}",
                step.next,
                "ratio",
                year.label(f"Nullpunkt, steg {i}", f"Break-even, step {i}"),
            )
            step = trial.at(str(i), factor, at_one)
        found = m.line(
            f"{id}.factor",
            year.or_null(when(rounded(step.after, 2) < 0, null(*NO_CAPACITY), factor)),
            "share",
            year.label("Nullpunkt, del av planlagt belegg", "Break-even, share of planned occupancy"),
            Label(
                "Felles faktor på alle produkters stabiliserte belegg som gir null resultat i referanseåret.",
                "Common factor on every product's stabilised occupancy at which the result of the reference "
                "year is zero.",
            ),
        )
        check = _check(c, year, found, recomputed_result(c, moved, year, found, here, taken))
        shares = tuple(_product_share(c, year, s, found, margin) for s in income.sold)
        mean = _mean(c, income, year, found, margin)
        price = price_factor(c, income, margin, year, here, base_income, taken)
    return BreakEven(found, mean, shares, price, check)


@record
class _Stated:
    """The stated case in the year, NOK: contribution of its members, income by places and prices, and what
    supporters give for each place."""

    contribution: Expr
    income: Expr
    support: Expr


@record
class _At:
    """after: the result after sharing; next: the λ to try next."""

    after: Line
    next: Expr


class _Trial:
    def __init__(
        self,
        c: Context,
        margin: Contribution,
        income: Income,
        year: ReferenceYear,
        here: Line,
        base: Line,
        taken: Taken | None,
    ) -> None:
        self.c, self.margin, self.income, self.year = c, margin, income, year
        self.here, self.base, self.taken = here, base, taken
        self.by_income = taken is not None and taken.kind == "income"

    def stated(self) -> _Stated:
        """What the members there are bring, whichever year is asked for."""
        sold = self.income.sold
        members: list[Expr] = [s.lines.members for s in sold]
        contribution = self._summed(
            "as_stated", "contribution", self.margin.margins, members, "Dekningsbidrag", "Contribution"
        )
        support = self.c.sum(
            [self.year.amount(year_of(self.c, each.given)) for each in self.income.supported]
        )
        if not self.by_income:
            return _Stated(contribution, Const(0.0), support)
        income = self._summed("as_stated", "income", self.margin.incomes, members, "Inntekt", "Income")
        return _Stated(contribution, income, support)

    def at(self, name: str, factor: Expr, stated: _Stated) -> _At:
        """Result at a factor, and the factor to try next."""
        m, sold, margin = self.c.m, self.income.sold, self.margin
        places = [margin.places(s, factor) for s in sold]
        slopes = [margin.slope(s, factor) for s in sold]
        contribution = self._summed(
            name, "contribution", margin.margins, places, "Dekningsbidrag", "Contribution"
        )
        steep = self._summed(name, "slope", margin.margins, slopes, "Stigning", "Slope")
        result = self.here + contribution - stated.contribution
        id = f"break_even{self.year.suffix}.{name}"
        tried = _step(name)
        nb, en = f"nullpunkt, {tried.nb}", f"break-even, {tried.en}"
        after: Expr = result
        slope: Expr = steep
        if self.income.supported:
            given, more = self._supported(name, places, slopes)
            after, slope = result + given - stated.support, steep + more
        ahead: Expr | None = None
        if self.taken is not None:
            if self.by_income:
                income = self._summed(name, "income", margin.incomes, places, "Inntekt", "Income")
                gives = self._summed(
                    name, "income_slope", margin.incomes, slopes, "Inntektsstigning", "Income slope"
                )
                earned = self.base + income - stated.income
                base, tiers = self.taken.base(earned), self.taken.tiers
                if tiers is not None:
                    at = Tried(factor, after, slope, earned, gives)
                    ahead = step_in_tiers(self.c, self.year, id, Label(nb, en), at, tiers, self.taken.offset)
                    gives = gives * tiers.share_at(earned)
            else:
                of_grants = self.taken.of_grants
                base = self.taken.base(after if of_grants else result)
                gives = slope if of_grants else steep
            over = m.line(
                f"{id}.over",
                base,
                "NOK",
                self.year.label(f"Grunnlag for deling, {nb}", f"Base of sharing, {en}"),
                total="none",
            )
            after = after - self.taken.share * greatest(0, over)
            slope = slope - when(over > 0, self.taken.share * gives, 0)
        after_line = m.line(
            f"{id}.after",
            after,
            "NOK",
            self.year.label(f"EBITDA, {nb}", f"EBITDA, {en}"),
            total="none",
        )
        slope_line = m.line(
            f"{id}.steepness",
            slope,
            "NOK",
            self.year.label(f"Stigningstall, {nb}", f"Steepness, {en}"),
            total="none",
        )
        newton = greatest(0, factor - when(slope_line > 0, after_line / divisor(slope_line), 0))
        return _At(after_line, newton if ahead is None else ahead)

    def _supported(self, name: str, places: Sequence[Expr], slopes: Sequence[Expr]) -> tuple[Expr, Expr]:
        """What supporters give for the places in the year, and how steeply: no more once a cap is used."""
        given, more = list[Expr](), list[Expr]()
        for of in self.income.supported:
            mine = [n for n, s in enumerate(self.income.sold) if s.lines in of.products]
            signed = [self.income.sold[n].lines.signed or Const(0.0) for n in mine]
            each = [of.each for _ in mine]
            nb, en = f"{of.name}, søkt", f"{of.name}, sought"
            sold = [places[n] + there for n, there in zip(mine, signed, strict=True)]
            sought = self._summed(name, f"support.{of.id}", each, sold, nb, en)
            nb, en = f"{of.name}, stigning", f"{of.name}, slope"
            steep = self._summed(name, f"support_slope.{of.id}", each, [slopes[n] for n in mine], nb, en)
            given.append(sought if of.cap is None else least(of.cap, sought))
            more.append(steep if of.cap is None else when(sought < of.cap, steep, 0))
        return self.c.sum(given), self.c.sum(more)

    def _summed(
        self, name: str, kind: str, weights: Sequence[Expr], counts: Sequence[Expr], nb: str, en: str
    ) -> Expr:
        """The year's sum of weight × count over products, by way of a line of months.

        At λ = 0 and as stated the months are the same whichever year is asked for, and stand once.
        """
        shared = name in ("as_stated", "0")
        id = f"break_even{'' if shared else self.year.suffix}.{name}.{kind}"
        line = self.c.m.lines.get(id)
        if line is None:
            terms = [weight * count for weight, count in zip(weights, counts, strict=True)]
            tried = Label("slik saken står", "as stated") if name == "as_stated" else _step(name)
            label = Label(f"{nb}, nullpunkt, {tried.nb}", f"{en}, break-even, {tried.en}")
            value = self.c.sum(terms)
            if not shared:
                value = value * self.year.mask
                label = self.year.label(label.nb, label.en)
            line = self.c.m.line(id, value, "NOK", label, axis=Axis.MONTH)
        return self.year.amount(year_of(self.c, line)) if shared else sum_of(line)


def _step(name: str) -> Label:
    return Label(f"steg {name}", f"step {name}")


def _check(c: Context, year: ReferenceYear, found: Line, result: Expr) -> Line:
    """What is left of the year's result at the factor; where the factor is 0, what is missing."""
    left = when(if_null(found, -1) > 0, result, least(0, result))
    return c.m.line(
        f"break_even{year.suffix}.check",
        when(if_null(found, -1) >= 0, judged(c, left), 0),
        "NOK",
        year.label(
            "Nullpunkt: EBITDA, regnet på nytt post for post, er null",
            "Break-even: operating result, worked out anew item by item, is zero",
        ),
        total="none",
    )


def _product_share(c: Context, year: ReferenceYear, s: Sold, found: Line, margin: Contribution) -> Line:
    share = _filled(c, year, s, found, margin)
    is_open = _open_in(c, year, s)
    if is_open is not None:
        share = when(is_open.equals(1), share, null("stengt i året", "closed in the year"))
    return c.m.line(
        f"break_even{year.suffix}.{s.lines.id}.occupancy",
        when(
            if_null(found, -1) < 0,
            null("se nullpunktet for hele konseptet", "see break-even of the whole concept"),
            share,
        ),
        "share",
        year.label(f"{s.lines.name}: belegg ved nullpunkt", f"{s.lines.name}: occupancy at break-even"),
        _SIGNED_AND_MORE if s.lines.signed is not None else _SHARE_OF_FULL,
    )


_SHARE_OF_FULL = Label(
    "Nullpunktet som del av planlagt belegg × stabilisert belegg, høyst full kapasitet.",
    "Break-even as a share of planned occupancy × stabilised occupancy, at most full capacity.",
)
_SIGNED_AND_MORE = Label(
    "Signerte plasser, og nullpunktet × det som er planlagt utover dem, som andel av kapasiteten i året.",
    "Signed places, and break-even × what is planned beyond them, as a share of the year's capacity.",
)


def _filled(c: Context, year: ReferenceYear, s: Sold, found: Line, margin: Contribution) -> Expr:
    """Share of a product's capacity in use at break-even."""
    p = s.lines
    if p.signed is None:
        return least(1, if_null(found, 0) * p.stabilised_share)
    id = f"break_even{year.suffix}.{p.id}.filled"
    known = c.m.lines.get(id) or c.m.line(
        id,
        (p.signed + margin.places(s, if_null(found, 0))) / p.capacity * year.mask,
        "share",
        year.label(f"{p.name}: fylt ved nullpunkt", f"{p.name}: filled at break-even"),
    )
    return sum_of(known) / 12


def _open_in(c: Context, year: ReferenceYear, s: Sold) -> Line | None:
    """1 where a product that closes is open in the year; None for one that does not close."""
    p = s.lines
    if p.product.closing_month is None:
        return None
    id = f"break_even{year.suffix}.{p.id}.open"
    label = year.label(f"{p.name}: åpen i året", f"{p.name}: open in the year")
    months = c.m.lines.get(f"{id}_month") or c.m.line(f"{id}_month", p.open * year.mask, "count", label)
    return c.m.lines.get(id) or c.m.line(id, flag(sum_of(months) > 0), "count", label, total="none")


def _mean(c: Context, income: Income, year: ReferenceYear, found: Line, margin: Contribution) -> Line:
    weights: list[Expr] = []
    for s in income.sold:
        is_open = _open_in(c, year, s)
        weights.append(s.lines.places if is_open is None else s.lines.places * is_open)
    used = c.sum([w * _filled(c, year, s, found, margin) for w, s in zip(weights, income.sold, strict=True)])
    capacity = c.sum(weights)
    closes = any(s.lines.product.closing_month is not None or s.lines.product.unit_sales for s in income.sold)
    return c.m.line(
        f"break_even{year.suffix}.occupancy",
        when(if_null(found, -1) < 0, found, over(used, capacity, 0) if closes else used / capacity),
        "share",
        year.label("Belegg ved nullpunkt", "Break-even occupancy"),
        Label(
            "Snitt over alle produkter, vektet med kapasitet.", "Capacity-weighted mean over all products."
        ),
    )
