"""A subject's name inside a sentence."""

import pytest

from feasibility.language.label import lower_first


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Leie", "leie"),
        ("Øvre etasje", "øvre etasje"),
        ("Mva.", "mva."),
        # abbreviations keep their letters
        ("KPI", "KPI"),
        ("MVA av leie", "MVA av leie"),
        # a word of one letter, and none
        ("A", "a"),
        ("", ""),
    ],
)
def test_the_first_letter_is_small_unless_it_begins_an_abbreviation(text: str, inside: str) -> None:
    assert lower_first(text) == inside
