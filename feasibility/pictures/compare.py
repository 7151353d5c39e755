"""Each party's decisive figure by column: panels of bars, and in words what can't be done."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from feasibility.analysis.compare.compare import Column, Comparison, Standing
from feasibility.analysis.compare.left import LeftBehind
from feasibility.analysis.compare.rows import DECISIVE, DEFAULTED, ROWS, WEAKEST, Decider, Row
from feasibility.language import Label, Language, format_number
from feasibility.names import PARTIES
from feasibility.pictures.look import (
    BAD,
    INK,
    MUTED,
    PALE,
    PARTY_COLOURS,
    RULE,
    Picture,
    Spec,
    framed,
    number_axis,
)

BAR, PANEL, LABELS = 34, 190, 300
"""Height of a bar's place, width of a panel, room for a column's label."""
MOST_LABEL: Final = 40


def picture(found: Comparison, heads: Mapping[str, Label]) -> Picture:
    """The columns, each party's value in each of them."""
    return Picture(
        "compare",
        Label("Hvilket alternativ?", "Which alternative?"),
        Label(
            "Ett felt for hver part: søylene viser hva hver kolonne gir. Stiplet strek: kolonnen det "
            "sammenlignes mot. Bleke søyler lar seg ikke gjøre som de står; ordet ved siden sier hvorfor. En "
            "søyle som er kuttet, har en pil ved tallet sitt.",
            "One panel for each party: the bars show what each column gives. Dashed rule: the column "
            "compared with. Pale bars can't be done as they stand; the words beside say why. A bar that is "
            "cut has an arrow by its number.",
        ),
        lambda language: _spec(found, heads, language),
    )


def _spec(found: Comparison, heads: Mapping[str, Label], language: Language) -> Spec:
    order = [_called(found, each, heads, language) for each in found.columns]
    shown = [of for of in DECISIVE if any(c.number(DECISIVE[of]) is not None for c in found.columns)]
    panels = [_panel(found, of, order, language, is_first=place == 0) for place, of in enumerate(shown)]
    panels.append(_words(found, order, language))
    return framed(
        {
            "hconcat": panels,
            "spacing": 14,
            "config": {
                "axis": {
                    "labelColor": INK,
                    "labelFontSize": 12,
                    "titleColor": INK,
                    "titleFontSize": 12,
                    "gridColor": RULE,
                    "domainColor": MUTED,
                    "tickColor": RULE,
                    "titleFontWeight": "normal",
                    "labelLimit": LABELS,
                }
            },
        },
        _TITLE.text(language),
        language,
        None,
        None,
        _subtitle(found, language),
    )


def _subtitle(found: Comparison, language: Language) -> list[str]:
    covers = [column.number(WEAKEST) for column in found.columns]
    is_cut = any(cover is not None and cover < -_DEEPEST for cover in covers)
    return [_SUBTITLE.text(language), *([_CUT_NOTE.text(language)] if is_cut else [])]


def _called(found: Comparison, column: Column, heads: Mapping[str, Label], language: Language) -> str:
    label = column.label.text(language)
    text = label if len(label) <= MOST_LABEL else f"{label[: MOST_LABEL - 1].rstrip()}…"
    numbered = f"{heads[column.name].nb.partition(' ')[0]} {text}"
    return f"▸ {numbered}" if column.name == found.against else numbered


