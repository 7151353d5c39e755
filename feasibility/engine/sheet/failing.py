"""Which expressions may end in an error of the spreadsheet, judged from their form alone.

`IF` calculates only the branch it takes, in every engine. AND and OR do not: IronCalc stops at the first
false, Excel, LibreOffice and HyperFormula calculate every argument. What may fail is therefore kept behind an
IF, and never moved out of one. A line or an input is taken as it is: its own cell answers for it.
"""

from __future__ import annotations

from feasibility.engine.expr import (
    AtYear,
    Binary,
    Call,
    Compare,
    Const,
    Expr,
    Irr,
    Lookup,
    Npv,
    ValueAt,
    When,
    walk,
)

_DATES_AND_POWERS = frozenset({"EXP", "YEAR", "MONTH", "EDATE"})


def may_fail(expr: Expr) -> bool:
    """True where some input could make the expression an error: a division by 0, a place outside a range."""
    return any(map(_fails, walk(expr)))


def _fails(e: Expr) -> bool:
    match e:
        case Binary(operator="/"):
            return not _never_zero(e.right)
        case Binary(operator="^"):
            return not (isinstance(e.right, Const) and e.right.value > 0)
        case Call(function="MOD"):
            return not _never_zero(e.arguments[1])
        case Call():
            return e.function in _DATES_AND_POWERS
        case _:
            return isinstance(e, (AtYear, Irr, Lookup, Npv, ValueAt))


def _never_zero(e: Expr) -> bool:
    """A number that stands there, or one that is kept positive: `divisor(x)`, `greatest(1, x)`."""
    match e:
        case Const():
            return e.value != 0
        case Call(function="MAX"):
            return any(isinstance(a, Const) and a.value > 0 for a in e.arguments)
        case When(condition=Compare(operator=">", left=left, right=Const(value=0)), then=then):
            return then is left and _never_zero(e.otherwise)
        case _:
            return False
