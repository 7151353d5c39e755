"""Accounts of a group (konsern): landlord and operator as one, what they pay each other taken out (§13.13).

What one company earns of the other is in the same row of both income statements, and of both cash flows, with
opposite signs: the rows' sums have lost it. In the balance sheet what one owes the other is taken off both
sides. Goodwill that one has bought of the other is none of the group's: neither it, nor the gain on it, nor
what is written down of it. A check works the group's result out by itself, of what moves to and from others
alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from feasibility.engine.expr import Axis, Expr, Line, absolute, highest
from feasibility.engine.flows import Flow, Ledger, Party
from feasibility.language import Label
from feasibility.model.accounts.balance import due_between
from feasibility.model.accounts.company import Company
from feasibility.model.accounts.handed_over import HandedOver
from feasibility.model.accounts.statements import OPERATING_IDS, year_of
from feasibility.model.base.context import Context
from feasibility.model.base.judged import judged
from feasibility.model.base.result import Check, Row, Statement
from feasibility.record import record

_INNER: Final = frozenset({"Fordringer og forskuddsbetalt leie", "Forskuddsbetalt leie og annen gjeld"})
"""The rows of the balance sheet with what the companies owe each other, by their Norwegian label."""


@record
class Group:
    """The group's statements, its EBITDA by month, and what checks it."""

    statements: tuple[Statement, ...]
    ebitda: Line
    checks: tuple[Check, ...]


def group_name(c: Context) -> Label:
    """What the group is called: as stated, or the group."""
    stated = c.case.group
    name = "" if stated is None else stated.label
    return Label(name or "konsernet", name or "the group")


def group_accounts(c: Context, companies: Sequence[Company], handed: HandedOver | None) -> Group | None:
    """The statements of the group; None where the case states none, or has one company alone.

    Args:
        handed: what one company hands over to the other for a price, None where nothing is.
    """
    if c.case.group is None or len(companies) < 2:
        return None
    name = group_name(c)
    with c.block("group", "Konsern", "Group", "§13.13"):
        inner = c.m.line(
            "group.inner_dues",
            due_between(c, companies[0].lines, companies[1].lines.party),
            "NOK",
            Label("Mellomværende mellom gårdeier og driver", "Due between landlord and operator"),
            Label(
                "Det den ene skylder den andre ved månedens slutt.", "What one owes the other at month end."
            ),
            "end",
            Axis.MONTH,
        )
        without = {} if handed is None else _inner_goodwill(c, companies, handed)
        made = tuple(
            _Joined(c, [each.statements[place] for each in companies], name, inner, without).statement()
            for place in range(3)
        )
        return Group(made, c.m.lines["group.ebitda"], _checks(c, companies, name))


class _Joined:
    """One statement of the group, made of the same statement of each company."""

    def __init__(
        self,
        c: Context,
        of: Sequence[Statement],
        name: Label,
        inner: Line,
        without: Mapping[str, Expr],
    ) -> None:
        self.c, self.of, self.name, self.inner, self.without = c, of, name, inner, without
        self.kind = of[0].id.rpartition(".")[2]

    def statement(self) -> Statement:
        """Its rows in the companies' order, each the sum of theirs."""
        found: dict[str, list[Row]] = {}
        order: list[str] = []
        for each in self.of:
            place = 0
            for row in each.rows:
                key = self._key(each, row)
                if key not in found:
                    order.insert(place, key)
                    found[key] = []
                found[key].append(row)
                place = order.index(key) + 1
        rows = tuple(self._row(found[key]) for key in order)
        label = Label(f"{_before(self.of[0].label.nb)}, {self.name.nb}",
                      f"{_before(self.of[0].label.en)}, {self.name.en}")  # fmt: skip
        return Statement(f"group.{self.kind}", "project", label, rows)

    @staticmethod
    def _key(of: Statement, row: Row) -> str:
        """What makes a row of one company the same as one of another: its label, or a total's line."""
        if row.kind == "total" and row.month is not None:
            return row.month.id.removeprefix(f"{of.party}.")
        return f"{row.kind}:{row.label.nb}"

    def _row(self, rows: Sequence[Row]) -> Row:
        first = rows[0]
        if first.month is None:
            return Row(first.label, first.kind)
        own = first.month.id.partition(".")[2]
        label, id = first.label, f"group.{self.kind}.{own}"
        if first.kind == "total":
            id = f"group.{own}"
            if label is first.month.label:
                label = Label(_before(label.nb), _before(label.en))
        value: Expr = self.c.sum([row.month for row in rows if row.month is not None])
        if self.kind == "balance_sheet" and (first.label.nb in _INNER or first.kind == "total"):
            value = value - self.inner if self._holds_inner(first) else value
        if own in self.without:
            value = value - self.without[own]
        whole = Label(f"{label.nb}, {self.name.nb}", f"{label.en}, {self.name.en}")
        if first.kind == "row":
            of = _OF[self.kind]
            whole = Label(f"{whole.nb} {of.nb}", f"{whole.en} {of.en}")
        line = self.c.m.line(id, value, "NOK", whole, None, first.month.total, Axis.MONTH)
        return Row(label, first.kind, line, year_of(self.c, line))

    @staticmethod
    def _holds_inner(row: Row) -> bool:
        """Whether a row counts what the companies owe each other: not equity."""
        assert row.month is not None
        return row.kind == "row" or not row.month.id.endswith(".equity")


