"""Every word the workbook writes of its own accord, in both languages. Names of lines come from the model."""

from typing import Final

from feasibility.language import Label, format_number
from feasibility.workbook import certificate_words, contents_words

# Sheets, in their order in the book.
CONTENTS: Final = Label("Innhold", "Contents")
SUMMARY: Final = Label("Sammendrag", "Summary")
INPUTS: Final = Label("Forutsetninger", "Inputs")
REGISTER: Final = Label("Forutsetningsregister", "Register")
STATEMENTS: Final = Label("År", "Years")
BANK: Final = Label("Bank", "Bank")
MEASURES: Final = Label("Nøkkeltall", "Key figures")
MONTHS: Final = Label("Beregning", "Calculation")
YEARS: Final = Label("Årsberegning", "Yearly lines")
RATES: Final = Label("Internrente", "Internal rates")
CHECKS: Final = Label("Kontroll", "Checks")
ABOUT: Final = Label("Om", "About")

# Column headings.
LINE: Final = Label("Linje", "Line")
UNIT: Final = Label("Enhet", "Unit")
SUM_MARK: Final = "Σ"
END_MARK: Final = "→"
TOTAL: Final = Label(f"{SUM_MARK} sum, {END_MARK} slutt", f"{SUM_MARK} sum, {END_MARK} end")
VALUE: Final = Label("Verdi", "Value")
ORIGINAL: Final = Label("Ved eksport", "As exported")
IS_CHANGED: Final = Label("Endret", "Changed")
RANK: Final = Label("Nr.", "No.")
BY_YEAR: Final = Label("resultat og likviditet per kalenderår", "income and cash flow by calendar year")
LAW: Final = Label("Hjemmel", "Basis")
LINE_ID: Final = Label("Linjens id", "Line id")
OPENING: Final = Label("Før start", "Before start")
ASSUMPTION: Final = Label("Forutsetning", "Input")
KEY: Final = Label("Nøkkel", "Key")
BASIS: Final = Label("Grunnlag", "Basis")
SOURCE: Final = Label("Kilde", "Source")
DATE: Final = Label("Dato", "Date")
ALL_YEARS: Final = Label("alle år", "all years")
PATH: Final = Label("Sti i saksfilen", "Path in the case file")
LEAST: Final = Label("Minst", "At least")
MOST: Final = Label("Høyst", "At most")
OUTSIDE: Final = Label("Ugyldig", "Invalid")
CONFIDENCE: Final = Label("Sikkerhet", "Confidence")
LOWEST: Final = Label("Lavest", "Lowest")
HIGHEST: Final = Label("Høyest", "Highest")
WHOSE: Final = Label("Hvems tall", "Whose number")
REGISTER_LEAD: Final = Label(
    "Hvert tall i saken, med kilde, dato og sikkerhet. Verdien følger arket med forutsetninger; det som "
    "ellers står om et tall, gjelder slik det ble levert.",
    "Every number of the case, with source, date and confidence. The value follows the sheet of inputs; what "
    "else is said of a number is of it as delivered.",
)
MONTHS_IN_YEAR: Final = Label("Måneder", "Months")
MEASURE: Final = Label("Nøkkeltall", "Key figure")

# The bank's sheet.
SOURCES: Final = Label("Finansiering", "Sources")
USES: Final = Label("Kapitalbehov", "Uses")
BANK_OTHER: Final = Label("Det øvrige banken spør om", "What else the bank asks")

NO_NUMBER: Final = Label("i.a.", "n/a")  # in columns too narrow for the reason

# Where an input comes from.
BASIS_SOURCE: Final = Label("Kilde", "Source")
BASIS_ASSUMPTION: Final = Label("Antakelse", "Assumption")
BASIS_STATED: Final = Label("Uten kilde", "No source given")
BASIS_LAW: Final = Label("Regelverk", "Law")
BASIS_METHOD: Final = Label("Metode, låst", "Method, locked")
BASIS_STRUCTURE: Final = Label("Struktur, låst", "Structure, locked")

