"""Small pieces of generated source, and what the emitter asks of constants."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Const, Expr, Input, Line, walk

LONGEST_SUM = 60  # terms written as one chain of +; longer ones would nest too deeply for Python's compiler


def added(parts: Sequence[str]) -> str:
    """Source of a sum; a long one is a call, since a long chain nests too deeply for the compiler."""
    if len(parts) > LONGEST_SUM:
        return f"rt.added(({', '.join(parts)},))"
    return "(" + " + ".join(parts) + ")"


def is_value(e: Expr, value: float) -> bool:
    """Whether an expression is this constant."""
    return isinstance(e, Const) and e.value == value


def is_constant(e: Expr) -> bool:
    """Whether an expression reads no input and no line."""
    return not any(isinstance(node, (Input, Line)) for node in walk(e))
