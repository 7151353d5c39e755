"""The sentences of a verification and of a book's changes."""

from __future__ import annotations

from typing import Final

from feasibility.language import Label, format_number
from feasibility.workbook.returned.difference import Broken, Kind
from feasibility.workbook.returned.words import other_version

__all__ = ["other_version"]

MADE: Final = Label("Arbeidsbok laget av", "Workbook made by")
CASE_HASH: Final = Label("Sakens fingeravtrykk:   ", "Fingerprint of the case:    ")
FORMULA_HASH: Final = Label("Formlenes fingeravtrykk:", "Fingerprint of the formulas:")
UNTOUCHED: Final = Label(
    "Ingen har lagret filen på nytt siden den ble skrevet.", "Nobody has saved the file since it was written."
)
SOUND: Final = Label("Arbeidsboken er som levert.", "The workbook is as delivered.")
SOUND_CHANGED: Final = Label(
    "Arbeidsboken er som levert, bortsett fra forutsetningene som er endret.",
    "The workbook is as delivered, but for the inputs that have been changed.",
)
NOT_SOUND: Final = Label("Arbeidsboken er ikke som levert.", "The workbook is not as delivered.")
MERELY_SAVED: Final = Label(
    "Formlene er som levert, men boken er lagret uten at verdiene er regnet på nytt. Åpne den i Excel eller "
    "LibreOffice, la den regne, og lagre: da kan verdiene kontrolleres også.",
    "The formulas are as delivered, but the book was saved without its values being recalculated. Open it in "
    "Excel or LibreOffice, let it calculate, and save: then the values can be checked too.",
)
NO_VALUES: Final = Label(
    "Verdiene er ikke regnet på nytt: cellene under må rettes først.",
    "The values were not recalculated: the cells below must be mended first.",
)
STALE: Final = Label(
    "Boken er lagret uten å bli regnet på nytt. Åpne den i Excel eller LibreOffice, la den regne, og lagre.",
    "The book was saved without being recalculated. Open it in Excel or LibreOffice, let it calculate, and "
    "save.",
)
SHEETS_ADDED: Final = Label("Ark som er lagt til", "Sheets that were added")
SHEETS_REMOVED: Final = Label(
    "Ark som er tatt ut, eller har fått et annet navn", "Sheets taken out, or renamed"
)
SHEETS_HIDDEN: Final = Label("Ark som er skjult", "Sheets that are hidden")
ACTING: Final = Label("Filen har", "The file has")
NOT_CHECKED: Final = Label(
    "Ark med beregnede resultater, som ikke kan kontrolleres herfra",
    "Sheets with computed results, which cannot be checked from here",
)
NO_CHANGES: Final = Label("Ingen forutsetninger er endret.", "No inputs have been changed.")
BROKEN: Final = Label(
    "Forutsetninger uten et tall. Rett cellene i arbeidsboken:",
    "Inputs without a number. Mend the cells in the workbook:",
)
BROKEN_KINDS: Final[dict[Broken, Label]] = {
    "cleared": Label("cellen er tømt", "the cell has been cleared"),
    "text": Label("tekst der det skal stå {}", "text where {} belongs"),
    "flag": Label("SANN eller USANN der det skal stå {}", "TRUE or FALSE where {} belongs"),
    "error": Label("en feilverdi der det skal stå {}", "an error value where {} belongs"),
    "formula": Label("en formel der det skal stå {}", "a formula where {} belongs"),
    "day": Label("ikke den første dagen i en måned", "not the first day of a month"),
}
A_NUMBER: Final = Label("et tall", "a number")
A_DATE: Final = Label("en dato", "a date")
FIRST_OF_MONTH: Final = Label("den første i en måned som dato", "the first of a month as a date")
KINDS: Final[dict[Kind, Label]] = {
    "shifted": Label("Rader satt inn eller tatt ut", "Rows put in or taken out"),
    "formula": Label("Endrede formler", "Changed formulas"),
    "overwritten": Label("Formler erstattet av en verdi", "Formulas replaced by a value"),
    "text": Label("Endrede tekster og låste tall", "Changed texts and locked numbers"),
    "added": Label("Celler som er lagt til", "Cells that were added"),
    "removed": Label("Celler som er tømt", "Cells that were emptied"),
    "value": Label(
        "Verdier som ikke stemmer (regnet på nytt → i boken)",
        "Values that are wrong (recalculated → in the book)",
    ),
}
HIDDEN: Final = Label("(skjult rad)", "(hidden row)")
NO_NUMBER: Final = Label("intet tall", "no number")
EMPTY: Final = Label("tom", "empty")
LEFT: Final = Label(
    "Hentes ikke, fordi de ikke er tall i saken (regelverk, støtte av eller på, låste tall):",
    "Not taken, as they are no numbers of the case (law, support on or off, locked numbers):",
)
PROBLEMS: Final = Label(
    "Saken kan ikke ha alle endringene samtidig:", "The case cannot have all the changes at once:"
)
FIGURES: Final = Label(
    "Nøkkeltall som flyttes (alle endringer i boken), regnet på nytt; boken viser det samme:",
    "Key figures that move (every change of the book), recalculated; the book shows the same:",
)
FIGURES_ALONE: Final = Label(
    "Nøkkeltall som flyttes (alle endringer i boken), regnet på nytt; boken viser ingen verdier:",
    "Key figures that move (every change of the book), recalculated; the book shows no values:",
)
FIGURES_OLD: Final = Label(
    "Nøkkeltall som flyttes (alle endringer i boken), regnet på nytt; boken viser de gamle:",
    "Key figures that move (every change of the book), recalculated; the book shows the old ones:",
)
FIGURES_WRONG: Final = Label(
    "Nøkkeltall der boken viser noe annet enn beregningen:",
    "Key figures where the book shows something else than the calculation:",
)
TAKE: Final = Label("Hent inn i saken? [j/n]", "Take it into the case? [y/n]")


