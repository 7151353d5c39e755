"""The factor on all prices at which the reference year breaks even (docs/model.md §10)."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Axis, Expr, Line, divisor, greatest, when
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.contribution import Contribution
from feasibility.model.answers.taken import Taken
from feasibility.model.base.context import Context
from feasibility.model.concept.income import Income
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
            steep = kept_line - taken.share * gained
            shared = here - taken.share * (base - taken.offset)
        else:
            steep = kept_line * (1 - taken.share)
            shared = here - taken.share * (here + taken.offset)
        steep_line = m.line(
            f"{id}.price_steepness",
            steep,
            "NOK",
            year.label("Resultat av prisene etter deling", "Result of the prices after sharing"),
            total="none",
        )
        move = greatest(move, 1 - shared / divisor(steep_line))
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
