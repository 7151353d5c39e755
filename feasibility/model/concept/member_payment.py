"""When members pay (betalingsbetingelser): in the month, after it, or a quarter ahead (docs/model.md §3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from feasibility.engine.expr import Expr, Line, both, either, flag, greatest, least, modulo
from feasibility.engine.flows import Party
from feasibility.engine.timing import OnCredit, PeriodInAdvance, Timing
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import MEMBERS
from feasibility.model.base.stages import sellers
from feasibility.model.concept.occupancy import ProductLines

TimingOf = Callable[[Party, Expr | None], Timing]


def member_payment(c: Context, p: ProductLines, last: Expr) -> TimingOf | None:
    """The timing of what a product's members pay, by the company that sells; None where it is in the month.

    Args:
        last: the last month of the deal, agreed past the horizon too.
    """
    path = f"products.{p.id}"
    if p.product.payment == "quarterly_in_advance":
        return lambda party, during: _ahead(c, p, last, party, during)
    if p.product.paid_months_after is None:
        return None
    late = OnCredit(c.number(f"{path}.paid_months_after", p.name))
    return lambda _party, _during: late


def _ahead(c: Context, p: ProductLines, last: Expr, party: Party, during: Expr | None) -> Timing:
    """By the calendar quarter; a broken first one from the first month the company sells the product in."""
    m, cal, path = c.m, c.calendar, f"products.{p.id}"
    suffix = "" if during is None else f".{party.id}"
    called = Label(p.name, p.name)
    if during is not None:
        called = Label(f"{p.name}, {party.label.nb.lower()}", f"{p.name}, {party.label.en.lower()}")
    on: Line = p.open
    if during is not None:
        on = m.lines.get(f"{path}.sold{suffix}") or m.line(
            f"{path}.sold{suffix}", p.open * during, "count",
            Label(f"{called.nb}: selges", f"{called.en}: sold"),
        )  # fmt: skip
    place = modulo(cal.month - 1, 3)
    second = both(place.equals(1), on.lag(1).equals(0))
    third = both(place.equals(2), on.lag(1).equals(0), on.lag(2).equals(0))
    opens = m.lines.get(f"{path}.billed{suffix}") or m.line(
        f"{path}.billed{suffix}",
        on * flag(either(place.equals(0), second, third)),
        "count",
        Label(f"{called.nb}: kvartalet faktureres", f"{called.en}: the quarter is billed"),
        Label(
            "I kvartalets første måned; et brutt første kvartal i den første produktet selges.",
            "In the quarter's first month; a broken first one in the first in which the product is sold.",
        ),
    )
    ends = last
    if p.product.closing_month is not None:
        ends = least(ends, c.number(f"{path}.closing_month", p.name))
    past = m.lines.get(f"{path}.billed_past{suffix}") or m.line(
        f"{path}.billed_past{suffix}",
        opens * greatest(0, least(cal.number + 2 - place, ends) - cal.horizon),
        "months",
        Label(
            f"{called.nb}: måneder fakturert etter horisonten",
            f"{called.en}: months billed past the horizon",
        ),
        total="none",
    )
    return PeriodInAdvance(opens, past, True)


def member_deposits(c: Context, p: ProductLines, price: Line, signed: Sequence[Line]) -> None:
    """What members have paid as security (depositum): the company owes it, and pays it back as they leave.

    Args:
        price: of a place by month, before campaigns. signed: income of each signed contract.
    """
    if p.product.deposit_months is None:
        return
    path, months = f"products.{p.id}", c.number(f"products.{p.id}.deposit_months", p.name)
    held = c.m.line(
        f"{path}.deposits",
        months * c.sum([p.members * price, *signed]) * (1 - c.calendar.is_last),
        "NOK",
        Label(f"{p.name}: depositum fra medlemmene", f"{p.name}: members' deposits"),
        Label(
            "Måneder av prisen for dem som er medlem, uten mva.; gjøres opp i horisontens siste måned.",
            "Months of the price of those who are members, ex VAT; settled in the horizon's last month.",
        ),
        total="end",
    )
    for party, during in sellers(c):
        own, id = held, f"{path}.deposits_paid"
        label = Label(f"{p.name}: depositum inn og ut", f"{p.name}: deposits in and out")
        if during is not None:
            id = f"{id}.{party.id}"
            nb, en = party.label.nb.lower(), party.label.en.lower()
            label = Label(f"{label.nb}, {nb}", f"{label.en}, {en}")
            whose = Label(f"{held.label.nb}, {nb}", f"{held.label.en}, {en}")
            own = c.m.line(f"{path}.deposits.{party.id}", held * during, "NOK", whose, total="end")
        c.ledger.flow(id, MEMBERS, party, own - own.previous, "member_deposit", label)
