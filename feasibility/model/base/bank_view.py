"""What the bank is shown of one company: lines of the model, in the order a banker reads them."""

from __future__ import annotations

from typing import Literal

from feasibility.engine.expr import Expr, Line
from feasibility.language import Label
from feasibility.names import CompanyId
from feasibility.record import record

CovenantId = Literal["icr", "dscr", "ltv", "equity_share"]


@record
class Entry:
    """A scalar line under the words it is shown with."""

    label: Label
    line: Line


@record
class Group:
    """Figures under one heading. note: words of the user's that belong to them, for example their source."""

    id: str
    label: Label
    entries: tuple[Entry, ...]
    note: str = ""


@record
class SourcesUses:
    """Sources and uses (kapitalbehov og finansiering) until the concept is in place, NOK incl. VAT."""

    sources: tuple[Entry, ...]
    total_sources: Entry
    uses: tuple[Entry, ...]
    total_uses: Entry


@record
class Applicant:
    """A company that asks a bank for money without borrowing in the case: it has no debt to measure."""

    party: CompanyId
    label: Label
    sources_uses: SourcesUses


@record
class Served:
    """Where no covenant is stated for DSCR: what is left until the debt is just served, at 1.00.

    headroom: by year, DSCR − 1. least: the least of it. breaks: how far something can move before it is
    nothing, by year, with the worst of the counted years.
    """

    headroom: Line
    least: Line
    breaks: tuple[tuple[Line, Line], ...]


@record
class Measured:
    """One measure by calendar year with its worst year.

    by_year: null where there is no denominator. worst: over the full years that began after opening.
    after_deal: 1 where the worst year begins after the deal has ended.
    limit: the covenant, None where none is stated; then headroom and breaks are empty.
    headroom: by year, on the good side where above 0. least: the least of it. breached: counted years in
    which the covenant does not hold. breaks: how far something can move before it breaks, by year, with the
    worst of the counted years. served: of DSCR without a covenant, else None.
    """

    id: CovenantId
    label: Label
    by_year: Line
    worst: Line
    worst_year: Line
    after_deal: Line
    limit: Expr | None = None
    headroom: Line | None = None
    least: Line | None = None
    breached: Line | None = None
    breaks: tuple[tuple[Line, Line], ...] = ()
    served: Served | None = None


@record
class LoanView:
    """A loan: paid out, balance by year, balloon, and its months against the signed lease."""

    id: str
    name: str
    kind: str
    balance: Line
    entries: tuple[Entry, ...]


@record
class BankView:
    """All a bank is shown of one company that borrows. years: rows by calendar year; counted: 1 in years
    that the worst is found among; common_costs: rows by calendar year, of the landlord."""

    party: CompanyId
    label: Label
    sources_uses: SourcesUses
    years: tuple[Entry, ...]
    counted: Line
    measures: tuple[Measured, ...]
    loans: tuple[LoanView, ...]
    common_costs: tuple[Entry, ...]
    groups: tuple[Group, ...]
