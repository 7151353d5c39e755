"""A file of booked figures, whichever kind it is of."""

from __future__ import annotations

from feasibility.analysis.actual.booked import Booked
from feasibility.analysis.actual.csv_file import read_csv
from feasibility.analysis.actual.saft import is_saft, read_saft
from feasibility.model import Result
from feasibility.names import CompanyId


def read_booked(result: Result, party: CompanyId, content: bytes, name: str) -> Booked:
    """The figures of a file: SAF-T where it is XML, else CSV. name: what mistakes are told of.

    Raises CaseError with the mistakes, each with its line.
    """
    read = read_saft if is_saft(content) else read_csv
    return read(result, party, content, name)
