"""What stands in a field of the editor, and what is meant by what is typed there.

`written` and `read` are each other's inverse: what stands in a field means what the case has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from feasibility.case import UNSTATED, Case, CaseError, choice_label, read_value
from feasibility.case.form.fields import largest
from feasibility.case.form.navigation import at, path_of
from feasibility.case.form.shape import Leaf, Rate
from feasibility.case.number_fields import own_label
from feasibility.language import Label, Language, NotANumber, as_iso, format_month
from feasibility.screens import typed
from feasibility.screens.editing import editing_words as words
from feasibility.screens.editing.outline import Place, change_of
from feasibility.screens.fields import Field

Typed = str | bool | list[str] | None
"""What a widget holds: a text, a switch, several choices, or no choice."""

_BETWEEN: Final = re.compile(r"\s*;\s*")
_MONTH_WORD: Final = re.compile(r"^(?:prosjekt|leie)?(?:måned|month|mnd)\.?\s*(?=[0-9])", re.I)


class NotTaken(ValueError):
    """What was typed cannot be read, or lies outside what the field takes; the message says so."""


def written(place: Place, case: Case, language: Language) -> Typed:
    """What stands in the field of a place."""
    value, unit = place.value, place.unit
    match place.kind:
        case "flag":
            return bool(value)
        case "choice" | "reference" | "path":
            return None if value is None else str(value)
        case "references":
            return [str(each) for each in value] if isinstance(value, tuple) else []
        case "date":
            return format_month(str(value), language) if as_iso(str(value)) == value else str(value)
        case "change":
            return _changed_as_text(place, value, language)
        case _ if value is None:
            return ""
        case "rate" if isinstance(value, Mapping):
            return "; ".join(
                f"{y}: {typed.written(rate, unit, language)}" for y, rate in sorted(value.items())
            )
        case "numbers":
            assert isinstance(value, tuple)
            return "; ".join(typed.written(float(each), unit, language) for each in value)
        case "text":
            return str(value)
        case _:
            assert isinstance(value, int | float)
            return typed.written(float(value), unit, language)


def read(place: Place, case: Case, text: Typed, language: Language) -> object:
    """The value that is meant, as `Case.changed` takes it. Raises NotTaken.

    A field left empty leaves the case's own word out: the default holds, or there is none.
    """
    if place.kind == "flag":
        return bool(text)
    if place.kind == "references":
        return _nothing(place, language) if not text else list(text) if isinstance(text, list) else [text]
    if text is None or (isinstance(text, str) and not text.strip()):
        return _nothing(place, language)
    assert isinstance(text, str)
    match place.kind:
        case "choice" | "reference" | "path":
            return text
        case "text":
            if place.leaf and place.leaf.pattern:  # a date
                return as_iso(text) or text.strip()
            return text.strip() if place.field and place.field.name == "label" else text
        case "date":
            return _date(text, language)
        case "rate":
            return _rate(place, case, text, language)
        case "numbers":
            parts = [part for part in _BETWEEN.split(text.strip()) if part]
            held = place.value if isinstance(place.value, tuple) else ()
            values = [
                _number(place, part, language, held[n] if n < len(held) else None)
                for n, part in enumerate(parts)
            ]
            return _with_notes(place, case, dict(enumerate(values)), list)
        case "change":
            return _change(place, text, language)
        case "month":
            return _month(place, case, text, language)
        case _:
            return _number(place, text, language, place.value)


def month_shown(place: Place, case: Case, language: Language) -> str:
    """The calendar month that a month's number stands for: "juli 2027"; "" where that is not known."""
    first = _first_month(place, case)
    value = place.value
    if first is None or not isinstance(value, int):
        return ""
    months = first + value - 1
    return format_month(f"{months // 12:04}-{months % 12 + 1:02}", language)


def unit_shown(place: Place, language: Language) -> str:
    """The unit as the field's label has it; "" where the label says it all."""
    unit = place.unit
    if place.kind == "month":
        return ""
    if not unit or unit in ("count", "own", "ratio", "date"):
        return ""
    shown = typed.unit_words(unit, language)
    return "" if shown in place.label.text(language).lower() else shown


def limits_shown(place: Place, language: Language) -> str:
    """What the field takes at least and at most, in words; "" where there is nothing worth saying."""
    leaf = place.leaf
    if leaf is None or not leaf.is_number:
        return ""
    field = _as_field(place, leaf)
    is_whole_share = typed.is_share(place.unit) and field.maximum == 1
    if field.maximum == largest(place.unit) or is_whole_share:  # plain to everybody
        field = replace(field, maximum=None)
    if field.minimum in (0, 1) or field.minimum_open:
        field = replace(field, minimum=None)
    label = field.limits
    return "" if label is None else label.text(language)


