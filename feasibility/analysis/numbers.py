"""What may be asked about: the numbers of a case that can be tried with many values, and the measures.

A person names a number by its path in the file, or by what it is called on the screen ("Fleksplass: pris per
medlem og måned", "Leie per m² og år"); either language will do.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feasibility.analysis.no_answer import NoAnswer
from feasibility.case import CaseError, NumberField, field_info
from feasibility.case import numbers as fields_of
from feasibility.engine.expr import Axis, Line
from feasibility.language import LANGUAGES, Label, Language, format_unit
from feasibility.language.label import lower_first
from feasibility.model import Result
from feasibility.names import COMPANY_IDS, PARTIES

STRUCTURE = "structure"
"""The section of inputs that only say how many periods and rates there are."""

_NEAR = 5


@dataclass(frozen=True)
class Number:
    """A number of the case that the model takes as an input.

    label: with the sections and items around it. stated: what the run was made with. low, high: the limits
    of the field, infinite where there is none; one that is not included is itself outside. is_optional: it
    may be left out. is_counted: of things that come in whole ones, though the field takes a fraction.
    """

    path: str
    label: Label
    unit: str
    stated: float
    low: float
    high: float
    is_whole: bool
    is_optional: bool
    low_included: bool = True
    high_included: bool = True
    is_counted: bool = False

    @property
    def named(self) -> Label:
        """What it is called, with its unit where that is per something and the name does not say it."""
        if "/" not in self.unit or " per " in self.label.nb or self.unit.startswith("share"):
            return self.label
        return Label(
            f"{self.label.nb} ({format_unit(self.unit, 'nb')})",
            f"{self.label.en} ({format_unit(self.unit, 'en')})",
        )

    @property
    def moves_whole(self) -> bool:
        """Whether it is moved to whole numbers alone: a fraction is refused, or nobody has stated one."""
        return self.is_whole or (self.is_counted and self.stated.is_integer())


def numbers(result: Result) -> tuple[Number, ...]:
    """Every number of a case that can be tried with many values in one pass, in the file's order."""
    return tuple(_number(result, field) for field in _varied(result))


def number(result: Result, text: str) -> Number:
    """The number that `text` names, by path or by label, in either language.

    Raises:
        NoAnswer: nothing is called that (the nearest are named), several are (they are listed), or the number
            decides what the model is made of.
    """
    asked = text.strip()
    fields = {field.path: field for field in fields_of(result.case)}
    if asked in fields:
        return _number(result, _free(result, fields[asked]))
    named = [field for field in fields.values() if _is_called(field, asked)]
    if len(named) == 1:
        return _number(result, _free(result, named[0]))
    if named:
        listed = ", ".join(field.path for field in named[:_NEAR])
        raise NoAnswer(
            Label(
                f"Flere tall heter «{asked}»: {listed}. Skriv stien til ett av dem.",
                f'Several numbers are called "{asked}": {listed}. Write the path of one.',
            )
        )
    _require_unstated(result, asked)
    near = ", ".join(nearest(asked, [*fields, *(n for f in fields.values() for n in _names(f))]))
    raise NoAnswer(
        Label(
            f"Saken har ikke noe tall «{asked}». {f'Mente du {near}?' if near else _HOW.nb}",
            f'The case has no number "{asked}". {f"Did you mean {near}?" if near else _HOW.en}',
        )
    )


def measure(result: Result, text: str) -> Line:
    """The line of one number that `text` names, by id or by name in either language.

    Raises:
        NoAnswer: no line is called that (the nearest are named), or it has a number for each period.
    """
    asked = text.strip()
    lines = result.built.model.lines
    line = lines.get(asked)
    if line is None:
        called = [m.line for m in result.built.measures if asked.casefold() in _both(m.line.label)]
        if len({found.id for found in called}) > 1:
            listed = ", ".join(found.id for found in called[:_NEAR])
            raise NoAnswer(
                Label(
                    f"Flere nøkkeltall heter «{asked}»: {listed}. Skriv id-en til ett av dem.",
                    f'Several measures are called "{asked}": {listed}. Write the id of one.',
                )
            )
        line = called[0] if called else None
    if line is None:
        single = [found.id for found in lines.values() if found.axis is Axis.SCALAR]
        near = ", ".join(nearest(asked, single)) or default_measure(result)
        raise NoAnswer(
            Label(
                f"Modellen har ikke noe enkelt tall «{asked}». Mente du {near}?",
                f'The model has no single number "{asked}". Did you mean {near}?',
            )
        )
    if line.axis is not Axis.SCALAR:
        usual = default_measure(result)
        raise NoAnswer(
            Label(
                f"{line.id} har ett tall for hver periode. Velg et enkelt tall, for eksempel {usual}.",
                f"{line.id} has one number for each period. Choose a single one, such as {usual}.",
            )
        )
    return line


