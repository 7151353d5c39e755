"""The perturbation audit (rystetest): does the model hold together wherever its numbers may go?

Every number of a case is moved a little and a lot, up and down, and to the ends of what its field allows, one
at a time, all in one array run. In each the checks of the model must hold, and no measure may be infinite, or
be without a number and without a reason. A value that the rules across fields forbid is no fault of the
model's: where something is wrong, the changed case is read as a file would be, and left out if it is refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from feasibility.analysis.numbers import Number, numbers
from feasibility.case import CaseError, case_hash, field_info
from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.missing import every_line_has_a_number

How = Literal["less_10", "less_1", "more_1", "more_10", "lowest", "highest"]
HOW: Final[dict[How, Label]] = {
    "less_10": Label("10 % ned", "10% down"),
    "less_1": Label("1 % ned", "1% down"),
    "more_1": Label("1 % opp", "1% up"),
    "more_10": Label("10 % opp", "10% up"),
    "lowest": Label("feltets laveste", "the field's lowest"),
    "highest": Label("feltets høyeste", "the field's highest"),
}
"""How far a number is moved. What is counted in whole numbers is moved by 1 at least; 0 has no tenth of its
own, and is moved by 0.01 and 0.1 where it is a share, else by 1 and 100."""
_BY: Final[dict[How, float]] = {"less_10": -0.1, "less_1": -0.01, "more_1": 0.01, "more_10": 0.1}
_FROM_ZERO: Final[dict[How, float]] = {"more_1": 1.0, "more_10": 100.0}
_INSIDE = 1e-6  # how near an end that does not belong to the field itself is gone, of the field's unit
_AT_ONCE = 500
Kind = Literal["check", "infinite", "missing"]


@dataclass(frozen=True)
class Shaken:
    """One number moved to one value."""

    number: Number
    how: How
    value: float


@dataclass(frozen=True)
class Fault:
    """What went wrong with one number at one value. difference: of a check, in its unit; None where the line
    has no number at all."""

    shaken: Shaken
    line: Line
    kind: Kind
    difference: float | None


@dataclass(frozen=True)
class LeftOut:
    """A value that the rules of the case forbid together with its other numbers.

    reason: the whole message, as of a file. rule: what is wrong alone, without where and without the mend.
    """

    shaken: Shaken
    reason: Label
    rule: Label


@dataclass(frozen=True)
class Unnumbered:
    """A measure that the case has, and that there is none of at some values.

    at: all of them. reason: the model's, at the first.
    """

    line: Line
    at: tuple[Shaken, ...]
    reason: Label


@dataclass(frozen=True)
class Audited:
    """What was shaken, and what came of it.

    numbers: those that were moved. tried: every value. checks, measures: what was looked at in each.
    left_out: only of values at which something was wrong.
    """

    hash: str
    numbers: tuple[Number, ...]
    tried: tuple[Shaken, ...]
    checks: tuple[Line, ...]
    measures: tuple[Line, ...]
    faults: tuple[Fault, ...]
    left_out: tuple[LeftOut, ...]
    unnumbered: tuple[Unnumbered, ...]

    @property
    def runs(self) -> int:
        """How many values were tried in all."""
        return len(self.tried)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was wrong anywhere."""
        return not self.faults


def audit(result: Result, progress: Callable[[float], None] | None = None) -> Audited:
    """Shake every number of a case as it was run.

    Args:
        progress: told the share of the values that have been looked at.
    """
    shaken = numbers(result)
    tried = [each for number in shaken for each in _values(result, number)]
    checks = tuple(check.difference for check in result.built.checks)
    measures = tuple(dict.fromkeys(measure.line for measure in result.built.measures))
    found = _Found(result, shaken, checks, measures)
    for first in range(0, len(tried), _AT_ONCE):
        part = tried[first : first + _AT_ONCE]
        found.look(part)
        if progress is not None:
            progress((first + len(part)) / len(tried))
    return Audited(
        case_hash(result.case),
        shaken,
        tuple(tried),
        checks,
        measures,
        tuple(found.faults),
        tuple(found.left_out),
        found.unnumbered(),
    )


# ---- where a number is moved -----------------------------------------------------------------------------


def _values(result: Result, number: Number) -> Iterator[Shaken]:
    """Each way to move a number, those left out that come to what is stated or to one before it."""
    known = {number.stated}
    for how in HOW:
        value = _value(result, number, how)
        if value is not None and value not in known and number.low <= value <= number.high:
            known.add(value)
            yield Shaken(number, how, value)


