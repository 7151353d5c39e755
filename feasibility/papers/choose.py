"""The paper asked for, by whom it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from feasibility.model import Result
from feasibility.papers.board import board_paper
from feasibility.papers.credit import credit_paper
from feasibility.papers.municipality import municipality_paper
from feasibility.papers.paper import Paper, PaperId
from feasibility.report.summary import Applied
from feasibility.version import __version__

_MADE_BY: Final[Mapping[PaperId, Callable[[Result, Applied, str], Paper]]] = {
    "board": board_paper,
    "bank": credit_paper,
    "municipality": municipality_paper,
}
PAPERS: Final[tuple[PaperId, ...]] = tuple(_MADE_BY)


def paper(result: Result, reader: PaperId = "board", applied: Applied | None = None) -> Paper:
    """The paper for a board (styresak), a bank (kredittnotat) or a municipality, as a value.

    Args:
        result: the run it shows.
        reader: whom it is for.
        applied: what the run changed in the case; nothing where it is left out.

    Raises:
        KeyError: there is no paper for such a reader.
    """
    return _MADE_BY[reader](result, applied or Applied(), __version__)
