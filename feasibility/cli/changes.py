"""What `--set path=value` means: a value as the case file has it, or a number as people type it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from feasibility.case import Case, CaseError, Problem, either_way, field_info, numbers
from feasibility.case.file.doubtful import doubtful_numbers
from feasibility.case.file.overrides import MOST_LOST, set_changes
from feasibility.case.file.text import Document, read_document
from feasibility.case.file.writing import plain_mapping
from feasibility.case.form.navigation import path_of
from feasibility.language import Label, Language, NotANumber, is_ambiguous, parse_number

_NEAR = 5
_MOST_NEAR = 20  # paths that lead nowhere are compared with every path of the case so many times
_MOST_TOLD = MOST_LOST + 1


def changed(case: Case, given: Sequence[str], language: Language) -> tuple[Case, dict[str, object]]:
    """The case with every `path=value` set, and the values by path.

    Named scenarios do not come along: they are stated against the case as it stands in the file.
    Raises CaseError with every mistake: a change that is not path=value, a path that leads nowhere (with
    those near it), a path given twice, a number that can be read in two ways, a rule the case then breaks.
    """
    changes: dict[str, object] = {}
    problems: list[Problem] = []
    for text in given:
        path, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not path:
            problems.append(_problem(text, text, _NOT_A_CHANGE))
        elif path in changes:
            problems.append(_problem(path, value, _TWICE))
        else:
            try:
                changes[path] = value_of(case, path, value, language)
            except CaseError as error:
                changes[path] = value
                problems += error.problems
    if problems:
        raise CaseError([*problems[:_MOST_TOLD], *_and_more(len(problems[_MOST_TOLD:]))])
    if not changes:
        return case, changes
    try:
        return case.changed({"scenarios": {}, **changes}), changes
    except CaseError as error:
        raise CaseError(_with_near_paths(case, error.problems, changes)) from None


def value_of(case: Case, path: str, text: str, language: Language) -> object:
    """What `text` means at `path`: as the case file would read it, or a number as people type it ("12,5 %").

    Raises CaseError where a number can be read in two ways.
    """
    document = read_document(text, path_of(path))
    read = document.value
    if not _is_number(case, path):
        _require_one_reading(case, path, document, language)
        # 2026 is a name where a name is asked for
        return text if isinstance(read, int | float) and not isinstance(read, bool) else read
    if not isinstance(read, int | float | str) or isinstance(read, bool):
        _require_one_reading(case, path, document, language)
        return read
    try:
        typed, doubtful = parse_number(text, language), is_ambiguous(text, language)
    except NotANumber:
        return read
    if doubtful:
        raise CaseError([_problem(path, text, either_way(text, language))])
    if isinstance(read, str):
        return int(typed) if typed.is_integer() else typed
    return read


def _require_one_reading(case: Case, path: str, document: Document, language: Language) -> None:
    """Raise CaseError for what is doubtful inside brackets: numbers with two readings, decimal commas."""
    if not document.problems and not document.doubtful:
        return
    wrong = [*document.problems, *doubtful_numbers(plain_mapping(case), document.doubtful, language)]
    if wrong:
        raise CaseError(
            Problem(each.path, each.value, f"--set {path}: {each.nb}", f"--set {path}: {each.en}")
            for each in wrong
        )


def _is_number(case: Case, path: str) -> bool:
    try:
        field_info(case, path)
    except CaseError:
        return False
    return True


def _with_near_paths(case: Case, problems: Sequence[Problem], changes: dict[str, object]) -> list[Problem]:
    """The problems; where a path leads nowhere, with whole paths that are near it."""
    nowhere = {found.path for found in set_changes(plain_mapping(case), changes)}
    told = list(problems[:_MOST_TOLD])
    lost = [place for place, found in enumerate(told) if found.path in nowhere]
    for place in lost[:_MOST_NEAR]:
        told[place] = _near_added(case, told[place])
    return [*told, *_and_more(len(problems) - len(told))]


def _and_more(number: int) -> list[Problem]:
    """What is said of the mistakes that are not told one by one."""
    more = f"… og {number} feil til.", f"… and {number} more mistakes."
    return [Problem("…", None, *more)] if number else []


def _near_added(case: Case, found: Problem) -> Problem:
    near = ", ".join(near_paths(case, found.path))
    if not near:
        return found
    nb, en = f"{found.nb} Stier som ligner: {near}.", f"{found.en} Paths like it: {near}."
    return Problem(found.path, found.value, nb, en, found.line)


def near_paths(case: Case, path: str) -> list[str]:
    """At most five paths to numbers of the case that `path` may have been meant for, the likeliest first."""
    known = [number.path for number in numbers(case)]
    last = path.rpartition(".")[2]
    same_ending = [name for name in known if name.rpartition(".")[2] == last]
    alike = difflib.get_close_matches(path, known, _NEAR, 0.6)
    return list(dict.fromkeys([*same_ending, *alike]))[:_NEAR]


def _problem(path: str, value: object, what: Label) -> Problem:
    return Problem(path, value, f"--set {path}: {what.nb}", f"--set {path}: {what.en}")


_NOT_A_CHANGE = Label(
    "dette er ikke en endring. Skriv sti=verdi, for eksempel products.fleksplass.price_nok_per_month=899.",
    "this is not a change. Write path=value, for example products.fleksplass.price_nok_per_month=899.",
)
_TWICE = Label(
    "feltet er satt flere ganger. Sett det én gang.", "the field is set several times. Set it once."
)
