"""The views of an opened case, and the menu that leads to them.

A view is what the page shows of the case below the headline. Adding one: its words in `view_words.GROUPS`,
how it is drawn in `VIEWS`, the rest in a module of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final, NamedTuple

import streamlit as st

from feasibility.model import Result
from feasibility.screens import session
from feasibility.screens import view_words as words
from feasibility.screens.chosen import Opened
from feasibility.screens.links import WHY

_GROUP, _VIEW = "choice:group", "choice:view"


class View(NamedTuple):
    """The module whose `draw` draws a view, and whether the panel of the most wanted numbers stands beside.

    It is imported when it is drawn: all of them take longer than a first result.
    """

    module: str
    has_panel: bool = True

    def draw(self, opened: Opened, result: Result) -> None:
        """Draw it."""
        import_module(self.module).draw(opened, result)


def _view(module: str, *, has_panel: bool = True) -> View:
    return View(f"feasibility.screens.{module}", has_panel)


VIEWS: Final[Mapping[str, View]] = {
    "edit": _view("editing.view", has_panel=False),
    "register": _view("pages.register", has_panel=False),
    "benchmarks": _view("pages.field_figures", has_panel=False),
    words.DEFAULT_VIEW: _view("overview"),
    "negotiate": _view("negotiation.view", has_panel=False),
    "landlord": _view("pages.landlord"),
    "operator": _view("pages.operator"),
    "bank": _view("pages.bank"),
    "municipality": _view("pages.municipality"),
    "vat": _view("pages.vat"),
    "statements": _view("pages.statements", has_panel=False),
    "actual": _view("pages.actual", has_panel=False),
    "checks": _view("pages.checks", has_panel=False),
    WHY: _view("pages.why", has_panel=False),
    **dict.fromkeys(("stress", "capacity", "sensitivity"), _view("questions")),
    "compare": _view("comparing"),
    "out": _view("taking.view", has_panel=False),
    "papers": _view("pages.papers", has_panel=False),
    "versions": _view("versions", has_panel=False),
    "solve": _view("solving"),
    "simulate": _view("simulation.view"),
}
"""Every view by its name in the address."""

MODULES: Final = tuple(dict.fromkeys(view.module for view in VIEWS.values()))
"""Every module that draws one."""

ANSWERING: Final = (
    "feasibility.answers.stress",
    "feasibility.answers.capacity",
    "feasibility.answers.sensitivity",
    "scipy.optimize",
)
"""What these in turn import when somebody asks."""


def menu(opened: Opened) -> None:
    """The groups of views, and under them the views of the group that is open."""
    language = opened.chosen.language
    group = words.group_of(opened.chosen.view)
    st.session_state[_GROUP] = group
    st.session_state[_VIEW] = opened.chosen.view
    with st.container(key="menu", gap="small"):
        st.segmented_control(
            words.CHOOSE_GROUP.text(language),
            list(words.GROUPS),
            format_func=lambda id: words.GROUPS[id].label.text(language),
            key=_GROUP,
            on_change=_switch_group,
            label_visibility="collapsed",
        )
        views = words.GROUPS[group].views
        if len(views) > 1:
            st.pills(
                words.CHOOSE.text(language),
                list(views),
                format_func=lambda view: views[view].text(language),
                key=_VIEW,
                on_change=_switch_view,
                label_visibility="collapsed",
            )


def _switch_group() -> None:
    group: str | None = st.session_state[_GROUP]
    if group is not None:  # the chosen one, clicked again, is taken out: it stays
        session.switch_view(next(iter(words.GROUPS[group].views)))


def _switch_view() -> None:
    view: str | None = st.session_state[_VIEW]
    if view is not None:
        session.switch_view(view)
