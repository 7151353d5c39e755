"""The stress grid drawn: what every row does to a company's value and to its money, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from feasibility.analysis.operator_fails import ORE
from feasibility.analysis.stress import Stressed, StressGrid, StressRow
from feasibility.analysis.stress.grid import Party
from feasibility.language import Label, Language, format_number
from feasibility.names import PARTIES
from feasibility.pictures.look import BAD, INK, MUTED, PARTY_COLOURS, Picture, Spec, framed

_STEP = 21
_WIDTH = 250
_THOUSAND = 1000


def picture(grid: StressGrid, party: Party) -> Picture:
    """One company: change of present value, and the least money it has, row by row."""
    name = PARTIES[party].short
    return Picture(
        party,
        Label(f"Stresstest, {name.nb.lower()}", f"Stress test, {name.en.lower()}"),
        Label(
            "Til venstre hva hendelsen gjør med nåverdien, til høyre det minste selskapet har av penger; "
            "under null mangler det penger ingen har sagt ja til.",
            "To the left what the row does to present value, to the right the least money the company has; "
            "below zero it lacks money nobody has agreed to.",
        ),
        lambda language: _spec(grid, party, language),
    )


def _spec(grid: StressGrid, party: Party, language: Language) -> Spec:
    base, *others = grid.of(party)
    before = base.parties[party]
    others = sorted(others, key=lambda row: _harm(row.parties[party], before))
    rows = [_row(row, party, before, language) for row in (base, *others)]
    order = [str(row["row"]) for row in rows]
    colour = PARTY_COLOURS[party]
    npv = _bars(rows, "change", order, _CHANGE.text(language), colour, language, 0.0, True)
    cash = _bars(rows, "cash", order, _LEAST.text(language), colour, language, _in(before), False)
    title = Label(
        f"Hva tåler {PARTIES[party].full.nb.lower()}?",
        f"What can {PARTIES[party].full.en.lower()} take?",
    )
    subtitle = [_SUBTITLE.text(language)]
    if party == "landlord" and any(row.operator_fails for row in grid.of(party)):
        subtitle.append(_UNPAID.text(language))
    if grid.calls(party):
        subtitle.append(_CALLED.text(language))
    spec: dict[str, Any] = {"hconcat": [npv, cash], "spacing": 24}
    return framed(spec, title.text(language), language, None, None, subtitle)


def _harm(found: Stressed, before: Stressed) -> tuple[float, float]:
    return (found.lowest_cash_nok or 0.0) - (before.lowest_cash_nok or 0.0), found.npv_nok or 0.0


def _in(found: Stressed) -> float:
    return (found.lowest_cash_nok or 0.0) / _THOUSAND


def _row(row: StressRow, party: Party, before: Stressed, language: Language) -> dict[str, object]:
    found = row.parties[party]
    change = ((found.npv_nok or 0.0) - (before.npv_nok or 0.0)) / _THOUSAND
    cash = _in(found)
    mark = " *" if party == "landlord" and row.operator_fails else ""
    money = format_number(cash, 0, language)
    if found.called_nok > ORE:
        money = f"{money} ({format_number(found.called_nok / _THOUSAND, 0, language)})"
    shown = "0" if row.id == "base" or round(change) == 0 else _signed(change, language)
    return {
        "row": row.label.text(language) + mark,
        "change": change,
        "change_text": shown,
        "cash": cash,
        "cash_text": money,
        "short": found.unfunded_nok > ORE,
    }


def _signed(value: float, language: Language) -> str:
    text = format_number(value, 0, language)
    return f"+{text}" if value > 0 else text


def _bars(
    rows: Sequence[dict[str, object]], name: str, order: list[str], title: str, colour: str,
    language: Language, rule: float, has_names: bool,
) -> Spec:  # fmt: skip
    """Bars with their numbers in words beside them, and a line at what the case has."""
    values = [float(str(row[name])) for row in rows]
    span = max(max(values, default=0), 0, rule) - min(min(values, default=0), 0, rule) or 1.0
    low, high = min([*values, 0.0, rule]), max([*values, 0.0, rule])
    y = {
        "field": "row",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {"labelLimit": 440, "labelPadding": 8, "ticks": False} if has_names else None,
    }
    x = {
        "field": name,
        "type": "quantitative",
        "scale": {"domain": [low - 0.34 * span, high + 0.34 * span], "nice": False},
        "axis": {"title": title, "format": ",.0f", "tickCount": 4},
    }
    short = {"test": "datum.short", "value": BAD} if name == "cash" else {"test": "false", "value": BAD}
    text = {"dx": {"expr": f"datum.{name} < 0 ? -4 : 4"}, "fontSize": 12, "color": INK}
    return {
        "width": _WIDTH,
        "height": {"step": _STEP},
        "data": {"values": list(rows)},
        "layer": [
            {
                "mark": {"type": "bar", "height": {"band": 0.62}},
                "encoding": {"y": y, "x": x, "color": {"condition": short, "value": colour}},
            },
            {
                # Drawn of no row, it would be read out as a picture without a name; the subtitle tells of it.
                "mark": {"type": "rule", "color": MUTED, "strokeDash": [4, 3], "aria": False},
                "encoding": {"x": {"datum": rule, "type": "quantitative"}},
            },
            {
                "transform": [{"filter": f"datum.{name} >= 0"}],
                "mark": {"type": "text", "align": "left", **text},
                "encoding": {"y": y, "x": x, "text": {"field": f"{name}_text"}},
            },
            {
                "transform": [{"filter": f"datum.{name} < 0"}],
                "mark": {"type": "text", "align": "right", **text},
                "encoding": {"y": y, "x": x, "text": {"field": f"{name}_text"}},
            },
        ],
    }


_CHANGE = Label("Endring i nåverdi (1 000 kr)", "Change of present value (NOK 1,000)")
_LEAST = Label("Minste likviditet (1 000 kr)", "Least liquidity (NOK 1,000)")
_SUBTITLE = Label(
    "Verst for likviditeten øverst. Stiplet: saken som den står. Under null mangler penger.",
    "Worst for liquidity first. Dashed: the case as it stands. Below zero money is missing.",
)
_CALLED = Label(
    "I parentes: det eierne skyter inn i alt, slik saken forutsetter, for at pengene skal holde.",
    "In brackets: what the owners put in, in all, as the case assumes, to make the money last.",
)
_UNPAID = Label(
    "* Driveren mangler penger, så leien kan utebli; tallene forutsetter at den kommer.",
    "* The operator lacks money, so the rent may fail; the numbers take it that it comes.",
)
