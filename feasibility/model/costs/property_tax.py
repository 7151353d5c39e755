"""Property tax (eiendomsskatt) of the building: base × promille, paid in instalments (docs/model.md §8).

The base steps up on 1 January after the last works are completed. It is earned month by month and paid at the
end of each instalment's part of the year (eigedomsskattelova § 25 leaves the dates to the municipality).
"""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, flag, greatest, modulo, value_at, when
from feasibility.engine.flows import Ledger
from feasibility.engine.timing import Monthly, PaidLater, Timing
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import LANDLORD, MUNICIPALITY, PROPERTY_TAX
from feasibility.model.base.private_use import of_business
from feasibility.model.concept.homes_sold import area_left
from feasibility.model.concept.works import WorksLines

PATH = "building.property_tax"


def property_tax(c: Context, ledger: Ledger, prefix: str, works: tuple[WorksLines, ...] = ()) -> Line:
    """The flow from the owner to the municipality; gives what is earned by month, NOK.

    Args:
        works: works that raise the base when the last of them is completed; none in the alternatives.
    """
    stated = c.case.building.property_tax
    timing: Timing = Monthly()
    basis: tuple[str, ...] = ("§8",)
    note = Label("Oppgitt årsbeløp, indeksert som kostnader.", "The stated yearly amount, indexed as costs.")
    if stated is None:
        earned = c.number("building.property_tax_nok_per_year") / 12 * index(c, "costs")
    else:
        rate = c.number(f"{PATH}.promille", PROPERTY_TAX) / _thousand(c)
        earned = _base(c, works) * rate / 12 * c.calendar.ones
        note = Label(
            "Grunnlag × promille / 12; grunnlaget indekseres ikke.",
            "Base × promille / 12; the base is not indexed.",
        )
        basis = ("eigedomsskattelova § 8 A-2", "eigedomsskattelova § 11", "§8")
        timing = PaidLater(lambda accrued: _instalments(c, accrued))
    left = c.total_area() if prefix else area_left(c)
    if left is not c.total_area():  # homes that are sold are their owners'
        earned = earned * (left / c.total_area())
    return ledger.flow(
        f"{prefix}property_tax",
        LANDLORD,
        MUNICIPALITY,
        of_business(c, earned),
        "property_tax",
        Label("Eiendomsskatt", "Property tax"),
        timing=timing,
        note=note,
        basis=basis,
    ).earned


def _base(c: Context, works: tuple[WorksLines, ...]) -> Expr:
    base: Expr = c.number(f"{PATH}.base_nok", PROPERTY_TAX)
    if not works or not c.stated(f"{PATH}.base_after_works_nok"):
        return base
    last: Expr = greatest(*(w.completion for w in works)) if len(works) > 1 else works[0].completion
    after = c.number(f"{PATH}.base_after_works_nok", PROPERTY_TAX)
    return c.m.line(
        "property_tax.base",
        when(c.calendar.year > value_at(c.calendar.year, last), after, base),
        "NOK",
        Label("Grunnlag for eiendomsskatt", "Base of the property tax"),
        Label(
            "Øker 1. januar etter at de siste arbeidene er ferdige.",
            "Steps up on 1 January after the last works are completed.",
        ),
        "none",
        basis=("eigedomsskattelova § 8 A-2", "§8"),
    )


def _instalments(c: Context, accrued: Line) -> Expr:
    """What has accrued since the last payment, in the last month of each instalment's part of the year."""
    m = c.m
    due = m.lines.get("property_tax.due")
    if due is None:
        count = c.number(f"{PATH}.instalments", PROPERTY_TAX)
        due = m.line(
            "property_tax.due",
            flag(modulo(c.calendar.month * count, 12).equals(0)),
            "flag",
            Label("Eiendomsskatten forfaller", "Property tax falls due"),
            Label(
                "Siste måned i hver termins del av året.",
                "The last month of each instalment's part of the year.",
            ),
            basis=("eigedomsskattelova § 25", "§8"),
        )
    unpaid = m.declare(
        f"{accrued.id}.accrued",
        "NOK",
        Label("Eiendomsskatt siden siste termin", "Property tax since the last instalment"),
        total="none",
        basis=accrued.basis,
    )
    m.define(unpaid, (1 - due.previous) * unpaid.previous + accrued)
    return due * unpaid


def _thousand(c: Context) -> Expr:
    label = Label("Promille: deler av tusen", "Per mille: parts of a thousand")
    return c.m.input("per_mille", 1000, "count", label, "method")