def _inner_goodwill(c: Context, companies: Sequence[Company], handed: HandedOver) -> dict[str, Expr]:
    """What the takeover between the companies adds to the sum of their rows, by the row's own id.

    A loss on what is handed over below book value stands: the price says what it is worth.
    """
    held = next(each.lines.assets.goodwill for each in companies if each.lines.party == handed.taking)
    assert held is not None
    written = c.m.line(
        "group.inner_goodwill_written_down",
        held.previous + handed.goodwill - held,
        "NOK",
        Label("Avskrevet goodwill mellom selskapene", "Goodwill between the companies written down"),
        axis=Axis.MONTH,
    )
    result = handed.goodwill - written
    return {
        "income.gain_on_takeover": handed.goodwill,
        "depreciation_cost": -written,
        "ebit": result,
        "result_before_tax": result,
        "net_result": result,
        "goodwill": held,
        "balance.goodwill": held,
        "balance.assets": held,
        "balance.result_so_far": held,
        "balance.equity": held,
        "balance.owed_and_equity": held,
    }


_OF: Final = {
    "income_statement": Label("i resultatet", "in the income statement"),
    "cash_flow": Label("i likviditeten", "in the cash flow"),
    "balance_sheet": Label("i balansen", "in the balance sheet"),
}


def _before(text: str) -> str:
    """A label without the company at its end."""
    return text.rpartition(", ")[0] or text


def _checks(c: Context, companies: Sequence[Company], name: Label) -> tuple[Check, ...]:
    """The group's EBITDA by what moves to and from others alone, and its balance sheet."""
    lines, m = [each.lines for each in companies], c.m
    parties = [each.party for each in lines]
    alone = c.sum(_outside(c.ledger, parties)) - c.sum([each.vat.lost for each in lines])
    ebitda = m.lines["group.ebitda"]
    sheet = [m.lines[f"group.balance.{id}"] for id in ("assets", "owed", "equity")]
    found = (
        (
            "ebitda",
            ebitda - alone,
            Label(
                f"Driftsresultatet er det som kommer fra og går til andre, {name.nb}",
                f"EBITDA is what comes from and goes to others, {name.en}",
            ),
        ),
        (
            "balance",
            sheet[0] - sheet[1] - sheet[2],
            Label(f"Balansen går opp hver måned, {name.nb}", f"The balance sheet balances, {name.en}"),
        ),
    )
    made: list[Check] = []
    with c.block("checks", "Kontroll", "Checks", "§11"):
        for id, difference, label in found:
            of_months = Label(f"{label.nb}: avvik", f"{label.en}: difference")
            off = m.line(f"check.group.{id}_off", absolute(difference), "NOK", of_months, total="none")
            line = m.line(f"check.group.{id}", judged(c, highest(off)), "NOK", label, total="none")
            made.append(Check(line, label))
    return tuple(made)


def _outside(ledger: Ledger, parties: Sequence[Party]) -> list[Expr]:
    """What is earned from, less what is owed to, others than the companies: operating flows."""

    def within(flow: Flow) -> bool:
        return flow.payer in parties and flow.receiver in parties

    found: list[Expr] = []
    for party in parties:
        for flow in ledger.chosen(party, True, OPERATING_IDS):
            found += [] if within(flow) else [flow.earned]
        for flow in ledger.chosen(party, False, OPERATING_IDS):
            found += [] if within(flow) else [-flow.earned]
    return found
