"""When a rent is invoiced and paid (docs/model.md §4)."""

from __future__ import annotations

from feasibility.case.form.deal import RentPayment
from feasibility.engine.expr import Condition, Line, modulo
from feasibility.engine.timing import HalfYearlyInAdvance, Monthly, QuarterlyInAdvance, Timing
from feasibility.model.base.context import Context


def rent_timing(payment: RentPayment, starts: Line, goes_on: Line) -> Timing:
    """The timing of a rent. starts: 1 in a lease's first month; goes_on: 1 where it runs next month too."""
    match payment:
        case "quarterly_in_advance":
            return QuarterlyInAdvance(starts, goes_on)
        case "half_yearly_in_advance":
            return HalfYearlyInAdvance(starts, goes_on)
        case "monthly":
            return Monthly()


def opens_period(c: Context, payment: RentPayment) -> Condition:
    """Where a rent paid in advance has an invoice, a contract's broken first period apart."""
    since_january = c.calendar.month - 1
    if payment == "half_yearly_in_advance":
        return modulo(since_january * 2, 12).equals(0)
    return modulo(since_january, 3).equals(0)
