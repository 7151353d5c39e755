"""What the workbook says about a case beside its numbers: notes on inputs, choices made, fingerprint."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Final

from feasibility.analysis.register import registered
from feasibility.case import Case, CaseError, NumberField, case_hash, field_info, numbers, to_yaml
from feasibility.case.form.fields import shown_label
from feasibility.case.form.navigation import section_at
from feasibility.case.form.shape import Entries, Items, Leaf, Section, Shape, Variants
from feasibility.case.form.stated import ROOT
from feasibility.evidence.placeholders import placeholders
from feasibility.language import LANGUAGES, Label, format_measure
from feasibility.names import DEAL_STRUCTURES, VAT_REGIMES
from feasibility.workbook import words
from feasibility.workbook.book import Cover, InputNote
from feasibility.workbook.certificate import carried

_DECIMALS = 2  # of a changed percentage


def cover_of(
    case: Case,
    date: datetime.date | None,
    version: str,
    run: Label | None = None,
    with_support: bool = True,
) -> Cover:
    """What to say about a case. run: which run of it this is."""
    kept = carried(case)
    return Cover(
        name=case.name,
        description=case.description,
        fingerprint=case_hash(case),
        version=version,
        date=date,
        notes=_notes(case),
        sections={name: Label(field.nb, field.en) for name, field in ROOT.fields.items()},
        choices=tuple(_choices(ROOT, kept, (), ())),
        placeholders=len(placeholders(case)),
        run=run,
        with_support=with_support,
        register=registered(kept),
        case_text=to_yaml(kept).rstrip("\n"),
    )


def run_of(case: Case, with_support: bool, scenario: str, changes: Mapping[str, object]) -> Label:
    """Which run of a case it is: scenario, fields changed in it, with support or without, where it has any.

    Args:
        case: as it was run.
        changes: value by path. A number is told by its label.
    """
    parts = [words.scenario(scenario) if scenario.strip() else words.AS_STATED]
    if changes:
        known = {number.path: number for number in numbers(case)}
        listed = [_change(known.get(path), path, value) for path, value in changes.items()]
        parts.append(words.changes(Label("; ".join(x.nb for x in listed), "; ".join(x.en for x in listed))))
    if case.support:
        parts.append(words.WITH_SUPPORT if with_support else words.WITHOUT_SUPPORT)
    return Label(" · ".join(part.nb for part in parts), " · ".join(part.en for part in parts))


def _change(number: NumberField | None, path: str, value: object) -> Label:
    if number is None:
        return Label(f"{path} = {value}", f"{path} = {value}")
    around = number.trail[-1:]
    decimals = _DECIMALS if number.unit.startswith("share") else None
    nb, en = (format_measure(number.value, number.unit, language, decimals) for language in LANGUAGES)
    return Label(
        ": ".join([*(t.nb for t in around), number.nb]) + f" = {nb}",
        ": ".join([*(t.en for t in around), number.en]) + f" = {en}",
    )


def _notes(case: Case) -> dict[str, InputNote]:
    notes = {}
    for number in numbers(case):
        source = number.source
        around = number.trail[1:][-1:]
        try:
            info = field_info(case, number.path)
        except CaseError:
            info = None
        notes[number.path] = InputNote(
            source="" if source is None else source.text,
            date="" if source is None or source.date is None else source.date,
            is_assumption=source is not None and source.is_assumption,
            trail=Label(": ".join(t.nb for t in around), ": ".join(t.en for t in around)) if around else None,
            minimum=info.minimum if info else None,
            maximum=info.maximum if info else None,
            minimum_included=info is None or info.minimum_included,
            maximum_included=info is None or info.maximum_included,
            is_whole=info is not None and info.is_whole,
            is_default=info is not None and info.default == number.value,
        )
    return notes


def _choices(
    shape: Shape, stated: object, names: tuple[Label, ...], path: tuple[str, ...]
) -> Iterator[tuple[Label, Label]]:
    """Every choice the model makes by a word rather than a number, with what was chosen."""
    match shape:
        case Section() | Variants():
            section = section_at(shape, stated)
            for field in section.fields.values() if section is not None and stated is not None else ():
                label = Label(field.nb, field.en)
                yield from _choices(
                    field.shape, getattr(stated, field.name), (*names, label), (*path, field.name)
                )
        case Items(item=item) if isinstance(stated, Mapping):
            for id, each in stated.items():
                own = shown_label(id, each)
                yield from _choices(item, each, (*names, Label(own, own)), (*path, id))
        case Entries(item=item) if isinstance(stated, tuple) and not isinstance(item, Leaf):
            for place, each in enumerate(stated):
                number = Label(str(place + 1), str(place + 1))
                yield from _choices(item, each, (*names, number), (*path, str(place)))
        case Leaf() if path and path[-1] in CHOICES_SHOWN and stated is not None:
            nb, en = ": ".join(n.nb for n in names), ": ".join(n.en for n in names)
            yield Label(nb, en), CHOICE_WORDS.get(str(stated)) or Label(str(stated), str(stated))
        case _:
            return


CHOICES_SHOWN: Final = frozenset(
    {
        "structure", "index_clause", "payment", "after_lease", "mode", "vat_regime", "include_exit",
        "depreciation_group", "shape", "price_includes_vat", "exercised", "terms", "refinanced_by",
        "converts_to", "from_owner",
        "landlord_registration", "operator_registration", "lost_vat_made_good", "passed_on",
        "share_of_income_of_product", "share_of_income_of_service",
    }
)  # fmt: skip
"""Fields whose choice changes what is calculated, and that no number on the input sheet tells."""

CHOICE_WORDS: Final[dict[str, Label]] = {
    **{structure: called.short for structure, called in DEAL_STRUCTURES.items()},
    "standard": Label(
        "første 1. januar etter start, forholdsmessig", "first 1 January after the start, in proportion"
    ),
    "after_12_months": Label(
        "første 1. januar minst 12 måneder etter start", "first 1 January at least 12 months after the start"
    ),
    "anniversary": Label("på årsdagen", "on the anniversary"),
    "monthly": Label("hver måned", "monthly"),
    "quarterly": Label("hvert kvartal", "quarterly"),
    "yearly": Label("hvert år", "yearly"),
    "quarterly_in_advance": Label("hvert kvartal på forskudd", "quarterly in advance"),
    "half_yearly_in_advance": Label("hvert halvår på forskudd", "half-yearly in advance"),
    "on_month": Label("i en oppgitt kalendermåned hvert år", "in a stated calendar month each year"),
    "none": Label("ingen regulering", "no indexation"),
    "yearly_in_advance": Label("hvert år på forskudd", "yearly in advance"),
    "from_threshold": Label("når omsetningen passerer grensen", "when turnover passes the threshold"),
    "advance": Label("forhåndsregistrert (mval § 2-4)", "in advance (mval § 2-4)"),
    "registered": Label("registrert fra før", "registered already"),
    "running": Label("løpende", "running"),
    "quarterly_in_arrears": Label("hvert kvartal på etterskudd", "quarterly in arrears"),
    "yearly_in_arrears": Label("hvert år på etterskudd", "yearly in arrears"),
    "running_and_works": Label("løpende og på arbeidene", "running and on works"),
    "vacant": Label("tomt", "vacant"),
    "relet": Label("leies ut til ordinær leietaker", "re-let to an ordinary tenant"),
    "greater_of": Label("det største av minsteleie og andel", "the greater of minimum and share"),
    "above_threshold": Label("minsteleie og andel over terskel", "minimum and a share above a threshold"),
    **{regime: called.full for regime, called in VAT_REGIMES.items()},
    "linear": Label("lineær", "linear"),
    "s_curve": Label("S-kurve", "S-curve"),
    "exponential": Label("eksponentiell", "exponential"),
    "stated": Label("oppgitt trinn for trinn", "stated step by step"),
    "True": Label("ja", "yes"),
    "False": Label("nei", "no"),
}
