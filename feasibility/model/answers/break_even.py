"""Break-even of the concept in its first stabilised year (docs/model.md §10), in live formulas.

The reference year is the first calendar year in which every product has had its whole ramp in every month.
Operating result as a function of a common factor λ on stabilised occupancy is piecewise linear and concave
(places are clipped at capacity, turnover rent and surplus shares only take): Newton's method from λ = 0
climbs it without overshooting and lands on the root itself after as many steps as kinks it meets.
"""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.engine.expr import (
    Axis,
    Const,
    Expr,
    Line,
    both,
    divisor,
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
from feasibility.model.accounts.statements import (
    year_of,
)
from feasibility.model.answers.contribution import Contribution
from feasibility.model.base.context import Context
from feasibility.model.base.parties import FEE, TURNOVER
from feasibility.model.concept.income import Income, Sold
from feasibility.model.costs.running import VariableCosts
from feasibility.model.deal.sharing import YearlyShare
from feasibility.model.value.reference_year import NO_YEAR, ReferenceYear

STEPS = 8  # kinks met on the way up: products reaching capacity in some month, and one for turnover rent
NO_CAPACITY = ("kapasiteten er ikke stor nok", "capacity is not large enough")


@dataclass(frozen=True)
class Taken:
    """What the other party takes of a good year: share × max(0, base), base = of income or of result.

    kind `income`: base = income − floor. kind `result`: base = operating result + addition.
    """

    kind: str
    share: Expr
    offset: Expr
    by_year: Line


@dataclass(frozen=True)
class BreakEven:
    """Results: common factor, mean occupancy and each product's, price factor, and the check at λ = 1."""

    factor: Line
    mean_occupancy: Line
    by_product: tuple[Line, ...]
    price_factor: Line
    check: Line


def break_even(
    c: Context,
    income: Income,
    variable: VariableCosts,
    fee_share: Expr,
    year: ReferenceYear,
    ebitda_year: Line,
    taken: Taken | None,
) -> BreakEven:
    """Lines for break-even occupancy and price of the operating company.

    Args:
        fee_share: share of income the operating company pays as a management fee.
        ebitda_year: its operating result by calendar year.
        taken: what the other party takes of a good year, or None.
    """
    m = c.m
    with c.block("break_even", "Nullpunkt", "Break-even", "§10"):
        margin = Contribution(c, income, variable, fee_share)
        here = m.line(
            "break_even.result",
            year.amount(ebitda_year) + (year.amount(taken.by_year) if taken else 0),
            "NOK",
            Label(
                "Driftsresultat i referanseåret før deling",
                "Operating result of the reference year before sharing",
            ),
            total="none",
        )
        base_income = m.line(
            "break_even.income",
            _in_year(
                c,
                "break_even.income_in_year",
                income.total * year.mask,
                "Inntekt i referanseåret",
                "Income of the reference year",
            ),
            "NOK",
            Label("Inntekt i referanseåret", "Income of the reference year"),
            total="none",
        )
        trial = _Trial(c, margin, income, year, here, base_income, taken)
        at_one = trial.at("as_stated", Const(1.0))
        check = m.line(
            "break_even.check",
            when(year.exists, rounded(at_one.result - here, 2), 0),
            "NOK",
            Label("Nullpunkt: regnestykket treffer resultatet", "Break-even: the sum meets the result"),
            total="none",
        )
        factor: Expr = Const(0.0)
        step = trial.at("0", factor, at_one)
        for i in range(1, STEPS + 1):
            factor = m.line(
                f"break_even.factor.{i}",
                factor + when(both(step.after < 0, step.slope > 0), -step.after / divisor(step.slope), 0),
                "ratio",
                Label(f"Nullpunkt, steg {i}", f"Break-even, step {i}"),
            )
            step = trial.at(str(i), factor, at_one)
        found = m.line(
            "break_even.factor",
            when(
                year.exists,
                when(rounded(step.after, 2) < 0, null(*NO_CAPACITY), factor),
                null(*NO_YEAR),
            ),
            "share",
            Label("Nullpunkt, del av planlagt belegg", "Break-even, share of planned occupancy"),
            Label(
                "Felles faktor på alle produkters stabiliserte belegg som gir null resultat i referanseåret.",
                "Common factor on every product's stabilised occupancy at which the result of the reference "
                "year is zero.",
            ),
        )
        shares = tuple(_product_share(c, s, found) for s in income.sold)
        mean = _mean(c, income, found)
        price = _price(c, income, margin, year, here, base_income, taken)
    return BreakEven(found, mean, shares, price, check)


@dataclass(frozen=True)
class _At:
    """result: before sharing; after: after it; slope: of `after`, for each 1 of λ."""

    result: Expr
    after: Line
    slope: Line
    contribution: Line
    income: Line | None


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

    def at(self, name: str, factor: Expr, stated: _At | None = None) -> _At:
        """Result and slope at a factor; without `stated`, this is the stated case itself."""
        m, sold = self.c.m, self.income.sold
        id = f"break_even.{name}"
        nb, en = f"nullpunkt {name}", f"break-even {name}"

        def summed(kind: str, weights: list[Line], counts: list[Expr], label: Label) -> Line:
            terms = [w * n for w, n in zip(weights, counts, strict=True)]
            return m.line(f"{id}.{kind}", self.c.sum(terms) * self.year.mask, "NOK", label, axis=Axis.MONTH)

        places = [self.margin.places(s, factor) for s in sold]
        contribution = summed(
            "contribution", self.margin.margins, places, Label(f"Dekningsbidrag, {nb}", f"Contribution, {en}")
        )
        slopes = [self.margin.slope(s, factor) for s in sold]
        steep = summed("slope", self.margin.margins, slopes, Label(f"Stigning, {nb}", f"Slope, {en}"))
        earned = None
        if self.taken is not None and self.taken.kind == "income":
            earned = summed("income", self.margin.incomes, places, Label(f"Inntekt, {nb}", f"Income, {en}"))
        if stated is None:
            actual = m.line(
                f"{id}.actual",
                self.c.sum([w * s.lines.members for w, s in zip(self.margin.margins, sold, strict=True)])
                * self.year.mask,
                "NOK",
                Label(f"Dekningsbidrag av medlemmene, {nb}", f"Contribution of the members, {en}"),
            )
            result: Expr = self.here + sum_of(contribution) - sum_of(actual)
            moved_income: Expr = Const(0.0)
        else:
            result = self.here + sum_of(contribution) - sum_of(stated.contribution)
            moved_income = (
                sum_of(earned) - sum_of(stated.income)
                if earned is not None and stated.income is not None
                else Const(0.0)
            )
        after: Expr = result
        slope: Expr = sum_of(steep)
        if self.taken is not None:
            if self.taken.kind == "income":
                base = self.base + moved_income - self.taken.offset
                rise = summed(
                    "income_slope",
                    self.margin.incomes,
                    slopes,
                    Label(f"Inntektsstigning, {nb}", f"Income slope, {en}"),
                )
                gives: Expr = sum_of(rise)
            else:
                base, gives = result + self.taken.offset, sum_of(steep)
            over = m.line(
                f"{id}.over",
                base,
                "NOK",
                Label(f"Grunnlag for deling, {nb}", f"Base of sharing, {en}"),
                total="none",
            )
            after = result - self.taken.share * greatest(0, over)
            slope = slope - when(over > 0, self.taken.share * gives, 0)
        after_line = m.line(
            f"{id}.after",
            after,
            "NOK",
            Label(f"Driftsresultat, {nb}", f"Operating result, {en}"),
            total="none",
        )
        slope_line = m.line(
            f"{id}.steepness", slope, "NOK", Label(f"Stigningstall, {nb}", f"Steepness, {en}"), total="none"
        )
        return _At(result, after_line, slope_line, contribution, earned)


def _in_year(c: Context, id: str, value: Expr, nb: str, en: str) -> Expr:
    return sum_of(c.m.line(id, value, "NOK", Label(f"{nb}, per måned", f"{en}, by month")))


def _product_share(c: Context, s: Sold, found: Line) -> Line:
    return c.m.line(
        f"break_even.{s.lines.id}.occupancy",
        when(
            if_null(found, -1) < 0,
            null("se nullpunktet for hele konseptet", "see break-even of the whole concept"),
            least(1, if_null(found, 0) * s.lines.stabilised_share),
        ),
        "share",
        Label(f"{s.lines.name}: belegg ved nullpunkt", f"{s.lines.name}: occupancy at break-even"),
        Label(
            "Nullpunktet som del av planlagt belegg × stabilisert belegg, høyst full kapasitet.",
            "Break-even as a share of planned occupancy × stabilised occupancy, at most full capacity.",
        ),
    )


def _mean(c: Context, income: Income, found: Line) -> Line:
    capacity = c.sum([s.lines.capacity for s in income.sold])
    used = c.sum(
        [s.lines.capacity * least(1, if_null(found, 0) * s.lines.stabilised_share) for s in income.sold]
    )
    return c.m.line(
        "break_even.occupancy",
        when(
            if_null(found, -1) < 0,
            null(
                "se nullpunktet som del av planlagt belegg", "see break-even as a share of planned occupancy"
            ),
            used / capacity,
        ),
        "share",
        Label("Belegg ved nullpunkt", "Break-even occupancy"),
        Label(
            "Snitt over alle produkter, vektet med kapasitet.", "Capacity-weighted mean over all products."
        ),
    )


def _price(
    c: Context,
    income: Income,
    margin: Contribution,
    year: ReferenceYear,
    here: Line,
    base: Line,
    taken: Taken | None,
) -> Line:
    """Factor on all product prices at which the reference year's result is zero: the larger of two branches,
    with and without the sharing, since sharing only takes."""
    m = c.m
    kept = _in_year(
        c,
        "break_even.price_margin",
        c.sum([margin.of_price(s) for s in income.sold]) * year.mask,
        "Resultat av prisene",
        "Result of the prices",
    )
    kept_line = m.line(
        "break_even.price_margin_sum",
        kept,
        "NOK",
        Label("Resultat av prisene i referanseåret", "Result of the prices in the reference year"),
        total="none",
    )
    move: Expr = 1 - here / divisor(kept_line)
    if taken is not None:
        if taken.kind == "income":
            gained = _in_year(
                c,
                "break_even.price_income",
                c.sum([margin.priced(s) * margin.price_income(s) for s in income.sold]) * year.mask,
                "Inntekt av prisene",
                "Income of the prices",
            )
            steep = kept_line - taken.share * gained
            shared = here - taken.share * (base - taken.offset)
        else:
            steep = kept_line * (1 - taken.share)
            shared = here - taken.share * (here + taken.offset)
        steep_line = m.line(
            "break_even.price_steepness",
            steep,
            "NOK",
            Label("Resultat av prisene etter deling", "Result of the prices after sharing"),
            total="none",
        )
        move = greatest(move, 1 - shared / divisor(steep_line))
    return m.line(
        "break_even.price",
        when(
            year.exists,
            when(
                kept_line > 0,
                greatest(0, move),
                null("prisene gir ikke noe resultat", "prices bring no result"),
            ),
            null(*NO_YEAR),
        ),
        "share",
        Label("Nullpunktspris, del av planlagt pris", "Break-even price, share of planned price"),
        Label(
            "Felles faktor på produktprisene som gir null driftsresultat i referanseåret.",
            "Common factor on product prices at which the operating result of the reference year is zero.",
        ),
    )


def shared_with_landlord(
    c: Context,
    year: ReferenceYear,
    excess: YearlyShare | None,
    surplus_fee: YearlyShare | None,
    ebitda_year: Line,
) -> Taken | None:
    """How turnover rent or a surplus share takes part of a good year, for break-even."""
    m = c.m
    deal = c.case.deal
    if excess is not None and deal.structure == "turnover_rent":
        share = c.number("deal.turnover.share_of_income", TURNOVER)
        if deal.turnover.mode == "greater_of":
            minimum = year.amount(m.lines["turnover.minimum_year"])
            floor: Expr = over(minimum, share, 0)
        else:
            floor = c.number("deal.turnover.threshold_nok_per_year", TURNOVER)
        return Taken("income", share, floor, m.lines["turnover.excess_year"])
    if surplus_fee is not None:
        share = c.number("deal.fee.surplus_share", FEE)
        fee_year = m.lines["management.surplus_fee_year"]
        with c.block("break_even", "Nullpunkt", "Break-even", "§10"):
            surplus_year = year_of(c, m.lines["management.surplus"])
        addition = year.amount(surplus_year) - year.amount(ebitda_year) - year.amount(fee_year)
        return Taken("result", share, addition, fee_year)
    return None
