"""The top of the page: language, example, support, and the way back to the example's own numbers."""

from collections.abc import Sequence

import streamlit as st

from feasibility.case import Case, CaseError
from feasibility.language import LANGUAGES, Label, Language
from feasibility.screens import chosen, markup, session, words
from feasibility.screens.chosen import Chosen

_LANGUAGE = "choice:language"
_EXAMPLE = "choice:example"
_SUPPORT = "choice:support"


def heading(language: Language) -> None:
    """The page's title, and the switch between the languages."""
    st.session_state[_LANGUAGE] = language
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.html(
            f'<h1 class="fz-h1">{words.TITLE.text(language)}</h1>'
            + markup.paragraph(words.LEAD.text(language), "lead"),
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
        choose_example(names, language)
        st.session_state[_SUPPORT] = now.with_support
        has_support = bool(case.support)
        st.toggle(
            words.SUPPORT.text(language),
            key=_SUPPORT,
            on_change=_switch_support,
            disabled=not has_support,
            help=(words.SUPPORT_HELP if has_support else words.NO_SUPPORT_IN_CASE).text(language),
        )
        if now.is_changed:
            st.button(words.RESET.text(language), key="reset", on_click=session.start_over, type="secondary")


def about(case: Case, language: Language) -> None:
    """What the case says of itself."""
    if case.description:
        with st.expander(words.ABOUT_EXAMPLE.text(language)):
            st.html(markup.paragraph(case.description))


def choose_example(names: Sequence[str], language: Language) -> None:
    """The list of examples; an example that cannot be read is listed by its file's name."""
    st.session_state[_EXAMPLE] = chosen.example_in(session.address(), names)
    st.selectbox(
        words.EXAMPLE.text(language),
        names,
        format_func=_name,
        key=_EXAMPLE,
        on_change=_switch_example,
        width=420,
    )


def mistakes(about: Label, messages: Sequence[str], language: Language) -> None:
    """What cannot be used, one message to a line."""
    lines = "".join(f"\n- {markup.plain(message)}" for message in messages)
    st.error(f"{about.text(language)}\n{lines}")


def _name(name: str) -> str:
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
