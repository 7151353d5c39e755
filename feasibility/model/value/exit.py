"""Sale at the horizon (docs/model.md §8, §10): of the company's shares, or of the property itself.

Shares: the buyer takes the company over with its tax values, and may ask for a discount for latent tax, a
share of value − tax value. The company owes no tax (the owners' gain is exempt, skatteloven § 2-38), so the
price passes through it to the owners and is no part of its result.

Property: the gain, price − tax value, is taxed in the company with the year's result, and VAT on capital
goods is adjusted unless the buyer takes that over (merverdiavgiftsloven § 9-2 and § 9-3).
"""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, greatest, value_at, when
from feasibility.engine.flows import Ledger
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import BUYER, LANDLORD, VALUE
from feasibility.model.value.property_value import ValueLines
from feasibility.record import record


@record
class Sale:
    """A sale at the horizon. received: NOK in its month. taxed: price − tax value there; None for shares."""

    received: Line
    taxed: Line | None


def sells_assets(c: Context) -> bool:
    """Whether the property itself is sold at the horizon."""
    stated = c.case.valuation
    return stated is not None and stated.include_exit and stated.exit_kind == "asset_sale"


def adjusts_vat(c: Context) -> bool:
    """Whether the seller adjusts VAT on capital goods at the sale."""
    return sells_assets(c) and c.case.valuation is not None and not (
        c.case.valuation.buyer_takes_over_adjustment
    )  # fmt: skip


def sale(
    c: Context, ledger: Ledger, prefix: str, worth: ValueLines | None, tax_value: Line, of: Label
) -> Sale | None:
    """The sale of one course of events; None where the case asks for none.

    Args:
        tax_value: of all the landlord owns, NOK by month.
    """
    stated, m, cal = c.case.valuation, c.m, c.calendar
    if stated is None or worth is None:
        return None

    def label(nb: str, en: str) -> Label:
        return Label(f"{of.nb}: {nb}", f"{of.en}: {en}")

    with m.block(f"{prefix}value", Label("Verdi", "Value"), "§8", "§10"):
        value = value_at(worth.value, cal.horizon)
        price: Expr = value * (1 - c.number("valuation.selling_cost_share", VALUE))
        note = Label("Fratrukket salgskostnader.", "Less selling cost.")
        if stated.exit_kind == "share_sale":
            discount = c.number("valuation.latent_tax_discount_share", VALUE)
            price = price - discount * greatest(0, value - value_at(tax_value, cal.horizon))
            note = Label(
                "Fratrukket salgskostnader og rabatt for latent skatt, en andel av verdi − skattemessig "
                "verdi.",
                "Less selling cost and the discount for latent tax, a share of value − tax value.",
            )
        sold = m.line(
            f"{prefix}exit_value",
            price,
            "NOK",
            label("salgssum ved horisonten", "sale price at the horizon"),
            note,
            total="none",
        )
        if not stated.include_exit:
            return None
        flow = ledger.flow(
            f"{prefix}exit",
            BUYER,
            LANDLORD,
            when(cal.is_last.equals(1), sold, 0),
            "exit",
            label("salg ved horisonten", "sale at the horizon"),
            basis=("sktl § 2-38",) if stated.exit_kind == "share_sale" else (),
        )
        if stated.exit_kind == "share_sale":
            return Sale(flow.earned, None)
        taxed = m.line(
            f"{prefix}exit_taxed",
            flow.earned - cal.is_last * tax_value,
            "NOK",
            label("skattepliktig gevinst ved salg", "taxed gain on the sale"),
            Label(
                "Pris − skattemessig verdi; tap kommer til fradrag.", "Price − tax value; a loss is deducted."
            ),
            basis=("§8",),
        )
        return Sale(flow.earned, taxed)
