"""Loops that are only a running total, product or maximum, so that NumPy can do them in one call."""

from __future__ import annotations

from typing import Literal

from feasibility.engine.expr import Binary, Call, Expr, Line, Shift, Sum, as_expr, walk


def running(line: Line) -> tuple[Literal["sum", "product", "maximum"], Expr] | None:
    """What a line adds to, multiplies by or compares with its own value one period before.

    Returns:
        The kind and the step; None where the line is another kind of recurrence.
    """
    formula = line.formula
    match formula:
        case Binary(operator="*", left=left, right=right) if _is_before(left, line) and _free(right, line):
            return "product", right
        case Call(function="MAX", arguments=(first, second)) if _is_before(first, line) and _free(
            second, line
        ):
            return "maximum", second
    step = _added(formula, line)
    return None if step is None else ("sum", step)


def _added(e: Expr, line: Line) -> Expr | None:
    """What is added to the line's own value before; None where it is not a plain sum."""
    match e:
        case Shift() if _is_before(e, line):
            return as_expr(0)
        case Sum(terms=terms):
            own = [t for t in terms if not _free(t, line)]
            if len(own) != 1:
                return None
            inner = _added(own[0], line)
            return None if inner is None else Sum.of(inner, *(t for t in terms if t is not own[0]))
        case Binary(operator="-", left=left, right=right) if _free(right, line):
            inner = _added(left, line)
            return None if inner is None else inner - right
    return None


def _is_before(e: Expr, line: Line) -> bool:
    return isinstance(e, Shift) and e.line is line and e.periods == 1


def _free(e: Expr, line: Line) -> bool:
    return not any(node is line or (isinstance(node, Shift) and node.line is line) for node in walk(e))
