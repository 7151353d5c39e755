"""Files that are no book of ours, or mean harm: refused or told plainly, in bounded time, nothing changed."""

from __future__ import annotations

import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from feasibility.version import __version__
from feasibility.workbook.returned import opening, words
from feasibility.workbook.returned.changes import workbook_changes
from feasibility.workbook.returned.opening import MOST_FILE_BYTES, MOST_UNPACKED_BYTES, opened
from feasibility.workbook.returned.reading import read_sheet, shared_texts
from feasibility.workbook.returned.verifying import verify_workbook
from feasibility.workbook.returned.words import NotReadable
from tests.workbook.returned.parts import with_parts

SECONDS = 20  # on a machine with much else to do; they take well under one


def refused(path: Path) -> object:
    """Why a file is refused."""
    before, started = path.read_bytes() if path.is_file() else b"", time.process_time()
    with pytest.raises(NotReadable) as caught:
        verify_workbook(path)
    assert time.process_time() - started < SECONDS
    assert (path.read_bytes() if path.is_file() else b"") == before
    return caught.value.label


def test_what_is_no_workbook(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.xlsx") == words.ABSENT
    assert refused(tmp_path) == words.ABSENT
    path = tmp_path / "a.xlsx"
    for content in (b"", b"name: en sak\n", b"PK\x05\x06", b"PK\x03\x04" + b"\0" * 100):
        path.write_bytes(content)
        assert refused(path) == words.NO_WORKBOOK
    # what Excel makes of a book with a password, and its old format, begin alike
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    assert refused(path) == words.ENCRYPTED
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refused(path) == words.NO_WORKBOOK
    for part in ("mimetype", "xl/workbook.bin"):  # LibreOffice's own format, and Excel's binary one
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, "")
            archive.writestr("[Content_Types].xml", "<Types/>")
        assert refused(path) == words.OTHER_FORMAT
    openpyxl.Workbook().save(path)
    assert refused(path) == words.NO_CERTIFICATE


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows says of a file that is open in Excel."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(NotReadable) as caught:
        verify_workbook(path)
    assert caught.value.label == words.ABSENT


def test_what_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream:  # a file of nothing but its length
        stream.truncate(MOST_FILE_BYTES + 1)
    assert refused(path) == words.TOO_LARGE
    # the directory says what a part unpacks to; it need not be unpacked to be refused
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", MOST_UNPACKED_BYTES + 1)
    path.write_bytes(bytes(data))
    assert refused(path) == words.TOO_LARGE
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number:040}", "")
    assert refused(path) == words.TOO_LARGE


def book_of(path: Path, sheet: bytes, shared: bytes = b"<sst/>") -> Path:
    """A file with one sheet of any contents."""
    relations = b'<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/></R>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        book = '<w xmlns:r="r"><sheets><sheet name="Sertifikat" r:id="r1"/></sheets></w>'
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", relations)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr("xl/sharedStrings.xml", shared)
    return path


DEEP = b"<a>" * 10_000 + b"</a>" * 10_000
NO_TEXT = b'<w><row r="1"><c r="A1" t="s"><v>7</v></c></row></w>'
MANY = b"<w>" + b"<row><c><v>1</v></c></row>" * 1_000_000 + b"</w>"
LONG = b"<w><row><c><f>" + b"A1+" * 5000 + b"</f></c></row></w>"


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        pytest.param(b"<worksheet><sheetData><row", words.BROKEN, id="cut off"),
        pytest.param(b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>", words.DOCUMENT_TYPE, id="entities"),
        pytest.param(DEEP, words.BROKEN, id="deep"),
        pytest.param(b'<w><row r="1"><c r="ZZZZ1"><v>1</v></c></row></w>', words.BROKEN, id="place"),
        pytest.param(NO_TEXT, words.BROKEN, id="no such text"),
        pytest.param(b'<w><row r="%s"/></w>' % (b"9" * 5000), words.BROKEN, id="row"),
        pytest.param(MANY, words.TOO_MANY_CELLS, id="rows"),
        pytest.param(LONG, words.TOO_LARGE, id="formula"),
        pytest.param(b"<worksheet/>", words.BAD_CERTIFICATE, id="empty certificate"),
    ],
)  # fmt: skip
def test_a_sheet_that_means_harm(sheet: bytes, why: object, tmp_path: Path) -> None:
    assert refused(book_of(tmp_path / "a.xlsx", sheet)) == why


def test_cells_without_contents_are_counted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_MOST_ELEMENTS", 1000)
    path = book_of(tmp_path / "a.xlsx", b"<w><row>" + b"<c/>" * 1000 + b"</row></w>")
    assert refused(path) == words.TOO_LARGE


