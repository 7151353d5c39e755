"""What a scenario that replaces the deal leaves with a company that no longer runs anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from feasibility.case import Case, shown_label
from feasibility.case.form.financing import Financing
from feasibility.language import Label
from feasibility.names import CompanyId


@dataclass(frozen=True)
class LeftBehind:
    """What stays with the company that ran the concept before another did.

    items: what it still pays, gets or has borrowed, each as the case calls it. is_gone: there is no such
    company in the new deal, so that its own money is counted nowhere; all else is the other company's then.
    """

    company: CompanyId
    items: tuple[Label, ...]
    is_gone: bool = False


def left_behind(base: Case, case: Case) -> LeftBehind | None:
    """What a scenario of a case leaves with the company that runs the concept in the case; None where nothing
    is left, or where the same company runs it.

    Only what runs the concept is looked at: a landlord goes on paying for works and borrowing for its
    building whoever runs the offices, and what owners have agreed to costs nothing before it is called on.
    """
    before = base.operating_company
    if case.operating_company == before:
        return None
    if before not in case.companies:
        money = _money(case, before)
        return LeftBehind(before, money, True) if money else None
    if case.operating_company == "next_operator":  # all that is the operator's goes with the months it is
        kept = tuple(label for label in _money(case, before) if label is not _CALL)
        return LeftBehind(before, kept) if kept else None
    items = [*_paid(base, case, before), *_got(case, before)]
    if before == "operator":
        items += [
            _named(id, item)
            for id, item in case.works.items()
            if item.landlord_share < 1 and item.amount_nok > 0
        ]
        items += [label for label in _money(case, before) if label is not _CALL]
    return LeftBehind(before, tuple(items)) if items else None


def _paid(base: Case, case: Case, company: CompanyId) -> list[Label]:
    """Running costs and staff the company pays in both; in a deal with one company it pays all of them."""
    return [
        _named(id, item)
        for stated, known in ((case.costs, base.costs), (case.staff, base.staff))
        for id, item in stated.items()
        if item.payer == company and id in known
    ]


def _got(case: Case, company: CompanyId) -> list[Label]:
    return [
        _named(id, item)
        for id, item in case.support.items()
        if item.kind in ("grant", "yearly_grant") and item.receiver == company
    ]


def _money(case: Case, company: CompanyId) -> tuple[Label, ...]:
    stated: Financing = getattr(case.financing, company)
    known = (
        (bool(stated.equity), Label("egenkapital", "equity")),
        (bool(stated.loans), Label("lån", "loans")),
        (stated.overdraft is not None, Label("kassekreditt", "an overdraft")),
        (stated.capital_call_limit_nok > 0, _CALL),
    )
    return tuple(label for is_stated, label in known if is_stated)


_CALL: Final = Label("tilsagn fra eierne", "what its owners have agreed to")


def _named(id: str, item: object) -> Label:
    return Label(*[shown_label(id, item)] * 2)
