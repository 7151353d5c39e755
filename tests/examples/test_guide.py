"""The illustrated guide: what it quotes is what the app says, and it has a picture of every view."""

import re
from pathlib import Path

import pytest

from feasibility.analysis.discount import discount
from feasibility.answers import discount as most
from feasibility.evaluate import run
from feasibility.language import Language
from feasibility.screens.answer import answer
from feasibility.screens.view_words import GROUPS
from feasibility.starting import QuickStart, quick_start

DOCS = Path(__file__).parents[2] / "docs"
PAGES: dict[str, Language] = {"veiledning.md": "nb", "guide.md": "en"}


@pytest.mark.parametrize("guide", PAGES)
def test_the_guide_quotes_what_the_app_says(guide: str) -> None:
    language = PAGES[guide]
    story = QuickStart(
        "sublease", 600, place="Kongsvinger", free_months=12, reduced_share=0.5, reduced_months=12
    )
    case = quick_start(story)
    said = {answer(run(case), language).sentence}
    said |= {each.text.text(language) for each in most.answer(discount(case)).sentences}
    quoted = re.findall(r"^> (.+)$", (DOCS / guide).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(quoted) == 2
    assert [each for each in quoted if each not in {s.replace("\xa0", " ") for s in said}] == []


@pytest.mark.parametrize("guide", PAGES)
def test_the_guide_pictures_every_view(guide: str) -> None:
    """After a new view: python docs/make_app_pictures.py VIEW, and a sentence about it."""
    shown = set(re.findall(r"\(pictures/(\w+)\.png\)", (DOCS / guide).read_text(encoding="utf-8")))
    views = {view for group in GROUPS.values() for view in group.views}
    assert shown == views | {"start", "phone", "book"}
    assert [name for name in sorted(shown) if not (DOCS / "pictures" / f"{name}.png").is_file()] == []
