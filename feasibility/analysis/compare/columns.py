"""What may stand beside the case, by name: its scenarios, other cases, the landlord's alternatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import nearest
from feasibility.case import Case, CaseError
from feasibility.language import LANGUAGES, Label

Kind = Literal["case", "scenario", "other", "vacant", "ordinary"]

STATED: Final = "case"
VACANT: Final = "vacant"
ORDINARY: Final = "ordinary"


@dataclass(frozen=True)
class Candidate:
    """A column that may be chosen. make: gives its case, when it is; None where it is none of its own."""

    name: str
    label: Label
    kind: Kind
    make: Callable[[], Case] | None = None


def scenarios(case: Case) -> tuple[Candidate, ...]:
    """Each scenario of a case."""
    return tuple(
        Candidate(id, own_words(found.label or id), "scenario", lambda id=id: case.scenario(id))  # type: ignore[misc]
        for id, found in case.scenarios.items()
    )


def other(name: str, case: Case) -> Candidate:
    """Another case as it stands."""
    return Candidate(name, own_words(case.name), "other", lambda: case.changed({"scenarios": {}}))


def stated(label: Label | None = None) -> Candidate:
    """The case that is asked about."""
    return Candidate(STATED, label or Label("Som den står", "As it stands"), "case")


def alternatives(case: Case) -> tuple[Candidate, ...]:
    """What the landlord could do instead: the comparison cases of docs/model.md §4."""
    vacant = Candidate(VACANT, Label("Tomt", "Vacant"), "vacant")
    ordinary = Candidate(ORDINARY, Label("Ordinær leietaker", "Ordinary tenant"), "ordinary")
    return (vacant, ordinary) if case.comparison.ordinary_tenant is not None else (vacant,)


def chosen(known: Sequence[Candidate], only: Sequence[str], against: str) -> tuple[list[Candidate], str]:
    """The columns asked for, in their order, and the name of the one differences are taken to, which is
    always among them.

    Raises:
        NoAnswer: two columns of one name, a name that is none, fewer than two columns.
    """
    _require_one_of_each(known)
    to = _named(known, against)
    names = {to.name, *(_named(known, text).name for text in only)}
    found = [each for each in known if not only or each.name in names]
    if len(found) < 2:
        listed = ", ".join(each.name for each in known if each.name != to.name)
        raise NoAnswer(
            Label(
                f"Det er bare én kolonne å vise: {to.name}. "
                + (
                    f"Ta med flere: {listed}." if listed else "Legg et scenario i saken, eller ta med en fil."
                ),
                f"There is only one column to show: {to.name}. "
                + (f"Add others: {listed}." if listed else "State a scenario in the case, or add a file."),
            )
        )
    return found, to.name


def case_of(candidate: Candidate) -> Case | None:
    """A column's case. Raises NoAnswer where its changes can't be made, naming the column."""
    if candidate.make is None:
        return None
    try:
        return candidate.make()
    except CaseError as error:
        nb, en = (" ".join(error.messages(language)) for language in LANGUAGES)
        raise NoAnswer(
            Label(
                f"Kolonnen {candidate.name} lar seg ikke regne ut: {nb} Velg kolonner med --only.",
                f"The column {candidate.name} can't be calculated: {en} Choose columns with --only.",
            )
        ) from None


def own_words(text: str) -> Label:
    """The user's words, the same in both languages."""
    return Label(text, text)


def _named(known: Sequence[Candidate], text: str) -> Candidate:
    asked = text.strip().casefold()
    for called in (_by_name, _by_label):
        found = [each for each in known if asked in called(each)]
        if len(found) == 1:
            return found[0]
    names = [each.name for each in known]
    labelled = {label: each.name for each in known for label in (each.label.nb, each.label.en)}
    near = list(dict.fromkeys(labelled.get(name, name) for name in nearest(text, [*names, *labelled])))
    if asked == ORDINARY:
        raise NoAnswer(
            Label(
                "Saken har ingen ordinær leietaker å sammenligne med. Oppgi comparison.ordinary_tenant.",
                "The case has no ordinary tenant to compare with. State comparison.ordinary_tenant.",
            )
        )
    listed = ", ".join(near or names)
    raise NoAnswer(
        Label(
            f"Ingen kolonne heter «{text}». {'Mente du' if near else 'Velg blant'} {listed}"
            f"{'?' if near else '.'}",
            f'No column is called "{text}". {"Did you mean" if near else "Choose among"} {listed}'
            f"{'?' if near else '.'}",
        )
    )


def _by_name(of: Candidate) -> tuple[str, ...]:
    return (of.name.casefold(),)


def _by_label(of: Candidate) -> tuple[str, ...]:
    return of.label.nb.casefold(), of.label.en.casefold()


def _require_one_of_each(known: Sequence[Candidate]) -> None:
    seen: set[str] = set()
    for each in known:
        if each.name.casefold() in seen:
            raise NoAnswer(
                Label(
                    f"To kolonner heter «{each.name}». Gi filen eller scenarioet et annet navn.",
                    f'Two columns are called "{each.name}". Give the file or the scenario another name.',
                )
            )
        seen.add(each.name.casefold())
