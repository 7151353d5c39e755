"""One company of the deal: its VAT, loans, tax, liquidity and statements, in the order money moves."""

from __future__ import annotations

from collections.abc import Mapping

from feasibility.engine.expr import Expr, Line, greatest, least, when
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.accounts.balance import BalanceSheet, balance_sheet
from feasibility.model.accounts.before_loans import before_loans
from feasibility.model.accounts.fixed_assets import FixedAssets, fixed_assets, tenant_spread
from feasibility.model.accounts.handed_over import HandedOver
from feasibility.model.accounts.statements import (
    CompanyLines,
    cash_statement,
    finance_cash,
    income_statement,
    net_result,
    operating_result,
    project_cash,
    year_of,
)
from feasibility.model.accounts.tax import company_tax
from feasibility.model.base.context import Context
from feasibility.model.base.opening import settle_opening
from feasibility.model.base.operator_default import default_of
from feasibility.model.base.parties import LANDLORD
from feasibility.model.base.result import Statement
from feasibility.model.base.stages import part_of_each
from feasibility.model.concept.works import WorksLines, works_paid_by
from feasibility.model.deal.term import Term, leases_of, makes_good
from feasibility.model.deal.yearly_share import YearlyShare
from feasibility.model.loans.dividend import own_funds
from feasibility.model.loans.financing import debt, outstanding
from feasibility.model.loans.liquidity import liquidity
from feasibility.model.loans.sizing import Means
from feasibility.model.value.exit import adjusts_vat, sale
from feasibility.model.value.flat_sales import HomesSold
from feasibility.model.value.property_value import ValueLines
from feasibility.model.value.reference_year import ReferenceYear
from feasibility.model.vat.capital_goods import WorksVat, works_vat
from feasibility.model.vat.deduction import Deduction
from feasibility.model.vat.on_works import deducted_on_works
from feasibility.model.vat.settlement import VatLines, settle_vat
from feasibility.model.vat.under_adjustment import under_adjustment
from feasibility.record import record


@record
class Company:
    """One company's lines, its balance sheet, and the three statements made of them."""

    lines: CompanyLines
    balance: BalanceSheet
    statements: tuple[Statement, ...]


def company(
    c: Context,
    party: Party,
    work_items: tuple[WorksLines, ...],
    grants: Mapping[tuple[str, str], Line],
    deduction: Deduction,
    year: ReferenceYear,
    worth: ValueLines | None,
    terms: Term,
    in_place: Line,
    shared: YearlyShare | None,
    handed: HandedOver | None = None,
    homes: HomesSold | None = None,
) -> Company:
    """Everything that follows from the flows between a company and the others.

    Args:
        grants: works grants by month, by (works id, receiver id).
        worth: of the property; None without valuation. in_place: the month the concept is.
        shared: what is settled by the year between the companies.
        handed: what one company hands over to the other for a price, None where nothing is.
        homes: sold on the way by the landlord, None where none is.
    """
    ledger = c.ledger
    sells = homes if party == LANDLORD else None
    owned = worth if party == LANDLORD else None
    gone = {} if handed is None or handed.leaving != party else handed.vat
    of_works = vat_of_works(c, party, tuple(w for w in work_items if w.id not in gone), deduction, terms)
    of_works |= gone
    brought = under_adjustment(c, party, deduction, adjusts_vat(c))
    if handed is not None and handed.taking == party:
        brought = (*brought, *handed.adjustments)
    vat = settle_vat(c, ledger, party, deduction, tuple(of_works.values()), brought=brought)
    on_works = deducted_on_works(c, ledger, party, deduction, tuple(of_works.values()))
    _make_good(c, party, vat, of_works, terms)
    paid_works = works_paid_by(c, work_items, party)
    ebitda, rows = operating_result(c, party, vat.lost)
    stable_ebitda = when(year.exists, year.amount(year_of(c, ebitda)), 0)
    owed = debt(c, party, Means(paid_works, work_items, owned, stable_ebitda, in_place))
    lost_from = default_of(c, party)
    spread = tenant_spread(c, party, terms, lost_from)
    assets = fixed_assets(
        c, ledger, party, "", work_items, grants, of_works, spread, lost_from, handed, sells
    )
    on_homes, taxed_on_homes = _gain_on_homes(c, sells, assets)
    sold = sale(c, ledger, "", owned, assets.tax_value, Label("Konseptet", "The concept"))
    before_tax, shown = income_statement(
        c,
        party,
        rows,
        ebitda,
        assets.depreciation,
        vat.adjustment,
        sold,
        assets.book_value,
        assets.gain,
        on_homes,
    )
    taxed = sold.taxed if sold is not None else None
    before = ebitda + vat.adjustment
    if taxed_on_homes is not None:
        before = before + taxed_on_homes
    result = before - owed.interest_cost - owed.fees
    tax = company_tax(c, ledger, party, "", result, assets.tax_depreciation, taxed, homes=taxed_on_homes)
    net, statement = net_result(c, party, before_tax, tax, shown)
    project = project_cash(c, ledger, party)
    borrows = bool(owed.loans) or owed.overdraft is not None
    free = before_loans(c, party, project, tax, before, assets.tax_depreciation, taxed, borrows)
    settle_opening(c, party)
    funds = own_funds(c, party, assets.opening, c.sum(outstanding(owed)), net)
    money = liquidity(c, party, project + finance_cash(c, party), owed.balance, owed.overdraft, funds)
    cash = cash_statement(c, party, project, money)
    lines = CompanyLines(
        party, ebitda, project, paid_works, money, owed, vat, assets, tax, sold, net, free, on_works, shared
    )
    balance = balance_sheet(c, lines)
    return Company(lines, balance, (statement, cash, balance.statement))


