"""Law and rules cited: every line has its basis, every § leads to a heading, none cites what is not there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from feasibility.case import load_case
from feasibility.engine.expr import Null, walk
from feasibility.engine.model import Model
from feasibility.evaluate import run
from feasibility.language import Label
from feasibility.model.build import build
from feasibility.rules import all_parameters

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "feasibility").rglob("*.py"))
CASES = sorted([*(ROOT / "examples").glob("*.yaml"), *(ROOT / "templates").glob("*.yaml")])

# "§6", "§13.4", "§13.4b" as the documentation counts; a provision of law has a space: "mval § 8-2".
SECTION = re.compile(r"§(\d+(?:\.\d+)?[a-z]?)")
HEADING = re.compile(r"^##+ §(\d+(?:\.\d+)?[a-z]?)", re.MULTILINE)
# What follows the name of the page: "docs/model.md §8, §9", "§5–§7", "§4 and §10", over a line break as well.
CITED = re.compile(r"docs/model\.md((?:[\s#]*(?:,|and|–|\(\")?[\s#]*§\d+(?:\.\d+)?[a-z]?)+)")
# A provision: the act, then "§ 8-2", "§ 8 A-2" or "kap. 5".
PROVISION = re.compile(r"^[A-ZÆØÅa-zæøå -]+ (?:§ \d+(?: [A-Z])?(?:-\d+)*|kap\. \d+)$")
NOT_THERE = re.compile("model rules|modellregl|modelregl", re.IGNORECASE)


@cache
def model_of(path: Path) -> Model:
    return build(load_case(path)).model


def headings() -> set[str]:
    """The sections of docs/model.md."""
    return set(HEADING.findall((ROOT / "docs" / "model.md").read_text(encoding="utf-8")))


def cited_sections(text: str) -> set[str]:
    """Sections of docs/model.md that a text names."""
    return {section for run_ in CITED.findall(text) for section in SECTION.findall(run_)}


def test_what_counts_as_cited() -> None:
    # the rule itself: ranges, lists, line breaks of comments, and provisions of law, which are none of it
    assert cited_sections("see docs/model.md §5–§7; mval § 8-2") == {"5", "7"}
    assert cited_sections("(docs/model.md §8, §9 and §13.4b)") == {"8", "9", "13.4b"}
    assert cited_sections("# docs/model.md\n    # §2: the step") == {"2"}
    assert cited_sections("docs/model.md: §3 of the act") == set()
    assert HEADING.findall("# A\n## §1 Time\n### §13.4b Value\n## 2 Index\n") == ["1", "13.4b"]


def test_sections_cited_in_the_code_are_headings() -> None:
    known = headings()
    cited = {
        path.relative_to(ROOT).as_posix(): cited_sections(path.read_text(encoding="utf-8")) - known
        for path in MODULES
    }
    assert {path: sorted(missing) for path, missing in cited.items() if missing} == {}


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_sections_lines_follow_are_headings(path: Path) -> None:
    cited = {s for line in model_of(path).lines.values() for s in SECTION.findall(" ".join(line.basis))}
    assert cited <= headings()


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_line_says_which_rule_it_follows(path: Path) -> None:
    for line in model_of(path).lines.values():
        sections = [item for item in line.basis if SECTION.fullmatch(item)]
        assert sections, f"{line.id}: {line.basis}"
        assert len(set(line.basis)) == len(line.basis), f"{line.id}: {line.basis}"
        for item in line.basis:
            assert SECTION.fullmatch(item) or PROVISION.fullmatch(item), f"{line.id}: {item!r}"


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_notes_are_in_both_languages(path: Path) -> None:
    noted = [line for line in model_of(path).lines.values() if line.note is not None]
    assert noted
    for line in noted:
        assert line.note is not None
        assert line.note.nb != line.note.en, line.id
        for text in (line.note.nb, line.note.en):
            assert text.endswith("."), f"{line.id}: {text}"
            assert "§" not in text, f"{line.id}: the law belongs in the basis, not in {text!r}"


def texts_of(path: Path) -> list[Label]:
    """Every text of a case's model that a user can be shown, and its warnings."""
    model = model_of(path)
    found = [line.label for line in model.lines.values()]
    found += [line.note for line in model.lines.values() if line.note is not None]
    found += [block.label for block in model.blocks.values()]
    for item in model.inputs.values():
        found += [item.label] if item.source is None else [item.label, item.source]
    for line in model.lines.values():
        found += [node.reason for node in walk(line.formula) if isinstance(node, Null)]
    for warning in run(load_case(path)).warnings:
        found += [warning.text, warning.source]
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_user_is_sent_to_nothing_that_is_not_there(path: Path) -> None:
    for label in texts_of(path):
        for text in (label.nb, label.en):
            assert not NOT_THERE.search(text), text
            assert "docs/" not in text, text


def test_sources_of_the_rules_cite_the_law() -> None:
    for parameter in all_parameters():
        for dated in parameter.values:
            assert not NOT_THERE.search(dated.source), parameter.id
            assert "docs/" not in dated.source, parameter.id


def _shown_strings(path: Path) -> list[str]:
    """String constants of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    return [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in bare
    ]


def test_nothing_in_the_project_cites_a_document_it_does_not_have() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")), *CASES]
    for path in [*MODULES, *pages]:
        assert not NOT_THERE.search(path.read_text(encoding="utf-8")), path.name
    for path in MODULES:
        for text in _shown_strings(path):
            assert not re.search(r"docs/model\.md|model\.md §", text), f"{path.name}: {text}"
