"""Which numbers are uncertain in a run: those the case or the asker says, or else those with a range."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import number, numbers
from feasibility.analysis.ranges import own_range
from feasibility.analysis.simulate.sampling import Correlated, Drawn
from feasibility.case import Pert, Uncertainty
from feasibility.language import Label
from feasibility.model import Result

Vary = Mapping[str, Mapping[str, object]]
"""Distributions by path or name of the number, each as the case file has it, without its path."""
Correlate = Sequence[tuple[str, str, float]]
"""Pairs by path, name or id in the case's uncertainty, with their rank correlation."""


def uncertain(
    result: Result, vary: Vary | None = None, correlate: Correlate = ()
) -> tuple[tuple[Drawn, ...], tuple[Correlated, ...]]:
    """The uncertain numbers of a run, and which of them move together.

    What is asked for takes the place of what the case states of the same number. Numbers that were changed
    for the run are not drawn. Where nothing is stated or asked for, every number with a range of its own is
    drawn from a PERT distribution over it, likeliest at what is stated.

    Raises:
        NoAnswer: no such number, it decides what the model is made of, or nothing is uncertain.
        CaseError: a distribution is impossible, or correlations can't hold at once; as in a case file.
    """
    stated = _stated(result, vary or {}, correlate)
    if stated is not None and stated.inputs:
        drawn = {id: Drawn(id, number(result, each.path), each) for id, each in stated.inputs.items()}
        pairs = (
            Correlated(drawn[pair.between[0]], drawn[pair.between[1]], pair.rank)
            for pair in stated.correlations
        )
        return tuple(drawn.values()), tuple(pairs)
    ranges = [own for one in numbers(result) if (own := own_range(result, one)) is not None]
    if not ranges:
        raise NoAnswer(_NOTHING)
    return tuple(
        Drawn(
            of.number.path,
            of.number,
            Pert(kind="pert", path=of.number.path, low=of.low, mode=of.number.stated, high=of.high),
            own_range=True,
        )
        for of in ranges
    ), ()


def _stated(result: Result, vary: Vary, correlate: Correlate) -> Uncertainty | None:
    """The uncertainty of the case with what is asked for in it, checked as a case is."""
    of_case = result.case.uncertainty
    changed = result.changed_inputs
    inputs: dict[str, Any] = {
        id: each.model_dump(exclude_unset=True)
        for id, each in (() if of_case is None else of_case.inputs.items())
        if each.path not in changed
    }
    pairs: list[dict[str, Any]] = [
        {"between": list(pair.between), "rank": pair.rank}
        for pair in (() if of_case is None else of_case.correlations)
        if set(pair.between) <= set(inputs)
    ]
    for text, distribution in vary.items():
        path = number(result, text).path
        known = [id for id, each in inputs.items() if each["path"] == path]
        inputs[known[0] if known else _id(path, inputs)] = {**distribution, "path": path}
    if not vary and not correlate:
        return (
            None
            if of_case is None
            else result.case.changed(
                {"scenarios": {}, "uncertainty": {"inputs": inputs, "correlations": pairs}}
            ).uncertainty
        )
    asked: list[dict[str, Any]] = [
        {"between": [_known(result, inputs, one), _known(result, inputs, other)], "rank": rank}
        for one, other, rank in correlate
    ]
    replaced = [set(pair["between"]) for pair in asked]
    kept = [pair for pair in pairs if set(pair["between"]) not in replaced]
    if not inputs:
        return None
    return result.case.changed(
        {"scenarios": {}, "uncertainty": {"inputs": inputs, "correlations": [*kept, *asked]}}
    ).uncertainty


def _known(result: Result, inputs: Mapping[str, Any], text: str) -> str:
    """The id of an uncertain number that is named by id, path or name. Raises NoAnswer."""
    if text in inputs:
        return text
    path = number(result, text).path
    for id, each in inputs.items():
        if each["path"] == path:
            return id
    raise NoAnswer(
        Label(
            f"{path} er ikke fordelt, og kan ikke samvariere med noe. Oppgi fordelingen også.",
            f"{path} is not distributed, and can't move together with anything. State its distribution too.",
        )
    )


def _id(path: str, taken: Mapping[str, Any]) -> str:
    """An id that says which number it is, for messages."""
    name = re.sub(r"[^a-z0-9]+", "_", path.lower())[-36:].lstrip("_0123456789") or "number"
    candidates = [name, *(f"{name}_{place}" for place in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


_NOTHING = Label(
    "Ingenting er usikkert i saken. Oppgi området til noen tall ({value: 0.07, low: 0.06, high: 0.085, "
    'assumption: …}), en seksjon uncertainty, eller --vary "sti=triangular(0.06, 0.07, 0.085)".',
    "Nothing is uncertain in the case. State the range of some numbers ({value: 0.07, low: 0.06, high: "
    '0.085, assumption: …}), a section uncertainty, or --vary "path=triangular(0.06, 0.07, 0.085)".',
)