def _panel(found: Comparison, of: Decider, order: list[str], language: Language, is_first: bool) -> Spec:
    row = next(row for row in ROWS if row.id == DECISIVE[of])
    numbers = [column.number(row.id) for column in found.columns]
    known = [number for number in numbers if number is not None]
    # a cover far below nothing says no more than one a little below, and would press the others flat
    least = -_DEEPEST if of == "bank" else -math.inf
    low, high = max(least, min(0.0, *known)), max(0.0, *known)
    winner = found.best.get(row.id)
    values: list[dict[str, Any]] = []
    for name, column, number in zip(order, found.columns, numbers, strict=True):
        drawn = None if number is None else max(number, least)
        reason = column.figures[row.id].reason
        text = _short(number, row, language) if number is not None else _reason(reason, language)
        if number is not None and number < least:
            text = f"{_CUT} {text}"
        best = winner is not None and column.name in winner.names
        marked = f"{text} · {_STANDINGS[winner.standing].text(language)}" if winner and best else text
        values.append(
            {
                "column": name,
                "value": drawn,
                "zero": 0.0 if drawn is None else drawn,
                "text": marked,
                "stopped": bool(column.obstacles),
                "below": drawn is not None and drawn < 0,
                "missing": number is None,
            }
        )
    domain = _with_room(low, high, values)
    axis = number_axis(row.unit, [*known, _IN_MILLIONS] if row.unit == "NOK" else known, language)
    y = {
        "field": "column",
        "type": "nominal",
        "sort": order,
        "axis": {"title": None, "labels": is_first, "ticks": False, "domain": False, "labelPadding": 8},
        "scale": {"paddingInner": 0.35},
    }
    x = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": domain, "nice": False},
        "axis": {**axis, "tickCount": 3, "labelOverlap": True},
    }
    at = {**x, "field": "zero"}
    colour = PARTY_COLOURS[of]
    to = found.column(found.against).number(row.id)
    layers: list[Spec] = [
        {
            "transform": [{"filter": "!datum.missing"}],
            "mark": {"type": "bar", "stroke": colour, "strokeWidth": 1.2, "height": {"band": 0.8}},
            "encoding": {
                "y": y,
                "x": x,
                "color": {"condition": {"test": "datum.stopped", "value": PALE}, "value": colour},
                "strokeDash": {"condition": {"test": "datum.stopped", "value": [3, 2]}, "value": [1, 0]},
            },
        },
        {
            "data": {"values": [{"x": 0.0}]},
            "mark": {"type": "rule", "color": MUTED},
            "encoding": {"x": {"field": "x", "type": "quantitative"}},
        },
    ]
    if to is not None:
        layers.append(
            {
                "data": {"values": [{"x": max(to, least)}]},
                "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3], "strokeWidth": 1.2},
                "encoding": {"x": {"field": "x", "type": "quantitative"}},
            }
        )
    for test, align, dx in (("!datum.below", "left", 5), ("datum.below", "right", -5)):
        # a white edge keeps a number legible where the dashed rule runs through it
        layers.append(_numbers(test, align, dx, y, at, {"stroke": "white", "strokeWidth": 4}))
        layers.append(_numbers(test, align, dx, y, at))
    return {
        "title": {"text": [_PARTIES[of].text(language), row.label.text(language)], "fontSize": 13},
        "width": PANEL,
        "height": BAR * len(order),
        "data": {"values": values},
        "layer": layers,
    }


def _with_room(low: float, high: float, values: Sequence[Mapping[str, Any]]) -> list[float]:
    """Low and high moved apart until every bar's words have room beside it within the panel."""
    if low == high:
        high = low + 1.0
    for _ in range(_ROUNDS):
        for each in values:
            words = min(_MOST_WORDS, len(each["text"]) * _LETTER + _GAP)
            if each["below"]:
                low = min(low, high - (high - each["zero"]) * PANEL / (PANEL - words))
            else:
                high = max(high, low + (each["zero"] - low) * PANEL / (PANEL - words))
    return [low, high]


def _numbers(test: str, align: str, dx: int, y: Spec, x: Spec, edge: Spec | None = None) -> Spec:
    return {
        "transform": [{"filter": test}],
        "mark": {"type": "text", "align": align, "dx": dx, "fontSize": 11, "color": INK, **(edge or {})},
        "encoding": {"y": y, "x": x, "text": {"field": "text"}},
    }