def _gain_on_homes(
    c: Context, sells: HomesSold | None, assets: FixedAssets
) -> tuple[Expr | None, Line | None]:
    """The gain on homes sold, in the books and for tax, NOK by month; None where none is."""
    if sells is None or assets.homes is None:
        return None, None
    with c.block("tax", "Skatt", "Tax", "§8"):
        taxed = c.m.line(
            "flat_sales.taxed",
            sells.received - assets.homes.for_tax,
            "NOK",
            Label("Skattepliktig gevinst på solgte boliger", "Taxed gain on homes sold"),
            Label("Pris etter salgskostnad − kostpris.", "Price less selling cost − cost."),
        )
    return sells.received - assets.homes.in_books, taxed


def activity_ends(c: Context, party: Party, terms: Term) -> Expr | None:
    """The project month of a sale, or in which the company's activity ends, that makes it adjust for all that
    is left of VAT on capital goods; None where nothing does."""
    if party == LANDLORD:
        return c.calendar.horizon if adjusts_vat(c) else None
    ends, default = _fit_out_ends(c, party, terms), default_of(c, party)
    if default is None or ends is None or party == c.last_operator:
        return default or ends
    return least(default, ends)


def vat_of_works(
    c: Context,
    party: Party,
    items: tuple[WorksLines, ...],
    deduction: Deduction,
    terms: Term,
    handed_over: Expr | None = None,
) -> dict[str, WorksVat]:
    """VAT of a company's part of items of works, by works id; nothing where it divides no area.

    Args:
        handed_over: project month from which another company has the works, None where it keeps them.
    """
    ends = activity_ends(c, party, terms)
    if handed_over is not None:
        ends = default_of(c, party)
    found: dict[str, WorksVat] = {}
    if not deduction.areas:  # all it buys is for taxed supplies: nothing to divide and nothing to adjust
        return found
    for flow in c.ledger.chosen(party, False, {"works"}):
        item = next((w for w in items if flow.id == f"works.{w.id}.{party.id}"), None)
        if item is None:
            continue
        made = works_vat(c, item, flow, deduction, ends, handed_over)
        if made is not None:
            found[item.id] = made
    return found


def _fit_out_ends(c: Context, party: Party, terms: Term) -> Expr | None:
    """The month the operator's use of its fit-out ends with a lease that ends before the horizon.

    Nobody takes over its adjustment unless the lease says so (mval § 9-3).
    """
    leases = leases_of(terms, party)
    if not leases or leases[-1][1].fit_out_taken_over:
        return None
    stage, _ = leases[-1]
    last = terms.last if stage is terms.stages[-1] else stage.last
    return when(last < c.calendar.horizon, last, c.calendar.horizon + 1)


def _make_good(c: Context, party: Party, vat: VatLines, works: Mapping[str, WorksVat], terms: Term) -> None:
    """The operator makes good VAT the landlord loses on the lease, where the lease says so.

    With the works: what is lost of them in the month it is known, in the lease, and the yearly adjustment
    both ways, since what it brings back of them is the operator's.
    """
    lease = makes_good(terms)
    if party != LANDLORD or lease is None:
        return
    note = Label(
        "Løpende mva. gårdeieren ikke får fradrag for, og nedjustering, så lenge leieavtalen løper.",
        "Running VAT the landlord cannot deduct, and downward adjustment, while the lease runs.",
    )
    adjusted: Expr = greatest(0, -vat.ordinary_adjustment)
    lost_on_works: list[Expr] = []
    if lease.lost_vat_made_good == "running_and_works":
        note = Label(
            "Mva. gårdeieren ikke får fradrag for, løpende og på arbeidene, og justering begge veier, så "
            "lenge leieavtalen løper; arbeidenes i måneden den er kjent.",
            "VAT the landlord cannot deduct, running and on works, and adjustment both ways, while the lease "
            "runs; that of the works in the month it is known.",
        )
        adjusted = -vat.ordinary_adjustment
        lost_on_works = [c.calendar.at(greatest(w.known, terms.first)) * w.lost for w in works.values()]
    with c.block("deal", "Avtale", "Deal", "§4"):
        lost = c.sum([vat.lost, adjusted, *lost_on_works]) * terms.operating
        label = Label("Tapt mva. dekket av driver", "Lost VAT made good by the operator")
        for each in part_of_each(c, "lease.lost_vat", lost, label):
            c.ledger.flow(
                each.id, each.operator, LANDLORD, each.amount, "common_costs_recovered", each.label, note=note
            )
