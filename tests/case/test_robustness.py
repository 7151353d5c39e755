"""Whatever is wrong with a case, the answer is a CaseError in the user's words."""

import contextlib
import copy
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from feasibility.case import Case, CaseError, Problem, case_from_mapping, load_case, parse_case
from tests.case.cases import STRUCTURES, minimal_case, sublease_case

pytestmark = pytest.mark.slow

JUNK: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    1,
    1.5,
    25,
    10**30,
    10**400,
    1e308,
    float("nan"),
    float("inf"),
    "",
    " ",
    "x",
    "12 %",
    "0,08",
    "a.b",
    "Æ ø",
    "x" * 5000,
    [],
    [1],
    [[]],
    [None] * 13,
    {},
    {"x": 1},
    {"kind": "grant"},
    {"kind": None},
    {"kind": []},
    {"structure": "sublease"},
    {"value": 5},
    {"value": "5", "source": "x"},
    {"source": 5},
    {"value": None, "assumption": "x"},
    {2027: 0.02},
    {"2027": 1},
    {1: {2: {3: {}}}},
    (1, 2),
    {1, 2},
    b"x",
    object(),
]

# Words of pydantic's, of Python's types and of the parser's that no user should meet.
LEAKS = re.compile(
    r"Input should|Extra inputs|Field required|[Vv]alidation|pydantic|Traceback|FrozenDict|NoneType"
)
# In Norwegian also: the names of types, and English.
LEAKS_NB = re.compile(
    rf"{LEAKS.pattern}|\b(str|int|float|bool|dict|list|tuple|mapping|None|the|is|not|must|should|of|or|and)\b"
)


