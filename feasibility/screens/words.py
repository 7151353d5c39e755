"""Every word the app says of its own accord, in both languages. Names of lines come from the model.

Braces are places for a number, an amount or a clause.
"""

from typing import Final, NamedTuple

from feasibility.language import Label

# ---- the page ---------------------------------------------------------------------------------------------

ABOUT_EXAMPLE: Final = Label("Om eksempelet", "About the example")
TITLE: Final = Label("Lønner det seg for begge?", "Does it pay for both?")
LEAD: Final = Label(
    "Velg et eksempel, endre tallene, og se resultatet for gårdeieren og driveren samtidig.",
    "Choose an example, change the numbers, and see the result for landlord and operator at once.",
)
LANGUAGE: Final = Label("Språk / Language", "Språk / Language")
LANGUAGE_NAMES: Final = {"nb": "Norsk", "en": "English"}
EXAMPLE: Final = Label("Eksempel", "Example")
SUPPORT: Final = Label("Med støtte", "With support")
SUPPORT_HELP: Final = Label(
    "Av: samme sak uten tilskudd, frie lokaler, kjøpte plasser og lønn betalt av andre.",
    "Off: the same case without grants, free premises, desks bought and salaries paid by others.",
)
NO_SUPPORT_IN_CASE: Final = Label("Eksempelet har ingen støtte.", "The example has no support.")
RESET: Final = Label("Tilbake til eksempelets tall", "Back to the example's numbers")
NO_EXAMPLES: Final = Label(
    "Det er ingen eksempler å velge blant. De ligger i mappene examples og templates.",
    "There are no examples to choose from. They lie in the folders examples and templates.",
)
BAD_EXAMPLE: Final = Label("Eksempelet kan ikke brukes:", "The example cannot be used:")
IN_ADDRESS: Final = Label(
    "Noe i nettadressen kan ikke brukes og er utelatt:",
    "Something in the page's address cannot be used and is left out:",
)
UNEXPECTED: Final = Label(
    "Noe gikk galt i programmet, og tallene kan ikke vises. Endringene dine står i nettadressen. Prøv å gå "
    "tilbake til eksempelets tall; hjelper ikke det, står årsaken i vinduet der programmet ble startet.",
    "Something went wrong in the program, and the numbers cannot be shown. Your changes are kept in the "
    "page's address. Try going back to the example's numbers; if that does not help, the cause is told in "
    "the window where the program was started.",
)

# ---- the fields -------------------------------------------------------------------------------------------

CHANGE_NUMBERS: Final = Label("Endre tallene", "Change the numbers")
HOW_TO_TYPE: Final = Label(
    "Skriv et tall og trykk Enter, for eksempel 1 250,50 eller 12,5 % eller 2,5 mill. Et tomt felt gir "
    "eksempelets tall.",
    "Type a number and press Enter, for example 1,250.50 or 12.5% or 2.5m. An empty field gives the "
    "example's number.",
)
GROUP_DEAL: Final = Label("Avtalen", "The deal")
GROUP_PRODUCTS: Final = Label("Priser og belegg", "Prices and occupancy")
GROUP_AREAS: Final = Label("Arealer i bygget", "Areas of the building")
GROUP_WORKS: Final = Label("Arbeider", "Works")
GROUP_LOANS: Final = Label("Lån", "Loans")

FIELDS: Final[dict[str, Label]] = {
    "deal.lease.area_m2": Label("Leid areal", "Leased area"),
    "deal.area_m2": Label("Areal", "Area"),
    "deal.lease.rent_nok_per_m2_year": Label("Leie", "Rent"),
    "deal.market_rent_nok_per_m2_year": Label("Markedsleie", "Market rent"),
    "deal.turnover.share_of_income": Label("Andel av omsetningen", "Share of turnover"),
    "deal.turnover.threshold_nok_per_year": Label("Terskel for omsetningsleie", "Threshold of turnover rent"),
    "reductions.rent_free_months": Label("Leiefri tid", "Rent-free period"),
    "reductions.off_share": Label("Avslag i leien etterpå", "Reduction of rent after that"),
    "reductions.off_months": Label("Avslaget varer", "The reduction lasts"),
    "price_nok_per_month": Label("Pris", "Price"),
    "price_nok_per_use": Label("Pris", "Price"),
    "ramp.stabilised_share": Label("Belegg når det er fylt opp", "Occupancy when filled up"),
    "ramp.months": Label("Tid til det er fylt opp", "Time until filled up"),
    "landlord_share": Label("Gårdeieren betaler", "The landlord pays"),
}
"""Short names for fields whose own label is longer than the screen needs, by path or the end of one."""

