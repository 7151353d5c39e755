"""A whole run on a small project: what is learnt, what is noticed, and that nothing stays changed."""

import math
from pathlib import Path

import pytest

from tests.mutation.__main__ import chosen
from tests.mutation.reach import Timed, learn
from tests.mutation.report import Outcome, text
from tests.mutation.sites import Mutation, mutations_of, mutations_under
from tests.mutation.trial import Trial, copy_project, try_change, waves, within

pytestmark = pytest.mark.slow

MODULE = """\
from functools import cache

LIMIT = 5


def above(number):
    return number > LIMIT


@cache
def shared():
    return 2 + 2


def alone():
    return 1
"""

TESTS = """\
import pytest
from feasibility.model.made import above, shared

@pytest.fixture(scope="module")
def large():
    return above(7)

def test_small(): assert not above(3)
def test_first_use(large): pass
def test_second_use(large): assert large
def test_shared_runs(): shared()
def test_shared_is_right(): assert shared() == 4
def test_wrong(): assert above(3)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    (root / "feasibility" / "model").mkdir(parents=True)
    for package in ("feasibility", "feasibility/model"):
        (root / package / "__init__.py").touch()
    (root / "feasibility" / "model" / "made.py").write_text(MODULE, "utf-8")
    (root / "tests").mkdir()
    (root / "tests" / "test_made.py").write_text(TESTS, "utf-8")
    # The plugins of the run are imported from the copy, as they are in the project itself.
    own = root / "tests" / "mutation"
    own.mkdir()
    for file in Path(__file__).parent.glob("*.py"):
        if not file.name.startswith("test_"):
            (own / file.name).write_text(file.read_text("utf-8"), "utf-8")
    markers = 'markers = ["system: needs a program"]'
    (root / "pyproject.toml").write_text(f'[tool.pytest.ini_options]\naddopts = "-n 0"\n{markers}\n', "utf-8")
    return root


def test_a_run(project: Path, tmp_path: Path) -> None:
    copy = copy_project(project, tmp_path / "copy")
    said: list[str] = []
    reach = learn(project, copy, tmp_path / "cache", said.append)
    assert reach.left_out == ("tests/test_made.py::test_wrong",)
    every = {f"{m.function} {m.change}".strip(): m for m in mutations_under(project, ("feasibility/model",))}
    assert set(every) == {"5 → 6", "above > → >=", "shared + → -", "shared 2 → 3", "alone 1 → 2"}

    def names(change: str) -> set[str]:
        return {test.id.partition("::test_")[2] for test in reach.of(every[change])}

    # The fixture calls `above` once, for both tests that use it; `shared` remembers, yet both tests reach it.
    assert names("above > → >=") == {"small", "first_use", "second_use"}
    assert names("shared + → -") == {"shared_runs", "shared_is_right"}
    # A constant of the module may be read by whatever runs something of the module.
    assert names("5 → 6") == {"small", "first_use", "second_use", "shared_runs", "shared_is_right"}
    assert names("alone 1 → 2") == set()

    tried = ("above > → >=", "shared + → -", "alone 1 → 2")
    verdicts = {change: try_change(every[change], reach.of(every[change]), copy) for change in tried}
    assert [verdicts[change].verdict for change in tried] == ["survived", "killed", "unreached"]
    assert verdicts["shared + → -"].how == "FAILED tests/test_made.py::test_shared_is_right"
    for place in (project, copy):
        assert (place / "feasibility" / "model" / "made.py").read_text("utf-8") == MODULE

    outcome = Outcome(list(verdicts.values()), {}, [])
    assert (round(outcome.score, 3), outcome.exit_code) == (0.333, 1)
    assert "feasibility/model/made.py:7 in above: > → >=" in text(outcome)
    assert text(outcome).endswith("1 killed, 2 survived, 0 equivalent: score 33.3%, goal 90%")

    # What was learnt is kept while the sources are the same.
    learn(project, copy, tmp_path / "cache", said.append)
    assert len(said) == 1


def made(source: str = "a = 1 + 2\n") -> list[Mutation]:
    return mutations_of(source, "feasibility/model/bank/loans.py")


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    every = made("".join(f"a{n} = {n}\n" for n in range(50)))
    first = chosen(every, [], 10, 3)
    assert first == chosen(every, [], 10, 3)
    assert first != chosen(every, [], 10, 4)
    assert len(first) == 10
    assert chosen(every, [], 0, 3) == every


def test_a_sample_can_be_kept_to_a_place() -> None:
    assert len(chosen(made(), ["./feasibility/model/bank/"], 9, 1)) == 3
    assert len(chosen(made(), ["feasibility/model/bank/loans.py"], 9, 1)) == 3
    assert chosen(made(), ["feasibility/model/ban"], 9, 1) == []


def test_the_tests_nearest_by_name_come_first_and_none_is_left_out() -> None:
    far = [Timed(f"tests/api/test_{n}.py::test", 0.001) for n in range(9)]
    near = [
        Timed("tests/model/bank/test_loans.py::test_fast", 2.0),
        Timed("tests/model/bank/test_loans.py::test_slow", 20.0),
    ]
    first, rest = waves(made()[0], [*far, *near])
    assert first[0] == near[0]
    assert set(first) | set(rest) == {*far, *near}
    assert near[1] in rest  # a slow one waits, however near


def test_a_budget_keeps_the_fastest_and_at_least_one() -> None:
    slow, slower, fast = Timed("a::slow", 2.0), Timed("a::slower", 9.0), Timed("b::fast", 0.5)
    assert within([[slow, slower], [fast]], 3.0) == [[slow], [fast]]
    assert within([[slower], [fast]], 3.0) == [[slower]]
    assert within([[slow, slower], [fast]], math.inf) == [[slow, slower], [fast]]


def test_the_goal_decides_the_exit_code() -> None:
    (mutation, *_) = made()
    killed = [Trial(mutation, "killed", 1, 1, 0.0)] * 9
    assert Outcome([*killed, Trial(mutation, "survived", 1, 1, 0.0)], {}, []).exit_code == 0  # 9 of 10
    assert Outcome([*killed[1:], Trial(mutation, "survived", 1, 1, 0.0)], {}, []).exit_code == 1  # 8 of 9
    assert Outcome([*killed, Trial(mutation, "broken", 1, 1, 0.0)], {}, []).exit_code == 2
