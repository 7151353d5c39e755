"""Opening a workbook that comes from outside: nothing in it is believed before it has been measured.

A file is a zip archive of XML. What it would unpack to is read from its directory first, and no part is read
beyond what the directory says. XML with a document type is refused (entities grow without end), and nothing
in the file is ever carried out: macros, links and queries are only found, by their names.
"""

from __future__ import annotations

import os
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers import expat

from feasibility.workbook.returned import words
from feasibility.workbook.returned.words import NotReadable

MOST_FILE_BYTES: Final = 64_000_000
MOST_UNPACKED_BYTES: Final = 300_000_000
"""Twenty times the largest example's workbook."""
_MOST_DIRECTORY_BYTES: Final = 1_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _END_SIZE, _COMMENT = b"PK\x05\x06", 22, 65_535
_CHUNK = 1 << 16
_MOST_DEPTH = 64
_MOST_ELEMENTS: Final = 10_000_000  # of XML in all: some ten seconds of reading

_OTHER_FORMATS: Final = frozenset({"mimetype", "xl/workbook.bin"})
"""A part that every OpenDocument file has, and one of Excel's binary books: no .xlsx has them."""

# What may act, fetch or hide, by the names a workbook's parts have.
_ACTING: Final = (
    (re.compile(r"vbaProject|/macrosheets/|/dialogsheets/|/intlMacrosheets/", re.I), words.MACROS),
    (re.compile(r"/externalLinks?/", re.I), words.EXTERNAL_LINKS),
    (re.compile(r"/connections\.xml|/queryTables?/|/customData/|/webextensions/", re.I), words.QUERIES),
    (re.compile(r"/activeX/|/embeddings/|/ctrlProps/|/customUI/", re.I), words.EMBEDDED),
    (re.compile(r"/pivotCache/|/pivotTables/", re.I), words.PIVOTS),
)  # fmt: skip


@dataclass(frozen=True)
class SheetPart:
    """A sheet of a file: its name, the part it lies in, and whether a reader sees it."""

    name: str
    part: str
    is_hidden: bool


