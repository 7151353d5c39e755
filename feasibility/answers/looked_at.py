"""One point of a negotiation as it is looked at: whether both gain, and what each has there."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.negotiate.negotiation import Explored, Judged
from feasibility.analysis.negotiate.prepared import Receiver
from feasibility.answers.answer import Cell, Column, Figure, Sentence, Table, rows
from feasibility.answers.negotiation_tables import ALL_HOLD
from feasibility.answers.negotiation_words import at_point, failing
from feasibility.language import LANGUAGES, Label, format_amount
from feasibility.language.label import lower_first
from feasibility.report.words import AGAINST


def looked_at(found: Explored, point: Judged) -> tuple[Sentence, ...]:
    """Whether the point is a deal both gain from, and each party's gain and conditions in words."""
    at = at_point(found, point.x, point.y)
    if point.is_agreed:
        verdict = Label(
            f"Ja: med {at.nb} har begge en avtale de er tjent med.",
            f"Yes: with {at.en} both have a deal they gain from.",
        )
    else:
        fails = failing(point.fails, point.broken)
        verdict = Label(f"Nei, ikke med {at.nb}: {fails.nb}.", f"No, not with {at.en}: {fails.en}.")
    return (
        Sentence(verdict, "good" if point.is_agreed else "bad"),
        Sentence(_landlord(point)),
        Sentence(_operator(point)),
    )


def sides(found: Explored, point: Judged) -> Table:
    """Landlord and operator side by side at the point."""
    best = Label("Gevinst mot beste alternativ", "Gain over the best alternative")
    each: list[list[Cell]] = [
        [Label(f"Mot {_than(name).nb}", f"Against {_than(name).en}"), Figure(gain), None]
        for name, gain in point.gains.items()
    ]
    if len(each) > 1:
        each = [[best, Figure(point.gain), None], *each]
    listed: list[list[Cell]] = [
        *each,
        [
            Label("Ut over det driveren krever", "Beyond what the operator asks"),
            None,
            _nok(point.operator_value),
        ],
        [
            Label("Laveste likviditet", "Lowest liquidity"),
            _nok(point.landlord_cash),
            _nok(point.operator_cash),
        ],
        [Label("Lånevilkår", "Covenants"), *(_covenants(found, point, of) for of in _PARTIES)],
    ]
    columns = (
        Column("what", Label("Nåverdi og likviditet", "Present value and liquidity")),
        Column("landlord", Label("Gårdeier", "Landlord"), "NOK", 0),
        Column("operator", Label("Driver", "Operator"), "NOK", 0),
    )
    return Table("point", Label("Begge parter i punktet", "Both parties at the point"), columns, rows(listed))


def _nok(value: float) -> Figure:
    return Figure(value)


def _than(name: str) -> Label:
    return _AGAINST_SHORT[name]


def _landlord(point: Judged) -> Label:
    each = []
    for name, gain in point.gains.items():
        better = Label("bedre", "better") if gain >= 0 else Label("dårligere", "worse")
        nb, en = (format_amount(abs(gain), language) for language in LANGUAGES)
        each.append(
            Label(f"{nb} {better.nb} ut enn {AGAINST[name].nb}", f"{en} {better.en} than {AGAINST[name].en}")
        )
    nb = (
        f"Gårdeieren kommer {' og '.join(one.nb for one in each)}, i nåverdi; "
        f"{_cash(point.landlord_cash).nb}."
    )
    en = (
        f"The landlord is {' and '.join(one.en for one in each)}, in present value; "
        f"{_cash(point.landlord_cash).en}."
    )
    return Label(nb, en)


def _operator(point: Judged) -> Label:
    nb, en = (format_amount(abs(point.operator_value), language) for language in LANGUAGES)
    if point.operator_value >= 0:
        value = Label(f"får {nb} mer enn den krever", f"has {en} more than it asks for")
    else:
        value = Label(f"mangler {nb} på det som kreves", f"is {en} short of what it asks for")
    cash = _cash(point.operator_cash)
    return Label(
        f"Driveren {value.nb}, i nåverdi; {cash.nb}.",
        f"The operator {value.en}, in present value; {cash.en}.",
    )


def _cash(lowest: float) -> Label:
    nb, en = (format_amount(abs(lowest), language) for language in LANGUAGES)
    if round(lowest, 2) < 0:
        return Label(f"på det verste mangler {nb}", f"at worst {en} is missing")
    return Label(f"på det minste er det {nb} igjen", f"at the least {en} is left")


def _covenants(found: Explored, point: Judged, party: Receiver) -> Cell:
    if not any(covenant.party == party for covenant in found.map.ready.covenants):
        return _NONE_STATED
    broken = list(dict.fromkeys(covenant.label for covenant in point.broken if covenant.party == party))
    if not broken:
        return ALL_HOLD
    nb, en = (", ".join(lower_first(one.text(language)) for one in broken) for language in LANGUAGES)
    return Label(f"brytes: {nb}", f"broken: {en}")


_PARTIES: Final[tuple[Receiver, ...]] = ("landlord", "operator")
_NONE_STATED: Final = Label("ingen oppgitt", "none stated")
_AGAINST_SHORT: Final = {
    "vacant": Label("tomme lokaler", "vacant space"),
    "ordinary": Label("ordinær leietaker", "an ordinary tenant"),
}
