"""The point on the map: what it is now, what it may be, and how it is moved by two fields and two sliders.

The exact point is kept by itself: a slider stands at the nearest of its steps, a field at its first digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from feasibility.analysis.negotiate.negotiation import Explored
from feasibility.analysis.negotiate.terms import Dimension
from feasibility.answers.negotiation_words import value_of
from feasibility.language import Language, NotANumber
from feasibility.screens import markup, typed
from feasibility.screens.negotiation import words

_STEPS: Final = 200
"""Of a slider, where the term is not counted in whole numbers."""
_DIGITS: Final = 4
"""In a field: a hundredth of a percentage point, or of an øre."""


@dataclass(frozen=True)
class Place:
    """Where a point is kept between two interactions: of one case and one pair of terms."""

    of: str

    def now(self, found: Explored) -> tuple[float, float]:
        """The point: where it was left, as far as the map still reaches, or where one begins."""
        kept = st.session_state.get(f"point:{self.of}")
        x, y = kept if kept is not None else _first(found)
        return _within(found.map.x, x), _within(found.map.y, y)

    def move(self, x: float, y: float) -> None:
        """Move it."""
        st.session_state[f"point:{self.of}"] = (x, y)

    def forget(self) -> None:
        """Begin anew: at the case as it stands, where that is a point."""
        st.session_state.pop(f"point:{self.of}", None)


def fields(place: Place, found: Explored, language: Language) -> tuple[float, float]:
    """The sliders and fields; the point they stand at."""
    point = place.now(found)
    for which, dimension in enumerate((found.map.x, found.map.y)):
        _one(place, found, which, dimension, language)
    return point


def stated(found: Explored) -> tuple[float, float] | None:
    """The case as it stands, where it is a point of the map."""
    x, y = found.map.x, found.map.y
    if x.stated is None or y.stated is None:
        return None
    is_inside = x.low <= x.stated <= x.high and y.low <= y.stated <= y.high
    return (x.stated, y.stated) if is_inside else None


def _first(found: Explored) -> tuple[float, float]:
    return stated(found) or found.start[1:]


def _within(dimension: Dimension, value: float) -> float:
    return min(max(value, dimension.low), dimension.high)


def _one(place: Place, found: Explored, which: int, dimension: Dimension, language: Language) -> None:
    value = place.now(found)[which]
    steps = _steps(dimension)
    slider, text = (f"{kind}:{place.of}:{which}" for kind in ("slider", "typed"))
    refused = st.session_state.get(f"refused:{text}", "")
    st.session_state[slider] = min(steps, key=lambda step: abs(step - value))
    if not refused or text not in st.session_state:
        st.session_state[text] = typed.written(round(value, _DIGITS), dimension.unit, language)
    name = dimension.label.text(language)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.select_slider(
            markup.plain(name),
            steps,
            format_func=lambda step: value_of(dimension, step, language),
            key=slider,
            on_change=_slid,
            args=(place, found, which, slider, text),
        )
        unit = typed.unit_words(dimension.unit, language)
        st.text_input(
            markup.plain(words.TYPED.text(language).format(name, unit)),
            key=text,
            on_change=_typed,
            args=(place, found, which, text, language),
            label_visibility="collapsed",
            width=130,
            autocomplete="off",
        )
    if refused:
        st.html(markup.paragraph(refused, "mistake"))


def _steps(dimension: Dimension) -> list[float]:
    if dimension.is_whole:
        return [float(whole) for whole in range(round(dimension.low), round(dimension.high) + 1)]
    wide = (dimension.high - dimension.low) / _STEPS
    return [round(dimension.low + wide * step, 6) for step in range(_STEPS + 1)]


def _slid(place: Place, found: Explored, which: int, slider: str, text: str) -> None:
    st.session_state.pop(f"refused:{text}", None)
    _moved(place, found, which, float(st.session_state[slider]))


def _typed(place: Place, found: Explored, which: int, text: str, language: Language) -> None:
    dimension = (found.map.x, found.map.y)[which]
    refused = ""
    try:
        value = typed.read(st.session_state[text], dimension.unit, language)
    except NotANumber as error:
        refused = str(error)
    else:
        if not dimension.low <= value <= dimension.high:
            ends = (value_of(dimension, end, language) for end in (dimension.low, dimension.high))
            refused = words.OUTSIDE.text(language).format(*ends)
        elif dimension.is_whole and not value.is_integer():
            refused = words.WHOLE.text(language)
        else:
            _moved(place, found, which, value)
    st.session_state[f"refused:{text}"] = refused


def _moved(place: Place, found: Explored, which: int, value: float) -> None:
    x, y = place.now(found)
    place.move(*((value, y) if which == 0 else (x, value)))