def formulas(count: int, wrong: int) -> Label:
    """How many formulas are as delivered."""
    nb, en = format_number(count, 0, "nb"), format_number(count, 0, "en")
    if not wrong:
        return Label(f"Formler: {nb}, alle som levert.", f"Formulas: {en}, all as delivered.")
    return Label(
        f"Formler: {nb}, {format_number(wrong, 0, 'nb')} av dem er ikke som levert.",
        f"Formulas: {en}, {format_number(wrong, 0, 'en')} of them are not as delivered.",
    )


def values(count: int, wrong: int) -> Label:
    """How many values recalculate."""
    nb, en = format_number(count, 0, "nb"), format_number(count, 0, "en")
    if not wrong:
        return Label(f"Verdier: {nb} regnet på nytt, alle stemmer.", f"Values: {en} recalculated, all agree.")
    return Label(
        f"Verdier: {nb} regnet på nytt, {format_number(wrong, 0, 'nb')} stemmer ikke.",
        f"Values: {en} recalculated, {format_number(wrong, 0, 'en')} do not agree.",
    )


def changed(count: int) -> Label:
    """The heading of the inputs that differ."""
    return Label(f"Endrede forutsetninger: {count}", f"Changed inputs: {count}")


def and_more(count: int) -> Label:
    """Those that are not told one by one."""
    return Label(f"… og {format_number(count, 0, 'nb')} til.", f"… and {format_number(count, 0, 'en')} more.")


def shifted(by: int) -> Label:
    """Rows that were put in (or taken out, where negative)."""
    if by > 0:
        return Label(
            f"{by} {'rad' if by == 1 else 'rader'} satt inn her; arket under sammenlignes ikke.",
            f"{by} {'row' if by == 1 else 'rows'} put in here; the sheet below is not compared.",
        )
    return Label(
        f"{-by} {'rad' if by == -1 else 'rader'} tatt ut her; arket under sammenlignes ikke.",
        f"{-by} {'row' if by == -1 else 'rows'} taken out here; the sheet below is not compared.",
    )


def shown(what: str) -> Label:
    """What a book shows instead of the number."""
    return Label(f" (boken viser {what})", f" (the book shows {what})")


def mend(was: str, wanted: Label) -> Label:
    """How to mend an input without a number."""
    return Label(f"Skriv {wanted.nb}; der sto {was}.", f"Write {wanted.en}; it was {was}.")


def written(name: str, count: int) -> Label:
    """A case file was written."""
    return Label(
        f"Skrevet: {name} – saken med {count} {'endring' if count == 1 else 'endringer'} fra arbeidsboken.",
        f"Written: {name} – the case with {count} {'change' if count == 1 else 'changes'} from the workbook.",
    )


CARRIED_CASE: Final = Label(
    "Saken er den arbeidsboken bærer: uten kommentarer, scenarioer og usikkerhet. Med --case SAK beholdes "
    "de.",
    "The case is the one the workbook carries: without comments, scenarios and uncertainty. --case CASE "
    "keeps them.",
)
NOTES_GO: Final = Label(
    "Kildene til de endrede tallene er tatt ut: de gjaldt de gamle tallene. Skriv nye.",
    "The sources of the changed numbers have been taken out: they were of the old numbers. Write new ones.",
)
