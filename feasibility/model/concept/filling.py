"""How what is sold fills up and varies over the year: ramps and seasons (docs/model.md §3)."""

from __future__ import annotations

from feasibility.case.form.products import RampShape
from feasibility.engine.expr import Expr, exponential, greatest, least, when
from feasibility.language import Label
from feasibility.model.base.context import Context

EXPONENTIAL_SPEED = 3  # docs/model.md §3: e^(−3k/n), so that about 95 % of the rise is done after n months
RAMP_NOTE = Label(
    "Hvor langt fra andelen ved åpning til stabilisert andel.",
    "How far from the opening share to the stabilised share.",
)


def ramped(shape: RampShape, age: Expr, months: Expr) -> Expr:
    """How far a ramp has come, 0–1, `age` months after opening; 0 before it."""
    done = least(1, age / greatest(1, months))
    if shape == "linear":
        rise: Expr = done
    elif shape == "s_curve":
        rise = done**2 * (3 - 2 * done)
    else:
        speed = EXPONENTIAL_SPEED
        rise = 1 - exponential(-(speed * age / greatest(1, months)))
    return when(age < 0, 0, when(months > 0, rise, 1))


def season(c: Context, path: str, name: str, own: tuple[float, ...] | None) -> Expr:
    """The season factor of each month: the item's own, else the case's."""
    stated = f"{path}.season_factors" if own is not None else "season_factors"
    line_id = f"{stated}.by_month"
    known = c.m.lines.get(line_id)
    if known is not None:
        return known
    label = Label("Sesongfaktor", "Season factor")
    if own is not None:
        label = Label(f"{name}: sesongfaktor", f"{name}: season factor")
    factors = c.case.season_factors if own is None else own
    table = c.calendar_month_table(stated, factors, label)
    return c.m.line(line_id, c.m.lookup(table, c.calendar.month), "share", label)
