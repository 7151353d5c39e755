"""The four whole templates: each runs at once, and every field shown commented out may be used.

Those of the other structures of the field are in test_structure_templates.py.
"""

import re
from collections.abc import Iterator

import pytest
import yaml

from feasibility.case import Case, load_case, parse_case
from feasibility.cli.commands import COMMANDS
from feasibility.names import DEAL_STRUCTURES
from feasibility.resources import template_names, template_path, template_text
from tests.evaluated import evaluated
from tests.examples.stated import THESIS_LINES, bare_numbers, cited_lines, notes, read

pytestmark = pytest.mark.slow

NAMES = ("landlord_operated", "management", "sublease", "turnover_rent")

# Sections every template states, or shows commented out.
SECTIONS = set(Case.model_fields) - {"sources"}


def test_there_is_one_for_each_deal() -> None:
    assert set(NAMES) == set(DEAL_STRUCTURES) < set(template_names())
    for name in NAMES:
        assert load_case(template_path(name)).deal.structure == name


@pytest.mark.parametrize("name", NAMES)
def test_runs_at_once_with_every_scenario(name: str) -> None:
    case = load_case(template_path(name))
    assert {"lavt_belegg", "forsinket", "uten_stotte"} < set(case.scenarios)
    base = evaluated(case)
    assert base.failed_checks == ()
    assert (base.number("landlord.npv_against_vacant") or 0) > 0
    for scenario in case.scenarios:
        changed = evaluated(case.scenario(scenario))
        assert changed.failed_checks == ()
        assert changed.number("project.npv" if "project.npv" in base.values else "landlord.npv") is not None


@pytest.mark.parametrize("name", NAMES)
def test_every_section_is_there_and_explained(name: str) -> None:
    text = template_text(name)
    without_operator = {"after_lease", "operator_default"} if name == "landlord_operated" else set()
    for section in SECTIONS - without_operator:
        assert re.search(rf"^#?{section}:", text, re.MULTILINE), section
    comments = [line for line in text.splitlines() if "#" in line]
    assert len(comments) > 120
    assert "\t" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_an_assumption_or_has_a_source(name: str) -> None:
    stated = read(template_path(name))
    assert list(bare_numbers(stated)) == []
    for path, note in notes(stated):
        text = note.get("source") or note["assumption"]
        assert cited_lines(text) <= THESIS_LINES, path
        assert ("date" in note) == ("source" in note), path


def commented(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each field commented out: its name, and the file's lines with it in use."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        found = re.match(r"^( *)#([a-z_]+):(.*)$", line)
        if found is None:
            continue
        indent, field, rest = found.groups()
        end = place + 1
        while end < len(lines) and re.match(rf"^{indent}#  +\S", lines[end]):
            end += 1
        used = [indent + each.removeprefix(f"{indent}#") for each in lines[place:end]]
        instead = re.search(r"i stedet for ([a-z_]+)(?: og ([a-z_]+))?", rest)
        rivals = [name for name in instead.groups() if name] if instead else []
        kept = [*lines[:place], *used, *lines[end:]]
        for rival in rivals:
            kept = _without(kept, kept.index(used[0]), indent, rival)
        if "bare for above_threshold" in rest:
            kept = [each.replace("mode: greater_of", "mode: above_threshold") for each in kept]
        yield field, kept


def _without(lines: list[str], place: int, indent: str, field: str) -> list[str]:
    """The lines without the nearest field of that name beside the one at `place`, and all below it."""
    beside = [i for i, line in enumerate(lines) if line.startswith(f"{indent}{field}:")]
    start = min(beside, key=lambda i: abs(i - place))
    end = start + 1
    while end < len(lines) and lines[end].startswith(f"{indent} "):
        end += 1
    return [*lines[:start], *lines[end:]]


@pytest.mark.parametrize("name", NAMES)
def test_every_field_commented_out_may_be_used(name: str) -> None:
    fields = list(commented(template_text(name)))
    assert len(fields) > 20
    base = read(template_path(name))
    for field, lines in fields:
        text = "\n".join(lines) + "\n"
        assert yaml.safe_load(text) != base, f"{field} is not in use"
        assert parse_case(text), field


@pytest.mark.parametrize("name", NAMES)
def test_what_the_file_tells_the_reader_to_type_is_right(name: str) -> None:
    text = template_text(name)
    said = set(re.findall(r"feasibility ([a-z]+) FILEN\.yaml", text))
    assert {"check", "run"} <= said <= set(COMMANDS)
    assert "--xlsx FILEN.xlsx" in text
    assert "--scenario lavt_belegg" in text
    assert "--without-support" in text
