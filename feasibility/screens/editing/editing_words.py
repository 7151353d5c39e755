"""What the editor of a whole case says."""

from typing import Final

from feasibility.language import Label
from feasibility.names import CONFIDENCES

MUST_BE_FILLED: Final = Label("Feltet må fylles ut.", "The field must be filled in.")
NO_MONTH: Final = Label(
    "«{}» er ingen måned. Skriv for eksempel jan 2027, 01.2027 eller 2027-01.",
    '"{}" is no month. Write for example Jan 2027, 01.2027 or 2027-01.',
)
NOT_COUNTED: Final = Label(
    "Leiestarten følger arbeidene. Skriv leiemåneden som et tall, talt fra 1 ved leiestart.",
    "The lease starts when the works are done. Write the lease month as a number, from 1 at its start.",
)
TOO_EARLY: Final = Label("{} er før den første måneden.", "{} is before the first month.")
NO_RATES: Final = Label(
    "Kan ikke lese «{}». Skriv én sats, eller en for hvert år slik: 2027: 2,5 %; 2028: 2 %.",
    'Cannot read "{}". Write one rate, or one for each year like this: 2027: 2.5%; 2028: 2%.',
)
YES: Final = Label("ja", "yes")
NO: Final = Label("nei", "no")

# ---- the whole of it ----------------------------------------------------------------------------------

TITLE: Final = Label("Hele saken", "The whole case")
LEAD: Final = Label(
    "Alt saken består av. Skriv beløp, prosent, måneder og datoer slik du er vant til: 1 250,50, 2,5 mill, "
    "12,5 %, 12 mnd, 600 kvm, jan 2027. Det du endrer, lagres med en gang.",
    "All that the case consists of. Write amounts, percentages, months and dates as you are used to: "
    "1 250.50, 2.5 million, 12.5%, 12 months, 600 sqm, Jan 2027. What you change is saved at once.",
)
EXAMPLE_FIRST: Final = Label(
    "Et eksempel kan bare prøves i noen få tall. Lagre det som din egen sak, så kan alt i den endres.",
    "An example can only be varied in a few numbers. Save it as a case of your own to change all of it.",
)
VIEWER: Final = Label("Du kan se saken, men ikke endre den.", "You can see the case, but not change it.")
HOW: Final = Label("Hvordan vil du gå fram?", "How do you want to go about it?")
MODES: Final = {
    "steps": Label("Steg for steg", "Step by step"),
    "search": Label("Søk i alle felt", "Search all fields"),
}
STEP: Final = Label("Steg", "Step")
STEP_LEFT: Final = Label("{0} · {1} fra malen", "{0} · {1} from the template")
PREVIOUS: Final = Label("← {}", "← {}")
NEXT: Final = Label("{} →", "{} →")
STILL_TEMPLATE: Final = Label(
    "{0} av {1} tall i dette steget er fortsatt malens. De er merket.",
    "{0} of {1} numbers in this step are still the template's. They are marked.",
)
ALL_OWN: Final = Label(
    "Ingen tall i dette steget er malens lenger.", "No number in this step is the template's any more."
)
SHOW_ALL: Final = Label(
    "Vis også felt der programmets standard gjelder ({})",
    "Also show fields where the program's default holds ({})",
)
EMPTY: Final = Label("Ingen ennå.", "None yet.")
CHOOSE_ITEM: Final = Label("Velg en for å se og endre den:", "Choose one to see and change it:")
SEARCH: Final = Label("Søk etter navn, kilde eller sti", "Search by name, source or path")
SEARCH_HINT: Final = Label(
    "Skriv for eksempel leie, strøm eller NMBU. Saken har {} felt.",
    "Write for example rent, power or NMBU. The case has {} fields.",
)
NO_HIT: Final = Label("Ingen felt passer med «{}».", 'No field matches "{}".')
HITS: Final = Label("{} felt passer.", "{} fields match.")
MORE_HITS: Final = Label(
    "{0} felt passer. De {1} første vises; skriv mer for å snevre inn.",
    "{0} fields match. The first {1} are shown; write more to narrow it down.",
)
GO_THERE: Final = Label("Gå dit", "Go there")

# ---- what waits ---------------------------------------------------------------------------------------

WAITS: Final = Label(
    "Ikke lagret ennå: {}. Det som er skrevet, står i feltene. Det lagres så snart alt går i hop.",
    "Not saved yet: {}. What you wrote stays in the fields. It is saved as soon as it all fits together.",
)
CONTESTED: Final = Label(
    "Endret et annet sted mens du skrev: {}. Det du skrev, står i feltene og er ikke lagret. «Prøv igjen» "
    "lagrer ditt i stedet for det som står der nå.",
    "Changed elsewhere while you typed: {}. What you wrote stays in the fields and is not saved. "
    '"Try again" saves yours in place of what is there now.',
)
CONTESTED_HERE: Final = Label(
    "Endret et annet sted mens du skrev. Det du skrev, lagres ikke før du trykker «Prøv igjen».",
    'Changed elsewhere while you typed. What you wrote is not saved before you press "Try again".',
)
DROP: Final = Label("Dropp det som ikke er lagret", "Drop what is not saved")
ELSEWHERE: Final = Label("Et annet sted i saken: {}", "Elsewhere in the case: {}")
STILL: Final = Label("Det regnes videre med {}.", "{} is still used.")
STILL_NOTHING: Final = Label("Det regnes videre uten.", "The calculation goes on without it.")

