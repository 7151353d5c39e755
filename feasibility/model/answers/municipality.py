"""What support costs the municipality, and the support at which operation breaks even (docs/model.md §10)."""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, divisor, greatest, if_null, over, sum_of, when
from feasibility.engine.flows import Flow, Party
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.measures import Measures, beside
from feasibility.model.answers.municipal_account import GIVEN
from feasibility.model.base.context import Context
from feasibility.model.base.parties import MUNICIPALITY, SUPPORTERS
from feasibility.model.base.result import Measure
from feasibility.model.base.stages import employers
from feasibility.model.value.property_value import month_rate
from feasibility.model.value.reference_year import ReferenceYears


def municipality_measures(
    c: Context,
    measures: Measures,
    years: ReferenceYears,
    party: Party,
    working: Expr,
    operating: Line,
    desks: Expr,
) -> list[Measure]:
    """What support costs the municipality, per desk, job and year, and the support at which the operator
    breaks even (docs/model.md §10).

    Args:
        working: members who have a place to work at, by month.
    """
    m, ledger = c.m, c.ledger
    with c.block("support", "Støtte", "Support", "§5"):
        support_flows = [f.earned for f in ledger.flows if f.payer == MUNICIPALITY and f.category in GIVEN]
        cost = m.line(
            "municipality.support",
            c.sum(support_flows),
            "NOK",
            Label("Kommunens støtte", "The municipality's support"),
            Label(
                "Tilskudd, lokaler og plasser kommunen betaler, og lønn som støtte, uten mva.",
                "Grants, premises and places it pays for, and salary in kind, ex VAT.",
            ),
            axis=c.calendar.number.axis,
            basis=("§5", "§10"),
        )
        given = m.line(
            "support.in_operation",
            c.sum([flow.earned for flow in ledger.flows if _is_support(c, flow)]),
            "NOK",
            Label("Støtte til driften, også i natura", "Support of operation, in kind included"),
            Label(
                "Driftstilskudd og lokaler, lønn og kostnader andre betaler, og kjøpte plasser, uten mva.",
                "Operating grants and premises, salary and costs others pay, and places bought, ex VAT.",
            ),
            axis=c.calendar.number.axis,
            basis=("§5", "§13.14"),
        )
        jobs = m.line(
            "concept.jobs",
            working * c.number("jobs_per_member"),
            "count",
            Label("Arbeidsplasser", "Jobs"),
            Label(
                "Medlemmer med plass × arbeidsplasser per medlem. De som bare har adresse eller parkering, "
                "arbeider ikke her.",
                "Members with a place × jobs per member. Those with an address or parking alone do not work "
                "here.",
            ),
            axis=c.calendar.number.axis,
            basis=("§10",),
        )
    rate = month_rate(c, "municipality", MUNICIPALITY.label)
    total = measures.total(
        "municipality.support_total", cost, "Kommunens støtte, i alt", "Municipal support, in all"
    )
    present = measures.npv(
        "municipality.support_present",
        cost,
        rate,
        "Kommunens støtte (nåverdi)",
        "Municipal support (present value)",
    )
    months = measures.scalar(
        "concept.months", sum_of(operating), "months", "Driftsmåneder", "Months of operation"
    )
    yearly = measures.scalar(
        "municipality.support_per_year",
        when(months > 0, total / divisor(months) * 12, null("ingen drift", "no operation")),
        "NOK/year",
        "Kommunens støtte per driftsår",
        "Municipal support per year of operation",
    )
    per_desk = measures.scalar(
        "municipality.support_per_desk",
        over(if_null(yearly, 0), desks, null("ingen plasser", "no desks")),
        "NOK/year",
        "Kommunens støtte per plass og år",
        "Municipal support per desk and year",
    )
    on_average = measures.scalar(
        "concept.mean_jobs",
        over(sum_of(jobs), months, 0),
        "count",
        "Arbeidsplasser i snitt",
        "Jobs on average",
    )
    per_job = measures.scalar(
        "municipality.support_per_job",
        over(if_null(yearly, 0), on_average, null("ingen arbeidsplasser", "no jobs")),
        "NOK/year",
        "Kommunens støtte per arbeidsplass og år",
        "Municipal support per job and year",
    )
    ebitda_year = year_of(c, m.lines[f"{party.id}.ebitda"])
    shared = m.lines.get("profit.rent_year")  # of a profit with grants in it, and of none at break-even
    needed: list[Line] = []
    for each in years:
        label = each.label(
            "Årlig støtte som gir driften null", "Yearly support at which operation breaks even"
        )
        short = each.amount(year_of(c, given)) - each.amount(ebitda_year)
        if shared is not None:
            short = short - each.amount(shared)
        needed.append(
            measures.scalar(
                f"municipality.break_even_support{each.suffix}",
                each.or_null(greatest(0, short)),
                "NOK/year",
                label.nb,
                label.en,
                _LESS_EBITDA if shared is None else _BEFORE_PROFIT_RENT,
                ("§13.1", "§13.14"),
            )
        )
    figures = [Measure(x, "municipality") for x in (total, present, yearly, per_desk, per_job, on_average)]
    return [*figures, *beside(needed[0], needed[1], "municipality")]


_LESS_EBITDA = Label(
    "All støtte i det året, også lønn, lokaler, kostnader og plasser som gis, mindre EBITDA.",
    "All support of that year, in kind too: salary, premises, costs and places; less EBITDA.",
)
_BEFORE_PROFIT_RENT = Label(
    "All støtte i det året, også det som gis i natura, mindre EBITDA før overskuddsleie.",
    "All support of that year, in kind too, less EBITDA before the share of profit.",
)


def _is_support(c: Context, flow: Flow) -> bool:
    """Whether a flow supports the company that runs the concept, in money or in kind."""
    party = c.operating_company
    if flow.category == "in_kind":
        others = [id for id, post in c.case.staff.items() if party not in dict(employers(c, post.payer))]
        return not any(flow.id.startswith(f"staff.{id}.in_kind.") for id in others)
    if flow.receiver != party:
        return False
    return flow.category == "operating_grant" or (
        flow.category == "income_rent" and flow.payer in SUPPORTERS.values()
    )
