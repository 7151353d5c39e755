"""A paper of the largest example beside the run it stands on: CPU time, each in a new process.

A new process each time, since much of it comes once in a process: the libraries that set and draw, and the
plans of the stress test. "Beside the workbook": the run's workbook has been written, with the papers it
carries as sheets, as `feasibility paper --xlsx` and the app do.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.largest import LARGEST, ROOT

_READERS: Final = ("board", "bank", "municipality")
_TIMES: Final = 5


def papers_report(times: int = _TIMES) -> str:
    """Of each paper its own part in seconds and as a ratio to the run's: alone, and beside the workbook."""
    rows = [
        f"A paper of the largest example ({LARGEST.name}), CPU seconds, medians of {times} processes",
        f"  {'':<16}{'the run':>10}{'made':>10}{'set':>10}{'of the run':>12}{'beside the workbook':>22}",
    ]
    for reader in _READERS:
        alone = [_measured(reader, "alone") for _ in range(times)]
        beside = [_measured(reader, "beside") for _ in range(times)]
        run, made, typeset = (statistics.median(each[n] for each in alone) for n in range(3))
        own = statistics.median(each[1] + each[2] for each in beside)
        rows.append(
            f"  {reader:<16}{run:>10.2f}{made:>10.2f}{typeset:>10.2f}{(made + typeset) / run:>10.2f} ×"
            f"{own:>14.2f} ={own / run:>4.2f} ×"
        )
    return "\n".join(rows)


def _measured(reader: str, how: str) -> list[float]:
    """The run, the paper made of it, and the paper set, each in CPU seconds of a process of its own."""
    words = [sys.executable, "-m", "benchmarks.papers", reader, how]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, text=True)
    found: list[float] = json.loads(done.stdout)
    return found


def _one(reader: str, how: str) -> list[float]:
    from feasibility.case import load_case
    from feasibility.evaluate import run
    from feasibility.papers.choose import PAPERS, paper, papers_for
    from feasibility.papers.typeset import pdf
    from feasibility.workbook import write_workbook

    case = load_case(LARGEST)
    marks = [time.process_time()]
    result = run(case)
    marks.append(time.process_time())
    if how == "beside":
        with tempfile.TemporaryDirectory() as folder:
            write_workbook(result, Path(folder) / "book.xlsx", papers=papers_for(result))
        marks[-1] = time.process_time()
    made = paper(result, next(each for each in PAPERS if each == reader))
    marks.append(time.process_time())
    pdf(made, "nb")
    marks.append(time.process_time())
    return [after - before for before, after in pairwise(marks)]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_one(*sys.argv[1:])))
    else:
        print(papers_report())
