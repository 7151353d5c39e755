"""The runs themselves: chunk by chunk in arrays, on all cores, then summed up.

Every number that is summed up is taken over all runs in their order, or is a count, so the result does not
depend on how many runs a chunk has, nor on how many are worked on at once.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import default_measure, measure
from feasibility.analysis.operator_fails import ORE
from feasibility.analysis.simulate import drivers
from feasibility.analysis.simulate.allowed import require_allowed
from feasibility.analysis.simulate.found import PERCENTILES, Covenant, Liquidity, Simulated, Spread
from feasibility.analysis.simulate.months import Months
from feasibility.analysis.simulate.quantiles import Numbers
from feasibility.analysis.simulate.sampling import draws
from feasibility.analysis.simulate.uncertain import Correlate, Vary, uncertain
from feasibility.engine.expr import Line
from feasibility.language import Label, format_number
from feasibility.model import Result

RUNS = 10_000
SEED = 20_260_101
"""The seed where none is asked for: the same question has the same answer."""
MOST_RUNS = 1_000_000
CHECKED = 512
"""In so many of the runs, spread as evenly as all, the model's own checks are tried as well."""
_CHECKED_AT_ONCE = (
    64  # the checks read most of the model: many runs at once would take the most memory of all
)
BINS = 40
_CHUNK_BYTES = 8_000_000
_AT_LEAST = 500

MEASURES = (
    "landlord.npv_against_vacant",
    "landlord.npv_against_ordinary",
    "landlord.npv",
    "operator.npv",
    "next_operator.npv",
    "project.npv",
    "landlord.lowest_cash",
    "operator.lowest_cash",
    "next_operator.lowest_cash",
    "municipality.support_present",
)
"""The measures whose distributions are found, of those the case has."""


def simulate(
    result: Result,
    runs: int = RUNS,
    seed: int = SEED,
    of: str | None = None,
    vary: Vary | None = None,
    correlate: Correlate = (),
    also: Sequence[str] = (),
    workers: int | None = None,
    chunk: int | None = None,
    progress: Callable[[float], None] | None = None,
    going_on: Callable[[], None] | None = None,
) -> Simulated:
    """Run a case many times with its uncertain numbers drawn.

    Args:
        result: the case as it was run; what is not uncertain stays as it is.
        runs: how many; Sobol points are most even at powers of two.
        seed: the same seed gives the same result, to the last bit.
        of: the measure whose drivers are found, by id or name; the operator's present value unless given,
            the landlord's where there is no operator.
        vary, correlate: distributions and correlations beside the case's own (`uncertain`).
        also: further measures whose distributions are wanted, by id or name.
        workers: how many chunks are worked on at once; one for each core unless given.
        chunk: runs in each pass; chosen by memory unless given. Neither changes any number.
        progress: told how far the work has come, from 0 to 1.
        going_on: called often, before and after the runs too; what it raises ends the work.

    Raises:
        NoAnswer, CaseError: as `uncertain` and `allowed`; no runs, or more than there is room for; no such
            measure.
    """
    if not 1 <= runs <= MOST_RUNS or seed < 0:
        raise NoAnswer(_how_many(runs) if seed >= 0 else _SEED)
    drawn, correlated = uncertain(result, vary, correlate)
    step = going_on or _nothing
    require_allowed(result, drawn, step)
    lines = _Lines.of(result, of, also)
    size = _chunk(lines, result, runs) if chunk is None else max(1, chunk)
    counted = _Counted(lines, result, runs)
    kept: dict[str, Numbers] = {each.number.path: np.empty(min(runs, drivers.MOST)) for each in drawn}
    try:
        done = 0
        for varied in draws(drawn, correlated, runs, seed, size):
            found = result.built.program.run_many(
                varied, lines.ids, result.changed_inputs, workers or os.cpu_count() or 1
            )
            for path, values in varied.items():
                room = kept[path][done : done + len(values)]
                room[:] = values[: len(room)]
            counted.put(done, found)
            done += len(next(iter(varied.values())))
            step()
            if progress is not None:
                progress(done / runs)
        ranked, explained = drivers.drivers(drawn, kept, counted.measures[lines.driven.id])
        return Simulated(
            runs,
            seed,
            drawn,
            correlated,
            tuple(_spread(result, line, counted.measures[line.id]) for line in lines.measures),
            tuple(counted.liquidity()),
            tuple(counted.covenants()),
            lines.driven,
            ranked,
            explained,
            _failed(
                result,
                lines.checks,
                draws(drawn, correlated, min(runs, CHECKED), seed, _CHECKED_AT_ONCE),
                step,
            ),
        )
    finally:
        counted.close()


