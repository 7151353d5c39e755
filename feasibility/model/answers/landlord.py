"""The landlord's measures: against the alternatives, and what a reduction costs (docs/model.md §4, §10)."""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, over, sum_of, value_at
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import CompanyLines, ebitda_last_12
from feasibility.model.answers.alternatives import Alternative
from feasibility.model.answers.measures import Measures
from feasibility.model.answers.reductions import reduction_measures
from feasibility.model.base.context import Context
from feasibility.model.base.parties import VALUE
from feasibility.model.base.result import Measure
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.term import Term
from feasibility.model.value.property_value import ValueLines, landlord_month_rate


def landlord_measures(
    c: Context,
    measures: Measures,
    project: Line,
    works: Line,
    terms: Term,
    lease: LeaseLines | None,
    kept: Line | None,
    value: ValueLines | None,
    alternatives: list[Alternative],
    before_exit: Line,
    in_place: Line,
    runs: CompanyLines,
) -> list[Measure]:
    """Measures of the landlord, the decision figures first.

    Args:
        kept: the rent reductions less what a turnover rent takes back; None without a lease.
        runs: the company that runs the concept.
    """
    rate = landlord_month_rate(c)
    out: list[Measure] = []

    def add(line: Line, headline: bool = False) -> None:
        out.append(Measure(line, "landlord", headline))

    for other in alternatives:
        nb, en = other.label.nb.lower(), other.label.en.lower()
        with c.block("comparison", "Sammenligning", "Comparison", "§10"):
            gain = c.m.line(
                f"landlord.against_{other.id}",
                project - other.cash,
                "NOK",
                Label(f"Gårdeier mot {nb}, per måned", f"Landlord against {en}, by month"),
                Label(
                    "Avtalens kontantstrøm før finansiering, fratrukket alternativets.",
                    "The deal's cash before financing less the alternative's.",
                ),
            )
        add(
            measures.npv(
                f"landlord.npv_against_{other.id}",
                gain,
                rate,
                f"Gevinst mot {nb} (nåverdi)",
                f"Gain over {en} (present value)",
            ),
            True,
        )
        out += measures.irr(
            f"landlord.irr_against_{other.id}",
            gain,
            f"Internrente mot {nb}",
            f"Internal rate against {en}",
            "landlord",
        )
        if other.id == "vacant":
            running = measures.cumulative(
                "landlord.against_vacant_so_far",
                gain,
                f"Gårdeier mot {nb}, samlet",
                f"Landlord against {en}, running total",
            )
            without = running
            if value is not None and c.case.valuation is not None and c.case.valuation.include_exit:
                operating = c.m.line(
                    "landlord.against_vacant_before_exit",
                    before_exit - _before_exit(c, other),
                    "NOK",
                    Label(
                        "Gårdeier mot tomt før salg, per måned",
                        "Landlord against vacant before sale, by month",
                    ),
                    basis=("§10",),
                )
                without = measures.cumulative(
                    "landlord.against_vacant_before_exit_so_far",
                    operating,
                    "Gårdeier mot tomt før salg, samlet",
                    "Landlord against vacant before sale, running total",
                )
            add(
                measures.payback(
                    "landlord.payback",
                    without,
                    "Arbeider og avslag tjent inn i måned",
                    "Works and reductions paid back in month",
                ),
                True,
            )
        add(measures.npv(f"{other.id}.npv", other.cash, rate, f"Nåverdi: {nb}", f"Present value: {en}"))
    add(measures.npv("landlord.npv", project, rate, "Nåverdi, gårdeier", "Present value, landlord"), True)
    out += measures.irr(
        "landlord.irr", project, "Internrente, gårdeier", "Internal rate of return, landlord", "landlord"
    )
    add(
        measures.mirr(
            "landlord.mirr",
            project,
            rate,
            "Modifisert internrente, gårdeier",
            "Modified internal rate, landlord",
        )
    )
    if lease is not None and kept is not None:
        out += reduction_measures(c, measures, terms, lease, kept, works)
    if value is not None:
        out += _value(c, measures, value, works, in_place, runs)
    return out


def _before_exit(c: Context, other: Alternative) -> Expr:
    cash = other.cash - c.m.lines[f"{other.id}.exit"]
    if other.tax is not None and other.tax.on_sale is not None:
        cash = cash + other.tax.on_sale
    return cash


def _value(
    c: Context, measures: Measures, value: ValueLines, works: Line, in_place: Line, runs: CompanyLines
) -> list[Measure]:
    m = c.m
    with c.block("measures", "Nøkkeltall", "Measures", "§10"):
        ready = m.line(
            "valuation.month",
            in_place,
            "month",
            Label("Verdsatt ved utgangen av måned", "Valued at the end of month"),
            Label(
                "Når leieforholdet har startet og gårdeierens arbeider er ferdige.",
                "When the lease has started and the landlord's works are complete.",
            ),
            total="none",
        )
    at = measures.scalar(
        "landlord.value",
        value_at(value.value, ready),
        "NOK",
        "Verdi når konseptet er på plass",
        "Value with the concept in place",
        Label(
            "Neste 12 måneders netto leie / netto yield, fratrukket nåverdien av avslag som gjenstår.",
            "Next 12 months' net rent / net yield less present value of reductions to come.",
        ),
    )
    empty = m.lines["empty_value"]
    uplift = measures.scalar(
        "landlord.value_uplift",
        at - value_at(empty, ready) - sum_of(works),
        "NOK",
        "Verdiøkning etter arbeider",
        "Value uplift after works",
        Label(
            "Verdi med konseptet − verdi som tomt − arbeider gårdeieren bærer.",
            "Value with the concept − value vacant − works borne by the landlord.",
        ),
    )
    coming = m.lines["net_rent_next_12"]
    cost = measures.total(
        "landlord.works_total",
        works,
        "Arbeider betalt av gårdeier",
        "Works paid by the landlord",
        Label("Uten mva.", "Ex VAT."),
    )
    on_cost = measures.scalar(
        "landlord.yield_on_cost",
        over(
            value_at(coming, ready),
            cost,
            null("gårdeieren betaler ingen arbeider", "the landlord pays no works"),
        ),
        "share/year",
        "Netto leie i prosent av arbeidene",
        "Yield on cost",
        Label(
            "Neste 12 måneders netto leie når konseptet er på plass, delt på arbeidene gårdeieren betaler.",
            "Next 12 months' net rent when the concept is in place, over the works the landlord pays.",
        ),
    )
    out = [
        Measure(at, "landlord"),
        Measure(uplift, "landlord"),
        Measure(on_cost, "landlord"),
        Measure(cost, "landlord"),
    ]
    if c.case.valuation is not None and c.case.valuation.ebitda_yield_share is not None:
        year = ebitda_last_12(c, runs)
        out.append(
            Measure(
                measures.scalar(
                    "landlord.capitalised_ebitda",
                    value_at(year, c.calendar.horizon) / c.number("valuation.ebitda_yield_share", VALUE),
                    "NOK",
                    "Kapitalisert EBITDA ved horisonten",
                    "Capitalised EBITDA at the horizon",
                ),
                "landlord",
            )
        )
    return out
