"""What is agreed in a case, in words: the deal, and that of each phase from its month."""

from __future__ import annotations

import datetime

from feasibility.case.form.phases import Stage, phase_name
from feasibility.case.form.stated import StatedCase
from feasibility.language import LANGUAGES, Label, format_amount, format_month
from feasibility.language.label import lower_first
from feasibility.names import DEAL_STRUCTURES


def deal_in_full(case: StatedCase) -> Label:
    """The deal as a line of its own; with phases what each brings and when: "… Fra feb. 2029: …"."""
    first = DEAL_STRUCTURES[case.deal.structure].full
    if not case.phases:
        return first
    parts = [_phase(case, place) for place in range(len(case.phases))]
    return Label(
        f"{first.nb}. {' '.join(part.nb for part in parts)}".removesuffix("."),
        f"{first.en}. {' '.join(part.en for part in parts)}".removesuffix("."),
    )


def deal_in_brief(case: StatedCase) -> Label:
    """The deal in a few words; with phases one after another: "fremleie, så driftsavtale"."""
    names = [_brief(stage, case) for stage in case.stages]
    return Label(", så ".join(name.nb for name in names), ", then ".join(name.en for name in names))


def _brief(stage: Stage, case: StatedCase) -> Label:
    short = DEAL_STRUCTURES[stage.deal.structure].short
    if stage.of_phase is None or case.phases[stage.of_phase].operator == "same":
        return short
    return Label(f"{short.nb} med ny driver", f"{short.en} with another operator")


def _phase(case: StatedCase, place: int) -> Label:
    phase, name = case.phases[place], phase_name(case.phases[place], place)
    years, month = divmod(case.start_calendar_month - 1 + phase.from_month - 1, 12)
    day = datetime.date(case.start_year + years, month + 1, 1)
    nb, en = (format_month(day, language) for language in LANGUAGES)
    full = DEAL_STRUCTURES[phase.deal.structure].full
    more_nb = more_en = ""
    if phase.operator == "next":
        more_nb, more_en = ", med en ny driver", ", with another operator"
    if phase.takeover is not None:
        prices = [format_amount(phase.takeover.price_nok, language) for language in LANGUAGES]
        more_nb += f", mot en overtakelsessum på {prices[0]}"
        more_en += f", for a takeover price of {prices[1]}"
    return Label(
        f"Fra {nb} ({lower_first(name.nb)}): {lower_first(full.nb)}{more_nb}.",
        f"From {en} ({lower_first(name.en)}): {lower_first(full.en)}{more_en}.",
    )
