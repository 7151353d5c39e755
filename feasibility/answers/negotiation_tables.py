"""The tables of a negotiation: the limits, both parties, the same help in other forms, and subsidies."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.negotiate.forms import FORMS, UNITS, FormOfHelp
from feasibility.analysis.negotiate.negotiation import Explored, Negotiation
from feasibility.analysis.negotiate.terms import Dimension
from feasibility.analysis.negotiate.zone import Span
from feasibility.answers.answer import Cell, Column, Figure, Table, measured, rows
from feasibility.answers.negotiation_words import at_point, failing, value_of
from feasibility.language import Label, Language, format_amount, format_measure, format_share
from feasibility.language.label import lower_first


def limits(found: Explored) -> Table:
    """The limits by value of x, some fifteen of them, and every one with a zone.

    Where someone's values of y are not all in one stretch, a value of x has a row for each stretch.
    """
    x, y = found.map.x, found.map.y
    by_x: dict[float, dict[str, list[Span]]] = {float(value): {} for value in found.map.xs}
    for whose, spans in found.spans.items():
        for span in spans:
            by_x[span.x].setdefault(whose, []).append(span)
    last = len(by_x) - 1
    shown = {round(place * last / _SHOWN) for place in range(_SHOWN + 1)}
    in_zone = [n for n, of in enumerate(by_x.values()) if "zone" in of]
    shown |= (
        {in_zone[round(n * (len(in_zone) - 1) / _SHOWN)] for n in range(_SHOWN + 1)} if in_zone else set()
    )
    columns = (
        Column("x", x.label, x.unit),
        *(
            Column(f"{whose}_{end}", Label(f"{who.nb} {to.nb}", f"{who.en} {to.en}"), y.unit)
            for whose, who in _WHOSE.items()
            for end, to in _ENDS.items()
        ),
    )
    listed_rows: list[list[Cell]] = [
        [_figure(x, value), *(_end(y, of.get(whose, []), row, end) for whose in _WHOSE for end in _ENDS)]
        for n, (value, of) in enumerate(by_x.items())
        if n in shown
        for row in range(max([1, *map(len, of.values())]))
    ]
    note = Label(
        f"Grensene gjelder {lower_first(y.label.nb)}, mellom {value_of(y, y.low, 'nb')} og "
        f"{value_of(y, y.high, 'nb')}. "
        "Ytterst i området er grensen bare der søket slutter.",
        f"The limits are of {lower_first(y.label.en)}, between {value_of(y, y.low, 'en')} and "
        f"{value_of(y, y.high, 'en')}. At the ends of it the limit is only where the search ends.",
    )
    return Table("limits", Label("Grensene", "The limits"), columns, rows(listed_rows), note)


def _end(y: Dimension, spans: list[Span], place: int, end: str) -> Figure:
    """One end of the stretch that stands in that place; a dash where there is none."""
    if place >= len(spans):
        return Figure(None, reason=_NONE)
    return _figure(y, spans[place].low if end == "low" else spans[place].high)


def _figure(dimension: Dimension, value: float) -> Figure:
    return Figure(value, shown=Label(value_of(dimension, value, "nb"), value_of(dimension, value, "en")))


def both_parties(found: Negotiation) -> Table:
    """Both parties in the case as it stands and at the point; once where the point is just that."""
    point, of_point = found.point, found.point.result
    at = at_point(found, point.x, point.y)
    is_stated = (point.x, point.y) == (found.map.x.stated, found.map.y.stated)
    columns = [Column("what", Label("Hva", "What")), Column("point", _called(found))]
    if not is_stated:
        columns.insert(1, Column("stated", Label("Saken som den står", "The case as it stands")))
    lines = [*(f"landlord.npv_against_{name}" for name in point.gains), "landlord.lowest_cash"]
    lines += ["operator.npv", "operator.lowest_cash"]
    listed_rows: list[list[Cell]] = [
        [of_point.built.model.find(id).label, measured(found.result, id), measured(of_point, id)]
        for id in lines
    ]
    stated = failing(found.as_stated) if found.as_stated else ALL_HOLD
    there = failing(point.fails, point.broken) if point.fails else ALL_HOLD
    listed_rows.append([Label("Vilkårene", "The conditions"), stated, there])
    if is_stated:
        listed_rows = [[row[0], row[2]] for row in listed_rows]
    note = Label(f"{_called(found).nb}: {at.nb}.", f"{_called(found).en}: {at.en}.")
    return Table("parties", Label("Begge parter", "Both parties"), tuple(columns), rows(listed_rows), note)


def _called(found: Negotiation) -> Label:
    if found.point.why == "equal_gain" and found.equal is not None and not found.equal.is_exact:
        return Label("Der begge tjener mest likt", "Where the two gain most alike")
    return _POINT[found.point.why]


def forms_table(found: Negotiation) -> Table:
    """Each form of the same help, the cheapest for the landlord first."""
    assert found.forms is not None
    columns = (
        Column("form", Label("Form", "Form")),
        Column("size", Label("Størrelse", "Size")),
        Column("cost", Label("Koster gårdeieren", "Costs the landlord"), "NOK"),
        Column("landlord_cash", Label("Gårdeiers laveste reserve", "Landlord's lowest reserve"), "NOK"),
        Column("operator_cash", Label("Drivers laveste reserve", "Operator's lowest reserve"), "NOK"),
        Column("fails", Label("Vilkår som ikke holder", "Conditions that fail")),
    )
    listed_rows: list[list[Cell]] = [
        [
            FORMS[form.id],
            _size(form),
            Figure(form.cost_nok, reason=_NONE),
            Figure(form.landlord_cash_nok, reason=_NONE),
            Figure(form.operator_cash_nok, reason=_NONE),
            _form_fails(form),
        ]
        for form in found.forms.found
    ]
    gives = [format_amount(found.forms.target_nok - found.forms.without_nok, of) for of in ("nb", "en")]
    note = Label(
        f"Hver form alene, i stedet for sakens avslag, gir driveren like mye: {gives[0]} mer i nåverdi enn "
        "uten "
        "hjelp. Kostnaden er det gårdeierens nåverdi faller, etter mva. og skatt. Den billigste står først.",
        f"Each form alone, in place of the case's reductions, gives the operator as much: {gives[1]} more in "
        "present value than without help. The cost is what the landlord's present value falls by, after VAT "
        "and tax. The cheapest comes first.",
    )
    return Table(
        "forms",
        Label("Samme hjelp i andre former", "The same help in other forms"),
        columns,
        rows(listed_rows),
        note,
    )


def _size(form: FormOfHelp) -> Figure | Label:
    if form.size is None:
        return form.why_not or _NONE
    unit = UNITS[form.id]

    def said(language: Language) -> str:
        assert form.size is not None
        if unit == "months":
            return format_measure(form.size, "months", language, 1)
        return format_amount(form.size, language) if unit == "NOK" else format_share(form.size, language, 1)

    return Figure(form.size, unit, shown=Label(said("nb"), said("en")))


def _form_fails(form: FormOfHelp) -> Label:
    if form.size is None:
        return _NONE
    return failing(form.fails, form.broken) if form.fails else ALL_HOLD


def subsidies_table(found: Explored) -> Table:
    """The smallest subsidy of each kind, and the terms it opens for."""
    columns = (
        Column("kind", Label("Tilskudd", "Subsidy")),
        Column("nok", Label("Det minste", "The smallest")),
        Column("at", Label("Åpner for", "Opens for")),
    )
    listed_rows: list[list[Cell]] = []
    for subsidy in found.subsidies:
        unit = "NOK" if subsidy.kind == "lump" else "NOK/year"
        reason = _BLOCKED[subsidy.receiver] if subsidy.blocked else _NOT_ENOUGH
        opens: Cell = None
        if subsidy.x is not None and subsidy.y is not None:
            opens = at_point(found, subsidy.x, subsidy.y)
        listed_rows.append(
            [
                _SUBSIDIES[subsidy.kind, subsidy.receiver],
                Figure(subsidy.nok, unit, reason, decimals=2),
                opens,
            ]
        )
    note = Label(
        "Engangsbeløp er betalt i sakens første måned, årlige så lenge avtalen løper. Alternativene får ikke "
        "tilskuddet.",
        "Lump sums are paid in the case's first month, yearly ones while the deal runs. The alternatives "
        "do not "
        "get the subsidy.",
    )
    return Table(
        "subsidies",
        Label("Tilskudd som åpner en sone", "Subsidies that open a zone"),
        columns,
        rows(listed_rows),
        note,
    )


_SHOWN: Final = 12
_WHOSE: Final = {
    "landlord": Label("Gårdeier", "Landlord"),
    "operator": Label("Driver", "Operator"),
    "zone": Label("Begge", "Both"),
}
_ENDS: Final = {"low": Label("fra", "from"), "high": Label("til", "to")}
ALL_HOLD: Final = Label("alle holder", "all hold")
_NONE: Final = Label("–", "–")
_NOT_ENOUGH: Final = Label("intet beløp er nok", "no amount is enough")
_BLOCKED: Final = {
    "operator": Label("gårdeierens vilkår holder ingen steder", "the landlord's conditions hold nowhere"),
    "landlord": Label("driverens vilkår holder ingen steder", "the operator's conditions hold nowhere"),
}
_SUBSIDIES: Final = {
    ("lump", "operator"): Label("Engangsbeløp til driver", "Lump sum to the operator"),
    ("yearly", "operator"): Label("Årlig til driver", "Yearly to the operator"),
    ("lump", "landlord"): Label("Engangsbeløp til gårdeier", "Lump sum to the landlord"),
    ("yearly", "landlord"): Label("Årlig til gårdeier", "Yearly to the landlord"),
}
_POINT: Final = {
    "asked": Label("Punktet det er spurt om", "The point asked about"),
    "equal_gain": Label("Der begge tjener like mye", "Where both gain the same"),
    "stated": Label("Saken som den står", "The case as it stands"),
    "nearest": Label("Nærmest en avtale", "Nearest a deal"),
}