SOURCE: Final = Label("Kilde: {}", "Source: {}")
ASSUMPTION: Final = Label("Antakelse: {}", "Assumption: {}")
NO_SOURCE: Final = Label("Ingen kilde oppgitt", "No source given")
WAS: Final = Label("Endret. Eksempelet: {}", "Changed. The example: {}")
CHANGED_ELSEWHERE: Final = Label(
    "Saken ble endret et annet sted mens du skrev, så dette er ikke lagret. «Prøv igjen» lagrer det.",
    'The case was changed elsewhere while you typed, so this is not saved. "Try again" saves it.',
)
NOT_SAVED: Final = Label("Dette er ikke lagret.", "This is not saved.")
TRY_AGAIN: Final = Label("Prøv igjen", "Try again")
STILL: Final = Label("Det regnes videre med {}.", "{} is still used.")
TWO_WAYS: Final = Label(
    "«{0}» kan leses som {1} eller som {2}. Skriv {1} eller {2}.",
    '"{0}" can be read as {1} or as {2}. Write {1} or {2}.',
)
NOT_READ: Final = Label(
    "Kan ikke lese «{}» som et tall her. Skriv for eksempel {}.",
    "Cannot read '{}' as a number here. Write for example {}.",
)
WHOLE_NUMBER: Final = Label("Skriv et helt tall, uten desimaler.", "Write a whole number, without decimals.")
MUST_BE: Final = Label("Tallet må være {}.", "The number must be {}.")
AT_LEAST: Final = Label("minst {}", "at least {}")
AT_MOST: Final = Label("høyst {}", "at most {}")
ABOVE: Final = Label("over {}", "above {}")
BELOW: Final = Label("under {}", "below {}")
AND: Final = Label(" og ", " and ")
BUT: Final = Label(", men ", ", but ")
REDUCTION_REFUSED: Final = Label(
    "Reduksjonene går da ut over leietiden. Prøv færre måneder.",
    "The reductions would then go beyond the lease. Try fewer months.",
)
SCHEDULE: Final = Label("Leien i avtalen: {}.", "Rent in the deal: {}.")
SCHEDULE_FREE: Final = Label("leiefritt leiemåned {}–{}", "rent-free lease months {}–{}")
SCHEDULE_OFF: Final = Label("{2} avslag leiemåned {0}–{1}", "{2} off in lease months {0}–{1}")
SCHEDULE_STATED: Final = Label("{2} leiemåned {0}–{1}", "{2} in lease months {0}–{1}")
SCHEDULE_FULL: Final = Label("full leie ellers", "full rent otherwise")

AREA_LEASED: Final = Label("leid areal", "the leased area")
AREA_DEAL: Final = Label("avtalens areal", "the deal's area")
AREA_ORDINARY: Final = Label("den ordinære leietakerens areal", "the ordinary tenant's area")
AREAS_DIFFER: Final = Label(
    "Arealene er ulike: lokalene er {0} til sammen, {1}. Plasser og gårdens kostnader følger lokalene; leien "
    "følger sitt eget areal. Endrer du det ene, følger ikke de andre med.",
    "The areas differ: the spaces are {0} in all, {1}. Places and the building's costs follow the spaces; "
    "rent follows its own area. When you change one, the others do not follow.",
)

# ---- the answer -------------------------------------------------------------------------------------------

LANDLORD_LETS: Final = Label("Gårdeieren {0}{1}driveren {2}.", "The landlord {0}{1}the operator {2}.")
LANDLORD_OPERATES: Final = Label(
    "Gårdeieren, som driver selv, {0}{1}{2}.", "The landlord, who operates the space, {0}{1}{2}."
)


class Against(NamedTuple):
    """What is said of the landlord's gain or loss against an alternative."""

    better: Label
    worse: Label
    alike: Label
    unknown: Label


