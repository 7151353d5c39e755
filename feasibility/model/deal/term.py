"""The months in which a deal runs, whatever its structure (docs/model.md §4)."""

from __future__ import annotations

from feasibility.case.form.deal import Deal as DealOfCase
from feasibility.case.form.deal import DealModel, LandlordOperated, Lease, Management, Sublease, TurnoverRent
from feasibility.case.form.phases import Stage
from feasibility.engine.expr import Expr, Line, as_expr, greatest, least
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import default_month
from feasibility.model.base.parties import AGREEMENT, COMPANIES, LEASE
from feasibility.model.base.stages import months_of, name_of
from feasibility.record import record

_FIRST = Label("Avtalens første måned", "First month of the deal")
_LAST = Label("Avtalens siste måned", "Last month of the deal")
_AGREED_LAST = Label("Avtalt siste måned", "Agreed last month of the deal")
_OPERATES = Label("Konseptet er i drift", "The concept operates")


@record
class StageTerm:
    """A deal in force: where in the case it is stated, what begins the ids of its lines, what it is called,
    and its months.

    first: the first month of what is agreed, from which a lease counts. last: the last month it runs.
    operating: 1 in the months it is in force. agreed_last: its last month as agreed. operator: which company
    the deal's operator is.
    """

    path: str
    id: str
    deal: DealOfCase
    operator: Party
    name: Label
    first: Line
    last: Line
    operating: Line
    agreed_last: Line


@record
class Term:
    """When the concept operates. first, last: project months; operating: 1 within them, by month.

    agreed_last: the last month as agreed, whether or not the operator defaults before it. stages: the deals
    in force one after another; one where the case has no phases.
    """

    first: Line
    last: Line
    operating: Line
    agreed_last: Line
    stages: tuple[StageTerm, ...]


def stage_of(terms: Term, kind: type[DealModel]) -> StageTerm | None:
    """The stage whose deal is of a kind; None where there is none. Of turnover rent and of management there
    is one at most."""
    return next((stage for stage in terms.stages if isinstance(stage.deal, kind)), None)


def last_of(terms: Term, kind: type[DealModel]) -> StageTerm | None:
    """The last stage where its deal is of a kind; None where it is not."""
    return terms.stages[-1] if isinstance(terms.stages[-1].deal, kind) else None


def leases_of(terms: Term, operator: Party | None = None) -> list[tuple[StageTerm, Lease]]:
    """The leases of the stages that have one, one after another; those of one operator where it is named."""
    return [
        (s, s.deal.lease)
        for s in terms.stages
        if isinstance(s.deal, (Sublease, TurnoverRent)) and operator in (None, s.operator)
    ]


def makes_good(terms: Term) -> Lease | None:
    """The lease by which the operator makes good VAT the landlord loses; None where none says so. The leases
    of all phases say the same."""
    return next((lease for _, lease in leases_of(terms) if lease.operator_makes_good_lost_vat), None)


def term(c: Context) -> Term:
    """The months in which the concept runs: the lease with its renewal, the agreement, or the horizon."""
    with c.block("deal", "Avtale", "Deal", "§4"):
        if not c.case.phases:
            only = _stage(c, c.case.stages[0], "deal")
            return Term(only.first, only.last, only.operating, only.agreed_last, (only,))
        stages = []
        for place, stage in enumerate(c.case.stages):
            with c.m.course(f"stage{place + 1}.", name_of(c, stage)):
                stages.append(_stage(c, stage, f"stage{place + 1}", months_of(c, place)))
        return _one_after_another(c, tuple(stages))


def _one_after_another(c: Context, stages: tuple[StageTerm, ...]) -> Term:
    """The whole from the first month of the first deal to the last month of the last."""
    m, last = c.m, stages[-1]
    return Term(
        m.line("deal.first_month", stages[0].first, "month", _FIRST),
        m.line("deal.last_month", last.last, "month", _LAST),
        m.line(
            "deal.operating", c.sum([stage.operating for stage in stages]), "count", _OPERATES,
            Label("1 i måneder der en av avtalene løper.", "1 in months in which one of the deals runs."),
        ),
        m.line("deal.agreed_last_month", last.agreed_last, "month", _AGREED_LAST),
        stages,
    )  # fmt: skip


def _stage(c: Context, stage: Stage, id: str, within: tuple[Expr, Expr | None] | None = None) -> StageTerm:
    """The months of one deal; within: those in which it may be in force, all where None."""
    deal, path, m, cal = stage.deal, stage.path, c.m, c.calendar
    match deal:
        case Sublease() | TurnoverRent():
            lease = f"{path}.lease"
            first: Expr = c.number(f"{lease}.start_month", LEASE) + c.delay_of(deal.lease.follows_works)
            length: Expr = c.number(f"{lease}.term_months", LEASE)
            if deal.lease.break_option is not None and deal.lease.break_option.exercised:
                length = least(length, c.number(f"{lease}.break_option.month", LEASE))
            elif deal.lease.renewal is not None:
                length = length + c.number(f"{lease}.renewal.term_months", LEASE)
        case Management():
            first = c.number(f"{path}.from_month", AGREEMENT)
            length = c.number(f"{path}.term_months", AGREEMENT)
        case LandlordOperated():
            first = as_expr(1)
            length = cal.horizon
    begins = m.line(f"{id}.first_month", first, "month", _FIRST)
    agreed = m.line(
        f"{id}.agreed_last_month",
        begins + length - 1,
        "month",
        _AGREED_LAST,
    )
    limits = [] if within is None or within[1] is None else [within[1]]
    default = default_month(c)
    if default is not None:
        limits.append(default - 1)
    ends = m.line(
        f"{id}.last_month",
        least(agreed, *limits) if limits else agreed,
        "month",
        _LAST,
        Label("Senest måneden før et mislighold.", "At the latest the month before a default."),
    )
    operating = m.line(
        f"{id}.operating",
        cal.within(begins if within is None else greatest(begins, within[0]), ends),
        "count",
        _OPERATES,
        Label(
            "1 fra avtalens første til siste måned; ingenting løper videre av seg selv.",
            "1 from the deal's first to its last month; nothing runs on of itself.",
        ),
    )
    return StageTerm(
        path, id, deal, COMPANIES[stage.operator], name_of(c, stage), begins, ends, operating, agreed
    )
