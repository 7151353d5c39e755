"""The words of the view of versions, in both languages."""

from typing import Final

from feasibility.language import Label

WORKING: Final = Label("Regner begge …", "Working out both …")
EARLIER: Final = Label("Fra", "From")
LATER: Final = Label("Til", "To")
EXAMPLE: Final = Label("Eksempelet", "The example")
TRIED: Final = Label("Det du har prøvd", "What you have tried")
ONLY_ONE: Final = Label(
    "Saken har bare én versjon. Endre et tall, så kan de to sammenlignes her.",
    "The case has only one version. Change a number, and the two can be compared here.",
)
NOTHING_TRIED: Final = Label(
    "Ingenting er endret i eksempelet. Endre et tall, så vises forskjellen her. Lagre eksempelet som egen "
    "sak for å få versjoner.",
    "Nothing is changed in the example. Change a number, and the difference is shown here. Save the example "
    "as a case of your own to get versions.",
)
SAME: Final = Label("Velg to ulike versjoner.", "Choose two different versions.")
TO_VERSIONS: Final = Label("Sammenlign versjoner", "Compare versions")
