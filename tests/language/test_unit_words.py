"""The unit typed after a number is taken away where it is the field's own; another is left, and refused."""

import re

import pytest

from feasibility.language import LANGUAGES, NotANumber, apart
from feasibility.language.unit_words import EXAMPLES
from feasibility.screens.typed import read


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("600 kvm", "m2", 600),
        ("600m²", "m2", 600),
        ("1 200,5 kvm.", "m2", 1200.5),
        ("12 mnd", "months", 12),
        ("12 MÅNEDER", "months", 12),
        ("2 år", "months", 24),  # 2 × 12
        ("1,5 år", "months", 18),
        ("ett år", "months", 12),
        ("Et halvt år", "months", 6),
        ("to år", "months", 24),
        ("halvannet år", "months", 18),
        ("18 mnd", "months", 18),
        ("tre måneder", "months", 3),
        ("half a year", "months", 6),
        ("6 mål", "m2", 6000),  # a mål is 1,000 m²
        ("1,5 dekar", "m2", 1500),
        ("et halvt mål", "m2", 500),
        ("1 200 kr per m² og år", "NOK/m2/year", 1200),
        ("kr 1 200 pr. kvm", "NOK/m2/year", 1200),
        ("1 200 kr/m2/år", "NOK/m2/year", 1200),
        ("9 000 kr i måneden", "NOK/month", 9000),
        ("2,5 mill", "NOK", 2_500_000),
        ("2,5 mill per år", "NOK/year", 2_500_000),
        ("20 plasser", "count", 20),
        ("50 %", "share", 0.5),
    ],
)
def test_the_words_of_the_unit_may_be_typed(text: str, unit: str, value: float) -> None:
    assert read(text, unit, "nb") == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("9 000 per måned", "NOK/year"),
        ("100 kr per m² per måned", "NOK/m2/year"),
        ("600 kvm", "months"),
        ("6 mål", "months"),
        ("to", "NOK"),
        ("kvm", "m2"),
        ("kvm 600", "m2"),
        ("x" * 100_000 + "kvm", "m2"),
    ],
)
def test_another_unit_is_not_taken_for_the_fields_own(text: str, unit: str) -> None:
    for language in LANGUAGES:
        with pytest.raises(NotANumber):
            read(text, unit, language)


def test_a_number_that_can_be_read_in_two_ways_is_told_with_a_unit_too() -> None:
    with pytest.raises(NotANumber, match="1200"):
        read("1.200 kvm", "m2", "nb")


@pytest.mark.parametrize(
    ("unit", "nb", "en"),
    [
        ("m2", "600 kvm eller 1,5 mål", "600 m2 or 1.5 decares"),
        ("months", "18 mnd, 2 år eller et halvt år", "18 months, 2 years or half a year"),
        ("share", "12,5 %", "12.5%"),
        ("NOK", "1 250 000,50", "1,250,000.50"),
    ],
)
def test_what_is_not_read_is_told_with_an_example_of_its_own_unit(unit: str, nb: str, en: str) -> None:
    for language, example in (("nb", nb), ("en", en)):
        with pytest.raises(NotANumber, match=re.escape(example)):
            read("stort", unit, language)  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", ["m2", "months", "share", "count"])
def test_every_example_is_read(unit: str) -> None:
    for language in LANGUAGES:
        for example in re.split(r", (?=\d)| eller | or ", EXAMPLES[unit].text(language)):
            assert read(example, unit, language) > 0


def test_what_is_no_number_is_left_as_it_is() -> None:
    assert apart("år", "months") == ("år", 1)
