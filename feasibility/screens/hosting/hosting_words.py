"""The words of signing in and of sharing, in both languages."""

from typing import Final

from feasibility.language import Label
from feasibility.store import Access, Role

LEAD: Final = Label("Logg inn for å se sakene dine.", "Sign in to see your cases.")
CLOSED: Final = Label("Denne tjeneren er ikke klar.", "This server is not ready.")
SIGN_IN: Final = Label("Logg inn", "Sign in")
SIGNED_IN: Final = Label("Logget inn: {}", "Signed in: {}")
SIGN_OUT: Final = Label("Logg ut", "Sign out")
EXPIRED: Final = Label(
    "Det er en stund siden du logget inn. Logg inn igjen; alt som er lagret, er her fortsatt, og saken du "
    "hadde oppe, åpnes.",
    "It is a while since you signed in. Sign in again; all that was saved is still here, and the case you "
    "had open opens.",
)
NOT_SIGNED_IN: Final = Label(
    "Du er ikke logget inn. Det siste du gjorde, er ikke lagret; logg inn og gjør det igjen.",
    "You are not signed in. What you did last is not saved; sign in and do it again.",
)
MISCONFIGURED: Final = Label(
    "Innloggingen er ikke satt opp riktig på denne tjeneren, så ingenting vises. Den som driver den, finner "
    "årsaken i loggen og oppskriften i docs/server.md.",
    "Signing in is not set up properly on this server, so nothing is shown. Whoever runs it finds the cause "
    "in the log and what to do in docs/server.md.",
)
EXPOSED: Final = Label(
    "Andre kan nå denne tjeneren, og ingen må logge inn, så ingenting vises. Sett opp innlogging "
    "(docs/server.md), la tjeneren lytte på 127.0.0.1 alene, eller sett FEASIBILITY_WITHOUT_SIGN_IN=1 om "
    "alle som når den, skal se og kunne endre alt.",
    "Others can reach this server, and nobody has to sign in, so nothing is shown. Set up signing "
    "in (docs/server.md), let it listen on 127.0.0.1 alone, or set FEASIBILITY_WITHOUT_SIGN_IN=1 if "
    "everybody who reaches it is to see and change everything.",
)
IS_OPEN: Final = Label(
    "Ingen logger inn her: alle som når denne siden, ser og kan endre alle saker.",
    "Nobody signs in here: everybody who reaches this page sees and can change every case.",
)

SHARE: Final = Label("Del saken", "Share the case")
SHARED_WITH_NONE: Final = Label("Ingen andre ser den.", "Nobody else sees it.")
EMAIL: Final = Label("E-postadressen de logger inn med", "The e-mail address they sign in with")
ROLE: Final = Label("Hva de kan gjøre", "What they may do")
MAY: Final[dict[Role, Label]] = {
    "viewer": Label("kan lese", "can read"),
    "editor": Label("kan endre", "can change"),
}
SHARE_IT: Final = Label("Del", "Share")
UNSHARE: Final = Label("Ta tilbake", "Take back")
SEND_ADDRESS: Final = Label(
    "Ingen e-post sendes herfra. Saken står på forsiden deres når de logger inn; du kan også sende adressen:",
    "No e-mail is sent from here. The case is on their start page once they sign in; you can also send its "
    "address:",
)
OTHERS: Final[dict[Access, Label]] = {
    "viewer": Label("Eier: {}. Du kan lese.", "Owner: {}. You can read."),
    "editor": Label("Eier: {}. Du kan endre.", "Owner: {}. You can change."),
}
NO_PROVED_ADDRESS: Final = Label("en uten bekreftet e-postadresse", "one without a confirmed e-mail address")


def sign_in_by(name: str) -> Label:
    """The button of one among several that sign people in."""
    return Label(f"Logg inn med {name}", f"Sign in with {name}")
