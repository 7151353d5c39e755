"""A small lease with something of everything an explanation meets, with round numbers."""

import datetime
from functools import cache

from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.compute.program import Program
from feasibility.engine.expr import (
    as_expr,
    first_where,
    flag,
    highest,
    lowest,
    npv,
    sum_of,
    value_at,
    when,
    window_sum,
)
from feasibility.engine.model import Model
from feasibility.language import Label


@cache
def lease_program() -> Program:
    """A lease of 10,000 a month for 18 months from October 2026: six free, 5 % up in 2027, 10 % in 2028."""
    m = Model(18)
    time = Calendar(
        m, m.input("start", serial(datetime.date(2026, 10, 1)), "date", Label("Startmåned", "Start month"))
    )
    note = Label("SSB tabell 03014", "Statistics Norway, table 03014")
    kpi = m.table(
        "kpi",
        {2026: 0.0, 2027: 0.05, 2028: 0.1},
        "share/year",
        Label("KPI", "CPI"),
        "calendar_year",
        sources={2027: note},
    )
    index = m.recurrence(
        "index",
        lambda before: before * (1 + time.year_step * m.lookup(kpi, time.year)),
        "index",
        Label("Indeks", "Index"),
        opening=1,
    )
    agreed = m.input(
        "agreed",
        10_000,
        "NOK/month",
        Label("Avtalt leie", "Agreed rent"),
        source=Label("Leieavtale", "Lease"),
    )
    rent = m.line("rent", agreed * index, "NOK", Label("Leie før avslag", "Rent before reduction"))
    free = m.input("free", 6, "months", Label("Leiefrie måneder", "Rent-free months"))
    other = m.input("other", 0.25, "share", Label("Annet avslag", "Other reduction"))
    off = m.line(
        "off",
        when(time.number <= free, 1, when(time.number < 2, other, 0)),
        "share",
        Label("Avslag", "Reduction"),
    )
    paid = m.line("paid", rent * (1 - off), "NOK", Label("Leie", "Rent"), total="sum")
    balance = m.recurrence("balance", lambda b: b + paid, "NOK", Label("Saldo", "Balance"), opening=agreed)
    m.line("quarter", window_sum(paid, 0, 2), "NOK", Label("Leie i kvartalet", "Rent in the quarter"))
    by_year = m.line("by_year", m.year_sum(paid), "NOK", Label("Leie per år", "Rent by year"))
    m.line(
        "at_end", m.year_sum(balance, time.is_year_end), "NOK", Label("Saldo ved årsslutt", "Closing balance")
    )
    m.line("monthly_share", m.at_year(by_year) / 12, "NOK", Label("Tolvtedel", "A twelfth"))
    m.line("all", sum_of(paid), "NOK", Label("Leie i alt", "Rent in all"))
    m.line("low", lowest(paid), "NOK", Label("Laveste leie", "Lowest rent"))
    m.line("high", highest(paid), "NOK", Label("Høyeste leie", "Highest rent"))
    m.line(
        "worth",
        npv(m.input("rate", 0.01, "share/month", Label("Rente", "Rate")), paid),
        "NOK",
        Label("Nåverdi", "Present value"),
    )
    paying = m.line("paying", flag(paid > 0), "flag", Label("Betaler", "Pays"))
    m.line("first", first_where(paying, as_expr(0)), "month", Label("Første betaling", "First payment"))
    m.line("second", value_at(paid, m.lines["first"]), "NOK", Label("Første leie", "First rent"))
    m.line("later", paid.lag(-1), "NOK", Label("Neste leie", "Next rent"))
    return Program(m)
