"""From a case to its structure: every line of the model, in the order money moves."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case import Case
from feasibility.engine.compute.program import Program
from feasibility.engine.expr import Axis, Const, Expr, Line, as_expr, greatest, least, when
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.company import company
from feasibility.model.accounts.statements import (
    CompanyLines,
    year_of,
)
from feasibility.model.answers.alternatives import ordinary, vacant
from feasibility.model.answers.break_even import Taken, break_even
from feasibility.model.answers.charts import charts
from feasibility.model.answers.landlord import landlord_measures
from feasibility.model.answers.measures import Measures
from feasibility.model.answers.municipality import municipality_measures
from feasibility.model.answers.operator import (
    company_measures,
    concept_measures,
    equity_measures,
    highest_rent,
    operator_project_measures,
    unpaid_work,
)
from feasibility.model.bank.views import bank, bank_checks, bank_measures
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.operator_default import draw_security, void_after_default
from feasibility.model.base.parties import AGREEMENT, FEE, LANDLORD, OPERATOR, TURNOVER
from feasibility.model.base.result import Measure, Structure
from feasibility.model.checks import checks
from feasibility.model.concept.income import Income, income
from feasibility.model.concept.occupancy import ProductLines, desks, opening_month, product_occupancy, shocks
from feasibility.model.concept.works import WorksLines, works
from feasibility.model.costs.running import building_costs, concept_costs
from feasibility.model.costs.staff import staff
from feasibility.model.deal.lease import LeaseLines, Term, lease, term
from feasibility.model.deal.sharing import management_base_fee, management_surplus_fee, turnover_rent
from feasibility.model.deal.support import support
from feasibility.model.deal.tenancy import Tenancy, tenancy
from feasibility.model.value.property_value import landlord_month_rate, month_rate, value
from feasibility.model.value.reference_year import ReferenceYear, reference_year
from feasibility.model.vat.deduction import (
    Deduction,
    full_deduction,
    lessor_deduction,
    operating_deduction,
    operator_registered_share,
)


def build(case: Case) -> Structure:
    """The lines of a case and what is shown of them. Numbers come later, from `Program.run`.

    Raises:
        BeforeKnownRange: the case starts before the first known date of a rule it needs.
    """
    c = Context(case)
    m = c.m
    terms = term(c)
    with c.block("occupancy", "Belegg", "Occupancy", "§3"):
        shock = shocks(c)
        products = [product_occupancy(c, id, terms.operating, shock) for id in case.products]
    earned = income(c, products, terms.operating)
    registered = operator_registered_share(c, products)
    head_lease = lease(c, terms, registered)
    draw_security(c)
    excess = turnover_rent(c, terms, head_lease, earned, registered)
    base_fee = management_base_fee(c, terms, earned)
    after = _after_lease(c, terms.last)
    leased = None if head_lease is None else head_lease.area
    deductions = _deductions(c, products, terms, leased, after)
    work_items = works(c)
    with c.block("building", "Bygget", "Building", "§5"):
        covered = as_expr(1) if leased is None else least(1, leased / c.total_area())
        let: Expr = (
            terms.operating * covered
            if after is None
            else terms.operating * covered + after.let * after.covered
        )
        owner_costs = building_costs(c, c.ledger, "", let, work_items)
    variable = concept_costs(c, terms, earned, products, leased, deductions[c.operating_company.id])
    staff(c, terms)
    unpaid = unpaid_work(c, terms.operating)
    grants = support(c, head_lease, work_items)
    surplus_fee = _surplus_fee(c, terms.operating, earned, base_fee, terms)
    net_rent = _net_rent(c, head_lease, excess, after, owner_costs)
    reduction = head_lease.reduction if head_lease is not None else None
    _valuation_month(c, terms.first, work_items)
    worth = value(c, "", net_rent, reduction, Label("Konseptet", "The concept"))

    year = reference_year(c, earned, terms.operating)
    companies = [LANDLORD] if case.deal.structure == "landlord_operated" else [LANDLORD, OPERATOR]
    made = [company(c, party, work_items, grants, deductions[party.id], year, worth) for party in companies]
    lines = {x.lines.party.id: x.lines for x in made}
    statements = [statement for x in made for statement in x.statements]

    who = c.operating_company
    ebitda_year = year_of(c, lines[who.id].ebitda)
    fee_share: Expr = Const(0.0)
    if base_fee is not None:
        fee_share = c.number("deal.fee.base_share_of_income", FEE)
    taken = _taken(c, year, excess, surplus_fee, ebitda_year)
    even = break_even(c, earned, variable, fee_share, year, ebitda_year, taken)

    options = [x for x in (vacant(c), ordinary(c)) if x is not None]
    measures = Measures(c)
    landlord = lines[LANDLORD.id]
    shown = landlord_measures(
        c, measures, landlord.project, landlord.works, head_lease, net_rent, worth, options,
        _before_exit(c, landlord),
    )  # fmt: skip
    for one in made:
        of = one.lines
        party = of.party
        shown += company_measures(c, measures, party, of.project, of.liquidity)
        if party == OPERATOR:
            shown += operator_project_measures(c, measures, of.project)
        if party == who:
            shared = _accrued(c, excess, surplus_fee)
            shown += concept_measures(c, measures, party, of.ebitda, year, even, unpaid, shared)
        shown += equity_measures(c, measures, party, month_rate(c, party.id, party.label))
        if one.balance.low_equity is not None:
            shown.append(Measure(one.balance.low_equity, "landlord" if party == LANDLORD else "operator"))
    if head_lease is not None:
        shown.append(highest_rent(c, measures, head_lease, registered))
    if OPERATOR.id in lines:
        shown += _together(c, measures, landlord.project, lines[OPERATOR.id].project)
    places = desks(c, products)
    shown += municipality_measures(c, measures, year, who, earned.all_members, terms.operating, places)
    shown.append(_mix(c, measures, earned, year))
    views = bank(c, made, earned, head_lease, worth)
    shown += bank_measures(views)
    made_checks = (*checks(c, made, earned, even, measures, shown), *bank_checks(c, views))
    pictures = charts(c, companies, earned)  # adds lines, so it comes before the program is made
    return Structure(m, Program(m), tuple(shown), tuple(statements), made_checks, pictures, views)


def _deductions(
    c: Context,
    products: Sequence[ProductLines],
    terms: Term,
    leased: Expr | None,
    after: Tenancy | None,
) -> dict[str, Deduction]:
    """Who may deduct how much: the company that sells, and the other one of the deal."""
    who = c.operating_company
    later = after if who == LANDLORD else None
    found = {who.id: operating_deduction(c, who, c.ledger, products, terms.last, later)}
    if leased is not None:
        found[LANDLORD.id] = lessor_deduction(c, products, terms.operating, leased, terms.last, after)
    else:
        found[OPERATOR.id] = full_deduction(OPERATOR)
    return found


def _accrued(c: Context, excess: Line | None, surplus_fee: Line | None) -> Expr | None:
    """Turnover rent or a surplus share moved from the year's last month to all its months."""
    shared, by_year = excess, "turnover.excess_year"
    if shared is None:
        shared, by_year = surplus_fee, "management.surplus_fee_year"
    if shared is None:
        return None
    m = c.m
    return shared - m.at_year(m.lines[by_year]) / m.at_year(c.calendar.months_in_year)


