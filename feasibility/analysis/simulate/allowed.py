"""Whether what is drawn may be a case: the ends of the distributions held against the rules across fields.

A draw is within the limits of its own field, but a lease may be drawn shorter than a reduction of its rent.
To read every draw as a case would take a hundred times as long as to run it. So corners are read: all numbers
at their lowest, all at their highest, and each at one end with the others at the other. That finds any rule
of an order or a sum that a number breaks alone, with others at the same end, or against them at the other.
Months and terms also have rules that hold at both ends and not between (periods that do not overlap, loans of
whole quarters): some of what each may be is read as well, with the others as they are stated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.simulate.quantiles import ends
from feasibility.analysis.simulate.sampling import Drawn
from feasibility.case import Bootstrap, CaseError, Discrete, Problem
from feasibility.language import LANGUAGES, Label, format_stated
from feasibility.language.label import listed
from feasibility.model import Result

_BETWEEN = 8
"""So many values of a whole number are read, its ends among them, and the one next to the lowest."""
_Values = Mapping[str, float]


def require_allowed(result: Result, drawn: Sequence[Drawn], step: Callable[[], None]) -> None:
    """Raise NoAnswer where numbers may be drawn that the rules of the case refuse together.

    step: called before each set of numbers is tried.
    """
    reached = {each.number.path: ends(each.distribution, each.number) for each in drawn}
    whole = {each.number.path for each in drawn if each.number.is_whole}
    for corner in (*_corners(reached), *_between(drawn)):
        step()
        problem = _refused(result, corner, whole)
        if problem is not None:
            raise NoAnswer(_refusal(drawn, *_fewest(result, corner, whole, problem)))


def _corners(reached: Mapping[str, tuple[float, float]]) -> Iterator[_Values]:
    for end in (0, 1):
        yield {path: of[end] for path, of in reached.items()}
    if len(reached) > 1:
        for one in reached:
            for end in (0, 1):
                yield {path: of[end if path == one else 1 - end] for path, of in reached.items()}


def _between(drawn: Sequence[Drawn]) -> Iterator[_Values]:
    for each in drawn:
        of, number = each.distribution, each.number
        if not number.is_whole:
            continue
        low, high = ends(of, number)
        known = sorted(set(of.values)) if isinstance(of, Discrete | Bootstrap) else np.arange(low, high + 1)
        places = {1, *(round(share * (len(known) - 1)) for share in np.linspace(0, 1, _BETWEEN))}
        yield from (
            {number.path: float(known[place])} for place in sorted(places) if 0 < place < len(known) - 1
        )


def _refused(result: Result, values: _Values, whole: set[str]) -> Problem | None:
    """The rule that refuses the values; None where the case takes them."""
    stated = {path: int(value) if path in whole else float(value) for path, value in values.items()}
    try:
        result.case.changed({"scenarios": {}, **stated})
    except CaseError as error:
        return error.problems[0]
    return None


def _fewest(result: Result, corner: _Values, whole: set[str], problem: Problem) -> tuple[_Values, Problem]:
    """The values that it takes to be refused, the others as the case states them, and by which rule."""
    kept = dict(corner)
    for path in corner:
        without = {other: value for other, value in kept.items() if other != path}
        found = _refused(result, without, whole) if without else None
        if found is not None:
            kept, problem = without, found
    return kept, problem


def _refusal(drawn: Sequence[Drawn], values: _Values, problem: Problem) -> Label:
    numbers = [each.number for each in drawn if each.number.path in values]
    nb, en = (
        listed(
            [
                f"{of.label.text(language)} = {format_stated(values[of.path], of.unit, language)}"
                for of in numbers
            ],
            language,
        )
        for language in LANGUAGES
    )
    which = Label("fordelingen", "the distribution")
    if len(numbers) > 1:
        which = Label("én av fordelingene", "one of the distributions")
    return Label(
        f"Det kan trekkes tall som sakens regler ikke tar: {nb}. {problem.nb} Eller gjør {which.nb} smalere, "
        "slik at dette ikke kan trekkes.",
        f"Numbers may be drawn that the case's rules do not take: {en}. {problem.en} Or make {which.en} "
        "narrower, so that this can't be drawn.",
    )
