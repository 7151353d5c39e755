"""Numbers by month of every run, until their percentiles are taken: exact, whatever the number of runs.

Up to a bound they stay in memory. Beyond it they lie in a temporary file without a name, month by month, and
one month at a time is read back: so memory does not grow with the runs, and a run that is stopped leaves
nothing behind.
"""

from __future__ import annotations

import tempfile
from typing import BinaryIO, cast

import numpy as np

from feasibility.analysis.simulate.quantiles import Numbers

IN_MEMORY_BYTES = 24_000_000
"""Of one company: ten years in 25,000 runs."""
_SIZE = 8


class Months:
    """A table of (months, runs), filled by columns and read by rows."""

    def __init__(self, months: int, runs: int, bytes_in_memory: int = IN_MEMORY_BYTES) -> None:
        self._months, self._runs = months, runs
        self._table: Numbers | None = None
        self._file: BinaryIO | None = None
        if months * runs * _SIZE <= bytes_in_memory:
            self._table = np.empty((months, runs))
        else:
            self._file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed by close()

    def put(self, start: int, values: Numbers) -> None:
        """The numbers of some runs, (months, so many), from run `start`."""
        if self._table is not None:
            self._table[:, start : start + values.shape[1]] = values
            return
        assert self._file is not None
        for month, row in enumerate(values):
            self._file.seek((month * self._runs + start) * _SIZE)
            self._file.write(np.ascontiguousarray(row, dtype=np.float64).tobytes())

    def month(self, month: int) -> Numbers:
        """The numbers of one month, counted from 0, run by run."""
        if self._table is not None:
            row: Numbers = self._table[month]
            return row
        assert self._file is not None
        self._file.seek(month * self._runs * _SIZE)
        return np.frombuffer(self._file.read(self._runs * _SIZE), dtype=np.float64)

    def close(self) -> None:
        """Let go of the file, where there is one."""
        self._table = None
        if self._file is not None:
            self._file.close()
