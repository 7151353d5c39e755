"""What happens when a number is typed into a field: it is read, held against limits and tried in the case."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from feasibility.case import Case, CaseError
from feasibility.language import Language, NotANumber
from feasibility.screens import chosen, reductions, typed, words
from feasibility.screens.fields import Field


@dataclass(frozen=True)
class Entry:
    """The outcome: the numbers that differ from the example from now on, and what to tell at the field.

    A `message` says why the number was not taken; `numbers` are then the same as before.
    """

    numbers: Mapping[str, float] = field(default_factory=dict)
    message: str = ""


def enter(case: Case, numbers: Mapping[str, float], changed: Field, text: str, language: Language) -> Entry:
    """Take the text typed into a field of the case, where it can be taken.

    The example's own number, typed or left empty, removes the change.
    """
    if not text.strip():
        value = changed.original
    else:
        try:
            value = typed.read(text, changed.unit, language)
        except NotANumber as error:
            return Entry(numbers, str(error))
    if (wrong := changed.refusal(value)) is not None:
        return Entry(numbers, wrong.text(language))
    tried = {key: number for key, number in numbers.items() if key != changed.key}
    if value != changed.original:
        tried[changed.key] = value
    try:
        chosen.changed(case, tried)
    except CaseError as error:
        if changed.key in reductions.KEYS:
            return Entry(numbers, words.REDUCTION_REFUSED.text(language))
        return Entry(numbers, " ".join(chosen.without_path(p, language) for p in error.problems))
    return Entry(tried)
