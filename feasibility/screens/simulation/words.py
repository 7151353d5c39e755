"""The words around a simulation, in both languages."""

from typing import Final

from feasibility.language import Label

LEAD: Final = Label(
    "Saken kjøres mange ganger med de usikre tallene trukket på nytt hver gang. Svaret er hvor ofte det går "
    "galt, og hva som avgjør.",
    "The case is run many times with the uncertain numbers drawn anew each time. The answer is how often it "
    "goes wrong, and what decides.",
)
WHICH: Final = Label("Hva er usikkert?", "What is uncertain?")
OWN: Final = Label("Det saken selv sier er usikkert", "What the case itself says is uncertain")
USUAL: Final = Label("Et vanlig spenn for tallene som avgjør mest", "A usual spread of what decides most")
NO_OWN: Final = Label(
    "Saken sier ikke hvor usikre tallene er. Til den gjør det, kan et vanlig spenn prøves: en konvensjon, "
    "ikke et funn.",
    "The case does not say how uncertain its numbers are. Until it does, a usual spread can be tried: a "
    "convention, not a finding.",
)
NOTHING: Final = Label(
    "Saken har ingen av tallene det finnes et vanlig spenn for.",
    "The case has none of the numbers with a usual spread.",
)
DRAWN: Final = Label("Tallene som trekkes", "The numbers that are drawn")
COLUMNS: Final = (
    Label("Tall", "Number"),
    Label("Lavest", "Lowest"),
    Label("I saken", "In the case"),
    Label("Høyest", "Highest"),
)
MEASURE: Final = Label("Hva skal forklares?", "What is to be explained?")
RUNS: Final = Label("Antall kjøringer", "Number of runs")
SEED: Final = Label("Frø (samme frø gir samme svar)", "Seed (the same seed gives the same answer)")
START: Final = Label("Kjør", "Run")
STOP: Final = Label("Avbryt", "Cancel")
WAITING: Final = Label("Venter på tur: andre simulerer nå.", "Waiting for its turn: others simulate now.")
BEFORE: Final = Label("Prøver at tallene kan trekkes …", "Trying that the numbers can be drawn …")
WORKING: Final = Label("{} av {} kjøringer …", "{} of {} runs …")
AFTER: Final = Label("Prøver kontrollene og regner sammen …", "Trying the checks and summing up …")
STOPPED: Final = Label("Avbrutt. Ingenting er regnet ferdig.", "Cancelled. Nothing was finished.")
FAILED: Final = Label(
    "Simuleringen gikk galt. Årsaken står i vinduet der programmet ble startet.",
    "The simulation went wrong. The cause is told in the window where the program was started.",
)
OLD: Final = Label(
    "Saken eller valgene er endret siden dette ble kjørt. Kjør igjen for svaret slik den er nå.",
    "The case or the choices have changed since this was run. Run again for the answer as it is now.",
)
