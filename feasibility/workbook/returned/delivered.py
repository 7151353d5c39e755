"""The workbook as it was delivered, made once more from the case that its certificate carries.

So a formula is held against the program itself, and not against something that lies in the same file and may
have been changed with it.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from feasibility.analysis.stress import stress
from feasibility.case import Case, CaseError, case_hash, parse_case
from feasibility.evaluate import run
from feasibility.language import LANGUAGES, Label, Language
from feasibility.model.base.result import Result
from feasibility.papers.paper import PaperId
from feasibility.version import __version__
from feasibility.workbook import certificate, certificate_words
from feasibility.workbook.answers import SHEETS
from feasibility.workbook.book import Book
from feasibility.workbook.papers import PREFIX, papers_of_book, readers_of
from feasibility.workbook.returned import words
from feasibility.workbook.returned.opening import OpenedFile
from feasibility.workbook.returned.reading import FileSheet, read_sheet, shared_texts
from feasibility.workbook.returned.words import NotReadable
from feasibility.workbook.write import cover_of_run, put_book

OUR_VERSION: Final = f"feasibility {__version__}"
_MOST_CERTIFICATE_CELLS = 60_000
_VERSION_CHARACTERS = 60


@dataclass(frozen=True)
class Certificate:
    """What a book's certificate says of it."""

    language: Language
    version: str
    case_hash: str
    formula_hash: str
    engine: str
    run: str
    date: datetime.date | None
    with_support: bool
    placeholders: int
    answers: tuple[str, ...]
    case_text: str

    @property
    def papers(self) -> tuple[PaperId, ...]:
        """Whose papers the book has."""
        return readers_of(self.answers)

    @property
    def computed(self) -> tuple[str, ...]:
        """The ids of answers that are not made again."""
        return tuple(id for id in self.answers if not id.startswith(PREFIX))

    @property
    def is_ours(self) -> bool:
        """The book is of this version of the program."""
        return self.version == OUR_VERSION

    def case(self) -> Case:
        """The case the book was calculated from. Raises NotReadable where the sheet no longer says it."""
        try:
            case = parse_case(self.case_text)
        except CaseError as error:
            raise NotReadable(words.BAD_CERTIFICATE) from error
        if case_hash(case) != self.case_hash:
            raise NotReadable(words.BAD_CERTIFICATE)
        return case


def certificate_of(file: OpenedFile) -> Certificate:
    """Read the certificate of a book. Raises NotReadable where there is none, or it says too little."""
    for language in LANGUAGES:
        name = certificate_words.CERTIFICATE.text(language)
        part = next((sheet.part for sheet in file.sheets if sheet.name == name), None)
        if part is not None:
            return _read(read_sheet(file, part, shared_texts(file), _MOST_CERTIFICATE_CELLS), language)
    raise NotReadable(words.NO_CERTIFICATE)


def _read(sheet: FileSheet, language: Language) -> Certificate:
    facts: dict[str, str] = {}
    lines: list[str] = []
    for row, column in sheet.cells:
        if column != certificate.ID:
            continue
        id, said = sheet.text(row, certificate.ID), sheet.text(row, certificate.TEXT)
        if id == certificate.CASE_LINE:
            lines.append(said)
        else:
            facts.setdefault(id, said)
    try:
        date = facts.get("date", "")
        return Certificate(
            language=language,
            version=facts["version"][:_VERSION_CHARACTERS],
            case_hash=facts["case_hash"],
            formula_hash=facts["formula_hash"],
            engine=facts["engine"],
            run=facts.get("run", ""),
            date=datetime.date.fromisoformat(date) if date else None,
            with_support=facts["support"] == certificate_words.YES.text(language),
            placeholders=int(facts["placeholders"]),
            answers=tuple(id for id in facts["answers"].split(", ") if id in SHEETS),
            case_text="\n".join(lines),
        )
    except (KeyError, ValueError) as error:
        raise NotReadable(words.BAD_CERTIFICATE) from error


@dataclass(frozen=True)
class Delivered:
    """A book made once more: the file, what was written to it, and the run it shows."""

    path: Path
    book: Book
    result: Result


@contextmanager
def made_again(case: Case, stated: Certificate, is_whole: bool = True) -> Iterator[Delivered]:
    """The book as it was delivered, in a place of its own that is gone afterwards.

    Sheets with computed answers are blank in it: they took runs that the certificate does not tell; papers
    are whole. is_whole: False where only its inputs are asked for, which takes a fraction of the time.
    """
    result = run(case, stated.with_support)
    cover = cover_of_run(result, stated.date, __version__, Label(stated.run, stated.run))
    cover = dataclasses.replace(cover, placeholders=stated.placeholders, engine=stated.engine)
    grid = stress(result) if is_whole and result.built.bank else None
    papers = papers_of_book(result, stated.papers, stated.with_support) if is_whole else []
    made = {f"{PREFIX}{paper.id}" for paper in papers}
    with TemporaryDirectory(prefix="feasibility-") as folder:
        path = Path(folder) / "delivered.xlsx"
        book = put_book(
            result.built,
            result.values,
            result.warnings,
            cover,
            path,
            stated.language,
            grid,
            result.mark,
            (),
            papers,
            [id for id in stated.answers if id not in made],
            is_whole,
        )
        yield Delivered(path, book, result)
