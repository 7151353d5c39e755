"""The point put into the case: as an edit of a saved case, in an example's address, or as a case saved."""

from __future__ import annotations

import streamlit as st

from feasibility import resources
from feasibility.analysis.negotiate.negotiation import Explored
from feasibility.case import Case, CaseError, to_mapping
from feasibility.screens import chosen, markup, saved, session
from feasibility.screens.chosen import Opened
from feasibility.screens.fields import fields_by_key
from feasibility.screens.negotiation import words
from feasibility.screens.negotiation.point import Place, stated


def draw(opened: Opened, found: Explored, place: Place) -> None:
    """The button, where the point is not what the case says already and whoever looks may change it."""
    language, at = opened.chosen.language, place.now(found)
    if at == stated(found):
        st.html(markup.paragraph(words.IS_STATED.text(language), "hint"))
        return
    if opened.saved is not None and opened.saved.saved.access == "viewer":
        return
    try:
        changed = found.map.ready.put_into(opened.changed, {found.map.x.id: at[0], found.map.y.id: at[1]})
    except CaseError as error:
        told = " ".join(error.messages(language))
        st.html(markup.paragraph(words.CANNOT.text(language).format(told), "hint"))
        return
    numbers = None if opened.saved is not None else in_address(opened, changed)
    fits = opened.saved is not None or numbers is not None
    label, about = (words.USE, words.USE_HELP) if fits else (words.SAVE, words.SAVE_HELP)
    if not st.button(label.text(language), key="use_point", type="primary", help=about.text(language)):
        return
    session.forget_mistakes()
    is_kept = True
    if opened.saved is not None:
        is_kept = saved.keep(opened.saved.saved.id, changed)
    elif numbers is not None:
        session.change_numbers(numbers)
    else:
        is_kept = session.keep_new(changed, resources.offered_text(opened.chosen.example))
        if is_kept:
            session.switch_view(opened.chosen.view)
    if is_kept:  # else the point stays where it is, and the page tells why
        place.forget()
    st.rerun()  # the whole page: every number of it is another now


def in_address(opened: Opened, case: Case) -> dict[str, float] | None:
    """The numbers in an example's address that make it the case; None where no such numbers do."""
    known = fields_by_key(opened.example)
    wanted = {field.key: field.original for field in fields_by_key(case).values()}
    numbers = {key: value for key, value in wanted.items() if key in known and value != known[key].original}
    try:
        got = chosen.changed(opened.example, numbers)
    except CaseError:
        return None
    return numbers if _stated(got) == _stated(case) else None


def _stated(case: Case) -> dict[str, object]:
    """What a case states, but for where its numbers come from."""
    return {name: value for name, value in to_mapping(case).items() if name != "sources"}
