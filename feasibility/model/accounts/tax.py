"""Company tax (selskapsskatt) of one company in one course of events (docs/model.md §8).

Taxed income of the calendar year = EBITDA ± VAT adjustment − tax depreciation − interest − fees, less losses
of earlier years, carried forward without limit (skatteloven § 14-6). The year's tax is accrued in its last
month and paid in two halves, in February and April of the next year (skattebetalingsloven § 10-20). What is
not paid at the horizon is settled there. Of a sole proprietor (enkeltpersonforetak) the person is taxed: see
`sole_proprietor`. Interest on an overdraft depends on cash, and so on tax paid: all of
it is built month by month from the year so far.
"""

from __future__ import annotations

from collections.abc import Callable

from feasibility.engine.expr import Expr, Line, Total, either, flag, greatest, when
from feasibility.engine.flows import Flow, Ledger, Party
from feasibility.engine.timing import PaidLater
from feasibility.language import Label
from feasibility.model.accounts.sole_proprietor import advance_and_rest, is_business, person_tax
from feasibility.model.base.context import Context
from feasibility.model.base.opening import opening_of
from feasibility.model.base.parties import STATE
from feasibility.record import record
from feasibility.rules import parameter

_Named = Callable[[str, str], Label]
_Line = Callable[[str, Expr, str, str, Label], Line]


@record
class TaxLines:
    """A company's tax by month, NOK.

    result: taxed result of the month before losses. base: taxed income of the year, in its last month.
    loss: carried forward at month end, None where losses are used elsewhere. flow: the tax, to the state.
    on_sale: the part of the tax that a sale at the horizon brings, None without one. brought: losses of
    before the case, None without any. on_homes: the part of the tax that homes sold on the way bring.
    """

    result: Line
    base: Line
    loss: Line | None
    flow: Flow
    on_sale: Line | None
    brought: Expr | None = None
    on_homes: Line | None = None


def company_tax(
    c: Context,
    ledger: Ledger,
    party: Party,
    prefix: str,
    result: Expr,
    written_down: Line,
    sale: Line | None = None,
    without_loans: bool = False,
    homes: Line | None = None,
) -> TaxLines | None:
    """Tax of a company; None where it is not taxed.

    Args:
        result: EBITDA ± VAT adjustment − interest − fees, NOK by month.
        written_down: tax depreciation by month.
        sale: what a sale of assets at the horizon adds to the taxed result by month, None without one.
        homes: the part of `result` that homes sold on the way bring, where it is asked for.
        without_loans: the tax as if the company had none, beside the one it pays; `result` is then before
            interest and fees.
    """
    stated = getattr(c.case.tax, party.id)
    if not stated.is_taxed:
        return None
    m, cal, id = c.m, c.calendar, f"{prefix}{party.id}.tax{'_before_loans' if without_loans else ''}"
    nb, en = party.label.nb.lower(), party.label.en.lower()
    block, title, note = f"{prefix}tax", Label("Skatt", "Tax"), _OF_RESULT
    if without_loans:
        nb, en = f"som uten lån, {nb}", f"as without loans, {en}"
        block, title = "tax_before_loans", Label("Skatt som uten lån", "Tax as without loans")
        note = _UNLEVERED

    def label(nb_of: str, en_of: str) -> Label:
        return Label(f"{nb_of}, {nb}", f"{en_of}, {en}")

    def line(
        name: str, value: Expr, nb_of: str, en_of: str, note: Label | None = None, total: Total = "sum"
    ) -> Line:
        return m.line(f"{id}.{name}", value, "NOK", label(nb_of, en_of), note, total, axis=cal.number.axis)

    of_person = stated.sole_proprietor is not None
    with m.block(block, title, "§8"):
        rate = c.rule(parameter("general_income_tax" if of_person else "company_tax"))
        taxed = line(
            "result",
            result - written_down + (0 if sale is None else sale),
            "Skattepliktig resultat",
            "Taxed result",
            note,
        )
        so_far = m.declare(
            f"{id}.year_so_far",
            "NOK",
            label("Skattepliktig resultat hittil i året", "Taxed result, year so far"),
            total="end",
        )
        m.define(so_far, when(cal.year_step.equals(1), 0, so_far.previous) + taxed)
        loss: Line | None = None
        had, brought = opening_of(c, party), None
        if of_person:
            brought = None if had is None else had.tax_loss
            business = is_business(c, party, prefix)
            person = person_tax(c, party, id, label, so_far, sale, brought, business)
            flow = ledger.flow(
                id,
                party,
                STATE,
                person.tax,
                "tax",
                label("Skatt", "Tax"),
                timing=PaidLater(lambda accrued: advance_and_rest(c, id, accrued, label)),
                note=_OF_PERSON,
                basis=("skattebetalingsloven § 10-20",),
            )
            on_sale = None if person.on_sale is None else _of_sale(line, cal.is_last * person.on_sale)
            return TaxLines(taxed, person.base, person.loss, flow, on_sale, brought)
        income: Expr = cal.is_year_end * so_far
        if not stated.losses_used_elsewhere:
            brought = None if had is None else had.tax_loss
            loss = m.declare(
                f"{id}.loss",
                "NOK",
                label("Fremførbart underskudd", "Loss carried forward"),
                Label("Uten tidsbegrensning.", "Without limit in time."),
                "end",
                opening=brought,
                basis=("sktl § 14-6",),
            )
            income = when(cal.is_year_end.equals(1), so_far - loss.previous, 0)
            m.define(
                loss, when(cal.is_year_end.equals(1), greatest(0, loss.previous - so_far), loss.previous)
            )
            income = greatest(0, income)
        base = line(
            "base",
            income,
            "Skattepliktig inntekt etter underskudd",
            "Taxed income after losses",
            Label(
                "For kalenderåret, i årets siste måned; negativ når underskudd brukes andre steder.",
                "Of the calendar year, in its last month; negative where losses are used elsewhere.",
            ),
        )
        flow = ledger.flow(
            id,
            party,
            STATE,
            rate * base,
            "tax",
            label("Skatt", "Tax"),
            timing=PaidLater(lambda accrued: _halves(c, id, accrued, label)),
            note=Label("Påløper i årets siste måned.", "Accrued in the year's last month."),
            basis=("skattebetalingsloven § 10-20",),
        )
        on_sale = None if sale is None else _on_sale(c, line, so_far, loss, base, sale, rate)
        on_homes = None if homes is None else _on_homes(c, line, so_far, loss, base, homes, rate)
    return TaxLines(taxed, base, loss, flow, on_sale, brought, on_homes)