@dataclass(frozen=True)
class _Lines:
    """What is taken from each run."""

    measures: tuple[Line, ...]
    driven: Line
    reserves: Mapping[str, Line]
    broken: Mapping[tuple[str, str], Line]
    checks: tuple[Line, ...]

    @property
    def ids(self) -> list[str]:
        """All but the checks, once each."""
        every = (*self.measures, *self.reserves.values(), *self.broken.values())
        return list(dict.fromkeys(line.id for line in every))

    @staticmethod
    def of(result: Result, driven: str | None, also: Sequence[str]) -> _Lines:
        """The lines that the case has."""
        model = result.built.model.lines
        line = measure(result, driven or default_measure(result))
        named = [
            *(model[id] for id in MEASURES if id in model),
            line,
            *(measure(result, one) for one in also),
        ]
        return _Lines(
            tuple({one.id: one for one in named}.values()),
            line,
            {party: model[f"{party}.liquidity"] for party in result.case.companies},
            {
                (view.party, one.id): model[f"{view.party}.bank.{one.id}.broken"]
                for view in result.built.bank
                for one in view.measures
                if one.limit is not None
            },
            tuple(check.difference for check in result.built.checks),
        )


def _chunk(lines: _Lines, result: Result, runs: int) -> int:
    """As many runs in a pass as the lines that are taken from it have room for."""
    length = result.built.model.length
    numbers = sum(length(line.axis) for line in (*lines.reserves.values(), *lines.broken.values()))
    fitting = _CHUNK_BYTES // (8 * (numbers + len(lines.measures)))
    return min(runs, max(_AT_LEAST, fitting // _AT_LEAST * _AT_LEAST))


def _nothing() -> None:
    """Nobody wants to know that the work goes on."""


def _failed(
    result: Result, checks: Sequence[Line], varied: Iterator[dict[str, Numbers]], step: Callable[[], None]
) -> int:
    """In how many of the runs given a check of the model fails. Checking all runs takes twice the time."""
    ids = [check.id for check in checks]
    found = []
    for each in varied:
        step()
        found.append(result.built.program.run_many(each, ids, result.changed_inputs, 1))
    wrong = [np.any([~(each[id] == 0.0) for id in ids], axis=0) for each in found if ids]
    return int(sum(np.sum(each) for each in wrong))


class _Counted:
    """What is kept of the runs while they go on."""

    def __init__(self, lines: _Lines, result: Result, runs: int) -> None:
        self._lines, self._result, self._runs = lines, result, runs
        months = result.case.horizon_months
        self.measures: dict[str, Numbers] = {line.id: np.empty(runs) for line in lines.measures}
        self._reserves = {party: Months(months, runs) for party in lines.reserves}
        self._dry = {party: np.zeros(months, dtype=np.int64) for party in lines.reserves}
        self._ever_dry = dict.fromkeys(lines.reserves, 0)
        self._broken: dict[tuple[str, str], Numbers] = {}
        self._ever_broken = dict.fromkeys(lines.broken, 0)

    def put(self, start: int, found: Mapping[str, Numbers]) -> None:
        """Take in a chunk of runs."""
        for id, kept in self.measures.items():
            kept[start : start + len(found[id])] = found[id]
        for party, line in self._lines.reserves.items():
            reserve = found[line.id]
            self._reserves[party].put(start, reserve)
            is_dry = reserve < -ORE
            self._dry[party] += is_dry.sum(axis=1)
            self._ever_dry[party] += int(is_dry.any(axis=0).sum())
        for key, line in self._lines.broken.items():
            is_broken = found[line.id] > 0.5
            self._broken[key] = self._broken.get(key, 0) + is_broken.sum(axis=1)
            self._ever_broken[key] += int(is_broken.any(axis=0).sum())

    def liquidity(self) -> Iterator[Liquidity]:
        """The reserve of each company by month."""
        for party, line in self._lines.reserves.items():
            by_month = [
                np.percentile(self._reserves[party].month(month), PERCENTILES)
                for month in range(self._result.case.horizon_months)
            ]
            yield Liquidity(
                party,  # type: ignore[arg-type]
                line,
                tuple(tuple(float(found[place]) for found in by_month) for place in range(len(PERCENTILES))),
                tuple(map(float, self._result.values.of(line))),
                tuple(float(count) / self._runs for count in self._dry[party]),
                self._ever_dry[party] / self._runs,
            )

    def covenants(self) -> Iterator[Covenant]:
        """Each covenant by the calendar years of the horizon."""
        case = self._result.case
        last = case.start_year + (case.start_calendar_month - 1 + case.horizon_months - 1) // 12
        years = tuple(range(case.start_year, last + 1))
        for view in self._result.built.bank:
            for one in view.measures:
                key = (view.party, one.id)
                if key in self._lines.broken:
                    yield Covenant(
                        view.party,
                        one.id,
                        one.label,
                        years,
                        tuple(float(count) / self._runs for count in self._broken[key][: len(years)]),
                        self._ever_broken[key] / self._runs,
                    )

    def close(self) -> None:
        """Let go of what is kept by month."""
        for months in self._reserves.values():
            months.close()


def _spread(result: Result, line: Line, values: Numbers) -> Spread:
    known = values[~np.isnan(values)]
    if not len(known):
        return Spread(line, result.number(line), 0, None, None, None, None, None, None, ())
    if np.min(known) == np.max(known):  # it does not depend on what is uncertain
        value = float(known[0])
        chance = float(value < 0)
        same = (value,) * len(PERCENTILES)
        return Spread(line, result.number(line), len(known), value, 0.0, same, value, value, chance, ())
    counts, edges = np.histogram(known, _edges(known))
    bars = tuple(
        (float(edges[place]), float(edges[place + 1]), int(count) / len(known))
        for place, count in enumerate(counts)
    )
    return Spread(
        line,
        result.number(line),
        len(known),
        float(np.mean(known)),
        float(np.std(known, ddof=1)) if len(known) > 1 else None,
        tuple(float(value) for value in np.percentile(known, PERCENTILES)),
        float(np.min(known)),
        float(np.max(known)),
        int(np.sum(known < 0)) / len(known),
        bars,
    )


def _edges(values: Numbers) -> Numbers:
    """The ends of a histogram's bars: even, and with 0 among them where it lies within."""
    low, high = float(np.min(values)), float(np.max(values))
    width = (high - low) / BINS
    if not low < 0 < high:
        return np.linspace(low, high, BINS + 1, dtype=np.float64)
    return np.arange(math.floor(low / width), math.ceil(high / width) + 1, dtype=np.float64) * width


def is_power_of_two(runs: int) -> bool:
    """Whether Sobol points of so many runs are as even as they can be."""
    return math.log2(runs).is_integer()


def _how_many(runs: int) -> Label:
    asked, most = (Label(format_number(n, 0, "nb"), format_number(n, 0, "en")) for n in (runs, MOST_RUNS))
    return Label(
        f"{asked.nb} kjøringer kan ikke simuleres. Velg fra 1 til {most.nb}, helst en toerpotens: 8192, "
        "16384.",
        f"{asked.en} runs can't be simulated. Choose 1 to {most.en}, best a power of two: 8192, 16384.",
    )


_SEED = Label(
    "Frøet må være 0 eller et positivt helt tall.", "The seed must be 0 or a positive whole number."
)
