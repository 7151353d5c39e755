"""How much of a measure's variation comes from each number, alone and with others (variansbaserte indekser).

Sobol's indices by Saltelli's sample, from SALib: first order is the share of the variance that a number
explains alone, total what is lost of it when the number is known, second order what two explain together
beyond each alone. They need no assumption of how the measure moves, but many runs: n × (2 × numbers + 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import Number, measure
from feasibility.analysis.ranges import Range
from feasibility.analysis.sensitivity import sensitivity
from feasibility.analysis.simulate.quantiles import Numbers, quantiles
from feasibility.case import Distribution, Uniform
from feasibility.engine.expr import Line
from feasibility.language import Label, format_number
from feasibility.model import Result

COUNT = 6
"""Of so many numbers, the most important, unless others are named."""
SAMPLES = 512
SEED = 20_260_101
_MOST = 20
_INSIDE = 2.0**-31
_AT_ONCE = 4000


@dataclass(frozen=True)
class Index:
    """A number's share of the variance; `…_error` is half of a 95 % confidence interval, by resampling."""

    number: Number
    distribution: Distribution
    first: float
    first_error: float
    total: float
    total_error: float


@dataclass(frozen=True)
class Pair:
    """What two numbers explain together beyond what each explains alone."""

    one: Number
    other: Number
    second: float
    second_error: float


@dataclass(frozen=True)
class Indices:
    """The indices of some numbers, the most important first. alone: the sum of first orders; the rest of 1 is
    what comes of numbers together. runs: how many it took."""

    line: Line
    runs: int
    indices: tuple[Index, ...]
    pairs: tuple[Pair, ...]

    @property
    def alone(self) -> float:
        """How much the numbers explain each by itself."""
        return sum(index.first for index in self.indices)


def indices(result: Result, of: str, count: int = COUNT, samples: int = SAMPLES, seed: int = SEED) -> Indices:
    """The variance-based indices of the numbers that move a measure most.

    Each number is drawn from its distribution in the case's uncertainty, else evenly over its own range or a
    tenth either way, as far as the case's rules let it go; all are independent here, whatever correlations
    the case states.

    Args:
        of: the measure, by id or name.
        count: of how many numbers.
        samples: base samples, a power of two; the runs are samples × (2 × count + 2).

    Raises:
        NoAnswer: no such measure; it does not vary, or has no number in some of the runs; too few numbers.
    """
    if not 2 <= count <= _MOST:
        raise NoAnswer(Label(f"Velg fra 2 til {_MOST} tall.", f"Choose 2 to {_MOST} numbers."))
    if samples < 2 or samples & (samples - 1):
        raise NoAnswer(
            Label(
                f"{samples} er ingen toerpotens. Skriv for eksempel 256, 512 eller 1024.",
                f"{samples} is no power of two. Write 256, 512 or 1024, for example.",
            )
        )
    line = measure(result, of)
    chosen = [bar.moved for bar in sensitivity(result, line.id, count).bars]
    if len(chosen) < 2:
        raise NoAnswer(
            Label(
                f"Færre enn to tall flytter {line.label.nb}, så ingen virker sammen.",
                f"Fewer than two numbers move {line.label.en}, so none work together.",
            )
        )
    drawn = [_drawn(result, moved) for moved in chosen]
    return _analysed(result, line, [one for one, _ in drawn], [of for _, of in drawn], samples, seed)


def _analysed(
    result: Result,
    line: Line,
    chosen: Sequence[Number],
    distributions: Sequence[Distribution],
    samples: int,
    seed: int,
) -> Indices:
    from SALib.analyze import sobol as analysis  # brings pandas and matplotlib: for those who ask
    from SALib.sample import sobol as sampling

    problem = {
        "num_vars": len(chosen),
        "names": [number.path for number in chosen],
        "bounds": [[0.0, 1.0]] * len(chosen),
    }
    even = sampling.sample(problem, samples, calc_second_order=True, seed=seed)
    even = _INSIDE + even * (1 - 2 * _INSIDE)  # a normal distribution has no number at 0 and 1
    columns = {
        number.path: quantiles(of, number)(np.ascontiguousarray(even[:, place]))
        for place, (number, of) in enumerate(zip(chosen, distributions, strict=True))
    }
    measured = _measured(result, line, columns)
    found = analysis.analyze(problem, measured, calc_second_order=True, seed=seed, print_to_console=False)
    ordered = sorted(range(len(chosen)), key=lambda place: -float(found["ST"][place]))
    return Indices(
        line,
        len(measured),
        tuple(
            Index(
                chosen[place],
                distributions[place],
                *(float(found[key][place]) for key in ("S1", "S1_conf", "ST", "ST_conf")),
            )
            for place in ordered
        ),
        _pairs(chosen, found),
    )


def _measured(result: Result, line: Line, columns: dict[str, Numbers]) -> Numbers:
    count = len(next(iter(columns.values())))
    parts = []
    for start in range(0, count, _AT_ONCE):
        varied = {path: values[start : start + _AT_ONCE] for path, values in columns.items()}
        parts.append(result.built.program.run_many(varied, [line.id], result.changed_inputs)[line.id])
    measured = np.concatenate(parts)
    missing = int(np.sum(np.isnan(measured)))
    if missing:
        raise NoAnswer(
            Label(
                f"{line.label.nb} har ikke noe tall i {format_number(missing, 0, 'nb')} av "
                f"{format_number(count, 0, 'nb')} kjøringer, så variansen kan ikke "
                "deles. Velg et nøkkeltall som alltid har et, som en nåverdi.",
                f"{line.label.en} has no number in {format_number(missing, 0, 'en')} of "
                f"{format_number(count, 0, 'en')} runs, so its variance can't be "
                "divided. Choose a measure that always has one, such as a present value.",
            )
        )
    if float(np.ptp(measured)) == 0.0:
        raise NoAnswer(
            Label(
                f"{line.label.nb} varierer ikke. Velg et annet nøkkeltall.",
                f"{line.label.en} does not vary. Choose another measure.",
            )
        )
    return measured


def _pairs(chosen: Sequence[Number], found: dict[str, Numbers]) -> tuple[Pair, ...]:
    pairs = [
        Pair(one, chosen[other], float(found["S2"][place][other]), float(found["S2_conf"][place][other]))
        for place, one in enumerate(chosen)
        for other in range(place + 1, len(chosen))
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair.second))


def _drawn(result: Result, moved: Range) -> tuple[Number, Distribution]:
    """A number, in whole ones where it is moved to those, and the distribution it is drawn from."""
    number, uncertainty = moved.number, result.case.uncertainty
    for each in () if uncertainty is None else uncertainty.inputs.values():
        if each.path == number.path and number.path not in result.changed_inputs:
            return number, each
    is_whole = number.is_whole or (number.moves_whole and all(map(float.is_integer, (moved.low, moved.high))))
    evenly = Uniform(kind="uniform", path=number.path, low=moved.low, high=moved.high)
    return replace(number, is_whole=is_whole), evenly
