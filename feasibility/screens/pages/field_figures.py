"""The view of the field figures (nøkkeltall): the case beside what is known from the field."""

from __future__ import annotations

from feasibility.answers.field_figures import benchmarks
from feasibility.model import Result
from feasibility.screens import answer_page
from feasibility.screens.chosen import Opened


def draw(opened: Opened, result: Result) -> None:
    """The case beside the field; what pays a host, who fills the places, and the field's figures below."""
    answer_page.draw(benchmarks(result), opened.chosen.language)
