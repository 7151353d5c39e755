"""What is typed in the editor: read as Norwegians write, and written so that it reads back."""

import pytest

from feasibility.case import UNSTATED, Case, case_from_mapping, parse_case
from feasibility.case.file.writing import plain_mapping
from feasibility.language import LANGUAGES, Language, as_iso
from feasibility.resources import template_text
from feasibility.screens.editing.forms import (
    NotTaken,
    Typed,
    limits_shown,
    month_shown,
    read,
    unit_shown,
    written,
)
from feasibility.screens.editing.outline import find, places
from tests.random_case import random_case

CASE = parse_case(template_text("sublease"))  # begins in January 2027; the lease in month 6
BY_YEAR = CASE.changed({"index.wages_share_per_year": {2027: 0.045, 2028: 0.03}})
ROW = {"label": "Verre", "set": {"deal.lease.rent_nok_per_m2_year": {"add": -100}}}
STRESS = CASE.changed({"bank.stress.verre": ROW})
FREE_LEASE = CASE.changed({"deal.lease.follows_works": UNSTATED})


def typed(path: str, text: Typed, case: Case = CASE, language: Language = "nb") -> object:
    place = find(case, path)
    assert place is not None, path
    return read(place, case, text, language)


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("deal.lease.rent_nok_per_m2_year", "1 250,50", 1250.5),
        ("works.ombygging.amount_nok", "2,5 mill", 2_500_000),
        ("works.ombygging.landlord_share", "12,5 %", 0.125),
        ("deal.lease.term_months", "12 mnd", 12),
        ("deal.lease.term_months", "2 år", 24),
        ("deal.lease.area_m2", "600 kvm", 600),
        ("start_month", "jan 2027", "2027-01"),
        ("start_month", "01.2027", "2027-01"),
        ("start_month", "2027-1", "2027-01"),
        ("start_month", "Oktober 2027", "2027-10"),
        # January 2027 is month 1, so March 2028 is month 15
        ("works.ombygging.start_month", "mars 2028", 15),
        ("works.ombygging.start_month", "måned 7", 7),
        ("works.ombygging.start_month", "7", 7),
        ("index.prices_share_per_year", "2,5", 0.025),
        ("index.prices_share_per_year", "2027: 2,5 %; 2028: 2 %", {2027: 0.025, 2028: 0.02}),
        ("season_factors", "; ".join(["100 %"] * 11 + ["80 %"]), [1.0] * 11 + [0.8]),
        ("products.kontor.space", "apent", "apent"),
        ("works.ombygging.spaces", ["kontor", "apent"], ["kontor", "apent"]),
        ("staff.vert.is_facilitator", False, False),
        ("after_lease", "vacant", "vacant"),
        # left empty: the default holds again
        ("staff.vert.holiday_pay_share", "", UNSTATED),
        ("deal.lease.area_m2", " ", UNSTATED),
        ("products.kontor.label", "  Kontor  ", "Kontor"),
    ],
)
def test_what_is_typed_is_read(path: str, text: Typed, value: object) -> None:
    assert typed(path, text) == value


def test_a_month_of_the_lease_is_counted_from_its_start() -> None:
    # The lease starts in month 6, June 2027: its month 1. November 2027 is its month 6.
    assert typed("deal.lease.reductions.0.to_month", "nov 2027", FREE_LEASE) == 6
    place = find(FREE_LEASE, "deal.lease.reductions.0.to_month")
    assert place is not None
    assert month_shown(place, FREE_LEASE, "nb") == "nov. 2027"
    with pytest.raises(NotTaken, match="følger arbeidene"):
        typed("deal.lease.reductions.0.to_month", "nov 2027")