# Sections of inputs that are not sections of the case file.
SECTION_GENERAL: Final = Label("Generelt", "General")
SECTION_LAW: Final = Label("Regelverk (satser og grenser)", "Law (rates and thresholds)")
SECTION_METHOD: Final = Label("Metode", "Method")
SECTION_STRUCTURE: Final = Label("Struktur", "Structure")

# The verdicts and what present values are made of, on page one.
VERDICT: Final = Label("Vurdering", "Verdict")
GREEN: Final = Label("GRØNT", "GREEN")
AMBER: Final = Label("GULT", "AMBER")
RED: Final = Label("RØDT", "RED")
HOLDS: Final = Label("JA", "YES")
HOLDS_NOT: Final = Label("nei", "no")
HOLDS_AFTER_DEAL: Final = Label("JA, etter avtalen", "YES, after the deal")
PARTS_TITLE: Final = Label("Hva nåverdien består av", "What the present value is made of")
PARTS_SUM: Final = Label("Sum", "Sum")
WITHOUT_SALE: Final = Label("Uten det antatte salget", "Without the assumed sale")
AS_WRITTEN: Final = Label(
    "Beregnet da arbeidsboken ble skrevet:", "Calculated when the workbook was written:"
)


def placeholders_left(count: int) -> Label:
    """What stops the mark "ready for the bank" though no number does."""
    if count == 1:
        return Label(
            "ett tall eller én tekst skal fortsatt byttes ut; saken er ikke klar for banken.",
            "one number or text is still to be replaced; the case is not ready for the bank.",
        )
    return Label(
        f"{count} tall og tekster skal fortsatt byttes ut; saken er ikke klar for banken.",
        f"{count} numbers and texts are still to be replaced; the case is not ready for the bank.",
    )


# Summary.
PICTURES: Final = Label("Utvikling", "Over time")
WARNINGS: Final = Label("Varsler", "Warnings")


def warnings_below(count: int) -> Label:
    """The pointer from the head of page one to its warnings."""
    if count == 1:
        return Label("1 varsel – se nederst", "1 warning – see below")
    return Label(f"{count} varsler – se nederst", f"{count} warnings – see below")


NO_WARNINGS: Final = Label("Ingen varsler.", "No warnings.")
WARNINGS_LEAD: Final = Label(
    "Råd om forhold som bør vurderes, gitt ut fra saken slik den var da arbeidsboken ble skrevet.",
    "Advice on what deserves a second look, given for the case as it was when the workbook was written.",
)
MONTH: Final = Label("måned", "month")
NO_DATE: Final = Label("ingen dato", "no date")
MONTHS_WORD: Final = Label("måneder", "months")

# Inputs.
INPUTS_LEAD: Final = Label(
    "Blå tall på gul bunn kan endres; alt annet i arbeidsboken regnes da på nytt. Grå felter er låst: å "
    "endre dem krever en ny kjøring av programmet. Verdien ved eksport står ved siden av.",
    "Blue numbers on yellow may be changed; everything else in the workbook is then recalculated. Grey "
    "fields are locked: changing them takes a new run of the program. The value as exported stands beside.",
)

# Calculation.
MONTHS_LEAD: Final = Label(
    "Én formel per rad, lik i alle måneder. Kolonnen «Før start» holder verdien før første måned.",
    "One formula for each row, the same in all months. The column “Before start” holds the value before the "
    "first month.",
)
YEARS_LEAD: Final = Label(
    "Én formel per rad, lik i alle år. Siste år er en reserve, brukt når startmåneden flyttes, "
    "og skrives ut bare der den er i bruk når boken skrives.",
    "One formula for each row, the same in all years. The last year is spare, for when the start month "
    "moves, and is printed only where it is in use when the book is written.",
)
RATES_LEAD: Final = Label(
    "Nåverdien ved hver rente i gitteret viser hvor internrentene ligger. Roten nærmest 1 % per måned "
    "velges.",
    "The present value at each rate of the grid shows where the internal rates lie. The root nearest 1% a "
    "month is chosen.",
)
STATEMENTS_GUIDE: Final = Label(
    "Resultat, likviditet og balanse per år, post for post",
    "Income statement, cash flow and balance sheet by year, line by line",
)
MEASURES_LEAD: Final = Label(
    "Der et tall ikke finnes, står grunnen i ord.", "Where there is no number, the reason stands in words."
)
INTERMEDIATE: Final = Label("Mellomregninger", "Intermediate results")
OTHER_LINES: Final = Label("Øvrige", "Other")

