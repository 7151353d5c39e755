"""What a negotiation may vary: the terms of a lease by name, or any number of the case by path or label."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from feasibility.analysis.no_answer import NoAnswer, without_lease
from feasibility.analysis.numbers import Number, number
from feasibility.case import Case
from feasibility.case.form.deal import Lease, Sublease, TurnoverRent
from feasibility.language import Label
from feasibility.model import Result

TermId = Literal[
    "rent_free_months", "percentage_off", "works_share", "rent", "turnover_share", "cash_contribution", "term"
]
PAIRS: Final[Mapping[str, tuple[TermId, TermId]]] = {
    "months_percentage": ("rent_free_months", "percentage_off"),
    "months_works": ("rent_free_months", "works_share"),
    "rent_turnover": ("rent", "turnover_share"),
    "cash_term": ("cash_contribution", "term"),
}
"""Pairs with a name of their own; the first is tried unless another is asked for."""

REDUCTIONS: Final = ("rent_free_months", "percentage_off")
"""Terms in whose place the case's own reductions are set aside."""

MOST_FREE_MONTHS: Final = 40
"""How far rent-free months are tried unless a range is given: one column for each month."""

PATHS: Final[Mapping[str, str]] = {
    "rent": "deal.lease.rent_nok_per_m2_year",
    "turnover_share": "deal.turnover.share_of_income",
    "term": "deal.lease.term_months",
}
"""Terms that are one number of the case."""

LABELS: Final[Mapping[str, Label]] = {
    "rent_free_months": Label("Leiefrie måneder", "Rent-free months"),
    "percentage_off": Label("Avslag i leien", "Reduction of the rent"),
    "works_share": Label(
        "Andel av driverens arbeider som gårdeieren tar",
        "Share of the operator's works borne by the landlord",
    ),
    "rent": Label("Leie", "Rent"),
    "turnover_share": Label("Omsetningsleie, andel av omsetningen", "Turnover rent, share of income"),
    "cash_contribution": Label("Kontantbidrag fra gårdeier", "Cash contribution from the landlord"),
    "term": Label("Leietid", "Lease term"),
}
_UNITS: Final[Mapping[str, str]] = {
    "rent_free_months": "months",
    "percentage_off": "share",
    "works_share": "share",
    "rent": "NOK/m2/year",
    "turnover_share": "share",
    "cash_contribution": "NOK",
    "term": "months",
}


Range = tuple[float, float]


@dataclass(frozen=True)
class Dimension:
    """One of the two things that are varied.

    id: a term's name, or a path in the case. low, high: the range tried. stated: where the case as it stands
    lies on it; None where its reductions are of another shape. paths: the inputs it moves. limits: what it
    may be at all.
    """

    id: str
    label: Label
    unit: str
    low: float
    high: float
    is_whole: bool
    stated: float | None
    paths: tuple[str, ...]
    limits: Range


_SHARES_PROFIT: Final = Label(
    "Avtalen deler allerede driverens overskudd (deal.profit_share); den kan ikke få omsetningsleie også.",
    "The deal shares the operator's profit already (deal.profit_share); it cannot have turnover rent too.",
)
_LATER_TURNOVER: Final = Label(
    "En senere fase har omsetningsleie, og bare én fase kan ha det; den første avtalen kan ikke få det også.",
    "A later phase has turnover rent, and a case may have it in one; the first deal cannot have it too.",
)


def no_turnover(case: Case) -> Label | None:
    """Why the first deal cannot be given turnover rent (omsetningsleie); None where it has it or can be."""
    if isinstance(case.deal, Sublease) and case.deal.profit_share is not None:
        return _SHARES_PROFIT
    is_later = any(isinstance(stage.deal, TurnoverRent) for stage in case.stages[1:])
    return _LATER_TURNOVER if is_later else None


def leased(result: Result) -> Lease:
    """The lease that is negotiated.

    Raises:
        NoAnswer: the case has none that can be, with the mend.
    """
    lease = result.case.lease
    if lease is None:
        raise NoAnswer(without_lease(result.case, _NO_LEASE))
    if lease.term_months < 3 or (result.number("lease.months_in_horizon") or 0) < 1:
        raise NoAnswer(_NO_MONTHS)
    return lease


def dimensions(
    result: Result, x: str, y: str, x_range: Range | None = None, y_range: Range | None = None
) -> tuple[Dimension, Dimension]:
    """Both things that are varied.

    Raises:
        CaseError: a path leads to no number, with the nearest names.
        NoAnswer: a term has no meaning for the case, a range is empty or goes beyond the limits, or both
            move the same number.
    """
    leased(result)
    both = (_dimension(result, x, x_range, (x, y)), _dimension(result, y, y_range, (x, y)))
    shared = set(both[0].paths) & set(both[1].paths)
    if shared:
        raise NoAnswer(
            Label(
                f"x og y endrer begge {', '.join(sorted(shared))}. Velg to ulike tall.",
                f"x and y both move {', '.join(sorted(shared))}. Choose two different numbers.",
            )
        )
    return both


