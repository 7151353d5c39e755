"""Numbers with their source: read as plain numbers, the notes kept by path."""

from typing import Any

import pytest

from feasibility.case import (
    CaseError,
    Problem,
    SourceNote,
    case_from_mapping,
    parse_case,
    to_mapping,
    to_yaml,
)
from tests.case.cases import changed, minimal_case, sublease_case

PRICE = "products.flex.price_nok_per_month"


def case_with(path: str, value: Any) -> Any:
    return case_from_mapping(changed(minimal_case(), path, value))


def problems_with(path: str, value: Any) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        case_with(path, value)
    return raised.value.problems


def test_a_source_is_kept_beside_the_plain_number() -> None:
    case = case_with(PRICE, {"value": 1799, "source": "Masteroppgave NMBU 2021, l. 9705", "date": "2021-05"})
    assert case.products["flex"].price_nok_per_month == 1799.0
    assert dict(case.sources) == {
        PRICE: SourceNote(text="Masteroppgave NMBU 2021, l. 9705", date="2021-05", is_assumption=False)
    }


def test_an_assumption_is_marked_as_one() -> None:
    case = case_with("products.flex.ramp.stabilised_share", {"value": 0.75, "assumption": "Egen antakelse"})
    assert case.products["flex"].ramp.stabilised_share == 0.75
    assert case.sources["products.flex.ramp.stabilised_share"] == SourceNote(
        text="Egen antakelse", date=None, is_assumption=True
    )


@pytest.mark.parametrize(
    ("path", "stated", "read"),
    [
        ("horizon_months", 120, 120),
        ("building.spaces.floor.exclusive_m2", 250, 250.0),
        ("party_rates.operator_share_per_year", 0.12, 0.12),
        ("index.rent_share_per_year", 0.025, 0.025),
        ("index.rent_share_per_year.2027", 0.025, 0.025),
        ("season_factors.6", 0.5, 0.5),
        ("deal.lease.reductions.0.to_month", 6, 6),
        ("deal.lease.area_m2", 180, 180.0),
        ("vat.refund_delay_months", 1, 1),
    ],
)
def test_any_number_may_have_a_source(path: str, stated: float, read: float) -> None:
    base = minimal_case()
    base["index"] = {"rent_share_per_year": {2027: 0.02}} if path.endswith(".2027") else {}
    base["season_factors"] = [1.0] * 12
    base["deal"]["lease"]["reductions"] = [{"kind": "rent_free", "from_month": 1, "to_month": 3}]
    noted: Any = {"value": stated, "source": "Kilde", "date": 2021}
    if path.endswith(".2027"):
        base["index"]["rent_share_per_year"][2027] = noted
        case = case_from_mapping(base)
    else:
        case = case_from_mapping(changed(base, path, noted))
    assert dict(case.sources) == {path: SourceNote(text="Kilde", date="2021")}
    plain: Any = case
    for step in path.split("."):
        if isinstance(plain, dict):
            plain = plain[int(step)] if step.isdecimal() else plain[step]
        else:
            plain = plain[int(step)] if step.isdecimal() else getattr(plain, step)
    assert plain == read


@pytest.mark.parametrize(
    ("note", "sureness"),
    [
        ({"source": "Takst", "date": "2026"}, "documented"),
        ({"source": "Takst"}, "estimate"),  # what it said that day, nobody can look up again
        ({"assumption": "Egen vurdering", "date": "2026"}, "estimate"),
        ({"assumption": "Egen vurdering"}, "estimate"),
        ({"assumption": "Terningkast", "confidence": "guess"}, "guess"),
        ({"source": "Takst", "date": "2026", "confidence": "estimate"}, "estimate"),
        ({"source": "Alle avtaler signert", "confidence": "documented"}, "documented"),
    ],
)
def test_how_sure_a_number_is_follows_from_its_note_unless_it_is_said(
    note: dict[str, str], sureness: str
) -> None:
    case = case_with(PRICE, {"value": 1799, **note})
    assert case.sources[PRICE].sureness == sureness
    assert case.sources[PRICE].confidence == note.get("confidence")
    assert parse_case(to_yaml(case)) == case
    assert case_from_mapping(to_mapping(case)) == case


@pytest.mark.parametrize("said", ["dokumentert", "gues", 3, True, None, ["guess"], {"guess": 1}])
def test_a_confidence_is_one_of_three_words(said: object) -> None:
    (found,) = problems_with(PRICE, {"value": 1799, "source": "Takst", "confidence": said})
    assert found.path == f"{PRICE}.confidence"
    assert "Gyldige her: documented, estimate, guess." in found.nb
    assert "Valid here: documented, estimate, guess." in found.en


