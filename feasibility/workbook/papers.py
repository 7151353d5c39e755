"""Which papers a book carries, made from its own run, so that they can be made once more.

A book that comes back is held against one made anew from the case its certificate carries. So a paper in a
book says nothing that does not follow from that case: which scenario was run stands on the sheet's own line.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from feasibility.model.base.result import Result
from feasibility.papers.choose import PAPERS, paper
from feasibility.papers.paper import Paper, PaperId
from feasibility.report.summary import Applied
from feasibility.workbook.certificate import carried

PREFIX: Final = "paper_"
"""What the id of a paper's sheet begins with; the reader's follows."""


def readers_of(ids: Sequence[str]) -> tuple[PaperId, ...]:
    """The readers whose papers are among sheets of these ids, in the order of the papers."""
    return tuple(reader for reader in PAPERS if f"{PREFIX}{reader}" in ids)


def papers_of_book(result: Result, readers: Sequence[PaperId], with_support: bool) -> list[Paper]:
    """Each reader's paper of a run, from what the book carries of its case."""
    if not readers:
        return []
    kept = dataclasses.replace(result, case=carried(result.case))
    applied = Applied(with_support=with_support)
    return [paper(kept, reader, applied, kept.case) for reader in PAPERS if reader in readers]
