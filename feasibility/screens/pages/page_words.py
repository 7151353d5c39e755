"""Words of the results' pages. Names of lines come from the model."""

from typing import Final

from feasibility.language import Label

BY_YEAR: Final = Label("Per kalenderår", "By calendar year")
SEE_REGISTER: Final = Label("Se hva som skal byttes ut", "See what is to be replaced")
PRESS_NUMBER: Final = Label(
    "Trykk på et tall for å se hvorfor det er slik.", "Press a number to see why it is what it is."
)
FULL_STATEMENTS: Final = Label("Hele budsjettet, også måned for måned", "All statements, by month too")

# ---- landlord and operator --------------------------------------------------------------------------------

KEY_FIGURES: Final = Label("Nøkkeltall", "Key figures")
IN_DETAIL: Final = Label("Tallene i detalj", "The numbers in detail")
LIQUIDITY_BY_MONTH: Final = Label("Likviditetsreserve, måned for måned", "Liquidity reserve, month by month")
CASH_BY_YEAR: Final = Label("Kontantstrøm før finansiering per år", "Cash flow before financing by year")
ALTERNATIVES: Final = Label(
    "Avtalen, tomt og ordinær leietaker, nåverdi i kr", "Deal, vacant and ordinary tenant, present value, NOK"
)
DISCOUNT: Final = Label("Hva leierabatten koster", "What the rent discount costs")
RENT: Final = Label("Leien før og etter avslag, per måned", "The rent before and after reductions, by month")
MONEY_NEEDED: Final = Label("Hvor mye penger trengs, og når", "How much money is needed, and when")
BREAK_EVEN: Final = Label("Nullpunkt: hva som må fylles", "Break-even: what has to be filled")
BREAK_EVEN_LEAD: Final = Label(
    "Belegget der driften går i null i et vanlig år, og det belegget saken regner med.",
    "The occupancy at which an ordinary year's operation breaks even, and what the case expects.",
)
PRODUCT: Final = Label("Produkt", "Product")
AT_BREAK_EVEN: Final = Label("Ved nullpunkt", "At break-even")
EXPECTED: Final = Label("Saken, når det er fylt opp", "The case, once filled up")
INCOME: Final = Label("Inntekt etter produkt, per måned", "Income by product, by month")
OCCUPANCY: Final = Label("Belegg etter produkt", "Occupancy by product")
RESULT: Final = Label("Resultatet år for år", "The result year by year")
WHICH_OPERATOR: Final = Label("Hvilken driver?", "Which operator?")
LANDLORD_RUNS: Final = Label(
    "Gårdeieren driver selv. Her er driften; pengene er gårdeierens.",
    "The landlord runs it. This is the operation; the money is the landlord's.",
)
VALUE: Final = Label("Verdi og avkastning", "Value and return")

# ---- bank -------------------------------------------------------------------------------------------------

COVENANTS: Final = Label("Lånevilkår og margin", "Covenants and headroom")
MEASURES_BY_YEAR: Final = Label("Nøkkeltallene år for år", "The measures year by year")
HEADROOM_IN_POINTS: Final = Label("{}: margin, prosentpoeng", "{}: headroom, percentage points")
HEADROOM_OF: Final = Label("{}: margin", "{}: headroom")
BEHIND_BY_YEAR: Final = Label("Tallene bak, år for år", "The numbers behind, year by year")
SOURCES_USES: Final = Label("Kapitalbehov og finansiering", "Sources and uses")
SOURCES: Final = Label("Finansiering", "Sources")
USES: Final = Label("Kapitalbehov", "Uses")
LOAN: Final = Label("Lån: {}", "Loan: {}")
STRESS: Final = Label("Hva det tåler", "What it can take")
SHOW_STRESS: Final = Label("Regn stresstesten", "Work out the stress test")
STRESS_LEAD: Final = Label(
    "Saken regnes på nytt med lavere belegg, høyere rente og annet som kan gå galt.",
    "The case is worked out anew with lower occupancy, higher rates and other things that may go wrong.",
)
ALL_OF_STRESS: Final = Label("Alt om hva det tåler", "All about what it can take")
ALL_OF_CAPACITY: Final = Label("Alt om hvor mye som kan lånes", "All about how much can be borrowed")
WORKING: Final = Label("Regner …", "Working …")

# ---- warnings and checks ----------------------------------------------------------------------------------

NO_WARNINGS: Final = Label("Ingen varsler.", "No warnings.")
WARNINGS: Final = Label("Varsler", "Warnings")
WARNINGS_LEAD: Final = Label(
    "Et varsel er ikke en feil: det sier hva som er uvanlig eller åpent, og hvor det står.",
    "A warning is no mistake: it says what is unusual or open, and where that is from.",
)
SOURCE: Final = Label("Kilde: {}", "Source: {}")
CHECKS: Final = Label("Kontroller", "Checks")

# ---- answers to warnings ----------------------------------------------------------------------------------

ANSWER: Final = Label("Svar på varselet", "Answer the warning")
CHANGE_ANSWER: Final = Label("Endre svaret", "Change the answer")
NOTE: Final = Label(
    "Hvorfor det er greit, eller hva som gjøres", "Why it is all right, or what is done about it"
)
BY: Final = Label("Besvart av", "Answered by")
KEEP_ANSWER: Final = Label("Lagre svaret", "Keep the answer")
REMOVE_ANSWER: Final = Label("Ta bort svaret", "Take the answer away")
SAVE_TO_ANSWER: Final = Label(
    "Lagre eksempelet som egen sak for å svare på varslene.",
    "Save the example as a case of your own to answer the warnings.",
)
EMPTY_ANSWER: Final = Label("Skriv et svar først.", "Write an answer first.")

# ---- municipality and VAT ---------------------------------------------------------------------------------

NO_SUPPORT: Final = Label("Saken har ingen støtte.", "The case has no support.")
SUPPORT_BY_MONTH: Final = Label(
    "Kommunens støtte, måned for måned", "The municipality's support, month by month"
)
JOBS: Final = Label("Arbeidsplasser", "Jobs")
GIVES_AND_GETS: Final = Label(
    "Hva kommunen gir, og hva den får igjen", "What the municipality gives, and what it gets"
)
NEEDED: Final = Label("Når støtten ikke lenger trengs", "When the support is needed no longer")
VAT_BY_MONTH: Final = Label("Fradragsført, uten fradrag og justert", "Deducted, lost and adjusted")
VAT_SETTLED: Final = Label("Mva.-oppgjør per år", "VAT settled by year")
VAT_BY_YEAR: Final = Label("Mva. år for år", "VAT year by year")
REGISTERED: Final = Label("Registrering", "Registration")
CLASSED: Final = Label("Hvordan produktene behandles i saken", "How the case treats its products")
TREATMENT: Final = Label("Behandling", "Treatment")
OTHER_TREATMENTS: Final = Label("Andre behandlinger", "Other treatments")
SHOW_TREATMENTS: Final = Label("Regn de andre behandlingene", "Work out the other treatments")
SETTLED_OR_OPEN: Final = Label("Hva er klart, og hva er åpent?", "What is settled, and what is open?")
