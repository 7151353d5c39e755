"""The whole building beside the concept's area, for a landlord that borrows on all of it (model §13.11).

The measures of the bank are of the whole building. Here stands what they would be with the concept's area
empty, which is what the loan rests on if the concept fails.
"""

from __future__ import annotations

from feasibility.engine.expr import Axis, Expr, Line, count_of, highest, lowest, over, rounded, sum_of, when
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.bank.by_year import Yearly
from feasibility.model.bank.groups import Groups
from feasibility.model.bank.measures import NO_SERVICE, NO_VALUE, NO_YEAR
from feasibility.model.base.bank_view import Group
from feasibility.model.value.property_value import ValueLines
from feasibility.record import record


@record
class Empty:
    """The building with the concept's area empty: the landlord's EBITDA, NOK by month, and the value."""

    result: Expr
    value: ValueLines | None


def whole_building(groups: Groups, y: Yearly, empty: Empty) -> Group:
    """What others bring, and cover and loan to value with the concept's area empty, in the worst year.

    Args:
        empty: the building in which the concept's area stands vacant and the other tenants stay.
    """
    c = groups.c
    others = c.m.lines["other_tenants.rent"]
    of_all = c.m.lines["landlord.income.rent"]
    none = null("gårdeieren har ingen leie", "the landlord has no rent")
    result = c.m.line(
        "bank.whole.ebitda",
        empty.result,
        "NOK",
        Label("EBITDA med konseptets areal tomt", "EBITDA with the concept's area empty"),
        Label(
            "Andre leietakere, eierkostnader og felleskostnader.", "Other tenants, owner and common costs."
        ),
        axis=Axis.MONTH,
    )
    service = y.interest + y.principal
    cover = _by_year(
        groups,
        "dscr",
        when(rounded(service, 2) > 0, over(year_of(c, result), service, NO_SERVICE), NO_SERVICE),
        "ratio",
        Label("DSCR med konseptets areal tomt, før skatt", "DSCR with the concept's area empty, before tax"),
    )
    entries = [
        groups.scalar(
            "whole.others",
            over(sum_of(others), sum_of(of_all), none),
            "share",
            "Andre leietakeres del av leien",
            "Other tenants' part of the rent",
        ),
        groups.scalar(
            "whole.dscr",
            when(count_of(cover) > 0, lowest(cover), NO_YEAR),
            "ratio",
            "Laveste DSCR med konseptets areal tomt, før skatt",
            "Lowest DSCR with the concept's area empty, before tax",
        ),
    ]
    if empty.value is not None:
        worth = year_of(c, empty.value.value)
        ltv = _by_year(
            groups,
            "ltv",
            when(rounded(worth, 2) > 0, over(y.debt, worth, NO_VALUE), NO_VALUE),
            "share",
            Label("LTV med konseptets areal tomt", "LTV with the concept's area empty"),
        )
        entries.append(
            groups.scalar(
                "whole.ltv",
                when(count_of(ltv) > 0, highest(ltv), NO_YEAR),
                "share",
                "Høyeste LTV med konseptets areal tomt",
                "Highest LTV with the concept's area empty",
            )
        )
    label = Label("Hele bygget, og uten konseptet", "The whole building, and without the concept")
    return Group("whole_building", label, tuple(entries))


def _by_year(groups: Groups, id: str, value: Expr, unit: str, label: Label) -> Line:
    """A measure in the counted years."""
    return groups.c.m.line(
        f"bank.whole.{id}.by_year",
        when(groups.counted.equals(1), value, NO_YEAR),
        unit,
        Label(f"{label.nb}, per år", f"{label.en}, by year"),
        axis=Axis.YEAR,
        total="none",
    )