def choice_shown(place: Place, choice: str, language: Language) -> str:
    """A choice in words; as it stands in the file where it has none."""
    try:
        said = choice_label(place.path[-1], choice, "".join(place.path[-2:-1])).text(language)
    except KeyError:
        said = choice.replace("_", " ")
    return said[:1].upper() + said[1:]


def _nothing(place: Place, language: Language) -> object:
    field = place.field
    if field is None or place.is_required or place.kind == "change":
        raise NotTaken(words.MUST_BE_FILLED.text(language))
    if field.nullable and field.default is not None:
        return None
    return UNSTATED


def _number(place: Place, text: str, language: Language, held: object = None) -> float | int:
    """The number typed; held: what is there now, which may have more decimals than are written."""
    leaf = place.leaf
    assert leaf is not None
    if isinstance(held, int | float) and text == typed.written(float(held), place.unit, language):
        return held
    try:
        value = typed.read(text, place.unit, language)
    except NotANumber as error:
        raise NotTaken(str(error)) from None
    refused = _as_field(place, leaf).refusal(value)
    if refused is not None:
        raise NotTaken(refused.text(language))
    return int(value) if leaf.kind == "whole" else value


def _as_field(place: Place, leaf: Leaf) -> Field:
    return Field(
        key=place.name,
        label=place.label,
        unit=place.unit,
        original=0.0,
        source=None,
        minimum=leaf.minimum,
        maximum=leaf.maximum,
        minimum_open=not leaf.minimum_included,
        maximum_open=not leaf.maximum_included,
        is_whole=leaf.kind == "whole",
    )


def _date(text: str, language: Language) -> str:
    month = as_iso(text)
    if month is None or len(month) != len("2027-01"):
        raise NotTaken(words.NO_MONTH.text(language).format(text.strip()[:60]))
    return month


def _month(place: Place, case: Case, text: str, language: Language) -> float | int:
    """A month's number; a calendar month is counted from the case's first, or the lease's."""
    plain = _MONTH_WORD.sub("", text.strip())
    iso = as_iso(plain)
    if iso is None or len(iso) != len("2027-01"):
        return _number(place, plain, language)
    first = _first_month(place, case)
    if first is None:
        raise NotTaken(words.NOT_COUNTED.text(language))
    number = int(iso[:4]) * 12 + int(iso[5:]) - 1 - first + 1
    if number < 1:
        raise NotTaken(words.TOO_EARLY.text(language).format(text.strip()))
    return _number(place, str(number), language)


def _first_month(place: Place, case: Case) -> int | None:
    """Months from the year 0 to what month 1 is; None where the lease follows the works, or there is none."""
    first = case.start_year * 12 + case.start_calendar_month - 1
    if place.field is None or not place.field.of_lease:
        return first
    lease = case.lease
    return None if lease is None or lease.follows_works else first + lease.start_month - 1


def _rate(place: Place, case: Case, text: str, language: Language) -> object:
    if ":" not in text:
        return _number(place, text, language, place.value)
    rates: dict[int, float | int] = {}
    for part in filter(None, _BETWEEN.split(text.strip())):
        year, _, rate = part.partition(":")
        if not re.fullmatch(r"2[01][0-9]{2}|2200", year.strip()) or int(year) in rates:
            raise NotTaken(words.NO_RATES.text(language).format(part[:60]))
        held = place.value.get(int(year)) if isinstance(place.value, Mapping) else None
        rates[int(year)] = _number(place, rate.strip(), language, held)
    return _with_notes(place, case, rates, dict)


def _with_notes(
    place: Place,
    case: Case,
    values: Mapping[int, float | int],
    make: type[dict[int, object]] | type[list[object]],
) -> object:
    """The numbers, each that stays what it was with the note it had."""
    made: dict[int, object] = {}
    for step, value in values.items():
        note = case.sources.get(f"{place.name}.{step}")
        stays = note is not None and at(place.value, (str(step),)) == value
        made[step] = noted(value, note_mapping(note)) if stays and note is not None else value
    return made if make is dict else list(made.values())


def noted(value: object, note: Mapping[str, object]) -> dict[str, object]:
    """A number with its note, as a file has it."""
    return {"value": value, **note}


