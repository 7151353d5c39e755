"""A small two-party model that uses every node of the engine, and what a workbook shows of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.compute.program import Program, Values
from feasibility.engine.expr import (
    Axis,
    Const,
    Counter,
    Line,
    absolute,
    both,
    clip,
    count_of,
    either,
    exponential,
    first_where,
    flag,
    greatest,
    highest,
    if_null,
    least,
    lowest,
    modulo,
    npv,
    rounded,
    sum_of,
    total_of,
    value_at,
    when,
    whole,
    window_sum,
)
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import Model, null
from feasibility.language import Label
from feasibility.model.base.result import BuiltCase, Caution, Chart, Check, Measure, Row, Statement
from feasibility.workbook.book import Cover, InputNote

INJECTION = '=HYPERLINK("http://example.invalid","x")'

# Inputs of `every_node`, changed as a reader might.
CHANGES = {
    "products.flex.price": 1110.25,
    "products.flex.capacity": 55.0,
    "deal.off": 0.8,
    "products.flex.ramp": 4.0,
    "works.amount": 275_000.0,
    "index.prices.2027": 0.11,
}


def L(nb: str, en: str | None = None) -> Label:
    return Label(nb, en or nb)


@dataclass(frozen=True)
class Built:
    """A model ready to be written."""

    built: BuiltCase
    program: Program
    warnings: tuple[Caution, ...]
    cover: Cover

    def values(self, changes: dict[str, float] | None = None) -> Values:
        return self.program.run(changes)


def every_node(months: int = 36, start: datetime.date = datetime.date(2026, 11, 1)) -> Built:
    """Rent, members, a loan, yearly tax-like lines, internal rates: each node of the engine at least once."""
    m = Model(months)
    first_day = m.input("start_month", serial(start), "date", L("Første måned", "First month"), "start_month")
    time = Calendar(m, first_day)
    price = m.input("products.flex.price", 799.5, "NOK/member/month", L("Pris", "Price"), "products")
    capacity = m.input("products.flex.capacity", 40, "members", L("Plasser", "Desks"), "products")
    rent = m.input("deal.rent", 1800, "NOK/m2/year", L("Leie", "Rent"), "deal")
    area = m.input("building.area", 350.5, "m2", L("Areal", "Area"), "building")
    ramp = m.input("products.flex.ramp", 9, "months", L("Innfasing", "Ramp"), "products")
    off = m.input("deal.off", 0.35, "share", L("Avslag", "Reduction"), "deal")
    tax_free = m.input("rules.limit", 25_000, "NOK", L("Grense", "Limit"), "rules", L("Lov § 1", "Act § 1"))
    works = m.input("works.amount", 450_000, "NOK", L("Arbeider", "Works"), "works")
    rate = m.input("loan.rate", 0.0725, "share/year", L("Rente", "Rate"), "loan")
    growth = m.table(
        "index.prices",
        {2026: 0.02, 2027: 0.03, 2029: 0.025},
        "share/year",
        L("Prisvekst", "Growth"),
        "year",
        "index",
    )
    season = m.table(
        "season",
        {float(k): 1 + (k % 5 - 2) / 20 for k in range(1, 12)},
        "ratio",
        L("Sesong", "Season"),
        "count",
        "season",
    )

    with m.block("income", L("Inntekter", "Income"), "mval § 5-1", "§3"):
        step = m.line(
            "step",
            time.year_step * m.lookup(growth, time.year),
            "share",
            L("Trinn", "Step"),
            L("Ett trinn i året.", "One step a year."),
            basis=("§2",),
        )
        index = m.recurrence(
            "index", lambda before: before * (1 + step), "index", L("Indeks", "Index"), opening=1
        )
        reached = m.line(
            "reached", clip((time.number - 1) / greatest(1, ramp), 0, 1), "share", L("Nådd", "Reached")
        )
        curve = m.line(
            "curve",
            3 * reached**2 - 2 * reached**3 + (-reached) ** 2 * 0 - -(reached**2) * 0,
            "share",
            L("S-kurve", "S curve"),
        )
        decay = m.line("decay", 1 - exponential(-3 * reached), "share", L("Eksponentiell", "Exponential"))
        factor = m.line("factor", m.lookup(season, time.month), "ratio", L("Sesongfaktor", "Season factor"))
        occupied = m.line(
            "occupied",
            least(1, greatest(0, when(off > 0, curve, decay) * when(factor.equals(0), 1, factor))),
            "share",
            L("Belegg", "Occupancy"),
        )
        members = m.line("members", capacity * occupied, "members", L("Medlemmer", "Members"))
        income = m.line("income", members * price * index, "NOK", L("Medlemsinntekt", "Membership income"))
        extra = [
            m.line(f"extra{i}", whole(income / 12) / (i % 4 + 1), "NOK", L(f"Tillegg {i}", f"Extra {i}"))
            for i in range(9)
        ]
        total = m.line("total_income", total_of([income, *extra, -extra[0]]), "NOK", L("Sum", "Total"))

    with m.block("deal", L(INJECTION, "@deal")):
        base = m.line("base_rent", rent * area / 12 * index, "NOK", L("Leie før avslag", "Rent before"))
        free = m.line("free", time.within(Const(1.0), ramp), "count", L("Leiefri", "Rent-free"))
        paid = m.line("rent", base - base * (off * free), "NOK", L("+ Leie", "- Rent"))
        quarter = m.line(
            "quarter",
            flag(either(modulo(time.month - 1, 3).equals(0), time.number <= 1)),
            "count",
            L("Kvartal", "Quarter"),
        )
        advance = m.line(
            "advance",
            quarter * (paid + paid.lag(-1) + least(paid.lag(-2), 0) + greatest(paid.lag(-2), 0)),
            "NOK",
            L("Betalt på forskudd", "Paid in advance"),
        )
        ahead = m.line("ahead", window_sum(paid, 1, 3), "NOK", L("Neste tre", "Next three"))
        behind = m.line("behind", window_sum(paid, -11, 0), "NOK", L("Siste tolv", "Last twelve"))
        lagged = m.line("lagged", paid.lag(2), "NOK", L("To måneder før", "Two months before"))
        odd = m.line(
            "odd", absolute(lagged - behind / 12) + rounded(paid / 3, 2), "NOK", L("Avrundet", "Rounded")
        )

    with m.block("loan", L("Lån", "Loan")):
        month_rate = m.line(
            "month_rate", (1 + rate) ** (1 / Const(12.0)) - 1, "share/month", L("Månedsrente", "Monthly rate")
        )
        balance = m.declare("balance", "NOK", L("Saldo", "Balance"), total="end", opening=works)
        interest = m.line("interest", balance.previous * month_rate, "NOK", L("Renter", "Interest"))
        instalment = m.line(
            "instalment",
            when(
                both(time.number >= 2, time.number < time.horizon), least(balance.previous, works / 12 / 2), 0
            )
            + when(time.number.equals(time.horizon), balance.previous, 0),
            "NOK",
            L("Avdrag", "Instalment"),
        )
        m.define(balance, balance.previous - instalment)
        cash = m.line(
            "cash",
            total - advance - interest - instalment - when(time.number.differs(1), 0, works * off),
            "NOK",
            L("Kontantstrøm", "Cash flow"),
        )

    with m.block("years", L("Årene", "The years")):
        yearly = m.line("year.income", m.year_sum(total), "NOK", L("Inntekt", "Income"))
        costs = m.line("year.rent", m.year_sum(paid), "NOK", L("Leie", "Rent"))
        ends = m.line(
            "year.balance",
            m.year_sum(balance, time.is_year_end),
            "NOK",
            L("Saldo 31.12.", "Balance 31 Dec"),
            total="end",
        )
        surplus = m.line("year.surplus", yearly - costs, "NOK", L("Overskudd", "Surplus"))
        carried = m.declare("year.carried", "NOK", L("Framført", "Carried"), axis=Axis.YEAR, total="end")
        m.define(carried, least(0, carried.previous + surplus))
        cover = m.line(
            "year.cover",
            when(costs.equals(0), null("ingen leie", "no rent"), yearly / when(costs.equals(0), 1, costs)),
            "ratio",
            L("Dekning", "Cover"),
        )
        spread = m.line("spread", m.at_year(surplus) / 12, "NOK", L("Overskudd per måned", "Surplus a month"))
        number = m.line("year.number", Counter(Axis.YEAR), "count", L("Nr.", "No."))
        safe = m.line(
            "year.safe", if_null(cover, 0) + number * 0, "ratio", L("Dekning, trygg", "Cover, safe")
        )

    with m.block("results", L("Resultater", "Results")):
        discount = m.line(
            "discount", (1 + off) ** (1 / Const(12.0)) - 1, "share/month", L("Diskonto", "Discount")
        )
        value = m.line("landlord.npv", npv(discount, paid), "NOK", L("Nåverdi av leien", "Value of the rent"))
        own = m.line("operator.npv", npv(discount, cash), "NOK", L("Nåverdi", "Net present value"))
        worst = m.line(
            "operator.lowest", lowest(cash), "NOK", L("Laveste måned", "Lowest month"), total="none"
        )
        best = m.line("operator.highest", highest(cash), "NOK", L("Høyeste måned", "Highest month"))
        counted = m.line("counted", count_of(cover), "count", L("År med dekning", "Years with cover"))
        least_cover = m.line(
            "operator.cover",
            when(counted < 1, null("ingen år med leie", "no year with rent"), lowest(cover)),
            "ratio",
            L("Laveste dekning", "Lowest cover"),
        )
        positive = m.line("positive", flag(cash > 0), "count", L("Positiv", "Positive"))
        first = m.line(
            "operator.first",
            first_where(positive, null("aldri i horisonten", "never within the horizon")),
            "month",
            L("Første positive måned", "First positive month"),
        )
        at = m.line("operator.at", value_at(cash, if_null(first, 1)), "NOK", L("Strøm da", "Flow then"))
        never = m.line("never", flag(cash > works * 12), "count", L("Aldri", "Never"))
        missing = m.line(
            "landlord.missing",
            first_where(never, null('aldri "over" <taket> & slikt', 'never "above" <it> & such')),
            "month",
            L("Måned over taket", "Month above the cap"),
        )
        total_rent = m.line("landlord.total", sum_of(paid), "NOK", L("Sum leie", "Total rent"))
    grid = ReturnGrid(m)
    returned = grid.of(cash, "operator.irr", L("Internrente", "Internal rate of return"))
    none = grid.of(paid, "landlord.irr", L("Internrente av leien", "Internal rate of the rent"))
    difference = m.line(
        "check.loan",
        rounded(value_at(balance, time.horizon), 2),
        "NOK",
        L("Lånet ender på null", "The loan ends at zero"),
    )
    other = m.line(
        "check.rent",
        rounded(sum_of(paid) - sum_of(costs), 2),
        "NOK",
        L("Leie: måneder mot år", "Rent: months against years"),
    )
    rooms = m.line(
        "check.members", rounded(greatest(0, highest(members) - capacity), 2), "members", L("Plass", "Room")
    )
    used = (tax_free, ahead, ends, spread, safe, odd, decay)  # lines that nothing else needs
    m.line(
        "limit",
        total_of([tax_free, *[sum_of(x) if isinstance(x, Line) else x for x in used[1:2]]]),
        "NOK",
        L("Grense", "Limit"),
    )

    program = Program(m)
    rows = (
        Row(L("Drift", "Operation"), "heading"),
        Row(L("Inntekt", "Income"), "row", total, yearly),
        Row(L("=Leie", "=Rent"), "row", paid, costs),
        Row(L("Resultat", "Result"), "total", None, surplus),
        Row(L("Saldo", "Balance"), "row", balance, ends),
        Row(L("Dekning", "Cover"), "row", None, cover),
    )
    structure = BuiltCase(
        model=m,
        program=program,
        measures=(
            Measure(value, "landlord", True),
            Measure(total_rent, "landlord", True),
            Measure(none.annual, "landlord", True),
            Measure(missing, "landlord", True),
            Measure(own, "operator", True),
            Measure(returned.annual, "operator", True),
            Measure(worst, "operator", True),
            Measure(first, "operator", True),
            Measure(best, "operator"),
            Measure(least_cover, "operator"),
            Measure(at, "operator"),
            Measure(value, "project", True),
        ),
        statements=(
            Statement("operator.income", "operator", L("Resultatbudsjett", "Income statement"), rows),
            Statement("landlord.income", "landlord", L("Resultatbudsjett", "Income statement"), rows[:3]),
        ),
        checks=(
            Check(difference, L("Lånet ender på null", "The loan ends at zero")),
            Check(other, L("Leie: måneder mot år", "Rent: months against years")),
            Check(rooms, L("Medlemmer innenfor kapasiteten", "Members within capacity")),
        ),
        charts=(
            Chart("members", L("Medlemmer", "Members"), "line", (members,), "members"),
            Chart("cash", L("Kontantstrøm", "Cash flow"), "column", (cash,), "NOK"),
            Chart("years", L("Inntekt og leie", "Income and rent"), "stacked_column", (yearly, costs), "NOK"),
        ),
    )
    warnings = (
        Caution(
            "equity",
            L("Egenkapitalen er under 25 %.", "Equity is below 25%."),
            L("DNB, masteroppgave NMBU 2021, l. 10366", "DNB, master thesis NMBU 2021, l. 10366"),
        ),
        Caution("text", L("=1+1 er ikke en formel", "@warning is no formula"), L("+kilde", "-source")),
    )
    notes = {
        "products.flex.price": InputNote(source="=cmd|' /C calc'!A0", date="2021-05", minimum=0.0),
        "deal.off": InputNote(source="Egen antakelse", is_assumption=True, minimum=0.0, maximum=1.0),
        "products.flex.capacity": InputNote(trail=L("Fleksplass", "Flex desk"), minimum=0.0, is_whole=True),
    }
    sections = {"products": L("Produkter", "Products"), "deal": L("Avtalen", "The deal")}
    cover_words = Cover(
        name="+Prøvesak & co",
        description="@En prøve\n=av alt",
        fingerprint="0" * 64,
        version="0.0.0",
        date=datetime.date(2026, 5, 17),
        notes=notes,
        sections=sections,
        choices=((L("Avtaleform", "Structure"), L("fremleie", "sublease")),),
    )
    return Built(structure, program, warnings, cover_words)