def test_dates_in_yaml_stay_as_written() -> None:
    text = """
    name: x
    start_month: 2026-01
    horizon_months: {value: 120, source: a, date: 2021-05-31}
    building:
      spaces: {floor: {kind: flex_desk, exclusive_m2: {value: 200, source: b, date: 2021-05}}}
      owner_costs_nok_per_m2_year: {value: 150, source: c, date: 2021}
      common_costs_nok_per_m2_year: {value: 300, assumption: d}
    products:
      flex:
        kind: flex_membership
        space: floor
        units: 20
        price_nok_per_month: 1500
        ramp: {start_share: 0.3, stabilised_share: 0.75, months: 24}
    deal: {structure: landlord_operated, market_rent_nok_per_m2_year: 1100}
    """
    case = parse_case(text)
    assert [(note.text, note.date, note.is_assumption) for note in case.sources.values()] == [
        ("a", "2021-05-31", False),
        ("b", "2021-05", False),
        ("c", "2021", False),
        ("d", None, True),
    ]


def test_a_scenario_may_give_sources_too() -> None:
    case = case_from_mapping(sublease_case())
    low = case.scenarios["low"]
    assert dict(low.set) == {
        "products.flex.ramp.stabilised_share": 0.55,
        "products.office.ramp.stabilised_share": 0.6,
    }
    path = "scenarios.low.set.products.flex.ramp.stabilised_share"
    assert case.sources[path] == SourceNote(text="Pessimistisk", is_assumption=True)


@pytest.mark.parametrize(
    ("noted", "path", "nb", "en"),
    [
        (
            {"value": 5},
            PRICE,
            "verken kilde eller antakelse er oppgitt. Skriv bare tallet, eller én av delene: {value: 1799,",
            "neither a source nor an assumption is stated. Write the number only, or one of the two: {value",
        ),
        (
            {"value": 5, "date": "2021"},
            PRICE,
            "verken kilde eller antakelse",
            "neither a source nor an assumption",
        ),
        (
            {"value": 5, "source": "a", "assumption": "b"},
            PRICE,
            "både kilde og antakelse er oppgitt.",
            "both a source and an assumption are stated.",
        ),
        (
            {"source": "a"},
            PRICE,
            "tallet mangler. Skriv bare tallet, eller {value: 1799, source:",
            "the number is missing. Write the number only, or {value: 1799,",
        ),
        (
            {"value": 5, "source": "a", "url": "b"},
            f"{PRICE}.url",
            "ukjent felt. Gyldige her: value, low, high, source, date, assumption, confidence.",
            "unknown field. Valid here: value, low, high, source, date, assumption, confidence.",
        ),
        (
            {"value": 5, "source": "a", "dato": "2021"},
            f"{PRICE}.dato",
            "Mente du «date»?",
            'Did you mean "date"?',
        ),
        (
            {"value": 5, "source": ""},
            f"{PRICE}.source",
            '"" er ingen kildetekst. Skriv tekst på',
            '"" is no source',
        ),
        (
            {"value": 5, "source": 2021},
            f"{PRICE}.source",
            "2021 er ingen kildetekst",
            "2021 is no source text",
        ),
        (
            {"value": 5, "assumption": True},
            f"{PRICE}.assumption",
            "true er ingen kildetekst",
            "true is no source",
        ),
        (
            {"value": 5, "source": "a", "date": "mai 2021"},
            f"{PRICE}.date",
            '"mai 2021" er ingen dato. Skriv 2021, 2021-05 eller 2021-05-31.',
            '"mai 2021" is no date. Write 2021, 2021-05 or 2021-05-31.',
        ),
        ({"value": 5, "source": "a", "date": "2021-13"}, f"{PRICE}.date", "er ingen dato", "is no date"),
        (
            {"value": 5, "source": "a", "date": 202105},
            f"{PRICE}.date",
            "202105 er ingen dato",
            "202105 is no date",
        ),
    ],
)
def test_a_note_that_is_wrong(noted: dict[str, Any], path: str, nb: str, en: str) -> None:
    problems = problems_with(PRICE, noted)
    assert [problem.path for problem in problems] == [path]
    assert problems[0].nb.startswith(path)
    assert nb in problems[0].nb
    assert en in problems[0].en


def test_a_wrong_number_in_a_note_is_reported_as_the_field() -> None:
    problems = problems_with(PRICE, {"value": "1 799", "source": "a"})
    assert [problem.path for problem in problems] == [PRICE]
    assert "Skriv 1799 (" in problems[0].nb
    problems = problems_with("products.flex.ramp.start_share", {"value": 30, "assumption": "a"})
    assert "Mente du 0.3?" in problems[0].nb


