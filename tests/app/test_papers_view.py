"""The view of the papers: each reader's, part by part, and what is missing."""

import html

import pytest

from feasibility.answers.answer import Figure, shown
from feasibility.case import load_case
from feasibility.papers.choose import PAPERS, paper
from feasibility.papers.written import part_tables
from feasibility.resources import example_path
from tests.app.pages import all_text, open_app
from tests.evaluated import evaluated

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_part_of_every_paper_is_there(language: str) -> None:
    result = evaluated(load_case(example_path("larvik")))
    at = open_app(example="larvik", view="papers", language=language)
    for reader in PAPERS:
        at.button_group(key="paper:reader").set_value(reader).run()
        assert not at.exception
        told = html.unescape(all_text(at)).replace("\u00a0", " ")
        found = paper(result, reader)
        for part in found.parts:
            assert part.title.text(language) in told  # type: ignore[arg-type]
            for sentence in part.sentences:
                assert sentence.text.text(language).replace("\u00a0", " ") in told  # type: ignore[arg-type]
            for table in part_tables(part):
                for row in table.rows:
                    for cell, column in zip(row.cells, table.columns, strict=True):
                        if isinstance(cell, Figure):  # the same number as on paper, in full
                            assert shown(cell, column, language).replace("\u00a0", " ") in told  # type: ignore[arg-type]
            for label in part.missing:
                assert label.text(language) in told  # type: ignore[arg-type]


def test_a_changed_number_is_on_the_paper() -> None:
    case = load_case(example_path("larvik"))
    path = "deal.lease.rent_nok_per_m2_year"
    at = open_app(example="larvik", view="papers", **{path: "1000"})
    assert not at.exception
    changed = paper(evaluated(case.changed({path: 1000})))
    verdict = changed.parts[1].sentences[-1].text.nb.replace("\u00a0", " ")
    assert verdict != paper(evaluated(case)).parts[1].sentences[-1].text.nb.replace("\u00a0", " ")
    assert verdict in html.unescape(all_text(at)).replace("\u00a0", " ")
