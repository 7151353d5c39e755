"""Which flows a row of a statement is the sum of, by the names the user gave them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from feasibility.engine.expr import Line
from feasibility.engine.flows import Flow, Ledger, Party
from feasibility.language import Label
from feasibility.model.base.result import Part

_UNNAMED: Final = ("bad_debt", "vat_settlement", "overdraft", "equity", "unfunded", "distribution")
"""Of the company as a whole: nobody looks for a part of them by a name."""

Parts = dict[str, tuple[Part, ...]]
"""By category, what each flow brings to its row, in the order the flows are written."""


def parts_earned(ledger: Ledger, party: Party) -> Parts:
    """What each flow brings to the income statement: ex VAT, as earned."""
    return _parts(ledger, party, lambda flow: [(flow.label, flow.earned)])


def parts_paid(ledger: Ledger, party: Party, settled: bool = False) -> Parts:
    """What each flow brings to the cash flow: incl. VAT, when paid.

    Args:
        settled: with what is settled of it in the horizon's last month, which has a row of its own otherwise.
    """

    def of(flow: Flow) -> list[tuple[Label, Line]]:
        paid = (flow.label, flow.paid)
        if not settled or flow.settled is None:
            return [paid]
        last = Label(f"{flow.label.nb}, sluttoppgjør", f"{flow.label.en}, final settlement")
        return [paid, (last, flow.settled)]

    return _parts(ledger, party, of)


def _parts(ledger: Ledger, party: Party, lines: Callable[[Flow], list[tuple[Label, Line]]]) -> Parts:
    found: dict[str, list[Part]] = {}
    for flow in ledger.flows:
        if party.id in (flow.receiver.id, flow.payer.id) and flow.category not in _UNNAMED:
            is_out = flow.payer.id == party.id
            parts = found.setdefault(flow.category, [])
            parts += [Part(label, line, is_out) for label, line in lines(flow)]
    return {category: tuple(parts) for category, parts in found.items()}