def months_inside(result: Result) -> int:
    """Months of the lease's term that are run: the horizon, or a break that is exercised, may end it."""
    return min(leased(result).term_months, round(result.number("lease.months_in_horizon") or 0))


def require_within(dimension: Dimension, value: float) -> None:
    """Raise NoAnswer where the value is none that the dimension may have."""
    if not dimension.limits[0] <= value <= dimension.limits[1]:
        least, most = dimension.limits
        raise NoAnswer(
            Label(
                f"{dimension.id}: {value:g} ligger utenfor grensene {least:g} til {most:g}.",
                f"{dimension.id}: {value:g} lies outside the limits {least:g} to {most:g}.",
            )
        )
    if dimension.is_whole and not float(value).is_integer():
        raise NoAnswer(
            Label(
                f"{dimension.id}: {value:g} må være et helt tall.",
                f"{dimension.id}: {value:g} must be a whole number.",
            )
        )


def own_works(case: Case) -> tuple[str, ...]:
    """Works of which the operator bears a part."""
    return tuple(id for id, item in case.works.items() if item.landlord_share < 1 and item.amount_nok > 0)


def year_rent(case: Case) -> float:
    """A year of the lease's first rent, NOK ex VAT."""
    assert case.lease is not None
    area = case.building.total_m2 if case.lease.area_m2 is None else case.lease.area_m2
    return case.lease.rent_nok_per_m2_year * area


def stated_reductions(lease: Lease) -> tuple[int, float] | None:
    """Rent-free months and share off the rest of the lease, where the reductions stated are just that."""
    free, share, at = 0, 0.0, 1
    for item in lease.reductions:
        if item.from_month != at or share:
            return None
        if item.kind == "rent_free" or (item.kind == "percentage" and item.share == 1):
            free = item.to_month
        elif item.kind == "percentage" and item.to_month == lease.term_months:
            share = item.share
        else:
            return None
        at = item.to_month + 1
    return free, share


def _dimension(result: Result, text: str, asked: Range | None, pair: tuple[str, str]) -> Dimension:
    if text not in LABELS:
        return _of_path(result, text, asked, pair)
    case = result.case
    lease = leased(result)
    months = months_inside(result)
    inside = min(lease.term_months, MOST_FREE_MONTHS, months)
    stated: float | None
    match text:
        case "rent_free_months" | "percentage_off":
            own = stated_reductions(lease)
            stated = None
            if own is not None:
                free, share = own
                other_is_there = all(name in pair for name, of in zip(REDUCTIONS, own, strict=True) if of)
                stated = (float(free) if text == REDUCTIONS[0] else share) if other_is_there else None
            usual = (0.0, float(inside)) if text == REDUCTIONS[0] else (0.0, 1.0)
            limits = (0.0, float(months)) if text == REDUCTIONS[0] else (0.0, 1.0)
            paths: tuple[str, ...] = (f"deal.lease.reductions ({text})",)
        case "works_share":
            works = own_works(case)
            if not works:
                raise NoAnswer(_NO_OWN_WORKS)
            stated, usual, limits = 0.0, (0.0, 1.0), (0.0, 1.0)
            paths = tuple(f"works.{id}.landlord_share" for id in works)
        case "cash_contribution":
            most = year_rent(case) * 2
            step = 10.0 ** max(0, math.floor(math.log10(most)) - 1) if most > 0 else 1e5
            stated, usual, limits = 0.0, (0.0, max(1.0, math.ceil(most / step)) * step), (0.0, 1e9)
            paths = ("cash_contribution",)
        case "turnover_share":
            why_not = no_turnover(case)
            if why_not is not None:
                raise NoAnswer(why_not)
            stated = case.deal.turnover.share_of_income if isinstance(case.deal, TurnoverRent) else 0.0
            usual, limits = (0.0, min(1.0, max(0.5, 2 * stated))), (0.0, 1.0)
            paths = (PATHS[text],)
        case "rent":
            stated = lease.rent_nok_per_m2_year
            usual, limits = (0.5 * stated, 1.25 * stated), (0.0, 1e6)
            if not stated:
                usual = (0.0, 2000.0)
            paths = (PATHS[text],)
        case _:
            stated = float(lease.term_months)
            shortest = max([1, *(item.to_month for item in lease.reductions)])
            if lease.deferral is not None:
                shortest = max(shortest, lease.deferral.to_month, lease.deferral.repaid_from_month or 1)
            if lease.break_option is not None:
                shortest = max(shortest, lease.break_option.month)
            if lease.renewal is None:
                reach = result.case.horizon_months - round(result.number("deal.first_month") or 1) + 1
            else:
                reach = 2 * lease.term_months
            usual = (float(max(shortest, min(12, stated))), float(max(reach, stated, shortest + 1)))
            limits = (float(shortest), 1200.0)
            paths = (PATHS[text],)
    low, high = _range(text, usual if asked is None else asked, limits)
    is_whole = _UNITS[text] == "months"
    return Dimension(text, LABELS[text], _UNITS[text], low, high, is_whole, stated, paths, limits)


