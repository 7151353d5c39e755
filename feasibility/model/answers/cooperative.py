"""Measures of a cooperative: the price that covers its costs, and what is refunded (docs/model.md §13.13)."""

from __future__ import annotations

from feasibility.engine.expr import divisor, greatest, sum_of, when
from feasibility.engine.flows import Party
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.parties import company_id
from feasibility.model.base.result import Measure
from feasibility.model.loans.cooperative import cooperative_of
from feasibility.model.value.reference_year import ReferenceYear


def cooperative_measures(
    c: Context, measures: Measures, party: Party, year: ReferenceYear, is_shared: bool
) -> list[Measure]:
    """Cost-covering price and refunds in all; empty where the company is no cooperative.

    Args:
        year: the lasting reference year. is_shared: what is earned is shared with another by the year.
    """
    if cooperative_of(c, party) is None:
        return []
    whose = Label(f"Samvirket, {party.label.nb.lower()}", f"The cooperative, {party.label.en.lower()}")
    kept = c.number(f"owners.{party.id}.cooperative.kept_nok_per_year", whose)
    brought = c.m.lines["break_even.price_margin_sum"]
    result = year.amount(year_of(c, c.m.lines[f"{party.id}.result_before_tax"]))
    factor = greatest(0, 1 - (result - kept) / divisor(brought))
    price = when(brought > 0, factor, null("prisene gir ikke noe resultat", "prices bring no result"))
    shared = null("inntekten deles etter årets resultat", "income is shared by the year's result")
    label = year.label("Selvkostpris, del av planlagt pris", "Cost-covering price, share of planned price")
    found = [
        measures.scalar(
            f"{party.id}.cost_price",
            shared if is_shared else year.or_null(price),
            "share",
            label.nb,
            label.en,
            Label(
                "Felles faktor på prisene som gir resultat før skatt lik det som skal beholdes.",
                "Common factor on prices at which the result before tax is what is to be kept.",
            ),
        ),
        measures.scalar(
            f"{party.id}.refund_total",
            sum_of(c.m.lines[f"{party.id}.refund"]),
            "NOK",
            f"Etterbetaling til medlemmene i alt, {party.label.nb.lower()}",
            f"Patronage refund in all, {party.label.en.lower()}",
        ),
    ]
    return [Measure(line, company_id(party), line is found[0]) for line in found]
