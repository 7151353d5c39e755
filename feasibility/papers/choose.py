"""The paper asked for, by whom it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from feasibility.analysis.municipality_account import takes_part
from feasibility.answers.answer import Sentence
from feasibility.case import Case
from feasibility.language import Label
from feasibility.model import Result
from feasibility.papers.board import board_paper
from feasibility.papers.credit import credit_paper
from feasibility.papers.municipality import municipality_paper
from feasibility.papers.paper import Paper, PaperId
from feasibility.report.summary import Applied
from feasibility.version import __version__

_MADE_BY: Final[Mapping[PaperId, Callable[[Result, Applied, str, Case], Paper]]] = {
    "board": board_paper,
    "bank": credit_paper,
    "municipality": municipality_paper,
}
PAPERS: Final[tuple[PaperId, ...]] = tuple(_MADE_BY)


def paper(
    result: Result, reader: PaperId = "board", applied: Applied | None = None, base: Case | None = None
) -> Paper:
    """The paper for a board (styresak), a bank (kredittnotat) or a municipality, as a value.

    Args:
        result: the run it shows.
        reader: whom it is for.
        applied: what the run changed in the case; nothing where it is left out.
        base: the case as its file states it, where the run is of a scenario or of changes in it.

    Raises:
        KeyError: there is no paper for such a reader.
    """
    found = _MADE_BY[reader](result, applied or Applied(), __version__, base or result.case)
    if not result.failed_checks:
        return found
    first = found.parts[0]
    warned = replace(first, sentences=(Sentence(_CHECKS_FAIL, "bad"), *first.sentences))
    return replace(found, parts=(warned, *found.parts[1:]))


def papers_for(result: Result) -> tuple[PaperId, ...]:
    """Those whom the run has a paper for: the board always, a bank where somebody borrows or asks for money,
    a municipality where it gives something: support, as landlord or owner, or a guarantee."""
    sought = result.case.papers.sought.amount_nok
    lends = sought is not None or any(view.loans for view in result.built.bank)
    has: dict[PaperId, bool] = {"board": True, "bank": lends, "municipality": takes_part(result)}
    return tuple(reader for reader in PAPERS if has[reader])


_CHECKS_FAIL: Final = Label(
    "KONTROLL FEILER: stol ikke på tallene i dette papiret før det er rettet.",
    "CHECKS FAIL: do not trust the numbers of this paper before it is mended.",
)
