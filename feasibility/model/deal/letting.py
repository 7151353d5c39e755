"""What a lease costs once (docs/model.md §4): the agent's fee when it begins, reinstatement when it ends."""

from __future__ import annotations

from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import LANDLORD, LEASE, SUPPLIERS
from feasibility.model.base.regime import OVERHEAD
from feasibility.model.deal.lease import Agreed, LeaseLines


def paid_once(c: Context, lines: LeaseLines | None) -> None:
    """Flows of the agent's fee (the landlord's) and of reinstatement (the operator's), where stated."""
    if lines is None:
        return
    with c.block("deal", "Avtale", "Deal", "§4"):
        for part in lines.parts.values() or (lines,):
            stage = part.agreed.stage
            with c.m.course(f"{stage.id}.", stage.name):
                _agent_fee(c, part.agreed, part)
                _reinstatement(c, part.agreed)


def _agent_fee(c: Context, of: Agreed, lines: LeaseLines) -> None:
    if of.stated.agent_fee_share_of_first_year_rent is None:
        return
    share = c.number(f"{of.path}.agent_fee_share_of_first_year_rent", LEASE)
    rent = c.number(f"{of.path}.rent_nok_per_m2_year", LEASE)
    c.ledger.flow(
        f"{of.id}.agent_fee",
        LANDLORD,
        SUPPLIERS,
        share * rent * lines.area * lines.starts * lines.within,
        "letting_cost",
        Label("Meglerhonorar for leieavtalen", "Agent's fee on the lease"),
        c.vat("standard"),
        note=Label(
            "Av et års avtalt leie, i leieavtalens første måned.",
            "Of a year's agreed rent, in the lease's first month.",
        ),
    )


def _reinstatement(c: Context, of: Agreed) -> None:
    if of.stated.reinstatement_nok is None:
        return
    ends = c.calendar.at(of.stage.agreed_last) * of.stage.operating
    c.ledger.flow(
        f"{of.id}.reinstatement",
        of.stage.operator,
        SUPPLIERS,
        c.number(f"{of.path}.reinstatement_nok", LEASE) * index(c, "costs") * ends,
        "operating_cost",
        Label("Tilbakeføring ved leietidens slutt", "Reinstatement at the end of the lease"),
        c.vat("standard"),
        note=Label(
            "Driverens, i leieavtalens avtalte siste måned; bortfaller ved mislighold.",
            "The operator's, in the lease's agreed last month; not paid after a default.",
        ),
        use=OVERHEAD,
    )
