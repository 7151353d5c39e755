"""A file of booked figures, whichever kind it is of."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.actual.booked import Booked, mistake
from feasibility.analysis.actual.csv_file import read_csv
from feasibility.analysis.actual.saft import is_saft, read_saft
from feasibility.case import CaseError
from feasibility.language import Label
from feasibility.model import Result
from feasibility.names import CompanyId


def read_booked(result: Result, party: CompanyId, content: bytes, name: str) -> Booked:
    """The figures of a file: SAF-T where it is XML, else CSV. name: what mistakes are told of.

    Raises CaseError with the mistakes, each with its line.
    """
    if content.startswith(b"PK\x03\x04"):
        raise CaseError([mistake(name, None, _PACKED, _UNPACK)])
    read = read_saft if is_saft(content) else read_csv
    return read(result, party, content, name)


_PACKED: Final = Label(
    "filen er pakket (zip, eller et regneark).", "the file is packed (zip, or a spreadsheet)."
)
_UNPACK: Final = Label(
    "Pakk den ut og gi XML-filen, eller lagre regnearket som CSV.",
    "Unpack it and give the XML file, or save the spreadsheet as CSV.",
)
