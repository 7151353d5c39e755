"""Which changes are found in a module, and that each is made where it should be."""

import ast

import pytest

from tests.mutation.sites import Mutation, mutations_of


def found(source: str) -> list[Mutation]:
    return mutations_of(source, "feasibility/model/made.py")


def changes(source: str) -> set[str]:
    return {mutation.change for mutation in found(source)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", {"< → <="}),
        ("a >= b > c", {">= → >", "> → >="}),
        ("a == b", {"== → !="}),
        ("a is not None", {"is not → is"}),
        ("a not in b", {"not in → in"}),
        ("(a) + (b)", {"+ → -"}),
        ("a - (b * c)", {"- → +", "* → /"}),
        ("a / b", {"/ → *"}),
        ("a -= b", {"-= → +="}),
        ("a and b or c", {"and → or", "or → and"}),
        ("not a", {"not → (nothing)"}),
        ("-a", {"- → (nothing)"}),
        ("f(7)", {"7 → 8"}),
        ("f(0.25)", {"0.25 → 0.275"}),
        ("f(0.0)", {"0.0 → 1.0"}),
        ("f(1e-9)", {"1e-9 → 1.0"}),
        ("f(True)", {"True → False"}),
        ("max(a, b)", {"max → min"}),
        ("np.minimum(a, b)", {"minimum → maximum"}),
        ("x = a if b else c", {"b → not (b)"}),
        ("[a for a in b if a]", {"a → not (a)"}),
        ("date(2026, 12, 31)", {"2026 → 2027", "12 → 11", "31 → 30"}),
    ],
)
def test_each_kind_of_change(source: str, expected: set[str]) -> None:
    assert changes(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""Text with 7 < 8 and not more."""',
        "def f(a: Literal[1, 2]) -> Literal[3]: ...",
        "a: Annotated[int, 3]",
        "raise ValueError(a + 1)",
        'Label(f"{a + 1}", "1 < 2")',
        "logger.warning(a + 1)",
        "@lru_cache(maxsize=16)\ndef f(): ...",
        "assert a is not None",
        "zip(a, b, strict=True)",
        "[a] + b",
        '"a" + b',
        "if TYPE_CHECKING:\n    a = 1",
    ],
)
def test_texts_and_what_decides_no_answer_are_left_alone(source: str) -> None:
    assert changes(source) == set()


def test_a_condition_whose_operator_is_its_negation_is_changed_once() -> None:
    assert changes("if a == b: pass") == {"== → !="}
    assert changes("if not a: pass") == {"not → (nothing)"}
    assert changes("if a < b: pass") == {"< → <=", "a < b → not (a < b)"}


def test_a_default_is_tied_to_the_rows_that_use_it() -> None:
    (mutation,) = found("def f(\n    a=2,\n):\n    b = a\n    return b\n")
    assert (mutation.kind, mutation.change, mutation.body) == ("default", "2 → 3", (4, 5))
    assert mutation.at_import


def test_a_compound_statement_is_only_its_head() -> None:
    condition = next(m for m in found("if (\n    a\n    < b\n):\n    c\n    d\n") if m.kind == "comparison")
    assert (condition.row, condition.first, condition.last) == (3, 1, 4)
    assert condition.function == ""


SOURCE = '''\
from made import greatest

def øre(beløp, år=1):
    """Norwegian letters take two bytes: 1 + 1."""
    if (
        beløp > 0  # not > here
        and år
    ):
        return "æøå", greatest(beløp + år, 2)
    return 0 if år else beløp
'''


def test_every_change_leaves_a_module_that_compiles_and_differs_in_one_place() -> None:
    every = found(SOURCE)
    assert {m.function for m in every} == {"øre"}
    assert len(every) == 10  # 1, whole condition, >, 0, and, greatest, +, 2, 0, år
    whole = ast.dump(ast.parse(SOURCE))
    for mutation in every:
        changed = mutation.applied(SOURCE)
        assert ast.dump(ast.parse(changed)) != whole, mutation
        lines = changed.splitlines()
        assert lines[: mutation.row - 1] == SOURCE.splitlines()[: mutation.row - 1]


def test_the_opposite_of_an_imported_function_is_fetched_from_the_same_place() -> None:
    (mutation,) = [m for m in found(SOURCE) if m.kind == "min/max"]
    assert mutation.change == "greatest → least"
    assert '__import__("made", fromlist=["least"]).least(beløp + år, 2)' in mutation.applied(SOURCE)
    assert changes("def both(): ...\nboth()") == {"both → either"}
