"""Lines that are multiplied by one that is 0 in most periods, as what counts in one year alone is.

In scenarios that all share the other line, what it is multiplied with is worked out only in the rows from its
first to its last that is not 0; elsewhere the product is 0. So it is only where everything in it is a number
and stays one: a product of 0 and infinity is none. What is read is therefore tried when the code runs, and
nothing that may end in no number (a division, a power, a line without numbers) is left out of any row.
"""

from __future__ import annotations

from collections.abc import Iterable

from feasibility.engine.compute.sharing import Sharing
from feasibility.engine.expr import (
    AllOf,
    AnyOf,
    Axis,
    Binary,
    Call,
    Compare,
    Const,
    Expr,
    Input,
    Line,
    Negative,
    Shift,
    Sum,
    When,
    walk,
)

_NUMBERS = (AllOf, AnyOf, Compare, Const, Input, Line, Negative, Shift, Sum, When)
_ALWAYS_NUMBERS = frozenset({"MIN", "MAX", "ABS", "ROUND"})
_WORTH = 12
"""So many parts must what is multiplied have: to put a product in its rows costs as much as two or three."""


class Masked:
    """Which lines are such products, with what is multiplied and by what; each mask shares its own parts."""

    def __init__(self, lines: Iterable[Line] = (), varied: frozenset[Line] = frozenset()) -> None:
        found = {line: _product(line, varied) for line in lines}
        self.products = {line: product for line, product in found.items() if product is not None}
        inner: dict[Line, list[Expr]] = {}
        for multiplied, mask in self.products.values():
            inner.setdefault(mask, []).append(multiplied)
        self.sharing = {mask: Sharing(parts, f"T{mask.number}_") for mask, parts in inner.items()}

    def __contains__(self, line: Line) -> bool:
        return line in self.products


def leaves(e: Expr) -> list[Expr]:
    """What an expression reads, each once."""
    return list(dict.fromkeys(node for node in walk(e) if isinstance(node, (Input, Line, Shift))))


def _product(line: Line, varied: frozenset[Line]) -> tuple[Expr, Line] | None:
    e = line.formula
    if line.axis is Axis.SCALAR or not isinstance(e, Binary) or e.operator != "*":
        return None
    for inner, mask in ((e.left, e.right), (e.right, e.left)):
        if not isinstance(mask, Line) or mask in varied:
            continue
        if (
            mask.axis is not line.axis or inner.axis is not line.axis
        ):  # one number for all periods cuts none out
            continue
        nodes = list(walk(inner))
        if len(nodes) >= _WORTH and all(map(_stays_a_number, nodes)):
            return inner, mask
    return None


def _stays_a_number(node: Expr) -> bool:
    """Whether it is a number wherever its parts are. A line that may have none stands in a sum only within an
    IfNull."""
    match node:
        case Binary():
            return node.operator in "-*"
        case Call():
            return node.function in _ALWAYS_NUMBERS
        case _:
            return isinstance(node, _NUMBERS)