# Input messages of the cells.
INVALID_TITLE: Final = Label("Ugyldig verdi", "Invalid value")
WHOLE_NUMBER: Final = Label("Helt tall", "A whole number")
ANY_NUMBER: Final = Label("Et tall", "A number")
INVALID_FLAG: Final = Label("Skriv 1 for ja og 0 for nei.", "Write 1 for yes and 0 for no.")
INVALID_DATE: Final = Label(
    "Skriv den første dagen i en måned, for eksempel 01.04.2027.",
    "Write the first day of a month, for example 2027-04-01.",
)

# About.
ABOUT_TITLE: Final = Label("Om arbeidsboken", "About the workbook")
CASE_NAME: Final = Label("Sak", "Case")
CASE_HASH: Final = Label("Saksfilens fingeravtrykk", "Fingerprint of the case")
VERSION: Final = Label("Programversjon", "Program version")
DESCRIPTION: Final = Label("Beskrivelse", "Description")
LEGEND: Final = Label("Tegnforklaring", "Legend")
LEGEND_INPUT: Final = Label("Forutsetning som kan endres", "Input that may be changed")
LEGEND_LOCKED: Final = Label("Forutsetning som er låst", "Input that is locked")
LEGEND_FORMULA: Final = Label("Formel", "Formula")
LEGEND_NEGATIVE: Final = Label("Negativt tall", "Negative number")
LEGEND_ZERO: Final = Label("Null kroner", "Zero")
LEGEND_NULL: Final = Label("Tall finnes ikke; grunnen står i cellen", "No number; the reason is in the cell")
LEGEND_SUM: Final = Label("Sum over radens perioder", "Sum over the row's periods")
LEGEND_END: Final = Label(
    "Saldo ved radens siste periode; en rad uten tall her summeres ikke",
    "Balance at the row's last period; a row without a number here is not summed",
)
LEGEND_TOTAL: Final = Label("Sum i et oppsett", "Total of a statement")
LEGEND_FAILED: Final = Label("Kontroll som feiler", "Check that fails")
CONVENTIONS: Final = Label("Konvensjoner", "Conventions")
CHOICES: Final = Label("Valg i denne saken", "Choices in this case")
PROTECTION_TITLE: Final = Label("Beskyttelse", "Protection")
VERIFIED_TITLE: Final = Label("Kontrollregnet", "Verified")
PROTECTION: Final = Label(
    "Arkene er beskyttet uten passord, så formler ikke endres ved et uhell. Beskyttelsen kan slås av.",
    "The sheets are protected without a password, so that no formula is changed by accident. The protection "
    "may be switched off.",
)


def verified(engine: str, cells: int) -> Label:
    """Who recalculated the book, and how much of it."""
    return Label(
        f"{format_number(cells, 0, 'nb')} formelceller er regnet på nytt av {engine}, en uavhengig "
        "regnemotor, og sammenlignet med programmets tall før filen ble levert.",
        f"{format_number(cells, 0, 'en')} formula cells were recalculated by {engine}, an independent "
        "engine, and compared with the program's numbers before the file was delivered.",
    )


RUN: Final = Label("Kjøring", "Run")
AS_STATED: Final = Label("Saken slik den står", "The case as it stands")
WITH_SUPPORT: Final = Label("med støtte", "with support")
WITHOUT_SUPPORT: Final = Label("uten støtte", "without support")


def scenario(called: str) -> Label:
    """A run of a named scenario."""
    return Label(f"Scenario: {called}", f"Scenario: {called}")


