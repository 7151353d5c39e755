"""Input VAT of before the case that is still adjusted: ten calendar years from completion (mval ch. 9).

Each year a tenth of the VAT × (the year's mean deductible share − the share deducted at completion), where
the change is at least ten points, posted in the year's last term. A sale that the buyer does not take it over
in brings what is left (docs/model.md §6, §13.11).
"""

from __future__ import annotations

from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    both,
    divisor,
    flag,
    greatest,
    value_at,
)
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD
from feasibility.model.base.regime import COMMON
from feasibility.model.vat.capital_goods import change_that_counts
from feasibility.model.vat.deduction import Deduction
from feasibility.model.vat.settlement import Adjustment


def under_adjustment(
    c: Context, party: Party, deduction: Deduction, sold: bool, prefix: str = ""
) -> tuple[Adjustment, ...]:
    """The adjustment of each item the case states for a company; nothing of it is deducted or lost now.

    Args:
        sold: whether VAT is adjusted at a sale at the horizon (mval § 9-2).
    """
    stated = getattr(c.case.opening, party.id)
    found: list[Adjustment] = []
    for i, item in enumerate(() if stated is None else stated.vat_adjustments):
        path = f"opening.{party.id}.vat_adjustments.{i}"
        name = item.label or f"{i + 1}"
        of = Label(
            f"Mva. under justering ({name}), {party.label.nb.lower()}",
            f"VAT under adjustment ({name}), {party.label.en.lower()}",
        )
        with c.m.block(
            f"{prefix}capital_goods", Label("Justering av mva.", "Capital goods"), "mval § 9-2", "§6"
        ):
            of_sale = sold and party == LANDLORD  # the building that is sold is the landlord's
            found.append(_item(c, deduction, of_sale, f"{prefix}{path}", path, of))
    return tuple(found)


def _item(c: Context, deduction: Deduction, sold: bool, id: str, path: str, of: Label) -> Adjustment:
    m, cal = c.m, c.calendar

    def label(nb: str, en: str) -> Label:
        return Label(f"{of.nb}: {nb}", f"{of.en}: {en}")

    years = c.fixed_rule("vat_adjustment_years_building")
    counts = change_that_counts(c)
    completed, start = c.number(f"{path}.completed_year", of), c.number(f"{path}.start_share", of)
    basis = c.number(f"{path}.input_vat_nok", of) / years
    used = m.line(
        f"{id}.used",
        deduction.of(COMMON),
        "share",
        label("brukt med mva.", "used with VAT"),
        axis=Axis.MONTH,
        total="none",
    )
    change = m.line(
        f"{id}.change",
        m.year_sum(used) / divisor(cal.months_in_year) - start,
        "share",
        label("endring i bruk", "change of use"),
        Label(
            "Årets gjennomsnittlige andel fratrukket andelen fradragsført ved ferdigstillelse.",
            "Average share of the year less the share deducted at completion.",
        ),
        basis=("mval § 9-5",),
    )
    last_year: Expr = completed + years
    counted = [cal.years > completed, cal.years < last_year]
    if sold:  # the year of the sale has no ordinary adjustment
        counted.append(cal.years < _at_horizon(c))
    by_year = m.line(
        f"{id}.year",
        counts(change) * basis * flag(both(*counted)),
        "NOK",
        label("justering i året", "adjustment of the year"),
        basis=("mval § 9-5",),
    )
    at_end: Line | None = None
    if sold:
        at_end = m.line(
            f"{id}.at_end",
            -(cal.is_last * basis * greatest(0, last_year - _at_horizon(c)) * start),
            "NOK",
            label("justering ved salg", "adjustment at sale"),
            axis=Axis.MONTH,
            basis=("mval § 9-2", "mval § 9-5"),
        )
    adjustment = m.line(
        f"{id}.adjustment",
        m.at_year(by_year) * cal.is_year_end + (0 if at_end is None else at_end),
        "NOK",
        label("justering av inngående mva.", "adjustment of input VAT"),
        Label("Føres i årets siste termin.", "Posted in the year's last term."),
        basis=("mval § 9-2",),
    )
    return Adjustment(adjustment, at_end)


def _at_horizon(c: Context) -> Expr:
    return value_at(c.calendar.year, c.calendar.horizon)