def test_text_has_no_source() -> None:
    problems = problems_with("name", {"value": "x", "source": "y"})
    assert [problem.path for problem in problems] == ["name"]
    assert "er ikke tekst" in problems[0].nb


def test_mistakes_in_notes_come_with_all_the_others() -> None:
    stated = changed(minimal_case(), PRICE, {"value": 5})
    stated = changed(stated, "products.flex.units", -1)
    stated = changed(stated, "after_lease", "relet")
    with pytest.raises(CaseError) as raised:
        case_from_mapping(stated)
    assert {problem.path for problem in raised.value.problems} == {
        PRICE,
        "products.flex.units",
        "after_lease",
    }


def test_the_user_cannot_write_the_notes_by_path() -> None:
    problems = problems_with("sources", {PRICE: {"text": "x"}})
    assert [problem.path for problem in problems] == ["sources"]
    assert "ukjent felt" in problems[0].nb


# ---- the range beside the source -------------------------------------------------------------------------


def test_a_range_is_kept_beside_the_plain_number_and_written_again() -> None:
    noted = {"value": 0.12, "low": 0.1, "high": 0.15, "assumption": "x"}
    case = case_with("party_rates.operator_share_per_year", noted)
    assert case.party_rates.operator_share_per_year == 0.12
    note = case.sources["party_rates.operator_share_per_year"]
    assert (note.low, note.high) == (0.1, 0.15)
    assert to_mapping(case)["party_rates"] == {"operator_share_per_year": noted}
    assert parse_case(to_yaml(case)) == case


def test_the_range_of_a_whole_number_is_written_whole() -> None:
    case = case_with("horizon_months", {"value": 120, "low": 60, "high": 180, "assumption": "x"})
    assert "low: 60, high: 180," in to_yaml(case)
    assert parse_case(to_yaml(case)) == case


def test_a_changed_number_loses_its_range_and_a_scenario_brings_its_own() -> None:
    path = "party_rates.operator_share_per_year"
    base = changed(minimal_case(), path, {"value": 0.12, "low": 0.1, "high": 0.15, "assumption": "x"})
    own = {"value": 0.2, "low": 0.1, "high": 0.3, "assumption": "x"}
    case = case_from_mapping({**base, "scenarios": {"s": {"set": {path: own}}}})
    assert path not in case.changed({path: 0.13}).sources
    assert case.scenario("s").sources[path].high == 0.3


@pytest.mark.parametrize(
    ("ends", "where", "nb"),
    [
        ({"low": 6}, "high", "området har low, men ikke high."),
        ({"high": 6}, "low", "området har high, men ikke low."),
        ({"low": 6, "high": 7}, "low", "ikke innenfor sitt eget område (low 6, value 5, high 7)"),
        ({"low": 3, "high": 4}, "high", "ikke innenfor sitt eget område (low 3, value 5, high 4)"),
        ({"low": 5, "high": 5}, "high", "ikke innenfor sitt eget område"),
        ({"low": -1, "high": 7}, "low", "-1 kan ikke stå her. Skriv et tall fra 0 til"),
        ({"low": True, "high": 7}, "low", "true kan ikke stå her."),
        ({"low": "4 %", "high": 7}, "low", '"4 %" kan ikke stå her.'),
        ({"low": 4, "high": float("inf")}, "high", "inf kan ikke stå her."),
    ],
)
def test_a_range_that_is_wrong(ends: dict[str, Any], where: str, nb: str) -> None:
    """low ≤ value ≤ high and low < high, both within what the field takes (a price: 0 or more)."""
    (found,) = problems_with(PRICE, {"value": 5, "assumption": "x", **ends})
    assert found.path == f"{PRICE}.{where}"
    assert nb in found.nb


def test_a_range_within_a_scenario_keeps_to_the_limits_of_the_field_it_changes() -> None:
    noted = {"value": 0.5, "low": 0.4, "high": 1.5, "assumption": "x"}
    with pytest.raises(CaseError) as raised:
        case_with("scenarios", {"s": {"set": {"products.flex.ramp.stabilised_share": noted}}})
    (found,) = raised.value.problems
    assert found.path == "scenarios.s.set.products.flex.ramp.stabilised_share.high"
    assert "fra 0 til 1" in found.nb


def test_the_end_of_a_range_that_can_be_read_in_two_ways_is_refused() -> None:
    text = to_yaml(case_with(PRICE, {"value": 5, "low": 1, "high": 7, "assumption": "x"}))
    with pytest.raises(CaseError) as raised:
        parse_case(text.replace("high: 7", "high: 7.500"))
    assert raised.value.problems[0].path == f"{PRICE}.high"
    assert "7500" in raised.value.problems[0].nb
