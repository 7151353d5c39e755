"""A bank's measure by calendar year against its covenant (lånevilkår): columns, and a line at the limit."""

from __future__ import annotations

import math

from feasibility.engine.expr import Input
from feasibility.language import Label, Language, format_measure, format_number, format_share
from feasibility.model import Result
from feasibility.model.base.bank_view import BankView, Measured
from feasibility.pictures.look import BAD, INK, LANDLORD, MUTED, OPERATOR, Spec, framed, number_axis

_HEIGHT = 240
_LABELLED = 16
"""The most years whose numbers are written on their columns."""


def covenant_picture(result: Result, view: BankView, measured: Measured, language: Language) -> Spec | None:
    """The measure's years that have a number, those that count apart from the others; None without any.

    A year that breaks the covenant says so in words, not by its colour alone.
    """
    limit = _limit(result, measured)
    years = _years(result, view, measured, language)
    if not years:
        return None
    unit = measured.by_year.unit
    party = LANDLORD if view.party == "landlord" else OPERATOR
    names = {kind: label.text(language) for kind, label in _KINDS.items()}
    colours = {"holds": party, "broken": BAD, "not_counted": MUTED}
    met = [kind for kind in names if any(year["kind"] == names[kind] for year in years)]
    layers: list[Spec] = [
        {
            "data": {"values": years},
            "mark": {"type": "bar", "cornerRadius": 1},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "title": None, "axis": _X},
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "axis": number_axis(unit, [float(str(year["value"])) for year in years], language),
                },
                "color": {
                    "field": "kind",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": [names[k] for k in met], "range": [colours[k] for k in met]},
                    "legend": {"orient": "bottom", "columns": 1} if len(met) > 1 else None,
                },
                "tooltip": [
                    {"field": "year", "type": "ordinal", "title": _YEAR.text(language)},
                    {"field": "shown", "type": "nominal", "title": measured.label.text(language)},
                    {"field": "kind", "type": "nominal", "title": " "},
                ],
            },
        }
    ]
    if len(years) <= _LABELLED:
        layers.append(
            {
                "data": {"values": years},
                "mark": {"type": "text", "dy": {"expr": "datum.value < 0 ? 10 : -7"}, "color": INK},
                "encoding": {
                    "x": {"field": "year", "type": "ordinal"},
                    "y": {"field": "value", "type": "quantitative"},
                    "text": {"field": "brief", "type": "nominal"},
                },
            }
        )
    if limit is not None:
        layers.append(
            {
                "data": {"values": [{"value": limit}]},
                "mark": {"type": "rule", "color": INK, "strokeWidth": 2, "strokeDash": [6, 4]},
                "encoding": {"y": {"field": "value", "type": "quantitative"}},
            }
        )
    under = "" if limit is None else limit_in_words(measured, limit, language)
    title = measured.label.text(language)
    spec = framed({"layer": layers}, title, language, None, _HEIGHT, under)
    return spec | {"width": "container", "description": about(result, measured, language)}


def about(result: Result, measured: Measured, language: Language) -> str:
    """The picture in words."""
    limit = _limit(result, measured)
    covenant = "" if limit is None else f" {limit_in_words(measured, limit, language)}."
    return f"{measured.label.text(language)}: {_ABOUT.text(language)}.{covenant}"


def limit_in_words(measured: Measured, limit: float, language: Language) -> str:
    """ "Stiplet: lånevilkår, minst 1,20"."""
    words = _AT_MOST if measured.id == "ltv" else _AT_LEAST
    return words.text(language).format(_number(limit, measured.by_year.unit, language))


def _years(
    result: Result, view: BankView, measured: Measured, language: Language
) -> list[dict[str, str | float]]:
    values = result.values
    count = int((values["calendar.months_in_year"] > 0).sum())
    numbers = values.of(measured.by_year)[:count].tolist()
    counted = values.of(view.counted)[:count].tolist()
    headroom = [0.0] * count if measured.headroom is None else values.of(measured.headroom)[:count].tolist()
    rows: list[dict[str, str | float]] = []
    for year, value, counts, left in zip(
        values["calendar.years"].tolist(), numbers, counted, headroom, strict=False
    ):
        if math.isnan(value):
            continue
        kind = "not_counted" if not counts else "broken" if left < 0 else "holds"
        rows.append(
            {
                "year": str(int(year)),
                "value": value,
                "shown": _number(value, measured.by_year.unit, language),
                "brief": _brief(value, measured.by_year.unit, language),
                "kind": _KINDS[kind].text(language),
            }
        )
    return rows


def _limit(result: Result, measured: Measured) -> float | None:
    return result.values.inputs[measured.limit.id] if isinstance(measured.limit, Input) else None


def _number(value: float, unit: str, language: Language) -> str:
    return format_number(value, 2, language) if unit == "ratio" else format_measure(value, unit, language)


def _brief(value: float, unit: str, language: Language) -> str:
    """The number where there is little room: a share without decimals."""
    return format_share(value, language, 0) if unit == "share" else _number(value, unit, language)


_X = {"labelAngle": 0, "labelOverlap": True}
_KINDS = {
    "holds": Label("år som teller", "years that count"),
    "broken": Label("år som teller, lånevilkåret brytes", "years that count, the covenant is broken"),
    "not_counted": Label("bygge- og åpningsår, teller ikke", "years of building and opening, not counted"),
}
_YEAR = Label("År", "Year")
_ABOUT = Label("en søyle for hvert kalenderår", "a column for each calendar year")
_AT_LEAST = Label("Stiplet: lånevilkår, minst {}", "Dashed: covenant, at least {}")
_AT_MOST = Label("Stiplet: lånevilkår, høyst {}", "Dashed: covenant, at most {}")
