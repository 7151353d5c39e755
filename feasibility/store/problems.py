"""What can be wrong when something is to be kept or found."""

from __future__ import annotations

from feasibility.language import Label


class StoreError(Exception):
    """Something could not be kept or found. `label` says what, and how to mend it."""

    def __init__(self, label: Label) -> None:
        super().__init__(label.en)
        self.label = label


class NotFound(StoreError):
    """There is no such case or version, or the user may not see it: which of the two is not told."""

    def __init__(self) -> None:
        super().__init__(
            Label(
                "Saken finnes ikke, eller er ikke delt med deg. Sjekk adressen, eller be eieren dele den.",
                "The case does not exist, or is not shared with you. Check the address, or ask the owner to "
                "share it.",
            )
        )


class NotAllowed(StoreError):
    """The user may see the case, and not do this with it."""

    def __init__(self) -> None:
        super().__init__(
            Label(
                "Saken er delt med deg for lesing. Lag en kopi for å endre den, eller be eieren om tilgang.",
                "The case is shared with you for reading. Make a copy to change it, or ask its owner.",
            )
        )


class OwnerOnly(NotAllowed):
    """The user may see the case, and only its owner may do this with it."""

    def __init__(self) -> None:
        StoreError.__init__(
            self,
            Label(
                "Bare den som eier saken, kan slette eller dele den. Lag en kopi, som blir din egen.",
                "Only the owner of a case can delete or share it. Make a copy, which will be your own.",
            ),
        )


class NoAddress(StoreError):
    """What a case is to be shared with is no e-mail address."""

    def __init__(self) -> None:
        super().__init__(
            Label(
                "Dette er ikke en e-postadresse. Skriv den som i kari@example.no, én om gangen.",
                "This is not an e-mail address. Write it as in kari@example.com, one at a time.",
            )
        )


class TooMuch(StoreError):
    """More than the store keeps: of cases, of letters in one, of people one is shared with."""


class Conflict(StoreError):
    """The case has a newer version than the one that was changed: somebody else, or another tab, was first.

    Attributes:
        newest: the number of the version there is.
    """

    def __init__(self, newest: int) -> None:
        super().__init__(
            Label(
                "Saken er endret et annet sted siden den ble åpnet her. Ingenting er overskrevet: last inn "
                "den nyeste, eller lagre det du har som en kopi.",
                "The case has been changed elsewhere since it was opened here. Nothing is overwritten: load "
                "the newest, or save what you have as a copy.",
            )
        )
        self.newest = newest


class Unavailable(StoreError):
    """The database was there, and does not do what it is asked now."""

    def __init__(self) -> None:
        super().__init__(
            Label(
                "Databasen med lagrede saker svarer ikke som den skal. Det siste du gjorde, er ikke lagret; "
                "prøv igjen om litt.",
                "The database of saved cases does not answer as it should. What you did last is not saved; "
                "try again in a moment.",
            )
        )


class CannotOpen(StoreError):
    """The database cannot be reached or is not one of ours."""
