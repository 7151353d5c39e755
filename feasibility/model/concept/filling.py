"""How what is sold fills up and varies over the year: ramps and seasons (docs/model.md §3)."""

from __future__ import annotations

from feasibility.case.form.products import Ramp
from feasibility.engine.expr import Expr, Table, exponential, greatest, least, when
from feasibility.language import Label
from feasibility.model.base.context import Context

EXPONENTIAL_SPEED = 3  # docs/model.md §3: e^(−3k/n), so that about 95 % of the rise is done after n months
_SO_FAR = Label(
    "Hvor langt fra andelen ved åpning til stabilisert andel.",
    "How far from the opening share to the stabilised share.",
)
_OF_STABILISED = Label("Andel av det stabiliserte.", "Share of what is stabilised.")


def ramp_note(ramp: Ramp) -> Label:
    """What the line of `ramped` says."""
    return _SO_FAR if ramp.shares is None else _OF_STABILISED


def ramped(c: Context, path: str, name: str, ramp: Ramp, age: Expr) -> Expr:
    """How far a ramp has come, 0–1, `age` months after opening; 0 before it. path: of what has the ramp."""
    months = c.number(f"{path}.ramp.months", name)
    if ramp.shares is not None:
        steps = _steps(c, f"{path}.ramp.shares", name, ramp.shares)
        return when(age < 0, 0, when(age >= months, 1, _at_step(c, steps, name, age, months)))
    done: Expr = least(1, age / greatest(1, months))
    if ramp.shape == "linear":
        rise = done
    elif ramp.shape == "s_curve":
        rise = done**2 * (3 - 2 * done)
    else:
        speed = EXPONENTIAL_SPEED
        rise = 1 - exponential(-(speed * age / greatest(1, months)))
    return when(age < 0, 0, when(months > 0, rise, 1))


def opening_share(c: Context, path: str, name: str, ramp: Ramp) -> Expr | None:
    """Share let at opening; None where each step of the ramp is stated, and the first step says it."""
    return None if ramp.start_share is None else c.number(f"{path}.ramp.start_share", name)


def filled(start: Expr | None, stabilised: Expr, progress: Expr) -> Expr:
    """Share that is let when a ramp has come so far."""
    return stabilised * progress if start is None else start + (stabilised - start) * progress


def _steps(c: Context, path: str, name: str, shares: tuple[float, ...]) -> Table:
    """The stated shares by step, 1 and on."""
    values = tuple(c.number(f"{path}.{i}", name) for i in range(len(shares)))
    label = Label(f"{name}: opptrapping, trinn for trinn", f"{name}: ramp, step by step")
    table = Table(path, tuple(float(i + 1) for i in range(len(shares))), values, "count", label)
    c.m.tables[path] = table
    return table


def _at_step(c: Context, steps: Table, name: str, age: Expr, months: Expr) -> Expr:
    """The share of the step that `age` lies in, each step as long as the others."""
    how_many = c.m.input(
        f"{steps.id}.count",
        len(steps.keys),
        "count",
        Label(f"{name}: opptrapping, antall trinn", f"{name}: ramp, number of steps"),
        "structure",
    )
    return c.m.lookup(steps, 1 + age * how_many / greatest(1, months))


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
