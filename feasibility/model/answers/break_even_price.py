"""The factor on all prices at which the reference year breaks even (docs/model.md §10)."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Axis, Expr, Line, divisor, greatest, least, when
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.contribution import Contribution
from feasibility.model.answers.taken import Taken
from feasibility.model.base.context import Context
from feasibility.model.concept.income import Income
from feasibility.model.deal.turnover_tiers import Tiers
from feasibility.model.value.reference_year import ReferenceYear


def in_year(c: Context, year: ReferenceYear, id: str, parts: Sequence[Expr], nb: str, en: str) -> Expr:
    """The reference year's sum of some amounts, by way of a line that both reference years read."""
    line = c.m.lines.get(id)
    if line is None:
        line = c.m.line(
            id, c.sum(parts), "NOK", Label(f"{nb}, per måned", f"{en}, by month"), axis=Axis.MONTH
        )
    return year.amount(year_of(c, line))


def price_factor(
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
    m, id = c.m, f"break_even{year.suffix}"
    kept = in_year(
        c,
        year,
        "break_even.price_margin",
        [margin.of_price(s) for s in income.sold],
        "Resultat av prisene",
        "Result of the prices",
    )
    kept_line = m.line(
        f"{id}.price_margin_sum",
        kept,
        "NOK",
        year.label("Resultat av prisene i referanseåret", "Result of the prices in the reference year"),
        total="none",
    )
    move: Expr = 1 - here / divisor(kept_line)
    if taken is not None:
        if taken.kind == "income":
            gained = in_year(
                c,
                year,
                "break_even.price_income",
                [margin.priced(s) * margin.price_income(s) for s in income.sold],
                "Inntekt av prisene",
                "Income of the prices",
            )
            if taken.tiers is not None:
                move = greatest(
                    move, _in_tiers(c, year, taken.tiers, taken.offset, here, base, kept_line, gained)
                )
            else:
                steep = kept_line - taken.share * gained
                move = greatest(
                    move, _without(c, year, "", steep, here - taken.share * (base - taken.offset))
                )
        else:
            steep = kept_line * (1 - taken.share)
            move = greatest(move, _without(c, year, "", steep, here - taken.share * (here + taken.offset)))
    return m.line(
        f"{id}.price",
        year.or_null(
            when(
                kept_line > 0,
                greatest(0, move),
                null("prisene gir ikke noe resultat", "prices bring no result"),
            )
        ),
        "share",
        year.label("Nullpunktspris, del av planlagt pris", "Break-even price, share of planned price"),
        Label(
            "Felles faktor på produktprisene som gir EBITDA på null i referanseåret.",
            "Common factor on product prices at which the operating result of the reference year is zero.",
        ),
    )


def _without(c: Context, year: ReferenceYear, which: str, steep: Expr, shared: Expr) -> Expr:
    """The factor at which nothing is left, where the sharing is linear: what is left now, and how steeply."""
    steep_line = c.m.line(
        f"break_even{year.suffix}.price_steepness{which}",
        steep,
        "NOK",
        year.label(
            f"Resultat av prisene etter deling{f', trinn {which[1:]}' if which else ''}",
            f"Result of the prices after sharing{f', tier {which[1:]}' if which else ''}",
        ),
        total="none",
    )
    return 1 - shared / divisor(steep_line)


def _in_tiers(
    c: Context,
    year: ReferenceYear,
    tiers: Tiers,
    minimum: Expr,
    here: Line,
    base: Line,
    kept: Line,
    gained: Expr,
) -> Expr:
    """The same where the share changes with income: each tier is linear, and the rent is the greatest of them
    where the shares rise, and the least where they fall."""
    m, moves = c.m, list[Expr]()
    for n, (taken, off) in enumerate(tiers.as_straight(minimum)):
        move = _without(c, year, f".{n}", kept - taken * gained, here - (taken * base - off))
        moves.append(
            m.line(
                f"break_even{year.suffix}.price_move.{n}",
                move,
                "ratio",
                year.label(f"Nullpunktspris i trinn {n}", f"Break-even price in tier {n}"),
                total="none",
            )
        )
    return when(tiers.rise, greatest(*moves), least(*moves))
