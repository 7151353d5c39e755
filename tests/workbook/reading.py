"""Reading a workbook with openpyxl, for tests: cells, formulas in R1C1 terms, tokens."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

_STRING = re.compile(r'("(?:[^"]|"")*")')
_REFERENCE = re.compile(r"(?<![A-Za-z_.])(\$?)([A-Z]{1,3})(\$?)([0-9]+)(?![0-9A-Za-z_(])")


def opened(path: Path, values: bool = False) -> Workbook:
    """The workbook with its formulas, or with the values stored beside them."""
    return openpyxl.load_workbook(path, data_only=values)


def opened_sheet(path: Path, name: str, values: bool = False) -> Worksheet:
    """One sheet of a large workbook, as `opened` has it; the cells of all others are not read."""
    slim = io.BytesIO()
    names = opened_names(path)
    wanted = f"xl/worksheets/sheet{names.index(name) + 1}.xml"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(slim, "w") as copy:
        for part in source.namelist():
            data = source.read(part)
            if part.startswith("xl/worksheets/sheet") and part != wanted:
                data = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", data, flags=re.DOTALL)
            copy.writestr(part, data)
    sheet = openpyxl.load_workbook(slim, data_only=values)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def opened_names(path: Path) -> list[str]:
    """The names of a workbook's sheets, in order."""
    return openpyxl.load_workbook(path, read_only=True).sheetnames


def formula_cells(sheet: Worksheet) -> Iterator[Cell]:
    """Every cell with a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                yield cell


def r1c1(formula: str, row: int, column: int) -> str:
    """A formula with its references written relative to the cell it stands in (rows and columns from 1).

    `=F2+Inn!$C$1` in H2 is `=RC[-2]+Inn!R1C3`. Text in quotation marks is left alone.
    """
    parts = _STRING.split(formula)
    for place in range(0, len(parts), 2):
        parts[place] = _REFERENCE.sub(lambda found: _one(found, row, column), parts[place])
    return "".join(parts)


def _one(found: re.Match[str], row: int, column: int) -> str:
    column_fixed, letters, row_fixed, digits = found.groups()
    across, down = column_index_from_string(letters), int(digits)
    r = f"R{down}" if row_fixed else "R" + (f"[{down - row}]" if down != row else "")
    c = f"C{across}" if column_fixed else "C" + (f"[{across - column}]" if across != column else "")
    return r + c


def tokens(formula: str) -> list[Token]:
    """The formula's tokens, as openpyxl sees them."""
    return list(Tokenizer(formula).items)


def functions_in(formula: str) -> set[str]:
    """Names of the functions a formula calls."""
    return {t.value.rstrip("(") for t in tokens(formula) if t.type == Token.FUNC and t.subtype == Token.OPEN}


def typed_numbers(formula: str) -> list[float]:
    """Numbers written in a formula, but for the digits of ROUND."""
    found: list[float] = []
    open_functions: list[str] = []
    arguments: list[int] = []
    for token in tokens(formula):
        if token.type in (Token.FUNC, Token.PAREN) and token.subtype == Token.OPEN:
            open_functions.append(token.value)
            arguments.append(1)
        elif token.type in (Token.FUNC, Token.PAREN):
            open_functions.pop()
            arguments.pop()
        elif token.type == Token.SEP:
            arguments[-1] += 1
        elif token.type == Token.OPERAND and token.subtype == Token.NUMBER:
            is_digits = bool(open_functions) and open_functions[-1] == "ROUND(" and arguments[-1] == 2
            if not is_digits:
                found.append(float(token.value))
    return found
