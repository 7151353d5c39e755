"""Numbers written so that they can be read in two ways: `1.250` is 1,250 to some and 1.25 to others.

YAML reads a float there, so what the number was written as is kept by the reader of the text; only here is it
known which fields hold numbers.
"""

from collections.abc import Iterator, Mapping

from feasibility.case.file.ranges import RANGE_KEYS
from feasibility.case.form.navigation import Path, field_at, path_of
from feasibility.case.form.shape import Field, Leaf, Shape
from feasibility.case.form.stated import ROOT
from feasibility.case.messages.problems import Problem, dotted, problem
from feasibility.case.messages.wording import either_way
from feasibility.language import Label, Language

_OF_NOTE = tuple((key,) for key in ("value", *RANGE_KEYS))
_WRONG = Label("tallet er tvetydig.", "the number is ambiguous.")


def doubtful_numbers(
    stated: object, written: Mapping[Path, str], norwegian: Language = "en"
) -> Iterator[Problem]:
    """Yield a problem for each number of the case in ``written`` (as it is written, by path).

    Text that looks like a number is left alone: a name may be 1.250. ``norwegian``: see
    :func:`either_way`.
    """
    for path, text in written.items():
        place = _place(stated, path)
        if place is None or _is_text(place[0]):
            continue
        field = place[1]
        label = Label(field.nb, field.en) if field else None
        yield problem(dotted(path), text, _WRONG, either_way(text, norwegian), label)


def _place(stated: object, path: Path) -> tuple[Shape, Field | None] | None:
    """What stands at the path; None where no field of a case does, which is told apart."""
    if path[:1] == ("scenarios",) and path[2:3] == ("set",) and len(path) > 3:
        return _place(stated, (*path_of(path[3]), *path[4:]))
    # the numbers of a sourced value: {value: 1799, low: 1500, high: 1900, source: ...}
    above = field_at(ROOT, stated, path[:-1]) if path[-1:] in _OF_NOTE else None
    return above if above is not None and isinstance(above[0], Leaf) else field_at(ROOT, stated, path)


def _is_text(shape: Shape) -> bool:
    return isinstance(shape, Leaf) and not shape.is_number
