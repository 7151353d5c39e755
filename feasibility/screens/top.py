"""The top of the page: language, example, support, and the way back to the example's own numbers."""

from collections.abc import Sequence

import streamlit as st

from feasibility import resources
from feasibility.case import Case, CaseError
from feasibility.language import LANGUAGES, Label, Language
from feasibility.screens import chosen, markup, saved, session, start_words, words
from feasibility.screens.chosen import Chosen, Opened
from feasibility.screens.hosting import sharing

_LANGUAGE = "choice:language"
_EXAMPLE = "choice:example"
_SUPPORT = "choice:support"


def title(said: Label, lead: Label, language: Language) -> None:
    """The page's title, and the switch between the languages."""
    st.session_state[_LANGUAGE] = language
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.html(
            markup.heading(said.text(language), 1) + markup.paragraph(lead.text(language), "lead"),
            width="content",
        )
        st.segmented_control(
            words.LANGUAGE.text(language),
            LANGUAGES,
            format_func=lambda known: words.LANGUAGE_NAMES[known],
            key=_LANGUAGE,
            on_change=_switch_language,
            label_visibility="collapsed",
        )


def controls(names: Sequence[str], case: Case, now: Chosen) -> None:
    """Example, support, and the button that drops every change, where there is one."""
    language = now.language
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom", gap="medium"):
        to_start(language)
        choose_example(names, language)
        _support(case, now)
        if now.is_changed:
            st.button(words.RESET.text(language), key="reset", on_click=session.start_over, type="secondary")
        st.button(start_words.SAVE_EXAMPLE.text(language), key="save_example", on_click=save_example)


def _support(case: Case, now: Chosen) -> None:
    st.session_state[_SUPPORT] = now.with_support
    has_support = bool(case.support)
    st.toggle(
        words.SUPPORT.text(now.language),
        key=_SUPPORT,
        on_change=_switch_support,
        disabled=not has_support,
        help=(words.SUPPORT_HELP if has_support else words.NO_SUPPORT_IN_CASE).text(now.language),
    )


def save_example(view: str = "") -> None:
    """Save the example, as it is changed, as a case of one's own, and show it; view: which view of it."""
    opened = session.current()
    session.keep_new(opened.changed, resources.offered_text(opened.chosen.example))
    if view:
        session.switch_view(view)


def said_of_saving(language: Language) -> None:
    """What is to be told, once, of something saved or not saved."""
    label = saved.told()
    if label is not None:
        st.warning(markup.plain(label.text(language)))


def saved_case(opened: Opened) -> None:
    """Support, and the way back to the start page; who may only read is told so."""
    assert opened.saved is not None
    now, language = opened.chosen, opened.chosen.language
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom", gap="medium"):
        to_start(language)
        _support(opened.example, now)
        sharing.draw(opened.saved, language)
    told = start_words.SAVED.text(language).format(saved.when(opened.saved.version.saved, language))
    st.html(markup.paragraph(told, "hint"))
    if opened.saved.saved.access == "viewer":
        st.info(start_words.READ_ONLY.text(language))


def to_start(language: Language) -> None:
    """The way back to the start page."""
    st.button(start_words.TO_START.text(language), key="to_start", on_click=session.go_to_start)


def about(opened: Opened, language: Language) -> None:
    """What the case says of itself."""
    if opened.example.description:
        label = words.ABOUT_EXAMPLE if opened.saved is None else start_words.ABOUT_CASE
        with st.expander(label.text(language)):
            st.html(markup.paragraph(opened.example.description))


def choose_example(names: Sequence[str], language: Language) -> None:
    """The list of examples; an example that cannot be read is listed by its file's name."""
    st.session_state[_EXAMPLE] = chosen.example_in(session.address(), names)
    st.selectbox(
        words.EXAMPLE.text(language),
        names,
        format_func=name_of,
        key=_EXAMPLE,
        on_change=_switch_example,
        width=420,
    )


def mistakes(about: Label, messages: Sequence[str], language: Language) -> None:
    """What cannot be used, one message to a line."""
    lines = "".join(f"\n- {markup.plain(message)}" for message in messages)
    st.error(f"{about.text(language)}\n{lines}")


def name_of(name: str) -> str:
    """What an example calls itself; its file's name where it cannot be read."""
    try:
        return session.case_of(name).name
    except CaseError:
        return name


def _switch_language() -> None:
    language: Language | None = st.session_state[_LANGUAGE]
    if language is not None:  # the chosen one, clicked again, is taken out: it stays
        session.forget_mistakes()
        session.switch_language(language)


def _switch_example() -> None:
    session.switch_example(st.session_state[_EXAMPLE])


def _switch_support() -> None:
    session.switch_support(st.session_state[_SUPPORT])
