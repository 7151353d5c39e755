"""The verdicts on a screen, each in its colour with its grounds, and what every present value is made of."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.verdicts import COLOUR_WORDS, Colour, Said, said
from feasibility.language import LANGUAGES, Label, Language, format_number
from feasibility.model import Result
from feasibility.model.base.result import PARTS
from feasibility.report.layout import Shown, Tone, paragraph, table


def verdict_lines(result: Result, language: Language) -> list[Shown]:
    """Each verdict in its colour with its grounds in brief; the sentences below give the amounts."""
    lines: list[Shown] = []
    for verdict in said(result):
        lines += paragraph(in_brief(verdict).text(language), TONES[verdict.colour], "", "  ")
    return lines


def in_brief(verdict: Said) -> Label:
    """A verdict in its colour with its grounds in brief, a sentence."""
    return Label(*(_in_brief(verdict, language) for language in LANGUAGES))


def _in_brief(verdict: Said, language: Language) -> str:
    reasons = "; ".join(reason.text(language) for reason in verdict.brief)
    colour = COLOUR_WORDS[verdict.colour].text(language).upper()
    text = f"{verdict.label.text(language)}: {colour}"
    return f"{text} – {reasons}." if reasons else f"{text}."


def ready(result: Result, language: Language) -> list[Shown]:
    """Whether the case is ready for the bank, and what stops it; nothing where nobody borrows."""
    verdict = next((s for s in said(result) if s.of == "bank"), None)
    if verdict is None:
        return []
    reasons = "; ".join(reason.text(language) for reason in verdict.reasons)
    text = f"{_NOT_READY.text(language)} {reasons}." if reasons else _READY.text(language)
    return paragraph(text, TONES[verdict.colour])


def parts_table(result: Result, language: Language) -> list[Shown]:
    """What each gain and present value is made of, in thousands."""
    heads = [_PARTS.text(language), *(label.text(language) for label in PARTS.values()), _SUM.text(language)]
    rows = [
        [
            SPLIT_NAMES[s.whole.id].text(language),
            *(format_number((result.number(line) or 0) / 1000, 0, language) for line in (*s.parts, s.whole)),
        ]
        for s in result.built.splits
    ]
    return table(heads, rows, _WIDTHS)


TONES: Final[dict[Colour, Tone]] = {"green": "good", "amber": "mixed", "red": "bad"}
_READY: Final = Label("Klar for banken.", "Ready for the bank.")
_NOT_READY: Final = Label("Ikke klar for banken:", "Not ready for the bank:")
_PARTS: Final = Label("Nåverdi, tusen kr", "Present value, NOK 1,000")
_SUM: Final = Label("Sum", "Sum")
_WIDTHS: Final = (40, 13, 13, 10, 12, 12)
SPLIT_NAMES: Final = {
    "landlord.npv_against_vacant": Label("Gårdeiers gevinst mot tomt", "Landlord's gain over vacant"),
    "landlord.npv_against_ordinary": Label(
        "Gårdeiers gevinst mot ordinær leietaker", "Landlord's gain over ordinary tenant"
    ),
    "landlord.npv": Label("Gårdeiers avtale", "The landlord's deal"),
    "operator.npv": Label("Driver", "The operator"),
    "next_operator.npv": Label("Neste driver", "The next operator"),
    "project.npv": Label("Prosjektet samlet", "The project as a whole"),
    "vacant.npv": Label("Alternativ: tomt", "Alternative: vacant"),
    "ordinary.npv": Label("Alternativ: ordinær leietaker", "Alternative: ordinary tenant"),
}
