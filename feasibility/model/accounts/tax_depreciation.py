"""How the cost of works is deducted from taxed income (docs/model.md §8).

Declining balances (saldoavskrivning) by group on the balance at 31 December, a full year in the year of cost
(skatteloven § 14-43). Maintenance is deducted when it is paid. Fit-out paid by a tenant is spread over the
lease, or written down by group. Grants reduce the cost. A stub year is written down in its last month, at the
full rate: balances are not divided within a year.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from feasibility.engine.expr import Expr, Line, greatest, sum_of, when
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.record import record
from feasibility.rules import DepreciationGroup, depreciation_rate, parameter

_Named = Callable[[str, str], Label]
Settled = Literal["by_group", "on_gain_account", "at_once"]
"""How what stands for tax alone is written down."""


@record
class Spread:
    """Months a tenant's fit-out is spread over: from month `first` at the earliest, to month `last`.

    lost_from: the month in which what is left is lost, None where it never is.
    """

    first: Expr
    last: Expr
    lost_from: Expr | None = None


@record
class Asset:
    """Something a company has paid for and writes down.

    cost: NOK added by month, VAT not deducted included, grants taken off. maintenance: share deducted when
    paid. group: None is not written down for tax. spread: instead of the group. opening: NOK at the start,
    for tax, and in the books too where `opening_book` does not say otherwise. cost_for_tax: added for tax
    where that is not the cost.
    completion: project month; life: years in the books; None where the books follow the tax.
    settled: not by group, but by way of the gain and loss account (skatteloven § 14-45), or at once.
    in_books: False for what stands for tax alone, such as the price of what is sold.
    """

    id: str
    label: Label
    cost: Line
    group: DepreciationGroup | None
    maintenance: Expr | None = None
    spread: Spread | None = None
    opening: Expr | None = None
    completion: Expr | None = None
    life: Expr | None = None
    opening_book: Expr | None = None
    cost_for_tax: Line | None = None
    settled: Settled = "by_group"
    in_books: bool = True


@record
class TaxValue:
    """An asset for tax by month, NOK. depreciation: deducted; balance: left at month end."""

    depreciation: Line
    balance: Line


def tax_value(c: Context, asset: Asset) -> TaxValue:
    """The lines of one asset for tax."""
    m, cal, id = c.m, c.calendar, f"{asset.id}.tax"

    def label(nb: str, en: str) -> Label:
        return Label(f"{asset.label.nb}: {nb}", f"{asset.label.en}: {en}")

    kept: Expr = asset.cost if asset.maintenance is None else asset.cost * (1 - asset.maintenance)
    if asset.cost_for_tax is not None:
        kept = asset.cost_for_tax
    balance = m.declare(
        f"{id}_value",
        "NOK",
        label("skattemessig verdi", "tax value"),
        Label("Ved månedens slutt.", "At month end."),
        "end",
        opening=asset.opening,
    )
    note, basis = Label("Avskrives ikke skattemessig.", "Not written down for tax."), tuple[str, ...]()
    part: Expr = c.sum([])
    if asset.spread is not None:
        part = _spread(c, asset, asset.spread, kept, balance, id, label)
        note = Label(
            "Leietakers tilpasning, fordelt over leietiden fra måneden etter ferdigstillelse.",
            "A tenant's fit-out, spread over the lease from the month after completion.",
        )
    elif asset.settled == "at_once":
        part, note = kept, Label("Til inntekt eller fradrag straks.", "To income, or deducted, at once.")
    elif asset.settled == "on_gain_account":
        part = cal.is_year_end * c.rule(parameter("gain_account")) * (balance.previous + kept)
        basis = ("sktl § 14-45",)
        note = Label(
            "Kontoens sats av saldoen 31. desember.", "The account's rate on the balance at 31 December."
        )
    elif asset.group is not None:
        part = cal.is_year_end * c.rule(depreciation_rate(asset.group)) * (balance.previous + kept)
        basis = ("sktl § 14-43",)
        note = Label(
            "Gruppens sats av saldoen 31. desember.", "The group's rate on the balance at 31 December."
        )
    written = m.line(
        f"{id}_written_down",
        part,
        "NOK",
        label("skattemessig avskrivning", "tax depreciation"),
        note,
        axis=cal.number.axis,
        basis=basis,
    )
    m.define(balance, balance.previous + kept - written)
    if asset.maintenance is None:
        return TaxValue(written, balance)
    total = m.line(
        f"{id}_deducted",
        written + asset.maintenance * asset.cost,
        "NOK",
        label("fradrag i skatten", "deducted for tax"),
        Label(
            "Skattemessig avskrivning, og vedlikehold når det betales.",
            "Tax depreciation, and maintenance when it is paid.",
        ),
    )
    return TaxValue(total, balance)


def _spread(
    c: Context, asset: Asset, spread: Spread, kept: Expr, balance: Line, id: str, label: _Named
) -> Expr:
    m, cal = c.m, c.calendar
    first: Expr = spread.first
    if asset.completion is not None:
        first = greatest(first, asset.completion + 1)
    begins = m.line(
        f"{id}_first_month", first, "month", label("fordeles fra måned", "spread from month"), total="none"
    )
    ends = m.line(
        f"{id}_last_month",
        greatest(begins, spread.last),
        "month",
        label("fordeles til måned", "spread to month"),
        total="none",
    )
    total: Expr = sum_of(asset.cost)
    if asset.maintenance is not None:
        total = total * (1 - asset.maintenance)
    planned = total / (ends - begins + 1) * cal.within(begins, ends)
    if spread.lost_from is None:
        return planned
    return when(cal.number >= spread.lost_from, balance.previous + kept, planned)
