"""The words around the map and its point, in both languages."""

from typing import Final

from feasibility.language import Label

MAP: Final = Label("Prøv et punkt", "Try a point")
MAP_LEAD: Final = Label(
    "Flytt på de to, eller skriv dem. Svaret og punktet på kartet følger med.",
    "Move the two, or type them. The answer and the point on the map follow.",
)
TYPED: Final = Label("{} (skriv {})", "{} (type {})")
OUTSIDE: Final = Label("Kartet går fra {} til {}.", "The map goes from {} to {}.")
WHOLE: Final = Label("Skriv et helt tall.", "Write a whole number.")
TO_EQUAL: Final = Label("Der begge tjener like mye", "Where both gain the same")
TO_ALIKE: Final = Label("Der begge tjener mest likt", "Where the two gain most alike")
TO_STATED: Final = Label("Saken som den står", "The case as it stands")
SHEET: Final = Label(
    "Vis avtaleskissen, og samme hjelp i billigste form",
    "Show the term sheet, and the same help in its cheapest form",
)
USE: Final = Label("Bruk punktet i saken", "Use the point in the case")
USE_HELP: Final = Label(
    "Setter dette i saken i stedet for det som står der. En egen sak får en ny versjon; den forrige kan "
    "hentes tilbake.",
    "Puts this into the case in place of what is there. A case of your own gets a new version; the one "
    "before can be brought back.",
)
SAVE: Final = Label("Lagre som egen sak, med punktet i", "Save as a case of your own, with the point in it")
SAVE_HELP: Final = Label(
    "Nettadressen til et eksempel har ikke plass til dette punktet.",
    "An example's address has no room for this point.",
)
CANNOT: Final = Label("Punktet kan ikke settes inn i saken: {}", "The point cannot be put into the case: {}")
IS_STATED: Final = Label("Dette er saken som den står.", "This is the case as it stands.")
