"""Classes of values that never change: dataclasses whose methods are written when they are first called.

`dataclasses` writes and compiles up to six functions a class when its module is imported. A run imports some
hundred and fifty such classes and makes things of a third of them, which was a sixth of its time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def record(cls: type[T], /) -> type[T]: ...


@overload
def record(*, eq: bool = True, slots: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[Any] | None = None, /, *, eq: bool = True, slots: bool = False) -> Any:
    """What `dataclass(frozen=True, eq=eq, slots=slots)` makes of a class, for less until something is made.

    `fields`, `replace` and `asdict` of `dataclasses` take it as one of theirs. What is made from such a class
    is marked by this function too.
    """

    def mark(stated: type[Any]) -> type[Any]:
        made = dataclass(init=False, repr=False, eq=False, slots=slots)(stated)
        late = {"__init__", "__repr__"}
        late |= {"__eq__", "__hash__"} if eq else set()
        late |= {"__getstate__", "__setstate__"} if slots else set()
        for name in late.difference(made.__dict__):
            setattr(made, name, _written_when_called(made, name, slots))
        names = frozenset(each.name for each in fields(made))
        made.__setattr__ = _refusing(made, names, "__setattr__", "assign to")
        made.__delattr__ = _refusing(made, names, "__delattr__", "delete")
        return made

    return mark if cls is None else mark(cls)


def _written_when_called(cls: type[Any], name: str, slots: bool) -> Callable[..., Any]:
    """A method that takes the place of the one that is written the first time somebody calls it."""

    def late(self: Any, *given: Any, **named: Any) -> Any:
        if cls.__dict__[name] is late:
            setattr(cls, name, _init(cls) if name == "__init__" else _as_dataclasses_do(cls, name, slots))
        return getattr(cls, name)(self, *given, **named)

    return late


def _init(cls: type[Any]) -> Callable[..., None]:
    """`__init__` as `dataclasses` writes it for a frozen class, without the two methods it writes with it."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
    parameters, body = ["self"], []
    for each in fields(cls):
        value = each.name
        if each.default_factory is not MISSING:
            known[f"_make_{each.name}"] = each.default_factory
            value = f"_make_{each.name}()"
            if each.init:
                parameters.append(f"{each.name}=_MISSING")
                value += f" if {each.name} is _MISSING else {each.name}"
        elif each.default is not MISSING:
            known[f"_default_{each.name}"] = each.default
            if each.init:
                parameters.append(f"{each.name}=_default_{each.name}")
            else:
                value = f"_default_{each.name}"
        elif each.init:
            parameters.append(each.name)
        else:
            continue  # `__post_init__` sets it
        body.append(f" _set(self, {each.name!r}, {value})\n")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()\n")
    exec(f"def __init__({', '.join(parameters)}):\n{''.join(body) or ' pass'}", known)
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {each.name: each.type for each in fields(cls) if each.init}
    return made


def _as_dataclasses_do(cls: type[Any], name: str, slots: bool) -> Callable[..., Any]:
    """The method as it is written for a class of the same fields that is frozen from the start."""
    stated: dict[str, Any] = {each.name: each for each in fields(cls)}
    stated["__annotations__"] = {each.name: each.type for each in fields(cls)}
    stated["__module__"] = cls.__module__
    plain = type(cls.__name__, (), stated)
    is_compared = name in ("__eq__", "__hash__")
    alike: type[Any] = dataclass(
        frozen=True, init=False, repr=name == "__repr__", eq=is_compared, slots=slots
    )(plain)
    made: Callable[..., Any] = getattr(alike, name)
    return made


def _refusing(cls: type[Any], names: frozenset[str], method: str, verb: str) -> Callable[..., None]:
    def refuse(self: Any, name: str, *value: Any) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot {verb} field {name!r}")
        getattr(super(cls, self), method)(name, *value)

    return refuse
