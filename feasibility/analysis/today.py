"""What stands there today: empty space, or an ordinary tenant. A deal is compared with it first."""

from __future__ import annotations

from typing import Final, Literal

from feasibility.model import Result

Alternative = Literal["vacant", "ordinary"]
_VOID: Final = "comparison.ordinary_tenant.void_months"


def stands_let(result: Result) -> bool:
    """Whether an ordinary tenant is there from the case's first month, without a void to begin with."""
    return result.values.inputs.get(_VOID) == 0


def alternatives(result: Result) -> tuple[Alternative, ...]:
    """What the landlord could do instead, what is there today first."""
    if "landlord.npv_against_ordinary" not in result.built.model.lines:
        return ("vacant",)
    return ("ordinary", "vacant") if stands_let(result) else ("vacant", "ordinary")
