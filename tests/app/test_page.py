"""The whole page without a browser: every example, both languages, typing, mistakes, things gone wrong."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from feasibility import resources
from feasibility.case import parse_case
from feasibility.evaluate import run
from feasibility.language import Label
from feasibility.model.base.result import Caution
from feasibility.screens import latest, results
from feasibility.screens.figures import shown
from tests.app.pages import address_of, all_text, open_app
from tests.evaluated import evaluated

pytestmark = pytest.mark.slow

RENT = "deal.lease.rent_nok_per_m2_year"
# Words that only one of the languages has, of each part of the page.
NORWEGIAN = ("Gårdeier", "Driver", "Nøkkeltall", "Utvikling over tid", "Endre tallene", "Ta med tallene")
ENGLISH = ("Landlord", "Operator", "Key figure", "Over time", "Change the numbers", "Take the numbers along")


def _type(at: AppTest, key: str, text: str) -> AppTest:
    at.text_input(key=f"field:{address_of(at)['example']}:{key}").set_value(text).run()
    assert not at.exception
    return at


def _value(at: AppTest, key: str) -> str:
    field = next(f for f in at.text_input if f.key is not None and f.key.endswith(f":{key}"))
    return str(field.value)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("example", resources.offered_names())
def test_every_example_is_shown_in_both_languages(example: str, language: str) -> None:
    at = open_app(example=example, language=language)
    text = all_text(at)
    assert not at.error
    own, other = (NORWEGIAN, ENGLISH) if language == "nb" else (ENGLISH, NORWEGIAN)
    assert [word for word in own if word not in text and word not in ("Driver", "Operator")] == []
    assert [word for word in other if f">{word}<" in text] == []
    ladder = bool(parse_case(resources.offered_text(example)).support)  # with support comes its ladder
    assert len(at.get("vega_lite_chart")) == (6 if ladder else 5)


@pytest.mark.parametrize(
    "structure", ["sublease", "turnover_rent", "management", "landlord_operated", "minimal"]
)
def test_every_structure_is_shown(structures: tuple[str, ...], structure: str) -> None:
    at = open_app(example=structure)
    text = all_text(at)
    assert "fz-sentence" in text
    assert ('<h2 class="fz-h2">Driver</h2>' in text) == (structure != "landlord_operated")
    assert ("field:" + structure + ":" + RENT in {f.key for f in at.text_input}) == (
        structure not in ("management", "landlord_operated")
    )


def test_the_numbers_are_the_model_s(structures: tuple[str, ...]) -> None:
    text = all_text(open_app(example="sublease"))
    result = evaluated(parse_case(resources.offered_text("sublease")))
    for measure in result.built.measures:
        assert shown(result, measure.line, "nb") in text, measure.line.id


def test_a_number_changes_the_result_and_the_address(structures: tuple[str, ...]) -> None:
    at = open_app(example="sublease")
    before = all_text(at)
    _type(at, RENT, "1 000")
    assert address_of(at)[RENT] == "1000"
    assert _value(at, RENT) == "1\u00a0000"
    text = all_text(at)
    result = evaluated(parse_case(resources.offered_text("sublease")).changed({RENT: 1000}))
    assert shown(result, result.built.model.find("landlord.npv_against_vacant"), "nb") in text
    assert "</small></td>" not in before
    assert "</small></td>" in text
    assert "Endret. Eksempelet: 1\u00a0250." in text


def test_the_address_alone_gives_the_same_page(structures: tuple[str, ...]) -> None:
    typed = all_text(_type(open_app(example="sublease"), RENT, "1 000"))
    assert all_text(open_app(example="sublease", **{RENT: "1000"})) == typed


def test_a_number_that_cannot_be_read_is_told_at_its_field_and_nothing_else_happens(
    structures: tuple[str, ...],
) -> None:
    at = open_app(example="sublease")
    before = all_text(at)
    _type(at, RENT, "mye")
    text = all_text(at)
    assert "Kan ikke lese «mye» som et tall." in text
    assert "Det regnes videre med 1\u00a0250." in text
    assert _value(at, RENT) == "mye"
    assert RENT not in address_of(at)
    _type(at, RENT, "1250")
    assert all_text(at) == before


def test_a_mistake_across_fields_is_told_without_paths_of_the_file(structures: tuple[str, ...]) -> None:
    at = _type(open_app(example="sublease"), "reductions.rent_free_months", "70")
    text = all_text(at)
    assert "Reduksjonene går da ut over leietiden." in text
    assert "deal.lease" not in text


def test_a_mistake_is_forgotten_with_the_language(structures: tuple[str, ...]) -> None:
    at = _type(open_app(example="sublease"), RENT, "mye")
    at.segmented_control(key="choice:language").set_value("en").run()
    assert "Kan ikke lese" not in all_text(at)
    assert _value(at, RENT) == "1\u00a0250"


def test_the_language_is_switched_and_the_changes_stay(structures: tuple[str, ...]) -> None:
    at = _type(open_app(example="sublease"), RENT, "1 312,5")
    at.segmented_control(key="choice:language").set_value("en").run()
    assert not at.exception
    assert address_of(at)["language"] == "en"
    assert _value(at, RENT) == "1\u00a0312.5"
    assert "Changed. The example: 1\u00a0250." in all_text(at)


def test_support_is_switched_off_and_compared(structures: tuple[str, ...]) -> None:
    at = open_app(example="sublease")
    at.toggle(key="choice:support").set_value(False).run()
    assert not at.exception
    assert address_of(at)["support"] == "0"
    text = all_text(at)
    assert "Vist uten støtte." in text
    result = evaluated(parse_case(resources.offered_text("sublease")), with_support=False)
    assert shown(result, result.built.model.find("operator.npv"), "nb") in text


def test_a_case_without_support_has_no_switch_to_use(structures: tuple[str, ...]) -> None:
    assert open_app(example="minimal").toggle(key="choice:support").disabled


def test_reset_gives_the_example_back(structures: tuple[str, ...]) -> None:
    at = open_app(example="sublease")
    before = all_text(at)
    _type(at, RENT, "1 000")
    _type(at, "reductions.off_share", "25")
    at.button(key="reset").click().run()
    assert not at.exception
    assert all_text(at) == before
    assert list(address_of(at)) == ["example"]


def test_changes_of_an_example_are_there_again_when_one_comes_back_to_it(structures: tuple[str, ...]) -> None:
    at = _type(open_app(example="sublease"), RENT, "1 000")
    at.selectbox(key="choice:example").set_value("management").run()
    assert RENT not in address_of(at)
    at.selectbox(key="choice:example").set_value("sublease").run()
    assert not at.exception
    assert address_of(at)[RENT] == "1000"
    assert _value(at, RENT) == "1\u00a0000"


def test_an_address_with_nonsense_is_told_and_the_rest_is_used(structures: tuple[str, ...]) -> None:
    at = open_app(example="sublease", nonsense="1", **{RENT: "1000"})
    assert "«nonsense=1» er ikke et tall i denne saken." in at.error[0].value
    assert _value(at, RENT) == "1\u00a0000"


def test_an_example_that_is_wrong_is_told_field_by_field(
    structures: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = resources.offered_text
    broken = '{"name": "", "start_month": "snart"}'
    monkeypatch.setattr(resources, "offered_text", lambda name: broken if name == "minimal" else good(name))
    at = open_app(example="minimal")
    assert "Eksempelet kan ikke brukes:" in at.error[0].value
    assert "start\\_month" in at.error[0].value
    at.selectbox(key="choice:example").set_value("sublease").run()
    assert not at.exception
    assert not at.error


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Noe gikk galt i programmet"), ("en", "Something went wrong")]
)
def test_whatever_goes_wrong_the_reader_sees_a_sentence(
    structures: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(results, "answer", fail)
    at = open_app(example="sublease", language=language)
    assert words in at.error[0].value
    assert "secret detail" not in all_text(at)


def test_nothing_to_choose_from_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "offered_names", lambda: ())
    at = open_app()
    assert "ingen eksempler" in at.info[0].value


def test_a_failed_check_comes_first_and_in_red(
    structures: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from feasibility.model import Result

    def first(result: Result) -> object:
        return result.checks[:1]

    monkeypatch.setattr(Result, "failed_checks", property(first))
    at = open_app(example="sublease")
    label = evaluated(parse_case(resources.offered_text("sublease"))).checks[0].label.nb
    assert "kontroller feiler" in at.error[0].value
    assert label.replace("=", "=") in at.error[0].value
    at = open_app(example="sublease", view="checks")
    assert 'view=checks" target="_self">1 kontroll feiler<' in all_text(at).replace("&amp;", "&")
    table = next(text for text in all_text(at).split("<table") if "FEILER" in text)
    assert table.index("FEILER") < table.index("bestått")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_workbook_is_made_when_asked_and_anew_after_a_change(
    structures: tuple[str, ...], language: str
) -> None:
    at = open_app(example="minimal", language=language)
    at.button(key="make").click().run()
    assert not at.exception
    assert not at.error
    downloads: Callable[[], list[str]] = lambda: [b.proto.label for b in at.get("download_button")]  # noqa: E731
    asked = "Last ned arbeidsboken" if language == "nb" else "Download the workbook"
    assert asked in downloads()
    _type(at, RENT, "1000")
    assert asked not in downloads()
    assert at.button(key="make").label in ("Lag arbeidsbok (Excel)", "Make the workbook (Excel)")


@pytest.mark.usefixtures("nothing_kept")
def test_warnings_are_shown_with_their_source_and_pointed_to_from_the_answer(
    structures: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    warning = Caution("x", Label("Lite egenkapital", "Little equity"), Label("DNB, 2021", "DNB, 2021 (en)"))
    monkeypatch.setattr(latest, "run_near", lambda _, *chosen: replace(run(*chosen), warnings=(warning,)))
    text = all_text(open_app(example="sublease")).replace("&amp;", "&")
    assert "Lite egenkapital" not in text
    pointed = '<a class="fz-why" href="?example=sublease&view=checks" target="_self">Ett forhold er verdt'
    assert pointed in text
    text = all_text(open_app(example="sublease", view="checks"))
    assert "<li>Lite egenkapital<small>Kilde: DNB, 2021</small></li>" in text
    text = all_text(open_app(example="sublease", language="en", view="checks"))
    assert "<li>Little equity<small>Source: DNB, 2021 (en)</small></li>" in text


def test_a_file_that_is_changed_on_disk_is_read_again(
    structures: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = all_text(open_app(example="sublease"))
    other = resources.offered_text("sublease").replace(
        '"rent_nok_per_m2_year": 1250', '"rent_nok_per_m2_year": 1400'
    )
    monkeypatch.setattr(resources, "offered_text", lambda _: other)
    at = open_app(example="sublease")
    assert _value(at, RENT) == "1\u00a0400"
    assert all_text(at) != before
