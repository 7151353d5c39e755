"""What the municipality gives, and what it gets for it."""

from __future__ import annotations

import streamlit as st

from feasibility.model import Result
from feasibility.model.base.result import Chart
from feasibility.screens import markup
from feasibility.screens.chosen import Opened
from feasibility.screens.figures import repeated
from feasibility.screens.pages import page_words as words
from feasibility.screens.pages.tables import Tables


def draw(opened: Opened, result: Result) -> None:
    """Support over time and how the operation fares with less of it, then what it comes to for each job."""
    tables = Tables(opened, result)
    if not result.case.support:
        st.info(markup.plain(tables.say(words.NO_SUPPORT)))
    known = {chart.id: chart for chart in result.built.charts}
    pictures = [known["support_ladder"]] if "support_ladder" in known else []
    if result.number("municipality.support_total"):
        lines = (tables.line("municipality.support"),)
        pictures.append(Chart("support", words.SUPPORT_BY_MONTH, "line", lines, "NOK"))
    pictures.append(known["members"])
    pictures.append(Chart("jobs", words.JOBS, "line", (tables.line("concept.jobs"),), "people"))
    tables.charts(pictures)
    tables.said(tables.say(words.PRESS_NUMBER), "hint")
    same = repeated(result, tables.language)
    of_it = [measure.line for measure in result.built.measures if measure.party == "municipality"]
    measures = [line for line in of_it if line.id not in same]
    tables.figures(words.GIVES_AND_GETS, measures, is_open=True)
    tables.figures(words.NEEDED, tables.lines(("concept.stands_alone", "concept.turns")))
    ladder = next((s for s in result.built.statements if s.id == "support_ladder"), None)
    if ladder is not None:
        tables.statement(ladder.label, ladder.rows)
