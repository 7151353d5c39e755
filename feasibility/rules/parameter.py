"""A parameter of law: values that take effect on a date, each with its source, looked up by date.

Three things can happen when a day is looked up. Before the first known value it is an error: a rate that is
not known is never guessed. Within the known range the value stands. After the last day for which the value is
known as enacted, it is carried forward, and the answer says so, so that the result can (docs/model.md §6).
"""

import datetime
import itertools
import math

from feasibility.language import format_date
from feasibility.record import record


class BeforeKnownRange(ValueError):
    """A day before the first one for which the parameter is known; the message is in both languages."""


@record(slots=True)
class DatedValue:
    """What a parameter is from a given day on, until the next value takes effect."""

    valid_from: datetime.date
    value: float
    source: str
    """The provision that says so."""
    uncertain: str = ""
    """What is not settled, not counted or not checked about this value; empty where there is nothing."""


@record(slots=True)
class Looked:
    """The answer to a look-up."""

    value: float
    carried_forward: bool
    """The day lies after the last one for which the value is known as enacted."""
    source: str
    uncertain: str
    valid_from: datetime.date


@record(slots=True)
class Parameter:
    """A rate, threshold or number with the days it holds for.

    `unit` is one that `feasibility.language.format_unit` knows; `nb` and `en` are its names. `values` are in
    order of date. `known_to` is the last day for which the last value is known as enacted; None where nothing
    expires (a convention of the model, or an assumption). `basis` is the law as lawyers cite it, and the
    section of docs/model.md that says how it is used.

    Raises ValueError where the values are not in order, or `known_to` comes before the last of them.
    """

    id: str
    unit: str
    nb: str
    en: str
    values: tuple[DatedValue, ...]
    known_to: datetime.date | None = None
    basis: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a parameter whose values could not be looked up without doubt."""
        if not self.values:
            raise ValueError(f"{self.id}: no values")
        if any(later.valid_from <= sooner.valid_from for sooner, later in itertools.pairwise(self.values)):
            raise ValueError(f"{self.id}: values must be in order of date, one for each date")
        if self.known_to is not None and self.known_to < self.values[-1].valid_from:
            raise ValueError(f"{self.id}: known_to lies before the last value takes effect")
        if not all(math.isfinite(dated.value) and dated.source for dated in self.values):
            raise ValueError(f"{self.id}: every value must be a finite number with a source")

    @property
    def known_from(self) -> datetime.date:
        """The first day that can be looked up."""
        return self.values[0].valid_from

    def at(self, day: datetime.date) -> Looked:
        """What the parameter is on `day`. Raises BeforeKnownRange where `day` lies before `known_from`."""
        if day < self.known_from:
            raise BeforeKnownRange(
                f"{self.nb}: ingen kjent verdi for {format_date(day, 'nb')}; "
                f"den første gjelder fra {format_date(self.known_from, 'nb')}. / "
                f"{self.en}: no known value for {format_date(day, 'en')}; "
                f"the first takes effect on {format_date(self.known_from, 'en')}."
            )
        dated = next(dated for dated in reversed(self.values) if dated.valid_from <= day)
        carried_forward = self.known_to is not None and day > self.known_to
        return Looked(dated.value, carried_forward, dated.source, dated.uncertain, dated.valid_from)
