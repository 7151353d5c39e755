"""VAT settlement (mva.-oppgjør) of one company (docs/model.md §6).

VAT belongs to the term in which the invoice is issued; terms are due two months after their last month
(10 April, 10 June, 31 August, 10 October, 10 December, 10 February). With yearly filing the calendar year is
due on 10 March; never in the first year.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import (
    Axis,
    Const,
    Expr,
    Line,
    both,
    flag,
    greatest,
    least,
    modulo,
    value_at,
    when,
)
from feasibility.engine.flows import Ledger, Party
from feasibility.engine.timing import PaidLater
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import STATE, VAT
from feasibility.model.vat.capital_goods import WorksVat
from feasibility.model.vat.deduction import Deduction
from feasibility.record import record

MARCH = 3


@record
class VatLines:
    """A company's VAT by month, NOK. lost: not deductible on running purchases, a cost.
    adjustment: of capital goods, positive where more may be deducted. at_end: the part of it that a sale or
    the end of the activity brings, None where neither does.
    """

    lost: Line
    adjustment: Line
    at_end: Expr | None = None

    @property
    def ordinary_adjustment(self) -> Expr:
        """The yearly adjustment, without what a sale or the end of the activity brings."""
        return self.adjustment if self.at_end is None else self.adjustment - self.at_end


@record
class Adjustment:
    """Adjustment of input VAT by month, positive where more may be deducted. at_end: the part of it that a
    sale brings, None where none does."""

    adjustment: Line
    at_end: Line | None = None


def settle_vat(
    c: Context,
    ledger: Ledger,
    party: Party,
    deduction: Deduction,
    works: Sequence[WorksVat] = (),
    prefix: str = "",
    refunds_wait: bool = True,
    brought: Sequence[Adjustment] = (),
) -> VatLines:
    """The flow between a company and the state: positive is paid, negative refunded.

    Args:
        refunds_wait: False where the VAT is a part of more that is payable, so that none of it is refunded.
        works: VAT lines of the works the company pays; their flows' VAT is deducted there and not by use.
        brought: adjustment of what was completed before the case begins.
    """
    m = c.m
    id, nb, en = f"{prefix}{party.id}.vat", party.label.nb.lower(), party.label.en.lower()

    def line(
        name: str, value: Expr, nb_: str, en_: str, note: Label | None = None, basis: tuple[str, ...] = ()
    ) -> Line:
        label = Label(f"{nb_}, {nb}", f"{en_}, {en}")
        return m.line(f"{id}.{name}", value, "NOK", label, note, axis=Axis.MONTH, basis=basis)

    with m.block(f"{prefix}vat", Label("Merverdiavgift", "VAT"), "§6"):
        output = line("output", ledger.vat_received(party), "Utgående mva.", "Output VAT")
        paid = line("input", ledger.vat_paid(party), "Inngående mva.", "Input VAT")
        running: dict[str, list[Line]] = {}
        for flow in ledger.chosen(party, receives=False):
            if flow.vat is not None and not (works and flow.category == "works" and flow.use == ""):
                running.setdefault(flow.use, []).append(flow.vat)
        lost = line(
            "lost",
            c.sum(
                [
                    c.sum(vats) * (1 - deduction.of(use))
                    for use, vats in running.items()
                    if not _all(deduction, use)
                ]
            ),
            "Mva. uten fradrag",
            "VAT not deductible",
            Label(
                "På løpende anskaffelser, etter bruken; en kostnad.",
                "On running purchases, by their use; a cost.",
            ),
            ("mval § 8-1", "mval § 8-2"),
        )
        of_works = c.sum(
            [f.vat for f in ledger.chosen(party, False, {"works"}) if f.vat is not None and f.use == ""]
        )
        deducted = line(
            "deducted",
            paid - lost - (of_works - c.sum([w.deducted for w in works]) if works else 0),
            "Fradragsført mva.",
            "VAT deducted",
            basis=("mval § 8-1",),
        )
        adjustment = line(
            "adjustment",
            c.sum([w.adjustment for w in works] + [b.adjustment for b in brought]),
            "Justering av inngående mva.",
            "Adjustment of input VAT",
            basis=("mval § 9-2", "mval § 9-5"),
        )
        ledger.flow(
            f"{id}.net",
            party,
            STATE,
            output - deducted - adjustment,
            "vat_settlement",
            Label(f"Mva. å betale, {nb}", f"VAT payable, {en}"),
            timing=PaidLater(lambda net: _settled(c, id, net, nb, en, refunds_wait)),
            note=Label(
                "Utgående mva. fratrukket fradragsberettiget inngående mva. og justering.",
                "Output VAT less deductible input VAT and adjustment.",
            ),
            basis=("skattebetalingsloven § 10-30",),
        )
    at_end = [w.at_end for w in works if w.at_end is not None]
    at_end += [b.at_end for b in brought if b.at_end is not None]
    return VatLines(lost, adjustment, c.sum(at_end) if at_end else None)


def _all(deduction: Deduction, use: str) -> bool:
    share = deduction.of(use)
    return isinstance(share, Const) and share.value == 1


def _settled(c: Context, id: str, net: Line, nb: str, en: str, refunds_wait: bool) -> Line:
    m, cal = c.m, c.calendar
    term: Expr = when(modulo(cal.month, 2).equals(0), net.lag(2) + net.lag(3), 0)
    note = Label("Terminen som sluttet for to måneder siden.", "The term that ended two months ago.")
    filed = ("skatteforvaltningsforskriften § 8-3-10",)
    if c.case.vat.filing == "yearly":
        first_year = value_at(cal.years, 1)
        of_first = m.line(
            f"{id}.net_first_year",
            net * flag(cal.year.equals(first_year)),
            "NOK",
            Label(f"Mva. i første år, {nb}", f"VAT of the first year, {en}"),
        )
        by_year = m.line(f"{id}.net.year", m.year_sum(net), "NOK", net.label)
        before = m.line(
            f"{id}.net.year_before",
            by_year.previous,
            "NOK",
            Label(f"Mva. i året før, {nb}", f"VAT of the year before, {en}"),
        )
        term = when(modulo(cal.month, 2).equals(0), of_first.lag(2) + of_first.lag(3), 0)
        term = term + when(both(cal.month.equals(MARCH), cal.year >= first_year + 2), m.at_year(before), 0)
        filed = ("skatteforvaltningsforskriften § 8-3-12",)
        note = Label(
            "Første år per termin; senere år 10. mars året etter.",
            "The first year by term; later years on 10 March of the next.",
        )
    label = Label(f"Mva. til oppgjør, {nb}", f"VAT due, {en}")
    due = m.line(f"{id}.due", term, "NOK", label, note, basis=filed)
    refund: Expr = least(0, due)
    if refunds_wait:
        delay = c.number("vat.refund_delay_months", VAT)
        refund = when(delay.equals(1), least(0, due.previous), refund)
    return m.line(
        f"{id}.settled_in_term",
        greatest(0, due) + refund,
        "NOK",
        Label(f"Mva. betalt eller tilbakebetalt, {nb}", f"VAT paid or refunded, {en}"),
        basis=("skattebetalingsloven § 10-30",),
    )


def month_settled(c: Context, invoiced: Expr) -> Expr:
    """The project month in which VAT invoiced in a project month is settled, at the latest the last.

    The same due dates as above, month by month: for what is weighed by the time between, without a ledger.
    """
    cal = c.calendar
    # the invoice's calendar month, January as 0
    place = modulo(cal.month - 1 - cal.number + invoiced, 12)
    due = invoiced + 3 - modulo(place, 2)
    if c.case.vat.filing == "yearly":
        january = invoiced - place
        due = when(january > 1, january + 12 + 2, due)
    return least(cal.horizon, due)