def _words(found: Comparison, order: list[str], language: Language) -> Spec:
    values: list[dict[str, Any]] = []
    for name, column in zip(order, found.columns, strict=True):
        why = _why(column, language)
        lines = why or [(_FEASIBLE if column.result is not None else _UNTRIED).text(language)]
        if column.left is not None and len(lines) < _MOST_LINES:
            lines = [*lines, _left(column.left, language)]
        values.append({"column": name, "text": lines, "stopped": bool(why), "count": len(lines)})
    y = {"field": "column", "type": "nominal", "sort": order, "axis": None, "scale": {"paddingInner": 0.35}}
    layers = [
        {
            "transform": [{"filter": f"datum.count == {count}"}],
            "mark": {
                "type": "text",
                "align": "left",
                "x": 0,
                "dy": (1 - count) * _LINE / 2,
                "fontSize": 11,
                "lineHeight": _LINE,
            },
            "encoding": {
                "y": y,
                "text": {"field": "text"},
                "color": {"condition": {"test": "datum.stopped", "value": BAD}, "value": INK},
            },
        }
        for count in sorted({len(value["text"]) for value in values})
    ]
    return {
        "title": {"text": ["", _CARRIED_OUT.text(language)], "fontSize": 13},
        "width": 290,
        "height": BAR * len(order),
        "data": {"values": values},
        "layer": layers,
    }


def _why(column: Column, language: Language) -> list[str]:
    """Why a column can't be done, on a line for lack of money and one for all else."""
    money = [o.label.text(language) for o in column.obstacles if o.id.endswith("unfunded")]
    left = column.number(DEFAULTED)
    if left is not None:
        # the landlord's bar counts on rent that nobody has the money to pay (docs/model.md §13.2)
        money.append(f"{_THEN.text(language)} {format_number(left / 1e6, 2, language)}")
    rest = [o.label.text(language) for o in column.obstacles if not o.id.endswith("unfunded")]
    if {o.id for o in column.obstacles} >= {"landlord.covenants", "operator.covenants"}:
        rest = [_BOTH_BREAK.text(language), *rest[2:]]
    return [", ".join(part) for part in (money, rest) if part]


def _left(left: LeftBehind, language: Language) -> str:
    company = PARTIES[left.company].full.text(language).lower()
    return (_GONE if left.is_gone else _STAYS).text(language).format(company)


def _short(number: float, row: Row, language: Language) -> str:
    if row.unit == "NOK":
        return format_number(number / 1e6, 2, language)
    return format_number(number, 2, language)


def _reason(reason: Label | None, language: Language) -> str:
    return "–" if reason is None else reason.text(language)


_DEEPEST: Final = 2.0
_LINE: Final = 13
_MOST_LINES: Final = 2
"""Of words beside a bar."""
_LETTER, _GAP, _MOST_WORDS, _ROUNDS = 5.6, 7, 125, 12
"""Width of a letter beside a bar and of the gap before it, the most room words are given, and how many times
an end of the axis is moved on."""
_IN_MILLIONS: Final = 2e6
_TITLE: Final = Label("Hvilket alternativ?", "Which alternative?")
_SUBTITLE: Final = Label(
    "▸ og stiplet strek: det som sammenlignes mot. Bleke, stiplede søyler lar seg ikke gjøre som de står.",
    "▸ and dashed rule: what is compared with. Pale, dashed bars can't be done as they stand.",
)
_CUT: Final = "◂"
_CUT_NOTE: Final = Label(
    f"{_CUT}: søylen er kuttet ved {format_number(-_DEEPEST, 0, 'nb')}; tallet er det riktige.",
    f"{_CUT}: the bar is cut at {format_number(-_DEEPEST, 0, 'en')}; the number is the true one.",
)
_STANDINGS: Final[Mapping[Standing, Label]] = {
    "best": Label("best", "best"),
    "shared": Label("likt", "alike"),
    "only": Label("eneste mulige", "only one possible"),
    "paper": Label("på papiret", "on paper"),
}
_FEASIBLE: Final = Label("ja", "yes")
_THEN: Final = Label("gårdeier da", "landlord then")
_GONE: Final = Label("penger fra {} er ikke med", "money of {} is not counted")
_STAYS: Final = Label("noe sitter igjen hos {}", "something is left with {}")
_BOTH_BREAK: Final = Label("begge bryter lånevilkår", "both break covenants")
_UNTRIED: Final = Label("ikke prøvd", "not tried")
_CARRIED_OUT: Final = Label("Lar det seg gjøre?", "Can it be done?")
_PARTIES: Final[Mapping[Decider, Label]] = {
    "landlord": Label("Gårdeier", "Landlord"),
    "operator": Label("Driver", "Operator"),
    "bank": Label("Banken", "The bank"),
    "municipality": Label("Kommunen", "The municipality"),
}
