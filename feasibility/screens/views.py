"""The views of an opened case, and the menu that leads to them.

A view is what the page shows of the case below the headline. Adding one: its words in `view_words.GROUPS`,
how it is drawn in `VIEWS`, the rest in a module of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import streamlit as st

from feasibility.model import Result
from feasibility.screens import comparing, overview, questions, session, solving, versions
from feasibility.screens import view_words as words
from feasibility.screens.chosen import Opened
from feasibility.screens.editing import view as editing
from feasibility.screens.links import WHY
from feasibility.screens.negotiation import view as negotiation
from feasibility.screens.pages import (
    actual,
    bank,
    checks,
    landlord,
    municipality,
    operator,
    papers,
    register,
    statements,
    vat,
    why,
)
from feasibility.screens.simulation import view as simulation
from feasibility.screens.taking import view as taking

_GROUP, _VIEW = "choice:group", "choice:view"


class View(NamedTuple):
    """How a view is drawn, and whether the panel of the most wanted numbers stands beside it."""

    draw: Callable[[Opened, Result], None]
    has_panel: bool = True


VIEWS: Final[Mapping[str, View]] = {
    "edit": View(editing.draw, has_panel=False),
    "register": View(register.draw, has_panel=False),
    words.DEFAULT_VIEW: View(overview.draw),
    "negotiate": View(negotiation.draw, has_panel=False),
    "landlord": View(landlord.draw),
    "operator": View(operator.draw),
    "bank": View(bank.draw),
    "municipality": View(municipality.draw),
    "vat": View(vat.draw),
    "statements": View(statements.draw, has_panel=False),
    "actual": View(actual.draw, has_panel=False),
    "checks": View(checks.draw, has_panel=False),
    WHY: View(why.draw, has_panel=False),
    **{name: View(questions.draw) for name in questions.ASKED},
    "compare": View(comparing.draw),
    "out": View(taking.draw, has_panel=False),
    "papers": View(papers.draw, has_panel=False),
    "versions": View(versions.draw, has_panel=False),
    "solve": View(solving.draw),
    "simulate": View(simulation.draw),
}
"""Every view by its name in the address."""


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
