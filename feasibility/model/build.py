"""From a case to its structure: every line of the model, in the order money moves."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case import Case
from feasibility.case.form.deal import Management
from feasibility.engine.compute.program import Program
from feasibility.engine.expr import Expr, as_expr, least
from feasibility.language import Label
from feasibility.model.accounts.before_sharing import before_sharing
from feasibility.model.accounts.company import company
from feasibility.model.accounts.group import group_accounts
from feasibility.model.accounts.liquidity_budget import liquidity_budget
from feasibility.model.accounts.statements import (
    OPERATING_IDS,
    year_of,
)
from feasibility.model.accounts.takeover import take_over
from feasibility.model.answers.alternatives import Alternative, before_exit, ordinary, vacant
from feasibility.model.answers.break_even import break_even
from feasibility.model.answers.charts import charts
from feasibility.model.answers.contribution import Contribution
from feasibility.model.answers.cooperative import cooperative_measures
from feasibility.model.answers.gain_parts import split_check, splits
from feasibility.model.answers.group import group_measures
from feasibility.model.answers.highest_rent import highest_rent
from feasibility.model.answers.landlord import landlord_measures
from feasibility.model.answers.measures import Measures, income_mix, project_measures
from feasibility.model.answers.municipal_account import municipal_account
from feasibility.model.answers.municipality import municipality_measures
from feasibility.model.answers.operator import (
    company_measures,
    concept_measures,
    equity_measures,
    operator_project_measures,
    unpaid_work,
)
from feasibility.model.answers.owners import owner_checks, owner_measures
from feasibility.model.answers.recomputed import Moved
from feasibility.model.answers.registration import registration_measure
from feasibility.model.answers.service_break_even import service_break_even
from feasibility.model.answers.support_ladder import Ladder, support_ladder
from feasibility.model.answers.taken import shared_with_landlord
from feasibility.model.answers.verdict import verdicts
from feasibility.model.bank.views import applicant, bank, bank_checks, bank_measures
from feasibility.model.bank.whole_building import Empty
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import draw_security
from feasibility.model.base.parties import COMPANIES, LANDLORD, company_id
from feasibility.model.base.private_use import private_part
from feasibility.model.base.registration import close_registration
from feasibility.model.base.result import BuiltCase, Measure
from feasibility.model.base.stages import before_vat_of, occupied
from feasibility.model.checks import checks
from feasibility.model.concept.homes_sold import of_kept_area
from feasibility.model.concept.income import income
from feasibility.model.concept.occupancy import desks_at_once, product_occupancy, shocks, working_members
from feasibility.model.concept.works import works
from feasibility.model.costs.running import building_costs, concept_costs
from feasibility.model.costs.staff import staff
from feasibility.model.deal.deferral import deferral
from feasibility.model.deal.leases import lease
from feasibility.model.deal.letting import paid_once
from feasibility.model.deal.on_account import settled_on_account
from feasibility.model.deal.other_tenants import OtherTenants, other_tenants
from feasibility.model.deal.profit_share import kept_beside_profit_share, profit_rent
from feasibility.model.deal.sharing import (
    evened_out,
    fee_share_of_income,
    management_base_fee,
    reduction_kept,
    surplus_fee,
    turnover_rent,
)
from feasibility.model.deal.support import support
from feasibility.model.deal.tenancy import after_lease
from feasibility.model.deal.term import makes_good, stage_of, term
from feasibility.model.loans.cooperative import member_deposits
from feasibility.model.value.acquisition import acquire
from feasibility.model.value.flat_sales import flat_sales
from feasibility.model.value.housing import housing_net_rent, residents_rent
from feasibility.model.value.property_value import (
    month_rate,
    net_rent,
    valuation_month,
    value,
)
from feasibility.model.value.reference_year import reference_years
from feasibility.model.vat.deduction import (
    deductions,
    operator_registered_share,
)
from feasibility.model.vat.lost import OF_OPERATION, costs_in_value


def build(case: Case) -> BuiltCase:
    """The lines of a case and what is shown of them. Numbers come later, from `Program.run`.

    Raises:
        BeforeKnownRange: the case starts before the first known date of a rule it needs.
    """
    c = Context(case)
    terms = term(c)
    with c.block("occupancy", "Belegg", "Occupancy", "§3"):
        shock = shocks(c)
        products = [product_occupancy(c, id, terms.operating, shock) for id in case.products]
    earned = income(c, products, terms.operating, terms.last)
    registered = operator_registered_share(c, products)
    head_lease = lease(c, terms, registered)
    draw_security(c)
    excess = turnover_rent(c, terms, head_lease, earned, registered)
    base_fee = management_base_fee(c, terms, earned)
    after = after_lease(c, terms.last)
    leased = None if head_lease is None else occupied(c, head_lease.area)
    deduction_of = deductions(c, products, terms, leased, after)
    works_lines = works(c)
    with c.block("building", "Bygget", "Building", "§5"):
        covered = as_expr(1) if leased is None else least(1, leased / c.total_area())
        let: Expr = terms.operating * covered
        if after is not None:
            let = let + after.let * after.covered
        others = other_tenants(c, c.ledger)
        acquire(c, c.ledger)
        if others is not None:
            let = least(1, let + others.let)
        owner_costs = building_costs(c, c.ledger, "", let, works_lines)
    operating = c.operating_company
    variable = concept_costs(c, terms, earned, products, leased, deduction_of)
    staff(c, terms)
    unpaid = unpaid_work(c, terms.operating)
    grants = support(c, head_lease, works_lines)
    surplus_share = surplus_fee(c, terms, earned, base_fee)
    paid_once(c, head_lease)
    settled_on_account(c, head_lease)
    result = before_sharing(c, head_lease, deduction_of.get("operator"))
    profit = profit_rent(c, head_lease, result)
    deferral(c, head_lease, result)
    for party in (COMPANIES[id] for id in case.companies):
        close_registration(c, c.ledger, party, before_vat_of(c, earned.before_vat, party))
    managed = stage_of(terms, Management) is not None
    bears_no_vat = makes_good(terms) is not None
    for_value = costs_in_value(
        c, c.ledger, deduction_of[LANDLORD.id], owner_costs, "", OF_OPERATION if managed else (),
        terms.operating if bears_no_vat else None,
    )  # fmt: skip
    for_value = of_kept_area(c, for_value)
    sold_homes = flat_sales(c, c.ledger)
    rent_for_value = net_rent(
        c, terms, head_lease, excess or profit, surplus_share, after, others, for_value,
        residents_rent(c, earned, terms),
    )  # fmt: skip
    homes = housing_net_rent(c, earned, terms, head_lease, for_value)
    in_place = valuation_month(c, terms.first, works_lines)
    kept = None if head_lease is None else reduction_kept(c, terms, head_lease)
    if kept is not None and head_lease is not None and profit is not None:
        kept = kept_beside_profit_share(c, head_lease)
    for_sale = None if sold_homes is None else sold_homes.for_sale
    worth = value(c, "", rent_for_value, kept, Label("Konseptet", "The concept"), homes, for_sale)

    years = reference_years(c, earned, terms)
    parties = [COMPANIES[id] for id in case.companies]
    for party in parties:
        member_deposits(c, party, working_members(c, products))
    handed = take_over(c, works_lines, grants, deduction_of, terms)
    companies = {
        party.id: company(
            c,
            party,
            works_lines,
            grants,
            deduction_of[party.id],
            years.lasting,
            worth,
            terms,
            in_place,
            excess or profit or surplus_share,
            handed if handed is not None and handed.concerns(party) else None,
            sold_homes,
        )
        for party in parties
    }
    landlord = companies[LANDLORD.id].lines

    ebitda_year = year_of(c, companies[operating.id].lines.ebitda)
    fee_share = fee_share_of_income(c, terms, base_fee)
    moved = Moved(earned, variable, fee_share)
    with c.block("break_even", "Nullpunkt", "Break-even", "§10"):
        margin = Contribution(c, earned, variable, fee_share)
    turning = [
        (each, break_even(c, moved, margin, each, ebitda_year,
                          shared_with_landlord(c, terms, each, excess, surplus_share, profit, ebitda_year)))
        for each in years
    ]  # fmt: skip

    alternatives = [option for option in (vacant(c), ordinary(c)) if option is not None]
    measures = Measures(c)
    ladder: Ladder | None = None
    shown = landlord_measures(
        c, measures, landlord.free.cash, landlord.works, terms, head_lease, kept, worth, alternatives,
        before_exit(c, landlord), in_place, companies[operating.id].lines,
    )  # fmt: skip
    for party in parties:
        lines, balance = companies[party.id].lines, companies[party.id].balance
        shown += company_measures(c, measures, party, lines.free.cash, lines.liquidity)
        if party != LANDLORD:
            shown += operator_project_measures(c, measures, party, lines.free.cash)
        if party == operating:
            by_month = evened_out(c, party, (
                (excess, "turnover.excess_year"),
                (profit, "profit.rent_year"),
                (surplus_share, "management.surplus_fee_year"),
            ))  # fmt: skip
            shown += concept_measures(c, measures, party, lines.ebitda, turning, unpaid, by_month)
            shown += service_break_even(c, measures, party, years)
            ladder = support_ladder(c, measures, party, lines.ebitda, moved, margin, terms, by_month)
            shown += [] if ladder is None else ladder.measures
        shown += equity_measures(c, measures, party, month_rate(c, party.id, party.label))
        shown += owner_measures(c, measures, party)
        shown += cooperative_measures(
            c, measures, party, years.lasting, (excess or profit or surplus_share) is not None
        )
        shown.append(registration_measure(c, measures, party))
        if balance.low_equity is not None:
            shown.append(Measure(balance.low_equity, company_id(party)))
    shown += private_part(c)
    if head_lease is not None:
        shown.append(highest_rent(c, measures, head_lease, registered))
    operators = [each.lines for each in companies.values() if each.lines.party != LANDLORD]
    if operators:
        shown += project_measures(c, measures, landlord.free.cash, [each.free.cash for each in operators])
    parts = splits(c, measures, landlord, operators, alternatives, kept)
    places = desks_at_once(c, products)
    shown += municipality_measures(
        c, measures, years, operating, working_members(c, products), terms.operating, places
    )
    municipal, totals = municipal_account(
        c, measures, terms, leased, working_members(c, products), alternatives[0].ledger
    )
    shown += totals
    shown += income_mix(c, measures, earned, years)
    made = tuple(companies.values())
    views = bank(c, made, earned, head_lease, worth, terms, in_place, _empty(alternatives, others))
    shown += bank_measures(views)
    group = group_accounts(c, made, handed)
    shown += group_measures(
        c, measures, group, made, head_lease, years.lasting, registered, deduction_of
    )  # fmt: skip
    asks = applicant(c, made, views, in_place)
    every_check = (
        *checks(c, made, earned, [even for _, even in turning], measures, shown),
        split_check(c, parts),
        *bank_checks(c, views if asks is None else (*views, asks)),
        *owner_checks(c, parties),
        *(() if group is None else group.checks),
    )
    verdict = verdicts(c, views)
    pictures = charts(c, parties, earned, terms)  # adds lines, so it comes before the program is made
    statements = tuple(statement for each in made for statement in each.statements)
    if group is not None:
        statements = (*statements, *group.statements)
    if ladder is not None:
        statements, pictures = (*statements, ladder.statement), (*pictures, ladder.chart)
    budgets = tuple(liquidity_budget(c, each.lines) for each in made)
    return BuiltCase(
        c.m, Program(c.m), tuple(shown), statements, every_check, pictures, views, parts, verdict, budgets,
        municipal, asks,
    )  # fmt: skip


def _empty(alternatives: Sequence[Alternative], others: OtherTenants | None) -> Empty | None:
    """The building with the concept's area empty, where the bank has more than that to lend on."""
    if others is None:
        return None
    empty = next(option for option in alternatives if option.id == "vacant")
    return Empty(empty.ledger.earned(LANDLORD, OPERATING_IDS), empty.value)
