"""The landlord buys the building: price, dokumentavgift and cost, and what of it is written down (§13.11)."""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, as_expr
from feasibility.engine.flows import Ledger
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import ACQUISITION, LANDLORD, SELLER, STATE, SUPPLIERS
from feasibility.record import record
from feasibility.rules import parameter

PATH = "acquisition"


@record
class Bought:
    """What was bought, NOK by month: the part that is written down, and the land.

    building_for_tax: what the building stands with for tax, None where that is its cost.
    """

    building: Line
    land: Line
    building_for_tax: Line | None


def buys(c: Context, prefix: str) -> bool:
    """Whether the building is bought in a course of events: in the deal, and where it is so stated beside."""
    stated = c.case.acquisition
    return stated is not None and (prefix == "" or stated.alternatives_buy)


def acquire(c: Context, ledger: Ledger, prefix: str = "") -> None:
    """Flows of the purchase: to the seller, the State and advisers, all without VAT."""
    stated = c.case.acquisition
    if stated is None or not buys(c, prefix):
        return
    when_bought = c.calendar.at(c.number(f"{PATH}.month", ACQUISITION))
    price = c.number(f"{PATH}.price_nok", ACQUISITION)
    with c.m.block(f"{prefix}acquisition", Label("Kjøp av bygget", "Acquisition"), "§13.11"):
        ledger.flow(
            f"{prefix}acquisition.price", LANDLORD, SELLER, price * when_bought, "acquisition",
            Label("Kjøpesum for bygget", "Price of the building"),
        )  # fmt: skip
        if stated.kind == "property":
            duty = c.rule(parameter("document_duty"))
            ledger.flow(
                f"{prefix}acquisition.duty", LANDLORD, STATE, price * duty * when_bought, "acquisition",
                Label("Dokumentavgift", "Document duty"), basis=("dokumentavgiftsloven § 6", "§13.11"),
            )  # fmt: skip
        ledger.flow(
            f"{prefix}acquisition.cost", LANDLORD, SUPPLIERS,
            c.number(f"{PATH}.other_cost_nok", ACQUISITION) * when_bought, "acquisition",
            Label("Andre kjøpskostnader", "Other cost of the purchase"),
        )  # fmt: skip


def bought(c: Context, ledger: Ledger, prefix: str = "") -> Bought | None:
    """What of the purchase is building and what is land; None where nothing is bought."""
    stated = c.case.acquisition
    if stated is None or not buys(c, prefix):
        return None
    paid = c.sum([f.earned for f in ledger.chosen(LANDLORD, False, {"acquisition"})])
    land = c.number(f"{PATH}.land_share", ACQUISITION)
    for_tax: Line | None = None

    def line(id: str, value: Expr, nb: str, en: str) -> Line:
        label, axis = Label(nb, en), c.calendar.number.axis
        return c.m.line(f"{prefix}acquisition.{id}", value, "NOK", label, axis=axis)

    if stated.kind == "shares":
        at = c.calendar.at(c.number(f"{PATH}.month", ACQUISITION))
        value = (
            c.number(f"{PATH}.tax_value_nok", ACQUISITION) if stated.tax_value_nok is not None else as_expr(0)
        )
        for_tax = line(
            "for_tax", value * at, "Skattemessig verdi som følger med", "Tax value that comes along"
        )
    return Bought(
        line("building", paid * (1 - land), "Kjøpt bygg", "Building bought"),
        line("land", paid * land, "Kjøpt grunn", "Land bought"),
        for_tax,
    )
