"""Hostile files and changes: the answer is a case that runs, or a CaseError in words, never anything else."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.case import Case, CaseError, case_from_mapping, numbers, parse_case, to_yaml
from feasibility.cli.changes import changed
from feasibility.evaluate import run
from feasibility.report.document import document, to_json
from tests.case.cases import STRUCTURES
from tests.fuzz.examples import looked_at
from tests.random_case import random_case_read

pytestmark = pytest.mark.slow

FILES = {name: to_yaml(case_from_mapping(make())) for name, make in STRUCTURES.items()}
JUNK = [
    "", "0", "-1", "1e9", "1e300", "-0.0", ".nan", ".inf", "1.250", "1,250", "null", "[]", "{}", "true",
    "12,5 %", "2027-04", "{value: 0,6, source: x}", "9" * 21, "0.5", "1", "1200", "'", "[[[[", "æ\U0001f600",
]  # fmt: skip


def _cases() -> st.SearchStrategy[Case]:
    return st.integers(0, 10_000).map(lambda seed: random_case_read(seed, horizon=(12, 36)))


def _is_in_words(error: CaseError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.nb
        assert problem.en
        json.dumps(problem.en).encode("utf-8")


def _is_sound(case: Case) -> None:
    """A case that is let through runs, and what it gives can be told: checks of the numbers pass."""
    result = run(case)
    (sound,) = result.sound
    assert sound.passed, sound.label.en
    text = to_json(document(result))
    assert "NaN" not in text
    assert "Infinity" not in text


@looked_at(15)
@given(_cases(), st.data())
def test_any_number_set_to_anything(case: Case, data: st.DataObject) -> None:
    paths = data.draw(st.lists(st.sampled_from([n.path for n in numbers(case)]), min_size=1, max_size=3))
    given_changes = [f"{path}={data.draw(st.sampled_from(JUNK))}" for path in paths]
    try:
        after, _ = changed(case, given_changes, data.draw(st.sampled_from(["nb", "en"])))
    except CaseError as error:
        _is_in_words(error)
        return
    _is_sound(after)


@looked_at(15)
@given(_cases(), st.data())
def test_any_number_set_to_any_number(case: Case, data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(list(numbers(case))))
    value = data.draw(
        st.one_of(
            st.floats(allow_nan=True, allow_infinity=True),
            st.integers(-10, 1300),
            st.sampled_from([0, number.value * 1.3, number.value / 1000, 1e9, 1e6, math.nextafter(0, 1)]),
        )
    )
    try:
        after = case.changed({number.path: value})
    except CaseError as error:
        _is_in_words(error)
        return
    _is_sound(after)


@looked_at(60)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_file_with_its_text_damaged(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        signs = st.sampled_from([*JUNK, ": ", "\n", "  ", "- ", "&a ", "*a", "!!x "])
        put = data.draw(st.one_of(signs, st.text(max_size=5)))
        text = text[:start] + put + text[end:]
    try:
        parse_case(text)
    except CaseError as error:
        _is_in_words(error)


def _replaced(value: Any, data: st.DataObject) -> Any:
    """The mapping with one thing in it replaced."""
    if isinstance(value, dict) and value and data.draw(st.integers(0, 5)):
        key = data.draw(st.sampled_from(sorted(value)))
        return {**value, key: _replaced(value[key], data)}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(value) - 1))
        return [*value[:place], _replaced(value[place], data), *value[place + 1 :]]
    leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8))
    some = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    )
    return data.draw(some)


@looked_at(60)
@given(st.sampled_from(sorted(STRUCTURES)), st.data())
def test_a_mapping_with_anything_in_it(name: str, data: st.DataObject) -> None:
    try:
        case_from_mapping(_replaced(STRUCTURES[name](), data))
    except CaseError as error:
        _is_in_words(error)
