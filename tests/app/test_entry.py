"""What is typed into a field: taken, or refused with a message and everything as it was."""

import pytest

from feasibility.case import Case
from feasibility.language import Language
from feasibility.screens.entry import Entry, enter
from feasibility.screens.fields import fields_by_key

RENT = "deal.lease.rent_nok_per_m2_year"
FREE = "reductions.rent_free_months"
BEFORE = {"works.rehab.amount_nok": 3_000_000.0}


def _type(case: Case, key: str, text: str, language: Language = "nb") -> Entry:
    return enter(case, BEFORE, fields_by_key(case)[key], text, language)


def test_a_number_is_taken_beside_those_before(sublease: Case) -> None:
    taken = _type(sublease, RENT, "1 312,50")
    assert taken == Entry({**BEFORE, RENT: 1312.5})


@pytest.mark.parametrize("text", ["1 250", "", "  "])
def test_the_example_s_number_or_none_takes_the_change_back(sublease: Case, text: str) -> None:
    field = fields_by_key(sublease)[RENT]
    assert enter(sublease, {**BEFORE, RENT: 1300.0}, field, text, "nb").numbers == BEFORE


def test_an_empty_field_of_a_whole_number_is_the_example_s(sublease: Case) -> None:
    assert _type(sublease, "products.flex.ramp.months", "").numbers == BEFORE


@pytest.mark.parametrize(
    ("key", "text", "language", "message"),
    [
        (RENT, "masse", "nb", "Kan ikke lese «masse» som et tall."),
        (RENT, "lots", "en", "Cannot read 'lots' as a number."),
        (RENT, "-1", "nb", "Tallet må være minst 0 og høyst 1\u00a0000\u00a0000."),
        (
            "products.flex.ramp.stabilised_share",
            "120",
            "nb",
            "Tallet må være minst 0\u00a0% og høyst 100\u00a0%.",
        ),
        ("products.flex.ramp.months", "6,5", "nb", "Skriv et helt tall, uten desimaler."),
        ("products.flex.ramp.months", "6.5", "en", "Write a whole number, without decimals."),
        (FREE, "80", "nb", "Reduksjonene går da ut over leietiden."),
        (FREE, "80", "en", "The reductions would then go beyond the lease."),
        # 250 m² exclusive: with the common share it cannot be less; a rule across two fields.
        ("building.spaces.open.with_common_m2", "200", "nb", "200 m² er mindre enn det eksklusive arealet"),
    ],
)
def test_a_number_that_cannot_be_taken_is_told_and_changes_nothing(
    sublease: Case, key: str, text: str, language: Language, message: str
) -> None:
    refused = _type(sublease, key, text, language)
    assert refused.numbers == BEFORE
    assert refused.message.startswith(message)
    assert "deal.lease" not in refused.message
    assert "building.spaces" not in refused.message


@pytest.mark.parametrize("text", ["1.300", "1,300"])
def test_a_number_with_two_readings_is_refused_with_both(sublease: Case, text: str) -> None:
    # one thousand three hundred to some and one point three to others, whatever language the page has
    refused = _type(sublease, RENT, text)
    assert refused.numbers == BEFORE
    assert refused.message == f"«{text}» kan leses som 1300 eller som 1,3. Skriv 1300 eller 1,3."
    assert _type(sublease, RENT, text, "en").message.endswith("Write 1300 or 1.3.")
    assert _type(sublease, RENT, "1 300").message == ""