def _after_lease(c: Context, last: Expr) -> Tenancy | None:
    """Re-letting to ordinary tenants after the deal or a default; vacant otherwise (docs/model.md §4)."""
    defaults = c.case.operator_default is not None and c.case.comparison.ordinary_tenant is not None
    if c.case.deal.structure == "landlord_operated" or not (defaults or c.case.after_lease == "relet"):
        return None
    with c.block("after_lease", "Etter leietiden", "After the lease", "§4"):
        label = Label("Ny leietaker", "New tenant")
        return tenancy(c, c.ledger, "after_lease", last + 1, label, void_after_default(c))


def _surplus_fee(
    c: Context, operating: Line, earned: Income, base_fee: Line | None, terms: Term
) -> Line | None:
    if base_fee is None:
        return None
    concept = c.ledger.earned(LANDLORD, {"cost_services", "bad_debt", "operating_cost", "staff_cost"})
    # common costs belong to running the concept; owner costs and property tax are the landlord's own
    common = c.m.lines["common_costs"] * operating
    return management_surplus_fee(c, terms, (earned.total + concept - common - base_fee) * operating)


def _net_rent(
    c: Context, head_lease: LeaseLines | None, excess: Line | None, after: Tenancy | None, owner_costs: Line
) -> Line:
    """Contract rent without remaining reductions, less owner costs (docs/model.md §10)."""
    m = c.m
    parts: list[Expr] = []
    deal = c.case.deal
    if head_lease is not None:
        parts.append(head_lease.market)
    if excess is not None:
        parts.append(excess)
    if after is not None:
        parts.append(after.contract_rent)
    if deal.structure == "landlord_operated":
        rent = c.number("deal.market_rent_nok_per_m2_year", AGREEMENT)
        area = c.number("deal.area_m2", AGREEMENT) if deal.area_m2 is not None else c.total_area()
        parts.append(
            m.line(
                "deal.market_rent_foregone",
                rent / 12 * area * index(c, "rent"),
                "NOK",
                Label("Markedsleie gårdeier gir avkall på", "Market rent foregone"),
                Label("Vises, betales ikke: ett selskap.", "Shown, not paid: one company."),
                basis=("§4",),
            )
        )
    if deal.structure == "management":
        operating = c.ledger.earned(
            LANDLORD,
            {
                "income_rent",
                "income_services",
                "management_fee",
                "cost_services",
                "bad_debt",
                "operating_cost",
                "staff_cost",
                "common_cost",
            },
        )
        parts.append(operating)
    with c.block("value", "Verdi", "Value", "§10"):
        return m.line(
            "net_rent",
            c.sum(parts) - owner_costs,
            "NOK",
            Label("Netto leie for verdi", "Net rent for value"),
            Label(
                "Avtalt leie uten gjenstående avslag, fratrukket eierkostnader; med driftsavtale: resultatet "
                "av driften.",
                "Contract rent without remaining reductions, less owner costs; under a management agreement, "
                "the result of operation.",
            ),
            axis=Axis.MONTH,
        )


