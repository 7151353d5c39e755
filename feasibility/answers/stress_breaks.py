"""How far each thing can worsen before something breaks, in words and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feasibility.analysis.stress import Break
from feasibility.analysis.stress.breaking import DRY
from feasibility.analysis.stress.grid import Party
from feasibility.answers.answer import Cell, Column, Row, Sentence, Table
from feasibility.language import Label, Language, format_measure, format_number, format_points, format_share
from feasibility.language.label import listed, lower_first
from feasibility.names import PARTIES


def runs_dry(breaks: Sequence[Break], party: Party) -> list[Sentence]:
    """How far each thing can worsen before the money runs out, each alone."""
    dry = [each for each in breaks if each.requirement == DRY]
    name = PARTIES[party].short
    if any(each.state == "broken" for each in dry):
        already = Label(
            f"{PARTIES[party].full.nb} mangler penger ingen har sagt ja til, slik saken står.",
            f"The {name.en.lower()} lacks money nobody has agreed to as the case stands.",
        )
        return [Sentence(already, "bad")]
    found = [each for each in dry if each.state == "breaks" and not _at_once(each)]
    at_once = [each for each in dry if each.state == "breaks" and _at_once(each)]
    said = []
    if found:
        nb = listed([f"{lower_first(each.driver_label.nb)} {_moved(each, 'nb')}" for each in found], "nb")
        en = listed([f"{lower_first(each.driver_label.en)} {_moved(each, 'en')}" for each in found], "en")
        each_nb, each_en = (", hver for seg", ", each alone") if len(found) > 1 else ("", "")
        said.append(
            Label(
                f"{name.nb}{each_nb}: pengene tar slutt ved {nb}.",
                f"{name.en}{each_en}: the money runs out at {en}.",
            )
        )
    if at_once:
        nb = listed([lower_first(each.driver_label.nb) for each in at_once], "nb")
        en = listed([lower_first(each.driver_label.en) for each in at_once], "en")
        said.append(
            Label(
                f"{PARTIES[party].full.nb} har ingen margin for {nb}: pengene tar slutt ved den minste "
                "endring.",
                f"The {name.en.lower()} has no margin for {en}: the money runs out at the least change.",
            )
        )
    return [Sentence(each) for each in said]


def _moved(each: Break, language: Language) -> str:
    """How far, with as many decimals as a person can use."""
    return "" if each.holds is None else _by(each, each.holds, language)


def _by(each: Break, value: float, language: Language) -> str:
    if each.unit == "share":
        return format_share(value, language, _decimals(each, value))
    return format_points(value, language, _decimals(each, value))


def _decimals(each: Break, value: float) -> int:
    return 2 if each.unit == "points" and value < 0.1 else 1


def _at_once(each: Break) -> bool:
    """Whether it holds so little that nothing of it would be shown: a rise of 0.0 % is none."""
    return each.holds is not None and round(each.holds * 100, _decimals(each, each.holds)) == 0


def breaking_table(breaks: Sequence[Break], party: Party) -> Table:
    """A row for each requirement, a column for each thing that can worsen."""
    drivers = {each.driver: each.driver_label for each in breaks}
    name = PARTIES[party].short
    found = []
    for requirement in dict.fromkeys(each.requirement for each in breaks):
        of = {each.driver: each for each in breaks if each.requirement == requirement}
        first = next(iter(of.values()))
        cells: list[Cell] = [_required(first)]
        cells += [_cell(of[driver]) if driver in of else _CANNOT for driver in drivers]
        found.append(Row(tuple(cells), "bad" if first.state == "broken" else "plain"))
    return Table(
        f"{party}_breaks",
        Label(f"{name.nb}: hvor langt det holder", f"{name.en}: how far it holds"),
        (
            Column("requirement", Label("Krav", "Requirement")),
            *(Column(id, label) for id, label in drivers.items()),
        ),
        tuple(found),
        _BREAKS_NOTE,
    )


def _required(each: Break) -> Label:
    if each.limit is None:
        return each.label
    nb, en = (
        format_number(each.limit, 2, language)
        if each.limit_unit == "ratio"
        else format_measure(each.limit, each.limit_unit, language)
        for language in ("nb", "en")
    )
    least = Label("høyst", "at most") if each.requirement == "ltv" else Label("minst", "at least")
    return Label(f"{each.label.nb} {least.nb} {nb}", f"{each.label.en} {least.en} {en}")


def _cell(each: Break) -> Cell:
    if each.state == "broken":
        return Label("brutt", "broken")
    if each.state == "holds":
        return Label(f"holder til {_by(each, each.far, 'nb')}", f"holds to {_by(each, each.far, 'en')}")
    if _at_once(each):
        return Label("ingen margin", "no margin")
    return Label(_moved(each, "nb"), _moved(each, "en"))


def break_data(each: Break) -> Mapping[str, object]:
    """One break as the JSON document has it."""
    return {
        "party": each.party,
        "requirement": each.requirement,
        "limit": each.limit,
        "driver": each.driver,
        "unit": each.unit,
        "looked_to": each.far,
        "state": each.state,
        "holds": each.holds,
        "breaks": each.breaks,
    }


_CANNOT = Label("–", "–")
_BREAKS_NOTE = Label(
    "Én ting forverres om gangen, til kravet ikke lenger holder. –: berører ikke kravet.",
    "One thing worsens at a time, until the requirement no longer holds. –: does not affect the requirement.",
)