def places(stated: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path in a stated case."""
    if path:
        yield path
    below = (
        stated.items() if isinstance(stated, dict) else enumerate(stated) if isinstance(stated, list) else ()
    )
    for step, item in below:
        yield from places(item, (*path, step))


PLACES = list(places(sublease_case()))


def spoilt(spots: list[tuple[tuple[Any, ...], int, str]]) -> dict[str, Any]:
    """The full case with junk put in, fields left out and fields renamed at the spots."""
    stated = sublease_case()
    for path, junk, how in spots:
        holder: Any = stated
        for step in path[:-1]:
            try:
                holder = holder[step]
            except (KeyError, IndexError, TypeError):
                holder = None
                break
        if not isinstance(holder, dict | list):
            continue
        if isinstance(holder, list):
            if path[-1] < len(holder):
                holder[path[-1]] = copy.copy(JUNK[junk])
        elif how == "put":
            holder[path[-1]] = copy.copy(JUNK[junk])
        elif path[-1] in holder:
            value = holder.pop(path[-1])
            if how == "rename":
                holder[f"{path[-1]}x"] = value
    return stated


def assert_well_said(error: CaseError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.path
        for message, leaks in ((problem.nb, LEAKS_NB), (problem.en, LEAKS)):
            # The valid names and the user's own value may hold such words; the sentence around may not.
            sentence = re.sub(r"«[^»]*»|\"[^\"]*\"|\{[^}]*\}", "", message)
            assert not leaks.search(sentence.replace(str(problem.value), "")), message
        assert problem.path in problem.nb
        assert problem.path in problem.en
        assert problem.nb.endswith((".", "?")), problem.nb
        assert problem.en.endswith((".", "?")), problem.en


spots = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.integers(0, len(JUNK) - 1),
        st.sampled_from(["put", "leave out", "rename"]),
    ),
    min_size=1,
    max_size=6,
)


@given(spots)
def test_a_spoilt_case_is_a_case_or_a_case_error(spots: list[tuple[tuple[Any, ...], int, str]]) -> None:
    stated = spoilt(spots)
    before = repr(stated)
    problems_of(stated)
    assert repr(stated) == before, "what the caller passed in is left alone"


@pytest.mark.parametrize("junk", range(len(JUNK)))
def test_junk_in_every_place_is_answered(junk: int) -> None:
    # A sixth of the places for each kind of junk, another sixth for the next: the rest is chance's.
    for path in PLACES[junk % 6 :: 6]:
        problems = problems_of(spoilt([(path, junk, "put")]))
        # Reported in the section where it stands, or where it breaks something, by name.
        assert not problems or any(
            problem.path.split(".")[0] == path[0] or str(path[-1]) in problem.nb for problem in problems
        ), (path, problems)


def problems_of(stated: dict[str, Any]) -> tuple[Problem, ...]:
    """The problems of a stated case, each well said; none where it is right."""
    try:
        assert isinstance(case_from_mapping(stated), Case)
    except CaseError as error:
        assert_well_said(error)
        return error.problems
    return ()


@given(st.text(max_size=300))
def test_any_text_is_a_case_or_a_case_error(text: str) -> None:
    for name in ("case.yaml", "case.json"):
        with pytest.raises(CaseError) as raised:
            parse_case(text, name)
        assert raised.value.problems


@given(st.integers(0, 6000), st.text(alphabet="{}[]:,-&*!|>'\"# \n\ta0.%@`", min_size=1, max_size=4))
def test_a_torn_file_is_a_case_or_a_case_error(at: int, torn: str) -> None:
    text = yaml.safe_dump(sublease_case(), sort_keys=False, allow_unicode=True)
    with contextlib.suppress(CaseError):
        assert isinstance(parse_case(text[:at] + torn + text[at:]), Case)


def test_a_file_of_nothing_but_mistakes_is_answered_soon() -> None:
    text = "\n".join(f"name{number}: {number}" for number in range(60_000))
    with pytest.raises(CaseError) as raised:
        parse_case(text)
    assert 200 <= len(raised.value.problems) <= 210
    assert "og 59806 feil til" in str(raised.value)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_json_and_yaml_give_the_same_case(structure: str) -> None:
    stated = STRUCTURES[structure]()
    as_json = json.dumps(stated, ensure_ascii=False)
    as_yaml = yaml.safe_dump(stated, allow_unicode=True)
    assert parse_case(as_json, "case.json") == parse_case(as_yaml) == case_from_mapping(stated)
    # JSON is nearly YAML, so a JSON text without a file name is read too.
    assert parse_case(as_json) == case_from_mapping(stated)


def test_reading_a_case_imports_no_heavy_library(tmp_path: Any) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(yaml.safe_dump(sublease_case()), encoding="utf-8")
    program = (
        "import sys; from feasibility.case import load_case; load_case(sys.argv[1]);"
        "print([name for name in ('numpy', 'pandas', 'openpyxl', 'jsonschema') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    assert load_case(file).name == "Fremleie i småby"


def _nested(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = {"a": value}
    return value


def _looped() -> object:
    loop: dict[str, object] = {}
    loop["a"] = loop
    return loop


@pytest.mark.parametrize("value", [_nested(5000), [[_nested(5000)]], _looped()])
@pytest.mark.parametrize("place", ["x", "description", "scenarios"])
def test_what_a_program_nests_too_deep_is_refused_in_words(place: str, value: object) -> None:
    wrong = {"a": {"set": {"name": value}}} if place == "scenarios" else value
    for attempt in (
        lambda: case_from_mapping({**minimal_case(), place: wrong}),
        lambda: case_from_mapping(minimal_case()).changed({place: wrong}),
    ):
        with pytest.raises(CaseError, match="mer enn 30 nivåer"):
            attempt()


def test_half_a_surrogate_pair_and_the_null_sign_are_refused_in_words() -> None:
    for attempt in (
        lambda: parse_case(json.dumps({**minimal_case(), "name": "a\0b"}), "a.json"),
        lambda: parse_case(json.dumps({**minimal_case(), "name": "æ\0b"}), "a.json"),
        lambda: case_from_mapping(minimal_case()).changed({"name": "a\0"}),
        lambda: parse_case(json.dumps({**minimal_case(), "name": "a\ud800b"}), "a.json"),
        lambda: case_from_mapping({**minimal_case(), "\udc00": 1}),
        lambda: case_from_mapping(minimal_case()).changed({"name": "\udc00"}),
    ):
        with pytest.raises(CaseError, match="ødelagt tegn"):
            attempt()
