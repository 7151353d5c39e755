"""What can be seen of a case, in groups, in the order of the screen; the words for each."""

from typing import Final, NamedTuple

from feasibility.language import Label


class Group(NamedTuple):
    """Views that belong together: `views` holds their words by the name in the address."""

    label: Label
    views: dict[str, Label]


DEFAULT_VIEW: Final = "result"
CHOOSE_GROUP: Final = Label("Hva vil du gjøre?", "What do you want to do?")
CHOOSE: Final = Label("Hva vil du se?", "What do you want to see?")
GROUPS: Final[dict[str, Group]] = {
    "case": Group(
        Label("Saken", "The case"),
        {
            "edit": Label("Hele saken", "The whole case"),
            "register": Label("Forutsetningene", "The assumptions"),
            "benchmarks": Label("Mot feltet", "Against the field"),
        },
    ),
    "results": Group(
        Label("Resultatet", "The result"),
        {
            DEFAULT_VIEW: Label("Oversikt", "Overview"),
            "landlord": Label("Gårdeier", "Landlord"),
            "operator": Label("Driver", "Operator"),
            "bank": Label("Banken", "The bank"),
            "municipality": Label("Kommunen", "The municipality"),
            "vat": Label("Merverdiavgift", "VAT"),
            "statements": Label("Budsjett", "Statements"),
            "actual": Label("Mot regnskapet", "Against actual"),
            "checks": Label("Varsler og kontroller", "Warnings and checks"),
            "why": Label("Hvorfor?", "Why?"),
        },
    ),
    "questions": Group(
        Label("Spørsmål", "Questions"),
        {
            "negotiate": Label("Leierabatten", "The rent discount"),
            "compare": Label("Alternativene", "The alternatives"),
            "solve": Label("Hva tallet må være", "What a number must be"),
            "stress": Label("Hva det tåler", "What it can take"),
            "capacity": Label("Lånet", "The loan"),
            "sensitivity": Label("Hva det hviler på", "What it rests on"),
            "simulate": Label("Hva som kan skje", "What may happen"),
        },
    ),
    "kept": Group(
        Label("Ta med og lagret", "Take along and kept"),
        {
            "out": Label("Ta med", "Take along"),
            "papers": Label("Papirene", "The papers"),
            "versions": Label("Versjonene", "The versions"),
        },
    ),
}
"""Every view of an opened case (`screens/views.py` draws them), by group."""


def group_of(view: str) -> str:
    """The group a view stands in. Raises KeyError for a view there is not."""
    for id, group in GROUPS.items():
        if view in group.views:
            return id
    raise KeyError(view)


def is_view(name: str) -> bool:
    """Whether there is a view of this name."""
    return any(name in group.views for group in GROUPS.values())