def _halves(c: Context, id: str, accrued: Line, label: _Named) -> Expr:
    """Half of the last year's tax in each of the two months it falls due."""
    m, cal = c.m, c.calendar
    assessed = m.declare(
        f"{id}.assessed",
        "NOK",
        label("Skatt for siste avsluttede år", "Tax of the last year that ended"),
        total="none",
        basis=("skattebetalingsloven § 10-20",),
    )
    m.define(assessed, when(cal.is_year_end.equals(1), accrued, assessed.previous))
    first, second = c.fixed_rule("tax_first_payment_month"), c.fixed_rule("tax_second_payment_month")
    return assessed.previous / 2 * flag(either(cal.month.equals(first), cal.month.equals(second)))


def _on_sale(
    c: Context, line: _Line, so_far: Line, loss: Line | None, base: Line, sale: Line, rate: Line
) -> Line:
    without: Expr = so_far - sale
    if loss is not None:
        without = greatest(0, without - loss.previous)
    return _of_sale(line, c.calendar.is_last * rate * (base - without))


def _of_sale(line: _Line, value: Expr) -> Line:
    return line(
        "on_sale",
        value,
        "Skatt på salg ved horisonten",
        "Tax on the sale at the horizon",
        Label("Det salget legger til årets skatt.", "What the sale adds to the year's tax."),
    )


def _on_homes(
    c: Context, line: _Line, so_far: Line, loss: Line | None, base: Line, homes: Line, rate: Line
) -> Line:
    gained = c.m.declare(
        "flat_sales.taxed_so_far",
        "NOK",
        Label(
            "Skattepliktig gevinst på solgte boliger hittil i året", "Taxed gain on homes sold, year so far"
        ),
        total="end",
    )
    c.m.define(gained, when(c.calendar.year_step.equals(1), 0, gained.previous) + homes)
    without: Expr = so_far - gained
    if loss is not None:
        without = greatest(0, without - loss.previous)
    return line(
        "on_homes",
        c.calendar.is_year_end * rate * (base - without),
        "Skatt på salg av boliger",
        "Tax on homes sold",
        Label("Det salget legger til årets skatt.", "What the sale adds to the year's tax."),
    )


_OF_PERSON = Label(
    "Påløper i årets siste måned: skatten av lønn og virksomhet, fratrukket skatten av lønnen alene.",
    "Accrued in the year's last month: tax of wages and business, less tax of the wages alone.",
)
_OF_RESULT = Label(
    "Driftsresultat før avskrivninger ± justering av mva. − renter − gebyrer − skattemessige avskrivninger.",
    "EBITDA ± VAT adjustment − interest − fees − tax depreciation.",
)
_UNLEVERED = Label(
    "Driftsresultat før avskrivninger ± justering av mva. − skattemessige avskrivninger.",
    "EBITDA ± VAT adjustment − tax depreciation.",
)