def _valuation_month(c: Context, first: Expr, items: tuple[WorksLines, ...]) -> None:
    """When the concept is in place: the deal has begun and works done by the opening are complete.

    Works completed after the first product has opened are refits, which do not move the valuation.
    """
    with c.block("value", "Verdi", "Value", "§10"):
        openings = [opening_month(c, id) for id in c.case.products]
        opens = c.m.line(
            "concept.opens",
            least(*openings) if len(openings) > 1 else openings[0],
            "month",
            Label("Konseptet åpner i måned", "The concept opens in month"),
            total="none",
        )
        ready = [when(w.completion <= opens, w.completion, 0) for w in items]
        c.m.line(
            "valuation.first_month",
            greatest(first, *ready) if ready else first,
            "month",
            Label("Konseptet er på plass i måned", "Concept in place in month"),
            Label(
                "Avtalen har startet, og arbeidene til åpningen er ferdige.",
                "The deal has begun, and the works for the opening are complete.",
            ),
            total="none",
        )


def _before_exit(c: Context, landlord: CompanyLines) -> Line:
    """The landlord's cash without the sale and what comes of it: tax on it, VAT adjusted at it."""
    if landlord.sale is None:
        return landlord.project
    with c.block("comparison", "Sammenligning", "Comparison", "§10"):
        cash = landlord.project - landlord.sale.received
        if landlord.tax is not None and landlord.tax.on_sale is not None:
            cash = cash + landlord.tax.on_sale
        if landlord.vat.at_end is not None:
            cash = cash - landlord.vat.at_end
        return c.m.line(
            "landlord.project_cash_before_exit",
            cash,
            "NOK",
            Label("Kontantstrøm før salg, gårdeier", "Cash flow before sale, landlord"),
            Label(
                "Uten salget, skatten på det og mva. justert ved det.",
                "Without the sale, tax on it and VAT adjusted at it.",
            ),
        )