# ---- what is added and removed ------------------------------------------------------------------------

ADD: Final = Label("Legg til", "Add")
ADD_TO: Final = Label("Legg til: {}", "Add: {}")
WHICH_KIND: Final = Label("Hva slags?", "Which kind?")
WHAT_NAME: Final = Label("Hva skal det hete?", "What is it to be called?")
PREFILLED: Final = Label(
    "Resten fylles ut med malens tall, eller med forslag som er merket. Bytt dem ut etterpå.",
    "The rest is filled in with the template's numbers, or with marked suggestions. Replace them after.",
)
CANCEL: Final = Label("Avbryt", "Cancel")
COPY: Final = Label("Kopier", "Copy")
REMOVE: Final = Label("Fjern", "Remove")
UP: Final = Label("Flytt fram", "Move forward")
DOWN: Final = Label("Flytt bak", "Move back")
UNDO: Final = Label("Angre", "Undo")
COPY_SUFFIX: Final = Label("kopi", "copy")
ADDED: Final = Label("{} er lagt til.", "{} has been added.")
REST_SHARED: Final = Label(
    "Andelene skal være 100 % til sammen, så dette er endret også: {}.",
    "The shares must add up to 100%, so this has changed too: {}.",
)
COPIED: Final = Label("{} er kopiert.", "{} has been copied.")
REMOVED: Final = Label("{} er fjernet.", "{} has been removed.")
MOVED: Final = Label("{} er flyttet.", "{} has been moved.")
SWITCHED_ON: Final = Label("{} er tatt med.", "{} is now included.")
SWITCHED_OFF: Final = Label("{} er tatt ut.", "{} has been taken out.")
KIND_CHOSEN: Final = Label("{} er nå av et annet slag.", "{} is now of another kind.")
WENT_ALONG: Final = Label(
    "Disse handlet om det gamle og ble borte: {}.", "These were about what was before, and are gone: {}."
)
CHANGE_ADDED: Final = Label("Endringen er lagt til.", "The change has been added.")
CHANGE_REMOVED: Final = Label("Endringen er fjernet.", "The change has been removed.")
NOTED: Final = Label("Kilden er lagret.", "The source has been saved.")
NOTHING_TO_NAME: Final = Label(
    "Det må vise til noe saken ikke har ennå (arbeider, en stilling, et produkt). Legg til det først.",
    "It has to name something that the case has none of yet (works, a post, a product). Add that first.",
)
IN_USE: Final = Label(
    "Den er i bruk i: {}. Fjern det der først.", "It is in use in: {}. Remove it there first."
)
WHICH_NUMBER: Final = Label("Hvilket tall skal endres?", "Which number is to be changed?")
CHANGE_HINT: Final = Label(
    "Skriv den nye verdien, + 2 % for å legge til, eller × 0,9 for å gange.",
    "Write the new value, + 2% to add, or × 0.9 to multiply.",
)
NONE: Final = Label("– ingen –", "– none –")
CHOOSE: Final = Label("Velg", "Choose")

# ---- a field ------------------------------------------------------------------------------------------

MONTH_IS: Final = Label("= {}", "= {}")
DEFAULT: Final = Label("Programmets standard", "The program's default")
DEFAULT_FROM: Final = Label("Programmets standard: {}", "The program's default: {}")
NOT_STATED: Final = Label("Ikke oppgitt", "Not stated")
FROM_TEMPLATE: Final = Label("Malens tall", "The template's number")
WORKED_OUT: Final = Label("Regnet ut i hurtigstarten", "Worked out in the quick start")
RANGE: Final = Label("Mellom {0} og {1}", "Between {0} and {1}")
NOTE: Final = Label("Endre kilden", "Change the source")
NOTE_OF: Final = Label("Kilden til «{}»", 'The source of "{}"')
NOTE_TEXT: Final = Label("Hvor kommer tallet fra?", "Where does the number come from?")
NOTE_KIND: Final = Label("Er det en kilde eller en antakelse?", "Is it a source or an assumption?")
NOTE_KINDS: Final = {
    "source": Label("Kilde", "Source"),
    "assumption": Label("Antakelse", "Assumption"),
}
NOTE_SURE: Final = Label("Hvor sikkert er tallet?", "How sure is the number?")
NOTE_SURES: Final = {
    "as_noted": Label("Følger av kilden", "Follows from the source"),
    **{str(confidence): said for confidence, said in CONFIDENCES.items()},
}
NOTE_DATE: Final = Label("Dato (år, måned eller dag)", "Date (year, month or day)")
NOTE_LOW: Final = Label("Kan være så lavt som", "May be as low as")
NOTE_HIGH: Final = Label("Kan være så høyt som", "May be as high as")
NOTE_SAVE: Final = Label("Lagre kilden", "Save the source")
NOTE_NEEDS_TEXT: Final = Label(
    "Skriv hvor tallet kommer fra; dato og spenn alene er ingen kilde.",
    "Write where the number comes from; a date and a range alone are no source.",
)
RATE_HINT: Final = Label(
    "Én sats, eller en for hvert år: 2027: 2,5 %; 2028: 2 %.",
    "One rate, or one a year: 2027: 2.5%; 2028: 2%.",
)
SEVERAL_HINT: Final = Label("Flere tall, med semikolon imellom.", "Several numbers, with semicolons between.")
TWELVE_HINT: Final = Label(
    "Tolv tall, januar til desember, med semikolon imellom.",
    "Twelve numbers, January to December, with semicolons.",
)
