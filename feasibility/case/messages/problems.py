"""What is wrong with a case file: each mistake with its path, value, what is allowed and the mend."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import field

from feasibility.language import DEFAULT_LANGUAGE, Label, Language
from feasibility.record import record

_LONGEST_SHOWN = 60
_LONGEST_STEP = 200


@record
class Problem:
    """One mistake. ``nb`` and ``en`` are complete sentences that name path, value, limits and mend.

    ``path`` is dotted (``products.flex.units``), or the file's name where the file as such is wrong.
    ``value`` is what the user wrote; None where nothing was written. ``line`` counts from 1 and is None
    where it is not known. ``label`` is what the field is called, ``wrong`` what is wrong without the mend;
    None where the sentence was not put together of them.
    """

    path: str
    value: object
    nb: str
    en: str
    line: int | None = None
    label: Label | None = field(default=None, compare=False, repr=False)  # both are in the sentences
    wrong: Label | None = field(default=None, compare=False, repr=False)

    def message(self, language: Language = DEFAULT_LANGUAGE) -> str:
        """Return the message in ``language``."""
        return self.nb if language == "nb" else self.en


class CaseError(Exception):
    """A case that cannot be used; ``problems`` holds every mistake found, in the file's order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def messages(self, language: Language = DEFAULT_LANGUAGE) -> tuple[str, ...]:
        """Return one message for each mistake, in ``language``."""
        return tuple(problem.message(language) for problem in self.problems)

    def __str__(self) -> str:
        return "\n".join(self.messages())


def problem(path: str, value: object, wrong: Label, mend: Label, label: Label | None = None) -> Problem:
    """Put a problem together: "path (label): wrong mend", in both languages."""
    nb, en = (f" ({label.nb})", f" ({label.en})") if label else ("", "")
    return Problem(
        path,
        value,
        nb=f"{path}{nb}: {wrong.nb} {mend.nb}",
        en=f"{path}{en}: {wrong.en} {mend.en}",
        label=label,
        wrong=wrong,
    )


def at_line(found: Problem, line: int | None) -> Problem:
    """Return the problem with its line in the file, put in front of the message."""
    if line is None:
        return found
    return Problem(found.path, found.value, f"Linje {line}: {found.nb}", f"Line {line}: {found.en}", line)


def shown(value: object) -> str:
    """Return ``value`` as it would be written in the file, cut short where it is long."""
    if isinstance(value, Mapping):
        text = "{" + ", ".join(f"{key}: …" for key in value) + "}"
    elif isinstance(value, list | tuple):
        text = "[" + ", ".join(shown(item) for item in value[:10]) + (", …]" if len(value) > 10 else "]")
    elif isinstance(value, str):
        text = json.dumps(value[: 2 * _LONGEST_SHOWN], ensure_ascii=False)
    elif isinstance(value, bool) or value is None:
        text = {True: "true", False: "false", None: "null"}[value]
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        text = str(int(value))
    elif isinstance(value, int) and abs(value) >= 10**18:
        text = f"{'-' if value < 0 else ''}1e{len(str(abs(value))) - 1}" if abs(value) < 10**300 else "1e300+"
    else:
        text = str(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def dotted(steps: Iterable[object]) -> str:
    """Return the dotted path of ``steps``; a step of the user's that is absurdly long is cut short."""
    names = map(str, steps)
    return ".".join(name if len(name) <= _LONGEST_STEP else f"{name[: _LONGEST_STEP - 1]}…" for name in names)