def changes(listed: Label) -> Label:
    """A run with numbers of the case changed."""
    return Label(f"endret: {listed.nb}", f"changed: {listed.en}")


PAGE: Final = Label("Side &P av &N", "Page &P of &N")
AS_EXPORTED: Final = Label("Forutsetninger som ved eksport", "Inputs as exported")
CHANGED_SINCE: Final = Label("Endret siden eksport", "Changed since export")
STILL_HOLDS: Final = Label(
    "Gjelder forutsetningene som ved eksport, og de er uendret.",
    "For the inputs as exported, which are unchanged.",
)
STALE: Final = Label(
    "FORELDET: forutsetninger er endret siden dette ble beregnet. Kjør programmet på nytt.",
    "STALE: inputs have been changed since this was calculated. Run the program again.",
)
IN_PRINT_SET: Final = Label("utskriftssett", "print set")
FULL_PRINT: Final = Label("full utskrift", "full print")
BACK_TO_CONTENTS: Final = Label("Til innholdet", "To the contents")

SHEET_GUIDE: Final[tuple[tuple[Label, Label], ...]] = (
    (CONTENTS, contents_words.GUIDE),
    (SUMMARY, Label("Beslutningen i korte trekk", "The decision in brief")),
    (INPUTS, Label("Alle tall modellen bruker, med kilde", "Every number the model uses, with its source")),
    (
        REGISTER,
        Label(
            "Hvor sikkert hvert tall er, og hvem det kommer fra", "How sure each number is, and whose it is"
        ),
    ),
    (BANK, Label("Det en bank spør om, for hvert selskap som låner", "What a bank asks of each borrower")),
    (MEASURES, Label("Nøkkeltall for hver part", "Key figures of each party")),
    (MONTHS, Label("Modellen måned for måned", "The model month by month")),
    (YEARS, Label("Modellens linjer per kalenderår", "The model's lines by calendar year")),
    (RATES, Label("Hvordan internrentene er funnet", "How the internal rates were found")),
    (CHECKS, Label("Kontroller av hele modellen", "Checks of the whole model")),
    (certificate_words.CERTIFICATE, certificate_words.GUIDE),
    (ABOUT, Label("Versjon, tegnforklaring og konvensjoner", "Version, legend and conventions")),
)

CONVENTION_TEXTS: Final[tuple[tuple[Label, Label], ...]] = (
    (
        Label("Kroner", "Money"),
        Label(
            "Nominelle kroner, aldri avrundet i beregningen. Priser er uten merverdiavgift der ikke annet er "
            "sagt.",
            "Nominal NOK, never rounded in the calculation. Prices are without VAT unless stated otherwise.",
        ),
    ),
    (
        Label("Nåverdi", "Present value"),
        Label(
            "Månedsrente (1 + r)^(1/12) − 1, betaling ved månedens slutt: første måned diskonteres én gang.",
            "Monthly rate (1 + r)^(1/12) − 1, paid at month end: the first month is discounted once.",
        ),
    ),
    (
        Label("Internrente", "Internal rate of return"),
        Label(
            "Effektiv årsrente av månedsrenten nærmest 1 %. Flere løsninger varsles.",
            "Effective annual rate of the monthly root nearest 1%. Several roots give a warning.",
        ),
    ),
    (
        Label("Prosjekt og egenkapital", "Project and equity"),
        Label(
            "Prosjektets nåverdi er før lån, innskudd og egenkapital; egenkapitalens er eiernes strømmer.",
            "Project value is before loans, deposits and equity; equity value is the owners' flows.",
        ),
    ),
    (
        LAW,
        Label(
            "Kolonnen viser loven eller regelen linjen følger. §1–§13 uten lovens navn er avsnittene på "
            "dokumentasjonens side om modellen. mval er merverdiavgiftsloven, FMVA er "
            "merverdiavgiftsforskriften, sktl er skatteloven og OTP-loven er lov om obligatorisk "
            "tjenestepensjon; andre lover står med navn. En merknad til linjen ligger som kommentar på "
            "navnet og skrives ikke ut.",
            "The column shows the law or rule the line follows. §1–§13 without the name of an act are the "
            "sections of the documentation's page on the model. mval is the VAT Act (merverdiavgiftsloven), "
            "FMVA its regulations, sktl the Tax Act (skatteloven), OTP-loven the act on mandatory "
            "occupational pensions; other Norwegian acts stand with their names. A note on the line is a "
            "comment on its name and is not printed.",
        ),
    ),
    (
        Label("Siste måned", "Last month"),
        Label(
            "Merverdiavgift, depositum, forskudd og fordringer gjøres opp i én linje i siste måned.",
            "VAT, deposits, prepayments and receivables are settled in one line in the last month.",
        ),
    ),
    (
        Label("Renter", "Interest"),
        Label(
            "Regnes av inngående saldo; ingen sirkelreferanser.",
            "Calculated on the opening balance; no circular references.",
        ),
    ),
)

