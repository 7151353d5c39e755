"""The words of the start page and of saved work, in both languages."""

from typing import Final

from feasibility.language import Label
from feasibility.names import DealStructure
from feasibility.store import DELETED_DAYS

TITLE: Final = Label("Kan bygget leve igjen?", "Can the building live again?")
LEAD: Final = Label(
    "Regn ut hva et kontorfellesskap i et tomt bygg betyr for gårdeieren, driveren og banken.",
    "Work out what a shared office in an empty building means for landlord, operator and bank.",
)
NEW: Final = Label("En ny sak", "A new case")
NEW_LEAD: Final = Label(
    "Svar på det du vet. Resten begynner som malens tall, hvert med sin kilde, og er ditt å endre. Svarer du "
    "bare på navnet, begynner saken som malen.",
    "Answer what you know. The rest begins as the template's numbers, each with its source, and is yours to "
    "change. With nothing but a name, the case begins as the template.",
)
WHO_RUNS: Final = Label("Hvem driver, og hvem betaler hvem?", "Who runs it, and who pays whom?")
STRUCTURES: Final[dict[DealStructure, Label]] = {
    "sublease": Label("Driveren leier lokalet", "The operator rents the space"),
    "turnover_rent": Label(
        "Driveren betaler en andel av omsetningen", "The operator pays a share of turnover"
    ),
    "management": Label("Driveren får honorar av gårdeieren", "The landlord pays the operator a fee"),
    "landlord_operated": Label("Gårdeieren driver selv", "The landlord runs it alone"),
}
_MEMBERS: Final = Label("Medlemmer", "Members")
_OPERATOR: Final = Label("Driver", "Operator")
_LANDLORD: Final = Label("Gårdeier", "Landlord")
_PRICE: Final = Label("pris per plass", "price per desk")
WHO_PAYS: Final[dict[DealStructure, tuple[Label, ...]]] = {
    "sublease": (_MEMBERS, _PRICE, _OPERATOR, Label("leie", "rent"), _LANDLORD),
    "turnover_rent": (
        _MEMBERS,
        _PRICE,
        _OPERATOR,
        Label("minsteleie og andel", "minimum rent and share"),
        _LANDLORD,
    ),
    "management": (_MEMBERS, _PRICE, _LANDLORD, Label("honorar", "fee"), _OPERATOR),
    "landlord_operated": (_MEMBERS, _PRICE, _LANDLORD),
}
"""Who pays, what, to whom, in turn."""
PAYS: Final = Label("betaler", "pays")
NO_NAME: Final = Label(
    "Gi saken et navn, så du finner den igjen, eller skriv arealet.",
    "Give the case a name, so that you find it, or write the area.",
)
BEGIN: Final = Label("Begynn", "Begin")

EXAMPLE: Final = Label("Et eksempel", "An example")
EXAMPLE_LEAD: Final = Label(
    "Se en ferdig sak, prøv andre tall i den, og lagre den som din egen om du vil.",
    "See a finished case, try other numbers in it, and save it as your own if you like.",
)
OPEN: Final = Label("Åpne", "Open")

FILE: Final = Label("En fil", "A file")
FILE_LEAD: Final = Label(
    "En sak i YAML eller JSON, for eksempel en du har lastet ned her eller skrevet selv; kommentarene i den "
    "blir med når du laster den ned igjen. Eller en arbeidsbok (.xlsx) som kom tilbake fra banken: du ser "
    "hva som er endret i den, og velger hva saken skal ta inn.",
    "A case in YAML or JSON, one you downloaded here or wrote yourself; its comments come along when you "
    "download it again. Or a workbook (.xlsx) that came back from the bank: you see what has been changed in "
    "it, and choose what the case is to take.",
)
CHOOSE_FILE: Final = Label(
    "Velg en fil på høyst 5 MB, eller slipp den her", "Choose a file of at most 5 MB, or drop it here"
)
FILE_WRONG: Final = Label(
    "Filen kan ikke brukes. Ingenting er lagret.", "The file cannot be used. Nothing is saved."
)


