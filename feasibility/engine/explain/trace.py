"""What an explanation of a number holds, and how it is said in a terminal. `trace` makes them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from feasibility.engine.calendar import date_of
from feasibility.engine.expr import Axis
from feasibility.language import (
    Label,
    Language,
    UnknownUnit,
    format_date,
    format_measure,
    format_number,
    format_unit,
)
from feasibility.record import record

How = Literal["sum", "lowest", "highest", "count", "first"]


@record
class InputTrace:
    """An input that was read: what the user or the rules state, with the source of it.

    `key` is where it stands in its table ("2027"), None for an input by itself.
    """

    id: str
    label: Label
    unit: str
    value: float
    source: Label | None
    key: Label | None = None
    is_used: bool = True


@record
class Trace:
    """A line in one period, and what its number was made from.

    `period` is 1 in the first period, 0 for the opening value, None for a scalar; `when` names it.
    `value` is None where there is no number, and then `reason` says why. `formula` is None for what has
    none: a period outside the horizon. `basis` is the law or rule the line follows, `note` what is to be said
    about it. `precedents` is empty at the depth asked for, and where the same
    number is explained elsewhere in the trace (`is_repeated`). `is_used` is false for what the formula
    passed over.
    """

    line_id: str
    label: Label
    unit: str
    axis: Axis
    period: int | None
    when: Label | None
    value: float | None
    reason: Label | None
    formula: Label | None
    precedents: tuple[Precedent, ...] = ()
    is_used: bool = True
    is_repeated: bool = False
    basis: tuple[str, ...] = ()
    note: Label | None = None


@record
class RangeTrace:
    """A line over several periods made one number: their sum, the lowest, the first that is 1 …

    `value` is that number (of "first" the period's), None where there is none. `largest` is the period that
    weighs most, explained where the depth allows it: the lowest or highest one, or the largest of a sum.
    `periods` are those that count, all from the first to the last where it is empty.
    """

    line_id: str
    label: Label
    unit: str
    axis: Axis
    first: int
    last: int
    when: tuple[Label, Label]
    how: How
    value: float | None
    largest: Trace | None = None
    is_used: bool = True
    periods: tuple[int, ...] = ()


Precedent = Trace | RangeTrace | InputTrace


_HOW: dict[How, Label] = {
    "sum": Label("sum av {}", "sum of {}"),
    "lowest": Label("laveste {}", "lowest {}"),
    "highest": Label("høyeste {}", "highest {}"),
    "count": Label("antall med tall, {}", "number of numbers, {}"),
    "first": Label("første periode med 1, {}", "first period with 1, {}"),
}
_NO_NUMBER = Label("ikke noe tall", "no number")
_OF_WHICH = Label("herav {}", "of which {}")
_SOURCE = Label("kilde", "source")
_ABOVE = Label("forklart over", "explained above")
_PASSED_OVER = Label("ikke brukt her", "not used here")
_DECIMALS = {
    "NOK": (0, 2),
    "share": tuple(range(7)),
    "points": tuple(range(7)),
}  # the fewest of these that show all of a number
_OTHER_DECIMALS = tuple(range(7))
_INDENT = "  "
_BASIS = Label("Hjemmel", "Basis")
_NOTE = Label("Merknad", "Note")
_DOCUMENTATION = Label("dokumentasjonen, modell {}", "the documentation, model {}")


def render(trace: Trace, language: Language) -> str:
    """An explanation as an indented tree for a terminal, without colours and without a closing newline.

    Each line of the model stands with its period and number, its formula and note beneath, then what it was
    made from. The law or rule is told of the line asked for alone.
    """
    return "\n".join(_lines(trace, "", language, "{}", is_asked=True))


def basis_in_words(basis: tuple[str, ...], language: Language) -> str:
    """The law or rule a line follows, statutes first; "" where there is none.

    "mval § 8-2; the documentation, model §6"
    """
    sections = [item for item in basis if item.startswith("§")]
    parts = [item for item in basis if item not in sections]
    if sections:
        parts.append(_DOCUMENTATION.text(language).format(", ".join(sections)))
    return "; ".join(parts)


def _lines(
    node: Precedent, indent: str, language: Language, phrase: str, is_asked: bool = False
) -> Iterator[str]:
    if isinstance(node, InputTrace):
        yield indent + _input(node, language)
        return
    if isinstance(node, RangeTrace):
        yield from _range_lines(node, indent, language)
        return
    name = phrase.format(node.label.text(language))
    when = "" if node.when is None else f", {node.when.text(language)}"
    notes = [_ABOVE] * node.is_repeated + [_PASSED_OVER] * (not node.is_used)
    yield f"{indent}{name}{when}: {in_full(node, language)}  [{node.line_id}]{_noted(notes, language)}"
    if node.formula is not None and not node.is_repeated and node.is_used:
        yield f"{indent}{_INDENT}= {node.formula.text(language)}"
        if is_asked and node.basis:
            yield f"{indent}{_INDENT}{_BASIS.text(language)}: {basis_in_words(node.basis, language)}"
        if node.note is not None:
            yield f"{indent}{_INDENT}{_NOTE.text(language)}: {node.note.text(language)}"
    for part in node.precedents:
        yield from _lines(part, indent + _INDENT, language, "{}")


def range_in_words(node: RangeTrace, language: Language) -> str:
    """What was done with the periods of a line: "sum of Rent", "lowest Cash"."""
    return _HOW[node.how].text(language).format(node.label.text(language))


def span_in_words(node: RangeTrace, language: Language) -> str:
    """From which period to which: "jan. 2027–des. 2027"."""
    first, last = (label.text(language) for label in node.when)
    return first if node.first == node.last else f"{first}–{last}"


def _range_lines(node: RangeTrace, indent: str, language: Language) -> Iterator[str]:
    name, when, value = range_in_words(node, language), span_in_words(node, language), in_full(node, language)
    notes = [_PASSED_OVER] * (not node.is_used)
    yield f"{indent}{name}, {when}: {value}  [{node.line_id}]{_noted(notes, language)}"
    if node.largest is not None and node.is_used:
        phrase = _OF_WHICH.text(language) if node.how == "sum" else "{}"
        yield from _lines(node.largest, indent + _INDENT, language, phrase)


def _input(node: InputTrace, language: Language) -> str:
    key = "" if node.key is None else f" ({node.key.text(language)})"
    source = "" if node.source is None else f"  ({_SOURCE.text(language)}: {node.source.text(language)})"
    notes = [_PASSED_OVER] * (not node.is_used)
    number = in_full(node, language)
    return f"{node.label.text(language)}{key}: {number}  [{node.id}]{source}{_noted(notes, language)}"


def in_full(node: Trace | RangeTrace | InputTrace, language: Language) -> str:
    """The number with its unit and all its decimals; where there is none, that and why."""
    if node.value is None:
        reason = node.reason if isinstance(node, Trace) else None
        return _NO_NUMBER.text(language) + ("" if reason is None else f" ({reason.text(language)})")
    is_counted = isinstance(node, RangeTrace) and node.how in ("count", "first")
    return written(node.value, "count" if is_counted else node.unit, language)


def _noted(notes: list[Label], language: Language) -> str:
    return "".join(f"  ({note.text(language)})" for note in notes)


def written(value: float, unit: str, language: Language) -> str:
    """A number with its unit and the decimals it takes to follow the calculation, but no empty ones."""
    if math.isinf(value):
        return Label("uendelig", "infinite").text(language)
    if unit == "date":
        return format_date(date_of(value), language)
    head = unit.partition("/")[0]
    try:
        if head in ("month", "lease_month", "calendar_year", "flag"):
            if float(value).is_integer():
                return format_measure(value, unit, language)
            decimals = _needed(value, _OTHER_DECIMALS)
            return f"{format_number(value, decimals, language)} {format_unit(unit, language)}"
        decimals = _needed(
            value * (100.0 if head in ("share", "points") else 1.0), _DECIMALS.get(head, _OTHER_DECIMALS)
        )
        return format_measure(value, unit, language, decimals)
    except UnknownUnit:
        return f"{format_number(value, _needed(value, _OTHER_DECIMALS), language)} {unit}"


def _needed(value: float, decimals: tuple[int, ...]) -> int:
    """The fewest decimals that show the value as well as the most allowed would."""
    shown = round(value, decimals[-1])
    return next(d for d in decimals if round(shown, d) == shown)