# ---- the sheet a bank reads ----------------------------------------------------------------------------

BANK_LEAD: Final = Label(
    "Det en bank spør om. Alle tall er formler; bare stresstesten er verdier, og det står over den.",
    "What a bank asks for. All numbers are formulas; the stress test alone is values, as is said above it.",
)
SOURCES_USES: Final = Label("Kapitalbehov og finansiering", "Sources and uses")
SOURCES_USES_LEAD: Final = Label(
    "Til konseptet er åpent og på plass, inkl. mva., når det betales. Lån står med det som da er utestående.",
    "Until the concept is open and in place, incl. VAT, as paid. Loans stand with what is then owed.",
)
AMOUNT: Final = Label("Beløp, kr", "Amount, NOK")
SHARE: Final = Label("Andel", "Share")
BANK_BY_YEAR: Final = Label(
    "Nøkkeltall per kalenderår mot lånevilkår", "Measures by calendar year against covenants"
)
COUNTED: Final = Label(
    "Helt år etter åpning (teller i «verst»)",
    "Full year after opening (counted in “worst”)",
)
LIMIT: Final = Label("Lånevilkår", "Covenant")
WORST: Final = Label("Verst", "Worst")
IN_YEAR: Final = Label("I år", "In year")
HEADROOM: Final = Label("Margin til lånevilkåret", "Headroom to the covenant")
MADE_OF: Final = Label("Grunnlaget", "What they are made of")
COMMON: Final = Label("Felleskostnader", "Common costs")
BALANCES: Final = Label("Lån, restgjeld per 31. desember", "Loans, balance at 31 December")

STRESS: Final = Label("Stresstest", "Stress test")
STRESS_LEAD: Final = Label(
    "Nåverdien er før lån, med skatt som uten lån; gårdeierens tall forutsetter at driveren betaler leien "
    "hele tiden.",
    "Present value is before loans, with tax as without loans; the landlord's figures assume that the "
    "operator pays the rent.",
)
NOT_APPLICABLE: Final = Label("ikke aktuelt", "not applicable")
STRESS_COLUMNS: Final = (
    Label("Nåverdi, kr", "NPV, NOK"),
    Label("Lavest likvid., kr", "Low. cash, NOK"),
    Label("I måned", "In month"),
    Label("ICR", "ICR"),
    Label("DSCR", "DSCR"),
    Label("LTV", "LTV"),
    Label("Udekket, kr", "Unfunded, NOK"),
    Label("Eierne skyter inn, kr", "Owners put in, NOK"),
    Label("Lånevilkår brutt fra", "Covenants broken from"),
)

MISSING: Final = Label("Forutsetninger uten kilde", "Inputs without a source")
NONE_MISSING: Final = Label(
    "Alle tall i saken har kilde eller er merket som antakelse.",
    "Every number of the case has a source or is marked as an assumption.",
)


def counted(stated: int, assumed: int, missing: int) -> Label:
    """How well the inputs are sourced."""
    return Label(
        f"{stated} tall har kilde, {assumed} er merket som antakelse, {missing} har ingen av delene.",
        f"{stated} numbers have a source, {assumed} are marked as assumptions, {missing} have neither.",
    )
