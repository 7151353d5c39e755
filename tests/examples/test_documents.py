"""The pages about the case and the model follow what they describe."""

import re
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from feasibility.case import Case, case_from_mapping
from feasibility.case.schema import schema_text
from feasibility.resources import SCHEMA_LINE, schema_path
from tests.case.cases import minimal_case

ROOT = Path(__file__).resolve().parents[2]
CASE_PAGE = (ROOT / "docs" / "case.md").read_text(encoding="utf-8")
MODEL_PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")


def test_case_page_is_up_to_date() -> None:
    """After a change of the case's fields: python docs/make_case_page.py"""
    made = runpy.run_path(str(ROOT / "docs" / "make_case_page.py"))["page"]()
    assert made == CASE_PAGE


def test_the_schema_that_ships_is_up_to_date() -> None:
    """After a change of the case's fields: python docs/make_case_page.py"""
    assert schema_path().read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize(
    "file", sorted([*ROOT.glob("templates/*.yaml"), *ROOT.glob("examples/*.yaml")]), ids=lambda f: f.stem
)
def test_a_case_tells_the_editor_where_its_schema_is(file: Path) -> None:
    first = file.read_text(encoding="utf-8").split("\n")[0]
    assert first.startswith(SCHEMA_LINE)
    assert (file.parent / first.removeprefix(SCHEMA_LINE)).resolve() == schema_path()


def models(model: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> Iterator[type[BaseModel]]:
    """The model and every model within it, read from the types themselves."""
    known = set() if seen is None else seen
    if model in known:
        return
    known.add(model)
    yield model
    for field in model.model_fields.values():
        for inner in _within(field.annotation):
            yield from models(inner, known)


def _within(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not None:
        for argument in get_args(annotation):
            yield from _within(argument)


FIELDS = sorted({(model.__name__, name) for model in models(Case) for name in model.model_fields})


def test_every_model_of_the_case_is_found() -> None:
    assert {"Case", "Ramp", "StatedRent", "WorksGrant", "Loan", "Instalment"} <= {
        model for model, _ in FIELDS
    }


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_every_field_is_on_the_page(model: str, field: str) -> None:
    if model == "SourceNote" or (model, field) == ("Case", "sources"):
        return  # the user writes the note beside the number
    assert f"| `{field}` |" in CASE_PAGE


CHOICES = re.findall(r"^\| (`[^|]+`) \| `([^|`]+)` \|", MODEL_PAGE.partition("## §1 ")[0], re.MULTILINE)


def test_the_model_page_has_its_sections_in_order() -> None:
    found = re.findall(r"^##+ §(\d+(?:\.\d+b?)?) ", MODEL_PAGE, re.MULTILINE)
    subjects = [f"13.{n}" for n in range(1, 16)]
    subjects.insert(subjects.index("13.5"), "13.4b")
    assert found == [*map(str, range(1, 14)), *subjects]


@pytest.mark.parametrize(("paths", "default"), CHOICES)
def test_a_choice_has_the_default_the_model_page_says(paths: str, default: str) -> None:
    """A sublease that states only what it must: what the case then holds."""
    stated = minimal_case()
    del stated["vat"]
    stated["valuation"] = {"net_yield_share": 0.07}
    for path in re.findall(r"`([^`]+)`", paths):
        here: Any = case_from_mapping(stated)
        for part in path.split("."):
            if isinstance(here, Mapping):
                part = next(iter(here)) if part == "NAME" else part
                here = here[part]
            else:
                fields = type(here).model_fields
                here = getattr(here, part)
                if here is None:  # a section that is left out by default: what it holds when it is stated
                    (section,) = (each for each in get_args(fields[part].annotation) if each is not NoneType)
                    here = section()
        says = {"true": True, "false": False}.get(default, default)
        assert here == type(here)(says), path