def _value(result: Result, number: Number, how: How) -> float | None:
    info = field_info(result.case, number.path)
    if how == "lowest":
        inside = 0.0 if info.minimum_included else _INSIDE
        return None if math.isinf(number.low) else number.low + inside
    if how == "highest":
        inside = 0.0 if info.maximum_included else _INSIDE
        return None if math.isinf(number.high) else number.high - inside
    stated, by = number.stated, _BY[how]
    if number.is_whole:
        return stated + math.copysign(max(1.0, round(abs(by * stated))), by)
    if stated != 0:
        return stated + by * abs(stated)
    is_share = number.high <= 1
    return by if is_share else _FROM_ZERO.get(how)


# ---- what is wrong ---------------------------------------------------------------------------------------


class _Found:
    """What was wrong, gathered over all parts."""

    def __init__(
        self, result: Result, moved: Sequence[Number], checks: Sequence[Line], measures: Sequence[Line]
    ) -> None:
        self.result, self.numbers = result, moved  # all are varied in every pass, so that one plan serves all
        self.checks, self.measures = checks, measures
        self.wanted = list(dict.fromkeys(line.id for line in (*checks, *measures)))
        self.numbered = [line for line in measures if result.number(line) is not None]
        self.faults: list[Fault] = []
        self.left_out: list[LeftOut] = []
        self.missing: dict[Line, list[Shaken]] = {}
        self.reasons: dict[Line, Label] = {}
        self.asked: set[frozenset[Line]] = set()

    def look(self, tried: Sequence[Shaken]) -> None:
        """Run some values in one pass, and look closer at each in which something is not as it should be."""
        varied = {number.path: np.full(len(tried), number.stated) for number in self.numbers}
        for column, shaken in enumerate(tried):
            varied[shaken.number.path][column] = shaken.value
        arrays = self.result.built.program.run_many(varied, self.wanted, self.result.changed_inputs)
        failed = np.array([arrays[line.id] != 0 for line in self.checks]).reshape(-1, len(tried))
        endless = np.array([np.isinf(arrays[line.id]) for line in self.measures]).reshape(-1, len(tried))
        gone = np.array([np.isnan(arrays[line.id]) for line in self.numbered]).reshape(-1, len(tried))
        for column in np.flatnonzero(failed.any(0) | endless.any(0) | gone.any(0)).tolist():
            shaken = tried[column]
            refused = _refused(self.result, shaken)
            if refused is not None:
                self.left_out.append(refused)
                continue
            for line, is_wrong in zip(self.checks, failed[:, column], strict=True):
                if is_wrong:
                    self.faults.append(Fault(shaken, line, "check", _number(arrays[line.id], column)))
            for line, is_wrong in zip(self.measures, endless[:, column], strict=True):
                if is_wrong:
                    self.faults.append(Fault(shaken, line, "infinite", None))
            missing = [line for line, is_gone in zip(self.numbered, gone[:, column], strict=True) if is_gone]
            self._missing(shaken, missing)

    def _missing(self, shaken: Shaken, missing: Sequence[Line]) -> None:
        """Note measures that there are none of. A line that always has a number is at fault without one; the
        others are asked for their reason, once for each company they are missing in."""
        nullable = self.result.built.program.nullable
        for line in missing:
            self.missing.setdefault(line, []).append(shaken)
            if line not in nullable:
                self.faults.append(Fault(shaken, line, "missing", None))
        if not missing or frozenset(missing) in self.asked:
            return
        self.asked.add(frozenset(missing))
        result = self.result
        values = result.built.program.run({**result.changed_inputs, shaken.number.path: shaken.value})
        run = Result(result.case, result.built, values, ())
        is_sound = every_line_has_a_number(result.built.program, values).passed
        for line in missing:
            if line in self.reasons and is_sound:
                continue
            reason = run.reason(line)
            if reason is not None:
                self.reasons.setdefault(line, reason)
            if line in nullable and (reason is None or not is_sound):
                self.faults.append(Fault(shaken, line, "missing", None))

    def unnumbered(self) -> tuple[Unnumbered, ...]:
        """The measures without a number somewhere, those missing most often first."""
        found = [
            Unnumbered(line, tuple(at), self.reasons[line])
            for line, at in self.missing.items()
            if line in self.reasons
        ]
        return tuple(sorted(found, key=lambda one: -len(one.at)))


def _refused(result: Result, shaken: Shaken) -> LeftOut | None:
    """The rule that forbids the value in this case; None where none does."""
    value = round(shaken.value) if shaken.number.is_whole else shaken.value
    try:
        result.case.changed({shaken.number.path: value, "scenarios": {}})
    except CaseError as error:
        first = error.problems[0]
        whole = Label(first.nb, first.en)
        rule = first.wrong or whole
        if first.wrong is not None and first.label is not None and first.path != shaken.number.path:
            rule = Label(f"{first.label.nb}: {first.wrong.nb}", f"{first.label.en}: {first.wrong.en}")
        return LeftOut(shaken, whole, rule)
    return None


def _number(found: npt.NDArray[np.float64], column: int) -> float | None:
    number = float(found[column])
    return number if math.isfinite(number) else None