def _of_path(result: Result, text: str, asked: Range | None, pair: tuple[str, str]) -> Dimension:
    found = _number(result, text)
    if found.path.startswith("deal.lease.reductions.") and any(term in REDUCTIONS for term in pair):
        raise NoAnswer(
            Label(
                f"{found.path} er et av sakens egne avslag, som settes til side når leiefrie måneder eller "
                "avslag forhandles. Velg et annet tall, eller prøv to tall fra avslagene.",
                f"{found.path} belongs to the case's own reductions, which are set aside when rent-free "
                "months or a percentage off are negotiated. Choose another number, or two of the reductions.",
            )
        )
    base = found.stated
    limits = (found.low, found.high)
    if asked is None:
        if not base and not found.high <= 1:
            raise NoAnswer(
                Label(
                    f"{found.path} er 0 i saken, så det er ikke gitt hvor langt det skal letes. Oppgi et "
                    "område, som 0..1000.",
                    f"{found.path} is 0 in the case, so it is not given how far to look. State a range, such "
                    "as 0..1000.",
                )
            )
        ends = sorted((0.5 * base, 1.5 * base)) if base else [0.0, found.high]
        asked = (max(limits[0], ends[0]), min(limits[1], ends[1]))
        if found.is_whole:
            asked = (float(math.floor(asked[0])), float(math.ceil(asked[1])))
    low, high = _range(found.path, asked, limits)
    return Dimension(
        found.path, found.label, found.unit, low, high, found.is_whole, base, (found.path,), limits
    )


def _number(result: Result, text: str) -> Number:
    try:
        return number(result, text)
    except NoAnswer as error:
        terms, said = ", ".join(LABELS), error.label
        raise NoAnswer(
            Label(
                f"{said.nb} Ledd med eget navn: {terms}.",
                f"{said.en} Terms with a name of their own: {terms}.",
            )
        ) from None


def _range(name: str, asked: Range, limits: Range) -> Range:
    low, high = asked
    if not low < high:
        raise NoAnswer(
            Label(
                f"{name}: området går fra {low:g} til {high:g}. Det må gå fra et tall til et som er større.",
                f"{name}: the range goes from {low:g} to {high:g}. It must go from a number to a larger one.",
            )
        )
    if low < limits[0] or high > limits[1]:
        raise NoAnswer(
            Label(
                f"{name}: området {low:g} til {high:g} går ut over grensene: {limits[0]:g} til "
                f"{limits[1]:g}. Hold det innenfor dem.",
                f"{name}: the range {low:g} to {high:g} goes beyond the limits: {limits[0]:g} to "
                f"{limits[1]:g}. Keep it within them.",
            )
        )
    return float(low), float(high)


_NO_LEASE = Label(
    "Forhandlingen gjelder en leieavtale mellom gårdeieren og driveren, og denne saken har ingen. Skriv "
    "deal.structure: sublease (fremleie) eller turnover_rent (omsetningsleie), med en lease, og prøv igjen; "
    "sett avtaleformene ved siden av hverandre med feasibility compare.",
    "The negotiation is about a lease between landlord and operator, and this case has none. Write "
    "deal.structure: sublease or turnover_rent, with a lease, and try again; set the structures side by "
    "side with feasibility compare.",
)
_NO_MONTHS = Label(
    "Leieavtalen er kortere enn tre måneder, eller ingen måned av den ligger innenfor saken. Øk "
    "deal.lease.term_months eller horizon_months, eller flytt deal.lease.start_month fram i tid.",
    "The lease is shorter than three months, or no month of it lies within the case. Raise "
    "deal.lease.term_months or horizon_months, or make deal.lease.start_month earlier.",
)
_NO_OWN_WORKS = Label(
    "Driveren betaler ingen arbeider i saken, så gårdeieren har ingen å ta over. Sett works.….landlord_share "
    "under 1 for dem driveren betaler, eller velg noe annet å forhandle om.",
    "The operator pays no works in the case, so there are none for the landlord to take. Set "
    "works.….landlord_share below 1 for those the operator pays, or choose something else to negotiate.",
)
