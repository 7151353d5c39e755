"""Sources and uses (kapitalbehov og finansiering) until the concept is in place, incl. VAT, as paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from feasibility.engine.expr import Axis, Const, Expr, Line, Negative, flag, greatest, sum_of, value_at
from feasibility.language import Label
from feasibility.model.accounts.company import Company
from feasibility.model.accounts.statements import PROJECT_IDS
from feasibility.model.base.bank_view import Entry, SourcesUses
from feasibility.model.base.context import Context
from feasibility.model.base.opening import opening_of
from feasibility.model.base.parties import NEXT_OPERATOR

_GRANTS = ("works_grant", "operating_grant")
_NAMED = (*_GRANTS, "works", "acquisition", "takeover", "vat_settlement", "flat_sale")


def sources_uses(c: Context, of: Company, ready: Line) -> SourcesUses:
    """What a company pays for until month `ready`, and what with.

    Loans stand with what is owed of them in that month: a construction loan taken over by another shows 0.
    What is neither named nor finance is operation; it is a source where it brings money, else a use.
    """
    return _Table(c, of, ready).made()


_SOURCE, _USE = Label("Finansiering", "Source"), Label("Kapitalbehov", "Use")
_CASH_OF: Final = {
    "equity": Label("egenkapital", "equity"),
    "grants": Label("tilskudd", "grants"),
    "vat": Label("merverdiavgift", "VAT"),
    "interest": Label("renter", "interest"),
    "fees": Label("lånegebyrer", "loan fees"),
    "deposit": Label("depositum", "deposit"),
    "member_deposits": Label("depositum fra medlemmer", "members' deposits"),
    "flat_sale": Label("salg av boliger", "sale of homes"),
    "opening": Label("fordringer og gjeld ved start", "receivables and debts at the start"),
    "operation": Label("drift", "operation"),
    "distribution": Label("utbetalt til eierne", "paid to the owners"),
}


_UNTIL_READY: Final = Label("Til og med måneden konseptet er på plass", "Until the concept is in place")
_UNTIL_TAKEN_OVER: Final = Label(
    "Til og med måneden neste driver er på plass", "Until the next operator is in place"
)


class _Table:
    def __init__(self, c: Context, of: Company, ready: Line) -> None:
        self.c, self.of, self.ready = c, of, ready
        self.party = of.lines.party
        self.sources: list[Entry] = []
        self.uses: list[Entry] = []
        id, label = "bank.until_ready", _UNTIL_READY
        if self.party == NEXT_OPERATOR:
            id, label = "bank.next_operator.until_ready", _UNTIL_TAKEN_OVER
        known = c.m.lines.get(id)
        self.until = known or c.m.line(id, flag(c.calendar.number <= ready), "flag", label)

    def made(self) -> SourcesUses:
        """The two columns with their totals."""
        lines, ledger = self.of.lines, self.c.ledger
        equity, interest = ("equity",), ("interest", "overdraft_interest")
        self.source("equity", self.cash("equity", equity), "Egenkapital", "Equity")
        had = opening_of(self.c, self.party)
        if had is not None:
            self.source("opening_cash", had.cash, "Bankinnskudd ved start", "Cash at the start")
            items = self.cash("opening", ("opening",))
            self.either("opening", items, "Fordringer ved start, fratrukket gjeld",
                        "Receivables less debts at the start", "Gjeld ved start, fratrukket fordringer",
                        "Debts less receivables at the start")  # fmt: skip
        for loan in lines.debt.loans:
            if loan.outstanding is not None:
                was = f"Lån ved start: {loan.name}", f"Loan at the start: {loan.name}"
                self.use(f"opening.{loan.id}", loan.outstanding, *was)
            label = f"Lån: {loan.name}", f"Loan: {loan.name}"
            if loan.owner is not None:
                label = f"Lån fra eier: {loan.name}", f"Loan from an owner: {loan.name}"
            self.source(f"loan.{loan.id}", value_at(loan.balance, self.ready), *label)
        if lines.debt.overdraft is not None:
            drawn = value_at(lines.debt.overdraft.balance, self.ready)
            self.source("overdraft", drawn, "Kassekreditt", "Overdraft")
        self.either("grants", self.cash("grants", _GRANTS), "Tilskudd", "Grants")
        if ledger.chosen(self.party, True, {"flat_sale"}):
            self.source(
                "flat_sale", self.cash("flat_sale", ("flat_sale",)), "Salg av boliger", "Sale of homes"
            )
        for flow in ledger.chosen(self.party, True, {"takeover"}):
            got = self.so_far(flow.id, flow.paid, flow.label)
            self.source(flow.id, got, flow.label.nb, flow.label.en)
        for flow in ledger.chosen(self.party, False, {"works", "acquisition", "takeover"}):
            self.use(flow.id, self.so_far(flow.id, flow.paid, flow.label), flow.label.nb, flow.label.en)
        self.either(
            "vat",
            self.cash("vat", ("vat_settlement",)),
            "Mva. tilbakebetalt",
            "VAT refunded",
            "Mva. betalt",
            "VAT paid",
        )
        cost = -self.cash("interest", interest)
        self.use("interest", cost, "Renter i byggetiden", "Interest while building")
        self.use(
            "fees",
            -self.cash("fees", ("loan_fee",)),
            "Gebyrer og provisjon på lån",
            "Loan fees and commission",
        )
        self.either(
            "deposit",
            self.cash("deposit", ("deposit",)),
            "Depositum tilbake",
            "Deposit returned",
            "Depositum",
            "Deposit",
        )
        if ledger.chosen(self.party, True, {"member_deposit"}):
            self.either(
                "member_deposits",
                self.cash("member_deposits", ("member_deposit",)),
                "Depositum fra medlemmer",
                "Members' deposits",
                "Depositum betalt tilbake til medlemmer",
                "Deposits paid back to members",
            )
        operation = [id for id in PROJECT_IDS if id not in _NAMED]
        self.either(
            "operation",
            self.cash("operation", operation),
            "Kontanter fra drift",
            "Cash from operation",
            "Drift før konseptet er på plass",
            "Operation before the concept is in place",
        )
        paid_out = -self.cash("distribution", ("distribution",))
        self.use("distribution", paid_out, "Utbetalt til eierne", "Paid to the owners")
        unfunded = value_at(lines.liquidity.unfunded, self.ready)
        self.source("unfunded", unfunded, "Udekket", "Unfunded")
        cash = value_at(lines.liquidity.cash, self.ready)
        self.use("working_capital", cash, "Arbeidskapital (bankinnskudd)", "Working capital (cash)")
        total_sources = self.scalar(
            "sources.total", self.total(self.sources), "Sum finansiering", "Sources in all"
        )
        total_uses = self.scalar("uses.total", self.total(self.uses), "Sum kapitalbehov", "Uses in all")
        return SourcesUses(tuple(self.sources), total_sources, tuple(self.uses), total_uses)

    def total(self, entries: list[Entry]) -> Expr:
        return self.c.sum([entry.line for entry in entries])

    def cash(self, id: str, categories: Sequence[str]) -> Expr:
        """Cash to less from the company until the month, of some categories."""
        ledger = self.c.ledger
        paid = ledger.cash(self.party, categories) + ledger.final_settlement(self.party, categories)
        of = _CASH_OF[id]
        return self.so_far(id, paid, Label(f"kontanter, {of.nb}", f"cash, {of.en}"))

    def so_far(self, id: str, by_month: Expr, of: Label) -> Expr:
        """The sum of a month line until the month; nothing where there is none."""
        if isinstance(by_month, Const):
            return Const(0.0)
        who = self.party.label
        label = Label(
            f"Til konseptet er på plass: {of.nb}, {who.nb.lower()}",
            f"Until the concept is in place: {of.en}, {who.en.lower()}",
        )
        line = self.c.m.line(
            f"{self.party.id}.bank.until.{id}", self.until * by_month, "NOK", label, axis=Axis.MONTH
        )
        return sum_of(line)

    def scalar(self, id: str, value: Expr, nb: str, en: str) -> Entry:
        who = self.party.label
        of = _SOURCE if id.startswith("sources.") else _USE
        label = Label(f"{of.nb}: {nb}, {who.nb.lower()}", f"{of.en}: {en}, {who.en.lower()}")
        line = self.c.m.line(f"{self.party.id}.bank.{id}", value, "NOK", label, total="none")
        return Entry(Label(nb, en), line)

    def source(self, id: str, value: Expr, nb: str, en: str) -> None:
        """One source; none where there is nothing it could come of."""
        if not _is_nothing(value):
            self.sources.append(self.scalar(f"sources.{id}", value, nb, en))

    def use(self, id: str, value: Expr, nb: str, en: str) -> None:
        """One use."""
        if not _is_nothing(value):
            self.uses.append(self.scalar(f"uses.{id}", value, nb, en))

    def either(self, id: str, value: Expr, nb: str, en: str, nb_use: str = "", en_use: str = "") -> None:
        """A source where it brings money, a use where it takes money."""
        if not _is_nothing(value):
            self.source(id, greatest(0, value), nb, en)
            self.use(id, greatest(0, -value), nb_use or nb, en_use or en)


def _is_nothing(value: Expr) -> bool:
    return isinstance(value.operand if isinstance(value, Negative) else value, Const)
