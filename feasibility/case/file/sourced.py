"""Source notes: a number written as ``{value: 1799, source: "...", date: 2021-05}``.

The range it may lie within stands beside it: ``{value: 0.07, low: 0.06, high: 0.085, assumption: "..."}``,
and so does how sure it is: ``{value: 0.07, assumption: "...", confidence: guess}``.
Reading splits such a value into the plain number and a :class:`SourceNote`; writing joins them again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from feasibility.case.file.ranges import RANGE_KEYS, bad_range
from feasibility.case.form.navigation import Path, child_shape, field_at, path_of
from feasibility.case.form.shape import Entries, Items, Leaf, Overrides, Rate, Section, Shape, Variants
from feasibility.case.form.stated import ROOT, SourceNote
from feasibility.case.messages.problems import Problem, dotted, problem, shown
from feasibility.case.messages.wording import instead
from feasibility.language import Label
from feasibility.names import CONFIDENCES

NOTE_KEYS = ("value", *RANGE_KEYS, "source", "date", "assumption", "confidence")
"""The fields of a sourced value."""

_DATE = re.compile(r"(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_LONGEST_NOTE = 1000
_SINGLE = (str, int, float, type(None))
"""Most of what is stated: values without a note inside."""


@dataclass
class Extracted:
    """A case as stated, with plain numbers, and the notes that stood beside them."""

    plain: dict[str, object] = field(default_factory=dict)
    sources: dict[str, SourceNote] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def extract(root: Section, stated: Mapping[str, object]) -> Extracted:
    """Split ``stated`` into plain values, source notes and the mistakes made in the notes."""
    result = Extracted()
    for name, value in stated.items():
        # The model keeps the notes under this name; to the user it is as unknown as any other.
        if name == "sources":
            unknown = problem(
                name, value, Label("ukjent felt.", "unknown field."), instead(name, root.fields)
            )
            result.problems.append(unknown)
        else:
            result.plain[str(name)] = _plain(result, root, stated, str(name), (), value)
    return result


def _plain(result: Extracted, shape: Shape, stated: object, step: str, above: Path, value: object) -> object:
    if isinstance(value, _SINGLE):
        return value
    below = child_shape(shape, stated, step)
    return value if below is None else _walk(result, below[0], (*above, step), value)


def _walk(result: Extracted, shape: Shape, path: Path, value: object) -> object:
    if isinstance(value, Mapping):
        is_number = isinstance(shape, Rate) or (isinstance(shape, Leaf) and shape.is_number)
        if is_number and any(key in value for key in NOTE_KEYS):
            return _noted(result, path, value, shape)
        if isinstance(shape, Overrides):
            return {
                key: _noted(result, (*path, str(key)), item, _changed_field(result, str(key)))
                if _is_plain_note(item)
                else item
                for key, item in value.items()
            }
        if isinstance(shape, Section | Variants | Items | Rate):
            return {key: _plain(result, shape, value, str(key), path, item) for key, item in value.items()}
    if isinstance(value, list | tuple) and isinstance(shape, Entries):
        return [_walk(result, shape.item, (*path, str(place)), item) for place, item in enumerate(value)]
    return value


def _is_plain_note(value: object) -> bool:
    return isinstance(value, Mapping) and "value" in value and all(key in NOTE_KEYS for key in value)


def _changed_field(result: Extracted, name: str) -> Shape | None:
    """The field that a scenario changes; None where the case has none there, which is told apart."""
    place = field_at(ROOT, result.plain, path_of(name))
    return place[0] if place else None


def _noted(result: Extracted, path: Path, stated: object, shape: Shape | None) -> object:
    assert isinstance(stated, Mapping)
    name = dotted(path)
    found = [
        *_unknown(name, stated),
        *_incomplete(name, stated),
        *_bad_text(name, stated),
        *_bad_date(name, stated),
        *_bad_confidence(name, stated),
        *bad_range(name, stated, shape),
    ]
    result.problems += found
    if not found:
        is_assumption = "assumption" in stated
        text = stated["assumption"] if is_assumption else stated["source"]
        date = stated.get("date")
        result.sources[name] = SourceNote(
            text=text,
            date=None if date is None else str(date),
            is_assumption=is_assumption,
            low=stated.get("low"),
            high=stated.get("high"),
            confidence=stated.get("confidence"),
        )
    return stated.get("value", _NO_NUMBER)


class _NoNumber:
    """Stands where a sourced value has no number, so that only the note's own mistake is reported."""


_NO_NUMBER = _NoNumber()


def lacks_number(value: object) -> bool:
    """True for what stands where a sourced value has no number: that mistake is reported already."""
    return isinstance(value, _NoNumber)


