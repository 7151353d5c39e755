"""Words of the page that says why a number is what it is."""

from typing import Final

from feasibility.language import Label

TITLE: Final = Label("Hvorfor er tallet slik?", "Why is the number what it is?")
LEAD: Final = Label(
    "Hvert tall i resultatet kan følges: trykk på det, og så på det det er regnet av, ned til det som er "
    "oppgitt i saken, med kilde.",
    "Every number of the result can be followed: press it, then what it is made from, down to what the case "
    "states, with its source.",
)
FIND: Final = Label("Finn et tall", "Find a number")
FIND_HINT: Final = Label("for eksempel leie, nåverdi, rentedekning", "for example rent, present value, cover")
NOTHING_FOUND: Final = Label("Ingen linje heter noe slikt.", "No line is called anything like it.")
MORE_FOUND: Final = Label("… og {} til. Skriv mer av navnet.", "… and {} more. Write more of the name.")
FORMULA: Final = Label("Regnestykket", "The calculation")
NO_FORMULA: Final = Label("Før første måned i saken.", "Before the first month of the case.")
MADE_FROM: Final = Label("Tallene i regnestykket", "The numbers in it")
STATED_OR_RULE: Final = Label(
    "Oppgitt i saken, eller sats i regelverket", "Stated in the case, or a rate of law"
)
WHAT: Final = Label("Hva", "What")
WHEN: Final = Label("Når", "When")
VALUE: Final = Label("Tall", "Number")
REMARK: Final = Label("Merknad", "Remark")
SOURCE: Final = Label("Kilde", "Source")
PLACE: Final = Label("Sted i saken", "Place in the case")
NO_SOURCE: Final = Label("ingen kilde oppgitt", "no source stated")
NOT_USED: Final = Label("ikke brukt her", "not used here")
OF_WHICH: Final = Label("herav størst: {}", "of which the largest: {}")
ONE_OF: Final = Label("herav {}", "of which {}")
LAW: Final = Label("Hjemmel", "Basis")
NOTE: Final = Label("Merknad", "Note")
OVER_TIME: Final = Label("Over tid", "Over time")
EVERY_PERIOD: Final = Label("Alle periodene", "Every period")
CHOOSE_PERIOD: Final = Label(
    "Linjen har et tall for hver periode. Velg én for å se hvorfor.",
    "The line has a number for every period. Choose one to see why.",
)
YEAR: Final = Label("År", "Year")
PERIOD: Final = Label("Nr.", "No.")
ID: Final = Label("Linjens navn i modellen: {}", "The line's name in the model: {}")
