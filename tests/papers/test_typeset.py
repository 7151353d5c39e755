"""A paper as a PDF: length, type, tags; the same bytes each time; users' words are never markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from feasibility.case import Case
from feasibility.language import LANGUAGES, Language, format_amount
from feasibility.papers.choose import PAPERS, paper
from feasibility.papers.paper import PaperId
from feasibility.papers.typeset import fonts, is_ours, pdf
from tests.evaluated import evaluated
from tests.papers.test_papers import EXAMPLES, STATED, case_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.system,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed"),
]

SMALLEST_POINTS = 6.99  # seven, less what the boxes are rounded by
BOX = 6.57 / 7  # measured on a page of seven points
MOST_PAGES = {"board": 1, "municipality": 1, "bank": 8}
HOSTILE = '#panic("x") *b* _i_ $1/0$ <label> @ref \\ `raw` #set page(width: 1pt) // // /* " \' {{ }} %PDF'


def read(content: bytes, *program: str) -> str:
    ran = subprocess.run([*program, "-", "-"], input=content, capture_output=True, check=True)
    return ran.stdout.decode("utf-8")


def pages(content: bytes) -> list[str]:
    return read(content, "pdftotext", "-layout").split("\f")[:-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", PAPERS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_length_and_type(name: str, reader: PaperId, language: Language) -> None:
    content = pdf(paper(evaluated(case_of(name)), reader), language)
    annex = {"nb": "Vedlegg: alle forutsetninger", "en": "Annex: all assumptions"}[language]
    all_pages = pages(content)
    before = next((n for n, text in enumerate(all_pages) if annex in text), len(all_pages))
    assert 1 <= before <= MOST_PAGES[reader]
    # a word's box is as tall as Liberation Sans' capitals and descenders: 0.938 of the type
    heights = [
        float(low) - float(high)
        for high, low in re.findall(
            r'<word xMin="[^"]+" yMin="([^"]+)" xMax="[^"]+" yMax="([^"]+)">',
            read(content, "pdftotext", "-bbox"),
        )
    ]
    assert len(heights) > 100
    assert min(heights) / BOX >= SMALLEST_POINTS


def test_nothing_passes_the_edge_of_the_page() -> None:
    content = pdf(paper(evaluated(case_of("larvik")), "bank"), "nb")
    boxes = read(content, "pdftotext", "-bbox")
    for page in boxes.split("<page ")[1:]:
        width, height = (float(x) for x in re.findall(r'(?:width|height)="([^"]+)"', page)[:2])
        for left, top, right, bottom in re.findall(
            r'xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)"', page
        ):
            assert 20 < float(left) < float(right) < width - 20
            assert 20 < float(top) < float(bottom) < height - 15


def test_tagged_archival_and_with_its_own_fonts(tmp_path: Path) -> None:
    content = pdf(paper(evaluated(case_of("larvik").changed(STATED)), "board"), "nb")
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    info = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", info)
    assert re.search(r"Author:\s+Styrets leder", info)
    assert "Nov 28" in info
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    listed = subprocess.run(
        ["pdffonts", file], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert listed
    for font in listed:
        assert "LiberationSans" in font
        assert font.split()[-5] == "yes", "embedded"
    assert {path.stem for path in fonts()} >= {"LiberationSans-Regular", "LiberationSans-Bold"}


def test_the_same_run_gives_the_same_bytes() -> None:
    found = paper(evaluated(case_of("moss")), "municipality")
    assert pdf(found, "en") == pdf(found, "en")
    assert is_ours(pdf(found, "nb"))
    assert not is_ours(b"%PDF-1.7 by somebody else")


@pytest.mark.parametrize(("language", "debt"), [("en", "NOK -4,682,134"), ("nb", "\u22124 682 134 kr")])
def test_no_amount_goes_over_two_lines(language: Language, debt: str) -> None:
    """Seventy debts, each after some more letters than the one before, on lines of 176 mm."""
    amount = format_amount(-4_682_134, language)
    said = " ".join(f"{'a' * (n % 23)} {amount}" for n in range(70))
    case = case_of("moss").changed({"papers.decision": said})
    text = " ".join(pages(pdf(paper(evaluated(case), "board"), language))).replace("\u00a0", " ")
    assert text.count(debt) == 70


@pytest.mark.parametrize("reader", PAPERS)
def test_what_a_user_wrote_is_printed_and_never_read_as_markup(reader: PaperId) -> None:
    case: Case = case_of("tonsberg").changed(
        {
            "name": HOSTILE,
            "papers.prepared_by": HOSTILE,
            "papers.decision": HOSTILE,
            "papers.applicant.name": HOSTILE[:120],
            "papers.location.centre": HOSTILE,
            "building.municipality": HOSTILE,
        }
    )
    text = " ".join(" ".join(pages(pdf(paper(evaluated(case), reader), "nb"))).split())
    assert '#panic("x") *b* _i_ $1/0$ <label> @ref \\ `raw` #set page(width: 1pt)' in text
