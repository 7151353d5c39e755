"""Every warning with its source, and every check of the numbers."""

from __future__ import annotations

import streamlit as st

from feasibility.model import Result
from feasibility.screens import markup, results
from feasibility.screens.chosen import Opened
from feasibility.screens.pages import page_words as words
from feasibility.screens.pages.tables import Tables


def draw(opened: Opened, result: Result) -> None:
    """Checks that failed first; then warnings, then all checks."""
    tables = Tables(opened, result)
    tables.heading(words.WARNINGS)
    if result.warnings:
        tables.said(tables.say(words.WARNINGS_LEAD), "hint")
        st.html(
            markup.listing(
                (tables.say(each.text), tables.say(words.SOURCE).format(tables.say(each.source)))
                for each in result.warnings
            )
        )
    else:
        tables.said(tables.say(words.NO_WARNINGS))
    tables.heading(words.CHECKS)
    results.checks(result, tables.links)
