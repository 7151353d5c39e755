"""A record is what `dataclasses` makes of a frozen class, its methods written when they are called."""

import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields
from typing import Any

import pytest

from feasibility.record import record


@record
class Plain:
    """Every kind of field."""

    name: str
    count: int = 2
    parts: list[int] = field(default_factory=list)
    note: str = field(default="n", compare=False, repr=False)
    worked_out: int = field(init=False)
    fixed: str = field(default="f", init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "worked_out", self.count * 2)


@dataclass(frozen=True)
class AsDataclasses:
    """The same fields, written by `dataclasses`."""

    name: str
    count: int = 2
    parts: list[int] = field(default_factory=list)
    note: str = field(default="n", compare=False, repr=False)
    worked_out: int = field(init=False)
    fixed: str = field(default="f", init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "worked_out", self.count * 2)


@record(slots=True)
class Slotted:
    """With slots, one of them filled without being given."""

    left: int
    axis: str = field(default="scalar", init=False)


@record(eq=False, slots=True)
class Itself:
    """Equal to nothing but itself."""

    left: int


@record
class Base:
    """A record that another is made from."""

    left: int = 1


@record
class Further(Base):
    """One with a field more, and words of its own."""

    right: int = 2

    def __repr__(self) -> str:
        return "further"


def outcome(make: Callable[[], Any]) -> object:
    """What comes of it: the fields, or which error."""
    try:
        return dataclasses.asdict(make())
    except TypeError as error:
        return TypeError, str(error).partition(".__init__()")[2]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("a",), {}),
        (("a", 3, [1], "x"), {}),
        (("a",), {"note": "x", "parts": [4]}),
        ((), {}),
        (("a", 1, [], "n", 5), {}),
        (("a",), {"worked_out": 3}),
        (("a",), {"other": 3}),
    ],
)
def test_it_is_made_of_the_same_arguments(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    assert outcome(lambda: Plain(*given, **named)) == outcome(lambda: AsDataclasses(*given, **named))


def test_a_made_default_is_made_for_each() -> None:
    assert Plain("a").parts is not Plain("a").parts


def test_it_is_written_compared_and_hashed_as_dataclasses_do() -> None:
    assert repr(Plain("a")) == repr(AsDataclasses("a")).replace("AsDataclasses", "Plain")
    assert Plain("a") == Plain("a", note="not compared")
    assert Plain("a") != Plain("b")
    other: object = AsDataclasses("a")
    assert Plain("a") != other
    assert hash(Slotted(3)) == hash((3, "scalar"))
    assert {Slotted(3), Slotted(3)} == {Slotted(3)}
    with pytest.raises(TypeError, match="unhashable"):
        hash(Plain("a"))  # a list is in it
    assert Itself(1) != Itself(1)
    assert len({Itself(1), Itself(1)}) == 2


def test_nothing_in_it_changes() -> None:
    for made in (Plain("a"), Slotted(1), Itself(1), Further()):
        name = fields(made)[0].name
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(made, name, 2)
        with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
            delattr(made, name)
    with pytest.raises(FrozenInstanceError):
        Plain("a").other = 1  # type: ignore[attr-defined]


def test_a_class_made_from_it_that_is_no_record_may_hold_more() -> None:
    class Loose(Base):
        pass

    loose = Loose(4)
    loose.more = 5  # type: ignore[attr-defined]
    assert loose.more == 5  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        loose.left = 2  # type: ignore[misc]


def test_a_record_of_a_record_has_the_fields_of_both() -> None:
    assert dataclasses.astuple(Further(3)) == (3, 2)
    assert repr(Further()) == "further"
    assert repr(Base()) == "Base(left=1)"
    assert Further(1) != Base(1)


def test_the_library_of_dataclasses_takes_it_as_its_own() -> None:
    assert dataclasses.is_dataclass(Plain)
    assert dataclasses.replace(Slotted(1), left=2).left == 2
    assert vars(Plain)["__match_args__"] == vars(AsDataclasses)["__match_args__"]
    assert not hasattr(Slotted(1), "__dict__")
    assert Slotted(1).axis == "scalar"


@pytest.mark.parametrize("made", [Plain("a", 3), Slotted(3), Further(7)])
def test_it_survives_being_packed(made: object) -> None:
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_method_asked_for_before_it_was_written_still_works() -> None:
    @record
    class Late:
        left: int

    early = Late.__init__
    first, second = Late(1), Late.__new__(Late)
    early(second, 2)
    assert (first.left, second.left) == (1, 2)
    assert Late.__init__ is not early


def test_what_a_run_imports_is_made_of_records() -> None:
    """A frozen dataclass costs a millisecond each time a process starts."""
    found = (
        "import sys, feasibility.cli.program, feasibility.cli.run, feasibility.model.build\n"
        "for name, module in [*sys.modules.items()]:\n"
        "    for made in vars(module).values() if name.startswith('feasibility') else ():\n"
        "        if isinstance(made, type) and made.__module__ == name:\n"
        "            stated = made.__dict__.get('__dataclass_params__')\n"
        "            if getattr(stated, 'frozen', False): print(name, made)\n"
    )
    told = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert told.stdout == ""
