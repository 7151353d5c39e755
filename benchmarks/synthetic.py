"""A made-up model of the size of a real one: 120 months, some 350 lines, year totals, eight internal rates.

Products with ramps, a lease with reductions, costs, loans and liquidity corkscrews, yearly sums and returns,
in about the proportions of the feasibility model.
"""

from __future__ import annotations

import datetime

from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    clip,
    flag,
    greatest,
    least,
    lowest,
    modulo,
    npv,
    sum_of,
    total_of,
    when,
    window_sum,
)
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import Model
from feasibility.language import Label


class _Writer:
    """A model, its calendar, and short ways to write lines that need no labels of their own."""

    def __init__(self, months: int, start_month: int) -> None:
        self.m = Model(months)
        day = serial(datetime.date(2026, start_month, 1))
        self.time = Calendar(self.m, self.m.input("start", day, "date", Label("Start", "Start")))

    def value(self, id: str, value: float) -> Expr:
        return self.m.input(id, value, "ratio", Label(id, id))

    def line(self, id: str, formula: Expr) -> Line:
        return self.m.line(id, formula, "NOK", Label(id, id))

    def loop(self, id: str) -> Line:
        return self.m.declare(id, "NOK", Label(id, id), total="end")


def synthetic(products: int = 22, loans: int = 3, months: int = 120, start_month: int = 4) -> Model:
    """The model. Inputs to vary: "price.0" …, "stable.0" …, "rent.m2", "loan.rate"."""
    w = _Writer(months, start_month)
    m, time = w.m, w.time
    growth = w.value("growth", 0.025)
    index = m.recurrence(
        "index", lambda before: before * (1 + growth * time.year_step), "index", Label("i", "i"), opening=1
    )
    income = [_product(w, i, index) for i in range(products)]
    rent = _lease(w, index)
    charged = w.line("vat.due", (total_of(list(income)) - rent) * w.value("vat", 0.25))
    paid_vat = w.line("vat.paid", flag(modulo(time.month, 2).equals(0)) * window_sum(charged, -3, -2))
    costs = [w.line(f"cost.{i}", index * w.value(f"cost.{i}.month", 9_000 + 500 * i)) for i in range(20)]
    build = w.value("works.months", 6)
    works = w.line("works", w.value("works.amount", 9e6) / build * flag(time.number <= build))
    debt = [_loan(w, i, works) for i in range(loans)]
    operating = w.line("operating", total_of(list(income)) - rent - total_of(list(costs)) - paid_vat)
    drawn, served = total_of([d for d, _ in debt]), total_of([s for _, s in debt])
    before = w.line("before", operating - works + drawn - served)
    _liquidity(w, before)
    for line in (*income, *costs, rent, paid_vat, works, operating, before):
        w.line(f"{line.id}.year", m.year_sum(line))
    grid = ReturnGrid(m)
    rate = (1 + w.value("discount", 0.08)) ** w.value("twelfth", 1 / 12) - 1
    shares = [
        w.line(f"party.{j}", before * w.value(f"party.{j}.share", 1 + j / 100) - costs[j]) for j in range(6)
    ]
    for i, flows in enumerate([operating, before, *shares]):
        w.line(f"npv.{i}", npv(rate, flows))
        grid.of(flows, f"irr.{i}", Label("irr", "irr"))
    w.line("cash.lowest", lowest(m.lines["cash"]))
    w.line("operating.all", sum_of(operating))
    return m


def _product(w: _Writer, i: int, index: Line) -> Line:
    time = w.time
    months = w.value(f"ramp.{i}", 12 + i % 12)
    passed = w.line(f"passed.{i}", clip((time.number - w.value(f"opening.{i}", 4)) / months, 0, 1))
    low, stable = w.value(f"low.{i}", 0.1), w.value(f"stable.{i}", 0.8)
    ramp = w.line(f"ramp.{i}.share", low + (stable - low) * (3 * passed**2 - 2 * passed**3))
    season = w.m.table(
        f"season.{i}", {k: 1 - (k == 7) / 4 for k in range(1, 13)}, "ratio", Label("s", "s"), "count"
    )
    factor = w.line(f"season.{i}.factor", w.m.lookup(season, time.month))
    members = w.line(
        f"members.{i}", w.value(f"units.{i}", 20) * clip(ramp * factor, 0, 1) * flag(time.number >= 4)
    )
    income = w.line(f"income.{i}", members * w.value(f"price.{i}", 2_500 + 40 * i) * index)
    bad = w.line(f"bad.{i}", income * w.value("bad", 0.01))
    return w.line(f"net.{i}", income - bad)


def _lease(w: _Writer, index: Line) -> Line:
    number = w.time.number
    market = w.line("rent.market", w.value("rent.m2", 1_450) * w.value("area", 900) / 12 * index)
    free, months, off = w.value("free", 6), w.value("reduced", 18), w.value("off", 0.4)
    reduction = w.line("rent.off", when(number <= free, 1, when(number <= free + months, off, 0)))
    earned = w.line("rent.earned", market * (1 - reduction))
    quarter_start = flag(modulo(w.time.month, 3).equals(1))
    return w.line("rent.paid", quarter_start * window_sum(earned, 0, 2))


def _loan(w: _Writer, i: int, works: Line) -> tuple[Line, Line]:
    """(drawn, interest and instalment) of an annuity recomputed every month."""
    number = w.time.number
    drawn = w.line(f"loan.{i}.drawn", works * w.value(f"loan.{i}.share", 0.2))
    rate = w.line(
        f"loan.{i}.rate", (w.value("loan.rate", 0.065) + w.value(f"loan.{i}.margin", 0.002 * i)) / 12
    )
    left = w.line(f"loan.{i}.left", greatest(1, w.value(f"loan.{i}.term", 90 + i) - number + 1))
    balance = w.loop(f"loan.{i}.balance")
    interest = w.line(f"loan.{i}.interest", balance.previous * rate)
    payment = w.line(
        f"loan.{i}.payment",
        when(left <= 1, balance.previous + interest, balance.previous * rate / (1 - (1 + rate) ** -left)),
    )
    principal = w.line(f"loan.{i}.principal", greatest(0, payment - interest))
    w.m.define(balance, balance.previous + drawn - principal)
    return drawn, w.line(f"loan.{i}.service", interest + principal)


def _liquidity(w: _Writer, before: Line) -> None:
    """Cash, overdraft, capital call and unfunded, in that order."""
    limit, agreed = w.value("overdraft.limit", 500_000), w.value("call.limit", 2_000_000)
    cash, overdraft, called, unfunded = map(w.loop, ("cash", "overdraft", "called", "unfunded"))
    cost = w.line("overdraft.cost", overdraft.previous * w.value("overdraft.rate", 0.09) / 12)
    free = w.line("free", cash.previous + before - cost - unfunded.previous - overdraft.previous)
    short = w.line("short", greatest(0, -free))
    w.m.define(overdraft, least(short, limit))
    call = w.line("call", least(greatest(0, short - overdraft), agreed - called.previous))
    w.m.define(called, called.previous + call)
    w.m.define(unfunded, short - overdraft - call)
    w.m.define(cash, greatest(0, free))


def line_months(model: Model) -> int:
    """Numbers in one evaluation: every line's length added up."""
    return sum(
        model.length(line.axis) if line.axis is not Axis.SCALAR else 1 for line in model.lines.values()
    )
