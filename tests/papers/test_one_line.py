"""Rows told to keep to one line do, by what Typst itself measures; and a few lines over are brought home."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import typst

from feasibility.answers.answer import Sentence
from feasibility.language import LANGUAGES, Label, Language
from feasibility.papers import one_line, typeset
from feasibility.papers.choose import paper
from feasibility.papers.letters import LETTER_WIDTHS
from feasibility.papers.one_line import one_line_rows
from feasibility.papers.paper import Paper, Part
from tests.evaluated import evaluated
from tests.papers.test_papers import EXAMPLES, case_of
from tests.papers.test_typeset import BOX, pages, read

LINE_POINTS = 8.5 * (1409 / 2048 + 0.5)
"""A sentence of one line: a capital's height, and the room below it."""
HEAD_POINTS = 98
"""What stands before the first, as read off a page."""
PAGE_POINTS = (297 - 15 - 16) * 72 / 25.4


def measured(
    tmp_path: Path, texts: list[str], what: str = "width", weight: str = "regular", kerning: str = "false"
) -> list[float]:
    """What Typst measures of each text in the papers' own font, in ems. kerning: of letters in pairs."""
    asked = tmp_path / "asked.typ"
    asked.write_text(
        f"""#let texts = json(bytes(sys.inputs.texts))
        #set text(font: "{typeset.FONT}", size: 100pt, weight: "{weight}", kerning: {kerning})
        #context [#metadata(texts.map(each => measure(text(each)).{what} / 1pt)) <told>]"""
    )
    told = typst.query(
        str(asked),
        "<told>",
        field="value",
        one=True,
        font_paths=[str(typeset.fonts()[0].parent)],
        ignore_system_fonts=True,
        sys_inputs={"texts": json.dumps(texts)},
    )
    return [float(each) / 100 for each in json.loads(told)]


@pytest.mark.system
def test_letters_are_as_wide_as_the_font_says(tmp_path: Path) -> None:
    letters = list(LETTER_WIDTHS)
    # between two marks, since a space at an end counts for nothing
    alone = measured(tmp_path, ["HH"])[0]
    assert [wide - alone for wide in measured(tmp_path, [f"H{each}H" for each in letters])] == pytest.approx(
        [LETTER_WIDTHS[each] / 1000 for each in letters], abs=0.0006
    )
    bold = measured(tmp_path, ["HH"], weight="bold")[0]
    for each, wide in zip(
        letters, measured(tmp_path, [f"H{each}H" for each in letters], weight="bold"), strict=True
    ):
        assert wide - bold <= LETTER_WIDTHS[each] / 1000 * one_line._BOLD, each
    assert measured(tmp_path, ["H"], "height")[0] == pytest.approx(typeset._CAPITAL_EM, abs=1e-4)


@pytest.mark.slow
@pytest.mark.system
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_paper_is_wider_than_it_is_taken_for(tmp_path: Path, language: Language) -> None:
    data = typeset._data(paper(evaluated(case_of("larvik")), "bank"), language)
    texts = sorted(
        {
            text
            for part in data["parts"]
            for table in part["tables"]
            for row in table["rows"]
            for text in row["cells"]
        }
    )
    assert len(texts) > 500
    for text, wide in zip(texts, measured(tmp_path, texts, kerning="true"), strict=True):
        assert wide <= one_line.most_ems(text) / one_line._ROOM_USED, text


@pytest.mark.slow
@pytest.mark.system
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["larvik", "rebuilt", "moss"])
def test_every_word_stands_where_it_stands_when_no_height_is_told(
    name: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = paper(evaluated(case_of(name)), "bank")
    told = [
        row["one_line"]
        for part in typeset._data(found, language)["parts"]
        for table in part["tables"]
        for row in table["rows"]
    ]
    assert sum(told) > len(told) / 2
    with_heights = read(typeset.pdf(found, language), "pdftotext", "-bbox")
    monkeypatch.setattr(typeset, "one_line_rows", lambda labels, rows, *_: [False] * len(rows))
    assert read(typeset.pdf(found, language), "pdftotext", "-bbox") == with_heights


def test_by_hand() -> None:
    # 20 ems, two columns, 0.5 free on either side of each: the second takes two digits, 1.112, so the first
    # has 0.98 × (20 − 2 − 1.112) = 16.55 ems: 29 digits are 16.12, 30 are 16.68
    def rows(*first: str, bold: bool = False, other: str = "00") -> list[bool]:
        cells = [((text, other), bold) for text in first]
        return one_line_rows(("", "0"), cells, (True, False), 20, 0.5)

    assert rows("0" * 29, "0" * 30, "") == [True, False, True]
    assert rows("0" * 29, bold=True) == [False]  # 20.96
    assert rows("0" * 12 + "\n0") == [False]
    # nothing is known of a letter the font may not have: 1.4 ems each, 11 are 15.4 and 12 are 16.8
    assert rows("\u4e00" * 11, "\u4e00" * 12) == [True, False]
    # where the other columns need more than there is, they wrap too
    assert rows("", other="0" * 40) == [False]
    assert one_line_rows(("0",), [(("0",), False)], (False,), 0, 0.5) == [False]  # no room is told


@pytest.mark.slow
@pytest.mark.system
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_layout_settles(name: str) -> None:
    found = paper(evaluated(case_of(name)), "bank")
    _, warnings = typeset._compiler().compile_with_warnings(
        format="pdf", sys_inputs={"data": json.dumps(typeset._data(found, "nb"))}
    )
    assert warnings == []


def _said(lines: int) -> Paper:
    """A credit paper of some lines and nothing else."""
    found = paper(evaluated(case_of("moss")), "bank")
    said = tuple(Sentence(Label(f"linje {n}", f"line {n}")) for n in range(lines))
    return replace(found, parts=(Part("said", Label("Sagt", "Said"), said),))


@pytest.mark.slow
@pytest.mark.system
@pytest.mark.parametrize(
    ("share", "count", "is_smaller"),
    [(0.7, 1, False), (1.02, 1, True), (1.3, 2, False), (1.7, 2, False), (2.06, 2, True)],
)
def test_a_few_lines_over_are_brought_home(share: float, count: int, is_smaller: bool) -> None:
    # type of 7.5 points makes 1.13 pages one
    lines = round((share * PAGE_POINTS - HEAD_POINTS) / LINE_POINTS)
    content = typeset.pdf(_said(lines), "nb")
    assert len(pages(content)) == count
    box = read(content, "pdftotext", "-bbox").split(">linje</word>")[0].rsplit("<word", 1)[1]
    high, low = (float(box.split(f'{end}="')[1].split('"')[0]) for end in ("yMin", "yMax"))
    size = (low - high) / BOX
    assert (7.4 < size < 8.45) if is_smaller else size == pytest.approx(8.5, abs=0.05)
