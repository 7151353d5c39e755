"""The register of assumptions (forutsetningsregister): every number of a case, how sure, and whose it is.

What a reader at the bank asks of a calculation before the result: which numbers have a paper behind them,
which are somebody's judgement, and which did nobody say anything about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal

from feasibility.case import Case, NumberField, Origin, numbers, origins
from feasibility.language import Label
from feasibility.names import Confidence
from feasibility.record import record
from feasibility.starting import template_of

Standing = Confidence | Literal["unsourced", "default"]
"""How a number stands: how sure it is; "unsourced" where its owner says nothing of it; "default" where the
case leaves it to the program."""

STANDINGS: Final[tuple[Standing, ...]] = ("documented", "estimate", "guess", "unsourced", "default")
"""In the order they are told, the surest first."""


Kind = Standing | Literal["template"]
"""What may be asked for: numbers that stand so, or those that are still the template's."""


@record
class Registered:
    """A number in the register.

    origin: whose the number is; None where it is the program's default. low, high: the range stated
    beside its source, in the number's unit, None where none is.
    """

    number: NumberField
    standing: Standing
    origin: Origin | None

    @property
    def label(self) -> Label:
        """What the number is called, with the sections and items around it."""
        trail = self.number.trail
        return Label(
            ": ".join([*(around.nb for around in trail), self.number.nb]),
            ": ".join([*(around.en for around in trail), self.number.en]),
        )

    def is_of(self, kind: Kind) -> bool:
        """Whether the number is one of those asked for."""
        return self.origin == "template" if kind == "template" else self.standing == kind

    @property
    def low(self) -> float | None:
        """The lowest it may be."""
        return None if self.number.source is None else self.number.source.low

    @property
    def high(self) -> float | None:
        """The highest it may be."""
        return None if self.number.source is None else self.number.source.high


@record
class Counts:
    """How many numbers there are of each standing, which add up to `total`.

    template, derived: how many of those that the case states are still the template's, and how many the quick
    start worked out. ranged: how many have a range.
    """

    documented: int
    estimate: int
    guess: int
    unsourced: int
    default: int
    template: int
    derived: int
    ranged: int

    @property
    def stated(self) -> int:
        """How many numbers the case states."""
        return self.documented + self.estimate + self.guess + self.unsourced

    @property
    def total(self) -> int:
        """How many numbers the case rests on, those left to the program among them."""
        return self.stated + self.default

    def of(self, standing: Standing) -> int:
        """How many numbers stand so."""
        found: int = getattr(self, standing)
        return found


def registered(case: Case) -> tuple[Registered, ...]:
    """Every number of the case, defaults included, in the file's order.

    Whose a number is, is told against the template of the case's deal structure. What the papers say beside
    the calculation rests on nothing, and nothing on it: it is no assumption. Nor are defaults of a next
    operator where none comes. Changes that scenarios make,
    optional numbers that are not stated and distributions are left out (:func:`feasibility.case.numbers`).
    """
    whose = origins(case, template_of(case.deal.structure))
    entries = (
        Registered(number, _standing(number, whose.get(number.path)), whose.get(number.path))
        for number in numbers(case)
        if not number.path.startswith(_WORDS)
    )
    if "next_operator" in case.companies:
        return tuple(entries)
    return tuple(
        each for each in entries if each.standing != "default" or "next_operator" not in each.number.path
    )


def counted(entries: Iterable[Registered]) -> Counts:
    """How many of the numbers stand how; `counted(registered(case))` counts a whole case."""
    found = tuple(entries)
    standings = Counter(entry.standing for entry in found)
    whose = Counter(entry.origin for entry in found)
    return Counts(
        documented=standings["documented"],
        estimate=standings["estimate"],
        guess=standings["guess"],
        unsourced=standings["unsourced"],
        default=standings["default"],
        template=whose["template"],
        derived=whose["derived"],
        ranged=sum(entry.low is not None for entry in found),
    )


def _standing(number: NumberField, origin: Origin | None) -> Standing:
    if number.source is not None:
        return number.source.sureness
    return "default" if origin is None else "unsourced"


_WORDS: Final = "papers."
