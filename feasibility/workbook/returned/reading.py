"""The cells of a sheet as a file has them: formula, stored value, and whether the row is hidden.

Read once, as a stream, by Python's own XML reader: openpyxl reads a book twice for formulas and values, takes
four times as long, and does not tell hidden rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from feasibility.engine.sheet.cells import column_letters
from feasibility.workbook.certificate import plain
from feasibility.workbook.returned import words
from feasibility.workbook.returned.opening import OpenedFile
from feasibility.workbook.returned.words import NotReadable

Kind = Literal["empty", "number", "text", "error", "flag"]
_KINDS: Final[dict[str, Kind]] = {
    "s": "text",
    "str": "text",
    "inlineStr": "text",
    "e": "error",
    "b": "flag",
    "d": "text",
}
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![0-9A-Za-z_(.!])")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_MOST_FORMULA: Final = 8_192  # characters, as in Excel
_MOST_FORMULAS: Final = (
    100_000_000  # characters of a sheet's formulas: a shared one is written out in every cell
)


@dataclass(frozen=True, slots=True)
class FileCell:
    """A cell: its formula without "=" (None where it has none), and the value stored in it."""

    formula: str | None
    kind: Kind
    value: float | str

    @property
    def shown(self) -> float | str | None:
        """The value; None where the file stores none."""
        return None if self.kind == "empty" else self.value


@dataclass
class FileSheet:
    """The cells of a sheet that are not empty, by (row, column) from 0, in the file's order."""

    cells: dict[tuple[int, int], FileCell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)

    def text(self, row: int, column: int) -> str:
        """The text of a cell; nothing where it has none."""
        found = self.cells.get((row, column))
        return found.value if found is not None and isinstance(found.value, str) else ""


def shared_texts(file: OpenedFile) -> list[str]:
    """The texts that cells refer to by number."""
    texts: list[str] = []
    parts: list[str] = []
    state = {"takes": False, "aside": False}

    def start(tag: str, _: Mapping[str, str]) -> None:
        if tag == "si":
            parts.clear()
        elif tag == "rPh":
            state["aside"] = True
        state["takes"] = tag == "t" and not state["aside"]

    def end(tag: str) -> None:
        state["takes"] = False
        if tag == "si":
            texts.append("".join(parts))
        elif tag == "rPh":
            state["aside"] = False

    def text(said: str) -> None:
        if state["takes"]:
            parts.append(said)

    file.parse("xl/sharedStrings.xml", start, end, text)
    return texts


def read_sheet(file: OpenedFile, part: str, texts: Sequence[str], most: int) -> FileSheet:
    """The cells of a sheet.

    Args:
        texts: as `shared_texts` gives them.
        most: cells that are read.

    Raises:
        NotReadable: the sheet has more cells than `most`, or cannot be read.
    """
    reader = _Reader(texts, most)
    file.parse(part, reader.start, reader.end, reader.text)
    return reader.sheet