def test_what_a_spreadsheet_reads_is_what_is_read(tmp_path: Path) -> None:
    """Cells of another namespace or an extension are none; a place twice, and other parts, are refused."""
    row = b'<row r="1"><c r="A1"><v>%d</v></c></row>'
    aside = b'<e:row xmlns:e="e" r="1"><e:c r="A1"><e:v>2</e:v></e:c></e:row>'
    sheet = b"<w>" + row % 1 + aside + b"<extLst>" + row % 3 + b"</extLst></w>"
    with opened(book_of(tmp_path / "a.xlsx", sheet)) as file:
        read = read_sheet(file, file.sheets[0].part, (), 100)
    assert [cell.value for cell in read.cells.values()] == [1.0]
    assert refused(book_of(tmp_path / "b.xlsx", b"<w>" + row % 1 + row % 2 + b"</w>")) == words.BROKEN
    elsewhere = book_of(tmp_path / "c.xlsx", b"<w>" + row % 1 + b"</w>")
    with zipfile.ZipFile(elsewhere, "a") as archive:
        archive.writestr("_rels/.rels", '<R><Relationship Type="a/officeDocument" Target="xl/x.xml"/></R>')
    assert refused(elsewhere) == words.BROKEN


def test_odd_cells_are_read_as_what_they_are(tmp_path: Path) -> None:
    """Numbers that are none, truth values, rich text with a reading aid, cells and rows without a place."""
    shared = b"<sst><si><r><t>en </t></r><r><t>to</t></r><rPh><t>x</t></rPh></si></sst>"
    sheet = (
        b'<x:w xmlns:x="y"><x:row><x:c><x:v>1e999</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c>'
        b'<x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:t>tre</x:t></x:is></x:c></x:row>'
        b'<x:row hidden="1"><x:c t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>'
        b'<x:c><x:f t="shared" si="0" ref="B2:D2">SUM(A$1:B1)&amp;"A1"&amp;\'Et ark\'!$C2</x:f></x:c>'
        b'<x:c><x:f t="shared" si="0"/></x:c><x:c><x:f t="array" ref="D2">A1:A2</x:f></x:c></x:row></x:w>'
    )
    with opened(book_of(tmp_path / "a.xlsx", sheet, shared)) as file:
        read = read_sheet(file, file.sheets[0].part, shared_texts(file), 100)
    kinds = {place: (cell.kind, cell.value) for place, cell in read.cells.items()}
    assert kinds[0, 0] == ("error", "1e999")
    assert kinds[0, 1] == ("flag", "1")
    assert kinds[0, 2] == ("text", "en to")
    assert kinds[0, 3] == ("text", "tre")
    assert kinds[1, 0] == ("error", "#DIV/0!")
    # one column to the right: relative columns move, what is fixed or in quotation marks stays
    assert read.cells[1, 1].formula == 'SUM(A$1:B1)&"A1"&Etark!$C2'
    assert read.cells[1, 2].formula == 'SUM(B$1:C1)&"A1"&Etark!$C2'
    assert read.cells[1, 3].formula == "{A1:A2} (array)"
    assert read.hidden_rows == {1}


@pytest.mark.slow
def test_another_version_is_told_and_nothing_is_taken(delivered: Path, tmp_path: Path) -> None:
    def older(name: str, data: bytes) -> bytes:
        return data.replace(f"feasibility {__version__}".encode(), b"feasibility 0.0.1")

    path = with_parts(delivered, tmp_path / "older.xlsx", change=older)
    found = verify_workbook(path)
    assert (found.version, found.same_version, found.is_sound) == ("feasibility 0.0.1", False, False)
    with pytest.raises(NotReadable) as caught:
        workbook_changes(path)
    assert caught.value.label == words.other_version("feasibility 0.0.1")


@pytest.mark.slow
def test_macros_and_links_are_told_and_a_forged_case_is_refused(delivered: Path, tmp_path: Path) -> None:
    path = with_parts(
        delivered,
        tmp_path / "acting.xlsx",
        {
            "xl/vbaProject.bin": b"\0",
            "xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/></externalLink>',
            "xl/connections.xml": b"<connections/>",
        },
    )
    found = verify_workbook(path)
    assert found.acting == (words.MACROS, words.EXTERNAL_LINKS, words.QUERIES)
    assert not found.is_sound
    assert found.differences == ()

    def forged(name: str, data: bytes) -> bytes:
        return data.replace(b"horizon_months: 24", b"horizon_months: 36")

    assert refused(with_parts(delivered, tmp_path / "forged.xlsx", change=forged)) == words.BAD_CERTIFICATE
