"""What a paper rests on: assumptions with their sources, checks, warnings, and VAT points that are open."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from feasibility.answers.answer import Answer, Row, Sentence, Table
from feasibility.answers.register import STANDING_WORDS
from feasibility.answers.written import table_of
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import Caution
from feasibility.papers.paper import Part
from feasibility.report.answered import answered
from feasibility.report.summary import failed_check

_OF_VAT: Final = (
    "late_letting",
    "mixed_vat",
    "rent_free_vat",
    "vat_registered_late",
    "vat_registration",
    "yearly_filing",
)
"""The warnings that a question of VAT stands behind."""
_SHOWN: Final = ("number", "value", "low", "high", "standing", "date", "source")
"""Of the register's columns, those there is room for on paper."""
_ENDS: Final = ("low", "high")
"""The columns of how low and how high a number may be: they are in the unit of the number itself."""


def assumptions(found: Answer) -> Part:
    """How many of the numbers are documented, estimated, guessed or without a source, by the register."""
    return Part(
        "assumptions",
        Label("Forutsetningene", "The assumptions"),
        found.sentences,
        tables=(table_of(found, "counts"),),
    )


def annex(found: Answer) -> Part:
    """Every assumption the case states, with its source; the program's own defaults are only counted.

    found: the register.
    """
    table = table_of(found, "register")
    kept = [place for place, column in enumerate(table.columns) if column.id in _SHOWN]
    return Part(
        "annex",
        Label("Vedlegg: alle forutsetninger", "Annex: all assumptions"),
        tables=(
            Table(
                table.id,
                table.title,
                tuple(
                    replace(table.columns[place], is_brief=table.columns[place].id in _ENDS) for place in kept
                ),
                tuple(
                    Row(tuple(row.cells[place] for place in kept), row.tone)
                    for row in table.rows
                    if STANDING_WORDS["default"] not in row.cells
                ),
            ),
        ),
        is_wide=True,
    )


def checks(result: Result) -> Part:
    """Whether the model's checks hold, and the warnings with what was answered, VAT's own apart."""
    failed, count = result.failed_checks, len(result.checks)
    said = [
        Sentence(Label(f"Alle {count} kontroller er bestått.", f"All {count} checks passed."), "good")
        if not failed
        else Sentence(
            Label(
                f"{len(failed)} av {count} kontroller feiler: stol ikke på tallene før dette er rettet.",
                f"{len(failed)} of {count} checks fail: do not trust the numbers before this is mended.",
            ),
            "bad",
        )
    ]
    said += [Sentence(Label(failed_check(each, "nb"), failed_check(each, "en")), "bad") for each in failed]
    said += [_warned(each) for each in result.warnings if each.id not in _OF_VAT]
    return Part("checks", Label("Kontroller og varsler", "Checks and warnings"), tuple(said))


def vat_points(result: Result) -> Part:
    """The warnings that a question of VAT stands behind; that there are none."""
    said = tuple(_warned(each) for each in result.warnings if each.id in _OF_VAT)
    none = Sentence(Label("Ingen åpne punkter.", "No open points."))
    return Part("vat", Label("Åpne punkter om mva.", "Open points on VAT"), said or (none,))


def _warned(warning: Caution) -> Sentence:
    if warning.answer is None:
        return Sentence(warning.text, "mixed")
    answer = answered(warning.answer)
    return Sentence(Label(f"{warning.text.nb} {answer.nb}.", f"{warning.text.en} {answer.en}."))
