"""The workbook of the largest example, written and verified, beside XlsxWriter's writing of its formulas.

Both in one run, in turns; the ratio says what styles, layout, sealing and the recalculation of every cell
cost. Each book is of a case with another rent, made of the one before as the app does after an edit: nothing
of its numbers is known beforehand, its structure is (`feasibility.workbook.known`).
The first book of a process is told apart.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from benchmarks.largest import LARGEST
from benchmarks.timing import timed
from feasibility.case import load_case
from feasibility.evaluate import run, run_near
from feasibility.model import Result
from feasibility.papers.choose import PAPERS, paper
from feasibility.papers.typeset import pdf
from feasibility.version import __version__
from feasibility.workbook import write_workbook
from feasibility.workbook.cover import run_of
from feasibility.workbook.sheet import Run
from feasibility.workbook.write import cover_of_run, is_supported, put_book

_RENT, _RENTS = "deal.lease.rent_nok_per_m2_year", 24  # more than analyses of a run are kept of


def workbook_report() -> str:
    """Microseconds a formula, plainly and whole; then each paper."""
    result = run(load_case(LARGEST))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        start = time.process_time()
        write_workbook(result, path)
        first = time.process_time() - start
        edits = [*itertools.islice(_edits(result), _RENTS)]
        edited = itertools.cycle(edits)
        runs = _runs(result, path)
        cells = [
            (each.sheet, each.row, each.column + spot, formula, value)
            for each in runs
            for spot, (formula, value) in enumerate(
                zip(each.formula.across(len(each.values)), each.values, strict=True)
            )
        ]
        whole, plain = timed(
            {
                "written and verified": lambda: write_workbook(next(edited), path, force=True),
                "plain": lambda: _plain(cells, Path(folder) / "plain.xlsx"),
            },
            6.0,
        )
        drawn = timed({reader: lambda r=reader: pdf(paper(result, r), "nb") for reader in PAPERS}, 2.0)  # type: ignore[misc]
    count = len(cells)
    rows = [
        f"Workbook of the largest example ({LARGEST.name}): {count:,} formulas",
        f"  written and verified: {whole.seconds:.2f} s, {whole.seconds / count * 1e6:.1f} µs a formula",
        f"  the first in the process: {first / count * 1e6:.1f} µs of processor time a formula",
        f"  the same by XlsxWriter's write_formula alone: {plain.seconds / count * 1e6:.1f} µs a formula",
        f"  = {whole.seconds / plain.seconds:.2f} × plainly written",
        "The papers, made from a run and set",
        *(f"  {each.name}: {each.seconds:.2f} s" for each in drawn),
    ]
    return "\n".join(rows)


def _edits(result: Result) -> Iterator[Result]:
    """Runs of the case with one rent after another, each made of the one before."""
    for rent in itertools.count(900):
        result = run_near(result, result.case.changed({_RENT: rent}))
        yield result


def _runs(result: Result, path: Path) -> list[Run]:
    case = result.case
    cover = cover_of_run(result, None, __version__, run_of(case, is_supported(result), "", {}))
    book = put_book(result.built, result.values, result.warnings, cover, path, "nb", None, result.mark, ())
    return list(book.runs)


def _plain(cells: list[tuple[str, int, int, str, object]], path: Path) -> None:
    """Each formula with its value, and nothing else."""
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        sheets: dict[str, xlsxwriter.worksheet.Worksheet] = {}
        for sheet, row, column, formula, value in cells:
            if sheet not in sheets:
                sheets[sheet] = book.add_worksheet(sheet)
            sheets[sheet].write_formula(row, column, f"={formula}", None, value)


if __name__ == "__main__":
    print(workbook_report())
