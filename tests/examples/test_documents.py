"""The pages about the case and the model follow what they describe."""

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from feasibility.case import Case

ROOT = Path(__file__).resolve().parents[2]
CASE_PAGE = (ROOT / "docs" / "case.md").read_text(encoding="utf-8")
MODEL_PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")


def test_case_page_is_up_to_date() -> None:
    """After a change of the case's fields: python docs/make_case_page.py"""
    made = runpy.run_path(str(ROOT / "docs" / "make_case_page.py"))["page"]()
    assert made == CASE_PAGE


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
