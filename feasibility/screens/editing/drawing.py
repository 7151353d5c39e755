"""What all that is drawn of a case has in common: the case, what waits to be saved, and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from feasibility.case import Case, Origin
from feasibility.language import Label, Language
from feasibility.screens.editing import state
from feasibility.screens.editing.forms import Typed
from feasibility.screens.editing.outline import Place, below

NAME_FIELD: Final = "label"
"""The field of an item that holds what it is called."""


@dataclass
class Drawing:
    """What all that is drawn of a case has in common.

    Attributes:
        waiting: what is typed and not saved, by path. contested: those of its paths at which somebody else
            has been. mistakes: what is wrong, by path, in words.
        origins: whose each number is. show_all: whether fields with the program's default are drawn.
        title: the heading that all of it stands under.
        told: the paths whose mistakes have been told so far. disabled: for one who may only read.
    """

    case: Case
    case_id: str
    language: Language
    waiting: Mapping[str, Typed]
    contested: Collection[str]
    mistakes: Mapping[str, Sequence[str]]
    origins: Mapping[str, Origin]
    show_all: bool
    disabled: bool
    title: Label | None = None
    told: set[str] = field(default_factory=set)

    def hides(self, place: Place) -> bool:
        """Whether a place is left out: the case says nothing of it, and nobody has asked to see it."""
        if self._is_of_nobody(place):
            return not self.show_all
        if self.show_all or not _may_be_hidden(place):
            return False
        if place.name in self.waiting or any(self._is_at(path, place) for path in self.mistakes):
            return False
        return place.is_single

    def _is_of_nobody(self, place: Place) -> bool:
        """Whether it is all of a next operator's, in a case in which none comes."""
        own = place.path[-1] == "next_operator" and not place.is_stated
        return own and "next_operator" not in self.case.companies

    def hidden_count(self, place: Place) -> int:
        """How many fields are left out at or below a place, as it is drawn now."""
        if place.kind in ("items", "entries"):
            opened = st.session_state.get(state.item_key(self.case_id, place.name))
            inner = [each for each in below(self.case, place) if each.path[-1] == opened]
            return sum(self.hidden_count(each) for each in inner)
        if place.is_single:
            return int(_may_be_hidden(place) and place.name not in self.waiting)
        return sum(self.hidden_count(each) for each in below(self.case, place))

    def messages(self, place: Place) -> list[str]:
        """What is wrong at a place, and within it where it is one field; remembered as told."""
        found: list[str] = []
        for path, texts in self.mistakes.items():
            if self._is_at(path, place):
                self.told.add(path)
                found += texts
        return list(dict.fromkeys(found))

    @staticmethod
    def _is_at(path: str, place: Place) -> bool:
        return path == place.name or (place.is_single and path.startswith(f"{place.name}."))


def _may_be_hidden(place: Place) -> bool:
    """Whether the program's default holds; what an item is called can always be seen and changed."""
    return not (place.is_stated or place.is_tag or place.is_required or place.path[-1] == NAME_FIELD)