AGAINST: Final = {
    "vacant": Against(
        Label("kommer {} bedre ut enn med tomme lokaler", "is {} better off than with the space empty"),
        Label("kommer {} dårligere ut enn med tomme lokaler", "is {} worse off than with the space empty"),
        Label("kommer likt ut som med tomme lokaler", "is as well off as with the space empty"),
        Label("kan ikke sammenlignes med tomme lokaler ({})", "cannot be compared with the space empty ({})"),
    ),
    "ordinary": Against(
        Label(
            "kommer {} bedre ut enn med en ordinær leietaker", "is {} better off than with an ordinary tenant"
        ),
        Label(
            "kommer {} dårligere ut enn med en ordinær leietaker",
            "is {} worse off than with an ordinary tenant",
        ),
        Label("kommer likt ut som med en ordinær leietaker", "is as well off as with an ordinary tenant"),
        Label(
            "kan ikke sammenlignes med en ordinær leietaker ({})",
            "cannot be compared with an ordinary tenant ({})",
        ),
    ),
    "there": Against(
        Label(
            "kommer {} bedre ut enn med leietakeren som er der",
            "is {} better off than with the tenant who is there",
        ),
        Label(
            "kommer {} dårligere ut enn med leietakeren som er der",
            "is {} worse off than with the tenant who is there",
        ),
        Label("kommer likt ut som med leietakeren som er der", "is as well off as with the tenant there"),
        Label(
            "kan ikke sammenlignes med leietakeren som er der ({})",
            "cannot be compared with the tenant who is there ({})",
        ),
    ),
}
"""What comes first, against what there is today; and what stands in a sentence of its own."""
AND_AGAINST: Final = {
    "ordinary": Against(
        Label("{} bedre enn med en ordinær leietaker", "{} better off than with an ordinary tenant"),
        Label("{} dårligere enn med en ordinær leietaker", "{} worse off than with an ordinary tenant"),
        Label("likt som med en ordinær leietaker", "as well off as with an ordinary tenant"),
        Label(
            "kan ikke sammenlignes med en ordinær leietaker ({})",
            "cannot be compared with an ordinary tenant ({})",
        ),
    ),
    "vacant": Against(
        Label("{} bedre enn med tomme lokaler", "{} better off than with the space empty"),
        Label("{} dårligere enn med tomme lokaler", "{} worse off than with the space empty"),
        Label("likt som med tomme lokaler", "as well off as with the space empty"),
        Label("kan ikke sammenlignes med tomme lokaler ({})", "cannot be compared with the space empty ({})"),
    ),
}
"""What comes after it, against the other."""
ONLY_WITH_SALE: Final = Label(" (bare med det antatte salget)", " (only with the assumed sale)")
OTHER_NOTE: Final = Label("Gårdeieren {}.", "The landlord {}.")
HAS_MONEY: Final = Label("har penger nok hele veien", "has money enough all the way")
HAS_MONEY_WITH_CALL: Final = Label(
    "har penger nok bare fordi {1} skyter inn {0}, slik saken forutsetter",
    "has money enough only because its owners put in {0}, as the case assumes",
)
AND_LOSES: Final = Label(", og får ikke dekket avkastningskravet", ", and earns too little")
GROUNDS: Final = Label("Å merke seg: {}.", "To note: {}.")
GAIN_PARTS: Final = Label("Hva nåverdiene består av, kr", "What the present values are made of, NOK")
PRESENT_VALUE: Final = Label("Nåverdi", "Present value")
WHOLE: Final = Label("Sum", "Sum")
BANK_READY: Final = Label("Klar for banken.", "Ready for the bank.")
BANK_NOT_READY: Final = Label("Ikke klar for banken: {}.", "Not ready for the bank: {}.")
LACKS_MONEY: Final = Label("mangler {} på det meste ({})", "is {} short at the worst ({})")
SURVIVES: Final = Label("klarer seg og tjener på avtalen", "survives and gains by the deal")
SURVIVES_ONLY: Final = Label(
    "får ikke dekket avkastningskravet, selv om pengene rekker hele veien",
    "earns too little, though the money lasts all the way",
)
SHORT_BUT_EARNS: Final = Label(
    ", selv om avtalen lønner seg i lengden", ", though the deal pays in the long run"
)
SHORT_AND_LOSES: Final = Label(" og taper på avtalen", " and loses by the deal")
BASIS: Final = Label(
    "Nåverdi av kontantstrømmen før lån, {0} – {1}. Avkastningskrav: gårdeier {2}, driver {3}.",
    "Present value of cash flow before loans, {0} – {1}. Discount rates: landlord {2}, operator {3}.",
)
BASIS_NEXT: Final = Label("Neste driver: {}.", "Next operator: {}.")
WITHOUT_SUPPORT: Final = Label("Vist uten støtte.", "Shown without support.")
TONES: Final[dict[str, Label]] = {
    "good": Label("Ser bra ut", "Looks good"),
    "mixed": Label("Blandet", "Mixed"),
    "bad": Label("Går ikke i hop", "Does not add up"),
}

# ---- figures ----------------------------------------------------------------------------------------------

