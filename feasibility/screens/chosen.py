"""What the reader has chosen: case or example, language, support; kept in the page's address.

An address (the part behind "?") is all it takes to see the page again. A saved case is there by its id, its
numbers in the store: `?case=…&language=en`. What is tried in an example is nowhere but in the address:
`?example=larvik&support=0&deal.lease.rent_nok_per_m2_year=1300`. Whatever an address holds that cannot be
used is left out and told.
"""

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from feasibility.case import Case, CaseError, Problem
from feasibility.language import DEFAULT_LANGUAGE, LANGUAGES, Label, Language
from feasibility.screens import reductions, words
from feasibility.screens.fields import Field, fields_by_key
from feasibility.screens.view_words import DEFAULT_VIEW, is_view
from feasibility.store import Opened as Saved

CASE: Final = "case"
EXAMPLE: Final = "example"
LANGUAGE: Final = "language"
SUPPORT: Final = "support"
VIEW: Final = "view"
LINE: Final = "line"
MONTH: Final = "month"
PARTY: Final = "party"
DETAILS: Final = (LINE, MONTH, PARTY)
"""What a view may hold beside its name: which line's number, in which month or year, or which company's."""
_KNOWN: Final = (CASE, EXAMPLE, LANGUAGE, SUPPORT, VIEW, *DETAILS)


@dataclass(frozen=True)
class Chosen:
    """`numbers` holds what differs from the example, by `Field.key`; `case_id` is "" for an example.
    `details` is what the view shows of all it could, by the names in `DETAILS`."""

    example: str
    language: Language = DEFAULT_LANGUAGE
    with_support: bool = True
    numbers: Mapping[str, float] = field(default_factory=dict)
    case_id: str = ""
    view: str = DEFAULT_VIEW
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells the case or the example from all others."""
        return self.case_id or self.example

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the example as it stands."""
        return bool(self.numbers) or not self.with_support


def language_in(address: Mapping[str, str]) -> Language:
    """The language an address asks for; Norwegian where it asks for none there is."""
    asked = address.get(LANGUAGE, DEFAULT_LANGUAGE)
    return next((known for known in LANGUAGES if known == asked), DEFAULT_LANGUAGE)


def view_in(address: Mapping[str, str]) -> str:
    """What an address asks to see of the case; the result where it asks for nothing there is."""
    asked = address.get(VIEW, DEFAULT_VIEW)
    return asked if is_view(asked) else DEFAULT_VIEW


def details_in(address: Mapping[str, str]) -> dict[str, str]:
    """What of a view an address asks for."""
    return {name: address[name] for name in DETAILS if address.get(name)}


def example_in(address: Mapping[str, str], examples: Sequence[str]) -> str:
    """The example an address asks for; the first where it asks for none there is."""
    asked = address.get(EXAMPLE, "")
    return asked if asked in examples else examples[0]


@dataclass(frozen=True)
class Opened:
    """An address, read: what is chosen, and the case as it stands and as it is changed.

    `example` is the example's case, or a saved case as of its newest version, which is `changed` too;
    `saved` is what the store has of it, `first` its first version where that differs. `ignored` says of each
    part of the address that cannot be used why not.
    """

    chosen: Chosen
    example: Case
    changed: Case
    ignored: tuple[Label, ...]
    saved: Saved | None = None
    first: Saved | None = None

    @property
    def is_read_only(self) -> bool:
        """Whether the one who looks may see the case and not change it."""
        return self.saved is not None and self.saved.saved.access == "viewer"


def from_saved(address: Mapping[str, str], saved: Saved, first: Saved) -> Opened:
    """What an address says of a saved case."""
    ignored = tuple(words.unknown_in_address(key, text) for key, text in address.items() if key not in _KNOWN)
    with_support, view = address.get(SUPPORT) != "0", view_in(address)
    details = details_in(address)
    chosen = Chosen(
        "", language_in(address), with_support, case_id=saved.saved.id, view=view, details=details
    )
    return Opened(chosen, saved.case, saved.case, ignored, saved, None if first.case == saved.case else first)


def from_address(address: Mapping[str, str], example: str, case: Case) -> Opened:
    """What an address says of an example's case."""
    known = fields_by_key(case)
    numbers: dict[str, float] = {}
    ignored: list[Label] = []
    for key, text in address.items():
        if key in _KNOWN:
            continue
        value = _number(text)
        if key not in known or value is None or known[key].refusal(value) is not None:
            ignored.append(words.unknown_in_address(key, text))
        elif value != known[key].original:
            numbers[key] = value
    kept, with_them, refused = usable(case, numbers)
    chosen = Chosen(
        example,
        language_in(address),
        address.get(SUPPORT) != "0",
        kept,
        view=view_in(address),
        details=details_in(address),
    )
    return Opened(chosen, case, with_them, (*ignored, *refused))


def to_address(chosen: Chosen) -> dict[str, str]:
    """The address of what is chosen; what is as usual is left out, the example apart."""
    address = {CASE: chosen.case_id} if chosen.case_id else {EXAMPLE: chosen.example}
    if chosen.language != DEFAULT_LANGUAGE:
        address[LANGUAGE] = chosen.language
    if not chosen.with_support:
        address[SUPPORT] = "0"
    if chosen.view != DEFAULT_VIEW:
        address[VIEW] = chosen.view
    address |= {name: chosen.details[name] for name in DETAILS if name in chosen.details}
    return address | {key: f"{value:.15g}" for key, value in chosen.numbers.items()}


def changed(case: Case, numbers: Mapping[str, float]) -> Case:
    """The case with its fields changed. Raises CaseError, and KeyError for a field the case does not have."""
    return _changed(case, tuple(numbers.items())) if numbers else case


# A number that is typed is tried, kept, and read out of the address again: checked once.
@lru_cache(maxsize=64)  # twenty who work at once have one each, and what they came from
def _changed(case: Case, items: tuple[tuple[str, float], ...]) -> Case:
    numbers, known = dict(items), fields_by_key(case)
    changes: dict[str, object] = {
        key: _as_stated(known[key], value)
        for key, value in numbers.items()
        if known[key].key not in reductions.KEYS
    }
    changes |= reductions.changes(case, numbers)
    return case.changed(changes)


def usable(case: Case, numbers: Mapping[str, float]) -> tuple[dict[str, float], Case, tuple[Label, ...]]:
    """The changes that can be made together, the case with them, and why the others cannot be made.

    All of them where all can; otherwise one after the other, each that goes with those before it.
    """
    with suppress(CaseError):
        return dict(numbers), changed(case, numbers), ()
    kept: dict[str, float] = {}
    with_them = case
    refused: list[Label] = []
    for key, value in numbers.items():
        try:
            with_them = changed(case, {**kept, key: value})
        except CaseError as error:
            refused += [Label(p.nb, p.en) for p in error.problems]
        else:
            kept[key] = value
    return kept, with_them, tuple(refused)


def without_path(problem: Problem, language: Language) -> str:
    """A problem's message without the path in the file that it begins with: it stands by its field."""
    message = problem.message(language)
    head, separator, rest = message.partition("): ")
    if not (separator and head.startswith(f"{problem.path} (")):
        head, separator, rest = message.partition(": ")
        if head != problem.path:
            return message
    return rest[:1].upper() + rest[1:]


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _as_stated(known: Field, value: float) -> float | int:
    """A whole number as one, where the case asks for it."""
    return int(value) if known.is_whole else value