class OpenedFile:
    """A workbook's parts, opened with `opened`."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._elements_left = _MOST_ELEMENTS
        self._names = {info.filename: info for info in archive.infolist()}
        if not _OTHER_FORMATS.isdisjoint(self._names):
            raise NotReadable(words.OTHER_FORMAT)
        if "[Content_Types].xml" not in self._names or "xl/workbook.xml" not in self._names:
            raise NotReadable(words.NO_WORKBOOK)
        self._require_usual_places()
        self.sheets: Sequence[SheetPart] = tuple(self._sheets())
        if len({sheet.name.lower() for sheet in self.sheets}) != len(self.sheets):
            raise NotReadable(words.BROKEN)  # only the first would be compared
        self.acting = tuple(
            dict.fromkeys(what for name in self._names for found, what in _ACTING if found.search(f"/{name}"))
        )

    def parse(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Read a part as XML, told piece by piece; tags without their namespace, which is the part's own.

        Raises NotReadable.
        """
        info = self._names.get(part)
        if info is None:
            return
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        depth = aside = 0
        own = ""

        def refuse(*_: object) -> None:
            raise NotReadable(words.DOCUMENT_TYPE)

        def started(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth, aside, own
            depth += 1
            self._elements_left -= 1
            if depth > _MOST_DEPTH:
                raise NotReadable(words.BROKEN)
            if self._elements_left < 0:
                raise NotReadable(words.TOO_LARGE)
            namespace, _, name = tag.rpartition(" ")
            if depth == 1:
                own = namespace
            if aside or namespace != own or name == "extLst":  # no spreadsheet takes a cell from there
                aside += 1
            else:
                start(name, attributes)

        def ended(tag: str) -> None:
            nonlocal depth, aside
            depth -= 1
            if aside:
                aside -= 1
            elif end is not None:
                end(tag.rpartition(" ")[2])

        def said(characters: str) -> None:
            if text is not None and not aside:
                text(characters)

        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = started
        parser.EndElementHandler = ended
        if text is not None:
            parser.CharacterDataHandler = said
        try:
            with self._archive.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    parser.Parse(piece, False)
                parser.Parse(b"", True)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise NotReadable(words.BROKEN) from error
        except (NotImplementedError, RuntimeError) as error:  # another compression, or a password of a part
            raise NotReadable(words.BROKEN) from error

    def is_same(self, part: str, other: OpenedFile, as_part: str) -> bool:
        """Whether a part is that of another file, byte for byte; not where it cannot be read."""
        ours, theirs = self._names.get(part), other._names.get(as_part)
        if ours is None or theirs is None or ours.file_size != theirs.file_size or ours.CRC != theirs.CRC:
            return False
        try:
            with self._archive.open(ours) as one, other._archive.open(theirs) as another:
                while piece := one.read(_CHUNK):
                    if piece != another.read(len(piece)):
                        return False
                return not another.read(1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            return False  # whoever reads it tells why

    def _require_usual_places(self) -> None:
        """Raise NotReadable where Excel would find book or texts in other parts than is read here."""
        targets: dict[str, set[str]] = {"officeDocument": set(), "sharedStrings": set()}

        def relation(_: str, attributes: Mapping[str, str]) -> None:
            kind = attributes.get("Type", "").rpartition("/")[2]
            if kind in targets:
                targets[kind].add(attributes.get("Target", ""))

        self.parse("_rels/.rels", relation)
        self.parse("xl/_rels/workbook.xml.rels", relation)
        usual = (("officeDocument", "", "xl/workbook.xml"), ("sharedStrings", "xl", "xl/sharedStrings.xml"))
        for kind, folder, part in usual:
            if any(_part(folder, target) != part for target in targets[kind]):
                raise NotReadable(words.BROKEN)

    def _sheets(self) -> Iterator[SheetPart]:
        targets: dict[str, str] = {}
        found: list[tuple[str, str, bool]] = []

        def relation(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        def sheet(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "sheet":
                related = next((value for name, value in attributes.items() if name.endswith(" id")), "")
                is_hidden = attributes.get("state", "visible") != "visible"
                found.append((attributes.get("name", ""), related, is_hidden))

        self.parse("xl/_rels/workbook.xml.rels", relation)
        self.parse("xl/workbook.xml", sheet)
        for name, related, is_hidden in found:
            target = targets.get(related, "")
            yield SheetPart(name, _part("xl", target), is_hidden)


def _part(folder: str, target: str) -> str:
    """The part that a relation leads to, from a part in a folder."""
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[OpenedFile]:
    """A workbook's file, measured and opened.

    Raises NotReadable where it is no workbook, or larger than any of ours.
    """
    file = Path(path)
    _require_modest(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise NotReadable(words.NO_WORKBOOK) from error
    with archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
            raise NotReadable(words.TOO_LARGE)
        if any(part.flag_bits & 1 for part in parts):
            raise NotReadable(words.ENCRYPTED)
        if len({part.filename for part in parts}) != len(parts):
            raise NotReadable(words.BROKEN)  # two programs may read two different books in it
        yield OpenedFile(archive)


def _require_modest(file: Path) -> None:
    """Raise NotReadable for what is no zip archive, or has a directory too long to be read."""
    try:
        if not file.is_file():
            raise NotReadable(words.ABSENT)
        size = file.stat().st_size
        if size > MOST_FILE_BYTES:
            raise NotReadable(words.TOO_LARGE)
        with file.open("rb") as stream:
            head = stream.read(len(_OLE))
            stream.seek(max(0, size - _END_SIZE - _COMMENT))
            tail = stream.read()
    except OSError as error:
        raise NotReadable(words.ABSENT) from error
    if head == _OLE:
        raise NotReadable(words.ENCRYPTED)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + _END_SIZE:
        raise NotReadable(words.NO_WORKBOOK)
    if struct.unpack("<I", tail[end + 12 : end + 16])[0] > _MOST_DIRECTORY_BYTES:
        raise NotReadable(words.TOO_LARGE)