def default_measure(result: Result) -> str:
    """What is asked about where nobody says: the operator's present value (nåverdi); the landlord's
    where there is no operator."""
    return "operator.npv" if "operator.npv" in result.built.model.lines else "landlord.npv"


def nearest(text: str, known: list[str], count: int = _NEAR) -> list[str]:
    """The names most like what was written, at most `count` of them, the likeliest first."""
    by_small = {name.casefold(): name for name in reversed(known)}
    last = text.casefold().rpartition(".")[2]
    same_ending = [name for small, name in by_small.items() if small.rpartition(".")[2] == last]
    alike = difflib.get_close_matches(text.casefold()[:200], list(by_small), count, 0.6)
    return list(dict.fromkeys([*(by_small[small] for small in alike), *same_ending]))[:count]


def _require_unstated(result: Result, asked: str) -> None:
    """Raise NoAnswer where `asked` is a number field of the case that is not stated in it."""
    try:
        field_info(result.case, asked)
    except CaseError:
        return
    raise NoAnswer(
        Label(
            f"{asked} er ikke oppgitt i saken. Oppgi det i filen, eller gi det en verdi med --set {asked}=…",
            f"{asked} is not stated in the case. State it in the file, or give it a value with "
            f"--set {asked}=…",
        )
    )


def _varied(result: Result) -> Iterator[NumberField]:
    inputs = result.built.model.inputs
    for field in fields_of(result.case):
        known = inputs.get(field.path)
        if known is not None and known.section != STRUCTURE:
            yield field


def _free(result: Result, field: NumberField) -> NumberField:
    known = result.built.model.inputs.get(field.path)
    if known is None or known.section == STRUCTURE:
        raise NoAnswer(
            Label(
                f"{field.path} avgjør hvordan modellen er bygd, eller brukes ikke i denne saken, og kan ikke "
                "prøves med mange tall på én gang. Prøv det med --set.",
                f"{field.path} decides how the model is built, or is not used in this case, and can't be "
                "tried with many numbers at once. Try it with --set.",
            )
        )
    return field


def _number(result: Result, field: NumberField) -> Number:
    info = field_info(result.case, field.path)
    return Number(
        field.path,
        in_context(field.trail, Label(field.nb, field.en)),
        field.unit,
        float(result.values.inputs[field.path]),
        -math.inf if info.minimum is None else float(info.minimum),
        math.inf if info.maximum is None else float(info.maximum),
        info.is_whole,
        info.is_optional,
        info.minimum_included,
        info.maximum_included,
        info.is_counted,
    )


def in_context(trail: Sequence[Label], own: Label) -> Label:
    """What a field is called with the innermost section or item around it.

    "Fleksplass: pris per medlem og måned". A section of an item has the item's name before it ("Fleksplass,
    opptrapping: stabilisert belegg"), and what belongs to one of the companies has the company's ("Driver,
    egenkapital 1: beløp"): each item has a section of that name, and each company its own.

    Args:
        trail: the labels around it, from the outermost; an item's own is the same in both languages.
    """
    if not trail:
        return own
    *outer, around = trail
    before = [label for label in outer if label in _COMPANIES]
    if around.nb != around.en:
        before += [label for label in outer if label.nb == label.en][-1:]
    nb, en = (_joined([*before, around], language) for language in LANGUAGES)
    return Label(f"{nb}: {_within(own, 'nb')}", f"{en}: {_within(own, 'en')}")


def _joined(labels: Sequence[Label], language: Language) -> str:
    first, *rest = labels
    return ", ".join([first.text(language), *(_within(label, language) for label in rest)])


def _within(label: Label, language: Language) -> str:
    """As it stands within a phrase: the user's own words, alike in both languages, as they are written."""
    text = label.text(language)
    return text if label.nb == label.en else lower_first(text)


def _names(field: NumberField) -> list[str]:
    label = in_context(field.trail, Label(field.nb, field.en))
    return [label.nb, label.en, field.nb, field.en]


def _is_called(field: NumberField, asked: str) -> bool:
    small = asked.casefold()
    path = field.path.casefold()
    return any(name.casefold() == small for name in _names(field)) or path == small


def _both(label: Label) -> tuple[str, str]:
    return label.nb.casefold(), label.en.casefold()


_COMPANIES = frozenset(PARTIES[id].short for id in COMPANY_IDS)
_HOW = Label(
    "«feasibility explain» og saksfilen viser stiene.",
    "The paths stand in the case file and in explanations.",
)
