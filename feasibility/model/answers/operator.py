"""The operator's measures: what it takes, when it turns, and the rent it can bear (docs/model.md §10).

With the landlord operating, or under a management agreement, the same measures of the concept are the
landlord's: whoever carries the occupancy risk.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import (
    Expr,
    Line,
    as_expr,
    first_where,
    flag,
    greatest,
    rounded,
    when,
    window_sum,
)
from feasibility.engine.flows import Party
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.break_even import BreakEven
from feasibility.model.answers.measures import Measures, beside
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import OPERATOR, OPERATORS, UNPAID, company_id
from feasibility.model.base.result import Measure
from feasibility.model.loans.liquidity import Liquidity
from feasibility.model.value.property_value import month_rate
from feasibility.model.value.reference_year import ReferenceYear


def company_measures(
    c: Context, measures: Measures, party: Party, project: Line, money: Liquidity
) -> list[Measure]:
    """Lowest points and capital needed of a company, before and after its financing."""
    who = company_id(party)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    running = measures.cumulative(
        f"{party.id}.project_so_far",
        project,
        f"Kontantstrøm før finansiering, samlet, {nb}",
        f"Cash before financing, running total, {en}",
    )
    low, month = measures.lowest_point(
        f"{party.id}.lowest_point",
        running,
        project,
        f"Laveste samlede kontantstrøm før finansiering, {nb}",
        f"Lowest running cash before financing, {en}",
    )
    need = measures.scalar(
        f"{party.id}.capital_needed",
        greatest(0, -low),
        "NOK",
        f"Kapitalbehov, {nb}",
        f"Capital needed, {en}",
        Label(
            "Det eiere og långivere må skyte inn: laveste punkt i kontantstrømmen før finansiering.",
            "What must come from owners and lenders: the lowest point of cash before financing.",
        ),
    )
    when_needed = measures.scalar(
        f"{party.id}.capital_needed.month",
        when(low < 0, month, null("trengs ikke", "not needed")),
        "month",
        f"Kapitalbehovet er størst i måned, {nb}",
        f"Capital need is largest in month, {en}",
    )
    bank, bank_month = measures.lowest_point(
        f"{party.id}.lowest_cash",
        _reserve(c, party, money),
        c.m.lines[f"{party.id}.cash_before_calls"],
        f"Laveste likviditetsreserve, {nb}",
        f"Lowest liquidity reserve, {en}",
    )
    operator = party in OPERATORS
    return [
        Measure(need, who, operator),
        Measure(when_needed, who, operator),
        Measure(low, who),
        Measure(month, who),
        Measure(bank, who, True),
        Measure(bank_month, who),
    ]


def _reserve(c: Context, party: Party, money: Liquidity) -> Line:
    """Liquidity reserve (likviditetsreserve): below zero only by what nobody has agreed to fund (§13.2)."""
    unused: Expr = as_expr(0)
    if money.overdraft is not None and money.limit is not None:
        unused = greatest(0, money.limit - money.overdraft)
    with c.block("liquidity", "Likviditet", "Liquidity", "§7", "§10"):
        return c.m.line(
            f"{party.id}.liquidity",
            money.cash + money.paid_out + unused - money.unfunded,
            "NOK",
            Label(
                f"Likviditetsreserve, {party.label.nb.lower()}",
                f"Liquidity reserve, {party.label.en.lower()}",
            ),
            Label(
                "Bankinnskudd og ubrukt kassekreditt, fratrukket udekket behov: negativ bare når penger "
                "mangler. Før det som utbetales til eierne ved horisonten.",
                "Cash and unused overdraft less unfunded need: negative only where money is missing. Before "
                "what is paid to the owners at the horizon.",
            ),
            total="end",
        )


_WITH_DIVIDEND = Label(
    "Utbytte på veien, og det som er igjen i horisontens siste måned.",
    "Dividends on the way, and what is left in the horizon's last month.",
)


def equity_measures(c: Context, measures: Measures, party: Party, rate: Line) -> list[Measure]:
    """Present value and internal rate of cash to and from the owners (docs/model.md §1)."""
    who = company_id(party)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    with c.block("cash_flow", "Kontantstrøm", "Cash flow", "§1"):
        owners = c.m.line(
            f"{party.id}.owners_cash",
            -c.ledger.cash(party, {"equity", "distribution"}),
            "NOK",
            Label(f"Kontantstrøm til og fra eierne, {nb}", f"Cash to and from the owners, {en}"),
            _WITH_DIVIDEND
            if {f"{party.id}.dividend", f"{party.id}.refund"} & c.m.lines.keys()
            else Label(
                "Ingenting utbetales før horisontens siste måned.",
                "Nothing is paid out before the horizon's last month.",
            ),
            basis=("§1",),
        )
    return [
        Measure(
            measures.npv(
                f"{party.id}.equity_npv",
                owners,
                rate,
                f"Nåverdi for eierne, {nb}",
                f"Present value to the owners, {en}",
            ),
            who,
        ),
        *measures.irr(
            f"{party.id}.equity_irr",
            owners,
            f"Internrente for eierne, {nb}",
            f"Internal rate to the owners, {en}",
            who,
        ),
    ]


def operator_project_measures(c: Context, measures: Measures, party: Party, project: Line) -> list[Measure]:
    """Present value, internal rates and payback of an operator's cash before financing."""
    id, who = party.id, company_id(party)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    rate = month_rate(c, id, party.label)
    paid_back = Label("Pengene er tjent inn i måned", "Money paid back in month")
    if party != OPERATOR:
        paid_back = Label(f"{paid_back.nb}, {nb}", f"{paid_back.en}, {en}")
    npv = measures.npv(f"{id}.npv", project, rate, f"Nåverdi, {nb}", f"Present value, {en}")
    mirr = measures.mirr(
        f"{id}.mirr", project, rate, f"Modifisert internrente, {nb}", f"Modified internal rate, {en}"
    )
    running = c.m.lines[f"{id}.project_so_far"]
    return [
        Measure(npv, who, True),
        *measures.irr(f"{id}.irr", project, f"Internrente, {nb}", f"Internal rate of return, {en}", who),
        Measure(mirr, who),
        Measure(measures.payback(f"{id}.payback", running, paid_back.nb, paid_back.en), who, True),
    ]


