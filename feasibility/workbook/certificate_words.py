"""What the certificate sheet says, in both languages."""

from typing import Final

from feasibility.language import Label, format_number

CERTIFICATE: Final = Label("Sertifikat", "Certificate")
GUIDE: Final = Label(
    "Hvilken sak og versjon boken er av, og hvordan den kontrolleres",
    "Of which case and version the book is, and how to try it",
)
TITLE: Final = Label("Sertifikat for arbeidsboken", "Certificate of the workbook")
LEAD: Final = Label(
    "Hvem som helst kan kontrollere boken mot dette arket, uten å spørre den som laget den.",
    "Anyone can try the book against this sheet, without asking whoever made it.",
)
VERSION: Final = Label("Programversjon", "Program version")
CASE_HASH: Final = Label("Saksfilens fingeravtrykk (SHA-256)", "Fingerprint of the case (SHA-256)")
FORMULA_HASH: Final = Label("Formlenes fingeravtrykk (SHA-256)", "Fingerprint of the formulas (SHA-256)")
ENGINE: Final = Label("Kontrollregnet av", "Recalculated by")
CELLS: Final = Label("Formelceller kontrollregnet", "Formula cells recalculated")
RUN: Final = Label("Kjøring", "Run")
DATE: Final = Label("Dato", "Date")
SUPPORT: Final = Label("Med støtte", "With support")
YES: Final = Label("ja", "yes")
NO: Final = Label("nei", "no")
PLACEHOLDERS: Final = Label("Tall og tekster som skal byttes ut", "Numbers and texts still to be replaced")
ANSWERS: Final = Label("Beregnede resultater på egne ark", "Computed results on sheets of their own")
NO_ANSWERS: Final = Label("ingen", "none")
HOW: Final = Label("Slik kontrolleres boken", "How to try the book")
STEPS: Final = (
    Label(
        "Installer programmet feasibility i versjonen over.",
        "Install the program feasibility in the version above.",
    ),
    Label(
        "Kjør: feasibility verify BOK.xlsx. Programmet lager boken på nytt fra saken nederst på arket, "
        "sammenligner hver formel og hver tekst, skriver inn de forutsetningene som står i boken nå, regner "
        "alt på nytt med en uavhengig regnemotor og sammenligner hvert tall.",
        "Run: feasibility verify BOOK.xlsx. The program makes the book anew from the case below on this "
        "sheet, compares every formula and every text, types in the inputs that stand in the book now, "
        "recalculates everything with an independent engine and compares every number.",
    ),
    Label(
        "Uten programmet: åpne boken i Excel eller LibreOffice, la den regnes på nytt, og se at arket "
        "Kontroll er uten feil. Hvilken sak boken er av, sier fingeravtrykket: be om saksfilen og kjør "
        "feasibility run på den.",
        "Without the program: open the book in Excel or LibreOffice, have it recalculated, and see that the "
        "sheet Checks has no fault. Which case the book is of, the fingerprint says: ask for the case file "
        "and run feasibility run on it.",
    ),
)
BY_SHEET: Final = Label("Formlene, ark for ark", "The formulas, sheet by sheet")
CASE: Final = Label("Saken boken er regnet av", "The case the book was calculated from")
CASE_LEAD: Final = Label(
    "Uten scenarioer, usikkerhet og kommentarer, som ingen tall i boken følger av.",
    "Without scenarios, uncertainty and comments, from which no number of the book follows.",
)


def step(number: int) -> Label:
    """The number of a step."""
    return Label(f"Steg {number}", f"Step {number}")


def formulas(count: int, found: str) -> Label:
    """How many formulas a sheet has, and their hash."""
    return Label(
        f"{format_number(count, 0, 'nb')} formler, {found}",
        f"{format_number(count, 0, 'en')} formulas, {found}",
    )
