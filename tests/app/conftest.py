"""Cases of every structure offered as examples, whatever the examples of the product are."""

import json
from collections.abc import Iterator

import pytest
import streamlit as st

from feasibility import resources
from feasibility.case import Case, case_from_mapping
from tests.case import cases


@pytest.fixture
def sublease() -> Case:
    """A sublease with three reductions, four products, works, loans and support."""
    return case_from_mapping(cases.sublease_case())


@pytest.fixture
def minimal() -> Case:
    """The least there is: a sublease without reductions, works, loans and support."""
    return case_from_mapping(cases.minimal_case())


@pytest.fixture
def structures(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Offers one case of each structure, and the least case; gives their names.

    Results are kept by the text of the case and what is changed in it, as between the app's own sessions.
    """
    # JSON is YAML, so this is a file a user could have.
    texts = {name: json.dumps(make()) for name, make in cases.STRUCTURES.items()}
    texts["minimal"] = json.dumps(cases.minimal_case())
    monkeypatch.setattr(resources, "offered_names", lambda: tuple(texts))
    monkeypatch.setattr(resources, "offered_text", texts.__getitem__)
    return tuple(texts)


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    """No result kept from before, and none left behind: for a test that plants one."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def examples() -> tuple[str, ...]:
    """Names of the examples that come with the product."""
    return resources.example_names()