class _Reader:
    """Takes a sheet's XML piece by piece."""

    def __init__(self, texts: Sequence[str], most: int) -> None:
        self.sheet = FileSheet()
        self._texts, self._left = texts, most
        self._shared: dict[str, tuple[list[str], list[tuple[str, int, str, int]], int, int]] = {}
        self._row = self._column = -1
        self._last = (-1, -1)
        self._letters_left = _MOST_FORMULAS
        self._said: list[str] | None = None
        self._new_cell({})

    def _new_cell(self, attributes: Mapping[str, str]) -> None:
        self._type = attributes.get("t", "n")
        self._formula: str | None = None
        self._about: Mapping[str, str] = {}
        self._value: str | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "c":
            self._place(attributes.get("r"))
            self._new_cell(attributes)
        elif tag == "row":
            self._row = _whole(attributes.get("r"), self._row + 2) - 1
            self._column = -1
            if not 0 <= self._row < _LAST_ROW:
                raise NotReadable(words.BROKEN)
            if attributes.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.add(self._row)
                self._spend()
        elif tag == "f":
            self._about = attributes
            self._said = []
        elif tag in ("v", "t"):
            self._said = []

    def text(self, said: str) -> None:
        """Characters."""
        if self._said is not None:
            self._said.append(said)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "f":
            self._formula = self._formula_of("".join(self._said or ()))
            self._letters_left -= len(self._formula)
            if len(self._formula) > _MOST_FORMULA or self._letters_left < 0:
                raise NotReadable(words.TOO_LARGE)
        elif tag == "v":
            self._value = "".join(self._said or ())
        elif tag == "t":
            self._value = (self._value or "") + "".join(self._said or ())
        elif tag == "c":
            self._finish()
        self._said = None

    def _spend(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise NotReadable(words.TOO_MANY_CELLS)

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
        else:
            found = _PLACE.fullmatch(reference)
            if found is None:
                raise NotReadable(words.BROKEN)
            self._column, self._row = _column_of(found[1]), int(found[2]) - 1
        if self._column >= _LAST_COLUMN or not 0 <= self._row < _LAST_ROW:
            raise NotReadable(words.BROKEN)
        if (self._row, self._column) <= self._last:
            raise NotReadable(words.BROKEN)  # a place twice: two programs may read two numbers in it
        self._last = self._row, self._column

    def _finish(self) -> None:
        if self._formula is None and self._value is None:
            return
        self._spend()
        kind, value = self._read()
        self.sheet.cells[self._row, self._column] = FileCell(self._formula, kind, value)

    def _read(self) -> tuple[Kind, float | str]:
        said = self._value
        kind = _KINDS.get(self._type, "number")
        if not said:
            return ("text", "") if kind == "text" and said is not None else ("empty", "")
        if self._type == "s":
            place = _whole(said, -1)
            if not 0 <= place < len(self._texts):
                raise NotReadable(words.BROKEN)
            return "text", self._texts[place]
        if kind != "number":
            return kind, said
        try:
            number = float(said)
        except ValueError:
            return "error", said
        return ("number", number) if abs(number) < float("inf") else ("error", said)

    def _formula_of(self, said: str) -> str:
        kind, group = self._about.get("t", "normal"), self._about.get("si", "")
        if kind == "shared":
            if said:
                self._shared[group] = (*_parted(said), self._row, self._column)
                return plain(said)
            if group not in self._shared:
                return "?"
            pieces, references, row, column = self._shared[group]
            return plain(_filled(pieces, references, self._row - row, self._column - column))
        return plain(said) if kind == "normal" else f"{{{plain(said)}}} ({kind})"


def _parted(formula: str) -> tuple[list[str], list[tuple[str, int, str, int]]]:
    """A formula's text around its references, and the references; what stands in quotation marks is text."""
    pieces, references = [""], []
    for place, part in enumerate(formula.split('"')):
        if place:
            pieces[-1] += '"'
        if place % 2:
            pieces[-1] += part
            continue
        last = 0
        for found in _REFERENCE.finditer(part):
            pieces[-1] += part[last : found.start()]
            references.append((found[1], _column_of(found[2]), found[3], int(found[4])))
            pieces.append("")
            last = found.end()
        pieces[-1] += part[last:]
    return pieces, references


def _filled(
    pieces: Sequence[str], references: Sequence[tuple[str, int, str, int]], down: int, across: int
) -> str:
    """The formula as it stands so many rows down and columns to the right."""
    written = [pieces[0]]
    for (fixed_column, column, fixed_row, row), piece in zip(references, pieces[1:], strict=True):
        letters = column_letters(column if fixed_column else max(column + across, 0))
        written.append(f"{fixed_column}{letters}{fixed_row}{row if fixed_row else row + down}{piece}")
    return "".join(written)


def _column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return otherwise if text is None else int(text)
    except ValueError:
        raise NotReadable(words.BROKEN) from None
