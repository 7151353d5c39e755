"""An answer on the screen: sentences, then pictures, then the tables behind them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import streamlit as st

from feasibility.answers.answer import Answer, Figure, Table, shown
from feasibility.language import Language
from feasibility.pictures.look import Picture
from feasibility.screens import markup
from feasibility.screens import question_words as words

# Streamlit would fit titles and axes into the width that is meant for what is drawn inside them.
_WHOLE: Final = {"type": "pad"}


def draw(found: Answer, language: Language, *, expanded: bool = True) -> None:
    """The answer; the first sentence is the answer in short, what is under it says why.

    expanded: the first table stands open.
    """
    st.html(
        markup.heading(found.title.text(language), 2)
        + "".join(markup.sentence(each.text.text(language), each.tone) for each in found.sentences)
    )
    pictures(found.pictures, found.id, language)
    for place, each in enumerate(found.tables):
        with st.expander(each.title.text(language), expanded=expanded and place == 0):
            table(each, language)
    for text in found.texts:
        with st.expander(text.title.text(language)):
            st.html("".join(markup.paragraph(part.text(language)) for part in text.paragraphs))


def pictures(found: Iterable[Picture], id: str, language: Language) -> None:
    """Pictures of an answer or a part of a paper, each with what it shows in words."""
    for number, picture in enumerate(found):
        # What is drawn is said aloud by these words.
        told = {"autosize": _WHOLE, "description": picture.about.text(language)}
        with st.container(key=f"picture:{id}:{number}"):
            st.vega_lite_chart(spec={**told, **picture.spec(language)}, width="content", theme=None)
        with st.expander(words.ABOUT_PICTURE.text(language)):
            st.html(markup.paragraph(picture.about.text(language)))


def table(table: Table, language: Language) -> None:
    """A table with what is to be said under it."""
    st.html(_table(table, language))
    if table.note is not None:
        st.html(markup.paragraph(table.note.text(language), "hint"))


def _table(table: Table, language: Language) -> str:
    cells = [
        [
            (shown(cell, column, language), isinstance(cell, Figure))
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    heads = [column.label.text(language) for column in table.columns]
    return markup.answer_table(cells, heads, table.title.text(language))