def not_a_case(name: str) -> Label:
    """A file that cannot be one."""
    return Label(
        f"{name}: dette er ikke en sak. En sak er en tekstfil (UTF-8) som heter noe på .yaml eller .json, og "
        "en arbeidsbok heter noe på .xlsx.",
        f"{name}: this is not a case. A case is a text file (UTF-8) named something on .yaml or .json, and a "
        "workbook is named something on .xlsx.",
    )


def other_book(name: str) -> Label:
    """A spreadsheet in another format than ours, which may hold macros."""
    return Label(
        f"{name}: bare arbeidsbøker som heter noe på .xlsx leses, og ingen med makroer. Åpne boken i Excel "
        "eller LibreOffice, og lagre den som .xlsx.",
        f"{name}: only workbooks named something on .xlsx are read, and none with macros. Open the book in "
        "Excel or LibreOffice, and save it as .xlsx.",
    )


MINE: Final = Label("Lagrede saker", "Saved cases")
NONE_YET: Final = Label(
    "Ingen ennå. Det du lager, lagres av seg selv mens du skriver.",
    "None yet. What you make is saved by itself as you type.",
)
CHANGED: Final = Label("Endret {}", "Changed {}")
VERSIONS: Final = Label("{} versjoner", "{} versions")
ONE_VERSION: Final = Label("1 versjon", "1 version")
COPY: Final = Label("Kopier", "Copy")
COPY_NAME: Final = Label("{} (kopi)", "{} (copy)")
DELETE: Final = Label("Slett", "Delete")
DELETED: Final = Label("Slettede saker", "Deleted cases")
DELETED_LEAD: Final = Label(
    f"En slettet sak kan hentes tilbake i {DELETED_DAYS} dager. Deretter er den borte for godt.",
    f"A deleted case can be had back for {DELETED_DAYS} days. After that it is gone for good.",
)
UNDELETE: Final = Label("Hent tilbake", "Have it back")


def was_deleted(name: str) -> Label:
    """Said once a case is deleted."""
    return Label(
        f"«{name}» er slettet. Du finner den under «Slettede saker», og kan hente den tilbake.",
        f'"{name}" is deleted. You find it under "Deleted cases", and can have it back.',
    )


TO_START: Final = Label("Til forsiden", "To the start page")
ABOUT_CASE: Final = Label("Om saken", "About the case")
SAVE_EXAMPLE: Final = Label("Lagre som egen sak", "Save as a case of your own")
SAVED: Final = Label("Lagret {}", "Saved {}")
READ_ONLY: Final = Label(
    "Saken er delt med deg for lesing. Lag en kopi for å endre tall.",
    "The case is shared with you for reading. Make a copy to change numbers.",
)
HISTORY: Final = Label("Versjoner", "Versions")
HISTORY_LEAD: Final = Label(
    "Hver endring er lagret som en egen versjon. Å hente en gammel tilbake lager en ny; ingen går tapt.",
    "Each change is saved as a version of its own. Bringing an old one back makes a new one; none is lost.",
)
NUMBER: Final = Label("Versjon {}", "Version {}")
RESTORED: Final = Label("hentet tilbake fra versjon {}", "brought back from version {}")
RESTORE: Final = Label("Hent tilbake", "Bring back")
NOW: Final = Label("vises nå", "shown now")
OLDER: Final = Label("Vis {} eldre", "Show {} older")
NAME_IT: Final = Label("Navn på denne versjonen", "Name of this version")
HOW_TO_TYPE: Final = Label(
    "Skriv et tall og trykk Enter, for eksempel 1 250,50 eller 12,5 % eller 2,5 mill. Hver endring lagres "
    "med en gang.",
    "Type a number and press Enter, for example 1,250.50 or 12.5% or 2.5m. Each change is saved at once.",
)
FIRST_WAS: Final = Label("Først lagret: {}.", "First saved: {}.")
COMPARED: Final = Label(
    "Stiplet linje eller strek på søylen: saken slik den først ble lagret.",
    "Dashed line or mark on the column: the case as it was first saved.",
)
UNREADABLE: Final = Label(
    "Saken er lagret av en annen versjon av programmet, og denne kan ikke lese den:",
    "The case was saved by another version of the program, and this one cannot read it:",
)
