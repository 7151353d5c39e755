"""Words of the sheet a bank reads, in both languages. Names of lines come from the model."""

from typing import Final

from feasibility.language import Label

BANK_LEAD: Final = Label(
    "Det en bank spør om. Alle tall er formler; bare stresstesten er verdier, og det står over den.",
    "What a bank asks for. All numbers are formulas; the stress test alone is values, as is said above it.",
)
SOURCES_USES: Final = Label("Kilder og anvendelser", "Sources and uses")
SOURCES_USES_LEAD: Final = Label(
    "Til konseptet er åpent og på plass, inkl. mva., når det betales. Lån står med det som da er utestående.",
    "Until the concept is open and in place, incl. VAT, as paid. Loans stand with what is then owed.",
)
AMOUNT: Final = Label("Beløp, kr", "Amount, NOK")
SHARE: Final = Label("Andel", "Share")
BY_YEAR: Final = Label(
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
    "Nåverdien er før finansiering; gårdeiers tall forutsetter at driver betaler leien hele tiden. "
    "Verdier, beregnet da arbeidsboken ble skrevet: de endres ikke når en forutsetning endres her. "
    "Gjelder saken med fingeravtrykk",
    "Present value is before financing; the landlord's figures assume that the operator pays the rent. "
    "Values, calculated when the workbook was written: they do not change with an input here. "
    "For the case with fingerprint",
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
