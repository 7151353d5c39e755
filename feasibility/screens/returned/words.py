"""The words around a workbook that comes back, in both languages."""

from typing import Final

from feasibility.language import Label

TITLE: Final = Label("Arbeidsboken som kom tilbake", "The workbook that came back")
LEAD: Final = Label(
    "Her ser du hva som er endret i den, og velger hva saken skal ta inn. Ingenting er lagret ennå.",
    "Here you see what has been changed in it, and choose what the case is to take. Nothing is saved yet.",
)
AWAY: Final = Label("Legg boken bort", "Put the book away")
READING: Final = Label("Leser forutsetningene …", "Reading the inputs …")
REFUSED: Final = Label(
    "Arbeidsboken kan ikke brukes. Ingenting er lagret.", "The workbook cannot be used. Nothing is saved."
)
NOT_RUN: Final = Label(
    "Filen har: {}. Ingenting av det er kjørt eller hentet, og ingenting av det tas inn.",
    "The file has: {}. None of it has been carried out or fetched, and none of it is taken.",
)
CHANGED: Final = Label("Endrede forutsetninger", "Changed inputs")
CHOOSE: Final = Label("Kryss av for dem saken skal ta inn.", "Tick those that the case is to take.")
ALL: Final = Label("Velg alle", "Choose all")
NONE: Final = Label("Velg ingen", "Choose none")
NOTHING_TAKEN: Final = Label(
    "Ingenting kan tas inn fra denne boken før dette er rettet i den:",
    "Nothing can be taken from this book before this is mended in it:",
)
WHERE: Final = Label("Hvor skal tallene inn?", "Where are the numbers to go?")
NEW_CASE: Final = Label("En ny sak, laget av den boken bærer", "A new case, made of the one the book carries")
IN_CASE: Final = Label("«{0}», som ny versjon {1}", '"{0}", as its new version {1}')
CARRIED: Final = Label(
    "Boken bærer saken uten kommentarer, scenarioer og usikkerhet.",
    "The book carries the case without comments, scenarios and uncertainty.",
)
CHANGED_SINCE: Final = Label(
    "Disse er siden endret i saken, og får bokens tall i stedet: {}.",
    "These have since been changed in the case, and get the book's numbers instead: {}.",
)
NOTES_GO: Final = Label(
    "Kildene til tallene som endres, tas ut: de gjaldt de gamle tallene.",
    "The sources of the numbers that change are taken out: they were of the old numbers.",
)
TAKE: Final = Label("Ta inn det som er valgt", "Take what is chosen")
MAKE: Final = Label("Lag en sak av boken", "Make a case of the book")
CANNOT: Final = Label(
    "Tallene kan ikke tas inn sammen. Ingenting er lagret.",
    "The numbers cannot be taken together. Nothing is saved.",
)
TRY_TITLE: Final = Label("Er boken ellers som levert?", "Is the book otherwise as delivered?")
TRY_LEAD: Final = Label(
    "Formlene er ikke kontrollert ennå. Boken lages på nytt av saken den bærer, hver formel sammenlignes, og "
    "hver verdi regnes ut av en uavhengig regnemotor. En stor bok tar et halvt minutt.",
    "The formulas have not been checked yet. The book is made anew of the case it carries, every formula is "
    "compared, and every value calculated by an independent engine. A large book takes half a minute.",
)
TRY: Final = Label("Prøv alle formlene", "Try every formula")
TRYING: Final = Label(
    "Lager boken på nytt, sammenligner hver formel og regner ut hver verdi …",
    "Making the book anew, comparing every formula and calculating every value …",
)
NOT_TAKEN: Final = Label("Det som ikke er forutsetninger, tas aldri inn.", "What is no input is never taken.")


def version_name(file: str) -> Label:
    """What a version is called that took numbers from a book."""
    return Label(f"Fra arbeidsboken {file}", f"From the workbook {file}")