def note_mapping(note: object) -> dict[str, object]:
    """A source note as a file has it."""
    text, date = getattr(note, "text", ""), getattr(note, "date", None)
    low, high = getattr(note, "low", None), getattr(note, "high", None)
    made: dict[str, object] = {"assumption" if getattr(note, "is_assumption", False) else "source": text}
    if date is not None:
        made["date"] = date
    if low is not None:
        made |= {"low": low, "high": high}
    confidence = getattr(note, "confidence", None)
    return made if confidence is None else {**made, "confidence": confidence}


# ---- changes that scenarios and stress rows make ------------------------------------------------------


def _is_stress(place: Place) -> bool:
    return place.path[0] == "bank"


def _number_leaf(place: Place) -> Leaf | None:
    shape = place.shape.each if isinstance(place.shape, Rate) else place.shape
    return shape if isinstance(shape, Leaf) and shape.is_number else None


def _changed_as_text(place: Place, value: object, language: Language) -> str:
    def number(each: float) -> str:
        return typed.written(each, place.unit, language)

    if _number_leaf(place) is not None:
        if isinstance(value, Mapping) and _is_stress(place) and len(value) == 1:
            ((kind, by),) = value.items()
            if kind == "times":
                return f"× {typed.written(by, 'ratio', language)}"
            if kind == "add":
                return f"{'+' if by >= 0 else '−'} {number(abs(by))}"
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f"= {number(value)}" if _is_stress(place) and value < 0 else number(value)
    if isinstance(value, str):
        shape = place.shape
        if isinstance(shape, Leaf) and shape.choices:
            return choice_shown(_target(place), value, language)
        return value if read_value_of(value) == value else json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return (words.YES if value else words.NO).text(language)
    return json.dumps(_thawed(value), ensure_ascii=False)


def _change(place: Place, text: str, language: Language) -> object:
    plain = text.strip()
    if plain == _changed_as_text(place, place.value, language):
        return _thawed(place.value)
    leaf = _number_leaf(place)
    if leaf is not None and not plain.startswith(("{", "[")) and plain != "null":
        sign = plain[0] if _is_stress(place) else ""
        try:
            if sign in ("×", "*"):
                return {"times": typed.read(plain[1:], "ratio", language)}
            if sign in ("+", "-", "−"):
                by = typed.read(plain[1:], place.unit, language)
                return {"add": by if sign == "+" else -by}
            value = typed.read(plain.removeprefix("=") if sign else plain, place.unit, language)
        except NotANumber as error:
            raise NotTaken(str(error)) from None
        return int(value) if value.is_integer() and leaf.kind == "whole" else value
    if isinstance(place.shape, Leaf) and place.shape.choices:
        return _choice_typed(place, plain)
    if isinstance(place.shape, Leaf) and place.shape.kind == "flag":
        return {"ja": True, "yes": True, "nei": False, "no": False}.get(plain.lower(), plain)
    try:
        return read_value(plain)
    except CaseError as error:
        raise NotTaken(error.messages(language)[0]) from None


def _choice_typed(place: Place, text: str) -> str:
    """A choice by its words in either language, or as the file has it."""
    assert isinstance(place.shape, Leaf)
    for choice in place.shape.choices:
        if text.lower() in {choice_shown(_target(place), choice, each).lower() for each in ("nb", "en")}:
            return choice
    return text


def _target(place: Place) -> Place:
    """The place as of the path that is changed, which is what gives the choices their words."""
    changed = change_of(place.path)
    assert changed is not None
    return Place(path_of(changed), place.shape, place.field, place.value, place.label, (), True)


def read_value_of(text: str) -> object:
    """What a text means where a case file has a value; None where it means nothing."""
    try:
        return read_value(text)
    except CaseError:
        return None


def _thawed(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _thawed(each) for key, each in value.items()}
    return [_thawed(each) for each in value] if isinstance(value, list | tuple) else value


def parts(place: Place) -> tuple[tuple[str, Label], ...]:
    """The numbers of a field that holds several, each with its path: a rate by year, a factor a month."""
    if place.kind == "rate" and isinstance(place.value, Mapping):
        steps = [str(year) for year in sorted(place.value)]
    elif place.kind == "numbers" and isinstance(place.value, tuple):
        steps = [str(n) for n in range(len(place.value))]
    else:
        return ((place.name, place.label),)
    assert place.field is not None
    return tuple((f"{place.name}.{step}", own_label(place.field, (*place.path, step))) for step in steps)
