"""Evaluation: one case, or many scenarios of one case in one pass.

    program = Program(model)
    values = program.run()                                    # every line of one case
    values = program.run({"price": 6200.0})                   # with an input changed
    many = program.run_many({"price": prices}, ["npv"])       # arrays over scenarios

The structure is ordered once and source is generated once for each use; `run_many` recalculates only what
lies downstream of the varied inputs and upstream of the wanted lines, and takes the rest from one base run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from feasibility.engine.compute.columns import as_rows, in_columns, joined, of_one
from feasibility.engine.compute.compiled import Written, is_kept, keep_written, written
from feasibility.engine.compute.generated import Generated
from feasibility.engine.compute.likeness import likeness
from feasibility.engine.compute.nulls import nullable_lines
from feasibility.engine.compute.order import Component, Pads, Reads, arrange, pads
from feasibility.engine.compute.plan import Plan, lines_of, read_by_parts
from feasibility.engine.compute.roots import UNKNOWN
from feasibility.engine.compute.runtime import NotNumbers
from feasibility.engine.compute.shortcuts import NONE, Shortcuts, shortcuts, untold, upstream, with_columns
from feasibility.engine.compute.stage import NOTHING_KNOWN, Stage, Staged, alone, downstream
from feasibility.engine.compute.values import Values, WithRest
from feasibility.engine.expr import Axis, Line
from feasibility.engine.model import Model

if TYPE_CHECKING:
    from feasibility.engine.compute.masked import Masked

__all__ = ["Program", "Values"]

Array = npt.NDArray[np.float64]
_CHUNK, _PLANS = 500, 12


class Program:
    """A model, checked and ready to be evaluated.

    Raises:
        EngineError: a line is undefined, circular, or reads a number that may be null where none is allowed.
    """

    nullable: frozenset[Line]
    _likeness: str | None
    _single: Generated | None

    def __init__(self, model: Model) -> None:
        self._begin(model, None)
        self._likeness = likeness(model)
        known = None if self._likeness is None else written(self._likeness)
        if known is None:
            self.nullable = nullable_lines(self.components, self.reads)
        else:  # a program of the same formulas has been checked and written
            self._single = known.single
            self.nullable = frozenset(self.lines[number] for number in known.nullable)

    @classmethod
    def known(cls, model: Model, nullable: frozenset[Line], single: Generated) -> Program:
        """A program of a model that has been checked before, as it was written then (`single`)."""
        made = cls.__new__(cls)
        made._begin(model, single)
        made.nullable = nullable
        return made

    def restated(self, model: Model) -> Program:
        """The same program for `model`, which `Model.restated` made of its own: what it knows comes along."""
        made = copy(self)
        made._begin(model, self._single if self._first else self.single)
        for known in ("_plans", "_few", "_first", "_staged"):
            setattr(made, known, dict(list(getattr(self, known).items())[-_PLANS:]))
        made._parts = self._parts  # one and the same: what either writes of its parts serves both
        return made

    def _begin(self, model: Model, single: Generated | None) -> None:
        self.model = model
        self.lines = tuple(model.lines.values())
        self._likeness = None
        self._single = single
        self._base: tuple[tuple[tuple[str, float], ...], Values] | None = None
        self._plans: dict[tuple[frozenset[str], frozenset[str], bool], Plan] = {}
        self._few: dict[frozenset[str], Plan] = {}
        self._first: dict[frozenset[str], Generated] = {}
        self._parts: dict[tuple[Line, ...], Plan] = {}
        self._staged: dict[tuple[object, ...], Staged | None] = {}

    @cached_property
    def reads(self) -> dict[Line, Reads]:
        """What each line reads."""
        return {line: Reads(line) for line in self.lines}

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The lines in the order they are calculated in."""
        return arrange(self.reads)

    @cached_property
    def pads(self) -> Pads:
        """Rows before and after each line that is read in other periods."""
        return pads(self.reads)

    @property
    def single(self) -> Generated:
        """What `run` carries out."""
        if self._single is None:
            self._single = self._generate(self.components, frozenset(self.lines), batch=False)
            if self._likeness is not None:
                nullable = tuple(sorted(line.number for line in self.nullable))
                keep_written(self._likeness, Written(self._single, nullable))
        return self._single

    # ---- one case ---------------------------------------------------------------------------------------

    def run(self, changes: Mapping[str, float] | None = None) -> Values:
        """Every line of one case, with some inputs changed.

        Raises:
            KeyError: a change names an input the model does not have.
        """
        inputs = self.model.numbers(changes)
        single = self.single
        with np.errstate(all="ignore"):
            try:
                found = single.function([inputs[n] for n in single.inputs], {}, 1)
            except (ZeroDivisionError, OverflowError, ValueError):
                # floats raise where arrays give infinity or NaN: the other dialect never does
                found = self._run_as_rows(inputs)
        return Values(self.model, found, inputs)

    def run_first(self, wanted: Iterable[str], changes: Mapping[str, float] | None = None) -> Values:
        """As `run`, but only what some lines rest on is calculated, and all else when it is asked for.

        For a model that few numbers are read of: to write and compile it takes ten times as long as to carry
        it out. Where what is written serves other processes too, it is written whole.

        Args:
            wanted: line ids; those the model does not have are passed over.
        """
        if self._single is not None or is_kept():
            return self.run(changes)
        key = frozenset(wanted).intersection(self.model.lines)
        if key not in self._first:
            needed = upstream(key, self.components, self.reads)
            chosen = [c for c in self.components if c.lines[0] in needed]
            self._first[key] = self._generate(chosen, frozenset(needed), batch=False)
        part, inputs = self._first[key], self.model.numbers(changes)
        with np.errstate(all="ignore"):
            try:
                found = part.function([inputs[n] for n in part.inputs], {}, 1)
            except (ZeroDivisionError, OverflowError, ValueError):
                return self.run(changes)
        return Values(self.model, WithRest(found, lambda: self.run(changes)._by_number), inputs)

    def run_few(self, wanted: Sequence[str], changes: Mapping[str, float] | None = None) -> dict[str, Any]:
        """Some lines of one case by id, some inputs changed; only what they rest on is calculated.

        The same numbers as `run` gives, internal rates to twelve digits.

        Raises:
            KeyError: no such line, or input.
        """
        key = frozenset(wanted)
        targets = [self.model.find(id) for id in wanted]
        if key not in self._few:
            short = shortcuts(key, self.components, self.reads, self.model.rates)
            needed = upstream(key, self.components, self.reads, short)
            chosen = [c for c in self.components if c.lines[0] in needed]
            kept = frozenset(line for line in needed if line.id in key or line in short.rates)
            made = self._generate(chosen, kept, batch=False, short=short)
            rates = tuple(line.number for line in short.rates)
            self._few[key] = Plan(made.function, made.inputs, (), rates)
        plan, inputs = self._few[key], self.model.numbers(changes)
        with np.errstate(all="ignore"):
            try:
                found = plan.function([inputs[n] for n in plan.inputs], {}, 1)
            except (ZeroDivisionError, OverflowError, ValueError):
                found = {}
        if not found or any(found[number] == UNKNOWN for number in plan.rates):
            values = self.run(changes)
            return {line.id: values.of(line) for line in targets}
        return {line.id: found[line.number] for line in targets}

    def _run_as_rows(self, inputs: Mapping[str, float]) -> dict[int, Any]:
        plan = self._plan(frozenset(), frozenset(self.model.lines), everything=True)
        rows = plan.function([np.float64(inputs[n]) for n in plan.inputs], {}, 1)
        return {number: of_one(self.lines[number].axis, value) for number, value in rows.items()}

    def with_parts(self, values: Values, parts: Sequence[Line]) -> Values:
        """The values of a run, with those of lines that hold parts of the model's formulas.

        Args:
            values: of this program.
            parts: each reads only the model's lines and parts before it; numbered on from those lines.
        """
        if not parts:
            return values
        plan = self._parts.get(tuple(parts))
        if plan is None:
            reads, taken = read_by_parts(parts)
            components, own = [Component((line,), loops=False) for line in parts], frozenset(parts)
            made = self._generate(components, own, True, taken, own, reads)
            self._parts.clear()  # those of one book are large
            plan = self._parts[tuple(parts)] = Plan(made.function, made.inputs, tuple(taken))
        base = {line.number: as_rows(line, values.of(line)) for line in plan.taken}
        with np.errstate(all="ignore"):
            found = plan.function([np.float64(values.inputs[n]) for n in plan.inputs], base, 1)
        more = {line.number: of_one(line.axis, found[line.number]) for line in parts}
        known = {line.number: values.of(line) for line in self.lines}
        return Values(self.model, known | more, values.inputs)

    # ---- many scenarios ---------------------------------------------------------------------------------

    def run_many(
        self,
        varied: Mapping[str, npt.ArrayLike],
        wanted: Sequence[str],
        changes: Mapping[str, float] | None = None,
        threads: int = 2,
        repeated: Sequence[frozenset[str]] = (),
    ) -> dict[str, Array]:
        """Wanted lines for arrays of inputs, one entry for each scenario.

        Args:
            varied: input id → array (scenarios,). All arrays have the same length.
            wanted: line ids.
            changes: inputs changed alike in all scenarios.
            threads: chunks calculated at once; the numbers do not depend on it.
            repeated: groups of varied inputs that have few different values each, as on a grid: lines that
                one of them alone reaches are calculated once for each (`stage`), with the same numbers.

        Returns:
            line id → (scenarios,) for scalars, (periods, scenarios) otherwise; NaN is null.

        Raises:
            KeyError: unknown input or line. ValueError: arrays of different lengths, or none.
        """
        arrays, count = in_columns(varied)
        base = self._base_run(changes)
        unknown = [k for k in arrays if k not in self.model.inputs]
        if unknown:
            raise KeyError(f"no such input: {', '.join(unknown)}")
        targets = [self.model.find(w) for w in wanted]
        varying, sought = frozenset(arrays), frozenset(wanted)
        plan, stage = self._stage(arrays, sought, repeated, changes) or (
            self._plan(varying, sought, shorten=True),
            NOTHING_KNOWN,
        )

        def evaluated(chosen: Plan, columns: npt.NDArray[np.intp], known: Stage) -> dict[int, Any]:
            # NumPy adds up one column in another order than many; with two, a scenario alone gets the same
            # number as in company
            width = max(columns.size, 2)
            values = [
                np.resize(arrays[n][columns], width) if n in arrays else np.float64(base.inputs[n])
                for n in chosen.inputs
            ]
            place = np.resize(columns, width)
            taken = {
                line.number: known.columns(line.number, place)
                if line.number in known.found
                else as_rows(line, base.of(line))
                for line in chosen.taken
            }
            with np.errstate(all="ignore"):
                try:
                    return chosen.function(values, taken, width)
                except NotNumbers:
                    assert chosen.whole is not None
            return evaluated(chosen.whole(), columns, known)

        def chunk(part: slice) -> dict[int, Any]:
            columns = np.arange(part.start, part.stop)
            found = evaluated(plan, columns, stage)
            again = untold(found, plan.rates, columns.size)
            if again.size:
                anew = evaluated(self._plan(varying, sought), columns[again], NOTHING_KNOWN)
                for number in {line.number for line in targets}.intersection(found):
                    found[number] = with_columns(found[number], anew[number], again, columns.size)
            return found

        parts = [slice(start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK)]
        if threads > 1 and len(parts) > 1:
            from concurrent.futures import ThreadPoolExecutor  # 10 ms that a single case need not wait for

            with ThreadPoolExecutor(threads) as pool:
                found = list(pool.map(chunk, parts))
        else:
            found = [chunk(part) for part in parts]
        chunks = [(part, stage.of(targets, part) | of) for part, of in zip(parts, found, strict=True)]
        return {line.id: joined(line, self.model, count, chunks, base.of(line)) for line in targets}

    def _stage(
        self,
        arrays: Mapping[str, Array],
        wanted: frozenset[str],
        groups: Sequence[frozenset[str]],
        changes: Mapping[str, float] | None,
    ) -> tuple[Plan, Stage] | None:
        """What one of the groups alone reaches, for each of its values, and the plan of the rest."""
        varied = frozenset(arrays)
        key = varied, wanted, tuple(groups)
        if groups and key not in self._staged:
            needed = upstream(wanted, self.components, self.reads)
            group, lines = alone(varied, groups, self.components, self.reads, needed)
            plan = self._make_plan(varied, wanted, False, True, lines) if group else None
            self._staged[key] = None if plan is None else Staged(plan, group, lines, wanted)
        staged = self._staged.get(key)
        if staged is None:
            return None
        different, place = staged.different(arrays)
        found = self.run_many(different, [line.id for line in staged.read], changes, 1)
        return staged.plan, Stage({line.number: found[line.id] for line in staged.read}, place)

    def _base_run(self, changes: Mapping[str, float] | None) -> Values:
        """The run that lines which nothing varied reaches are taken from: kept until another is asked for, as
        a search asks for the same one again and again. Its arrays refuse to be written."""
        key = tuple(sorted((changes or {}).items()))
        if self._base is None or self._base[0] != key:
            base = self.run(changes)
            for line in self.lines:
                number = base.of(line)
                if isinstance(number, np.ndarray):
                    number.setflags(write=False)
            self._base = key, base
        return self._base[1]

    # ---- plans ------------------------------------------------------------------------------------------

    def _plan(
        self, varied: frozenset[str], wanted: frozenset[str], everything: bool = False, shorten: bool = False
    ) -> Plan:
        key = (varied, wanted, shorten)
        if key not in self._plans:
            self._plans[key] = self._make_plan(varied, wanted, everything, shorten)
        return self._plans[key]

    def _make_plan(
        self,
        varied: frozenset[str],
        wanted: frozenset[str],
        everything: bool,
        shorten: bool,
        known: frozenset[Line] = frozenset(),
    ) -> Plan:
        touched = set(self.lines) if everything else downstream(varied, self.components, self.reads)
        short = NONE
        if shorten:
            stated = [of for of in self.model.rates if of.flows in touched]
            short = shortcuts(wanted, self.components, self.reads, stated, varied)
        needed = upstream(wanted, self.components, self.reads, short)
        active = frozenset(touched & needed) - known
        chosen = [c for c in self.components if c.lines[0] in active]
        own = short.reads(self.reads)
        read = {o for c in chosen for line in c.lines for o in own.get(line, self.reads[line].lines)} - active
        # a line taken from the base run is padded with its opening value, so that is taken as well
        read |= {o for line in read if line.opening is not None for o in lines_of(line.opening)}
        taken = sorted(read, key=lambda o: (o.axis is not Axis.SCALAR, o.number))
        kept = frozenset(line for line in active if line.id in wanted or line in short.rates)
        rates = tuple(line.number for line in short.rates if line in active)
        from feasibility.engine.compute.masked import Masked  # not needed by a single case

        def plan(masked: Masked, whole: Callable[[], Plan] | None) -> Plan:
            made = self._generate(chosen, kept, True, taken, active, short=short, masked=masked)
            return Plan(made.function, made.inputs, tuple(taken), rates, whole)

        plain = (c.lines[0] for c in chosen if not c.loops and c.lines[0] not in short)
        masked = Masked(plain, active)
        return plan(masked, cache(lambda: plan(Masked(), None)))

    def _generate(
        self,
        components: Sequence[Component],
        kept: frozenset[Line],
        batch: bool,
        taken: Sequence[Line] = (),
        varied: frozenset[Line] = frozenset(),
        reads: Mapping[Line, Reads] | None = None,
        short: Shortcuts = NONE,
        masked: Masked | None = None,
    ) -> Generated:
        from feasibility.engine.compute.generating import generated  # not needed by a program that is known

        of = self.model, self.pads, self.nullable, reads or self.reads
        return generated(*of, components, kept, batch, taken, varied, short, masked)
