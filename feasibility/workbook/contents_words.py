"""What the sheet of contents says, in both languages."""

from typing import Final

from feasibility.language import Label

LISTED: Final = 14
"""Changed inputs that are listed; they are counted whatever their number."""

LEAD: Final = Label(
    "Trykk på et arknavn for å gå dit. Tittelen øverst på hvert ark fører tilbake hit.",
    "Press the name of a sheet to go there. The title at the top of each sheet leads back here.",
)
GUIDE: Final = Label(
    "Arkene, hva som skrives ut, og hva som er endret",
    "The sheets, what is printed, and what has been changed",
)
SHEET: Final = Label("Ark", "Sheet")
PURPOSE: Final = Label("Hva det er til", "What it is for")
PRINTED: Final = Label("Utskriftssett", "Print set")
YES: Final = Label("ja", "yes")
NO: Final = Label("full utskrift", "full print")
CHANGES: Final = Label("Forutsetninger som er endret siden eksport", "Inputs changed since export")
CHANGES_LEAD: Final = Label(
    f"De første {LISTED}, hentet fra arket Forutsetninger. Alle er talt øverst på hvert ark.",
    f"The first {LISTED}, read from the sheet of inputs. All are counted at the top of each sheet.",
)
NOW: Final = Label("Nå", "Now")