FIGURE: Final = Label("Nøkkeltall", "Key figure")
VALUE: Final = Label("Verdi", "Value")
VALUE_AND_CHANGE: Final = Label("Verdi og endring", "Value and change")
MORE_FIGURES: Final = Label("Flere nøkkeltall", "More key figures")
OTHER_PARTIES: Final = Label("Kommunen og prosjektet samlet", "The municipality and the project as a whole")
NO_NUMBER: Final = Label("finnes ikke", "does not exist")
NOT_IN_EXAMPLE: Final = Label("ikke i eksempelet", "not in the example")
IN_EXAMPLE: Final = Label("eksempelet: {}", "the example: {}")
MONTH_AND_NUMBER: Final = Label("{0} (måned\u00a0{1})", "{0} (month\u00a0{1})")
MILLION: Final = Label("{}\u00a0mill.\u00a0kr", "NOK\u00a0{}\u00a0million")
MINUS: Final = Label("\u2212", "-")
POINTS: Final = Label("{}\u00a0prosentpoeng", "{}\u00a0percentage points")
LATER: Final = Label("{} senere", "{} later")
EARLIER: Final = Label("{} tidligere", "{} earlier")

# ---- pictures ---------------------------------------------------------------------------------------------

PICTURES: Final = Label("Utvikling over tid", "Over time")
COMPARED: Final = Label(
    "Stiplet linje eller strek på søylen: eksempelet uendret.",
    "Dashed line or mark on the column: the example unchanged.",
)
WHEN: Final = Label("Når", "When")
WHAT: Final = Label("Hva", "What")
AXIS_MILLION: Final = Label("# mill.", "# m")
AXIS_UNIT: Final[dict[str, Label]] = {
    "NOK": Label("kroner", "NOK"),
    "people": Label("antall", "number"),
}

# ---- checks and warnings ----------------------------------------------------------------------------------

CHECKS_FAILED: Final = Label(
    "{0} av {1} kontroller feiler. Stol ikke på tallene før dette er forklart.",
    "{0} of {1} checks fail. Do not trust the numbers until this is explained.",
)
CHECKS: Final = Label("Kontroller", "Checks")
CHECKS_PASSED: Final = Label(
    "Alle {0} kontroller er bestått: {1} av modellen, {2} av resultatet",
    "All {0} checks passed: {1} of the model, {2} of the result",
)
CHECK: Final = Label("Kontroll", "Check")
DIFFERENCE: Final = Label("Differanse, kr", "Difference, NOK")
OUTCOME: Final = Label("Resultat", "Result")
PASSED: Final = Label("bestått", "passed")
FAILED: Final = Label("FEILER", "FAILS")
ONE_WARNING: Final = Label("Ett forhold er verdt å se nærmere på.", "One thing is worth a closer look.")
MORE_WARNINGS: Final = Label("{} forhold er verdt å se nærmere på.", "{} things are worth a closer look.")

# ---- downloads --------------------------------------------------------------------------------------------

DOWNLOADS: Final = Label("Ta med tallene", "Take the numbers along")
DOWNLOADS_LEAD: Final = Label(
    "Arbeidsboken har levende formler. Hver celle regnes på nytt av en uavhengig regnemotor før du får den.",
    "The workbook has live formulas. An independent engine recalculates every cell before you get it.",
)
MAKE_WORKBOOK: Final = Label("Lag arbeidsbok (Excel)", "Make the workbook (Excel)")
DOWNLOAD_WORKBOOK: Final = Label("Last ned arbeidsboken", "Download the workbook")
DOWNLOAD_CASE: Final = Label("Last ned saken (YAML)", "Download the case (YAML)")
WRITING: Final = Label("Skriver arbeidsboken …", "Writing the workbook …")
VERIFYING: Final = Label("Regner hver celle på nytt …", "Recalculating every cell …")
FILE_WITHOUT_SUPPORT: Final = Label("-uten-stotte", "-without-support")
VERIFIED: Final = Label("Arbeidsboken er kontrollregnet.", "The workbook has been verified.")
MISMATCH: Final = Label(
    "Arbeidsboken ble ikke levert, for en celle regnes ulikt i de to regnemotorene:",
    "The workbook was not delivered, as the two engines disagree on a cell:",
)
NOT_WRITTEN: Final = Label("Arbeidsboken kunne ikke skrives: {}", "The workbook could not be written: {}")


def unknown_in_address(key: str, text: str) -> Label:
    """What is said of a part of the address that is no field of the case, or no number it can take."""
    return Label(
        f"«{key}={text}» er ikke et tall i denne saken.", f"“{key}={text}” is not a number in this case."
    )
