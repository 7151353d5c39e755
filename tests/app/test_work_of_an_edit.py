"""What one interaction makes the server do: counted, never timed."""

from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from feasibility.analysis import operator_fails, other_structure
from feasibility.case import Case, case_from_mapping
from feasibility.engine.compute.program import Program
from feasibility.model import build as building
from feasibility.screens import latest
from feasibility.screens.latest import Latest
from tests.app.pages import open_app
from tests.case import cases

RENT = "field:sublease:deal.lease.rent_nok_per_m2_year"


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch, nothing_kept: None) -> Counter[str]:
    """How many times a model has been built, and how many times one has been evaluated."""
    done: Counter[str] = Counter()
    other_structure.BUILT.forget()
    operator_fails._known.cache_clear()
    build, evaluate, evaluate_first = building.build, Program.run, Program.run_first

    def counted_build(*of: object) -> object:
        done["built"] += 1
        return build(*of)  # type: ignore[arg-type]

    def counted_run(self: Program, *of: object) -> object:
        done["evaluated"] += 1
        return evaluate(self, *of)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "build", counted_build)

    def counted_run_first(self: Program, *of: object) -> object:
        before = done["evaluated"]
        found = evaluate_first(self, *of)  # type: ignore[arg-type]
        done["evaluated"] = before + 1  # whole or in part
        return found

    monkeypatch.setattr(Program, "run", counted_run)
    monkeypatch.setattr(Program, "run_first", counted_run_first)
    return done


def _type(at: AppTest, key: str, text: str) -> AppTest:
    at.text_input(key=key).set_value(text).run()
    assert not at.exception
    return at


EVALUATED = 3
"""As stated, without the support that the warnings ask about, and with the default of an operator who lacks
money, which is a model of its own."""


@pytest.mark.usefixtures("structures")
def test_a_number_is_evaluated_once_and_nothing_is_built_for_it(work: Counter[str]) -> None:
    at = open_app(example="sublease")
    assert work == {"built": 2, "evaluated": EVALUATED}
    work.clear()
    _type(at, RENT, "1000")
    assert work == {"evaluated": EVALUATED}  # what the example itself came to is known
    work.clear()
    _type(at, RENT, "1001")
    assert work == {"evaluated": EVALUATED}


@pytest.mark.usefixtures("structures")
def test_what_is_seen_again_is_not_worked_out_again(work: Counter[str]) -> None:
    at = _type(open_app(example="sublease"), RENT, "1000")
    work.clear()
    for view in ("landlord", "bank", "statements", "result"):
        at.query_params["view"] = view
        at.run()
        assert not at.exception
    _type(at, RENT, "")
    _type(at, RENT, "1000")
    open_app(example="sublease", **{"deal.lease.rent_nok_per_m2_year": "1000", "language": "en"})
    assert work == {}


@pytest.mark.usefixtures("structures")
def test_an_own_case_is_edited_without_building_it(work: Counter[str]) -> None:
    at = open_app(example="sublease")
    at.button(key="save_example").click().run()
    assert not at.exception
    work.clear()
    box = next(each for each in at.text_input if each.key and each.key.endswith(RENT.partition(":deal")[2]))
    box.set_value("1000").run()
    assert not at.exception
    assert work == {"evaluated": EVALUATED}


def test_only_the_latest_of_a_case_is_kept_and_of_so_many_cases(
    sublease: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[object, Case]] = []

    def run(near: object, case: Case, _: bool) -> str:
        seen.append((near, case))
        return f"result {len(seen)}"

    monkeypatch.setattr(latest, "run_near", run)
    kept = Latest()
    for of in ("a", "a", *map(str, range(latest._MOST - 1)), "a", "one more", "a", "0"):
        kept.run(of, sublease, True)
    near = [near for near, _ in seen]
    assert near[:2] == [None, "result 1"]  # the same case again
    assert near[2 : latest._MOST + 1] == [None] * (latest._MOST - 1)  # cases seen for the first time
    # the case asked for again is kept, and the one least lately asked for is not
    assert near[latest._MOST + 1 :] == ["result 2", None, f"result {latest._MOST + 2}", None]


def test_two_cases_of_one_key_are_told_apart(nothing_kept: None) -> None:
    """What is begun from decides how fast, never what comes out."""
    kept = Latest()
    one, other = (case_from_mapping(make()) for make in (cases.sublease_case, cases.STRUCTURES["management"]))
    kept.run("a", one, True)
    assert kept.run("a", other, False).case == other