def _taken(
    c: Context, year: ReferenceYear, excess: Line | None, surplus_fee: Line | None, ebitda_year: Line
) -> Taken | None:
    """How turnover rent or a surplus share takes part of a good year, for break-even."""
    m = c.m
    deal = c.case.deal
    if excess is not None and deal.structure == "turnover_rent":
        share = c.number("deal.turnover.share_of_income", TURNOVER)
        if deal.turnover.mode == "greater_of":
            minimum = year.amount(m.lines["turnover.minimum_year"])
            floor: Expr = when(share > 0, minimum / when(share > 0, share, 1), 0)
        else:
            floor = c.number("deal.turnover.threshold_nok_per_year", TURNOVER)
        return Taken("income", share, floor, m.lines["turnover.excess_year"])
    if surplus_fee is not None:
        share = c.number("deal.fee.surplus_share", FEE)
        fee_year = m.lines["management.surplus_fee_year"]
        with c.block("break_even", "Nullpunkt", "Break-even", "§10"):
            surplus_year = year_of(c, m.lines["management.surplus"])
        addition = year.amount(surplus_year) - year.amount(ebitda_year) - year.amount(fee_year)
        return Taken("result", share, addition, fee_year)
    return None


def _together(c: Context, measures: Measures, landlord: Line, operator: Line) -> list[Measure]:
    """Landlord and operator as one: inner flows cancel (docs/model.md §1)."""
    with c.block("cash_flow", "Kontantstrøm", "Cash flow", "§1"):
        both = c.m.line(
            "project.cash",
            landlord + operator,
            "NOK",
            Label("Kontantstrøm før finansiering, prosjektet", "Cash flow before financing, the project"),
            Label(
                "Gårdeier og driver samlet; det den ene betaler den andre, faller bort.",
                "Landlord and operator together; what one pays the other cancels.",
            ),
            basis=("§1", "§10"),
        )
    rate = landlord_month_rate(c)
    return [
        Measure(
            measures.npv(
                "project.npv", both, rate, "Nåverdi, prosjektet samlet", "Present value, project as a whole"
            ),
            "project",
        ),
        Measure(
            measures.irr(
                "project.irr", both, "Internrente, prosjektet samlet", "Internal rate, project as a whole"
            ),
            "project",
        ),
    ]


def _mix(c: Context, measures: Measures, earned: Income, year: ReferenceYear) -> Measure:
    """Share of services in income by year, beside 70/30 (docs/model.md §3)."""
    m = c.m
    with c.block("income", "Inntekter", "Income", "§3"):
        total, services = year_of(c, earned.total), year_of(c, earned.services)
        m.line(
            "income.services_share",
            when(total > 0, services / when(total > 0, total, 1), null("ingen inntekt", "no income")),
            "share",
            Label("Tjenestenes andel av inntekten", "Services' share of income"),
            Label(
                "Holdes mot rettesnoren 30 % (Nystad 2017, gjengitt i masteroppgave ved NMBU 2021).",
                "Beside the benchmark of 30 % (Nystad 2017, cited in the NMBU thesis of 2021).",
            ),
            basis=("§3", "§10"),
        )
    share = measures.scalar(
        "concept.services_share",
        year.or_null(
            when(
                year.amount(total) > 0,
                year.amount(services) / when(year.amount(total) > 0, year.amount(total), 1),
                null("ingen inntekt", "no income"),
            )
        ),
        "share",
        "Tjenestenes andel i første stabiliserte år",
        "Services' share of the first stabilised year",
    )
    return Measure(share, "operator" if c.operating_company == OPERATOR else "landlord")