def concept_measures(
    c: Context,
    measures: Measures,
    party: Party,
    ebitda: Line,
    turning: Sequence[tuple[ReferenceYear, BreakEven]],
    unpaid: Line | None,
    accrued: Expr | None,
) -> list[Measure]:
    """When the concept turns, and its break-even occupancy and price.

    Args:
        turning: break-even in the lasting reference year, and with the help of the first years.
        accrued: what evens out a share of the year's result that is booked in December, or None.
    """
    who = company_id(party)
    m = c.m
    with c.block("measures", "Nøkkeltall", "Measures", "§10"):
        positive = m.line(
            "concept.positive",
            flag(rounded(ebitda if accrued is None else ebitda + accrued, 2) > 0),
            "count",
            Label("Positiv EBITDA", "Positive EBITDA"),
            Label(
                "Det som deles etter årets resultat, er her fordelt på årets måneder.",
                "What is shared by the year's result is spread over the year's months here.",
            ),
        )
        row = m.line(
            "concept.positive_year",
            flag(window_sum(positive, 0, 11) >= 12),
            "count",
            Label(
                "Første av tolv måneder på rad med positiv EBITDA",
                "First of twelve months in a row with positive EBITDA",
            ),
        )
    turns = measures.scalar(
        "concept.turns",
        first_where(
            row,
            null("ikke tolv måneder på rad innen horisonten", "no twelve months in a row within the horizon"),
        ),
        "month",
        "Overskudd på driften fra måned",
        "Operating profit from month",
        Label(
            "Den første av tolv måneder på rad med positiv EBITDA.",
            "The first month from which 12 months in a row have positive EBITDA.",
        ),
    )
    out = [Measure(turns, who, True)]
    (lasting, even), (helped, with_help) = turning
    pairs = [
        (even.mean_occupancy, with_help.mean_occupancy, True),
        (even.factor, with_help.factor, False),
        *((own, other, False) for own, other in zip(even.by_product, with_help.by_product, strict=True)),
        (even.price_factor, with_help.price_factor, True),
        (_stable(c, measures, lasting, ebitda), _stable(c, measures, helped, ebitda), True),
        (lasting.year, helped.year, False),
    ]
    if unpaid is not None:
        pairs.append(
            (
                _stable(c, measures, lasting, ebitda, unpaid),
                _stable(c, measures, helped, ebitda, unpaid),
                True,
            )
        )
    for own, other, headline in pairs:
        out += beside(own, other, who, headline)
    return out


def _stable(
    c: Context, measures: Measures, year: ReferenceYear, ebitda: Line, unpaid: Line | None = None
) -> Line:
    """EBITDA of a reference year, unpaid work costed where it is given."""
    id, nb, en = (
        "concept.stable_result",
        "EBITDA i første stabiliserte år",
        "EBITDA of the first stabilised year",
    )
    value = year.amount(year_of(c, ebitda))
    if unpaid is not None:
        id, nb, en = f"{id}_unpaid_costed", f"{nb}, med ulønnet arbeid kostet", f"{en}, unpaid work costed"
        value = value - year.amount(year_of(c, unpaid))
    label = year.label(nb, en)
    return measures.scalar(f"{id}{year.suffix}", year.or_null(value), "NOK", label.nb, label.en)


def unpaid_work(c: Context, operating: Line) -> Line | None:
    """What the owner's unpaid hours would cost, NOK by month; shown, never paid."""
    if c.case.unpaid_work is None:
        return None
    with c.block("staff", "Bemanning", "Staff", "§5"):
        hours = c.number("unpaid_work.hours_per_month", UNPAID)
        return c.m.line(
            "unpaid_work.value",
            hours * c.number("unpaid_work.nok_per_hour", UNPAID) * index(c, "wages") * operating,
            "NOK",
            Label("Verdi av ulønnet arbeid", "Value of unpaid work"),
            Label("Vises, betales ikke.", "Shown, not paid."),
        )