def _unknown(name: str, stated: Mapping[object, object]) -> list[Problem]:
    return [
        problem(f"{name}.{key}", value, Label("ukjent felt.", "unknown field."), instead(key, NOTE_KEYS))
        for key, value in stated.items()
        if key not in NOTE_KEYS
    ]


def _incomplete(name: str, stated: Mapping[object, object]) -> list[Problem]:
    form = 'value: 1799, source: "…", date: 2021-05'
    assumed = 'value: 0.75, assumption: "…"'
    if "value" not in stated:
        wrong = Label("tallet mangler.", "the number is missing.")
        mend = Label(
            f"Skriv bare tallet, eller {{{form}}} eller {{{assumed}}}.",
            f"Write the number only, or {{{form}}} or {{{assumed}}}.",
        )
        return [problem(name, stated, wrong, mend)]
    if ("source" in stated) == ("assumption" in stated):
        both = "source" in stated
        wrong = (
            Label("både kilde og antakelse er oppgitt.", "both a source and an assumption are stated.")
            if both
            else Label(
                "verken kilde eller antakelse er oppgitt.", "neither a source nor an assumption is stated."
            )
        )
        mend = Label(
            f"Skriv bare tallet, eller én av delene: {{{form}}} eller {{{assumed}}}.",
            f"Write the number only, or one of the two: {{{form}}} or {{{assumed}}}.",
        )
        return [problem(name, stated, wrong, mend)]
    return []


def _bad_text(name: str, stated: Mapping[object, object]) -> list[Problem]:
    mend = Label(
        f"Skriv tekst på 1 til {_LONGEST_NOTE} tegn, i anførselstegn.",
        f"Write text of 1 to {_LONGEST_NOTE} characters, in quotation marks.",
    )
    return [
        problem(
            f"{name}.{key}",
            stated[key],
            Label(f"{shown(stated[key])} er ingen kildetekst.", f"{shown(stated[key])} is no source text."),
            mend,
        )
        for key in ("source", "assumption")
        if key in stated and not _is_text(stated[key])
    ]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= _LONGEST_NOTE


def _bad_date(name: str, stated: Mapping[object, object]) -> list[Problem]:
    date = stated.get("date")
    is_right = isinstance(date, str | int) and not isinstance(date, bool) and _DATE.fullmatch(str(date))
    if date is None or is_right:
        return []
    wrong = Label(f"{shown(date)} er ingen dato.", f"{shown(date)} is no date.")
    mend = Label("Skriv 2021, 2021-05 eller 2021-05-31.", "Write 2021, 2021-05 or 2021-05-31.")
    return [problem(f"{name}.date", date, wrong, mend)]


def _bad_confidence(name: str, stated: Mapping[object, object]) -> list[Problem]:
    said = stated.get("confidence")
    if "confidence" not in stated or (isinstance(said, str) and said in CONFIDENCES):
        return []
    wrong = Label(f"{shown(said)} sier ikke hvor sikkert tallet er.", f"{shown(said)} is no confidence.")
    return [
        problem(
            f"{name}.confidence", said, wrong, instead(said if isinstance(said, str) else None, CONFIDENCES)
        )
    ]


def with_notes(plain: dict[str, object], sources: Mapping[str, SourceNote]) -> dict[str, object]:
    """Return ``plain`` with every noted number written as a sourced value; changes ``plain`` in place."""
    for name, note in sources.items():
        _put_note(plain, name, note)
    return plain


def _put_note(plain: dict[str, object], name: str, note: SourceNote) -> None:
    *above, last = path_of(name)
    holder: object = plain
    for step in above:
        holder = _below(holder, step)
    if isinstance(holder, dict):
        key: object = last if last in holder else int(last) if last.isdecimal() else last
        if key in holder:
            holder[key] = _note_form(holder[key], note)
    elif isinstance(holder, list) and int(last) < len(holder):
        holder[int(last)] = _note_form(holder[int(last)], note)


def _below(holder: object, step: str) -> object:
    if isinstance(holder, dict):
        return holder.get(step)
    return holder[int(step)] if isinstance(holder, list) and int(step) < len(holder) else None


def _note_form(value: object, note: SourceNote) -> dict[str, object]:
    ends = {} if note.low is None else {"low": _short(note.low), "high": _short(note.high)}
    text = {"assumption": note.text} if note.is_assumption else {"source": note.text}
    date = {} if note.date is None else {"date": note.date}
    sure = {} if note.confidence is None else {"confidence": note.confidence}
    return {"value": value, **ends, **text, **date, **sure}


def _short(end: float | None) -> float | None:
    """As the number itself is written: 12, not 12.0, which a whole number's range would not take back."""
    return int(end) if end is not None and end.is_integer() else end
