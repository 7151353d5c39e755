"""The landlord's measures: against the alternatives, and what a reduction costs (docs/model.md §4, §10)."""

from __future__ import annotations

from feasibility.engine.expr import Axis, Expr, Line, divisor, npv, over, sum_of, value_at, when, window_sum
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.answers.alternatives import Alternative
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, OPERATOR, VALUE
from feasibility.model.base.result import Measure
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.value.property_value import ValueLines, landlord_month_rate


def landlord_measures(
    c: Context,
    measures: Measures,
    project: Line,
    works: Line,
    lease: LeaseLines | None,
    net_rent: Line,
    value: ValueLines | None,
    alternatives: list[Alternative],
    before_exit: Line,
    in_place: Line,
) -> list[Measure]:
    """Measures of the landlord, the decision figures first."""
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
        add(
            measures.irr(
                f"landlord.irr_against_{other.id}",
                gain,
                f"Internrente mot {nb}",
                f"Internal rate against {en}",
            )
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
    add(measures.irr("landlord.irr", project, "Internrente, gårdeier", "Internal rate of return, landlord"))
    add(
        measures.mirr(
            "landlord.mirr",
            project,
            rate,
            "Modifisert internrente, gårdeier",
            "Modified internal rate, landlord",
        )
    )
    if lease is not None:
        out += _reductions(c, measures, rate, lease, works)
    if value is not None:
        out += _value(c, measures, net_rent, value, works, in_place)
    return out


def _before_exit(c: Context, other: Alternative) -> Expr:
    cash = other.cash - c.m.lines[f"{other.id}.exit"]
    if other.tax is not None and other.tax.on_sale is not None:
        cash = cash + other.tax.on_sale
    return cash


def _reductions(c: Context, measures: Measures, rate: Line, lease: LeaseLines, works: Line) -> list[Measure]:
    """Nominal and present cost of the reductions, and net effective rent both ways (docs/model.md §4)."""
    m = c.m
    nominal = measures.total(
        "landlord.reduction_nominal", lease.reduction, "Avslag gitt, i alt", "Reductions given, in all"
    )
    present = measures.npv(
        "landlord.reduction_present",
        lease.reduction,
        rate,
        "Avslag gitt (nåverdi)",
        "Reductions given (present value)",
    )
    with c.block("measures", "Nøkkeltall", "Measures", "§10"):
        earned: Line = lease.rent
        if "turnover.rent" in m.lines:
            earned = m.line(
                "landlord.rent_earned",
                lease.rent + m.lines["turnover.rent"],
                "NOK",
                Label("Leie opptjent, med omsetningsleie", "Rent earned, turnover rent included"),
            )
        given = [f for f in c.ledger.chosen(LANDLORD, False, {"operating_grant"}) if f.receiver == OPERATOR]
        kept = m.line(
            "landlord.rent_less_incentives",
            earned - works - c.sum([f.earned for f in given]),
            "NOK",
            Label(
                "Leie etter arbeider og støtte fra gårdeier", "Rent less works and support from the landlord"
            ),
        )
        months = m.line(
            "lease.months_in_horizon",
            sum_of(lease.within),
            "months",
            Label("Leiemåneder innen horisonten", "Lease months in the horizon"),
            total="none",
        )
    reason = null("ingen leiemåneder", "no lease months")
    straight = measures.scalar(
        "landlord.net_effective_rent",
        when(months > 0, sum_of(kept) / divisor(months) * 12 / lease.area, reason),
        "NOK/m2/year",
        "Netto effektiv leie, jevnt fordelt",
        "Net effective rent, straight-line",
        Label(
            "Opptjent leie fratrukket arbeider betalt av gårdeier, over leietiden innen horisonten.",
            "Rent earned less works paid by the landlord, over the lease inside the horizon.",
        ),
        basis=("§4",),
    )
    level = npv(rate, lease.within)
    discounted = measures.scalar(
        "landlord.net_effective_rent_discounted",
        when(months > 0, npv(rate, kept) / when(months > 0, level, 1) * 12 / lease.area, reason),
        "NOK/m2/year",
        "Netto effektiv leie, diskontert",
        "Net effective rent, discounted",
        Label(
            "Den jevne leien over leietiden med samme nåverdi.",
            "The level rent over the lease with the same present value.",
        ),
        basis=("§4",),
    )
    return [
        Measure(nominal, "landlord"),
        Measure(present, "landlord", True),
        *_each_reduction(c, measures, rate),
        Measure(straight, "landlord", True),
        Measure(discounted, "landlord"),
    ]


def _each_reduction(c: Context, measures: Measures, rate: Line) -> list[Measure]:
    """Nominal and present cost of every reduction by itself, where there are several (docs/model.md §4)."""
    lease = c.case.lease
    if lease is None or len(lease.reductions) < 2:
        return []
    out: list[Measure] = []
    for i in range(1, len(lease.reductions) + 1):
        amount = c.m.lines[f"lease.reduction.{i}.amount"]
        id, nb, en = f"landlord.reduction.{i}", f"Leiereduksjon {i}", f"Rent reduction {i}"
        out.append(
            Measure(measures.total(f"{id}.nominal", amount, f"{nb}, i alt", f"{en}, in all"), "landlord")
        )
        worth = measures.npv(f"{id}.present", amount, rate, f"{nb} (nåverdi)", f"{en} (present value)")
        out.append(Measure(worth, "landlord"))
    return out


def _value(
    c: Context, measures: Measures, net_rent: Line, value: ValueLines, works: Line, in_place: Line
) -> list[Measure]:
    m = c.m
    with c.block("measures", "Nøkkeltall", "Measures", "§10"):
        ready = m.line(
            "valuation.month",
            in_place,
            "month",
            Label("Verdsatt ved utgangen av måned", "Valued at the end of month"),
            Label(
                "Når leieforholdet har startet og gårdeiers arbeider er ferdige.",
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
            "Verdi med konseptet − verdi som tomt − arbeider gårdeier bærer.",
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
            null("gårdeier betaler ingen arbeider", "the landlord pays no works"),
        ),
        "share/year",
        "Netto leie i prosent av arbeidene",
        "Yield on cost",
        Label(
            "Neste 12 måneders netto leie når konseptet er på plass, delt på arbeidene gårdeier betaler.",
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
        ebitda = c.m.lines[f"{c.operating_company.id}.ebitda"]
        with c.block("measures", "Nøkkeltall", "Measures", "§10"):
            year = m.line(
                "valuation.ebitda_last_12",
                window_sum(ebitda, -11, 0),
                "NOK",
                Label("Driftsresultat siste 12 måneder", "EBITDA, last 12 months"),
                axis=Axis.MONTH,
                total="end",
            )
        out.append(
            Measure(
                measures.scalar(
                    "landlord.capitalised_ebitda",
                    value_at(year, c.calendar.horizon) / c.number("valuation.ebitda_yield_share", VALUE),
                    "NOK",
                    "Kapitalisert driftsresultat ved horisonten",
                    "Capitalised EBITDA at the horizon",
                ),
                "landlord",
            )
        )
    return out
