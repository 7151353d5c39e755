"""A template for each structure of the field: short, whole, commented in both languages, and sound.

What only the user can know stands as a number to be replaced, and is told as one.
"""

import re
from pathlib import Path

import pytest

from feasibility.analysis.audit import audit
from feasibility.case import Case, load_case
from feasibility.evidence.placeholders import placeholders
from feasibility.language import Label
from feasibility.names import DEAL_STRUCTURES
from feasibility.resources import template_names, template_path, template_text
from feasibility.starting.catalogue import catalogue
from feasibility.workbook import write_workbook
from tests.evaluated import evaluated
from tests.examples.stated import THESIS_LINES, bare_numbers, cited_lines, notes, read

pytestmark = pytest.mark.slow

SHORT = tuple(name for name in template_names() if name not in DEAL_STRUCTURES)
LONGEST = 210  # lines

ONLY_THE_USER_KNOWS = re.compile(
    r"(^works\.\w+\.amount_nok|rent_nok_per_m2_year|net_yield_share|void_months|^acquisition\.price_nok"
    r"|^products\.\w+\.price_nok_per_(month|use)|^building\.(owner|common)_costs\w*)$"
)
"""Local rent and void, yield, price, what works and the building cost."""


def test_all_are_in_the_catalogue_by_the_order_of_the_structures() -> None:
    found = catalogue()
    assert sorted(each.name for each in found) == list(template_names())
    numbers = [int(number) for each in found for number in re.findall(r"S(\d+)", each.structure)]
    first = [int(re.findall(r"S(\d+)", each.structure)[0]) for each in found]
    assert first == sorted(first)
    assert set(numbers) <= set(range(1, 21))


@pytest.mark.parametrize("each", catalogue(), ids=lambda each: each.name)
def test_the_catalogue_says_what_the_file_says(each: object) -> None:
    name, structure, says = each.name, each.structure, each.says  # type: ignore[attr-defined]
    assert isinstance(says, Label)
    assert says.nb != says.en
    if name in SHORT:
        assert f"# {structure} · {says.nb} / {says.en}\n" in template_text(name)


@pytest.mark.parametrize("name", SHORT)
def test_is_sound_with_every_scenario(name: str) -> None:
    case = load_case(template_path(name))
    assert case.scenarios
    assert evaluated(case).failed_checks == ()
    assert evaluated(case).answers_left == ()
    for scenario in case.scenarios:
        assert evaluated(case.scenario(scenario)).failed_checks == ()


@pytest.mark.parametrize("name", SHORT)
def test_its_workbook_is_verified_in_both_languages(name: str, tmp_path: Path) -> None:
    for language in ("nb", "en"):
        write_workbook(
            evaluated(load_case(template_path(name))), tmp_path / f"{language}.xlsx", language=language
        )


@pytest.mark.parametrize("name", SHORT)
def test_every_number_may_be_shaken(name: str) -> None:
    found = audit(evaluated(load_case(template_path(name))))
    assert [(f.shaken.number.path, f.shaken.value, f.line.id, f.difference) for f in found.faults] == []
    assert found.is_sound


@pytest.mark.parametrize("name", SHORT)
def test_every_number_is_an_assumption_or_has_a_source(name: str) -> None:
    stated = read(template_path(name))
    assert list(bare_numbers(stated)) == []
    for path, note in notes(stated):
        text = note.get("source") or note["assumption"]
        assert cited_lines(text) <= THESIS_LINES, path
        assert ("date" in note) == ("source" in note), path
    head = template_text(name).partition("\nname:")[0]
    assert cited_lines(head) <= THESIS_LINES


@pytest.mark.parametrize("name", SHORT)
def test_what_only_the_user_knows_is_asked_for(name: str) -> None:
    case: Case = load_case(template_path(name))
    asked = set(placeholders(case))
    assert {"name", "description", "building.town_population"} <= asked
    stated = (path for path in case.sources if not path.startswith("scenarios."))
    theirs = {path for path in stated if ONLY_THE_USER_KNOWS.search(path)}
    assert len(theirs) >= 4
    # what a named source states is not a placeholder
    assert {path for path in theirs if not case.sources[path].date} <= asked


@pytest.mark.parametrize("name", SHORT)
def test_is_short_and_each_field_is_explained_in_both_languages(name: str) -> None:
    lines = template_text(name).splitlines()
    assert len(lines) <= LONGEST
    unexplained = []
    inside = None  # the indent of a scenario's changes, or of a text over several lines
    for number, line in enumerate(lines, 1):
        depth = len(line) - len(line.lstrip())
        if inside is not None and (depth > inside or not line.strip()):
            continue
        inside = None
        found = re.match(r" *(?:- )?([a-z_0-9]+):(.*)$", line)
        if found is None:
            continue
        field, rest = found.groups()
        if field == "set" or rest.strip() == ">-":
            inside = depth
        elif rest.strip() and " / " not in rest.partition("  # ")[2]:
            unexplained.append((number, line))
    assert unexplained == []