@pytest.mark.parametrize(
    ("path", "text", "nb", "en"),
    [
        ("deal.lease.term_months", "600 kvm", "Kan ikke lese", "Cannot read"),
        ("deal.lease.term_months", "12,5", "helt tall", "whole number"),
        ("works.ombygging.landlord_share", "120", "høyst 100", "at most 100"),
        ("deal.lease.rent_nok_per_m2_year", "1.250", "1250 eller", "1250 or"),
        ("deal.lease.term_months", "", "må fylles ut", "must be filled in"),
        ("start_month", "snart", "ingen måned", "no month"),
        ("works.ombygging.start_month", "des 2026", "før den første", "before the first"),
        ("index.prices_share_per_year", "27: 2 %", "en for hvert år", "one for each year"),
        ("index.prices_share_per_year", "2027: 2 %; 2027: 3 %", "en for hvert år", "one for each year"),
    ],
)
def test_what_cannot_be_read_is_told_in_the_language(path: str, text: str, nb: str, en: str) -> None:
    with pytest.raises(NotTaken, match=nb):
        typed(path, text)
    with pytest.raises(NotTaken, match=en):
        typed(path, text, language="en")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("1 100", 1100),
        ("+ 50", {"add": 50}),
        ("−100 kr", {"add": -100}),
        ("× 0,9", {"times": 0.9}),
        ("= 900", 900),
    ],
)
def test_a_stress_row_sets_adds_or_multiplies(text: str, change: object) -> None:
    assert typed("bank.stress.verre.set.deal.lease.rent_nok_per_m2_year", text, STRESS) == change


def test_a_year_that_stays_keeps_its_note() -> None:
    noted = CASE.changed({"index.wages_share_per_year": {2027: {"value": 0.04, "source": "SSB"}, 2028: 0.03}})
    value = typed("index.wages_share_per_year", "2027: 4 %; 2028: 3,5 %", noted)
    assert value == {2027: {"value": 0.04, "source": "SSB"}, 2028: 0.035}


def test_units_and_limits_are_said_where_they_say_something() -> None:
    def of(path: str) -> tuple[str, str]:
        place = find(CASE, path)
        assert place is not None
        return unit_shown(place, "nb"), limits_shown(place, "nb")

    assert of("deal.lease.rent_nok_per_m2_year") == ("kr per m² og år", "")
    assert of("horizon_months") == ("måneder", "Tallet må være minst 12 og høyst 480.")
    assert of("works.ombygging.landlord_share") == ("prosent", "")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2027", "2027"),
        ("1/2027", "2027-01"),
        ("Jan. 2027", "2027-01"),
        ("des 2027", "2027-12"),
        ("December 2027", "2027-12"),
        ("31.01.2027", "2027-01-31"),
        ("2 Sep 2024", "2024-09-02"),
        ("31.02.2027", None),
        ("13.2027", None),
        ("marsipan 2027", None),
        ("", None),
    ],
)
def test_years_months_and_days_as_people_write_them(text: str, iso: str | None) -> None:
    assert as_iso(text) == iso


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_says_its_own_value_again(language: Language) -> None:
    """Over random cases: what stands in all fields, typed anew, is the very same case."""
    cases = [case_from_mapping(random_case(seed)) for seed in range(10)]
    for case in [*cases, CASE, BY_YEAR, STRESS]:
        values = {}
        for place in places(case):
            if not place.is_single or place.is_tag:
                continue
            value = read(place, case, written(place, case, language), language)
            if place.is_stated:
                values[place.name] = value
            else:  # nothing, or the default that holds anyway
                assert value is UNSTATED or value == _plain(place.value), place.name
        # Where a change speaks of uncertainty, no distribution is forgotten.
        again = case.changed({"uncertainty": UNSTATED, **values} if case.uncertainty is None else values)
        assert _without_nothing(plain_mapping(again)) == _without_nothing(plain_mapping(case))


def _without_nothing(stated: object) -> object:
    """What is stated, but for fields stated as nothing: left out is the same."""
    if isinstance(stated, dict):
        return {name: _without_nothing(value) for name, value in stated.items() if value is not None}
    return [_without_nothing(value) for value in stated] if isinstance(stated, list) else stated


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
